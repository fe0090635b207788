/* Read the files of templates/ and the faces, and build the look from them. */
#ifndef PLIC_LOAD_LOOK_H
#define PLIC_LOAD_LOOK_H

#include "config.h"
#include "look.h"

/* dir: templates folder; NULL or "" = the source tree that this program was built in, else the
 * installed one. brand: a folder in dir/brands whose files stand in place of those of the same path
 * (its brand.conf is laid over); NULL or "" = none. Faces: fonts/ beside the program, the source tree's
 * build/fonts, else the installed ones; those of dir/fonts, then of the brand, win over them.
 * RC_BAD_CONFIG: no such brand (naming those there are), a file that cannot be read or is over 4 MB,
 * over 1,000 files, no faces, what look_new finds, a mail or frame that is missing, or a layout by which a sample document cannot be
 * printed. */
enum rc load_look(const char *dir, const char *brand, struct look **ret,
		  struct why *reterr) MUST_CHECK;
/* The look that a configuration chooses. RC_BAD_CONFIG: also a firm.lang that templates/ lacks. */
enum rc load_look_of(const struct config *cfg, struct look **ret, struct why *reterr) MUST_CHECK;

#endif
