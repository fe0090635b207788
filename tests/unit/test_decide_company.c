/* What ANAF's register says of a client: one question with before and after, told once, applied as shown. */
#include "company.h"
#include "needs.h"
#include "state_builder.h"
#include "unit.h"

struct firm_of {
	struct world *w;
	struct client *cl;
	struct company co;
	struct company_note note;
};

static struct firm_of known(void)
{
	struct firm_of x = { .w = world_new() };

	x.cl = world_client(x.w, "Exemplu SRL", "office@exemplu.ro");
	x.cl->company = true;
	x.cl->party.tax_id = S("14399840");
	x.cl->party.vat_registered = false;
	x.cl->party.street = x.cl->party.city = x.cl->party.county = S("");
	x.co = (struct company){ .cui = S("14399840"),
				 .asked = x.w->s.today,
				 .found = true,
				 .name = S("S.C. EXEMPLU S.R.L."),
				 .street = S("Str. Lungă nr. 7"),
				 .city = S("SECTOR3"),
				 .county = S("B"),
				 .vat = true,
				 .struck_off = DAY_NONE };
	x.note = (struct company_note){ .wanted = true, .told = S("") };
	return x;
}

static unsigned decide(struct firm_of *x)
{
	world_next(x->w);
	CHECK_RC(decide_company(&x->w->s, x->cl, &x->co, &x->note, false, &x->w->d, &x->w->why),
		 RC_OK);
	CHECK(!x->note.wanted);
	return world_mails(x->w);
}

/* The question asked last, answered with DA. */
static struct client *yes(struct firm_of *x)
{
	struct flow fl = { .s = &x->w->s, .d = &x->w->d };

	return company_apply(&fl, state_question(&x->w->s, x->note.question));
}

static size_t facts(const struct mail_spec *m)
{
	const struct value *list = value_get(m->data, "facts");

	return list ? list->u.list.n : 0;
}

TEST(company_completes_a_client_after_a_yes)
{
	struct firm_of x = known();
	struct mail_spec *m;
	struct needs n = { 0 };

	CHECK(decide(&x) > 0);
	m = world_must(x.w, "vlad@atelier.ro", "question");
	CHECK(world_mail_to(x.w, "iulia@atelier.ro", "question") == NULL);
	CHECK_SPAN(data_tx(m, "headline"), "company.differs");
	CHECK_SPAN(data_command(m, 0), "DA");
	CHECK_SPAN(data_command(m, 1), "NU");
	CHECK_INT(facts(m),
		  5); /* name, street, city, county, VAT; no postcode, no number of the register */
	CHECK_INT(m->token_question, x.note.question);
	CHECK_SPAN(x.cl->party.city, "");
	needs_of_question(x.w->a, state_question(&x.w->s, x.note.question), &n);
	if (CHECK_INT(n.cuis.n, 1))
		CHECK_SPAN(n.cuis.at[0], "14399840");
	CHECK(yes(&x) == x.cl);
	CHECK_SPAN(x.cl->party.name, "S.C. EXEMPLU S.R.L.");
	CHECK_SPAN(x.cl->party.city, "SECTOR3");
	CHECK_SPAN(x.cl->party.county, "B");
	CHECK(x.cl->party.vat_registered);
	CHECK_INT(state_question(&x.w->s, x.note.question)->state, Q_DONE);
	CHECK_INT(decide(&x), 0);
}

TEST(company_name_differs_by_more_than_its_dress)
{
	struct firm_of x = known();

	x.cl->party.name = S("S.C. Exemplu SRL");
	x.cl->party.street = S("str Lunga, nr 7");
	x.cl->party.city = S("Sector 3");
	x.cl->party.county = S("B");
	x.cl->party.vat_registered = true;
	CHECK_INT(decide(&x), 0);
	x = known();
	CHECK(decide(&x) > 0);
}

TEST(company_word_is_told_once_and_vat_alone_later)
{
	struct firm_of x = known();
	struct mail_spec *m;
	int64_t first;

	x.note.wanted = false; /* before an invoice */
	x.co.vat = false;
	CHECK_INT(decide(&x), 0);
	x.co.street = S("Str. Nouă nr. 1");
	CHECK_INT(decide(&x), 0);
	x.co.vat = true;
	CHECK(decide(&x) > 0);
	m = world_must(x.w, "diana@atelier.ro", "question");
	CHECK_SPAN(data_tx(m, "headline"), "company.vat_changed");
	CHECK_INT(facts(m), 1);
	first = x.note.question;
	CHECK_INT(decide(&x), 0); /* the same word */
	CHECK_INT(state_question(&x.w->s, first)->state, Q_OPEN);
	x.co.inactive = true; /* news while it is open: one question, not two */
	CHECK(decide(&x) > 0);
	CHECK(x.note.question != first);
	CHECK_INT(state_question(&x.w->s, first)->state, Q_EXPIRED);
	CHECK_INT(state_question(&x.w->s, x.note.question)->state, Q_OPEN);
}

TEST(company_that_is_off_is_said_without_a_question)
{
	struct firm_of x = known();
	struct mail_spec *m;

	x.note.wanted = false;
	x.cl->party.vat_registered = true;
	x.co.inactive = true;
	CHECK(decide(&x) > 0);
	m = world_must(x.w, "diana@atelier.ro", "notice");
	CHECK_SPAN(data_tx(m, "headline"), "company.off");
	CHECK_INT(decide(&x), 0);
	x.co = (struct company){ .cui = S("14399840"), .struck_off = DAY_NONE };
	CHECK(decide(&x) > 0);
	m = world_must(x.w, "diana@atelier.ro", "notice");
	CHECK_SPAN(data_tx(m, "headline"), "company.unknown");
	CHECK_INT(x.note.question, 0);
}

TEST(company_asked_about_is_not_applied_to_another)
{
	struct firm_of x = known();

	CHECK(decide(&x) > 0);
	x.cl->party.tax_id = S("18547290");
	CHECK(yes(&x) == NULL);
	CHECK_SPAN(x.cl->party.name, "Exemplu SRL");
	CHECK_INT(state_question(&x.w->s, x.note.question)->state, Q_OPEN);
}

TEST(company_an_invoice_without_the_registers_word_is_said_once_a_day)
{
	struct firm_of x = known();
	struct document doc = { .kind = DOC_INVOICE, .client = x.cl->id, .label = S("FCT 0007") };
	struct decision d = { 0 };
	struct mail_spec *m;
	size_t n;

	CHECK_RC(decide_company_unchecked(&x.w->s, &doc, DAY_NONE, &d, NULL), RC_OK);
	CHECK(d.effects.n > 0);
	m = &d.effects.at[0].mail;
	CHECK_SPAN(data_tx(m, "headline"), "company.unchecked");
	CHECK_INT(facts(m), 4); /* document, client, VAT, last day */
	n = d.effects.n;
	doc.label = S("FCT 0008");
	CHECK_RC(decide_company_unchecked(&x.w->s, &doc, DAY_NONE, &d, NULL), RC_OK);
	/* The store adds no second row under a key. */
	CHECK(d.effects.n == n || span_eq(d.effects.at[n].key, d.effects.at[0].key));
}

static struct question *asked(struct firm_of *x, enum question_state state, bool vat)
{
	struct company co = x->co;
	struct question *q = state_new_question(&x->w->s, Q_COMPANY);

	co.vat = vat;
	q->state = state;
	q->data = value_new_map(x->w->a);
	value_set(x->w->a, q->data, "client", value_int(x->w->a, x->cl->id));
	value_set(x->w->a, q->data, "status", value_text(x->w->a, company_status(x->w->a, &co)));
	return q;
}

TEST(company_holds_an_invoice_for_what_nobody_has_answered)
{
	static const struct {
		const char *name;
		bool vat, inactive, found, today;
		int state; /* of the question about it, -1 = none */
		bool of_other, doubt;
	} rows[] = {
		{ "as we have it", false, false, true, true, -1, false, false },
		{ "VAT differs", true, false, true, true, -1, false, true },
		{ "inactive", false, true, true, true, -1, false, true },
		{ "unknown there", true, false, false, true, -1, false, false },
		{ "yesterday's word, nobody asked", true, false, true, false, -1, false, false },
		{ "asked", true, false, true, true, Q_OPEN, false, true },
		{ "asked yesterday", true, false, true, false, Q_OPEN, false, true },
		{ "NU", true, false, true, true, Q_DECLINED, false, false },
		{ "DA", true, true, true, true, Q_DONE, false, false },
		{ "NU to another word", true, false, true, true, Q_DECLINED, true, true },
		{ "no answer in a month", true, false, true, true, Q_EXPIRED, false, true },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct firm_of x = known();

		UNIT_CASE("%s", rows[i].name);
		x.co.vat = rows[i].vat;
		x.co.inactive = rows[i].inactive;
		x.co.found = rows[i].found;
		if (!rows[i].today)
			x.co.asked = day_add(x.w->s.today, -1);
		if (rows[i].state >= 0)
			(void)asked(&x, (enum question_state)rows[i].state,
				    rows[i].vat != rows[i].of_other);
		CHECK(company_in_doubt(&x.w->s, x.cl, &x.co) == rows[i].doubt);
	}
}

TEST(company_that_is_billed_is_asked_about_with_what_it_holds)
{
	struct firm_of x = known();

	x.note.wanted = false;
	world_next(x.w);
	CHECK_RC(decide_company(&x.w->s, x.cl, &x.co, &x.note, true, &x.w->d, &x.w->why), RC_OK);
	CHECK_INT(world_mails(x.w), 0);
	CHECK_SPAN(x.note.told, "");
	CHECK(decide(&x) > 0);
}

TEST(company_answered_to_is_not_asked_about_again_for_another_street)
{
	struct firm_of x = known();

	x.note.wanted = false;
	x.note.question = asked(&x, Q_DECLINED, true)->id;
	x.co.street = S("Str. Nouă 1");
	CHECK_INT(decide(&x), 0);
}
