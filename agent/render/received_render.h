/* A supplier's invoice as a PDF for people to read: what its XML says, as it says it, by the layout
 * LANG/pdf/received.layout. Pure, as doc_render_pdf.
 *
 * The layout's names are those of doc_context.h for seller, buyer, lines, vat, adjusts and totals, so that the parts
 * _seller, _buyer and _table serve both; its own are in received_context.c. Figures are the supplier's; one
 * that is none, or of over 24 digits, is printed as it stands, at most 28 letters of it. Names of parties, places and references end in "…" after 250 letters (CIUS-RO
 * allows 200). */
#ifndef PLIC_RECEIVED_RENDER_H
#define PLIC_RECEIVED_RENDER_H

#include "fact_invoice.h"
#include "look.h"

#define RECEIVED_LAYOUT "received"

struct received_print {
	const struct ubl_in *u;
	struct span index;        /* ANAF's, "" = not known */
	const struct value *sums; /* of received_sums */
	struct span lang;
};
struct received_pdf {
	struct span bytes;
	struct span missing; /* letters that print as boxes, each once, at most 40; "" = none */
};

/* RC_BAD_INPUT: over 2,000 pages. RC_BAD_CONFIG: the layout, fonts. */
enum rc received_render_pdf(const struct look *l, struct arena *a, const struct received_print *in,
			    struct received_pdf *ret, struct why *reterr) MUST_CHECK;
/* Can the layout of that language be printed? RC_BAD_CONFIG with file and line. */
enum rc received_check_layout(const struct look *l, struct arena *a, struct span lang,
			      struct why *reterr) MUST_CHECK;

/* What the layout is filled in with. */
enum rc received_context(const struct look *l, struct arena *a, const struct received_print *in,
			 struct value **ret, struct why *reterr) MUST_CHECK;

#endif
