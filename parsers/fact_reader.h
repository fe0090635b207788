/* One mail's bytes to facts: every parser behind one call.
 *
 * An open reader holds what is made once: compiled patterns and phrases. It touches memory only;
 * nothing here knows whether it runs in the sandboxed child (agent/run/reader.h), in `plic read`
 * or in a test. */
#ifndef PLIC_FACT_READER_H
#define PLIC_FACT_READER_H

#include "arena.h"
#include "reader_config.h"

struct fact_reader;

/* cfg is borrowed and must outlive the reader. RC_BAD_CONFIG: a pattern that cannot be used. */
enum rc fact_reader_open(const struct reader_config *cfg, struct fact_reader **ret,
			 struct why *reterr) MUST_CHECK;
void fact_reader_close(struct fact_reader *r);

/* Read one mail. Spans of ret live in the arena or point into raw.
 * RC_BAD_INPUT: cannot be read as a mail, or passes a limit; reterr says which. */
enum rc fact_reader_read(struct fact_reader *r, struct arena *a, struct span raw,
			 struct mail_fact *ret, struct why *reterr) MUST_CHECK;

enum read_as {
	READ_AS_MAIL, /* whatever the bytes look like: what came from a mailbox is a mail */
	READ_AS_BODY, /* the words of a letter without its header */
	READ_AS_FOUND /* by its content: source_kind.h */
};
/* Read a file. Where no parser takes the kind (source_kind_is_read), only `kind`, class "other" and
 * class_why are set. A bare body, and a mail read by content, is
 * held against the rules of every bank; what is found in one whose sender is no bank's has fact.bank "". */
enum rc fact_reader_read_as(struct fact_reader *r, struct arena *a, enum read_as as,
			    struct span raw, struct mail_fact *ret, struct why *reterr) MUST_CHECK;

/* The same with what DNS said of the keys that a first reading asked for (fact.auth.wanted). */
enum rc fact_reader_read_keys(struct fact_reader *r, struct arena *a, struct span raw,
			      const struct dkim_keys *keys, struct mail_fact *ret,
			      struct why *reterr) MUST_CHECK;

/* A file of any size by its chunks, the first of which is its first 64 KB or all of it. Only statements are
 * read so: for any other kind `wants_more` is false after the first chunk and the file is to be given
 * whole. Each call gives what the chunk told (entries, warnings); the last one, with an empty chunk, the
 * balances. A first chunk forgets a file that was not ended. */
enum read_chunk { READ_FIRST, READ_MORE, READ_LAST };
enum rc fact_reader_chunk(struct fact_reader *r, struct arena *a, enum read_chunk at,
			  struct span chunk, struct mail_fact *ret, struct why *reterr) MUST_CHECK;

/* Open, read one, close. */
enum rc reader_read(struct arena *a, const struct reader_config *cfg, struct span raw,
		    struct mail_fact *ret, struct why *reterr) MUST_CHECK;

#endif
