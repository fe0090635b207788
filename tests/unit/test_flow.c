/* The acts of the flow: drafts, numbers, storno, allocation, credit, products. */
#include "doc_type.h"
#include "state_builder.h"
#include "unit.h"

struct fixture {
	struct world *w;
	struct client *client;
	struct card *card;
	struct flow fl;
};

static struct fixture fixture(const char *pipeline, const char *stage)
{
	struct fixture x = { .w = world_new() };

	x.client = world_client(x.w, "Ion Popescu", "ion@example.org");
	x.card = world_card(x.w, x.client, pipeline, stage, "Curs Excel avansat");
	x.fl = (struct flow){ .s = &x.w->s, .d = &x.w->d };
	return x;
}

TEST(doc_draft_then_issue)
{
	struct fixture x = fixture("servicii", "asked");
	struct lines *l = world_line(x.w, "Consultanță", 2, 150);
	struct document *d;

	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, l, NULL, &d, &x.w->why), RC_OK);
	CHECK_INT(d->state, DOC_DRAFT);
	CHECK_INT(d->number, 0);
	CHECK_SPAN(money_print(x.w->a, d->total), "363.00");
	l->at[0].qty = DECIMAL_INT(99); /* the draft has lines of its own */
	d->snap->lines.at[0].qty = DECIMAL_INT(3);
	CHECK_RC(doc_recompute(&x.fl, d, &x.w->why), RC_OK);
	CHECK_SPAN(money_print(x.w->a, d->total), "544.50");
	world_today(x.w, "2026-11-20");
	CHECK_RC(doc_issue(&x.fl, d, &x.w->why), RC_OK);
	CHECK_SPAN(d->label, "OFR 0001");
	CHECK_SPAN(d->snap->reference, "OFR0001");
	CHECK(day_eq(d->due, day_add(x.w->s.today, 14)));
	CHECK_SPAN(d->snap->buyer.name, "Ion Popescu");
	CHECK_INT(d->open.minor, 0); /* an offer asks for no money */
	CHECK_RC(doc_issue(&x.fl, d, &x.w->why), RC_REFUSED);
	CHECK_RC(doc_recompute(&x.fl, d, &x.w->why), RC_REFUSED);
	/* The client moves; what was issued does not. */
	x.client->party.name = S("Alt Nume");
	CHECK_SPAN(d->snap->buyer.name, "Ion Popescu");
}

TEST(doc_issue_keeps_a_due_day_of_staff)
{
	struct fixture x = fixture("servicii", "asked");
	struct document *d;

	CHECK_RC(doc_draft(&x.fl, DOC_INVOICE, x.card, world_line(x.w, "C", 1, 10), NULL, &d, NULL),
		 RC_OK);
	CHECK_RC(day_parse(S("2027-01-31"), &d->snap->due), RC_OK);
	world_today(x.w, "2026-11-20");
	CHECK_RC(doc_issue(&x.fl, d, NULL), RC_OK);
	CHECK_SPAN(day_iso(x.w->a, d->due), "2027-01-31");
	CHECK_SPAN(day_iso(x.w->a, d->issue), "2026-11-20");
}

TEST(doc_draft_bears_no_personal_number)
{
	struct fixture x = fixture("servicii", "asked");
	struct document *d;

	state_client(&x.w->s, x.card->client)->party.tax_id = S("1800101221144");
	state_client(&x.w->s, x.card->client)->party.street = S("Str. Lungă 1, CNP 1800101221144");
	CHECK_RC(doc_draft(&x.fl, DOC_INVOICE, x.card,
			   world_line(x.w, "Curs pentru 1800101221144", 1, 10), NULL, &d, NULL),
		 RC_OK);
	CHECK_SPAN(d->snap->buyer.tax_id, "");
	CHECK_SPAN(d->snap->buyer.street, "Str. Lungă 1, CNP *************");
	CHECK_SPAN(d->snap->lines.at[0].name, "Curs pentru *************");
	d->snap->lines.at[0].description = S("CNP 1800101221144");
	CHECK_RC(doc_recompute(&x.fl, d, NULL), RC_OK);
	CHECK_SPAN(d->snap->lines.at[0].description, "CNP *************");
}

TEST(doc_numbers_are_consecutive)
{
	struct fixture x = fixture("servicii", "asked");

	for (int i = 1; i <= 5; i++) {
		struct document *d =
			world_issued(x.w, x.card, DOC_INVOICE, world_line(x.w, "C", 1, 10));

		CHECK_INT(d->number, i);
	}
	CHECK_INT(x.w->s.series.at[0]->next, 6);
	CHECK(x.w->s.series.at[0]->dirty);
}

TEST(doc_draft_without_vat)
{
	struct fixture x = fixture("servicii", "asked");
	struct document *d;

	x.w->firm.vat_payer = false;
	CHECK_RC(
		doc_draft(&x.fl, DOC_INVOICE, x.card, world_line(x.w, "C", 1, 100), NULL, &d, NULL),
		RC_OK);
	CHECK_SPAN(money_print(x.w->a, d->total), "100.00");
	CHECK_INT(d->snap->lines.at[0].vat_category, 'O');
}

TEST(doc_refusals_change_nothing)
{
	struct fixture x = fixture("servicii", "asked");
	struct lines none = { 0 };
	struct document *d;
	size_t before = x.w->s.documents.n;

	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, NULL, NULL, &d, &x.w->why), RC_REFUSED);
	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, &none, NULL, &d, &x.w->why), RC_BAD_INPUT);
	CHECK_INT(x.w->s.documents.n, before);
	x.card->client = 0;
	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, world_line(x.w, "C", 1, 1), NULL, &d, NULL),
		 RC_REFUSED);
}

static struct payment *paid(struct fixture *x, int64_t minor)
{
	struct payment p = { .amount = MONEY_RON(minor),
			     .day = x->w->s.today,
			     .source = S("staff:diana@atelier.ro") };

	p.identity = arena_fmt(x->w->a, "t%d", (int)x->w->s.next.payment);
	return payment_add(&x->fl, &p);
}

TEST(payment_in_parts_and_over)
{
	struct fixture x = fixture("servicii", "invoiced");
	struct document *d = world_issued(x.w, x.card, DOC_INVOICE, world_line(x.w, "C", 1, 100));
	struct payment *p = paid(&x, 5000);

	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_OK);
	CHECK_INT(d->open.minor, 7100);
	CHECK_INT(p->left.minor, 0);
	CHECK_INT(p->client, x.client->id);
	CHECK_INT(x.client->credit.minor, 0);
	CHECK_SPAN(x.card->stage, "invoiced"); /* half paid is not paid */
	p = paid(&x, 10000);
	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_OK);
	CHECK_INT(d->open.minor, 0);
	CHECK_INT(p->left.minor, 2900);
	CHECK_INT(x.client->credit.minor, 2900); /* overpaid: owed to the client */
	CHECK_SPAN(x.card->stage, "done");
	CHECK(x.card->closed);
	CHECK_INT(x.w->s.allocations.n, 2);
	CHECK_INT(x.w->s.allocations.at[1]->amount.minor, 7100);
	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_REFUSED);
	/* The credit pays the next one. */
	d = world_issued(x.w, x.card, DOC_INVOICE, world_line(x.w, "C", 1, 10));
	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_OK);
	CHECK_INT(x.client->credit.minor, 2900 - 1210);
}

TEST(payment_in_another_currency_is_refused)
{
	struct fixture x = fixture("servicii", "invoiced");
	struct document *d = world_issued(x.w, x.card, DOC_INVOICE, world_line(x.w, "C", 1, 100));
	struct payment *p = paid(&x, 12100);

	memcpy(p->left.cur, "EUR", 4);
	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", &x.w->why), RC_REFUSED);
	CHECK_INT(d->open.minor, 12100);
}

TEST(payment_of_a_known_identity_is_none)
{
	struct fixture x = fixture("servicii", "invoiced");
	struct payment p = { .amount = MONEY_RON(100), .identity = S("bt|ref|1") };

	CHECK(payment_add(&x.fl, &p) != NULL);
	CHECK(payment_add(&x.fl, &p) == NULL);
	CHECK_INT(x.w->s.payments.n, 1);
}

/* curs: the payment brings contract and invoice in one mail; the invoice says that it is paid. */
TEST(payment_moves_the_card)
{
	struct fixture x = fixture("curs", "awaiting");
	struct document *d = world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 450));
	struct document *inv;
	struct payment *p = paid(&x, 54450);
	struct mail_spec *m;

	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_OK);
	CHECK_SPAN(x.card->stage, "paid");
	inv = world_newest(x.w, DOC_INVOICE);
	CHECK_SPAN(inv->label, "FCT 0001");
	CHECK_SPAN(inv->snap->preceding, "PRF 0001");
	CHECK_SPAN(money_print(x.w->a, inv->snap->prepaid), "544.50");
	CHECK_INT(inv->open.minor, 0);
	CHECK_INT(d->open.minor, 0);
	m = world_must(x.w, "ion@example.org", "invoice");
	CHECK_INT(m->n_document, 2);
	CHECK_INT(m->document[0], inv->id);
	CHECK_INT(m->sort, SORT_DOCUMENT);
	CHECK_SPAN(m->token_purpose, "reply");
	CHECK_INT(data_minor(m, "payment"), 54450);
	CHECK_INT(world_mails(x.w), 1);
}

TEST(storno_mirrors_and_gives_credit)
{
	struct fixture x = fixture("servicii", "invoiced");
	struct document *d = world_issued(x.w, x.card, DOC_INVOICE, world_line(x.w, "C", 1, 100));
	struct document *st, *again;
	struct payment *p = paid(&x, 5000);

	CHECK_RC(payment_allocate(&x.fl, p, d, p->left, "staff", NULL), RC_OK);
	CHECK_RC(doc_reverse(&x.fl, d, NULL, &st, NULL), RC_OK);
	CHECK_INT(st->state, DOC_DRAFT);
	CHECK_INT(d->state, DOC_ISSUED); /* a draft reverses nothing */
	CHECK_RC(doc_issue(&x.fl, st, NULL), RC_OK);
	CHECK_SPAN(st->label, "FCT 0002"); /* in the invoices' series */
	CHECK_INT(st->total.minor, -12100);
	CHECK_SPAN(st->snap->preceding, "FCT 0001");
	CHECK(st->snap->lines.at[0].qty.n < 0);
	CHECK_INT(d->state, DOC_REVERSED);
	CHECK_INT(d->open.minor, 0);
	CHECK_INT(x.client->credit.minor, 5000);
	CHECK_RC(doc_reverse(&x.fl, d, NULL, &again, &x.w->why), RC_REFUSED);
	CHECK_RC(doc_reverse(&x.fl, st, NULL, &again, &x.w->why), RC_REFUSED);
}

/* Paid proforma -> invoice -> storno -> a new invoice from the same proforma, paid from the credit. */
TEST(storno_of_a_prepaid_invoice)
{
	struct fixture x = fixture("curs", "awaiting");
	struct document *prf =
		world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 450));
	struct document *inv, *st, *second;
	struct payment *p = paid(&x, 54450);

	CHECK_RC(payment_allocate(&x.fl, p, prf, p->left, "staff", NULL), RC_OK);
	inv = world_newest(x.w, DOC_INVOICE);
	CHECK_RC(doc_draft(&x.fl, DOC_INVOICE, x.card, NULL, prf, &second, NULL), RC_OK);
	CHECK_RC(doc_issue(&x.fl, second, &x.w->why), RC_REFUSED); /* one living invoice each */
	CHECK_RC(doc_reverse(&x.fl, inv, NULL, &st, NULL), RC_OK);
	CHECK_RC(doc_issue(&x.fl, st, NULL), RC_OK);
	CHECK_INT(x.client->credit.minor, 54450);
	CHECK_RC(doc_issue(&x.fl, second, &x.w->why), RC_OK);
	CHECK_INT(second->open.minor, 0);
	CHECK_INT(x.client->credit.minor, 0);
}

TEST(flow_mails_each_card_apart)
{
	struct fixture x = fixture("servicii", "asked");
	struct card *other = world_card(x.w, x.client, "servicii", "asked", "Altceva");
	struct document *a, *b;

	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, world_line(x.w, "C", 1, 1), NULL, &a, NULL),
		 RC_OK);
	CHECK_RC(doc_draft(&x.fl, DOC_OFFER, other, world_line(x.w, "C", 1, 1), NULL, &b, NULL),
		 RC_OK);
	CHECK_RC(doc_issue(&x.fl, a, NULL), RC_OK);
	CHECK_RC(doc_issue(&x.fl, b, NULL), RC_OK);
	CHECK_RC(flow_mail_issued(&x.fl, x.card, NULL), RC_OK);
	CHECK_INT(world_mails(x.w), 1);
	CHECK_INT(x.fl.n_issued, 1);
	CHECK_RC(flow_mail_issued(&x.fl, x.card, NULL), RC_OK);
	CHECK_INT(world_mails(x.w), 1);
	CHECK_RC(flow_mail_issued(&x.fl, other, NULL), RC_OK);
	CHECK_INT(world_mails(x.w), 2);
}

TEST(flow_never_writes_to_a_dead_address)
{
	static const enum address_state_case { NO_ADDRESS, DEAD } cases[] = { NO_ADDRESS, DEAD };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture x = fixture("servicii", "asked");
		struct document *a;

		if (cases[i] == NO_ADDRESS)
			x.client->party.email = S("");
		else
			x.client->address = ADDRESS_DEAD;
		CHECK_RC(doc_draft(&x.fl, DOC_OFFER, x.card, world_line(x.w, "C", 1, 1), NULL, &a,
				   NULL),
			 RC_OK);
		CHECK_RC(doc_issue(&x.fl, a, NULL), RC_OK);
		CHECK_RC(flow_mail_issued(&x.fl, x.card, NULL), RC_OK);
		CHECK(world_mail_to(x.w, "ion@example.org", "offer") == NULL);
		CHECK(world_mail_to(x.w, "diana@atelier.ro", "notice") != NULL);
		CHECK(world_event(x.w, "unsent"));
	}
}

TEST(card_run_refuses_whole)
{
	struct fixture x = fixture("curs", "new");

	CHECK_RC(card_run(&x.fl, x.card, EV_DELIVERED, NULL, &x.w->why), RC_REFUSED);
	CHECK_RC(card_run(&x.fl, x.card, EV_REQUEST, NULL, &x.w->why), RC_REFUSED); /* no lines */
	CHECK_SPAN(x.card->stage, "new");
	CHECK_INT(x.w->s.documents.n, 0);
	CHECK_INT(x.w->s.events.n, 0);
	x.card->pipeline = S("nowhere");
	CHECK_RC(card_run(&x.fl, x.card, EV_LOST, NULL, &x.w->why), RC_REFUSED);
}

/* What a later step lacks stops the first one too. */
TEST(card_run_looks_before_it_runs)
{
	struct fixture x = fixture("servicii", "invoiced");
	const struct pipeline *p = pipeline_find(&x.w->firm.pipelines, S("servicii"));

	for (size_t i = 0; i < p->n_trans; i++) {
		if (p->trans[i].event != EV_PAID || !span_eq_str(p->trans[i].from, "invoiced"))
			continue;
		p->trans[i].step[0] = STEP_TELL_STAFF;
		p->trans[i].step[1] = STEP_ISSUE_CONTRACT;
		p->trans[i].n_step = 2;
	}
	CHECK_RC(card_run(&x.fl, x.card, EV_PAID, NULL, &x.w->why), RC_REFUSED);
	CHECK_INT(world_mails(x.w), 0);
	CHECK_SPAN(x.card->stage, "invoiced");
}

TEST(card_source_leaves_out_what_is_invoiced)
{
	struct fixture x = fixture("servicii", "working");
	struct document *old = world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 1));
	struct document *new = world_issued(x.w, x.card, DOC_PROFORMA, world_line(x.w, "C", 1, 2));
	struct document *inv;

	CHECK(card_source(&x.w->s, x.card, DOC_INVOICE) == new);
	CHECK_RC(doc_draft(&x.fl, DOC_INVOICE, x.card, NULL, new, &inv, NULL), RC_OK);
	CHECK_RC(doc_issue(&x.fl, inv, NULL), RC_OK);
	CHECK(card_source(&x.w->s, x.card, DOC_INVOICE) == old);
	old->state = DOC_CANCELLED;
	CHECK(card_source(&x.w->s, x.card, DOC_INVOICE) == NULL);
	CHECK(card_source(&x.w->s, x.card, DOC_CONTRACT) == new);
}

TEST(card_run_says_what_changed)
{
	struct fixture x = fixture("curs", "new");
	struct answer_draft out = { 0 };
	const struct value *row;

	x.fl.out = &out;
	CHECK_RC(card_run(&x.fl, x.card, EV_REQUEST, world_line(x.w, "Curs", 1, 450), NULL), RC_OK);
	CHECK_INT(out.changes->u.list.n, 2);
	row = out.changes->u.list.at[1];
	CHECK_SPAN(tx_key(value_get(row, "what")), "flow.card");
	CHECK_SPAN(value_get_text(row, "before"), "cerere nouă");
	CHECK_SPAN(value_get_text(row, "after"), "așteaptă plata");
}

TEST(estimare_makes_a_draft_for_staff)
{
	struct fixture x = fixture("estimare", "offered");
	struct document *offer = world_issued(x.w, x.card, DOC_OFFER, world_line(x.w, "R", 3, 100));
	struct document *inv;
	struct mail_spec *m;

	offer->state = DOC_ACCEPTED;
	CHECK_RC(card_run(&x.fl, x.card, EV_ACCEPTED, NULL, &x.w->why), RC_OK);
	inv = world_newest(x.w, DOC_INVOICE);
	CHECK_INT(inv->state, DOC_DRAFT);
	CHECK_INT(inv->number, 0);
	CHECK_SPAN(x.card->stage, "draft");
	m = world_must(x.w, "vlad@atelier.ro", "notice");
	CHECK(m->preview);
	CHECK_INT(m->document[0], inv->id);
	CHECK(m->token_question != 0);
	CHECK(world_mail_to(x.w, "ion@example.org", "invoice") == NULL);
	CHECK(world_mail_to(x.w, "iulia@atelier.ro", "notice") == NULL); /* viewers are not asked */
}
