/* The reader child's speed, its cost by size, and how reading grows: inputs whose parsing was once quadratic
 * somewhere, ten and a hundred times as long. Prints lines of tests/bench/run; used by reader.py.
 * usage: plic_reader CONFIG-DIR */
#include "buf.h"
#include "fact_reader.h"
#include "load_reader.h"
#include "reader.h"
#include "span.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SPEED_MS = 1500, GROWTH_MS = 25, TRIES = 3 };

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000 + t.tv_nsec;
}

static void say(const char *name, double value, const char *unit, double ratio)
{
	char of[20] = "-";

	if (ratio > 0)
		(void)snprintf(of, sizeof(of), "%.2f", ratio);
	printf("%-34s %10.4g  %-10s %8s\n", name, value, unit, of);
}

static void die(const char *what)
{
	(void)fprintf(stderr, "plic_reader: %s\n", what);
	exit(1);
}

static const char head[] =
	"Authentication-Results: mx.firma.test; dkim=pass header.d=client.test; dmarc=pass header.from=client.test\r\n"
	"From: =?UTF-8?B?yJh0ZWZhbg==?= Popescu <stefan@client.test>\r\nTo: firma@firma.test\r\n"
	"Subject: Re: Oferta 12\r\nMessage-ID: <1@client.test>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0200\r\n";
static const char quoted[] =
	"Accept oferta, mul\xc8\x9bumesc.\r\n\r\nCu stim\xc4\x83,\r\n\xc8\x98tefan\r\n\r\n"
	"\xc3\x8en lun., 2 nov. 2026 la 09:00, Firma <firma@firma.test> a scris:\r\n> Bun\xc4\x83 ziua,\r\n> oferta 12\r\n";

static struct span letter(struct arena *a)
{
	return arena_fmt(a, "%sContent-Type: text/plain; charset=utf-8\r\n\r\n%s", head, quoted);
}

/* What webmail sends: both forms, and the thread below. */
static struct span rich(struct arena *a)
{
	struct buf b;

	buf_init(&b, a, 1 << 16);
	buf_add_fmt(&b,
		    "%sContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
		    "Content-Type: text/plain; charset=utf-8\r\n\r\n%s--b\r\n"
		    "Content-Type: text/html; charset=utf-8\r\n\r\n<div dir=ltr>Accept oferta, mul\xc8\x9bumesc.</div>"
		    "<div class=gmail_quote><blockquote type=cite>",
		    head, quoted);
	for (unsigned i = 0; i < 60; i++)
		buf_add_str(&b, "<p style=\"margin:0;color:#333\">R\xc3\xa2ndul unei oferte: 2 x 150 lei</p>\r\n");
	buf_add_str(&b, "</blockquote></div>\r\n--b--\r\n");
	return buf_span(&b);
}

static struct span with_file(struct arena *a, size_t kb)
{
	struct buf b;

	buf_init(&b, a, (kb + 64) << 10);
	buf_add_fmt(&b,
		    "%sContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		    "Content-Type: text/plain; charset=utf-8\r\n\r\n%s--b\r\n"
		    "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    head, quoted);
	for (size_t i = 0; i < kb * 1024 / 78; i++)
		buf_add_str(&b, "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n");
	buf_add_str(&b, "--b--\r\n");
	return buf_span(&b);
}

/* Microseconds a mail through the child. */
static double ask_us(struct reader *r, struct span raw, int64_t ms)
{
	struct arena *a = arena_new(64 << 20);
	int64_t began = now_ns(), n = 0;
	enum reader_end ended;
	struct mail_fact f;

	do {
		arena_clear(a);
		if (reader_ask(r, a, raw, &f, &ended, NULL))
			die("a mail could not be read");
		n++;
	} while (now_ns() - began < ms * 1000000);
	arena_free(a);
	return (double)(now_ns() - began) / 1000 / (double)n;
}

static void measure_speed(const struct reader_config *cfg)
{
	struct arena *a = arena_new(64 << 20);
	struct reader *r = NULL;
	struct why why = { "" };
	double plain, both, small, big;

	if (reader_start(cfg, &r, &why))
		die(why.text);
	plain = ask_us(r, letter(a), SPEED_MS);
	both = ask_us(r, rich(a), SPEED_MS);
	small = ask_us(r, with_file(a, 100), SPEED_MS);
	big = ask_us(r, with_file(a, 4000), SPEED_MS);
	say("reader: short letters", 1e6 / plain, "mails/s", 0);
	say("reader: plain and HTML", 1e6 / both, "mails/s", 0);
	say("reader: with a file of 100 KB", 1e6 / small, "mails/s", 0);
	say("reader: each KB more", (big - small) / 3900, "us/KB", 0);
	reader_stop(r);
	arena_free(a);
}

static const struct growth {
	const char *name, *head, *middle, *tail;
	size_t n; /* and 10 n, 100 n: under the limits of the parser */
} growths[] = {
	{ "References", "From: a@b.ro\nReferences: ", "<a@b.ro> ", "\n\nda", 70 },
	{ "addresses", "From: a@b.ro\nTo: ", "a@b.ro,", "\n\nda", 90 },
	{ "comments", "From: a@b.ro ", "(", "\n\nda", 600 },
	{ "sections of RFC 2231", "From: a@b.ro\nContent-Type: text/plain", "; name*0*=utf-8''%41", "\n\nda", 30 },
	{ "encoded words", "From: a@b.ro\nSubject: ", "=?utf-8?Q?a?= ", "\n\nda", 45 },
	{ "half encoded words", "From: a@b.ro\nSubject: ", "=?a?q", "\n\nda", 120 },
	{ "fields", "From: a@b.ro\n", "X-A: b\n", "\nda", 4 },
	{ "parts", "Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nda\n", "--a--\n", 1 },
	{ "delimiters of nobody", "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n", "--ab\n", "--a--\n", 2000 },
	{ "quote depth", "From: a@b.ro\n\nda\n", ">", " x\n", 5000 },
	{ "quoted lines", "From: a@b.ro\n\nda\n", "> x\n", "\n", 400 },
	{ "attributions", "From: a@b.ro\n\nda\n", "On Mon, 3 May 2021 X <a@b.ro> wrote:\n> a\n", "\n", 200 },
	{ "lines of words", "From: a@b.ro\n\n", "Buna ziua, as dori un curs.\n", "\n", 400 },
	{ "nested HTML", "From: a@b.ro\nContent-Type: text/html\n\n", "<div>", "da", 300 },
	{ "HTML paragraphs", "From: a@b.ro\nContent-Type: text/html\n\n", "<p style='color:#333'>da</p>\n", "", 200 },
	{ "HTML under hiding rules",
	  "From: a@b.ro\nContent-Type: text/html\n\n<style>div .a .b,.c .d{display:none}</style>",
	  "<div><p class=b>da</p></div>\n", "", 200 },
	{ "rules of sheets", "From: a@b.ro\nContent-Type: text/html\n\n<style>", ".a{display:none}", "</style><p>da", 150 },
	{ "base64", "From: a@b.ro\nContent-Transfer-Encoding: base64\n\n", "QUJDREVGR0hJSktMTU5PUFFS\n", "", 300 },
	{ "base64 in pieces", "From: a@b.ro\nContent-Transfer-Encoding: base64\n\n", "QQ==\n", "", 500 },
	{ "commands", "From: a@b.ro\n\n", "OFERTA 2 x 150 lei ", "\n", 40 },
};

static struct span grown(struct arena *a, const struct growth *g, size_t n)
{
	struct buf b;

	buf_init(&b, a, (size_t)32 << 20);
	buf_add_str(&b, g->head);
	for (size_t i = 0; i < n; i++)
		buf_add_str(&b, g->middle);
	buf_add_str(&b, g->tail);
	return buf_span(&b);
}

/* Nanoseconds for one reading: the best of some tries, each long enough for the clock. */
static double read_ns(struct fact_reader *r, struct span raw)
{
	double best = 1e18;

	for (unsigned i = 0; i < TRIES; i++) {
		int64_t began = now_ns(), n = 0;
		struct mail_fact f;
		double each;

		do {
			struct arena *a = arena_new((size_t)1 << 30);

			if (fact_reader_read(r, a, raw, &f, NULL))
				f.n_from = 0;
			arena_free(a);
			n++;
		} while (now_ns() - began < GROWTH_MS * 1000000 / TRIES);
		each = (double)(now_ns() - began) / (double)n;
		best = each < best ? each : best;
	}
	return best;
}

/* Time over size, against the size before: 1 is linear, 10 quadratic. What every mail costs is taken off. */
static bool measure_growth(struct fact_reader *r)
{
	struct arena *a = arena_new((size_t)256 << 20);
	double bare = read_ns(r, S("From: a@b.ro\n\nda"));
	bool ok = true;

	for (size_t i = 0; i < ARRAY_LEN(growths); i++) {
		const struct growth *g = &growths[i];
		double one = read_ns(r, grown(a, g, g->n)) - bare;
		double ten = read_ns(r, grown(a, g, g->n * 10)) - bare;
		double hundred = read_ns(r, grown(a, g, g->n * 100)) - bare, worst;
		char name[60];

		arena_clear(a);
		/* What is less than a bare mail costs is lost in the clock's noise. */
		one = one < bare ? bare : one;
		ten = ten < bare ? bare : ten;
		worst = ten / one > hundred / ten ? ten / one : hundred / ten;
		(void)snprintf(name, sizeof(name), "grows: %s x 100", g->name);
		say(name, hundred / 1e6, "ms", worst / 10);
		ok &= worst < 50;
	}
	arena_free(a);
	return ok;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(64 << 20);
	struct reader_config *cfg = NULL;
	struct fact_reader *r = NULL;
	struct why why = { "" };

	if (argc == 2 && strcmp(argv[1], "--reader") == 0)
		return reader_child_main();
	if (argc != 2 || load_reader_config(argv[1], a, &cfg, &why))
		die(argc == 2 ? why.text : "usage: plic_reader CONFIG-DIR");
	cfg->currency = S("RON");
	cfg->authserv_id = S("mx.firma.test");
	measure_speed(cfg);
	if (fact_reader_open(cfg, &r, &why))
		die(why.text);
	if (!measure_growth(r)) {
		printf("# not linear: a growth above is over 5\n");
		return 1;
	}
	return 0;
}
