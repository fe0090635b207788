/* The structure of UBL 2.1 invoices and credit notes, as far as EN 16931 uses it: for each element its
 * children in their order, "?" at most once, "*" any number, "+" at least once, else exactly once. Names
 * without prefix are cbc. From the OASIS standard's schemas; elements that are not listed are not looked
 * into. */
#include "ubl_structure.h"

#include "base.h"

const struct ubl_shape ubl_shapes[] = {
	{ "Invoice",
	  "ext:UBLExtensions? UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID "
	  "CopyIndicator? UUID? IssueDate IssueTime? DueDate? InvoiceTypeCode? Note* "
	  "TaxPointDate? DocumentCurrencyCode? TaxCurrencyCode? PricingCurrencyCode? "
	  "PaymentCurrencyCode? PaymentAlternativeCurrencyCode? AccountingCostCode? "
	  "AccountingCost? LineCountNumeric? BuyerReference? cac:InvoicePeriod* "
	  "cac:OrderReference? cac:BillingReference* cac:DespatchDocumentReference* "
	  "cac:ReceiptDocumentReference* cac:StatementDocumentReference* "
	  "cac:OriginatorDocumentReference* cac:ContractDocumentReference* "
	  "cac:AdditionalDocumentReference* cac:ProjectReference* cac:Signature* "
	  "cac:AccountingSupplierParty cac:AccountingCustomerParty cac:PayeeParty? "
	  "cac:BuyerCustomerParty? cac:SellerSupplierParty? cac:TaxRepresentativeParty? "
	  "cac:Delivery* cac:DeliveryTerms? cac:PaymentMeans* cac:PaymentTerms* "
	  "cac:PrepaidPayment* cac:AllowanceCharge* cac:TaxExchangeRate? cac:PricingExchangeRate? "
	  "cac:PaymentExchangeRate? cac:PaymentAlternativeExchangeRate? cac:TaxTotal* "
	  "cac:WithholdingTaxTotal* cac:LegalMonetaryTotal cac:InvoiceLine+" },
	{ "CreditNote",
	  "ext:UBLExtensions? UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID "
	  "CopyIndicator? UUID? IssueDate IssueTime? TaxPointDate? CreditNoteTypeCode? Note* "
	  "DocumentCurrencyCode? TaxCurrencyCode? PricingCurrencyCode? PaymentCurrencyCode? "
	  "PaymentAlternativeCurrencyCode? AccountingCostCode? AccountingCost? LineCountNumeric? "
	  "BuyerReference? cac:InvoicePeriod* cac:DiscrepancyResponse* cac:OrderReference? "
	  "cac:BillingReference* cac:DespatchDocumentReference* cac:ReceiptDocumentReference* "
	  "cac:ContractDocumentReference* cac:AdditionalDocumentReference* "
	  "cac:StatementDocumentReference* cac:OriginatorDocumentReference* cac:Signature* "
	  "cac:AccountingSupplierParty cac:AccountingCustomerParty cac:PayeeParty? "
	  "cac:BuyerCustomerParty? cac:SellerSupplierParty? cac:TaxRepresentativeParty? "
	  "cac:Delivery* cac:DeliveryTerms* cac:PaymentMeans* cac:PaymentTerms* "
	  "cac:TaxExchangeRate? cac:PricingExchangeRate? cac:PaymentExchangeRate? "
	  "cac:PaymentAlternativeExchangeRate? cac:AllowanceCharge* cac:TaxTotal* "
	  "cac:LegalMonetaryTotal cac:CreditNoteLine+" },
	{ "InvoicePeriod",
	  "StartDate? StartTime? EndDate? EndTime? DurationMeasure? DescriptionCode* Description*" },
	{ "OrderReference",
	  "ID SalesOrderID? CopyIndicator? UUID? IssueDate? IssueTime? CustomerReference? "
	  "OrderTypeCode? cac:DocumentReference?" },
	{ "BillingReference",
	  "cac:InvoiceDocumentReference? cac:SelfBilledInvoiceDocumentReference? "
	  "cac:CreditNoteDocumentReference? cac:SelfBilledCreditNoteDocumentReference? "
	  "cac:DebitNoteDocumentReference? cac:ReminderDocumentReference? "
	  "cac:AdditionalDocumentReference? cac:BillingReferenceLine*" },
	{ "AdditionalDocumentReference ContractDocumentReference DespatchDocumentReference "
	  "DocumentReference InvoiceDocumentReference OriginatorDocumentReference "
	  "ReceiptDocumentReference",
	  "ID CopyIndicator? UUID? IssueDate? IssueTime? DocumentTypeCode? DocumentType? XPath* "
	  "LanguageID? LocaleCode? VersionID? DocumentStatusCode? DocumentDescription* "
	  "cac:Attachment? cac:ValidityPeriod? cac:IssuerParty? cac:ResultOfVerification?" },
	{ "Attachment", "EmbeddedDocumentBinaryObject? cac:ExternalReference?" },
	{ "ExternalReference",
	  "URI? DocumentHash? HashAlgorithmMethod? ExpiryDate? ExpiryTime? MimeCode? FormatCode? "
	  "EncodingCode? CharacterSetCode? FileName? Description*" },
	{ "ProjectReference", "ID UUID? IssueDate? cac:WorkPhaseReference*" },
	{ "AccountingSupplierParty",
	  "CustomerAssignedAccountID? AdditionalAccountID* DataSendingCapability? cac:Party? "
	  "cac:DespatchContact? cac:AccountingContact? cac:SellerContact?" },
	{ "AccountingCustomerParty",
	  "CustomerAssignedAccountID? SupplierAssignedAccountID? AdditionalAccountID* cac:Party? "
	  "cac:DeliveryContact? cac:AccountingContact? cac:BuyerContact?" },
	{ "DeliveryParty Party PayeeParty PayerParty TaxRepresentativeParty",
	  "MarkCareIndicator? MarkAttentionIndicator? WebsiteURI? LogoReferenceID? EndpointID? "
	  "IndustryClassificationCode? cac:PartyIdentification* cac:PartyName* cac:Language? "
	  "cac:PostalAddress? cac:PhysicalLocation? cac:PartyTaxScheme* cac:PartyLegalEntity* "
	  "cac:Contact? cac:Person* cac:AgentParty? cac:ServiceProviderParty* "
	  "cac:PowerOfAttorney* cac:FinancialAccount?" },
	{ "PartyIdentification", "ID" },
	{ "PartyName", "Name" },
	{ "Address DeliveryAddress PostalAddress RegistrationAddress",
	  "ID? AddressTypeCode? AddressFormatCode? Postbox? Floor? Room? StreetName? "
	  "AdditionalStreetName? BlockName? BuildingName? BuildingNumber? InhouseMail? "
	  "Department? MarkAttention? MarkCare? PlotIdentification? CitySubdivisionName? "
	  "CityName? PostalZone? CountrySubentity? CountrySubentityCode? Region? District? "
	  "TimezoneOffset? cac:AddressLine* cac:Country? cac:LocationCoordinate*" },
	{ "AddressLine", "Line" },
	{ "Country OriginCountry", "IdentificationCode? Name?" },
	{ "PartyTaxScheme",
	  "RegistrationName? CompanyID? TaxLevelCode? ExemptionReasonCode? ExemptionReason* "
	  "cac:RegistrationAddress? cac:TaxScheme" },
	{ "TaxScheme", "ID? Name? TaxTypeCode? CurrencyCode? cac:JurisdictionRegionAddress*" },
	{ "PartyLegalEntity",
	  "RegistrationName? CompanyID? RegistrationDate? RegistrationExpirationDate? "
	  "CompanyLegalFormCode? CompanyLegalForm? SoleProprietorshipIndicator? "
	  "CompanyLiquidationStatusCode? CorporateStockAmount? FullyPaidSharesIndicator? "
	  "cac:RegistrationAddress? cac:CorporateRegistrationScheme? cac:HeadOfficeParty? "
	  "cac:ShareholderParty*" },
	{ "Contact",
	  "ID? Name? Telephone? Telefax? ElectronicMail? Note* cac:OtherCommunication*" },
	{ "Delivery",
	  "ID? Quantity? MinimumQuantity? MaximumQuantity? ActualDeliveryDate? "
	  "ActualDeliveryTime? LatestDeliveryDate? LatestDeliveryTime? ReleaseID? TrackingID? "
	  "cac:DeliveryAddress? cac:DeliveryLocation? cac:AlternativeDeliveryLocation? "
	  "cac:RequestedDeliveryPeriod? cac:PromisedDeliveryPeriod? cac:EstimatedDeliveryPeriod? "
	  "cac:CarrierParty? cac:DeliveryParty? cac:NotifyParty* cac:Despatch? cac:DeliveryTerms* "
	  "cac:MinimumDeliveryUnit? cac:MaximumDeliveryUnit? cac:Shipment?" },
	{ "DeliveryLocation",
	  "ID? Description* Conditions* CountrySubentity? CountrySubentityCode? LocationTypeCode? "
	  "InformationURI? Name? cac:ValidityPeriod* cac:Address? cac:SubsidiaryLocation* "
	  "cac:LocationCoordinate*" },
	{ "PaymentMeans",
	  "ID? PaymentMeansCode PaymentDueDate? PaymentChannelCode? InstructionID? "
	  "InstructionNote* PaymentID* cac:CardAccount? cac:PayerFinancialAccount? "
	  "cac:PayeeFinancialAccount? cac:CreditAccount? cac:PaymentMandate? cac:TradeFinancing?" },
	{ "PayeeFinancialAccount PayerFinancialAccount",
	  "ID? Name? AliasName? AccountTypeCode? AccountFormatCode? CurrencyCode? PaymentNote* "
	  "cac:FinancialInstitutionBranch? cac:Country?" },
	{ "FinancialInstitutionBranch", "ID? Name? cac:FinancialInstitution? cac:Address?" },
	{ "CardAccount",
	  "PrimaryAccountNumberID NetworkID CardTypeCode? ValidityStartDate? ExpiryDate? "
	  "IssuerID? IssueNumberID? CV2ID? CardChipCode? ChipApplicationID? HolderName?" },
	{ "PaymentMandate",
	  "ID? MandateTypeCode? MaximumPaymentInstructionsNumeric? MaximumPaidAmount? "
	  "SignatureID? cac:PayerParty? cac:PayerFinancialAccount? cac:ValidityPeriod? "
	  "cac:PaymentReversalPeriod? cac:Clause*" },
	{ "PaymentTerms",
	  "ID? PaymentMeansID* PrepaidPaymentReferenceID? Note* ReferenceEventCode? "
	  "SettlementDiscountPercent? PenaltySurchargePercent? PaymentPercent? Amount? "
	  "SettlementDiscountAmount? PenaltyAmount? PaymentTermsDetailsURI? PaymentDueDate? "
	  "InstallmentDueDate? InvoicingPartyReference? cac:SettlementPeriod? cac:PenaltyPeriod? "
	  "cac:ExchangeRate? cac:ValidityPeriod?" },
	{ "AllowanceCharge",
	  "ID? ChargeIndicator AllowanceChargeReasonCode? AllowanceChargeReason* "
	  "MultiplierFactorNumeric? PrepaidIndicator? SequenceNumeric? Amount BaseAmount? "
	  "AccountingCostCode? AccountingCost? PerUnitAmount? cac:TaxCategory* cac:TaxTotal? "
	  "cac:PaymentMeans*" },
	{ "ClassifiedTaxCategory TaxCategory",
	  "ID? Name? Percent? BaseUnitMeasure? PerUnitAmount? TaxExemptionReasonCode? "
	  "TaxExemptionReason* TierRange? TierRatePercent? cac:TaxScheme" },
	{ "TaxTotal WithholdingTaxTotal",
	  "TaxAmount RoundingAmount? TaxEvidenceIndicator? TaxIncludedIndicator? cac:TaxSubtotal*" },
	{ "TaxSubtotal",
	  "TaxableAmount? TaxAmount CalculationSequenceNumeric? TransactionCurrencyTaxAmount? "
	  "Percent? BaseUnitMeasure? PerUnitAmount? TierRange? TierRatePercent? cac:TaxCategory" },
	{ "LegalMonetaryTotal",
	  "LineExtensionAmount? TaxExclusiveAmount? TaxInclusiveAmount? AllowanceTotalAmount? "
	  "ChargeTotalAmount? PrepaidAmount? PayableRoundingAmount? PayableAmount "
	  "PayableAlternativeAmount?" },
	{ "InvoiceLine SubInvoiceLine",
	  "ID UUID? Note* InvoicedQuantity? LineExtensionAmount TaxPointDate? AccountingCostCode? "
	  "AccountingCost? PaymentPurposeCode? FreeOfChargeIndicator? cac:InvoicePeriod* "
	  "cac:OrderLineReference* cac:DespatchLineReference* cac:ReceiptLineReference* "
	  "cac:BillingReference* cac:DocumentReference* cac:PricingReference? "
	  "cac:OriginatorParty? cac:Delivery* cac:PaymentTerms* cac:AllowanceCharge* "
	  "cac:TaxTotal* cac:WithholdingTaxTotal* cac:Item cac:Price? cac:DeliveryTerms? "
	  "cac:SubInvoiceLine* cac:ItemPriceExtension?" },
	{ "CreditNoteLine SubCreditNoteLine",
	  "ID UUID? Note* CreditedQuantity? LineExtensionAmount? TaxPointDate? "
	  "AccountingCostCode? AccountingCost? PaymentPurposeCode? FreeOfChargeIndicator? "
	  "cac:InvoicePeriod* cac:OrderLineReference* cac:DiscrepancyResponse* "
	  "cac:DespatchLineReference* cac:ReceiptLineReference* cac:BillingReference* "
	  "cac:DocumentReference* cac:PricingReference? cac:OriginatorParty? cac:Delivery* "
	  "cac:PaymentTerms* cac:TaxTotal* cac:AllowanceCharge* cac:Item? cac:Price? "
	  "cac:DeliveryTerms* cac:SubCreditNoteLine* cac:ItemPriceExtension?" },
	{ "OrderLineReference",
	  "LineID SalesOrderLineID? UUID? LineStatusCode? cac:OrderReference?" },
	{ "Item", "Description* PackQuantity? PackSizeNumeric? CatalogueIndicator? Name? "
		  "HazardousRiskIndicator? AdditionalInformation* Keyword* BrandName* ModelName* "
		  "cac:BuyersItemIdentification? cac:SellersItemIdentification? "
		  "cac:ManufacturersItemIdentification* cac:StandardItemIdentification? "
		  "cac:CatalogueItemIdentification? cac:AdditionalItemIdentification* "
		  "cac:CatalogueDocumentReference? cac:ItemSpecificationDocumentReference* "
		  "cac:OriginCountry? cac:CommodityClassification* cac:TransactionConditions* "
		  "cac:HazardousItem* cac:ClassifiedTaxCategory* cac:AdditionalItemProperty* "
		  "cac:ManufacturerParty* cac:InformationContentProviderParty? cac:OriginAddress* "
		  "cac:ItemInstance* cac:Certificate* cac:Dimension*" },
	{ "BuyersItemIdentification SellersItemIdentification StandardItemIdentification",
	  "ID ExtendedID? BarcodeSymbologyID? cac:PhysicalAttribute* cac:MeasurementDimension* "
	  "cac:IssuerParty?" },
	{ "CommodityClassification",
	  "NatureCode? CargoTypeCode? CommodityCode? ItemClassificationCode?" },
	{ "AdditionalItemProperty",
	  "ID? Name NameCode? TestMethod? Value? ValueQuantity? ValueQualifier* ImportanceCode? "
	  "ListValue* cac:UsabilityPeriod? cac:ItemPropertyGroup* cac:RangeDimension? "
	  "cac:ItemPropertyRange?" },
	{ "Price",
	  "PriceAmount BaseQuantity? PriceChangeReason* PriceTypeCode? PriceType? "
	  "OrderableUnitFactorRate? cac:ValidityPeriod* cac:PriceList? cac:AllowanceCharge* "
	  "cac:PricingExchangeRate?" },
};
const size_t ubl_shapes_n = ARRAY_LEN(ubl_shapes);
