/* plic read --json of statements, printed while they are read. */
#ifndef PLIC_CLI_READ_FILE_H
#define PLIC_CLI_READ_FILE_H

#include "cli.h"
#include "reader.h"

/* OTHERWISE: no statement, or its head cannot be read; nothing was printed. BADLY: printed with the error. */
enum read_by { READ_WELL, READ_BADLY, READ_OTHERWISE };
enum read_by cli_read_statement(struct reader *reader, const char *file);

#endif
