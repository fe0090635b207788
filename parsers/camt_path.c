/* Which elements of CAMT are read: schemas of versions 02 to 08. */
#include "camt_in.h"

#include "span.h"

static const struct camt_row entry_rows[] = {
	{ "Amt", N_AMOUNT, 1 + N_CURRENCY, false },
	{ "CdtDbtInd", N_SIDE, 0, false },
	{ "RvslInd", N_REVERSAL, 0, false },
	{ "Sts", N_STATUS, 0, false },
	{ "Sts/Cd", N_STATUS, 0, false },
	{ "Sts/Prtry", N_STATUS, 0, false },
	{ "BookgDt/Dt", N_BOOKED, 0, false },
	{ "BookgDt/DtTm", N_BOOKED, 0, false },
	{ "ValDt/Dt", N_VALUE, 0, false },
	{ "ValDt/DtTm", N_VALUE, 0, false },
	{ "AcctSvcrRef", N_BANK_REF, 0, false },
	{ "NtryRef", N_REF, 0, false },
	{ "BkTxCd/Domn/Cd", N_DOMAIN, 0, false },
	{ "BkTxCd/Domn/Fmly/Cd", N_FAMILY, 0, false },
	{ "BkTxCd/Domn/Fmly/SubFmlyCd", N_SUBFAMILY, 0, false },
	{ "BkTxCd/Prtry/Cd", N_OWN_CODE, 0, false },
	{ "Chrgs/Amt", N_FEE, 0, false },
	{ "Chrgs/TtlChrgsAndTaxAmt", N_FEE, 0, false },
	{ "Chrgs/Rcrd/Amt", N_FEE, 0, false },
	{ "AmtDtls/InstdAmt/Amt", N_ORDERED, 1 + N_CURRENCY_ORDERED, false },
	{ "AddtlNtryInf", N_MORE, 0, true },
};
static const struct camt_row payment_rows[] = {
	{ "Amt", T_AMOUNT, 1 + T_CURRENCY, false },
	{ "AmtDtls/TxAmt/Amt", T_AMOUNT_TX, 1 + T_CURRENCY_TX, false },
	{ "AmtDtls/InstdAmt/Amt", T_ORDERED, 1 + T_CURRENCY_ORDERED, false },
	{ "CdtDbtInd", T_SIDE, 0, false },
	{ "Refs/EndToEndId", T_END_TO_END, 0, false },
	{ "Refs/AcctSvcrRef", T_BANK_REF, 0, false },
	{ "Refs/UETR", T_TX_ID, 0, false },
	{ "Refs/TxId", T_TX_ID, 0, false },
	{ "RltdPties/Dbtr/Nm", T_DEBTOR, 0, false },
	{ "RltdPties/Dbtr/Agt/FinInstnId/Nm", T_DEBTOR, 0, false },
	{ "RltdPties/Cdtr/Nm", T_CREDITOR, 0, false },
	{ "RltdPties/Cdtr/Agt/FinInstnId/Nm", T_CREDITOR, 0, false },
	{ "RltdPties/UltmtDbtr/Nm", T_LAST_DEBTOR, 0, false },
	{ "RltdPties/UltmtCdtr/Nm", T_LAST_CREDITOR, 0, false },
	{ "RltdPties/DbtrAcct/Id/IBAN", T_DEBTOR_ACCOUNT, 0, false },
	{ "RltdPties/DbtrAcct/Id/Othr/Id", T_DEBTOR_ACCOUNT, 0, false },
	{ "RltdPties/DbtrAcct/Id/PrtryAcct/Id", T_DEBTOR_ACCOUNT, 0, false },
	{ "RltdPties/CdtrAcct/Id/IBAN", T_CREDITOR_ACCOUNT, 0, false },
	{ "RltdPties/CdtrAcct/Id/Othr/Id", T_CREDITOR_ACCOUNT, 0, false },
	{ "RltdPties/CdtrAcct/Id/PrtryAcct/Id", T_CREDITOR_ACCOUNT, 0, false },
	{ "RltdPties/Dbtr/Id/OrgId/Othr/Id", T_DEBTOR_ID, 0, false },
	{ "RltdPties/Dbtr/Id/PrvtId/Othr/Id", T_DEBTOR_ID, 0, false },
	{ "RltdPties/Cdtr/Id/OrgId/Othr/Id", T_CREDITOR_ID, 0, false },
	{ "RltdPties/Cdtr/Id/PrvtId/Othr/Id", T_CREDITOR_ID, 0, false },
	{ "RmtInf/Strd/CdtrRefInf/Ref", T_REFERENCE, 0, false },
	{ "RmtInf/Strd/CdtrRefInf/CdtrRef", T_REFERENCE, 0, false },
	{ "RmtInf/Ustrd", T_UNSTRUCTURED, 0, true },
	{ "RmtInf/Strd/RfrdDocInf/Nb", T_STRUCTURED_MORE, 0, true },
	{ "RmtInf/Strd/RfrdDocInf/RfrdDocNb", T_STRUCTURED_MORE, 0, true },
	{ "RmtInf/Strd/AddtlRmtInf", T_STRUCTURED_MORE, 0, true },
	{ "RtrInf/Rsn/Cd", T_RETURN, 0, false },
	{ "Chrgs/Amt", T_FEE, 0, false },
	{ "Chrgs/TtlChrgsAndTaxAmt", T_FEE, 0, false },
	{ "Chrgs/Rcrd/Amt", T_FEE, 0, false },
	{ "AddtlTxInf", T_MORE, 0, true },
};

static const struct camt_row *find(const struct camt_row *rows, size_t n, struct span path)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_str(path, rows[i].path))
			return &rows[i];
	return NULL;
}

const struct camt_row *camt_entry_row(struct span path)
{
	return find(entry_rows, ARRAY_LEN(entry_rows), path);
}

const struct camt_row *camt_payment_row(struct span path)
{
	return find(payment_rows, ARRAY_LEN(payment_rows), path);
}
