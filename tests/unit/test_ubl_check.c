/* The pre-flight of e-invoices: two valid documents (tests/ubl), each spoiled in many ways. The expected ids
 * are those of ANAF's official rules 1.0.9 on the same bytes. */
#include <stdlib.h>

#include "buf.h"
#include "sample_look.h"
#include "ubl_check.h"
#include "ubl_rule.h"
#include "unit.h"
#include "utf8.h"

#define INVOICE "tests/ubl/invoice.xml"
#define NOTE    "tests/ubl/credit-note-o.xml"
#define EXTENDED(xml)                                                                                                                  \
	"<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\"><ext:UBLExtension>" \
	"<ext:ExtensionContent>" xml                                                                                                   \
	"</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions><cbc:CustomizationID>"

#define PAID_TO(first, second)                                                          \
	"</cac:AccountingCustomerParty><cac:PayeeParty><cac:PartyIdentification>" first \
	"</cac:PartyIdentification><cac:PartyIdentification>" second                    \
	"</cac:PartyIdentification><cac:PartyName><cbc:Name>Alt</cbc:Name></cac:PartyName></cac:PayeeParty>"

static const struct {
	const char *file, *from, *to, *ids;
} spoiled[] = {
	{ INVOICE,
	  "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1</cbc:CustomizationID>",
	  "", "BR-01 BR-RO-001" },
	{ INVOICE, "CIUS-RO:1.0.1", "CIUS-RO:1.0.0", "BR-RO-001" },
	{ INVOICE, "<cbc:ID>FCT 0001</cbc:ID>", "<cbc:ID></cbc:ID>", "BR-02 BR-RO-010" },
	{ INVOICE, "FCT 0001", "FCT", "BR-RO-010" },
	{ INVOICE, "<cbc:IssueDate>2026-11-12", "<cbc:IssueDate>2026-11-12Z", "BR-RO-DT001" },
	{ INVOICE, "<cbc:DueDate>2026-11-26</cbc:DueDate>", "", "BR-CO-25" },
	{ INVOICE, ">380<", ">386<", "BR-RO-020_1" },
	{ INVOICE, "<cbc:DocumentCurrencyCode>RON<", "<cbc:DocumentCurrencyCode>EUR<",
	  "BR-CO-15 BR-RO-030" },
	{ INVOICE, "<cbc:RegistrationName>Ion Popescu</cbc:RegistrationName>", "", "BR-07" },
	{ INVOICE, ">SECTOR2<", ">Sector 2<", "BR-RO-100" },
	{ INVOICE, ">RO-CJ<", ">CJ<", "BR-RO-111" },
	{ INVOICE, "<cbc:StreetName>Bd. Eroilor 3</cbc:StreetName>", "", "BR-RO-082" },
	{ INVOICE, "Cluj-Napoca",
	  "Cluj-Napoca, un oraș cu un nume peste măsură de lung, scris întreg", "BR-RO-L0502" },
	{ INVOICE, "<cbc:CompanyID>0000000000000</cbc:CompanyID>", "", "BR-RO-120" },
	{ INVOICE, "RO18547290", "18547290", "BR-CO-09" },
	{ INVOICE,
	  "<cac:PayeeFinancialAccount><cbc:ID>RO49AAAA1B31007593840000</cbc:ID></cac:PayeeFinancialAccount>",
	  "", "BR-61" },
	{ INVOICE, "<cbc:PaymentMeansCode>30", "<cbc:PaymentMeansCode>199", "BR-CL-16" },
	{ INVOICE, "<cbc:AllowanceChargeReason>Reducere de fidelitate</cbc:AllowanceChargeReason>",
	  "", "BR-33 BR-CO-21" },
	{ INVOICE, "<cbc:Amount currencyID=\"RON\">50.00", "<cbc:Amount currencyID=\"RON\">49.99",
	  "BR-CO-11" },
	{ INVOICE, "<cbc:TaxAmount currencyID=\"RON\">189.00</cbc:TaxAmount>\n    <cac",
	  "<cbc:TaxAmount currencyID=\"RON\">189.01</cbc:TaxAmount>\n    <cac",
	  "BR-CO-14 BR-CO-15" },
	{ INVOICE, "<cbc:TaxableAmount currencyID=\"RON\">900.00",
	  "<cbc:TaxableAmount currencyID=\"RON\">901.00", "BR-S-08" },
	{ INVOICE, "<cbc:LineExtensionAmount currencyID=\"RON\">950.00",
	  "<cbc:LineExtensionAmount currencyID=\"RON\">950.01", "BR-CO-10 BR-CO-13" },
	{ INVOICE, "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.00",
	  "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.001",
	  "BR-CO-15 BR-DEC-14 BR-DEC-RO-14 UBL-DT-01" },
	{ INVOICE, "<cbc:PrepaidAmount currencyID=\"RON\">89.00</cbc:PrepaidAmount>", "",
	  "BR-CO-16" },
	{ INVOICE, "<cbc:PayableAmount currencyID=\"RON\">1000.00",
	  "<cbc:PayableAmount currencyID=\"RON\">o mie", "BR-CO-16 BR-CO-25 XSD" },
	{ INVOICE, "450.000000", "-450.000000", "BR-27" },
	{ INVOICE, "unitCode=\"H87\">2", "unitCode=\"BUC\">2", "BR-CL-23" },
	{ INVOICE, "<cbc:Name>Caiet</cbc:Name>", "", "BR-25" },
	{ INVOICE,
	  "<cac:Price><cbc:PriceAmount currencyID=\"RON\">50.00</cbc:PriceAmount></cac:Price>", "",
	  "BR-26" },
	{ INVOICE,
	  "<cbc:ID>S</cbc:ID><cbc:Percent>21.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>\n    </cac:Item>\n    <cac:Price><cbc:PriceAmount currencyID=\"RON\">50",
	  "<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>\n    </cac:Item>\n    <cac:Price><cbc:PriceAmount currencyID=\"RON\">50",
	  "BR-E-01 BR-S-08" },
	{ INVOICE,
	  "  <cbc:IssueDate>2026-11-12</cbc:IssueDate>\n  <cbc:DueDate>2026-11-26</cbc:DueDate>",
	  "  <cbc:DueDate>2026-11-26</cbc:DueDate>\n  <cbc:IssueDate>2026-11-12</cbc:IssueDate>",
	  "XSD" },
	{ INVOICE,
	  "<Invoice xmlns=", "<!DOCTYPE Invoice [<!ENTITY x \"y\">]><Invoice xmlns=", "XML" },
	{ INVOICE, "</Invoice>", "", "XML" },
	{ INVOICE, "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
	  "urn:oasis:names:specification:ubl:schema:xsd:Order-2", "XML" },
	/* names of the first XML 1.0 only, addresses without blanks, encodings that all know */
	{ INVOICE, "<Invoice xmlns=", "<Invoice xmlns:ă=\"urn:x\" xmlns=", "" },
	{ INVOICE, "<Invoice xmlns=", "<Invoice xmlns:ț=\"urn:x\" xmlns=", "XML" },
	{ INVOICE, "<Invoice xmlns=", "<Invoice xmlns:x=\"urn x\" xmlns=", "XML" },
	{ INVOICE, "<Invoice xmlns=", "<Invoice xmlns:x=\"%00\\\" xmlns=", "XSD" },
	{ INVOICE, "encoding=\"UTF-8\"", "encoding=\"GBK\"", "XML" },
	{ INVOICE, "encoding=\"UTF-8\"", "encoding=\"cp852\"", "" },
	{ INVOICE, "encoding=\"UTF-8\"", "encoding=\"csISOLatin2\"", "" },
	{ INVOICE, "encoding=\"UTF-8\"", "encoding=\"ASCII7\"", "XML" },
	{ INVOICE, "version=\"1.0\"", "version=\"1.1\"", "XSD" },
	/* in an extension stands what the schema does not know, or what it allows */
	{ INVOICE, "<cbc:CustomizationID>", EXTENDED("<x xmlns=\"urn:x\"/>"), "UBL-CR-001" },
	{ INVOICE, "<cbc:CustomizationID>", EXTENDED("<x xmlns=\"\"/>"), "UBL-CR-001 XSD" },
	{ INVOICE, "<cbc:CustomizationID>",
	  EXTENDED("<x xmlns=\"urn:x\"><cbc:IssueDate>azi</cbc:IssueDate></x>"),
	  "BR-RO-DT001 UBL-CR-001 XSD" },
	{ INVOICE, "<cbc:CustomizationID>",
	  EXTENDED(
		  "<CreditNote xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2\"/>"),
	  "UBL-CR-001" },
	/* amounts are compared as they are, 24 digits are a number of the schema's */
	{ INVOICE, "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.00",
	  "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.00000000000001",
	  "BR-CO-15 BR-DEC-14 BR-DEC-RO-14 UBL-DT-01" },
	{ INVOICE, "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.00",
	  "<cbc:TaxInclusiveAmount currencyID=\"RON\">1089.0000000000000000000000001",
	  "BR-CO-15 BR-DEC-14 BR-DEC-RO-14 UBL-DT-01 XSD" },
	{ INVOICE,
	  "<cbc:Percent>21.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>",
	  "<cbc:Percent>1e-400</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>",
	  "BR-S-05 BR-S-08 XSD" },
	{ INVOICE, "<cac:LegalMonetaryTotal>", "<cac:LegalMonetaryTotal/><cac:LegalMonetaryTotal>",
	  "BR-12 BR-13 BR-14 BR-15 BR-CO-10 BR-CO-11 BR-CO-13 BR-CO-16 XSD" },
	{ INVOICE, "<cac:Price>", "<cac:Price> ", "" },
	{ INVOICE, "<cac:Price>", "<cac:Price><![CDATA[ ]]>", "XSD" },
	{ INVOICE, "<cbc:IssueDate>2026-11-12", "<cbc:IssueDate>999999999999-01-01",
	  "BR-RO-DT001" },
	{ INVOICE, "<cbc:IssueDate>2026-11-12", "<cbc:IssueDate>-0000-01-01", "BR-RO-DT001 XSD" },
	/* a payee has one identifier, of a scheme or of none, beside that of SEPA's creditor */
	{ INVOICE, "</cac:AccountingCustomerParty>",
	  PAID_TO("<cbc:ID>1</cbc:ID>", "<cbc:ID>2</cbc:ID>"), "UBL-SR-20" },
	{ INVOICE, "</cac:AccountingCustomerParty>",
	  PAID_TO("<cbc:ID schemeID=\"0088\">1</cbc:ID>", "<cbc:ID>2</cbc:ID>"), "UBL-SR-20" },
	{ INVOICE, "</cac:AccountingCustomerParty>",
	  PAID_TO("<cbc:ID schemeID=\"sepa\">1</cbc:ID>", "<cbc:ID>2</cbc:ID>"), "BR-CL-10" },
	{ INVOICE, "</cac:AccountingCustomerParty>",
	  PAID_TO("<cbc:ID schemeID=\"SEPA\">1</cbc:ID>", "<cbc:ID>2</cbc:ID>"), "" },
	/* a party in the representative is beside the schema; its rules are asked all the same */
	{ INVOICE, "</cac:AccountingCustomerParty>",
	  "</cac:AccountingCustomerParty><cac:TaxRepresentativeParty><cac:Party>"
	  "<cac:PartyName><cbc:Name>A</cbc:Name></cac:PartyName>"
	  "<cac:PartyName><cbc:Name>B</cbc:Name></cac:PartyName>"
	  "<cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID></cac:PartyTaxScheme>"
	  "<cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID></cac:PartyTaxScheme>"
	  "</cac:Party></cac:TaxRepresentativeParty>",
	  "BR-18 BR-19 BR-56 UBL-SR-22 UBL-SR-23 XSD" },
	{ NOTE, ">381<", ">380<", "BR-CL-01 BR-RO-020_2" },
	{ NOTE, "<b:TaxExemptionReasonCode>VATEX-EU-O</b:TaxExemptionReasonCode>", "", "BR-O-10" },
	{ NOTE,
	  "<b:ID>O</b:ID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory>",
	  "<b:ID>O</b:ID><b:Percent>0</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory>",
	  "BR-O-05" },
	{ NOTE, "<a:PartyLegalEntity><b:RegistrationName>Atelier",
	  "<a:PartyTaxScheme><b:CompanyID>RO18547290</b:CompanyID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:PartyTaxScheme><a:PartyLegalEntity><b:RegistrationName>Atelier",
	  "BR-O-02" },
	{ NOTE, "<b:ID>FCT 0001</b:ID>", "", "BR-55 UBL-SR-07 XSD" },
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct span ids_of(struct arena *a, struct span xml)
{
	struct ubl_report rep;
	const char *ids[64] = { NULL };
	struct buf b;

	ubl_check(a, xml, &rep);
	buf_init(&b, a, 4096);
	if (!CHECK(rep.n < ARRAY_LEN(ids)))
		return S("");
	for (size_t i = 0; i < rep.n; i++)
		ids[i] = rep.at[i].id;
	qsort(ids, rep.n, sizeof(ids[0]), by_name);
	for (size_t i = 0; i < rep.n; i++)
		buf_add_fmt(&b, "%s%s", i ? " " : "", ids[i]);
	return buf_span(&b);
}

static struct span replaced(struct arena *a, struct span text, struct span from, struct span to)
{
	size_t at = span_find(text, from, 0);
	struct buf b;

	if (!CHECK(at != SIZE_MAX))
		return text;
	buf_init(&b, a, 1 << 20);
	buf_add(&b, span_sub(text, 0, at));
	buf_add(&b, to);
	buf_add(&b, span_from(text, at + from.len));
	return buf_span(&b);
}

TEST(ubl_valid_documents_have_no_finding)
{
	struct arena *a = unit_arena();

	CHECK_SPAN(ids_of(a, unit_file(INVOICE)), "");
	CHECK_SPAN(ids_of(a, unit_file(NOTE)), "");
}

TEST(ubl_spoiled_documents_have_the_official_findings)
{
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(spoiled); i++) {
		UNIT_CASE("%s -> %s", spoiled[i].from, spoiled[i].to);
		CHECK_SPAN(ids_of(a, replaced(a, unit_file(spoiled[i].file),
					      span_of(spoiled[i].from), span_of(spoiled[i].to))),
			   spoiled[i].ids);
	}
}

/* The parser is kept from one to the next: prefixes, names and faults are each document's own. */
TEST(ubl_a_document_sees_nothing_of_the_one_before)
{
	struct arena *a = unit_arena();
	struct span good = unit_file(INVOICE), half = span_sub(good, 0, good.len / 2),
		    undeclared = S("<cac:Party><cbc:ID>1</cbc:ID></cac:Party>"),
		    foreign = replaced(a, good, S("<cbc:ID>FCT 0001</cbc:ID>"),
				       S("<cbc:Unheard>FCT 0001</cbc:Unheard>")),
		    latin = replaced(a, good, S("UTF-8"), S("ISO-8859-1"));
	const struct {
		struct span xml;
		const char *ids;
	} row[] = {
		{ good, "" },          { undeclared, "XML" }, { half, "XML" },
		{ undeclared, "XML" }, { good, "" },          { foreign, "BR-02 BR-RO-010 XSD" },
		{ latin, "" },         { good, "" },          { S("<a/>"), "XML" },
		{ good, "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		UNIT_CASE("document %zu", i);
		CHECK_SPAN(ids_of(a, row[i].xml), row[i].ids);
	}
}

static struct span widened(struct arena *a, struct span text, size_t bytes, bool low_first)
{
	char *to = arena_alloc(a, text.len * bytes);

	memset(to, 0, text.len * bytes);
	for (size_t i = 0; i < text.len; i++)
		to[i * bytes + (low_first ? 0 : bytes - 1)] = text.ptr[i];
	return (struct span){ to, text.len * bytes };
}

/* Two bytes for a letter are read under the three names of UTF-16 alone, four under none. */
TEST(ubl_wide_letters_are_read_as_every_reader_does)
{
	struct arena *a = unit_arena();
	static const struct {
		const char *name, *ids;
		size_t bytes;
		bool low_first;
	} row[] = {
		{ "UTF-16BE", "", 2, false },     { "utf-16le", "", 2, true },
		{ "UTF-16-BE", "XML", 2, false }, { "UTF-8", "XML", 2, true },
		{ "UTF-16", "XML", 4, false },    { "UTF-32BE", "XML", 4, false },
		{ "UTF-32LE", "XML", 4, true },   { "UTF-16LE", "XML", 1, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct span said =
			replaced(a, unit_file(INVOICE), S("UTF-8"), span_of(row[i].name));

		UNIT_CASE("%s %zu", row[i].name, row[i].bytes);
		CHECK_SPAN(ids_of(a, widened(a, said, row[i].bytes, row[i].low_first)), row[i].ids);
	}
}

/* Whatever the bytes, an answer comes; and what is cut off is no document. */
TEST(ubl_random_damage_is_survived)
{
	struct arena *a = unit_arena();
	struct span good = unit_file(INVOICE);

	for (int i = 0; i < 300; i++) {
		struct arena *one = arena_new(64 << 20);
		char *bytes = arena_alloc(one, good.len);
		struct ubl_report rep;

		memcpy(bytes, good.ptr, good.len);
		for (int k = 0; k < 3; k++)
			bytes[unit_random_in(0, (int64_t)good.len - 1)] =
				(char)unit_random_in(0, 255);
		ubl_check(one, (struct span){ bytes, good.len }, &rep);
		ubl_check(one,
			  (struct span){ bytes, (size_t)unit_random_in(0, (int64_t)good.len - 20) },
			  &rep);
		CHECK(rep.n == 1 && strcmp(rep.at[0].id, "XML") == 0);
		arena_free(one);
	}
	CHECK_SPAN(ids_of(a, S("")), "XML");
	CHECK_SPAN(ids_of(a, S("no xml")), "XML");
}

/* What cannot stand there is quoted in short: never half a letter. */
TEST(ubl_quotes_of_broken_values_are_whole_letters)
{
	struct arena *a = unit_arena();
	struct ubl_report rep;
	size_t seen = 0;

	for (int n = 40; n < 66; n++) {
		struct span date =
			arena_fmt(a, "<cbc:IssueDate>%.*s\u021b\u20ac\u021b\u20ac\u021b", n,
				  "----------------------------------------"
				  "----------------------------------------");

		UNIT_CASE("%d", n);
		ubl_check(a, replaced(a, unit_file(INVOICE), S("<cbc:IssueDate>2026-11-12"), date),
			  &rep);
		for (size_t i = 0; i < rep.n; i++) {
			if (strcmp(rep.at[i].id, "XSD") != 0)
				continue;
			seen++;
			CHECK_HAS(rep.at[i].detail, "\"----------------------------------------");
			CHECK(utf8_valid(rep.at[i].detail) &&
			      !span_has(rep.at[i].detail, S("\ufffd")));
		}
	}
	CHECK_INT(seen, 26);
}

TEST(ubl_each_rule_can_be_said_in_both_languages)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct span why, fix;
	struct why err;

	for (size_t i = 0; l && i < ubl_rule_count(); i++) {
		const struct ubl_rule *r = ubl_rule_at(i);
		struct ubl_finding f = { .id = r->id, .rule = r };

		UNIT_CASE("%s", r->id);
		for (int lang = 0; lang < 2; lang++) {
			err.text[0] = 0;
			CHECK_RC(ubl_explain(l, a, lang ? S("en") : S("ro"), &f, &why, &fix, &err),
				 RC_OK);
			CHECK_STR(err.text, "");
			CHECK(why.len > 10 && fix.len > 5 && !span_has(why, S(": .")));
		}
	}
	CHECK(ubl_rule_count() > 250);
	look_free(l);
}
