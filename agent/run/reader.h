/* The reader child: mails are parsed by this program run again as `plic --reader`, which has one
 * socket, no files, no network, no secrets, little memory and little time (run/sandbox.h). A mail
 * that kills it costs a child; the next mail starts another. */
#ifndef PLIC_READER_H
#define PLIC_READER_H

#include "arena.h"
#include "fact_reader.h"
#include "ubl_in.h"

struct reader;

enum reader_end {
	READER_OK,         /* the child lives */
	READER_DIED,       /* a crash, or it touched what the sandbox forbids */
	READER_OVER_LIMIT, /* too much memory, processor time, or more than 10 s */
	READER_LIED        /* its answer was not well-formed: it was ended */
};

/* Start the child and wait until it is sealed. RC_BAD_CONFIG: a pattern of config/banks cannot be
 * used, or the child cannot load its filter (it then refuses to read). RC_RETRY: no process. */
enum rc reader_start(const struct reader_config *cfg, struct reader **ret,
		     struct why *reterr) MUST_CHECK;
void reader_stop(struct reader *r);

/* Read one mail. Spans of ret live in the arena.
 *   ended  what became of the child; written always
 * RC_BAD_INPUT with READER_OK: the parser says that it is no mail. RC_BAD_INPUT with another
 * end: this mail ended the child (poison: count it). RC_RETRY: no child can be started. */
enum rc reader_ask(struct reader *r, struct arena *a, struct span raw, struct mail_fact *ret,
		   enum reader_end *ended, struct why *reterr) MUST_CHECK;

/* The same for a file that a person names. */
enum rc reader_ask_as(struct reader *r, struct arena *a, enum read_as as, struct span raw,
		      struct mail_fact *ret, enum reader_end *ended, struct why *reterr) MUST_CHECK;

/* A file by its chunks (fact_reader.h), of at most READER_CHUNK_MAX bytes: each call gives what its chunk
 * told. All chunks of a file go to one child; when that ends, the file ends with it (RC_BAD_INPUT). */
#define READER_CHUNK_MAX ((size_t)256 << 10)
enum rc reader_ask_chunk(struct reader *r, struct arena *a, enum read_chunk at, struct span chunk,
			 struct mail_fact *ret, enum reader_end *ended,
			 struct why *reterr) MUST_CHECK;

/* Read it again with what DNS said of the keys that the first reading wanted (fact.auth.wanted). */
enum rc reader_ask_keys(struct reader *r, struct arena *a, struct span raw,
			const struct dkim_keys *keys, struct mail_fact *ret, enum reader_end *ended,
			struct why *reterr) MUST_CHECK;

/* The same in two halves, so that the child reads one mail while the caller decides the one before.
 * Every reader_send that gave RC_OK is followed by one reader_take before the next. */
enum rc reader_send(struct reader *r, struct span raw, enum reader_end *ended,
		    struct why *reterr) MUST_CHECK;
enum rc reader_take(struct reader *r, struct arena *a, struct mail_fact *ret,
		    enum reader_end *ended, struct why *reterr) MUST_CHECK;

/* Somebody's electronic invoice. As reader_ask. */
enum rc reader_ask_invoice(struct reader *r, struct arena *a, struct span xml, struct ubl_in *ret,
			   enum reader_end *ended, struct why *reterr) MUST_CHECK;

/* The child's process id, 0 when none runs (for tests and `status`). */
int reader_pid(const struct reader *r);

/* How long one mail may take: 10 s. Tests do not wait that long. */
void reader_set_deadline(struct reader *r, int64_t ms);

/* What `plic --reader` does; gives the exit status. */
int reader_child_main(void);

#endif
