/* NEALOCATE: money that came and pays nothing yet. INCASARI: what came in a period, else in the last 30 days,
 * and what went back. From what the loader found (needs.h). */
#include "run_commands.h"
#include "span.h"

static void show_payment(struct verb_call *c, const struct value *p, const char *amount)
{
	struct arena *a = c->s->a;

	verb_show(c, tx(a, TX("verb.payment"), "n", verb_member(c, p, "payment"), NULL),
		  tx(a, TX("verb.show.payment"), "amount", verb_member(c, p, amount), "payer",
		     verb_member(c, p, "payer"), "client", verb_member(c, p, "client"), "day",
		     verb_member(c, p, "day"), NULL));
}

static const struct value *hit_of(const struct state *s, const char *kind)
{
	for (size_t i = 0; i < s->hits.n; i++)
		if (span_eq_str(s->hits.at[i].kind, kind))
			return s->hits.at[i].data;
	return NULL;
}

/* Each payment that was found. */
static void show_all(struct verb_call *c, const char *amount)
{
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "payment"))
			show_payment(c, c->s->hits.at[i].data, amount);
}

/* The sums of a kind by currency; gives how many they are of. */
static int64_t show_sums(struct verb_call *c, const char *kind, const char *label)
{
	int64_t n = 0;

	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (!span_eq_str(h->kind, kind))
			continue;
		n += value_get_int(h->data, "count", 0);
		verb_show(c, value_tx(c->s->a, label, NULL), verb_member(c, h->data, "sum"));
	}
	return n;
}

static enum rc unallocated(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	int64_t n;

	(void)reterr;
	if (verb_leftover(c))
		return RC_OK;
	show_all(c, "left");
	(void)show_sums(c, "sum", TX("verb.label.total"));
	n = value_get_int(hit_of(c->s, "payments"), "count", 0);
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
	struct span words = args_take_rest(&c->args);
	const struct value *p = hit_of(c->s, "period");
	bool en = lang_is_en(staff_lang(c->s));
	int64_t n;

	(void)reterr;
	if (p == NULL) {
		(void)verb_refuse(c, tx(a, TX("verb.no.period"), "words", tx_span(c, words), NULL));
		verb_instead(c, "%s", en ? "INCOME last month" : "INCASARI luna trecută");
		return RC_OK;
	}
	show_all(c, "amount");
	n = show_sums(c, "sum", TX("verb.label.total"));
	(void)show_sums(c, "back", TX("verb.label.back"));
	c->out->headline = tx(a, n == 0 ? TX("verb.money_in.none") : TX("verb.money_in.some"), "n",
			      value_int(a, n), "from",
			      words.len ? verb_member(c, p, "from") : value_str(a, ""), "to",
			      verb_member(c, p, "to"), NULL);
	verb_next(c, value_tx(a, TX("verb.next.unallocated"), NULL), "%s",
		  en ? "UNALLOCATED" : "NEALOCATE");
	if (words.len)
		verb_next(c, value_tx(a, TX("verb.next.books"), NULL), "EXPORT %.*s",
			  SPAN_ARG(words));
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
	.example = { TX("help.incasari.1"), TX("help.incasari.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING | ROLE_SALES,
	.decide = money_in,
};
