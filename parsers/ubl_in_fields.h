/* Where each field of a UBL invoice stands, as tables. */
#ifndef PLIC_UBL_IN_FIELDS_H
#define PLIC_UBL_IN_FIELDS_H

#include "fact_invoice.h"

/* What can be many, or comes in several places: its own fields are named from its element on. */
enum ubl_group {
	UBL_ROOT,
	UBL_PARTY,
	UBL_LINE,
	UBL_ADJUST,
	UBL_PROPERTY,
	UBL_TAX,
	UBL_VAT,
	UBL_PAY,
	UBL_REF,
	UBL_NOTE
};
/* Which struct of the parent's. */
enum ubl_place {
	UBL_AT_SELLER,
	UBL_AT_BUYER,
	UBL_AT_PAYEE,
	UBL_AT_AGENT,
	UBL_AT_LINES,
	UBL_AT_ADJUSTS,
	UBL_AT_LINE_ADJUSTS,
	UBL_AT_PROPERTIES,
	UBL_AT_TAXES,
	UBL_AT_VAT,
	UBL_AT_PAYS,
	UBL_AT_PRECEDING,
	UBL_AT_ATTACHED,
	UBL_AT_NOTES
};
struct ubl_group_row {
	enum ubl_group in;
	const char
		*path; /* below the parent's element; a credit note's names are an invoice's here */
	enum ubl_group is;
	enum ubl_place place;
};
/* path "" is the group's own text, "/Amount@currencyID" an attribute. The same path twice: the second that comes goes to
 * the second row. */
struct ubl_field_row {
	enum ubl_group in;
	const char *path;
	size_t at; /* of a struct span in the group's struct */
};
extern const struct ubl_group_row ubl_group_rows[];
extern const size_t ubl_group_rows_n;
extern const struct ubl_field_row ubl_field_rows[];
extern const size_t ubl_field_rows_n;

#endif
