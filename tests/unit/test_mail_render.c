/* What mail_render writes: facts in both parts, threading, and foreign text that stays text. */
#include "mail_kit.h"
#include "sample_look.h"
#include "unit.h"

static struct value *context_of(const char *mail)
{
	const struct snapshot *doc = sample_document(DOC_OFFER, "0044", false);
	struct firm f = sample_firm();
	struct client c = sample_client();
	struct card card = sample_card();

	return mail_context(unit_arena(), &f, &c, &card, &doc, 1, sample_data(mail));
}

TEST(mail_offer_says_the_facts_in_both_parts)
{
	struct look *l = sample_look();
	struct mail_input in = sample_input("offer", "ro", context_of("offer"));
	struct span mail = sample_render(l, &in), html = mail_part(mail, "text/html");
	struct span text = mail_part(mail, "text/plain");

	CHECK_HAS(html, "Bună ziua, domnule Popescu,");
	CHECK_HAS(html, "<strong>Curs Excel avansat</strong>");
	CHECK_HAS(html, "26 noiembrie 2026");
	CHECK_HAS(html, "OFR 0044");
	CHECK_HAS(html, "450,00\xe2\x80\xaflei");
	CHECK_HAS(html, "544,50\xe2\x80\xaflei");
	CHECK_HAS(html, "mailto:birou%2Babcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example?"
			"subject=Accept%20oferta%20%5BC-1042%5D&amp;body=Accept%20oferta.\"");
	CHECK_HAS(html, "Diana Ionescu");
	CHECK_HAS(html, "Atelier Diana SRL · CUI RO18547290 · Str. Țepeș Vodă 14, București");
	CHECK_HAS(text, "Bună ziua, domnule Popescu,");
	CHECK_HAS(text, "  Total cu TVA: 544,50\xe2\x80\xaflei\r\n");
	CHECK_HAS(text, "\r\nAccept oferta:\r\n<mailto:birou%2B");
	CHECK_HAS(text, "&body=Accept%20oferta.>");
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
	struct mail_input in = sample_input("offer", "ro", context_of("offer"));
	struct span one, two;

	in.attachment = &file;
	in.n_attachment = 1;
	one = sample_render(l, &in);
	two = sample_render(l, &in);
	CHECK_SPANS(one, two);
	mail_check_bytes(one);
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
	in = sample_input("confirm_accept", "ro", mail_context(a, &f, &c, &card, &doc, 1, data));
	in.to_name = c.party.name;
	in.subject_of = S("Cerere\r\nBcc: rau@exemplu.ro");
	mail = sample_render(l, &in);
	mail_check_bytes(mail);
	html = mail_part(mail, "text/html");
	text = mail_part(mail, "text/plain");
	CHECK(!span_has(mail, S("\nBcc:")));
	CHECK(!span_has(html, S("<b>x")) && !span_has(html, S("body=DA")));
	CHECK_HAS(html, "*&lt;b&gt;x&lt;/b&gt;*");
	CHECK_HAS(text, "@button Rău | DA\r\n");
	CHECK_HAS(text, "# ceva | altceva\r\n");
	CHECK_SPAN(mail_subject(mail), "Re: Cerere  Bcc: rau@exemplu.ro [C-1042]");
	in = sample_input("message", "ro", mail_context(a, &f, &c, &card, NULL, 0, data));
	mail = sample_render(l, &in);
	CHECK_SPAN(mail_subject(mail),
		   "a | b <script>alert(1)</script> {{firm.iban}} \\n #c [C-1042]");
	html = mail_part(mail, "text/html");
	CHECK(!span_has(html, S("<script>")));
	look_free(l);
}

TEST(mail_refuses_what_is_no_address)
{
	static const char *const bad[] = { "", "ion", "ion@x\r\nBcc: y@z", "a b@c.ro", "<a@b.ro>" };
	struct look *l = sample_look();

	for (size_t i = 0; l && i < ARRAY_LEN(bad); i++) {
		struct mail_input in = sample_input("message", "ro", context_of("message"));
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
	struct mail_input in = sample_input("message", "ro", context_of("message"));
	struct span mail;

	for (size_t i = 0; i < ARRAY_LEN(refs); i++)
		refs[i] = arena_fmt(a, "m%zu@x.ro", i);
	refs[3] = S("not an id>\r\nX: y");
	in.references = refs;
	in.n_references = ARRAY_LEN(refs);
	in.in_reply_to = S("parent@x.ro");
	in.subject_of = S("RE: Întrebare [C-1042]");
	mail = sample_render(l, &in);
	CHECK_HAS(mail, "In-Reply-To: <parent@x.ro>\r\n");
	CHECK_HAS(mail, "References: <m0@x.ro>\r\n <m21@x.ro>\r\n");
	CHECK_HAS(mail, " <m29@x.ro>\r\n <parent@x.ro>\r\n");
	CHECK_SPAN(mail_subject(mail), "RE: Întrebare [C-1042]");
	CHECK_HAS(mail, "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n");
	CHECK_HAS(mail, "\r\nReply-To: birou+abcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example");
	in.in_reply_to = S("broken id");
	in.auto_submitted = S("");
	mail = sample_render(l, &in);
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
	struct mail_input in = sample_input("message", "ro", NULL);
	struct span text;

	value_set(a, data, "text", value_str(a, "Da, la ora 9.\n\nSala e la etaj."));
	in.context = mail_context(a, &f, &c, NULL, NULL, 0, data);
	text = mail_part(sample_render(l, &in), "text/plain");
	CHECK_HAS(text, "Popescu,\r\n\r\nDa, la ora 9.\r\n\r\nSala e la etaj.\r\n\r\nCu stimă,");
	value_set(a, data, "text", value_str(a, "Bună ziua,\nda.\n\nCu drag,\nAna"));
	in.context = mail_context(a, &f, &c, NULL, NULL, 0, data);
	text = mail_part(sample_render(l, &in), "text/plain");
	CHECK(span_starts(text, S("Bună ziua,\r\nda.\r\n\r\nCu drag,\r\nAna\r\n")));
	CHECK(!span_has(text, S("Cu stimă")));
	look_free(l);
}

/* Three files of a look with a logo. */
static struct look *look_with_logo(void)
{
	struct look_file *files = ARENA_ARRAY(unit_arena(), 400, struct look_file);
	const struct look_file extra[] = {
		{ .path = S("logo.png"), .bytes = unit_file("tests/render/logo.png") },
		{ .path = S("brand.conf"), .bytes = S("logo = logo.png\nlogo_width = 90\n") },
	};
	size_t n = sample_files(files, 400, extra, ARRAY_LEN(extra));
	struct look *l = NULL;
	struct why why = { 0 };

	if (look_new(files, n, &l, &why) != RC_OK)
		FAIL("%s", why.text);
	return l;
}

TEST(mail_logo_goes_inside_the_letter)
{
	struct look *l = look_with_logo();
	struct mail_input in = sample_input("offer", "ro", context_of("offer"));
	struct span mail = sample_render(l, &in), html = mail_part(mail, "text/html"), cid;
	size_t at = span_find(html, S("src=\"cid:"), 0);

	mail_check_bytes(mail);
	if (!CHECK(at != SIZE_MAX))
		return;
	cid = span_from(html, at + 9);
	cid = span_sub(cid, 0, span_find_char(cid, '"', 0));
	CHECK_HAS(mail, arena_str(unit_arena(), arena_fmt(unit_arena(),
							  "\r\nContent-ID: <%.*s>\r\n"
							  "Content-Disposition: inline;",
							  SPAN_ARG(cid))));
	CHECK_HAS(mail, "multipart/related; type=\"text/html\"");
	CHECK_HAS(mail, "Content-Type: image/png\r\n");
	CHECK_HAS(mail, "\r\n\r\niVBORw0KGgo"); /* the PNG itself */
	CHECK_HAS(html, "width=\"90\"");
	CHECK_HAS(html,
		  "alt=\"Atelier Diana\""); /* what is read aloud, and where pictures are off */
	CHECK(!span_has(mail_part(mail, "text/plain"), S("cid:")));
	in = sample_input("answer", "ro", context_of("answer"));
	mail = sample_render(l, &in);
	CHECK(!span_has(mail, S("Content-ID")) && !span_has(mail, S("multipart/related")));
	look_free(l);
}

/* What programs that read aloud rely on: language, no tables of data, the order of the text part. */
TEST(mail_reads_aloud_in_order)
{
	static const char *const order[] = { "Bună ziua, domnule Popescu,",
					     "Vă trimitem oferta",
					     "OFR 0044",
					     "544,50",
					     "răspundeți la acest mesaj cu",
					     "Accept oferta",
					     "Am o întrebare",
					     "Cu stimă,",
					     "Diana Ionescu",
					     "Atelier Diana SRL" };
	struct look *l = sample_look();
	struct mail_input in = sample_input("offer", "ro", context_of("offer"));
	struct span mail = sample_render(l, &in);
	struct span part[] = { mail_part(mail, "text/html"), mail_part(mail, "text/plain") };

	for (size_t p = 0; p < ARRAY_LEN(part); p++) {
		size_t at = p ? 0 : span_find(part[0], S("role=\"article\""), 0);

		for (size_t i = 0; i < ARRAY_LEN(order); i++) {
			size_t next = span_find(part[p], span_of(order[i]), at);

			UNIT_CASE("%zu: %s", p, order[i]);
			if (CHECK(next != SIZE_MAX))
				at = next;
		}
	}
	CHECK_HAS(part[0], "<html lang=\"ro\">");
	CHECK_HAS(part[0], "aria-label=\"Oferta OFR 0044");
	CHECK(!span_has(part[0], S("<table width")) && !span_has(part[0], S("<table class")));
	CHECK_HAS(mail, "\r\nContent-Language: ro\r\n");
	look_free(l);
}

/* One value, four places: HTML, the plain part, the address of a button, a header. */
TEST(mail_escapes_for_where_a_value_goes)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	const char *hostile = "X&cc=rau@exemplu.ro?subject=\"q\" <z>%0A*b*|@next";
	struct value *data = sample_data("question"), *option = value_new_map(a);
	struct value *list = value_new_list(a);
	struct mail_input in;
	struct span mail, html, text;
	struct firm f = sample_firm();

	value_set(a, option, "label", value_str(a, hostile));
	value_set(a, option, "command", value_str(a, hostile));
	value_push(a, list, option);
	value_set(a, data, "options", list);
	value_set(a, data, "headline", value_str(a, hostile));
	in = sample_input("question", "ro", mail_context(a, &f, NULL, NULL, NULL, 0, data));
	mail = sample_render(l, &in);
	html = mail_part(mail, "text/html");
	text = mail_part(mail, "text/plain");
	mail_check_bytes(mail);
	CHECK_HAS(html, "X&amp;cc=rau@exemplu.ro?subject=&quot;q&quot; &lt;z&gt;%0A*b*|@next");
	CHECK_HAS(text, hostile);
	CHECK_HAS(
		html,
		"&amp;body=X%26cc%3Drau%40exemplu.ro%3Fsubject%3D%22q%22%20%3Cz%3E%250A%2Ab%2A%7C%40next\"");
	CHECK_HAS(text, "&body=X%26cc%3Drau%40exemplu.ro");
	CHECK(!span_has(html, S("&amp;cc=rau@exemplu.ro\"")) && !span_has(html, S("<z>")));
	CHECK_HAS(mail_subject(mail), hostile);
	look_free(l);
}
