/* A supplier's invoice as a PDF: always one, whatever it says. What stands on it: tests/render/received.py. */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "load_look.h"
#include "read_file.h"
#include "reader_wire.h"
#include "received_render.h"
#include "received_sums.h"
#include "span.h"
#include "ubl_in.h"
#include "unit.h"

#define WORST_CAP ((size_t)512 << 20) /* as in received_run.c */

static struct look *shipped(void)
{
	static struct look *l;
	struct why why = { "" };

	if (!l && load_look(PLIC_SOURCE_DIR "/templates", NULL, &l, &why))
		FAIL("%s", why.text);
	return l;
}

static bool drawn(struct arena *a, struct span xml, struct span lang, struct received_pdf *pdf)
{
	struct ubl_in u;
	struct received_print print = { &u, S("5001"), NULL, lang };
	struct why why = { "" };
	enum rc rc = ubl_in_read(a, xml, &u, &why);

	if (rc)
		return false;
	print.sums = received_sums(a, &u);
	rc = received_render_pdf(shipped(), a, &print, pdf, &why);
	if (rc)
		FAIL("%s", why.text);
	return rc == RC_OK && span_starts(pdf->bytes, S("%PDF-1."));
}

#define TOTAL \
	"<LegalMonetaryTotal><PayableAmount currencyID=\"RON\">1.00</PayableAmount></LegalMonetaryTotal>"

TEST(received_render_draws_whatever_it_says)
{
	static const char *const rows[] = {
		"<Invoice/>",
		"<CreditNote></CreditNote>",
		"<Invoice><ID>| @row * # \\ {{x}}</ID><Note>@total! 1 | 2\n*bold*</Note></Invoice>",
		"<Invoice><ID>1</ID><IssueDate>mâine</IssueDate><DueDate>9999-12-31</DueDate></Invoice>",
		"<Invoice><ID>1</ID><DocumentCurrencyCode>lei noi</DocumentCurrencyCode>" TOTAL
		"</Invoice>",
		"<Invoice><ID>1</ID><LegalMonetaryTotal><PayableAmount>99999999999999999999999999999999999999999.99"
		"</PayableAmount><TaxInclusiveAmount>NaN</TaxInclusiveAmount></LegalMonetaryTotal></Invoice>",
		"<Invoice><ID>1</ID><InvoiceLine/><InvoiceLine><Item><Name>&#x202e;abc&#x85;&#x9b;31m</Name></Item>"
		"<InvoicedQuantity unitCode=\"\">-.5</InvoicedQuantity></InvoiceLine></Invoice>",
		"<Invoice><ID>1</ID><TaxTotal/><TaxTotal><TaxSubtotal/></TaxTotal><PaymentMeans/><AllowanceCharge/>"
		"<BillingReference><InvoiceDocumentReference/></BillingReference></Invoice>",
	};
	struct received_pdf pdf = { S(""), S("") };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i]);
		CHECK(drawn(unit_arena(), span_of(rows[i]), S("ro"), &pdf));
		CHECK(drawn(unit_arena(), span_of(rows[i]), S("en"), &pdf));
		CHECK_SPAN(pdf.missing, "");
	}
}

/* xml, its nth text another. */
static struct span with_text(struct arena *a, struct span xml, size_t nth, struct span odd)
{
	size_t at = span_find(xml, S("<cbc:ID>"), 0);

	while (nth-- && at != SIZE_MAX)
		at = span_find(xml, S("</cbc:"), at + 1);
	if (at == SIZE_MAX)
		return xml;
	while (xml.ptr[at - 1] != '>')
		at--;
	return arena_fmt(a, "%.*s%.*s%.*s", SPAN_ARG(span_sub(xml, 0, at)), SPAN_ARG(odd),
			 SPAN_ARG(span_from(xml, span_find_char(xml, '<', at))));
}

TEST(received_render_draws_each_field_of_any_text)
{
	static const char *const odd[] = { "",
					   "0",
					   "-",
					   "-0.000",
					   "1e9",
					   "9999999999999999999999999",
					   "ورق",
					   "&#xfffd;&#x200b;&#x7f;",
					   "| @total! x | * {{y}} &lt; &amp;",
					   "9999-12-31",
					   "RO" };
	struct span xml = unit_file("tests/render/received.xml"), long_text;
	struct buf b;

	buf_init(&b, unit_arena(), 20000);
	for (int i = 0; i < 700; i++)
		buf_add_str(&b, i % 9 ? "WĂW" : "W ");
	long_text = buf_span(&b);
	for (size_t nth = 1; nth < 170; nth++)
		for (size_t k = 0; k <= ARRAY_LEN(odd); k++) {
			SCOPED_ARENA a = arena_new(WORST_CAP);
			struct received_pdf pdf = { S(""), S("") };
			struct span text = k < ARRAY_LEN(odd) ? span_of(odd[k]) : long_text;

			UNIT_CASE("text %zu is %.20s", nth, text.ptr);
			CHECK(drawn(a, with_text(a, xml, nth, text), S("ro"), &pdf));
		}
}

TEST(received_render_names_the_letters_that_it_cannot_draw)
{
	struct received_pdf pdf = { S(""), S("") };

	CHECK(drawn(
		unit_arena(),
		S("<Invoice><ID>1</ID><AccountingSupplierParty><Party><PartyName><Name>株式会社</Name></PartyName></Party>"
		  "</AccountingSupplierParty><InvoiceLine><Item><Name>ورق A4</Name></Item></InvoiceLine>" TOTAL
		  "</Invoice>"),
		S("ro"), &pdf));
	CHECK_HAS(pdf.missing, "株");
	CHECK_HAS(pdf.missing, "ق");
	CHECK(span_find(pdf.missing, S("A"), 0) == SIZE_MAX);
}

/* The most that can be read of one goes through the pipe and onto paper. */
TEST(received_render_of_the_largest_has_room)
{
	static const char *const texts[] = { "x", "un cuvânt ori două, ", "株式会社مرحبا ",
					     "WWWWWWWWW" };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		SCOPED_ARENA a = arena_new(WORST_CAP);
		struct received_pdf pdf = { S(""), S("") };
		struct wire_answer answer = { .is_invoice = true };
		struct ubl_in u;
		struct buf b, frame;

		buf_init(&b, a, (size_t)31 << 20);
		buf_add_str(&b, "<Invoice><ID>1</ID>");
		for (int n = 0; n < 9000 && b.len < (size_t)24 << 20; n++) {
			buf_add_str(&b, "<InvoiceLine><Item><Name>");
			for (int k = 0; k < (i ? 60 : 1); k++)
				buf_add_str(&b, texts[i]);
			buf_add_str(&b, "</Name></Item><Note>x</Note></InvoiceLine>");
		}
		buf_add_str(&b, TOTAL "</Invoice>");
		UNIT_CASE("%s", texts[i]);
		CHECK_RC(ubl_in_read(a, buf_span(&b), &u, NULL), RC_OK);
		CHECK_INT(u.n_lines, 9000);
		CHECK(u.lines.n > 500 && u.lines.n <= UBL_LINES_MAX);
		CHECK_INT(u.payable.minor, 100); /* what stands behind them is still read */
		CHECK(drawn(a, buf_span(&b), S("ro"), &pdf));
		answer.invoice = u;
		buf_init(&frame, a, WIRE_ANSWER_MAX + WIRE_HEAD);
		CHECK(wire_put_answer(a, &frame, &answer));
		CHECK_RC(wire_get_answer(a, span_from(buf_span(&frame), WIRE_HEAD), &answer, NULL),
			 RC_OK);
		CHECK_INT(answer.invoice.lines.n, u.lines.n);
	}
}

static size_t n_drawn;

static void draw_all(struct span xml, const char *root)
{
	struct span begin = arena_fmt(unit_arena(), "<%s", root),
		    end = arena_fmt(unit_arena(), "</%s>", root);
	size_t at = 0;

	/* A file of tests holds several. */
	while ((at = span_find(xml, begin, at)) != SIZE_MAX) {
		size_t to = span_find(xml, end, at);
		SCOPED_ARENA a = arena_new(WORST_CAP);
		struct received_pdf pdf = { S(""), S("") };
		struct ubl_in u;
		struct span one = span_sub(xml, at, to == SIZE_MAX ? SIZE_MAX : to + end.len - at);

		at += begin.len;
		if (span_starts(span_from(xml, at), S("Line")) || ubl_in_read(a, one, &u, NULL))
			continue;
		CHECK(drawn(a, one, S("ro"), &pdf));
		n_drawn++;
	}
}

static void draw_folder(const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		const char *inner =
			arena_str(unit_arena(), arena_fmt(unit_arena(), "%s/%s", path, e->d_name));
		struct span xml;

		if (e->d_name[0] == '.')
			continue;
		if (!span_ends(span_of(e->d_name), S(".xml"))) {
			draw_folder(inner);
			continue;
		}
		UNIT_CASE("%s", inner);
		if (!CHECK_RC(read_file(unit_arena(), inner, 1 << 20, &xml, NULL), RC_OK))
			continue;
		draw_all(xml, "Invoice");
		draw_all(xml, "CreditNote");
	}
	if (d)
		closedir(d);
}

TEST(received_render_draws_every_sample)
{
	const char *shared = getenv("PLIC_SHARED");
	const char *samples =
		arena_str(unit_arena(), arena_fmt(unit_arena(), "%s/ref/efactura-data/samples",
						  shared ? shared : PLIC_SOURCE_DIR "/../shared"));

	if (access(samples, R_OK) != 0)
		SKIP("no ../shared/ref/efactura-data");
	draw_folder(samples);
	CHECK(n_drawn > 900);
}
