/* CIUS-RO: how long a text may be (BR-RO-L), in characters and with blanks squeezed; decimals (BR-DEC-RO). */
#include "ubl_rule.h"

#define LINE_AC "cac:InvoiceLine/cac:AllowanceCharge|cac:CreditNoteLine/cac:AllowanceCharge"

/* The official text misses credit notes here. */
static bool invoice_allowance(const struct ubl_doc *d, const struct ubl_node *n,
			      const struct ubl_rule *r)
{
	return !d->credit_note && ubl_is_allowance(d, n, r);
}

static bool invoice_charge(const struct ubl_doc *d, const struct ubl_node *n,
			   const struct ubl_rule *r)
{
	return !d->credit_note && ubl_is_charge(d, n, r);
}

#define WHEN_LENGTH(id_, at_, when_, path_, what_)                                  \
	{                                                                           \
		.id = (id_), .at = (at_), .when = (when_), .test = ubl_test_length, \
		.path = (path_), .n = 100, .say = "too-long", .what = (what_)       \
	}
#define WHEN_DECIMALS(id_, at_, when_, path_, what_)                                  \
	{                                                                             \
		.id = (id_), .at = (at_), .when = (when_), .test = ubl_test_decimals, \
		.path = (path_), .say = "decimals", .what = (what_)                   \
	}

static const struct ubl_rule rules[] = {
	UBL_LENGTH("BR-RO-L0201", "",
		   "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:PostalZone", 20,
		   "bt-38"),
	UBL_LENGTH("BR-RO-L0202", "",
		   "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:PostalZone", 20,
		   "bt-53"),
	UBL_LENGTH("BR-RO-L0203", "", "cac:TaxRepresentativeParty/cac:PostalAddress/cbc:PostalZone",
		   20, "bt-67"),
	UBL_LENGTH("BR-RO-L0204", "",
		   "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:PostalZone", 20, "bt-78"),
	UBL_LENGTH("BR-RO-L155", "", "cbc:ID", 200, "bt-1"),
	UBL_LENGTH("BR-RO-L0302", "", "cac:ContractDocumentReference/cbc:ID", 200, "bt-12"),
	UBL_LENGTH("BR-RO-L0303", "", "cac:OrderReference/cbc:ID", 200, "bt-13"),
	UBL_LENGTH("BR-RO-L0304", "", "cac:OrderReference/cbc:SalesOrderID", 200, "bt-14"),
	UBL_LENGTH("BR-RO-L0305", "", "cac:ReceiptDocumentReference/cbc:ID", 200, "bt-15"),
	UBL_LENGTH("BR-RO-L0306", "", "cac:DespatchDocumentReference/cbc:ID", 200, "bt-16"),
	UBL_LENGTH("BR-RO-L0307", "", "cac:OriginatorDocumentReference/cbc:ID", 200, "bt-17"),
	UBL_LENGTH("BR-RO-L0501", "",
		   "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CityName", 50,
		   "bt-37"),
	UBL_LENGTH("BR-RO-L0502", "",
		   "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CityName", 50,
		   "bt-52"),
	UBL_LENGTH("BR-RO-L0503", "", "cac:TaxRepresentativeParty/cac:PostalAddress/cbc:CityName",
		   50, "bt-66"),
	UBL_LENGTH("BR-RO-L0504", "", "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:CityName",
		   50, "bt-77"),
	UBL_LENGTH("BR-RO-L1001", "", "cbc:AccountingCost", 100, "bt-19"),
	UBL_LENGTH(
		"BR-RO-L1002", "",
		"cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:AdditionalStreetName",
		100, "bt-36"),
	UBL_LENGTH(
		"BR-RO-L1003", "",
		"cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:AddressLine/cbc:Line",
		100, "bt-162"),
	UBL_LENGTH("BR-RO-L1004", "", "cac:AccountingSupplierParty/cac:Party/cac:Contact/cbc:Name",
		   100, "bt-41"),
	UBL_LENGTH("BR-RO-L1005", "",
		   "cac:AccountingSupplierParty/cac:Party/cac:Contact/cbc:Telephone", 100, "bt-42"),
	UBL_LENGTH("BR-RO-L1006", "",
		   "cac:AccountingSupplierParty/cac:Party/cac:Contact/cbc:ElectronicMail", 100,
		   "bt-43"),
	UBL_LENGTH(
		"BR-RO-L1007", "",
		"cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:AdditionalStreetName",
		100, "bt-51"),
	UBL_LENGTH(
		"BR-RO-L1008", "",
		"cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:AddressLine/cbc:Line",
		100, "bt-163"),
	UBL_LENGTH("BR-RO-L1009", "", "cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:Name",
		   100, "bt-56"),
	UBL_LENGTH("BR-RO-L1010", "",
		   "cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:Telephone", 100, "bt-57"),
	UBL_LENGTH("BR-RO-L1011", "",
		   "cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:ElectronicMail", 100,
		   "bt-58"),
	UBL_LENGTH("BR-RO-L1012", "",
		   "cac:TaxRepresentativeParty/cac:PostalAddress/cbc:AdditionalStreetName", 100,
		   "bt-65"),
	UBL_LENGTH("BR-RO-L1013", "",
		   "cac:TaxRepresentativeParty/cac:PostalAddress/cac:AddressLine/cbc:Line", 100,
		   "bt-164"),
	UBL_LENGTH("BR-RO-L1014", "",
		   "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:AdditionalStreetName", 100,
		   "bt-76"),
	UBL_LENGTH("BR-RO-L1015", "",
		   "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:AddressLine/cbc:Line", 100,
		   "bt-165"),
	UBL_LENGTH("BR-RO-L151", "",
		   "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:StreetName", 150,
		   "bt-35"),
	UBL_LENGTH("BR-RO-L152", "",
		   "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:StreetName", 150,
		   "bt-50"),
	UBL_LENGTH("BR-RO-L153", "", "cac:TaxRepresentativeParty/cac:PostalAddress/cbc:StreetName",
		   150, "bt-64"),
	UBL_LENGTH("BR-RO-L154", "", "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:StreetName",
		   150, "bt-75"),
	UBL_LENGTH(
		"BR-RO-L201", "",
		"cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
		200, "bt-27"),
	UBL_LENGTH("BR-RO-L202", "", "cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name",
		   200, "bt-28"),
	UBL_LENGTH(
		"BR-RO-L203", "",
		"cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
		200, "bt-44"),
	UBL_LENGTH("BR-RO-L204", "", "cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name",
		   200, "bt-45"),
	UBL_LENGTH("BR-RO-L205", "", "cac:PayeeParty/cac:PartyName/cbc:Name", 200, "bt-59"),
	UBL_LENGTH("BR-RO-L206", "", "cac:TaxRepresentativeParty/cac:PartyName/cbc:Name", 200,
		   "bt-62"),
	UBL_LENGTH("BR-RO-L207", "", "cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name", 200,
		   "bt-70"),
	UBL_LENGTH("BR-RO-L301", "", "cac:PaymentTerms/cbc:Note", 300, "bt-20"),
	UBL_LENGTH(
		"BR-RO-L1000", "",
		"cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyLegalForm",
		1000, "bt-33"),
	UBL_LENGTH("BR-RO-L208", "cac:PaymentMeans", "cac:PayeeFinancialAccount/cbc:Name", 200,
		   "bt-85"),
	UBL_LENGTH("BR-RO-L209", "cac:PaymentMeans", "cac:CardAccount/cbc:HolderName", 200,
		   "bt-88"),
	UBL_LENGTH("BR-RO-L1016", "cac:PaymentMeans", "cbc:PaymentMeansCode/@name", 100, "bt-82"),
	UBL_LENGTH("BR-RO-L140", "cac:PaymentMeans", "cbc:PaymentID", 140, "bt-83"),
	UBL_LENGTH("BR-RO-L1024", UBL_LINE, "cac:Item/cbc:Name", 100, "bt-153"),
	UBL_LENGTH("BR-RO-L1021", UBL_LINE, "cbc:AccountingCost", 100, "bt-133"),
	UBL_LENGTH("BR-RO-L212", UBL_LINE, "cac:Item/cbc:Description", 200, "bt-154"),
	UBL_LENGTH("BR-RO-L303", UBL_LINE, "cbc:Note", 300, "bt-127"),
	UBL_LENGTH("BR-RO-L0505", "cac:Item/cac:AdditionalItemProperty", "cbc:Name", 50, "bt-160"),
	UBL_LENGTH("BR-RO-L1025", "cac:Item/cac:AdditionalItemProperty", "cbc:Value", 100,
		   "bt-161"),
	UBL_LENGTH("BR-RO-L302", "cbc:Note", ".", 300, "bt-22"),
	UBL_LENGTH("BR-RO-L0308", "cac:AdditionalDocumentReference", "cbc:ID", 200, "bt-18"),
	UBL_LENGTH("BR-RO-L1020", "cac:AdditionalDocumentReference", "cbc:DocumentDescription", 100,
		   "bt-123"),
	UBL_LENGTH("BR-RO-L210", "cac:AdditionalDocumentReference",
		   "cac:Attachment/cac:ExternalReference/cbc:URI", 200, "bt-124"),
	UBL_LENGTH("BR-RO-L211", "cac:AdditionalDocumentReference",
		   "cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@filename", 200, "bt-125"),
	UBL_LENGTH("BR-RO-L156", "cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID", 200,
		   "bt-25"),
	WHEN_LENGTH("BR-RO-L1017", "/cac:AllowanceCharge", invoice_allowance,
		    "cbc:AllowanceChargeReasonCode", "bt-98"),
	WHEN_LENGTH("BR-RO-L1018", "/cac:AllowanceCharge", invoice_charge,
		    "cbc:AllowanceChargeReasonCode", "bt-105"),
	WHEN_LENGTH("BR-RO-L1022", LINE_AC, ubl_is_allowance, "cbc:AllowanceChargeReason",
		    "bt-139"),
	WHEN_LENGTH("BR-RO-L1023", LINE_AC, ubl_is_charge, "cbc:AllowanceChargeReason", "bt-144"),
	WHEN_DECIMALS("BR-DEC-RO-01", "/cac:AllowanceCharge", invoice_allowance, "cbc:Amount",
		      "bt-92"),
	WHEN_DECIMALS("BR-DEC-RO-02", "/cac:AllowanceCharge", invoice_allowance, "cbc:BaseAmount",
		      "bt-93"),
	WHEN_DECIMALS("BR-DEC-RO-05", "/cac:AllowanceCharge", invoice_charge, "cbc:Amount",
		      "bt-99"),
	WHEN_DECIMALS("BR-DEC-RO-06", "/cac:AllowanceCharge", invoice_charge, "cbc:BaseAmount",
		      "bt-100"),
	UBL_DECIMALS("BR-DEC-RO-1009", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxableAmount",
		     "bt-116"),
	UBL_DECIMALS("BR-DEC-RO-1010", "cac:TaxTotal/cac:TaxSubtotal", "cbc:TaxAmount", "bt-117"),
	WHEN_DECIMALS("BR-DEC-RO-24", LINE_AC, ubl_is_allowance, "cbc:Amount", "bt-136"),
	WHEN_DECIMALS("BR-DEC-RO-25", LINE_AC, ubl_is_allowance, "cbc:BaseAmount", "bt-137"),
	WHEN_DECIMALS("BR-DEC-RO-27", LINE_AC, ubl_is_charge, "cbc:Amount", "bt-141"),
	WHEN_DECIMALS("BR-DEC-RO-28", LINE_AC, ubl_is_charge, "cbc:BaseAmount", "bt-142"),
};
const struct ubl_rules ubl_rules_ro_length = { .at = rules, .n = ARRAY_LEN(rules) };
