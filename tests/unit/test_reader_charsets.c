/* Charsets behind the wall: every label of the table, and labels that iconv, but not the table, knows, in
 * header, text, file name and page. One lookup of a file would end the child. */
#include "charset.h"
#include "reader.h"
#include "sample_reader.h"
#include "unit.h"

static struct reader *start(void)
{
	struct reader *r = NULL;
	struct why why = { "" };

	if (reader_start(sample_reader_config(), &r, &why))
		FAIL("%s", why.text);
	return r;
}

/* Some bytes are letters in every charset, some start what others continue. */
#define BYTES "Bun\xe3 \xba\xfe \x1b$B$\x22\x1b(B +AOM- \x81\x40\xff\xc8\x99 ziua"

static struct span mail_in(struct arena *a, const char *label)
{
	return arena_fmt(
		a,
		"From: =?%s?Q?=C3=BA?= <ion@client.example>\r\nTo: firma@example.ro\r\n"
		"Subject: =?%s?B?4+P+uqo=?= \xe3\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
		"--b\r\nContent-Type: text/plain; charset=\"%s\"\r\n\r\n" BYTES "\r\n"
		"--b\r\nContent-Type: text/html; charset=\"%s\"\r\n\r\n<p>" BYTES "</p>\r\n"
		"--b\r\nContent-Type: text/html\r\n\r\n<?xml version='1.0' encoding='%s'?><html><head>"
		"<meta charset='%s'><meta http-equiv=Content-Type content='text/html; charset=%s'>"
		"</head><p>" BYTES "</p>\r\n"
		"--b\r\nContent-Type: text/plain\r\n"
		"Content-Disposition: attachment; filename*=%s''%%BA%%FEx.txt\r\n\r\nx\r\n--b--\r\n",
		label, label, label, label, label, label, label, label);
}

/* false: the child did not live through it. */
static bool survives(struct reader *r, const char *label)
{
	SCOPED_ARENA a = arena_new(16 << 20);
	enum reader_end ended = READER_OK;
	struct mail_fact f;
	int pid = reader_pid(r);

	UNIT_CASE("charset %s", label);
	return CHECK_RC(reader_ask(r, a, mail_in(a, label), &f, &ended, NULL), RC_OK) &&
	       CHECK_INT(ended, READER_OK) && CHECK_INT(reader_pid(r), pid) &&
	       CHECK(f.text.len > 0) && CHECK_INT(f.attachments.n, 1);
}

TEST(charsets_of_the_table_in_the_cage)
{
	struct reader *r = start();
	size_t n = 0;

	while (r && charset_label(n))
		if (!survives(r, charset_label(n++)))
			break;
	CHECK(n >= 40);
	reader_stop(r);
}

TEST(charsets_nobody_knows_in_the_cage)
{
	static const char *const others[] = {
		"x-klingon",
		"IBM037",
		"CP1047",
		"EBCDIC-US",
		"ISO-2022-CN-EXT",
		"INIS",
		"HZ-GB-2312",
		"ISO-IR-165",
		"UTF-8//TRANSLIT",
		"windows-1250//IGNORE",
		"../../tmp/x",
		"UCS-4",
		"CP10007",
		"UTF-7-IMAP",
		"ANSI_X3.110",
		"none",
		"utf 8",
		"",
		"ISO-8859-12",
		"ISO_6937",
		"T.61",
		"UNICODE",
		"WCHAR_T",
		"JAVA",
		"TSCII",
		"ARMSCII-8",
		"EUC-TW",
		"JOHAB",
		"VISCII",
		"binary",
	};
	struct reader *r = start();

	for (size_t i = 0; r && i < ARRAY_LEN(others); i++)
		if (!survives(r, others[i]))
			break;
	reader_stop(r);
}

TEST(charsets_read_right_in_the_cage)
{
	static const struct {
		const char *label, *bytes, *want;
	} rows[] = {
		{ "windows-1250", "\xbatiin\xfe\xe3 \xee\xe2", "știință îâ" },
		{ "iso-8859-2", "\xbatiin\xfe\xe3", "știință" },
		{ "iso-8859-16", "\xbatiin\xfe\xe3", "știință" },
		{ "iso-8859-1", "\xbatiin\xfe\xe3", "știință" },
		{ "x-klingon", "\xc8\x99tiin\xc8\x9b\xc4\x83", "știință" },
		{ "x-klingon", "caf\xe9 \x80", "café €" },
		{ "iso-8859-15", "\xa4", "€" },
		{ "koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет" },
		{ "iso-2022-jp", "\x1b$B$\x22\x1b(B", "あ" },
		{ "gbk", "\xc4\xe3\xba\xc3", "你好" },
		{ "euc-kr", "\xbe\xc8", "안" },
		{ "utf-7", "+AMQ-x", "Äx" },
		{ "cp852", "\xc7", "ă" },
	};
	struct reader *r = start();

	for (size_t i = 0; r && i < ARRAY_LEN(rows); i++) {
		struct mail_fact f = { 0 };
		enum reader_end ended;

		UNIT_CASE("%s", rows[i].label);
		CHECK_RC(
			reader_ask(
				r, unit_arena(),
				arena_fmt(
					unit_arena(),
					"From: a@b.ro\r\nContent-Type: text/plain; charset=%s\r\n\r\n%s",
					rows[i].label, rows[i].bytes),
				&f, &ended, NULL),
			RC_OK);
		CHECK_SPAN(f.text, rows[i].want);
	}
	reader_stop(r);
}
