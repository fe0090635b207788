/* EN 16931-1 6.4.2: what each VAT category asks for (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, and the
 * Canaries' IGIC, Ceuta's and Melilla's IPSI, Italy's split payment). In each row arg is the category's code. */
#include "ubl_vat.h"

#define LINE_CATEGORY "cac:InvoiceLine/" UBL_LINE_ITEM "|cac:CreditNoteLine/" UBL_LINE_ITEM

static bool rate_zero(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number rate;

	(void)r;
	return ubl_number_at(d, n, "cbc:Percent", &rate) == UBL_NUMBER && ubl_number_is_zero(rate);
}

static bool rate_positive(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	return ubl_any_positive(d, n, r->path, false);
}

static bool rate_not_negative(const struct ubl_doc *d, const struct ubl_node *n,
			      const struct ubl_rule *r)
{
	return ubl_any_positive(d, n, r->path, true);
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
		  .test = ubl_vat_identified,                                             \
		  .arg = (code_),                                                         \
		  .n = 2,                                                                 \
		  .say = (say_ids_),                                                      \
		  .path = "cac:ClassifiedTaxCategory" },                                  \
		{ .id = id_ "-03",                                                        \
		  .at = "",                                                               \
		  .test = ubl_vat_identified,                                             \
		  .arg = (code_),                                                         \
		  .n = 3,                                                                 \
		  .path = (level_),                                                       \
		  .say = (say_ids_) },                                                    \
		{ .id = id_ "-04",                                                        \
		  .at = "",                                                               \
		  .test = ubl_vat_identified,                                             \
		  .arg = (code_),                                                         \
		  .n = 4,                                                                 \
		  .path = (level_),                                                       \
		  .say = (say_ids_) },                                                    \
		{ .id = id_ "-05",                                                        \
		  .at = LINE_CATEGORY,                                                    \
		  .when = ubl_vat_is_category,                                            \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-152" },                                                     \
		{ .id = id_ "-06",                                                        \
		  .at = UBL_LEVEL,                                                        \
		  .when = ubl_vat_is_allowance,                                           \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-96" },                                                      \
		{ .id = id_ "-07",                                                        \
		  .at = UBL_LEVEL,                                                        \
		  .when = ubl_vat_is_charge,                                              \
		  .test = (rate_),                                                        \
		  .arg = (code_),                                                         \
		  .path = "cbc:Percent",                                                  \
		  .say = (say_rate_),                                                     \
		  .what = "bt-103" },                                                     \
		{ .id = id_ "-08",                                                        \
		  .at = UBL_BREAKDOWN,                                                    \
		  .when = ubl_vat_is_category,                                            \
		  .test = (base_),                                                        \
		  .arg = (code_),                                                         \
		  .say = "vat-base" },                                                    \
		{ .id = id_ "-09",                                                        \
		  .at = UBL_BREAKDOWN,                                                    \
		  .when = ubl_vat_is_category,                                            \
		  .test = (tax_),                                                         \
		  .arg = (code_),                                                         \
		  .say = (say_tax_) },                                                    \
	{                                                                                 \
		.id = id_ "-10", .at = UBL_BREAKDOWN, .when = ubl_vat_is_category,        \
		.test = (reason_), .arg = (code_), .path = REASON, .say = (say_reason_)   \
	}
#define WITHOUT_TAX(id_, code_, say_ids_)                                                       \
	CATEGORY(id_, code_, "cac:AllowanceCharge", ubl_vat_one_breakdown, say_ids_, rate_zero, \
		 "vat-rate-zero", ubl_vat_base_equal, ubl_vat_no_tax, "vat-no-tax",             \
		 ubl_test_exists, "vat-reason")

static const struct ubl_rule rules[] = {
	CATEGORY("BR-S", "S", "cac:AllowanceCharge", ubl_vat_s_breakdown, "vat-seller",
		 rate_positive, "vat-rate", ubl_vat_base_by_rate, ubl_vat_tax_by_rate, "vat-tax",
		 ubl_test_absent, "vat-no-reason"),
	CATEGORY("BR-Z", "Z", "cac:AllowanceCharge", ubl_vat_one_breakdown, "vat-seller", rate_zero,
		 "vat-rate-zero", ubl_vat_base_equal, ubl_vat_no_tax, "vat-no-tax", ubl_test_absent,
		 "vat-no-reason"),
	WITHOUT_TAX("BR-E", "E", "vat-seller"),
	WITHOUT_TAX("BR-AE", "AE", "vat-both"),
	WITHOUT_TAX("BR-IC", "K", "vat-both"),
	WITHOUT_TAX("BR-G", "G", "vat-seller"),
	CATEGORY("BR-O", "O", "/cac:AllowanceCharge", ubl_vat_one_breakdown, "vat-nobody",
		 ubl_test_absent, "vat-rate-none", ubl_vat_base_equal, ubl_vat_no_tax, "vat-no-tax",
		 ubl_test_exists, "vat-reason"),
	CATEGORY("BR-IG", "L", "cac:AllowanceCharge", ubl_vat_l_breakdown, "vat-seller",
		 rate_not_negative, "vat-rate-any", ubl_vat_base_by_rate, ubl_vat_tax_by_rate,
		 "vat-tax", ubl_test_absent, "vat-no-reason"),
	CATEGORY("BR-IP", "M", "cac:AllowanceCharge", ubl_vat_m_breakdown, "vat-seller",
		 rate_not_negative, "vat-rate-any", ubl_vat_base_by_rate, ubl_vat_tax_by_rate,
		 "vat-tax", ubl_test_absent, "vat-no-reason"),
	{ .id = "BR-B-01",
	  .at = "",
	  .test = ubl_vat_split_payment,
	  .arg = "B",
	  .n = 1,
	  .say = "vat-split" },
	{ .id = "BR-B-02",
	  .at = "",
	  .test = ubl_vat_split_payment,
	  .arg = "B",
	  .n = 2,
	  .say = "vat-alone" },
	{ .id = "BR-IC-11",
	  .at = "",
	  .test = ubl_vat_delivered,
	  .arg = "K",
	  .n = 11,
	  .path = "cac:Delivery/cbc:ActualDeliveryDate",
	  .say = "missing",
	  .what = "bt-72" },
	{ .id = "BR-IC-12",
	  .at = "",
	  .test = ubl_vat_delivered,
	  .arg = "K",
	  .n = 12,
	  .path = "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode",
	  .say = "missing",
	  .what = "bt-80" },
	{ .id = "BR-O-11",
	  .at = "",
	  .test = ubl_vat_alone,
	  .arg = "O",
	  .n = 11,
	  .path = UBL_BREAKDOWN,
	  .say = "vat-alone" },
	{ .id = "BR-O-12",
	  .at = "",
	  .test = ubl_vat_alone,
	  .arg = "O",
	  .n = 12,
	  .path = "cac:ClassifiedTaxCategory",
	  .say = "vat-alone" },
	{ .id = "BR-O-13",
	  .at = "",
	  .test = ubl_vat_alone,
	  .arg = "O",
	  .n = 13,
	  .path = "cac:AllowanceCharge",
	  .say = "vat-alone" },
	{ .id = "BR-O-14",
	  .at = "",
	  .test = ubl_vat_alone,
	  .arg = "O",
	  .n = 14,
	  .path = "cac:AllowanceCharge",
	  .say = "vat-alone" },
};
const struct ubl_rules ubl_rules_vat = { .at = rules,
					 .n = ARRAY_LEN(rules),
					 .asked = ubl_vat_asked };
