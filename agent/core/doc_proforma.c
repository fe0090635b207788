/* Proforma: a request to pay before the fiscal invoice; not fiscal, in a series of its own. */
#include "doc_type.h"

static struct day pay_until(const struct firm *f, struct day issue)
{
	return day_add(issue, f->payment_days);
}

static void fill(struct flow *fl, struct document *doc, const struct document *from)
{
	(void)fl;
	if (from)
		doc->snap->order_ref = from->label;
}

const struct doc_type doc_proforma = {
	.kind = DOC_PROFORMA,
	.say = TX("flow.doc.proforma"),
	.say_draft = TX("flow.draft.proforma"),
	.feminine = true,
	.mail = "proforma",
	.mail_rank = 5,
	.payable = true,
	.due = pay_until,
	.fill = fill,
};
