/* Other replies of clients: refusals, questions, "I have paid", "stop", strangers. */
#include "reply_kit.h"
#include "unit.h"

static struct fixture offered(const char *pipeline)
{
	return reply_fixture(pipeline, "offered", DOC_OFFER);
}

TEST(unsure_offers_staff_both_answers)
{
	struct fixture x = offered("servicii");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_UNSURE, "Da, dar mai ieftin");
	CHECK_RC(world_decide(x.w), RC_OK);
	m = world_must(x.w, "vlad@atelier.ro", "question");
	CHECK_SPAN(data_command(m, 0), "ACCEPTAT OFR 1");
	CHECK_SPAN(data_command(m, 1), "REFUZAT OFR 1");
	CHECK_SPAN(data_command(m, 2), "MESAJ");
}

TEST(refusal_is_recorded)
{
	struct fixture x = offered("servicii");

	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu, mulțumesc");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_REFUSED);
	CHECK(!x.w->s.acceptances.at[0]->accepted);
	CHECK_SPAN(x.card->stage, "lost");
	CHECK(x.card->closed);
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") != NULL);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "notice") != NULL);
	/* Thinking better of it is a matter for people. */
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept totuși");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_REFUSED);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(refusal_unproven_changes_nothing)
{
	struct fixture x = offered("servicii");

	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ISSUED);
	CHECK_INT(x.w->s.acceptances.n, 0);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(question_reaches_staff_with_the_words)
{
	static const struct {
		enum answer_kind kind;
		const char *headline;
	} rows[] = {
		{ ANSWER_QUESTION, "flow.ask.client" },
		{ ANSWER_NONE, "flow.ask.client" },
		{ ANSWER_UNSURE, "flow.ask.unsure" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = offered("servicii");
		struct mail_spec *m;

		reply(&x, "ion@example.org", rows[i].kind, "Da, dar când începeți?");
		CHECK_RC(world_decide(x.w), RC_OK);
		m = world_must(x.w, "vlad@atelier.ro", "question");
		CHECK_SPAN(data_tx(m, "headline"), rows[i].headline);
		CHECK_SPAN(value_get_text(m->data, "quote"), "Da, dar când începeți?");
		CHECK_INT(m->card, x.card->id);
		CHECK_INT(x.doc->state, DOC_ISSUED);
		CHECK_INT(x.w->s.questions.at[0]->kind, Q_CLIENT_QUESTION);
		CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
	}
}

/* What nobody here can read is a person's matter, with the reason beside it. */
TEST(encrypted_letter_reaches_staff_with_the_reason)
{
	struct fixture x = offered("servicii");
	struct buf json;
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_NONE, "");
	x.w->f.encrypted = true;
	CHECK_RC(world_decide(x.w), RC_OK);
	m = world_must(x.w, "vlad@atelier.ro", "question");
	buf_init(&json, unit_arena(), 1 << 20);
	value_to_json(m->data, &json);
	CHECK_HAS(buf_span(&json), "flow.why.encrypted");
	CHECK_INT(x.doc->state, DOC_ISSUED);
}

TEST(paid_claim_rests_reminders_once)
{
	struct fixture x = offered("curs");
	struct document *prf =
		world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 450));

	x.sent.token_document = prf->id;
	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit ieri");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "paid-claim");
	CHECK_SPAN(day_iso(x.w->a, prf->snoozed), "2026-11-17");
	CHECK_INT(prf->open.minor, 54450); /* a claim is no payment */
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") != NULL);
	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	world_today(x.w, "2026-11-20");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(day_iso(x.w->a, prf->snoozed), "2026-11-17");
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
	prf->open.minor = 0;
	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(data_tx(world_must(x.w, "ion@example.org", "acknowledge"), "answer_text"),
		   "flow.ack.nothing_open");
}

/* Whoever writes his address into From rests nothing, and he is not written to. */
TEST(paid_claim_of_an_unproven_sender_moves_nothing)
{
	struct fixture x = offered("curs");
	struct document *prf =
		world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 450));

	x.sent.token_document = prf->id;
	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	world_unproven(x.w);
	x.w->s.sender.token_ok = false;
	x.w->s.card = x.card;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(!day_is_set(prf->snoozed));
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

/* Nothing was ever asked of him: staff find out what he paid. */
TEST(paid_claim_without_anything_to_pay)
{
	struct fixture x = offered("servicii");

	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(stop_ends_the_subscription_and_tells_both)
{
	struct fixture x = offered("abonament");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	x.w->s.subscriptions.at[0]->next_period = 1;
	reply(&x, "ion@example.org", ANSWER_STOP, "Vreau să opresc abonamentul");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(x.w->s.subscriptions.at[0]->stopped);
	CHECK_SPAN(x.card->stage, "ended");
	m = world_must(x.w, "ion@example.org", "stopped");
	CHECK_SPAN(data_iso(m, "until"), "2026-12-11");
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "notice") != NULL);
}

TEST(stop_unproven_asks_staff)
{
	struct fixture x = offered("abonament");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	reply(&x, "ion@example.org", ANSWER_STOP, "opriți");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(!x.w->s.subscriptions.at[0]->stopped);
	CHECK_SPAN(data_command(world_must(x.w, "vlad@atelier.ro", "question"), 0), "OPRESTE S1");
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(stranger_in_a_thread_is_shown_to_staff)
{
	struct fixture x = offered("servicii");

	world_next(x.w);
	world_mail(x.w, "strain@rau.example", "Trimiteți contractul la mine");
	x.w->s.card = x.card;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "other-sender");
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	for (size_t i = 0; i < x.w->d.effects.n; i++)
		CHECK(!span_eq_str(x.w->d.effects.at[i].mail.to, "strain@rau.example"));
}

/* A token for clients opens no command, whoever holds it. */
TEST(token_never_lets_anyone_command)
{
	struct fixture x = offered("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "STORNO FCT 1");
	world_lines(x.w, "STORNO FCT 1");
	world_token(x.w, &x.sent);
	x.w->s.sender.token_purpose = S("staff");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(world_mail_to(x.w, "ion@example.org", "answer") == NULL);
	CHECK_INT(x.doc->state, DOC_ISSUED);
}

TEST(known_client_writing_anew_reaches_staff)
{
	struct fixture x = offered("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "Când ne auzim la telefon?");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "question");
	CHECK(x.w->s.card == x.card);
}

TEST(acknowledge_stops_at_the_cap)
{
	struct fixture x = offered("estimare");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	x.w->s.sender.mails_today = x.w->firm.cap_mails_per_day;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ACCEPTED); /* business goes on, the answer does not */
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
}

TEST(thread_without_a_person_falls_silent)
{
	struct fixture x = offered("estimare");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	x.w->s.sender.answers_in_thread = x.w->firm.cap_answers_per_thread;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ACCEPTED);
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
}

TEST(pv_accepted_brings_the_invoice)
{
	struct fixture x = offered("servicii");
	struct document *pv, *inv;

	x.doc->state = DOC_ACCEPTED;
	x.card->stage = S("pv_sent");
	pv = world_issued(x.w, x.card, DOC_PV, world_line(x.w, "Consultanță", 2, 150));
	x.sent.token_document = pv->id;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.card->stage, "invoiced");
	inv = world_newest(x.w, DOC_INVOICE);
	CHECK_INT(inv->open.minor, 36300);
	CHECK(world_mail_to(x.w, "ion@example.org", "invoice") != NULL);
}
