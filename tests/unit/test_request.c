/* Requests in free text. */
#include "buf.h"
#include "request.h"
#include "sample_reader.h"
#include "unit.h"

static struct request read(const char *text, const char *name)
{
	struct request_source src = { span_of(text), S("ion@client.example"), span_of(name) };

	return request_read(unit_arena(), sample_book(), &src);
}

TEST(request_of_a_course)
{
	struct request r = read(
		"Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat care începe luni.\n\n"
		"Cu stimă,\nIon Popescu\n0722 123 456\n",
		"");

	CHECK(r.intent);
	CHECK(!r.is_form);
	CHECK_SPAN(r.intent_line,
		   "Aș dori să mă înscriu la cursul de Excel avansat care începe luni.");
	CHECK_SPAN(r.name, "Ion Popescu");
	CHECK_SPAN(r.phone, "0722123456");
	CHECK_SPAN(r.product, "Excel avansat");
	CHECK_SPAN(r.email, "ion@client.example");
	CHECK_HAS(r.message, "Aș dori să mă înscriu");
}

TEST(request_of_a_company)
{
	struct request r = read(
		"Bună ziua,\n\nMă numesc Ștefania Țîru, de la SC Alfa Consult S.R.L., CUI RO 18547290, "
		"str. Lungă nr. 5, Brașov.\n"
		"Vă rog o ofertă de preț pentru audit energetic și consultanță.\nTel: +40 (722) 123.456\n",
		"office");

	CHECK(r.intent);
	CHECK_SPAN(r.name, "Ștefania Țîru");
	CHECK_SPAN(r.company, "SC Alfa Consult S.R.L.");
	CHECK_SPAN(r.tax_id, "RO18547290");
	CHECK_SPAN(r.address, "str. Lungă nr. 5, Brașov.");
	CHECK_SPAN(r.phone, "0722123456");
	CHECK_SPAN(r.product, "audit energetic");
}

static const struct {
	const char *text, *display, *name;
} names[] = {
	{ "Vreau cursul.\nCu respect, Maria Pop", "", "Maria Pop" },
	{ "Vreau cursul.\n\nMulțumesc,\nMaria Pop\nDirector", "", "Maria Pop" },
	{ "Vreau cursul.\n\nO zi bună!\n\nMARIA POP", "", "MARIA POP" },
	{ "Vreau cursul.\n\nMaria Pop, 0722123456", "", "Maria Pop" },
	{ "Vreau cursul.", "Maria Pop", "Maria Pop" },
	{ "Vreau cursul.", "maria@x.ro", "" },
	{ "Vreau cursul.", "", "" },
	{ "Sunt interesată de curs, numele meu este Ana-Maria Șerban.", "x", "Ana-Maria Șerban" },
	{ "Sunt Dan Pop și vreau cursul.", "", "Dan Pop" },
	{ "My name is John Smith, I would like the course.", "", "John Smith" },
	{ "Vreau cursul.\n\nCu stimă,\nSC Alfa SRL, tel 0722", "Dan Pop", "Dan Pop" },
};

TEST(request_names)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		UNIT_CASE("%s", names[i].text);
		CHECK_SPAN(read(names[i].text, names[i].display).name, names[i].name);
	}
}

static const struct {
	const char *in, *want;
} phones[] = {
	{ "0722123456", "0722123456" },
	{ "0722 123 456", "0722123456" },
	{ "0722.123.456", "0722123456" },
	{ "0722-123-456", "0722123456" },
	{ "+40722123456", "0722123456" },
	{ "+40 722 123 456", "0722123456" },
	{ "0040 722 123 456", "0722123456" },
	{ "+40 0722 123 456", "0722123456" },
	{ "(0722) 123 456", "0722123456" },
	{ "021/123.45.67", "0211234567" },
	{ "+45 12 34 56 78", "+4512345678" },
	{ "0722 123 45", "" },
	{ "0922123456", "" },
	{ "1234567890", "" },
	{ "0722123456789", "" },
	{ "", "" },
	{ "abc", "" },
	{ "1850101221144", "" },
};

TEST(request_phones)
{
	for (size_t i = 0; i < ARRAY_LEN(phones); i++) {
		UNIT_CASE("%s", phones[i].in);
		CHECK_SPAN(request_phone(unit_arena(), span_of(phones[i].in)), phones[i].want);
	}
	CHECK_SPAN(
		read("IBAN RO49AAAA1B31007593840000, 12.11.2026, tel.: 0722 123 456, 400 lei", "")
			.phone,
		"0722123456");
	CHECK_SPAN(read("Comanda 0722 din 12.11.2026", "").phone, "");
}

static const struct {
	const char *in, *want;
} companies[] = {
	{ "pentru Alfa Consult SRL.", "Alfa Consult SRL" },
	{ "firma SC ALFA & BETA S.R.L. din Cluj", "SC ALFA & BETA S.R.L." },
	{ "Sunt de la Beta SA, vreau să știu", "Beta SA" },
	{ "vreau sa ma inscriu", "" },
	{ "PFA Ion Popescu", "PFA Ion Popescu" },
	{ "Popescu Ion PFA", "Popescu Ion PFA" },
	{ "am un srl", "" },
	{ "Gamma GmbH", "Gamma GmbH" },
	{ "cu stimă, Dan", "" },
};

TEST(request_companies)
{
	for (size_t i = 0; i < ARRAY_LEN(companies); i++) {
		UNIT_CASE("%s", companies[i].in);
		CHECK_SPAN(read(companies[i].in, "").company, companies[i].want);
	}
}

static const struct {
	const char *in, *want;
} taxes[] = {
	{ "CUI 18547290", "18547290" },
	{ "CUI: RO18547290", "RO18547290" },
	{ "cod fiscal RO 18547290", "RO18547290" },
	{ "C.U.I. 18547290,", "18547290" },
	{ "18547290", "" },
	{ "CUI 18547291", "" },
	{ "RO49AAAA1B31007593840000", "" },
	{ "circuit 18547290", "" },
};

TEST(request_tax_ids)
{
	for (size_t i = 0; i < ARRAY_LEN(taxes); i++) {
		UNIT_CASE("%s", taxes[i].in);
		CHECK_SPAN(read(taxes[i].in, "").tax_id, taxes[i].want);
	}
}

static const struct {
	const char *in, *want;
} products[] = {
	{ "Aș dori să mă înscriu la cursul de Excel avansat.", "Excel avansat" },
	{ "Vreau la cursul „Word pentru începători\"", "Word pentru începători" },
	{ "Vă rog o ofertă pentru cursul de Excel 2.0, nivel mediu", "Excel 2.0" },
	{ "Mă interesează abonamentul Premium pentru firmă", "Premium" },
	{ "Am nevoie de traduceri juridice pe 12.11.2026", "traduceri juridice" },
	{ "I would like a quote for translation services please", "translation services" },
	{ "Bună ziua", "" },
};

TEST(request_products)
{
	for (size_t i = 0; i < ARRAY_LEN(products); i++) {
		UNIT_CASE("%s", products[i].in);
		CHECK_SPAN(read(products[i].in, "").product, products[i].want);
	}
}

TEST(request_without_intent)
{
	CHECK(!read("Bună ziua,\nVă trimit actele.\nIon Popescu", "").intent);
	CHECK(!read("", "").intent);
}

TEST(request_form_is_tidied)
{
	struct request r = { .is_form = true,
			     .phone = S("+40 722 123 456"),
			     .company = S("Alfa SRL, CUI RO18547290"),
			     .message = S("Aș dori o ofertă pentru traduceri.") };

	request_tidy(unit_arena(), sample_book(), &r);
	CHECK_SPAN(r.phone, "0722123456");
	CHECK_SPAN(r.tax_id, "RO18547290");
	CHECK(r.intent);
	CHECK_SPAN(r.product, "traduceri");
}

TEST(request_company_in_a_long_line)
{
	struct arena *a = unit_arena();
	struct buf b;

	buf_init(&b, a, 100000);
	for (unsigned i = 0; i < 61; i++)
		buf_add_str(&b, "cuvinte ");
	buf_add_str(&b, "pentru Alfa Beta Consult SRL din Cluj");
	CHECK_SPAN(request_read(a, sample_book(), &(struct request_source){ .text = buf_span(&b) })
			   .company,
		   "Alfa Beta Consult SRL");
}
