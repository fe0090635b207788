/* One row of a reading verb's answer. */
#ifndef PLIC_CLI_ROWS_H
#define PLIC_CLI_ROWS_H

#include "cli.h"
#include "value.h"

/* --json: v on one line. Else the named members (blank-separated, missing ones skipped) on one line,
 * separated by tabs. */
void cli_row(struct cli_call *c, const struct value *v, const char *members);

#endif
