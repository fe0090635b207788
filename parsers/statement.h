/* Account statements to entries: MT940 and MT942, CAMT.052/053/054, CSV by the mappings of config/banks.
 *
 * A file is pushed in chunks of any size and its entries come out one by one, so its size does not matter:
 * a parser holds one entry and one line. A statement that is wrong in places is read where it can be;
 * each doubt is a warning with its line. Formats and dialects: payments reference, section 2. */
#ifndef PLIC_STATEMENT_H
#define PLIC_STATEMENT_H

#include "arena.h"
#include "reader_config.h"

#define STATEMENT_WARNINGS_MAX 50 /* of one file; the last says that there are more */

/* Where the results go. Spans live until the call returns. */
struct statement_sink {
	void *ctx;
	void (*entry)(void *ctx, const struct entry *e);
	void (*warning)(void *ctx, struct span text);
};

/* Patterns of the dialects, compiled once: before a seccomp filter closes that door. */
struct statement_kit;
/* rules: mappings, borrowed. RC_BAD_CONFIG: a pattern that cannot be used. */
enum rc statement_kit_open(const struct csv_maps *rules, struct statement_kit **ret,
			   struct why *reterr) MUST_CHECK;
void statement_kit_close(struct statement_kit *k);

/* Is there a statement parser for files of this kind? CSV: only when a mapping knows its header, which
 * must stand in the first bytes given here. */
bool statement_is(const struct statement_kit *k, enum source_kind kind, struct span head);

struct statement;
/* head: the first bytes of the file, 64 KB or all of it; they are only looked at: feed them too.
 * sink and kit are borrowed. Not NULL. */
struct statement *statement_open(const struct statement_kit *k, enum source_kind kind,
				 struct span head, const struct statement_sink *sink);
/* false: nothing more is wanted (the rest cannot be read; a warning says why). */
bool statement_feed(struct statement *s, struct span chunk);
/* The file is at its end: gives what is still held. */
enum balances statement_end(struct statement *s);
void statement_close(struct statement *s);

#endif
