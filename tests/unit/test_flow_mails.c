/* Every mail that the flow decides can be written with the shipped templates, in both languages: no
 * key without a text, no argument missing, no catalogue key shown to a person. */
#include "mail.h"
#include "mail_context.h"
#include "mail_render.h"
#include "reply_kit.h"
#include "sample_look.h"
#include "unit.h"

static struct look *look;
static unsigned rendered;

/* The look lives as long as the test's arena. */
static void look_drop_all(struct look **mine)
{
	look_free(*mine);
	look = NULL;
}
#define WITH_LOOK \
	__attribute__((cleanup(look_drop_all), unused)) struct look *mine = look = sample_look()

/* One line: words may stand across a line's end. */
static struct span flat(struct arena *a, struct span text)
{
	struct span word, all = S("");

	while (span_next_word(&text, &word))
		all = arena_fmt(a, "%.*s %.*s", SPAN_ARG(all), SPAN_ARG(word));
	return all;
}

static struct span text_part(struct arena *a, struct span raw)
{
	struct mail_part *p = NULL;

	CHECK_RC(mail_parse(a, raw, &p, NULL), RC_OK);
	for (; p; p = mail_next(p))
		if (span_eq_str(p->type, "text/plain"))
			return mail_body(a, p);
	return S("");
}

static struct span render(struct world *w, const struct mail_spec *m, const char *lang)
{
	const struct snapshot *snaps[ARRAY_LEN(m->document)];
	struct mail_input in = { .template_ = m->template_,
				 .lang = span_of(lang),
				 .from = w->firm.address,
				 .from_name = w->firm.brand,
				 .to = m->to,
				 .to_name = m->to_name,
				 .message_id = S("x@atelier.ro"),
				 .reply_to = S("office+abc@atelier.ro"),
				 .in_reply_to = m->in_reply_to,
				 .subject_of = m->subject_of,
				 .date = w->s.now };
	struct span raw = S("");
	size_t n = 0;

	for (unsigned i = 0; i < m->n_document; i++) {
		const struct document *d = state_document(&w->s, m->document[i]);

		if (d && d->snap)
			snaps[n++] = d->snap;
	}
	CHECK_INT(n, m->n_document);
	in.context = mail_context(w->a, &w->firm, state_client(&w->s, m->client),
				  state_card(&w->s, m->card), snaps, n, m->data);
	if (!CHECK_RC(mail_render(look, w->a, &in, &raw, &w->why), RC_OK))
		FAIL("%s", w->why.text);
	return text_part(w->a, raw);
}

/* All mails of the decision; `show` names one whose Romanian text must hold the words. */
static void check_mails(struct world *w, const char *template_, const char *words)
{
	bool found = words == NULL;

	for (size_t i = 0; i < w->d.effects.n; i++) {
		const struct mail_spec *m = &w->d.effects.at[i].mail;
		struct span ro = render(w, m, "ro"), en = render(w, m, "en");

		UNIT_CASE("%.*s to %.*s", SPAN_ARG(m->template_), SPAN_ARG(m->to));
		CHECK(ro.len > 40);
		CHECK(en.len > 40);
		CHECK(!span_has(ro, S("flow.")));
		CHECK(!span_has(ro, S("{{")));
		CHECK(!span_eq(ro, en));
		if (getenv("PLIC_SHOW"))
			printf("---- %.*s\n%.*s\n", SPAN_ARG(m->template_), SPAN_ARG(ro));
		if (words && span_eq_str(m->template_, template_) &&
		    span_has(flat(w->a, ro), span_of(words)))
			found = true;
		rendered++;
	}
	UNIT_CASE("%s", template_ ? template_ : "");
	if (!found)
		FAIL("no mail %s says: %s", template_, words);
	CHECK(w->d.effects.n > 0);
}

TEST(mails_of_requests)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("servicii", "offered", DOC_OFFER);

	world_mail(x.w, "ana@example.org", "Vreau la cursul Word. Cât durează?");
	x.w->f.request.intent = true;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "a întrebat ceva în cerere");
	world_next(x.w);
	world_mail(x.w, "dan@example.org", "Aș dori o pagină de internet");
	x.w->f.request.intent = true;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "PROFORMA Curs Word");
	world_next(x.w);
	world_mail(x.w, "vasile@example.org", "Aș dori o pagină de internet");
	x.w->f.request.intent = true;
	x.w->s.sender.answers_last_hour = 1000;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "notice", "Prea multe mailuri de la vasile@example.org");
}

TEST(mails_of_answers)
{
	WITH_LOOK;
	static const struct {
		const char *pipeline;
		enum answer_kind kind;
		const char *template_, *words;
	} rows[] = {
		{ "servicii", ANSWER_ACCEPT, "contract", "CTR 0001" },
		{ "estimare", ANSWER_ACCEPT, "acknowledge", "Am notat acceptarea dumneavoastră" },
		{ "estimare", ANSWER_ACCEPT, "notice", "TRIMITE" },
		{ "abonament", ANSWER_ACCEPT, "notice", "a acceptat: Consultanță" },
		{ "servicii", ANSWER_REFUSE, "acknowledge", "nu doriți să mergeți mai departe" },
		{ "servicii", ANSWER_QUESTION, "question", "a scris despre" },
		{ "servicii", ANSWER_UNSURE, "question", "nu este clar dacă acceptă" },
		{ "servicii", ANSWER_STOP, "question", "oprirea abonamentului" },
		{ "servicii", ANSWER_PAID, "question", "spune că a plătit" },
		{ "servicii", ANSWER_UNSURE, "question", "ACCEPTAT OFR 1" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = reply_fixture(rows[i].pipeline, "offered", DOC_OFFER);

		reply(&x, "ion@example.org", rows[i].kind, "Răspunsul meu, pe scurt");
		CHECK_RC(world_decide(x.w), RC_OK);
		check_mails(x.w, rows[i].template_, rows[i].words);
	}
}

TEST(mails_of_late_and_doubtful_answers)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("servicii", "offered", DOC_OFFER);

	reply(&x, "coleg@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "confirm_accept", "coleg@example.org");
	reply(&x, "coleg@example.org", ANSWER_NONE, "Salut");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "nu este adresa cunoscută");
	x.sent.token_question = x.w->s.questions.at[0]->id;
	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu am acceptat");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "nu a acceptat oferta");
	x.sent.token_question = 0;
	world_today(x.w, "2026-12-01");
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "acknowledge", "a fost valabilă până la 26.11.2026");
	check_mails(x.w, "question", "nu mai este valabilă");
	world_today(x.w, "2026-11-12");
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "acknowledge", "era deja acceptată");
	x.doc->state = DOC_CANCELLED;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Accept");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "acknowledge", "nu mai este valabilă");
	x.doc->state = DOC_EXPIRED;
	reply(&x, "ion@example.org", ANSWER_REFUSE, "Nu");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "nu mai dorește");
	x.sent.token_document = 0;
	reply(&x, "ion@example.org", ANSWER_ACCEPT, "Da");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "nu așteaptă nicio ofertă");
}

TEST(mails_of_money)
{
	WITH_LOOK;
	static const struct {
		int64_t minor;
		const char *payer, *details, *template_, *words;
	} rows[] = {
		{ 36300, "POPESCU ION", "PRF 1", "invoice", "Nu mai este nimic de plătit" },
		{ 36000, "POPESCU ION", "PRF 1", "question", "ALOCA P1 PRF 1" },
		{ 36300, "POPESCU ION", "curs", "question", "fără o referință a noastră" },
		{ 36300, "", "curs", "question", "aceeași sumă" },
		{ 100, "X", "y", "question", "nu găsesc niciun document" },
		{ 36300, "X", "retur PRF 1", "question", "bani înapoiați" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture x = reply_fixture("curs", "awaiting", DOC_PROFORMA);

		world_notice(x.w, rows[i].minor, rows[i].payer, rows[i].details);
		CHECK_RC(world_decide(x.w), RC_OK);
		check_mails(x.w, rows[i].template_, rows[i].words);
	}
}

TEST(mails_of_claims_and_stops)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("curs", "awaiting", DOC_PROFORMA);
	struct subscription *sub = state_new_subscription(&x.w->s);

	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "acknowledge", "Am notat că ați plătit");
	x.doc->open.minor = 0;
	reply(&x, "ion@example.org", ANSWER_PAID, "Am plătit");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "acknowledge", "este deja înregistrată");
	sub->card = x.card->id;
	sub->client = x.client->id;
	sub->anchor = x.w->s.today;
	sub->next_period = 1;
	x.card->pipeline = S("abonament");
	x.card->stage = S("running");
	reply(&x, "ion@example.org", ANSWER_STOP, "Opriți abonamentul");
	world_unproven(x.w);
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "OPRESTE S1");
	reply(&x, "ion@example.org", ANSWER_STOP, "Opriți abonamentul");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "stopped", "Este valabil până la 11 decembrie 2026");
}

TEST(mails_of_money_again)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("curs", "asked", DOC_PROFORMA);

	world_notice(x.w, 36300, "POPESCU ION", "PRF 1")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "notice", "nu aștepta o plată");
	world_next(x.w);
	world_notice(x.w, 36300, "POPESCU ION", "PRF 1")->bank_ref = S("");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "la fel ca plata P1");
	world_next(x.w);
	world_notice(x.w, 36300, "POPESCU ION", "PRF 1");
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "question", "era plătită");
	x.w->f.auth.verdict = AUTH_NONE;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "notice", "înștiințare de la bancă");
	x.w->f.auth.verdict = AUTH_PASS;
	x.w->f.notices.n = 0;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "notice", "Nu am putut citi mailul băncii");
}

TEST(mails_of_the_calendar)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("servicii", "invoiced", DOC_INVOICE);
	struct subscription *sub;

	world_next(x.w);
	world_today(x.w, "2026-12-01");
	CHECK_RC(decide_reminders(&x.w->s, x.client, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "reminder1", "363,00");
	world_next(x.w);
	world_today(x.w, "2026-12-08");
	CHECK_RC(decide_reminders(&x.w->s, x.client, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "reminder2", "FCT 0001");
	world_next(x.w);
	world_today(x.w, "2026-12-20");
	CHECK_RC(decide_reminders(&x.w->s, x.client, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "notice", "întârziere 23 de zile");
	sub = state_new_subscription(&x.w->s);
	sub->card = x.card->id;
	sub->client = x.client->id;
	sub->template_ = x.doc->snap;
	CHECK_RC(day_parse(S("2026-01-05"), &sub->anchor), RC_OK);
	world_next(x.w);
	CHECK_RC(decide_period_due(&x.w->s, sub, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "question", "12 perioade nefacturate");
	x.w->firm.missed_periods_cap = 100;
	x.w->s.questions.n = 0;
	world_next(x.w);
	CHECK_RC(decide_period_due(&x.w->s, sub, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "invoice", "05.01.2026");
}

TEST(mails_of_what_fails)
{
	WITH_LOOK;
	struct fixture x = reply_fixture("servicii", "offered", DOC_OFFER);
	struct mail_spec m = { .template_ = S("offer"),
			       .to = S("ion@example.org"),
			       .client = 1,
			       .card = 1042,
			       .document = { 1 },
			       .n_document = 1 };

	CHECK_RC(decide_undeliverable(&x.w->s, &m, S("document:1"), S("550 5.1.1 unknown"), &x.w->d,
				      &x.w->why),
		 RC_OK);
	check_mails(x.w, "notice", "550 5.1.1 unknown");
	world_next(x.w);
	CHECK_RC(decide_quarantine(&x.w->s, S("Subiect"), S("a@b.ro"), UNREAD_KILLS, S(""), &x.w->m,
				   &x.w->d, &x.w->why),
		 RC_OK);
	check_mails(x.w, "notice", "nu poate fi citit: Subiect");
	world_next(x.w);
	world_today(x.w, "2026-11-27");
	CHECK_RC(decide_offer_expired(&x.w->s, x.doc, &x.w->d, &x.w->why), RC_OK);
	check_mails(x.w, "notice", "a expirat fără răspuns");
	world_next(x.w);
	world_mail(x.w, "mailer-daemon@example.org", "x");
	x.w->f.class = MAIL_BOUNCE;
	*ARENA_PUSH(x.w->a, &x.w->s.bounced) =
		(struct our_mail){ S("id@atelier.ro"), x.client->party.email, 1042, 1, 1, false };
	*ARENA_PUSH(x.w->a, &x.w->f.bounces) = (struct bounce){ .recipient = x.client->party.email,
								.status = S("5.1.1"),
								.address_invalid = true,
								.failed = true };
	x.client->address = ADDRESS_OK;
	CHECK_RC(world_decide(x.w), RC_OK);
	check_mails(x.w, "notice", "ion@example.org nu există");
	CHECK(rendered > 20);
}
