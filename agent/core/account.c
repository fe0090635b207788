/* From the ledger of a client to the paper. */
#include "account.h"

#include <string.h>

#include "doc_type.h"
#include "span.h"

bool account_take(struct args *g, struct account_words *ret)
{
	struct token t;

	*ret = (struct account_words){ .from = DAY_NONE, .to = DAY_NONE };
	ret->send = args_take_word(g, "trimite|trimis|send");
	for (int n = 0; n < 2 && args_take_kind(g, TOK_DATE, &t); n++) {
		ret->from = ret->to;
		ret->to = t.day;
	}
	if (day_is_set(ret->from) && day_cmp(ret->to, ret->from) < 0) {
		struct day later = ret->from;

		ret->from = ret->to;
		ret->to = later;
	}
	for (size_t i = g->n; day_is_set(ret->from) && i-- > 0;)
		if (span_eq_str(g->at[i].text, "-") || span_eq_str(g->at[i].text, "–"))
			args_remove(g, i, 1);
	while (day_is_set(ret->to) &&
	       args_take_word(g, "la|data|din|pana|de|as|of|on|from|to|until"))
		;
	return day_is_set(ret->to);
}

static const struct money *amount_of(const struct hit *h)
{
	const struct value *v = value_get(h->data, "amount");

	return span_eq_str(h->kind, "movement") && v && v->kind == VALUE_MONEY ? &v->u.money : NULL;
}

static struct day day_of(const struct hit *h, const char *key)
{
	const struct value *v = value_get(h->data, key);

	return v && v->kind == VALUE_DAY ? v->u.day : DAY_NONE;
}

/* The sum as one unit, so that a line computes as any other. */
static struct line *add_line(struct arena *a, struct snapshot *sn, const char *kind, struct money m)
{
	struct line *l = ARENA_PUSH(a, &sn->lines);

	l->unit = span_of(kind);
	l->qty = DECIMAL_INT(m.minor < 0 ? -1 : 1);
	l->price = money_decimal(m.minor < 0 ? money_neg(m) : m);
	l->vat_category = 'O';
	l->period_from = l->period_to = DAY_NONE;
	memcpy(l->net.cur, sn->currency, sizeof(l->net.cur));
	return l;
}

static struct span label_of(struct arena *a, const struct hit *h)
{
	struct span label = value_get_text(h->data, "label");

	if (!span_eq_str(value_get_text(h->data, "kind"), "payment"))
		return label;
	return arena_fmt(a, "P%lld%s%.*s", (long long)value_get_int(h->data, "id", 0),
			 label.len ? " · " : "", SPAN_ARG(label));
}

static enum rc add_movements(struct state *s, struct snapshot *sn, struct why *reterr)
{
	struct money before = { 0, "" };
	size_t opening = sn->lines.n;

	memcpy(before.cur, sn->currency, sizeof(before.cur));
	for (size_t i = 0; i < s->hits.n; i++) {
		const struct hit *h = &s->hits.at[i];
		const struct money *m = amount_of(h);
		struct day day = day_of(h, "day");
		struct line *l;

		if (!m || strncmp(m->cur, sn->currency, sizeof(m->cur)) != 0)
			continue;
		if (day_cmp(day, sn->period_from) < 0) {
			if (money_add(before, *m, &before))
				return why_fail(reterr, RC_BAD_INPUT, "the balance is too large");
			continue;
		}
		l = add_line(s->a, sn, arena_str(s->a, value_get_text(h->data, "kind")), *m);
		l->name = label_of(s->a, h);
		l->period_from = day;
		l->period_to = day_of(h, "due");
	}
	if (before.minor != 0) {
		struct line l = *add_line(s->a, sn, "opening", before);

		l.name = S("-");
		l.period_from = sn->period_from;
		memmove(sn->lines.at + opening + 1, sn->lines.at + opening,
			(sn->lines.n - opening - 1) * sizeof(l));
		sn->lines.at[opening] = l;
	}
	return RC_OK;
}

static enum rc make_one(struct state *s, const struct client *c, struct day from, struct day to,
			const char cur[4], struct snapshot **ret, struct why *reterr)
{
	struct snapshot *sn = ARENA_NEW(s->a, struct snapshot);
	enum rc rc;

	snapshot_begin(sn, DOC_STATEMENT);
	sn->lang = c->lang.len ? c->lang : s->firm->lang;
	sn->issue = sn->period_to = to;
	sn->period_from = from;
	memcpy(sn->currency, cur, sizeof(sn->currency));
	sn->seller = s->firm->self;
	sn->buyer = c->party;
	sn->template_set = s->firm->template_set;
	memcpy(sn->total.cur, cur, sizeof(sn->total.cur));
	sn->net = sn->tax = sn->total;
	rc = add_movements(s, sn, reterr);
	*ret = sn;
	return rc ? rc : snapshot_compute(s->a, sn, reterr);
}

enum rc account_statements(struct state *s, const struct client *c, struct day from, struct day to,
			   struct statements *ret, struct why *reterr)
{
	struct civil year = day_civil(to);
	enum rc rc = RC_OK;

	year.month = year.day = 1;
	if (!day_is_set(from) && day_from_civil(year, &from))
		from = to;
	for (size_t i = 0; !rc && i < s->hits.n; i++) {
		const struct money *m = amount_of(&s->hits.at[i]);
		bool known = m == NULL;

		for (size_t k = 0; m && k < ret->n; k++)
			known |= strncmp(ret->at[k]->currency, m->cur, sizeof(m->cur)) == 0;
		if (!known)
			rc = make_one(s, c, from, to, m->cur, ARENA_PUSH(s->a, ret), reterr);
	}
	if (!rc && ret->n == 0)
		rc = make_one(s, c, from, to, s->firm->currency, ARENA_PUSH(s->a, ret), reterr);
	return rc;
}
