/* The structure of UBL 2.1 invoices and credit notes: for each element its children in their order, "?" at
 * most once, "*" any number, "+" at least once, else exactly once. Names without prefix are cbc. All that an
 * invoice can hold by the OASIS standard's schemas, beyond what EN 16931 uses; the second half
 * of ubl_shapes.c. */
#include "ubl_structure.h"

#include "base.h"

const struct ubl_shape ubl_shapes_more[] = {
	{ "PaymentMandate",
	  "ID? MandateTypeCode? MaximumPaymentInstructionsNumeric? MaximumPaidAmount? "
	  "SignatureID? cac:PayerParty? cac:PayerFinancialAccount? cac:ValidityPeriod? "
	  "cac:PaymentReversalPeriod? cac:Clause*" },
	{ "PaymentMeans", "ID? PaymentMeansCode PaymentDueDate? PaymentChannelCode? InstructionID? "
			  "InstructionNote* PaymentID* cac:CardAccount? cac:PayerFinancialAccount? "
			  "cac:PayeeFinancialAccount? cac:CreditAccount? cac:PaymentMandate? "
			  "cac:TradeFinancing?" },
	{ "CollectPaymentTerms DisbursementPaymentTerms PaymentTerms PrepaidPaymentTerms",
	  "ID? PaymentMeansID* PrepaidPaymentReferenceID? Note* ReferenceEventCode? "
	  "SettlementDiscountPercent? PenaltySurchargePercent? PaymentPercent? Amount? "
	  "SettlementDiscountAmount? PenaltyAmount? PaymentTermsDetailsURI? "
	  "PaymentDueDate? InstallmentDueDate? InvoicingPartyReference? "
	  "cac:SettlementPeriod? cac:PenaltyPeriod? cac:ExchangeRate? cac:ValidityPeriod?" },
	{ "PrepaidPayment", "ID? PaidAmount? ReceivedDate? PaidDate? PaidTime? InstructionID?" },
	{ "EstimatedDeliveryPeriod EstimatedDespatchPeriod EstimatedDurationPeriod "
	  "EstimatedTransitPeriod InvoicePeriod NominationPeriod PaymentReversalPeriod "
	  "PenaltyPeriod Period PromisedDeliveryPeriod RequestedDeliveryPeriod "
	  "RequestedDespatchPeriod SettlementPeriod TransitPeriod UsabilityPeriod "
	  "ValidityPeriod",
	  "StartDate? StartTime? EndDate? EndTime? DurationMeasure? DescriptionCode* "
	  "Description*" },
	{ "CrewMemberPerson DriverPerson MasterPerson PassengerPerson Person "
	  "ReportingPerson SecurityOfficerPerson ShipsSurgeonPerson",
	  "ID? FirstName? FamilyName? Title? MiddleName? OtherName? NameSuffix? JobTitle? "
	  "NationalityID? GenderCode? BirthDate? BirthplaceName? OrganizationDepartment? "
	  "cac:Contact? cac:FinancialAccount? cac:IdentityDocumentReference* "
	  "cac:ResidenceAddress?" },
	{ "PhysicalAttribute", "AttributeID PositionCode? DescriptionCode? Description*" },
	{ "Pickup", "ID? ActualPickupDate? ActualPickupTime? EarliestPickupDate? "
		    "EarliestPickupTime? LatestPickupDate? LatestPickupTime? cac:PickupLocation? "
		    "cac:PickupParty?" },
	{ "PowerOfAttorney",
	  "ID? IssueDate? IssueTime? Description* cac:NotaryParty? cac:AgentParty "
	  "cac:WitnessParty* cac:MandateDocumentReference*" },
	{ "ItemPriceExtension", "Amount cac:TaxTotal*" },
	{ "PreviousPriceList PriceList",
	  "ID? StatusCode? cac:ValidityPeriod* cac:PreviousPriceList?" },
	{ "AlternativeConditionPrice Price",
	  "PriceAmount BaseQuantity? PriceChangeReason* PriceTypeCode? PriceType? "
	  "OrderableUnitFactorRate? cac:ValidityPeriod* cac:PriceList? "
	  "cac:AllowanceCharge* cac:PricingExchangeRate?" },
	{ "PricingReference", "cac:OriginalItemLocationQuantity? cac:AlternativeConditionPrice*" },
	{ "ProjectReference", "ID UUID? IssueDate? cac:WorkPhaseReference*" },
	{ "RailTransport", "TrainID RailCarID?" },
	{ "ReceivedHandlingUnitReceiptLine",
	  "ID UUID? Note* ReceivedQuantity? ShortQuantity? ShortageActionCode? "
	  "RejectedQuantity? RejectReasonCode? RejectReason* RejectActionCode? "
	  "QuantityDiscrepancyCode? OversupplyQuantity? ReceivedDate? "
	  "TimingComplaintCode? TimingComplaint? cac:OrderLineReference? "
	  "cac:DespatchLineReference* cac:DocumentReference* cac:Item* cac:Shipment*" },
	{ "DiscrepancyResponse",
	  "ReferenceID? ResponseCode? Description* EffectiveDate? EffectiveTime? "
	  "cac:Status*" },
	{ "ResultOfVerification",
	  "ValidatorID? ValidationResultCode? ValidationDate? ValidationTime? "
	  "ValidateProcess? ValidateTool? ValidateToolVersion? cac:SignatoryParty?" },
	{ "RoadTransport", "LicensePlateID" },
	{ "SecondaryHazard",
	  "ID? PlacardNotation? PlacardEndorsement? EmergencyProceduresCode? Extension*" },
	{ "ScheduledServiceFrequency", "WeekDayCode" },
	{ "ServiceProviderParty",
	  "ID? ServiceTypeCode? ServiceType* cac:Party cac:SellerContact?" },
	{ "ShareholderParty", "PartecipationPercent? cac:Party?" },
	{ "MainCarriageShipmentStage OnCarriageShipmentStage PreCarriageShipmentStage "
	  "ShipmentStage",
	  "ID? TransportModeCode? TransportMeansTypeCode? TransitDirectionCode? "
	  "PreCarriageIndicator? OnCarriageIndicator? EstimatedDeliveryDate? "
	  "EstimatedDeliveryTime? RequiredDeliveryDate? RequiredDeliveryTime? "
	  "LoadingSequenceID? SuccessiveSequenceID? Instructions* DemurrageInstructions* "
	  "CrewQuantity? PassengerQuantity? cac:TransitPeriod? cac:CarrierParty* "
	  "cac:TransportMeans? cac:LoadingPortLocation? cac:UnloadingPortLocation? "
	  "cac:TransshipPortLocation? cac:LoadingTransportEvent? "
	  "cac:ExaminationTransportEvent? cac:AvailabilityTransportEvent? "
	  "cac:ExportationTransportEvent? cac:DischargeTransportEvent? "
	  "cac:WarehousingTransportEvent? cac:TakeoverTransportEvent? "
	  "cac:OptionalTakeoverTransportEvent? cac:DropoffTransportEvent? "
	  "cac:ActualPickupTransportEvent? cac:DeliveryTransportEvent? "
	  "cac:ReceiptTransportEvent? cac:StorageTransportEvent? "
	  "cac:AcceptanceTransportEvent? cac:TerminalOperatorParty? "
	  "cac:CustomsAgentParty? cac:EstimatedTransitPeriod? cac:FreightAllowanceCharge* "
	  "cac:FreightChargeLocation? cac:DetentionTransportEvent* "
	  "cac:RequestedDepartureTransportEvent? cac:RequestedArrivalTransportEvent? "
	  "cac:RequestedWaypointTransportEvent* cac:PlannedDepartureTransportEvent? "
	  "cac:PlannedArrivalTransportEvent? cac:PlannedWaypointTransportEvent* "
	  "cac:ActualDepartureTransportEvent? cac:ActualWaypointTransportEvent? "
	  "cac:ActualArrivalTransportEvent? cac:TransportEvent* "
	  "cac:EstimatedDepartureTransportEvent? cac:EstimatedArrivalTransportEvent? "
	  "cac:PassengerPerson* cac:DriverPerson* cac:ReportingPerson? "
	  "cac:CrewMemberPerson* cac:SecurityOfficerPerson? cac:MasterPerson? "
	  "cac:ShipsSurgeonPerson?" },
	{ "ConsolidatedShipment ReferencedShipment ReportedShipment Shipment",
	  "ID ShippingPriorityLevelCode? HandlingCode? HandlingInstructions* Information* "
	  "GrossWeightMeasure? NetWeightMeasure? NetNetWeightMeasure? GrossVolumeMeasure? "
	  "NetVolumeMeasure? TotalGoodsItemQuantity? TotalTransportHandlingUnitQuantity? "
	  "InsuranceValueAmount? DeclaredCustomsValueAmount? "
	  "DeclaredForCarriageValueAmount? DeclaredStatisticsValueAmount? "
	  "FreeOnBoardValueAmount? SpecialInstructions* DeliveryInstructions* "
	  "SplitConsignmentIndicator? ConsignmentQuantity? cac:Consignment* "
	  "cac:GoodsItem* cac:ShipmentStage* cac:Delivery? cac:TransportHandlingUnit* "
	  "cac:ReturnAddress? cac:OriginAddress? cac:FirstArrivalPortLocation? "
	  "cac:LastExitPortLocation? cac:ExportCountry? cac:FreightAllowanceCharge*" },
	{ "Signature",
	  "ID Note* ValidationDate? ValidationTime? ValidatorID? CanonicalizationMethod? "
	  "SignatureMethod? cac:SignatoryParty? cac:DigitalSignatureAttachment? "
	  "cac:OriginalDocumentReference?" },
	{ "CurrentStatus Status",
	  "ConditionCode? ReferenceDate? ReferenceTime? Description* StatusReasonCode? "
	  "StatusReason* SequenceID? Text* IndicationIndicator? Percent? "
	  "ReliabilityPercent? cac:Condition*" },
	{ "Stowage", "LocationID? Location* cac:MeasurementDimension*" },
	{ "AccountingSupplierParty SellerSupplierParty SupplierParty",
	  "CustomerAssignedAccountID? AdditionalAccountID* DataSendingCapability? "
	  "cac:Party? cac:DespatchContact? cac:AccountingContact? cac:SellerContact?" },
	{ "ApplicableTaxCategory ClassifiedTaxCategory TaxCategory",
	  "ID? Name? Percent? BaseUnitMeasure? PerUnitAmount? TaxExemptionReasonCode? "
	  "TaxExemptionReason* TierRange? TierRatePercent? cac:TaxScheme" },
	{ "TaxScheme", "ID? Name? TaxTypeCode? CurrencyCode? cac:JurisdictionRegionAddress*" },
	{ "TaxSubtotal", "TaxableAmount? TaxAmount CalculationSequenceNumeric? "
			 "TransactionCurrencyTaxAmount? Percent? BaseUnitMeasure? PerUnitAmount? "
			 "TierRange? TierRatePercent? cac:TaxCategory" },
	{ "TaxTotal WithholdingTaxTotal",
	  "TaxAmount RoundingAmount? TaxEvidenceIndicator? TaxIncludedIndicator? "
	  "cac:TaxSubtotal*" },
	{ "AdditionalTemperature EmergencyTemperature FlashpointTemperature "
	  "MaximumTemperature MinimumTemperature Temperature",
	  "AttributeID Measure Description*" },
	{ "TradeFinancing",
	  "ID? FinancingInstrumentCode? cac:ContractDocumentReference? "
	  "cac:DocumentReference* cac:FinancingParty cac:FinancingFinancialAccount? "
	  "cac:Clause*" },
	{ "HaulageTradingTerms", "Information* Reference? cac:ApplicableAddress?" },
	{ "TransactionConditions", "ID? ActionCode? Description* cac:DocumentReference*" },
	{ "TransportEquipmentSeal",
	  "ID SealIssuerTypeCode? Condition? SealStatusCode? SealingPartyType?" },
	{ "AttachedTransportEquipment ContainedInTransportEquipment "
	  "ContainingTransportEquipment SupportedTransportEquipment TransportEquipment "
	  "UnsupportedTransportEquipment",
	  "ID? ReferencedConsignmentID* TransportEquipmentTypeCode? ProviderTypeCode? "
	  "OwnerTypeCode? SizeTypeCode? DispositionCode? FullnessIndicationCode? "
	  "RefrigerationOnIndicator? Information* ReturnabilityIndicator? "
	  "LegalStatusIndicator? AirFlowPercent? HumidityPercent? "
	  "AnimalFoodApprovedIndicator? HumanFoodApprovedIndicator? "
	  "DangerousGoodsApprovedIndicator? RefrigeratedIndicator? Characteristics? "
	  "DamageRemarks* Description* SpecialTransportRequirements* GrossWeightMeasure? "
	  "GrossVolumeMeasure? TareWeightMeasure? TrackingDeviceCode? PowerIndicator? "
	  "TraceID? cac:MeasurementDimension* cac:TransportEquipmentSeal* "
	  "cac:MinimumTemperature? cac:MaximumTemperature? cac:ProviderParty? "
	  "cac:LoadingProofParty? cac:SupplierParty? cac:OwnerParty? cac:OperatingParty? "
	  "cac:LoadingLocation? cac:UnloadingLocation? cac:StorageLocation? "
	  "cac:PositioningTransportEvent* cac:QuarantineTransportEvent* "
	  "cac:DeliveryTransportEvent* cac:PickupTransportEvent* "
	  "cac:HandlingTransportEvent* cac:LoadingTransportEvent* cac:TransportEvent* "
	  "cac:ApplicableTransportMeans? cac:HaulageTradingTerms* "
	  "cac:HazardousGoodsTransit* cac:PackagedTransportHandlingUnit* "
	  "cac:ServiceAllowanceCharge* cac:FreightAllowanceCharge* "
	  "cac:AttachedTransportEquipment* cac:Delivery? cac:Pickup? cac:Despatch? "
	  "cac:ShipmentDocumentReference* cac:ContainedInTransportEquipment* cac:Package* "
	  "cac:GoodsItem*" },
	{ "AcceptanceTransportEvent ActualArrivalTransportEvent "
	  "ActualDepartureTransportEvent ActualPickupTransportEvent "
	  "ActualWaypointTransportEvent AvailabilityTransportEvent DeliveryTransportEvent "
	  "DetentionTransportEvent DischargeTransportEvent DropoffTransportEvent "
	  "EstimatedArrivalTransportEvent EstimatedDepartureTransportEvent "
	  "ExaminationTransportEvent ExportationTransportEvent HandlingTransportEvent "
	  "LoadingTransportEvent OptionalTakeoverTransportEvent PickupTransportEvent "
	  "PlannedArrivalTransportEvent PlannedDeliveryTransportEvent "
	  "PlannedDepartureTransportEvent PlannedPickupTransportEvent "
	  "PlannedWaypointTransportEvent PositioningTransportEvent "
	  "QuarantineTransportEvent ReceiptTransportEvent RequestedArrivalTransportEvent "
	  "RequestedDeliveryTransportEvent RequestedDepartureTransportEvent "
	  "RequestedPickupTransportEvent RequestedWaypointTransportEvent "
	  "StorageTransportEvent TakeoverTransportEvent TransportEvent "
	  "WarehousingTransportEvent",
	  "IdentificationID? OccurrenceDate? OccurrenceTime? TransportEventTypeCode? "
	  "Description* CompletionIndicator? cac:ReportedShipment? cac:CurrentStatus* "
	  "cac:Contact* cac:Location? cac:Signature? cac:Period*" },
	{ "PackagedTransportHandlingUnit TransportHandlingUnit",
	  "ID? TransportHandlingUnitTypeCode? HandlingCode? HandlingInstructions* "
	  "HazardousRiskIndicator? TotalGoodsItemQuantity? TotalPackageQuantity? "
	  "DamageRemarks* ShippingMarks* TraceID? cac:HandlingUnitDespatchLine* "
	  "cac:ActualPackage* cac:ReceivedHandlingUnitReceiptLine* "
	  "cac:TransportEquipment* cac:TransportMeans* cac:HazardousGoodsTransit* "
	  "cac:MeasurementDimension* cac:MinimumTemperature? cac:MaximumTemperature? "
	  "cac:GoodsItem* cac:FloorSpaceMeasurementDimension? "
	  "cac:PalletSpaceMeasurementDimension? cac:ShipmentDocumentReference* "
	  "cac:Status* cac:CustomsDeclaration* cac:ReferencedShipment* cac:Package*" },
	{ "ApplicableTransportMeans TransportMeans",
	  "JourneyID? RegistrationNationalityID? RegistrationNationality* DirectionCode? "
	  "TransportMeansTypeCode? TradeServiceCode? cac:Stowage? cac:AirTransport? "
	  "cac:RoadTransport? cac:RailTransport? cac:MaritimeTransport? cac:OwnerParty? "
	  "cac:MeasurementDimension*" },
	{ "FinalDeliveryTransportationService OriginalDespatchTransportationService",
	  "TransportServiceCode TariffClassCode? Priority? FreightRateClassCode? "
	  "TransportationServiceDescription* TransportationServiceDetailsURI? "
	  "NominationDate? NominationTime? Name? SequenceNumeric? cac:TransportEquipment* "
	  "cac:SupportedTransportEquipment* cac:UnsupportedTransportEquipment* "
	  "cac:CommodityClassification* cac:SupportedCommodityClassification* "
	  "cac:UnsupportedCommodityClassification* cac:TotalCapacityDimension? "
	  "cac:ShipmentStage* cac:TransportEvent* "
	  "cac:ResponsibleTransportServiceProviderParty? cac:EnvironmentalEmission* "
	  "cac:EstimatedDurationPeriod? cac:ScheduledServiceFrequency*" },
	{ "WorkPhaseReference",
	  "ID? WorkPhaseCode? WorkPhase* ProgressPercent? StartDate? EndDate? "
	  "cac:WorkOrderDocumentReference*" },
};
const size_t ubl_shapes_more_n = ARRAY_LEN(ubl_shapes_more);
