/* ANAF's register of taxpayers: what it said of each company that was asked for, as of a day. */
#ifndef PLIC_ROW_COMPANY_H
#define PLIC_ROW_COMPANY_H

#include "company.h"
#include "rows.h"

enum company_list {
	COMPANY_WANTED,   /* clients that got a tax code and lack data; asked today or not */
	COMPANY_DRAFTED,  /* drafts of invoices wait: those not asked today */
	COMPANY_PROMISED, /* proformas that a payment turns into invoices: likewise */
	COMPANY_BILLED,   /* subscriptions due today: likewise */
	COMPANY_ISSUED,   /* invoices issued today, while the register did not answer: likewise */
	COMPANY_LISTS
};
/* Tax codes, at most `limit`. */
enum rc row_company_list(struct tx *tx, struct arena *a, enum company_list which, struct day today,
			 unsigned limit, struct spans *ret, struct why *reterr) MUST_CHECK;
enum rc row_company_store(struct tx *tx, const struct company *c, struct why *reterr) MUST_CHECK;
/* How many are COMPANY_WANTED. */
enum rc row_company_waiting(struct tx *tx, int64_t *ret, struct why *reterr) MUST_CHECK;
/* *ret NULL: never asked. */
enum rc row_company_load(struct tx *tx, struct arena *a, struct span cui, struct company **ret,
			 struct why *reterr) MUST_CHECK;
/* Has a client a period of a subscription to be billed by this day? */
enum rc row_company_billed(struct tx *tx, int64_t client, struct day today, bool *ret,
			   struct why *reterr) MUST_CHECK;
/* The question that was put to staff of a client last. */
enum rc row_company_note_asked(struct tx *tx, int64_t client, int64_t question,
			       struct why *reterr) MUST_CHECK;
/* Zeroed, told "", when there is none. */
enum rc row_company_note_load(struct tx *tx, struct arena *a, int64_t client,
			      struct company_note *ret, struct why *reterr) MUST_CHECK;
enum rc row_company_note_store(struct tx *tx, int64_t client, const struct company_note *n,
			       struct why *reterr) MUST_CHECK;

#endif
