/* CURS BNR: an exchange rate that the National Bank's feed did not bring, as staff read it there; or what is
 * known of a currency. */
#include <string.h>

#include "fx.h"
#include "run_commands.h"
#include "span.h"
#include "verb_revise.h"

enum { UNLIKE_PERCENT = 5 }; /* away from the last known: shown before it counts */

static struct value *rate_say(struct arena *a, const struct fx_rate *r)
{
	return tx(a, TX("verb.rate"), "rate", value_decimal(a, r->rate), "day",
		  value_day(a, r->day), NULL);
}

static struct value *rate_name(struct arena *a, const char *cur)
{
	return tx(a, TX("verb.rate.of"), "currency", value_str(a, cur), NULL);
}

/* "EUR 5,0923", "5,0923 lei euro": the other currency, and the figure beside it when there is one. */
static bool take_rate(struct args *g, char cur[4], struct decimal *rate, bool *has_rate)
{
	*has_rate = false;
	memset(cur, 0, 4);
	for (size_t i = 0; i < g->n;) {
		const struct token *t = &g->at[i];
		bool money = t->kind == TOK_MONEY, number = money || t->kind == TOK_NUMBER;
		char word[4] = "";

		if (money)
			memcpy(word, t->money.cur, sizeof(word));
		if (!number && !(t->kind == TOK_WORD && money_word_currency(t->text, word))) {
			i++;
			continue;
		}
		if (word[0] && !fx_is_lei(word)) {
			if (cur[0] && strcmp(cur, word) != 0)
				return false;
			memcpy(cur, word, 4);
		}
		if (number) {
			if (*has_rate)
				return false;
			*rate = decimal_norm(t->num);
			*has_rate = true;
		}
		args_remove(g, i, 1);
	}
	return cur[0] != '\0';
}

static const struct fx_rate *newest(const struct state *s, const char *cur, struct day until)
{
	const struct fx_rate *best = NULL;

	for (size_t i = 0; i < s->rates.n; i++) {
		const struct fx_rate *r = &s->rates.at[i];

		if (strcmp(r->cur, cur) == 0 && day_cmp(r->day, until) <= 0 &&
		    (!best || day_cmp(r->day, best->day) > 0))
			best = r;
	}
	return best;
}

static bool unlike(struct decimal a, struct decimal b)
{
	struct decimal low = { b.n * (100 - UNLIKE_PERCENT) / 100, b.scale };
	struct decimal high = { b.n * (100 + UNLIKE_PERCENT) / 100, b.scale };

	return decimal_cmp(a, low) < 0 || decimal_cmp(a, high) > 0;
}

static enum rc refuse_rate(struct verb_call *c, const char *cur)
{
	bool en = lang_is_en(staff_lang(c->s));

	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.rate"), NULL));
	verb_instead(c, "%s %s 5,0923", en ? "BNR RATE" : "CURS BNR", cur[0] ? cur : "EUR");
	return RC_OK;
}

static enum rc show(struct verb_call *c, const char *cur)
{
	struct arena *a = c->s->a;
	const struct fx_rate *r = newest(c->s, cur, c->s->today);
	struct fx_rate now;

	verb_show(c, rate_name(a, cur),
		  r ? rate_say(a, r) : value_tx(a, TX("verb.rate.none"), NULL));
	if (!fx_rate_at(c->s, cur, c->s->today, &now))
		verb_next(c, rate_name(a, cur), "%s %s ",
			  lang_is_en(staff_lang(c->s)) ? "BNR RATE" : "CURS BNR", cur);
	return RC_OK;
}

/* The draft that waited for it is shown anew; a rejected invoice that the mail answers takes it over. */
static enum rc redraft(struct verb_call *c, const char *cur, struct why *reterr)
{
	struct revision *before = c->run->revision;
	struct document *draft = verb_revise_meant(c);
	enum rc rc;

	if (draft != NULL && strcmp(draft->snap->currency, cur) == 0)
		return doc_recompute(c->fl, draft, reterr);
	c->run->revision = before;
	if (verb_refused(c))
		return RC_OK;
	draft = c->card == NULL ? NULL : card_newest_where(c->s, c->card, document_is_draft);
	if (draft == NULL || strcmp(draft->snap->currency, cur) != 0)
		return RC_OK;
	rc = doc_recompute(c->fl, draft, reterr);
	if (!rc)
		verb_show_draft(c, draft);
	return rc;
}

static enum rc rate(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct fx_rate new = { .staff = true };
	const struct fx_rate *old;
	struct token day = { 0 };
	bool has_rate;
	enum rc rc;

	if (!take_rate(&c->args, new.cur, &new.rate, &has_rate))
		return refuse_rate(c, "");
	new.day = fx_published(c->s->today);
	if (args_take_kind(&c->args, TOK_DATE, &day))
		new.day = day.day;
	if (verb_leftover(c))
		return RC_OK;
	if (!has_rate)
		return show(c, new.cur);
	if (new.rate.n <= 0 || decimal_cmp(new.rate, DECIMAL_INT(100000)) > 0)
		return refuse_rate(c, new.cur);
	if (day_cmp(new.day, c->s->today) > 0 || !day_is_working(new.day))
		return verb_refuse(
			c, tx(a, TX("verb.no.rate_day"), "day", value_day(a, new.day), NULL));
	old = newest(c->s, new.cur, new.day);
	if (old && day_eq(old->day, new.day) && !old->staff)
		return verb_refuse(c, tx(a, TX("verb.no.rate_known"), "rate",
					 value_decimal(a, old->rate), "day", value_day(a, old->day),
					 NULL));
	if (old && !c->confirmed && unlike(new.rate, old->rate))
		c->run->costly = true;
	verb_changed(c, rate_name(a, new.cur), old ? rate_say(a, old) : NULL, rate_say(a, &new));
	*ARENA_PUSH(a, &c->s->new_rates) = new;
	*ARENA_PUSH(a, &c->s->rates) = new;
	rc = redraft(c, new.cur, reterr);
	return rc || c->client == NULL || verb_refused(c) ? rc :
							    verb_run_held(c, c->client, reterr);
}

const struct verb verb_rate = {
	.ro = "CURS BNR",
	.en = "BNR RATE",
	.synonyms = "CURS VALUTAR|EXCHANGE RATE",
	.help = TX("help.rate"),
	.example = { TX("help.rate.1"), TX("help.rate.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.decide = rate,
};
