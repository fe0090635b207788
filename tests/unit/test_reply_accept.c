/* "Accept": evidence, once, for the document that the token names; less proof is asked back, too late is
 * said. */
#include "reply_kit.h"
#include "unit.h"

static struct fixture offered(const char *pipeline)
{
	return reply_fixture(pipeline, "offered", DOC_OFFER);
}

TEST(accept_is_recorded_with_its_evidence)
{
	struct fixture x = offered("servicii");
	const struct acceptance *ac;
	struct document *contract;
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept oferta.");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "accepted");
	CHECK_INT(x.w->d.folder, FOLDER_HANDLED);
	CHECK_INT(x.doc->state, DOC_ACCEPTED);
	CHECK_SPAN(x.card->stage, "working");
	if (!CHECK_INT(x.w->s.acceptances.n, 1))
		return;
	ac = x.w->s.acceptances.at[0];
	CHECK_INT(ac->document, x.doc->id);
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
	CHECK_INT(contract->total.minor, x.doc->total.minor);
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
	struct fixture x = offered("estimare");
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
	struct fixture x = offered("abonament");

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
	struct fixture x = offered("servicii");
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
		struct fixture x = offered("servicii");
		struct mail_spec *m;

		UNIT_CASE("%s", days[i]);
		world_today(x.w, days[i]);
		reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
		CHECK_RC(world_decide(x.w), RC_OK);
		CHECK_INT(x.doc->state, i == 0 ? DOC_ACCEPTED : DOC_ISSUED);
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

/* A yes that was signed for another letter, our token put into a line that no signature holds. */
TEST(accept_with_a_transplanted_token_is_asked_back)
{
	struct fixture x = offered("servicii");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	x.w->s.sender.token_bound = false;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->s.acceptances.n, 0);
	CHECK(confirm_mail(&x) != NULL);
}

/* Unproven, or from another address: asked back once at the stored address; the answer to that counts. */
TEST(accept_unproven_is_asked_back_once)
{
	struct fixture x = offered("servicii");
	struct mail_spec *m;

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "confirm");
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	CHECK_INT(x.doc->state, DOC_ISSUED);
	CHECK_INT(x.w->s.acceptances.n, 0);
	m = world_must(x.w, "ion@example.org", "confirm_accept");
	CHECK_INT(m->token_document, x.doc->id);
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
	CHECK_INT(x.doc->state, DOC_ACCEPTED);
	CHECK_SPAN(x.w->s.acceptances.at[0]->auth_by, "confirmation");
	CHECK_INT(x.w->s.questions.at[0]->state, Q_DONE);
}

/* "It was not I": the offer still waits, staff hear. */
TEST(accept_not_confirmed)
{
	struct fixture x = offered("servicii");
	struct mail_spec *m;

	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	x.sent = *world_must(x.w, "ion@example.org", "confirm_accept");
	reply(&x, "ion@example.org", ANSWER_REFUSE, "NU ACCEPT");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ISSUED);
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
	struct fixture x = offered("servicii");

	x.sent.token_document = 0;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Da, sigur");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "confirm");
	CHECK_INT(x.doc->state, DOC_ISSUED);
	CHECK_INT(world_must(x.w, "ion@example.org", "confirm_accept")->token_document, x.doc->id);
}

TEST(accept_confirmed_by_a_false_sender_does_not_count)
{
	struct fixture x = offered("servicii");

	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	x.sent = *world_must(x.w, "ion@example.org", "confirm_accept");
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Confirm");
	x.w->f.auth.verdict = AUTH_FAIL;
	x.w->f.auth.policy_fail = true;
	x.w->s.sender.authenticated = false;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ISSUED);
}

TEST(accept_by_another_sender_is_asked_at_the_stored_address)
{
	struct fixture x = offered("servicii");
	struct mail_spec *m;

	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.w->d.folder, FOLDER_REVIEW);
	CHECK_INT(x.doc->state, DOC_ISSUED);
	m = world_must(x.w, "ion@example.org", "confirm_accept");
	CHECK_SPAN(value_get_text(m->data, "asked_by"), "coleg@example.org");
	/* What the colleague got nothing of: no mail goes to him. */
	for (size_t i = 0; i < x.w->d.effects.n; i++)
		CHECK(!span_eq_str(x.w->d.effects.at[i].mail.to, "coleg@example.org"));
}

/* Known thread, no token: low-risk words pass, an acceptance is asked back. */
TEST(accept_in_a_known_thread_without_token)
{
	struct fixture x = offered("servicii");

	world_next(x.w);
	world_mail(x.w, "ion@example.org", "Accept");
	world_answer(x.w, ANSWER_ACCEPT, "Accept");
	x.w->s.card = x.card;
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(x.doc->state, DOC_ISSUED);
	CHECK(confirm_mail(&x) != NULL);
}

/* A token of the other offer accepts the other offer. */
TEST(accept_takes_exactly_the_offer_of_the_token)
{
	struct fixture x = offered("servicii");
	struct document *second =
		world_issued(x.w, x.card, DOC_OFFER, world_line(x.w, "Consultanță", 9, 150));

	x.sent.token_document = second->id;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	CHECK_INT(second->state, DOC_ACCEPTED);
	CHECK_INT(x.doc->state, DOC_ISSUED);
	CHECK_INT(world_newest(x.w, DOC_CONTRACT)->total.minor, second->total.minor);
}
