/* What staff taught of banks' mails goes to the reader child with its configuration: see load_bank_forms.h. */
#include "load_bank_forms.h"

#include "bank_notice.h"
#include "row_bank_form.h"
#include "span.h"
#include "value.h"

static void take_labels(struct arena *a, const struct value *labels, struct bank_labels *to)
{
	for (size_t i = 0; labels && labels->kind == VALUE_MAP && i < labels->u.map.n; i++) {
		const struct value_member *m = &labels->u.map.at[i];

		for (unsigned f = 0; f < BANK_FIELDS; f++)
			if (span_eq_str(m->key, bank_fields[f]) && m->val->kind == VALUE_TEXT)
				*ARENA_PUSH(a, to) =
					(struct bank_label){ (enum bank_field)f, m->val->u.text };
	}
}

static void take_sentences(struct arena *a, const struct value *v, struct bank_form *to)
{
	const struct value *list = value_get(v, "sentences"), *rest = value_get(v, "rest");

	to->header = value_get_text(v, "header");
	to->currency = value_get_text(v, "currency");
	for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->u.list.n; i++)
		*ARENA_PUSH(a, &to->sentences) =
			(struct bank_sentence){ value_get_text(list->u.list.at[i], "wording"),
						value_get_bool(list->u.list.at[i], "in") };
	for (size_t i = 0; rest && rest->kind == VALUE_LIST && i < rest->u.list.n; i++)
		if (rest->u.list.at[i]->kind == VALUE_TEXT)
			*ARENA_PUSH(a, &to->rest) = rest->u.list.at[i]->u.text;
}

/* The newest first: it is what staff meant last. */
static void take_forms(struct arena *a, const struct state *s, struct bank_forms *ret)
{
	*ret = (struct bank_forms){ 0 };
	for (size_t i = s->bank_forms.n; i-- > 0;) {
		const struct bank_form_row *r = &s->bank_forms.at[i];
		struct bank_form *to;
		struct value *v;
		int64_t mark;

		if (value_from_json(a, r->rule, &v, NULL))
			continue; /* it is asked about again */
		mark = value_get_int(v, "mark", MARK_GUESS);
		to = ARENA_PUSH(a, ret);
		*to = (struct bank_form){
			.bank = r->bank,
			.title = value_get_text(v, "title"),
			.seen = (uint32_t)value_get_int(v, "seen", 0),
			.incoming = value_get_bool(v, "in"),
			.mark = mark == MARK_COMMA ? MARK_COMMA :
				mark == MARK_DOT   ? MARK_DOT :
						     MARK_GUESS,
		};
		take_labels(a, value_get(v, "labels"), &to->labels);
		take_sentences(a, v, to);
	}
}

enum rc load_bank_forms(struct engine *e, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s = { 0 };
	int64_t newest = 0;
	enum rc rc;

	if (!e->db)
		return RC_OK;
	rc = tx_begin_read(e->db, &tx, reterr);
	if (!rc)
		rc = row_bank_form_newest(&tx, &newest, reterr);
	if (rc || newest == e->bank_form)
		return rc;
	rc = row_bank_form_all(&tx, e->perm, &s, reterr);
	if (rc)
		return rc;
	take_forms(e->perm, &s, &e->reader_cfg->bank_forms);
	e->bank_form = newest;
	reader_stop(e->reader);
	e->reader = NULL;
	return reader_start(e->reader_cfg, &e->reader, reterr);
}
