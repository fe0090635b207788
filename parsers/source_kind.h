/* What a file is, by its bytes: names and folders deceive. */
#ifndef PLIC_SOURCE_KIND_H
#define PLIC_SOURCE_KIND_H

#include "arena.h"
#include "fact.h"

/* Any bytes; looks at the first 64 KB at most. */
enum source_kind source_kind_of(struct arena *a, struct span bytes);
/* "mail", "camt", ...: what `plic read --json` calls it. */
const char *source_kind_name(enum source_kind kind);
/* Is there a parser that reads files of this kind? */
bool source_kind_is_read(enum source_kind kind);
/* Does a text look like HTML rather than plain words? */
bool source_is_html(struct span text);

#endif
