/* libzip asks for each member's bytes while it writes. */
#include "export_zip.h"

#include <zip.h>

#include "span.h"

enum { MEMBER_MAX = 256 << 20, DOS_DATE = (1 << 5) | 1 /* 1980-01-01: no day that lies */ };

struct writer {
	zip_load_fn *load;
	void *ctx;
	enum rc rc; /* the first failure of load */
	struct why *why;
};
struct source {
	struct writer *w;
	const struct zip_member *m;
	struct arena *a;
	struct span bytes;
	size_t at;
	zip_error_t error;
};

static zip_int64_t open_member(struct source *s)
{
	s->a = arena_new(MEMBER_MAX);
	s->at = 0;
	if (!s->w->rc)
		s->w->rc = s->w->load(s->w->ctx, s->m->id, s->a, &s->bytes, s->w->why);
	if (!s->w->rc)
		return 0;
	zip_error_set(&s->error, ZIP_ER_READ, 0);
	return -1;
}

static zip_int64_t read_member(struct source *s, void *to, zip_uint64_t room)
{
	struct span part = span_sub(s->bytes, s->at, room);

	if (part.len)
		memcpy(to, part.ptr, part.len);
	s->at += part.len;
	return (zip_int64_t)part.len;
}

static zip_int64_t stat_member(const struct source *s, void *to)
{
	zip_stat_t *st = to;

	zip_stat_init(st);
	st->size = s->m->size;
	st->valid |= ZIP_STAT_SIZE;
	return sizeof(*st);
}

static zip_int64_t callback(void *ctx, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct source *s = ctx;

	switch ((int)cmd) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
						      ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
						      ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	case ZIP_SOURCE_OPEN:
		return open_member(s);
	case ZIP_SOURCE_READ:
		return read_member(s, data, len);
	case ZIP_SOURCE_STAT:
		return stat_member(s, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&s->error, data, len);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		arena_dropp(&s->a);
		return 0;
	default:
		zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static bool add(zip_t *z, struct writer *w, const struct zip_member *m, struct arena *a)
{
	struct source *s = ARENA_NEW(a, struct source);
	zip_source_t *src;
	zip_int64_t at;

	*s = (struct source){ .w = w, .m = m };
	zip_error_init(&s->error);
	src = m->bytes.ptr ? zip_source_buffer(z, m->bytes.ptr, m->bytes.len, 0) :
			     zip_source_function(z, callback, s);
	if (!src)
		return false;
	at = zip_file_add(z, arena_str(a, m->name), src, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(src);
		return false;
	}
	return zip_set_file_compression(z, (zip_uint64_t)at,
					m->packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 9) == 0 &&
	       zip_file_set_dostime(z, (zip_uint64_t)at, 0, DOS_DATE, 0) == 0 &&
	       zip_file_set_external_attributes(z, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX,
						(zip_uint32_t)0100644 << 16) == 0;
}

static enum rc take_bytes(zip_source_t *src, struct arena *a, struct span *ret)
{
	zip_stat_t st;
	char *p;

	if (zip_source_stat(src, &st) || zip_source_open(src))
		return RC_RETRY;
	p = arena_alloc(a, st.size + 1);
	if (zip_source_read(src, p, st.size) != (zip_int64_t)st.size)
		return RC_RETRY;
	*ret = (struct span){ p, st.size };
	return zip_source_close(src) ? RC_RETRY : RC_OK;
}

enum rc export_zip(const struct zip_members *m, zip_load_fn *load, void *ctx, const char *path,
		   struct arena *a, struct span *ret, struct why *reterr)
{
	struct writer w = { .load = load, .ctx = ctx, .why = reterr };
	zip_source_t *memory = path ? NULL : zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_error_t error;
	zip_t *z;
	int code = 0;
	enum rc rc = RC_OK;

	zip_error_init(&error);
	z = path   ? zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) :
	    memory ? zip_open_from_source(memory, ZIP_TRUNCATE, &error) :
		     NULL;
	if (!z) {
		zip_source_free(memory);
		if (code)
			zip_error_init_with_code(&error, code);
		rc = why_fail(reterr, RC_RETRY, "%s: %s", path ? path : "memory",
			      zip_error_strerror(&error));
		zip_error_fini(&error);
		return rc;
	}
	if (memory)
		zip_source_keep(memory);
	for (size_t i = 0; !rc && i < m->n; i++)
		if (!add(z, &w, &m->at[i], a))
			rc = why_fail(reterr, RC_RETRY, "%.*s: %s", SPAN_ARG(m->at[i].name),
				      zip_strerror(z));
	if (rc || zip_close(z)) {
		if (!rc)
			rc = w.rc ? w.rc :
				    why_fail(reterr, RC_RETRY, "%s: %s", path ? path : "archive",
					     zip_strerror(z));
		zip_discard(z);
	}
	if (!rc && memory)
		rc = take_bytes(memory, a, ret);
	zip_source_free(memory);
	zip_error_fini(&error);
	return rc;
}
