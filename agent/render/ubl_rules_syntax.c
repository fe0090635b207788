/* EN 16931-3-2: what UBL allows and the model does not (UBL-SR, UBL-DT). UBL-CR, which
 * warns of elements beyond the model, is in ubl_rules_beyond.c. */
#include "span.h"
#include "ubl_rule.h"

#define SELLER "cac:AccountingSupplierParty/cac:Party"
#define BUYER  "cac:AccountingCustomerParty/cac:Party"

/* Identifiers at path (arg: "=" of the VAT scheme, "!" of another, even an unnamed one): one at most. */
static bool one_tax_id(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits parties = ubl_find(d, n, r->path);
	size_t count = 0;

	for (size_t i = 0; i < parties.n; i++) {
		struct ubl_hits schemes = ubl_find(d, parties.at[i], "cac:TaxScheme");
		bool match = false;
		struct span id;

		for (size_t k = 0; k < schemes.n && !match; k++) {
			if (ubl_text(d, schemes.at[k], "cbc:ID", &id) > 1)
				return false;
			match = span_ieq_str(id, "VAT") == (r->arg[0] == '=');
		}
		if (match)
			count += ubl_find(d, parties.at[i], "cbc:CompanyID").n;
	}
	return count <= 1;
}

/* All such elements of the document say the same. */
static bool all_equal(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_match(d, r->path);

	(void)n;
	for (size_t i = 1; i < hits.n; i++)
		if (!span_eq(hits.at[i]->text, hits.at[0]->text))
			return false;
	return true;
}

static bool sepa_once(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_match(d, "cac:PartyIdentification/cbc:ID");
	struct span scheme;
	size_t count = 0;

	(void)n, (void)r;
	for (size_t i = 0; i < hits.n; i++)
		count += ubl_attr(hits.at[i], S("schemeID"), &scheme) &&
			 span_ieq_str(scheme, "SEPA");
	return count <= 1;
}

static bool is_kind(const struct ubl_doc *d, const struct ubl_node *n, const char *code)
{
	struct ubl_hits codes = ubl_find(d, n, "cbc:DocumentTypeCode");

	for (size_t i = 0; i < codes.n; i++)
		if (span_eq_str(codes.at[i]->text, code))
			return true;
	return false;
}

/* UBL-SR-43: a type only for what is an object's identifier (130) or, in credit notes, a project (50). */
static bool reference_type(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	(void)r;
	return is_kind(d, n, "130") || (d->credit_note && is_kind(d, n, "50")) ||
	       (!ubl_has(d, n, "cbc:ID/@scheme") && !ubl_has(d, n, "cbc:DocumentTypeCode"));
}

static bool object_reference(const struct ubl_doc *d, const struct ubl_node *n,
			     const struct ubl_rule *r)
{
	(void)r;
	return is_kind(d, n, "130");
}

static bool one_object(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits refs = ubl_find(d, n, "cac:AdditionalDocumentReference");
	size_t count = 0;

	(void)r;
	for (size_t i = 0; i < refs.n; i++)
		if (is_kind(d, refs.at[i], "130"))
			count += ubl_find(d, refs.at[i], "cbc:ID").n;
	return count <= 1;
}

/* UBL-SR-19 .. -21: once, and the payee's name is not the seller's. An identifier of no scheme counts, too:
 * only SEPA's creditor does not. */
static bool payee_once(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits names = ubl_find(d, n, "cac:PartyName/cbc:Name"),
			ids = ubl_find(d, n, r->path),
			sellers = ubl_find(d, n->parent,
					   SELLER "/cac:PartyLegalEntity/cbc:RegistrationName");
	struct span scheme;
	size_t count = 0;

	for (size_t i = 0; i < ids.n; i++)
		count += r->n != 20 || !ubl_attr(ids.at[i], S("schemeID"), &scheme) ||
			 !span_ieq_str(scheme, "SEPA");
	for (size_t i = 0; i < names.n && count <= 1; i++)
		for (size_t k = 0; k < sellers.n; k++)
			if (!span_eq(names.at[i]->text, sellers.at[k]->text))
				return true;
	return false;
}

/* UBL-DT-06, -07. */
static bool binary_attr(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span value;

	if (span_ends(n->name->local, S("BinaryObject")) && !ubl_attr(n, span_of(r->arg), &value))
		return false;
	for (const struct ubl_node *c = n->child; c; c = c->next)
		if (!binary_attr(d, c, r))
			return false;
	return true;
}

static bool one_category(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	return ubl_find(d, n, r->path).n == 1;
}

static const struct ubl_rule rules[] = {
	UBL_AT_MOST("UBL-SR-01", "", "cac:ContractDocumentReference/cbc:ID", 1, "bt-12"),
	UBL_AT_MOST("UBL-SR-02", "", "cac:ReceiptDocumentReference/cbc:ID", 1, "bt-15"),
	UBL_AT_MOST("UBL-SR-03", "", "cac:DespatchDocumentReference/cbc:ID", 1, "bt-16"),
	{ .id = "UBL-SR-04",
	  .at = "",
	  .test = one_object,
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-18" },
	UBL_AT_MOST("UBL-SR-05", "", "cac:PaymentTerms/cbc:Note", 1, "bt-20"),
	UBL_AT_MOST("UBL-SR-06", "cac:BillingReference", "cac:InvoiceDocumentReference", 1,
		    "bt-25"),
	UBL_ABSENT_IS_BAD("UBL-SR-07", "cac:BillingReference",
			  "cac:InvoiceDocumentReference/cbc:ID", "bt-25"),
	UBL_AT_MOST("UBL-SR-08", "", "cac:InvoicePeriod", 1, "bg-14"),
	UBL_AT_MOST("UBL-SR-09", "", SELLER "/cac:PartyLegalEntity/cbc:RegistrationName", 1,
		    "bt-27"),
	UBL_AT_MOST("UBL-SR-10", "", SELLER "/cac:PartyName/cbc:Name", 1, "bt-28"),
	UBL_AT_MOST("UBL-SR-11", "", SELLER "/cac:PartyLegalEntity/cbc:CompanyID", 1, "bt-30"),
	{ .id = "UBL-SR-12",
	  .at = "",
	  .test = one_tax_id,
	  .path = SELLER "/cac:PartyTaxScheme",
	  .arg = "=",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-31" },
	{ .id = "UBL-SR-13",
	  .at = "",
	  .test = one_tax_id,
	  .path = SELLER "/cac:PartyTaxScheme",
	  .arg = "!",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-32" },
	UBL_AT_MOST("UBL-SR-14", "", SELLER "/cac:PartyLegalEntity/cbc:CompanyLegalForm", 1,
		    "bt-33"),
	UBL_AT_MOST("UBL-SR-15", "", BUYER "/cac:PartyLegalEntity/cbc:RegistrationName", 1,
		    "bt-44"),
	UBL_AT_MOST("UBL-SR-16", "", BUYER "/cac:PartyIdentification/cbc:ID", 1, "bt-46"),
	UBL_AT_MOST("UBL-SR-17", "", BUYER "/cac:PartyLegalEntity/cbc:CompanyID", 1, "bt-47"),
	{ .id = "UBL-SR-18",
	  .at = "",
	  .test = one_tax_id,
	  .path = BUYER "/cac:PartyTaxScheme",
	  .arg = "=",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-48" },
	{ .id = "UBL-SR-19",
	  .at = "cac:PayeeParty",
	  .test = payee_once,
	  .path = "cac:PartyName/cbc:Name",
	  .n = 19,
	  .say = "payee",
	  .what = "bt-59" },
	{ .id = "UBL-SR-20",
	  .at = "cac:PayeeParty",
	  .test = payee_once,
	  .path = "cac:PartyIdentification/cbc:ID",
	  .n = 20,
	  .say = "payee",
	  .what = "bt-59" },
	{ .id = "UBL-SR-21",
	  .at = "cac:PayeeParty",
	  .test = payee_once,
	  .path = "cac:PartyLegalEntity/cbc:CompanyID",
	  .n = 21,
	  .say = "payee",
	  .what = "bt-59" },
	/* a cac:Party that the schema has no place for */
	UBL_AT_MOST("UBL-SR-22", "cac:TaxRepresentativeParty", "cac:Party/cac:PartyName/cbc:Name",
		    1, "bt-62"),
	UBL_AT_MOST("UBL-SR-23", "cac:TaxRepresentativeParty",
		    "cac:Party/cac:PartyTaxScheme/cbc:CompanyID", 1, "bt-63"),
	UBL_AT_MOST("UBL-SR-24", "", "cac:Delivery", 1, "bg-13"),
	UBL_AT_MOST("UBL-SR-25", "cac:Delivery", "cac:DeliveryParty/cac:PartyName/cbc:Name", 1,
		    "bt-70"),
	UBL_AT_MOST("UBL-SR-26", "cac:PaymentMeans", "cbc:PaymentID", 1, "bt-83"),
	UBL_AT_MOST("UBL-SR-27", "cac:PaymentMeans", "cbc:PaymentMeansCode", 1, "bt-81"),
	UBL_AT_MOST("UBL-SR-28", "cac:PaymentMeans", "cac:PaymentMandate/cbc:ID", 1, "bg-19"),
	{ .id = "UBL-SR-29",
	  .at = "",
	  .test = sepa_once,
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-90" },
	{ .id = "UBL-SR-30",
	  .at = "cac:AllowanceCharge",
	  .when = ubl_is_allowance,
	  .test = ubl_test_at_most,
	  .path = "cbc:AllowanceChargeReason",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-97" },
	{ .id = "UBL-SR-31",
	  .at = "cac:AllowanceCharge",
	  .when = ubl_is_charge,
	  .test = ubl_test_at_most,
	  .path = "cbc:AllowanceChargeReason",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-104" },
	UBL_AT_MOST("UBL-SR-32", "cac:TaxSubtotal", "cac:TaxCategory/cbc:TaxExemptionReason", 1,
		    "bt-120"),
	UBL_AT_MOST("UBL-SR-33", "cac:AdditionalDocumentReference", "cbc:DocumentDescription", 1,
		    "bt-123"),
	UBL_AT_MOST("UBL-SR-34", UBL_LINE, "cbc:Note", 1, "bt-127"),
	UBL_AT_MOST("UBL-SR-35", UBL_LINE, "cac:OrderLineReference/cbc:LineID", 1, "bt-132"),
	UBL_AT_MOST("UBL-SR-36", UBL_LINE, "cac:InvoicePeriod", 1, "bg-26"),
	UBL_AT_MOST("UBL-SR-37", UBL_LINE, "cac:Price/cac:AllowanceCharge/cbc:Amount", 1, "bt-147"),
	UBL_AT_MOST("UBL-SR-39", "", "cac:ProjectReference/cbc:ID", 1, "bt-11"),
	UBL_AT_MOST("UBL-SR-40", "", BUYER "/cac:PartyName/cbc:Name", 1, "bt-45"),
	UBL_AT_MOST("UBL-SR-42", SELLER, "cac:PartyTaxScheme", 2, "bt-31"),
	{ .id = "UBL-SR-43",
	  .at = "cac:AdditionalDocumentReference",
	  .test = reference_type,
	  .say = "reference-type" },
	{ .id = "UBL-SR-44",
	  .at = "",
	  .test = all_equal,
	  .path = "cbc:PaymentID",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-83" },
	UBL_AT_MOST("UBL-SR-45", "", "cac:PaymentMeans/cbc:PaymentDueDate", 1, "bt-9"),
	UBL_AT_MOST("UBL-SR-46", "", "cac:PaymentMeans/cbc:PaymentMeansCode/@name", 1, "bt-82"),
	{ .id = "UBL-SR-47",
	  .at = "",
	  .test = all_equal,
	  .path = "cbc:PaymentMeansCode",
	  .n = 1,
	  .say = "too-many",
	  .what = "bt-81" },
	{ .id = "UBL-SR-48",
	  .at = UBL_LINE,
	  .test = one_category,
	  .path = "cac:Item/cac:ClassifiedTaxCategory",
	  .say = "missing",
	  .what = "bt-151" },
	UBL_AT_MOST("UBL-SR-49", "", "cac:InvoicePeriod/cbc:DescriptionCode", 1, "bt-8"),
	UBL_AT_MOST("UBL-SR-50", UBL_LINE, "cac:Item/cbc:Description", 1, "bt-154"),
	{ .id = "UBL-CR-666",
	  .at = "cac:AdditionalDocumentReference",
	  .when = object_reference,
	  .test = ubl_test_absent,
	  .path = "cac:Attachment",
	  .say = "reference-type" },
	{ .id = "UBL-CR-673",
	  .at = "cac:AdditionalDocumentReference",
	  .when = object_reference,
	  .test = ubl_test_absent,
	  .path = "cbc:DocumentDescription",
	  .say = "reference-type" },
	{ .id = "UBL-DT-06",
	  .at = "",
	  .test = binary_attr,
	  .arg = "mimeCode",
	  .say = "missing",
	  .what = "bt-125" },
	{ .id = "UBL-DT-07",
	  .at = "",
	  .test = binary_attr,
	  .arg = "filename",
	  .say = "missing",
	  .what = "bt-125" },
};
const struct ubl_rules ubl_rules_syntax = { .at = rules, .n = ARRAY_LEN(rules) };
