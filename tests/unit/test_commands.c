/* Command mails: whole or not at all, roles, typos, previews, DA and NU. */
#include "command.h"
#include "commands_kit.h"

TEST(commands_offer_is_issued_mailed_and_answered)
{
	struct kit *k = kit_new();
	struct span said = kit_send(
		k,
		"OFERTA 2 ore consultanță x 150 lei, TVA 21\nLINIE Curs Excel x 2, reducere 10%");
	const struct document *doc = kit_doc(k, DOC_OFFER);
	const struct mail_spec *m = kit_mail(k, "offer");

	if (doc == NULL || m == NULL) {
		FAIL("no offer: %.*s", SPAN_ARG(said));
		return;
	}
	CHECK_SPAN(doc->label, "OFR 0044");
	/* 300 + 810 net, 21 % */
	CHECK_INT(doc->total.minor, 134310);
	CHECK_SPAN(m->to, "ion@exemplu.ro");
	CHECK_INT(kit_mails(k, "offer"), 1);
	CHECK_SPAN(k->card->stage, "offered");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "headline=Popescu Ion, cardul 1042: ofertă trimisă");
	CHECK_HAS(said, "understood: OFERTA 2 ore consultanță x 150 lei, TVA 21");
	CHECK_HAS(said, "cerere nouă | ofertă trimisă");
	CHECK_HAS(said, "attached: OFR-0044.pdf");
	CHECK_HAS(said, "next: Arată cardul | CARD 1042");
	kit_free(k);
}

TEST(commands_all_lines_or_none)
{
	struct kit *k = kit_new();
	struct span said;

	said = kit_send(k, "OFERTA Curs Excel\nNOTA vrea seara\nINCASAT 100 lei PRF 99");
	CHECK_HAS(said, "result=refused");
	CHECK_HAS(said, "La linia „INCASAT 100 lei PRF 99”: Nu am găsit documentul PRF 99.");
	CHECK_HAS(said, "instead: CAUTA PRF 99");
	CHECK_INT(k->s.documents.n, 0);
	CHECK_INT(k->s.events.n, 0);
	CHECK_SPAN(k->card->stage, "new");
	CHECK_INT(k->card->mark, ROW_CLEAN);
	CHECK_INT(k->d.effects.n, 1);
	CHECK_INT(k->s.series.at[0]->next, 44);
	CHECK_INT(k->s.series.at[0]->dirty, 0);
	/* and the number is free for the next */
	(void)kit_send(k, "OFERTA Curs Excel");
	CHECK_SPAN(kit_doc(k, DOC_OFFER)->label, "OFR 0044");
	kit_free(k);
}

TEST(commands_unknown_line_refuses_with_nearest)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "OFERTA Curs Excel\nFACTRA maine");

	CHECK_HAS(said, "result=refused");
	CHECK_HAS(said, "refusal=");
	CHECK_INT(k->s.documents.n, 0);
	said = kit_send(k, "ZBURDA acum");
	CHECK_HAS(said, "Nu știu ce să fac cu „ZBURDA acum”");
	CHECK_HAS(said, "instead: AJUTOR");
	CHECK(!span_has(said, S("instead: DA\n")));
	said = kit_send(k, "OFERTA\n2 ore audit x 150 lei");
	CHECK_HAS(said, "instead: LINIE 2 ore audit x 150 lei\n");
	CHECK(!span_has(said, S("AJUTOR")));
	kit_free(k);
}

TEST(commands_words_left_over_are_never_ignored)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "PREDAT maine dimineata");

	CHECK_HAS(said, "Nu am înțeles „maine dimineata” din linie.");
	said = kit_send(k, "TRIMITE clientului repede");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

TEST(commands_roles_come_from_the_row)
{
	struct kit *k = kit_new();
	struct span said;

	kit_from(k, "lia");
	said = kit_send(k, "OFERTA Curs Excel");
	CHECK_HAS(said, "refusal=OFERTA nu este între comenzile dumneavoastră");
	CHECK_HAS(said, "row: vânzări | ana@firma.example");
	CHECK_INT(k->s.documents.n, 0);
	kit_from(k, "vio");
	said = kit_send(k, "CARD 1042");
	CHECK_HAS(said, "headline=Popescu Ion, cardul 1042: cerere nouă");
	said = kit_send(k, "MESAJ salut");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

TEST(commands_a_typo_is_said_and_never_moves_anything)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "PRODUSS Curs Word 300 lei");
	struct question *q;

	CHECK_HAS(said, "result=done");
	CHECK_HAS(said,
		  "understood: PRODUSS Curs Word 300 lei (am citit: PRODUS Curs Word 300 lei)");
	kit_commit(k);
	said = kit_send(k, "OFERTAA Curs Excel");
	q = kit_question(k);
	CHECK_HAS(said, "result=waiting");
	CHECK_HAS(said, "next: Da, faceți așa | DA");
	CHECK_INT(k->s.documents.n, 0);
	CHECK_INT(kit_mails(k, "offer"), 0);
	/* the number is not promised */
	CHECK_HAS(said, "OFR …");
	if (q == NULL) {
		FAIL("nothing was asked: %.*s", SPAN_ARG(said));
		return;
	}
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_INT(kit_mails(k, "offer"), 1);
	CHECK_SPAN(kit_doc(k, DOC_OFFER)->label, "OFR 0044");
	CHECK_INT(q->state, Q_DONE);
	/* DA and NU are never guessed */
	said = kit_send(k, "DAA");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

static struct question *storno_asked(struct kit *k, struct span *said)
{
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	*said = kit_send(k, "STORNO FCT 12 client greșit");
	return kit_question(k);
}

TEST(commands_storno_is_shown_then_done_once)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said);

	if (q == NULL) {
		FAIL("nothing was asked: %.*s", SPAN_ARG(said));
		return;
	}
	CHECK_HAS(said, "result=waiting");
	CHECK_HAS(said, "row: Total | -544,50");
	CHECK_HAS(said, "change: Factura FCT 0012 | de plată 544,50");
	CHECK(kit_doc(k, DOC_STORNO) == NULL);
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_ISSUED);
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_REVERSED);
	if (CHECK(kit_doc(k, DOC_STORNO) != NULL))
		CHECK_INT(kit_doc(k, DOC_STORNO)->total.minor, -54450);
	CHECK_INT(kit_mails(k, "storno"), 1);
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "refusal=diana@firma.example a răspuns deja și s-a făcut.");
	CHECK_INT(k->d.effects.n, 1);
	kit_free(k);
}

TEST(commands_preview_does_not_survive_a_change)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said), *again;

	kit_commit(k);
	/* meanwhile the client paid: what DA would do is another thing */
	kit_reply_to(k, 0);
	(void)kit_send(k, "INCASAT 100 lei FCT 12");
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=waiting");
	CHECK_HAS(said, "Între timp s-a schimbat");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_ISSUED);
	CHECK(kit_doc(k, DOC_STORNO) == NULL);
	again = kit_question(k);
	CHECK(again != q);
	CHECK_INT(q->state, Q_EXPIRED);
	kit_commit(k);
	kit_reply_to(k, again->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_REVERSED);
	kit_free(k);
}

TEST(commands_preview_survives_a_taken_number)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said);

	kit_commit(k);
	/* another storno took STN 0001 and ids moved on */
	for (size_t i = 0; i < k->s.series.n; i++)
		k->s.series.at[i]->next += 3;
	k->s.next.document += 5;
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->label, "STN 0004");
	kit_free(k);
}

TEST(commands_preview_expires_and_is_declined)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said);

	kit_commit(k);
	k->s.now += 25 * 3600;
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "refusal=Întrebarea a expirat pe 13.11.2026.");
	CHECK_HAS(said, "instead: STORNO FCT 12 client greșit");
	k->s.now -= 25 * 3600;
	said = kit_send(k, "NU");
	CHECK_HAS(said, "change: Întrebarea |  | nu se face");
	CHECK_INT(q->state, Q_DECLINED);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "a răspuns deja NU");
	kit_free(k);
}

TEST(commands_da_needs_its_own_token)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said);

	kit_commit(k);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "Nu știu la ce întrebare răspundeți");
	kit_from(k, "geo");
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "Întrebarea i-a fost pusă lui diana@firma.example");
	/* the token was given to another address */
	kit_from(k, "diana");
	kit_reply_to(k, q->id);
	k->s.sender.token_addr = S("alt@firma.example");
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=refused");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_ISSUED);
	kit_free(k);
}

TEST(commands_large_storno_asks_another_owner)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q;

	(void)kit_sure(k, "FACTURA 40 ore x consultanță x 150 lei\nTRIMITE");
	kit_commit(k);
	said = kit_send(k, "STORNO FCT 12");
	q = kit_question(k);
	CHECK_HAS(said, "result=waiting");
	/* diana, dan, eve */
	CHECK_INT(kit_mails(k, "answer"), 3);
	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "un alt proprietar");
	kit_from(k, "geo");
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "un alt proprietar");
	kit_from(k, "dan");
	kit_reply_to(k, q->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_REVERSED);
	kit_free(k);
}

TEST(commands_preview_on_a_card_made_by_the_same_mail)
{
	struct kit *k = kit_new();
	struct client *cl = state_new_client(&k->s);
	struct card *card = state_new_card(&k->s);
	struct span said;

	/* a forwarded request: client and card are new when the lines are read */
	cl->party.name = S("Maria Pop");
	cl->party.email = S("maria@pop.ro");
	card->client = cl->id;
	card->pipeline = S("servicii");
	card->stage = S("new");
	kit_thread(k, card);
	said = kit_send(k, "OFERTAA Curs Excel");
	CHECK_HAS(said, "result=waiting");
	CHECK_INT(k->s.cards.n, 2);
	CHECK_INT(card->mark, ROW_NEW);
	CHECK_INT(kit_question(k)->card, card->id);
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_SPAN(kit_mail(k, "offer")->to, "maria@pop.ro");
	kit_free(k);
}

TEST(commands_answer_in_english)
{
	struct kit *k = kit_new();
	struct span said;

	kit_from(k, "eve");
	said = kit_send(k, "OFFER Curs Excel x 2");
	CHECK_HAS(said, "headline=Popescu Ion, card 1042: offer sent");
	CHECK_HAS(said, "next: The client accepted | ACCEPTED");
	said = kit_send(k, "HELP DISCOUNT");
	CHECK_HAS(said, "row: DISCOUNT | A discount on all lines");
	CHECK_HAS(said, "next: DISCOUNT 10% | DISCOUNT 10%");
	kit_free(k);
}

TEST(commands_da_is_sent_alone)
{
	struct kit *k = kit_new();
	struct span said;
	struct question *q = storno_asked(k, &said);

	kit_commit(k);
	kit_reply_to(k, q->id);
	said = kit_send(k, "NU\nSTORNO FCT 12");
	CHECK_HAS(said, "DA și NU se trimit singure");
	CHECK_INT(q->state, Q_OPEN);
	kit_free(k);
}

/* DE CE begins questions of people, STAI and NOTA their sentences. */
TEST(commands_are_told_from_what_people_write)
{
	static const struct {
		const char *line;
		bool command;
	} rows[] = {
		{ "DE CE", true },
		{ "De ce?", true },
		{ "de ce card 1042", true },
		{ "De ce cardul 1042?", true },
		{ "De ce PRF 31?", true },
		{ "DE CE NU A VENIT", true }, /* and is told that its words are too many */
		{ "De ce nu a venit nimeni la curs?", false },
		{ "Why is the room taken?", false },
		{ "why card 1042", true },
		{ "STAI", true },
		{ "stai", true },
		{ "Stai tot", true },
		{ "hold everything", true },
		{ "stai card 1042", true },
		{ "Stai S3", true },
		{ "STAI LINISTIT", true }, /* and is told that its words are too many */
		{ "Stai liniștit, am vorbit cu ei.", false },
		{ "Stai tot timpul la birou?", false },
		{ "Stai, card 1042 e plătit deja", false },
		{ "Hold on, I am coming", false },
		{ "NOTA vrea seara", true },
		{ "NOTĂ vrea seara", true },
		{ "nota", true },
		{ "nota: vrea seara", true },
		{ "Nota card 1042 vrea seara", true },
		{ "nota #1042 vrea seara", true },
		{ "Nota de plată a plecat ieri", false },
		{ "nota 10 la examen", false },
		{ "Note that the room is taken", false },
		{ "Nota pentru card 1042 a plecat", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct command_line l = { .text = span_of(rows[i].line) };
		size_t used;
		bool typo;

		UNIT_CASE("%s", rows[i].line);
		l.tok = command_tokens(unit_arena(), NULL, l.text);
		CHECK_INT(verb_of_line(unit_arena(), &l, &used, &typo) != NULL, rows[i].command);
	}
}
