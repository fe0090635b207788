/* INCASAT, CHITANTA, ALOCA, SOLD, AMANA. */
#include "cash.h"
#include "commands_kit.h"

static struct payment *loose_payment(struct kit *k, int64_t minor)
{
	struct payment *p = state_new_payment(&k->s);

	p->amount = p->left = MONEY_RON(minor);
	p->day = k->s.today;
	p->source = S("bank:bt");
	p->payer = S("POPESCU ION");
	p->identity = arena_fmt(k->a, "bt|%lld", (long long)p->id);
	p->mark = ROW_CLEAN;
	return p;
}

TEST(verb_received_pays_and_moves_the_card)
{
	struct kit *k = kit_new();
	struct span said;

	(void)kit_send(k, "PROFORMA Curs Excel");
	kit_commit(k);
	kit_from(k, "geo");
	kit_reply_to(k, 0);
	said = kit_send(k, "INCASAT 544,50 lei OP 123 12.11.2026");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "headline=Popescu Ion, cardul 1042: plătit");
	CHECK_HAS(said, "change: Factura FCT 0012");
	CHECK_INT(kit_mails(k, "contract") + kit_mails(k, "invoice"), 1);
	if (!CHECK_INT(k->s.payments.n, 1))
		return;
	CHECK_SPAN(k->s.payments.at[0]->source, "staff:geo@firma.example");
	CHECK_SPAN(k->s.payments.at[0]->bank_ref, "123");
	CHECK_INT(k->s.payments.at[0]->left.minor, 0);
	CHECK_INT(k->s.allocations.n, 1);
	kit_commit(k);
	/* the same order number and amount: not twice */
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	said = kit_send(k, "INCASAT 544,50 lei OP 123 12.11.2026 FCT 13");
	CHECK_HAS(said, "Plata de 544,50");
	CHECK_HAS(said, "este deja notată.");
	kit_free(k);
}

TEST(verb_received_part_more_and_choice)
{
	struct kit *k = kit_new();
	struct span said;

	kit_reply_to(k, 0);
	said = kit_send(k, "INCASAT 100 lei");
	CHECK_HAS(said, "Pe cardul 1042 nu este nimic de plată.");
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	(void)kit_sure(k, "FACTURA Consultanță x 3\nTRIMITE");
	kit_commit(k);
	kit_reply_to(k, 0);
	/* both are 544,50 */
	said = kit_send(k, "INCASAT 544,50 lei");
	CHECK_HAS(said, "Pe cardul 1042 sunt 2 documente de plată.");
	CHECK_HAS(said, "instead: INCASAT 544.50 RON FCT 0013");
	said = kit_send(k, "INCASAT 200 lei FCT 13");
	CHECK_HAS(said, "de plată 344,50");
	kit_commit(k);
	kit_reply_to(k, 0);
	/* now only one is open at exactly this */
	said = kit_send(k, "INCASAT 344,50");
	CHECK_HAS(said, "Factura FCT 0013");
	kit_commit(k);
	kit_reply_to(k, 0);
	said = kit_send(k, "INCASAT 600 lei FCT 12");
	CHECK_HAS(said, "row: Plata P3 | au rămas 55,50");
	CHECK_HAS(said, "next: Alocă plata | ALOCA P3");
	CHECK_INT(k->ion->credit.minor, 5550);
	kit_commit(k);
	kit_reply_to(k, 0);
	said = kit_send(k, "INCASAT FCT 12");
	CHECK_HAS(said, "Factura FCT 0012 nu așteaptă o plată: plătită.");
	kit_free(k);
}

TEST(verb_received_refuses)
{
	static const struct {
		const char *in, *why;
	} rows[] = {
		{ "INCASAT 100 lei 13.11.2026", "13.11.2026 este în viitor." },
		{ "INCASAT -100 lei", "Nu am înțeles suma." },
		{ "INCASAT 100 EUR", "Documentul este în RON, iar suma în EUR." },
		{ "INCASAT 100 lei FCT 99", "Nu am găsit documentul FCT 99." },
		{ "INCASAT 100 lei 200 lei", "Nu am înțeles „200 lei” din linie." },
	};
	struct kit *k = kit_new();

	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_HAS(said, rows[i].why);
		CHECK_INT(k->s.payments.n, 0);
	}
	kit_free(k);
}

TEST(verb_receipt_is_issued_booked_and_mailed)
{
	struct kit *k = kit_new();
	const struct document *r, *inv;
	const struct mail_spec *m;
	struct span said;

	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	/* without a reply's token it is shown first */
	said = kit_send(k, "CHITANTA 200 lei");
	CHECK_HAS(said, "result=waiting");
	CHECK_INT(k->s.payments.n, 0);
	kit_commit(k);
	kit_reply_to(k, 0);
	said = kit_send(k, "CHITANTA 200 lei");
	CHECK_HAS(said, "change: Chitanța CHT 0003 |  | emisă");
	CHECK_HAS(said, "de plată 344,50");
	r = kit_doc(k, DOC_RECEIPT);
	inv = kit_doc(k, DOC_INVOICE);
	if (!CHECK(r && r->snap && k->s.payments.n == 1))
		return;
	CHECK_INT(r->total.minor, 20000);
	CHECK_INT(r->open.minor, 0);
	CHECK_INT(r->ref, inv->id);
	CHECK_INT(r->snap->lines.n, 0);
	CHECK_SPAN(r->snap->preceding, "FCT 0012");
	CHECK_SPAN(r->snap->title, "Curs Excel");
	CHECK_SPAN(r->snap->seller.contact, "diana");
	CHECK_SPAN(k->s.payments.at[0]->source, "cash");
	CHECK_SPAN(k->s.payments.at[0]->bank_ref, "CHT 0003");
	CHECK_INT(k->s.payments.at[0]->left.minor, 0);
	CHECK_INT(inv->open.minor, 34450);
	m = kit_mail(k, "receipt");
	CHECK(m != NULL);
	if (m) {
		CHECK_SPAN(m->to, "ion@exemplu.ro");
		CHECK_INT(m->document[0], r->id);
	}
	kit_commit(k);
	kit_reply_to(k, 0);
	/* no sum: all that is owed */
	said = kit_send(k, "CHITANTA FCT 12");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "| plătit integral");
	CHECK_INT(inv->open.minor, 0);
	CHECK_INT(kit_doc(k, DOC_RECEIPT)->total.minor, 34450);
	CHECK_INT(kit_doc(k, DOC_RECEIPT)->number, 4);
	kit_free(k);
}

/* A proforma paid in cash: the invoice that follows brings the receipt along. */
TEST(verb_receipt_for_a_proforma_goes_with_the_invoice)
{
	struct kit *k = kit_new();
	const struct mail_spec *m;

	(void)kit_send(k, "PROFORMA Curs Excel");
	kit_commit(k);
	kit_reply_to(k, 0);
	(void)kit_send(k, "CHITANTA");
	m = kit_mail(k, "invoice");
	CHECK(m != NULL);
	CHECK(kit_doc(k, DOC_RECEIPT) != NULL);
	if (!m || !kit_doc(k, DOC_RECEIPT))
		return;
	CHECK_SPAN(kit_doc(k, DOC_RECEIPT)->snap->order_ref, "PRF 0031");
	CHECK_INT(m->n_document, 3); /* invoice, receipt, contract */
	CHECK_INT(kit_mails(k, "receipt"), 0);
	kit_free(k);
}

TEST(verb_receipt_refuses_what_the_law_forbids)
{
	static const struct {
		const char *tax_id, *issue, *in, *why;
	} rows[] = {
		{ "14399840", "FACTURA 1 buc Mobilier x 6000 lei", "CHITANTA 5001 lei",
		  "cel mult 5.000,00" },
		{ "", "FACTURA 1 buc Mobilier x 20000 lei", "CHITANTA 10000,01 lei",
		  "cel mult 10.000,00" },
		{ "", "FACTURA Curs Excel", "CHITANTA 600 lei", "sunt de plată 544,50" },
		{ "", "FACTURA Curs Excel", "CHITANTA 100 EUR", "doar lei" },
		{ "", "FACTURA Curs Excel", "CHITANTA 0 lei", "Nu am înțeles suma." },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();

		UNIT_CASE("%s", rows[i].in);
		k->ion->party.tax_id = span_of(rows[i].tax_id);
		(void)kit_sure(k, arena_str(k->a, arena_fmt(k->a, "%s\nTRIMITE", rows[i].issue)));
		kit_commit(k);
		kit_reply_to(k, 0);
		CHECK_HAS(kit_send(k, rows[i].in), rows[i].why);
		CHECK_INT(k->s.payments.n, 0);
		CHECK(kit_doc(k, DOC_RECEIPT) == NULL);
		kit_free(k);
	}
}

TEST(verb_receipt_counts_the_day_and_the_document)
{
	struct kit *k = kit_new();
	struct span said;

	k->ion->party.tax_id = S("14399840");
	(void)kit_sure(k, "FACTURA 1 buc Mobilier x 6000 lei\nTRIMITE");
	kit_commit(k);
	(void)kit_sure(k, "FACTURA 1 buc Mobilier x 1000 lei\nTRIMITE");
	kit_commit(k);
	kit_reply_to(k, 0);
	said = kit_send(k, "CHITANTA 4500 lei FCT 12");
	CHECK_HAS(said, "result=done");
	kit_commit(k);
	kit_reply_to(k, 0);
	/* another document, the same day */
	said = kit_send(k, "CHITANTA 600 lei FCT 13");
	CHECK_HAS(said, "azi încă 500,00");
	CHECK_HAS(said, "instead: CHITANTA 500.00 lei FCT 0013");
	kit_commit(k);
	/* the next day the document's own limit holds */
	k->s.today = day_add(k->s.today, 1);
	kit_reply_to(k, 0);
	said = kit_send(k, "CHITANTA 600 lei FCT 12");
	CHECK_HAS(said, "pentru un document (Legea 70/2015): încă 500,00");
	kit_commit(k);
	kit_reply_to(k, 0);
	CHECK_HAS(kit_send(k, "CHITANTA 600 lei FCT 13"), "result=done");
	kit_free(k);
}

/* The row whose day has come counts, not one that is still to come. */
TEST(cash_limits_are_dated)
{
	static const struct {
		const char *day;
		int64_t left;
	} rows[] = { { "2026-12-31", 400000 }, { "2027-01-01", 0 }, { "2014-01-01", -1 } };
	struct kit *k = kit_new();
	struct cash_caps caps = { 0 };
	struct payment *p = loose_payment(k, 100000);

	*ARENA_PUSH(k->a, &caps) = (struct cash_cap){ .company = true, .most = MONEY_RON(500000) };
	CHECK_RC(day_parse(S("2015-05-09"), &caps.at[0].from), RC_OK);
	*ARENA_PUSH(k->a, &caps) = (struct cash_cap){ .company = true, .most = MONEY_RON(100000) };
	CHECK_RC(day_parse(S("2027-01-01"), &caps.at[1].from), RC_OK);
	k->firm.cash = caps;
	k->ion->company = true;
	p->client = k->ion->id;
	p->source = S("cash");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct document doc = { .label = S("FCT 0001") };
		struct money left = { -1, "RON" };
		const struct cash_cap *cap;

		CHECK_RC(day_parse(span_of(rows[i].day), &p->day), RC_OK);
		cash_left(&k->s, k->ion, &doc, p->day, &left, &cap);
		CHECK_INT(left.minor, rows[i].left);
		CHECK((cap != NULL) == (rows[i].left >= 0));
	}
	kit_free(k);
}

TEST(verb_allocate_to_several_and_answers_the_question)
{
	struct kit *k = kit_new();
	struct question *q;
	struct payment *p;
	struct span said;

	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	(void)kit_sure(k, "FACTURA Consultanță\nTRIMITE");
	kit_commit(k);
	p = loose_payment(k, 80000);
	q = state_new_question(&k->s, Q_PAYMENT);
	q->payment = p->id;
	q->expires = k->s.now + 1000;
	kit_commit(k);
	kit_from(k, "geo");
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "La această întrebare nu se răspunde cu DA sau NU.");
	/* 544,50 + 181,50 */
	said = kit_send(k, "ALOCA P1 FCT 12, FCT 13");
	CHECK_HAS(said, "change: Factura FCT 0012 | de plată 544,50");
	CHECK_HAS(said, "change: Factura FCT 0013 | de plată 181,50");
	CHECK_HAS(said, "row: Plata P1 | au rămas 74,00");
	CHECK_INT(p->left.minor, 7400);
	CHECK_INT(p->client, k->ion->id);
	CHECK_INT(q->state, Q_DONE);
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "ALOCA P1 FCT 12");
	CHECK_HAS(said, "a răspuns deja geo@firma.example");
	kit_commit(k);
	said = kit_send(k, "ALOCA P9 FCT 12");
	CHECK_HAS(said, "Nu am găsit plata P9.");
	kit_free(k);
}

TEST(verb_cancel_a_payment_not_yet_allocated)
{
	struct kit *k = kit_new();
	struct payment *p = loose_payment(k, 10000);
	struct span said;

	kit_reply_to(k, 0);
	said = kit_send(k, "ANULEAZA P1");
	CHECK_INT(p->state, PAYMENT_REVERSED);
	CHECK_HAS(said, "change: Plata P1 | 100,00");
	said = kit_send(k, "ANULEAZA P1");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

TEST(verb_snooze_keeps_reminders_away)
{
	struct kit *k = kit_new();
	struct span said;

	said = kit_send(k, "AMANA 7 zile");
	CHECK_HAS(said, "nu este nimic de plată");
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	said = kit_send(k, "AMANA FCT 12 pana 30.11.2026");
	CHECK_HAS(said, "change: Factura FCT 0012 |  | fără înștiințări până pe 30.11.2026");
	CHECK_SPAN(day_iso(k->a, kit_doc(k, DOC_INVOICE)->snoozed), "2026-11-30");
	said = kit_send(k, "AMANA 01.11.2026");
	CHECK_HAS(said, "01.11.2026 a trecut.");
	kit_free(k);
}

TEST(verb_balance_and_search_print_what_was_found)
{
	struct kit *k = kit_new();
	struct hit *h;
	struct span said;

	said = kit_send(k, "SOLD georgescu");
	CHECK_HAS(said, "Nu am găsit clientul georgescu.");
	for (int i = 0; i < 2; i++) { /* two of that name: whose, is asked */
		h = ARENA_PUSH(k->a, &k->s.hits);
		h->kind = S("namesake");
		h->data = value_set(k->a, value_new_map(k->a), "email",
				    value_str(k->a, i ? "geo@exemplu.ro" : "ion@exemplu.ro"));
	}
	said = kit_send(k, "FISA georgescu, trimite");
	CHECK_HAS(said, "Sunt mai mulți clienți cu numele „georgescu”.");
	CHECK_HAS(said, "FISA ion@exemplu.ro");
	CHECK_HAS(said, "FISA geo@exemplu.ro");
	CHECK_HAS(kit_send(k, "SOLD georgescu"), "SOLD geo@exemplu.ro");
	k->s.hits.n = 0;
	h = ARENA_PUSH(k->a, &k->s.hits);
	h->kind = S("client");
	h->data = value_set(k->a, value_new_map(k->a), "name", value_str(k->a, "Georgescu"));
	h = ARENA_PUSH(k->a, &k->s.hits);
	h->kind = S("document");
	h->data = value_new_map(k->a);
	value_set(k->a, h->data, "label", value_str(k->a, "FCT 0003"));
	value_set(k->a, h->data, "kind", value_str(k->a, "invoice"));
	value_set(k->a, h->data, "total", value_money(k->a, MONEY_RON(20000)));
	value_set(k->a, h->data, "open", value_money(k->a, MONEY_RON(15000)));
	value_set(k->a, h->data, "due", value_day(k->a, day_add(k->s.today, -3)));
	value_set(k->a, h->data, "card", value_int(k->a, 9));
	said = kit_send(k, "SOLD georgescu");
	CHECK_HAS(said, "headline=Georgescu: documente de plată: 1");
	CHECK_HAS(said, "row: FCT 0003 | 150,00");
	CHECK_HAS(said, "row: Din care depășit | 150,00");
	said = kit_send(k, "CAUTA georgescu");
	CHECK_HAS(said, "headline=Am găsit 2 pentru „georgescu”");
	CHECK_HAS(said, "de plată 150,00");
	k->s.hits.n = 0;
	said = kit_send(k, "CAUTA nimic");
	CHECK_HAS(said, "headline=Nu am găsit nimic pentru „nimic”");
	kit_free(k);
}
