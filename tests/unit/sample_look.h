/* The shipped templates as a look, and a small firm with one of everything, for tests of mails. */
#ifndef PLIC_SAMPLE_LOOK_H
#define PLIC_SAMPLE_LOOK_H

#include "look.h"
#include "mail_context.h"

/* Every file of templates/ (fonts empty); up to max. extra: files added, or put in place of those with
 * the same path. */
size_t sample_files(struct look_file *files, size_t max, const struct look_file *extra,
		    size_t n_extra);
/* The shipped look; a failure fails the test and gives NULL. Freed by the caller. */
struct look *sample_look(void);

struct firm sample_firm(void);
struct client sample_client(void);
struct card sample_card(void);
/* A document of one course, 450 lei and VAT; invoice paid or not by paid. */
struct snapshot *sample_document(enum doc_kind kind, const char *number, bool paid);
/* All data that a mail of this name may be given. */
struct value *sample_data(const char *mail);

#endif
