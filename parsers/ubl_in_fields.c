/* The tables of ubl_in_fields.h: UBL 2.1 names by EN 16931-1's binding (CEN/TS 16931-3-2). */
#include "ubl_in_fields.h"

const struct ubl_group_row ubl_group_rows[] = {
	{ UBL_ROOT, "/AccountingSupplierParty/Party", UBL_PARTY, UBL_AT_SELLER },
	{ UBL_ROOT, "/AccountingCustomerParty/Party", UBL_PARTY, UBL_AT_BUYER },
	{ UBL_ROOT, "/PayeeParty", UBL_PARTY, UBL_AT_PAYEE },
	{ UBL_ROOT, "/TaxRepresentativeParty", UBL_PARTY, UBL_AT_AGENT },
	{ UBL_ROOT, "/InvoiceLine", UBL_LINE, UBL_AT_LINES },
	{ UBL_LINE, "/AllowanceCharge", UBL_ADJUST, UBL_AT_LINE_ADJUSTS },
	{ UBL_LINE, "/Item/AdditionalItemProperty", UBL_PROPERTY, UBL_AT_PROPERTIES },
	{ UBL_ROOT, "/AllowanceCharge", UBL_ADJUST, UBL_AT_ADJUSTS },
	{ UBL_ROOT, "/TaxTotal", UBL_TAX, UBL_AT_TAXES },
	{ UBL_TAX, "/TaxSubtotal", UBL_VAT, UBL_AT_VAT },
	{ UBL_ROOT, "/PaymentMeans", UBL_PAY, UBL_AT_PAYS },
	{ UBL_ROOT, "/BillingReference/InvoiceDocumentReference", UBL_REF, UBL_AT_PRECEDING },
	{ UBL_ROOT, "/BillingReference/CreditNoteDocumentReference", UBL_REF, UBL_AT_PRECEDING },
	{ UBL_ROOT, "/AdditionalDocumentReference", UBL_REF, UBL_AT_ATTACHED },
	{ UBL_ROOT, "/Note", UBL_NOTE, UBL_AT_NOTES },
};
const size_t ubl_group_rows_n = ARRAY_LEN(ubl_group_rows);

#define HEAD(path, field)                                           \
	{                                                           \
		UBL_ROOT, path, offsetof(struct ubl_in, head.field) \
	}
#define DELIVERY(path, field)                                           \
	{                                                               \
		UBL_ROOT, path, offsetof(struct ubl_in, delivery.field) \
	}
#define TOTAL(path, field)                                            \
	{                                                             \
		UBL_ROOT, path, offsetof(struct ubl_in, totals.field) \
	}
#define PARTY(path, field)                                         \
	{                                                          \
		UBL_PARTY, path, offsetof(struct ubl_party, field) \
	}
#define LINE(path, field)                                        \
	{                                                        \
		UBL_LINE, path, offsetof(struct ubl_line, field) \
	}
#define ADJUST(path, field)                                          \
	{                                                            \
		UBL_ADJUST, path, offsetof(struct ubl_adjust, field) \
	}
#define VAT(path, field)                                       \
	{                                                      \
		UBL_VAT, path, offsetof(struct ubl_vat, field) \
	}
#define PAY(path, field)                                       \
	{                                                      \
		UBL_PAY, path, offsetof(struct ubl_pay, field) \
	}
#define REF(path, field)                                       \
	{                                                      \
		UBL_REF, path, offsetof(struct ubl_ref, field) \
	}
#define ADDRESS  "/Delivery/DeliveryLocation/Address"
#define ACCOUNT  "/PayeeFinancialAccount"
#define ATTACHED "/Attachment/EmbeddedDocumentBinaryObject"

const struct ubl_field_row ubl_field_rows[] = {
	HEAD("/ID", number),
	HEAD("/InvoiceTypeCode", type),
	HEAD("/IssueDate", issue),
	HEAD("/DueDate", due),
	HEAD("/DocumentCurrencyCode", currency),
	HEAD("/TaxPointDate", tax_point),
	HEAD("/InvoicePeriod/DescriptionCode", tax_point_code),
	HEAD("/InvoicePeriod/StartDate", from),
	HEAD("/InvoicePeriod/EndDate", to),
	HEAD("/PaymentTerms/Note", terms),
	HEAD("/BuyerReference", buyer_ref),
	HEAD("/AccountingCost", account),
	HEAD("/OrderReference/ID", order),
	HEAD("/OrderReference/SalesOrderID", sales_order),
	HEAD("/ContractDocumentReference/ID", contract),
	HEAD("/ProjectReference/ID", project),
	HEAD("/DespatchDocumentReference/ID", despatch),
	HEAD("/ReceiptDocumentReference/ID", receipt),
	HEAD("/OriginatorDocumentReference/ID", lot),
	DELIVERY("/Delivery/ActualDeliveryDate", day),
	DELIVERY("/Delivery/DeliveryParty/PartyName/Name", name),
	DELIVERY("/Delivery/DeliveryLocation/ID", place),
	DELIVERY(ADDRESS "/StreetName", street),
	DELIVERY(ADDRESS "/AdditionalStreetName", street2),
	DELIVERY(ADDRESS "/CityName", city),
	DELIVERY(ADDRESS "/PostalZone", postcode),
	DELIVERY(ADDRESS "/CountrySubentity", county),
	DELIVERY(ADDRESS "/Country/IdentificationCode", country),
	TOTAL("/LegalMonetaryTotal/LineExtensionAmount", lines),
	TOTAL("/LegalMonetaryTotal/TaxExclusiveAmount", net),
	TOTAL("/LegalMonetaryTotal/TaxInclusiveAmount", total),
	TOTAL("/LegalMonetaryTotal/AllowanceTotalAmount", allowances),
	TOTAL("/LegalMonetaryTotal/ChargeTotalAmount", charges),
	TOTAL("/LegalMonetaryTotal/PrepaidAmount", prepaid),
	TOTAL("/LegalMonetaryTotal/PayableRoundingAmount", rounding),
	TOTAL("/LegalMonetaryTotal/PayableAmount", payable),
	TOTAL("/LegalMonetaryTotal/PayableAmount@currencyID", currency),

	PARTY("/PartyLegalEntity/RegistrationName", name),
	PARTY("/PartyName/Name", trade),
	PARTY("/PartyTaxScheme/CompanyID", tax_id),
	PARTY("/PartyTaxScheme/CompanyID", tax_id2),
	PARTY("/PartyLegalEntity/CompanyID", reg_id),
	PARTY("/PartyLegalEntity/CompanyLegalForm", form),
	PARTY("/PartyIdentification/ID", id),
	PARTY("/EndpointID", endpoint),
	PARTY("/PostalAddress/StreetName", street),
	PARTY("/PostalAddress/AdditionalStreetName", street2),
	PARTY("/PostalAddress/AddressLine/Line", street3),
	PARTY("/PostalAddress/CityName", city),
	PARTY("/PostalAddress/PostalZone", postcode),
	PARTY("/PostalAddress/CountrySubentity", county),
	PARTY("/PostalAddress/Country/IdentificationCode", country),
	PARTY("/Contact/Name", contact),
	PARTY("/Contact/Telephone", phone),
	PARTY("/Contact/ElectronicMail", email),

	LINE("/ID", id),
	LINE("/Note", note),
	LINE("/InvoicedQuantity", qty),
	LINE("/InvoicedQuantity@unitCode", unit),
	LINE("/LineExtensionAmount", net),
	LINE("/AccountingCost", account),
	LINE("/InvoicePeriod/StartDate", from),
	LINE("/InvoicePeriod/EndDate", to),
	LINE("/OrderLineReference/LineID", order_line),
	LINE("/DocumentReference/ID", object),
	LINE("/Item/Name", name),
	LINE("/Item/Description", description),
	LINE("/Item/SellersItemIdentification/ID", seller_code),
	LINE("/Item/BuyersItemIdentification/ID", buyer_code),
	LINE("/Item/StandardItemIdentification/ID", standard_code),
	LINE("/Item/CommodityClassification/ItemClassificationCode", class_code),
	LINE("/Item/CommodityClassification/ItemClassificationCode", class_code2),
	LINE("/Item/OriginCountry/IdentificationCode", origin),
	LINE("/Item/ClassifiedTaxCategory/ID", category),
	LINE("/Item/ClassifiedTaxCategory/Percent", rate),
	LINE("/Price/PriceAmount", price),
	LINE("/Price/BaseQuantity", price_qty),
	LINE("/Price/AllowanceCharge/Amount", price_off),
	LINE("/Price/AllowanceCharge/BaseAmount", price_gross),

	ADJUST("/ChargeIndicator", charge),
	ADJUST("/AllowanceChargeReasonCode", code),
	ADJUST("/AllowanceChargeReason", reason),
	ADJUST("/MultiplierFactorNumeric", percent),
	ADJUST("/BaseAmount", base),
	ADJUST("/Amount", amount),
	ADJUST("/TaxCategory/ID", category),
	ADJUST("/TaxCategory/Percent", rate),

	{ UBL_PROPERTY, "/Name", offsetof(struct ubl_property, name) },
	{ UBL_PROPERTY, "/Value", offsetof(struct ubl_property, value) },

	{ UBL_TAX, "/TaxAmount", offsetof(struct ubl_tax, amount) },
	{ UBL_TAX, "/TaxAmount@currencyID", offsetof(struct ubl_tax, currency) },

	VAT("/TaxableAmount", base),
	VAT("/TaxAmount", tax),
	VAT("/TaxCategory/ID", category),
	VAT("/TaxCategory/Percent", rate),
	VAT("/TaxCategory/TaxExemptionReasonCode", code),
	VAT("/TaxCategory/TaxExemptionReason", reason),

	PAY("/PaymentMeansCode", code),
	PAY("/PaymentMeansCode@name", words),
	PAY("/PaymentID", reference),
	PAY("/PaymentDueDate", due),
	PAY(ACCOUNT "/ID", iban),
	PAY(ACCOUNT "/Name", holder),
	PAY(ACCOUNT "/FinancialInstitutionBranch/ID", bank),
	PAY("/CardAccount/PrimaryAccountNumberID", card),
	PAY("/CardAccount/HolderName", card_holder),
	PAY("/PaymentMandate/ID", mandate),
	PAY("/PaymentMandate/PayerFinancialAccount/ID", debited),

	REF("/ID", id),
	REF("/IssueDate", day),
	REF("/DocumentDescription", words),
	REF(ATTACHED "@filename", file),
	REF("/Attachment/ExternalReference/URI", uri),

	{ UBL_NOTE, "", offsetof(struct ubl_note, text) },
};
const size_t ubl_field_rows_n = ARRAY_LEN(ubl_field_rows);
