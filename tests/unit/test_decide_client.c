/* Replies of clients: what is evidence, what is asked back, what is too late, what staff hear. */
#include "state_builder.h"
#include "unit.h"

struct fixture {
	struct world *w;
	struct client *client;
	struct card *card;
	struct document *offer;
	struct mail_spec sent; /* the mail that brought the offer */
};

static struct fixture fixture(const char *pipeline)
{
	struct fixture x = { .w = world_new() };

	x.client = world_client(x.w, "Ion Popescu", "ion@example.org");
	x.card = world_card(x.w, x.client, pipeline, "offered", "Consultanță");
	x.offer = world_issued(x.w, x.card, DOC_OFFER, world_line(x.w, "Consultanță", 2, 150));
	x.sent = (struct mail_spec){ .to = S("ion@example.org"),
				     .token_purpose = S("reply"),
				     .card = x.card->id,
				     .token_document = x.offer->id };
	return x;
}

static void reply(struct fixture *x, const char *from, enum answer_kind kind, const char *line)
{
	world_next(x->w);
	world_mail(x->w, from, line);
	world_answer(x->w, kind, line);
	world_token(x->w, &x->sent);
}

TEST(accept_is_recorded_with_its_evidence)
{
	struct fixture x = fixture("servicii");
	const struct acceptance *ac;
	struct document *contract;
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept oferta.");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "accepted");
	CHECK_INT(x.w->d.folder, FOLDER_HANDLED);
	CHECK_INT(x.offer->state, DOC_ACCEPTED);
	CHECK_SPAN(x.card->stage, "working");
	if (!CHECK_INT(x.w->s.acceptances.n, 1))
		return;
	ac = x.w->s.acceptances.at[0];
	CHECK_INT(ac->document, x.offer->id);
	CHECK(ac->accepted);
	CHECK_SPAN(ac->by, "ion@example.org");
	CHECK_SPAN(ac->line, "Accept oferta.");
	CHECK_SPAN(ac->auth_by, "dkim");
	CHECK_SPAN(ac->auth_domain, "example.org");
	CHECK_INT(ac->at, x.w->s.now);
	CHECK(hash_eq(ac->raw.b, x.w->m.raw.b, 32));
	contract = world_newest(x.w, DOC_CONTRACT);
	CHECK_SPAN(contract->label, "CTR 0001");
	CHECK_SPAN(contract->snap->order_ref, "OFR 0001");
	CHECK_HAS(contract->snap->acceptance, "ion@example.org");
	CHECK_HAS(contract->snap->acceptance, "Accept oferta.");
	CHECK(span_has(contract->snap->acceptance, hash_hex(x.w->a, ac->raw.b, 32)));
	CHECK_INT(contract->total.minor, x.offer->total.minor);
	m = world_must(x.w, "ion@example.org", "contract");
	CHECK_INT(m->document[0], contract->id);
	m = world_must(x.w, "vlad@atelier.ro", "notice");
	CHECK_SPAN(data_tx(m, "headline"), "flow.told.accepted");
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") ==
	      NULL); /* one mail is enough */
}

/* estimare: nothing goes to the client yet, so the answer is acknowledged. */
TEST(accept_without_a_document_is_acknowledged)
{
	struct fixture x = fixture("estimare");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Da, de acord");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.card->stage, "draft");
	m = world_must(x.w, "ion@example.org", "acknowledge");
	CHECK_SPAN(data_tx(m, "answer_text"), "flow.ack.accepted");
	CHECK_INT(m->sort, SORT_ANSWER);
	CHECK_SPANS(m->in_reply_to, x.w->f.message_id);
}

TEST(accept_starts_a_subscription)
{
	struct fixture x = fixture("abonament");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.card->stage, "running");
	if (!CHECK_INT(x.w->s.subscriptions.n, 1))
		return;
	CHECK_INT(x.w->s.subscriptions.at[0]->unit, CYCLE_MONTH);
	CHECK(day_eq(x.w->s.subscriptions.at[0]->anchor, x.w->s.today));
	CHECK_INT(x.w->s.subscriptions.at[0]->template_->lines.n, 1);
}

TEST(accept_twice_counts_once)
{
	struct fixture x = fixture("servicii");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "accepted-before");
	CHECK_INT(x.w->s.acceptances.n, 0);
	CHECK_INT(x.w->s.series.at[1]->next, 2); /* one contract */
	m = world_must(x.w, "ion@example.org", "acknowledge");
	CHECK_SPAN(data_tx(m, "answer_text"), "flow.ack.accepted_before");
	CHECK_INT(world_keys(x.w, "ack:1:accepted-before"), 1); /* the outbox keeps the key: once */
}

TEST(accept_after_the_last_day)
{
	static const char *const days[] = { "2026-11-26", "2026-11-27" };

	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		struct fixture x = fixture("servicii");
		struct mail_spec *m;

		UNIT_CASE("%s", days[i]);
		world_today(x.w, days[i]);
		reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
		CHECK_RC(world_decide(x.w), RC_OK);
		CHECK_INT(x.offer->state, i == 0 ? DOC_ACCEPTED : DOC_ISSUED);
		CHECK_INT(x.w->s.acceptances.n, i == 0);
		if (i == 0)
			continue;
		CHECK_SPAN(x.w->d.outcome, "accept-expired");
		m = world_must(x.w, "ion@example.org", "acknowledge");
		CHECK_SPAN(data_tx(m, "answer_text"), "flow.ack.expired");
		CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
	}
}

static struct mail_spec *confirm_mail(struct fixture *x)
{
	return world_mail_to(x->w, "ion@example.org", "confirm_accept");
}

/* Unproven, or from another address: asked back once at the stored address; the answer to that counts. */
TEST(accept_unproven_is_asked_back_once)
{
	struct fixture x = fixture("servicii");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "confirm");
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	CHECK_INT(x.offer->state, DOC_ISSUED);
	CHECK_INT(x.w->s.acceptances.n, 0);
	m = world_must(x.w, "ion@example.org", "confirm_accept");
	CHECK_INT(m->token_document, x.offer->id);
	CHECK(m->token_question != 0);
	struct mail_spec confirm = *m;

	/* The same again: no second question. */
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(confirm_mail(&x) == NULL);
	/* The answer to the question counts, proven or not: only that mailbox got its token. */
	x.sent = confirm;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Confirm");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "accepted");
	CHECK_INT(x.offer->state, DOC_ACCEPTED);
	CHECK_SPAN(x.w->s.acceptances.at[0]->auth_by, "confirmation");
	CHECK_INT(x.w->s.questions.at[0]->state, Q_DONE);
}

/* "It was not I": the offer still waits, staff hear. */
TEST(accept_not_confirmed)
{
	struct fixture x = fixture("servicii");
	struct mail_spec *m;

	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	x.sent = *world_must(x.w, "ion@example.org", "confirm_accept");
	reply(&x, "ion@example.org", ANSWER_REFUSE, "NU ACCEPT");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_ISSUED);
	CHECK_SPAN(x.card->stage, "offered");
	CHECK_INT(x.w->s.questions.at[0]->state, Q_DECLINED);
	CHECK_INT(x.w->s.acceptances.n, 0);
	m = world_must(x.w, "vlad@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.confirm_declined");
	/* The offer can still be accepted, and an acceptance asked back anew. */
	x.sent.token_question = 0;
	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	m = world_must(x.w, "ion@example.org", "confirm_accept");
	CHECK_INT(world_keys(x.w, "confirm:1:1"), 0);
	CHECK(m->token_question > 1);
}

/* Yes to another mail of ours is not yet yes to the offer. */
TEST(accept_of_another_mail_is_asked_back)
{
	struct fixture x = fixture("servicii");

	x.sent.token_document = 0;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Da, sigur");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "confirm");
	CHECK_INT(x.offer->state, DOC_ISSUED);
	CHECK_INT(world_must(x.w, "ion@example.org", "confirm_accept")->token_document,
		  x.offer->id);
}

TEST(unsure_offers_staff_both_answers)
{
	struct fixture x = fixture("servicii");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_UNSURE, "Da, dar mai ieftin");
	CHECK_RC(world_decide(x.w), RC_OK);
	m = world_must(x.w, "vlad@atelier.ro", "question");
	CHECK_SPAN(data_command(m, 0), "ACCEPTAT OFR 1");
	CHECK_SPAN(data_command(m, 1), "REFUZAT OFR 1");
	CHECK_SPAN(data_command(m, 2), "MESAJ");
}

TEST(accept_confirmed_by_a_false_sender_does_not_count)
{
	struct fixture x = fixture("servicii");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	x.sent = *world_must(x.w, "ion@example.org", "confirm_accept");
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Confirm");
	x.w->f.auth.verdict = AUTH_FAIL;
	x.w->s.sender.authenticated = false;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_ISSUED);
}

TEST(accept_by_another_sender_is_asked_at_the_stored_address)
{
	struct fixture x = fixture("servicii");
	struct mail_spec *m;

	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	CHECK_INT(x.offer->state, DOC_ISSUED);
	m = world_must(x.w, "ion@example.org", "confirm_accept");
	CHECK_SPAN(value_get_text(m->data, "asked_by"), "coleg@example.org");
	/* What the colleague got nothing of: no mail goes to him. */
	for (size_t i = 0; i < x.w->d.effects.n; i++)
		CHECK(!span_eq_str(x.w->d.effects.at[i].mail.to, "coleg@example.org"));
}

/* Known thread, no token: low-risk words pass, an acceptance is asked back. */
TEST(accept_in_a_known_thread_without_token)
{
	struct fixture x = fixture("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "Accept");
	world_answer(x.w, ANSWER_ACCEPT, "Accept");
	x.w->s.card = x.card;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_ISSUED);
	CHECK(confirm_mail(&x) != NULL);
}

/* A token of the other offer accepts the other offer. */
TEST(accept_takes_exactly_the_offer_of_the_token)
{
	struct fixture x = fixture("servicii");
	struct document *second =
		world_issued(x.w, x.card, DOC_OFFER, world_line(x.w, "Consultanță", 9, 150));

	x.sent.token_document = second->id;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(second->state, DOC_ACCEPTED);
	CHECK_INT(x.offer->state, DOC_ISSUED);
	CHECK_INT(world_newest(x.w, DOC_CONTRACT)->total.minor, second->total.minor);
}

TEST(refusal_is_recorded)
{
	struct fixture x = fixture("servicii");

	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu, mulțumesc");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_REFUSED);
	CHECK(!x.w->s.acceptances.at[0]->accepted);
	CHECK_SPAN(x.card->stage, "lost");
	CHECK(x.card->closed);
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") != NULL);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "notice") != NULL);
	/* Thinking better of it is a matter for people. */
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept totuși");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_REFUSED);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(refusal_unproven_changes_nothing)
{
	struct fixture x = fixture("servicii");

	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_ISSUED);
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
		struct fixture x = fixture("servicii");
		struct mail_spec *m;

		reply(&x, "ion@example.org", rows[i].kind, "Da, dar când începeți?");
		CHECK_RC(world_decide(x.w), RC_OK);
		m = world_must(x.w, "vlad@atelier.ro", "question");
		CHECK_SPAN(data_tx(m, "headline"), rows[i].headline);
		CHECK_SPAN(value_get_text(m->data, "quote"), "Da, dar când începeți?");
		CHECK_INT(m->card, x.card->id);
		CHECK_INT(x.offer->state, DOC_ISSUED);
		CHECK_INT(x.w->s.questions.at[0]->kind, Q_CLIENT_QUESTION);
		CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
	}
}

TEST(paid_claim_rests_reminders_once)
{
	struct fixture x = fixture("curs");
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

/* Nothing was ever asked of him: staff find out what he paid. */
TEST(paid_claim_without_anything_to_pay)
{
	struct fixture x = fixture("servicii");

	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
	CHECK(world_mail_to(x.w, "vlad@atelier.ro", "question") != NULL);
}

TEST(stop_ends_the_subscription_and_tells_both)
{
	struct fixture x = fixture("abonament");
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
	struct fixture x = fixture("abonament");

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
	struct fixture x = fixture("servicii");

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
	struct fixture x = fixture("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "STORNO FCT 1");
	world_lines(x.w, "STORNO FCT 1");
	world_token(x.w, &x.sent);
	x.w->s.sender.token_purpose = S("staff");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK(world_mail_to(x.w, "ion@example.org", "answer") == NULL);
	CHECK_INT(x.offer->state, DOC_ISSUED);
}

TEST(known_client_writing_anew_reaches_staff)
{
	struct fixture x = fixture("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "Când ne auzim la telefon?");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "question");
	CHECK(x.w->s.card == x.card);
}

TEST(acknowledge_stops_at_the_cap)
{
	struct fixture x = fixture("estimare");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	x.w->s.sender.mails_today = x.w->firm.cap_mails_per_day;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.offer->state, DOC_ACCEPTED); /* business goes on, the answer does not */
	CHECK(world_mail_to(x.w, "ion@example.org", "acknowledge") == NULL);
}

TEST(pv_accepted_brings_the_invoice)
{
	struct fixture x = fixture("servicii");
	struct document *pv, *inv;

	x.offer->state = DOC_ACCEPTED;
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
