/* The starting state of a firm, row by row from its old program's lists: clients, products, series
 * starts, open invoices, subscriptions. Each row is understood as a whole or refused as a whole; a row
 * that says what is known already changes nothing, so a file can be imported twice. */
#ifndef PLIC_IMPORT_H
#define PLIC_IMPORT_H

#include "state.h"

enum import_kind {
	IMPORT_CLIENTS,
	IMPORT_PRODUCTS,
	IMPORT_SERIES,
	IMPORT_INVOICES,
	IMPORT_SUBSCRIPTIONS,
	IMPORT_KINDS
};
const char *import_kind_name(enum import_kind k);
bool import_kind_from_name(struct span name, enum import_kind *ret);

/* Columns that rows may have; a header cell in Romanian or English names one. */
enum import_column {
	COL_NAME,
	COL_EMAIL,
	COL_PHONE,
	COL_TAX_ID,
	COL_REG_NO,
	COL_STREET,
	COL_CITY,
	COL_COUNTY,
	COL_POSTCODE,
	COL_COUNTRY,
	COL_LANG,
	COL_PRICE,
	COL_UNIT,
	COL_VAT,
	COL_PIPELINE,
	COL_SYNONYMS,
	COL_DESCRIPTION,
	COL_KIND,
	COL_PREFIX,
	COL_NEXT,
	COL_DIGITS,
	COL_NUMBER,
	COL_ISSUE,
	COL_DUE,
	COL_TOTAL,
	COL_OPEN,
	COL_CYCLE,
	COL_EVERY,
	COL_FROM,
	COL_UNTIL,
	COL_QTY,
	IMPORT_COLUMNS
};
/* By folded header cell: "nume", "denumire", "pret", "scadenta" ... */
bool import_column_of(struct span fold, enum import_column *ret);
/* Which list has these columns? */
bool import_kind_of(const bool has[IMPORT_COLUMNS], enum import_kind *ret);

struct import_row {
	struct span cell[IMPORT_COLUMNS]; /* "" = absent or empty */
};
/* The row's CUI as its digits, or the number as another country gives it; "" = none that can be right. vat: it
 * came with its country; may be NULL. */
struct span import_tax_id(struct arena *a, const struct import_row *row, bool *vat);
/* One row against the state, which holds: series, products, the client at the row's e-mail or CUI (and
 * his documents, subscriptions). *said: "new client Popescu Ion", "client Popescu Ion: phone 1 -> 2",
 * "same". RC_REFUSED: reterr names column, value and what to write. */
enum rc import_decide(struct state *s, enum import_kind kind, const struct import_row *row,
		      struct span *said, struct why *reterr) MUST_CHECK;

#endif
