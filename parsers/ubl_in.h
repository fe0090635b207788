/* What an electronic invoice of somebody else says of itself (UBL 2.1 Invoice and CreditNote): enough to name it, to
 * compare it, to tell a person. Lenient: suppliers write odd things, and ANAF took it. Pure. */
#ifndef PLIC_UBL_IN_H
#define PLIC_UBL_IN_H

#include "arena.h"
#include "day.h"
#include "decimal.h"
#include "money.h"

struct ubl_party {
	struct span name;   /* registered name, else the trading name */
	struct span tax_id; /* as written: "RO18547290", "18547290", a foreign one */
};
struct ubl_line {
	struct span name, qty, unit; /* as written */
	struct money net;
};
struct ubl_lines {
	struct ubl_line *at;
	size_t n, cap;
};
struct ubl_in {
	bool credit_note; /* amounts are to be given back */
	struct span number, type, iban, note;
	struct day issue, due; /* DAY_NONE = not said */
	struct ubl_party seller, buyer;
	struct money total, payable; /* with VAT; what is left to pay. Currency of the document */
	struct ubl_lines lines;      /* the first hundred */
	size_t n_lines;
};

/* RC_BAD_INPUT: not XML, a document type, another root, no number, no amount or currency that can be read, over 32 MB. */
enum rc ubl_in_read(struct arena *a, struct span xml, struct ubl_in *ret,
		    struct why *reterr) MUST_CHECK;

#endif
