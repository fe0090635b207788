/* When the HTML form of a mail is read beside the plain one (mail_text.h). */
#include "mail_text.h"
#include "span.h"
#include "unit.h"

TEST(the_html_form_is_asked_where_it_may_say_more)
{
	static const struct {
		const char *plain, *html;
		bool asks;
	} rows[] = {
		{ "Da.\nIon", "<p>Da.</p><p>Ion</p>", false },
		{ "Da.\nIon", "<div>Da.</div><blockquote>Nu</blockquote>", true },
		{ "Da.\nIon", "<div>Da.</div><BlockQuote>Nu</BlockQuote>", true },
		{ "Da.\nIon", "<div id=divRplyFwdMsg>Nu</div>", true },
		{ "Da.\nIon", "<div id='x_appendonsend'></div>Nu", true },
		{ "Da.\nIon", "<hr id=stopSpelling>Nu", true },
		{ "Da.\nIon", "<div id=zwchr>Nu</div>", true },
		{ "Da.\nIon", "<table class=OutlookMessageHeader><td>Nu</table>", true },
		{ "Da.\nIon", "<div style='BORDER-TOP:solid #E1E1E1 1.0pt'>Nu</div>", true },
		/* an id whose letters are spelt as numbers */
		{ "Da.\nIon", "<div id='&#100;ivRplyFwdMsg'>Nu</div>", true },
		/* a blank line between orders, or inside an attribution, may be only a paragraph's */
		{ "CARD 1001\n\nSOLD Ion", "<p>CARD 1001</p><p>SOLD Ion</p>", true },
		{ "CARD 1001\n\nIon", "<p>CARD 1001</p><p>Ion</p>", false },
		{ "Da\n\nOn Monday X wrote:\n\nNu", "<p>Da</p>", true },
		{ "2020-01-01 X <a@b.ro>\nNu", "<p>Da</p>", true },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct mail_lines l = mail_lines_of(unit_arena(), span_of(rows[i].plain));

		UNIT_CASE("%s | %s", rows[i].plain, rows[i].html);
		CHECK_INT(mail_text_asks_witness(&l, span_of(rows[i].html)), rows[i].asks);
	}
}

/* What is not asked could have told nothing: no line of it would count as quoted. */
TEST(html_that_is_not_asked_quotes_nothing)
{
	static const char *const pieces[] = {
		"<div>",    "</div>",         "<p class=gmail_quote>",
		"</p>",     "<div id=zw>",    "<div class=gmail_quote>",
		"words ",   "block quote ",   "<div style='border: solid'>",
		"<br>",     "<div id=reply>", "<hr id='spelling'>",
		"<!-- x-->"
	};
	struct mail_lines plain = mail_lines_of(unit_arena(), S("Da"));

	for (unsigned n = 0; n < 2000; n++) {
		struct arena *a = arena_new(1u << 20);
		struct mail_lines l = { .at = NULL };
		struct span html = S("");

		for (unsigned k = 0; k < 12; k++)
			html = arena_fmt(a, "%.*s%s", SPAN_ARG(html),
					 pieces[unit_random() % ARRAY_LEN(pieces)]);
		UNIT_CASE("%.*s", SPAN_ARG(html));
		CHECK(!mail_text_asks_witness(&plain, html));
		mail_html_lines(a, html, &l);
		for (size_t i = 0; i < l.n; i++)
			CHECK(l.at[i].origin == LINE_FREE || l.at[i].origin == LINE_SOFT);
		arena_free(a);
	}
}
