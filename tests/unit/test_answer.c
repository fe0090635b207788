/* What clients answer, by the shipped phrases. Nothing with a condition is an acceptance. */
#include "answer.h"
#include "buf.h"
#include "sample_reader.h"
#include "unit.h"

static const struct {
	const char *text;
	enum answer_kind want;
} rows[] = {
	/* accept */
	{ "Accept", ANSWER_ACCEPT },
	{ "ACCEPT.", ANSWER_ACCEPT },
	{ "accept", ANSWER_ACCEPT },
	{ "Da", ANSWER_ACCEPT },
	{ "da!", ANSWER_ACCEPT },
	{ "Ok", ANSWER_ACCEPT },
	{ "OK, mulțumesc frumos!", ANSWER_ACCEPT },
	{ "Accept, mulțumesc", ANSWER_ACCEPT },
	{ "Accept oferta", ANSWER_ACCEPT },
	{ "Accept oferta.", ANSWER_ACCEPT },
	{ "Accept oferta dumneavoastră.", ANSWER_ACCEPT },
	{ "Accept oferta OFR-12", ANSWER_ACCEPT },
	{ "Accept oferta nr. 12 din 12.11.2026", ANSWER_ACCEPT },
	{ "Accept oferta OFR 0012.", ANSWER_ACCEPT },
	{ "Acceptăm oferta, vă mulțumim!", ANSWER_ACCEPT },
	{ "Da, sunt de acord cu oferta", ANSWER_ACCEPT },
	{ "Da, accept oferta.", ANSWER_ACCEPT },
	{ "Sunt de acord.", ANSWER_ACCEPT },
	{ "Suntem de acord cu oferta dvs.", ANSWER_ACCEPT },
	{ "De acord", ANSWER_ACCEPT },
	{ "de acord!!!", ANSWER_ACCEPT },
	{ "Confirm", ANSWER_ACCEPT },
	{ "Confirm acceptarea ofertei.", ANSWER_ACCEPT },
	{ "Bună ziua,\n\nAccept oferta.\n\nCu stimă,\nIon Popescu", ANSWER_ACCEPT },
	{ "Bună ziua, accept oferta. Mulțumesc!", ANSWER_ACCEPT },
	{ "Bună ziua,\n\nDa, sunt de acord cu oferta. Aștept contractul.\n\nO zi bună,\nMaria",
	  ANSWER_ACCEPT },
	{ "Bună ziua doamna Ana, accept.", ANSWER_ACCEPT },
	{ "Bună, Ana,\nAccept oferta!\nMulțumesc,\nDan", ANSWER_ACCEPT },
	{ "Buna ziua\nACCEPT OFERTA\nSC ALFA SRL\nIon Popescu\ntel 0722123456", ANSWER_ACCEPT },
	{ "Stimată doamnă Ionescu,\n\nAcceptăm oferta #12.\n\nCu respect,\nDan Pop",
	  ANSWER_ACCEPT },
	{ "Vă mulțumesc pentru ofertă. Sunt de acord.", ANSWER_ACCEPT },
	{ "Mulțumesc, accept!", ANSWER_ACCEPT },
	{ "Accept\n\nTrimis de pe iPhone-ul meu", ANSWER_ACCEPT },
	{ "Accept.\n\nVă rog să trimiteți contractul.\n\nCu stimă,\nIon", ANSWER_ACCEPT },
	{ "Da, sunt de acord\ncu oferta dumneavoastră.", ANSWER_ACCEPT },
	{ "Accept oferta.\n\nNe vedem luni la birou.\n\nDan", ANSWER_ACCEPT },
	{ "Accept termenii și condițiile", ANSWER_ACCEPT },
	{ "I accept the offer. Thank you!", ANSWER_ACCEPT },
	{ "Hello,\n\nWe accept your offer.\n\nBest regards,\nJohn", ANSWER_ACCEPT },
	{ "Yes, agreed", ANSWER_ACCEPT },
	{ "Accept\n-- \nIon Popescu\nNu tipăriți acest mesaj dacă nu este necesar.",
	  ANSWER_ACCEPT },
	{ "Accept.\n\nCu stimă,\nIon\n\nDacă ați primit mesajul din greșeală, ștergeți-l.",
	  ANSWER_ACCEPT },

	/* never accept */
	{ "Nu accept", ANSWER_REFUSE },
	{ "nu", ANSWER_REFUSE },
	{ "Nu, mulțumesc.", ANSWER_REFUSE },
	{ "Refuz oferta.", ANSWER_REFUSE },
	{ "Nu sunt interesat.", ANSWER_REFUSE },
	{ "Bună ziua,\nNu mai sunt interesată, mulțumesc.\nMaria", ANSWER_REFUSE },
	{ "Nu acceptăm oferta.", ANSWER_REFUSE },
	{ "Not interested, thanks", ANSWER_REFUSE },
	{ "Accept dacă faceți reducere 10%", ANSWER_UNSURE },
	{ "Accept, dar vreau să înceapă luni", ANSWER_UNSURE },
	{ "Da, dar", ANSWER_UNSURE },
	{ "Accept oferta:", ANSWER_UNSURE },
	{ "Da, dar mai ieftin", ANSWER_UNSURE },
	{ "Da dar nu acum", ANSWER_UNSURE },
	{ "Accept cu condiția să plătesc în rate", ANSWER_UNSURE },
	{ "Accept oferta la 400 lei", ANSWER_UNSURE },
	{ "Accept oferta pentru 2 persoane", ANSWER_UNSURE },
	{ "Accept oferta\npentru 2 persoane", ANSWER_UNSURE },
	{ "Accept.\n\nDar să înceapă în decembrie.", ANSWER_UNSURE },
	{ "Accept oferta.\n\nVă rog totuși 400 lei.", ANSWER_UNSURE },
	{ "Accept.\nPrețul să fie 400 lei.", ANSWER_UNSURE },
	{ "Accept\n\nCu stimă,\nIon\n\nP.S. doar dacă e luni", ANSWER_UNSURE },
	{ "Sunt de acord în principiu", ANSWER_UNSURE },
	{ "Da, nu", ANSWER_UNSURE },
	{ "Nu știu dacă accept", ANSWER_UNSURE },
	{ "Nu accept prețul, faceți altă ofertă", ANSWER_UNSURE },
	{ "Am citit oferta și suntem de acord cu ea în mare parte.", ANSWER_UNSURE },
	{ "Accept, am plătit", ANSWER_UNSURE },
	{ "Accept.\n\nNu, stați.", ANSWER_UNSURE },
	{ "I accept, but only until June", ANSWER_UNSURE },
	{ "Yes, if you lower the price", ANSWER_UNSURE },
	{ "I do not accept", ANSWER_REFUSE },
	{ "Accept oferta 12 și vreau și cursul de Word", ANSWER_UNSURE },

	/* questions */
	{ "Accept?", ANSWER_QUESTION },
	{ "Când începe cursul?", ANSWER_QUESTION },
	{ "Bună ziua,\n\nAm primit oferta. Cât durează?\n\nMulțumesc", ANSWER_QUESTION },
	{ "Ce se întâmplă dacă accept oferta?", ANSWER_QUESTION },
	{ "Aș vrea să știu cât durează cursul.", ANSWER_QUESTION },
	{ "Am o întrebare legată de ofertă.", ANSWER_QUESTION },
	{ "Da, dar cât costă transportul?", ANSWER_QUESTION },

	/* stop */
	{ "Stop", ANSWER_STOP },
	{ "Vă rog opriți abonamentul.", ANSWER_STOP },
	{ "Bună ziua,\nDoresc să renunț la abonament.\nMulțumesc", ANSWER_STOP },
	{ "Nu mai doresc abonamentul", ANSWER_STOP },
	{ "Cancel my subscription", ANSWER_STOP },
	{ "Nu opriți abonamentul", ANSWER_UNSURE },
	{ "Opriți abonamentul dacă se scumpește", ANSWER_UNSURE },

	/* paid: may stand inside a sentence */
	{ "Am plătit", ANSWER_PAID },
	{ "Am plătit ieri.", ANSWER_PAID },
	{ "Am achitat factura FCT-0012 azi", ANSWER_PAID },
	{ "Bună ziua,\n\nAm achitat proforma astăzi prin transfer bancar.\n\nCu stimă,\nIon",
	  ANSWER_PAID },
	{ "Da, am plătit", ANSWER_PAID },
	{ "Plata a fost efectuată ieri, atașez dovada.", ANSWER_PAID },
	{ "We have paid the invoice yesterday.", ANSWER_PAID },
	{ "Nu am plătit încă", ANSWER_UNSURE },
	{ "Încă nu am plătit", ANSWER_NONE },
	{ "Factura de 300 lei am plătit-o ieri", ANSWER_PAID },
	{ "Voi plăti mâine", ANSWER_NONE },
	{ "Cât am de achitat?", ANSWER_QUESTION },
	{ "Am de achitat o factură", ANSWER_NONE },
	{ "Dacă am plătit de două ori, restituiți.", ANSWER_NONE },

	/* nothing */
	{ "", ANSWER_NONE },
	{ "Bună ziua,", ANSWER_NONE },
	{ "Mulțumesc!", ANSWER_NONE },
	{ "Mulțumesc, o zi bună", ANSWER_NONE },
	{ "Vă trimit actele atașat.", ANSWER_NONE },
	{ "Darul a ajuns.", ANSWER_NONE },
	{ "Vezi https://example.ro/?id=3", ANSWER_NONE },
};

TEST(answers_are_read)
{
	struct phrase_book *book = sample_book();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct answer got = answer_read(unit_arena(), book, span_of(rows[i].text));

		UNIT_CASE("%s", rows[i].text);
		CHECK_INT(got.kind, rows[i].want);
	}
}

TEST(answer_keeps_its_line)
{
	struct answer got = answer_read(unit_arena(), sample_book(),
					S("Bună ziua,\n\n  Accept oferta, mulțumesc. \n\nIon"));

	CHECK_SPAN(got.line, "Accept oferta, mulțumesc.");
}

TEST(answer_takes_long_texts)
{
	struct arena *a = unit_arena();
	char *text = arena_alloc(a, 1 << 20);

	for (size_t i = 0; i < 1 << 20; i++)
		text[i] = "nu accept, daca da\n"[i % 19];
	CHECK(answer_read(a, sample_book(), (struct span){ text, 1 << 20 }).kind != ANSWER_ACCEPT);
}

/* What is not looked at cannot be consented to. */
TEST(answer_hides_no_condition_far_away)
{
	struct arena *a = unit_arena();
	struct buf b;

	buf_init(&b, a, 1 << 20);
	buf_add_str(&b, "Accept");
	for (unsigned i = 0; i < 1000; i++)
		buf_add_str(&b, ", multumesc");
	buf_add_str(&b, ", dar la 100 lei");
	CHECK_INT(answer_read(a, sample_book(), buf_span(&b)).kind, ANSWER_UNSURE);
	buf_init(&b, a, 1 << 20);
	buf_add_str(&b, "Accept\n\n");
	for (unsigned i = 0; i < 300; i++)
		buf_add_str(&b, "va trimit si poza\n");
	CHECK_INT(answer_read(a, sample_book(), buf_span(&b)).kind, ANSWER_UNSURE);
}

/* Which lines raised the doubt, and what was said without them. */
TEST(answer_names_its_doubts)
{
	struct answer got = answer_read(unit_arena(), sample_book(),
					S("Accept.\n\nPrețul este 400 lei.\nNe vedem luni.\n"
					  "Dar să fie dimineața."));

	CHECK_INT(got.kind, ANSWER_UNSURE);
	CHECK_INT(got.alone, ANSWER_ACCEPT);
	if (CHECK_INT(got.doubts.n, 2)) {
		CHECK_SPAN(got.doubts.at[0], "Prețul este 400 lei.");
		CHECK_SPAN(got.doubts.at[1], "Dar să fie dimineața.");
	}
	/* A doubt in the answer's own line is nobody else's. */
	got = answer_read(unit_arena(), sample_book(), S("Accept la 400 lei"));
	CHECK_INT(got.kind, ANSWER_UNSURE);
	CHECK_INT(got.alone, ANSWER_NONE);
}
