/* Configuration files by libConfuse: errors with file and line, comments taken out first (libConfuse 3.3
 * counts a line that holds one three times, so an error would name a line far below;
 * tests/unit/test_config_line.c). */
#ifndef PLIC_CONFUSE_FILE_H
#define PLIC_CONFUSE_FILE_H

#include "arena.h"
#include "base.h"

struct cfg_t;
struct cfg_opt_t;

/* Returns what cfg_parse does. Comments are blanked before libConfuse sees them. */
int confuse_parse(struct cfg_t *cfg, const char *path);
/* Blank the comments of a configuration text in place: "#" and "//" to the end of the line, and
 * between slash-star and star-slash; line ends and quoted text stay. */
void confuse_blank_comments(char *text, size_t len);

/* A check that libConfuse runs at the end of a section or option, while it knows the line: says what is
 * wrong by cfg_error and gives -1. A table of them ends with { NULL, NULL }. */
struct confuse_check {
	const char *path; /* "bank|pattern" */
	int (*run)(struct cfg_t *cfg, struct cfg_opt_t *opt);
};
/* Parse one file whose sections are opts and, when nothing is wrong, give it to take. checks may be
 * NULL. RC_BAD_CONFIG: reterr is "file:line: what". */
enum rc confuse_read(const char *path, struct cfg_opt_t *opts, const struct confuse_check *checks,
		     void (*take)(void *ctx, struct cfg_t *cfg), void *ctx,
		     struct why *reterr) MUST_CHECK;
/* Call load for each dir/NAME.conf in the order of names until one fails; name is NAME. *ret_n (may be
 * NULL): how many there are. RC_BAD_CONFIG also for more than 200 files. */
enum rc confuse_folder(struct arena *a, const char *dir,
		       enum rc (*load)(void *ctx, const char *path, struct span name,
				       struct why *reterr),
		       void *ctx, size_t *ret_n, struct why *reterr) MUST_CHECK;
/* A copy of a text of libConfuse's, which frees its own: UTF-8, NFC, comma-below letters. */
struct span confuse_text(struct arena *a, const char *s);

#endif
