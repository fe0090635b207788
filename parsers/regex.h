/* Regular expressions written by people in config/banks, run on mail written by strangers.
 *
 * Patterns are UTF, with Unicode classes, and may not use \C. A match works under a step limit, a
 * depth limit and a heap limit: a pattern that runs away gives RC_BAD_INPUT "undecided", which means
 * "ask a person" and never "no match". */
#ifndef PLIC_REGEX_H
#define PLIC_REGEX_H

#include "base.h"

struct regex;

enum regex_flags {
	REGEX_PLAIN = 0,
	REGEX_CASELESS = 1,
	/* ^ and $ match at line ends */
	REGEX_LINES = 2,
	/* no machine code: for a pattern that is only looked over */
	REGEX_INTERPRETED = 4
};

/* RC_BAD_CONFIG: the pattern is wrong; reterr names the place in it. On RC_OK free with regex_free.
 * JIT is used where the process may make code, else the pattern is interpreted. Compile before a
 * seccomp filter closes that door. */
enum rc regex_compile(struct span pattern, unsigned flags, struct regex **ret,
		      struct why *reterr) MUST_CHECK;
void regex_free(struct regex *re);
bool regex_has_group(const struct regex *re, const char *name);

/* Look for the first match at or after `from`.
 *   subject  must be valid UTF-8 and stay until the groups are read   *found  written on RC_OK
 * RC_BAD_INPUT: undecided, a limit was hit. The object remembers the match for regex_whole and
 * regex_group until the next call. */
enum rc regex_match(struct regex *re, struct span subject, size_t from, bool *found,
		    struct why *reterr) MUST_CHECK;
/* The whole match. */
struct span regex_whole(const struct regex *re);
/* What the group took, "" when it took nothing or does not exist. A name given twice in a pattern
 * (alternatives) yields the first that took part. */
struct span regex_group(const struct regex *re, const char *name);

#endif
