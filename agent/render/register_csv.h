/* A table of core/register.h as CSV that Romanian Excel opens by a double click: UTF-8 with its mark (BOM),
 * semicolons, decimal comma, CRLF, days as 31.12.2026 (RFC 4180 but for the separator, which Excel takes
 * from the system's list separator). Both languages alike: only titles are translated. */
#ifndef PLIC_REGISTER_CSV_H
#define PLIC_REGISTER_CSV_H

#include "look.h"

/* Text that a spreadsheet would take for a formula ("=", "+", "-", "@", tab, CR first) gets an apostrophe in
 * front; amounts never need one. RC_BAD_CONFIG: a title that the catalogue lacks. */
enum rc register_csv(const struct look *l, struct arena *a, struct span lang,
		     const struct value *table, struct span *ret, struct why *reterr) MUST_CHECK;
/* What a cell says, for CSV and for XLSX: a tx in that language, a day as 31.12.2026, numbers with a decimal
 * comma; "" for an empty one. */
enum rc register_cell(const struct look *l, struct arena *a, struct span lang,
		      const struct value *cell, struct span *ret, struct why *reterr) MUST_CHECK;

#endif
