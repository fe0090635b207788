/* Inside of the HTML reader: attributes, styles, and what hides text. */
#ifndef PLIC_MAIL_HTML_IN_H
#define PLIC_MAIL_HTML_IN_H

#include <libxml/HTMLparser.h>

#include "arena.h"
#include "base.h"

/* An attribute's text, "" when absent or empty (entities are decoded). */
struct span html_attr(const xmlNode *n, const char *name);
bool html_has_attr(const xmlNode *n, const char *name);
bool html_is(const xmlNode *n, const char *name);
/* Does the list of words hold the word, ASCII case ignored? */
bool html_word_in(struct span list, struct span word);

/* One declaration of a style text: "display" -> "none"; the first of that name. */
struct span css_value(struct span style, const char *property);
/* "0", "0px", "0.0pt", but not "0.9em". */
bool css_is_zero(struct span value);
/* A style text without comments and escapes, in lower case. */
struct span css_plain(struct arena *a, struct span style);

/* Rules of <style> sheets that hide what they select. */
struct css_rule {
	struct span selector; /* "div .x" */
};
struct css_hiding {
	struct css_rule *at;
	size_t n, cap;
	size_t steps; /* matching done so far: past a limit everything counts as hidden */
};
/* All <style> elements below root. Rules for print and small screens do not count. */
void css_hiding_read(struct arena *a, const xmlNode *root, struct css_hiding *ret);

bool css_sheets_hide(struct css_hiding *sheets, const xmlNode *n);
/* Do these declarations of a sheet (css_plain) hide what they apply to? */
bool css_text_hides(struct span declarations);

struct html_colour {
	int part[3];
	bool known, clear;
};
/* The backgrounds that are said by open elements, outermost first. */
struct html_backs {
	struct html_back {
		const xmlNode *node;
		struct html_colour colour;
	} * at;
	size_t n, cap;
};
/* Does the element hide what is inside it, by attribute, style or sheet? If not, its background stands
 * until html_back_leave. */
bool html_is_hidden(struct arena *a, struct css_hiding *sheets, struct html_backs *backs,
		    const xmlNode *n);
void html_back_leave(struct html_backs *backs, const xmlNode *n);

#endif
