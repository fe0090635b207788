/* Enums and their words in the database. The designators keep both in one order; the CHECKs of
 * schema/ hold the same words, which tests/unit/test_store_names.c compares. */
#include "names.h"

#include "effect.h"
#include "filing.h"
#include "row_document_file.h"
#include "row_message.h"
#include "row_outbox.h"

const char *const names_doc_kind[] = {
	[DOC_OFFER] = "offer",     [DOC_PROFORMA] = "proforma",   [DOC_CONTRACT] = "contract",
	[DOC_PV] = "pv",           [DOC_INVOICE] = "invoice",     [DOC_STORNO] = "storno",
	[DOC_RECEIPT] = "receipt", [DOC_STATEMENT] = "statement", [DOC_REMINDER] = "reminder",
};
_Static_assert(NAMES_DOC_KIND == DOC_KINDS, "a document kind without a word");

const char *const names_doc_state[] = {
	[DOC_DRAFT] = "draft",       [DOC_ISSUED] = "issued",   [DOC_ACCEPTED] = "accepted",
	[DOC_REFUSED] = "refused",   [DOC_EXPIRED] = "expired", [DOC_CANCELLED] = "cancelled",
	[DOC_REVERSED] = "reversed",
};
const char *const names_address[] = {
	[ADDRESS_OK] = "ok",
	[ADDRESS_SUSPECT] = "suspect",
	[ADDRESS_DEAD] = "dead",
};
const char *const names_payment_state[] = {
	[PAYMENT_REPORTED] = "reported",
	[PAYMENT_CONFIRMED] = "confirmed",
	[PAYMENT_REVERSED] = "reversed",
};
const char *const names_payment_kind[] = {
	[PAYMENT_TRANSFER] = "transfer",
	[PAYMENT_SETTLEMENT] = "settlement",
	[PAYMENT_RETURN] = "return",
	[PAYMENT_FEE] = "fee",
};
const char *const names_cycle[] = {
	[CYCLE_DAY] = "day",         [CYCLE_WEEK] = "week", [CYCLE_MONTH] = "month",
	[CYCLE_QUARTER] = "quarter", [CYCLE_HALF] = "half", [CYCLE_YEAR] = "year",
};
const char *const names_question[] = {
	[Q_PREVIEW] = "preview",
	[Q_PRODUCT] = "product",
	[Q_PAYMENT] = "payment",
	[Q_CLIENT_QUESTION] = "client_question",
	[Q_CONFIRM_ACCEPT] = "confirm_accept",
	[Q_PERIODS] = "periods",
	[Q_HELD] = "held",
	[Q_CONFIRM_STAFF] = "confirm_staff",
	[Q_COMPANY] = "company",
};
const char *const names_question_state[] = {
	[Q_OPEN] = "open",
	[Q_DONE] = "done",
	[Q_DECLINED] = "declined",
	[Q_EXPIRED] = "expired",
};
const char *const names_folder[] = {
	[FOLDER_STAY] = "stay",     [FOLDER_HANDLED] = "handled",
	[FOLDER_REVIEW] = "review", [FOLDER_QUARANTINE] = "quarantine",
	[FOLDER_NOISE] = "noise",
};
const char *const names_journal[] = {
	[JOURNAL_SEEN] = "seen",
	[JOURNAL_BEGUN] = "begun",
	[JOURNAL_DONE] = "done",
	[JOURNAL_MOVED] = "moved",
};
const char *const names_effect[] = {
	[FX_SEND_MAIL] = "send_mail",
	[FX_MOVE_MESSAGE] = "move_message",
};
const char *const names_sort[] = {
	[SORT_ANSWER] = "answer",
	[SORT_DOCUMENT] = "document",
	[SORT_NOTICE] = "notice",
	[SORT_PERSON] = "person",
};
const char *const names_outbox[] = {
	[OUTBOX_QUEUED] = "queued",   [OUTBOX_SENDING] = "sending", [OUTBOX_DONE] = "done",
	[OUTBOX_UNKNOWN] = "unknown", [OUTBOX_FAILED] = "failed",   [OUTBOX_DROPPED] = "dropped",
};
const char *const names_file[] = {
	[FILE_PDF] = "pdf",
	[FILE_XML] = "xml",
};
const char *const names_pay_link[] = {
	[LINK_WANTED] = "wanted",   [LINK_OPEN] = "open",           [LINK_PENDING] = "pending",
	[LINK_CLOSING] = "closing", [LINK_REOPENING] = "reopening", [LINK_CLOSED] = "closed",
};

const char *const names_filing[] = {
	[FILING_READY] = "ready",     [FILING_UPLOADING] = "uploading",
	[FILING_SENT] = "sent",       [FILING_PROCESSING] = "processing",
	[FILING_OK] = "ok",           [FILING_REJECTED] = "rejected",
	[FILING_UNKNOWN] = "unknown",
};
const char *const names_channel[] = {
	[FILING_B2B] = "b2b",
	[FILING_B2C] = "b2c",
};
const char *const names_verdict[] = {
	[VERDICT_NONE] = "",
	[VERDICT_OK] = "ok",
	[VERDICT_NOK] = "nok",
};

const char *outbox_state_name(enum outbox_state s)
{
	return names_outbox[s];
}
