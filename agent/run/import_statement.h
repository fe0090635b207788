/* plic import of statements: of any size, in transactions of some hundred lines, as often as wanted. */
#ifndef PLIC_IMPORT_STATEMENT_H
#define PLIC_IMPORT_STATEMENT_H

#include "cli.h"

/* *mine false: no statement, nothing was said. dry: every transaction is rolled back. RC_REFUSED: of no
 * account of the firm's (nothing was booked), or it does not add up (booked as reported, asked about). */
enum rc import_statement(struct cli_call *c, const char *path, bool dry, bool *mine,
			 struct why *reterr) MUST_CHECK;

#endif
