/* plic read of statements: in chunks through the reader child, printed as it is read, so that a file of
 * any size takes the memory of one chunk. */
#include "cli_read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fact_value.h"
#include "span.h"

#define FIRST_CHUNK ((size_t)64 << 10)
#define CHUNK_CAP   ((size_t)64 << 20)

struct source {
	const char *file;
	int fd;
	char *room;
};

/* Fill the room as far as the file goes. */
static enum rc next_chunk(const struct source *s, size_t most, struct span *ret, struct why *reterr)
{
	size_t n = 0;

	while (n < most) {
		ssize_t did = read(s->fd, s->room + n, most - n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did < 0)
			return why_fail(reterr, RC_RETRY, "%s: %s", s->file, strerror(errno));
		if (did == 0)
			break;
		n += (size_t)did;
	}
	*ret = (struct span){ s->room, n };
	return RC_OK;
}

/* The object up to its entries, without its end: "{...,"entries":[". */
static void print_begin(struct arena *a, const char *file, const struct mail_fact *f)
{
	struct value *v = fact_to_value(a, file, f);
	struct buf b;

	buf_init(&b, a, CHUNK_CAP);
	value_to_json(fact_value_less(a, v), &b);
	cli_say("%.*s,\"entries\":[", SPAN_ARG(span_sub(buf_span(&b), 0, b.len - 1)));
}

static void print_entries(struct arena *a, const struct mail_fact *f, size_t *printed)
{
	struct buf b;

	buf_init(&b, a, CHUNK_CAP);
	for (size_t i = 0; i < f->entries.n; i++) {
		if ((*printed)++)
			buf_add_char(&b, ',');
		value_to_json(entry_to_value(a, &f->entries.at[i]), &b);
	}
	cli_say("%.*s", SPAN_ARG(buf_span(&b)));
}

static void print_end(struct arena *a, const struct spans *warnings, enum balances balances,
		      const char *error)
{
	struct value *v = balances_to_value(a, warnings, balances, false);
	struct buf b;

	if (error)
		value_set(a, v, "error", value_str(a, error));
	buf_init(&b, a, CHUNK_CAP);
	value_to_json(v, &b);
	cli_say("],%.*s\n", SPAN_ARG(span_from(buf_span(&b), 1)));
}

/* The statement's chunks until its end. */
static bool read_rest(struct source *s, struct reader *reader, struct mail_fact *first)
{
	SCOPED_ARENA keep = arena_new(CHUNK_CAP);
	SCOPED_ARENA a = arena_new(CHUNK_CAP);
	struct spans warnings = { .at = NULL };
	struct mail_fact f = *first;
	struct why why = { "" };
	enum reader_end ended;
	size_t printed = 0;
	enum rc rc = RC_OK;

	print_begin(a, s->file, first);
	for (enum read_chunk at = READ_FIRST; !rc;) {
		struct span chunk = S("");

		for (size_t i = 0; i < f.warnings.n; i++)
			*ARENA_PUSH(keep, &warnings) = arena_span(keep, f.warnings.at[i]);
		print_entries(a, &f, &printed);
		if (at == READ_LAST)
			break;
		arena_clear(a);
		if (f.wants_more)
			rc = next_chunk(s, READER_CHUNK_MAX, &chunk, &why);
		at = chunk.len ? READ_MORE : READ_LAST;
		f = (struct mail_fact){ .class = MAIL_OTHER };
		if (!rc)
			rc = reader_ask_chunk(reader, a, at, chunk, &f, &ended, &why);
	}
	if (!rc && !printed && f.balances == BALANCES_NONE && !first->wants_more)
		why_set(&why, "nothing of it could be read");
	print_end(keep, &warnings, f.balances, why.text[0] ? why.text : NULL);
	return !why.text[0];
}

enum read_by cli_read_statement(struct reader *reader, const char *file)
{
	SCOPED_ARENA a = arena_new(CHUNK_CAP);
	struct source s = { file, open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK), NULL };
	struct mail_fact f = { .class = MAIL_OTHER };
	enum reader_end ended;
	struct span first = S("");
	struct stat st;
	struct why why = { "" };
	enum read_by by = READ_OTHERWISE;

	if (s.fd < 0)
		return by;
	s.room = arena_alloc(a, READER_CHUNK_MAX);
	if (!fstat(s.fd, &st) && S_ISREG(st.st_mode) &&
	    !next_chunk(&s, FIRST_CHUNK, &first, &why) && first.len &&
	    !reader_ask_chunk(reader, a, READ_FIRST, first, &f, &ended, &why) &&
	    (f.wants_more || f.entries.n || f.warnings.n))
		by = read_rest(&s, reader, &f) ? READ_WELL : READ_BADLY;
	close(s.fd);
	return by;
}
