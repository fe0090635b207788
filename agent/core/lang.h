/* The language of a person's text, by its small words. */
#ifndef PLIC_LANG_H
#define PLIC_LANG_H

#include "arena.h"

/* "en" or "ro" when the text leans clearly to one, else "". */
struct span lang_of_text(struct arena *a, struct span text);

#endif
