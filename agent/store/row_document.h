/* Documents and the snapshots they were issued from.
 *
 * Once a document has left DOC_DRAFT its kind, client, series, number, label, issue day, sums and
 * snapshot are frozen by triggers; state, open, due, ref, reminder fields and card may change.
 * "Unpaid" = proforma or invoice, DOC_ISSUED, open above zero. */
#ifndef PLIC_ROW_DOCUMENT_H
#define PLIC_ROW_DOCUMENT_H

#include "rows.h"

/* With its snapshot. */
enum rc row_document_load(struct tx *tx, struct arena *a, int64_t id, struct document **ret,
			  struct why *reterr) MUST_CHECK;
/* "prf", 31: the prefix is folded here; with its snapshot. */
enum rc row_document_by_ref(struct tx *tx, struct arena *a, struct span prefix, int64_t number,
			    struct document **ret, struct why *reterr) MUST_CHECK;
/* The rest come without snapshots (snap NULL): ask row_document_snapshot for those needed. */
/* All of a card, oldest first. */
enum rc row_document_of_card(struct tx *tx, struct arena *a, int64_t card,
			     struct row_documents *ret, struct why *reterr) MUST_CHECK;
enum rc row_document_head(struct tx *tx, struct arena *a, int64_t id, struct document **ret,
			  struct why *reterr) MUST_CHECK;
enum rc row_document_snapshot(struct tx *tx, struct arena *a, struct document *d,
			      struct why *reterr) MUST_CHECK;
/* Unpaid of a client, oldest due first. */
enum rc row_document_unpaid_of_client(struct tx *tx, struct arena *a, int64_t client,
				      unsigned limit, struct row_documents *ret,
				      struct why *reterr) MUST_CHECK;
/* All numbered documents of a client (SOLD), newest first. */
enum rc row_document_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			       struct row_documents *ret, struct why *reterr) MUST_CHECK;
/* Unpaid, exactly this much left to pay. */
enum rc row_document_unpaid_of_client_by_amount(struct tx *tx, struct arena *a, int64_t client,
						struct money open, unsigned limit,
						struct row_documents *ret,
						struct why *reterr) MUST_CHECK;
enum rc row_document_unpaid_by_amount(struct tx *tx, struct arena *a, struct money open,
				      unsigned limit, struct row_documents *ret,
				      struct why *reterr) MUST_CHECK;
/* Unpaid of a client and due before the day, oldest first. */
enum rc row_document_overdue_of_client(struct tx *tx, struct arena *a, int64_t client,
				       struct day day, struct row_documents *ret,
				       struct why *reterr) MUST_CHECK;
/* Documents whose ref is this one (invoice of a proforma, storno of an invoice). */
enum rc row_document_referring(struct tx *tx, struct arena *a, int64_t id,
			       struct row_documents *ret, struct why *reterr) MUST_CHECK;
/* Numbered ones issued from..to (DAY_NONE = open end), by issue day and id; after: the last row of the
 * page before, or NULL. */
enum rc row_document_issued(struct tx *tx, struct arena *a, struct day from, struct day to,
			    const struct document *after, unsigned limit, struct row_documents *ret,
			    struct why *reterr) MUST_CHECK;
/* The document that billed this period of a subscription, 0 = none. */
enum rc row_document_of_period(struct tx *tx, int64_t subscription, int64_t period, int64_t *ret,
			       struct why *reterr) MUST_CHECK;

/* snap is written when not NULL; a new document needs one. A document with subscription and
 * period >= 0 takes that period: a second one is RC_REFUSED (storno documents take none). */
enum rc row_document_store(struct tx *tx, struct arena *a, const struct document *d,
			   struct why *reterr) MUST_CHECK;

/* The calendar. Issued offers (or proformas) whose due day is before `day`, oldest first. */
enum rc row_document_expiring(struct tx *tx, struct arena *a, enum doc_kind kind, struct day day,
			      unsigned limit, struct row_documents *ret,
			      struct why *reterr) MUST_CHECK;
/* Clients above id `after` that have an unpaid document due before `day`, by id. */
enum rc row_document_overdue_clients(struct tx *tx, struct arena *a, struct day day, int64_t after,
				     unsigned limit, struct row_ids *ret,
				     struct why *reterr) MUST_CHECK;

/* Issued documents of a kind (offer, proforma, contract) whose last day lies from..to, issued by then at the
 * latest, of which nobody was reminded. */
struct running_out {
	struct day from, to, issued;
};
enum rc row_document_running_out(struct tx *tx, struct arena *a, enum doc_kind kind,
				 const struct running_out *what, unsigned limit,
				 struct row_documents *ret, struct why *reterr) MUST_CHECK;

#endif
