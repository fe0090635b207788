/* Inside of the request parser: finding names, numbers, companies in free text. */
#ifndef PLIC_REQUEST_FIND_H
#define PLIC_REQUEST_FIND_H

#include "arena.h"
#include "base.h"

/* What is left of a line after its first n words, words counted as phrase.h counts them. */
struct span request_skip_words(struct arena *a, struct span line, size_t n);
/* One to four capitalised words at the start of s, "" when there are none. */
struct span request_name_run(struct span s);
/* The same when they are the whole line. */
struct span request_name_line(struct span line);

struct span request_find_phone(struct arena *a, struct span text);
/* "RO18547290" or "18547290". */
struct span request_find_tax_id(struct arena *a, struct span text);
struct span request_find_company(struct span text);
struct span request_find_address(struct arena *a, struct span text);

#endif
