/* Proces-verbal de recepție: what was delivered, for the client to sign. */
#include "doc_type.h"

static void fill(struct flow *fl, struct document *doc, const struct document *from)
{
	(void)fl;
	if (from)
		doc->snap->order_ref = from->label;
}

const struct doc_type doc_pv = {
	.kind = DOC_PV,
	.say = TX("flow.doc.pv"),
	.say_draft = TX("flow.draft.pv"),
	.mail = "pv",
	.mail_rank = 2,
	.fill = fill,
};
