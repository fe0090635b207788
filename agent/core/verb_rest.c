/* A subscription that rests (STAI S3) and goes on (REIA S3). */
#include <inttypes.h>

#include "calendar.h"
#include "run_commands.h"

/* Periods that began while it rested: what was not delivered is not billed. Gives how many. */
static int64_t skip_rested(const struct state *s, struct subscription *sub)
{
	int64_t n = 0;
	struct day due;

	while (day_is_set(due = subscription_next_due(sub)) && day_cmp(due, s->today) < 0) {
		sub->next_period++;
		n++;
	}
	return n;
}

static void tell_client(struct verb_call *c, const struct subscription *sub)
{
	struct arena *a = c->s->a;
	struct mail_spec *m =
		verb_mail_client(c, sub->paused ? "paused" : "resumed",
				 arena_fmt(a, "rest:%" PRId64 ":%" PRId64, sub->id, c->m->id));

	if (m)
		value_set(a, m->data, "day", value_day(a, subscription_next_due(sub)));
}

enum rc verb_rest(struct verb_call *c, bool paused)
{
	bool en = lang_is_en(staff_lang(c->s));
	struct arena *a = c->s->a;
	struct subscription *sub = verb_subscription(c);
	struct value *what, *said[2];
	int64_t n;

	if (sub == NULL || verb_leftover(c))
		return RC_OK;
	what = tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL);
	said[0] = verb_cycle(a, sub);
	said[1] = value_tx(a, TX("verb.subscription.paused"), NULL);
	if (sub->paused == paused) {
		verb_show(c, what, said[paused]);
		return RC_OK;
	}
	verb_changed(c, what, said[!paused], said[paused]);
	sub->paused = paused;
	ROW_TOUCH(sub);
	n = paused ? 0 : skip_rested(c->s, sub);
	if (n > 0)
		verb_show(c, value_tx(a, TX("verb.label.skipped"), NULL), value_int(a, n));
	if (!paused && day_is_set(subscription_next_due(sub)))
		verb_show(c, value_tx(a, TX("verb.label.next_invoice"), NULL),
			  value_day(a, subscription_next_due(sub)));
	tell_client(c, sub);
	if (paused)
		verb_next(c, value_tx(a, TX("verb.next.unrest"), NULL), "%s S%" PRId64,
			  en ? "UNHOLD" : "REIA", sub->id);
	return RC_OK;
}
