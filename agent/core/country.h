/* Countries by code or by name: ISO 3166-1 alpha-2, as BT-40 and BT-55 want them. */
#ifndef PLIC_COUNTRY_H
#define PLIC_COUNTRY_H

#include "arena.h"

/* "DE", "Germania", "germany", and "EL" as VAT numbers write Greece: "DE", "GR"; "" when it is none. Names are
 * known of Europe's countries and of those that trade most with it, codes of all. */
struct span country_code(struct arena *a, struct span text);

#endif
