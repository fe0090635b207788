/* CIUS-RO 1.0.1 (OMF 1366/2021, validator 1.0.9): what Romania asks beyond EN 16931. Where the official
 * text names a CreditNote of the wrong namespace, its rule holds of invoices only; so do ours. */
#include "span.h"
#include "ubl_rule.h"

#define SELLER  "cac:AccountingSupplierParty/cac:Party"
#define BUYER   "cac:AccountingCustomerParty/cac:Party"
#define ADDRESS "/cac:PostalAddress"
#define AGENT   "/cac:TaxRepresentativeParty/cac:PostalAddress"
#define PLACE   "/cac:Delivery/cac:DeliveryLocation/cac:Address"

static const char cius_ro[] =
	"urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1";
/* ISO 3166-2:RO */
static const char counties[] =
	" RO-AB RO-AG RO-AR RO-B RO-BC RO-BH RO-BN RO-BR RO-BT RO-BV RO-BZ RO-CJ RO-CL RO-CS "
	"RO-CT RO-CV RO-DB RO-DJ RO-GJ RO-GL RO-GR RO-HD RO-HR RO-IF RO-IL RO-IS RO-MH "
	"RO-MM RO-MS RO-NT RO-OT RO-PH RO-SB RO-SJ RO-SM RO-SV RO-TL RO-TM RO-TR RO-VL "
	"RO-VN RO-VS ";

static bool of_invoice(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)n, (void)r;
	return !d->credit_note;
}

static bool customization(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	struct ubl_hits ids = ubl_find(d, n, r->path);

	for (size_t i = 0; i < ids.n; i++)
		if (span_eq_str(ids.at[i]->text, cius_ro))
			return true;
	return false;
}

static bool has_digit(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span text;

	if (ubl_text(d, n, r->path, &text) > 1)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
			return true;
	return false;
}

static bool ron_somewhere(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	struct span document, tax;

	(void)r;
	return ubl_text(d, n, "cbc:DocumentCurrencyCode", &document) <= 1 &&
	       ubl_text(d, n, "cbc:TaxCurrencyCode", &tax) <= 1 &&
	       (span_eq_str(ubl_normal(d->arena, document), "RON") ||
		span_eq_str(ubl_normal(d->arena, tax), "RON"));
}

/* The one text at path below the node, or below the address of an element named by r->path; false when
 * there are several. */
static bool single(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r,
		   const char *path, struct span *ret)
{
	struct ubl_hits at = ubl_find(d, n, r->path ? r->path : ".");
	struct span text;
	size_t count = 0;

	*ret = S("");
	for (size_t i = 0; i < at.n; i++) {
		size_t here = ubl_text(d, at.at[i], path, &text);

		if (here)
			*ret = ubl_normal(d->arena, text);
		count += here;
	}
	return count <= 1;
}

/* 1: in Romania; -1: two countries at once. */
static int in_romania(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span country;

	if (!single(d, n, r, "cac:Country/cbc:IdentificationCode", &country))
		return -1;
	return span_eq_str(country, "RO");
}

static bool county(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span subentity;
	int here = in_romania(d, n, r);

	return here == 0 || (here > 0 && single(d, n, r, "cbc:CountrySubentity", &subentity) &&
			     ubl_in_list(d, subentity, counties));
}

static bool sector(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span subentity, city;
	int here = in_romania(d, n, r);

	if (here <= 0)
		return here == 0;
	if (!single(d, n, r, "cbc:CountrySubentity", &subentity))
		return false;
	return !span_eq_str(subentity, "RO-B") ||
	       (single(d, n, r, "cbc:CityName", &city) &&
		ubl_in_list(d, city, " SECTOR1 SECTOR2 SECTOR3 SECTOR4 SECTOR5 SECTOR6 "));
}

static bool one_says(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		     const char *text)
{
	struct ubl_hits hits = ubl_find(d, n, path);

	for (size_t i = 0; i < hits.n; i++)
		if (span_eq_str(hits.at[i]->text, text))
			return true;
	return false;
}

/* S, Z, E, AE, K, G, L, M to the letter, at path. */
static bool taxed_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	static const char *const codes[] = { "S", "Z", "E", "AE", "K", "G", "L", "M" };

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (one_says(d, n, path, codes[i]))
			return true;
	return false;
}

/* An allowance's category counts when the VAT scheme stands behind it, a charge's always. */
static bool taxed_level(const struct ubl_doc *d, const struct ubl_node *category)
{
	bool charge = one_says(d, category->parent, "cbc:ChargeIndicator", "true"),
	     allowance = one_says(d, category->parent, "cbc:ChargeIndicator", "false");

	for (const struct ubl_node *id = category->child; id; id = id->next) {
		bool counts = charge;

		if (!ubl_is(id, "cbc:ID") || !taxed_at(d, id, "."))
			continue;
		for (const struct ubl_node *s = id->next; s && allowance && !counts; s = s->next)
			counts = ubl_is(s, "cac:TaxScheme") && ubl_id_exactly(d, s, "VAT");
		if (counts)
			return true;
	}
	return false;
}

/* Some category of the document is another than "not subject to VAT"; credit notes' lines are not asked. */
static bool taxed(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits levels = ubl_find(d, n, "cac:AllowanceCharge/cac:TaxCategory");

	(void)r;
	for (size_t i = 0; i < levels.n; i++)
		if (taxed_level(d, levels.at[i]))
			return true;
	return taxed_at(d, n, "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID");
}

/* path: identifiers that count even empty; arg: those that must not be blank. */
static bool identified(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_rule filled = { .path = r->arg };

	return ubl_has(d, n, r->path) || ubl_test_filled(d, n, &filled);
}

#define RO_FILLED(id_, at_, when_, path_, what_)                                    \
	{                                                                           \
		.id = (id_), .at = (at_), .when = (when_), .test = ubl_test_filled, \
		.path = (path_), .say = "missing", .what = (what_)                  \
	}
#define RO_COUNTY(id_, at_, when_, path_, what_)                                            \
	{                                                                                   \
		.id = (id_), .at = (at_), .when = (when_), .test = county, .path = (path_), \
		.say = "county", .what = (what_)                                            \
	}
#define RO_SECTOR(id_, at_, when_, path_, what_)                                            \
	{                                                                                   \
		.id = (id_), .at = (at_), .when = (when_), .test = sector, .path = (path_), \
		.say = "sector", .what = (what_)                                            \
	}
#define RO_DATE(id_, at_, what_)                                                                \
	{                                                                                       \
		.id = (id_), .at = (at_), .test = ubl_test_date, .say = "date", .what = (what_) \
	}

static const struct ubl_rule rules[] = {
	{ .id = "BR-RO-001",
	  .at = "",
	  .test = customization,
	  .path = "cbc:CustomizationID",
	  .arg = cius_ro,
	  .say = "customization" },
	{ .id = "BR-RO-010", .at = "", .test = has_digit, .path = "cbc:ID", .say = "digit" },
	{ .id = "BR-RO-020_1",
	  .at = "cbc:InvoiceTypeCode",
	  .test = ubl_test_code,
	  .path = ".",
	  .arg = " 380 384 389 751 ",
	  .say = "code",
	  .what = "bt-3" },
	{ .id = "BR-RO-020_2",
	  .at = "cbc:CreditNoteTypeCode",
	  .test = ubl_test_code,
	  .path = ".",
	  .arg = " 381 ",
	  .say = "code",
	  .what = "bt-3" },
	{ .id = "BR-RO-030", .at = "", .test = ron_somewhere, .say = "ron" },
	{ .id = "BR-RO-040",
	  .at = "cac:InvoicePeriod/cbc:DescriptionCode",
	  .test = ubl_test_code,
	  .path = ".",
	  .arg = " 3 35 432 ",
	  .say = "code",
	  .what = "bt-8" },
	{ .id = "BR-RO-065",
	  .at = "",
	  .when = taxed,
	  .test = identified,
	  .path = "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
	  .arg = SELLER "/cac:PartyTaxScheme/cbc:CompanyID",
	  .say = "missing",
	  .what = "bt-31" },
	RO_FILLED("BR-RO-081", "", NULL, SELLER ADDRESS "/cbc:StreetName", "bt-35"),
	RO_FILLED("BR-RO-082", "", NULL, BUYER ADDRESS "/cbc:StreetName", "bt-50"),
	RO_FILLED("BR-RO-091", "", NULL, SELLER ADDRESS "/cbc:CityName", "bt-37"),
	RO_FILLED("BR-RO-092", "", NULL, BUYER ADDRESS "/cbc:CityName", "bt-52"),
	RO_SECTOR("BR-RO-100", "", NULL, SELLER ADDRESS, "bt-37"),
	RO_SECTOR("BR-RO-101", "", NULL, BUYER ADDRESS, "bt-52"),
	RO_COUNTY("BR-RO-110", "", NULL, SELLER ADDRESS, "bt-39"),
	RO_COUNTY("BR-RO-111", "", NULL, BUYER ADDRESS, "bt-54"),
	{ .id = "BR-RO-120",
	  .at = "",
	  .when = taxed,
	  .test = identified,
	  .path = BUYER "/cac:PartyLegalEntity/cbc:CompanyID",
	  .arg = BUYER "/cac:PartyTaxScheme/cbc:CompanyID",
	  .say = "missing",
	  .what = "bt-47" },
	RO_FILLED("BR-RO-140", AGENT, of_invoice, "cbc:StreetName", "bt-64"),
	RO_FILLED("BR-RO-150", AGENT, of_invoice, "cbc:CityName", "bt-66"),
	RO_SECTOR("BR-RO-160", AGENT, of_invoice, NULL, "bt-66"),
	RO_COUNTY("BR-RO-170", AGENT, of_invoice, NULL, "bt-68"),
	RO_FILLED("BR-RO-180", PLACE, of_invoice, "cbc:StreetName", "bt-75"),
	RO_FILLED("BR-RO-201", PLACE, of_invoice, "cbc:CityName", "bt-77"),
	RO_SECTOR("BR-RO-202", PLACE, of_invoice, NULL, "bt-77"),
	RO_FILLED("BR-RO-211", PLACE, of_invoice, "cbc:CountrySubentity", "bt-79"),
	RO_COUNTY("BR-RO-212", PLACE, of_invoice, NULL, "bt-79"),
	RO_DATE("BR-RO-DT001", "cbc:IssueDate", "bt-2"),
	RO_DATE("BR-RO-DT002", "cbc:TaxPointDate", "bt-7"),
	RO_DATE("BR-RO-DT003", "cbc:DueDate", "bt-9"),
	RO_DATE("BR-RO-DT003_CN", "cbc:PaymentDueDate", "bt-9"),
	RO_DATE("BR-RO-DT004", "cbc:ActualDeliveryDate", "bt-72"),
	RO_DATE("BR-RO-DT005", "cbc:StartDate", "bt-73"),
	RO_DATE("BR-RO-DT006", "cbc:EndDate", "bt-74"),
	UBL_AT_MOST("BR-RO-A020", "", "cbc:Note", 20, "bt-22"),
	UBL_AT_MOST("BR-RO-A500", "cac:BillingReference", "cac:InvoiceDocumentReference", 500,
		    "bt-25"),
	UBL_DECIMALS("BR-DEC-RO-09", "cac:LegalMonetaryTotal", "cbc:LineExtensionAmount", "bt-106"),
	UBL_DECIMALS("BR-DEC-RO-10", "cac:LegalMonetaryTotal", "cbc:AllowanceTotalAmount",
		     "bt-107"),
	UBL_DECIMALS("BR-DEC-RO-11", "cac:LegalMonetaryTotal", "cbc:ChargeTotalAmount", "bt-108"),
	UBL_DECIMALS("BR-DEC-RO-12", "cac:LegalMonetaryTotal", "cbc:TaxExclusiveAmount", "bt-109"),
	UBL_DECIMALS("BR-DEC-RO-14", "cac:LegalMonetaryTotal", "cbc:TaxInclusiveAmount", "bt-112"),
	UBL_DECIMALS("BR-DEC-RO-16", "cac:LegalMonetaryTotal", "cbc:PrepaidAmount", "bt-113"),
	UBL_DECIMALS("BR-DEC-RO-17", "cac:LegalMonetaryTotal", "cbc:PayableRoundingAmount",
		     "bt-114"),
	UBL_DECIMALS("BR-DEC-RO-18", "cac:LegalMonetaryTotal", "cbc:PayableAmount", "bt-115"),
};
const struct ubl_rules ubl_rules_ro = { .at = rules, .n = ARRAY_LEN(rules) };
