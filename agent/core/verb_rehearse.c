/* ARATA: the invoices to come, as the subscriptions would make them: of a month, a week, some days, of one
 * card or of all. */
#include <inttypes.h>
#include <string.h>

#include "calendar.h"
#include "needs.h"
#include "rehearsal.h"
#include "run_commands.h"
#include "span.h"

#define MOST_SHOWN 60

struct window {
	struct day from, to;
};
struct coming {
	struct day day;
	const struct subscription *sub;
	const struct snapshot *snap;
};
struct comings {
	struct coming *at;
	size_t n, cap;
};

static const char *const months[12] = { "ianuarie|january",
					"februarie|february",
					"martie|march",
					"aprilie|april",
					"mai|may",
					"iunie|june",
					"iulie|july",
					"august",
					"septembrie|september",
					"octombrie|october",
					"noiembrie|november",
					"decembrie|december" };

static struct window month_of(struct day d)
{
	struct day last = day_last_of_month(d);

	return (struct window){ day_add(d, 1 - day_civil(d).day), last };
}

/* "decembrie", "decembrie 2027": that month, the next one of its name when no year is said. */
static bool take_month(struct args *g, struct day today, struct window *w)
{
	struct civil now = day_civil(today);

	for (int m = 0; m < 12; m++) {
		struct civil c = { m + 1 < now.month ? now.year + 1 : now.year, m + 1, 1 };
		struct token year;
		struct day first;

		if (!args_take_word(g, months[m]))
			continue;
		if (args_take_kind(g, TOK_NUMBER, &year))
			c.year = (int)decimal_norm(year.num).n;
		if (day_from_civil(c, &first))
			return false;
		*w = month_of(first);
		return true;
	}
	return false;
}

/* "3 luni": from today. */
static bool take_span(struct args *g, struct day today, struct window *w)
{
	int days;

	for (size_t i = 0; i + 1 < g->n; i++) {
		struct decimal n = decimal_norm(g->at[i].num);

		if (g->at[i].kind != TOK_NUMBER || n.scale != 0 || n.n < 1 || n.n > 24 ||
		    !word_in(g->at[i + 1].fold, "luni|months"))
			continue;
		*w = (struct window){ today, day_add_months(today, (int)n.n) };
		args_remove(g, i, 2);
		return true;
	}
	if (!args_take_days(g, &days))
		return false;
	*w = (struct window){ today, day_add(today, days) };
	return true;
}

/* "luna viitoare", "saptamana asta", "anul viitor", "pana 31.12.2026"; else to the end of next month. */
static struct window take_window(struct args *g, struct day today)
{
	bool next = args_take_word(g, "viitoare|viitor|urmatoare|urmator|next");
	struct window w = { today, day_last_of_month(day_add_months(month_of(today).from, 1)) };
	struct token t;

	(void)args_take_word(g, "asta|aceasta|acesta|curenta|this");
	if (args_take_kind(g, TOK_DATE, &t))
		w.to = t.day;
	else if (args_take_word(g, "luna|month"))
		w = month_of(next ? day_add_months(month_of(today).from, 1) : today);
	else if (args_take_word(g, "saptamana|week"))
		w.from = day_add(today, (next ? 8 : 1) - day_weekday(today)),
		w.to = day_add(w.from, 6);
	else if (args_take_word(g, "an|anul|year"))
		w.to = day_add_months(today, 12);
	else if (!take_month(g, today, &w))
		(void)take_span(g, today, &w);
	(void)args_take_word(g, "pana|until|till");
	if (day_cmp(w.from, today) < 0)
		w.from = today;
	return w;
}

/* Every period that begins in the window, and what is due already; in the order of days. */
static enum rc collect(struct verb_call *c, const struct subscription *sub, const struct window *w,
		       struct comings *ret, struct why *reterr)
{
	struct subscription at = *sub;
	struct day day;

	while (!sub->paused && day_is_set(day = subscription_next_due(&at)) &&
	       day_cmp(day, w->to) <= 0) {
		struct snapshot *snap;
		size_t i;
		enum rc rc;

		if (day_cmp(day, w->from) < 0 && day_cmp(w->from, c->s->today) > 0) {
			at.next_period++;
			continue;
		}
		rc = rehearse_period(c->s, sub, at.next_period, &snap, reterr);
		if (rc)
			return rc;
		(void)ARENA_PUSH(c->s->a, ret);
		for (i = ret->n - 1; i > 0 && day_cmp(ret->at[i - 1].day, day) > 0; i--)
			ret->at[i] = ret->at[i - 1];
		ret->at[i] = (struct coming){ day, sub, snap };
		at.next_period++;
	}
	return RC_OK;
}

static void show_sums(struct verb_call *c, const struct comings *all)
{
	struct arena *a = c->s->a;

	for (size_t i = 0; i < all->n; i++) {
		struct money sum = { 0 };
		bool said = false;

		for (size_t k = 0; k < all->n; k++) {
			if (strcmp(all->at[k].snap->currency, all->at[i].snap->currency) != 0)
				continue;
			said |= k < i;
			if (money_add(sum, all->at[k].snap->payable, &sum))
				said = true;
		}
		if (!said)
			verb_show(c, value_tx(a, TX("verb.label.total"), NULL),
				  value_money(a, sum));
	}
}

static enum rc rehearse(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	const struct card *card = NULL;
	struct comings all = { 0 };
	struct window w;
	int64_t only = 0;

	if (args_has_card(&c->args)) {
		card = verb_card_at_hand(c, false);
		if (card == NULL)
			return RC_OK;
	}
	(void)args_take_subscription(&c->args, &only);
	w = take_window(&c->args, c->s->today);
	if (verb_leftover(c))
		return RC_OK;
	for (size_t i = 0; i < c->s->subscriptions.n; i++) {
		const struct subscription *sub = c->s->subscriptions.at[i];
		enum rc rc;

		if ((card != NULL && sub->card != card->id) || (only != 0 && sub->id != only))
			continue;
		rc = collect(c, sub, &w, &all, reterr);
		if (rc)
			return rc;
	}
	for (size_t i = 0; i < all.n && i < MOST_SHOWN; i++) {
		const struct client *cl = state_client(c->s, all.at[i].sub->client);

		verb_show(c, value_day(a, all.at[i].day),
			  tx(a, TX("verb.coming"), "client",
			     tx_span(c, cl == NULL ? S("") : cl->party.name), "title",
			     snapshot_title(a, all.at[i].snap), "total",
			     value_money(a, all.at[i].snap->payable), "n",
			     value_int(a, all.at[i].sub->id), NULL));
	}
	if (all.n > MOST_SHOWN)
		verb_show(c, value_str(a, "…"),
			  tx(a, TX("verb.coming.more"), "n",
			     value_int(a, (int64_t)(all.n - MOST_SHOWN)), NULL));
	show_sums(c, &all);
	c->out->headline = tx(a, all.n == 0 ? TX("verb.coming.none") : TX("verb.coming.head"), "n",
			      value_int(a, (int64_t)all.n), "from", value_day(a, w.from), "to",
			      value_day(a, w.to), NULL);
	return RC_OK;
}

const struct verb verb_rehearse = {
	.ro = "ARATA",
	.en = "SHOW",
	.synonyms = "REPETITIE|REHEARSE",
	.help = TX("help.arata"),
	.example = { TX("help.arata.1"), TX("help.arata.2"), TX("help.arata.3") },
	.roles = ROLE_ALL,
	.decide = rehearse,
};
