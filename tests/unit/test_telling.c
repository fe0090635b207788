/* One payment, told many times (payments reference 8.3, 6): a sentence of it per test. */
#include "telling_kit.h"

TEST(telling_the_same_file_twice_is_once)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 54450, "plata curs", "139ZEXA25");
	line(&b, "2026-11-12", 1000, "fara referinta", "");
	take(&b);
	CHECK_INT(b.sum.booked, 2);
	take(&b);
	CHECK_INT(b.sum.known, 2);
	CHECK_INT(n_payments(&b), 2);
}

TEST(telling_of_overlapping_statements_is_once)
{
	struct bank b = bank();

	line(&b, "2026-11-10", 100, "a", "");
	line(&b, "2026-11-11", 200, "b", "");
	take(&b);
	begin(&b);
	line(&b, "2026-11-11", 200, "b", "");
	line(&b, "2026-11-12", 300, "c", "");
	take(&b);
	CHECK_INT(b.sum.known, 1);
	CHECK_INT(b.sum.booked, 1);
	CHECK_INT(n_payments(&b), 3);
}

/* "real twins on one day": two equal lines of a statement are two payments, whenever it comes again. */
TEST(telling_of_twins_is_two_payments)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 5000, "abonament", "");
	line(&b, "2026-11-12", 5000, "abonament", "");
	take(&b);
	CHECK_INT(b.sum.booked, 2);
	take(&b);
	CHECK_INT(b.sum.known, 2);
	/* a third that came later that day */
	line(&b, "2026-11-12", 5000, "abonament", "");
	take(&b);
	CHECK_INT(b.sum.known, 2);
	CHECK_INT(b.sum.booked, 1);
	CHECK_INT(n_payments(&b), 3);
}

/* Some number the lines of each day from one: such a number tells nothing from another day's. */
TEST(telling_with_a_running_number_is_told_by_its_day)
{
	struct bank b = bank();

	line(&b, "2026-11-11", 50000, "plata", "1");
	line(&b, "2026-11-12", 50000, "plata", "1");
	take(&b);
	CHECK_INT(b.sum.booked, 2);
	take(&b);
	CHECK_INT(b.sum.known, 2);
	CHECK_INT(n_payments(&b), 2);
}

/* "fees share the ref": the number alone is no identity. A batch shares it too. */
TEST(telling_with_a_shared_bank_reference)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 10000, "plata", "139ZEXA25");
	line(&b, "2026-11-12", -250, "comision", "139ZEXA25");
	line(&b, "2026-11-12", 20000, "lot", "139ZEXA26");
	line(&b, "2026-11-12", 20000, "lot", "139ZEXA26");
	take(&b);
	CHECK_INT(b.sum.booked, 3);
	CHECK_INT(b.sum.out, 1);
	take(&b);
	CHECK_INT(b.sum.known, 3);
	/* the same statement twice in one file tells nothing new */
	line(&b, "2026-11-12", 10000, "plata", "139ZEXA25")->part = 2;
	line(&b, "2026-11-12", 20000, "lot", "139ZEXA26")->part = 2;
	take(&b);
	CHECK_INT(b.sum.known, 5);
	CHECK_INT(n_payments(&b), 3);
}

static struct payment *told_by_mail(struct bank *b, int64_t minor, const char *details,
				    const char *ref)
{
	size_t n = n_payments(b);
	struct notice *k;

	world_next(b->w);
	k = world_notice(b->w, minor, "POPESCU ION", details);
	k->bank_ref = span_of(ref);
	CHECK_RC(world_decide(b->w), RC_OK);
	return n_payments(b) > n ? b->w->s.payments.at[n] : NULL;
}

/* "A mail payment is provisional: the statement line ... takes it over, matched or not, once." */
TEST(telling_of_a_statement_confirms_the_mail)
{
	struct bank b = bank();
	struct payment *p = told_by_mail(&b, 54450, "curs", "");

	CHECK_INT(p->state, PAYMENT_REPORTED);
	line(&b, "2026-11-13", 54450, "plata curs excel", "139ZEXA25");
	take(&b);
	CHECK_INT(b.sum.confirmed, 1);
	CHECK_INT(n_payments(&b), 1);
	CHECK_INT(p->state, PAYMENT_CONFIRMED);
	CHECK_SPAN(p->confirmed_by, "extras.sta");
	CHECK_SPAN(p->bank_ref, "139ZEXA25");
	CHECK_SPAN(p->source, "statement:mt940");
	CHECK_SPAN(p->own_account, OURS);
	/* once: the next line of that sum is another payment */
	begin(&b);
	line(&b, "2026-11-13", 54450, "plata curs excel", "139ZEXA99");
	take(&b);
	CHECK_INT(b.sum.booked, 1);
	CHECK_INT(n_payments(&b), 2);
}

/* The statement was faster than the mail. */
TEST(telling_of_a_mail_after_the_statement)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 54450, "plata curs excel", "139ZEXA25");
	take(&b);
	CHECK(!told_by_mail(&b, 54450, "curs", ""));
	CHECK_INT(n_payments(&b), 1);
	CHECK_INT(b.w->s.payments.at[0]->state, PAYMENT_CONFIRMED);
	CHECK_SPAN(b.w->s.payments.at[0]->details, "plata curs excel");
	CHECK_INT(b.w->s.payments.at[0]->told.n, 2);
	/* a second mail without a number may be a second payment */
	CHECK(told_by_mail(&b, 54450, "curs iar", ""));
}

TEST(telling_is_not_the_same_when_something_differs)
{
	static const struct {
		const char *why, *mail, *mail_ref, *day, *text, *ref;
		int64_t minor;
		const char *account;
		bool same;
	} rows[] = {
		{ "as it is", "curs", "", "2026-11-12", "plata", "", 54450, "", true },
		{ "three days", "curs", "", "2026-11-15", "plata", "", 54450, "", true },
		{ "four days", "curs", "", "2026-11-16", "plata", "", 54450, "", false },
		{ "another sum", "curs", "", "2026-11-12", "plata", "", 54451, "", false },
		{ "another number of the bank", "curs", "139ZEXA25", "2026-11-12", "plata",
		  "139ZEXA26", 54450, "", false },
		{ "the same number, cut", "curs", "139ZEXA25009", "2026-11-12", "plata",
		  "139ZEXA2500902BX", 54450, "", true },
		{ "another document", "PRF 7", "", "2026-11-12", "PRF 8", "", 54450, "", false },
		{ "another account of ours", "curs", "", "2026-11-12", "plata", "", 54450,
		  "RO09BCYP0000001234567890", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bank b = bank();
		struct entry *e;

		UNIT_CASE("%s", rows[i].why);
		*ARENA_PUSH(unit_arena(), &b.w->firm.accounts) = S("RO09BCYP0000001234567890");
		world_next(b.w);
		world_notice(b.w, 54450, "POPESCU ION", rows[i].mail)->bank_ref =
			span_of(rows[i].mail_ref);
		b.w->f.notices.at[0].account = S("RO49****0000");
		CHECK_RC(world_decide(b.w), RC_OK);
		e = line(&b, rows[i].day, rows[i].minor, rows[i].text, rows[i].ref);
		if (rows[i].account[0])
			e->own_account = span_of(rows[i].account);
		take(&b);
		CHECK_INT(n_payments(&b), rows[i].same ? 1 : 2);
	}
}

/* One export as MT940 and as CSV, where the CSV has no numbers. */
TEST(telling_in_another_format_is_once)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 5000, "abonament noiembrie", "139ZEXA25");
	line(&b, "2026-11-12", 5000, "abonament noiembrie", "139ZEXA26");
	take(&b);
	for (size_t i = 0; i < b.file.n; i++) {
		b.file.at[i].format = S("csv");
		b.file.at[i].bank_ref = S("");
	}
	take(&b);
	CHECK_INT(b.sum.confirmed, 2);
	CHECK_INT(n_payments(&b), 2);
}

TEST(telling_of_an_interim_report_waits_for_the_statement)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 5000, "plata", "139ZEXA25")->format = S("mt942");
	take(&b);
	CHECK_INT(b.w->s.payments.at[0]->state, PAYMENT_REPORTED);
	b.file.at[0].format = S("mt940");
	take(&b);
	CHECK_INT(n_payments(&b), 1);
	CHECK_INT(b.w->s.payments.at[0]->state, PAYMENT_CONFIRMED);
}

/* Its last line's text ends where the file was cut: the whole file tells it again. */
TEST(telling_of_a_cut_statement_is_no_half)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 5000, "plata abonament", "");
	line(&b, "2026-11-12", 7000, "plata fac", "");
	take_as(&b, true);
	CHECK_INT(b.sum.booked, 2);
	CHECK_INT(b.w->s.payments.at[0]->state, PAYMENT_REPORTED);
	b.file.at[1].text = b.file.at[1].reference = S("plata factura veche");
	take(&b);
	CHECK_INT(b.sum.confirmed, 2);
	CHECK_INT(n_payments(&b), 2);
	CHECK_INT(b.w->s.payments.at[1]->state, PAYMENT_CONFIRMED);
	CHECK_SPAN(b.w->s.payments.at[1]->details, "plata factura veche");
}

TEST(telling_of_what_is_not_booked)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 5000, "in curs", "1")->status = S("pending");
	line(&b, "2026-11-12", 5000, "informare", "2")->status = S("info");
	memcpy(line(&b, "2026-11-12", 5000, "fara moneda", "3")->amount.cur, "", 1);
	memcpy(line(&b, "2026-11-12", 5000, "nicio moneda", "4")->amount.cur, "XXX", 4);
	line(&b, "2026-11-12", 5000, "al altuia", "5")->own_account = S("RO09BCYP0000001234567890");
	line(&b, "2026-11-12", -5000, "chirie", "6");
	take(&b);
	CHECK_INT(n_payments(&b), 0);
	CHECK_INT(b.sum.unbooked, 4);
	CHECK_INT(b.sum.foreign, 1);
	CHECK_INT(b.sum.out, 1);
	CHECK_SPAN(b.sum.foreign_account, "RO09BCYP0000001234567890");
}

TEST(telling_accounts_may_be_masked)
{
	static const struct {
		const char *left, *right;
		bool same;
	} rows[] = {
		{ "RO49 AAAA 1B31 0075 9384 0000", "ro49aaaa1b31007593840000", true },
		{ "RO49****0000", "RO49AAAA1B31007593840000", true },
		{ "RO49 XXXX XXXX XXXX 0000", "RO49AAAA1B31007593840000", true },
		{ "***0000", "RO49AAAA1B31007593840000", true },
		{ "***0001", "RO49AAAA1B31007593840000", false },
		{ "RO48****0000", "RO49AAAA1B31007593840000", false },
		{ "93840000", "RO49AAAA1B31007593840000", true },
		{ "RO49AAAA1B31007593840000RON", "RO49AAAA1B31007593840000", true },
		{ "RO09BCYP0000001234567890", "RO49AAAA1B31007593840000", false },
		{ "", "RO49AAAA1B31007593840000", true },
		{ "EUR Main", "RO49AAAA1B31007593840000", true }, /* a wallet's name */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].left);
		CHECK(telling_same_account(span_of(rows[i].left), span_of(rows[i].right)) ==
		      rows[i].same);
		CHECK(telling_same_account(span_of(rows[i].right), span_of(rows[i].left)) ==
		      rows[i].same);
	}
}

/* What a statement's wrong balance makes doubtful pays nothing by itself; its right one does. */
TEST(telling_of_a_doubtful_statement_is_asked_about)
{
	struct bank b = bank();
	struct client *c = world_client(b.w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(b.w, c, "curs", "awaiting", "Curs Excel avansat");
	struct document *prf =
		world_issued(b.w, card, DOC_PROFORMA, world_line(b.w, "Curs", 1, 450));

	line(&b, "2026-11-12", 54450, "plata PRF 0001", "139ZEXA25");
	take_as(&b, true);
	CHECK_INT(prf->open.minor, 54450);
	CHECK_INT(b.questions, STATEMENT_QUESTIONS - 1);
	take(&b);
	CHECK_INT(b.sum.confirmed, 1);
	CHECK_INT(prf->open.minor, 0);
	CHECK_INT(b.w->s.questions.at[0]->state, Q_DONE);
}

/* More doubts than people can be asked about at once. */
TEST(telling_of_many_doubts_asks_about_the_first)
{
	struct bank b = bank();

	for (int i = 0; i < STATEMENT_QUESTIONS + 5; i++)
		line(&b, "2026-11-12", 1000 + i, "nu stiu", "");
	take(&b);
	CHECK_INT(b.sum.booked, STATEMENT_QUESTIONS + 5);
	CHECK_INT(b.questions, 0);
	CHECK_INT(b.w->s.questions.n, STATEMENT_QUESTIONS);
}
