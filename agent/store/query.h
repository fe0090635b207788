/* Inside the store: one run of a prepared statement, parameters and columns taken in order.
 *
 *	SCOPED(query) q = { 0 };
 *
 *	query_begin(&q, tx, SQL_CARD_LOAD);
 *	query_int(&q, id);
 *	while (query_row(&q))
 *		read_card(&q, a, ARENA_PUSH(...));
 *	return query_end(&q, reterr);
 *
 * The first failure sticks: later calls do nothing and query_end returns it, and it marks the
 * transaction so that it cannot be committed. A statement serves one query at a time (assert). */
#ifndef PLIC_QUERY_H
#define PLIC_QUERY_H

#include <sqlite3.h>

#include "day.h"
#include "db.h"
#include "hash.h"
#include "statements.h"
#include "statements_archive.h"
#include "statements_call.h"
#include "statements_cards.h"
#include "statements_company.h"
#include "statements_filing.h"
#include "statements_payment.h"
#include "statements_received.h"
#include "statements_report.h"
#include "value.h"

enum statement_id {
#define Q(name, sql) SQL_##name,
	STATEMENTS(Q) STATEMENTS_REPORT(Q) STATEMENTS_ARCHIVE(Q) STATEMENTS_PAYMENT(Q)
		STATEMENTS_FILING(Q) STATEMENTS_CARDS(Q) STATEMENTS_RECEIVED(Q)
			STATEMENTS_COMPANY(Q) STATEMENTS_CALL(Q)
#undef Q
				SQL_STATEMENTS
};
/* Name and text of a statement, for messages and the plan test. */
const char *statement_name(enum statement_id id);
const char *statement_sql(enum statement_id id);

struct query {
	struct db *db;
	sqlite3_stmt *st; /* NULL: over */
	const char *name;
	int param, col;
	int code; /* SQLITE_OK, or what failed */
	bool bad; /* a column holds what it cannot */
	char bad_text[80];
};
void query_begin(struct query *q, struct tx *tx, enum statement_id id);
void query_drop(struct query *q);

/* Bind the next parameter. Text and blobs are borrowed until query_end. */
void query_int(struct query *q, int64_t v);
void query_id(struct query *q, int64_t id); /* 0 = NULL */
void query_bool(struct query *q, bool v);
void query_text(struct query *q, struct span s);
void query_str(struct query *q, const char *s);
void query_blob(struct query *q, struct span s);
void query_hash(struct query *q, const struct sha256 *h); /* NULL = NULL */
void query_day(struct query *q, struct day d);            /* DAY_NONE = NULL */
/* Two parameters for BETWEEN; days are compared as text, an end that is DAY_NONE is before or after all. */
void query_days(struct query *q, struct day from, struct day to);
void query_json(struct query *q, struct arena *a, const struct value *v); /* NULL = NULL */
void query_null(struct query *q);

/* Run to the next row; false at the end or on failure. */
bool query_row(struct query *q);
/* Ends it (it can be begun again). */
enum rc query_end(struct query *q, struct why *reterr) MUST_CHECK;
/* For statements without rows: run and end; *ret_n rows changed, may be NULL. */
enum rc query_run(struct query *q, int64_t *ret_n, struct why *reterr) MUST_CHECK;
/* The row just written: for INSERT without id. */
int64_t query_last_id(const struct query *q);

/* The next column. Text and blobs are copied. */
int64_t col_int(struct query *q); /* NULL = 0 */
int64_t col_int_or(struct query *q, int64_t if_null);
bool col_bool(struct query *q);
struct span col_text(struct query *q, struct arena *a);
struct span col_blob(struct query *q, struct arena *a);
bool col_hash(struct query *q, struct sha256 *ret);       /* false = NULL */
struct day col_day(struct query *q);                      /* NULL = DAY_NONE */
struct value *col_json(struct query *q, struct arena *a); /* NULL = NULL */
void col_currency(struct query *q, char cur[4]);
/* An enum's word by its table of names.h; an unknown word is a failure. */
int col_word(struct query *q, const char *const *words, size_t n);
/* Say that a row cannot be read. */
void query_bad(struct query *q, const char *what);

/* The database's own scratch memory, emptied by the caller after use. */
struct arena *db_scratch(struct tx *tx);

#endif
