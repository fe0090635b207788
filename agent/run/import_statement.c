/* A statement's file into the books. It is read twice: once to know whether it is whole, adds up and is
 * ours, then to book it. What was committed before a kill is known when the file is imported again. */
#include "import_statement.h"

#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "companies.h"
#include "engine.h"
#include "load_company.h"
#include "load_state.h"
#include "lockfile.h"
#include "source_kind.h"
#include "read_file.h"
#include "span.h"
#include "statement_file.h"
#include "store_state.h"

#define LINES_A_COMMIT 12                 /* what one loads stays in memory until its end */
#define ARCHIVE_MAX    ((size_t)36 << 20) /* archives are read as a whole */
#define WARNINGS_MAX   200

struct run {
	struct cli_call *c;
	struct engine *e;
	const char *path;
	struct span file; /* its name, for people */
	bool dry;
	struct arena *keep;     /* lives as long as the run */
	struct mail_fact whole; /* of an archive; else its balances and warnings alone */
	bool archive;
	int64_t entries, foreign;
	struct span foreign_account;
	struct twins *twins;
	unsigned questions;
	struct statement_sum sum;
};

/* Called with what each chunk tells. */
typedef enum rc chunk_fn(struct run *r, const struct mail_fact *f, struct why *reterr);

static enum rc each_chunk(struct run *r, chunk_fn *fn, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(STATEMENT_CHUNK_CAP);
	struct statement_file s;
	struct mail_fact f;
	bool more = true;
	enum rc rc;

	if (r->archive)
		return fn(r, &r->whole, reterr);
	rc = statement_file_open(r->e->reader, r->path, a, &s, &f, reterr);
	if (rc)
		return rc;
	while (!rc && more) {
		rc = fn(r, &f, reterr);
		if (!rc) {
			arena_clear(a);
			rc = statement_file_next(&s, a, &f, &more, reterr);
		}
	}
	statement_file_close(&s);
	return rc;
}

static enum rc look(struct run *r, const struct mail_fact *f, struct why *reterr)
{
	(void)reterr;
	for (size_t i = 0; i < f->entries.n; i++) {
		const struct entry *e = &f->entries.at[i];

		r->entries++;
		if (!telling_is_ours(&r->e->firm, e->own_account) && !r->foreign++)
			r->foreign_account = arena_span(r->keep, e->own_account);
	}
	if (r->archive)
		return RC_OK;
	for (size_t i = 0; i < f->warnings.n && r->whole.warnings.n < WARNINGS_MAX; i++)
		*ARENA_PUSH(r->keep, &r->whole.warnings) = arena_span(r->keep, f->warnings.at[i]);
	if (f->balances != BALANCES_NONE)
		r->whole.balances = f->balances;
	return RC_OK;
}

/* One transaction. */
static enum rc book(struct run *r, const struct entry_list *some, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct loader l = { .tx = &tx, .s = &s, .a = r->e->work };
	struct flow fl = { .s = &s, .d = &d, .questions = &r->questions };
	struct statement_lines lines = { 0 };
	enum rc rc = tx_begin(r->e->db, &tx, reterr);

	fl.doubtful = r->whole.balances > BALANCES_OK;
	if (!rc)
		rc = load_base(&tx, l.a, &r->e->firm, clock_now(), &s, reterr);
	if (!rc) {
		statement_tell(l.a, s.firm, s.today, r->twins, some, r->file, &lines);
		rc = load_for_statement(&l, &lines, reterr);
	}
	if (!rc)
		rc = load_rates(&l, NULL, reterr);
	if (!rc)
		rc = load_doubts(&l, reterr);
	if (!rc)
		rc = statement_book(&fl, &lines, &r->sum, reterr);
	/* They were asked about beforehand: twins and sums are counted once. */
	r->e->companies_first.tried = true;
	if (!rc && !r->dry)
		rc = companies_before_invoice(r->e, &tx, &s, &d, reterr);
	if (!rc)
		rc = store_decision(&tx, l.a, &s, &d, 0, reterr);
	if (!rc && !r->dry)
		rc = tx_commit(&tx, reterr);
	arena_clear(r->e->work);
	return rc;
}

/* Lines that bear one number of the bank stay together where they can: a payment and its fee. */
static size_t lines_of(const struct entry_list *all)
{
	size_t n = LINES_A_COMMIT;

	while (n < all->n && n < LINES_A_COMMIT + 3 && all->at[n].bank_ref.len &&
	       span_eq(all->at[n].bank_ref, all->at[n - 1].bank_ref))
		n++;
	return n;
}

static enum rc book_all(struct run *r, const struct mail_fact *f, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t at = 0; !rc && at < f->entries.n;) {
		struct entry_list some = { .at = f->entries.at + at, .n = f->entries.n - at };

		if (some.n > LINES_A_COMMIT)
			some.n = lines_of(&some);
		at += some.n;
		rc = book(r, &some, reterr);
		if (!r->c->json && isatty(STDERR_FILENO))
			(void)fprintf(stderr, "\r%lld of %lld lines%s", (long long)r->sum.entries,
				      (long long)r->entries,
				      r->sum.entries == r->entries ? "\n" : "");
	}
	return rc;
}

/* Doubts are for who runs the firm, not only for who imports. */
static enum rc tell(struct run *r, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct flow fl = { .s = &s, .d = &d, .doubtful = r->whole.balances > BALANCES_OK };
	enum rc rc;

	if (!r->whole.warnings.n && !r->foreign && !r->sum.kept_whole && r->questions)
		return RC_OK;
	rc = tx_begin(r->e->db, &tx, reterr);
	if (!rc)
		rc = load_base(&tx, r->e->work, &r->e->firm, clock_now(), &s, reterr);
	if (!rc)
		rc = statement_tell_staff(&fl,
					  arena_fmt(r->e->work, "statement:%.*s:%.*s",
						    SPAN_ARG(r->file),
						    SPAN_ARG(day_iso(r->e->work, s.today))),
					  r->file, &r->sum, STATEMENT_QUESTIONS - r->questions,
					  &r->whole.warnings, reterr);
	if (!rc)
		rc = store_decision(&tx, r->e->work, &s, &d, 0, reterr);
	if (!rc && !r->dry)
		rc = tx_commit(&tx, reterr);
	return rc;
}

static void say(const struct run *r)
{
	static const char *const adds_up[] = { "has no balances", "adds up", "is not whole",
					       "does not add up" };
	const struct statement_sum *s = &r->sum;
	const struct {
		const char *name;
		int64_t n;
	} rows[] = {
		{ "new", s->booked },
		{ "paid_in_full", s->paid },
		{ "confirmed", s->confirmed },
		{ "known", s->known },
		{ "kept_whole", s->kept_whole },
		{ "returned", s->returned },
		{ "out", s->out },
		{ "not_booked", s->unbooked },
		{ "of_other_accounts", s->foreign },
		{ "questions", STATEMENT_QUESTIONS - r->questions },
	};
	struct value *v = value_new_map(r->keep);

	for (size_t i = 0; i < r->whole.warnings.n; i++)
		(void)fprintf(stderr, "%s: %.*s\n", r->path, SPAN_ARG(r->whole.warnings.at[i]));
	if (!r->c->json) {
		cli_say("%s: %lld lines, %s:", r->path, (long long)s->entries,
			adds_up[r->whole.balances]);
		for (size_t i = 0; i < ARRAY_LEN(rows); i++)
			if (rows[i].n)
				cli_say(" %s %lld", rows[i].name, (long long)rows[i].n);
		cli_say("%s\n", r->dry ? "; nothing was kept (dry run)" : "");
		return;
	}
	value_set(r->keep, v, "file", value_str(r->keep, r->path));
	value_set(r->keep, v, "entries", value_int(r->keep, s->entries));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		value_set(r->keep, v, rows[i].name, value_int(r->keep, rows[i].n));
	value_set(r->keep, v, "balances", value_str(r->keep, adds_up[r->whole.balances]));
	value_set(r->keep, v, "kept", value_bool(r->keep, !r->dry));
	cli_print_json(r->c, v);
}

/* An archive of statements is read as a whole. */
static enum rc read_archive(struct run *r, bool *mine, struct why *reterr)
{
	enum reader_end ended;
	struct span raw;
	struct why why = { "" };

	*mine = !read_file(r->keep, r->path, ARCHIVE_MAX, &raw, &why) &&
		span_starts(raw, S("PK\x03\x04")) &&
		!reader_ask_as(r->e->reader, r->keep, READ_AS_FOUND, raw, &r->whole, &ended,
			       &why) &&
		r->whole.kind == SOURCE_ZIP && r->whole.entries.n;
	r->archive = *mine;
	return *mine ? look(r, &r->whole, reterr) : RC_OK;
}

static enum rc import_with(struct run *r, bool *mine, struct why *reterr)
{
	struct why why = { "" };
	enum rc rc = each_chunk(r, look, &why);

	*mine = rc == RC_OK;
	if (rc == RC_RETRY)
		return why_fail(reterr, rc, "%s", why.text);
	rc = rc ? read_archive(r, mine, reterr) : RC_OK;
	if (rc || !*mine)
		return rc;
	if (r->entries && r->foreign == r->entries) {
		r->sum.entries = r->sum.foreign = r->foreign;
		r->sum.foreign_account = r->foreign_account;
		rc = tell(r, reterr);
		return rc ? rc :
			    why_fail(
				    reterr, RC_REFUSED,
				    "%s: of the account %.*s, which is not the firm's (firm.iban, payments.accounts): nothing was booked",
				    r->path, SPAN_ARG(r->foreign_account));
	}
	rc = r->dry ? RC_OK : companies_for_the_day(r->e, 1, reterr);
	if (!rc)
		rc = each_chunk(r, book_all, reterr);
	if (!rc)
		rc = tell(r, reterr);
	if (rc)
		return rc;
	say(r);
	if (r->whole.balances > BALANCES_OK)
		return why_fail(
			reterr, RC_REFUSED,
			"%s: booked as reported and asked about, until a right statement confirms it",
			r->path);
	return RC_OK;
}

enum rc import_statement(struct cli_call *c, const char *path, bool dry, bool *mine,
			 struct why *reterr)
{
	SCOPED_ARENA keep = arena_new((size_t)256 << 20);
	SCOPED_TWINS twins = twins_open();
	const char *slash = strrchr(path, '/');
	struct engine e;
	struct run r = { .c = c,
			 .e = &e,
			 .path = path,
			 .file = span_of(slash ? slash + 1 : path),
			 .dry = dry,
			 .keep = keep,
			 .twins = twins,
			 .questions = STATEMENT_QUESTIONS };
	enum rc rc = engine_open(c->cfg, c->db, &e, reterr);

	*mine = true;
	if (!rc)
		rc = import_with(&r, mine, reterr);
	if (*mine && !dry)
		wake_send(c->cfg); /* what was paid or is doubtful has mails to send */
	engine_close(&e);
	return rc;
}
