/* Evidence and bytes: the chain of acceptances, and every stored file, mail and archived message
 * against its SHA-256. */
#include "names.h"
#include "row_acceptance.h"
#include "row_document_file.h"
#include "row_setting.h"
#include "span.h"
#include "verify_in.h"

static bool same(const struct sha256 *a, const struct sha256 *b)
{
	return hash_eq(a->b, b->b, sizeof(a->b));
}

static void check_link(struct verify *v, const struct row_acceptance *row, int64_t want_id,
		       const struct sha256 *prev)
{
	struct sha256 hash = row_acceptance_hash(v->scratch, &row->acceptance, &row->prev);

	if (row->id != want_id)
		verify_say(v, "acceptance-chain", "acceptance %lld is missing", (long long)want_id);
	if (!same(&row->prev, prev))
		verify_say(v, "acceptance-chain", "acceptance %lld does not follow the one before",
			   (long long)row->id);
	if (!same(&hash, &row->hash))
		verify_say(v, "acceptance-chain", "acceptance %lld was changed",
			   (long long)row->id);
}

static enum rc check_head(struct verify *v, const struct sha256 *last, int64_t n,
			  struct why *reterr)
{
	struct span head, hex = n ? hash_hex(v->scratch, last->b, sizeof(last->b)) : S("");
	enum rc rc = row_setting_get(v->tx, v->scratch, ROW_ACCEPTANCE_HEAD, &head, reterr);

	if (!rc && !span_eq(head, hex))
		verify_say(v, "acceptance-chain", "the newest acceptances are missing");
	return rc;
}

enum rc verify_acceptances(struct verify *v, struct why *reterr)
{
	struct sha256 prev = { 0 };
	SCOPED(query) q = { 0 };
	int64_t want = 1;
	enum rc rc;

	query_begin(&q, v->tx, SQL_VERIFY_ACCEPTANCES);
	while (query_row(&q)) {
		struct row_acceptance row = { 0 };

		arena_clear(v->scratch);
		row_acceptance_read(&q, v->scratch, &row);
		check_link(v, &row, want, &prev);
		prev = row.hash;
		want = row.id + 1;
		v->ret->acceptances++;
	}
	rc = query_end(&q, reterr);
	return rc ? rc : check_head(v, &prev, v->ret->acceptances, reterr);
}

static void check_file(struct query *q, struct verify *v)
{
	int64_t document = col_int(q);
	struct span label = col_text(q, v->scratch);
	enum file_kind kind = (enum file_kind)COL_NAME(q, names_file);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "file-hash", "the %s of %.*s (document %lld) was changed",
			   NAME_OF(names_file, kind), SPAN_ARG(label), (long long)document);
	v->ret->files++;
}

static void check_raw(struct query *q, struct verify *v)
{
	int64_t id = col_int(q);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "raw-hash", "archived mail %lld was changed", (long long)id);
	v->ret->messages++;
}

static void check_answer(struct query *q, struct verify *v)
{
	int64_t filing = col_int(q);
	struct span download = col_text(q, v->scratch);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "answer-hash", "ANAF's answer %.*s about filing %lld was changed",
			   SPAN_ARG(download), (long long)filing);
}

static void check_revision(struct query *q, struct verify *v)
{
	int64_t document = col_int(q), revision = col_int(q);
	struct span kind = col_text(q, v->scratch);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "revision-hash",
			   "the %.*s of document %lld as it was before correction %lld was changed",
			   SPAN_ARG(kind), (long long)document, (long long)revision);
}

static void check_received(struct query *q, struct verify *v)
{
	int64_t id = col_int(q);
	struct span kind = col_text(q, v->scratch);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "received-hash", "the %.*s of received invoice %lld was changed",
			   SPAN_ARG(kind), (long long)id);
}

static void check_sent(struct query *q, struct verify *v)
{
	int64_t id = col_int(q);
	struct sha256 hash, is;

	(void)col_hash(q, &hash);
	is = hash_sha256(col_blob(q, v->scratch));
	if (!same(&hash, &is))
		verify_say(v, "sent-hash", "mail %lld of the outbox was changed", (long long)id);
}

static enum rc each(struct verify *v, enum statement_id id, const char *step, int64_t of,
		    void (*check)(struct query *q, struct verify *v), struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t done = 0;

	query_begin(&q, v->tx, id);
	while (query_row(&q)) {
		arena_clear(v->scratch);
		check(&q, v);
		verify_step(v, step, ++done, of);
	}
	return query_end(&q, reterr);
}

static void sent_without(struct query *q, struct verify *v)
{
	verify_say(v, "sent-without-bytes", "mail %lld of the outbox was begun without its bytes",
		   (long long)col_int(q));
}

enum rc verify_bytes(struct verify *v, int64_t files, int64_t raws, int64_t mails,
		     struct why *reterr)
{
	enum rc rc = each(v, SQL_VERIFY_FILES, "files", files, check_file, reterr);

	if (!rc)
		rc = each(v, SQL_VERIFY_ANSWERS, "answers", 0, check_answer, reterr);
	if (!rc)
		rc = each(v, SQL_VERIFY_REVISIONS, "revisions", 0, check_revision, reterr);
	if (!rc)
		rc = each(v, SQL_VERIFY_RECEIVED, "received", 0, check_received, reterr);
	if (!rc)
		rc = each(v, SQL_VERIFY_RAW, "archived mails", raws, check_raw, reterr);
	if (!rc)
		rc = each(v, SQL_VERIFY_SENT, "sent mails", mails, check_sent, reterr);
	return rc ? rc : each(v, SQL_VERIFY_SENT_WITHOUT, "outbox", 0, sent_without, reterr);
}
