/* Where a VAT category is used, that its breakdown is there, and whose identifiers it needs (EN 16931-1 6.4.2). */
#include <limits.h>

#include "span.h"
#include "ubl_vat.h"

#define USED UBL_LEVEL "|cac:ClassifiedTaxCategory"

/* Bits of ubl_doc.vat_codes: the code's first letter tells it. */
enum { ODD = 1U << 26 };

static unsigned bit_of(struct span code)
{
	return code.len > 0 && code.ptr[0] >= 'A' && code.ptr[0] <= 'Z' ?
		       1U << (code.ptr[0] - 'A') :
		       0;
}

/* What breaks a rule: two identifiers where one is meant, a yes-or-no that is none. */
static unsigned survey(const struct ubl_doc *d, const char *match, const char *one)
{
	struct ubl_hits hits = ubl_match(d, match);
	unsigned bits = 0;
	struct span text;

	for (size_t i = 0; i < hits.n; i++) {
		if (ubl_text(d, hits.at[i], one, &text) > 1)
			bits |= ODD;
		bits |= bit_of(ubl_normal(d->arena, text));
	}
	return bits;
}

void ubl_vat_survey(struct ubl_doc *d)
{
	struct ubl_hits levels = ubl_match(d, "cac:AllowanceCharge");
	unsigned bits = survey(d, "cac:TaxCategory|cac:ClassifiedTaxCategory", "cbc:ID") |
			(survey(d, "cac:TaxScheme", "cbc:ID") & ODD);

	for (size_t i = 0; i < levels.n; i++)
		if (ubl_charge(d, levels.at[i], true) == UBL_BROKEN ||
		    ubl_charge(d, levels.at[i], false) == UBL_BROKEN)
			bits |= ODD;
	d->vat_codes = bits;
}

bool ubl_vat_asked(const struct ubl_doc *d, const struct ubl_rule *r)
{
	return d->vat_codes & (ODD | bit_of((struct span){ r->arg, 1 }));
}

/* Of the category's code, and of the VAT scheme. */
static enum ubl_tri of_vat_category(const struct ubl_doc *d, const struct ubl_node *n,
				    const struct ubl_rule *r)
{
	enum ubl_tri is = ubl_id_is(d, n, r->arg);

	return is == UBL_YES ? ubl_vat_scheme(d, n) : is;
}

static enum ubl_tri of_code(const struct ubl_doc *d, const struct ubl_node *n,
			    const struct ubl_rule *r)
{
	return ubl_id_is(d, n, r->arg);
}

/* To the letter: blanks around the code make it another. */
static enum ubl_tri of_code_exactly(const struct ubl_doc *d, const struct ubl_node *n,
				    const struct ubl_rule *r)
{
	return ubl_id_exactly(d, n, r->arg) ? UBL_YES : UBL_NO;
}

static enum ubl_tri of_vat_exactly(const struct ubl_doc *d, const struct ubl_node *n,
				   const struct ubl_rule *r)
{
	return ubl_id_exactly(d, n, r->arg) ? ubl_vat_scheme(d, n) : UBL_NO;
}

typedef enum ubl_tri asked(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r);

/* How many of the nodes; -1: one breaks. at_most: no more are looked at then. */
static int count_nodes(const struct ubl_doc *d, struct ubl_hits hits, asked *ask,
		       const struct ubl_rule *r, int at_most)
{
	int n = 0;

	for (size_t i = 0; i < hits.n && n < at_most; i++) {
		enum ubl_tri is = ask(d, hits.at[i], r);

		if (is == UBL_BROKEN)
			return -1;
		n += is == UBL_YES;
	}
	return n;
}

static int count(const struct ubl_doc *d, const char *match, asked *ask, const struct ubl_rule *r)
{
	return count_nodes(d, ubl_match(d, match), ask, r, INT_MAX);
}

/* The categories of allowances, or of charges; one without yes-or-no breaks it even without a category. */
static int count_levels(const struct ubl_doc *d, const char *match, bool charge, asked *ask,
			const struct ubl_rule *r, int at_most)
{
	struct ubl_hits levels = ubl_match(d, match);
	int n = 0;

	for (size_t i = 0; i < levels.n && n < at_most; i++) {
		enum ubl_tri is = ubl_charge(d, levels.at[i], charge);
		int here = is == UBL_YES ?
				   count_nodes(d, ubl_find(d, levels.at[i], "cac:TaxCategory"), ask,
					       r, at_most - n) :
				   0;

		if (is == UBL_BROKEN || here < 0)
			return -1;
		n += here;
	}
	return n;
}

bool ubl_vat_is_allowance(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	return ubl_charge(d, n->parent, false) == UBL_YES && of_vat_category(d, n, r) == UBL_YES;
}

bool ubl_vat_is_charge(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return ubl_is_charge(d, n->parent, r) && of_vat_category(d, n, r) == UBL_YES;
}

bool ubl_vat_is_category(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	return of_vat_category(d, n, r) == UBL_YES;
}

/* BR-S-01, -IG-01, -IP-01: several rates may stand in the breakdown, none may be missing or without use. */
static bool breakdown_used(const struct ubl_doc *d, const struct ubl_rule *r, asked *use,
			   asked *wanted, asked *unwanted)
{
	int used = count(d, USED, use, r),
	    n = count_nodes(d, ubl_match(d, UBL_BREAKDOWN), used > 0 ? wanted : unwanted, r, 1);

	return used >= 0 && n >= 0 && (used > 0) == (n > 0);
}

bool ubl_vat_s_breakdown(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	(void)n;
	return breakdown_used(d, r, of_code, of_code, of_code);
}

bool ubl_vat_l_breakdown(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	(void)n;
	return breakdown_used(d, r, of_vat_category, of_code_exactly, of_vat_category);
}

bool ubl_vat_m_breakdown(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	(void)n;
	return breakdown_used(d, r, of_vat_category, of_vat_exactly, of_vat_category);
}

/* How many identifiers the category has that say its code: two, where cbc:ID stands twice. */
static int ids_of(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits ids;
	enum ubl_tri vat = ubl_vat_scheme(d, n);
	int found = 0;

	if (vat != UBL_YES)
		return vat == UBL_BROKEN ? -1 : 0;
	ids = ubl_find(d, n, "cbc:ID");
	for (size_t i = 0; i < ids.n; i++)
		found += span_eq_str(ubl_normal(d->arena, ids.at[i]->text), r->arg);
	return found;
}

/* Sum of ids_of; `first` ends at the first that answers. -1: one breaks. */
static int all_ids(const struct ubl_doc *d, const char *match, const struct ubl_rule *r, bool first)
{
	struct ubl_hits hits = ubl_match(d, match);
	int sum = 0;

	for (size_t i = 0; i < hits.n && !(first && sum > 0); i++) {
		int n = ids_of(d, hits.at[i], r);

		if (n < 0)
			return -1;
		sum += n;
	}
	return sum;
}

/* BR-x-01: exactly one breakdown. */
bool ubl_vat_one_breakdown(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	int used = all_ids(d, "cac:TaxCategory", r, true);

	(void)n;
	if (used == 0)
		used = all_ids(d, "cac:ClassifiedTaxCategory", r, true);
	return used == 0 || (used > 0 && all_ids(d, UBL_BREAKDOWN, r, false) == 1);
}

/* Some identifier of these parties; strict: of the VAT scheme. */
static enum ubl_tri party_id(const struct ubl_doc *d, const char *schemes, bool strict)
{
	struct ubl_hits hits = ubl_match(d, schemes);

	for (size_t i = 0; i < hits.n; i++) {
		enum ubl_tri vat = strict ? ubl_vat_scheme_only(d, hits.at[i]) : UBL_YES;

		if (vat == UBL_BROKEN)
			return UBL_BROKEN;
		if (vat == UBL_YES && ubl_has(d, hits.at[i], "cbc:CompanyID"))
			return UBL_YES;
	}
	return UBL_NO;
}

#define SELLER_IDS "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"
#define BUYER      "cac:AccountingCustomerParty/cac:Party"
#define BUYER_IDS  BUYER "/cac:PartyTaxScheme"
#define AGENT_IDS  "cac:TaxRepresentativeParty/cac:PartyTaxScheme"

static bool nobody_identified(const struct ubl_doc *d)
{
	static const char *const all[] = { SELLER_IDS, AGENT_IDS, BUYER_IDS };

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (party_id(d, all[i], true) != UBL_NO)
			return false;
	return true;
}

/* Whose identifiers a category needs, by its code. */
static bool parties_identified(const struct ubl_doc *d, const char *code)
{
	bool strict = !strcmp(code, "G") || !strcmp(code, "K");
	enum ubl_tri is;

	if (!strcmp(code, "O"))
		return nobody_identified(d);
	is = party_id(d, SELLER_IDS, strict);
	if (is == UBL_NO)
		is = party_id(d, AGENT_IDS, true);
	if (is != UBL_YES || (strcmp(code, "AE") != 0 && strcmp(code, "K") != 0))
		return is == UBL_YES;
	is = party_id(d, BUYER_IDS, true);
	return is == UBL_YES || (is == UBL_NO && !strcmp(code, "AE") &&
				 ubl_match(d, BUYER "/cac:PartyLegalEntity/cbc:CompanyID").n > 0);
}

/* Where a rule of n 2 (lines), 3 (allowances), 4 (charges) looks: some of that sort. */
static int used_at(const struct ubl_doc *d, const struct ubl_rule *r, asked *ask)
{
	if (r->n == 2)
		return count_nodes(d, ubl_match(d, r->path), ask, r, 1);
	return count_levels(d, r->path, r->n == 4, ask, r, 1);
}

bool ubl_vat_identified(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	int used = used_at(d, r, of_vat_category);

	(void)n;
	if (used < 0 || (used > 0 && parties_identified(d, r->arg)))
		return used > 0;
	/* S stumbles over a category that is of no VAT scheme, IGIC's charges over blanks. */
	if (r->n == 2 && !strcmp(r->arg, "S"))
		return used_at(d, r, of_code) == 0;
	if (r->n == 4 && !strcmp(r->arg, "L"))
		return used_at(d, r, of_vat_exactly) == 0;
	return used == 0;
}

/* BR-O-11 .. -14: beside "not subject to VAT" nothing else. */
static enum ubl_tri other_category(const struct ubl_doc *d, const struct ubl_node *n,
				   const struct ubl_rule *r)
{
	enum ubl_tri is = ubl_id_is(d, n, r->arg);

	if (is != UBL_NO)
		return is == UBL_YES ? UBL_NO : is;
	return ubl_vat_scheme(d, n);
}

bool ubl_vat_alone(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	int breakdowns = all_ids(d, UBL_BREAKDOWN, r, true);

	(void)n;
	if (breakdowns <= 0)
		return breakdowns == 0;
	return (r->n < 13 ? count(d, r->path, other_category, r) :
			    count_levels(d, r->path, r->n == 14, other_category, r, INT_MAX)) == 0;
}

bool ubl_vat_delivered(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits periods = ubl_find(d, n, "cac:InvoicePeriod");
	struct span text;
	int breakdowns = all_ids(d, UBL_BREAKDOWN, r, true);

	if (breakdowns <= 0)
		return breakdowns == 0;
	if (ubl_text(d, n, r->path, &text) > 1)
		return false;
	if (ubl_length(text) > 1)
		return true;
	for (size_t i = 0; i < periods.n && r->n == 11; i++)
		if (periods.at[i]->child)
			return true;
	return false;
}

static bool some_exactly(const struct ubl_doc *d, const char *code)
{
	struct ubl_rule r = { .arg = code };

	return count(d, "cac:TaxCategory|cac:ClassifiedTaxCategory", of_code_exactly, &r) > 0;
}

/* BR-B-01, -02: split payment is Italy's, and not beside the standard rate. */
bool ubl_vat_split_payment(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	struct ubl_hits countries = ubl_match(d, "cbc:IdentificationCode");

	(void)n;
	if (!some_exactly(d, r->arg))
		return true;
	if (r->n == 2)
		return !some_exactly(d, "S");
	for (size_t i = 0; i < countries.n; i++)
		if (!span_eq_str(countries.at[i]->text, "IT"))
			return false;
	return true;
}
