/* Chitanță: cash was taken. It carries a sum, in figures and words, and what it pays, and no lines
 * (OMFP 2634/2015, annex 3, form 14-4-1: issuer with tax code, trade register number and seat; number
 * and day; payer with address; sum; purpose; cashier). It is never corrected: a wrong one is withdrawn,
 * keeps its number, and another is issued. */
#include "doc_type.h"

static void fill(struct flow *fl, struct document *doc, const struct document *from)
{
	struct snapshot *sn = doc->snap;

	(void)fl;
	if (!from || !from->snap)
		return;
	sn->title = from->snap->title.len || !from->snap->lines.n ? from->snap->title :
								    from->snap->lines.at[0].name;
	if (from->kind == DOC_INVOICE) {
		sn->preceding = from->label;
		sn->preceding_day = from->issue;
	} else {
		sn->order_ref = from->label;
	}
	sn->lines = (struct lines){ 0 };
	sn->total = sn->net = sn->tax = from->open;
	sn->tax.minor = 0;
}

const struct doc_type doc_receipt = {
	.kind = DOC_RECEIPT,
	.say = TX("flow.doc.receipt"),
	.say_draft = TX("flow.draft.receipt"),
	.feminine = true,
	.mail = "receipt",
	.mail_rank = 6,
	.fill = fill,
};
