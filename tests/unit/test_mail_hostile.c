/* Hostile mails end in an answer or a refusal, in linear time: depth bombs, endless comments,
 * boundaries that crash others, and mutations of good mails. */
#include <time.h>

#include "buf.h"
#include "mail.h"
#include "mail_read.h"
#include "mail_text.h"
#include "span.h"
#include "unit.h"
#include "utf8.h"

static enum rc read_in(struct arena *a, struct span raw, struct mail_fact *f)
{
	static struct span own[] = { S("plic@firma.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"), .own = { own, 1, 1 } };
	struct span whole;
	struct why why;

	return mail_read(a, &cfg, raw, f, &whole, &why);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* head, n times the middle (with "%zu" nothing: as it is), tail. */
static struct span repeat(struct arena *a, const char *head, const char *middle, size_t n,
			  const char *tail)
{
	struct buf b;

	buf_init(&b, a, (size_t)1 << 27);
	buf_add_str(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_add_str(&b, middle);
	buf_add_str(&b, tail);
	return buf_span(&b);
}

struct bomb {
	const char *name, *head, *middle, *tail;
	size_t n;
};
static const struct bomb bombs[] = {
	{ "comments in From", "From: ", "(", "\n\nda", 200000 },
	{ "comments in a field under the limit", "From: a@b.ro ", "(", "\n\nda", 60000 },
	{ "comments in Content-Type", "Content-Type: text/plain; ", "(", "\n\nda", 60000 },
	{ "comments in Authentication-Results", "Authentication-Results: ", "(",
	  "\nFrom: a@b.ro\n\nda", 60000 },
	{ "nested rfc822", "From: a@b.ro\n", "Content-Type: message/rfc822\n\n", "da", 50000 },
	{ "nested multiparts", "", "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
	  "\n\nda\n--a--\n", 50000 },
	{ "many parts", "Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nx\n", "--a--\n",
	  50000 },
	{ "delimiters of nobody", "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n", "--ab\n",
	  "--a--\n", 200000 },
	{ "many fields", "", "X-A: b\n", "\nda", 100000 },
	{ "long field", "Subject: ", "a ", "\n\nda", 500000 },
	{ "encoded words", "Subject: ", "=?utf-8?Q?a?= ", "\nFrom: a@b.ro\n\nda", 4000 },
	{ "half encoded words", "Subject: ", "=?a?q", "\nFrom: a@b.ro\n\nda", 12000 },
	{ "half encoded words in From", "From: ", "=?a?q?b", " <a@b.ro>\n\nda", 9000 },
	{ "addresses", "From: ", "a@b.ro,", "\n\nda", 9000 },
	{ "quotes in To", "From: a@b.ro\nTo: ", "\"\\", "\n\nda", 30000 },
	{ "groups", "From: ", "a:b;", "\n\nda", 15000 },
	{ "angles", "From: ", "<", "\n\nda", 60000 },
	{ "references", "From: a@b.ro\nReferences: ", "<a@b> ", "\n\nda", 10000 },
	{ "parameters", "Content-Type: text/plain", "; name*0*=utf-8''%41", "\n\nda", 3000 },
	{ "parameter quotes", "Content-Type: text/plain", "; a=\"\\\"\"", "\n\nda", 8000 },
	{ "quote depth", "From: a@b.ro\n\n", ">", "\nda\n", 1000000 },
	{ "quoted lines", "From: a@b.ro\n\n", "> x\nda\n", "\n", 200000 },
	{ "attributions", "From: a@b.ro\n\n", "On Mon, 3 May 2021 X <a@b.ro> wrote:\n> a\n", "\n",
	  20000 },
	{ "half attributions", "From: a@b.ro\n\n", "On 3 May 2021 X <a@b.ro> said:\n", "\n",
	  20000 },
	{ "labels", "From: a@b.ro\n\n", "From: x\nFrom: y\n", "\n", 50000 },
	{ "colons on one line", "From: a@b.ro\nSubject: Fwd: x\n\n----- Forwarded Message ----- ",
	  "From: ", "\n", 50000 },
	{ "rules", "From: a@b.ro\n\n", "--\n", "\n", 100000 },
	{ "underscores", "From: a@b.ro\n\n", "__\nx\n", "\n", 100000 },
	{ "flowed", "From: a@b.ro\nContent-Type: text/plain; format=flowed\n\n", ">> a \n", "\n",
	  100000 },
	{ "nested html", "From: a@b.ro\nContent-Type: text/html\n\n", "<div>", "da", 100000 },
	{ "nested html tables", "From: a@b.ro\nContent-Type: text/html\n\n", "<table><tr><td>",
	  "da", 20000 },
	{ "unclosed html formats", "From: a@b.ro\nContent-Type: text/html\n\n", "<b><p><i>", "da",
	  20000 },
	{ "html attributes", "From: a@b.ro\nContent-Type: text/html\n\n<p ", "a=b ", ">da", 50000 },
	{ "html styles", "From: a@b.ro\nContent-Type: text/html\n\n<p style=\"", "a:b;", "\">da",
	  50000 },
	{ "html entities", "From: a@b.ro\nContent-Type: text/html\n\n", "&#3", "da", 100000 },
	{ "html lesser signs", "From: a@b.ro\nContent-Type: text/html\n\n", "<", "da", 200000 },
	{ "html comments", "From: a@b.ro\nContent-Type: text/html\n\n", "<!--", "da", 50000 },
	{ "html breaks", "From: a@b.ro\nContent-Type: text/html\n\n", "<br>", "da", 200000 },
	{ "bad base64", "From: a@b.ro\nContent-Transfer-Encoding: base64\n\n", "=!A", "\n",
	  300000 },
	{ "bad quoted-printable", "From: a@b.ro\nContent-Transfer-Encoding: quoted-printable\n\n",
	  "=Z=\n", "=", 200000 },
	{ "status fields", "From: a@b.ro\nContent-Type: message/delivery-status\n\n",
	  "Final-Recipient: rfc822; a@b.ro\n", "\n", 30000 },
	{ "bounce addresses", "From: MAILER-DAEMON@b.ro\nSubject: failure notice\n\n",
	  "<a@b.ro>: 550 5.1.1 no\n", "\n", 30000 },
	{ "at signs", "From: MAILER-DAEMON@b.ro\nSubject: failure notice\n\n", "@", "\n", 500000 },
	{ "message ids", "From: MAILER-DAEMON@b.ro\nSubject: failure notice\n\n<a@b.ro>: 550 no\n",
	  "Message-ID: <", "\n", 50000 },
	{ "NULs", "From: a@b.ro\n\n", "a\n\n", "\n", 300000 },
};

TEST(bombs_end_in_time)
{
	for (size_t i = 0; i < ARRAY_LEN(bombs); i++) {
		const struct bomb *b = &bombs[i];
		struct arena *a = arena_new((size_t)1 << 30);
		struct span raw = repeat(a, b->head, b->middle, b->n, b->tail);
		struct mail_fact f = { .class = MAIL_OTHER };
		int64_t t = now_us(), us;
		enum rc rc = read_in(a, raw, &f);

		us = now_us() - t;
		UNIT_CASE("%s: %lld ms, %zu MB", b->name, (long long)us / 1000,
			  arena_used(a) >> 20);
		if (getenv("BOMBS_VERBOSE"))
			printf("%s: %lld ms, %zu kB, rc %d\n", b->name, (long long)us / 1000,
			       arena_used(a) >> 10, (int)rc);
		CHECK(rc == RC_OK || rc == RC_BAD_INPUT);
		CHECK(us < 2000000);
		arena_free(a);
	}
}

TEST(limits_are_refused)
{
	static const char *const names[] = { "nested rfc822", "nested multiparts",
					     "many parts",    "many fields",
					     "long field",    "comments in From" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		for (size_t k = 0; k < ARRAY_LEN(bombs); k++) {
			struct arena *a;
			struct mail_part *root = NULL;
			struct why why = { "" };

			if (strcmp(names[i], bombs[k].name) != 0)
				continue;
			a = arena_new((size_t)1 << 30);
			UNIT_CASE("%s", names[i]);
			CHECK_RC(mail_parse(a,
					    repeat(a, bombs[k].head, bombs[k].middle, bombs[k].n,
						   bombs[k].tail),
					    &root, &why),
				 RC_BAD_INPUT);
			CHECK(why.text[0] != '\0');
			arena_free(a);
		}
	}
	CHECK_RC(mail_parse(unit_arena(), S(""), &(struct mail_part *){ NULL }, NULL),
		 RC_BAD_INPUT);
}

/* Each limit at its very edge: so much is read, one more is not. */
TEST(limits_hold_at_their_edge)
{
	struct arena *a = arena_new((size_t)1 << 30);
	struct mail_part *root = NULL;
	char *big = arena_alloc(a, MAIL_MAX_BYTES + 1);
	const struct {
		const char *name, *head, *middle, *tail;
		size_t most;
	} rows[] = {
		{ "fields", "", "X-A: b\n", "\nda", MAIL_MAX_FIELDS },
		{ "depth of letters", "", "Content-Type: message/rfc822\n\n", "da",
		  MAIL_MAX_DEPTH },
		{ "parts", "Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nx\n", "",
		  MAIL_MAX_PARTS - 1 },
		{ "bytes of a line", "X: ", "a", "\n\nda", MAIL_MAX_FIELD - 3 },
		{ "bytes of a field", "X:", " a\n", "\nda", MAIL_MAX_FIELD / 3 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].name);
		CHECK_RC(mail_parse(a,
				    repeat(a, rows[i].head, rows[i].middle, rows[i].most,
					   rows[i].tail),
				    &root, NULL),
			 RC_OK);
		CHECK_RC(mail_parse(a,
				    repeat(a, rows[i].head, rows[i].middle, rows[i].most + 2,
					   rows[i].tail),
				    &root, NULL),
			 RC_BAD_INPUT);
	}
	UNIT_CASE("bytes of a mail");
	memset(big, 'a', MAIL_MAX_BYTES + 1);
	memcpy(big, "A: b\n\n", 6);
	CHECK_RC(mail_parse(a, (struct span){ big, MAIL_MAX_BYTES }, &root, NULL), RC_OK);
	CHECK_RC(mail_parse(a, (struct span){ big, MAIL_MAX_BYTES + 1 }, &root, NULL),
		 RC_BAD_INPUT);
	arena_free(a);
}

/* A header block of many short fields passes its own limit before any other. */
TEST(limit_of_the_header_block)
{
	struct arena *a = arena_new((size_t)1 << 28);
	struct mail_part *root = NULL;
	struct why why = { "" };
	struct buf line;

	buf_init(&line, a, 4096);
	buf_add_str(&line, "X-A: ");
	while (line.len < 1023)
		buf_add_char(&line, 'a');
	buf_add_char(&line, '\n');
	CHECK_RC(mail_parse(a, repeat(a, "", arena_str(a, buf_span(&line)), 255, "\nda"), &root,
			    &why),
		 RC_OK);
	CHECK_RC(mail_parse(a, repeat(a, "", arena_str(a, buf_span(&line)), 258, "\nda"), &root,
			    &why),
		 RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "header block");
	arena_free(a);
}

/* What is no boundary splits nothing: the mail is read as it stands. */
TEST(which_boundaries_split)
{
	static const struct {
		const char *head;
		size_t n; /* of "x" behind it */
		bool splits;
	} rows[] = {
		{ "----=_NextPart_000_0093_01C81419.EB75E850", 0, true },
		{ "=_mixed 0050A0", 0, true },
		{ "'()+_,-./:=?", 0, true },
		{ "x ", 0, true }, /* a blank at the end is no part of it */
		{ "{3F2504E0-4F89}", 0, true },
		{ "@$NextPart@$", 0, true },
		{ "", 70, true },
		/* Postfix: queue id, time, host name */
		{ "3B2D71234.1234567890/", 100, true },
		{ "", MAIL_MAX_BOUNDARY, true },
		{ "", MAIL_MAX_BOUNDARY + 1, false },
		{ "{", 69, true },
		{ "{", 70, false },
		{ "\xc4\x83", 1, false },
		{ "a\x01", 1, false },
		{ "a<b>", 1, false },
		{ "a\\\"", 1, false },
		{ " ", 0, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct mail_part *root = NULL;
		struct span b = repeat(a, rows[i].head, "x", rows[i].n, "");

		UNIT_CASE("%.*s", SPAN_ARG(b));
		CHECK_RC(mail_parse(a,
				    arena_fmt(a,
					      "Content-Type: multipart/mixed; boundary=\"%.*s\"\n\n"
					      "--%.*s\n\nda",
					      SPAN_ARG(b), SPAN_ARG(span_trim(b))),
				    &root, NULL),
			 RC_OK);
		CHECK_INT(root->child != NULL, rows[i].splits);
	}
}

/* The same text in either form, whole, on as many lines as it takes. */
TEST(long_lines_go_on_in_the_next)
{
	static const char *const types[] = { "text/plain", "text/plain; format=flowed",
					     "text/html" };

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		struct arena *a = arena_new(64 << 20);
		struct span text = repeat(a, "x", "\xc4\x83", 100000, "");
		struct span raw = arena_fmt(a, "Content-Type: %s; charset=utf-8\n\n%.*s", types[i],
					    SPAN_ARG(text));
		struct mail_part *root = NULL;
		struct mail_lines l;
		size_t total = 0;

		UNIT_CASE("%s", types[i]);
		CHECK_RC(mail_parse(a, raw, &root, NULL), RC_OK);
		l = mail_text_lines(a, root);
		CHECK(l.n >= 4);
		for (size_t k = 0; k < l.n; k++) {
			CHECK(l.at[k].text.len <= MAIL_MAX_LINE);
			CHECK(utf8_valid(l.at[k].text));
			total += l.at[k].text.len;
		}
		CHECK_INT(total, text.len);
		arena_free(a);
	}
}

TEST(boundaries_that_crash_others)
{
	static const char *const values[] = { "\"\\\"\"",
					      "\"\"",
					      "",
					      "\"",
					      "\"a",
					      "\" \"",
					      "\"\\\\\"",
					      "--",
					      "\"a\\\r\n b\"",
					      "(\"x\")",
					      "\"=?utf-8?Q?a?=\"" };

	for (size_t i = 0; i < ARRAY_LEN(values); i++) {
		struct mail_fact f = { .class = MAIL_OTHER };
		struct span raw =
			arena_fmt(unit_arena(),
				  "From: a@b.ro\r\nContent-Type: multipart/mixed; boundary=%s\r\n"
				  "\r\n--\"\r\n\r\nda\r\n--\"--\r\n",
				  values[i]);

		UNIT_CASE("%s", values[i]);
		CHECK_RC(read_in(unit_arena(), raw, &f), RC_OK);
		CHECK_HAS(f.text, "da");
	}
}

/* Any change of a good mail gives an answer; the same bytes give the same answer. */
TEST(mutations)
{
	static const char seed[] =
		"Return-Path: <a@b.ro>\r\nAuthentication-Results: mx.firma.ro; dkim=pass header.d=b.ro\r\n"
		"From: \"Ion, P\" <a@b.ro>\r\nTo: staff: x@y.ro;\r\nSubject: =?utf-8?B?T2ZlcnTEgw==?= Fwd: x\r\n"
		"Content-Type: multipart/mixed; boundary=\"xx\"\r\n\r\n--xx\r\nContent-Type: multipart/alternative; "
		"boundary=y\r\n\r\n--y\r\nContent-Type: text/plain; format=flowed; charset=iso-8859-2\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\nAccept =BA=\r\ni\r\n\r\nPe 03.11.2021 15:51, X a scris:"
		"\r\n> nu\r\n--y\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		"PHA+QWNjZXB0PC9wPjxibG9ja3F1b3RlIHR5cGU9Y2l0ZT5udTwvYmxvY2txdW90ZT4=\r\n--y--\r\n--xx\r\n"
		"Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; q@r.ro\r\nAction: failed\r\n"
		"Status: 5.1.1\r\n\r\n--xx\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; "
		"filename*0*=utf-8''%41; filename*1=b\r\n\r\nFrom: q@r.ro\r\nMessage-ID: <m@n>\r\n\r\n"
		"---------- Forwarded message ---------\r\nFrom: Z <z@z.ro>\r\nDate: x\r\nSubject: y\r\n\r\nw\r\n--xx--\r\n";
	static const char *const bits[] = { "\r\n", "\"",    "(",       "<",    ">",    "=?",
					    "?=",   "--xx",  "--y--",   ":",    ";",    "=",
					    "\xFF", "%",     "@",       "\xC4", "*0*=", " ",
					    "\n\n", "<div>", "wrote:\n" };
	struct arena *a = arena_new((size_t)256 << 20);
	int rounds = getenv("MUTATIONS") ? 200000 : 3000;

	for (int i = 0; i < rounds; i++) {
		char bytes[sizeof(seed) + 200];
		size_t len = sizeof(seed) - 1;
		struct mail_fact f = { .class = MAIL_OTHER }, g = { .class = MAIL_OTHER };
		enum rc rc, again;

		arena_clear(a);
		memcpy(bytes, seed, len);
		for (int64_t k = unit_random_in(1, 8); k > 0; k--) {
			size_t at = (size_t)unit_random_in(0, (int64_t)len - 1);
			struct span bit =
				span_of(bits[unit_random_in(0, (int64_t)ARRAY_LEN(bits) - 1)]);
			size_t cut = (size_t)unit_random_in(0, 40);

			switch (unit_random_in(0, 3)) {
			case 0: /* one byte */
				bytes[at] = (char)unit_random_in(0, 255);
				break;
			case 1: /* insert */
				memmove(bytes + at + bit.len, bytes + at, len - at);
				memcpy(bytes + at, bit.ptr, bit.len);
				len += bit.len;
				break;
			case 2: /* cut out */
				cut = cut > len - at - 1 ? len - at - 1 : cut;
				memmove(bytes + at, bytes + at + cut, len - at - cut);
				len -= cut;
				break;
			default: /* cut off, seldom */
				if (unit_random_in(0, 9) == 0 && at > 0)
					len = at;
			}
		}
		rc = read_in(a, (struct span){ bytes, len }, &f);
		again = read_in(a, (struct span){ bytes, len }, &g);
		if (rc != again || !span_eq(f.text, g.text) ||
		    !span_eq(f.forward.text, g.forward.text)) {
			FAIL("round %d is not repeatable", i);
			break;
		}
	}
	arena_free(a);
}
