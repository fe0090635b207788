/* EN 16931-1 6.5: values that must come from a code list (BR-CL). */
#include "span.h"
#include "ubl_codes.h"
#include "ubl_rule.h"

enum { KNOWN_MAX = 8 };

#define CODE(id_, at_, list_, what_)                                                          \
	{                                                                                     \
		.id = (id_), .at = (at_), .test = ubl_test_code, .path = ".", .arg = (list_), \
		.say = "code-list", .what = (what_)                                           \
	}

/* The attribute path, when it is there, is in the list. */
static bool attr_code(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span value;

	return !ubl_attr(n, span_of(r->path), &value) || ubl_in_list(d, value, r->arg);
}

#define ATTR_CODE(id_, at_, attr_, list_, what_)                                              \
	{                                                                                     \
		.id = (id_), .at = (at_), .test = attr_code, .path = (attr_), .arg = (list_), \
		.say = "code-list", .what = (what_)                                           \
	}

/* The same, where not even blanks around it are taken. */
static bool attr_code_exact(const struct ubl_doc *d, const struct ubl_node *n,
			    const struct ubl_rule *r)
{
	struct span value;

	return !ubl_attr(n, span_of(r->path), &value) ||
	       (ubl_normal(d->arena, value).len == value.len && ubl_in_list(d, value, r->arg));
}

#define ATTR_CODE_EXACT(id_, at_, attr_, list_, what_)                              \
	{                                                                           \
		.id = (id_), .at = (at_), .test = attr_code_exact, .path = (attr_), \
		.arg = (list_), .say = "code-list", .what = (what_)                 \
	}

/* Wherever in the document the attribute stands. */
static bool all_attrs(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span name = span_of(r->path), known[KNOWN_MAX] = { 0 };
	size_t n_known = 0;

	(void)n;
	for (const struct ubl_attr *at = ubl_attr_first(d, name); at; at = at->later) {
		size_t i = 0;

		if (at->ns != UBL_ATTR_PLAIN || !span_eq(at->name, name))
			continue;
		while (i < KNOWN_MAX && known[i].ptr && !span_eq(known[i], at->value))
			i++;
		if (i < KNOWN_MAX && known[i].ptr)
			continue; /* many say the same */
		if (!ubl_in_list(d, at->value, r->arg))
			return false;
		known[n_known++ % KNOWN_MAX] = at->value;
	}
	return true;
}

static bool of_kind_130(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits codes = ubl_find(d, n->parent, "cbc:DocumentTypeCode");

	(void)r;
	for (size_t i = 0; i < codes.n; i++)
		if (span_eq_str(codes.at[i]->text, "130"))
			return true;
	return false;
}

/* BR-CL-10: SEPA creditor references too, of seller and payee. */
static bool party_scheme(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	struct span scheme;

	if (!ubl_attr(n, S("schemeID"), &scheme) || ubl_in_list(d, scheme, r->arg))
		return true;
	if (!span_eq_str(ubl_normal(d->arena, scheme), "SEPA"))
		return false;
	for (const struct ubl_node *p = n->parent; p; p = p->parent)
		if (ubl_is(p, "cac:AccountingSupplierParty") || ubl_is(p, "cac:PayeeParty"))
			return true;
	return false;
}

static bool reason_of_allowance(const struct ubl_doc *d, const struct ubl_node *n,
				const struct ubl_rule *r)
{
	return ubl_is_allowance(d, n->parent, r);
}

static bool reason_of_charge(const struct ubl_doc *d, const struct ubl_node *n,
			     const struct ubl_rule *r)
{
	return ubl_is_charge(d, n->parent, r);
}

/* BR-CL-22: case ignored. */
static bool exemption(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	char *code = arena_alloc(d->arena, n->text.len);

	for (size_t i = 0; i < n->text.len; i++)
		code[i] = (char)(n->text.ptr[i] -
				 (n->text.ptr[i] >= 'a' && n->text.ptr[i] <= 'z') * 32);
	return ubl_in_list(d, (struct span){ code, n->text.len }, r->arg);
}

/* BR-CL-08: "#AAI#text": what stands between the marks, when it is of three characters. */
static bool note_subject(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	size_t from = span_find_char(n->text, '#', 0), to;

	if (from == SIZE_MAX)
		return true;
	to = span_find_char(n->text, '#', from + 1);
	if (to == SIZE_MAX || ubl_length(span_sub(n->text, from + 1, to - from - 1)) != 3)
		return true;
	(void)d;
	return span_has(span_of(r->arg), span_sub(n->text, from + 1, to - from - 1));
}

static const struct ubl_rule rules[] = {
	CODE("BR-CL-01", "cbc:InvoiceTypeCode", ubl_codes_invoice, "bt-3"),
	CODE("BR-CL-01", "cbc:CreditNoteTypeCode", ubl_codes_credit_note, "bt-3"),
	{ .id = "BR-CL-03",
	  .at = "",
	  .test = all_attrs,
	  .path = "currencyID",
	  .arg = ubl_codes_currency,
	  .say = "code-list",
	  .what = "currency" },
	CODE("BR-CL-04", "cbc:DocumentCurrencyCode", ubl_codes_currency, "bt-5"),
	CODE("BR-CL-05", "cbc:TaxCurrencyCode", ubl_codes_currency, "bt-6"),
	CODE("BR-CL-06", "cac:InvoicePeriod/cbc:DescriptionCode", " 3 35 432 ", "bt-8"),
	{ .id = "BR-CL-07",
	  .at = "cac:AdditionalDocumentReference/cbc:ID|cac:DocumentReference/cbc:ID",
	  .when = of_kind_130,
	  .test = attr_code,
	  .path = "schemeID",
	  .arg = ubl_codes_reference,
	  .say = "code-list",
	  .what = "bt-18" },
	{ .id = "BR-CL-08",
	  .at = "/cbc:Note",
	  .test = note_subject,
	  .arg = ubl_codes_note,
	  .say = "code-list",
	  .what = "bt-21" },
	{ .id = "BR-CL-10",
	  .at = "cac:PartyIdentification/cbc:ID",
	  .test = party_scheme,
	  .arg = ubl_codes_scheme,
	  .say = "code-list",
	  .what = "bt-29" },
	ATTR_CODE("BR-CL-11", "cac:PartyLegalEntity/cbc:CompanyID", "schemeID", ubl_codes_scheme,
		  "bt-30"),
	ATTR_CODE("BR-CL-13", "cac:CommodityClassification/cbc:ItemClassificationCode", "listID",
		  ubl_codes_item, "bt-158"),
	CODE("BR-CL-14", "cac:Country/cbc:IdentificationCode", ubl_codes_country, "country"),
	CODE("BR-CL-15", "cac:OriginCountry/cbc:IdentificationCode", ubl_codes_country, "bt-159"),
	CODE("BR-CL-16", "cac:PaymentMeans/cbc:PaymentMeansCode", ubl_codes_payment, "bt-81"),
	CODE("BR-CL-17", "cac:TaxCategory/cbc:ID", " AE L M E S Z G O K B ", "bt-118"),
	CODE("BR-CL-18", "cac:ClassifiedTaxCategory/cbc:ID", " AE L M E S Z G O K B ", "bt-151"),
	{ .id = "BR-CL-19",
	  .at = "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
	  .when = reason_of_allowance,
	  .test = ubl_test_code,
	  .path = ".",
	  .arg = ubl_codes_allowance,
	  .say = "code-list",
	  .what = "bt-98" },
	{ .id = "BR-CL-20",
	  .at = "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
	  .when = reason_of_charge,
	  .test = ubl_test_code,
	  .path = ".",
	  .arg = ubl_codes_charge,
	  .say = "code-list",
	  .what = "bt-105" },
	ATTR_CODE("BR-CL-21", "cac:StandardItemIdentification/cbc:ID", "schemeID", ubl_codes_scheme,
		  "bt-157"),
	{ .id = "BR-CL-22",
	  .at = "cbc:TaxExemptionReasonCode",
	  .test = exemption,
	  .arg = ubl_codes_exemption,
	  .say = "code-list",
	  .what = "bt-121" },
	{ .id = "BR-CL-23",
	  .at = "",
	  .test = all_attrs,
	  .path = "unitCode",
	  .arg = ubl_codes_unit,
	  .say = "code-list",
	  .what = "bt-130" },
	ATTR_CODE_EXACT("BR-CL-24", "cbc:EmbeddedDocumentBinaryObject", "mimeCode",
			" application/pdf image/png image/jpeg text/csv "
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
			"application/vnd.oasis.opendocument.spreadsheet ",
			"bt-125"),
	ATTR_CODE("BR-CL-25", "cbc:EndpointID", "schemeID", ubl_codes_endpoint, "bt-34"),
	ATTR_CODE("BR-CL-26", "cac:DeliveryLocation/cbc:ID", "schemeID", ubl_codes_scheme, "bt-71"),
};
const struct ubl_rules ubl_rules_code = { .at = rules, .n = ARRAY_LEN(rules) };
