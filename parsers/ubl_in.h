/* Reads an electronic invoice of somebody else. Lenient: suppliers write odd things, and ANAF took it. Pure. */
#ifndef PLIC_UBL_IN_H
#define PLIC_UBL_IN_H

#include "arena.h"
#include "fact_invoice.h"

/* What is longer than a text may be ends in "…", what is too many is left out; only lines are counted on.
 * RC_BAD_INPUT: not XML, a document type, another root, over 32 MB. */
enum rc ubl_in_read(struct arena *a, struct span xml, struct ubl_in *ret,
		    struct why *reterr) MUST_CHECK;

#endif
