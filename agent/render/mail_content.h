/* A mail file, rendered: directives into a list of blocks for frame.html and frame.txt. */
#ifndef PLIC_MAIL_CONTENT_H
#define PLIC_MAIL_CONTENT_H

#include "look.h"

struct mail_content {
	struct span subject, preheader;
	/* List of maps. Each has all the kinds below, false but one (a map):
	 *   hello say quote label code small   {html, text}
	 *   heading    {result, html, text, bad}
	 *   facts      {rows: [{label, value, strong}], text}
	 *   rows       {rows: [{label, value}], text}
	 *   changes    {rows: [{what, before, after}], text}
	 *   buttons    {items: [{main, second, next, label, href}], text}
	 *   bye        {html, name, text}
	 * text is ready for the plain part, wrapped; the rest is HTML. */
	struct value *blocks;
	bool plain; /* an answer to staff: it has a heading, and no letterhead */
};

/* text: the mail file with its values in (ESCAPE_LINE). Buttons open a mail to `to`, with `tag` in
 * its subject. RC_BAD_CONFIG, naming `name`: unknown directive, too few columns, no subject. */
enum rc mail_content_read(struct arena *a, struct span name, struct span text, struct span to,
			  struct span tag, struct mail_content *ret, struct why *reterr) MUST_CHECK;

/* How many columns "say", "fact!", ... want; 0: no such directive. */
unsigned mail_directive_columns(struct span word);
/* blocks with one that is of every kind: for the check of frames at start. */
struct value *mail_content_shape(struct arena *a);

#endif
