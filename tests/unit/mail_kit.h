/* A mail with sample addresses, and enough of a reader to look at what was written. */
#ifndef PLIC_MAIL_KIT_H
#define PLIC_MAIL_KIT_H

#include "mail_render.h"

/* The mail file of that name ("refused" is an answer, "paid" an invoice) with headers filled in. */
struct mail_input sample_input(const char *mail, const char *lang, const struct value *context);
/* The bytes, or "" after a failure that is reported. */
struct span sample_render(const struct look *l, const struct mail_input *in);
/* The decoded part of a type, "" when there is none. */
struct span mail_part(struct span mail, const char *type);
struct span mail_subject(struct span mail);
/* The words behind the n-th button of a text part. */
struct span mail_button_words(struct span text, unsigned n);
/* Fails unless lines end with CRLF, none is over 998 bytes, and all is ASCII. */
void mail_check_bytes(struct span mail);

#endif
