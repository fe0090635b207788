/* An electronic invoice of somebody else, field by field: UBL 2.1 Invoice and CreditNote, the terms of EN 16931-1 (BT,
 * BG). Texts are as they were written, blanks made one, "" where nothing is said; nothing in them has been checked.
 *
 * A struct whose members are spans alone may be walked by its size (reader_visit_invoice.c). */
#ifndef PLIC_FACT_INVOICE_H
#define PLIC_FACT_INVOICE_H

#include "base.h"
#include "day.h"
#include "money.h"

#define UBL_LINES_MAX 5000
#define UBL_LIST_MAX  100 /* of any other list */

struct ubl_party {
	struct span name;            /* BT-27, -44: registered, else the trading name */
	struct span trade;           /* BT-28, -45, where it is another */
	struct span tax_id, tax_id2; /* BT-31, -32, -48: "RO18547290"; without one BT-30, -47 */
	struct span reg_id;          /* BT-30, -47 */
	struct span form;            /* BT-33 */
	struct span id;              /* BT-29, -46 */
	struct span street, street2, street3, city, postcode, county /* "RO-CJ" */, country;
	struct span contact, phone, email; /* BT-41..43, -56..58 */
	struct span endpoint;              /* BT-34, -49 */
};
struct ubl_adjust {         /* BG-20, -21, -27, -28 */
	struct span charge; /* "true" adds, "false" takes off */
	struct span code, reason, percent, base, amount;
	struct span category, rate; /* the document's alone */
};
struct ubl_adjusts {
	struct ubl_adjust *at;
	size_t n, cap;
};
struct ubl_property { /* BG-32 */
	struct span name, value;
};
struct ubl_properties {
	struct ubl_property *at;
	size_t n, cap;
};
struct ubl_line {
	struct span id, name, description, note;
	struct span qty, unit;                              /* unit: UN/ECE Recommendation 20 */
	struct span price, price_qty;                       /* BT-146; for how many, BT-149 */
	struct span price_off, price_gross;                 /* BT-147, -148 */
	struct span net, category, rate;                    /* BT-131, -151, -152 */
	struct span from, to;                               /* BT-134, -135 */
	struct span order_line, object;                     /* BT-132, -128 */
	struct span account;                                /* BT-133 */
	struct span seller_code, buyer_code;                /* BT-155, -156 */
	struct span standard_code, class_code, class_code2; /* BT-157, -158 */
	struct span origin;                                 /* BT-159 */
	struct ubl_adjusts adjusts;
	struct ubl_properties properties;
};
struct ubl_lines {
	struct ubl_line *at;
	size_t n, cap;
};
struct ubl_vat { /* BG-23 */
	struct span base, tax, category, rate, code, reason;
};
struct ubl_vats {
	struct ubl_vat *at;
	size_t n, cap;
};
struct ubl_tax { /* BT-110, -111: one a currency, the invoice's own first */
	struct span amount, currency;
	struct ubl_vats vat;
};
struct ubl_taxes {
	struct ubl_tax *at;
	size_t n, cap;
};
struct ubl_pay { /* BG-16 */
	struct span code, words, reference, due;
	struct span iban, holder, bank; /* BG-17 */
	struct span card, card_holder;  /* BG-18 */
	struct span mandate, debited;   /* BG-19 */
};
struct ubl_pays {
	struct ubl_pay *at;
	size_t n, cap;
};
struct ubl_ref { /* BG-3, BG-24 */
	struct span id, day, words, file, uri;
};
struct ubl_refs {
	struct ubl_ref *at;
	size_t n, cap;
};
struct ubl_note {
	struct span text; /* BT-22 */
};
struct ubl_notes {
	struct ubl_note *at;
	size_t n, cap;
};
struct ubl_head {
	struct span number, type, issue, due, currency;
	struct span tax_point, tax_point_code;             /* BT-7, -8 */
	struct span from, to;                              /* BT-73, -74 */
	struct span terms;                                 /* BT-20 */
	struct span buyer_ref, account;                    /* BT-10, -19 */
	struct span order, sales_order, contract, project; /* BT-13, -14, -12, -11 */
	struct span despatch, receipt, lot;                /* BT-16, -15, -17 */
};
struct ubl_delivery { /* BG-13 */
	struct span name, place, day;
	struct span street, street2, city, postcode, county, country;
};
struct ubl_totals { /* BG-22 */
	struct span lines, allowances, charges, net, total, prepaid, rounding, payable;
	struct span currency; /* of payable */
};
struct ubl_in {
	bool credit_note; /* amounts are to be given back */
	struct ubl_head head;
	struct ubl_party seller, buyer, payee, agent; /* agent: BG-11 */
	struct ubl_delivery delivery;
	struct ubl_totals totals;
	struct ubl_taxes taxes;
	struct ubl_adjusts adjusts;
	struct ubl_pays pays;
	struct ubl_refs preceding, attached;
	struct ubl_notes notes;
	struct ubl_lines lines; /* the first; n_lines: how many there are */
	size_t n_lines;
	/* What of it could be read. */
	struct day issue, due;       /* DAY_NONE: no day, or none that is one */
	struct money total, payable; /* with VAT; what is left to pay. cur "": not to be read */
};

#endif
