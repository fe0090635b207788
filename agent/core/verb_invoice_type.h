/* FACTURA of another type than the ordinary one. */
#ifndef PLIC_VERB_INVOICE_TYPE_H
#define PLIC_VERB_INVOICE_TYPE_H

#include "run_commands.h"

struct invoice_wish {
	const char *code;    /* of invoice_type.h; "" = none was said */
	struct document *of; /* INVOICE_CORRECTED: the reversed invoice */
	struct span receipt; /* INVOICE_OF_RECEIPT: its number and day */
	struct day day;
};

/* What is said right behind FACTURA. false: refused. */
bool verb_take_invoice_type(struct verb_call *c, struct invoice_wish *ret);
/* The draft that says anew what wish->of said, as it was. *ret NULL: refused. */
enum rc verb_correct_draft(struct verb_call *c, const struct invoice_wish *w, struct card *card,
			   struct document **ret, struct why *reterr) MUST_CHECK;
/* Make the draft what was wished; may refuse. */
enum rc verb_set_invoice_type(struct verb_call *c, const struct invoice_wish *w,
			      struct document *doc, struct why *reterr) MUST_CHECK;
/* An invoice was issued: its card hears of it, also that it is paid where nothing is left to pay. */
enum rc verb_invoice_moves(struct verb_call *c, struct card *card, const struct document *doc,
			   enum event ev, struct why *reterr) MUST_CHECK;

#endif
