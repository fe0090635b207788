/* A supplier's invoice over the pipe (see reader_visit.h). */
#include "reader_visit.h"

#define MOST_LINES 1000 /* ubl_in.h keeps a hundred */
#define MOST_COUNT ((int64_t)1 << 31)

static void visit_line(struct wire *w, struct ubl_line *v)
{
	wire_span(w, &v->name);
	wire_span(w, &v->qty);
	wire_span(w, &v->unit);
	wire_money(w, &v->net);
}

static void visit_lines(struct wire *w, struct ubl_lines *v)
{
	size_t n = wire_count(w, v->n, MOST_LINES, sizeof(*v->at));

	if (!w->out) {
		v->at = arena_array(w->arena, n, sizeof(*v->at));
		v->n = v->cap = n;
	}
	for (size_t i = 0; i < n && !w->bad; i++) {
		struct ubl_line line = v->at[i];

		visit_line(w, &line);
		if (!w->out)
			v->at[i] = line;
	}
}

static void visit_party(struct wire *w, struct ubl_party *v)
{
	wire_span(w, &v->name);
	wire_span(w, &v->tax_id);
}

void visit_invoice(struct wire *w, struct ubl_in *v)
{
	int64_t n = (int64_t)v->n_lines;

	wire_bool(w, &v->credit_note);
	wire_span(w, &v->number);
	wire_span(w, &v->type);
	wire_span(w, &v->iban);
	wire_span(w, &v->note);
	wire_day(w, &v->issue);
	wire_day(w, &v->due);
	visit_party(w, &v->seller);
	visit_party(w, &v->buyer);
	wire_money(w, &v->total);
	wire_money(w, &v->payable);
	visit_lines(w, &v->lines);
	wire_i64(w, &n);
	if (n < 0 || n > MOST_COUNT)
		wire_bad(w, "no count");
	else
		v->n_lines = (size_t)n;
}
