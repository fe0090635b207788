/* Units as people write them -> UN/ECE Recommendation 20 codes (BT-130, rule BR-CL-23). */
#ifndef PLIC_UBL_UNITS_H
#define PLIC_UBL_UNITS_H

#include "arena.h"

/* "buc" -> "H87", "" -> "C62" (one). NULL: no word that we know; the code is then "ZZ" (mutually
 * defined) and the word itself must be said elsewhere. */
const char *ubl_unit_code(struct arena *a, struct span unit);

#endif
