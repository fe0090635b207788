/* EN 16931-1 6.4.3: sums (BR-CO-10 .. BR-CO-18, BR-CO-25) and how many decimals an amount may have (BR-DEC). */
#include "span.h"
#include "ubl_rule.h"

#define TOTAL "cac:LegalMonetaryTotal"

/* Adds, or takes away, path below each of hits; false when one of them is no number. */
static bool add_all(const struct ubl_doc *d, struct ubl_hits hits, const char *path,
		    struct ubl_number *sum)
{
	struct ubl_number v;

	for (size_t i = 0; i < hits.n; i++) {
		if (ubl_number_at(d, hits.at[i], path, &v) == UBL_WRONG)
			return false;
		*sum = ubl_number_add(*sum, v);
	}
	return true;
}

/* total[path] = the sum of `path` over arg, to two decimals. */
static bool equals(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		   struct ubl_number sum)
{
	struct ubl_number v;

	return ubl_number_at(d, n, path, &v) == UBL_NUMBER &&
	       ubl_number_cmp(v, ubl_number_round(sum, 2)) == 0;
}

static bool lines_sum(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number sum = { 0 };

	return add_all(d, ubl_match(d, UBL_LINE), r->path, &sum) && equals(d, n, r->path, sum);
}

/* BR-CO-11, -12: arg "0" sums the allowances, "1" the charges beside the totals. */
static bool level_sum(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits all = ubl_find(d, n->parent, "cac:AllowanceCharge"), chosen = { 0 };
	struct ubl_number sum = { 0 };

	for (size_t i = 0; i < all.n; i++) {
		enum ubl_tri is = ubl_charge(d, all.at[i], r->arg[0] == '1');

		if (is == UBL_BROKEN)
			return false;
		if (is == UBL_YES)
			*ARENA_PUSH(d->arena, &chosen) = all.at[i];
	}
	if (!ubl_has(d, n, r->path))
		return chosen.n == 0;
	return add_all(d, chosen, "cbc:Amount", &sum) && equals(d, n, r->path, sum);
}

/* The amount, 0 when absent; false when it is no number. */
static bool amount(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		   struct ubl_number *ret)
{
	return ubl_number_at(d, n, path, ret) != UBL_WRONG;
}

static bool without_vat(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number lines, less, more, base;

	(void)r;
	if (ubl_number_at(d, n, "cbc:LineExtensionAmount", &lines) != UBL_NUMBER ||
	    ubl_number_at(d, n, "cbc:TaxExclusiveAmount", &base) != UBL_NUMBER ||
	    !amount(d, n, "cbc:AllowanceTotalAmount", &less) ||
	    !amount(d, n, "cbc:ChargeTotalAmount", &more))
		return false;
	if (ubl_has(d, n, "cbc:AllowanceTotalAmount|cbc:ChargeTotalAmount")) /* else not rounded */
		lines = ubl_number_round(ubl_number_add(ubl_number_sub(lines, less), more), 2);
	return ubl_number_cmp(base, lines) == 0;
}

static bool vat_sum(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits parts = ubl_find(d, n, "cac:TaxSubtotal");
	struct ubl_number sum = { 0 }, tax;

	(void)r;
	if (ubl_number_at(d, n, "cbc:TaxAmount", &tax) == UBL_WRONG)
		return false;
	return parts.n == 0 ||
	       (add_all(d, parts, "cbc:TaxAmount", &sum) && equals(d, n, "cbc:TaxAmount", sum));
}

/* The only VAT total in that currency. */
static bool vat_in(const struct ubl_doc *d, const struct ubl_node *n, struct span currency,
		   struct ubl_number *ret)
{
	struct ubl_hits vat = ubl_find(d, n, "cac:TaxTotal/cbc:TaxAmount");
	size_t found = 0;
	struct span cur;

	for (size_t i = 0; i < vat.n; i++) {
		if (!ubl_attr(vat.at[i], S("currencyID"), &cur) || !span_eq(cur, currency))
			continue;
		if (!ubl_number_parse(vat.at[i]->text, ret))
			return false;
		found++;
	}
	return found == 1;
}

/* BR-CO-15, in the invoice's currency: exactly one VAT total, and 112 = 109 + it, where one 109 and some
 * 112 stand in all the groups of totals. */
static bool with_vat(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits currencies = ubl_find(d, n, "cbc:DocumentCurrencyCode"),
			totals = ubl_find(d, n, TOTAL);
	struct ubl_number base = { 0 }, tax = { 0 }, v;
	bool one = false, same = false;

	(void)r;
	for (size_t i = 0; i < totals.n; i++) {
		enum ubl_got got = ubl_number_at(d, totals.at[i], "cbc:TaxExclusiveAmount", &v);

		if (got == UBL_WRONG || (got == UBL_NUMBER && one))
			return currencies.n == 0;
		if (got == UBL_NUMBER)
			base = v;
		one |= got == UBL_NUMBER;
	}
	for (size_t i = 0; i < currencies.n; i++) {
		if (!one || !vat_in(d, n, currencies.at[i]->text, &tax))
			return false;
		same = false;
		for (size_t k = 0; k < totals.n && !same; k++)
			same = equals(d, totals.at[k], "cbc:TaxInclusiveAmount",
				      ubl_number_add(base, tax));
		if (!same)
			return false;
	}
	return true;
}

static bool amount_due(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number due, total, paid, rounding;

	(void)r;
	if (ubl_number_at(d, n, "cbc:PayableAmount", &due) != UBL_NUMBER ||
	    ubl_number_at(d, n, "cbc:TaxInclusiveAmount", &total) != UBL_NUMBER ||
	    !amount(d, n, "cbc:PrepaidAmount", &paid) ||
	    !amount(d, n, "cbc:PayableRoundingAmount", &rounding))
		return false;
	total = ubl_number_sub(total, paid);
	if (ubl_has(d, n, "cbc:PrepaidAmount"))
		total = ubl_number_round(total, 2);
	due = ubl_number_sub(due, rounding);
	if (ubl_has(d, n, "cbc:PayableRoundingAmount"))
		due = ubl_number_round(due, 2);
	return ubl_number_cmp(due, total) == 0;
}

/* BR-CO-17: tax = base x rate, give or take less than one unit of the currency. */
static bool tax_of_base(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits categories = ubl_find(d, n, "cac:TaxCategory");
	struct ubl_number rate = { 0 }, base, tax, one;
	enum ubl_got got = UBL_ABSENT, here;

	(void)r;
	for (size_t i = 0; i < categories.n; i++) {
		enum ubl_tri vat = ubl_vat_scheme(d, categories.at[i]);

		if (vat == UBL_BROKEN)
			return false;
		if (vat == UBL_NO)
			continue;
		here = ubl_number_at(d, categories.at[i], "cbc:Percent", &one);
		if (here == UBL_WRONG || (here == UBL_NUMBER && got == UBL_NUMBER))
			return false;
		if (here == UBL_NUMBER) {
			got = UBL_NUMBER;
			rate = one;
		}
	}
	if (ubl_number_at(d, n, "cbc:TaxAmount", &tax) != UBL_NUMBER)
		return false;
	if (ubl_number_is_zero(ubl_number_round(rate, 0)))
		return ubl_number_is_zero(ubl_number_round(tax, 0));
	if (ubl_number_at(d, n, "cbc:TaxableAmount", &base) != UBL_NUMBER)
		return false;
	return ubl_number_near(ubl_number_abs(tax),
			       ubl_number_round(ubl_number_percent(ubl_number_abs(base), rate), 2));
}

/* BR-CO-25, of invoices only: what is to be paid has a day or terms. */
static bool due_or_terms(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	(void)r;
	if (d->credit_note)
		return true;
	switch (ubl_number_sign(n->text)) {
	case UBL_POSITIVE:
		return ubl_match(d, "cbc:DueDate|cac:PaymentTerms/cbc:Note").n > 0;
	case UBL_ZERO:
	case UBL_NEGATIVE:
	case UBL_NAN:
		return true;
	case UBL_NO_NUMBER:
		break;
	}
	return false;
}

/* UBL-DT-01: every amount but prices, and what stands in a price that has reductions. */
static bool document_decimals(const struct ubl_doc *d, const struct ubl_node *n,
			      const struct ubl_rule *r)
{
	if (ubl_is(n, "cac:Price") && ubl_has(d, n, "cac:AllowanceCharge"))
		return true;
	for (const struct ubl_node *c = n->child; c; c = c->next) {
		if (span_ends(c->name->local, S("Amount")) &&
		    !span_ends(c->name->local, S("PriceAmount")) && !ubl_test_decimals(d, c, r))
			return false;
		if (c->child && !document_decimals(d, c, r))
			return false;
	}
	return true;
}

#define LEVEL_DECIMALS(id_, when_, path_, what_)                                               \
	{                                                                                      \
		.id = (id_), .at = "/cac:AllowanceCharge", .when = (when_),                    \
		.test = ubl_test_decimals, .path = (path_), .say = "decimals", .what = (what_) \
	}
#define LINE_DECIMALS(id_, when_, path_, what_)                                                     \
	{                                                                                           \
		.id = (id_),                                                                        \
		.at = "cac:InvoiceLine/cac:AllowanceCharge|cac:CreditNoteLine/cac:AllowanceCharge", \
		.when = (when_), .test = ubl_test_decimals, .path = (path_), .say = "decimals",     \
		.what = (what_)                                                                     \
	}

static const struct ubl_rule rules[] = {
	{ .id = "BR-CO-10",
	  .at = TOTAL,
	  .test = lines_sum,
	  .path = "cbc:LineExtensionAmount",
	  .say = "co-10" },
	{ .id = "BR-CO-11",
	  .at = TOTAL,
	  .test = level_sum,
	  .path = "cbc:AllowanceTotalAmount",
	  .arg = "0",
	  .say = "co-11" },
	{ .id = "BR-CO-12",
	  .at = TOTAL,
	  .test = level_sum,
	  .path = "cbc:ChargeTotalAmount",
	  .arg = "1",
	  .say = "co-12" },
	{ .id = "BR-CO-13", .at = TOTAL, .test = without_vat, .say = "co-13" },
	{ .id = "BR-CO-14", .at = "/cac:TaxTotal", .test = vat_sum, .say = "co-14" },
	{ .id = "BR-CO-15", .at = "", .test = with_vat, .say = "co-15" },
	{ .id = "BR-CO-16", .at = TOTAL, .test = amount_due, .say = "co-16" },
	{ .id = "BR-CO-17",
	  .at = "cac:TaxTotal/cac:TaxSubtotal",
	  .test = tax_of_base,
	  .say = "co-17" },
	UBL_ABSENT_IS_BAD("BR-CO-18", "", "cac:TaxTotal/cac:TaxSubtotal", "bg-23"),
	{ .id = "BR-CO-25",
	  .at = "/cac:LegalMonetaryTotal/cbc:PayableAmount",
	  .test = due_or_terms,
	  .say = "co-25" },
	LEVEL_DECIMALS("BR-DEC-01", ubl_is_allowance, "cbc:Amount", "bt-92"),
	LEVEL_DECIMALS("BR-DEC-02", ubl_is_allowance, "cbc:BaseAmount", "bt-93"),
	LEVEL_DECIMALS("BR-DEC-05", ubl_is_charge, "cbc:Amount", "bt-99"),
	LEVEL_DECIMALS("BR-DEC-06", ubl_is_charge, "cbc:BaseAmount", "bt-100"),
	UBL_DECIMALS("BR-DEC-09", TOTAL, "cbc:LineExtensionAmount", "bt-106"),
	UBL_DECIMALS("BR-DEC-10", TOTAL, "cbc:AllowanceTotalAmount", "bt-107"),
	UBL_DECIMALS("BR-DEC-11", TOTAL, "cbc:ChargeTotalAmount", "bt-108"),
	UBL_DECIMALS("BR-DEC-12", TOTAL, "cbc:TaxExclusiveAmount", "bt-109"),
	UBL_DECIMALS("BR-DEC-14", TOTAL, "cbc:TaxInclusiveAmount", "bt-112"),
	UBL_DECIMALS("BR-DEC-16", TOTAL, "cbc:PrepaidAmount", "bt-113"),
	UBL_DECIMALS("BR-DEC-17", TOTAL, "cbc:PayableRoundingAmount", "bt-114"),
	UBL_DECIMALS("BR-DEC-18", TOTAL, "cbc:PayableAmount", "bt-115"),
	UBL_DECIMALS("BR-DEC-19", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxableAmount", "bt-116"),
	UBL_DECIMALS("BR-DEC-20", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxAmount", "bt-117"),
	UBL_DECIMALS("BR-DEC-23", UBL_LINE, "cbc:LineExtensionAmount", "bt-131"),
	LINE_DECIMALS("BR-DEC-24", ubl_is_allowance, "cbc:Amount", "bt-136"),
	LINE_DECIMALS("BR-DEC-25", ubl_is_allowance, "cbc:BaseAmount", "bt-137"),
	LINE_DECIMALS("BR-DEC-27", ubl_is_charge, "cbc:Amount", "bt-141"),
	LINE_DECIMALS("BR-DEC-28", ubl_is_charge, "cbc:BaseAmount", "bt-142"),
	{ .id = "UBL-DT-01",
	  .at = "",
	  .test = document_decimals,
	  .path = ".",
	  .say = "decimals",
	  .what = "amount" },
};
const struct ubl_rules ubl_rules_totals = { .at = rules, .n = ARRAY_LEN(rules) };
