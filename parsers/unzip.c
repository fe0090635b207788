/* Reads the central directory at the archive's end and inflates by zlib. Offsets and sizes are checked
 * against the bytes that are there; names are only told. */
#include "unzip.h"

#include "arena.h"
#include "span.h"

#include <zlib.h>

#define PIECE ((size_t)64 << 10)

enum { METHOD_STORED = 0, METHOD_DEFLATED = 8, FLAG_ENCRYPTED = 1 };

struct member {
	struct span name, packed;
	uint32_t crc, size;
	unsigned method, flags;
};

static uint32_t le(struct span s, size_t at, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n && at + i < s.len; i++)
		v |= (uint32_t)(unsigned char)s.ptr[at + i] << (8 * i);
	return v;
}

/* The end record stands in the last 64 KB, before the archive's comment. */
static size_t find_end(struct span a)
{
	size_t least = a.len > 65557 ? a.len - 65557 : 0;

	if (a.len < 22)
		return SIZE_MAX;
	for (size_t at = a.len - 22;; at--) {
		if (!memcmp(a.ptr + at, "PK\x05\x06", 4))
			return at;
		if (at == least)
			return SIZE_MAX;
	}
}

/* The entry of the directory at *at; moves past it. */
static bool next_member(struct span a, size_t *at, struct member *m)
{
	size_t name, extra, comment, local, data, packed;

	if (*at > a.len || a.len - *at < 46 || memcmp(a.ptr + *at, "PK\x01\x02", 4) != 0)
		return false;
	m->flags = le(a, *at + 8, 2);
	m->method = le(a, *at + 10, 2);
	m->crc = le(a, *at + 16, 4);
	packed = le(a, *at + 20, 4);
	m->size = le(a, *at + 24, 4);
	name = le(a, *at + 28, 2);
	extra = le(a, *at + 30, 2);
	comment = le(a, *at + 32, 2);
	local = le(a, *at + 42, 4);
	if (a.len - *at - 46 < name + extra + comment)
		return false;
	m->name = span_sub(a, *at + 46, name);
	*at += 46 + name + extra + comment;
	if (local > a.len || a.len - local < 30 || memcmp(a.ptr + local, "PK\x03\x04", 4) != 0)
		return false;
	data = local + 30 + le(a, local + 26, 2) + le(a, local + 28, 2);
	if (data > a.len || a.len - data < packed)
		return false;
	m->packed = span_sub(a, data, packed);
	return true;
}

struct unpack {
	const struct zip_sink *sink;
	struct span name;
	unsigned char piece[PIECE];
	size_t len; /* in the piece */
	size_t out, *total;
	uint32_t crc;
	bool begun, unwanted;
};

static void flush(struct unpack *u)
{
	if (u->unwanted || (!u->len && u->begun))
		return;
	u->crc = (uint32_t)crc32(u->crc, u->piece, (uInt)u->len);
	u->unwanted = !u->sink->bytes(u->sink->ctx, u->name,
				      (struct span){ (const char *)u->piece, u->len }, !u->begun);
	u->begun = true;
	u->len = 0;
}

/* NULL: done, or nobody wants the rest. */
static const char *over_limit(struct unpack *u, size_t n, size_t packed)
{
	u->out += n;
	*u->total += n;
	if (*u->total > ZIP_OUT_MAX || u->out > ((size_t)1 << 20) + packed * ZIP_RATIO_MAX)
		return "unpacks to more than is allowed";
	return NULL;
}

static const char *inflate_all(struct unpack *u, struct span packed)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)packed.ptr,
		       .avail_in = (uInt)packed.len };
	const char *error = NULL;
	int rc = inflateInit2(&z, -MAX_WBITS);

	while (rc == Z_OK && !error && !u->unwanted) {
		z.next_out = u->piece + u->len;
		z.avail_out = (uInt)(PIECE - u->len);
		rc = inflate(&z, Z_NO_FLUSH);
		error = over_limit(u, PIECE - u->len - z.avail_out, packed.len);
		u->len = PIECE - z.avail_out;
		if (u->len == PIECE && !error)
			flush(u);
		else if (rc == Z_OK && !z.avail_in)
			break;
	}
	(void)inflateEnd(&z);
	if (!error && !u->unwanted && rc != Z_STREAM_END)
		error = "is damaged";
	return error;
}

static const char *copy_all(struct unpack *u, struct span packed)
{
	const char *error = NULL;

	while (packed.len && !error && !u->unwanted) {
		struct span now = span_sub(packed, 0, PIECE);

		memcpy(u->piece, now.ptr, now.len);
		u->len = now.len;
		error = over_limit(u, now.len, now.len);
		packed = span_from(packed, now.len);
		if (packed.len)
			flush(u);
	}
	return error;
}

static const char *unpack_member(struct unpack *u, const struct member *m)
{
	const char *error;

	if (m->flags & FLAG_ENCRYPTED)
		return "is encrypted";
	if (m->method == METHOD_DEFLATED)
		error = inflate_all(u, m->packed);
	else if (m->method == METHOD_STORED)
		error = copy_all(u, m->packed);
	else
		return "is packed by a method that is not read";
	flush(u);
	if (!error && !u->unwanted && (u->crc != m->crc || u->out != m->size))
		error = "is damaged: its checksum is wrong";
	return error;
}

enum rc zip_each(struct span a, const struct zip_sink *sink, struct why *reterr)
{
	SCOPED_ARENA work = arena_new((size_t)1 << 20);
	size_t end = find_end(a), at, n, total = 0;

	if (end == SIZE_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "the archive has no directory");
	n = le(a, end + 10, 2);
	at = le(a, end + 16, 4);
	if (n > ZIP_MEMBERS_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "an archive of over %d files",
				ZIP_MEMBERS_MAX);
	for (size_t i = 0; i < n; i++) {
		struct unpack *u = ARENA_NEW(work, struct unpack);
		struct member m = { .size = 0 };

		if (!next_member(a, &at, &m))
			return why_fail(reterr, RC_BAD_INPUT, "the archive's directory is damaged");
		if (span_ends(m.name, S("/")))
			continue;
		u->sink = sink;
		u->name = m.name;
		u->total = &total;
		sink->end(sink->ctx, m.name, unpack_member(u, &m));
		if (total > ZIP_OUT_MAX)
			return why_fail(reterr, RC_BAD_INPUT, "an archive of over %zu bytes",
					ZIP_OUT_MAX);
		arena_clear(work);
	}
	return RC_OK;
}
