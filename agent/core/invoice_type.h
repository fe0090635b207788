/* What kind of invoice an invoice or a storno is for RO e-Factura (BT-3, UNTDID 1001), as a table. An ordinary one,
 * 380, has no code in its snapshot. */
#ifndef PLIC_INVOICE_TYPE_H
#define PLIC_INVOICE_TYPE_H

#include "snapshot.h"

#define INVOICE_CREDIT_NOTE "381" /* a storno as a document of its own, with plus (standard=CN) */
#define INVOICE_CORRECTED \
	"384" /* says anew what a reversed invoice said (Cod fiscal art. 330 (1) b) */
#define INVOICE_SELF_BILLED \
	"389" /* to the firm itself: own use, gifts, what is missing (art. 319 (8)) */
#define INVOICE_OF_RECEIPT \
	"751" /* for what was paid at the till, with a fiscal receipt (art. 319 (10) a) */

struct invoice_type {
	const char *code;
	bool names_invoice; /* `preceding` is an invoice (BG-3), else a document beside it (BG-24) */
	bool settled;       /* nothing is left to pay: it is all prepaid */
	bool owed_by_nobody;   /* ... and nobody paid it: a storno of it gives nobody a credit */
	bool same_when_undone; /* a storno of it is of the same type */
};

/* The row of a snapshot's type_code; never NULL. */
const struct invoice_type *invoice_type_of(struct span code);
bool invoice_is(const struct snapshot *s, const char *code);
/* The seller is the buyer: only such an invoice may be a self-billed one. */
bool invoice_is_to_itself(const struct snapshot *s);
/* The document as its reader sees it, on paper and in XML: a credit note has plus; others are given back as they are. */
const struct snapshot *invoice_as_read(struct arena *a, const struct snapshot *s);
/* What a storno of the invoice is: a credit note where the firm or the staff wish it. */
struct span invoice_type_of_storno(const struct snapshot *invoice, bool credit_note);

#endif
