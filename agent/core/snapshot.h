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
	DOC_KINDS
};
/* "offer", "proforma", ... : template names, database text. */
const char *doc_kind_name(enum doc_kind k);
bool doc_kind_from_name(struct span name, enum doc_kind *ret);

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

struct line {
	struct span name;                  /* BT-153 */
	struct span description;           /* BT-154 */
	struct decimal qty;                /* BT-129; negative on a storno */
	struct span unit;                  /* as people write it: "buc", "ore", "luni" */
	struct decimal price;              /* BT-146, net of VAT, never negative */
	struct decimal discount;           /* percent of the line, 0..100 */
	struct money discount_amount;      /* BT-136, from discount */
	struct money net;                  /* BT-131 */
	char vat_category;                 /* BT-151: S Z E A(AE) K G O */
	struct decimal vat_rate;           /* BT-152 */
	struct day period_from, period_to; /* BG-26, or DAY_NONE */
};
struct lines {
	struct line *at;
	size_t n, cap;
};
struct vat_subtotal { /* BG-23 */
	char category;
	struct decimal rate;
	struct money base, tax;
};
struct vat_subtotals {
	struct vat_subtotal *at;
	size_t n, cap;
};

struct snapshot {
	enum doc_kind kind;
	struct span lang; /* "ro", "en": the buyer's */
	struct span series,
		number;        /* series prefix and printed number: "FCT", "0012"; "" for a draft */
	struct day issue, due; /* BT-2, BT-9; due = valid-until of an offer, term of a contract */
	struct day period_from, period_to; /* BG-14 */
	char currency[4];
	struct party seller, buyer;
	struct lines lines;
	struct vat_subtotals vat;
	struct money net, tax, total, prepaid, payable; /* BT-109, BT-110, BT-112, BT-113, BT-115 */
	struct span reference;                          /* printed payment reference: "FCT0012" */
	struct span preceding;    /* BT-25: storno: the original; invoice: its proforma */
	struct day preceding_day; /* BT-26 */
	struct span order_ref;    /* accepted offer, contract */
	struct span note;         /* BT-22: legal mentions, joined by newlines */
	struct span title;        /* object of a contract, purpose of a receipt */
	struct span acceptance;   /* contract: who accepted what, when, hash of the evidence */
	struct span template_set; /* hash of the templates at issue */
};

/* Compute discount_amount and net of each line, vat, net, tax, total, payable. prepaid is an input.
 * RC_BAD_INPUT: overflow, mixed currencies, price below zero, no line. */
enum rc snapshot_compute(struct arena *a, struct snapshot *s, struct why *reterr) MUST_CHECK;
/* Exact mirror for a storno: quantities negated, prices kept, all sums negated, preceding set. */
enum rc snapshot_mirror(struct arena *a, const struct snapshot *s, struct snapshot *ret,
			struct why *reterr) MUST_CHECK;
/* To and from the tree that is stored (as JSON) and given to templates: keys are the field names
 * above; parties under "seller", "buyer"; "lines", "vat" lists. */
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
/* The attached file's name: "FCT-0012.pdf", "ciorna-17.pdf", "previzualizare-1.pdf"; no is the draft's id
 * or the preview's place in the mail, lang the reader's language. */
struct span snapshot_attachment_name(struct arena *a, const struct snapshot *s, enum doc_face face,
				     int64_t no, struct span lang);

#endif
