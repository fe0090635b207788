/* What can be known of the mails' files before any mail: used by look_new. */
#ifndef PLIC_MAIL_CHECK_H
#define PLIC_MAIL_CHECK_H

#include "look.h"

/* .mail and .part files of a language: every line a directive with as many columns as it wants, a
 * comment or Mustache tags. Mails and frames, with the parts that they take in: every name is one that
 * mail_context or mail_render gives there, every part exists. RC_BAD_CONFIG with file and line. */
enum rc mail_check(const struct look *l, struct arena *a, struct why *reterr) MUST_CHECK;

#endif
