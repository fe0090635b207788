/* Rows of document: by id, by number, of a card, and how they are written. The law's rule that an
 * issued document never changes is kept thrice: here (a changed snapshot is refused), by triggers
 * (schema/0001_spine.sql) and by verify (hashes). */
#include "row_document.h"

#include "db_in.h"
#include "document_in.h"
#include "names.h"
#include "search_in.h"
#include "snapshot_json.h"
#include "utf8.h"

struct document *document_read(struct query *q, struct arena *a, bool with_snapshot)
{
	struct document *d = ARENA_NEW(a, struct document);

	d->mark = ROW_CLEAN;
	d->id = col_int(q);
	d->kind = (enum doc_kind)COL_NAME(q, names_doc_kind);
	d->state = (enum doc_state)COL_NAME(q, names_doc_state);
	d->card = col_int(q);
	d->client = col_int(q);
	d->series = col_text(q, a);
	d->number = col_int(q);
	d->label = col_text(q, a);
	d->issue = col_day(q);
	d->due = col_day(q);
	col_currency(q, d->total.cur);
	memcpy(d->open.cur, d->total.cur, sizeof(d->open.cur));
	d->total.minor = col_int(q);
	d->open.minor = col_int(q);
	d->ref = col_int(q);
	d->subscription = col_int(q);
	d->period = col_int_or(q, -1);
	d->reminders = (int)col_int(q);
	d->reminded = col_day(q);
	d->snoozed = col_day(q);
	d->snap = with_snapshot ? col_snapshot(q, a) : NULL;
	return d;
}

enum rc document_read_all(struct query *q, struct arena *a, bool with_snapshot,
			  struct row_documents *ret, struct why *reterr)
{
	while (query_row(q)) {
		struct document *d = document_read(q, a, with_snapshot);

		*ARENA_PUSH(a, ret) = d;
	}
	return query_end(q, reterr);
}

static enum rc read_one(struct query *q, struct arena *a, bool with_snapshot, struct document **ret,
			struct why *reterr)
{
	*ret = NULL;
	if (query_row(q))
		*ret = document_read(q, a, with_snapshot);
	return query_end(q, reterr);
}

enum rc row_document_load(struct tx *tx, struct arena *a, int64_t id, struct document **ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_LOAD);
	query_int(&q, id);
	return read_one(&q, a, true, ret, reterr);
}

enum rc row_document_head(struct tx *tx, struct arena *a, int64_t id, struct document **ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_HEAD);
	query_int(&q, id);
	return read_one(&q, a, false, ret, reterr);
}

enum rc row_document_by_ref(struct tx *tx, struct arena *a, struct span prefix, int64_t number,
			    struct document **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_BY_REF);
	query_text(&q, utf8_fold(a, prefix));
	query_int(&q, number);
	return read_one(&q, a, true, ret, reterr);
}

enum rc row_document_of_card(struct tx *tx, struct arena *a, int64_t card,
			     struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_DOCUMENT_OF_CARD);
	query_int(&q, card);
	return document_read_all(&q, a, false, ret, reterr);
}

enum rc row_document_snapshot(struct tx *tx, struct arena *a, struct document *d,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	if (d->snap)
		return RC_OK;
	query_begin(&q, tx, SQL_DOCUMENT_SNAPSHOT);
	query_int(&q, d->id);
	if (query_row(&q))
		d->snap = col_snapshot(&q, a);
	return query_end(&q, reterr);
}

enum rc row_document_of_period(struct tx *tx, int64_t subscription, int64_t period, int64_t *ret,
			       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_DOCUMENT_OF_PERIOD);
	query_int(&q, subscription);
	query_int(&q, period);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}

/* "PRF 0031 PRF31 31 PRF0031 Ion Popescu 544.50": however people write it. */
static struct span search_words(struct arena *a, const struct document *d)
{
	struct span total = money_print(a, d->total);
	struct span buyer = d->snap ? d->snap->buyer.name : S("");
	struct span printed = d->snap ? d->snap->number : S("");

	if (!d->number)
		return arena_fmt(a, "%.*s %.*s", SPAN_ARG(total), SPAN_ARG(buyer));
	return arena_fmt(a, "%.*s %.*s%lld %lld %.*s%.*s %.*s %.*s", SPAN_ARG(d->label),
			 SPAN_ARG(d->series), (long long)d->number, (long long)d->number,
			 SPAN_ARG(d->series), SPAN_ARG(printed), SPAN_ARG(total), SPAN_ARG(buyer));
}

static void bind_row(struct query *q, struct arena *a, const struct document *d)
{
	query_int(q, d->id);
	query_str(q, NAME_OF(names_doc_kind, d->kind));
	query_str(q, NAME_OF(names_doc_state, d->state));
	query_id(q, d->card);
	query_id(q, d->client);
	query_text(q, d->series);
	query_id(q, d->number);
	query_text(q, d->label);
	query_day(q, d->issue);
	query_day(q, d->due);
	query_str(q, d->total.cur[0] ? d->total.cur : d->open.cur);
	query_int(q, d->total.minor);
	query_int(q, d->open.minor);
	query_id(q, d->ref);
	query_id(q, d->subscription);
	if (d->subscription && d->period >= 0)
		query_int(q, d->period);
	else
		query_null(q);
	query_int(q, d->reminders);
	query_day(q, d->reminded);
	query_day(q, d->snoozed);
	query_text(q, utf8_fold(a, d->series));
}

static enum rc take_period(struct tx *tx, const struct document *d, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	if (!d->subscription || d->period < 0 || d->kind == DOC_STORNO)
		return RC_OK;
	query_begin(&q, tx, SQL_PERIOD_ADD);
	query_int(&q, d->subscription);
	query_int(&q, d->period);
	query_int(&q, d->id);
	rc = query_run(&q, NULL, reterr);
	if (rc == RC_REFUSED)
		why_set(reterr, "period %lld of subscription %lld has been billed already",
			(long long)d->period, (long long)d->subscription);
	return rc;
}

static enum rc add(struct tx *tx, struct arena *a, const struct document *d, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash;
	struct span json;
	enum rc rc;

	if (!d->snap)
		return why_fail(reterr, RC_BAD_INPUT, "document %lld has no content",
				(long long)d->id);
	rc = snapshot_to_json(a, d->snap, &json, &hash, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_DOCUMENT_ADD);
	bind_row(&q, a, d);
	query_int(&q, d->snap->payable.minor);
	query_hash(&q, &hash);
	query_text(&q, json);
	rc = query_run(&q, NULL, reterr);
	return rc ? rc : take_period(tx, d, reterr);
}

/* A snapshot that reads the same is the same, though a newer plic may write it with more keys. */
static enum rc check_same(struct tx *tx, struct arena *a, const struct document *d,
			  const struct sha256 *hash, struct why *reterr)
{
	struct document old = { .id = d->id };
	struct sha256 old_hash;
	struct span json;
	enum rc rc = row_document_snapshot(tx, a, &old, reterr);

	if (!rc)
		rc = old.snap ? snapshot_to_json(a, old.snap, &json, &old_hash, reterr) :
				RC_REFUSED;
	if (rc)
		return rc;
	if (!hash_eq(old_hash.b, hash->b, sizeof(hash->b))) {
		tx->db->broken = RC_REFUSED;
		return why_fail(reterr, RC_REFUSED,
				"document %.*s is issued: its content cannot "
				"be changed",
				SPAN_ARG(d->label));
	}
	return RC_OK;
}

static enum rc set_snapshot(struct tx *tx, struct arena *a, const struct document *d,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash, stored = { 0 };
	struct span json;
	bool frozen = false;
	enum rc rc;

	if (!d->snap)
		return RC_OK;
	rc = snapshot_to_json(a, d->snap, &json, &hash, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_DOCUMENT_FROZEN);
	query_int(&q, d->id);
	if (query_row(&q)) {
		frozen = col_bool(&q);
		(void)col_hash(&q, &stored);
	}
	rc = query_end(&q, reterr);
	if (rc || hash_eq(stored.b, hash.b, sizeof(hash.b)))
		return rc;
	if (frozen)
		return check_same(tx, a, d, &hash, reterr);
	query_begin(&q, tx, SQL_DOCUMENT_SET_SNAPSHOT);
	query_int(&q, d->id);
	query_int(&q, d->snap->payable.minor);
	query_hash(&q, &hash);
	query_text(&q, json);
	return query_run(&q, NULL, reterr);
}

enum rc row_document_store(struct tx *tx, struct arena *a, const struct document *d,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	if (d->mark == ROW_CLEAN)
		return RC_OK;
	db_note_document(tx, d->id);
	if (d->snap)
		db_check_content(tx, d);
	else
		db_note_content(tx, d->id);
	if (d->mark == ROW_NEW) {
		rc = add(tx, a, d, reterr);
	} else {
		/* The snapshot first: while the row is still a draft it may change. */
		rc = set_snapshot(tx, a, d, reterr);
		if (rc)
			return rc;
		query_begin(&q, tx, SQL_DOCUMENT_SET);
		bind_row(&q, a, d);
		rc = query_run(&q, NULL, reterr);
	}
	if (rc || (d->mark == ROW_CHANGED && !d->snap))
		return rc;
	search_put(tx, SEARCH_DOCUMENT, d->id, d->mark == ROW_NEW, search_words(a, d));
	return RC_OK;
}
