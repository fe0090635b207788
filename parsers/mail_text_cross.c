/* The HTML form of a mail as a witness for its plain form (mail_text.h). Words are compared without
 * blanks: the plain form wraps where it likes. */
#include "buf.h"
#include "mail_text.h"
#include "span.h"

enum { MAX_CHECKED = 400, MIN_LINE = 6 };
#define MAX_WITNESS ((size_t)256 << 10)

static struct span squeeze(struct arena *a, struct span s)
{
	struct buf b;

	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] > ' ')
			buf_add_char(&b, s.ptr[i]);
	}
	return buf_span(&b);
}

/* All lines that are quoted, or all that are not. A container where new text may stand is not. */
static struct span gather(struct arena *a, const struct mail_lines *l, bool quoted)
{
	struct buf b;

	buf_init(&b, a, MAX_WITNESS);
	for (size_t i = 0; i < l->n; i++) {
		bool is = l->at[i].origin == LINE_CITED || l->at[i].origin == LINE_AFTER;

		if (is == quoted)
			buf_add(&b, squeeze(a, l->at[i].text));
	}
	return buf_span(&b);
}

void mail_text_cross_check(struct arena *a, struct mail_lines *plain, const struct mail_lines *html)
{
	struct span quoted = gather(a, html, true), free_text = gather(a, html, false);

	if (!quoted.len)
		return;
	for (size_t i = 0; i < plain->n && i < MAX_CHECKED; i++) {
		struct span s = squeeze(a, plain->at[i].text);

		if (s.len >= MIN_LINE && span_has(quoted, s) && !span_has(free_text, s))
			plain->at[i].origin = LINE_AFTER;
	}
	/* A short line between two quoted ones is theirs too. */
	for (size_t i = 1; i + 1 < plain->n && i < MAX_CHECKED; i++) {
		struct span s = squeeze(a, plain->at[i].text);

		if (s.len > 0 && s.len < MIN_LINE && plain->at[i - 1].origin == LINE_AFTER &&
		    plain->at[i + 1].origin == LINE_AFTER)
			plain->at[i].origin = LINE_AFTER;
	}
}
