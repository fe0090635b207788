/* agent/store: no statement may walk through a table that grows with the firm's life, and the words of
 * enums are the same in C and in the schema. */
#include "db_in.h"
#include "names.h"
#include "store_kit.h"

/* Tables that do not grow, or partial indexes that hold only what is open. */
static const struct {
	const char *statement; /* its name begins so */
	const char *plan;      /* and the plan's line has this */
	const char *why;
} allowed[] = {
	{ "VERIFY_", "", "plic verify reads everything, on purpose" },
	{ "PURGE_", "", "plic purge reads everything, on purpose" },
	{ "EXPORT_", "series", "a handful of series" },
	{ "PRODUCT_ACTIVE", "SCAN product", "the price list: all of it is asked for" },
	{ "SERIES_", "SCAN series", "a handful of series" },
	{ "CHECK_SERIES", "SEARCH series", "a handful of series" },
	{ "CHECK_SERIES", "SCAN series", "a handful of series" },
	{ "CARD_OPEN", "USING INDEX card_open", "only open cards are in that index" },
	{ "CARD_COUNT_OF_HOST", "SCAN c", "the newest clients of a domain, as many as its cap" },
	{ "CARD_COUNT_OPENED", "SCAN (subquery", "of as many cards as the caps ask" },
	{ "PAYMENT_UNALLOCATED", "USING INDEX payment_unallocated", "only what is not allocated" },
	{ "DIGEST_CARDS_OPEN_N", "INDEX card_open", "only open cards are in that index" },
	{ "DIGEST_UNPAID_SUM", "INDEX document_unpaid_due", "only unpaid ones are in that index" },
	{ "DIGEST_UNALLOCATED", "USING INDEX payment_unallocated", "only what is not allocated" },
	{ "", "SCAN CONSTANT ROW", "no table" },
	{ "LAST_FACT", "", "one row each, from the end" },
	{ "ACCEPTANCE_HEAD", "SCAN acceptance", "LIMIT 1, from the end" },
	{ "FILING_OPEN", "INDEX filing_open", "only what is not accepted is in that index" },
	{ "FILING_COUNT", "SCAN (subquery", "of as many filings as are asked for" },
	{ "RECEIVED_OF_SELLER", "SCAN (subquery", "of a thousand at most" },
	{ "REVISION_LAST_FILE", "document_file", "max(rowid): one row, from the end" },
	{ "COMPANY_WANTED", "INDEX company_note_wanted", "only what waits is in that index" },
	{ "COMPANY_WAITING", "INDEX company_note_wanted", "the same" },
	{ "COMPANY_DRAFTED", "INDEX document_draft_invoice", "only drafts of invoices" },
	{ "COMPANY_PROMISED", "INDEX document_live_proforma", "only live proformas, once a day" },
	{ "SEARCH_FIND", "VIRTUAL TABLE INDEX", "the full-text index itself" },
	{ "SEARCH_", "VIRTUAL TABLE INDEX 0:=", "by rowid" },
};

static bool is_allowed(const char *name, struct span detail)
{
	for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
		if (span_starts(span_of(name), span_of(allowed[i].statement)) &&
		    span_has(detail, span_of(allowed[i].plan)))
			return true;
	}
	return false;
}

static void check_plan(struct store_kit *k, enum statement_id id)
{
	sqlite3_stmt *st = NULL;
	const char *sql =
		(const char *)arena_fmt(k->a, "EXPLAIN QUERY PLAN %s%c", statement_sql(id), 0).ptr;

	if (!CHECK(sqlite3_prepare_v2(k->db->sql, sql, -1, &st, NULL) == SQLITE_OK))
		return;
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct span detail = span_of((const char *)sqlite3_column_text(st, 3));

		if (span_starts(detail, S("SCAN ")) && !is_allowed(statement_name(id), detail))
			FAIL("%s: %.*s", statement_name(id), SPAN_ARG(detail));
	}
	sqlite3_finalize(st);
}

TEST(store_statements_use_indexes)
{
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k))
		return;
	for (enum statement_id i = SQL_NEXT_IDS; i < SQL_STATEMENTS; i++)
		check_plan(&k, i);
	/* The test can fail. */
	{
		sqlite3_stmt *st = NULL;

		CHECK(sqlite3_prepare_v2(k.db->sql,
					 "EXPLAIN QUERY PLAN SELECT * FROM card "
					 "WHERE title = 'x'",
					 -1, &st, NULL) == SQLITE_OK);
		CHECK(sqlite3_step(st) == SQLITE_ROW);
		CHECK_STR((const char *)sqlite3_column_text(st, 3), "SCAN card");
		sqlite3_finalize(st);
	}
}

static void check_words(struct store_kit *k, const char *table, const char *column,
			const char *const *words, size_t n)
{
	struct span sql =
		store_kit_ask(k, (const char *)arena_fmt(k->a,
							 "SELECT sql FROM "
							 "sqlite_schema WHERE name = '%s'%c",
							 table, 0)
					 .ptr);
	size_t at, end, quotes = 0;

	UNIT_CASE("%s.%s", table, column);
	at = span_find(sql, arena_fmt(k->a, "CHECK (%s ", column), 0);
	if (!CHECK(at != SIZE_MAX))
		return;
	end = span_find_char(sql, ')', at);
	sql = span_sub(sql, at, end - at);
	for (size_t i = 0; i < sql.len; i++)
		quotes += sql.ptr[i] == '\'';
	CHECK_INT(quotes, 2 * n);
	for (size_t i = 0; i < n; i++)
		CHECK_HAS(sql, arena_str(k->a, arena_fmt(k->a, "'%s'", words[i])));
}

TEST(store_words_are_those_of_the_schema)
{
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k))
		return;
#define WORDS(table, column, names) check_words(&k, table, column, names, ARRAY_LEN(names))
	WORDS("document", "kind", names_doc_kind);
	WORDS("document", "state", names_doc_state);
	WORDS("client", "address", names_address);
	WORDS("payment", "state", names_payment_state);
	WORDS("subscription", "unit", names_cycle);
	WORDS("question", "kind", names_question);
	WORDS("question", "state", names_question_state);
	WORDS("message", "target", names_folder);
	WORDS("message", "state", names_journal);
	WORDS("outbox", "kind", names_effect);
	WORDS("outbox", "sort", names_sort);
	WORDS("outbox", "state", names_outbox);
	WORDS("document_file", "kind", names_file);
	WORDS("filing", "state", names_filing);
	WORDS("filing", "channel", names_channel);
	WORDS("filing", "verdict", names_verdict);
#undef WORDS
}
