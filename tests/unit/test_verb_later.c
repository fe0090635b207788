/* STAI and REIA of a card, REDESCHIDE, LINIE O DATA, ARATA; drafts that follow the client's data. */
#include "commands_kit.h"
#include "rehearsal.h"

TEST(verb_hold_of_one_card)
{
	struct kit *k = kit_new();

	CHECK_HAS(kit_send(k, "STAI"), "change: Mailurile cardului 1042 | pleacă | sunt oprite");
	CHECK(k->card->held && k->card->held_changed);
	CHECK(!k->s.hold_all);
	kit_commit(k);
	k->card->held_changed = false;
	CHECK_HAS(kit_send(k, "STAI card 1042"), "row: Mailurile cardului 1042 | sunt oprite");
	CHECK(!k->card->held_changed);
	CHECK_HAS(kit_send(k, "REIA card 1042"),
		  "change: Mailurile cardului 1042 | sunt oprite | pleacă");
	CHECK(!k->card->held && k->card->held_changed);
	CHECK_HAS(kit_send(k, "STAI card 7"), "refusal=Nu am găsit cardul 7.");
	kit_free(k);
}

static void stage_event(struct kit *k, const char *from, const char *to)
{
	struct hit *h = ARENA_PUSH(k->a, &k->s.hits);
	struct value *data = value_new_map(k->a), *event = value_new_map(k->a);

	value_set(k->a, event, "from", value_str(k->a, from));
	value_set(k->a, event, "to", value_str(k->a, to));
	value_set(k->a, data, "kind", value_str(k->a, "stage"));
	value_set(k->a, data, "data", event);
	*h = (struct hit){ S("event"), data };
}

TEST(verb_reopen_goes_back_to_the_stage_before)
{
	struct kit *k = kit_new();

	CHECK_HAS(kit_send(k, "REDESCHIDE"), "refusal=Cardul 1042 este deschis");
	k->card->stage = S("lost");
	k->card->closed = true;
	stage_event(k, "new", "offered");
	stage_event(k, "offered", "lost");
	CHECK_HAS(kit_send(k, "REDESCHIDE card 1042"), "result=done");
	CHECK(!k->card->closed);
	CHECK_SPAN(k->card->stage, "offered");
	/* without a story: from the start */
	k->card->stage = S("lost");
	k->card->closed = true;
	k->s.hits.n = 0;
	(void)kit_send(k, "REOPEN");
	CHECK_SPAN(k->card->stage, "new");
	kit_free(k);
}

static struct kit *subscribed(const char *line)
{
	struct kit *k = kit_new();

	CHECK_HAS(kit_send(k, line), "result=");
	if (k->s.subscriptions.n == 0) {
		kit_reply_to(k, kit_question(k)->id);
		CHECK_HAS(kit_send(k, "DA"), "result=done");
	}
	CHECK_INT(k->s.subscriptions.n, 1);
	kit_commit(k);
	return k;
}

TEST(verb_line_once_is_on_the_next_invoice_only)
{
	struct kit *k = subscribed("RECURENT lunar din 01.12.2026: 1 Hosting x 100 lei, TVA 21");
	const struct subscription *sub = k->s.subscriptions.at[0];
	struct snapshot *sn;
	struct span said = kit_send(k, "LINIE O DATA S1: 2 ore instalare x 150 lei, TVA 21");

	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "row: Următoarea factură | 01.12.2026");
	CHECK_HAS(said, "row: Total | 484,00");
	CHECK_INT(sub->once.n, 1);
	CHECK_RC(rehearse_period(&k->s, sub, 0, &sn, &k->why), RC_OK);
	CHECK_INT(sn->total.minor, 48400);
	CHECK_RC(rehearse_period(&k->s, sub, 1, &sn, &k->why), RC_OK);
	CHECK_INT(sn->total.minor, 12100);
	CHECK_HAS(kit_send(k, "linie o dată 1 domeniu x 20 EUR"), "result=refused");
	CHECK_INT(sub->once.n, 1);
	CHECK_HAS(kit_send(k, "LINIE O DATA fara"), "row: Total | 121,00");
	CHECK_INT(sub->once.n, 0);
	CHECK_HAS(kit_send(k, "LINIE O DATA S9: 1 domeniu x 20 lei"), "abonament S9");
	kit_free(k);
}

TEST(verb_rehearse_lists_what_is_to_come)
{
	static const struct {
		const char *in, *says[3];
		const char *hasnt;
	} rows[] = {
		{ "arată luna viitoare",
		  { "headline=Facturi de emis între 01.12.2026 și 31.12.2026: 1",
		    "row: 01.12.2026 | Popescu Ion, Hosting: 121,00", "row: Total | 121,00" },
		  "01.01.2027" },
		{ "ARATA 3 luni",
		  { "între 12.11.2026 și 12.02.2027: 3", "row: 01.02.2027 |",
		    "row: Total | 363,00" },
		  "01.03.2027" },
		{ "ARATA ianuarie",
		  { "între 01.01.2027 și 31.01.2027: 1", "row: 01.01.2027 |", "" },
		  "01.12.2026" },
		{ "ARATA pana 31.01.2027", { "31.01.2027: 2", "", "" }, "01.02.2027" },
		{ "ARATA luna asta",
		  { "headline=Nicio factură de emis între 12.11.2026 și 30.11.2026", "", "" },
		  "row:" },
		{ "ARATA saptamana viitoare",
		  { "între 16.11.2026 și 22.11.2026", "", "" },
		  "row:" },
		{ "ARATA S1 luna viitoare", { ": 1", "", "" }, "01.01.2027" },
		{ "ARATA S7 luna viitoare", { "Nicio factură", "", "" }, "row:" },
		{ "ARATA card 1042, decembrie 2027",
		  { "row: 01.12.2027 |", "", "" },
		  "01.12.2026" },
		{ "SHOW next month", { ": 1", "", "" }, "01.01.2027" },
		{ "ARATA cerul", { "Nu am înțeles „cerul”", "", "" }, "row:" },
	};
	struct kit *k = subscribed("RECURENT lunar din 01.12.2026: 1 Hosting x 100 lei, TVA 21");

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		for (size_t n = 0; n < 3; n++)
			CHECK_HAS(said, rows[i].says[n]);
		CHECK(!span_has(said, span_of(rows[i].hasnt)));
	}
	CHECK_INT(kit_doc(k, DOC_INVOICE) == NULL, true);
	kit_free(k);
}

TEST(verb_client_changes_the_draft_and_what_was_shown_counts_no_more)
{
	struct kit *k = kit_new();
	struct question *shown;
	struct document *draft;

	(void)kit_send(k, "FACTURA Curs Excel");
	shown = kit_question(k);
	draft = kit_doc(k, DOC_INVOICE);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "CLIENT adresa Str. Nouă 7"), "attached: ciorna-");
	CHECK_SPAN(draft->snap->buyer.street, "Str. Nouă 7");
	kit_commit(k);
	kit_reply_to(k, shown->id);
	CHECK_HAS(kit_send(k, "TRIMITE"), "result=refused");
	CHECK_INT(draft->number, 0);
	/* its new preview was shown with the refusal */
	shown = kit_question(k);
	kit_commit(k);
	kit_reply_to(k, shown->id);
	CHECK_HAS(kit_send(k, "TRIMITE"), "result=done");
	CHECK(draft->number != 0);
	kit_free(k);
}

TEST(verb_send_of_what_was_not_shown_is_shown_first)
{
	struct kit *k = kit_new();
	struct question *shown;

	(void)kit_send(k, "FACTURA Curs Excel");
	shown = kit_question(k);
	kit_commit(k);
	/* not in reply to the draft's mail */
	CHECK_HAS(kit_send(k, "TRIMITE card 1042"), "result=waiting");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->number, 0);
	/* in reply, but with a change of its own */
	kit_commit(k);
	kit_reply_to(k, shown->id);
	CHECK_HAS(kit_send(k, "SCADENTA 30 zile\nTRIMITE"), "result=waiting");
	kit_reply_to(k, kit_question(k)->id);
	CHECK_HAS(kit_send(k, "DA"), "result=done");
	CHECK_SPAN(kit_doc(k, DOC_INVOICE)->label, "FCT 0012");
	/* a preview is good for its hours only */
	kit_free(k);
	k = kit_new();
	(void)kit_send(k, "FACTURA Curs Excel");
	shown = kit_question(k);
	kit_commit(k);
	k->s.now = shown->expires + 1;
	kit_reply_to(k, shown->id);
	CHECK_HAS(kit_send(k, "TRIMITE"), "result=waiting");
	kit_free(k);
}
