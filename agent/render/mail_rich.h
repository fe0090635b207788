/* Pieces of a mail's directives as HTML, as plain text, and as mailto links (RFC 6068). A piece is
 * text of a template with values guarded by ESCAPE_LINE; *words* are bold, "\n" breaks the line. */
#ifndef PLIC_MAIL_RICH_H
#define PLIC_MAIL_RICH_H

#include "arena.h"
#include "base.h"

/* Escaped, bold as <strong>, line breaks of values as <br>. An odd "*" closes at the end. */
struct span rich_html(struct arena *a, struct span piece);
/* Without marks; line breaks stay. */
struct span rich_text(struct arena *a, struct span piece);
/* Lines of at most width code points, the first after `first`, the others after `rest`; broken at
 * plain blanks only, so that "544,50 lei" stays whole. No line break at the end. */
struct span rich_wrap(struct arena *a, struct span text, size_t width, const char *first,
		      const char *rest);
/* mailto:to?subject=...&body=...; line breaks become %0D%0A, no-break blanks plain ones, so that a
 * command reads as if it were typed. */
struct span rich_mailto(struct arena *a, struct span to, struct span subject, struct span body);

#endif
