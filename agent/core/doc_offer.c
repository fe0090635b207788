/* Offer: what we would do and for how much, valid until a day. The client's acceptance makes the
 * contract (Cod civil art. 1182). */
#include "doc_type.h"

static struct day valid_until(const struct firm *f, struct day issue)
{
	return day_add(issue, f->offer_valid_days);
}

const struct doc_type doc_offer = {
	.kind = DOC_OFFER,
	.say = TX("flow.doc.offer"),
	.say_draft = TX("flow.draft.offer"),
	.feminine = true,
	.mail = "offer",
	.mail_rank = 4,
	.due = valid_until,
};
