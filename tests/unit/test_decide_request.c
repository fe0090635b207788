/* Requests: card and first document at once, or a question to staff; never a guess, never a second
 * card, nothing to somebody who did not ask. */
#include "span.h"
#include "lang.h"
#include "state_builder.h"
#include "unit.h"

static struct world *request(const char *text)
{
	struct world *w = world_new();

	world_mail(w, "ion@example.org", text);
	w->f.from.name = S("Ion Popescu");
	w->f.request.intent = true;
	w->f.request.intent_line = span_of(text);
	w->f.request.phone = S("0722 123 456");
	return w;
}

TEST(request_becomes_card_and_proforma)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");
	struct document *d;
	struct mail_spec *m;

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK_INT(w->d.folder, FOLDER_HANDLED);
	if (!w->s.card) {
		FAIL("no card");
		return;
	}
	CHECK_INT(w->s.card->id, 1042);
	CHECK_SPAN(w->s.card->pipeline, "curs");
	CHECK_SPAN(w->s.card->stage, "awaiting");
	CHECK_SPAN(w->s.card->title, "Curs Excel avansat");
	CHECK_SPANS(w->s.card->thread_id, w->f.message_id);
	CHECK_SPAN(w->s.clients.at[0]->party.name, "Ion Popescu");
	CHECK_SPAN(w->s.clients.at[0]->party.phone, "0722 123 456");
	d = world_newest(w, DOC_PROFORMA);
	CHECK_SPAN(d->label, "PRF 0001");
	CHECK_SPAN(money_print(w->a, d->total), "544.50");
	m = world_must(w, "ion@example.org", "proforma");
	CHECK_INT(m->document[0], d->id);
	CHECK_SPANS(m->in_reply_to, w->f.message_id);
	CHECK_INT(world_keys(w, "document:1"), 1);
	CHECK_INT(world_mails(w), 1);
	CHECK(world_event(w, "request"));
	CHECK(world_event(w, "issued"));
}

/* A question beside the request reaches a person too. */
TEST(request_with_a_question_is_shown_to_staff)
{
	struct world *w = request("Vreau la cursul de Excel avansat. Se poate plăti în rate?");

	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "ion@example.org", "proforma") != NULL);
	CHECK(world_mail_to(w, "vlad@atelier.ro", "question") != NULL);
}

TEST(request_for_nothing_known_asks_staff)
{
	struct world *w = request("Aș dori o ofertă pentru o pagină de internet.");
	struct mail_spec *m;
	struct question *q;

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request-unclear");
	CHECK_SPAN(w->s.card->pipeline, "servicii"); /* the default one */
	CHECK_SPAN(w->s.card->stage, "asked");
	CHECK_INT(w->s.documents.n, 0);
	CHECK(world_mail_to(w, "ion@example.org", "proforma") == NULL);
	m = world_must(w, "diana@atelier.ro", "question");
	CHECK(world_mail_to(w, "vlad@atelier.ro", "question") != NULL);
	CHECK(world_mail_to(w, "conta@atelier.ro", "question") == NULL);
	q = w->s.questions.at[0];
	CHECK_INT(q->kind, Q_PRODUCT);
	CHECK_INT(m->token_question, q->id);
	CHECK_SPAN(m->token_purpose, "staff");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.product");
	CHECK_HAS(value_get_text(m->data, "quote"), "pagină de internet");
	/* One answer per product, then a word to the client. */
	CHECK_INT(data_n(m, "options"), 6);
	CHECK_SPAN(data_command(m, 0), "PROFORMA Curs Excel avansat");
}

TEST(request_likely_products_come_first)
{
	struct world *w = request("Aș dori consultantă și ceva reparații la casă.");
	struct mail_spec *m;

	CHECK_RC(world_decide(w), RC_OK);
	m = world_must(w, "diana@atelier.ro", "question");
	CHECK_SPAN(data_command(m, 0), "OFERTA Consultanță");
}

TEST(request_named_without_asking_goes_to_staff)
{
	struct world *w = request("Am citit despre curs Word pe site.");

	w->f.request.intent = false;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request-unclear");
	CHECK_SPAN(w->s.card->pipeline, "curs");
	CHECK(world_mail_to(w, "ion@example.org", "proforma") == NULL);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
}

TEST(request_whose_sender_is_false_is_not_answered)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");

	w->f.auth.verdict = AUTH_FAIL;
	w->s.sender.authenticated = false;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "ion@example.org", "proforma") == NULL);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
}

/* Nothing speaks against the address, nothing for it: a forged From would make us write to a stranger. */
TEST(request_whose_sender_is_unproven_is_asked_about)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");

	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request-unclear");
	CHECK(world_mail_to(w, "ion@example.org", "proforma") == NULL);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
}

/* ... and whoever asks first in another's name does not keep him waiting once he asks himself. */
TEST(request_proven_after_an_unproven_one_is_answered)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");
	struct mail_fact f = w->f;

	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	world_next(w);
	world_mail(w, "ion@example.org", "Aș dori să mă înscriu la cursul de Excel avansat.");
	w->f.request = f.request;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK_INT(w->s.cards.n, 1);
	CHECK(world_mail_to(w, "ion@example.org", "proforma") != NULL);
	CHECK_INT(w->s.questions.at[0]->state, Q_DONE);
}

TEST(request_sent_twice_makes_one_card)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");
	struct mail_fact f = w->f;

	CHECK_RC(world_decide(w), RC_OK);
	world_next(w);
	world_mail(w, "ion@example.org", "Aș dori să mă înscriu la cursul de Excel avansat.");
	w->f.request = f.request;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request-again");
	CHECK_INT(w->s.cards.n, 1);
	CHECK_INT(w->s.documents.n, 1);
	CHECK_INT(world_mails(w), 0);
	/* Next month it is another enrolment, of the same client. */
	world_next(w);
	world_today(w, "2026-12-12");
	world_mail(w, "ion@example.org", "Aș dori să mă înscriu la cursul de Excel avansat.");
	w->f.request = f.request;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK_INT(w->s.cards.n, 2);
	CHECK_INT(w->s.clients.n, 1);
}

/* A client with a card under way who asks about it makes no second card. */
TEST(request_of_a_known_client_about_his_card)
{
	struct world *w = request("Aș dori să știu la ce oră începe.");
	struct client *c = world_client(w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(w, c, "curs", "awaiting", "Curs Word");

	w->s.sender.client = c;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.cards.n, 1);
	CHECK(w->s.card == card);
	CHECK_SPAN(w->d.outcome, "question");
}

TEST(request_sets_the_language_of_documents)
{
	static const struct {
		const char *text, *lang;
	} rows[] = {
		{ "Hello, I would like to join the curs Word, please.", "en" },
		{ "Bună ziua, aș dori să mă înscriu la curs Word.", "ro" },
		{ "Curs Word", "" },
		{ "", "" },
	};
	struct world *w = request("Hello, I would like to join the curs Word, please.");

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(lang_of_text(unit_arena(), span_of(rows[i].text)), rows[i].lang);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->s.clients.at[0]->lang, "en");
	CHECK_SPAN(world_must(w, "ion@example.org", "proforma")->lang, "en");
	CHECK_SPAN(world_newest(w, DOC_PROFORMA)->snap->lang, "en");
}

TEST(request_over_the_cap_is_not_answered)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");

	w->s.sender.answers_last_hour = w->firm.cap_answers_per_hour;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "over-cap");
	CHECK_INT(w->d.folder, FOLDER_REVIEW);
	CHECK_INT(w->s.cards.n, 0);
	CHECK_INT(world_keys(w, "cap:ion@example.org:2026-11-12:diana@atelier.ro"), 1);
	CHECK(world_mail_to(w, "ion@example.org", "proforma") == NULL);
}

/* Beyond the cap the mails wait in the journal, and staff hear of it once a day. */
TEST(request_flood_is_told_once)
{
	static const struct {
		const char *what, *from;
		bool proven, known;
		int today, of_domain;
		const char *key; /* NULL: handled */
	} rows[] = {
		{ "unproven, over", "a1@flood.example", false, false, 100, 0, "flood:2026-11-12" },
		{ "unproven, under", "a1@flood.example", false, false, 99, 0, NULL },
		{ "proven, over the other cap", "a1@flood.example", true, false, 100, 0, NULL },
		{ "proven domain, over", "a1@flood.example", true, false, 30, 20,
		  "flood:flood.example:2026-11-12" },
		{ "proven domain, under", "a1@flood.example", true, false, 30, 19, NULL },
		{ "everybody's domain", "a1@gmail.com", true, false, 30, 20, NULL },
		{ "a client of ours", "a1@flood.example", false, true, 500, 500, NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");

		UNIT_CASE("%s", rows[i].what);
		w->f.from.addr = w->s.sender.addr = span_of(rows[i].from);
		if (!rows[i].proven)
			world_unproven(w);
		if (rows[i].known)
			world_client(w, "Ana", rows[i].from);
		w->s.sender.cards_today = rows[i].today;
		w->s.sender.cards_of_domain = rows[i].of_domain;
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_INT(span_eq(w->d.outcome, S("over-cap")), rows[i].key != NULL);
		CHECK_INT(w->s.cards.n, rows[i].key ? 0 : 1);
		if (!rows[i].key)
			continue;
		CHECK_INT(w->d.folder, FOLDER_REVIEW);
		CHECK_INT(world_mails(w), 1);
		CHECK_INT(world_keys(w, arena_str(w->a, arena_fmt(w->a, "%s:diana@atelier.ro",
								  rows[i].key))),
			  1);
	}
}

TEST(request_does_not_overwrite_a_known_client)
{
	struct world *w = request("Aș dori să mă înscriu la cursul de Excel avansat.");
	struct client *c = world_client(w, "Ion V. Popescu", "ion@example.org");

	c->party.phone = S("021 000");
	w->f.request.name = S("Altul");
	world_unproven(w);
	w->f.request.tax_id = S("RO18547290");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.n, 1);
	CHECK_SPAN(c->party.name, "Ion V. Popescu");
	CHECK_SPAN(c->party.phone, "021 000");
	CHECK_SPAN(c->party.tax_id, "");
}

TEST(unknown_mail_stays_untouched)
{
	struct world *w = world_new();

	world_mail(w, "prieten@example.org", "Ne vedem mâine la prânz");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->d.folder, FOLDER_STAY);
	CHECK_SPAN(w->d.outcome, "unknown");
	CHECK_INT(world_mails(w), 0);
	CHECK_INT(w->s.cards.n, 0);
	w->firm.leave_unknown = false;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->d.folder, FOLDER_REVIEW);
	CHECK(world_mail_to(w, "diana@atelier.ro", "notice") != NULL);
}

static struct world *forwarded(const char *own)
{
	struct world *w = world_new();

	world_mail(w, "vlad@atelier.ro", own);
	if (own[0])
		world_lines(w, own);
	w->f.forward = (struct forward){ .present = true,
					 .from = S("maria@example.org"),
					 .from_name = S("Maria Ene"),
					 .subject = S("Cerere"),
					 .text = S("Vreau la curs Word, mulțumesc") };
	return w;
}

TEST(forwarded_request_makes_the_sender_a_client)
{
	struct world *w = forwarded("");

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK_SPAN(w->s.clients.at[0]->party.email, "maria@example.org");
	CHECK_SPAN(w->s.clients.at[0]->party.name, "Maria Ene");
	CHECK(world_mail_to(w, "maria@example.org", "proforma") != NULL);
}

TEST(forwarded_request_unproven_does_nothing)
{
	struct world *w = forwarded("");

	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->d.folder, FOLDER_QUARANTINE);
	CHECK_INT(w->s.clients.n, 0);
}

TEST(forwarded_request_with_a_command)
{
	struct world *w = forwarded("OFERTA Curs Word x 2");

	CHECK_RC(world_decide(w), RC_OK);
	CHECK(w->s.card != NULL);
	CHECK_SPAN(w->s.clients.at[0]->party.email, "maria@example.org");
	CHECK(world_newest(w, DOC_PROFORMA) ==
	      NULL); /* the line says what to do, not the pipeline */
	CHECK(world_mail_to(w, "maria@example.org", "offer") != NULL);
	CHECK(world_mail_to(w, "vlad@atelier.ro", "answer") != NULL);
}
