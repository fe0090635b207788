/* cfg_parse with right line numbers: libConfuse 3.3 counts a line that holds a comment three times,
 * so an error in a commented file names a line far below (tests/unit/test_config_line.c). */
#ifndef PLIC_CONFUSE_FILE_H
#define PLIC_CONFUSE_FILE_H

#include "base.h"

struct cfg_t;

/* Returns what cfg_parse does. Comments are blanked before libConfuse sees them. */
int confuse_parse(struct cfg_t *cfg, const char *path);
/* Blank the comments of a configuration text in place: "#" and "//" to the end of the line, and
 * between slash-star and star-slash; line ends and quoted text stay. */
void confuse_blank_comments(char *text, size_t len);

#endif
