/* Mappings of CSV columns: which one knows a file's header, and where its fields then stand. */
#ifndef PLIC_CSV_MAP_H
#define PLIC_CSV_MAP_H

#include "csv.h"
#include "reader_config.h"
#include "regex.h"

enum csv_field {
	CSV_DATE,
	CSV_VALUE_DATE,
	CSV_AMOUNT,    /* signed, or by `direction` */
	CSV_DEBIT,     /* money out, positive or negative */
	CSV_CREDIT,    /* money in */
	CSV_DIRECTION, /* "D", "debit", "-": out */
	CSV_CURRENCY,
	CSV_FEE,
	CSV_ORIGINAL, /* as ordered, in its own currency */
	CSV_ORIGINAL_CURRENCY,
	CSV_BALANCE, /* after the row */
	CSV_COUNTERPARTY,
	CSV_PAYER, /* counterparty of money in */
	CSV_PAYEE, /* ... of money out */
	CSV_ACCOUNT,
	CSV_PAYER_ACCOUNT,
	CSV_PAYEE_ACCOUNT,
	CSV_TAX_ID,
	CSV_REFERENCE,
	CSV_DETAILS,
	CSV_BANK_REF,
	CSV_END_TO_END,
	CSV_KIND,
	CSV_STATUS,
	CSV_OWN_ACCOUNT,
	CSV_FIELDS
};
/* Their names in config/banks: "date", "value_date", ... */
extern const char *const csv_fields[CSV_FIELDS];

struct csv_layout {
	const struct csv_map *map;
	size_t pattern; /* index of the map's first pattern among all patterns */
	char separator;
	/* The mapping's; guessed where ";" says that a spreadsheet saved it again. */
	enum decimal_mark mark;
	/* Columns of each field, in the order of the mapping; the first that is not empty counts. */
	unsigned char col[CSV_FIELDS][4], n[CSV_FIELDS];
};

/* Search the first lines for a header that a mapping knows: a date, an amount, and half of the mapping's
 * fields (a fallback: half of the header's cells). Of several the one that knows most cells, a fallback
 * last. NULL: none. ret may be NULL. */
const struct csv_map *csv_map_find(const struct csv_maps *maps, struct span head,
				   struct csv_layout *ret);
/* Is this row the header of the layout (files repeat it)? */
bool csv_is_header(struct arena *a, const struct csv_layout *l, const struct csv_row *row);
/* RC_BAD_CONFIG: wrong, or a group that is no field. */
enum rc csv_pattern_compile(struct span pattern, struct regex **ret, struct why *reterr) MUST_CHECK;
enum rc csv_pattern_check(struct span pattern, struct why *reterr) MUST_CHECK;

#endif
