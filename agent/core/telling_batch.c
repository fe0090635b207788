/* A batch that one statement tells as a whole and another by its payments: its money is booked once. */
#include "telling.h"

#include "flow_release.h"
#include "say.h"
#include "span.h"

bool telling_is_split(const struct state *s, const struct payment *told)
{
	for (size_t i = 0; told->identity.len && i < s->payments.n; i++)
		if (span_eq(s->payments.at[i]->batch, told->identity))
			return true;
	return false;
}

struct payment *telling_whole(const struct state *s, const struct payment *told)
{
	for (size_t i = 0; told->batch.len && i < s->payments.n; i++) {
		struct payment *p = s->payments.at[i];

		if (p->state != PAYMENT_REVERSED && payment_is_told(p, told->batch))
			return p;
	}
	return NULL;
}

bool telling_may_split(const struct payment *whole)
{
	return whole->left.minor == whole->amount.minor;
}

enum rc telling_split(struct flow *fl, struct payment *whole, struct why *reterr)
{
	enum rc rc = payment_withdraw(fl, whole, "batch", reterr);

	if (rc)
		return rc;
	payment_close_questions(fl, whole);
	state_event(fl->s, 0, "payment", 0, whole->id,
		    say_text(fl->s->a, NULL, "rule", S("batch")));
	return RC_OK;
}
