/* A statement of any size, chunk by chunk through the reader child: it takes the memory of one chunk. */
#ifndef PLIC_STATEMENT_FILE_H
#define PLIC_STATEMENT_FILE_H

#include "reader.h"

#define STATEMENT_CHUNK_CAP ((size_t)64 << 20) /* of an arena for what a chunk tells */

struct statement_file {
	const char *path;
	struct reader *reader;
	struct arena *arena;
	int fd; /* -1 = none */
	char *room;
	enum read_chunk at; /* the chunk that was read last */
	bool wants_more;
};

/* Open it and read its head; *fact, in `a`, is what that tells. RC_BAD_INPUT: no statement, or it cannot
 * be opened. */
enum rc statement_file_open(struct reader *r, const char *path, struct arena *a,
			    struct statement_file *ret, struct mail_fact *fact,
			    struct why *reterr) MUST_CHECK;
/* What the next chunk tells. *more false: there is none. The last one tells fact->balances. */
enum rc statement_file_next(struct statement_file *f, struct arena *a, struct mail_fact *fact,
			    bool *more, struct why *reterr) MUST_CHECK;
void statement_file_close(struct statement_file *f);

#endif
