/* Evidence first, then the deletion that it allows (schema/0007_purge.sql, 0016_purge_answers.sql,
 * 0019_purge_revisions.sql). */
#include "row_purge.h"

#include "names.h"
#include "query.h"

static const char *const whats[PURGE_WHATS] = { "pdf",    "xml",      "mail",    "sent",
						"answer", "received", "revision" };

static enum rc read_letters(struct tx *tx, struct arena *a, enum statement_id id,
			    enum purge_what what, struct day before, struct purge_items *ret,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_int(&q, day_instant(before, 0, 0));
	while (query_row(&q)) {
		struct purge_item *p = ARENA_PUSH(a, ret);

		p->what = what;
		p->kind = RETAIN_MAIL;
		p->row = col_int(&q);
		(void)col_hash(&q, &p->hash);
		p->size = col_int(&q);
		p->made = day_of_instant(col_int(&q));
	}
	return query_end(&q, reterr);
}

static enum rc read_received(struct tx *tx, struct arena *a, struct day before,
			     struct purge_items *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PURGE_RECEIVED);
	query_int(&q, day_instant(before, 0, 0));
	while (query_row(&q)) {
		struct purge_item *p = ARENA_PUSH(a, ret);

		p->what = PURGE_RECEIVED;
		p->kind = DOC_INVOICE;
		p->row = col_int(&q);
		p->which = col_text(&q, a);
		(void)col_hash(&q, &p->hash);
		p->size = col_int(&q);
		p->made = day_of_instant(col_int(&q));
	}
	return query_end(&q, reterr);
}

/* What belongs to a document and is as old as that. */
static enum rc read_of_documents(struct tx *tx, struct arena *a, enum statement_id which,
				 enum purge_what what, struct day before, struct purge_items *ret,
				 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, which);
	query_day(&q, before);
	while (query_row(&q)) {
		struct purge_item *p = ARENA_PUSH(a, ret);

		p->what = what;
		p->row = col_int(&q);
		p->revision = col_int(&q);
		p->which = col_text(&q, a);
		(void)col_hash(&q, &p->hash);
		p->size = col_int(&q);
		p->kind = COL_NAME(&q, names_doc_kind);
		p->made = col_day(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_purge_before(struct tx *tx, struct arena *a, struct day before, struct purge_items *ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_PURGE_FILES);
	query_day(&q, before);
	while (query_row(&q)) {
		struct purge_item *p = ARENA_PUSH(a, ret);

		p->row = col_int(&q);
		p->what = (enum purge_what)col_word(&q, whats, 2);
		(void)col_hash(&q, &p->hash);
		p->size = col_int(&q);
		p->kind = COL_NAME(&q, names_doc_kind);
		p->made = col_day(&q);
	}
	rc = query_end(&q, reterr);
	if (!rc)
		rc = read_of_documents(tx, a, SQL_PURGE_REVISIONS, PURGE_REVISION, before, ret,
				       reterr);
	if (!rc)
		rc = read_of_documents(tx, a, SQL_PURGE_ANSWERS, PURGE_ANSWER, before, ret, reterr);
	if (!rc)
		rc = read_received(tx, a, before, ret, reterr);
	if (!rc)
		rc = read_letters(tx, a, SQL_PURGE_MAILS, PURGE_MAIL, before, ret, reterr);
	return rc ? rc : read_letters(tx, a, SQL_PURGE_SENT, PURGE_SENT, before, ret, reterr);
}

/* What it is known by, after its row. */
static void bind_which(struct query *q, const struct purge_item *p)
{
	if (p->which.len)
		query_text(q, p->which);
	if (p->what == PURGE_REVISION)
		query_int(q, p->revision);
}

static enum rc note(struct tx *tx, const struct purge_item *p, int64_t purge, struct why *reterr)
{
	static const enum statement_id notes[PURGE_WHATS] = {
		SQL_PURGED_ADD,      SQL_PURGED_ADD,      SQL_PURGED_ADD,         SQL_PURGED_ADD,
		SQL_PURGED_ANAF_ADD, SQL_PURGED_ANAF_ADD, SQL_PURGED_REVISION_ADD
	};
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, notes[p->what]);
	if (p->what != PURGE_REVISION)
		query_str(&q, whats[p->what]);
	query_int(&q, p->row);
	query_hash(&q, &p->hash);
	query_int(&q, purge);
	bind_which(&q, p);
	return query_run(&q, NULL, reterr);
}

static enum rc drop(struct tx *tx, const struct purge_item *p, struct why *reterr)
{
	static const enum statement_id drops[PURGE_WHATS] = {
		SQL_PURGE_DROP_FILE,    SQL_PURGE_DROP_FILE,   SQL_PURGE_DROP_MAIL,
		SQL_PURGE_DROP_SENT,    SQL_PURGE_DROP_ANSWER, SQL_PURGE_DROP_RECEIVED,
		SQL_PURGE_DROP_REVISION
	};
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, drops[p->what]);
	query_int(&q, p->row);
	if (p->what == PURGE_PDF || p->what == PURGE_XML)
		query_str(&q, whats[p->what]);
	bind_which(&q, p);
	rc = query_run(&q, &n, reterr);
	if (!rc && n != 1)
		return why_fail(reterr, RC_REFUSED, "the %s of row %lld is not there",
				whats[p->what], (long long)p->row);
	return rc;
}

enum rc row_purge_do(struct tx *tx, const struct purge_items *items, struct span by,
		     struct span code, int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t bytes = 0, id;
	enum rc rc;

	for (size_t i = 0; i < items->n; i++)
		bytes += items->at[i].size;
	query_begin(&q, tx, SQL_PURGE_ADD);
	query_int(&q, now);
	query_text(&q, by);
	query_text(&q, code);
	query_int(&q, (int64_t)items->n);
	query_int(&q, bytes);
	rc = query_run(&q, NULL, reterr);
	id = rc ? 0 : query_last_id(&q);
	for (size_t i = 0; !rc && i < items->n; i++) {
		rc = note(tx, &items->at[i], id, reterr);
		if (!rc)
			rc = drop(tx, &items->at[i], reterr);
	}
	return rc;
}

enum rc row_purge_of_document(struct tx *tx, int64_t document, bool *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PURGED_DOCUMENT);
	query_int(&q, document);
	*ret = query_row(&q);
	return query_end(&q, reterr);
}

enum rc row_purge_documents(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			    struct row_ids *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PURGED_DOCUMENTS);
	query_int(&q, after);
	query_int(&q, limit);
	while (query_row(&q))
		*ARENA_PUSH(a, ret) = col_int(&q);
	return query_end(&q, reterr);
}
