/* VAT numbers of the member states: the country's letters, then what that country gives (Directive 2006/112/EC art. 215;
 * structures as the Commission publishes them for VIES). */
#ifndef PLIC_VAT_NUMBER_H
#define PLIC_VAT_NUMBER_H

#include "arena.h"

/* The member state that a compact text in capitals begins with, by its ISO code; "" when it is none. */
struct span vat_number_country(struct span number);
/* Is it written as that state writes them? *example (may be NULL): one that is. Check digits are not looked at. */
bool vat_number_fits(struct arena *a, struct span number, struct span *example);

#endif
