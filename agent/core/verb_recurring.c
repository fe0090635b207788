/* RECURENT: a subscription: cycle, first day, last day, lines. OPRESTE: its end. Periods are counted
 * from the first day, so what is said here is what will be billed (calendar.h). */
#include <inttypes.h>
#include <string.h>

#include "calendar.h"
#include "run_commands.h"
#include "span.h"

static const struct {
	const char *adverb, *plural;
	enum cycle_unit unit;
	const char *say, *say_every;
} cycles[] = {
	{ "zilnic|daily", "zi|zile|day|days", CYCLE_DAY, TX("verb.cycle.day"),
	  TX("verb.cycle.days") },
	{ "saptamanal|weekly", "saptamana|saptamani|week|weeks", CYCLE_WEEK, TX("verb.cycle.week"),
	  TX("verb.cycle.weeks") },
	{ "lunar|monthly", "luna|luni|month|months", CYCLE_MONTH, TX("verb.cycle.month"),
	  TX("verb.cycle.months") },
	{ "trimestrial|quarterly", "trimestru|trimestre|quarter|quarters", CYCLE_QUARTER,
	  TX("verb.cycle.quarter"), TX("verb.cycle.quarters") },
	{ "semestrial|semiannual|half-yearly|halfyearly", "semestru|semestre|half-year|half-years",
	  CYCLE_HALF, TX("verb.cycle.half"), TX("verb.cycle.halves") },
	{ "anual|yearly|annual|annually", "an|ani|year|years", CYCLE_YEAR, TX("verb.cycle.year"),
	  TX("verb.cycle.years") },
};

struct value *verb_cycle(struct arena *a, const struct subscription *sub)
{
	for (size_t i = 0; i < ARRAY_LEN(cycles); i++) {
		if (cycles[i].unit != sub->unit)
			continue;
		return sub->every == 1 ?
			       value_tx(a, cycles[i].say, NULL) :
			       tx(a, cycles[i].say_every, "n", value_int(a, sub->every), NULL);
	}
	return value_str(a, "");
}

/* "lunar", "la 2 luni", "la fiecare 3 zile", "every 6 months", "pe an". */
static bool take_cycle(struct args *g, struct subscription *sub)
{
	for (size_t i = 0; i < ARRAY_LEN(cycles); i++) {
		if (!args_take_word(g, cycles[i].adverb))
			continue;
		sub->unit = cycles[i].unit;
		sub->every = 1;
		return true;
	}
	for (size_t k = 0; k + 1 < g->n; k++) {
		size_t from = k, at = k + 1;
		struct decimal n = DECIMAL_INT(1);

		if (g->at[k].kind != TOK_WORD || !word_in(g->at[k].fold, "la|fiecare|every|pe|per"))
			continue;
		while (at < g->n && g->at[at].kind == TOK_WORD &&
		       word_in(g->at[at].fold, "fiecare|every"))
			at++;
		if (at < g->n && g->at[at].kind == TOK_NUMBER)
			n = decimal_norm(g->at[at++].num);
		if (at >= g->n || n.scale != 0 || n.n < 1 || n.n > 366)
			continue;
		for (size_t i = 0; i < ARRAY_LEN(cycles); i++) {
			if (!word_in(g->at[at].fold, cycles[i].plural))
				continue;
			sub->unit = cycles[i].unit;
			sub->every = (int)n.n;
			args_remove(g, from, at + 1 - from);
			return true;
		}
	}
	return false;
}

static enum rc refuse_cycle(struct verb_call *c)
{
	bool en = lang_is_en(staff_lang(c->s));

	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.cycle"), NULL));
	verb_instead(
		c,
		en ? "RECURRING monthly from 01.12.2026 until 01.12.2027, Subscription x 300 lei" :
		     "RECURENT lunar din 01.12.2026 pana 01.12.2027, Abonament x 300 lei");
	verb_instead(c, en ? "RECURRING every 2 months from 01.12.2026, Subscription x 300 lei" :
			     "RECURENT la 2 luni din 01.12.2026, Abonament x 300 lei");
	return RC_OK;
}

static bool take_dates(struct verb_call *c, struct subscription *sub)
{
	struct token t;

	sub->anchor = c->s->today;
	sub->until = DAY_NONE;
	if (args_take_after(&c->args, "din|from|incepand|starting|de", TOK_DATE, &t))
		sub->anchor = t.day;
	if (args_take_after(&c->args, "pana|until|to|till", TOK_DATE, &t))
		sub->until = t.day;
	if (!day_is_set(sub->until) || day_cmp(sub->until, sub->anchor) >= 0)
		return true;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.until_before"), "from",
				value_day(c->s->a, sub->anchor), "until",
				value_day(c->s->a, sub->until), NULL));
	return false;
}

/* A card that a subscription opens stands where its pipeline waits for the end. */
static void settle_card(struct verb_call *c, struct card *card)
{
	const struct pipelines *all = &c->s->firm->pipelines;

	if (card->mark != ROW_NEW || card_knows(c->s, card, EV_STOPPED))
		return;
	for (size_t i = 0; i < all->n; i++) {
		const struct pipeline *p = &all->at[i];

		for (size_t k = 0; k < p->n_trans; k++) {
			if (p->trans[k].event != EV_STOPPED || span_eq_str(p->trans[k].from, "*"))
				continue;
			card->pipeline = p->name;
			card->stage = p->trans[k].from;
			return;
		}
	}
}

static struct snapshot *template_of(struct verb_call *c, const struct lines *lines)
{
	struct snapshot *snap = ARENA_NEW(c->s->a, struct snapshot);

	snapshot_begin(snap, DOC_INVOICE);
	snap->lang = c->client->lang;
	snap->issue = c->s->today;
	snap->seller = c->s->firm->self;
	snap->buyer = c->client->party;
	snap->lines = *lines;
	memcpy(snap->currency, lines->n > 0 ? lines->at[0].net.cur : c->s->firm->currency,
	       sizeof(snap->currency));
	return snap;
}

static enum rc recurring(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct subscription plan = { 0 }, *sub;
	struct items items = { 0 };
	struct lines lines = { 0 };
	struct value *args;
	struct card *card;
	enum rc rc = RC_OK;

	card = verb_card(c, EV_ACCEPTED);
	if (card == NULL || !take_dates(c, &plan))
		return RC_OK;
	if (!take_cycle(&c->args, &plan))
		return refuse_cycle(c);
	while (args_take_front(&c->args, "din|pana|from|until|pentru|for|cu"))
		;
	if (!verb_items(c, &items) || !verb_lines(c, &items, &lines))
		return RC_OK;
	if (card->closed)
		card = verb_new_card(c, c->client, EV_ACCEPTED);
	settle_card(c, card);
	sub = state_new_subscription(c->s);
	plan.mark = sub->mark;
	plan.id = sub->id;
	plan.card = card->id;
	plan.client = card->client;
	plan.template_ = template_of(c, &lines);
	*sub = plan;
	if (lines.n > 0)
		rc = snapshot_compute(a, sub->template_, reterr);
	if (rc)
		return rc;
	if (card->mark == ROW_NEW && lines.n > 0)
		card->title = lines.at[0].name;
	args = value_new_map(a);
	value_set(a, args, "cycle", verb_cycle(a, sub));
	value_set(a, args, "from", value_day(a, sub->anchor));
	value_set(a, args, "until", value_day(a, sub->until));
	verb_changed(c, tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL), NULL,
		     value_tx(a,
			      day_is_set(sub->until) ? TX("verb.subscription.until") :
						       TX("verb.subscription.open"),
			      args));
	for (size_t i = 0; i < lines.n; i++)
		verb_show(c, tx(a, TX("verb.line.no"), "n", value_int(a, (int64_t)i + 1), NULL),
			  lines_summary(c, &lines.at[i], sub->template_->currency));
	for (int64_t i = 0; i < 3; i++)
		if (!day_is_set(sub->until) || day_cmp(period_from(sub, i), sub->until) <= 0)
			verb_show(c, tx(a, TX("verb.period.no"), "n", value_int(a, i + 1), NULL),
				  value_day(a, period_from(sub, i)));
	c->run->began_sub = sub;
	verb_next(c, value_tx(a, TX("verb.next.stop"), NULL), "%s S%" PRId64,
		  lang_is_en(staff_lang(c->s)) ? "STOP" : "OPRESTE", sub->id);
	return RC_OK;
}

static struct subscription *find_running(struct verb_call *c, const struct card *card)
{
	struct subscription *one = NULL;
	unsigned n = 0;

	for (size_t i = 0; i < c->s->subscriptions.n; i++) {
		if (c->s->subscriptions.at[i]->card != card->id ||
		    c->s->subscriptions.at[i]->stopped)
			continue;
		one = c->s->subscriptions.at[i];
		n++;
	}
	if (n == 1)
		return one;
	(void)verb_refuse(
		c, tx(c->s->a, n == 0 ? TX("verb.no.subscription") : TX("verb.no.one_subscription"),
		      "card", value_int(c->s->a, card->id), "n", value_int(c->s->a, n), NULL));
	for (size_t i = 0; n > 1 && i < c->s->subscriptions.n; i++)
		if (c->s->subscriptions.at[i]->card == card->id &&
		    !c->s->subscriptions.at[i]->stopped)
			verb_instead(c, "%s S%" PRId64,
				     lang_is_en(staff_lang(c->s)) ? "STOP" : "OPRESTE",
				     c->s->subscriptions.at[i]->id);
	return NULL;
}

struct subscription *verb_subscription(struct verb_call *c)
{
	struct subscription *sub;
	struct card *card;
	int64_t id;

	if (!args_take_subscription(&c->args, &id)) {
		card = verb_card_at_hand(c, false);
		return card == NULL ? NULL : find_running(c, card);
	}
	sub = state_subscription(c->s, id);
	if (sub != NULL && !sub->stopped) {
		c->card = state_card(c->s, sub->card);
		return verb_card_at_hand(c, false) == NULL ? NULL : sub;
	}
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.such_subscription"), "n", value_int(c->s->a, id), NULL));
	return NULL;
}

/* Both sides are told: the client here, staff by the answer. */
static void mail_stopped(struct verb_call *c, const struct subscription *sub)
{
	struct arena *a = c->s->a;
	struct mail_spec *m = verb_mail_client(
		c, "stopped", arena_fmt(a, "stopped:%" PRId64 ":%" PRId64, sub->id, c->m->id));

	if (m)
		value_set(a, m->data, "until",
			  value_day(a, day_is_set(sub->until) ? sub->until : c->s->today));
}

static enum rc stop(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct subscription *sub;
	struct value *name;
	struct token t;

	sub = verb_subscription(c);
	if (sub == NULL)
		return RC_OK;
	name = tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL);
	ROW_TOUCH(sub);
	if (args_take_after(&c->args, "pana|din|de|until|from|la", TOK_DATE, &t) ||
	    args_take_kind(&c->args, TOK_DATE, &t)) {
		if (verb_leftover(c))
			return RC_OK;
		if (day_cmp(t.day, c->s->today) < 0)
			return verb_refuse(
				c, tx(a, TX("verb.no.past_day"), "day", value_day(a, t.day), NULL));
		verb_changed(c, name, value_day(a, sub->until), value_day(a, t.day));
		sub->until = t.day;
		mail_stopped(c, sub);
		return RC_OK;
	}
	if (verb_leftover(c))
		return RC_OK;
	verb_changed(c, name, verb_cycle(a, sub),
		     value_tx(a, TX("verb.subscription.stopped"), NULL));
	sub->stopped = true;
	mail_stopped(c, sub);
	for (size_t i = 0; i < c->s->subscriptions.n; i++)
		if (c->s->subscriptions.at[i]->card == sub->card &&
		    !c->s->subscriptions.at[i]->stopped)
			return RC_OK;
	state_event(c->s, sub->card, "stopped", 0, 0, NULL);
	return card_knows(c->s, c->card, EV_STOPPED) ?
		       card_run(c->fl, c->card, EV_STOPPED, NULL, reterr) :
		       RC_OK;
}

const struct verb verb_recurring = {
	.ro = "RECURENT",
	.en = "RECURRING",
	.synonyms = "ABONAMENT|SUBSCRIPTION",
	.help = TX("help.recurent"),
	.example = { TX("help.recurent.1"), TX("help.recurent.2") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.moves = true,
	.decide = recurring,
};
const struct verb verb_stop = {
	.ro = "OPRESTE",
	.en = "STOP",
	.help = TX("help.opreste"),
	.example = { TX("help.opreste.1"), TX("help.opreste.2") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.moves = true,
	.decide = stop,
};
