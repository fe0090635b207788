/* The reader's configuration over the wire, field by field: see reader_visit.c. */
#include "reader_visit.h"

enum { MOST_CONFIG = 20000 };

static void visit_phrase(struct wire *w, struct phrase *v)
{
	wire_span(w, &v->list);
	wire_span(w, &v->text);
}

static void visit_label(struct wire *w, struct form_label *v)
{
	wire_span(w, &v->field);
	wire_span(w, &v->label);
}

static void visit_form(struct wire *w, struct form_rule *v)
{
	struct {
		struct form_label *at;
		size_t n, cap;
	} labels = { v->label, v->n_label, v->cap_label };
	uint32_t least = v->min_fields;

	wire_span(w, &v->name);
	wire_span(w, &v->from);
	VISIT_LIST(w, &labels, MOST_CONFIG, visit_label);
	v->label = labels.at;
	v->n_label = labels.n;
	v->cap_label = labels.cap;
	wire_u32(w, &least);
	v->min_fields = least;
}

static void visit_pattern(struct wire *w, struct bank_pattern *v)
{
	wire_span(w, &v->regex);
	VISIT_ENUM(w, v->direction, BANK_TOLD);
	VISIT_ENUM(w, v->use, BANK_NOTHING);
}

static void visit_bank_label(struct wire *w, struct bank_label *v)
{
	VISIT_ENUM(w, v->field, BANK_FIELDS - 1);
	wire_span(w, &v->label);
}

static void visit_bank(struct wire *w, struct bank_rule *v)
{
	struct {
		struct bank_pattern *at;
		size_t n, cap;
	} patterns = { v->pattern, v->n_pattern, v->cap_pattern };

	wire_span(w, &v->name);
	wire_span(w, &v->title);
	VISIT_LIST(w, &v->senders, MOST_CONFIG, wire_span);
	wire_span(w, &v->auth_domain);
	VISIT_ENUM(w, v->mark, MARK_DOT);
	wire_span(w, &v->currency);
	VISIT_LIST(w, &patterns, MOST_CONFIG, visit_pattern);
	v->pattern = patterns.at;
	v->n_pattern = patterns.n;
	v->cap_pattern = patterns.cap;
	VISIT_LIST(w, &v->labels, MOST_CONFIG, visit_bank_label);
	VISIT_LIST(w, &v->in, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &v->out, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &v->done, MOST_CONFIG, wire_span);
	wire_bool(w, &v->labelled);
	VISIT_ENUM(w, v->default_, BANK_TOLD);
	wire_bool(w, &v->attached);
	wire_bool(w, &v->confirmed);
}

static void visit_sentence(struct wire *w, struct bank_sentence *v)
{
	wire_span(w, &v->wording);
	wire_bool(w, &v->incoming);
}

static void visit_bank_form(struct wire *w, struct bank_form *v)
{
	wire_span(w, &v->bank);
	VISIT_LIST(w, &v->labels, MOST_CONFIG, visit_bank_label);
	VISIT_LIST(w, &v->sentences, MOST_CONFIG, visit_sentence);
	wire_span(w, &v->header);
	wire_span(w, &v->currency);
	VISIT_LIST(w, &v->rest, MOST_CONFIG, wire_span);
	wire_span(w, &v->title);
	wire_u32(w, &v->seen);
	wire_bool(w, &v->incoming);
	VISIT_ENUM(w, v->mark, MARK_DOT);
}

static void visit_column(struct wire *w, struct csv_column *v)
{
	wire_span(w, &v->field);
	wire_span(w, &v->header);
}

static void visit_csv(struct wire *w, struct csv_map *v)
{
	wire_span(w, &v->name);
	wire_span(w, &v->title);
	VISIT_LIST(w, &v->columns, MOST_CONFIG, visit_column);
	VISIT_LIST(w, &v->patterns, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &v->skip, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &v->pending, MOST_CONFIG, wire_span);
	wire_span(w, &v->currency);
	VISIT_ENUM(w, v->mark, MARK_DOT);
	VISIT_ENUM(w, v->order, ORDER_YMD);
	wire_bool(w, &v->inverse);
	wire_bool(w, &v->continued);
	wire_bool(w, &v->fallback);
}

void visit_config(struct wire *w, struct reader_config *c)
{
	wire_span(w, &c->authserv_id);
	VISIT_ENUM(w, c->auth_mode, AUTH_BY_LOCAL);
	wire_bool(w, &c->below_received);
	VISIT_LIST(w, &c->arc_sealers, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &c->own, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &c->staff, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &c->phrases, MOST_CONFIG, visit_phrase);
	VISIT_LIST(w, &c->forms, MOST_CONFIG, visit_form);
	VISIT_LIST(w, &c->form_senders, MOST_CONFIG, wire_span);
	VISIT_LIST(w, &c->banks, MOST_CONFIG, visit_bank);
	VISIT_LIST(w, &c->bank_forms, MOST_CONFIG, visit_bank_form);
	VISIT_LIST(w, &c->csv, MOST_CONFIG, visit_csv);
	wire_span(w, &c->currency);
	VISIT_LIST(w, &c->series, MOST_CONFIG, wire_span);
}
