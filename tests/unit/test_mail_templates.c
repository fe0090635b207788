/* Every shipped mail, in both languages, with all data and with almost none; its buttons; and what is
 * refused at start. */
#include "answer.h"
#include "load_look.h"
#include "mail_kit.h"
#include "sample_look.h"
#include "sample_reader.h"
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
	{ "storno", DOC_STORNO, false, "Factura de stornare FCT 0044",
	  "Reversing invoice FCT 0044" },
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
	{ "digest", DOC_INVOICE, false, "De rezolvat: 3", "To do: 3" },
	{ "offer_followup", DOC_OFFER, false, "Oferta OFR 0044 vă așteaptă",
	  "Offer OFR 0044 awaits" },
	{ "paused", DOC_OFFER, false, "Abonamentul este pe pauză", "Your subscription is paused" },
	{ "resumed", DOC_OFFER, false, "Am reluat abonamentul", "Your subscription goes on" },
};

/* Text lines are short, links aside. */
static void check_width(struct span text)
{
	struct span line;

	while (span_next_line(&text, &line))
		if (line.len > 100 && !span_starts(line, S("<mailto:")))
			FAIL("long line: %.*s", SPAN_ARG(line));
}

/* With PLIC_SHOW_MAILS=DIR, leave the HTML and the text to be looked at. */
static void show(const char *brand, const char *name, const char *lang, struct span mail)
{
	static const char *const types[][2] = { { "text/html", "html" },
						{ "text/plain", "txt" },
						{ "", "eml" } };
	const char *dir = getenv("PLIC_SHOW_MAILS");
	struct arena *a = unit_arena();

	for (size_t i = 0; dir && i < ARRAY_LEN(types); i++) {
		struct span got = types[i][0][0] ? mail_part(mail, types[i][0]) : mail;
		FILE *f = fopen(
			arena_str(a, arena_fmt(a, "%s/%s-%s.%s.%s", dir, brand[0] ? brand : "plain",
					       name, lang, types[i][1])),
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

static void check_in_full(const char *brand)
{
	struct look *l = NULL;
	struct why why = { "" };

	if (!CHECK_RC(load_look(PLIC_SOURCE_DIR "/templates", brand, &l, &why), RC_OK))
		FAIL("%s", why.text);
	for (size_t i = 0; l && i < ARRAY_LEN(shipped); i++) {
		for (int en = 0; en < 2; en++) {
			const struct shipped *m = &shipped[i];
			const char *lang = en ? "en" : "ro";
			struct mail_input in =
				sample_input(m->name, lang, full_context(m->name, m));
			struct span mail = sample_render(l, &in), html, text;

			UNIT_CASE("%s %s/%s", brand, lang, m->name);
			mail_check_bytes(mail);
			html = mail_part(mail, "text/html");
			text = mail_part(mail, "text/plain");
			check_width(text);
			CHECK(span_starts(mail_subject(mail),
					  span_of(en ? m->subject_en : m->subject_ro)));
			CHECK(span_ends(mail_subject(mail), S(" [C-1042]")));
			CHECK_HAS(html, en ? "<html lang=\"en\">" : "<html lang=\"ro\">");
			CHECK(!span_has(html, S("{{")) && !span_has(text, S("{{")));
			CHECK(!span_has(html, S("\x01")) && !span_has(text, S("\x02")));
			CHECK(!span_has(text, S("\n\n\n")));
			show(brand, m->name, lang, mail);
		}
	}
	look_free(l);
}

TEST(mail_every_one_renders_in_full)
{
	check_in_full("");
}

TEST(mail_every_one_renders_in_every_brand)
{
	check_in_full("registru");
	check_in_full("panou");
}

TEST(mail_every_one_renders_with_almost_nothing)
{
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct firm f = { .self = { .name = S("F") } };

	for (size_t i = 0; l && i < ARRAY_LEN(shipped); i++) {
		for (int en = 0; en < 2; en++) {
			struct mail_input in =
				sample_input(shipped[i].name, en ? "en" : "ro",
					     mail_context(a, &f, NULL, NULL, NULL, 0, NULL));
			struct span mail;

			in.reply_to = in.thread_tag = in.to_name = in.from_name = S("");
			UNIT_CASE("%s/%s", en ? "en" : "ro", shipped[i].name);
			mail = sample_render(l, &in);
			mail_check_bytes(mail);
			CHECK(mail_subject(mail).len > 3);
			CHECK(!span_has(mail, S("\r\nReply-To:")));
			CHECK(mail_part(mail, "text/html").len > 1000);
		}
	}
	look_free(l);
}

/* What our buttons write, and what our mails ask to be typed, is read as it is meant. */
TEST(mail_buttons_are_understood)
{
	static const struct {
		unsigned shipped; /* row */
		enum answer_kind first, second;
		const char *typed_ro, *typed_en;
	} row[] = {
		{ 0, ANSWER_ACCEPT, ANSWER_NONE, "ACCEPT", "ACCEPT" },
		{ 1, ANSWER_PAID, ANSWER_NONE, "AM PLĂTIT", "PAID" },
		{ 3, ANSWER_ACCEPT, ANSWER_NONE, "ACCEPT", "ACCEPT" },
		{ 4, ANSWER_PAID, ANSWER_NONE, "AM PLĂTIT", "PAID" },
		{ 7, ANSWER_PAID, ANSWER_NONE, "AM PLĂTIT", "PAID" },
		{ 8, ANSWER_PAID, ANSWER_NONE, "AM PLĂTIT", "PAID" },
		{ 11, ANSWER_ACCEPT, ANSWER_REFUSE, "ACCEPT", "ACCEPT" },
		{ 11, ANSWER_ACCEPT, ANSWER_REFUSE, "NU", "NO" },
		{ 19, ANSWER_ACCEPT, ANSWER_NONE, "ACCEPT", "ACCEPT" },
	};
	struct arena *a = unit_arena();
	struct look *l = sample_look();
	struct phrase_book *book = sample_book();

	for (size_t i = 0; l && i < ARRAY_LEN(row) * 2; i++) {
		const struct shipped *m = &shipped[row[i / 2].shipped];
		const char *typed = i % 2 ? row[i / 2].typed_en : row[i / 2].typed_ro;
		struct mail_input in =
			sample_input(m->name, i % 2 ? "en" : "ro", full_context(m->name, m));
		struct span text = mail_part(sample_render(l, &in), "text/plain");
		enum answer_kind first = answer_read(a, book, mail_button_words(text, 0)).kind;
		enum answer_kind second = answer_read(a, book, mail_button_words(text, 1)).kind;
		enum answer_kind by_hand = answer_read(a, book, span_of(typed)).kind;

		UNIT_CASE("%s/%s", i % 2 ? "en" : "ro", m->name);
		CHECK_INT(first, row[i / 2].first);
		/* a question goes to a person, however it is read */
		if (row[i / 2].second == ANSWER_NONE)
			CHECK(second == ANSWER_NONE || second == ANSWER_QUESTION ||
			      second == ANSWER_UNSURE);
		else
			CHECK_INT(second, row[i / 2].second);
		CHECK_HAS(text, typed);
		CHECK(by_hand == row[i / 2].first || by_hand == row[i / 2].second);
	}
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
		{ "ro/mail/offer.mail", "@subject x\n{{> nu}}\n",
		  "ro/mail/offer.mail:2: there is no part nu" },
		{ "ro/mail/nou.mail", "@subject x\n",
		  "ro/mail/nou.mail:1: en/mail/nou.mail does not exist" },
		{ "mail/frame.html", "<p>\n{{firm.brnd}}", "mail/frame.html:2: unknown name" },
		{ "ro/texts/x.txt", "only.ro = a\n", "ro/texts/x.txt:1: only.ro is missing in" },
		{ "ro/texts/x.txt", "a = b\nfără egal\n", "ro/texts/x.txt:2: not \"key = text\"" },
		{ "brand.conf", "accent = verde\n", "brand.conf:1: accent is no colour" },
		{ "brand.conf", "\nacent = #000000\n", "brand.conf:2: unknown key acent" },
		{ "ro/mail/offer.mail", "@subject x\n@fact {{doc.label}}\n",
		  "ro/mail/offer.mail:2: @fact wants 2 columns" },
		{ "mail/letterhead.part", "\n{{firm.brnd}}",
		  "mail/letterhead.part:2: unknown name" },
		{ "mail/frame.html", "\n{{> nu}}", "mail/frame.html:2: there is no part nu" },
		{ "brand.conf", "logo = brand.conf\n",
		  "brand.conf:1: logo is neither PNG nor JPEG" },
		{ "brand.conf", "mail_font = a; b\n",
		  "brand.conf:1: mail_font is no list of families" },
		{ "brand.conf", "font_bold = brand.conf\n",
		  "brand.conf:1: font_bold is no TrueType face" },
		{ "ro/mail/offer.mail", "@subject x\n@say \xff\xfe\n",
		  "ro/mail/offer.mail:2: not UTF-8" },
		{ "ro/texts/x.txt", "# ok\na = \xe3\n", "ro/texts/x.txt:2: not UTF-8" },
		{ "brand.conf", "table = grid\n",
		  "brand.conf:1: table is one of: rules bands ledger" },
		{ "brand.conf", "corner = -1\n", "brand.conf:1: corner is no number" },
		{ "brand.conf", "accent\n", "brand.conf:1: not \"key = value\"" },
		{ "ro/mail/offer.mail", "@subject x\n{{#doc}}\n@say {{client.total}}\n{{/doc}}\n",
		  "ro/mail/offer.mail:3: unknown name client.total" },
		{ "ro/mail/offer.mail", "@subject x\n@say {{client}}\n",
		  "ro/mail/offer.mail:2: not a text: client" },
		{ "ro/mail/offer.mail",
		  "@subject x\n{{#documents}}\n@say {{label}}{{nr}}\n{{/documents}}",
		  "ro/mail/offer.mail:3: unknown name nr" },
		{ "ro/mail/offer.mail", "@subject x\n@say {{doc.label}\n",
		  "ro/mail/offer.mail:2: tag is not closed" },
		{ "ro/mail/offer.mail", "@subject x\n@say {{a b}}\n",
		  "ro/mail/offer.mail:2: bad name in a tag: a b" },
		{ "ro/mail/offer.mail", "@subject x\n@say {{/doc}}\n",
		  "ro/mail/offer.mail:2: no section is open, but closed is doc" },
		{ "ro/mail/offer.mail", "@subject x\n@say {{=a=}}\n",
		  "ro/mail/offer.mail:2: delimiters are not two words" },
		{ "ro/mail/offer.mail", "@subject x\n@change a | b\n",
		  "ro/mail/offer.mail:2: @change wants 3 columns" },
		{ "ro/mail/offer.mail", "@subject x\nsay y\n",
		  "ro/mail/offer.mail:2: not a directive: say" },
		{ "ro/mail/foot.part", "{{#blocks}}{{/blocks}}",
		  "ro/mail/foot.part:1: unknown name blocks" },
		{ "ro/mail/foot.part", "# x\n{{> foot}}",
		  "ro/mail/foot.part:2: parts take in each other: foot" },
		{ "mail/frame.txt", "{{#blocks}}\n{{#say}}{{txt}}{{/say}}{{/blocks}}",
		  "mail/frame.txt:2: unknown name txt" },
		{ "ro/texts/x.txt", "a b = c\n", "ro/texts/x.txt:1: not \"key = text\"" },
		{ "ro/texts/x.txt", "mail.days = x\n", "mail.days is already in" },
		{ "ro/texts/x.txt", "x.y = {{#a}}\n",
		  "ro/texts/x.txt:1, x.y:1: section is not closed: a" },
		{ "brand.conf", "logo = brand/nu.png\n",
		  "brand.conf:1: logo names a file that is not in templates/: brand/nu.png" },
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct look_file *files = ARENA_ARRAY(unit_arena(), 400, struct look_file);
		struct look_file extra = { .path = span_of(bad[i].path),
					   .bytes = span_of(bad[i].bytes) };
		size_t n = sample_files(files, 400, &extra, 1);
		struct look *l = NULL;
		struct why why = { 0 };

		UNIT_CASE("%s %s", bad[i].path, bad[i].bytes);
		CHECK_RC(look_new(files, n, &l, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), bad[i].why);
	}
}
