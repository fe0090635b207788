/* What can be known of a mail's files before any mail: used by look_new. */
#ifndef PLIC_MAIL_CHECK_H
#define PLIC_MAIL_CHECK_H

#include "look.h"

/* .mail and .part files of a language: every line a directive with as many columns as it wants, a
 * comment or Mustache tags; every name is one that mail_context gives. path: for messages.
 * RC_BAD_CONFIG with file and line. */
enum rc mail_check_file(struct span path, struct span text, const struct template *t,
			struct why *reterr) MUST_CHECK;
/* Frames and their parts: every name is one that mail_context or mail_render gives. */
enum rc mail_check_frame(struct span path, const struct template *t, struct why *reterr) MUST_CHECK;

#endif
