/* Statements as part of a fact: a file, the attachments of a mail, the members of an archive. */
#ifndef PLIC_FACT_STATEMENT_H
#define PLIC_FACT_STATEMENT_H

#include "statement.h"

/* What one fact may hold of statements in a mail or an archive; more is told as a warning, and is for
 * `plic import`. A file of its own comes in chunks and has no such limit. */
#define FACT_ENTRIES_MAX     8000
#define FACT_ENTRY_BYTES_MAX ((size_t)4 << 20)

/* source_kind.h, knowing mappings of CSV and UTF-16. */
enum source_kind fact_statement_kind(const struct statement_kit *k, struct arena *a,
				     struct span bytes);

/* A whole file into ret; false: no statement. ret->kind says what it is. */
bool fact_statement_file(const struct statement_kit *k, struct arena *a, struct span bytes,
			 struct mail_fact *ret);
/* Statements among the members of an archive. RC_BAD_INPUT: no archive, or it holds none. */
enum rc fact_statement_zip(const struct statement_kit *k, struct arena *a, struct span bytes,
			   struct mail_fact *ret, struct why *reterr) MUST_CHECK;
/* Statements attached to the mail, in archives too. */
void fact_statement_attached(const struct statement_kit *k, struct arena *a, struct span mail,
			     struct mail_fact *ret);

/* In chunks. */
struct fact_statement;
struct fact_statement *fact_statement_open(const struct statement_kit *k, enum source_kind kind,
					   struct span head);
void fact_statement_take(struct fact_statement *f, struct arena *a, struct span chunk, bool last,
			 struct mail_fact *ret);
void fact_statement_close(struct fact_statement *f);

#endif
