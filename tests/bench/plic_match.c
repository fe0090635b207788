/* `match`: where money belongs, in one process on one core: what a payment names and may mean is looked up in the books and
 * decided on, as when a bank's line is booked. Nothing is written.
 *
 * usage: plic_match PLIC.CONF <PAYMENTS      lines "bani<tab>day<tab>payer<tab>iban<tab>details"
 *            prints "payments automatic microseconds" of processor time; the first pass, which fills SQLite's cache, is not counted
 *        plic_match PLIC.CONF answer <ANSWERS   lines "payment<tab>prefix<tab>number<tab>bani"
 *            what a person would reply (ALOCA), kept */
#include <time.h>

#include "clock.h"
#include "config.h"
#include "flow.h"
#include "load_state.h"
#include "match.h"
#include "row_document.h"
#include "span.h"
#include "store_state.h"

struct books {
	struct db *db;
	const struct firm *firm;
	struct arena *a;
};

static void check(const char *what, enum rc rc, const struct why *why)
{
	if (!rc)
		return;
	fprintf(stderr, "plic_match: %s: %s\n", what, why->text);
	exit(1);
}

static int64_t number(struct span text)
{
	int64_t n = 0;

	if (!span_to_i64(text, &n))
		check("a number is wanted", RC_REFUSED, &(struct why){ "" });
	return n;
}

static bool next_line(struct arena *a, struct span part[5])
{
	char line[2000];
	struct span rest;

	if (!fgets(line, sizeof(line), stdin))
		return false;
	rest = span_trim(arena_span(a, span_of(line)));
	for (unsigned i = 0; i < 5; i++)
		if (!span_next_part(&rest, '\t', &part[i]))
			part[i] = S("");
	return true;
}

static enum match_rule match_one(struct books *b, const struct payment *p)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct loader l = { .tx = &tx, .s = &s, .a = b->a };
	struct match m;
	struct why why = { "" };

	check("begin", tx_begin_read(b->db, &tx, &why), &why);
	check("base", load_base(&tx, b->a, b->firm, clock_now(), &s, &why), &why);
	check("load", load_for_payment(&l, p, &why), &why);
	match_payment(&s, p, &m);
	arena_clear(b->a);
	return m.rule;
}

static void measure(struct books *b, struct arena *kept)
{
	struct {
		struct payment *at;
		size_t n, cap;
	} all = { 0 };
	struct span part[5];
	clock_t start = 0;
	int automatic = 0;

	while (next_line(kept, part)) {
		struct payment *p = ARENA_PUSH(kept, &all);

		*p = (struct payment){ .amount = MONEY_RON(number(part[0])),
				       .payer = part[2],
				       .payer_iban = part[3],
				       .details = part[4] };
		p->left = p->amount;
		check("day", day_parse(part[1], &p->day), &(struct why){ "" });
	}
	for (int pass = 0; pass < 2; pass++) {
		automatic = 0;
		start = clock();
		for (size_t i = 0; i < all.n; i++)
			automatic += match_one(b, &all.at[i]) != MATCH_ASK;
	}
	printf("%zu %d %lld\n", all.n, automatic,
	       (long long)(clock() - start) * 1000000 / CLOCKS_PER_SEC);
}

static void answer_one(struct books *b, struct tx *tx, struct span part[5])
{
	struct state s;
	struct decision d = { 0 };
	struct flow fl = { .s = &s, .d = &d };
	struct loader l = { .tx = tx, .s = &s, .a = b->a };
	struct payment *p;
	struct document *doc = NULL;
	struct money amount;
	struct why why = { "" };

	check("base", load_base(tx, b->a, b->firm, clock_now(), &s, &why), &why);
	check("payment", load_payment(&l, number(part[0]), &why), &why);
	check("document", row_document_by_ref(tx, b->a, part[1], number(part[2]), &doc, &why),
	      &why);
	p = state_payment(&s, number(part[0]));
	if (!p || !doc)
		check("no such payment or document", RC_REFUSED, &why);
	check("document", load_document(&l, doc->id, &why), &why);
	doc = state_document(&s, doc->id);
	amount = doc->open;
	amount.minor = number(part[3]) < amount.minor ? number(part[3]) : amount.minor;
	/* paid in another currency: all that is left of the money is for it */
	if (p->left.minor > 0 && amount.minor > 0)
		check("settle",
		      payment_settle(&fl, p, doc,
				     money_same_currency(p->left, amount) &&
						     amount.minor < p->left.minor ?
					     amount :
					     p->left,
				     amount, "staff", NULL, &why),
		      &why);
	check("store", store_decision(tx, b->a, &s, &d, 0, &why), &why);
	arena_clear(b->a);
}

static void answer(struct books *b, struct arena *kept)
{
	SCOPED(tx) tx = { 0 };
	struct span part[5];
	struct why why = { "" };

	check("begin", tx_begin(b->db, &tx, &why), &why);
	while (next_line(kept, part))
		answer_one(b, &tx, part);
	check("commit", tx_commit(&tx, &why), &why);
}

int main(int argc, char **argv)
{
	SCOPED_ARENA kept = arena_new((size_t)256 << 20);
	SCOPED_ARENA work = arena_new((size_t)64 << 20);
	struct books b = { .a = work };
	struct config *cfg;
	struct why why = { "" };

	if (argc < 2)
		return 64;
	clock_start_at(1794477600); /* 2026-11-12 12:00 in Romania */
	check("config", config_load(argv[1], &cfg, NULL, &why), &why);
	b.firm = &cfg->firm;
	check("open",
	      db_open(arena_str(kept,
				arena_fmt(kept, "%s/plic.db", config_path(cfg, cfg->paths.dir))),
		      DB_RW, &b.db, &why),
	      &why);
	if (argc > 2)
		answer(&b, kept);
	else
		measure(&b, kept);
	db_close(b.db);
	config_free(cfg);
	return 0;
}
