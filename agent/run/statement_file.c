/* The chunks of a statement: see statement_file.h. */
#include "statement_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "span.h"

#define FIRST_CHUNK ((size_t)64 << 10)

/* Fill the room as far as the file goes. */
static enum rc next_chunk(const struct statement_file *f, size_t most, struct span *ret,
			  struct why *reterr)
{
	size_t n = 0;

	while (n < most) {
		ssize_t did = read(f->fd, f->room + n, most - n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did < 0)
			return why_fail(reterr, RC_RETRY, "%s: %s", f->path, strerror(errno));
		if (did == 0)
			break;
		n += (size_t)did;
	}
	*ret = (struct span){ f->room, n };
	return RC_OK;
}

static enum rc read_head(struct statement_file *f, struct arena *a, struct mail_fact *fact,
			 struct why *reterr)
{
	enum reader_end ended;
	struct span first;
	struct stat st;
	enum rc rc;

	if (f->fd < 0)
		return why_fail(reterr, RC_BAD_INPUT, "%s: %s", f->path, strerror(errno));
	if (fstat(f->fd, &st) || !S_ISREG(st.st_mode))
		return why_fail(reterr, RC_BAD_INPUT, "%s: no regular file", f->path);
	rc = next_chunk(f, FIRST_CHUNK, &first, reterr);
	if (!rc && !first.len)
		rc = why_fail(reterr, RC_BAD_INPUT, "%s: empty", f->path);
	if (!rc)
		rc = reader_ask_chunk(f->reader, a, READ_FIRST, first, fact, &ended, reterr);
	if (!rc && !fact->wants_more && !fact->entries.n && !fact->warnings.n)
		rc = why_fail(reterr, RC_BAD_INPUT, "%s: no statement", f->path);
	return rc;
}

enum rc statement_file_open(struct reader *r, const char *path, struct arena *a,
			    struct statement_file *ret, struct mail_fact *fact, struct why *reterr)
{
	enum rc rc;

	*ret = (struct statement_file){ .path = path,
					.reader = r,
					.arena = arena_new(READER_CHUNK_MAX * 2),
					.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK),
					.at = READ_FIRST };
	ret->room = arena_alloc(ret->arena, READER_CHUNK_MAX);
	*fact = (struct mail_fact){ .class = MAIL_OTHER };
	rc = read_head(ret, a, fact, reterr);
	ret->wants_more = fact->wants_more;
	if (rc)
		statement_file_close(ret);
	return rc;
}

enum rc statement_file_next(struct statement_file *f, struct arena *a, struct mail_fact *fact,
			    bool *more, struct why *reterr)
{
	struct span chunk = S("");
	enum reader_end ended;
	enum rc rc = RC_OK;

	*more = f->at != READ_LAST;
	*fact = (struct mail_fact){ .class = MAIL_OTHER };
	if (!*more)
		return RC_OK;
	if (f->wants_more)
		rc = next_chunk(f, READER_CHUNK_MAX, &chunk, reterr);
	f->at = chunk.len ? READ_MORE : READ_LAST;
	if (!rc)
		rc = reader_ask_chunk(f->reader, a, f->at, chunk, fact, &ended, reterr);
	f->wants_more = fact->wants_more;
	return rc;
}

void statement_file_close(struct statement_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	arena_free(f->arena);
	*f = (struct statement_file){ .fd = -1 };
}
