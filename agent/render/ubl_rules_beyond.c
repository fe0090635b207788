/* EN 16931-3-2: attributes that UBL allows and the model does not (UBL-DT-08 .. -28, UBL-CR-648 ..), and the
 * few elements beyond it that a plain path does not tell (the others are in ubl_beyond_table.c). Warnings. */
#include "span.h"
#include "ubl_rule.h"

/* Nowhere in the document an attribute of this name, but in elements named path. */
static bool no_attr(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span name = span_of(r->arg);

	(void)n;
	for (const struct ubl_attr *at = ubl_attr_first(d, name); at; at = at->later)
		if (at->ns == UBL_ATTR_PLAIN && span_eq(at->name, name) &&
		    !(r->path && ubl_is(at->of, r->path)))
			return false;
	return true;
}

static bool none_matches(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_match(d, r->path);
	struct span value;

	(void)n;
	for (size_t i = 0; i < hits.n; i++)
		if (!r->arg || ubl_attr(hits.at[i], span_of(r->arg), &value))
			return false;
	return true;
}

/* UBL-CR-002: the version, where it is told, is 2.1. */
static bool version(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, r->path);

	for (size_t i = 0; i < hits.n; i++)
		if (span_eq_str(hits.at[i]->text, "2.1"))
			return true;
	return hits.n == 0;
}

/* UBL-CR-412: in a credit note that is where the day belongs. */
static bool is_invoice(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)n, (void)r;
	return !d->credit_note;
}

/* UBL-CR-665: a scheme only of an invoiced object's identifier. */
static bool other_reference(const struct ubl_doc *d, const struct ubl_node *n,
			    const struct ubl_rule *r)
{
	struct ubl_hits codes = ubl_find(d, n, "cbc:DocumentTypeCode");

	(void)r;
	for (size_t i = 0; i < codes.n; i++)
		if (!span_eq_str(codes.at[i]->text, "130"))
			return true;
	return codes.n == 0;
}

#define NO_ATTR(id_, name_)                                                                        \
	{                                                                                          \
		.id = (id_), .at = "", .test = no_attr, .arg = (name_), .say = "beyond-attribute", \
		.warning = true                                                                    \
	}
#define BEYOND_AS(id_, path_, attr_, say_)                                                    \
	{                                                                                     \
		.id = (id_), .at = "", .test = none_matches, .path = (path_), .arg = (attr_), \
		.say = (say_), .warning = true                                                \
	}
#define BEYOND(id_, path_, attr_)  BEYOND_AS(id_, path_, attr_, "beyond-attribute")
#define BEYOND_ELEMENT(id_, path_) BEYOND_AS(id_, path_, NULL, "beyond-element")

static const struct ubl_rule rules[] = {
	NO_ATTR("UBL-DT-08", "schemeName"),
	NO_ATTR("UBL-DT-09", "schemeAgencyName"),
	NO_ATTR("UBL-DT-10", "schemeDataURI"),
	NO_ATTR("UBL-DT-11", "schemeURI"),
	NO_ATTR("UBL-DT-12", "format"),
	NO_ATTR("UBL-DT-13", "unitCodeListIdentifier"),
	NO_ATTR("UBL-DT-14", "unitCodeListAgencyIdentifier"),
	NO_ATTR("UBL-DT-15", "unitCodeListAgencyName"),
	NO_ATTR("UBL-DT-16", "listAgencyName"),
	NO_ATTR("UBL-DT-17", "listName"),
	{ .id = "UBL-DT-18",
	  .at = "",
	  .test = no_attr,
	  .path = "cbc:PaymentMeansCode",
	  .arg = "name",
	  .say = "beyond-attribute",
	  .warning = true },
	NO_ATTR("UBL-DT-19", "languageID"),
	NO_ATTR("UBL-DT-20", "listURI"),
	NO_ATTR("UBL-DT-21", "listSchemeURI"),
	NO_ATTR("UBL-DT-22", "languageLocaleID"),
	NO_ATTR("UBL-DT-23", "uri"),
	NO_ATTR("UBL-DT-24", "currencyCodeListVersionID"),
	NO_ATTR("UBL-DT-25", "characterSetCode"),
	NO_ATTR("UBL-DT-26", "encodingCode"),
	NO_ATTR("UBL-DT-27", "schemeAgencyID"),
	NO_ATTR("UBL-DT-28", "listAgencyID"),
	{ .id = "UBL-CR-002",
	  .at = "",
	  .test = version,
	  .path = "cbc:UBLVersionID",
	  .say = "beyond-version",
	  .warning = true },
	{ .id = "UBL-CR-412",
	  .at = "",
	  .when = is_invoice,
	  .test = ubl_test_absent,
	  .path = "cac:PaymentMeans/cbc:PaymentDueDate",
	  .say = "beyond-element",
	  .warning = true },
	BEYOND("UBL-CR-648", "/cbc:CustomizationID", "schemeID"),
	BEYOND("UBL-CR-649", "/cbc:ProfileID", "schemeID"),
	BEYOND("UBL-CR-650", "/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-651", "/cbc:SalesOrderID", "schemeID"),
	BEYOND("UBL-CR-652", "cac:PartyTaxScheme/cbc:CompanyID", "schemeID"),
	BEYOND("UBL-CR-653", "/cac:PaymentMeans/cbc:PaymentID", "schemeID"),
	BEYOND("UBL-CR-654", "/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-655",
	       "/cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
	       "schemeID"),
	BEYOND("UBL-CR-656", "/cbc:InvoiceTypeCode", "listID"),
	BEYOND("UBL-CR-657", "/cbc:DocumentCurrencyCode", "listID"),
	BEYOND("UBL-CR-658", "/cbc:TaxCurrencyCode", "listID"),
	BEYOND("UBL-CR-659", "/cac:AdditionalDocumentReference/cbc:DocumentTypeCode", "listID"),
	BEYOND("UBL-CR-660", "cac:Country/cbc:IdentificationCode", "listID"),
	BEYOND("UBL-CR-661", "/cac:PaymentMeans/cbc:PaymentMeansCode", "listID"),
	BEYOND("UBL-CR-662", "cbc:AllowanceChargeReasonCode", "listID"),
	NO_ATTR("UBL-CR-663", "unitCodeListID"),
	BEYOND_ELEMENT("UBL-CR-664", "cac:FinancialInstitution"),
	{ .id = "UBL-CR-665",
	  .at = "cac:AdditionalDocumentReference",
	  .when = other_reference,
	  .test = ubl_test_absent,
	  .path = "cbc:ID/@schemeID",
	  .arg = "schemeID",
	  .say = "beyond-attribute",
	  .warning = true },
	BEYOND("UBL-CR-667", "cac:BuyersItemIdentification/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-668", "cac:SellersItemIdentification/cbc:ID", "schemeID"),
	BEYOND_ELEMENT("UBL-CR-669", "cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"),
	BEYOND_ELEMENT("UBL-CR-670", "cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReason"),
	BEYOND_ELEMENT("UBL-CR-671", "cac:Price/cac:AllowanceCharge/cbc:MultiplierFactorNumeric"),
	BEYOND("UBL-CR-672", "/cbc:CreditNoteTypeCode", "listID"),
	BEYOND("UBL-CR-674", "cbc:PrimaryAccountNumber", "schemeID"),
	BEYOND("UBL-CR-675", "cac:CardAccount/cbc:NetworkID", "schemeID"),
	BEYOND("UBL-CR-676", "cac:PaymentMandate/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-677", "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-678", "cac:TaxCategory/cbc:ID", "schemeID"),
	BEYOND("UBL-CR-679", "cac:ClassifiedTaxCategory/cbc:ID", "schemeID"),
	BEYOND_ELEMENT("UBL-CR-680", "cac:PaymentMeans/cac:PayerFinancialAccount"),
};
const struct ubl_rules ubl_rules_beyond = { .at = rules, .n = ARRAY_LEN(rules) };
