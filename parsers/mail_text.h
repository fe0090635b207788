/* The human part of a mail as lines of UTF-8 text, and what hangs on it.
 *
 * Lines carry what the markup says about them: a line inside a client's quote container is not the
 * sender's. Text is NFC with comma-below letters, no control characters, no hidden text. */
#ifndef PLIC_MAIL_TEXT_H
#define PLIC_MAIL_TEXT_H

#include "fact.h"
#include "mail.h"

enum line_origin {
	LINE_FREE, /* nothing is said: the words decide */
	LINE_SOFT, /* inside a container that some clients also put new text into (div.gmail_quote) */
	LINE_AFTER, /* below a mark after which everything is quoted (Outlook) */
	LINE_CITED  /* inside a quotation (blockquote) */
};
struct mail_line {
	struct span text;
	enum line_origin origin;
	bool gap; /* a blank line that only the space round a <p> stands for: nobody typed it */
	struct span cells; /* text with tabs where cells of a table end; "" = of none */
};
struct mark_found;
struct mail_lines {
	struct mail_line *at;
	size_t n, cap;
	struct mark_found *marks; /* of mark_remember (mail_mark.h); NULL: nothing is kept */
};

/* Text is read up to this many bytes and lines; longer is cut. A line over its limit goes on in the next
 * one: files without line ends are real, and no line of a letter is that long. */
#define MAIL_MAX_TEXT  ((size_t)2 << 20)
#define MAIL_MAX_LINES ((size_t)50000)
#define MAIL_MAX_LINE  ((size_t)64 << 10)

/* The text of the part and what is below it (a nested message is another letter and is left out):
 * the plain alternative unless it says too little, all inline texts of a mixed one. */
struct mail_lines mail_text_lines(struct arena *a, struct mail_part *root);
/* Any UTF-8 text as lines, all LINE_FREE. */
struct mail_lines mail_lines_of(struct arena *a, struct span text);
/* One more line, or as many as it takes. text: UTF-8, must outlive the lines. */
void mail_lines_push(struct arena *a, struct mail_lines *l, struct span text,
		     enum line_origin origin);
/* Lines [from, to) joined by "\n". */
struct span mail_lines_join(struct arena *a, const struct mail_lines *l, size_t from, size_t to);

/* Can the HTML form (its text) say anything that the plain one does not show? Only then is it worth reading
 * as HTML: when it may hold a mark of a quotation, or when a gap may join what the plain form parts. */
bool mail_text_asks_witness(const struct mail_lines *plain, struct span html);
/* A mail in both forms: gaps of the HTML are gaps of the plain one, and lines of the plain one that stand only in what the HTML says is quoted become
 * LINE_AFTER. So a client's markup also guards the plain text, whatever language its marks have. */
void mail_text_cross_check(struct arena *a, struct mail_lines *plain,
			   const struct mail_lines *html);

/* Every leaf that is no text of the letter; names safe. */
void mail_attachments(struct arena *a, struct mail_part *root, struct attachments *ret);
/* Lines joined as mail_lines_join does, tables with tabs where their cells end. */
struct span mail_lines_cells(struct arena *a, const struct mail_lines *l);
/* A safe base name for the part, "" when it names none. */
struct span mail_attached_name(struct arena *a, const struct mail_part *p);

/* HTML (as UTF-8) to lines, appended; see mail_html.c for what is dropped. */
void mail_html_lines(struct arena *a, struct span html, struct mail_lines *ret);

#endif
