/* Tables of core/register.h as one XLSX workbook, a sheet each, by libxlsxwriter: amounts and days are numbers
 * that can be added up, text never becomes a formula. */
#ifndef PLIC_EXPORT_XLSX_H
#define PLIC_EXPORT_XLSX_H

#include "look.h"

/* made: the instant written as creation date, so that the same tables give the same bytes. */
enum rc export_xlsx(const struct look *l, struct arena *a, struct span lang,
		    const struct value *const *tables, size_t n, int64_t made, struct span *ret,
		    struct why *reterr) MUST_CHECK;

#endif
