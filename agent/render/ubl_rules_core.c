/* EN 16931-1 6.4.1: what an invoice must have (BR-01 .. BR-67), and conditions between elements (BR-CO). */
#include "span.h"
#include "ubl_codes.h"
#include "ubl_rule.h"
#include "ubl_structure.h"

#define SELLER  "cac:AccountingSupplierParty/cac:Party"
#define BUYER   "cac:AccountingCustomerParty/cac:Party"
#define TOTAL   "cac:LegalMonetaryTotal"
#define LEVEL   "/cac:AllowanceCharge"
#define LINE_AC "cac:InvoiceLine/cac:AllowanceCharge|cac:CreditNoteLine/cac:AllowanceCharge"
#define COUNTRY "cac:Country/cbc:IdentificationCode"
#define REASON  "cbc:AllowanceChargeReason|cbc:AllowanceChargeReasonCode"

/* A TaxCategory (path) of the VAT scheme holds arg; n = 1: it has no second scheme. */
static bool vat_category_has(const struct ubl_doc *d, const struct ubl_node *n,
			     const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, r->path);

	for (size_t i = 0; i < hits.n; i++) {
		enum ubl_tri vat = r->n == 1 ? ubl_vat_scheme_only(d, hits.at[i]) :
					       ubl_vat_scheme(d, hits.at[i]);

		if (vat == UBL_BROKEN)
			return false;
		if (vat == UBL_YES && ubl_has(d, hits.at[i], r->arg))
			return true;
	}
	return false;
}

/* BR-48: a rate, unless the breakdown is "not subject to VAT". */
static bool rate_or_o(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, "cac:TaxCategory");
	struct ubl_rule rate = { .path = "cac:TaxCategory", .arg = "cbc:Percent" };

	(void)r;
	if (vat_category_has(d, n, &rate))
		return true;
	for (size_t i = 0; i < hits.n; i++) {
		enum ubl_tri vat = ubl_vat_scheme(d, hits.at[i]), o;

		if (vat == UBL_BROKEN)
			return false;
		if (vat == UBL_NO)
			continue;
		o = ubl_id_is(d, hits.at[i], "O");
		if (o != UBL_NO)
			return o == UBL_YES;
	}
	return false;
}

static bool period_order(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	struct span from, to;
	int64_t a, b;
	size_t n_from = ubl_text(d, n, "cbc:StartDate", &from),
	       n_to = ubl_text(d, n, "cbc:EndDate", &to);

	(void)r;
	if (n_from == 0 || n_to == 0)
		return true;
	return n_from == 1 && n_to == 1 && ubl_date(from, &a) && ubl_date(to, &b) && a <= b;
}

static bool not_line_period(const struct ubl_doc *d, const struct ubl_node *n,
			    const struct ubl_rule *r)
{
	(void)d, (void)r;
	return !ubl_is(n->parent, "cac:InvoiceLine") && !ubl_is(n->parent, "cac:CreditNoteLine");
}

/* BR-61: codes 30 and 58 pay into an account. */
static bool account_for_transfer(const struct ubl_doc *d, const struct ubl_node *n,
				 const struct ubl_rule *r)
{
	struct span code;

	(void)r;
	if (ubl_text(d, n, "cbc:PaymentMeansCode", &code) > 1)
		return false;
	return !ubl_in_list(d, code, " 30 58 ") ||
	       ubl_has(d, n, "cac:PayeeFinancialAccount/cbc:ID");
}

static bool pays_by_transfer(const struct ubl_doc *d, const struct ubl_node *n,
			     const struct ubl_rule *r)
{
	struct ubl_hits codes = ubl_find(d, n->parent, "cbc:PaymentMeansCode");

	(void)r;
	for (size_t i = 0; i < codes.n; i++)
		if (span_eq_str(codes.at[i]->text, "30") || span_eq_str(codes.at[i]->text, "58"))
			return true;
	return false;
}

/* BR-53: the VAT total in the accounting currency. */
static bool tax_currency_total(const struct ubl_doc *d, const struct ubl_node *n,
			       const struct ubl_rule *r)
{
	struct ubl_hits wanted = ubl_find(d, n, "cbc:TaxCurrencyCode"),
			sums = ubl_match(d, "cac:TaxTotal/cbc:TaxAmount");
	struct span cur;

	(void)r;
	for (size_t i = 0; i < wanted.n; i++) {
		bool found = false;

		for (size_t k = 0; k < sums.n && !found; k++)
			found = ubl_attr(sums.at[k], S("currencyID"), &cur) &&
				span_eq(cur, wanted.at[i]->text);
		if (!found)
			return false;
	}
	return true;
}

static bool tax_point_once(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	(void)r;
	return !ubl_has(d, n, "cbc:TaxPointDate") ||
	       !ubl_has(d, n, "cac:InvoicePeriod/cbc:DescriptionCode");
}

/* BR-CO-26: by what the buyer identifies the seller. */
static bool seller_identified(const struct ubl_doc *d, const struct ubl_node *n,
			      const struct ubl_rule *r)
{
	struct ubl_hits schemes = ubl_find(d, n, "cac:Party/cac:PartyTaxScheme");

	(void)r;
	for (size_t i = 0; i < schemes.n; i++) {
		enum ubl_tri vat = ubl_vat_scheme(d, schemes.at[i]);

		if (vat == UBL_BROKEN)
			return false;
		if (vat == UBL_YES && ubl_has(d, schemes.at[i], "cbc:CompanyID"))
			return true;
	}
	return ubl_has(
		d, n,
		"cac:Party/cac:PartyIdentification/cbc:ID|cac:Party/cac:PartyLegalEntity/cbc:CompanyID");
}

static bool has_vat_scheme(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	(void)r;
	return ubl_vat_scheme(d, n) == UBL_YES;
}

/* BR-CO-09: begins with a country (ISO 3166-1, EL and XI beside it). */
static bool vat_id_prefix(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	struct span id;

	(void)r;
	if (ubl_text(d, n, "cbc:CompanyID", &id) > 1)
		return false;
	if (id.len && (id.ptr[0] & 0x80)) /* no country; its first two bytes would be one letter */
		return false;
	return id.len == 0 || span_has(span_of(ubl_codes_vat_prefix), span_sub(id, 0, 2));
}

static bool unit_code(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)r;
	return ubl_has(d, n, "cbc:InvoicedQuantity/@unitCode") ||
	       ubl_has(d, n, "cbc:CreditedQuantity/@unitCode");
}

/* BR-27 in ANAF's wording: no negative price, anywhere. */
static bool price_not_negative(const struct ubl_doc *d, const struct ubl_node *n,
			       const struct ubl_rule *r)
{
	return ubl_any_positive(d, n, r->path ? r->path : ".", true);
}

static bool has_base_amount(const struct ubl_doc *d, const struct ubl_node *n,
			    const struct ubl_rule *r)
{
	(void)r;
	return ubl_has(d, n, "cac:Price/cac:AllowanceCharge/cbc:BaseAmount");
}

/* BR-17: a payee is somebody else than the seller. */
static bool payee_is_other(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	static const char *const paths[] = { "cac:PartyName/cbc:Name",
					     "cac:PartyIdentification/cbc:ID" };

	(void)r;
	for (size_t p = 0; p < ARRAY_LEN(paths); p++) {
		const char *sellers = p ? SELLER "/cac:PartyIdentification/cbc:ID" :
					  SELLER "/cac:PartyName/cbc:Name";
		struct ubl_hits a = ubl_find(d, n, paths[p]), b = ubl_find(d, n->parent, sellers);

		if (p == 0 && a.n == 0)
			return false;
		for (size_t i = 0; i < a.n; i++)
			for (size_t k = 0; k < b.n; k++)
				if (span_eq(a.at[i]->text, b.at[k]->text))
					return false;
	}
	return true;
}

#define CATEGORY_MISSING(id_, at_, when_, path_, arg_, what_)                        \
	{                                                                            \
		.id = (id_), .at = (at_), .when = (when_), .test = vat_category_has, \
		.path = (path_), .arg = (arg_), .say = "missing", .what = (what_)    \
	}
/* The category's scheme is the only one. */
#define CATEGORY_ALONE_MISSING(id_, at_, path_, arg_, what_)                         \
	{                                                                            \
		.id = (id_), .at = (at_), .test = vat_category_has, .path = (path_), \
		.arg = (arg_), .n = 1, .say = "missing", .what = (what_)             \
	}

static const struct ubl_rule rules[] = {
	UBL_MISSING("BR-01", "", "cbc:CustomizationID", "bt-24"),
	UBL_MISSING("BR-02", "", "cbc:ID", "bt-1"),
	UBL_MISSING("BR-03", "", "cbc:IssueDate", "bt-2"),
	UBL_MISSING("BR-04", "", "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", "bt-3"),
	UBL_MISSING("BR-05", "", "cbc:DocumentCurrencyCode", "bt-5"),
	UBL_MISSING("BR-06", "", SELLER "/cac:PartyLegalEntity/cbc:RegistrationName", "bt-27"),
	UBL_MISSING("BR-07", "", BUYER "/cac:PartyLegalEntity/cbc:RegistrationName", "bt-44"),
	UBL_ABSENT_IS_BAD("BR-08", "", SELLER "/cac:PostalAddress", "bg-5"),
	UBL_MISSING("BR-09", SELLER "/cac:PostalAddress", COUNTRY, "bt-40"),
	UBL_ABSENT_IS_BAD("BR-10", "", BUYER "/cac:PostalAddress", "bg-8"),
	UBL_MISSING("BR-11", BUYER "/cac:PostalAddress", COUNTRY, "bt-55"),
	UBL_ABSENT_IS_BAD("BR-12", TOTAL, "cbc:LineExtensionAmount", "bt-106"),
	UBL_ABSENT_IS_BAD("BR-13", TOTAL, "cbc:TaxExclusiveAmount", "bt-109"),
	UBL_ABSENT_IS_BAD("BR-14", TOTAL, "cbc:TaxInclusiveAmount", "bt-112"),
	UBL_ABSENT_IS_BAD("BR-15", TOTAL, "cbc:PayableAmount", "bt-115"),
	UBL_ABSENT_IS_BAD("BR-16", "", UBL_LINE, "bg-25"),
	{ .id = "BR-17",
	  .at = "cac:PayeeParty",
	  .test = payee_is_other,
	  .say = "payee",
	  .what = "bt-59" },
	UBL_MISSING("BR-18", "cac:TaxRepresentativeParty", "cac:PartyName/cbc:Name", "bt-62"),
	UBL_ABSENT_IS_BAD("BR-19", "cac:TaxRepresentativeParty", "cac:PostalAddress", "bg-12"),
	UBL_MISSING("BR-20", "cac:TaxRepresentativeParty/cac:PostalAddress", COUNTRY, "bt-69"),
	UBL_MISSING("BR-21", UBL_LINE, "cbc:ID", "bt-126"),
	UBL_ABSENT_IS_BAD("BR-22", UBL_LINE, "cbc:InvoicedQuantity|cbc:CreditedQuantity", "bt-129"),
	{ .id = "BR-23", .at = UBL_LINE, .test = unit_code, .say = "missing", .what = "bt-130" },
	UBL_ABSENT_IS_BAD("BR-24", UBL_LINE, "cbc:LineExtensionAmount", "bt-131"),
	UBL_MISSING("BR-25", UBL_LINE, "cac:Item/cbc:Name", "bt-153"),
	UBL_ABSENT_IS_BAD("BR-26", UBL_LINE, "cac:Price/cbc:PriceAmount", "bt-146"),
	{ .id = "BR-27",
	  .at = "cbc:PriceAmount",
	  .test = price_not_negative,
	  .say = "negative",
	  .what = "bt-146" },
	{ .id = "BR-28",
	  .at = UBL_LINE,
	  .when = has_base_amount,
	  .test = price_not_negative,
	  .path = "cac:Price/cac:AllowanceCharge/cbc:BaseAmount",
	  .say = "negative",
	  .what = "bt-148" },
	{ .id = "BR-29",
	  .at = "cac:InvoicePeriod",
	  .when = not_line_period,
	  .test = period_order,
	  .say = "period",
	  .what = "bg-14" },
	{ .id = "BR-30",
	  .at = "cac:InvoiceLine/cac:InvoicePeriod|cac:CreditNoteLine/cac:InvoicePeriod",
	  .test = period_order,
	  .say = "period",
	  .what = "bg-26" },
	UBL_WHEN_MISSING("BR-31", LEVEL, ubl_is_allowance, "cbc:Amount", "bt-92"),
	CATEGORY_MISSING("BR-32", LEVEL, ubl_is_allowance, "cac:TaxCategory", "cbc:ID", "bt-95"),
	UBL_WHEN_MISSING("BR-33", LEVEL, ubl_is_allowance, REASON, "bt-97"),
	UBL_WHEN_MISSING("BR-36", LEVEL, ubl_is_charge, "cbc:Amount", "bt-99"),
	CATEGORY_MISSING("BR-37", LEVEL, ubl_is_charge, "cac:TaxCategory", "cbc:ID", "bt-102"),
	UBL_WHEN_MISSING("BR-38", LEVEL, ubl_is_charge, REASON, "bt-104"),
	UBL_WHEN_MISSING("BR-41", LINE_AC, ubl_is_allowance, "cbc:Amount", "bt-136"),
	UBL_WHEN_MISSING("BR-42", LINE_AC, ubl_is_allowance, REASON, "bt-139"),
	UBL_WHEN_MISSING("BR-43", LINE_AC, ubl_is_charge, "cbc:Amount", "bt-141"),
	UBL_WHEN_MISSING("BR-44", LINE_AC, ubl_is_charge, REASON, "bt-144"),
	UBL_ABSENT_IS_BAD("BR-45", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxableAmount", "bt-116"),
	UBL_ABSENT_IS_BAD("BR-46", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxAmount", "bt-117"),
	CATEGORY_MISSING("BR-47", "cac:TaxTotal/cac:TaxSubtotal", NULL, "cac:TaxCategory", "cbc:ID",
			 "bt-118"),
	{ .id = "BR-48",
	  .at = "cac:TaxTotal/cac:TaxSubtotal",
	  .test = rate_or_o,
	  .say = "missing",
	  .what = "bt-119" },
	UBL_ABSENT_IS_BAD("BR-49", "cac:PaymentMeans", "cbc:PaymentMeansCode", "bt-81"),
	{ .id = "BR-50",
	  .at = "cac:PaymentMeans/cac:PayeeFinancialAccount",
	  .when = pays_by_transfer,
	  .test = ubl_test_not_empty,
	  .path = "cbc:ID",
	  .say = "missing",
	  .what = "bt-84" },
	{ .id = "BR-51",
	  .at = "cac:PaymentMeans/cac:CardAccount",
	  .test = ubl_test_length,
	  .path = "cbc:PrimaryAccountNumberID",
	  .n = 10,
	  .say = "card-number",
	  .what = "bt-87",
	  .warning = true },
	UBL_MISSING("BR-52", "cac:AdditionalDocumentReference", "cbc:ID", "bt-122"),
	{ .id = "BR-53", .at = "", .test = tax_currency_total, .say = "missing", .what = "bt-111" },
	UBL_ABSENT_IS_BAD("BR-54", "cac:AdditionalItemProperty", "cbc:Name", "bt-160"),
	UBL_ABSENT_IS_BAD("BR-54", "cac:AdditionalItemProperty", "cbc:Value", "bt-161"),
	UBL_ABSENT_IS_BAD("BR-55", "cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID",
			  "bt-25"),
	CATEGORY_ALONE_MISSING("BR-56", "cac:TaxRepresentativeParty", "cac:PartyTaxScheme",
			       "cbc:CompanyID", "bt-63"),
	UBL_ABSENT_IS_BAD("BR-57", "cac:Delivery/cac:DeliveryLocation/cac:Address", COUNTRY,
			  "bt-80"),
	{ .id = "BR-61",
	  .at = "cac:PaymentMeans",
	  .test = account_for_transfer,
	  .say = "missing",
	  .what = "bt-84" },
	UBL_ATTR_MISSING("BR-62", SELLER "/cbc:EndpointID", "schemeID", "bt-34"),
	UBL_ATTR_MISSING("BR-63", BUYER "/cbc:EndpointID", "schemeID", "bt-49"),
	UBL_ATTR_MISSING("BR-64",
			 "cac:InvoiceLine/cac:Item/cac:StandardItemIdentification/cbc:ID|"
			 "cac:CreditNoteLine/cac:Item/cac:StandardItemIdentification/cbc:ID",
			 "schemeID", "bt-157"),
	UBL_ATTR_MISSING(
		"BR-65",
		"cac:InvoiceLine/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode|"
		"cac:CreditNoteLine/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
		"listID", "bt-158"),
	UBL_AT_MOST("BR-66", "", "cac:PaymentMeans/cac:CardAccount", 1, "bg-18"),
	UBL_AT_MOST("BR-67", "", "cac:PaymentMeans/cac:PaymentMandate", 1, "bg-19"),
	{ .id = "BR-CO-03", .at = "", .test = tax_point_once, .say = "co-03" },
	CATEGORY_ALONE_MISSING("BR-CO-04", UBL_LINE, "cac:Item/cac:ClassifiedTaxCategory", "cbc:ID",
			       "bt-151"),
	{ .id = "BR-CO-09",
	  .at = "cac:PartyTaxScheme",
	  .when = has_vat_scheme,
	  .test = vat_id_prefix,
	  .say = "co-09" },
	UBL_WHEN_MISSING("BR-CO-19", "cac:InvoicePeriod", not_line_period,
			 "cbc:StartDate|cbc:EndDate|cbc:DescriptionCode", "bg-14"),
	{ .id = "BR-CO-20",
	  .at = "cac:InvoiceLine/cac:InvoicePeriod|cac:CreditNoteLine/cac:InvoicePeriod",
	  .test = ubl_test_exists,
	  .path = "cbc:StartDate|cbc:EndDate",
	  .say = "missing",
	  .what = "bg-26" },
	UBL_WHEN_MISSING("BR-CO-21", LEVEL, ubl_is_allowance, REASON, "bt-97"),
	UBL_WHEN_MISSING("BR-CO-22", LEVEL, ubl_is_charge, REASON, "bt-104"),
	UBL_WHEN_MISSING("BR-CO-23", LINE_AC, ubl_is_allowance, REASON, "bt-139"),
	UBL_WHEN_MISSING("BR-CO-24", LINE_AC, ubl_is_charge, REASON, "bt-144"),
	{ .id = "BR-CO-26",
	  .at = "cac:AccountingSupplierParty",
	  .test = seller_identified,
	  .say = "co-26" },
};
const struct ubl_rules ubl_rules_core = { .at = rules, .n = ARRAY_LEN(rules) };
