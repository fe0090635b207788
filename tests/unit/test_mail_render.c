/* Every shipped mail, in both languages, with all data and with almost none; what reaches a header or
 * a directive from outside stays text. */
#include "mail_render.h"
#include "sample_look.h"
#include "unit.h"

/* Mail names that core uses; refused is an answer that refuses. */
static const struct shipped {
	const char *name; /* of the mail, or of its data */
	enum doc_kind kind;
	bool paid;
	const char *subject_ro, *subject_en;
} shipped[] = {
	{ "offer", DOC_OFFER, false, "Oferta OFR 0044: 544,50", "Offer OFR 0044: 544.50" },
	{ "proforma", DOC_PROFORMA, false, "Proforma PRF 0044: 544,50", "Proforma PRF 0044" },
	{ "contract", DOC_CONTRACT, false, "Contractul CTR 0044", "Contract CTR 0044" },
	{ "pv", DOC_PV, false, "Procesul-verbal PV 0044", "Acceptance report PV 0044" },
	{ "invoice", DOC_INVOICE, false, "Factura FCT 0044: 544,50", "Invoice FCT 0044: 544.50" },
	{ "storno", DOC_STORNO, false, "Factura de stornare FCT 0044", "Credit note FCT 0044" },
	{ "receipt", DOC_RECEIPT, false, "Chitanța CH 0044", "Receipt CH 0044" },
	{ "reminder1", DOC_INVOICE, false, "Reamintire: factura FCT 0044", "Reminder: invoice" },
	{ "reminder2", DOC_INVOICE, false, "A doua reamintire: factura", "Second reminder" },
	{ "message", DOC_OFFER, false, "Curs Excel avansat", "Curs Excel avansat" },
	{ "acknowledge", DOC_OFFER, false, "Am primit răspunsul", "We have received your answer" },
	{ "confirm_accept", DOC_OFFER, false, "Vă rugăm să confirmați", "Please confirm" },
	{ "stopped", DOC_OFFER, false, "Am oprit abonamentul", "Your subscription is stopped" },
	{ "answer", DOC_INVOICE, false, "Făcut. Popescu Ion", "Done. Popescu Ion" },
	{ "refused", DOC_INVOICE, false, "N-am făcut nimic.", "Nothing was done." },
	{ "paid", DOC_INVOICE, true, "Am primit 544,50", "We received 544.50" },
	{ "question", DOC_INVOICE, false, "Întrebare: Ce plătesc", "Question: Ce plătesc" },
	{ "notice", DOC_INVOICE, false, "Ce plătesc cei", "Ce plătesc cei" },
	{ "digest", DOC_INVOICE, false, "De rezolvat: 2", "To do: 2" },
};

static const char *file_of(const char *name)
{
	return strcmp(name, "refused") == 0 ? "answer" : strcmp(name, "paid") == 0 ? "invoice" : name;
}

static struct mail_input input_of(const char *mail, const char *lang, const struct value *context)
{
	return (struct mail_input){
		.template_ = span_of(file_of(mail)),
		.lang = span_of(lang),
		.from = S("birou@atelierdiana.example"),
		.from_name = S("Atelier Diana"),
		.to = S("ion@exemplu.ro"),
		.to_name = S("Ion Popescu"),
		.message_id = S("abcdefghijklm.nopqrstuvwxyz2345.0@atelierdiana.example"),
		.reply_to = S("birou+abcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example"),
		.thread_tag = S("[C-1042]"),
		.auto_submitted = S("auto-generated"),
		.date = 1794471300,
		.context = context,
	};
}

/* The bytes, or "" after a failure that is reported. */
static struct span render(const struct look *l, const struct mail_input *in)
{
	struct span out = S("");
	struct why why = { 0 };

	if (mail_render(l, unit_arena(), in, &out, &why) != RC_OK)
		FAIL("%.*s: %s", SPAN_ARG(in->template_), why.text);
	return out;
}

/* Decoded text of the first part of a type, and a header's decoded words: enough of a reader to look
 * at what was written. */
static struct span unquote(struct span s, bool header)
{
	struct arena *a = unit_arena();
	char *p = arena_array(a, s.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '=' && i + 2 < s.len && s.ptr[i + 1] == '\r') {
			i += 2;
		} else if (s.ptr[i] == '=' && i + 2 < s.len) {
			char hex[3] = { s.ptr[i + 1], s.ptr[i + 2], '\0' };

			p[n++] = (char)strtoul(hex, NULL, 16);
			i += 2;
		} else {
			p[n++] = header && s.ptr[i] == '_' ? ' ' : s.ptr[i];
		}
	}
	return (struct span){ p, n };
}

static struct span part(struct span mail, const char *type)
{
	size_t at = span_find(mail, span_of(type), 0), end;

	if (at == SIZE_MAX)
		return S("");
	at = span_find(mail, S("\r\n\r\n"), at) + 4;
	end = span_find(mail, S("\r\n--plic_"), at);
	return unquote(span_sub(mail, at, end - at), false);
}

static struct span subject(struct span mail)
{
	struct arena *a = unit_arena();
	size_t at = span_find(mail, S("\r\nSubject: "), 0) + 11, end = at;
	struct span raw, word;
	struct buf b;

	while (end < mail.len && !(mail.ptr[end] == '\n' && mail.ptr[end + 1] != ' '))
		end++;
	raw = span_sub(mail, at, end - at);
	if (!span_has(raw, S("=?")))
		return span_trim(raw);
	buf_init(&b, a, 4096);
	while (span_next_word(&raw, &word))
		buf_add(&b, unquote(span_sub(word, 10, word.len - 12), true));
	return buf_span(&b);
}

/* Lines end with CRLF, none over 998 bytes, nothing beyond ASCII. */
static void check_bytes(struct span mail)
{
	size_t line = 0;

	for (size_t i = 0; i < mail.len; i++) {
		unsigned char c = (unsigned char)mail.ptr[i];

		if (c == '\n' && (i == 0 || mail.ptr[i - 1] != '\r'))
			FAIL("LF without CR at %zu", i);
		if (c == '\r' && (i + 1 == mail.len || mail.ptr[i + 1] != '\n'))
			FAIL("CR without LF at %zu", i);
		if (c > 0x7e || (c < ' ' && c != '\r' && c != '\n'))
			FAIL("byte %02x at %zu", c, i);
		line = c == '\n' ? 0 : line + 1;
		if (line > 998)
			FAIL("line over 998 bytes at %zu", i);
	}
}

/* Text lines are short, links aside. */
static void check_width(struct span text)
{
	struct span line;

	while (span_next_line(&text, &line))
		if (line.len > 100 && !span_starts(line, S("<mailto:")))
			FAIL("long line: %.*s", SPAN_ARG(line));
}

/* With PLIC_SHOW_MAILS=DIR, leave the HTML and the text to be looked at. */
static void show(const char *name, const char *lang, struct span mail)
{
	static const char *const types[][2] = { { "text/html", "html" }, { "text/plain", "txt" },
						{ "", "eml" } };
	const char *dir = getenv("PLIC_SHOW_MAILS");
	struct arena *a = unit_arena();

	for (size_t i = 0; dir && i < ARRAY_LEN(types); i++) {
		struct span got = types[i][0][0] ? part(mail, types[i][0]) : mail;
		FILE *f = fopen(
			arena_str(a, arena_fmt(a, "%s/%s.%s.%s", dir, name, lang, types[i][1])),
			"w");

		if (!f)
			return;
		(void)fwrite(got.ptr, 1, got.len, f);
		(void)fclose(f);
	}
}

static struct value *full_context(const char *mail, const struct shipped *m)
{
	struct arena *a = unit_arena();
	const struct snapshot *docs[] = { sample_document(m->kind, "0044", m->paid),
					  sample_document(DOC_CONTRACT, "0019", false) };
	struct firm f = sample_firm();
	struct client c = sample_client();
	struct card card = sample_card();
	struct value *data = sample_data(mail);
	size_t n = m->paid ? 2 : 1;

	return mail_context(a, &f, &c, &card, docs, n, data);
}

TEST(mail_every_one_renders_in_full)
{
	struct look *l = sample_look();

	for (size_t i = 0; l && i < ARRAY_LEN(shipped); i++) {
		for (int en = 0; en < 2; en++) {
			const struct shipped *m = &shipped[i];
			const char *lang = en ? "en" : "ro";
			struct mail_input in = input_of(m->name, lang, full_context(m->name, m));
			struct span mail = render(l, &in), html, text;

			UNIT_CASE("%s/%s", lang, m->name);
			check_bytes(mail);
			html = part(mail, "text/html");
			text = part(mail, "text/plain");
			check_width(text);
			CHECK(span_starts(subject(mail),
					  span_of(en ? m->subject_en : m->subject_ro)));
			CHECK(span_ends(subject(mail), S(" [C-1042]")));
			CHECK_HAS(html, en ? "<html lang=\"en\">" : "<html lang=\"ro\">");
			CHECK(!span_has(html, S("{{")) && !span_has(text, S("{{")));
			CHECK(!span_has(html, S("\x01")) && !span_has(text, S("\x02")));
			CHECK(!span_has(text, S("\n\n\n")));
			show(m->name, lang, mail);
		}
	}
	look_free(l);
}

TEST(mail_every_one_renders_with_almost_nothing)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct firm f = { .self = { .name = S("F") } };

	for (size_t i = 0; l && i < ARRAY_LEN(shipped); i++) {
		for (int en = 0; en < 2; en++) {
			struct mail_input in =
				input_of(shipped[i].name, en ? "en" : "ro",
					 mail_context(a, &f, NULL, NULL, NULL, 0, NULL));
			struct span mail;

			in.reply_to = in.thread_tag = in.to_name = in.from_name = S("");
			UNIT_CASE("%s/%s", en ? "en" : "ro", shipped[i].name);
			mail = render(l, &in);
			check_bytes(mail);
			CHECK(subject(mail).len > 3);
			CHECK(!span_has(mail, S("\r\nReply-To:")));
			CHECK(part(mail, "text/html").len > 1000);
		}
	}
	look_free(l);
}

TEST(mail_offer_says_the_facts_in_both_parts)
{
	struct look *l = sample_look();
	struct mail_input in = input_of("offer", "ro", full_context("offer", &shipped[0]));
	struct span mail = render(l, &in), html = part(mail, "text/html");
	struct span text = part(mail, "text/plain");

	CHECK_HAS(html, "Bună ziua, domnule Popescu,");
	CHECK_HAS(html, "<strong>Curs Excel avansat</strong>");
	CHECK_HAS(html, "26 noiembrie 2026");
	CHECK_HAS(html, "OFR 0044");
	CHECK_HAS(html, "450,00\xe2\x80\xaflei");
	CHECK_HAS(html, "544,50\xe2\x80\xaflei");
	CHECK_HAS(html, "mailto:birou%2Babcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example?"
			"subject=Accept%20oferta%20%5BC-1042%5D&amp;body=ACCEPT\"");
	CHECK_HAS(html, "Diana Ionescu");
	CHECK_HAS(html, "Atelier Diana SRL · CUI RO18547290 · Str. Țepeș Vodă 14, București");
	CHECK_HAS(text, "Bună ziua, domnule Popescu,");
	CHECK_HAS(text, "  Total cu TVA: 544,50\xe2\x80\xaflei\r\n");
	CHECK_HAS(text, "\r\nAccept oferta:\r\n<mailto:birou%2B");
	CHECK_HAS(text, "&body=ACCEPT>");
	CHECK_HAS(text, "\r\n-- \r\nAtelier Diana SRL");
	CHECK(!span_has(text, S("<strong>")) && !span_has(text, S("*")));
	look_free(l);
}

TEST(mail_same_input_same_bytes)
{
	struct look *l = sample_look();
	static const char pdf[] = "%PDF-1.4\n\x80\xff\n";
	const struct mail_attachment file = { S("Ofertă „12”.pdf"),
					      S("application/pdf"),
					      { pdf, sizeof(pdf) - 1 } };
	struct mail_input in = input_of("offer", "ro", full_context("offer", &shipped[0]));
	struct span one, two;

	in.attachment = &file;
	in.n_attachment = 1;
	one = render(l, &in);
	two = render(l, &in);
	CHECK_SPANS(one, two);
	check_bytes(one);
	CHECK_HAS(one, "Content-Type: multipart/mixed; boundary=\"plic_m_");
	CHECK_HAS(one, "filename*=UTF-8''Ofert%C4%83%20%E2%80%9E12%E2%80%9D.pdf");
	CHECK_HAS(one, "filename=\"Oferta _12_.pdf\"");
	CHECK_HAS(one, "JVBERi0xLjQKgP8K\r\n--plic_m_");
	look_free(l);
}

/* A client chooses name, subject and words; none may become a header, a directive or markup. */
TEST(mail_foreign_text_stays_text)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct firm f = sample_firm();
	struct client c = sample_client();
	struct card card = sample_card();
	const struct snapshot *doc = sample_document(DOC_OFFER, "0044", false);
	struct value *data = value_new_map(a);
	struct mail_input in;
	struct span mail, html, text;

	c.party.name = S("Ion\r\nBcc: rau@exemplu.ro\r\n@button Plătiți | DA\n*<b>x</b>*");
	card.title = S("a | b <script>alert(1)</script> {{firm.iban}} \\n #c");
	value_set(a, data, "quote", value_str(a, "@button Rău | DA\n# ceva | altceva\n-- \nx"));
	in = input_of("confirm_accept", "ro", mail_context(a, &f, &c, &card, &doc, 1, data));
	in.to_name = c.party.name;
	in.subject_of = S("Cerere\r\nBcc: rau@exemplu.ro");
	mail = render(l, &in);
	check_bytes(mail);
	html = part(mail, "text/html");
	text = part(mail, "text/plain");
	CHECK(!span_has(mail, S("\nBcc:")));
	CHECK(!span_has(html, S("<b>x")) && !span_has(html, S("body=DA")));
	CHECK_HAS(html, "*&lt;b&gt;x&lt;/b&gt;*");
	CHECK_HAS(text, "@button Rău | DA\r\n");
	CHECK_HAS(text, "# ceva | altceva\r\n");
	CHECK_SPAN(subject(mail), "Re: Cerere  Bcc: rau@exemplu.ro [C-1042]");
	in = input_of("message", "ro", mail_context(a, &f, &c, &card, NULL, 0, data));
	mail = render(l, &in);
	CHECK_SPAN(subject(mail), "a | b <script>alert(1)</script> {{firm.iban}} \\n #c [C-1042]");
	html = part(mail, "text/html");
	CHECK(!span_has(html, S("<script>")));
	look_free(l);
}

TEST(mail_refuses_what_is_no_address)
{
	static const char *const bad[] = { "", "ion", "ion@x\r\nBcc: y@z", "a b@c.ro", "<a@b.ro>" };
	struct look *l = sample_look();

	for (size_t i = 0; l && i < ARRAY_LEN(bad); i++) {
		struct mail_input in =
			input_of("message", "ro", full_context("message", &shipped[9]));
		struct span out;
		struct why why;

		UNIT_CASE("%s", bad[i]);
		in.to = span_of(bad[i]);
		CHECK_RC(mail_render(l, unit_arena(), &in, &out, &why), RC_BAD_INPUT);
	}
	look_free(l);
}

TEST(mail_threads)
{
	struct look *l = sample_look();
	struct span refs[30];
	struct arena *a = unit_arena();
	struct mail_input in = input_of("message", "ro", full_context("message", &shipped[9]));
	struct span mail;

	for (size_t i = 0; i < ARRAY_LEN(refs); i++)
		refs[i] = arena_fmt(a, "m%zu@x.ro", i);
	refs[3] = S("not an id>\r\nX: y");
	in.references = refs;
	in.n_references = ARRAY_LEN(refs);
	in.in_reply_to = S("parent@x.ro");
	in.subject_of = S("RE: Întrebare [C-1042]");
	mail = render(l, &in);
	CHECK_HAS(mail, "In-Reply-To: <parent@x.ro>\r\n");
	CHECK_HAS(mail, "References: <m0@x.ro>\r\n <m21@x.ro>\r\n");
	CHECK_HAS(mail, " <m29@x.ro>\r\n <parent@x.ro>\r\n");
	CHECK_SPAN(subject(mail), "RE: Întrebare [C-1042]");
	CHECK_HAS(mail, "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n");
	CHECK_HAS(mail, "\r\nReply-To: birou+abcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example");
	in.in_reply_to = S("broken id");
	in.auto_submitted = S("");
	mail = render(l, &in);
	CHECK(!span_has(mail, S("References:")) && !span_has(mail, S("Auto-Submitted")));
	look_free(l);
}

TEST(mail_message_keeps_manners)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct firm f = sample_firm();
	struct client c = sample_client();
	struct value *data = value_new_map(a);
	struct mail_input in = input_of("message", "ro", NULL);
	struct span text;

	value_set(a, data, "text", value_str(a, "Da, la ora 9.\n\nSala e la etaj."));
	in.context = mail_context(a, &f, &c, NULL, NULL, 0, data);
	text = part(render(l, &in), "text/plain");
	CHECK_HAS(text, "Popescu,\r\n\r\nDa, la ora 9.\r\n\r\nSala e la etaj.\r\n\r\nCu stimă,");
	value_set(a, data, "text", value_str(a, "Bună ziua,\nda.\n\nCu drag,\nAna"));
	in.context = mail_context(a, &f, &c, NULL, NULL, 0, data);
	text = part(render(l, &in), "text/plain");
	CHECK(span_starts(text, S("Bună ziua,\r\nda.\r\n\r\nCu drag,\r\nAna\r\n")));
	CHECK(!span_has(text, S("Cu stimă")));
	look_free(l);
}

/* A slip in a template is found at start, with file and line. */
TEST(look_refuses_broken_files)
{
	static const struct {
		const char *path, *bytes, *why;
	} bad[] = {
		{ "ro/mail/offer.mail", "@subject x\n@say {{doc.totl}}\n",
		  "ro/mail/offer.mail:2: unknown name doc.totl" },
		{ "ro/mail/offer.mail", "@subject x\n\n@sai y\n",
		  "ro/mail/offer.mail:3: not a directive: @sai" },
		{ "ro/mail/offer.mail", "@subject x\n{{#doc}}\n@say y\n",
		  "ro/mail/offer.mail:2: section is not closed: doc" },
		{ "ro/mail/offer.mail", "@subject x\n{{#doc}}{{/card}}\n",
		  "ro/mail/offer.mail:2: card closes section doc of line 2" },
		{ "ro/mail/nou.mail", "@subject x\n",
		  "ro/mail/nou.mail exists, but en/mail/nou.mail does not" },
		{ "mail/frame.html", "<p>\n{{firm.brnd}}", "mail/frame.html:2: unknown name" },
		{ "ro/texts/x.txt", "only.ro = a\n", "ro/texts/x.txt:1: only.ro is missing in" },
		{ "ro/texts/x.txt", "a = b\nfără egal\n", "ro/texts/x.txt:2: not \"key = text\"" },
		{ "brand.conf", "accent = verde\n", "brand.conf:1: accent is no colour" },
		{ "brand.conf", "\nacent = #000000\n", "brand.conf:2: unknown key acent" },
		{ "brand.conf", "logo = brand/nu.png\n", "there is no templates/brand/nu.png" },
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct look_file *files = ARENA_ARRAY(unit_arena(), 400, struct look_file);
		struct look_file extra = { span_of(bad[i].path), span_of(bad[i].bytes) };
		size_t n = sample_files(files, 400, &extra, 1);
		struct look *l = NULL;
		struct why why = { 0 };

		UNIT_CASE("%s %s", bad[i].path, bad[i].bytes);
		CHECK_RC(look_new(files, n, &l, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), bad[i].why);
	}
}
