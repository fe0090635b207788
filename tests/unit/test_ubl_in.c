/* What is read of other people's electronic invoices. */
#include "buf.h"
#include "span.h"
#include "ubl_in.h"
#include "unit.h"

#define INV(inside) \
	"<Invoice xmlns=\"urn:i\" xmlns:cbc=\"urn:b\" xmlns:cac=\"urn:a\">" inside "</Invoice>"
#define NUM "<cbc:ID>F 12</cbc:ID>"
#define MONEY \
	"<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"RON\">119.00</cbc:PayableAmount></cac:LegalMonetaryTotal>"

TEST(ubl_in_of_a_whole_invoice)
{
	struct ubl_in u;
	struct why why = { "" };

	CHECK_RC(ubl_in_read(unit_arena(), unit_file("tests/ubl/invoice.xml"), &u, &why), RC_OK);
	CHECK(!u.credit_note);
	CHECK(u.head.number.len && u.seller.name.len && u.buyer.name.len && day_is_set(u.issue));
	CHECK_SPAN(u.head.type, "380");
	CHECK(u.total.minor > 0 && u.payable.minor > 0);
	CHECK(u.lines.n > 0 && u.lines.n == u.n_lines && u.lines.at[0].name.len &&
	      u.lines.at[0].unit.len && u.lines.at[0].net.len);
	CHECK_RC(ubl_in_read(unit_arena(), unit_file("tests/ubl/credit-note-o.xml"), &u, &why),
		 RC_OK);
	CHECK(u.credit_note);
	CHECK_SPAN(u.head.type, "381");
}

TEST(ubl_in_takes_the_first_that_is_said)
{
	struct ubl_in u;

	CHECK_RC(
		ubl_in_read(
			unit_arena(),
			S(INV(NUM
			      "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
			      "<cac:AccountingSupplierParty><cac:Party>"
			      "<cac:PartyName><cbc:Name>Firma</cbc:Name></cac:PartyName>"
			      "<cac:PartyTaxScheme><cbc:CompanyID>RO1</cbc:CompanyID></cac:PartyTaxScheme>"
			      "<cac:PartyLegalEntity><cbc:RegistrationName> </cbc:RegistrationName>"
			      "<cbc:CompanyID>J1</cbc:CompanyID></cac:PartyLegalEntity>"
			      "</cac:Party></cac:AccountingSupplierParty>" MONEY)),
			&u, NULL),
		RC_OK);
	CHECK_SPAN(u.head.number, "F 12");
	CHECK_SPAN(u.seller.name, "Firma");
	CHECK_SPAN(u.seller.tax_id, "RO1");
	CHECK_STR(u.payable.cur, "EUR");
	CHECK_INT(u.payable.minor, 11900);
	CHECK_INT(u.total.minor, 11900);
	CHECK(!day_is_set(u.issue) && !day_is_set(u.due));
}

TEST(ubl_in_an_item_of_the_line_is_not_the_invoice)
{
	struct ubl_in u;

	CHECK_RC(
		ubl_in_read(
			unit_arena(),
			S(INV("<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:Note>n</cbc:Note>"
			      "<cbc:InvoicedQuantity unitCode=\"H87\">2</cbc:InvoicedQuantity>"
			      "<cac:Item><cbc:Name>Hârtie</cbc:Name></cac:Item></cac:InvoiceLine>" NUM
				      MONEY)),
			&u, NULL),
		RC_OK);
	CHECK_SPAN(u.head.number, "F 12");
	CHECK_INT(u.notes.n, 0);
	CHECK_SPAN(u.lines.at[0].note, "n");
	CHECK_SPAN(u.lines.at[0].name, "Hârtie");
	CHECK_SPAN(u.lines.at[0].qty, "2");
	CHECK_SPAN(u.lines.at[0].unit, "H87");
}

TEST(ubl_in_refuses_what_is_none)
{
	static const char *const rows[] = { "", "x", "<html/>", "<Invoice><cbc:ID>F 12</cbc:ID>",
					    "<!DOCTYPE Invoice [<!ENTITY a \"b\">]><Invoice/>" };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct ubl_in u;

		UNIT_CASE("%s", rows[i]);
		CHECK_RC(ubl_in_read(unit_arena(), span_of(rows[i]), &u, NULL), RC_BAD_INPUT);
	}
}

TEST(ubl_in_takes_what_can_be_many_and_says_how_many_lines)
{
	struct ubl_in u;

	CHECK_RC(
		ubl_in_read(
			unit_arena(),
			S("<CreditNote><Note>a</Note><Note> b\n c </Note>"
			  "<TaxTotal><TaxAmount currencyID=\"EUR\">1</TaxAmount><TaxSubtotal><TaxAmount>7</TaxAmount></TaxSubtotal></TaxTotal>"
			  "<TaxTotal><TaxAmount currencyID=\"RON\">5</TaxAmount></TaxTotal>"
			  "<AllowanceCharge><Amount>3</Amount></AllowanceCharge>"
			  "<CreditNoteLine><CreditedQuantity unitCode=\"KGM\">2</CreditedQuantity>"
			  "<AllowanceCharge><Amount>4</Amount></AllowanceCharge></CreditNoteLine>"
			  "<CreditNoteLine/></CreditNote>"),
			&u, NULL),
		RC_OK);
	CHECK(u.credit_note);
	CHECK_INT(u.notes.n, 2);
	CHECK_SPAN(u.notes.at[1].text, "b c");
	CHECK_SPAN(u.taxes.at[0].vat.at[0].tax, "7");
	CHECK_SPAN(u.taxes.at[1].currency, "RON");
	CHECK_INT(u.adjusts.n, 1);
	CHECK_SPAN(u.lines.at[0].adjusts.at[0].amount, "4");
	CHECK_SPAN(u.lines.at[0].qty, "2");
	CHECK_SPAN(u.lines.at[0].unit, "KGM");
	CHECK_INT(u.n_lines, 2);
	CHECK_STR(u.payable.cur, "");
}

TEST(ubl_in_puts_the_vat_of_its_own_currency_first)
{
	struct ubl_in u;

	CHECK_RC(
		ubl_in_read(
			unit_arena(),
			S("<Invoice><DocumentCurrencyCode>EUR</DocumentCurrencyCode>"
			  "<TaxTotal><TaxAmount currencyID=\"RON\">5</TaxAmount></TaxTotal>"
			  "<TaxTotal><TaxAmount currencyID=\"EUR\">1</TaxAmount></TaxTotal></Invoice>"),
			&u, NULL),
		RC_OK);
	CHECK_SPAN(u.taxes.at[0].amount, "1");
	CHECK_SPAN(u.taxes.at[1].amount, "5");
}

TEST(ubl_in_cuts_a_text_and_says_so)
{
	struct ubl_in u;
	struct buf b;

	buf_init(&b, unit_arena(), 40000);
	buf_add_str(&b, "<Invoice><Note>");
	for (int i = 0; i < 3000; i++)
		buf_add_str(&b, "ș");
	buf_add_str(&b, "</Note></Invoice>");
	CHECK_RC(ubl_in_read(unit_arena(), buf_span(&b), &u, NULL), RC_OK);
	CHECK(span_ends(u.notes.at[0].text, S("ș…")));
	CHECK(u.notes.at[0].text.len < 5000);
}
