/* The HTML form of a mail as a witness for its plain form (mail_text.h). Words are compared without
 * blanks: the plain form wraps where it likes. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "span_copy.h"
#include "span_list.h"

enum { MAX_CHECKED = 400, MIN_LINE = 6 };
#define MAX_WITNESS ((size_t)256 << 10)

/* All lines that are quoted, or all that are not. A container where new text may stand is not. */
static struct span gather(struct arena *a, const struct mail_lines *l, bool quoted)
{
	struct buf b;

	buf_init(&b, a, MAX_WITNESS);
	for (size_t i = 0; i < l->n; i++) {
		bool is = l->at[i].origin == LINE_CITED || l->at[i].origin == LINE_AFTER;

		if (is == quoted)
			buf_add(&b, span_squeeze(a, l->at[i].text));
	}
	return buf_span(&b);
}

/* The first line from i on that is not blank, or n; *gap: one gap and nothing else was passed. */
static size_t next_filled(const struct mail_lines *l, size_t i, bool *gap)
{
	size_t from = i;

	while (i < l->n && !span_trim(l->at[i].text).len)
		i++;
	*gap = i == from + 1 && l->at[from].gap;
	return i;
}

/* Both forms from the top, as long as they say the same: a blank line of the plain one where the HTML
 * has only the space round a paragraph is a gap. One line of the HTML may be several wrapped ones. */
static void find_gaps(struct arena *a, struct mail_lines *plain, const struct mail_lines *html)
{
	bool gap, unused;
	size_t p = next_filled(plain, 0, &unused), h = next_filled(html, 0, &gap);

	for (unsigned n = 0; n < MAX_CHECKED && p < plain->n && h < html->n; n++) {
		struct span left = span_squeeze(a, html->at[h].text);

		while (left.len) {
			struct span s = p < plain->n ? span_squeeze(a, plain->at[p].text) : S("");

			if (!s.len || !span_starts(left, s))
				return;
			left = span_from(left, s.len);
			p++;
		}
		h = next_filled(html, h + 1, &gap);
		if (gap && p < plain->n && !span_trim(plain->at[p].text).len)
			plain->at[p].gap = true;
		p = next_filled(plain, p, &unused);
	}
}

/* What makes mail_html.c take a line for quoted, by element, id, class or style; and "&#", behind which the
 * others could hide. */
static const char *const quote_marks[] = {
	"blockquote", "divrplyfwdmsg", "appendonsend", "stopspelling",
	"zwchr",      "border-top",    "&#",           "outlookmessageheader",
	NULL
};

static bool may_quote(struct span html)
{
	struct hay h;

	hay_of(&h, html);
	for (const char *const *m = quote_marks; *m; m++) {
		if (hay_may_have(&h, *m) && span_ifind(html, span_of(*m), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* A gap joins orders (mail_reply.c) and the lines of an attribution. */
static bool gaps_matter(const struct mail_lines *plain)
{
	size_t orders = 0;

	for (size_t i = 0; i < plain->n; i++) {
		orders += mark_begins_in_capitals(plain->at[i].text);
		if (orders > 1 || mark_may_end(plain->at[i].text))
			return true;
	}
	return false;
}

bool mail_text_asks_witness(const struct mail_lines *plain, struct span html)
{
	return gaps_matter(plain) || may_quote(html);
}

void mail_text_cross_check(struct arena *a, struct mail_lines *plain, const struct mail_lines *html)
{
	struct span quoted = gather(a, html, true), free_text = gather(a, html, false);

	find_gaps(a, plain, html);
	if (!quoted.len)
		return;
	for (size_t i = 0; i < plain->n && i < MAX_CHECKED; i++) {
		struct span s = span_squeeze(a, plain->at[i].text);

		if (s.len >= MIN_LINE && span_has(quoted, s) && !span_has(free_text, s))
			plain->at[i].origin = LINE_AFTER;
	}
	/* A short line between two quoted ones is theirs too. */
	for (size_t i = 1; i + 1 < plain->n && i < MAX_CHECKED; i++) {
		struct span s = span_squeeze(a, plain->at[i].text);

		if (s.len > 0 && s.len < MIN_LINE && plain->at[i - 1].origin == LINE_AFTER &&
		    plain->at[i + 1].origin == LINE_AFTER)
			plain->at[i].origin = LINE_AFTER;
	}
}
