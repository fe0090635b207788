/* Web-form mails by the shipped rule. */
#include "form.h"
#include "sample_reader.h"
#include "unit.h"

static bool read(const char *text, struct request *r)
{
	struct reader_config *cfg = sample_reader_config();

	*r = (struct request){ 0 };
	return form_read(unit_arena(), &cfg->forms, S("forms@site.example"), span_of(text), r);
}

TEST(form_plain)
{
	struct request r;

	CHECK(read(
		"Nume: Ion Popescu\nEmail: ion@client.example\nTelefon: 0722 123 456\nCurs: Excel avansat\n",
		&r));
	CHECK(r.is_form);
	CHECK_SPAN(r.rule, "generic");
	CHECK(!r.named_source);
	CHECK_SPAN(r.name, "Ion Popescu");
	CHECK_SPAN(r.email, "ion@client.example");
	CHECK_SPAN(r.phone, "0722 123 456");
	CHECK_SPAN(r.product, "Excel avansat");
	CHECK_SPAN(r.message, "");
}

TEST(form_as_plugins_write_it)
{
	struct request r;

	CHECK(read(
		"Ai primit un mesaj nou de pe site:\r\n\r\n"
		"* NUME ȘI PRENUME (obligatoriu) : Ștefan Țîru\r\n"
		"*Adresă de e-mail*: <mailto:Stefan@CLIENT.example>\r\n"
		"Număr de telefon = +40 722 123 456\r\n"
		"Denumire firmă:\r\nAlfa Consult SRL\r\n"
		"CUI: RO18547290\r\n"
		"Cursul dorit\r\n\r\nExcel: nivel avansat\r\n"
		"Mesaj: Bună ziua,\r\naș dori detalii.\r\n\r\nOra: după 17:00\r\nVă mulțumesc\r\n"
		"----\r\nTrimis de pe https://site.example/contact\r\nIP: 10.0.0.1\r\n",
		&r));
	CHECK_SPAN(r.name, "Ștefan Țîru");
	CHECK_SPAN(r.email, "Stefan@client.example");
	CHECK_SPAN(r.phone, "+40 722 123 456");
	CHECK_SPAN(r.company, "Alfa Consult SRL");
	CHECK_SPAN(r.tax_id, "RO18547290");
	CHECK_SPAN(r.product, "Excel: nivel avansat");
	CHECK_HAS(r.message, "Bună ziua,");
	CHECK_HAS(r.message, "Ora: după 17:00");
	CHECK_HAS(r.message, "Vă mulțumesc");
	CHECK(!span_has(r.message, S("site.example")));
}

TEST(form_in_english)
{
	struct request r;

	CHECK(read(
		"Name: John Smith\nE-mail: John <john@client.example>\nPhone: +45 12 34 56 78\nCourse: Excel\n"
		"Message: Hello",
		&r));
	CHECK_SPAN(r.name, "John Smith");
	CHECK_SPAN(r.email, "john@client.example");
	CHECK_SPAN(r.message, "Hello");
}

TEST(form_needs_enough)
{
	struct request r;

	CHECK(!read("Nume: Ion Popescu\nCurs: Excel", &r));
	CHECK(!read("Nume: Ion\nCurs: Excel\nMesaj: da", &r)); /* nobody to write to */
	CHECK(!read("Bună ziua,\n\nNume de cod: Excel. Telefonul: nu merge.", &r));
	CHECK(!read("Nume: Ion\nEmail: nu am\nCurs: Excel", &r)); /* no address in the field */
	CHECK(!r.is_form);
}

TEST(form_first_value_stays)
{
	struct request r;

	CHECK(read(
		"Nume: Ion Popescu\nEmail: ion@client.example\nTelefon: 0722123456\nMesaj: x\nEmail: altul@x.ro\n",
		&r));
	CHECK_SPAN(r.email, "ion@client.example");
}

TEST(form_rule_of_one_sender)
{
	struct reader_config *cfg = sample_reader_config();
	struct form_rule *rule = ARENA_PUSH(unit_arena(), &cfg->forms);
	struct form_label labels[] = { { S("email"), S("adresa") },
				       { S("product"), S("pachet ales") } };
	struct request r = { 0 };
	struct span text = S("Pachet ales: Aur\nAdresa: ion@client.example");

	rule->name = S("site");
	rule->from = S("@site.example");
	rule->label = labels;
	rule->n_label = 2;
	rule->min_fields = 2;
	CHECK(form_read(unit_arena(), &cfg->forms, S("Forms@SITE.example"), text, &r));
	CHECK_SPAN(r.rule, "site");
	CHECK(r.named_source);
	CHECK_SPAN(r.product, "Aur");
	/* It counts before the rule for anybody, which would find more. */
	CHECK(form_read(
		unit_arena(), &cfg->forms, S("forms@site.example"),
		S("Nume: Ion\nTelefon: 0722\nMesaj: x\nAdresa: ion@client.example\nPachet ales: Aur"),
		&r));
	CHECK_SPAN(r.rule, "site");
	CHECK_SPAN(r.email, "ion@client.example");
	CHECK(!form_read(unit_arena(), &cfg->forms, S("x@evil-site.example.com"), text, &r));
}
