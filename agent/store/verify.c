/* plic verify: everything that must be true, one rule after the other. Findings are told, never
 * repaired: a wrong book is for people to judge. */
#include "verify.h"

#include <stdarg.h>

#include "db_in.h"
#include "series.h"
#include "span.h"
#include "verify_in.h"

PRINTF_LIKE(4, 0)
static void add(struct findings *to, struct arena *a, const char *rule, const char *fmt, va_list ap)
{
	struct finding *f;
	struct why text;

	if (to->n >= VERIFY_FINDINGS)
		return;
	(void)vsnprintf(text.text, sizeof(text.text), fmt, ap);
	f = ARENA_PUSH(a, to);
	f->rule = arena_span(a, span_of(rule));
	f->text = arena_span(a, span_of(text.text));
}

void verify_find(struct findings *f, struct arena *a, const char *rule, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, a, rule, fmt, ap);
	va_end(ap);
}

void verify_say(struct verify *v, const char *rule, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(v->ret, v->a, rule, fmt, ap);
	va_end(ap);
}

void verify_step(struct verify *v, const char *step, int64_t done, int64_t of)
{
	if (v->progress)
		v->progress(v->ctx, step, done, of);
}

static void report(struct check *c, const char *rule, const char *text)
{
	verify_say(c->ctx, rule, "%s", text);
}

/* PRAGMA integrity_check and foreign_key_check: not in the registry, they are run once. */
static enum rc run_pragma(struct verify *v, const char *pragma, const char *rule,
			  struct why *reterr)
{
	struct db *db = v->tx->db;
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db->sql, pragma, -1, &st, NULL);

	while (code == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
		const unsigned char *text = sqlite3_column_text(st, 0);

		if (!text || strcmp((const char *)text, "ok") == 0)
			continue;
		if (sqlite3_column_count(st) > 1)
			verify_say(v, rule, "%s: row %lld names a missing %s", (const char *)text,
				   (long long)sqlite3_column_int64(st, 1),
				   (const char *)sqlite3_column_text(st, 2));
		else
			verify_say(v, rule, "%s", (const char *)text);
	}
	code = sqlite3_finalize(st);
	return code ? db_fail(db, code, rule, reterr) : RC_OK;
}

/* Rows by id, 500 at a time, so that memory does not grow with the book. */
static enum rc each_id(struct verify *v, enum statement_id id, const char *step, int64_t of,
		       enum rc (*one)(struct check *c, int64_t id, struct why *reterr),
		       int64_t *count, struct why *reterr)
{
	struct check c = {
		.tx = v->tx, .scratch = v->scratch, .report = report, .ctx = v, .contents = true
	};
	int64_t ids[500], after = 0;
	size_t n;
	enum rc rc;

	do {
		SCOPED(query) q = { 0 };

		n = 0;
		query_begin(&q, v->tx, id);
		query_int(&q, after);
		while (query_row(&q) && n < ARRAY_LEN(ids))
			ids[n++] = col_int(&q);
		rc = query_end(&q, reterr);
		for (size_t i = 0; !rc && i < n; i++) {
			arena_clear(v->scratch);
			rc = one(&c, ids[i], reterr);
			verify_step(v, step, ++*count, of);
			after = ids[i];
		}
	} while (!rc && n == ARRAY_LEN(ids));
	return rc;
}

struct series_seen {
	struct span fold, prefix;
	int64_t first, next;
	bool yearly;
	unsigned pad;
};

/* A yearly series' number begins with the year in which it was given out. */
static void check_year(struct verify *v, const struct series_seen *s, int64_t number,
		       struct day issue)
{
	int year = day_is_set(issue) ? day_civil(issue).year : 0;
	int64_t of = number / series_room(s->pad);

	/* What is shorter was issued before the series became yearly. */
	if (s->yearly && of >= 1000 && of != year)
		verify_say(v, "series-year", "series %.*s: %lld was issued in %d",
			   SPAN_ARG(s->prefix), (long long)number, year);
}

/* From the first number that is ours: each follows the one before, but for the first of a year in a
 * yearly series; the next to give is the next. */
static enum rc walk_series(struct verify *v, const struct series_seen *s, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t want = s->first, last = s->first - 1;
	enum rc rc;

	query_begin(&q, v->tx, SQL_VERIFY_NUMBERS);
	query_text(&q, s->fold);
	query_int(&q, s->first);
	while (query_row(&q)) {
		int64_t number = col_int(&q);

		check_year(v, s, number, col_day(&q));
		if (number > want && !(s->yearly && series_is_new_year(number, s->pad)))
			verify_say(v, "series-gap", "series %.*s: %lld is missing (up to %lld)",
				   SPAN_ARG(s->prefix), (long long)want, (long long)number - 1);
		last = number;
		want = number + 1;
	}
	rc = query_end(&q, reterr);
	if (!rc && s->next != last + 1)
		verify_say(v, "series-next",
			   "series %.*s: the last number is %lld, the next would "
			   "be %lld",
			   SPAN_ARG(s->prefix), (long long)last, (long long)s->next);
	return rc;
}

static enum rc verify_series(struct verify *v, struct why *reterr)
{
	struct {
		struct series_seen *at;
		size_t n, cap;
	} all = { 0 };
	SCOPED(query) q = { 0 };
	enum rc rc;

	arena_clear(v->scratch);
	query_begin(&q, v->tx, SQL_VERIFY_PREFIXES);
	while (query_row(&q)) {
		struct series_seen *s = ARENA_PUSH(v->scratch, &all);

		s->fold = col_text(&q, v->scratch);
		s->prefix = col_text(&q, v->scratch);
		s->first = col_int(&q);
		s->next = col_int(&q);
		s->yearly = col_bool(&q);
		s->pad = (unsigned)col_int(&q);
	}
	rc = query_end(&q, reterr);
	for (size_t i = 0; !rc && i < all.n; i++)
		rc = walk_series(v, &all.at[i], reterr);
	if (rc)
		return rc;
	query_begin(&q, v->tx, SQL_VERIFY_DOUBLES);
	while (query_row(&q)) {
		struct span prefix = col_text(&q, v->scratch);
		int64_t number = col_int(&q);

		verify_say(v, "series-double", "series %.*s: number %lld was given out %lld times",
			   SPAN_ARG(prefix), (long long)number, (long long)col_int(&q));
	}
	return query_end(&q, reterr);
}

static enum rc verify_periods(struct verify *v, enum statement_id id, const char *what,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	arena_clear(v->scratch);
	query_begin(&q, v->tx, id);
	while (query_row(&q)) {
		int64_t subscription = col_int(&q), period = col_int(&q);
		struct span label = col_text(&q, v->scratch);

		verify_say(v, "period-document", "subscription %lld, period %lld (%.*s): %s",
			   (long long)subscription, (long long)period, SPAN_ARG(label), what);
	}
	return query_end(&q, reterr);
}

struct counts {
	int64_t documents, payments, acceptances, files, raws, mails;
};

static enum rc count(struct verify *v, struct counts *n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, v->tx, SQL_VERIFY_COUNTS);
	if (query_row(&q)) {
		n->documents = col_int(&q);
		n->payments = col_int(&q);
		n->acceptances = col_int(&q);
		n->files = col_int(&q);
		n->raws = col_int(&q);
		n->mails = col_int(&q);
	}
	return query_end(&q, reterr);
}

static enum rc run_rules(struct verify *v, struct why *reterr)
{
	struct counts n = { 0 };
	enum rc rc = count(v, &n, reterr);

	verify_step(v, "integrity", 0, 0);
	if (!rc)
		rc = run_pragma(v, "PRAGMA integrity_check(100)", "integrity", reterr);
	if (!rc)
		rc = run_pragma(v, "PRAGMA foreign_key_check", "foreign-key", reterr);
	if (!rc)
		rc = each_id(v, SQL_VERIFY_DOCUMENTS, "documents", n.documents, check_document,
			     &v->ret->documents, reterr);
	if (!rc)
		rc = each_id(v, SQL_VERIFY_PAYMENTS, "payments", n.payments, check_payment,
			     &v->ret->payments, reterr);
	if (!rc)
		rc = verify_series(v, reterr);
	if (!rc)
		rc = verify_periods(v, SQL_VERIFY_PERIODS, "its document is another", reterr);
	if (!rc)
		rc = verify_periods(v, SQL_VERIFY_UNPERIODS, "billed, but not noted as billed",
				    reterr);
	if (!rc)
		rc = verify_acceptances(v, reterr);
	return rc ? rc : verify_bytes(v, n.files, n.raws, n.mails, reterr);
}

enum rc verify_all(struct db *db, struct arena *a, verify_progress_fn *progress, void *ctx,
		   struct findings *ret, struct why *reterr)
{
	SCOPED_ARENA scratch = arena_new(DB_SCRATCH_MAX);
	struct verify v = {
		.a = a, .scratch = scratch, .ret = ret, .progress = progress, .ctx = ctx
	};
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (rc)
		return rc;
	v.tx = &tx;
	return run_rules(&v, reterr);
}
