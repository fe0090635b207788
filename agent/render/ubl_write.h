/* e-Factura: a document's UBL 2.1 Invoice or CreditNote as CIUS-RO 1.0.1 asks, from its snapshot (a pure
 * function: same snapshot, same bytes). Sums are those of the snapshot, never computed again; a storno that
 * is a credit note (381) has them without minus. Texts that are longer
 * than CIUS-RO takes go on in the next field that may hold them (an item's name in its description,
 * then in its note and attributes; a street in the further address lines; a note in the next note);
 * what has no such field is written whole, and ubl_check refuses it. */
#ifndef PLIC_UBL_WRITE_H
#define PLIC_UBL_WRITE_H

#include "look.h"
#include "snapshot.h"

/* A supporting document that travels inside (BG-24). */
struct ubl_file {
	struct span id, description; /* BT-122, BT-123 */
	struct span name, type;      /* "PV-0003.pdf", "application/pdf" */
	struct span bytes;
};
struct ubl_files {
	struct ubl_file *at;
	size_t n, cap;
};

/* Kinds that have one: invoice and storno. */
bool ubl_is_for(enum doc_kind kind);
/* l: for the few words that the writer itself adds. files: NULL = none. RC_BAD_INPUT: too many or too
 * large. RC_RETRY: out of memory. */
enum rc ubl_write(const struct look *l, struct arena *a, const struct snapshot *s,
		  const struct ubl_files *files, struct span *ret, struct why *reterr) MUST_CHECK;

#endif
