/* Places as people read them. */
#ifndef PLIC_PLACE_H
#define PLIC_PLACE_H

#include "arena.h"

/* "București, sector 2" for e-Factura's spelling SECTOR2 in county B (CIUS-RO BR-RO-100); any other
 * city as it is. */
struct span place_city(struct arena *a, struct span city, struct span county);

#endif
