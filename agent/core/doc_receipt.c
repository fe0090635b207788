/* Chitanță: cash was taken. It carries a sum and a purpose, and no lines. */
#include "doc_type.h"

const struct doc_type doc_receipt = {
	.kind = DOC_RECEIPT,
	.say = TX("flow.doc.receipt"),
	.say_draft = TX("flow.draft.receipt"),
	.feminine = true,
	.mail = "receipt",
	.mail_rank = 6,
};
