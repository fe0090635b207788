/* LINIE O DATA: a line that only the next invoice of a subscription has. */
#include <inttypes.h>
#include <string.h>

#include "calendar.h"
#include "rehearsal.h"
#include "run_commands.h"
#include "span.h"

static bool same_money(struct verb_call *c, const struct subscription *sub,
		       const struct lines *lines)
{
	const char *cur = sub->template_->currency;

	if (lines->n == 0 || strcmp(lines->at[0].net.cur, cur) == 0)
		return true;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.currency"), "one", value_str(c->s->a, cur),
				"two", value_str(c->s->a, lines->at[0].net.cur), NULL));
	return false;
}

/* The next invoice as it would be. */
static enum rc show_next(struct verb_call *c, const struct subscription *sub, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct snapshot *sn;
	enum rc rc = rehearse_period(c->s, sub, sub->next_period, &sn, reterr);

	if (rc)
		return rc;
	verb_show(c, value_tx(a, TX("verb.label.next_invoice"), NULL),
		  value_day(a, subscription_next_due(sub)));
	for (size_t i = 0; i < sn->lines.n; i++)
		verb_show(c, tx(a, TX("verb.line.no"), "n", value_int(a, (int64_t)i + 1), NULL),
			  lines_summary(c, &sn->lines.at[i], sn->currency));
	verb_show(c, value_tx(a, TX("verb.label.total"), NULL), value_money(a, sn->total));
	return RC_OK;
}

static enum rc once(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct subscription *sub = verb_subscription(c);
	struct items items = { 0 };
	struct lines lines = { 0 };
	bool drop;

	if (sub == NULL)
		return RC_OK;
	if (!day_is_set(subscription_next_due(sub)) || sub->template_ == NULL)
		return verb_refuse(c, tx(a, TX("verb.no.such_subscription"), "n",
					 value_int(a, sub->id), NULL));
	drop = args_take_word(&c->args, "fara|sterge|none|drop");
	if (drop ? verb_leftover(c) : !verb_items(c, &items))
		return RC_OK;
	if (!drop && items.n == 0)
		return verb_refuse(c, value_tx(a, TX("verb.no.item_name"), NULL));
	for (size_t i = 0; i < items.n; i++)
		if (items.at[i].currency[0] == '\0')
			memcpy(items.at[i].currency, sub->template_->currency,
			       sizeof(items.at[i].currency));
	if (!verb_lines(c, &items, &lines) || !same_money(c, sub, &lines))
		return RC_OK;
	for (size_t i = 0; drop && i < sub->once.n; i++)
		verb_changed(c, tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL),
			     lines_summary(c, &sub->once.at[i], sub->template_->currency),
			     value_tx(a, TX("verb.line.dropped"), NULL));
	if (drop)
		sub->once = (struct lines){ 0 };
	for (size_t i = 0; i < lines.n; i++) {
		*ARENA_PUSH(a, &sub->once) = lines.at[i];
		verb_changed(c, tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL),
			     NULL, lines_summary(c, &lines.at[i], sub->template_->currency));
	}
	ROW_TOUCH(sub);
	return show_next(c, sub, reterr);
}

const struct verb verb_line_once = {
	.ro = "LINIE O DATA",
	.en = "LINE ONCE",
	.synonyms = "LINIE ODATA",
	.help = TX("help.odata"),
	.example = { TX("help.odata.1"), TX("help.odata.2") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.decide = once,
};
