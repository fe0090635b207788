/* Documents without snapshots: what payments, reminders, reports and the calendar look for. */
#include "document_in.h"
#include "names.h"

enum rc row_document_unpaid_of_client(struct tx *tx, struct arena *a, int64_t client,
				      unsigned limit, struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_UNPAID_OF_CLIENT);
	query_int(&q, client);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			       struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_OF_CLIENT);
	query_int(&q, client);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_unpaid_of_client_by_amount(struct tx *tx, struct arena *a, int64_t client,
						struct money open, unsigned limit,
						struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_UNPAID_OF_CLIENT_BY_AMOUNT);
	query_int(&q, client);
	query_int(&q, open.minor);
	query_str(&q, open.cur);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_unpaid_by_amount(struct tx *tx, struct arena *a, struct money open,
				      unsigned limit, struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_UNPAID_BY_AMOUNT);
	query_int(&q, open.minor);
	query_str(&q, open.cur);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_overdue_of_client(struct tx *tx, struct arena *a, int64_t client,
				       struct day day, struct row_documents *ret,
				       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_OVERDUE_OF_CLIENT);
	query_int(&q, client);
	query_day(&q, day);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_referring(struct tx *tx, struct arena *a, int64_t id,
			       struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_REFERRING);
	query_int(&q, id);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_issued(struct tx *tx, struct arena *a, struct day from, struct day to,
			    const struct document *after, unsigned limit, struct row_documents *ret,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_ISSUED);
	if (after)
		query_day(&q, after->issue);
	else if (day_is_set(from))
		query_day(&q, from);
	else
		query_str(&q, "");
	if (day_is_set(to))
		query_day(&q, to);
	else
		query_str(&q, "9999-12-31");
	query_int(&q, after ? after->id : 0);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_expiring(struct tx *tx, struct arena *a, enum doc_kind kind, struct day day,
			      unsigned limit, struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_EXPIRING);
	query_str(&q, NAME_OF(names_doc_kind, kind));
	query_day(&q, day);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_running_out(struct tx *tx, struct arena *a, enum doc_kind kind,
				 const struct running_out *what, unsigned limit,
				 struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_RUNNING_OUT);
	query_str(&q, NAME_OF(names_doc_kind, kind));
	query_day(&q, what->from);
	query_day(&q, what->to);
	query_day(&q, what->issued);
	query_int(&q, limit);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_overdue_clients(struct tx *tx, struct arena *a, struct day day, int64_t after,
				     unsigned limit, struct row_ids *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_OVERDUE_CLIENTS);
	query_day(&q, day);
	query_int(&q, after);
	query_int(&q, limit);
	while (query_row(&q))
		*ARENA_PUSH(a, ret) = col_int(&q);
	return query_end(&q, reterr);
}
