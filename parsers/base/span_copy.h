/* Copies of a text, changed on the way. By bytes: other letters than ASCII's stay as they are. */
#ifndef PLIC_SPAN_COPY_H
#define PLIC_SPAN_COPY_H

#include "arena.h"
#include "base.h"

/* ASCII capitals made small. */
struct span span_lower(struct arena *a, struct span s);
/* Without blanks and control bytes; s itself where it has none. */
struct span span_squeeze(struct arena *a, struct span s);

#endif
