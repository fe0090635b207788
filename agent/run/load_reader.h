/* Reads config/phrases, config/forms and config/banks: what the reader child must know. */
#ifndef PLIC_LOAD_READER_H
#define PLIC_LOAD_READER_H

#include "arena.h"
#include "reader_config.h"

/* dir: the folder that holds phrases/, forms/, banks/; every *.conf in them, by name. Fills phrases,
 * forms, banks of *ret (new, in the arena); who we are is the caller's to add. RC_BAD_CONFIG: reterr
 * has "file:line: why". */
enum rc load_reader_config(const char *dir, struct arena *a, struct reader_config **ret,
			   struct why *reterr) MUST_CHECK;
/* The banks alone, with the wordings that they use. */
enum rc load_banks(const char *dir, struct arena *a, struct reader_config *to,
		   struct why *reterr) MUST_CHECK;

#endif
