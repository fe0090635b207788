/* One file of the catalogue, where no mail and no document is made. */
#ifndef PLIC_LOAD_TEXTS_H
#define PLIC_LOAD_TEXTS_H

#include "look.h"

/* LANG/texts/NAME.txt of every language, as a look for look_text; a outlives it. RC_BAD_CONFIG: a file that
 * cannot be read, what look_new_texts finds. */
enum rc load_texts(struct arena *a, const char *name, struct look **ret,
		   struct why *reterr) MUST_CHECK;
/* The source tree's templates, else the installed ones. */
const char *load_templates_dir(void);

#endif
