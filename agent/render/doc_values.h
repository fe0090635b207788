/* What the contexts of documents, ours and suppliers', are made of. */
#ifndef PLIC_DOC_VALUES_H
#define PLIC_DOC_VALUES_H

#include "value.h"

/* "400110 Cluj-Napoca, jud. Cluj"; county: its plate code, at home; "" for nothing. */
struct value *doc_place(struct arena *a, struct span postcode, struct span city, struct span county,
			bool home);
/* "21 %", or the words of a VAT category (UNTDID 5305, "AE") that has no rate. rate: as it will be read. */
struct value *doc_rate(struct arena *a, struct span category, struct value *rate);
/* "RO49 AAAA 1B31 ..." with blanks that a line may break at. */
struct span doc_iban_groups(struct arena *a, struct span iban);

#endif
