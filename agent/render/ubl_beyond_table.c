/* EN 16931-3-2: elements of UBL that the model has no use for (UBL-CR), by where they stand, with the number
 * of the first of a row; names without prefix are cbc. The names are ANAF's validator's, 1.0.9, its slips
 * included: an element that UBL does not have is never met. */
#include "ubl_beyond.h"

const struct ubl_beyond ubl_beyond_table[] = {
	{ "", "1 ext:UBLExtensions 3 ProfileExecutionID CopyIndicator UUID IssueTime "
	      "PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode "
	      "AccountingCostCode LineCountNumeric 77 cac:StatementDocumentReference 137 "
	      "cac:Signature 294 cac:BuyerCustomerParty cac:SellerSupplierParty 410 "
	      "cac:DeliveryTerms 470 cac:PrepaidPayment 490 cac:TaxExchangeRate "
	      "cac:PricingExchangeRate cac:PaymentExchangeRate "
	      "cac:PaymentAlternativeExchangeRate 513 cac:WithholdingTaxTotal" },
	{ "cac:InvoicePeriod", "12 StartTime EndTime DurationMeasure Description" },
	{ "cac:OrderReference",
	  "16 CopyIndicator UUID IssueDate IssueTime CustomerReference OrderTypeCode "
	  "cac:DocumentReference" },
	{ "cac:BillingReference/cac:InvoiceDocumentReference",
	  "23 CopyIndicator UUID IssueTime DocumentTypeCode DocumentType XPath LanguageID "
	  "LocaleCode VersionID DocumentStatusCode DocumentDescription cac:Attachment "
	  "cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "cac:BillingReference",
	  "38 cac:SelfBilledInvoiceDocumentReference cac:CreditNoteDocumentReference "
	  "cac:SelfBilledCreditNoteDocumentReference cac:DebitNoteDocumentReference "
	  "cac:ReminderDocumentReference cac:AdditionalDocumentReference "
	  "cac:BillingReferenceLine" },
	{ "cac:DespatchDocumentReference",
	  "45 CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath "
	  "LanguageID LocaleCode VersionID DocumentStatusCode DocumentDescription "
	  "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "cac:ReceiptDocumentReference",
	  "61 CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath "
	  "LanguageID LocaleCode VersionID DocumentStatusCode DocumentDescription "
	  "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "cac:OriginatorDocumentReference",
	  "78 CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath "
	  "LanguageID LocaleCode VersionID DocumentStatusCode DocumentDescription "
	  "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "cac:ContractDocumentReference",
	  "94 CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath "
	  "LanguageID LocaleCode VersionID DocumentStatusCode DocumentDescription "
	  "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "cac:AdditionalDocumentReference",
	  "110 CopyIndicator UUID IssueDate IssueTime DocumentType XPath LanguageID "
	  "LocaleCode VersionID DocumentStatusCode 131 cac:ValidityPeriod cac:IssuerParty "
	  "cac:ResultOfVerification" },
	{ "cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference",
	  "121 DocumentHash HashAlgorithmMethod ExpiryDate ExpiryTime MimeCode FormatCode "
	  "EncodingCode CharacterSetCode FileName Description" },
	{ "cac:ProjectReference", "134 UUID IssueDate cac:WorkPhaseReference" },
	{ "cac:AccountingSupplierParty",
	  "138 CustomerAssignedAccountID AdditionalAccountID DataSendingCapability 198 "
	  "cac:DespatchContact cac:AccountingContact cac:SellerContact" },
	{ "cac:AccountingSupplierParty/cac:Party",
	  "141 MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID "
	  "IndustryClassificationCode cac:Language 168 cac:PhysicalLocation 193 "
	  "cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney "
	  "cac:FinancialAccount" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress",
	  "147 ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName "
	  "BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare "
	  "PlotIdentification CitySubdivisionName CountrySubentityCode Region District "
	  "TimezoneOffset 167 cac:LocationCoordinate" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country", "166 Name" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme",
	  "169 RegistrationName TaxLevelCode ExemptionReasonCode ExemptionReason "
	  "cac:RegistrationAddress" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cac:TaxScheme",
	  "174 Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity",
	  "178 RegistrationDate RegistrationExpirationDate CompanyLegalFormCode "
	  "SoleProprietorshipIndicator CompanyLiquidationStatusCode CorporateStockAmount "
	  "FullyPaidSharesIndicator cac:RegistrationAddress "
	  "cac:CorporateRegistrationScheme cac:HeadOfficeParty cac:ShareholderParty" },
	{ "cac:AccountingSupplierParty/cac:Party/cac:Contact",
	  "189 ID Telefax Note cac:OtherCommunication" },
	{ "cac:AccountingCustomerParty",
	  "201 CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID "
	  "262 cac:DeliveryContact cac:AccountingContact cac:BuyerContact" },
	{ "cac:AccountingCustomerParty/cac:Party",
	  "204 MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID "
	  "IndustryClassificationCode cac:Language 231 cac:PhysicalLocation 257 "
	  "cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney "
	  "cac:FinancialAccount" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress",
	  "210 ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName "
	  "BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare "
	  "PlotIdentification CitySubdivisionName CountrySubentityCode Region District "
	  "TimezoneOffset 230 cac:LocationCoordinate" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country", "229 Name" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme",
	  "232 RegistrationName TaxLevelCode ExemptionReasonCode ExemptionReason "
	  "cac:RegistrationAddress" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cac:TaxScheme",
	  "237 Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity",
	  "241 RegistrationDate RegistrationExpirationDate CompanyLegalFormCode "
	  "CompanyLegalForm SoleProprietorshipIndicator CompanyLiquidationStatusCode "
	  "CorporateStockAmount FullyPaidSharesIndicator cac:RegistrationAddress "
	  "cac:CorporateRegistrationScheme cac:HeadOfficeParty cac:ShareholderParty" },
	{ "cac:AccountingCustomerParty/cac:Party/cac:Contact",
	  "253 ID Telefax Note cac:OtherCommunication" },
	{ "cac:PayeeParty",
	  "265 MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID "
	  "EndpointID IndustryClassificationCode cac:Language cac:PostalAddress "
	  "cac:PhysicalLocation cac:PartyTaxScheme 288 cac:Contact cac:Person "
	  "cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney "
	  "cac:FinancialAccount" },
	{ "cac:PayeeParty/cac:PartyLegalEntity",
	  "275 RegistrationName RegistrationDate RegistrationExpirationDate "
	  "CompanyLegalFormCode CompanyLegalForm SoleProprietorshipIndicator "
	  "CompanyLiquidationStatusCode CorporateStockAmount FullyPaidSharesIndicator "
	  "cac:RegistrationAddress cac:CorporateRegistrationScheme cac:HeadOfficeParty "
	  "cac:ShareholderParty" },
	{ "cac:TaxRepresentativeParty",
	  "296 MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID "
	  "EndpointID IndustryClassificationCode cac:PartyIdentification cac:Language 325 "
	  "cac:PhysicalLocation 335 cac:PartyLegalEntity cac:Contact cac:Person "
	  "cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney "
	  "cac:FinancialAccount" },
	{ "cac:TaxRepresentativeParty/cac:PostalAddress",
	  "304 ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName "
	  "BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare "
	  "PlotIdentification CitySubdivisionName CountrySubentityCode Region District "
	  "TimezoneOffset 324 cac:LocationCoordinate" },
	{ "cac:TaxRepresentativeParty/cac:PostalAddress/cac:Country", "323 Name" },
	{ "cac:TaxRepresentativeParty/cac:PartyTaxScheme",
	  "326 RegistrationName TaxLevelCode ExemptionReasonCode ExemptionReason "
	  "cac:RegistrationAddress" },
	{ "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cac:TaxScheme",
	  "331 Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress" },
	{ "cac:Delivery",
	  "342 ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryTime "
	  "LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID 382 "
	  "cac:AlternativeDeliveryLocation cac:RequestedDeliveryPeriod "
	  "cac:EstimatedDeliveryPeriod cac:CarrierParty 404 cac:NotifyParty cac:Despatch "
	  "cac:DeliveryTerms cac:MinimumDeliveryUnit cac:MaximumDeliveryUnit cac:Shipment "
	  "682 cac:DeliveryAddress" },
	{ "cac:Delivery/cac:DeliveryLocation",
	  "351 Description Conditions CountrySubentity CountrySubentityCode "
	  "LocationTypeCode InformationURI Name cac:ValidityPeriod 380 "
	  "cac:SubsidiaryLocation cac:LocationCoordinate" },
	{ "cac:Delivery/cac:DeliveryLocation/cac:Address",
	  "359 ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName "
	  "BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare "
	  "PlotIdentification CitySubdivisionName CountrySubentityCode Region District "
	  "TimezoneOffset 379 cac:LocationCoordinate" },
	{ "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country", "378 Name" },
	{ "cac:Delivery/cac:DeliveryParty",
	  "386 MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID "
	  "EndpointID IndustryClassificationCode cac:PartyIdentification cac:Language "
	  "cac:PostalAddress cac:PhysicalLocation cac:PartyTaxScheme cac:PartyLegalEntity "
	  "cac:Contact cac:Person cac:AgentParty cac:ServiceProviderParty "
	  "cac:PowerOfAttorney cac:FinancialAccount" },
	{ "cac:PaymentMeans",
	  "411 ID 413 PaymentChannelCode InstructionID 434 cac:CreditAccount 451 "
	  "cac:TradeFinancing 681 InstructionNote" },
	{ "cac:PaymentMeans/cac:CardAccount",
	  "415 CardTypeCode ValidityStartDate ExpiryDate IssuerID IssueNumberID CV2ID "
	  "CardChipCode ChipApplicationID" },
	{ "cac:PaymentMeans/cac:PayeeFinancialAccount",
	  "424 AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote 433 "
	  "cac:Country" },
	{ "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch",
	  "429 Name 432 cac:Address" },
	{ "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cac:FinancialInstitution",
	  "430 Name cac:Address" },
	{ "cac:PaymentMeans/cac:PaymentMandate",
	  "435 MandateTypeCode MaximumPaymentInstructionsNumeric MaximumPaidAmount "
	  "SignatureID cac:PayerParty 448 cac:ValidityPeriod cac:PaymentReversalPeriod "
	  "cac:Clause" },
	{ "cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount",
	  "440 Name AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote "
	  "cac:FinancialInstitutionBranch cac:Country" },
	{ "cac:PaymentTerms",
	  "452 ID PaymentMeansID PrepaidPaymentReferenceID ReferenceEventCode "
	  "SettlementDiscountPercent PenaltySurchargePercent PaymentPercent Amount "
	  "SettlementDiscountAmount PenaltyAmount PaymentTermsDetailsURI PaymentDueDate "
	  "InstallmentDueDate InvoicingPartyReference cac:SettlementPeriod "
	  "cac:PenaltyPeriod cac:ExchangeRate cac:ValidityPeriod" },
	{ "cac:AllowanceCharge",
	  "471 ID PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost "
	  "PerUnitAmount 488 cac:TaxTotal cac:PaymentMeans" },
	{ "cac:AllowanceCharge/cac:TaxCategory",
	  "477 Name BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode "
	  "TaxExemptionReason TierRange TierRatePercent" },
	{ "cac:AllowanceCharge/cac:TaxCategory/cac:TaxScheme",
	  "484 Name TaxTypeCode CurrencyCode cac:JurisdiccionRegionAddress" },
	{ "cac:TaxTotal", "494 RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator" },
	{ "cac:TaxTotal/cac:TaxSubtotal",
	  "497 CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent "
	  "BaseUnitMeasure PerUnitAmount TierRange TierRatePercent" },
	{ "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory",
	  "504 Name BaseUnitMeasure PerUnitAmount TierRange TierRatePercent" },
	{ "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme",
	  "509 Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress" },
	{ "cac:LegalMonetaryTotal", "514 PayableAlternativeAmount" },
	{ "LINE", "515 UUID TaxPointDate AccountingCostCode PaymentPurposeCode "
		  "FreeOfChargeIndicator 529 cac:DespatchLineReference cac:ReceiptLineReference "
		  "cac:BillingReference 548 cac:PricingReference cac:OriginatorParty cac:Delivery "
		  "cac:PaymentTerms 561 cac:TaxTotal cac:WithholdingTaxTotal 645 "
		  "cac:DeliveryTerms cac:SubInvoiceLine cac:ItemPriceExtension" },
	{ "LINE/cac:InvoicePeriod",
	  "520 StartTime EndTime DurationMeasure DescriptionCode Description" },
	{ "LINE/cac:OrderLineReference",
	  "525 SalesOrderLineID UUID LineStatusCode cac:OrderReference" },
	{ "LINE/cac:DocumentReference",
	  "532 CopyIndicator UUID IssueDate IssueTime 537 DocumentType XPath LanguageID "
	  "LocaleCode VersionID DocumentStatusCode DocumentDescription cac:Attachment "
	  "cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification" },
	{ "LINE/cac:AllowanceCharge",
	  "552 ID PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost "
	  "PerUnitAmount cac:TaxCategory cac:TaxTotal cac:PaymentMeans" },
	{ "LINE/cac:Item",
	  "563 PackQuantity PackSizeNumeric CatalogueIndicator HazardousRiskIndicator "
	  "AdditionalInformation Keyword BrandName ModelName 581 "
	  "cac:ManufacturersItemIdentification 587 cac:CatalogueItemIdentification "
	  "cac:AdditionalItemIdentification cac:CatalogueDocumentReference "
	  "cac:ItemSpecificationDocumentReference 595 cac:TransactionConditions "
	  "cac:HazardousItem 619 cac:ManufacturerParty "
	  "cac:InformationContentProviderParty cac:OriginAddress cac:ItemInstance "
	  "cac:Certificate cac:Dimension" },
	{ "LINE/cac:Item/cac:BuyersItemIdentification",
	  "571 ExtendedID BarecodeSymbologyID cac:PhysicalAttribute "
	  "cac:MeasurementDimension cac:IssuerParty" },
	{ "LINE/cac:Item/cac:SellersItemIdentification",
	  "576 ExtendedID BarecodeSymbologyID cac:PhysicalAttribute "
	  "cac:MeasurementDimension cac:IssuerParty" },
	{ "LINE/cac:Item/cac:StandardItemIdentification",
	  "582 ExtendedID BarecodeSymbologyID cac:PhysicalAttribute "
	  "cac:MeasurementDimension cac:IssuerParty" },
	{ "LINE/cac:Item/cac:OriginCountry", "591 Name" },
	{ "LINE/cac:Item/cac:CommodityClassification",
	  "592 NatureCode CargoTypeCode CommodityCode" },
	{ "LINE/cac:Item/cac:ClassifiedTaxCategory",
	  "597 Name BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode "
	  "TaxExemptionReason TierRange TierRatePercent" },
	{ "LINE/cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme",
	  "604 Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress" },
	{ "LINE/cac:Item/cac:AdditionalItemProperty",
	  "608 ID NameCode TestMethod ValueQuantity ValueQualifier ImportanceCode "
	  "ListValue cac:UsabilityPeriod cac:ItemPropertyGroup cac:RangeDimension "
	  "cac:ItemPropertyRange" },
	{ "LINE/cac:Price",
	  "625 PriceChangeReason PriceTypeCode PriceType OrderableUnitFactorRate "
	  "ValidityPeriod PriceList OrderableUnitFactorRate 644 cac:PricingExchangeRate" },
	{ "LINE/cac:Price/cac:AllowanceCharge",
	  "632 ID AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric "
	  "PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost "
	  "PerUnitAmount cac:TaxCategory cac:TaxTotal cac:PaymentMeans" },
};
const size_t ubl_beyond_table_n = ARRAY_LEN(ubl_beyond_table);
