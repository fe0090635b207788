/* A document's content, frozen at issue: parties, lines, VAT, totals. Names follow EN 16931 (BT-/BG-
 * numbers beside the fields). Arithmetic: EN 16931 BR-CO-10..17, half away from zero. */
#ifndef PLIC_SNAPSHOT_H
#define PLIC_SNAPSHOT_H

#include "base.h"
#include "day.h"
#include "decimal.h"
#include "money.h"
#include "value.h"

enum doc_kind {
	DOC_OFFER,
	DOC_PROFORMA,
	DOC_CONTRACT,
	DOC_PV,
	DOC_INVOICE,
	DOC_STORNO,
	DOC_RECEIPT,
	DOC_STATEMENT,
	DOC_REMINDER,
	DOC_KINDS, /* of the books: so many */
	/* Printed, and in no book: the yearly decision on numbering. */
	DOC_DECISION = DOC_KINDS
};
#define DOC_PAPERS (DOC_KINDS + 1)
/* "offer", "proforma", ... : template names, database text. */
const char *doc_kind_name(enum doc_kind k);
bool doc_kind_from_name(struct span name, enum doc_kind *ret);
/* A statement, a reminder and the decision have no number: printed from the books, kept in no book. */
bool doc_kind_is_numbered(enum doc_kind k);

/* Seller BG-4 or buyer BG-7. */
struct party {
	struct span name;    /* BT-27 / BT-44 */
	struct span tax_id;  /* digits of CUI, BT-30/BT-47; "" for a consumer */
	bool vat_registered; /* then "RO" + tax_id is BT-31/BT-48 */
	struct span reg_no;  /* J40/..., BT-33 */
	struct span street, city, county /* "B", "CJ" */, postcode, country /* "RO" */;
	struct span email, phone, contact; /* contact: person */
	struct span iban, bank;            /* seller */
};
/* Its VAT number is a Romanian one, wherever it is established. */
bool party_has_cui(const struct party *p);

/* Allowance (BG-20 of the document, BG-27 of a line) or charge (BG-21, BG-28). Amounts are positive on an
 * invoice and negative on its storno. */
struct adjust {
	bool charge;      /* true adds, false takes off */
	struct span code; /* UNTDID 5189 of an allowance ("95" discount), 7161 of a charge ("FC") */
	struct span reason;     /* in the document's language */
	struct decimal percent; /* BT-94, -101, -138, -143; 0 = the amount is given */
	struct money base;      /* what percent is of: BT-93, -100, -137, -142; computed */
	struct money amount;    /* BT-92, -99, -136, -141; computed when there is a percent */
	/* Of the document's only: the VAT group it belongs to (BT-95, -96, -102, -103). */
	char vat_category;
	struct decimal vat_rate;
	struct span vat_code, vat_reason;
};
struct adjusts {
	struct adjust *at;
	size_t n, cap;
};

struct line {
	struct span name;        /* BT-153 */
	struct span description; /* BT-154 */
	struct decimal qty;   /* BT-129; negative on a storno, and where an advance is taken off */
	struct span unit;     /* as people write it: "buc", "ore", "luni" */
	struct decimal price; /* BT-146, net of VAT, never negative */
	struct adjusts adjusts;            /* BG-27, BG-28: percents are of qty x price */
	struct money net;                  /* BT-131 */
	char vat_category;                 /* BT-151: S Z E A(AE) K G O; vat_category_code */
	struct decimal vat_rate;           /* BT-152 */
	struct span vat_code, vat_reason;  /* VATEX code and words of E AE K G O, "" for S and Z */
	struct day period_from, period_to; /* BG-26, or DAY_NONE */
	int64_t original;      /* storno: the line of the invoice that it takes back, 1..; else 0 */
	struct span takes_off; /* label of the advance invoice that it takes off, or "" */
};
struct lines {
	struct line *at;
	size_t n, cap;
};
struct vat_subtotal { /* BG-23 */
	char category;
	struct decimal rate;
	struct span code, reason; /* BT-121, BT-120 */
	struct money base, tax;
	struct money base_lei, tax_lei; /* at `exchange`; no currency = not in another currency */
};
struct vat_subtotals {
	struct vat_subtotal *at;
	size_t n, cap;
};
/* An earlier invoice that this one names (BG-3). */
struct doc_ref {
	struct span label;
	struct day day;
};
struct doc_refs {
	struct doc_ref *at;
	size_t n, cap;
};

struct snapshot {
	enum doc_kind kind;
	/* BT-3 of an invoice or storno, "" = 380; others: invoice_type.h. A storno that is filed as a credit note
	 * (381) has minus like every other; its paper and its XML have the amounts without (invoice_as_read). */
	struct span type_code;
	struct span lang; /* "ro", "en": the buyer's */
	struct span series,
		number;        /* series prefix and printed number: "FCT", "0012"; "" for a draft */
	struct day issue, due; /* BT-2, BT-9; due = valid-until of an offer, term of a contract */
	struct day period_from, period_to; /* BG-14 */
	struct day delivery;               /* BT-72, when it was said */
	/* The day whose VAT rates count: delivery, else issue. BT-7 when it is not the issue day and there is
	 * no code. */
	struct day tax_point;
	struct span
		tax_point_code; /* BT-8: "432" = when it is paid (VAT on cash collection), else "" */
	char currency[4];
	char tax_currency[4];    /* BT-6: "RON" when currency is another one, else "" */
	struct decimal exchange; /* lei for one unit of currency; 0 = none known yet */
	struct day exchange_day; /* of that rate */
	struct span exchange_source /* "BNR" */;
	struct party seller, buyer;
	struct lines lines;
	struct adjusts adjusts; /* BG-20, BG-21 */
	struct vat_subtotals vat;
	struct money sum_lines, allowances, charges;    /* BT-106, BT-107, BT-108 */
	struct money net, tax, total, prepaid, payable; /* BT-109, BT-110, BT-112, BT-113, BT-115 */
	struct money rounding;                          /* BT-114 */
	struct money net_lei, tax_lei, total_lei; /* tax_lei: BT-111; sums of the VAT groups' */
	bool advance;                             /* an invoice of money asked ahead */
	bool part;                                /* a storno of a part of its invoice */
	struct span reference;                    /* printed payment reference: "FCT0012" */
	struct span preceding;    /* BT-25: storno, 384: the original; else the proforma, receipt */
	struct day preceding_day; /* BT-26 */
	struct doc_refs advances; /* BG-3: the advance invoices that lines take off */
	struct span order_ref;    /* BT-13: the client's order, the accepted offer */
	struct span contract_ref; /* BT-12 */
	struct span note;         /* BT-22: free words, joined by newlines */
	struct span
		mentions; /* BT-22: what the law asks to be said, joined by newlines; made anew with
				      the sums of a draft (vat_settle) */
	struct span title;      /* object of a contract, purpose of a receipt */
	struct span acceptance; /* contract: who accepted what, when, hash of the evidence */
	/* Which layouts may print it before its kind's own, best first, between blanks: its product's and its
	 * pipeline's ("curs-excel-avansat curs"). */
	struct span variant;
	struct span
		card_url; /* not stored: where the printed document can be paid by card, or "" */
	struct span template_set; /* hash of the templates at issue */
};

/* Nothing but its kind; all days unset. */
void snapshot_begin(struct snapshot *s, enum doc_kind kind);
/* Compute what the lines, adjusts, prepaid, rounding and exchange give: amounts of percents, net of each
 * line, VAT groups, all sums; advances that no line takes off are dropped.
 * RC_BAD_INPUT: overflow, mixed currencies, price below zero, more taken off a line than stands there,
 * category O beside others (BR-O-11), no line. */
enum rc snapshot_compute(struct arena *a, struct snapshot *s, struct why *reterr) MUST_CHECK;
/* The document's sums from its VAT groups, lines' and allowances' sums, prepaid and rounding as they are. */
enum rc snapshot_total(struct snapshot *s, struct why *reterr) MUST_CHECK;
/* Exact mirror for a storno: quantities negated, prices kept, all amounts negated, preceding set. */
enum rc snapshot_mirror(struct arena *a, const struct snapshot *s, struct snapshot *ret,
			struct why *reterr) MUST_CHECK;
/* The same with each quantity and amount of the other sign. */
void snapshot_negate(struct arena *a, const struct snapshot *s, struct snapshot *ret);
/* "S", "AE", ... (UNTDID 5305) for the letter of a line. */
const char *vat_category_code(char category);
/* The percent of a line's first allowance that has one; 0: none. */
struct decimal line_discount(const struct line *l);
/* Let the line have this allowance or charge in place of such a one (the same charge and code); one of
 * nothing only drops it. Sums are not made anew. */
void line_set_adjust(struct arena *a, struct line *l, const struct adjust *x);
/* The same with a discount in percent; 0 = none. */
void line_set_discount(struct arena *a, struct line *l, struct decimal percent);
/* Take an amount off the whole document in place of such an allowance, spread over the VAT groups of its
 * lines by what they come to; 0: none. Sums are not made anew. RC_BAD_INPUT: more than the lines. */
enum rc snapshot_take_off(struct arena *a, struct snapshot *s, struct money amount) MUST_CHECK;
/* The same with the amount that is taken off already, after the lines changed. */
enum rc snapshot_spread(struct arena *a, struct snapshot *s) MUST_CHECK;
/* To and from the tree that is stored (as JSON) and given to templates: keys are the field names
 * above; parties under "seller", "buyer"; "lines", "vat", "adjusts", "advances" lists. A key that an
 * older snapshot lacks is empty. */
struct value *snapshot_to_value(struct arena *a, const struct snapshot *s);
enum rc snapshot_from_value(struct arena *a, const struct value *v, struct snapshot *ret,
			    struct why *reterr) MUST_CHECK;
/* What it is about: its title, else its lines ("a", "a, b", "a and 2 more items"). */
struct value *snapshot_title(struct arena *a, const struct snapshot *s);
/* "FCT 0012" for people, "FCT-0012" for file names, "FCT0012" as payment reference. */
struct span snapshot_label(struct arena *a, const struct snapshot *s);
struct span snapshot_file_name(struct arena *a, const struct snapshot *s);
/* As what a document is shown: with its number, as a draft that waits, or as it would be issued. The
 * latter two have no number, and their word stands in its place. */
enum doc_face { FACE_ISSUED, FACE_DRAFT, FACE_PREVIEW };
/* The attached file's name: "FCT-0012.pdf", "ciorna-17.pdf", "previzualizare-1.pdf", "fisa-2026-10-31.pdf"; no is the draft's id
 * or the preview's place in the mail, lang the reader's language. */
struct span snapshot_attachment_name(struct arena *a, const struct snapshot *s, enum doc_face face,
				     int64_t no, struct span lang);

#endif
