/* Letters in envelopes that are no MIME: winmail.dat and opaque S/MIME are opened to be read; what is encrypted
 * is said to be; a calendar's answer is no answer. */
#include "buf.h"
#include "mail_read.h"
#include "rtf.h"
#include "tnef.h"
#include "unit.h"

static struct mail_fact read(struct span mail)
{
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro") };
	struct mail_fact f = { 0 };
	struct span whole;

	CHECK_RC(mail_read(unit_arena(), &cfg, mail, &f, &whole, NULL), RC_OK);
	return f;
}

static struct mail_fact read_pkcs7(const char *base64)
{
	return read(arena_fmt(unit_arena(),
			      "From: a@b.ro\nContent-Type: application/pkcs7-mime; name=smime.p7m\n"
			      "Content-Transfer-Encoding: base64\n\n%s",
			      base64));
}

/* Made by `openssl cms -sign -nodetach` and `-encrypt`: "Accept oferta, mulțumesc." and a file semnat.pdf. */
static const char signed_data[] =
	"MIIBhgYJKoZIhvcNAQcCoIIBdzCCAXMCAQExDTALBglghkgBZQMEAgEwgc0GCSqGSIb3DQEHAaCB\n"
	"vwSBvENvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1pDQoNCi0taQ0KQ29u\n"
	"dGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04DQoNCkFjY2VwdCBvZmVydGEsIG11\n"
	"bMibdW1lc2MuDQotLWkNCkNvbnRlbnQtVHlwZTogYXBwbGljYXRpb24vcGRmOyBuYW1lPXNlbW5h\n"
	"dC5wZGYNCg0KUERGDQotLWktLQ0KMYGOMIGLAgEBMCQwDDEKMAgGA1UEAwwBYQIUDdTrO9uMC4cu\n"
	"wGXOMr2WClcNNW4wCwYJYIZIAWUDBAIBMAoGCCqGSM49BAMCBEcwRQIgdn2zXh6LL5qpuhdFxMWE\n"
	"U45odVhZJw3nplrjDBc7drICIQCbMWA31wMGCcj2HRh4LlIPoVs0qWpK1hjwl9RfUXRpUw==\n";
static const char encrypted_data[] =
	"MIIBywYJKoZIhvcNAQcDoIIBvDCCAbgCAQIxgcuhgcgCAQOgUaFPMAkGByqGSM49AgEDQgAECiCd\n"
	"vcCRZ8oYI/K1iKEaAGj/cImLPAbd3hTG3iBsA0pN0wo70nHFTEJTTNk4zUBK19BaP/QdXfFl5MWA\n"
	"01gzjjAcBgkrgQUQhkg/AAIwDwYLKoZIhvcNAQkQAwYFADBSMFAwJDAMMQowCAYDVQQDDAFhAhQN\n"
	"1Os724wLhy7AZc4yvZYKVw01bgQodVc3yXgzIClUbGqbNpqbwE8kUCFB+FCEr3gkejXksAJASJ3E\n"
	"VXsLVjCB5AYJKoZIhvcNAQcBMBQGCCqGSIb3DQMHBAglMP3og6BJEYCBwOw4XaRn8TVGCS22fAqA\n"
	"GqPhA08ZICENG5J6EwON5iVKiDhFUizsB8B2X1j+7R0cX8dQXnQ7nqUpZpoGDAquTtzBEvlbx4YG\n"
	"gV9v9itEG/O1iAXh0hfP0ls8Zh2v0AyP7TVDT+HvuAWZAUaciEC+58/mXYwHlH9/5q1yODatBgb8\n"
	"tYeo7g602kwE/KFQDAxYJGLYg63KhBd7HvFAMhIOtdR3Wm3J6MGaZXcWFCLFNcPQIHktg5HrYGpa\n"
	"5FnT3kV1wg==\n";

TEST(wrap_signed_letter_is_read)
{
	struct mail_fact f = read_pkcs7(signed_data);

	CHECK_SPAN(f.text, "Accept oferta, mulțumesc.");
	CHECK(!f.encrypted);
	if (CHECK_INT(f.attachments.n, 1))
		CHECK_SPAN(f.attachments.at[0].name, "semnat.pdf");
	/* It proves nothing. */
	CHECK_INT(f.auth.verdict, AUTH_NONE);
}

TEST(wrap_encrypted_letter_says_so)
{
	static const char *const others[] = {
		"From: a@b.ro\nContent-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\n\n"
		"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
		"Content-Type: application/octet-stream\n\nx\n--b--\n",
		"From: a@b.ro\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n",
	};
	struct mail_fact f = read_pkcs7(encrypted_data);

	CHECK(f.encrypted);
	CHECK_INT(f.class, MAIL_HUMAN);
	CHECK_SPAN(f.text, "");
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		UNIT_CASE("%s", others[i]);
		f = read(span_of(others[i]));
		CHECK(f.encrypted);
		CHECK_INT(f.class, MAIL_HUMAN);
	}
	CHECK(!read(S("From: a@b.ro\n\nAm trimis -----BEGIN PGP MESSAGE-----")).encrypted);
}

static void add_number(struct buf *b, uint32_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_add_char(b, (char)(unsigned char)(v >> (8 * i)));
}

static void add_attribute(struct buf *b, unsigned level, uint32_t id, struct span data)
{
	buf_add_char(b, (char)level);
	add_number(b, id, 4);
	add_number(b, (uint32_t)data.len, 4);
	buf_add(b, data);
	add_number(b, 0, 2);
}

/* A property of text, padded to four bytes. */
static struct span text_prop(uint32_t id, struct span text)
{
	struct buf b;

	buf_init(&b, unit_arena(), 1000);
	add_number(&b, 1, 4); /* properties */
	add_number(&b, id << 16 | 0x1E, 4);
	add_number(&b, 1, 4); /* values */
	add_number(&b, (uint32_t)text.len, 4);
	buf_add(&b, text);
	while (b.len % 4)
		buf_add_char(&b, '\0');
	return buf_span(&b);
}

static struct span winmail(void)
{
	struct buf b;

	buf_init(&b, unit_arena(), 10000);
	add_number(&b, 0x223E9F78, 4);
	add_number(&b, 1, 2);
	add_attribute(&b, 1, 0x00069007, S("\xE2\x04\0\0\0\0\0\0")); /* 1250 */
	add_attribute(&b, 1, 0x0002800C, S("Bun\xE3 ziua, \xBAtiu.\0"));
	add_attribute(&b, 2, 0x00069002, S("rendering data"));
	add_attribute(&b, 2, 0x00018010, S("OFERT~1.PDF\0"));
	add_attribute(&b, 2, 0x0006800F, S("PDF-1"));
	add_attribute(&b, 2, 0x00069005, text_prop(0x3707, S("../ofert\xE3 lung\xE3.pdf\0")));
	return buf_span(&b);
}

static struct span with_winmail(const char *words)
{
	struct buf b;

	buf_init(&b, unit_arena(), 20000);
	buf_add_str(&b, "From: a@b.ro\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n");
	buf_add_str(&b, words);
	buf_add_str(&b, "\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\n");
	buf_add(&b, winmail());
	buf_add_str(&b, "\n--b--\n");
	return buf_span(&b);
}

TEST(wrap_winmail_gives_names_sizes_and_words)
{
	struct mail_fact f = read(with_winmail(""));

	CHECK_SPAN(f.text, "Bună ziua, știu.");
	if (CHECK_INT(f.attachments.n, 1)) {
		CHECK_SPAN(f.attachments.at[0].name, "ofertă lungă.pdf");
		CHECK_INT(f.attachments.at[0].size, 5);
	}
	/* The mail's own words win. */
	f = read(with_winmail("Salut"));
	CHECK_SPAN(f.text, "Salut");
	CHECK_INT(f.attachments.n, 1);
}

TEST(wrap_winmail_cut_anywhere_ends)
{
	struct span whole = winmail();

	for (size_t i = 0; i <= whole.len; i++) {
		struct tnef t;

		if (tnef_read(unit_arena(), span_sub(whole, 0, i), &t, NULL) == RC_OK)
			CHECK(t.n <= 1);
	}
	/* Every byte spoilt in turn. */
	for (size_t i = 4; i < whole.len; i++) {
		char *bytes = arena_alloc(unit_arena(), whole.len);
		struct tnef t;

		memcpy(bytes, whole.ptr, whole.len);
		bytes[i] = (char)~bytes[i];
		CHECK_RC(tnef_read(unit_arena(), (struct span){ bytes, whole.len }, &t, NULL),
			 RC_OK);
	}
}

TEST(wrap_meeting_answers_are_no_answers)
{
	static const char *const mails[] = {
		"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--b--\n",
		"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n--b--\n",
		("Content-Type: application/ics; name=invite.ics\nContent-Transfer-Encoding: base64\n\n"
		 "QkVHSU46VkNBTEVOREFSCk1FVEhPRDpSRVBMWQo=\n--b--\n"),
	};

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		UNIT_CASE("%s", mails[i]);
		CHECK_INT(
			read(arena_fmt(
				     unit_arena(),
				     "From: a@b.ro\nSubject: Acceptat: Oferta\n"
				     "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nAccept\n--b\n%s",
				     mails[i]))
				.class,
			MAIL_OTHER);
	}
	/* An invitation is a person's letter. */
	CHECK_INT(
		read(S("From: a@b.ro\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHai\n--b\n"
		       "Content-Type: text/calendar; method=REQUEST\n\nMETHOD:REQUEST\n--b--\n"))
			.class,
		MAIL_HUMAN);
}

static const struct {
	const char *rtf, *text;
	bool html;
} rtfs[] = {
	{ "{\\rtf1\\ansi\\ansicpg1250 Bun\\'e3 ziua\\par doi}", "Bună ziua\ndoi", false },
	{ "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;}\\pard x}", "x", false },
	{ "{\\rtf1 a{\\*\\generator nu;}b{\\pict 00ff}c}", "abc", false },
	{ "{\\rtf1 \\u539?i \\u-10179?\\u-8703?!}", "ți 😁!", false },
	{ "{\\rtf1\\uc2 \\u537xxa{\\uc0\\u537 b}}", "șașb", false },
	{ "{\\rtf1 a{\\v ascuns}\\v0 b\\{\\}\\\\}", "ab{}\\", false },
	{ "{\\rtf1 \\bin4 {{{{x}", "x", false },
	{ "{\\rtf1\\fromhtml1{\\*\\htmltag <p>}\\htmlrtf {\\htmlrtf0 a < b\\htmlrtf\\par}\\htmlrtf0 "
	  "{\\*\\htmltag </p>}}",
	  "<p>a &lt; b</p>", true },
	{ "{{{{{{\\rtf1 a", "a", false },
	{ "}}}}a", "a", false },
	{ "", "", false },
	{ "\\", "", false },
};

TEST(rtf_to_text)
{
	for (size_t i = 0; i < ARRAY_LEN(rtfs); i++) {
		bool html = false;

		UNIT_CASE("%s", rtfs[i].rtf);
		CHECK_SPAN(rtf_text(unit_arena(), span_of(rtfs[i].rtf), &html), rtfs[i].text);
		CHECK_INT(html, rtfs[i].html);
	}
}

TEST(rtf_is_unpacked)
{
	/* The example of MS-OXRTFCP 4.1.1. */
	static const char packed[] =
		"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00"
		"\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77"
		"\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";

	CHECK_SPAN(rtf_unpack(unit_arena(), (struct span){ packed, sizeof(packed) - 1 }, RTF_MAX),
		   "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	/* Cut short: what stands before. No more than was asked for. */
	CHECK_SPAN(rtf_unpack(unit_arena(), (struct span){ packed, 20 }, RTF_MAX),
		   "{\\rtf1\\ansi\\");
	CHECK(rtf_unpack(unit_arena(), (struct span){ packed, sizeof(packed) - 1 }, 5).len <= 5);
}
