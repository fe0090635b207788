/* Headers and parts: what encoders write, and what they refuse. */
#include "mail_mime.h"
#include "mail_rich.h"
#include "unit.h"

static struct buf new_buf(void)
{
	struct buf b;

	buf_init(&b, unit_arena(), 1 << 20);
	return b;
}

static struct span header(const char *text)
{
	struct buf b = new_buf();
	struct why why;

	return mime_text(&b, "Subject", span_of(text), &why) ? S("refused") : buf_span(&b);
}

static struct span mailbox(const char *name, const char *addr)
{
	struct buf b = new_buf();
	struct why why;

	return mime_mailbox(&b, "To", span_of(name), span_of(addr), &why) ? S("refused") :
									    buf_span(&b);
}

TEST(mime_writes_headers)
{
	CHECK_SPAN(header("Plain words"), "Subject: Plain words\r\n");
	CHECK_SPAN(header(""), "Subject: \r\n");
	CHECK_SPAN(header("Oferta ș_="), "Subject: =?utf-8?Q?Oferta_=C8=99=5F=3D?=\r\n");
	CHECK_SPAN(header("=?utf-8?Q?x?="), "Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=\r\n");
	CHECK_SPAN(mailbox("", "a@b.ro"), "To: a@b.ro\r\n");
	CHECK_SPAN(mailbox("Ion Popescu", "a@b.ro"), "To: \"Ion Popescu\" <a@b.ro>\r\n");
	CHECK_SPAN(mailbox("Ion \"x\\\" <y@z>, b", "a@b.ro"),
		   "To: \"Ion \\\"x\\\\\\\" <y@z>, b\" <a@b.ro>\r\n");
	CHECK_SPAN(mailbox("Știrbei (SRL)", "a@b.ro"),
		   "To: =?utf-8?Q?=C8=98tirbei_=28SRL=29?= <a@b.ro>\r\n");
}

TEST(mime_refuses_injection)
{
	static const char *const names[] = { "a\r\nBcc: x@y.ro", "a\nb", "a\rb", "a\x01", "\x7f",
					     "\xff\xfe",         "a\tb" };
	static const char *const addrs[] = { "",
					     "a",
					     "a@",
					     "@b.ro",
					     "a b@c.ro",
					     "a@b.ro>",
					     "a@b.ro\r\nBcc: c@d.ro",
					     "\"x\"@b.ro",
					     "a@b.ro, c@d.ro" };
	static const char nul[] = "a\0b";
	struct buf b = new_buf();
	struct why why;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		UNIT_CASE("%zu", i);
		CHECK_SPAN(header(names[i]), "refused");
		CHECK_SPAN(mailbox(names[i], "a@b.ro"), "refused");
		CHECK_RC(mime_part_file(&b, span_of(names[i]), S("text/plain"), S("x"), &why),
			 RC_BAD_INPUT);
	}
	for (size_t i = 0; i < ARRAY_LEN(addrs); i++) {
		UNIT_CASE("%s", addrs[i]);
		CHECK_SPAN(mailbox("x", addrs[i]), "refused");
	}
	CHECK_RC(mime_text(&b, "Subject", (struct span){ nul, 3 }, &why), RC_BAD_INPUT);
	CHECK(!mime_id_ok(S("a@b\r\nX: y")) && !mime_id_ok(S("<a@b>")) && !mime_id_ok(S("ab")));
	CHECK(!mime_id_ok(S("a@")) && !mime_id_ok(S("")) && mime_id_ok(S("a.b+c=d@e")));
}

/* Long Romanian subjects: words of at most 75 characters, none splitting a letter, together the
 * text. */
TEST(mime_folds_long_subjects)
{
	struct arena *a = unit_arena();
	struct buf text;

	buf_init(&text, a, 1 << 16);
	for (int n = 0; n < 300; n++) {
		struct span got, line, rest, word;

		buf_add_rune(&text, n % 7 == 0 ? ' ' : n % 3 ? 0x219 : n % 2 ? 0x1F600 : 'a');
		got = header(arena_str(a, buf_span(&text)));
		rest = got;
		while (span_next_line(&rest, &line)) {
			size_t at = span_find(line, S("=?utf-8?Q?"), 0);

			if (line.len > 76)
				FAIL("line of %zu bytes: %.*s", line.len, SPAN_ARG(line));
			if (at == SIZE_MAX)
				continue;
			word = span_from(line, at);
			if (word.len > 75 || !span_ends(word, S("?=")))
				FAIL("bad word: %.*s", SPAN_ARG(word));
			/* a continuation byte (80..BF) at the start would be a split letter */
			if (word.ptr[10] == '=' && strchr("89AB", word.ptr[11]))
				FAIL("split letter: %.*s", SPAN_ARG(word));
		}
	}
}

TEST(mime_folds_plain_headers)
{
	struct span got = header("one two three four five six seven eight nine ten eleven twelve "
				 "thirteen fourteen fifteen sixteen");

	CHECK_SPAN(got,
		   "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
		   " thirteen fourteen fifteen sixteen\r\n");
}

TEST(mime_writes_dates)
{
	struct buf b = new_buf();

	mime_date(&b, 1794471300);
	CHECK_SPAN(buf_span(&b), "Date: Thu, 12 Nov 2026 10:15:00 +0200\r\n");
	buf_trunc(&b, 0);
	mime_date(&b, 1783377000);
	CHECK_SPAN(buf_span(&b), "Date: Tue, 7 Jul 2026 01:30:00 +0300\r\n");
	buf_trunc(&b, 0);
	mime_date(&b, 1798754399);
	CHECK_SPAN(buf_span(&b), "Date: Thu, 31 Dec 2026 23:59:59 +0200\r\n");
}

static struct span body(const char *text)
{
	struct buf b = new_buf();
	struct span got;

	mime_part_text(&b, "text/plain", span_of(text));
	got = buf_span(&b);
	return span_from(got, span_find(got, S("\r\n\r\n"), 0) + 4);
}

TEST(mime_writes_quoted_printable)
{
	CHECK_SPAN(body("ș=\n"), "=C8=99=3D\r\n");
	CHECK_SPAN(body("a \nb"), "a=20\r\nb\r\n");
	CHECK_SPAN(body("--plic_m_x\n. \nFrom x\n-- \n"),
		   "=2D-plic_m_x\r\n=2E=20\r\n=46rom x\r\n=2D-=20\r\n");
	CHECK_SPAN(body("a\r\n\nb\x01"), "a\r\n\r\nb=01\r\n");
}

TEST(mime_quoted_printable_lines_are_short)
{
	struct arena *a = unit_arena();
	struct buf text;

	buf_init(&text, a, 1 << 16);
	for (int n = 0; n < 400; n++) {
		struct span got, line;

		buf_add_rune(&text, n % 5 ? 'x' : 0x21b);
		got = body(arena_str(a, buf_span(&text)));
		while (span_next_line(&got, &line))
			if (line.len > 76)
				FAIL("line of %zu bytes", line.len);
	}
}

TEST(mime_writes_files)
{
	static const struct {
		const char *bytes, *want;
	} row[] = { { "", "\r\n\r\n" },
		    { "f", "Zg==\r\n" },
		    { "fo", "Zm8=\r\n" },
		    { "foo", "Zm9v\r\n" },
		    { "foobar", "Zm9vYmFy\r\n" } };
	struct why why;
	struct buf b;

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		b = new_buf();
		CHECK_RC(mime_part_file(&b, S("FCT-0012.pdf"), S("application/pdf"),
					span_of(row[i].bytes), &why),
			 RC_OK);
		CHECK(span_ends(buf_span(&b), span_of(row[i].want)));
	}
	CHECK(span_starts(buf_span(&b),
			  S("Content-Type: application/pdf;\r\n "
			    "name=\"FCT-0012.pdf\"\r\nContent-Transfer-Encoding: base64\r\n"
			    "Content-Disposition: attachment;\r\n "
			    "filename=\"FCT-0012.pdf\"\r\n\r\n")));
	b = new_buf();
	CHECK_RC(mime_part_file(&b, S("../a\"ș/€.xml"), S("x\r\ny/z"), S("x"), &why), RC_OK);
	CHECK_HAS(buf_span(&b), "Content-Type: application/octet-stream;");
	CHECK_HAS(buf_span(&b), "filename=\".._a_s__.xml\"");
	CHECK_HAS(buf_span(&b), "filename*=UTF-8''.._a%22%C8%99_%E2%82%AC.xml");
}

TEST(rich_makes_links_and_lines)
{
	struct arena *a = unit_arena();

	CHECK_SPAN(
		rich_mailto(a, S("b+t.k@x.ro"), S("Da & nu?"),
			    S("ACCEPT\nș 5\xe2\x80\xaf"
			      "lei +")),
		"mailto:b%2Bt.k@x.ro?subject=Da%20%26%20nu%3F&body=ACCEPT%0D%0A%C8%99%205%20lei%20%2B");
	CHECK_SPAN(rich_html(a, S(" a *b* <c> \x01 \\n*d")),
		   "a <strong>b</strong> &lt;c&gt; * <br>\n<strong>d</strong>");
	CHECK_SPAN(rich_text(a, S("a *b* \x02 c\\nd")), "a b | c\nd");
	CHECK_SPAN(rich_wrap(a, S("unu doi trei\n\npatru"), 8, "- ", "  "),
		   "- unu\n  doi\n  trei\n  \n  patru");
}
