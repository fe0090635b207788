/* A mail's facts as a value tree: what `plic read --json` prints. */
#ifndef PLIC_FACT_VALUE_H
#define PLIC_FACT_VALUE_H

#include "fact.h"
#include "value.h"

/* file: as it was named; bytes that are no UTF-8 become U+FFFD. */
struct value *fact_to_value(struct arena *a, const char *file, const struct mail_fact *f);

#endif
