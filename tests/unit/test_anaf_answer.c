/* What ANAF's answers say, in the shapes that production writes them. */
#include "anaf_answer.h"
#include "unit.h"

#define UP       "<header xmlns=\"mfp:anaf:dgti:spv:respUploadFisier:v1\" "
#define ST       "<header xmlns=\"mfp:anaf:dgti:efactura:stareMesajFactura:v1\" "
#define ER(text) "<Errors errorMessage=\"" text "\"/></header>"

static const char firewall[] =
	"<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
	"Please consult with your administrator.<br><br>Your support ID is: 1</body></html>";

TEST(anaf_upload_is_decided_by_the_body)
{
	static const struct {
		long status;
		const char *body;
		enum anaf_class is;
		bool in_doubt;
		const char *index, *fault;
	} rows[] = {
		{ 200,
		  UP
		  "dateResponse=\"202108051140\" ExecutionStatus=\"0\" index_incarcare=\"3828\"/>",
		  ANAF_FINE, false, "3828", "" },
		{ 200,
		  UP "dateResponse=\"202108051144\" ExecutionStatus=\"1\">" ER(
			  "Marime fisier transmis mai mare de 10 MB."),
		  ANAF_REFUSED, false, "", "Marime fisier" },
		{ 200,
		  UP "dateResponse=\"202108051144\" ExecutionStatus=\"1\">" ER(
			  "Nu aveti drept in SPV pentru CIF=1234"),
		  ANAF_NO_RIGHT, false, "", "CIF=1234" },
		{ 200,
		  UP "dateResponse=\"202108051144\" ExecutionStatus=\"1\">" ER(
			  "Nu exista niciun CIF pentru care sa aveti drept in SPV"),
		  ANAF_NO_RIGHT, false, "", "niciun CIF" },
		{ 200,
		  UP "dateResponse=\"202108051144\" ExecutionStatus=\"1\">" ER(
			  "A aparut o eroare tehnica. Cod: 1814"),
		  ANAF_DOWN, true, "", "1814" },
		/* An index beside faults is no index. */
		{ 200, UP "ExecutionStatus=\"0\" index_incarcare=\"1\">" ER("x"), ANAF_REFUSED,
		  false, "", "x" },
		{ 200, UP "ExecutionStatus=\"0\"/>", ANAF_DOWN, true, "", "" },
		{ 200, UP "ExecutionStatus=\"0\" index_incarcare=\"38", ANAF_DOWN, true, "", "" },
		{ 200, "", ANAF_DOWN, true, "", "" },
		{ 0, "", ANAF_DOWN, true, "", "" },
		{ 200, firewall, ANAF_DOWN, true, "", "" },
		{ 500, "<html/>", ANAF_DOWN, true, "", "" },
		{ 503, "", ANAF_DOWN, true, "", "" },
		{ 429, "Too many", ANAF_QUOTA, false, "", "" },
		{ 401, "", ANAF_TOKEN, false, "", "" },
		{ 403, "{\"message\":\"Forbidden\"}", ANAF_NO_RIGHT, false, "", "Forbidden" },
		{ 400,
		  "{\"timestamp\":\"19-08-2021 12:02:40\",\"status\":400,\"error\":\"Bad Request\",\"message\":\"Trebuie sa aveti atasat in request un fisier de tip xml\"}",
		  ANAF_REFUSED, false, "", "atasat in request" },
		{ 200,
		  "<!DOCTYPE header [<!ENTITY a \"b\">]>" UP
		  "ExecutionStatus=\"0\" index_incarcare=\"3828\"/>",
		  ANAF_DOWN, true, "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anaf_upload_answer got;

		UNIT_CASE("%ld %.200s", rows[i].status, rows[i].body);
		anaf_upload_read(unit_arena(), rows[i].status, span_of(rows[i].body), &got);
		CHECK_STR(anaf_class_name(got.is), anaf_class_name(rows[i].is));
		CHECK_INT(got.in_doubt, rows[i].in_doubt);
		CHECK_SPAN(got.index, rows[i].index);
		CHECK_INT(got.faults.n, rows[i].fault[0] ? 1 : 0);
		if (got.faults.n)
			CHECK_HAS(got.faults.at[0].text, rows[i].fault);
	}
}

/* 11:40 in Bucharest in August is 08:40 UTC. */
TEST(anaf_upload_says_when_in_bucharest_time)
{
	struct anaf_upload_answer got;

	anaf_upload_read(unit_arena(), 200,
			 S(UP "dateResponse=\"202108051140\" ExecutionStatus=\"0\" "
			      "index_incarcare=\"3828\"/>"),
			 &got);
	CHECK_SPAN(instant_iso(unit_arena(), got.at), "2021-08-05T08:40:00Z");
	anaf_upload_read(unit_arena(), 200,
			 S(UP "dateResponse=\"202113051140\" ExecutionStatus=\"0\" "
			      "index_incarcare=\"3828\"/>"),
			 &got);
	CHECK_INT(got.at, 0);
}

TEST(anaf_state_of_a_document_and_not_of_the_question)
{
	static const struct {
		long status;
		const char *body;
		enum anaf_class is;
		enum anaf_state state;
		const char *id;
	} rows[] = {
		{ 200, ST "stare=\"in prelucrare\"/>", ANAF_FINE, ANAF_STATE_WORKING, "" },
		{ 200, ST "stare=\"ok\" id_descarcare=\"1234\"/>", ANAF_FINE, ANAF_STATE_OK,
		  "1234" },
		{ 200, ST "stare=\"nok\" id_descarcare=\"123\"/>", ANAF_FINE, ANAF_STATE_NOK,
		  "123" },
		{ 200, ST "stare=\"XML cu erori nepreluat de sistem\"/>", ANAF_FINE,
		  ANAF_STATE_NOT_TAKEN, "" },
		{ 200, ST "stare=\"ok\"/>", ANAF_DOWN, ANAF_STATE_OK, "" },
		{ 200, ST "stare=\"altceva\"/>", ANAF_DOWN, ANAF_STATE_WORKING, "" },
		{ 200, ST ">" ER("Nu exista factura cu id_incarcare= 12"), ANAF_REFUSED,
		  ANAF_STATE_WORKING, "" },
		{ 200, ST ">" ER("Nu aveti dreptul de inteorgare pentru id_incarcare= 12"),
		  ANAF_NO_RIGHT, ANAF_STATE_WORKING, "" },
		{ 200,
		  ST ">" ER("S-au facut deja 100 de interogari pentru acest mesaj in cursul zilei"),
		  ANAF_QUOTA, ANAF_STATE_WORKING, "" },
		{ 200, firewall, ANAF_DOWN, ANAF_STATE_WORKING, "" },
		{ 200, "", ANAF_DOWN, ANAF_STATE_WORKING, "" },
		{ 502, "", ANAF_DOWN, ANAF_STATE_WORKING, "" },
		{ 401, "", ANAF_TOKEN, ANAF_STATE_WORKING, "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anaf_state_answer got;

		UNIT_CASE("%ld %.200s", rows[i].status, rows[i].body);
		anaf_state_read(unit_arena(), rows[i].status, span_of(rows[i].body), &got);
		CHECK_STR(anaf_class_name(got.is), anaf_class_name(rows[i].is));
		CHECK_INT(got.state, rows[i].state);
		CHECK_SPAN(got.download_id, rows[i].id);
	}
}

TEST(anaf_fault_apart_into_rule_place_and_words)
{
	static const struct {
		const char *text, *rule, *place, *words, *twin;
	} rows[] = {
		{ "E: validari globale  SCHEMATRON   eroare: [BR-RO-L020]-Codul postal are cel mult 20 de caractere",
		  "BR-RO-L020", "", "Codul postal are cel mult 20 de caractere", "" },
		{ "tipAssert=FailedAssert; codEroare=BR-CO-26; localizareEroare=/Invoice[1]/cac:AccountingSupplierParty[1]; textEroare=[BR-CO-26]-In order for the buyer to identify; expresieValidata=exists(a; b)",
		  "BR-CO-26", "/Invoice[1]/cac:AccountingSupplierParty[1]",
		  "In order for the buyer to identify", "" },
		{ "Fisierul transmis nu este valid. org.xml.sax.SAXParseException; lineNumber: 5; columnNumber: 9; cvc-complex-type.2.4.a: Invalid content",
		  "XSD", "line 5",
		  "Fisierul transmis nu este valid. org.xml.sax.SAXParseException; lineNumber: 5; columnNumber: 9; cvc-complex-type.2.4.a: Invalid content",
		  "" },
		{ "R6.1: CIF-ul vanzatorului nu figureaza in baza de date", "R6.1", "",
		  "R6.1: CIF-ul vanzatorului nu figureaza in baza de date", "" },
		{ "CUI cumparator incorect", "ERRIdentif", "", "CUI cumparator incorect", "" },
		{ "Factura a mai fost transmisa anterior cu index=5001120362 si data incarcare=2026-11-10",
		  "", "",
		  "Factura a mai fost transmisa anterior cu index=5001120362 si data incarcare=2026-11-10",
		  "5001120362" },
		{ "[nu e o regula] altceva", "", "", "[nu e o regula] altceva", "" },
		{ "  ", "", "", "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anaf_fault got = anaf_fault_read(unit_arena(), span_of(rows[i].text));

		UNIT_CASE("%s", rows[i].text);
		CHECK_SPAN(got.rule, rows[i].rule);
		CHECK_SPAN(got.place, rows[i].place);
		CHECK_SPAN(got.text, rows[i].words);
		CHECK_SPAN(got.twin, rows[i].twin);
	}
}

TEST(anaf_list_of_a_page)
{
	static const char body[] =
		"{\"mesaje\":[{\"data_creare\":\"202210311452\",\"cif\":\"8000000000\",\"id_solicitare\":\"5001120362\","
		"\"detalii\":\"Factura cu id_incarcare=5001120362 emisa de cif_emitent=8000000000 pentru cif_beneficiar=3\","
		"\"tip\":\"FACTURA TRIMISA\",\"id\":\"3001474425\"},"
		"{\"data_creare\":\"202211011452\",\"cif\":\"8000000000\",\"id_solicitare\":\"5001120363\","
		"\"detalii\":\"Factura cu id_incarcare=5001120363 transmisa de cif=RO8000000000 ca autofactura in numele cif=77\","
		"\"tip\":\"FACTURA PRIMITA\"},"
		"{\"tip\":\"CEVA NOU\",\"id\":3001474427},{\"tip\":\"fara numere\"}],"
		"\"numar_inregistrari_in_pagina\":3,\"numar_total_inregistrari_per_pagina\":500,"
		"\"numar_total_inregistrari\":14130,\"numar_total_pagini\":29,\"index_pagina_curenta\":29,"
		"\"serial\":\"1234AA456\",\"cui\":\"8000000000\",\"titlu\":\"Lista Mesaje\"}";
	struct anaf_list_answer l;

	anaf_list_read(unit_arena(), 200, span_of(body), &l);
	CHECK_STR(anaf_class_name(l.is), "fine");
	CHECK_INT(l.page, 29);
	CHECK_INT(l.pages, 29);
	CHECK_INT(l.total, 14130);
	if (!CHECK_INT(l.messages.n, 3))
		return;
	CHECK_SPAN(l.messages.at[0].id, "3001474425");
	CHECK_SPAN(l.messages.at[0].index, "5001120362");
	CHECK_SPAN(l.messages.at[0].seller, "8000000000");
	CHECK_SPAN(l.messages.at[0].buyer, "3");
	CHECK_INT(l.messages.at[0].kind, ANAF_SENT);
	CHECK_SPAN(instant_iso(unit_arena(), l.messages.at[0].created), "2022-10-31T12:52:00Z");
	CHECK_SPAN(l.messages.at[1].id, "");
	CHECK_SPAN(l.messages.at[1].seller, "77");
	CHECK_SPAN(l.messages.at[1].buyer, "8000000000");
	CHECK_INT(l.messages.at[1].kind, ANAF_RECEIVED);
	CHECK_INT(l.messages.at[2].kind, ANAF_OTHER);
	CHECK_SPAN(l.messages.at[2].id, "3001474427");
}

TEST(anaf_list_that_is_none)
{
	static const struct {
		long status;
		const char *body;
		enum anaf_class is;
	} rows[] = {
		{ 200,
		  "{\"eroare\":\"Nu exista mesaje in ultimele 15 zile\",\"titlu\":\"Lista Mesaje\"}",
		  ANAF_NONE },
		{ 200, "{\"eroare\":\"Nu exista mesaje in intervalul selectat\"}", ANAF_NONE },
		{ 400, "{\"eroare\":\"Nu exista mesaje in intervalul selectat\"}", ANAF_NONE },
		{ 200, "{\"mesaje\":[]}", ANAF_NONE },
		{ 200, "{\"eroare\":\"Nu aveti drept in SPV pentru CIF=8000000000\"}",
		  ANAF_NO_RIGHT },
		{ 200, "{\"eroare\":\"Numarul de zile trebuie sa fie intre 1 si 60\"}",
		  ANAF_REFUSED },
		{ 200,
		  "{\"eroare\":\"Pagina solicitata 4 este mai mare decat numarul toatal de pagini 3\"}",
		  ANAF_REFUSED },
		{ 200,
		  "{\"eroare\":\"S-au facut deja 1500 de interogari de tip lista mesaje de catre acest CUI in cursul zilei\"}",
		  ANAF_QUOTA },
		{ 400,
		  "{\"status\":400,\"error\":\"Bad Request\",\"message\":\"Parametrii zile si cif sunt obligatorii\"}",
		  ANAF_REFUSED },
		{ 200, "", ANAF_DOWN },
		{ 200, "{\"mesaje\":[{\"id\":\"1\"", ANAF_DOWN },
		{ 200, "{}", ANAF_DOWN },
		{ 200, firewall, ANAF_DOWN },
		{ 500, "{\"message\":\"Internal\"}", ANAF_DOWN },
		{ 401, "", ANAF_TOKEN },
		{ 429, "", ANAF_QUOTA },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anaf_list_answer l;

		UNIT_CASE("%ld %.200s", rows[i].status, rows[i].body);
		anaf_list_read(unit_arena(), rows[i].status, span_of(rows[i].body), &l);
		CHECK_STR(anaf_class_name(l.is), anaf_class_name(rows[i].is));
	}
}

/* The archives stand in the corpus of fuzz_anaf. */
TEST(anaf_archive_holds_a_document_and_its_seal)
{
	struct anaf_archive_answer z;

	anaf_archive_read(unit_arena(), 200, unit_file("tests/fuzz/anaf_archive/invoice.zip"), &z);
	CHECK_STR(anaf_class_name(z.is), "fine");
	CHECK_INT(z.root, ANAF_ROOT_INVOICE);
	CHECK_SPAN(z.index, "5001120362");
	CHECK_HAS(z.xml, "<cbc:ID>FCT-0001</cbc:ID>");
	CHECK_HAS(z.seal, "<Signature");
	CHECK_INT(z.faults.n, 0);
}

TEST(anaf_archive_of_a_rejection_holds_every_fault)
{
	struct anaf_archive_answer z;

	anaf_archive_read(unit_arena(), 200, unit_file("tests/fuzz/anaf_archive/errors.zip"), &z);
	CHECK_STR(anaf_class_name(z.is), "fine");
	CHECK_INT(z.root, ANAF_ROOT_ERRORS);
	CHECK_SPAN(z.index, "5011636148");
	if (!CHECK_INT(z.faults.n, 2))
		return;
	CHECK_SPAN(z.faults.at[0].rule, "BR-RO-110");
	CHECK_SPAN(z.faults.at[1].rule, "BR-CO-15");
	CHECK_SPAN(z.faults.at[1].place, "/Invoice[1]/cac:LegalMonetaryTotal[1]");
}

TEST(anaf_archive_of_a_buyers_message)
{
	struct anaf_archive_answer z;

	anaf_archive_read(unit_arena(), 200, unit_file("tests/fuzz/anaf_archive/message.zip"), &z);
	CHECK_STR(anaf_class_name(z.is), "fine");
	CHECK_INT(z.root, ANAF_ROOT_MESSAGE);
	CHECK_SPAN(z.message, "Adresa de livrare este alta");
	CHECK_SPAN(z.index, "3828");
}

TEST(anaf_archive_inside_an_archive)
{
	struct anaf_archive_answer z;

	anaf_archive_read(unit_arena(), 200, unit_file("tests/fuzz/anaf_archive/nested.zip"), &z);
	CHECK_STR(anaf_class_name(z.is), "fine");
	CHECK_SPAN(z.index, "5001120362");
}

TEST(anaf_archive_that_is_none)
{
	struct span whole = unit_file("tests/fuzz/anaf_archive/invoice.zip");
	static const struct {
		long status;
		const char *body;
		enum anaf_class is;
	} rows[] = {
		{ 200,
		  "{\"eroare\":\"Fisierul nu mai poate fi descarcat pentru ca a trecut perioada de 60 de zile\",\"titlu\":\"Descarcare mesaj\"}",
		  ANAF_GONE },
		{ 200, "{\"eroare\":\"Pentru id=1 nu exista inregistrata nici o factura\"}",
		  ANAF_GONE },
		{ 200, "{\"eroare\":\"Nu aveti dreptul sa descarcati acest mesaj\"}",
		  ANAF_NO_RIGHT },
		{ 200, "{\"eroare\":\"S-au facut deja 10 descarcari de mesaj in cursul zilei\"}",
		  ANAF_QUOTA },
		{ 200, "{\"eroare\":\"A aparut o eroare tehnica. Cod: 12\"}", ANAF_DOWN },
		{ 200, "", ANAF_DOWN },
		{ 200, "PK", ANAF_DOWN },
		{ 200, firewall, ANAF_DOWN },
		{ 400, "{\"status\":400,\"message\":\"Parametrul id este obligatoriu\"}",
		  ANAF_GONE },
		{ 400, "", ANAF_DOWN },
		{ 504, "", ANAF_DOWN },
		{ 429, "", ANAF_QUOTA },
		{ 401, "", ANAF_TOKEN },
	};
	struct anaf_archive_answer z;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%ld %.200s", rows[i].status, rows[i].body);
		anaf_archive_read(unit_arena(), rows[i].status, span_of(rows[i].body), &z);
		CHECK_STR(anaf_class_name(z.is), anaf_class_name(rows[i].is));
	}
	for (size_t cut = 0; cut < whole.len; cut += 7) {
		UNIT_CASE("cut at %zu", cut);
		anaf_archive_read(unit_arena(), 200, span_sub(whole, 0, cut), &z);
		CHECK_STR(anaf_class_name(z.is), "down");
	}
}

TEST(anaf_picture_comes_as_bytes_or_as_base64)
{
	static const struct {
		long status;
		const char *body, *pdf;
	} rows[] = {
		{ 200, "%PDF-1.4\n1", "%PDF-1.4\n1" },
		{ 200, "JVBERi0xLjQKMQ==", "%PDF-1.4\n1" },
		{ 200, "\"JVBERi0x\r\nLjQKMQ==\"\n", "%PDF-1.4\n1" },
		{ 500, "%PDF-1.4\n1", "" },
		{ 200, "{\"stare\":\"nok\",\"Messages\":[]}", "" },
		{ 200, "<html>JVBERi0xLjQKMQ==</html>", "" },
		{ 200, "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(anaf_picture_read(unit_arena(), rows[i].status, span_of(rows[i].body)),
			   rows[i].pdf);
}
