/* ALOCA of money to a document in another currency: staff say what the money is worth there ("= 100,00 EUR") or at what
 * rate it was exchanged ("curs 4,97"). Nothing is exchanged by a rate that nobody said. */
#include "verb_payment_worth.h"

#include <inttypes.h>
#include <string.h>

#include "fx.h"
#include "say.h"
#include "span.h"

bool verb_take_worth(struct verb_call *c, struct worth *ret)
{
	struct token t;

	*ret = (struct worth){ 0 };
	if (args_take_after(&c->args, "=|contravaloare|contravaloarea|adica|worth|equals",
			    TOK_MONEY, &t)) {
		(void)args_take_word(&c->args, "=");
		ret->money = t.money;
	} else if (args_take_after(&c->args, "curs|cursul|rate", TOK_NUMBER, &t) ||
		   args_take_after(&c->args, "curs|cursul|rate", TOK_MONEY, &t)) {
		ret->rate = decimal_norm(t.num);
	} else {
		return true;
	}
	ret->told = true;
	if (ret->money.minor > 0 || ret->rate.n > 0)
		return true;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.amount"), NULL));
	return false;
}

/* 10^n */
static int64_t power(unsigned n)
{
	int64_t ret = 1;

	while (n-- > 0)
		ret *= 10;
	return ret;
}

/* At so many lei for one unit; one of the two currencies is lei. */
static enum rc exchange(struct money m, struct decimal rate, const char to[4], struct money *ret)
{
	unsigned have = money_exponent(m.cur), want = money_exponent(to);
	int64_t num = power(rate.scale), den = rate.n;
	enum rc rc;

	if (fx_is_lei(to)) {
		num = rate.n;
		den = power(rate.scale);
	}
	if (want > have)
		num *= power(want - have);
	else
		den *= power(have - want);
	rc = money_scale(m, num, den, ret);
	if (!rc)
		memcpy(ret->cur, to, sizeof(ret->cur));
	return rc;
}

/* In lei at the rate of the day. false: that rate is not known. */
static bool in_lei(const struct state *s, struct money m, struct day day, struct money *ret)
{
	struct fx_rate r;

	*ret = m;
	return fx_is_lei(m.cur) ||
	       (fx_rate_at(s, m.cur, day, &r) && !exchange(m, r.rate, "RON", ret));
}

/* What the money was worth in lei when it came, less what it settles was worth when the document was issued: an
 * invoice by its own rate. false: a rate is not known. */
static bool difference(const struct state *s, const struct payment *p, const struct document *doc,
		       struct money amount, struct money settles, struct money *ret)
{
	const struct snapshot *sn = doc->snap;
	struct money came, stood;

	if (!in_lei(s, amount, p->day, &came))
		return false;
	if (sn && sn->exchange.n > 0 && !fx_is_lei(settles.cur)) {
		if (exchange(settles, sn->exchange, "RON", &stood))
			return false;
	} else if (!sn || !in_lei(s, settles, sn->issue, &stood)) {
		return false;
	}
	return !money_sub(came, stood, ret);
}

static void evidence_add(struct arena *a, struct value *list, const char *sign, struct value *what)
{
	value_push(a, list, say_value(a, say_text(a, NULL, "sign", span_of(sign)), "what", what));
}

/* Both sums, the rate that was said, and the difference, shown and given as evidence. */
static struct value *tell(struct verb_call *c, const struct payment *p, const struct document *doc,
			  const struct worth *w, struct money amount, struct money settles)
{
	struct arena *a = c->s->a;
	struct value *evidence = value_new_list(a), *v = say_money(a, NULL, "amount", amount);
	struct money diff;

	say_money(a, v, "settles", settles);
	evidence_add(a, evidence, "settles", value_money(a, settles));
	if (w->rate.n > 0)
		evidence_add(a, evidence, "rate", value_decimal(a, w->rate));
	say_value(a, v, "rate", w->rate.n > 0 ? value_decimal(a, w->rate) : value_text(a, S("")));
	if (difference(c->s, p, doc, amount, settles, &diff)) {
		evidence_add(a, evidence, "difference", value_money(a, diff));
		say_value(a, v, "difference",
			  value_tx(a, TX("verb.worth.difference"),
				   say_money(a, NULL, "money", diff)));
	} else {
		say_value(a, v, "difference", value_tx(a, TX("verb.worth.unknown"), NULL));
	}
	verb_show(c,
		  tx(a, TX("verb.worth.of"), "n", value_int(a, p->id), "document", doc_say(a, doc),
		     NULL),
		  value_tx(a, TX("verb.worth"), v));
	return evidence;
}

static enum rc refuse_currency(struct verb_call *c, const struct payment *p,
			       const struct document *doc)
{
	bool en = lang_is_en(staff_lang(c->s)), lei = fx_is_lei(p->left.cur);
	const char *verb = en ? "ALLOCATE" : "ALOCA", *word = en ? "rate" : "curs";
	struct arena *a = c->s->a;
	struct fx_rate r;

	(void)verb_refuse(c, tx(a, TX("verb.no.worth"), "one", value_str(a, doc->open.cur), "two",
				value_str(a, p->left.cur), NULL));
	verb_instead(c, "%s P%" PRId64 " %.*s = %.*s %s", verb, p->id, SPAN_ARG(doc->label),
		     SPAN_ARG(money_print(a, doc->open)), doc->open.cur);
	if (lei != fx_is_lei(doc->open.cur) &&
	    fx_rate_at(c->s, lei ? doc->open.cur : p->left.cur, p->day, &r))
		verb_instead(c, "%s P%" PRId64 " %.*s %s %.*s", verb, p->id, SPAN_ARG(doc->label),
			     word, SPAN_ARG(decimal_print(a, r.rate, 0)));
	return RC_OK;
}

/* Never more than the document owes: what is over stays the client's. false: refused. */
static bool measure(struct verb_call *c, const struct worth *w, const struct document *doc,
		    struct money *amount, struct money *settles)
{
	struct arena *a = c->s->a;

	if (!w->rate.n) {
		*settles = w->money;
		if (money_same_currency(*settles, doc->open) && settles->minor <= doc->open.minor)
			return true;
		(void)verb_refuse(c,
				  tx(a, TX("verb.no.worth_over"), "open", value_money(a, doc->open),
				     "worth", value_money(a, *settles), NULL));
		return false;
	}
	if (fx_is_lei(amount->cur) == fx_is_lei(doc->open.cur)) {
		(void)verb_refuse(c, value_tx(a, TX("verb.no.worth_lei"), NULL));
		return false;
	}
	if (!exchange(*amount, w->rate, doc->open.cur, settles) && settles->minor > 0 &&
	    (settles->minor <= doc->open.minor ||
	     !money_scale(*amount, doc->open.minor, settles->minor, amount))) {
		if (settles->minor > doc->open.minor)
			*settles = doc->open;
		return true;
	}
	(void)verb_refuse(c, value_tx(a, TX("verb.no.amount"), NULL));
	return false;
}

enum rc verb_settle_worth(struct verb_call *c, const struct worth *w, struct payment *p,
			  struct document *doc, struct money most, struct why *reterr)
{
	struct money amount = most.minor < p->left.minor ? most : p->left, settles;
	struct value *evidence;

	if (!w->told)
		return refuse_currency(c, p, doc);
	if (!measure(c, w, doc, &amount, &settles))
		return RC_OK;
	evidence = tell(c, p, doc, w, amount, settles);
	return payment_settle(c->fl, p, doc, amount, settles, "staff", evidence, reterr);
}
