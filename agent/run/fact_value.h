/* A mail's facts as a value tree: what `plic read --json` prints. */
#ifndef PLIC_FACT_VALUE_H
#define PLIC_FACT_VALUE_H

#include "fact.h"
#include "value.h"

/* file: as it was named; bytes that are no UTF-8 become U+FFFD. */
struct value *fact_to_value(struct arena *a, const char *file, const struct mail_fact *f);

/* One entry, as in its list. */
struct value *entry_to_value(struct arena *a, const struct entry *e);
/* What stands behind the entries: balances_ok (null when no statement has both balances), warnings,
 * trusted. */
struct value *balances_to_value(struct arena *a, const struct spans *warnings,
				enum balances balances, bool trusted);
/* The same map without the keys that entry_to_value and balances_to_value tell. */
struct value *fact_value_less(struct arena *a, const struct value *v);

#endif
