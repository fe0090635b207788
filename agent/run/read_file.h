/* A whole file into memory, up to a cap. */
#ifndef PLIC_READ_FILE_H
#define PLIC_READ_FILE_H

#include "arena.h"

/* RC_BAD_INPUT: larger than max, or no regular file. RC_RETRY: cannot be read now. */
enum rc read_file(struct arena *a, const char *path, size_t max, struct span *ret,
		  struct why *reterr) MUST_CHECK;

#endif
