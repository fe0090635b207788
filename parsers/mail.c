/* Mail bytes to a tree of parts: RFC 5322 fields, RFC 2046 multiparts, nested message/rfc822.
 *
 * This is the scan that stands before any library: it counts and bounds (limits in mail.h), and it
 * splits on its own, in one pass. libetpan's mailmime_parse recurses per level, is quadratic in
 * nested multiparts and writes out of bounds on boundary="\"" (1.9.4); a scan beside it would have
 * to agree with it on every malformed mail to protect it. Measured beside it: parsers/README.md. */
#include "mail.h"
#include "mail_header.h"
#include "span.h"

struct parse {
	struct arena *a;
	struct span raw;
	size_t pos;
	unsigned n_parts;
	struct mail_part *root, *open; /* open: the innermost part still collecting */
	struct why *why;
};

/* The line at p->pos without its end; moves past it. A lone CR does not end a line. */
static bool next_line(struct parse *p, struct span *line)
{
	size_t end;

	if (p->pos >= p->raw.len)
		return false;
	end = span_find_char(p->raw, '\n', p->pos);
	if (end == SIZE_MAX) {
		*line = span_from(p->raw, p->pos);
		p->pos = p->raw.len;
	} else {
		*line = span_sub(p->raw, p->pos, end - p->pos);
		p->pos = end + 1;
	}
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

/* Length of a field name at the start of the line, 0 when there is none (RFC 5322 2.2, and the
 * obsolete blank before the colon). */
static size_t field_name_len(struct span line)
{
	size_t n = 0, colon;

	while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < 127 && line.ptr[n] != ':')
		n++;
	colon = n;
	while (colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'))
		colon++;
	return n && colon < line.len && line.ptr[colon] == ':' ? n : 0;
}

static bool is_blank_byte(char c)
{
	return c == ' ' || c == '\t';
}

/* NUL, or a CR that ends no line? */
static bool has_stray_bytes(struct span s)
{
	for (size_t i = span_find_char(s, '\r', 0); i != SIZE_MAX && i + 1 < s.len;
	     i = span_find_char(s, '\r', i + 1)) {
		if (s.ptr[i + 1] != '\n')
			return true;
	}
	return span_find_char(s, '\0', 0) != SIZE_MAX;
}

/* Read the header block at p->pos into part->fields; p->pos is left at the body. */
static enum rc read_fields(struct parse *p, struct mail_part *part)
{
	size_t begin = p->pos;
	struct span line, block;

	for (;;) {
		size_t at = p->pos, n;
		struct mail_field *f;

		if (!next_line(p, &line) || line.len == 0)
			break;
		if (p->pos - begin > MAIL_MAX_HEADER)
			return why_fail(p->why, RC_BAD_INPUT, "header block over %zu bytes",
					MAIL_MAX_HEADER);
		if (is_blank_byte(line.ptr[0]) && part->fields.n) {
			f = &part->fields.at[part->fields.n - 1];
			f->value.len = (size_t)(line.ptr + line.len - f->value.ptr);
			if (f->value.len > MAIL_MAX_FIELD)
				return why_fail(p->why, RC_BAD_INPUT, "header field over %zu bytes",
						MAIL_MAX_FIELD);
			continue;
		}
		n = field_name_len(line);
		if (n == 0) {
			/* mbox's separator, and what Exchange leaves of it, is no field. */
			if (span_istarts(line, S("From ")) || span_starts(line, S(">From ")))
				continue;
			part->broken = part->fields.n > 0;
			p->pos = at; /* the body begins without a blank line */
			break;
		}
		/* A delimiter can look like a field: "--x:". It ends the part. */
		if (part->parent && span_starts(line, S("--"))) {
			p->pos = at;
			break;
		}
		if (line.len > MAIL_MAX_FIELD || part->fields.n == MAIL_MAX_FIELDS)
			return why_fail(p->why, RC_BAD_INPUT,
					"over %d header fields, or one too long", MAIL_MAX_FIELDS);
		f = ARENA_PUSH(p->a, &part->fields);
		f->name = span_sub(line, 0, n);
		f->value = span_from(line, span_find_char(line, ':', n) + 1);
	}
	block = span_sub(p->raw, begin, p->pos - begin);
	part->broken = part->broken || has_stray_bytes(block);
	return RC_OK;
}

static bool identity_encoding(struct arena *a, const struct mail_part *part)
{
	struct span cte = mail_first_token(a, mail_field_raw(part, "Content-Transfer-Encoding"));

	return !span_ieq(cte, S("base64")) && !span_ieq(cte, S("quoted-printable"));
}

/* 1 to 70 characters of RFC 2046 5.1.1, which no blank ends; "" else. Mail programs write other signs
 * too ("{", "@", "$"), and Postfix the name of its host, which may be longer. */
static struct span boundary_of(struct span b)
{
	bool legal = true;

	while (b.len && is_blank_byte(b.ptr[b.len - 1]))
		b.len--;
	for (size_t i = 0; i < b.len; i++) {
		unsigned char c = (unsigned char)b.ptr[i];

		if (c < ' ' || c >= 127 || strchr("\"\\<>", c))
			return S("");
		legal = legal && !strchr("!#$%&*;@[]^`{|}~", c);
	}
	return b.len <= (legal ? MAIL_MAX_BOUNDARY : MAIL_MAX_ODD_BOUNDARY) ? b : S("");
}

static void set_type(struct parse *p, struct mail_part *part)
{
	struct span value = mail_field_raw(part, "Content-Type");
	bool in_digest = part->parent && span_eq(part->parent->type, S("multipart/digest"));

	part->type = mail_media_type(p->a, value);
	part->typed = part->type.len > 0;
	if (!part->typed)
		part->type = in_digest ? S("message/rfc822") : S("text/plain");
	if (mail_is_multipart(part)) {
		struct span b = boundary_of(mail_param_raw(p->a, value, "boundary"));

		if (b.len)
			part->boundary = b;
		else
			part->type =
				S("text/plain"); /* nothing can be split: read it as it stands */
	}
}

/* Open the part whose header begins at p->pos, under parent; a nested message opens its root too. */
static enum rc open_part(struct parse *p, struct mail_part *parent)
{
	bool again = true;

	while (again) {
		struct mail_part *part = ARENA_NEW(p->a, struct mail_part);
		enum rc rc;

		if (++p->n_parts > MAIL_MAX_PARTS)
			return why_fail(p->why, RC_BAD_INPUT, "over %d parts", MAIL_MAX_PARTS);
		part->parent = parent;
		part->depth = parent ? parent->depth + 1 : 0;
		if (part->depth > MAIL_MAX_DEPTH)
			return why_fail(p->why, RC_BAD_INPUT, "parts nested over %d deep",
					MAIL_MAX_DEPTH);
		if (!parent)
			p->root = part;
		else if (parent->last_child)
			parent->last_child->next = part;
		else
			parent->child = part;
		if (parent)
			parent->last_child = part;
		rc = read_fields(p, part);
		if (rc)
			return rc;
		set_type(p, part);
		part->body = span_sub(p->raw, p->pos, 0);
		p->open = part;
		parent = part;
		again = (span_eq(part->type, S("message/rfc822")) ||
			 span_eq(part->type, S("message/global"))) &&
			identity_encoding(p->a, part);
	}
	return RC_OK;
}

/* Close parts from the innermost up to, but without, `upto`; their bodies end at `end`. */
static void close_parts(struct parse *p, const struct mail_part *upto, size_t end)
{
	while (p->open && p->open != upto) {
		size_t begin = (size_t)(p->open->body.ptr - p->raw.ptr);

		p->open->body.len = end > begin ? end - begin : 0;
		p->open = p->open->parent;
	}
}

/* Does the line delimit an open multipart? The innermost wins. *last: the closing form "--b--". */
static struct mail_part *delimited(const struct parse *p, struct span line, bool *last)
{
	for (struct mail_part *m = p->open; m; m = m->parent) {
		struct span rest;

		if (m->closed || !m->boundary.len || !span_starts(span_from(line, 2), m->boundary))
			continue;
		rest = span_from(line, 2 + m->boundary.len);
		*last = span_starts(rest, S("--"));
		if (*last || span_trim(rest).len == 0)
			return m;
	}
	return NULL;
}

static enum rc read_bodies(struct parse *p)
{
	struct span line;

	for (;;) {
		size_t at = p->pos, end;
		struct mail_part *m;
		bool last;

		if (!next_line(p, &line))
			break;
		if (line.len < 3 || line.ptr[0] != '-' || line.ptr[1] != '-')
			continue;
		m = delimited(p, line, &last);
		if (!m)
			continue;
		/* The line end before a delimiter belongs to the delimiter (RFC 2046 5.1.1). */
		end = at;
		if (end && p->raw.ptr[end - 1] == '\n')
			end--;
		if (end && end < at && p->raw.ptr[end - 1] == '\r')
			end--;
		close_parts(p, m, end);
		if (last) {
			m->body.len = (size_t)(p->raw.ptr + p->pos - m->body.ptr);
			m->closed = true; /* what follows is its epilogue and belongs to no part */
		} else {
			enum rc rc = open_part(p, m);

			if (rc)
				return rc;
		}
	}
	close_parts(p, NULL, p->raw.len);
	return RC_OK;
}

enum rc mail_parse(struct arena *a, struct span raw, struct mail_part **ret, struct why *reterr)
{
	struct parse p = { .a = a, .raw = raw, .why = reterr };
	enum rc rc;

	if (raw.len == 0)
		return why_fail(reterr, RC_BAD_INPUT, "empty mail");
	if (raw.len > MAIL_MAX_BYTES)
		return why_fail(reterr, RC_BAD_INPUT, "mail over %zu bytes", MAIL_MAX_BYTES);
	if (span_starts(raw, S("\xEF\xBB\xBF")))
		p.pos = 3;
	/* Blank lines before the header are no header (leftovers of pipes). */
	while (p.pos < raw.len && (raw.ptr[p.pos] == '\n' || raw.ptr[p.pos] == '\r'))
		p.pos++;
	rc = open_part(&p, NULL);
	if (!rc)
		rc = read_bodies(&p);
	if (!rc)
		*ret = p.root;
	return rc;
}

/* Names differ in their length or first letter: asked before the rest, since a mail has many fields and
 * many are asked for. */
static bool is_named(const struct mail_field *f, const char *name, size_t len)
{
	return f->name.len == len && (f->name.ptr[0] | 0x20) == (name[0] | 0x20) &&
	       span_ieq(f->name, (struct span){ name, len });
}

const struct mail_field *mail_field_at(const struct mail_part *p, const char *name, size_t n)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < p->fields.n; i++) {
		if (is_named(&p->fields.at[i], name, len) && n-- == 0)
			return &p->fields.at[i];
	}
	return NULL;
}

size_t mail_field_count(const struct mail_part *p, const char *name)
{
	size_t n = 0, len = strlen(name);

	for (size_t i = 0; i < p->fields.n; i++)
		n += is_named(&p->fields.at[i], name, len);
	return n;
}

struct span mail_field_raw(const struct mail_part *p, const char *name)
{
	const struct mail_field *f = mail_field_at(p, name, 0);

	return f ? f->value : S("");
}

struct mail_part *mail_next_sibling(struct mail_part *p)
{
	while (p && !p->next)
		p = p->parent;
	return p ? p->next : NULL;
}

struct mail_part *mail_next(struct mail_part *p)
{
	return p->child ? p->child : mail_next_sibling(p);
}

bool mail_is_multipart(const struct mail_part *p)
{
	return span_starts(p->type, S("multipart/"));
}
