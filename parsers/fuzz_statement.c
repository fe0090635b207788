/* Fuzz targets: statements, archives, exchange rates. Any bytes, whole and in pieces, give the same entries,
 * in valid text, and no more warnings than the limit. */
#include "fuzz.h"

#include "bnr_rates.h"
#include "span.h"
#include "statement.h"
#include "utf8.h"
#include "unzip.h"

struct seen {
	unsigned entries, warnings;
	int64_t sum;
};

static void see_entry(void *ctx, const struct entry *e)
{
	struct seen *s = ctx;

	assert(utf8_valid(e->counterparty) && utf8_valid(e->account) && utf8_valid(e->text));
	assert(utf8_valid(e->reference) && utf8_valid(e->bank_ref) && utf8_valid(e->end_to_end));
	assert(utf8_valid(e->kind) && utf8_valid(e->own_account) && utf8_valid(e->tax_id));
	assert(e->status.len && e->counterparty.ptr && e->iban.ptr);
	s->entries++;
	s->sum = (int64_t)((uint64_t)s->sum * 31 + (uint64_t)e->amount.minor);
}

static void see_warning(void *ctx, struct span text)
{
	struct seen *s = ctx;

	assert(utf8_valid(text) && span_starts(text, S("line ")));
	s->warnings++;
	assert(s->warnings <= STATEMENT_WARNINGS_MAX);
}

static struct seen look(const struct statement_kit *k, enum source_kind kind, struct span bytes,
			size_t step)
{
	struct seen seen = { 0 };
	struct statement_sink sink = { &seen, see_entry, see_warning };
	struct statement *s = statement_open(k, kind, bytes, &sink);
	bool alive = true;

	for (size_t at = 0; at < bytes.len && alive; at += step)
		alive = statement_feed(s, span_sub(bytes, at, step));
	(void)statement_end(s);
	statement_close(s);
	return seen;
}

static void run_statement(enum source_kind kind, struct span bytes)
{
	static struct csv_column columns[] = {
		{ { "date", 4 }, { "date", 4 } },         { { "amount", 6 }, { "amount", 6 } },
		{ { "currency", 8 }, { "currency", 8 } }, { { "details", 7 }, { "label", 5 } },
		{ { "balance", 7 }, { "balance", 7 } },   { { "debit", 5 }, { "debit", 5 } },
		{ { "credit", 6 }, { "credit", 6 } },     { { "date", 4 }, { "data*", 5 } },
		{ { "details", 7 }, { "descriere", 9 } },
	};
	static struct span patterns[] = { { "(?<account>RO\\d+)", 17 } };
	struct csv_map map = { .columns = { columns, ARRAY_LEN(columns), 0 },
			       .patterns = { patterns, 1, 0 },
			       .continued = bytes.len % 2,
			       .fallback = true };
	struct csv_maps maps = { &map, 1, 1 };
	struct statement_kit *k = NULL;
	struct seen whole, pieces;

	if (statement_kit_open(&maps, &k, NULL))
		assert(false); /* the patterns are our own */
	if (statement_is(k, kind, bytes)) {
		whole = look(k, kind, bytes, bytes.len ? bytes.len : 1);
		pieces = look(k, kind, bytes, 7);
		assert(whole.entries == pieces.entries && whole.sum == pieces.sum);
	}
	statement_kit_close(k);
}

static void run_mt940(struct arena *a, struct span bytes)
{
	(void)a;
	run_statement(SOURCE_MT940, bytes);
}

static void run_camt(struct arena *a, struct span bytes)
{
	(void)a;
	run_statement(SOURCE_CAMT, bytes);
}

static void run_bank_csv(struct arena *a, struct span bytes)
{
	(void)a;
	run_statement(SOURCE_CSV, bytes);
}

static bool take(void *ctx, struct span name, struct span chunk, bool first)
{
	size_t *n = ctx;

	(void)name;
	assert(first || chunk.len);
	*n += chunk.len;
	return chunk.len != 77;
}

static void end(void *ctx, struct span name, const char *error)
{
	(void)ctx, (void)name, (void)error;
}

static void run_zip(struct arena *a, struct span bytes)
{
	size_t n = 0;
	struct zip_sink sink = { &n, take, end };
	enum rc rc = zip_each(bytes, &sink, NULL);

	(void)a;
	assert(rc == RC_OK || rc == RC_BAD_INPUT);
	assert(n <= ZIP_OUT_MAX + (1 << 20));
}

static void run_bnr(struct arena *a, struct span bytes)
{
	struct fx_rates r = { 0 };
	enum rc rc = bnr_rates_read(a, bytes, &r, NULL);

	assert((rc == RC_OK) == (r.n > 0));
	for (size_t i = 0; i < r.n; i++)
		assert(r.at[i].rate.n > 0 && day_is_set(r.at[i].day) && r.at[i].cur[3] == '\0');
}

const struct fuzz_target fuzz_targets[] = {
	{ "bnr", run_bnr },           { "mt940", run_mt940 }, { "camt", run_camt },
	{ "bank_csv", run_bank_csv }, { "zip", run_zip },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
