/* EN 16931-1 6.4.2: what each VAT category asks for (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O). In each
 * row arg is the category's code. */
#include "span.h"
#include "ubl_rule.h"

#define BREAKDOWN     "/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
#define ITEM          "cac:Item/cac:ClassifiedTaxCategory"
#define LINE_CATEGORY "cac:InvoiceLine/" ITEM "|cac:CreditNoteLine/" ITEM

static bool is_code(const struct ubl_doc *d, const struct ubl_node *n, const char *code)
{
	return span_eq_str(ubl_normal_at(d, n, "cbc:ID"), code);
}

static bool of_category(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return is_code(d, n, r->arg) && ubl_has_vat_scheme(d, n);
}

static bool allowance_of(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	return ubl_charge_indicator(d, n->parent) == 0 && of_category(d, n, r);
}

static bool charge_of(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return ubl_charge_indicator(d, n->parent) == 1 && of_category(d, n, r);
}

/* How many nodes that match are of the category; scheme: only those of the VAT scheme. */
static size_t count_of(const struct ubl_doc *d, const char *match, ubl_test *when,
		       const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_match(d, match);
	size_t n = 0;

	for (size_t i = 0; i < hits.n; i++)
		n += when(d, hits.at[i], r);
	return n;
}

static bool code_only(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return is_code(d, n, r->arg);
}

/* BR-S-01: several rates may stand in the breakdown, none may be missing or without a line. */
static bool s_breakdown(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	bool used = count_of(d, "cac:AllowanceCharge/cac:TaxCategory|cac:ClassifiedTaxCategory",
			     code_only, r) > 0;

	(void)n;
	return used == (count_of(d, BREAKDOWN, code_only, r) > 0);
}

/* BR-x-01: exactly one breakdown. */
static bool one_breakdown(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	(void)n;
	return count_of(d, "cac:TaxCategory|cac:ClassifiedTaxCategory", of_category, r) == 0 ||
	       count_of(d, BREAKDOWN, of_category, r) == 1;
}

static bool party_id(const struct ubl_doc *d, const char *schemes, bool vat_only)
{
	struct ubl_hits hits = ubl_match(d, schemes);

	for (size_t i = 0; i < hits.n; i++)
		if ((!vat_only || ubl_has_vat_scheme(d, hits.at[i])) &&
		    ubl_has(d, hits.at[i], "cbc:CompanyID"))
			return true;
	return false;
}

#define SELLER_IDS "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"
#define BUYER_IDS  "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme"
#define AGENT_IDS  "cac:TaxRepresentativeParty/cac:PartyTaxScheme"

/* Whose identifiers a category needs, by its code. */
static bool parties_identified(const struct ubl_doc *d, const char *code)
{
	bool strict = !strcmp(code, "G") || !strcmp(code, "K");
	bool buyer = true;

	if (!strcmp(code, "O"))
		return !party_id(d, SELLER_IDS, true) && !party_id(d, AGENT_IDS, true) &&
		       !party_id(d, BUYER_IDS, true);
	if (!strcmp(code, "AE"))
		buyer = party_id(d, BUYER_IDS, true) ||
			ubl_match(
				d,
				"cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID")
					.n > 0;
	else if (!strcmp(code, "K"))
		buyer = party_id(d, BUYER_IDS, true);
	return buyer && (party_id(d, SELLER_IDS, strict) || party_id(d, AGENT_IDS, true));
}

/* BR-x-02, -03, -04: path says where the category may be used. */
static bool identified(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	ubl_test *when = r->n == 2 ? of_category : r->n == 3 ? allowance_of : charge_of;

	(void)n;
	if (count_of(d, r->path, when, r) > 0)
		return parties_identified(d, r->arg);
	/* BR-S-02 stumbles over an S that is of no VAT scheme. */
	return r->n != 2 || strcmp(r->arg, "S") != 0 || count_of(d, r->path, code_only, r) == 0;
}

static bool rate_zero(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number rate;

	(void)r;
	return ubl_number_at(d, n, "cbc:Percent", &rate) == UBL_NUMBER && rate.n == 0;
}

static bool rate_positive(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	struct ubl_hits rates = ubl_find(d, n, r->path);
	struct ubl_number rate;

	for (size_t i = 0; i < rates.n; i++)
		if (ubl_number_parse(rates.at[i]->text, &rate) && rate.n > 0)
			return true;
	return false;
}

/* The category's code and, when rate is asked for, the rate, somewhere below n. */
static bool uses(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		 const char *code, const struct ubl_number *rate)
{
	struct ubl_hits hits = ubl_find(d, n, path);
	struct ubl_number v;
	bool is = false, same = rate == NULL;

	for (size_t i = 0; i < hits.n; i++) {
		is |= is_code(d, hits.at[i], code);
		same |= rate && ubl_number_at(d, hits.at[i], "cbc:Percent", &v) == UBL_NUMBER &&
			ubl_number_cmp(v, *rate) == 0;
	}
	return is && same;
}

/* Lines plus charges minus allowances of a category; n_used counts them. false: not to be computed. */
static bool base_of(const struct ubl_doc *d, const char *code, const struct ubl_number *rate,
		    struct ubl_number *sum, size_t *n_used)
{
	struct ubl_hits lines = ubl_find(d, d->root, "cac:InvoiceLine"),
			levels = ubl_find(d, d->root, "cac:AllowanceCharge");
	struct ubl_number v;

	if (lines.n == 0)
		lines = ubl_find(d, d->root, "cac:CreditNoteLine");
	sum->n = 0;
	*n_used = 0;
	for (size_t i = 0; i < lines.n; i++) {
		if (!uses(d, lines.at[i], ITEM, code, rate))
			continue;
		if (ubl_number_at(d, lines.at[i], "cbc:LineExtensionAmount", &v) == UBL_WRONG)
			return false;
		*sum = ubl_number_add(*sum, v);
		++*n_used;
	}
	for (size_t i = 0; i < levels.n; i++) {
		int charge = ubl_charge_indicator(d, levels.at[i]);

		if (charge < 0 || !uses(d, levels.at[i], "cac:TaxCategory", code, rate))
			continue;
		if (ubl_number_at(d, levels.at[i], "cbc:Amount", &v) == UBL_WRONG)
			return false;
		*sum = charge ? ubl_number_add(*sum, v) : ubl_number_sub(*sum, v);
		++*n_used;
	}
	return lines.n > 0;
}

/* BR-x-08 of the categories without tax: exact. */
static bool base_equal(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number base, sum;
	size_t used;

	return ubl_number_at(d, n->parent, "cbc:TaxableAmount", &base) == UBL_NUMBER &&
	       base_of(d, r->arg, NULL, &sum, &used) && ubl_number_cmp(base, sum) == 0;
}

/* BR-S-08: for each rate, give or take less than one. */
static bool base_by_rate(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	struct ubl_number base, sum, rate;
	enum ubl_got got = ubl_number_at(d, n, "cbc:Percent", &rate);
	size_t used;

	if (got != UBL_NUMBER)
		return got == UBL_ABSENT;
	return ubl_number_at(d, n->parent, "cbc:TaxableAmount", &base) == UBL_NUMBER &&
	       base_of(d, r->arg, &rate, &sum, &used) && used > 0 && ubl_number_near(base, sum);
}

static bool no_tax(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number tax;

	(void)r;
	return ubl_number_at(d, n->parent, "cbc:TaxAmount", &tax) == UBL_NUMBER && tax.n == 0;
}

static bool tax_by_rate(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number tax, base, rate;

	(void)r;
	return ubl_number_at(d, n->parent, "cbc:TaxAmount", &tax) == UBL_NUMBER &&
	       ubl_number_at(d, n->parent, "cbc:TaxableAmount", &base) == UBL_NUMBER &&
	       ubl_number_at(d, n, "cbc:Percent", &rate) == UBL_NUMBER &&
	       ubl_number_near(ubl_number_abs(tax),
			       ubl_number_round(ubl_number_percent(ubl_number_abs(base), rate), 2));
}

/* BR-O-11 .. -14: beside "not subject to VAT" nothing else. */
static bool other_category(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	return !is_code(d, n, r->arg) && ubl_has_vat_scheme(d, n) && ubl_has(d, n, "cbc:ID") &&
	       (r->n < 13 || ubl_charge_indicator(d, n->parent) == (r->n == 14));
}

static bool alone(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)n;
	return count_of(d, BREAKDOWN, of_category, r) == 0 ||
	       count_of(d, r->path, other_category, r) == 0;
}

static bool k_delivered(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits periods = ubl_find(d, n, "cac:InvoicePeriod");
	struct span text;

	if (count_of(d, BREAKDOWN, of_category, r) == 0)
		return true;
	if (ubl_text(d, n, r->path, &text) > 1)
		return false;
	if (ubl_length(text) > 1)
		return true;
	for (size_t i = 0; i < periods.n && r->n == 11; i++)
		if (periods.at[i]->child)
			return true;
	return false;
}

#define REASON "cbc:TaxExemptionReason|cbc:TaxExemptionReasonCode"
/* Columns: ids, level where its allowances count, then for each question the test and what is said. */
#define CATEGORY(id_, code_, level_, breakdown_, say_ids_, rate_, say_rate_, base_, tax_, \
		 say_tax_, reason_, say_reason_)                                          \
	{ .id = id_ "-01",                                                                \
	  .at = "",                                                                       \
	  .test = (breakdown_),                                                           \
	  .arg = (code_),                                                                 \
	  .say = "vat-breakdown" },                                                       \
		{ .id = id_ "-02",                                                        \
		  .at = "",                                                               \
		  .test = identified,                                                     \
		  .arg = (code_),                                                         \
		  .n = 2,                                                                 \
		  .say = (say_ids_),                                                      \
		  .path = "cac:ClassifiedTaxCategory" },                                  \
		{ .id = id_ "-03",                                                        \
		  .at = "",                                                               \
		  .test = identified,                                                     \
		  .arg = (code_),                                                         \
		  .n = 3,                                                                 \
		  .path = (level_),                                                       \
		  .say = (say_ids_) },                                                    \
		{ .id = id_ "-04",                                                        \
		  .at = "",                                                               \
		  .test = identified,                                                     \
		  .arg = (code_),                                                         \
		  .n = 4,                                                                 \
		  .path = (level_),                                                       \
		  .say = (say_ids_) },                                                    \
		{ .id = id_ "-05",                                                        \
		  .at = LINE_CATEGORY,                                                    \
		  .when = of_category,                                                    \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-152" },                                                     \
		{ .id = id_ "-06",                                                        \
		  .at = ANY_LEVEL,                                                        \
		  .when = allowance_of,                                                   \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-96" },                                                      \
		{ .id = id_ "-07",                                                        \
		  .at = ANY_LEVEL,                                                        \
		  .when = charge_of,                                                      \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-103" },                                                     \
		{ .id = id_ "-08",                                                        \
		  .at = BREAKDOWN,                                                        \
		  .when = of_category,                                                    \
		  .test = (base_),                                                        \
		  .arg = (code_),                                                         \
		  .say = "vat-base" },                                                    \
		{ .id = id_ "-09",                                                        \
		  .at = BREAKDOWN,                                                        \
		  .when = of_category,                                                    \
		  .test = (tax_),                                                         \
		  .arg = (code_),                                                         \
		  .say = (say_tax_) },                                                    \
	{                                                                                 \
		.id = id_ "-10", .at = BREAKDOWN, .when = of_category, .test = (reason_), \
		.arg = (code_), .path = REASON, .say = (say_reason_)                      \
	}
#define ANY_LEVEL "cac:AllowanceCharge/cac:TaxCategory"
#define WITHOUT_TAX(id_, code_, say_ids_)                                                    \
	CATEGORY(id_, code_, ANY_LEVEL, one_breakdown, say_ids_, rate_zero, "vat-rate-zero", \
		 base_equal, no_tax, "vat-no-tax", ubl_test_exists, "vat-reason")

static const struct ubl_rule rules[] = {
	CATEGORY("BR-S", "S", ANY_LEVEL, s_breakdown, "vat-seller", rate_positive, "vat-rate",
		 base_by_rate, tax_by_rate, "vat-tax", ubl_test_absent, "vat-no-reason"),
	CATEGORY("BR-Z", "Z", ANY_LEVEL, one_breakdown, "vat-seller", rate_zero, "vat-rate-zero",
		 base_equal, no_tax, "vat-no-tax", ubl_test_absent, "vat-no-reason"),
	WITHOUT_TAX("BR-E", "E", "vat-seller"),
	WITHOUT_TAX("BR-AE", "AE", "vat-both"),
	WITHOUT_TAX("BR-IC", "K", "vat-both"),
	WITHOUT_TAX("BR-G", "G", "vat-seller"),
	CATEGORY("BR-O", "O", "/" ANY_LEVEL, one_breakdown, "vat-nobody", ubl_test_absent,
		 "vat-rate-none", base_equal, no_tax, "vat-no-tax", ubl_test_exists, "vat-reason"),
	{ .id = "BR-IC-11",
	  .at = "",
	  .test = k_delivered,
	  .arg = "K",
	  .n = 11,
	  .path = "cac:Delivery/cbc:ActualDeliveryDate",
	  .say = "missing",
	  .what = "bt-72" },
	{ .id = "BR-IC-12",
	  .at = "",
	  .test = k_delivered,
	  .arg = "K",
	  .n = 12,
	  .path = "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode",
	  .say = "missing",
	  .what = "bt-80" },
	{ .id = "BR-O-11",
	  .at = "",
	  .test = alone,
	  .arg = "O",
	  .n = 11,
	  .path = BREAKDOWN,
	  .say = "vat-alone" },
	{ .id = "BR-O-12",
	  .at = "",
	  .test = alone,
	  .arg = "O",
	  .n = 12,
	  .path = "cac:ClassifiedTaxCategory",
	  .say = "vat-alone" },
	{ .id = "BR-O-13",
	  .at = "",
	  .test = alone,
	  .arg = "O",
	  .n = 13,
	  .path = "cac:AllowanceCharge/cac:TaxCategory",
	  .say = "vat-alone" },
	{ .id = "BR-O-14",
	  .at = "",
	  .test = alone,
	  .arg = "O",
	  .n = 14,
	  .path = "cac:AllowanceCharge/cac:TaxCategory",
	  .say = "vat-alone" },
};
const struct ubl_rules ubl_rules_vat = { rules, ARRAY_LEN(rules) };
