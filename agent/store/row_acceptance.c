/* Rows of acceptance: evidence in a hash chain. */
#include "row_acceptance.h"

#include "query.h"
#include "row_setting.h"

/* The newest hash stands in a setting too: rows dropped from the end are then seen by verify. */
#define CHAIN_MAX ((size_t)1 << 20)

static void chain_text(struct buf *b, struct span s)
{
	buf_add_fmt(b, "%zu:", s.len);
	buf_add(b, s);
	buf_add_char(b, '\n');
}

static void chain_int(struct buf *b, int64_t v)
{
	buf_add_fmt(b, "%lld\n", (long long)v);
}

struct sha256 row_acceptance_hash(struct arena *a, const struct acceptance *ac,
				  const struct sha256 *prev)
{
	struct buf b;

	buf_init(&b, a, CHAIN_MAX);
	buf_add_str(&b, "plic acceptance 1\n");
	chain_text(&b, hash_hex(a, prev->b, sizeof(prev->b)));
	chain_int(&b, ac->document);
	chain_int(&b, ac->card);
	chain_int(&b, ac->message);
	chain_int(&b, ac->accepted);
	chain_text(&b, ac->by);
	chain_text(&b, ac->line);
	chain_text(&b, ac->auth_by);
	chain_text(&b, ac->auth_domain);
	chain_int(&b, ac->at);
	chain_text(&b, hash_hex(a, ac->raw.b, sizeof(ac->raw.b)));
	return hash_sha256(buf_span(&b));
}

static enum rc head(struct tx *tx, struct sha256 *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = (struct sha256){ 0 };
	query_begin(&q, tx, SQL_ACCEPTANCE_HEAD);
	if (query_row(&q))
		(void)col_hash(&q, ret);
	return query_end(&q, reterr);
}

static enum rc add(struct tx *tx, const struct acceptance *ac, const struct sha256 *prev,
		   const struct sha256 *hash, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_ACCEPTANCE_ADD);
	query_id(&q, ac->document);
	query_id(&q, ac->card);
	query_id(&q, ac->message);
	query_bool(&q, ac->accepted);
	query_text(&q, ac->by);
	query_text(&q, ac->line);
	query_text(&q, ac->auth_by);
	query_text(&q, ac->auth_domain);
	query_int(&q, ac->at);
	query_hash(&q, &ac->raw);
	query_hash(&q, prev);
	query_hash(&q, hash);
	return query_run(&q, NULL, reterr);
}

enum rc row_acceptance_append(struct tx *tx, struct arena *a, const struct acceptance *ac,
			      struct sha256 *ret_hash, struct why *reterr)
{
	struct sha256 prev, hash;
	enum rc rc;

	if (ac->line.len + ac->by.len > CHAIN_MAX / 2)
		return why_fail(reterr, RC_BAD_INPUT, "an acceptance of %zu bytes", ac->line.len);
	rc = head(tx, &prev, reterr);
	if (rc)
		return rc;
	hash = row_acceptance_hash(a, ac, &prev);
	rc = add(tx, ac, &prev, &hash, reterr);
	if (rc)
		return rc;
	*ret_hash = hash;
	return row_setting_set(tx, ROW_ACCEPTANCE_HEAD, hash_hex(a, hash.b, sizeof(hash.b)),
			       reterr);
}

enum rc row_acceptance_of_document(struct tx *tx, struct arena *a, int64_t document,
				   struct row_acceptances *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_ACCEPTANCE_OF_DOCUMENT);
	query_int(&q, document);
	while (query_row(&q))
		row_acceptance_read(&q, a, ARENA_PUSH(a, ret));
	return query_end(&q, reterr);
}

void row_acceptance_read(struct query *q, struct arena *a, struct row_acceptance *ret)
{
	ret->id = col_int(q);
	ret->acceptance.document = col_int(q);
	ret->acceptance.card = col_int(q);
	ret->acceptance.message = col_int(q);
	ret->acceptance.accepted = col_bool(q);
	ret->acceptance.by = col_text(q, a);
	ret->acceptance.line = col_text(q, a);
	ret->acceptance.auth_by = col_text(q, a);
	ret->acceptance.auth_domain = col_text(q, a);
	ret->acceptance.at = col_int(q);
	(void)col_hash(q, &ret->acceptance.raw);
	(void)col_hash(q, &ret->prev);
	(void)col_hash(q, &ret->hash);
}
