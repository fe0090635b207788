/* CLIENT, LEAD, MESAJ, NOTA, RECURENT, OPRESTE, STAI, AJUTOR. */
#include "commands_kit.h"
#include "county.h"

TEST(verb_client_new_and_changed)
{
	struct kit *k = kit_new();
	struct client *cl;
	struct span said;

	said = kit_send(k, "CLIENT nou Alfa SRL, office@alfa.ro, RO18547290, 0722 123 456\n"
			   "OFERTA Curs Excel");
	CHECK_HAS(said, "change: Clientul Alfa SRL |  | client nou");
	CHECK_HAS(said, "headline=Alfa SRL, cardul 1043: ofertă trimisă");
	cl = k->s.clients.at[k->s.clients.n - 1];
	CHECK_SPAN(cl->party.tax_id, "18547290");
	CHECK(cl->party.vat_registered);
	CHECK(cl->company);
	CHECK_SPAN(cl->party.phone, "0722 123 456");
	CHECK_SPAN(kit_mail(k, "offer")->to, "office@alfa.ro");
	kit_commit(k);
	said = kit_send(k, "CLIENT nou Beta SRL, office@alfa.ro");
	CHECK_HAS(said, "Alfa SRL există deja cu aceste date.");
	/* by its CUI, in another client's thread */
	said = kit_send(
		k,
		"CLIENT RO18547290 adresa Str. Lungă nr. 4, oras Cluj-Napoca, judet Cluj, limba engleza");
	CHECK_HAS(said, "change: Adresă |  | Str. Lungă nr. 4");
	CHECK_SPAN(cl->party.county, "CJ");
	CHECK_SPAN(cl->lang, "en");
	CHECK_SPAN(k->ion->lang, "ro");
	kit_commit(k);
	k->ion->address = ADDRESS_DEAD;
	said = kit_send(k, "CLIENT email ion@nou.ro");
	CHECK_HAS(said, "change: E-mail | ion@exemplu.ro | ion@nou.ro");
	CHECK_INT(k->ion->address, ADDRESS_OK);
	CHECK_HAS(kit_send(k, "CLIENT limba hu"), "nu în „hu”");
	k->firm.langs = S("ro en hu"); /* templates/hu is there */
	(void)kit_send(k, "CLIENT limba hu");
	CHECK_SPAN(k->ion->lang, "hu");
	kit_free(k);
}

TEST(verb_client_refuses_what_it_cannot_be_sure_of)
{
	static const struct {
		const char *in, *why;
	} rows[] = {
		{ "CLIENT nou", "Nu știu despre ce client este vorba." },
		{ "CLIENT cui RO18547291", "nu are cifra de control corectă" },
		{ "CLIENT judet Atlantida", "Nu am găsit județul „Atlantida”." },
		{ "CLIENT tara Atlantida", "Nu am găsit țara „Atlantida”" },
		{ "CLIENT tva 31234567", "„31234567” nu este un cod de TVA" },
		{ "CLIENT limba klingon", "nu în „klingon”" },
		{ "CLIENT email ion(la)exemplu", "nu este o adresă de e-mail" },
		{ "CLIENT Vasilescu", "Nu știu despre ce client este vorba." },
		{ "CLIENT nou Ion, Str. X, ion2@x.ro", "Nu am înțeles „Str. X” din linie." },
	};
	struct kit *k = kit_new();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_HAS(said, rows[i].why);
		CHECK_INT(k->s.clients.n, 1);
		CHECK_INT(k->ion->mark, ROW_CLEAN);
	}
	kit_free(k);
}

TEST(verb_lead_opens_a_card)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "LEAD Maria Pop, maria@pop.ro, curs excel avansat");
	const struct card *card = k->s.cards.at[k->s.cards.n - 1];

	CHECK_INT(card->id, 1043);
	CHECK_SPAN(card->pipeline, "curs");
	CHECK_SPAN(card->title, "curs excel avansat");
	CHECK_INT(k->d.effects.n, 1);
	CHECK_HAS(said, "next: Fă o proformă | PROFORMA curs excel avansat");
	kit_free(k);
}

TEST(verb_buttons_fit_who_reads_them)
{
	struct kit *k = kit_new();
	struct span said;

	said = kit_send(k, "OFERTA ion@exemplu.ro 10 ore audit x 100 lei");
	CHECK_HAS(said, "next: Clientul a acceptat | ACCEPTAT\n");
	kit_commit(k);
	kit_thread(k, NULL);
	kit_from(k, "vio");
	said = kit_send(k, "CARD 1042");
	CHECK_HAS(said, "headline=Popescu Ion, cardul 1042");
	CHECK(!span_has(said, S("next: ")));
	kit_commit(k);
	(void)kit_send(k, "ACCEPTAT");
	kit_commit(k);
	CHECK(!span_has(kit_send(k, "CARD 1042"), S("ACCEPTAT")));
	kit_commit(k);
	said = kit_send(k, "PROFORMA Curs Excel");
	CHECK_HAS(said, "next: S-a încasat | INCASAT PRF 0031\n");
	CHECK(!span_has(said, S("| INCASAT\n")));
	kit_thread(k, NULL);
	CHECK_HAS(kit_send(k, "INCASAT 450 lei OP 7"), "instead: INCASAT card N 450 lei OP 7\n");
	kit_free(k);
}

TEST(verb_message_goes_out_as_a_persons_mail)
{
	struct kit *k = kit_new();
	struct question *q = state_new_question(&k->s, Q_CLIENT_QUESTION);
	const struct mail_spec *m;
	struct span said;

	q->card = k->card->id;
	q->expires = k->s.now + 1000;
	k->card->thread_id = S("abc@exemplu.ro");
	k->card->thread_subject = S("Întrebare");
	kit_from(k, "lia");
	kit_reply_to(k, q->id);
	said = kit_send(k, "MESAJ\n\nBună ziua,\nda, parcarea e gratuită.\n\nLia");
	m = kit_mail(k, "message");
	if (m == NULL) {
		FAIL("no message: %.*s", SPAN_ARG(said));
		return;
	}
	CHECK_SPAN(value_get_text(m->data, "text"), "Bună ziua,\nda, parcarea e gratuită.\n\nLia");
	CHECK_SPAN(m->to, "ion@exemplu.ro");
	CHECK_SPAN(m->in_reply_to, "abc@exemplu.ro");
	CHECK_SPAN(m->subject_of, "Întrebare");
	CHECK_INT(m->sort, SORT_PERSON);
	CHECK_INT(q->state, Q_DONE);
	CHECK_SPAN(q->answered_by, "lia@firma.example");
	CHECK_HAS(said, "change: Mesajul |  | trimis la ion@exemplu.ro");
	CHECK_HAS(said, "quote=Bună ziua,\nda, parcarea e gratuită.\n\nLia\n");
	kit_commit(k);
	kit_from(k, "ana");
	kit_reply_to(k, q->id);
	said = kit_send(k, "MESAJ și eu zic la fel");
	CHECK_HAS(said, "a răspuns deja lia@firma.example");
	CHECK_INT(kit_mails(k, "message"), 0);
	kit_commit(k);
	said = kit_send(k, "MESAJ");
	CHECK_HAS(said, "Nu văd ce să-i scriu clientului.");
	(void)kit_send(k, "NOTA a sunat\nMESAJ\nDa, include backup zilnic.\nCARD 1042\n\nAna");
	CHECK_SPAN(value_get_text(kit_mail(k, "message")->data, "text"),
		   "Da, include backup zilnic.\nCARD 1042\n\nAna");
	(void)kit_send(k, "MESAJ Da, include backup.\nȘi arhivă:\n  lunar\nCu stimă,\nAna");
	CHECK_SPAN(value_get_text(kit_mail(k, "message")->data, "text"),
		   "Da, include backup.\n\nȘi arhivă:\n  lunar\nCu stimă,\nAna");
	(void)kit_send(k, "MESAJ card 1042: vă așteptăm la FCT 12");
	CHECK_SPAN(value_get_text(kit_mail(k, "message")->data, "text"), "vă așteptăm la FCT 12");
	k->ion->address = ADDRESS_DEAD;
	said = kit_send(k, "MESAJ alo");
	CHECK_HAS(said, "nu are o adresă de e-mail la care să ajungă mailul");
	kit_free(k);
}

TEST(verb_recurring_and_stop)
{
	static const struct {
		const char *in;
		enum cycle_unit unit;
		int every;
	} rows[] = {
		{ "RECURENT zilnic, Hosting x 10 lei", CYCLE_DAY, 1 },
		{ "RECURENT saptamanal Hosting x 10 lei", CYCLE_WEEK, 1 },
		{ "RECURENT lunar din 01.12.2026 pana 01.12.2027, Hosting x 10 lei", CYCLE_MONTH,
		  1 },
		{ "RECURENT trimestrial, Hosting x 10 lei", CYCLE_QUARTER, 1 },
		{ "RECURENT lunar din 01.12.2026: Hosting x 10 lei", CYCLE_MONTH, 1 },
		{ "RECURENT semestrial, Hosting x 10 lei", CYCLE_HALF, 1 },
		{ "RECURENT anual, Hosting x 10 lei", CYCLE_YEAR, 1 },
		{ "RECURENT la 2 luni din 01.12.2026, Hosting x 10 lei", CYCLE_MONTH, 2 },
		{ "RECURENT la fiecare 3 zile, Hosting x 10 lei", CYCLE_DAY, 3 },
		{ "RECURRING every 2 years from 2026-12-01, Hosting x 10 lei", CYCLE_YEAR, 2 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_HAS(said, "result=done");
		if (CHECK_INT(k->s.subscriptions.n, 1)) {
			CHECK_INT(k->s.subscriptions.at[0]->unit, rows[i].unit);
			CHECK_INT(k->s.subscriptions.at[0]->every, rows[i].every);
			CHECK_INT(k->s.subscriptions.at[0]->template_->total.minor, 1210);
			CHECK_SPAN(k->s.subscriptions.at[0]->template_->lines.at[0].name,
				   "Hosting");
		}
		kit_free(k);
	}
}

TEST(verb_recurring_lines_end_and_refusals)
{
	struct kit *k = kit_new();
	struct subscription *sub;
	struct span said;

	said = kit_send(k, "RECURENT din 01.12.2026, Hosting x 10 lei");
	CHECK_HAS(said, "Nu văd la cât timp se facturează.");
	said = kit_send(k, "RECURENT lunar din 01.12.2026");
	CHECK_HAS(said, "Abonamentul nu are nicio linie de facturat.");
	CHECK_INT(k->s.subscriptions.n, 0);
	said = kit_send(k, "RECURENT lunar din 01.12.2026 pana 01.11.2026, Hosting x 10 lei");
	CHECK_HAS(said, "este înaintea începutului");
	said = kit_send(
		k,
		"RECURENT lunar din 31.01.2027\nLINIE Hosting x 10 lei\nLINIE 2 ore suport x 50 lei");
	sub = k->s.subscriptions.at[0];
	CHECK_INT(sub->template_->lines.n, 2);
	CHECK_INT(sub->template_->total.minor, 13310);
	CHECK_HAS(said, "row: Factura 2 | 28.02.2027");
	CHECK_HAS(said, "row: Factura 3 | 31.03.2027");
	kit_commit(k);
	(void)kit_send(k, "OPRESTE S1 pana 31.12.2027");
	CHECK_SPAN(day_iso(k->a, sub->until), "2027-12-31");
	CHECK(!sub->stopped);
	kit_commit(k);
	(void)kit_send(k, "OPRESTE");
	CHECK(sub->stopped);
	CHECK_INT(kit_mails(k, "stopped"), 1);
	CHECK_SPAN(kit_mail(k, "stopped")->to, "ion@exemplu.ro");
	kit_commit(k);
	said = kit_send(k, "OPRESTE S1");
	CHECK_HAS(said, "Nu am găsit un abonament S1 care să meargă.");
	kit_free(k);
}

TEST(verb_hold_and_resume)
{
	struct kit *k = kit_new();
	struct span said;

	kit_thread(k, NULL);
	said = kit_send(k, "STAI");
	CHECK_HAS(said, "instead: STAI TOT");
	CHECK_HAS(said, "instead: STAI card 1042");
	CHECK(!k->s.hold_all);
	kit_from(k, "ana");
	said = kit_send(k, "STAI TOT");
	CHECK(k->s.hold_all);
	CHECK(k->s.hold_changed);
	CHECK_HAS(said, "headline=Nu mai pleacă nimic");
	said = kit_send(k, "PORNESTE");
	CHECK_HAS(said, "PORNESTE nu este între comenzile dumneavoastră");
	CHECK(k->s.hold_all);
	kit_from(k, "diana");
	(void)kit_send(k, "PORNEȘTE");
	CHECK(!k->s.hold_all);
	kit_from(k, "eve");
	(void)kit_send(k, "hold off");
	CHECK(k->s.hold_all);
	kit_free(k);
}

TEST(verb_note_and_help)
{
	struct kit *k = kit_new();
	struct span said;

	(void)kit_send(k, "NOTA preferă cursul de seară (după 18)");

	CHECK_INT(k->s.events.n, 1);
	CHECK_SPAN(k->s.events.at[0]->kind, "note");
	CHECK_SPAN(value_get_text(k->s.events.at[0]->data, "text"),
		   "preferă cursul de seară (după 18)");
	/* a sentence of a letter is none of ours; what it would be is shown, nothing is kept */
	said = kit_send(k, "Nota de plată a plecat");
	CHECK_HAS(said, "instead: NOTA: de plată a plecat");
	CHECK_INT(k->s.events.n, 1);
	CHECK_HAS(kit_send(k, "Stai liniștit"), "refusal=");
	CHECK(!k->card->held);
	(void)kit_send(k, "nota: de plată a plecat");
	if (CHECK_INT(k->s.events.n, 2))
		CHECK_SPAN(value_get_text(k->s.events.at[1]->data, "text"), "de plată a plecat");
	/* below a command nobody writes letters */
	(void)kit_send(k, "NOTA una\nnota a doua");
	CHECK_INT(k->s.events.n, 4);
	/* nor in answer to us */
	kit_reply_to(k, 0);
	(void)kit_send(k, "nota vrea seara");
	CHECK_INT(k->s.events.n, 5);
	said = kit_send(k, "AJUTOR LINIE");
	CHECK_HAS(said, "next: LINIE -2 | LINIE -2");
	said = kit_send(k, "AJUTOR PV SEMNAT");
	CHECK_HAS(said, "headline=PV SEMNAT");
	kit_from(k, "vio");
	said = kit_send(k, "AJUTOR");
	CHECK_HAS(said, "row: CAUTA | ");
	CHECK(!span_has(said, S("row: STORNO")));
	said = kit_send(k, "AJUTOR ZBOR");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

TEST(verb_names_are_found_and_typos_are_careful)
{
	static const struct {
		const char *in, *want;
		bool typo;
	} rows[] = {
		{ "oferta", "OFERTA", false },
		{ "deviz", "OFERTA", false },
		{ "quote", "OFERTA", false },
		{ "ofertaa", "OFERTA", true },
		{ "pv semnat", "PV SEMNAT", false },
		{ "recurrent", "RECURENT", true },
		{ "incasta", "INCASAT", true },
		{ "da", "DA", false },
		{ "dau", NULL, false },
		{ "nuu", NULL, false },
		{ "card", "CARD", false },
		{ "cart", NULL, false },
		{ "sodl", NULL, false },
		{ "storna", "STORNO", true },
		{ "linia", "LINIE", false },
		{ "buna", NULL, false },
		{ "trimiteti", "TRIMITE", true },
		{ "ok", NULL, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool typo = false;
		const struct verb *v = verb_find(span_of(rows[i].in), &typo);

		UNIT_CASE("%s", rows[i].in);
		CHECK_STR(v == NULL ? "-" : v->ro, rows[i].want == NULL ? "-" : rows[i].want);
		CHECK_INT(typo, rows[i].typo);
	}
}

TEST(verb_table_is_whole)
{
	for (size_t i = 0; i < verbs_n; i++) {
		bool typo;

		UNIT_CASE("%s", verbs[i]->ro);
		CHECK(verbs[i]->roles != 0);
		CHECK(verbs[i]->help != NULL && verbs[i]->example[0] != NULL);
		CHECK(verbs[i]->decide != NULL);
		/* no name stands for two verbs */
		CHECK(verb_find(span_of(verbs[i]->ro), &typo) == verbs[i]);
		CHECK(verb_find(span_of(verbs[i]->en), &typo) == verbs[i]);
	}
}

TEST(city_of_the_capital_by_its_sector)
{
	static const struct {
		const char *city, *county, *want, *in;
	} rows[] = {
		{ "București, sector 2", "", "SECTOR2", "B" },
		{ "Bucuresti sectorul 6", "B", "SECTOR6", "B" },
		{ "Sector 3", "B", "SECTOR3", "B" },
		{ "sectorul 4", "", "SECTOR4", "B" },
		{ "SECTOR1", "B", "SECTOR1", "B" },
		{ "București (S5)", "", "București (S5)", "" },
		{ "Bucharest, district 1", "", "SECTOR1", "B" },
		{ "București, sector 9", "", "București, sector 9", "" },
		{ "București", "B", "București", "B" },
		{ "Cluj-Napoca", "CJ", "Cluj-Napoca", "CJ" },
		{ "Sectorul 2", "CJ", "Sectorul 2", "CJ" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span county = span_of(rows[i].county);

		UNIT_CASE("%s", rows[i].city);
		CHECK_SPAN(city_code(unit_arena(), span_of(rows[i].city), &county), rows[i].want);
		CHECK_SPAN(county, rows[i].in);
	}
}

TEST(verb_client_writes_a_sector_as_documents_want_it)
{
	struct kit *k = kit_new();
	struct span said =
		kit_send(k, "CLIENT ion@exemplu.ro, adresa Str. Lungă 4, oraș București, sector 2");

	CHECK_HAS(said, "SECTOR2");
	CHECK_SPAN(k->ion->party.city, "SECTOR2");
	CHECK_SPAN(k->ion->party.county, "B");
	CHECK_SPAN(k->ion->party.street, "Str. Lungă 4");
	kit_free(k);
}

TEST(county_names_and_codes)
{
	CHECK_SPAN(county_code(unit_arena(), S("Județul Timiș")), "TM");
	CHECK_SPAN(county_code(unit_arena(), S("cj")), "CJ");
	CHECK_SPAN(county_code(unit_arena(), S("BUCUREȘTI")), "B");
	CHECK_SPAN(county_code(unit_arena(), S("Paris")), "");
}
