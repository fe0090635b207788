/* Random invoices for property tests: several VAT categories and grounds, allowances and charges on line
 * and document, an advance taken off here and there, prepaid, rounding, lei and euro. */
#ifndef PLIC_RANDOM_INVOICE_H
#define PLIC_RANDOM_INVOICE_H

#include "snapshot.h"

/* FCT 0012, not yet computed; computing it succeeds. */
struct snapshot random_invoice(struct arena *a);
/* Add every amount of a snapshot's tree to sum, a map by the path of its keys: what its boxes show. */
void random_add_boxes(struct value *sum, struct arena *a, const struct value *v, struct span path);

#endif
