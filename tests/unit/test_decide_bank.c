/* Bank mails: only the bank's proven domain; each movement once; certain or asked. */
#include "state_builder.h"
#include "unit.h"

struct fixture {
	struct world *w;
	struct client *client;
	struct card *card;
	struct document *prf;
};

static struct fixture fixture(void)
{
	struct fixture x = { .w = world_new() };

	x.client = world_client(x.w, "Ion Popescu", "ion@example.org");
	x.card = world_card(x.w, x.client, "curs", "awaiting", "Curs Excel avansat");
	x.prf = world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "Curs", 1, 450));
	return x;
}

TEST(bank_pays_by_reference_and_sum)
{
	struct fixture x = fixture();

	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "paid");
	CHECK_INT(x.w->d.folder, FOLDER_HANDLED);
	CHECK_INT(x.prf->open.minor, 0);
	CHECK_SPAN(x.card->stage, "paid");
	CHECK(x.w->s.card == x.card);
	CHECK_INT(x.w->s.payments.n, 1);
	CHECK_SPAN(x.w->s.payments.at[0]->source, "bank:bt");
	CHECK_INT(x.w->s.payments.at[0]->state, PAYMENT_REPORTED);
	CHECK_SPAN(x.w->s.allocations.at[0]->rule, "reference+amount");
	CHECK(world_mail_to(x.w, "ion@example.org", "invoice") != NULL);
	CHECK(world_mail_to(x.w, "diana@atelier.ro", "question") == NULL);
}

/* A signature is right for ever: who kept the mail could send it again. */
TEST(bank_old_mail_changes_nothing)
{
	static const struct {
		int64_t written, came;
		bool old;
	} rows[] = {
		{ 1000000, 1000000, false },
		{ 1000000, 1000000 + 3 * 86400, false },
		{ 1000000, 1000000 + 3 * 86400 + 1, true },
		{ 1000000, 1000000 - 86400, false },
		{ 1000000, 1000000 - 86401, true },
		{ 0, 1000000, true },
		{ 1000000, 0, false }, /* when it came is not known */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = fixture();

		UNIT_CASE("%d", (int)i);
		world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001");
		x.w->f.date = rows[i].written;
		x.w->m.received = rows[i].came;
		CHECK_RC(world_decide(x.w), RC_OK);
		CHECK_INT(x.w->s.payments.n, rows[i].old ? 0 : 1);
		CHECK_INT(x.w->d.folder, rows[i].old ? FOLDER_QUARANTINE : FOLDER_HANDLED);
		if (rows[i].old)
			CHECK_SPAN(x.w->d.outcome, "bank-old");
	}
}

TEST(bank_unproven_changes_nothing)
{
	static const struct {
		enum auth_verdict verdict;
		unsigned n_from;
		const char *domain;
	} rows[] = {
		{ AUTH_NONE, 1, "" },
		{ AUTH_FAIL, 1, "btrl.ro" },
		{ AUTH_PASS, 1, "rau.example" },
		{ AUTH_PASS, 1, "btrl.ro.rau.example" },
		{ AUTH_PASS, 2, "btrl.ro" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = fixture();

		UNIT_CASE("%s", rows[i].domain);
		world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001");
		x.w->f.auth.verdict = rows[i].verdict;
		x.w->f.auth.domain = span_of(rows[i].domain);
		x.w->f.n_from = rows[i].n_from;
		CHECK_RC(world_decide(x.w), RC_OK);
		CHECK_INT(x.w->d.folder, FOLDER_QUARANTINE);
		CHECK_SPAN(x.w->d.outcome, "bank-unproven");
		CHECK_INT(x.prf->open.minor, 54450);
		CHECK_INT(x.w->s.payments.n, 0);
		CHECK(world_mail_to(x.w, "diana@atelier.ro", "notice") != NULL);
		CHECK_INT(world_keys(x.w, "bank-unproven:bt:2026-11-12:diana@atelier.ro"), 1);
	}
}

TEST(bank_told_twice_is_booked_once)
{
	struct fixture x = fixture();
	struct span ref;

	ref = world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref;
	CHECK_RC(world_decide(x.w), RC_OK);
	world_next(x.w);
	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref = ref;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "bank-known");
	CHECK_INT(x.w->s.payments.n, 1);
	CHECK_INT(world_mails(x.w), 0);
}

/* No bank reference: the same words again may be a second payment; a person says. */
TEST(bank_twin_is_asked_about)
{
	struct fixture x = fixture();
	struct mail_spec *m;

	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "paid");
	world_next(x.w);
	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->s.payments.n, 2);
	m = world_must(x.w, "conta@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.payment.twin");
}

/* Even where reference and sum fit: the first telling may be the same money, not yet allocated. */
TEST(bank_twin_of_an_unallocated_payment_is_asked_about)
{
	struct fixture x = fixture();
	struct mail_spec *m;

	x.w->firm.notice_is_enough = false;
	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	x.w->firm.notice_is_enough = true;
	world_next(x.w);
	world_notice(x.w, 54450, "POPESCU ION", "plata PRF 0001")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.prf->open.minor, 54450);
	m = world_must(x.w, "conta@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.payment.twin");
	CHECK_SPAN(data_command(m, 0), "ALOCA P2 PRF 1");
}

TEST(bank_doubt_is_a_question_with_one_tap_answers)
{
	static const struct {
		int64_t minor;
		const char *payer, *details, *headline, *command;
	} rows[] = {
		{ 50000, "X", "PRF 1", "flow.ask.payment.differs", "ALOCA P1 PRF 1" },
		{ 60000, "X", "PRF 1", "flow.ask.payment.differs", "ALOCA P1 PRF 1" },
		{ 54450, "ION POPESCU", "curs", "flow.ask.payment.unclear", "ALOCA P1 PRF 1" },
		{ 54450, "Altcineva", "curs", "flow.ask.payment.unclear", "ALOCA P1 PRF 1" },
		{ 54450, "X", "restituire PRF 1", "flow.ask.payment.reversal", "ALOCA P1 PRF 1" },
		{ 12345, "Altcineva", "ceva", "flow.ask.payment.unknown", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = fixture();
		struct mail_spec *m;

		UNIT_CASE("%d %s", (int)rows[i].minor, rows[i].details);
		world_notice(x.w, rows[i].minor, rows[i].payer, rows[i].details);
		CHECK_RC(world_decide(x.w), RC_OK);
		CHECK_SPAN(x.w->d.outcome, "payment-asked");
		CHECK_INT(x.prf->open.minor, 54450);
		CHECK_SPAN(x.card->stage, "awaiting");
		CHECK_INT(x.w->s.questions.at[0]->kind, Q_PAYMENT);
		CHECK_INT(x.w->s.questions.at[0]->payment, 1);
		CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") == NULL); /* not sales */
		m = world_must(x.w, "conta@atelier.ro", "question");
		CHECK_SPAN(data_tx(m, "headline"), rows[i].headline);
		CHECK_INT(data_n(m, "options"), rows[i].command ? 2 : 1); /* the last: leave it */
		CHECK_SPAN(data_command(m, 0), rows[i].command ? rows[i].command : "NU");
	}
}

TEST(bank_pays_what_is_paid_already)
{
	struct fixture x = fixture();
	struct mail_spec *m;

	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	world_next(x.w);
	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	m = world_must(x.w, "conta@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.payment.settled");
	CHECK_INT(x.w->s.payments.at[1]->left.minor, 54450); /* kept, never spread silently */
}

TEST(bank_takes_over_what_staff_told)
{
	struct fixture x = fixture();
	struct flow fl = { .s = &x.w->s, .d = &x.w->d };
	struct payment told = { .amount = MONEY_RON(54450),
				.day = x.w->s.today,
				.source = S("staff:diana@atelier.ro"),
				.identity = S("staff|1") };
	struct payment *p = payment_add(&fl, &told);

	CHECK_RC(payment_allocate(&fl, p, x.prf, p->left, "staff", NULL), RC_OK);
	world_next(x.w);
	world_today(x.w, "2026-11-14");
	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "payment-confirmed");
	CHECK_INT(x.w->s.payments.n, 1);
	CHECK_SPAN(p->source, "bank:bt");
	CHECK_INT(world_mails(x.w), 0);
	/* Once: the next one is another payment. */
	world_next(x.w);
	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->s.payments.n, 2);
}

TEST(bank_pays_several_and_runs_each_card)
{
	struct fixture x = fixture();
	struct card *other = world_card(x.w, x.client, "curs", "awaiting", "Curs Word");
	struct document *prf2 =
		world_issued(x.w, other, DOC_PROFORMA, world_line(x.w, "Curs Word", 1, 300));

	world_notice(x.w, 90750, "POPESCU ION", "PRF 1 si PRF 2");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "paid");
	CHECK_INT(prf2->open.minor, 0);
	CHECK_SPAN(x.card->stage, "paid");
	CHECK_SPAN(other->stage, "paid");
	CHECK_INT(x.w->s.allocations.n, 2);
	CHECK_INT(world_mails(x.w), 2);
}

TEST(bank_notices_wait_when_they_are_not_enough)
{
	struct fixture x = fixture();

	x.w->firm.notice_is_enough = false;
	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.card->stage, "awaiting");
	CHECK(world_mail_to(x.w, "conta@atelier.ro", "question") != NULL);
}

TEST(bank_money_out_and_unreadable)
{
	struct fixture x = fixture();

	world_notice(x.w, 54450, "POPESCU ION", "PRF 1")->incoming = false;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->s.payments.n, 0);
	CHECK_INT(x.w->d.folder, FOLDER_HANDLED);
	world_next(x.w);
	world_notice(x.w, 1, "", "");
	x.w->f.notices.n = 0;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "bank-unread");
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	CHECK(world_mail_to(x.w, "diana@atelier.ro", "notice") != NULL);
}

/* A code for logging in, an announced payout: the bank's file knows them (`nothing`), nobody is asked. */
TEST(bank_mail_that_tells_of_nothing)
{
	struct fixture x = fixture();

	world_notice(x.w, 1, "", "");
	x.w->f.notices.n = 0;
	x.w->f.notices.nothing = true;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "bank-nothing");
	CHECK_INT(x.w->d.folder, FOLDER_HANDLED);
	CHECK(world_mail_to(x.w, "diana@atelier.ro", "notice") == NULL);
}

/* Banks mark their mails as bulk. */
TEST(bank_mail_of_a_machine_counts)
{
	struct fixture x = fixture();

	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	x.w->f.class = MAIL_AUTO_REPLY;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "paid");
}

/* Paid, but the card waited for something else: staff hear, nothing is issued. */
TEST(bank_paid_card_that_waits_for_something_else)
{
	struct fixture x = fixture();

	x.card->stage = S("asked");
	world_notice(x.w, 54450, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.card->stage, "asked");
	CHECK_INT(x.prf->open.minor, 0);
	CHECK(world_newest(x.w, DOC_INVOICE) == NULL);
	CHECK_INT(world_keys(x.w, "paid:1:conta@atelier.ro"), 1);
	/* A reply to it (FACTURA) speaks of the card. */
	CHECK_INT(world_must(x.w, "conta@atelier.ro", "notice")->card, x.card->id);
}
