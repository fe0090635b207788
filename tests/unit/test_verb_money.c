/* INCASAT, ALOCA, SOLD, AMANA. */
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
	(void)kit_send(k, "FACTURA Curs Excel\nTRIMITE");
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
	(void)kit_send(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	(void)kit_send(k, "FACTURA Consultanță x 3\nTRIMITE");
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

	(void)kit_send(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_HAS(said, rows[i].why);
		CHECK_INT(k->s.payments.n, 0);
	}
	kit_free(k);
}

TEST(verb_allocate_to_several_and_answers_the_question)
{
	struct kit *k = kit_new();
	struct question *q;
	struct payment *p;
	struct span said;

	(void)kit_send(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	(void)kit_send(k, "FACTURA Consultanță\nTRIMITE");
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
	(void)kit_send(k, "FACTURA Curs Excel\nTRIMITE");
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
