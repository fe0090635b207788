/* The structure of UBL 2.1 invoices and credit notes: for each element its children in their order, "?" at
 * most once, "*" any number, "+" at least once, else exactly once. Names without prefix are cbc. All that an
 * invoice can hold by the OASIS standard's schemas, beyond what EN 16931 uses; A to L, with extensions,
 * which may hold anything of other namespaces. */
#include "ubl_structure.h"

#include "base.h"

const struct ubl_shape ubl_shapes[] = {
	{ "UBLExtensions", "ext:UBLExtension+" },
	{ "UBLExtension", "ID? Name? ext:ExtensionAgencyID? ext:ExtensionAgencyName? "
			  "ext:ExtensionVersionID? ext:ExtensionAgencyURI? ext:ExtensionURI? "
			  "ext:ExtensionReasonCode? ext:ExtensionReason? ext:ExtensionContent" },
	{ "Invoice", "ext:UBLExtensions? UBLVersionID? CustomizationID? ProfileID? "
		     "ProfileExecutionID? ID CopyIndicator? UUID? IssueDate IssueTime? DueDate? "
		     "InvoiceTypeCode? Note* TaxPointDate? DocumentCurrencyCode? TaxCurrencyCode? "
		     "PricingCurrencyCode? PaymentCurrencyCode? PaymentAlternativeCurrencyCode? "
		     "AccountingCostCode? AccountingCost? LineCountNumeric? BuyerReference? "
		     "cac:InvoicePeriod* cac:OrderReference? cac:BillingReference* "
		     "cac:DespatchDocumentReference* cac:ReceiptDocumentReference* "
		     "cac:StatementDocumentReference* cac:OriginatorDocumentReference* "
		     "cac:ContractDocumentReference* cac:AdditionalDocumentReference* "
		     "cac:ProjectReference* cac:Signature* cac:AccountingSupplierParty "
		     "cac:AccountingCustomerParty cac:PayeeParty? cac:BuyerCustomerParty? "
		     "cac:SellerSupplierParty? cac:TaxRepresentativeParty? cac:Delivery* "
		     "cac:DeliveryTerms? cac:PaymentMeans* cac:PaymentTerms* cac:PrepaidPayment* "
		     "cac:AllowanceCharge* cac:TaxExchangeRate? cac:PricingExchangeRate? "
		     "cac:PaymentExchangeRate? cac:PaymentAlternativeExchangeRate? cac:TaxTotal* "
		     "cac:WithholdingTaxTotal* cac:LegalMonetaryTotal cac:InvoiceLine+" },
	{ "CreditNote",
	  "ext:UBLExtensions? UBLVersionID? CustomizationID? ProfileID? "
	  "ProfileExecutionID? ID CopyIndicator? UUID? IssueDate IssueTime? TaxPointDate? "
	  "CreditNoteTypeCode? Note* DocumentCurrencyCode? TaxCurrencyCode? "
	  "PricingCurrencyCode? PaymentCurrencyCode? PaymentAlternativeCurrencyCode? "
	  "AccountingCostCode? AccountingCost? LineCountNumeric? BuyerReference? "
	  "cac:InvoicePeriod* cac:DiscrepancyResponse* cac:OrderReference? "
	  "cac:BillingReference* cac:DespatchDocumentReference* "
	  "cac:ReceiptDocumentReference* cac:ContractDocumentReference* "
	  "cac:AdditionalDocumentReference* cac:StatementDocumentReference* "
	  "cac:OriginatorDocumentReference* cac:Signature* cac:AccountingSupplierParty "
	  "cac:AccountingCustomerParty cac:PayeeParty? cac:BuyerCustomerParty? "
	  "cac:SellerSupplierParty? cac:TaxRepresentativeParty? cac:Delivery* "
	  "cac:DeliveryTerms* cac:PaymentMeans* cac:PaymentTerms* cac:TaxExchangeRate? "
	  "cac:PricingExchangeRate? cac:PaymentExchangeRate? "
	  "cac:PaymentAlternativeExchangeRate? cac:AllowanceCharge* cac:TaxTotal* "
	  "cac:LegalMonetaryTotal cac:CreditNoteLine+" },
	{ "AddressLine", "Line" },
	{ "Address ApplicableAddress ApplicableTerritoryAddress DeliveryAddress "
	  "DespatchAddress JurisdictionRegionAddress LocationAddress OriginAddress "
	  "PostalAddress RegistrationAddress ResidenceAddress ReturnAddress",
	  "ID? AddressTypeCode? AddressFormatCode? Postbox? Floor? Room? StreetName? "
	  "AdditionalStreetName? BlockName? BuildingName? BuildingNumber? InhouseMail? "
	  "Department? MarkAttention? MarkCare? PlotIdentification? CitySubdivisionName? "
	  "CityName? PostalZone? CountrySubentity? CountrySubentityCode? Region? "
	  "District? TimezoneOffset? cac:AddressLine* cac:Country? "
	  "cac:LocationCoordinate*" },
	{ "AirTransport", "AircraftID" },
	{ "AllowanceCharge ExtraAllowanceCharge FreightAllowanceCharge "
	  "ServiceAllowanceCharge",
	  "ID? ChargeIndicator AllowanceChargeReasonCode? AllowanceChargeReason* "
	  "MultiplierFactorNumeric? PrepaidIndicator? SequenceNumeric? Amount BaseAmount? "
	  "AccountingCostCode? AccountingCost? PerUnitAmount? cac:TaxCategory* "
	  "cac:TaxTotal? cac:PaymentMeans*" },
	{ "Attachment DigitalSignatureAttachment",
	  "EmbeddedDocumentBinaryObject? cac:ExternalReference?" },
	{ "BillingReferenceLine", "ID Amount? cac:AllowanceCharge*" },
	{ "BillingReference",
	  "cac:InvoiceDocumentReference? cac:SelfBilledInvoiceDocumentReference? "
	  "cac:CreditNoteDocumentReference? cac:SelfBilledCreditNoteDocumentReference? "
	  "cac:DebitNoteDocumentReference? cac:ReminderDocumentReference? "
	  "cac:AdditionalDocumentReference? cac:BillingReferenceLine*" },
	{ "FinancialInstitutionBranch", "ID? Name? cac:FinancialInstitution? cac:Address?" },
	{ "CardAccount",
	  "PrimaryAccountNumberID NetworkID CardTypeCode? ValidityStartDate? ExpiryDate? "
	  "IssuerID? IssueNumberID? CV2ID? CardChipCode? ChipApplicationID? HolderName?" },
	{ "Certificate", "ID CertificateTypeCode CertificateType Remarks* cac:IssuerParty "
			 "cac:DocumentReference* cac:Signature*" },
	{ "Clause", "ID? Content*" },
	{ "CommodityClassification SupportedCommodityClassification "
	  "UnsupportedCommodityClassification",
	  "NatureCode? CargoTypeCode? CommodityCode? ItemClassificationCode?" },
	{ "OtherCommunication", "ChannelCode? Channel? Value?" },
	{ "Condition", "AttributeID Measure? Description* MinimumMeasure? MaximumMeasure?" },
	{ "ChildConsignment Consignment",
	  "ID CarrierAssignedID? ConsigneeAssignedID? ConsignorAssignedID? "
	  "FreightForwarderAssignedID? BrokerAssignedID? ContractedCarrierAssignedID? "
	  "PerformingCarrierAssignedID? SummaryDescription* TotalInvoiceAmount? "
	  "DeclaredCustomsValueAmount? TariffDescription* TariffCode? "
	  "InsurancePremiumAmount? GrossWeightMeasure? NetWeightMeasure? "
	  "NetNetWeightMeasure? ChargeableWeightMeasure? GrossVolumeMeasure? "
	  "NetVolumeMeasure? LoadingLengthMeasure? Remarks* HazardousRiskIndicator? "
	  "AnimalFoodIndicator? HumanFoodIndicator? LivestockIndicator? "
	  "BulkCargoIndicator? ContainerizedIndicator? GeneralCargoIndicator? "
	  "SpecialSecurityIndicator? ThirdPartyPayerIndicator? "
	  "CarrierServiceInstructions* CustomsClearanceServiceInstructions* "
	  "ForwarderServiceInstructions* SpecialServiceInstructions* SequenceID? "
	  "ShippingPriorityLevelCode? HandlingCode? HandlingInstructions* Information* "
	  "TotalGoodsItemQuantity? TotalTransportHandlingUnitQuantity? "
	  "InsuranceValueAmount? DeclaredForCarriageValueAmount? "
	  "DeclaredStatisticsValueAmount? FreeOnBoardValueAmount? SpecialInstructions* "
	  "SplitConsignmentIndicator? DeliveryInstructions* ConsignmentQuantity? "
	  "ConsolidatableIndicator? HaulageInstructions* LoadingSequenceID? "
	  "ChildConsignmentQuantity? TotalPackagesQuantity? cac:ConsolidatedShipment* "
	  "cac:CustomsDeclaration* cac:RequestedPickupTransportEvent? "
	  "cac:RequestedDeliveryTransportEvent? cac:PlannedPickupTransportEvent? "
	  "cac:PlannedDeliveryTransportEvent? cac:Status* cac:ChildConsignment* "
	  "cac:ConsigneeParty? cac:ExporterParty? cac:ConsignorParty? cac:ImporterParty? "
	  "cac:CarrierParty? cac:FreightForwarderParty? cac:NotifyParty? "
	  "cac:OriginalDespatchParty? cac:FinalDeliveryParty? cac:PerformingCarrierParty? "
	  "cac:SubstituteCarrierParty? cac:LogisticsOperatorParty? "
	  "cac:TransportAdvisorParty? cac:HazardousItemNotificationParty? "
	  "cac:InsuranceParty? cac:MortgageHolderParty? cac:BillOfLadingHolderParty? "
	  "cac:OriginalDepartureCountry? cac:FinalDestinationCountry? cac:TransitCountry* "
	  "cac:TransportContract? cac:TransportEvent* "
	  "cac:OriginalDespatchTransportationService? "
	  "cac:FinalDeliveryTransportationService? cac:DeliveryTerms? cac:PaymentTerms? "
	  "cac:CollectPaymentTerms? cac:DisbursementPaymentTerms? "
	  "cac:PrepaidPaymentTerms? cac:FreightAllowanceCharge* cac:ExtraAllowanceCharge* "
	  "cac:MainCarriageShipmentStage* cac:PreCarriageShipmentStage* "
	  "cac:OnCarriageShipmentStage* cac:TransportHandlingUnit* "
	  "cac:FirstArrivalPortLocation? cac:LastExitPortLocation?" },
	{ "AccountingContact BuyerContact Contact DeliveryContact DespatchContact "
	  "SellerContact",
	  "ID? Name? Telephone? Telefax? ElectronicMail? Note* cac:OtherCommunication*" },
	{ "ForeignExchangeContract TransportContract",
	  "ID? IssueDate? IssueTime? NominationDate? NominationTime? ContractTypeCode? "
	  "ContractType? Note* VersionID? Description* cac:ValidityPeriod? "
	  "cac:ContractDocumentReference* cac:NominationPeriod? cac:ContractualDelivery?" },
	{ "CorporateRegistrationScheme",
	  "ID? Name? CorporateRegistrationTypeCode? cac:JurisdictionRegionAddress*" },
	{ "Country ExportCountry FinalDestinationCountry OriginCountry "
	  "OriginalDepartureCountry TransitCountry",
	  "IdentificationCode? Name?" },
	{ "CreditAccount", "AccountID" },
	{ "CreditNoteLine SubCreditNoteLine",
	  "ID UUID? Note* CreditedQuantity? LineExtensionAmount? TaxPointDate? "
	  "AccountingCostCode? AccountingCost? PaymentPurposeCode? FreeOfChargeIndicator? "
	  "cac:InvoicePeriod* cac:OrderLineReference* cac:DiscrepancyResponse* "
	  "cac:DespatchLineReference* cac:ReceiptLineReference* cac:BillingReference* "
	  "cac:DocumentReference* cac:PricingReference? cac:OriginatorParty? "
	  "cac:Delivery* cac:PaymentTerms* cac:TaxTotal* cac:AllowanceCharge* cac:Item? "
	  "cac:Price? cac:DeliveryTerms* cac:SubCreditNoteLine* cac:ItemPriceExtension?" },
	{ "AccountingCustomerParty BuyerCustomerParty",
	  "CustomerAssignedAccountID? SupplierAssignedAccountID? AdditionalAccountID* "
	  "cac:Party? cac:DeliveryContact? cac:AccountingContact? cac:BuyerContact?" },
	{ "CustomsDeclaration", "ID cac:IssuerParty?" },
	{ "DeliveryTerms", "ID? SpecialTerms* LossRiskResponsibilityCode? LossRisk* Amount? "
			   "cac:DeliveryLocation? cac:AllowanceCharge?" },
	{ "ContractualDelivery Delivery",
	  "ID? Quantity? MinimumQuantity? MaximumQuantity? ActualDeliveryDate? "
	  "ActualDeliveryTime? LatestDeliveryDate? LatestDeliveryTime? ReleaseID? "
	  "TrackingID? cac:DeliveryAddress? cac:DeliveryLocation? "
	  "cac:AlternativeDeliveryLocation? cac:RequestedDeliveryPeriod? "
	  "cac:PromisedDeliveryPeriod? cac:EstimatedDeliveryPeriod? cac:CarrierParty? "
	  "cac:DeliveryParty? cac:NotifyParty* cac:Despatch? cac:DeliveryTerms* "
	  "cac:MinimumDeliveryUnit? cac:MaximumDeliveryUnit? cac:Shipment?" },
	{ "DeliveryUnit MaximumDeliveryUnit MinimumDeliveryUnit",
	  "BatchQuantity ConsumerUnitQuantity? HazardousRiskIndicator?" },
	{ "DependentPriceReference", "Percent? cac:LocationAddress? cac:DependentLineReference?" },
	{ "HandlingUnitDespatchLine",
	  "ID UUID? Note* LineStatusCode? DeliveredQuantity? BackorderQuantity? "
	  "BackorderReason* OutstandingQuantity? OutstandingReason* OversupplyQuantity? "
	  "cac:OrderLineReference+ cac:DocumentReference* cac:Item cac:Shipment*" },
	{ "Despatch",
	  "ID? RequestedDespatchDate? RequestedDespatchTime? EstimatedDespatchDate? "
	  "EstimatedDespatchTime? ActualDespatchDate? ActualDespatchTime? "
	  "GuaranteedDespatchDate? GuaranteedDespatchTime? ReleaseID? Instructions* "
	  "cac:DespatchAddress? cac:DespatchLocation? cac:DespatchParty? "
	  "cac:CarrierParty? cac:NotifyParty* cac:Contact? cac:EstimatedDespatchPeriod? "
	  "cac:RequestedDespatchPeriod?" },
	{ "Dimension FloorSpaceMeasurementDimension MeasurementDimension "
	  "PalletSpaceMeasurementDimension RangeDimension TotalCapacityDimension",
	  "AttributeID Measure? Description* MinimumMeasure? MaximumMeasure?" },
	{ "AdditionalDocumentReference CatalogueDocumentReference "
	  "ContractDocumentReference CreditNoteDocumentReference "
	  "DebitNoteDocumentReference DespatchDocumentReference DocumentReference "
	  "IdentityDocumentReference InvoiceDocumentReference "
	  "ItemSpecificationDocumentReference MandateDocumentReference "
	  "OriginalDocumentReference OriginatorDocumentReference ReceiptDocumentReference "
	  "RegistryCertificateDocumentReference ReminderDocumentReference "
	  "SelfBilledCreditNoteDocumentReference SelfBilledInvoiceDocumentReference "
	  "ShipmentDocumentReference StatementDocumentReference "
	  "WorkOrderDocumentReference",
	  "ID CopyIndicator? UUID? IssueDate? IssueTime? DocumentTypeCode? DocumentType? "
	  "XPath* LanguageID? LocaleCode? VersionID? DocumentStatusCode? "
	  "DocumentDescription* cac:Attachment? cac:ValidityPeriod? cac:IssuerParty? "
	  "cac:ResultOfVerification?" },
	{ "EmissionCalculationMethod",
	  "CalculationMethodCode? FullnessIndicationCode? cac:MeasurementFromLocation? "
	  "cac:MeasurementToLocation?" },
	{ "EnvironmentalEmission", "EnvironmentalEmissionTypeCode ValueMeasure Description* "
				   "cac:EmissionCalculationMethod*" },
	{ "ExchangeRate PaymentAlternativeExchangeRate PaymentExchangeRate "
	  "PricingExchangeRate TaxExchangeRate",
	  "SourceCurrencyCode SourceCurrencyBaseRate? TargetCurrencyCode "
	  "TargetCurrencyBaseRate? ExchangeMarketID? CalculationRate? "
	  "MathematicOperatorCode? Date? cac:ForeignExchangeContract?" },
	{ "ExternalReference",
	  "URI? DocumentHash? HashAlgorithmMethod? ExpiryDate? ExpiryTime? MimeCode? "
	  "FormatCode? EncodingCode? CharacterSetCode? FileName? Description*" },
	{ "FinancialAccount FinancingFinancialAccount PayeeFinancialAccount "
	  "PayerFinancialAccount",
	  "ID? Name? AliasName? AccountTypeCode? AccountFormatCode? CurrencyCode? "
	  "PaymentNote* cac:FinancialInstitutionBranch? cac:Country?" },
	{ "FinancialInstitution", "ID? Name? cac:Address?" },
	{ "GoodsItemContainer", "ID Quantity? cac:TransportEquipment*" },
	{ "ContainedGoodsItem GoodsItem",
	  "ID? SequenceNumberID? Description* HazardousRiskIndicator? "
	  "DeclaredCustomsValueAmount? DeclaredForCarriageValueAmount? "
	  "DeclaredStatisticsValueAmount? FreeOnBoardValueAmount? InsuranceValueAmount? "
	  "ValueAmount? GrossWeightMeasure? NetWeightMeasure? NetNetWeightMeasure? "
	  "ChargeableWeightMeasure? GrossVolumeMeasure? NetVolumeMeasure? Quantity? "
	  "PreferenceCriterionCode? RequiredCustomsID? CustomsStatusCode? "
	  "CustomsTariffQuantity? CustomsImportClassifiedIndicator? ChargeableQuantity? "
	  "ReturnableQuantity? TraceID? cac:Item* cac:GoodsItemContainer* "
	  "cac:FreightAllowanceCharge* cac:InvoiceLine* cac:Temperature* "
	  "cac:ContainedGoodsItem* cac:OriginAddress? cac:Delivery? cac:Pickup? "
	  "cac:Despatch? cac:MeasurementDimension* cac:ContainingPackage* "
	  "cac:ShipmentDocumentReference? cac:MinimumTemperature? cac:MaximumTemperature?" },
	{ "HazardousGoodsTransit",
	  "TransportEmergencyCardCode? PackingCriteriaCode? HazardousRegulationCode? "
	  "InhalationToxicityZoneCode? TransportAuthorizationCode? "
	  "cac:MaximumTemperature? cac:MinimumTemperature?" },
	{ "HazardousItem",
	  "ID? PlacardNotation? PlacardEndorsement? AdditionalInformation* UNDGCode? "
	  "EmergencyProceduresCode? MedicalFirstAidGuideCode? TechnicalName? "
	  "CategoryName? HazardousCategoryCode? UpperOrangeHazardPlacardID? "
	  "LowerOrangeHazardPlacardID? MarkingID? HazardClassID? NetWeightMeasure? "
	  "NetVolumeMeasure? Quantity? cac:ContactParty? cac:SecondaryHazard* "
	  "cac:HazardousGoodsTransit* cac:EmergencyTemperature? "
	  "cac:FlashpointTemperature? cac:AdditionalTemperature*" },
	{ "InvoiceLine SubInvoiceLine",
	  "ID UUID? Note* InvoicedQuantity? LineExtensionAmount TaxPointDate? "
	  "AccountingCostCode? AccountingCost? PaymentPurposeCode? FreeOfChargeIndicator? "
	  "cac:InvoicePeriod* cac:OrderLineReference* cac:DespatchLineReference* "
	  "cac:ReceiptLineReference* cac:BillingReference* cac:DocumentReference* "
	  "cac:PricingReference? cac:OriginatorParty? cac:Delivery* cac:PaymentTerms* "
	  "cac:AllowanceCharge* cac:TaxTotal* cac:WithholdingTaxTotal* cac:Item "
	  "cac:Price? cac:DeliveryTerms? cac:SubInvoiceLine* cac:ItemPriceExtension?" },
	{ "AdditionalItemIdentification BuyersItemIdentification "
	  "CatalogueItemIdentification ManufacturersItemIdentification "
	  "SellersItemIdentification StandardItemIdentification",
	  "ID ExtendedID? BarcodeSymbologyID? cac:PhysicalAttribute* "
	  "cac:MeasurementDimension* cac:IssuerParty?" },
	{ "ItemInstance",
	  "ProductTraceID? ManufactureDate? ManufactureTime? BestBeforeDate? "
	  "RegistrationID? SerialID? cac:AdditionalItemProperty* cac:LotIdentification?" },
	{ "OriginalItemLocationQuantity",
	  "LeadTimeMeasure? MinimumQuantity? MaximumQuantity? HazardousRiskIndicator? "
	  "TradingRestrictions* cac:ApplicableTerritoryAddress* cac:Price? "
	  "cac:DeliveryUnit* cac:ApplicableTaxCategory* cac:Package? cac:AllowanceCharge* "
	  "cac:DependentPriceReference?" },
	{ "ItemPropertyGroup", "ID Name? ImportanceCode?" },
	{ "ItemPropertyRange", "MinimumValue? MaximumValue?" },
	{ "AdditionalItemProperty",
	  "ID? Name NameCode? TestMethod? Value? ValueQuantity? ValueQualifier* "
	  "ImportanceCode? ListValue* cac:UsabilityPeriod? cac:ItemPropertyGroup* "
	  "cac:RangeDimension? cac:ItemPropertyRange?" },
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
	{ "Language", "ID? Name? LocaleCode?" },
	{ "DependentLineReference DespatchLineReference ReceiptLineReference",
	  "LineID UUID? LineStatusCode? cac:DocumentReference?" },
	{ "LocationCoordinate",
	  "CoordinateSystemCode? LatitudeDegreesMeasure? LatitudeMinutesMeasure? "
	  "LatitudeDirectionCode? LongitudeDegreesMeasure? LongitudeMinutesMeasure? "
	  "LongitudeDirectionCode? AltitudeMeasure?" },
	{ "AlternativeDeliveryLocation DeliveryLocation DespatchLocation "
	  "FirstArrivalPortLocation FreightChargeLocation LastExitPortLocation "
	  "LoadingLocation LoadingPortLocation Location MeasurementFromLocation "
	  "MeasurementToLocation PhysicalLocation PickupLocation RegistryPortLocation "
	  "StorageLocation SubsidiaryLocation TransshipPortLocation UnloadingLocation "
	  "UnloadingPortLocation",
	  "ID? Description* Conditions* CountrySubentity? CountrySubentityCode? "
	  "LocationTypeCode? InformationURI? Name? cac:ValidityPeriod* cac:Address? "
	  "cac:SubsidiaryLocation* cac:LocationCoordinate*" },
	{ "LotIdentification", "LotNumberID? ExpiryDate? cac:AdditionalItemProperty*" },
	{ "MaritimeTransport",
	  "VesselID? VesselName? RadioCallSignID? ShipsRequirements* GrossTonnageMeasure? "
	  "NetTonnageMeasure? cac:RegistryCertificateDocumentReference? "
	  "cac:RegistryPortLocation?" },
	{ "LegalMonetaryTotal",
	  "LineExtensionAmount? TaxExclusiveAmount? TaxInclusiveAmount? "
	  "AllowanceTotalAmount? ChargeTotalAmount? PrepaidAmount? PayableRoundingAmount? "
	  "PayableAmount PayableAlternativeAmount?" },
	{ "OrderLineReference",
	  "LineID SalesOrderLineID? UUID? LineStatusCode? cac:OrderReference?" },
	{ "OrderReference",
	  "ID SalesOrderID? CopyIndicator? UUID? IssueDate? IssueTime? CustomerReference? "
	  "OrderTypeCode? cac:DocumentReference?" },
	{ "ActualPackage ContainedPackage ContainingPackage Package",
	  "ID? Quantity? ReturnableMaterialIndicator? PackageLevelCode? "
	  "PackagingTypeCode? PackingMaterial* TraceID? cac:ContainedPackage* "
	  "cac:ContainingTransportEquipment? cac:GoodsItem* cac:MeasurementDimension* "
	  "cac:DeliveryUnit* cac:Delivery? cac:Pickup? cac:Despatch?" },
	{ "PartyIdentification", "ID" },
	{ "PartyLegalEntity",
	  "RegistrationName? CompanyID? RegistrationDate? RegistrationExpirationDate? "
	  "CompanyLegalFormCode? CompanyLegalForm? SoleProprietorshipIndicator? "
	  "CompanyLiquidationStatusCode? CorporateStockAmount? FullyPaidSharesIndicator? "
	  "cac:RegistrationAddress? cac:CorporateRegistrationScheme? cac:HeadOfficeParty? "
	  "cac:ShareholderParty*" },
	{ "PartyName", "Name" },
	{ "PartyTaxScheme", "RegistrationName? CompanyID? TaxLevelCode? ExemptionReasonCode? "
			    "ExemptionReason* cac:RegistrationAddress? cac:TaxScheme" },
	{ "AgentParty BillOfLadingHolderParty CarrierParty ConsigneeParty ConsignorParty "
	  "ContactParty CustomsAgentParty DeliveryParty DespatchParty ExporterParty "
	  "FinalDeliveryParty FinancingParty FreightForwarderParty "
	  "HazardousItemNotificationParty HeadOfficeParty ImporterParty "
	  "InformationContentProviderParty InsuranceParty IssuerParty LoadingProofParty "
	  "LogisticsOperatorParty ManufacturerParty MortgageHolderParty NotaryParty "
	  "NotifyParty OperatingParty OriginalDespatchParty OriginatorParty OwnerParty "
	  "Party PayeeParty PayerParty PerformingCarrierParty PickupParty ProviderParty "
	  "ResponsibleTransportServiceProviderParty SignatoryParty SubstituteCarrierParty "
	  "TaxRepresentativeParty TerminalOperatorParty TransportAdvisorParty "
	  "WitnessParty",
	  "MarkCareIndicator? MarkAttentionIndicator? WebsiteURI? LogoReferenceID? "
	  "EndpointID? IndustryClassificationCode? cac:PartyIdentification* "
	  "cac:PartyName* cac:Language? cac:PostalAddress? cac:PhysicalLocation? "
	  "cac:PartyTaxScheme* cac:PartyLegalEntity* cac:Contact? cac:Person* "
	  "cac:AgentParty? cac:ServiceProviderParty* cac:PowerOfAttorney* "
	  "cac:FinancialAccount?" },
};
const size_t ubl_shapes_n = ARRAY_LEN(ubl_shapes);
