/* An address as people write it on one line, taken apart. */
#ifndef PLIC_ADDRESS_H
#define PLIC_ADDRESS_H

#include "snapshot.h"

/* "Str. Lungă nr. 1, bl. 3, ap. 4, Cluj-Napoca, jud. Cluj, 400110": street, city, county and postcode of
 * p, those that are empty. What cannot be placed stays with the street; nothing is lost. */
void address_fill(struct arena *a, struct span text, struct party *p);

#endif
