/* Web forms: answered at once only when the form is the firm's own; else staff are asked and may trust
 * the site. */
#include "state_builder.h"
#include "unit.h"

static struct world *form(void)
{
	struct world *w = world_new();

	world_mail(w, "web@site.ro", "Nume: Ana Pop\nE-mail: ana@alfa.ro\nCurs: Excel avansat");
	w->f.request = (struct request){ .is_form = true,
					 .rule = S("site"),
					 .named_source = true,
					 .name = S("Ana Pop"),
					 .email = S("ana@Alfa.ro"),
					 .company = S("Alfa SRL"),
					 .tax_id = S("RO18547290"),
					 .product = S("Curs Excel avansat") };
	return w;
}

TEST(form_becomes_card_without_a_question)
{
	struct world *w = form();
	struct client *c;

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK(world_mail_to(w, "ana@alfa.ro", "proforma") != NULL);
	CHECK_INT(world_mails(w), 1);
	c = w->s.clients.at[0];
	CHECK_SPAN(c->party.name, "Alfa SRL");
	CHECK_SPAN(c->party.contact, "Ana Pop");
	CHECK_SPAN(c->party.tax_id, "18547290");
	CHECK(c->party.vat_registered);
	CHECK(c->company);
	CHECK_INT(w->s.card->thread_id.len, 0); /* the client never saw the form's mail */
}

/* Anybody can write a form by hand with another's address: then a person looks first. */
TEST(form_unproven_is_asked_about)
{
	struct world *w = form();

	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "ana@alfa.ro", "proforma") == NULL);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
}

/* ... and so it is when any site may be meant: the address is somebody else's. */
TEST(form_of_no_named_site_is_asked_about)
{
	struct world *w = form();

	w->f.request.named_source = false;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "ana@alfa.ro", "proforma") == NULL);
	CHECK(world_mail_to(w, "diana@atelier.ro", "question") != NULL);
	/* His own address is his own. */
	w = form();
	w->f.request.named_source = false;
	w->f.request.email = w->f.from.addr;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "web@site.ro", "proforma") != NULL);
}

/* From the firm's own domain, or below it: the firm's own site. */
TEST(form_of_the_firms_own_domain_needs_no_name)
{
	static const struct {
		const char *from;
		bool at_once;
	} rows[] = {
		{ "site@atelier.ro", true },          { "wordpress@www.atelier.ro", true },
		{ "web@trusted.ro", true },           { "alt@trusted.ro", false },
		{ "web@fake-atelier.ro", false },     { "atelier.ro@evil.com", false },
		{ "web@atelier.ro.evil.com", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = form();

		*ARENA_PUSH(w->a, &w->firm.sites) = S("@atelier.ro");
		*ARENA_PUSH(w->a, &w->firm.sites) = S("web@trusted.ro");
		w->f.from.addr = span_of(rows[i].from);
		w->f.request.named_source = false;
		CHECK_RC(world_decide(w), RC_OK);
		if ((world_mail_to(w, "ana@alfa.ro", "proforma") != NULL) != rows[i].at_once)
			FAIL("%s", rows[i].from);
	}
}

/* The question offers to trust the site, and says why it was asked. */
TEST(form_of_a_stranger_offers_trust)
{
	struct world *w = form();
	struct mail_spec *m;

	w->f.request.named_source = false;
	CHECK_RC(world_decide(w), RC_OK);
	m = world_must(w, "diana@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "flow.ask.request");
	CHECK_SPAN(data_command(m, 0), "PROFORMA Curs Excel avansat");
	CHECK_SPAN(data_command(m, 1), "FORMULAR");
	CHECK_SPAN(value_get_text(w->s.questions.at[0]->data, "site"), "web@site.ro");
	/* Trust would not help where nothing is proven. */
	w = form();
	world_unproven(w);
	w->f.request.named_source = false;
	CHECK_RC(world_decide(w), RC_OK);
	m = world_must(w, "diana@atelier.ro", "question");
	CHECK_SPAN(data_command(m, 1), "PROFORMA Curs Word");
	/* What staff trusted stays trusted. */
	w = form();
	w->f.request.named_source = false;
	w->s.form_sites = S("a@b.ro web@site.ro");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK(world_mail_to(w, "ana@alfa.ro", "proforma") != NULL);
}

TEST(form_does_not_complete_another_clients_record)
{
	struct world *w = form();
	struct client *c = world_client(w, "Ana Pop", "ana@alfa.ro");

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.clients.n, 1);
	CHECK_SPAN(c->party.tax_id, "");
	CHECK_INT(c->mark, ROW_CLEAN);
}

TEST(form_sent_by_a_staff_address_is_a_form)
{
	struct world *w = form();

	w->f.from.addr = S("diana@atelier.ro");
	w->s.sender.staff = &w->firm.staff.at[0];
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	CHECK(world_mail_to(w, "ana@alfa.ro", "proforma") != NULL);
}

TEST(form_sent_from_the_mailbox_itself_is_a_form)
{
	struct world *w = form();

	w->f.from.addr = S("office@atelier.ro");
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "request");
	w = form();
	w->f.from.addr = S("office@atelier.ro");
	w->s.sender.own_id = true;
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "own");
}
