/* A snapshot as a PDF: reproducible, refused with a reason; pages and words are tests/render's. */
#include "doc_context.h"
#include "doc_layout.h"
#include "doc_print.h"
#include "doc_render.h"
#include "load_look.h"
#include "sample.h"
#include "unit.h"

static struct look *shipped(void)
{
	struct look *l = NULL;
	struct why why = { "" };

	if (!CHECK_RC(load_look(PLIC_SOURCE_DIR "/templates", NULL, &l, &why), RC_OK))
		FAIL("%s", why.text);
	return l;
}

static size_t page_count(struct span pdf)
{
	size_t n = 0;

	for (size_t at = 0; (at = span_find(pdf, S("/Type /Page\n"), at)) != SIZE_MAX; at++)
		n++;
	return n;
}

TEST(doc_render_every_kind_twice_the_same)
{
	struct look *l = shipped();
	struct why why = { "" };
	struct span one, two;

	for (int k = 0; l && k < DOC_KINDS; k++)
		for (int en = 0; en < 2; en++) {
			struct snapshot *s = sample_snapshot(unit_arena(), (enum doc_kind)k,
							     en ? S("en") : S("ro"));

			UNIT_CASE("%s %s", doc_kind_name((enum doc_kind)k), en ? "en" : "ro");
			if (!CHECK_RC(doc_render_pdf(l, unit_arena(), s, FACE_ISSUED, S(""), &one,
						     &why),
				      RC_OK))
				FAIL("%s", why.text);
			CHECK_RC(doc_render_pdf(l, unit_arena(), s, FACE_ISSUED, S(""), &two, &why),
				 RC_OK);
			CHECK(span_eq(one, two));
			CHECK(span_starts(one, S("%PDF-1.")));
			CHECK(one.len < 60000);
			CHECK_INT(page_count(one), k == DOC_CONTRACT ? 2 : 1);
			CHECK_HAS(one,
				  k == DOC_STORNO ? "(D:20261120100000Z" : "(D:20261112100000Z");
		}
	look_free(l);
}

TEST(doc_render_embeds_the_xml_only_when_given)
{
	struct look *l = shipped();
	struct snapshot *s = sample_snapshot(unit_arena(), DOC_INVOICE, S("ro"));
	struct why why = { "" };
	struct span with, without;

	CHECK_RC(doc_render_pdf(l, unit_arena(), s, FACE_ISSUED, S("<Invoice/>"), &with, &why),
		 RC_OK);
	CHECK_HAS(with, "/EmbeddedFiles");
	CHECK_HAS(with, "(FCT-0012.xml)");
	CHECK_HAS(with, "/Subtype /text#2Fxml");
	CHECK_HAS(with, "/Size 10");
	CHECK_RC(doc_render_pdf(l, unit_arena(), s, FACE_ISSUED, S(""), &without, &why), RC_OK);
	CHECK(span_find(without, S("EmbeddedFile"), 0) == SIZE_MAX);
	look_free(l);
}

TEST(doc_unreadable_names_what_the_faces_lack)
{
	struct look *l = shipped();
	struct snapshot *s = sample_snapshot(unit_arena(), DOC_INVOICE, S("ro"));
	struct doc_unreads got = { 0 };
	struct why why = { "" };

	CHECK_RC(doc_unreadable(l, unit_arena(), s, &got, &why), RC_OK);
	CHECK_INT(got.n, 0);
	s->buyer.name = S("Ion \xef\xbf\xbd Pop"); /* a byte of the mail that nobody could read */
	CHECK_RC(doc_unreadable(l, unit_arena(), s, &got, &why), RC_OK);
	CHECK_INT(got.n, 0);
	s->buyer.name = S("株式会社 Plic 式 🎉");
	s->buyer.city = S("Malmö 🎉");
	s->lines.at[1].name = S("Ghid în עברית");
	s->note = S("你好");
	CHECK_RC(doc_unreadable(l, unit_arena(), s, &got, &why), RC_OK);
	if (CHECK_INT(got.n, 2)) {
		CHECK_SPAN(got.at[0].where, "buyer.name");
		CHECK_SPAN(got.at[0].missing, "株式会社");
		CHECK_SPAN(got.at[1].where, "lines.2.name");
		CHECK_SPAN(got.at[1].missing, "עברית");
		CHECK_SPAN(got.at[1].text, "Ghid în עברית");
	}
	look_free(l);
}

TEST(doc_render_refuses_too_many_pages)
{
	struct look *l = shipped();
	struct snapshot *s = sample_snapshot(unit_arena(), DOC_INVOICE, S("ro"));
	struct arena *a = arena_new((size_t)1 << 30);
	struct why why = { "" };
	struct span pdf;
	struct buf lines;

	buf_init(&lines, a, (size_t)1 << 20);
	for (int i = 0; i < 130000; i++)
		buf_add_str(&lines, "x\n");
	s->lines.at[0].description = buf_span(&lines);
	CHECK_RC(doc_render_pdf(l, a, s, FACE_ISSUED, S(""), &pdf, &why), RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "2000 pages");
	arena_free(a);
	look_free(l);
}

TEST(doc_brand_name_drops_the_legal_form)
{
	static const struct {
		const char *legal, *want;
	} row[] = {
		{ "Atelier Diana SRL", "Atelier Diana" },
		{ "ATELIER DIANA S.R.L.", "ATELIER DIANA" },
		{ "SC Atelier Diana SRL", "Atelier Diana" },
		{ "Popescu Ion PFA", "Popescu Ion" },
		{ "Casa", "Casa" },
		{ "SRL", "SRL" },
		{ "Asociația Munții Noștri", "Asociația Munții Noștri" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++)
		CHECK_SPAN(doc_brand_name(span_of(row[i].legal)), row[i].want);
}

TEST(doc_context_figures)
{
	struct look *l = shipped();
	struct snapshot *s = sample_snapshot(unit_arena(), DOC_INVOICE, S("ro"));
	struct why why;
	struct value *v;
	const struct value *line;

	s->lines.at[0].price = (struct decimal){ 4500001, 4 };
	s->period_to = s->period_from;
	s->period_to.n += 40;
	s->note = S("una\r\n\n două ");
	s->seller.city = S("SECTOR2");
	if (!l || !CHECK_RC(doc_context(l, unit_arena(), s, FACE_ISSUED, &v, &why), RC_OK))
		return;
	CHECK_SPAN(value_get_text(v, "label"), "FCT 0012");
	CHECK_SPAN(value_get_text(v, "iban"), "RO49 AAAA 1B31 0075 9384 0000");
	CHECK_SPAN(value_get_text(v, "period"), "01.11 – 11.12.2026");
	CHECK_SPAN(value_get_text(v, "words"),
		   "nouă sute patruzeci și nouă de lei și nouăzeci și cinci de bani");
	CHECK_SPAN(value_get_text(value_get(v, "buyer"), "place"), "400110 Cluj-Napoca, jud. Cluj");
	CHECK_SPAN(value_get_text(value_get(v, "seller"), "place"), "021521 București, sector 2");
	CHECK_SPAN(value_get_text(value_get(v, "seller"), "tax_code"), "RO18547290");
	CHECK_INT(value_get(v, "notes")->u.list.n, 2);
	CHECK_SPAN(value_get_text(value_get(v, "notes")->u.list.at[1], "text"), "două");
	line = value_get(v, "lines")->u.list.at[0];
	CHECK_SPAN(value_get_text(line, "unit_price_plain"), "450,0001");
	CHECK_SPAN(value_get_text(line, "amount"), "1 buc");
	CHECK_SPAN(value_get_text(line, "rate"), "21 %");
	line = value_get(v, "lines")->u.list.at[2];
	CHECK_SPAN(value_get_text(line, "running_plain"), "795,00");
	CHECK_SPAN(value_get_text(line, "amount"), "1,5 ore");
	look_free(l);
}

TEST(layout_parse_says_what_is_wrong)
{
	static const struct {
		const char *text, *why;
	} row[] = {
		{ "@row a | b", "" },
		{ "# a comment\n\n  @space 20", "" },
		{ "hello", "x.layout: not a directive: hello" },
		{ "@7:nope a", "x.layout:7: unknown directive: nope" },
		{ "@_t.layout:3:nope a", "x.layout:_t.layout:3: unknown directive: nope" },
		{ "@total one", "x.layout: too few parts for this directive" },
		{ "@under a | b", "x.layout: too many parts for this directive" },
		{ "@column 5 left | A", "x.layout: the width is" },
		{ "@column * middle | A", "x.layout: the side is" },
		{ "@space far", "x.layout: @space wants points" },
	};
	struct type t = { .arena = unit_arena() };
	struct why why;

	CHECK_RC(type_open(unit_arena(), unit_file(PLIC_BUILD_DIR "/fonts/regular.ttf"),
			   unit_file(PLIC_BUILD_DIR "/fonts/bold.ttf"), &t, &why),
		 RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct items items = { 0 };

		UNIT_CASE("%s", row[i].text);
		why.text[0] = '\0';
		CHECK_RC(layout_parse(&t, S("x.layout"), span_of(row[i].text), &items, &why),
			 row[i].why[0] ? RC_BAD_CONFIG : RC_OK);
		CHECK_HAS(span_of(why.text), row[i].why);
	}
}
