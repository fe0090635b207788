/* Fields of a mail: encoded words, parameters, addresses, ids, dates, file names, part trees. */
#include "mail.h"
#include "mail_header.h"
#include "mail_read.h"
#include "unit.h"

TEST(encoded_words)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "Oferta 12", "Oferta 12" },
		{ "=?UTF-8?B?T2ZlcnTEgw==?= nr. 3", "Ofertă nr. 3" },
		{ "=?utf-8?Q?Ofert=C4?= =?utf-8?Q?=83_nou=C4=83?=",
		  "Ofertă nouă" }, /* split inside a letter */
		{ "=?ISO-8859-2?Q?=BAi?=\r\n =?ISO-8859-2?Q?_=FEie?=", "și ție" },
		{ "=?utf-8*ro?Q?da?=", "da" },
		{ "a =?utf-8?Q?b?= c", "a b c" },
		{ "\"=?utf-8?Q?Ion?=\"", "\"Ion\"" },
		{ "=?utf-8?X?b?=", "=?utf-8?X?b?=" },
		{ "=?utf-8?Q?", "=?utf-8?Q?" },
		{ "=?utf-8?B?!!!?= x", "x" },
		{ "Ofert\xC4\x83", "Ofertă" },
		{ "ofert\xE3 \xBAi", "ofertă și" },
		{ "unu\r\n  doi\ttrei", "unu doi trei" },
		{ "=?utf-8?Q?a=0D=0ABcc:_x=00?=", "a Bcc: x\xEF\xBF\xBD" },
		/* NOLINTNEXTLINE(misc-misleading-bidirectional): an override is what must go */
		{ "da\xE2\x80\xAEnu", "danu" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(mail_decode_text(unit_arena(), span_of(rows[i].in)), rows[i].want);
	}
}

TEST(parameters)
{
	static const struct {
		const char *value, *name, *want;
	} rows[] = {
		{ "text/plain; charset=utf-8", "charset", "utf-8" },
		{ "text/plain; charset=\"utf-8\"; x=y", "CHARSET", "utf-8" },
		{ "a/b; (c;d) name (x) = \"a;b\\\"c\"", "name", "a;b\"c" },
		{ "a/b; name=my file.pdf; x=1", "name", "my file.pdf" },
		{ "attachment; filename*=UTF-8''Ofert%C4%83%2012.pdf; filename=x.pdf", "filename",
		  "Ofertă 12.pdf" },
		{ "attachment; filename*0*=utf-8'ro'Ofe; filename*1*=rt%C4; filename*2*=%83.pdf",
		  "filename", "Ofertă.pdf" },
		{ "attachment; filename*1=b; filename*0=a; filename*3=d", "filename", "ab" },
		{ "attachment; filename*0*=iso-8859-2''%BA; filename*1=i", "filename", "și" },
		{ "attachment; filename=\"=?utf-8?Q?Ofert=C4=83.pdf?=\"", "filename",
		  "Ofertă.pdf" },
		{ "attachment; filename*99999999999=z", "filename", "" },
		{ "attachment; filename*=%41", "filename", "A" },
		{ "attachment; filename=", "filename", "" },
		{ "attachment; filename", "filename", "" },
		{ "attachment", "filename", "" },
		{ "a/b; name=\"unclosed", "name", "unclosed" },
		{ "a/b name=x; name=y", "name", "x" },
		{ "multipart/mixed\r\n\tboundary=\"a;b\"", "boundary", "a;b" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].value);
		CHECK_SPAN(mail_param(unit_arena(), span_of(rows[i].value), rows[i].name),
			   rows[i].want);
	}
	CHECK_SPAN(mail_media_type(unit_arena(), S("(x) Text / HTML (y); a=b")), "text/html");
	CHECK_SPAN(mail_media_type(unit_arena(), S("text")), "");
}

TEST(safe_names)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "Ofertă 12.pdf", "Ofertă 12.pdf" },
		{ "../../etc/passwd", "passwd" },
		{ "..\\..\\x.pdf", "x.pdf" },
		{ "C:\\temp\\a.pdf", "a.pdf" },
		{ "...", "" },
		{ "/", "" },
		{ ".bashrc", "bashrc" },
		{ "a\r\nb\tc.pdf", "a b c.pdf" },
		/* NOLINTNEXTLINE(misc-misleading-bidirectional): the same */
		{ "fdp\xE2\x80\xAE.exe", "fdp.exe" },
		{ "a:b*c?.pdf", "a_b_c_.pdf" },
	};
	struct span cut;
	char big[400];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(mail_safe_name(unit_arena(), span_of(rows[i].in)), rows[i].want);
	}
	memset(big, 'a', sizeof(big));
	memcpy(big + sizeof(big) - 4, ".pdf", 4);
	cut = mail_safe_name(unit_arena(), (struct span){ big, sizeof(big) });
	CHECK_INT(cut.len, 120);
	CHECK(span_ends(cut, S(".pdf")));
}

TEST(addresses)
{
	static const struct {
		const char *in, *want; /* "name|addr;..." */
	} rows[] = {
		{ "ion@client.ro", "|ion@client.ro;" },
		{ "Ion Popescu <ion@CLIENT.ro>", "Ion Popescu|ion@client.ro;" },
		{ "\"Popescu, Ion\" <ion@client.ro>, b@c.ro",
		  "Popescu, Ion|ion@client.ro;|b@c.ro;" },
		{ "Popescu, Ion <ion@client.ro>", "Popescu, Ion|ion@client.ro;" },
		{ "=?utf-8?B?Z29vZEBiYW5rLmV4YW1wbGU=?= <evil@example.org>",
		  "good@bank.example|evil@example.org;" },
		{ "=?utf-8?Q?a=40b.ro,_=3Cx=40y.ro=3E?= <evil@example.org>",
		  "a@b.ro, <x@y.ro>|evil@example.org;" },
		{ "\"a@bank.ro\" <b@evil.ro>", "a@bank.ro|b@evil.ro;" },
		{ "ion@client.ro (Ion P)", "Ion P|ion@client.ro;" },
		{ "Ion (a \\) b) <ion(his account)@client.ro(his host)>", "Ion|ion@client.ro;" },
		{ "a@b.ro c@d.ro", "|a@b.ro;|c@d.ro;" },
		{ "\"a(b\"@c.ro", "|a(b@c.ro;" },
		{ "staff: a@b.ro, c@d.ro;", "|a@b.ro;|c@d.ro;" },
		{ "undisclosed-recipients:;", "" },
		{ "<@x,@y:a@b.ro>", "|a@b.ro;" },
		{ "a@b.ro; c@d.ro", "|a@b.ro;|c@d.ro;" },
		{ "(((((x", "" },
		{ "<", "|;" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct mail_addrs v = { .at = NULL };
		struct span got = S("");

		UNIT_CASE("%s", rows[i].in);
		mail_addrs_parse(a, span_of(rows[i].in), &v);
		for (size_t k = 0; k < v.n; k++)
			got = arena_fmt(a, "%.*s%.*s|%.*s;", SPAN_ARG(got), SPAN_ARG(v.at[k].name),
					SPAN_ARG(v.at[k].addr));
		CHECK_SPAN(got, rows[i].want);
	}
	CHECK(mail_addrs_has_group(S("staff: a@b.ro;")));
	CHECK(!mail_addrs_has_group(S("\"x: y\" <a@b.ro>")));
	CHECK(!mail_addrs_has_group(S("Ion (x: y) <mailto:a@b.ro>")));
}

TEST(dates)
{
	static const struct {
		const char *in;
		int64_t want;
	} rows[] = {
		{ "Mon, 21 Jul 2025 14:05:09 +0300", 1753095909 },
		{ "21 Jul 2025 14:05 +0300", 1753095900 },
		{ "Mon, 21 Jul 2025 11:05:09 GMT", 1753095909 },
		{ "Mon, 21 Jul 2025 11:05:09 +0000 (UTC)", 1753095909 },
		{ "Fri, 21 Jul 25 07:05:09 EDT", 1753095909 },
		{ "Thu, 1 Jan 1970 00:00:01 +0000", 1 },
		{ "32 Nov 2025 10:00:00 +0000", 0 },
		{ "21 Nov 2025 99:42:00 +0000", 0 },
		{ "31 Feb 2025 10:00:00 +0000", 0 },
		{ "21 Xyz 2025 10:00:00 +0000", 0 },
		{ "99999999999999999999 Nov 2025 10:00 +0000", 0 },
		{ "yesterday", 0 },
		{ "", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_INT(mail_date(span_of(rows[i].in)), rows[i].want);
	}
}

TEST(part_tree)
{
	struct mail_part *root = NULL, *p;
	static const char raw[] =
		"From: a@b.ro\r\nContent-Type: multipart/mixed;\r\n boundary=\"ab\"\r\n\r\npreamble\r\n--abc\r\n"
		"--ab\r\n\r\nunu\r\n--abc\r\n--ab \r\nContent-Type: multipart/alternative; boundary=ab2\r\n\r\n"
		"--ab2\r\nContent-Type: text/html\r\n\r\n<p>doi\r\n--ab2--\r\nepilog\r\n--ab\r\n"
		"Content-Type: message/rfc822\r\n\r\nSubject: trei\r\n\r\npatru\r\n--ab--\r\nepilog\r\n--ab\r\n";

	CHECK_RC(mail_parse(unit_arena(), span_of(raw), &root, NULL), RC_OK);
	if (!CHECK(root && root->child && root->child->next && root->child->next->next))
		return;
	p = root->child;
	CHECK_SPAN(p->body, "unu\r\n--abc");
	p = p->next;
	CHECK_SPAN(p->type, "multipart/alternative");
	if (CHECK(p->child))
		CHECK_SPAN(p->child->body, "<p>doi");
	p = p->next;
	CHECK_SPAN(p->type, "message/rfc822");
	if (CHECK(p->child)) {
		CHECK_SPAN(mail_field_raw(p->child, "subject"), " trei");
		CHECK_SPAN(p->child->body, "patru");
	}
	CHECK(!p->next);
}

static const struct {
	const char *encoding, *body, *want;
} decodings[] = {
	{ "base64", "QnVuxIM=", "Bună" },
	{ "BASE64 (x)", " Qn Vu\r\nxIM", "Bună" },
	{ "base64", "QnVuxIM= ziua", "Bună" },
	{ "base64", "QnVuxIM=\r\n__________\r\nlista\r\n", "Bună" },
	{ "base64", "QQ==\r\nQkI=\r\nQw==", "ABBC" },
	{ "base64", "====", "" },
	{ "quoted-printable", "Bun=C4=83=\r\n ziua=\n!", "Bună ziua!" },
	{ "quoted-printable", "a = b =3D=  \t\r\nc=ZZ=", "a = b =c=ZZ" },
	{ "x-uuencode", "salut\nbegin 644 x\n#86)C\n`\nend\nnu", "abc" },
	{ "8bit", "=41", "=41" },
	{ "7bit; x", "QQ==", "QQ==" },
};

TEST(decoding)
{
	for (size_t i = 0; i < ARRAY_LEN(decodings); i++) {
		struct mail_part *root = NULL;
		struct span raw = arena_fmt(unit_arena(), "Content-Transfer-Encoding: %s\n\n%s",
					    decodings[i].encoding, decodings[i].body);

		UNIT_CASE("%s", decodings[i].body);
		if (!CHECK_RC(mail_parse(unit_arena(), raw, &root, NULL), RC_OK))
			return;
		CHECK_SPAN(mail_body(unit_arena(), root), decodings[i].want);
		CHECK_INT(mail_body_size(unit_arena(), root), span_of(decodings[i].want).len);
	}
}

TEST(fact_of_a_mail)
{
	struct reader_config cfg = { .authserv_id = S("") };
	struct mail_fact f, g;
	struct span whole;
	static const char raw[] =
		"Return-Path: <ion@client.ro>\nDelivered-To: oferte+K1.M2@firma.ro\nTo: \"Firma\" <oferte@firma.ro>\n"
		"Cc: a@b.ro\nFrom: Ion <ion@Client.ro>\nReply-To: x@y.ro\nSubject: Re: Oferta [C-12]\n"
		"Message-ID: <m1@client.ro>\nIn-Reply-To: <t3@firma.ro>\n"
		"References: <t1@firma.ro> <t2@firma.ro>\n <t3@firma.ro>\nDate: Mon, 21 Jul 2025 14:05:09 +0300\n\nAccept\n\n"
		"Pe 1.1.2025 10:00, Firma a scris:\n> oferta\n";

	CHECK_RC(mail_read(unit_arena(), &cfg, span_of(raw), &f, &whole, NULL), RC_OK);
	CHECK_SPAN(f.from.addr, "ion@client.ro");
	CHECK_INT(f.n_from, 1);
	CHECK_INT(f.to.n, 3);
	CHECK_SPAN(f.to.at[2].addr, "oferte+K1.M2@firma.ro");
	CHECK_SPAN(f.reply_to, "x@y.ro");
	CHECK_SPAN(f.subject, "Re: Oferta [C-12]");
	CHECK_SPAN(f.message_id, "m1@client.ro");
	CHECK_INT(f.refs.n, 3);
	CHECK_SPAN(f.refs.at[0], "t3@firma.ro");
	CHECK_SPAN(f.refs.at[2], "t1@firma.ro");
	CHECK_INT(f.date, 1753095909);
	CHECK_SPAN(f.return_path, "ion@client.ro");
	CHECK_SPAN(f.text, "Accept");
	CHECK_HAS(whole, "> oferta");
	CHECK_INT(f.class, MAIL_HUMAN);
	CHECK_INT(f.auth.verdict, AUTH_NONE);
	/* Another body under the same Message-ID is another mail. */
	CHECK_RC(mail_read(unit_arena(), &cfg,
			   S("Message-ID: <m1@client.ro>\nFrom: ion@client.ro\n\nx"), &g, &whole,
			   NULL),
		 RC_OK);
	CHECK(memcmp(&f.content_key, &g.content_key, sizeof(f.content_key)) != 0);
}
