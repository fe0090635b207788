/* Statement of account: what a client owes on a day. Never numbered, never stored as issued. */
#include "doc_type.h"

const struct doc_type doc_statement = {
	.kind = DOC_STATEMENT,
	.say = TX("flow.doc.statement"),
	.say_draft = TX("flow.doc.statement"),
};
