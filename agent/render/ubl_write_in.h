/* Parts of the UBL writer, for ubl_write*.c alone. */
#ifndef PLIC_UBL_WRITE_IN_H
#define PLIC_UBL_WRITE_IN_H

#include "ubl_out.h"
#include "ubl_write.h"

struct ubl_doc_out {
	struct ubl_out *o;
	const struct look *look;
	const struct snapshot *s;
	bool credit_note; /* BT-3 381: the root is CreditNote */
	bool not_subject; /* category O: nobody may carry a VAT number (BR-O-02) */
	struct why *reterr;
	enum rc rc; /* of look_text */
};

/* BG-4, BG-7. */
void ubl_write_parties(struct ubl_doc_out *d);
/* BG-13, for an intra-community supply with the place (BR-IC-11, BR-IC-12). */
void ubl_write_delivery(struct ubl_doc_out *d);
/* BG-20, BG-21, BG-27, BG-28; of_line: without a VAT category. */
void ubl_write_adjusts(struct ubl_doc_out *d, const struct adjusts *list, bool of_line);
/* BG-22, BG-23, BT-111. */
void ubl_write_totals(struct ubl_doc_out *d);
/* BG-25. */
void ubl_write_lines(struct ubl_doc_out *d);
/* cac:TaxCategory, cac:ClassifiedTaxCategory; code and reason go with groups only. */
void ubl_write_category(struct ubl_doc_out *d, const char *name, char category, struct decimal rate,
			struct span code, struct span reason);
/* A period, with BT-8 when code is not "". */
void ubl_write_period(struct ubl_doc_out *d, struct day from, struct day to, struct span code);
/* A word of the catalogue in the document's language; "" once something failed. */
struct span ubl_word(struct ubl_doc_out *d, const char *key);

#endif
