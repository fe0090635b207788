/* A mail's bytes: headers by encoders only, multipart/mixed(alternative(text, related(html, logo)), attachments).
 *
 * A mail file (templates/LANG/mail/NAME.mail) says what the mail says; frame.html and frame.txt how it
 * looks, so that the text part has the same order as the HTML. One directive a line, "#" comments,
 * Mustache sections may stand on their own lines around directives:
 *   @subject TEXT           @preheader TEXT
 *   @hello TEXT             greeting
 *   @say TEXT               a paragraph; *words* are bold, \n breaks a line
 *   @quote TEXT             a person's own words, set off by a rule
 *   @heading RESULT | TEXT  answers to staff: coloured result, then the rest; no letterhead
 *   @heading! RESULT | TEXT the same for what was not done
 *   @label TEXT             small grey label ("Am înțeles")
 *   @code TEXT              a line as it was typed
 *   @fact LABEL | VALUE     a row of the tinted block      @fact! LABEL | VALUE  the strong one
 *   @row LABEL | VALUE      a plain row with a hairline
 *   @change WHAT | BEFORE | AFTER
 *   @button LABEL | COMMAND        main button: mailto with COMMAND as body
 *   @second LABEL | COMMAND        quieter link beside it
 *   @next LABEL | COMMAND          outlined button: staff's next actions
 *   @bye TEXT | NAME        closing and the person's name
 *   @small TEXT             small print
 * {{> NAME}} puts in templates/LANG/mail/NAME.part. Rows and buttons that follow one another stand in
 * one block; a paragraph without text is left out. Context keys: mail_context.h. */
#ifndef PLIC_MAIL_RENDER_H
#define PLIC_MAIL_RENDER_H

#include "look.h"

struct mail_attachment {
	struct span name, type, bytes;
};
struct mail_input {
	struct span template_, lang;
	struct span from, from_name, to, to_name;
	struct span message_id;        /* without <> */
	struct span reply_to;          /* plus-address with token; buttons open a mail to it */
	struct span in_reply_to;       /* Message-ID of the parent, "" = none */
	const struct span *references; /* oldest first */
	size_t n_references;
	struct span subject_of;      /* parent's subject: "Re: ..." is used in place of @subject */
	struct span thread_tag;      /* "[C-1042]", appended to the subject; "" = none */
	struct span auto_submitted;  /* "auto-replied", "auto-generated", "" = a person's words */
	int64_t date;                /* instant */
	const struct value *context; /* unlocalised tree for the template */
	const struct mail_attachment *attachment;
	size_t n_attachment;
};

/* RC_BAD_INPUT: an address that is none. RC_BAD_CONFIG: template error with file and line.
 * The result has CRLF line ends, no line over 998 bytes, is 7-bit (quoted-printable, base64). */
enum rc mail_render(const struct look *l, struct arena *a, const struct mail_input *in,
		    struct span *ret, struct why *reterr) MUST_CHECK;

#endif
