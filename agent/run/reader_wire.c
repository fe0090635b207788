/* The codec between plic and its reader child: see reader_wire.h. Basic kinds here; the walk over
 * struct mail_fact and struct reader_config is in reader_visit.c. */
#include "reader_wire.h"

#include "reader_visit.h"
#include "span.h"
#include "utf8.h"

#include <assert.h>

#define DAYS_FIRST (-40000) /* 1860 */
#define DAYS_LAST  110000   /* 2271 */

#define ANSWER_USUAL ((size_t)4 << 10) /* room for most of them */

void wire_head_put(char head[WIRE_HEAD], enum wire_kind kind, size_t len)
{
	for (unsigned i = 0; i < 4; i++)
		head[i] = (char)(len >> (8 * i) & 0xff);
	head[4] = (char)kind;
}

bool wire_head_get(const char head[WIRE_HEAD], enum wire_kind *kind, size_t *len)
{
	static const struct {
		enum wire_kind kind;
		size_t most;
	} known[] = {
		{ WIRE_CONFIG, WIRE_CONFIG_MAX },
		{ WIRE_MAIL, WIRE_MAIL_MAX },
		{ WIRE_FILE, WIRE_MAIL_MAX },
		{ WIRE_BODY, WIRE_MAIL_MAX },
		{ WIRE_KEYS, WIRE_KEYS_MAX },
		{ WIRE_FIRST, WIRE_CHUNK_MAX },
		{ WIRE_MORE, WIRE_CHUNK_MAX },
		{ WIRE_LAST, 0 },
		{ WIRE_INVOICE, WIRE_MAIL_MAX },
		{ WIRE_ANSWER, WIRE_ANSWER_MAX },
		{ WIRE_LIMIT, 600 },
	};

	*len = 0;
	for (unsigned i = 0; i < 4; i++)
		*len |= (size_t)(unsigned char)head[i] << (8 * i);
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if ((char)known[i].kind == head[4] && *len <= known[i].most) {
			*kind = known[i].kind;
			return true;
		}
	}
	return false;
}

void wire_bad(struct wire *w, const char *what)
{
	if (!w->bad)
		w->bad = what;
}

/* n bytes at p, in the direction of the wire; little endian is the caller's affair. */
static bool raw(struct wire *w, void *p, size_t n)
{
	if (w->bad)
		return false;
	if (w->out) {
		buf_add(w->out, (struct span){ p, n });
		return true;
	}
	if (w->in.len - w->at < n) {
		wire_bad(w, "cut short");
		return false;
	}
	memcpy(p, w->in.ptr + w->at, n);
	w->at += n;
	return true;
}

void wire_u32(struct wire *w, uint32_t *v)
{
	unsigned char b[4] = { (unsigned char)*v, (unsigned char)(*v >> 8),
			       (unsigned char)(*v >> 16), (unsigned char)(*v >> 24) };

	if (raw(w, b, sizeof(b)))
		*v = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
		     (uint32_t)b[3] << 24;
}

void wire_u64(struct wire *w, uint64_t *v)
{
	uint32_t low = (uint32_t)(*v & 0xffffffff), high = (uint32_t)(*v >> 32);

	wire_u32(w, &low);
	wire_u32(w, &high);
	if (!w->bad)
		*v = (uint64_t)high << 32 | low;
}

void wire_i64(struct wire *w, int64_t *v)
{
	uint64_t u;

	memcpy(&u, v, sizeof(u));
	wire_u64(w, &u);
	memcpy(v, &u, sizeof(u));
}

void wire_enum(struct wire *w, uint32_t *v, uint32_t last)
{
	wire_u32(w, v);
	if (*v > last)
		wire_bad(w, "an unknown kind");
}

void wire_bool(struct wire *w, bool *v)
{
	uint8_t b = *v ? 1 : 0;

	if (!raw(w, &b, 1))
		return;
	if (b > 1)
		wire_bad(w, "a truth value that is neither");
	*v = b == 1;
}

static bool is_text(struct span s)
{
	return (!s.len || !memchr(s.ptr, 0, s.len)) && utf8_valid(s);
}

void wire_span(struct wire *w, struct span *s)
{
	uint32_t len;

	if (w->out && !is_text(*s))
		*s = utf8_clean(w->arena, *s);
	if (s->len > WIRE_ANSWER_MAX) {
		wire_bad(w, "a text that is too long");
		return;
	}
	len = (uint32_t)s->len;
	wire_u32(w, &len);
	if (w->bad)
		return;
	if (w->out) {
		buf_add(w->out, *s);
		return;
	}
	if (w->in.len - w->at < len) {
		wire_bad(w, "a text cut short");
		return;
	}
	*s = span_sub(w->in, w->at, len);
	w->at += len;
	if (!is_text(*s))
		wire_bad(w, "a text that is not UTF-8");
}

size_t wire_count(struct wire *w, size_t n, size_t most, size_t size)
{
	uint32_t count = (uint32_t)n;

	if (n > most) {
		wire_bad(w, "too many of a kind");
		return 0;
	}
	wire_u32(w, &count);
	if (w->bad || w->out)
		return w->bad ? 0 : n;
	/* An element takes at least a byte of the frame; memory asked for is bounded besides. */
	if (count > most || count > w->in.len - w->at ||
	    count * size > WIRE_MEMORY_MAX - w->taken) {
		wire_bad(w, "too many of a kind");
		return 0;
	}
	w->taken += count * size;
	return count;
}

void wire_day(struct wire *w, struct day *d)
{
	uint32_t u;

	memcpy(&u, &d->n, sizeof(u));
	wire_u32(w, &u);
	memcpy(&d->n, &u, sizeof(u));
	if (day_is_set(*d) && (d->n < DAYS_FIRST || d->n > DAYS_LAST))
		wire_bad(w, "an impossible day");
}

void wire_decimal(struct wire *w, struct decimal *d)
{
	uint32_t scale = d->scale;

	wire_i64(w, &d->n);
	wire_enum(w, &scale, 6);
	d->scale = (uint8_t)scale;
}

void wire_money(struct wire *w, struct money *m)
{
	wire_i64(w, &m->minor);
	if (!raw(w, m->cur, sizeof(m->cur)))
		return;
	if (m->cur[3] || (m->cur[0] && (m->cur[0] < 'A' || m->cur[0] > 'Z' || m->cur[1] < 'A' ||
					m->cur[1] > 'Z' || m->cur[2] < 'A' || m->cur[2] > 'Z')))
		wire_bad(w, "no currency");
}

void wire_bytes(struct wire *w, uint8_t *p, size_t n)
{
	(void)raw(w, p, n);
}

/* A frame's head is written first and filled in when its length is known. */
static size_t begin_frame(struct buf *out)
{
	size_t at = out->len;

	buf_add(out, (struct span){ "\0\0\0\0", WIRE_HEAD });
	return at;
}

static bool end_frame(struct wire *w, size_t at, enum wire_kind kind, size_t most)
{
	size_t len;

	if (w->bad || !buf_ok(w->out))
		return false;
	len = w->out->len - at - WIRE_HEAD;
	if (len > most)
		return false;
	wire_head_put(w->out->ptr + at, kind, len);
	return true;
}

bool wire_put_config(struct arena *a, struct buf *out, const struct reader_config *cfg)
{
	struct wire w = { .arena = a, .out = out };
	struct reader_config copy = *cfg;
	size_t at = begin_frame(out);

	visit_config(&w, &copy);
	return end_frame(&w, at, WIRE_CONFIG, WIRE_CONFIG_MAX);
}

bool wire_put_answer(struct arena *a, struct buf *out, const struct wire_answer *answer)
{
	struct wire w = { .arena = a, .out = out };
	struct wire_answer copy = *answer;
	size_t at;

	buf_reserve(out, ANSWER_USUAL);
	at = begin_frame(out);

	visit_answer(&w, &copy);
	return end_frame(&w, at, WIRE_ANSWER, WIRE_ANSWER_MAX);
}

bool wire_put_keys(struct arena *a, struct buf *out, const struct dkim_keys *keys)
{
	struct wire w = { .arena = a, .out = out };
	struct dkim_keys copy = *keys;
	size_t at = begin_frame(out);

	visit_keys(&w, &copy);
	return end_frame(&w, at, WIRE_KEYS, WIRE_KEYS_MAX);
}

static enum rc finish(const struct wire *w, struct why *reterr)
{
	if (w->bad)
		return why_fail(reterr, RC_BAD_INPUT, "%s at byte %zu", w->bad, w->at);
	if (w->at != w->in.len)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes too many", w->in.len - w->at);
	return RC_OK;
}

enum rc wire_get_config(struct arena *a, struct span payload, struct reader_config *ret,
			struct why *reterr)
{
	struct wire w = { .arena = a, .in = payload };

	*ret = (struct reader_config){ 0 };
	visit_config(&w, ret);
	return finish(&w, reterr);
}

enum rc wire_get_keys(struct arena *a, struct span payload, struct dkim_keys *ret,
		      struct why *reterr)
{
	struct wire w = { .arena = a, .in = payload };

	*ret = (struct dkim_keys){ 0 };
	visit_keys(&w, ret);
	return finish(&w, reterr);
}

enum rc wire_get_answer(struct arena *a, struct span payload, struct wire_answer *ret,
			struct why *reterr)
{
	struct wire w = { .arena = a, .in = payload };

	*ret = (struct wire_answer){ 0 };
	visit_answer(&w, ret);
	return finish(&w, reterr);
}
