/* What machines write, what we wrote ourselves, and staff who cannot be believed. */
#include "state_builder.h"
#include "unit.h"

TEST(machines_are_never_answered)
{
	static const struct {
		enum mail_class class;
		const char *outcome;
		enum folder folder;
		unsigned mails;
	} rows[] = {
		{ MAIL_AUTO_REPLY, "auto-reply", FOLDER_NOISE, 0 },
		{ MAIL_MDN, "receipt", FOLDER_NOISE, 0 },
		{ MAIL_LIST, "list", FOLDER_NOISE, 0 },
		{ MAIL_FEEDBACK, "feedback-foreign", FOLDER_NOISE, 1 },
		{ MAIL_OTHER, "unreadable", FOLDER_QUARANTINE, 1 },
		{ MAIL_BOUNCE, "bounce-foreign", FOLDER_STAY, 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = world_new();

		UNIT_CASE("%s", rows[i].outcome);
		world_mail(w, "ion@example.org", "Vreau la curs Word. Accept.");
		w->f.class = rows[i].class;
		w->f.request.intent = true;
		world_answer(w, ANSWER_ACCEPT, "Accept");
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_SPAN(w->d.outcome, rows[i].outcome);
		CHECK_INT(w->d.folder, rows[i].folder);
		CHECK_INT(world_mails(w), rows[i].mails);
		CHECK_INT(w->s.cards.n, 0);
		for (size_t k = 0; k < w->d.effects.n; k++)
			CHECK_SPAN(w->d.effects.at[k].mail.to, "diana@atelier.ro");
	}
}

TEST(duplicates_and_own_copies_do_nothing)
{
	struct world *w = world_new();

	world_mail(w, "ion@example.org", "Vreau la curs Word");
	w->f.request.intent = true;
	w->m.duplicate = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "duplicate");
	CHECK_INT(w->s.cards.n + world_mails(w), 0);
	world_mail(w, "diana@atelier.ro", "STORNO FCT 1");
	world_lines(w, "STORNO FCT 1");
	w->s.sender.own_id = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "own");
	CHECK_INT(w->d.folder, FOLDER_NOISE);
	/* A letter that a person writes from the mailbox's own address is theirs. */
	world_mail(w, "office@atelier.ro", "Vreau la curs Word");
	w->f.request.intent = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->d.folder, FOLDER_STAY);
	CHECK_INT(world_mails(w), 0);
}

static struct world *bounced(const char *status, bool invalid, const char *recipient)
{
	struct world *w = world_new();
	struct client *c = world_client(w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(w, c, "curs", "awaiting", "Curs");
	struct bounce *b;

	world_issued(w, card, DOC_PROFORMA, world_line(w, "Curs", 1, 450));
	world_mail(w, "mailer-daemon@example.org", "undelivered");
	w->f.class = MAIL_BOUNCE;
	*ARENA_PUSH(w->a, &w->s.bounced) = (struct our_mail){ .message_id = S("id1@atelier.ro"),
							      .to = c->party.email,
							      .card = card->id,
							      .client = c->id,
							      .document = 1 };
	b = ARENA_PUSH(w->a, &w->f.bounces);
	*b = (struct bounce){ .recipient = span_of(recipient),
			      .status = span_of(status),
			      .address_invalid = invalid,
			      .failed = true,
			      .reason = S("userunknown"),
			      .said = S("550 User unknown") };
	return w;
}

TEST(bounce_marks_the_address_and_tells_once)
{
	static const struct {
		const char *status, *recipient;
		bool invalid;
		enum address_state want;
	} rows[] = {
		{ "5.1.1", "ion@example.org", true, ADDRESS_DEAD },
		{ "5.4.4", "ion@example.org", true, ADDRESS_SUSPECT },
		{ "5.2.2", "ion@example.org", false, ADDRESS_OK },           /* full */
		{ "5.7.1", "ion@example.org", false, ADDRESS_OK },           /* policy */
		{ "5.1.1", "altul@forward.example", true, ADDRESS_SUSPECT }, /* forwarded on */
		{ "", "", true, ADDRESS_SUSPECT },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = bounced(rows[i].status, rows[i].invalid, rows[i].recipient);

		UNIT_CASE("%s %s", rows[i].status, rows[i].recipient);
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_INT(w->s.clients.at[0]->address, rows[i].want);
		CHECK_SPAN(w->d.outcome, "bounce");
		CHECK_INT(w->d.folder, FOLDER_NOISE);
		CHECK_INT(world_keys(w, "bounce:id1@atelier.ro:diana@atelier.ro"), 1);
		CHECK(world_event(w, "bounce"));
		CHECK(w->s.card != NULL);
	}
}

TEST(bounce_twice_is_dead)
{
	struct world *w = bounced("5.4.4", true, "ion@example.org");

	w->s.clients.at[0]->address = ADDRESS_SUSPECT;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_DEAD);
}

TEST(bounce_reported_twice_is_one)
{
	struct world *w = bounced("5.4.4", true, "ion@example.org");

	w->s.clients.at[0]->address = ADDRESS_SUSPECT;
	w->s.bounced.at[0].again = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_SUSPECT);
	CHECK_INT(world_mails(w), 0);
}

TEST(bounce_behind_an_alias_is_about_whom_we_wrote_to)
{
	struct world *w = bounced("5.1.1", true, "d1234@inside.example.org");

	w->f.bounces.at[0].alias = S("ion@example.org");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_DEAD);
}

TEST(complaint_stops_the_mails_and_is_told_once)
{
	struct world *w = bounced("", false, "ion@example.org");

	w->f.class = MAIL_FEEDBACK;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_DEAD);
	CHECK_INT(world_keys(w, "feedback:id1@atelier.ro:diana@atelier.ro"), 1);
	CHECK(world_event(w, "complaint"));
	CHECK(world_mail_to(w, "ion@example.org", NULL) == NULL);
}

TEST(complaint_about_no_mail_of_ours_changes_nothing)
{
	struct world *w = bounced("", false, "ion@example.org");

	w->f.class = MAIL_FEEDBACK;
	w->s.bounced.n = 0;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_OK);
	CHECK_SPAN(w->d.outcome, "feedback-foreign");
	CHECK_INT(world_keys(w, "feedback:2026-11-12:diana@atelier.ro"), 1);
}

TEST(mail_that_waited_for_a_dead_address_is_told)
{
	struct world *w = bounced("5.1.1", true, "ion@example.org");
	struct mail_spec m = { .template_ = S("proforma"),
			       .to = S("ion@example.org"),
			       .client = 1,
			       .card = 1042,
			       .document = { 1 },
			       .n_document = 1 };

	w->s.clients.at[0]->address = ADDRESS_DEAD;
	CHECK_RC(decide_undeliverable(&w->s, &m, S("document:1"), S(""), &w->d, &w->why), RC_OK);
	CHECK(world_mail_to(w, "diana@atelier.ro", "notice") != NULL);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_DEAD);
}

TEST(bounce_that_names_no_mail_of_ours_is_not_believed)
{
	struct world *w = bounced("5.1.1", true, "ion@example.org");

	w->s.bounced.n = 0;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_OK);
	CHECK_INT(world_mails(w), 0);
}

TEST(bounce_of_a_delay_is_no_failure)
{
	struct world *w = bounced("4.4.1", false, "ion@example.org");

	w->f.bounces.at[0].failed = false;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(world_mails(w), 0);
}

TEST(undeliverable_is_told_but_never_to_itself)
{
	struct world *w = bounced("5.1.1", true, "ion@example.org");
	struct mail_spec m = { .template_ = S("proforma"),
			       .to = S("ion@example.org"),
			       .client = 1,
			       .card = 1042,
			       .document = { 1 },
			       .n_document = 1 };

	CHECK_RC(decide_undeliverable(&w->s, &m, S("document:1"), S("550 5.1.1 no such user"),
				      &w->d, &w->why),
		 RC_OK);
	CHECK_INT(w->s.clients.at[0]->address, ADDRESS_DEAD);
	CHECK(world_mail_to(w, "diana@atelier.ro", "notice") != NULL);
	w->d = (struct decision){ 0 };
	m = (struct mail_spec){ .template_ = S("notice"), .to = S("vlad@atelier.ro") };
	CHECK_RC(decide_undeliverable(&w->s, &m, S("document:1"), S("550 no"), &w->d, &w->why),
		 RC_OK);
	CHECK_INT(world_mails(w), 0);
}

/* Two messages on one card to one address: each is a mail of its own. */
TEST(undeliverable_second_message_is_told_too)
{
	struct world *w = bounced("5.1.1", true, "ion@example.org");
	struct mail_spec m = {
		.template_ = S("message"), .to = S("ion@example.org"), .client = 1, .card = 1042
	};

	CHECK_RC(decide_undeliverable(&w->s, &m, S("message:7:1"), S("552 5.2.2 full"), &w->d,
				      &w->why),
		 RC_OK);
	CHECK_RC(decide_undeliverable(&w->s, &m, S("message:9:1"), S("552 5.2.2 full"), &w->d,
				      &w->why),
		 RC_OK);
	CHECK_INT(world_keys(w, "undeliverable:message:7:1:diana@atelier.ro"), 1);
	CHECK_INT(world_keys(w, "undeliverable:message:9:1:diana@atelier.ro"), 1);
}

TEST(quarantine_is_told_once)
{
	struct world *w = world_new();

	CHECK_RC(decide_quarantine(&w->s, S("Subiect"), S("x@y.ro"), UNREAD_LARGE, S("over limits"),
				   &w->m, &w->d, &w->why),
		 RC_OK);
	CHECK_INT(w->d.folder, FOLDER_QUARANTINE);
	CHECK_INT(world_keys(w, "quarantine:100:diana@atelier.ro"), 1);
	CHECK_INT(world_mails(w), 1);
}

TEST(staff_unproven_is_set_aside)
{
	struct world *w = world_new();

	world_mail(w, "diana@atelier.ro", "");
	world_lines(w, "PRODUS Curs nou 100 lei");
	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "staff-unproven");
	CHECK_INT(w->d.folder, FOLDER_QUARANTINE);
	CHECK_INT(w->s.products.n, 5);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
	CHECK_INT(world_mails(w), 1); /* the other owners would hear of it, she does not twice */
	/* Known to be forged: nobody is asked. */
	w = world_new();
	world_mail(w, "diana@atelier.ro", "");
	world_lines(w, "PRODUS Curs nou 100 lei");
	world_unproven(w);
	w->f.auth.policy_fail = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "staff-unproven");
	CHECK_INT(w->s.products.n, 5);
	CHECK_INT(world_keys(w, "staff-unproven:diana@atelier.ro:2026-11-12:diana@atelier.ro"), 1);
	CHECK(world_mail_to(w, "diana@atelier.ro", "answer") == NULL);
}

/* People share this mailbox: a colleague's letter is not a mistyped command. */
TEST(staff_letters_stay)
{
	static const char *const letters[] = {
		"am vorbit ieri cu cei de la bancă și cred că merge bine așa",
		"De ce nu a venit nimeni ieri la curs și ce facem cu sala?",
		"Why has nobody told me that the room is taken on Friday?",
		"Nota de plată a plecat ieri, nu mai trebuie nimic",
		"Stai liniștit, vorbesc eu cu ei mâine dimineață și îți spun apoi cum rămâne",
	};

	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		struct world *w = world_new();

		UNIT_CASE("%s", letters[i]);
		world_mail(w, "vlad@atelier.ro", "");
		world_lines(w, letters[i]);
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_INT(w->d.folder, FOLDER_STAY);
		CHECK_INT(world_mails(w), 0);
	}
}

TEST(staff_commands_are_answered)
{
	struct world *w = world_new();

	world_mail(w, "diana@atelier.ro", "");
	world_lines(w, "AJUTOR");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->d.folder, FOLDER_HANDLED);
	CHECK(world_mail_to(w, "diana@atelier.ro", "answer") != NULL);
}
