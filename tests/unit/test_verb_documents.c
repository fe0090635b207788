/* Offers, proformas, invoice drafts and their lines, release, contract, storno, withdrawal. */
#include "commands_kit.h"

TEST(verb_proforma_from_a_question_moves_to_the_products_pipeline)
{
	struct kit *k = kit_new();
	struct question *q = state_new_question(&k->s, Q_PRODUCT);
	struct span said;

	q->card = k->card->id;
	q->expires = k->s.now + 1000;
	kit_from(k, "ana");
	kit_reply_to(k, q->id);
	said = kit_send(k, "PROFORMA \"Curs Excel avansat\"");
	CHECK_HAS(said, "change: Proforma PRF 0031");
	CHECK_SPAN(k->card->pipeline, "curs");
	CHECK_SPAN(k->card->stage, "awaiting");
	CHECK_INT(kit_doc(k, DOC_PROFORMA)->total.minor, 84700);
	CHECK_INT(q->state, Q_DONE);
	CHECK_SPAN(q->answered_by, "ana@firma.example");
	/* the second one is told, unless he names the card */
	kit_commit(k);
	kit_from(k, "diana");
	kit_reply_to(k, q->id);
	said = kit_send(k, "OFERTA Curs Excel");
	CHECK_HAS(said, "refusal=La această întrebare a răspuns deja ana@firma.example.");
	said = kit_send(k, "OFERTA card 1042 Curs Excel");
	CHECK_HAS(said, "result=done");
	kit_free(k);
}

TEST(verb_offer_needs_lines_prices_and_known_vat)
{
	static const struct {
		const char *in, *why, *instead;
	} rows[] = {
		{ "OFERTA", "Nu știu ce să trec pe ofertă: scrieți liniile.", "OFERTA 2 ore" },
		{ "OFERTA montaj", "Nu știu prețul pentru „montaj”", "OFERTA montaj x 150 lei" },
		{ "OFERTA montaj x 100 lei, TVA 19", "Cota TVA 19% nu este în vigoare azi.", "" },
		{ "OFERTA Curs Excel x 0", "Cantitatea trebuie să fie mai mare ca zero.", "" },
		{ "OFERTA Curs Excel, reducere 101%", "între 0 și 100", "" },
		{ "OFERTA montaj x 100 lei, 2 buc șuruburi x 1 EUR", "în RON, iar suma în EUR",
		  "" },
		{ "OFERTA Curs Excel pana 01.01.2020", "01.01.2020 a trecut.", "" },
		{ "OFERTA card 99 Curs Excel", "Nu am găsit cardul 99.", "CAUTA" },
		{ "OFERTA pentru nimeni@x.ro Curs Excel", "Nu am găsit clientul nimeni@x.ro.",
		  "CLIENT nou Nume, nimeni@x.ro" },
		{ "OFERTA Curs Excel 10%", "Nu am înțeles „10%” în linie.", "" },
		{ "OFERTA Montaj x 999999999999 x 999999999999 lei", "Sumele nu se pot calcula",
		  "" },
	};
	struct kit *k = kit_new();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span said = kit_send(k, rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_HAS(said, "result=refused");
		CHECK_HAS(said, rows[i].why);
		CHECK_HAS(said, rows[i].instead);
		CHECK_INT(k->s.documents.n, 0);
	}
	kit_free(k);
}

TEST(verb_card_must_be_known_out_of_a_thread)
{
	struct kit *k = kit_new();
	struct span said;

	kit_thread(k, NULL);
	said = kit_send(k, "OFERTA Curs Excel");
	CHECK_HAS(said, "Nu știu la ce card se referă.");
	CHECK_HAS(said, "instead: OFERTA card N Curs Excel");
	said = kit_send(k, "OFERTA #1042 Curs Excel");
	CHECK_HAS(said, "headline=Popescu Ion, cardul 1042: ofertă trimisă");
	kit_commit(k);
	kit_thread(k, NULL);
	said = kit_send(k, "OFERTA pentru ion@exemplu.ro Curs Excel x 2");
	CHECK_HAS(said, "cardul 1042");
	CHECK_INT(kit_doc(k, DOC_OFFER)->total.minor, 108900);
	kit_free(k);
}

TEST(verb_invoice_draft_is_shown_changed_and_released)
{
	struct kit *k = kit_new();
	const struct mail_spec *m;
	struct document *doc;
	struct question *first, *second;
	struct span said;

	said = kit_send(k, "FACTURA 2 ore audit x 150 lei");
	doc = kit_doc(k, DOC_INVOICE);
	first = kit_question(k);
	if (doc == NULL || first == NULL) {
		FAIL("no draft: %.*s", SPAN_ARG(said));
		return;
	}
	CHECK_INT(doc->number, 0);
	CHECK_HAS(said, "row: Linia 1 | audit: 2 ore x 150,00");
	CHECK_HAS(said, "next: Trimite clientului | TRIMITE");
	m = kit_mail(k, "answer");
	CHECK_INT(m->n_document, 1);
	CHECK(m->preview);
	CHECK_INT(m->token_question, first->id);
	kit_commit(k);
	said = kit_send(k, "FACTURA Curs Excel");
	CHECK_HAS(said, "Există deja o ciornă de factură, de 363,00");
	kit_commit(k);
	said = kit_send(k,
			"LINIE Curs Excel x 2\nLINIE 1: 3 ore\nDISCOUNT 2: 10%\nSCADENTA 15 zile");
	CHECK_HAS(said, "change: Linia 1 | audit: 2 ore x 150,00");
	CHECK_HAS(said, "change: Linia 2 | Curs Excel: 2 buc x 450,00");
	CHECK_HAS(said, "reducere 10%");
	CHECK_HAS(said, "change: Scadență | 26.11.2026 | 27.11.2026");
	/* 450 + 810 net */
	CHECK_INT(doc->total.minor, 152460);
	second = kit_question(k);
	CHECK(second != first);
	kit_commit(k);
	(void)kit_send(k, "LINIE -1");
	CHECK_INT(doc->snap->lines.n, 1);
	CHECK_INT(doc->total.minor, 98010);
	kit_commit(k);
	said = kit_send(k, "LINIE -1");
	CHECK_HAS(said, "Este singura linie");
	said = kit_send(k, "LINIE 7: 3 buc");
	CHECK_HAS(said, "Linia 7 nu există: sunt 1.");
	/* an answer to the old preview is shown the new draft, and sends nothing */
	kit_reply_to(k, second->id);
	said = kit_send(k, "TRIMITE");
	CHECK_HAS(said, "refusal=Ciorna s-a schimbat de când v-am arătat-o.");
	CHECK_INT(doc->number, 0);
	CHECK_INT(kit_mail(k, "answer")->n_document, 1);
	CHECK_INT(kit_mails(k, "invoice"), 0);
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_SPAN(doc->label, "FCT 0012");
	CHECK_INT(doc->due.n, k->s.today.n + 15);
	CHECK_INT(kit_mails(k, "invoice"), 1);
	CHECK_SPAN(k->card->stage, "invoiced");
	CHECK_HAS(said, "next: Stornează FCT 0012 | STORNO FCT 0012");
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "TRIMITE");
	CHECK_HAS(said, "A fost deja trimisă: Factura FCT 0012.");
	kit_commit(k);
	said = kit_send(k, "LINIE 1: 5 buc");
	CHECK_HAS(said, "Factura FCT 0012 este emisă și nu se mai schimbă.");
	CHECK_HAS(said, "instead: STORNO FCT 0012");
	kit_free(k);
}

TEST(verb_invoice_at_once_is_previewed)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "FACTURA emite Curs Excel");

	CHECK_HAS(said, "result=waiting");
	CHECK_HAS(said, "attached: previzualizare-1.pdf");
	CHECK(kit_doc(k, DOC_INVOICE) == NULL);
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "attached: FCT-0012.pdf");
	CHECK_SPAN(kit_doc(k, DOC_INVOICE)->label, "FCT 0012");
	CHECK_INT(kit_mails(k, "invoice"), 1);
	kit_free(k);
}

TEST(verb_send_again_and_cancel)
{
	struct kit *k = kit_new();
	struct span said;

	(void)kit_send(k, "PROFORMA Curs Excel");
	kit_commit(k);
	said = kit_send(k, "TRIMITE PRF 31");
	CHECK_HAS(said, "trimis din nou la ion@exemplu.ro");
	CHECK_INT(kit_mails(k, "proforma"), 1);
	CHECK_INT(k->s.documents.n, 1);
	kit_commit(k);
	kit_reply_to(k, 0);
	said = kit_send(k, "ANULEAZA PRF 31");
	CHECK_HAS(said, "change: Proforma PRF 0031 | de plată 544,50");
	CHECK_INT(kit_doc(k, DOC_PROFORMA)->state, DOC_CANCELLED);
	CHECK_INT(kit_doc(k, DOC_PROFORMA)->open.minor, 0);
	CHECK_HAS(said, "next: Anunță clientul | MESAJ");
	kit_commit(k);
	said = kit_send(k, "ANULEAZA PRF 31");
	CHECK_HAS(said, "nu se mai poate retrage: retrasă");
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	said = kit_send(k, "ANULEAZA");
	CHECK_HAS(said, "Factura FCT 0012 este emisă și nu se anulează; se stornează.");
	CHECK_HAS(said, "instead: STORNO FCT 0012");
	kit_commit(k);
	said = kit_send(k, "FACTURA Consultanță");
	CHECK_HAS(said, "result=done");
	kit_commit(k);
	said = kit_send(k, "ANULEAZA");
	CHECK_HAS(said, "change: Ciorna facturii | ciornă | ștearsă");
	kit_free(k);
}

static struct span notices(const struct kit *k)
{
	struct buf b;

	buf_init(&b, k->a, 1000);
	for (size_t i = 0; i < k->d.effects.n; i++) {
		const struct mail_spec *m = &k->d.effects.at[i].mail;

		if (span_eq_str(m->template_, "notice"))
			buf_add_fmt(&b, "%.*s ",
				    SPAN_ARG(span_sub(m->to, 0, span_find_char(m->to, '@', 0))));
	}
	return buf_span(&b);
}

TEST(verb_services_from_offer_to_invoice)
{
	struct kit *k = kit_new();
	struct span said;

	(void)kit_send(k, "OFERTA 10 ore audit x 100 lei");
	kit_commit(k);
	said = kit_send(k, "PREDAT");
	CHECK_HAS(said, "Cardul 1042 este la „ofertă trimisă”: acolo nu se așteaptă o predare.");
	(void)kit_send(k, "ACCEPTAT la telefon");
	CHECK_INT(kit_doc(k, DOC_OFFER)->state, DOC_ACCEPTED);
	CHECK_INT(k->s.acceptances.n, 1);
	CHECK_SPAN(k->s.acceptances.at[0]->by, "diana@firma.example");
	CHECK_SPAN(k->s.acceptances.at[0]->line, "ACCEPTAT la telefon");
	CHECK_SPAN(k->card->stage, "working");
	CHECK_INT(kit_mails(k, "contract"), 1);
	/* the other owner, sales and delivery hear of it; diana has her answer */
	CHECK_SPAN(notices(k), "dan ana lia eve ");
	kit_commit(k);
	said = kit_send(k, "ACCEPTAT");
	CHECK_HAS(said, "nu este nicio ofertă care să aștepte un răspuns");
	said = kit_send(k, "CONTRACT");
	CHECK_HAS(said, "Cardul are deja Contractul CTR 0019.");
	kit_from(k, "lia");
	(void)kit_send(k, "PREDAT");
	CHECK_SPAN(k->card->stage, "pv_sent");
	kit_commit(k);
	(void)kit_send(k, "PV SEMNAT");
	CHECK_SPAN(k->card->stage, "invoiced");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->total.minor, 121000);
	kit_free(k);
}

TEST(verb_contract_until_a_day)
{
	struct kit *k = kit_new();
	struct span said = kit_send(k, "CONTRACT pana 31.12.2027, 12 luni mentenanță x 100 lei");

	CHECK_HAS(said, "change: Valabil până la |  | 31.12.2027");
	if (CHECK(kit_doc(k, DOC_CONTRACT) != NULL))
		CHECK_SPAN(day_iso(k->a, kit_doc(k, DOC_CONTRACT)->due), "2027-12-31");
	CHECK_INT(kit_mails(k, "contract"), 1);
	kit_free(k);
}

TEST(verb_flow_refusals_are_said_in_the_readers_words)
{
	struct kit *k = kit_new();
	struct span said;

	k->ion->party.name = S("");
	said = kit_send(k, "OFERTA Curs Excel");
	CHECK_HAS(said, "Clientul nu are încă un nume");
	CHECK_HAS(said, "instead: CLIENT nume Popescu Ion");
	CHECK_INT(k->s.documents.n, 0);
	k->ion->party.name = S("Popescu Ion");
	k->card->stage = S("working");
	said = kit_send(k, "PREDAT");
	CHECK_HAS(said, "Pe cardul 1042 nu este nimic de trecut pe un document.");
	kit_free(k);
}

TEST(verb_lost_withdraws_what_waits)
{
	struct kit *k = kit_new();
	struct span said;

	(void)kit_send(k, "OFERTA Curs Excel");
	kit_commit(k);
	said = kit_send(k, "PIERDUT a ales pe altcineva");
	CHECK_HAS(said, "change: Oferta OFR 0044 | emisă | retrasă");
	CHECK_INT(kit_doc(k, DOC_OFFER)->state, DOC_CANCELLED);
	CHECK(k->card->closed);
	kit_free(k);
}

TEST(verb_storno_refuses_what_is_none)
{
	struct kit *k = kit_new();
	struct span said;

	said = kit_send(k, "STORNO");
	CHECK_HAS(said, "Pe cardul 1042 nu este nicio factură emisă.");
	(void)kit_send(k, "PROFORMA Curs Excel");
	kit_commit(k);
	said = kit_send(k, "STORNO PRF 31");
	CHECK_HAS(said, "nu se poate storna");
	CHECK_HAS(said, "instead: ANULEAZA PRF 0031");
	said = kit_send(k, "STORNO FCT 99");
	CHECK_HAS(said, "Nu am găsit documentul FCT 99.");
	(void)kit_sure(k, "FACTURA Curs Excel\nTRIMITE");
	kit_commit(k);
	said = kit_send(k, "STORNO FCT 12 100 lei");
	CHECK_HAS(said, "O sumă nu se stornează");
	kit_free(k);
}
