/* NEALOCATE: money that came and pays nothing yet. INCASARI: what came in the last 30 days. From what the
 * loader found (needs.h). */
#include "run_commands.h"
#include "span.h"

static struct value *member(struct verb_call *c, const struct value *data, const char *key)
{
	const struct value *v = value_get(data, key);

	return v == NULL ? value_str(c->s->a, "") : value_copy(c->s->a, v);
}

static void show_payment(struct verb_call *c, const struct value *p, const char *amount)
{
	struct arena *a = c->s->a;

	verb_show(c, tx(a, TX("verb.payment"), "n", member(c, p, "payment"), NULL),
		  tx(a, TX("verb.show.payment"), "amount", member(c, p, amount), "payer",
		     member(c, p, "payer"), "client", member(c, p, "client"), "day",
		     member(c, p, "day"), NULL));
}

/* Each payment that was found, then the sums by currency; gives how many there are in all. */
static int64_t show_all(struct verb_call *c, const char *amount)
{
	int64_t n = 0;

	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (span_eq_str(h->kind, "payment"))
			show_payment(c, h->data, amount);
		else if (span_eq_str(h->kind, "payments"))
			n = value_get_int(h->data, "count", 0);
	}
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "sum"))
			verb_show(c, value_tx(c->s->a, TX("verb.label.total"), NULL),
				  member(c, c->s->hits.at[i].data, "sum"));
	return n;
}

static enum rc unallocated(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	int64_t n;

	(void)reterr;
	if (verb_leftover(c))
		return RC_OK;
	n = show_all(c, "left");
	c->out->headline = tx(a, n == 0 ? TX("verb.unallocated.none") : TX("verb.unallocated.some"),
			      "n", value_int(a, n), NULL);
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];
		int64_t id = value_get_int(h->data, "payment", 0);

		if (span_eq_str(h->kind, "payment"))
			verb_next(c,
				  tx(a, TX("verb.next.allocate_one"), "n", value_int(a, id), NULL),
				  lang_is_en(staff_lang(c->s)) ? "ALLOCATE P%lld " : "ALOCA P%lld ",
				  (long long)id);
	}
	return RC_OK;
}

static enum rc money_in(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	int64_t n;

	(void)reterr;
	if (verb_leftover(c))
		return RC_OK;
	n = show_all(c, "amount");
	c->out->headline = tx(a, n == 0 ? TX("verb.money_in.none") : TX("verb.money_in.some"), "n",
			      value_int(a, n), NULL);
	verb_next(c, value_tx(a, TX("verb.next.unallocated"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "UNALLOCATED" : "NEALOCATE");
	return RC_OK;
}

const struct verb verb_unallocated = {
	.ro = "NEALOCATE",
	.en = "UNALLOCATED",
	.help = TX("help.nealocate"),
	.example = { TX("help.nealocate.1") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING | ROLE_SALES,
	.decide = unallocated,
};
const struct verb verb_money_in = {
	.ro = "INCASARI",
	.en = "INCOME",
	.synonyms = "PLATI|PAYMENTS",
	.help = TX("help.incasari"),
	.example = { TX("help.incasari.1") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING | ROLE_SALES,
	.decide = money_in,
};
