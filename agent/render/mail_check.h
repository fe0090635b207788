/* What can be known of a mail's files before any mail: used by look_new. */
#ifndef PLIC_MAIL_CHECK_H
#define PLIC_MAIL_CHECK_H

#include "look.h"

/* .mail and .part files: every line a directive, a comment or Mustache tags. These and frames: every
 * name is one that mail_context or mail_render gives. RC_BAD_CONFIG with file and line. */
enum rc mail_check_file(struct span path, struct span text, const struct template *t,
			struct why *reterr) MUST_CHECK;

#endif
