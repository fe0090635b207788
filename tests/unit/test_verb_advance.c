/* FACTURA AVANS and the final invoice less the advance, as staff write them. */
#include "commands_kit.h"

#include "say.h"
#include "span.h"

static struct document *issue(struct kit *k, const char *line)
{
	struct span said = kit_sure(k, arena_str(k->a, arena_fmt(k->a, "%s\nTRIMITE", line)));

	CHECK_HAS(said, "result=done");
	kit_commit(k);
	return kit_doc(k, DOC_INVOICE);
}

/* An offer over 2 VAT rates, accepted: 1.000 at 21 and 200 at 11. */
static struct kit *with_offer(void)
{
	struct kit *k = kit_new();

	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "OFERTA montaj x 1000 lei, carte x 200 lei TVA 11"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "ACCEPTAT prin telefon"), "result=");
	kit_commit(k);
	return k;
}

TEST(verb_advance_and_final)
{
	struct kit *k = with_offer();
	struct document *adv = issue(k, "FACTURA AVANS 30%"), *final;

	CHECK(adv->snap->advance);
	CHECK_INT(adv->snap->lines.n, 2);
	CHECK_SPAN(adv->snap->lines.at[0].name, "Avans 30% conform OFR 0044");
	CHECK_INT(adv->snap->vat.at[0].base.minor, 30000);
	CHECK_INT(adv->snap->vat.at[1].base.minor, 6000);
	CHECK_INT(adv->total.minor, 42960);
	CHECK_SPAN(adv->snap->order_ref, "OFR 0044");
	final = issue(k, "FACTURA");
	CHECK(!final->snap->advance);
	CHECK_INT(final->snap->lines.n, 4);
	CHECK_SPAN(final->snap->lines.at[2].name, "Avans facturat cu FCT 0012 din 12.11.2026");
	CHECK_SPAN(decimal_print(k->a, final->snap->lines.at[2].qty, 0), "-1");
	CHECK_INT(final->snap->vat.at[0].base.minor, 70000);
	CHECK_INT(final->snap->vat.at[1].base.minor, 14000);
	/* together they are what was offered */
	CHECK_INT(final->total.minor + adv->total.minor, 143200);
	CHECK_INT(final->snap->advances.n, 1);
	CHECK_SPAN(final->snap->advances.at[0].label, "FCT 0012");
	CHECK(day_eq(final->snap->advances.at[0].day, adv->issue));
	kit_free(k);
}

/* 19 % was asked on the advance, the delivery is at 21: the advance goes off at 19 (art. 291 (6)). */
TEST(verb_advance_of_another_rate)
{
	struct kit *k = kit_new();
	struct document *adv, *final;

	CHECK_RC(day_parse(S("2025-07-20"), &k->s.today), RC_OK);
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "OFERTA montaj x 1000 lei"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "ACCEPTAT prin telefon"), "result=");
	kit_commit(k);
	adv = issue(k, "FACTURA AVANS 30%");
	CHECK_INT(adv->snap->tax.minor, 5700);
	CHECK_RC(day_parse(S("2025-08-20"), &k->s.today), RC_OK);
	final = issue(k, "FACTURA");
	CHECK_INT(final->snap->vat.n, 2);
	CHECK_INT(final->snap->vat.at[0].tax.minor, 21000);
	CHECK_INT(final->snap->vat.at[1].tax.minor, -5700);
	kit_free(k);
}

TEST(verb_advance_as_people_write_it)
{
	static const struct {
		const char *line;
		int64_t net;
	} rows[] = {
		{ "FACTURA AVANS 30%", 36000 },
		{ "FACTURA de avans 50%", 60000 },
		{ "FACTURA AVANS 600 lei", 60000 },
		{ "FACTURA AVANS 100%", 120000 },
		{ "FACTURA AVANS 10% 2 ore audit x 150 lei", 3000 },
		{ "PROFORMA AVANS 30%", 36000 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_offer();
		bool proforma = rows[i].line[0] == 'P';
		const struct document *doc;

		UNIT_CASE("%s", rows[i].line);
		CHECK_HAS(kit_send(k, rows[i].line), "result=done");
		doc = kit_doc(k, proforma ? DOC_PROFORMA : DOC_INVOICE);
		CHECK(doc != NULL);
		if (doc) {
			CHECK(doc->snap->advance);
			CHECK_INT(doc->snap->net.minor, rows[i].net);
		}
		kit_free(k);
	}
}

TEST(verb_advance_refuses)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
		{ "FACTURA AVANS", "Cât este avansul?" },
		{ "FACTURA AVANS 130%", "Cât este avansul?" },
		{ "FACTURA AVANS 5000 lei", "mai mare decât ce se facturează" },
		{ "FACTURA AVANS 100 EUR", "în altă monedă" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_offer();

		UNIT_CASE("%s", rows[i].line);
		CHECK_HAS(kit_send(k, rows[i].line), rows[i].why);
		CHECK(kit_doc(k, DOC_INVOICE) == NULL);
		kit_free(k);
	}
}

/* An advance that a final invoice takes off is not reversed before that one is; then it is free again. */
TEST(verb_advance_reversed)
{
	struct kit *k = with_offer();
	struct document *final;
	struct span said;

	(void)issue(k, "FACTURA AVANS 30%");
	final = issue(k, "FACTURA");
	CHECK_INT(final->snap->lines.n, 4);
	CHECK_HAS(kit_send(k, "STORNO FCT 12"), "se stornează întâi aceea");
	said = kit_send(k, "STORNO FCT 13");
	CHECK_HAS(said, "result=waiting");
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	CHECK_HAS(kit_send(k, "DA"), "result=done");
	kit_commit(k);
	kit_reply_to(k, 0);
	CHECK_INT(kit_doc(k, DOC_STORNO)->snap->net.minor, -84000);
	final = issue(k, "FACTURA");
	CHECK_INT(final->snap->lines.n, 4);
	CHECK_INT(final->snap->net.minor, 84000);
	kit_free(k);
}

/* Paying the advance does not close the story. */
TEST(verb_advance_paid_leaves_the_card)
{
	struct kit *k = with_offer();
	struct span stage;
	struct span said;

	stage = k->card->stage;
	(void)issue(k, "FACTURA AVANS 30%");
	CHECK_SPANS(k->card->stage, stage);
	said = kit_send(k, "INCASAT 429,60 lei FCT 12");
	CHECK_HAS(said, "result=");
	kit_commit(k);
	if (span_has(said, S("result=waiting"))) {
		kit_reply_to(k, kit_question(k)->id);
		CHECK_HAS(kit_send(k, "DA"), "result=done");
		kit_commit(k);
	}
	CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 0);
	CHECK_SPANS(k->card->stage, stage);
	CHECK(!k->card->closed);
	kit_free(k);
}

/* The day of delivery decides the rate, and is printed. */
TEST(verb_invoice_of_an_earlier_delivery)
{
	struct kit *k = kit_new();

	CHECK_RC(day_parse(S("2025-08-05"), &k->s.today), RC_OK);
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA montaj x 1000 lei, livrat 28.07.2025"), "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->snap->tax.minor, 19000);
	CHECK_SPAN(day_iso(k->a, kit_doc(k, DOC_INVOICE)->snap->delivery), "2025-07-28");
	CHECK_SPAN(kit_doc(k, DOC_INVOICE)->snap->lines.at[0].name, "montaj");
	kit_free(k);
	k = kit_new();
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA montaj x 1000 lei, livrat 28.12.2026"),
		  "Ziua livrării nu poate fi după azi: 28.12.2026.");
	kit_free(k);
}

/* A draft of July is not sent in August with VAT that nobody saw. */
TEST(verb_draft_is_not_sent_at_another_rate)
{
	struct kit *k = kit_new();

	CHECK_RC(day_parse(S("2025-07-30"), &k->s.today), RC_OK);
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA montaj x 1000 lei"), "result=done");
	kit_commit(k);
	CHECK_RC(day_parse(S("2025-08-01"), &k->s.today), RC_OK);
	CHECK_HAS(kit_send(k, "TRIMITE"), "Cota de TVA s-a schimbat de la ciornă");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_DRAFT);
	kit_free(k);
}
