/* A supplier's invoice over the pipe (see reader_visit.h). */
#include "reader_visit.h"

#define MOST_COUNT ((int64_t)1 << 31)

/* n bytes that are spans and nothing else. */
static void visit_spans(struct wire *w, void *v, size_t n)
{
	for (size_t at = 0; at < n; at += sizeof(struct span))
		wire_span(w, (struct span *)(void *)((char *)v + at));
}

/* The elements of a list; where it is read its array is made. */
static void *visit_array(struct wire *w, void *at, size_t *n, size_t *cap, size_t most, size_t size)
{
	*n = wire_count(w, *n, most, size);
	if (w->out)
		return at;
	*cap = *n;
	return arena_array(w->arena, *n, size);
}
#define VISIT_ARRAY(w, v, most) \
	((v)->at = visit_array((w), (v)->at, &(v)->n, &(v)->cap, (most), sizeof(*(v)->at)))

/* A list whose elements are spans and nothing else. */
#define VISIT_FLAT(w, v)                                              \
	do {                                                          \
		VISIT_ARRAY(w, v, UBL_LIST_MAX);                      \
		visit_spans((w), (v)->at, (v)->n * sizeof(*(v)->at)); \
	} while (0)

static void visit_taxes(struct wire *w, struct ubl_taxes *v)
{
	VISIT_ARRAY(w, v, UBL_LIST_MAX);
	for (size_t i = 0; i < v->n && !w->bad; i++) {
		visit_spans(w, &v->at[i], offsetof(struct ubl_tax, vat));
		VISIT_FLAT(w, &v->at[i].vat);
	}
}

static void visit_lines(struct wire *w, struct ubl_lines *v)
{
	VISIT_ARRAY(w, v, UBL_LINES_MAX);
	for (size_t i = 0; i < v->n && !w->bad; i++) {
		visit_spans(w, &v->at[i], offsetof(struct ubl_line, adjusts));
		VISIT_FLAT(w, &v->at[i].adjusts);
		VISIT_FLAT(w, &v->at[i].properties);
	}
}

void visit_invoice(struct wire *w, struct ubl_in *v)
{
	int64_t n = (int64_t)v->n_lines;

	wire_bool(w, &v->credit_note);
	visit_spans(w, &v->head, sizeof(v->head));
	visit_spans(w, &v->seller, sizeof(v->seller));
	visit_spans(w, &v->buyer, sizeof(v->buyer));
	visit_spans(w, &v->payee, sizeof(v->payee));
	visit_spans(w, &v->agent, sizeof(v->agent));
	visit_spans(w, &v->delivery, sizeof(v->delivery));
	visit_spans(w, &v->totals, sizeof(v->totals));
	visit_taxes(w, &v->taxes);
	VISIT_FLAT(w, &v->adjusts);
	VISIT_FLAT(w, &v->pays);
	VISIT_FLAT(w, &v->preceding);
	VISIT_FLAT(w, &v->attached);
	VISIT_FLAT(w, &v->notes);
	visit_lines(w, &v->lines);
	wire_i64(w, &n);
	wire_day(w, &v->issue);
	wire_day(w, &v->due);
	wire_money(w, &v->total);
	wire_money(w, &v->payable);
	if (n < (int64_t)v->lines.n || n > MOST_COUNT)
		wire_bad(w, "no count");
	else
		v->n_lines = (size_t)n;
}
