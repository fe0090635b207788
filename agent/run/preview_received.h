/* plic preview received: what staff get of a supplier's e-invoice, of any file. */
#ifndef PLIC_PREVIEW_RECEIVED_H
#define PLIC_PREVIEW_RECEIVED_H

#include "cli.h"
#include "look.h"

/* Reads the file in a reader child. RC_REFUSED: no file; RC_BAD_INPUT: no UBL invoice. */
enum rc preview_received(struct cli_call *c, const struct look *l, struct span lang,
			 const char *path, struct span *ret_pdf, struct why *reterr) MUST_CHECK;

#endif
