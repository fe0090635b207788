/* Binding, stepping and reading of prepared statements; the only place that reads sqlite3 columns. */
#include "query.h"

#include <assert.h>

#include "db_in.h"
#include "span.h"

static const struct {
	const char *name, *sql;
} statements[] = {
#define Q(name, sql) { #name, sql },
	STATEMENTS(Q) STATEMENTS_REPORT(Q) STATEMENTS_ARCHIVE(Q) STATEMENTS_PAYMENT(Q)
		STATEMENTS_FILING(Q) STATEMENTS_CARDS(Q) STATEMENTS_RECEIVED(Q)
			STATEMENTS_COMPANY(Q) STATEMENTS_CALL(Q)
#undef Q
};
_Static_assert(ARRAY_LEN(statements) == SQL_STATEMENTS, "registry and enum differ");

const char *statement_name(enum statement_id id)
{
	return statements[id].name;
}

const char *statement_sql(enum statement_id id)
{
	return statements[id].sql;
}

void query_begin(struct query *q, struct tx *tx, enum statement_id id)
{
	assert(tx->db && tx->db->tx == tx);
	assert(!q->st);
	*q = (struct query){ .db = tx->db, .st = tx->db->stmt[id], .name = statements[id].name };
	assert(!sqlite3_stmt_busy(q->st));
}

void query_drop(struct query *q)
{
	if (!q->st)
		return;
	sqlite3_reset(q->st);
	sqlite3_clear_bindings(q->st);
	q->st = NULL;
}

static void bound(struct query *q, int code)
{
	if (!q->code)
		q->code = code;
}

void query_int(struct query *q, int64_t v)
{
	bound(q, sqlite3_bind_int64(q->st, ++q->param, v));
}

void query_null(struct query *q)
{
	bound(q, sqlite3_bind_null(q->st, ++q->param));
}

void query_id(struct query *q, int64_t id)
{
	if (id)
		query_int(q, id);
	else
		query_null(q);
}

void query_bool(struct query *q, bool v)
{
	query_int(q, v ? 1 : 0);
}

void query_text(struct query *q, struct span s)
{
	bound(q, sqlite3_bind_text64(q->st, ++q->param, s.len ? s.ptr : "", s.len, SQLITE_STATIC,
				     SQLITE_UTF8));
}

void query_str(struct query *q, const char *s)
{
	query_text(q, span_of(s));
}

void query_blob(struct query *q, struct span s)
{
	bound(q, sqlite3_bind_blob64(q->st, ++q->param, s.len ? s.ptr : "", s.len, SQLITE_STATIC));
}

void query_hash(struct query *q, const struct sha256 *h)
{
	if (!h) {
		query_null(q);
		return;
	}
	bound(q, sqlite3_bind_blob64(q->st, ++q->param, h->b, sizeof(h->b), SQLITE_STATIC));
}

void query_day(struct query *q, struct day d)
{
	struct civil c;
	char text[32];

	if (!day_is_set(d)) {
		query_null(q);
		return;
	}
	c = day_civil(d);
	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
	bound(q, sqlite3_bind_text64(q->st, ++q->param, text, strlen(text), SQLITE_TRANSIENT,
				     SQLITE_UTF8));
}

void query_days(struct query *q, struct day from, struct day to)
{
	if (day_is_set(from))
		query_day(q, from);
	else
		query_str(q, "0000-00-00");
	if (day_is_set(to))
		query_day(q, to);
	else
		query_str(q, "9999-99-99");
}

void query_json(struct query *q, struct arena *a, const struct value *v)
{
	struct buf out;

	if (!v) {
		query_null(q);
		return;
	}
	buf_init(&out, a, QUERY_JSON_MAX);
	value_to_json(v, &out);
	if (!buf_ok(&out))
		bound(q, SQLITE_TOOBIG);
	query_text(q, buf_span(&out));
}

bool query_row(struct query *q)
{
	int code;

	if (q->code || q->bad)
		return false;
	code = sqlite3_step(q->st);
	q->col = 0;
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		q->code = sqlite3_extended_errcode(q->db->sql);
	return false;
}

enum rc query_end(struct query *q, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (q->code)
		rc = db_fail(q->db, q->code, q->name, reterr);
	else if (q->bad)
		rc = why_fail(reterr, RC_BAD_INPUT, "database: %s: %s", q->name, q->bad_text);
	/* A row that cannot be read spoils nothing that was written. */
	if (q->code)
		q->db->broken = rc;
	query_drop(q);
	return rc;
}

enum rc query_run(struct query *q, int64_t *ret_n, struct why *reterr)
{
	bool row = query_row(q);

	assert(!row);
	if (ret_n)
		*ret_n = q->code ? 0 : sqlite3_changes64(q->db->sql);
	return query_end(q, reterr);
}

int64_t query_last_id(const struct query *q)
{
	return sqlite3_last_insert_rowid(q->db->sql);
}

int64_t col_int(struct query *q)
{
	return sqlite3_column_int64(q->st, q->col++);
}

int64_t col_int_or(struct query *q, int64_t if_null)
{
	if (sqlite3_column_type(q->st, q->col) == SQLITE_NULL) {
		q->col++;
		return if_null;
	}
	return col_int(q);
}

bool col_bool(struct query *q)
{
	return col_int(q) != 0;
}

/* The column's bytes where SQLite keeps them, good until the next step. */
static struct span peek(struct query *q)
{
	const void *p = sqlite3_column_blob(q->st, q->col);
	int n = sqlite3_column_bytes(q->st, q->col);

	q->col++;
	if (!p && sqlite3_errcode(q->db->sql) == SQLITE_NOMEM)
		q->code = SQLITE_NOMEM;
	return (struct span){ p, p ? (size_t)n : 0 };
}

struct span col_text(struct query *q, struct arena *a)
{
	return arena_span(a, peek(q));
}

struct span col_blob(struct query *q, struct arena *a)
{
	return arena_span(a, peek(q));
}

bool col_hash(struct query *q, struct sha256 *ret)
{
	struct span s = peek(q);

	*ret = (struct sha256){ 0 };
	if (!s.len)
		return false;
	if (s.len != sizeof(ret->b)) {
		query_bad(q, "a hash is not 32 bytes long");
		return false;
	}
	memcpy(ret->b, s.ptr, sizeof(ret->b));
	return true;
}

/* "YYYY-MM-DD" and nothing else. */
static bool parse_day(struct span s, struct day *ret)
{
	int v[3] = { 0, 0, 0 };
	int part = 0;

	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (i == 4 || i == 7) {
			part++;
			continue;
		}
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		v[part] = v[part] * 10 + (s.ptr[i] - '0');
	}
	return day_from_civil((struct civil){ v[0], v[1], v[2] }, ret) == RC_OK;
}

struct day col_day(struct query *q)
{
	struct day d = DAY_NONE;
	struct span s = peek(q);

	if (s.len && !parse_day(s, &d)) {
		query_bad(q, "a day is not YYYY-MM-DD");
		return DAY_NONE;
	}
	return d;
}

struct value *col_json(struct query *q, struct arena *a)
{
	struct value *v = NULL;
	struct span s = peek(q);
	struct why why = { "" };

	if (s.len && value_from_json(a, s, &v, &why)) {
		query_bad(q, why.text);
		return NULL;
	}
	return v;
}

void col_currency(struct query *q, char cur[4])
{
	struct span s = peek(q);

	memset(cur, 0, 4);
	if (s.len > 3)
		query_bad(q, "a currency is longer than three letters");
	else if (s.len)
		memcpy(cur, s.ptr, s.len);
}

int col_word(struct query *q, const char *const *words, size_t n)
{
	struct span s = peek(q);

	for (size_t i = 0; i < n; i++) {
		if (span_eq_str(s, words[i]))
			return (int)i;
	}
	query_bad(q, "an unknown word in an enum column");
	return 0;
}

void query_bad(struct query *q, const char *what)
{
	if (q->bad)
		return;
	q->bad = true;
	(void)snprintf(q->bad_text, sizeof(q->bad_text), "%s", what);
}
