/* Structured header values: media types, parameters (RFC 2045 5.1), their continuations and charsets
 * (RFC 2231), and file names made safe. libetpan decodes no RFC 2231. */
#include "buf.h"
#include "charset.h"
#include "mail_header.h"
#include "span.h"
#include "span_copy.h"
#include "utf8.h"

enum { MAX_SECTIONS = 100, MAX_PARAMS = 300, MAX_NAME = 120 };

struct param {
	struct span name; /* without "*0*" */
	int section;      /* -1: none */
	bool extended;    /* percent-encoded */
	struct span value;
};
struct params {
	struct param *at;
	size_t n, cap;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Skip blanks and (nested) comments. */
static void skip_blank(struct span s, size_t *i)
{
	size_t depth = 0;

	for (; *i < s.len; ++*i) {
		char c = s.ptr[*i];

		if (c == '(')
			depth++;
		else if (depth && c == ')')
			depth--;
		else if (depth && c == '\\')
			++*i;
		else if (!depth && !is_space(c))
			break;
	}
	if (*i > s.len)
		*i = s.len;
}

static bool is_token(char c)
{
	return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?=", c);
}

/* The word at s[i], behind blanks; moves past it. */
static struct span take_token(struct span s, size_t *i)
{
	size_t begin;

	skip_blank(s, i);
	begin = *i;
	while (*i < s.len && is_token(s.ptr[*i]))
		++*i;
	return span_sub(s, begin, *i - begin);
}

struct span mail_first_token(struct arena *a, struct span value)
{
	size_t i = 0;

	return span_lower(a, take_token(value, &i));
}

struct span mail_media_type(struct arena *a, struct span value)
{
	struct span type, sub;
	size_t i = 0;
	struct buf b;

	type = take_token(value, &i);
	skip_blank(value, &i);
	if (!type.len || i >= value.len || value.ptr[i] != '/')
		return S("");
	i++;
	sub = take_token(value, &i);
	if (!sub.len)
		return S("");
	buf_init(&b, a, type.len + sub.len + 1);
	buf_add(&b, type);
	buf_add_char(&b, '/');
	buf_add(&b, sub);
	return span_lower(a, buf_span(&b));
}

/* "filename*12*" -> name, section, extended. */
static void split_name(struct param *p, struct span name)
{
	size_t star = span_find_char(name, '*', 0);
	struct span tail;
	int64_t n;

	p->section = -1;
	p->name = name;
	if (star == SIZE_MAX)
		return;
	p->name = span_sub(name, 0, star);
	tail = span_from(name, star + 1);
	if (tail.len == 0) {
		p->extended = true;
		return;
	}
	if (tail.ptr[tail.len - 1] == '*') {
		p->extended = true;
		tail.len--;
	}
	p->section = span_to_i64(tail, &n) && n < MAX_SECTIONS ? (int)n : MAX_SECTIONS;
}

/* A quoted value: the escapes of quote and backslash undone, folding dropped. */
static struct span read_quoted(struct arena *a, struct span s, size_t *i)
{
	struct buf b;

	buf_init(&b, a, s.len + 1);
	for (++*i; *i < s.len && s.ptr[*i] != '"'; ++*i) {
		char c = s.ptr[*i];

		if (c == '\\' && *i + 1 < s.len && (s.ptr[*i + 1] == '"' || s.ptr[*i + 1] == '\\'))
			c = s.ptr[++*i];
		else if (c == '\r' || c == '\n')
			continue;
		buf_add_char(&b, c);
	}
	return buf_span(&b);
}

/* "multipart/mixed boundary=x": a parameter whose semicolon is missing begins at the blank s[i]. */
static bool is_bare_param(struct span s, size_t i)
{
	size_t n;

	if (!is_space(s.ptr[i]))
		return false;
	while (i < s.len && is_space(s.ptr[i]))
		i++;
	for (n = i; n < s.len && is_token(s.ptr[n]);)
		n++;
	return n > i && n < s.len && s.ptr[n] == '=';
}

static struct params read_params(struct arena *a, struct span s)
{
	struct params v = { .at = NULL };
	size_t i = 0;
	bool bare = false;

	for (;;) {
		struct param p = { .section = -1 };
		size_t begin;

		while (i < s.len && s.ptr[i] != ';') {
			if (s.ptr[i] == '"')
				read_quoted(a, s, &i);
			else if (s.ptr[i] == '(')
				skip_blank(s, &i);
			bare = v.n == 0 && i < s.len && is_bare_param(s, i);
			if (bare)
				break;
			if (i < s.len && s.ptr[i] != ';')
				i++;
		}
		if (i >= s.len || v.n == MAX_PARAMS)
			return v;
		i++;
		skip_blank(s, &i);
		begin = i;
		while (i < s.len && s.ptr[i] != '=' && s.ptr[i] != ';' && s.ptr[i] != '(')
			i++;
		split_name(&p, span_trim(span_sub(s, begin, i - begin)));
		skip_blank(s, &i);
		if (i >= s.len || s.ptr[i] != '=')
			continue;
		i++;
		skip_blank(s, &i);
		if (i < s.len && s.ptr[i] == '"') {
			p.value = read_quoted(a, s, &i);
			i += i < s.len;
		} else {
			begin = i;
			while (i < s.len && s.ptr[i] != ';')
				i++;
			p.value = span_trim(span_sub(s, begin, i - begin));
		}
		*ARENA_PUSH(a, &v) = p;
	}
}

static void add_percent(struct buf *b, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i], byte;

		if (c == '%' && mail_hex_byte(s, i, &byte)) {
			c = byte;
			i += 2;
		}
		buf_add_char(b, c);
	}
}

/* RFC 2231: octets of all sections joined, then decoded once with the charset of the first. */
static struct span join_sections(struct arena *a, const struct param *const sec[], size_t n)
{
	struct span charset = S(""), text = sec[0]->value;
	struct buf b;
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += sec[i]->value.len;
	buf_init(&b, a, total + 1);
	if (sec[0]->extended) {
		size_t q1 = span_find_char(text, '\'', 0);
		size_t q2 = q1 == SIZE_MAX ? SIZE_MAX : span_find_char(text, '\'', q1 + 1);

		if (q2 != SIZE_MAX) {
			charset = span_sub(text, 0, q1);
			text = span_from(text, q2 + 1);
		}
	}
	for (size_t i = 0; i < n; i++) {
		struct span piece = i ? sec[i]->value : text;

		if (sec[i]->extended)
			add_percent(&b, piece);
		else
			buf_add(&b, piece);
	}
	if (!sec[0]->extended)
		return mail_decode_text(a, buf_span(&b));
	return mail_tidy(a, charset_utf8(a, charset, buf_span(&b)), false);
}

/* A name that stands nowhere in the value is looked for no further. */
static struct params params_of(struct arena *a, struct span value, const char *name)
{
	if (span_ifind(value, span_of(name), 0) == SIZE_MAX)
		return (struct params){ .at = NULL };
	return read_params(a, value);
}

struct span mail_param_raw(struct arena *a, struct span value, const char *name)
{
	struct params v = params_of(a, value, name);

	for (size_t i = 0; i < v.n; i++) {
		if (v.at[i].section < 0 && !v.at[i].extended && span_ieq_str(v.at[i].name, name))
			return v.at[i].value;
	}
	return S("");
}

struct span mail_param(struct arena *a, struct span value, const char *name)
{
	struct params v = params_of(a, value, name);
	const struct param *sec[MAX_SECTIONS] = { NULL };
	const struct param *extended = NULL, *plain = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		const struct param *p = &v.at[i];

		if (!span_ieq_str(p->name, name))
			continue;
		if (p->section >= 0 && p->section < MAX_SECTIONS) {
			if (!sec[p->section])
				sec[p->section] = p;
		} else if (p->section < 0 && p->extended && !extended) {
			extended = p;
		} else if (p->section < 0 && !p->extended && !plain) {
			plain = p;
		}
	}
	if (extended)
		return join_sections(a, &extended, 1);
	while (n < MAX_SECTIONS && sec[n])
		n++;
	if (n)
		return join_sections(a, sec, n);
	return plain ? mail_decode_text(a, plain->value) : S("");
}

struct span mail_safe_name(struct arena *a, struct span name)
{
	struct span s = mail_tidy(a, name, false), ext;
	size_t cut = 0, dot = SIZE_MAX;
	struct buf b;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '/' || s.ptr[i] == '\\')
			cut = i + 1;
	}
	s = span_from(s, cut);
	while (s.len && (s.ptr[0] == '.' || s.ptr[0] == ' '))
		s = span_from(s, 1);
	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		buf_add_char(&b, strchr(":*?\"<>|", s.ptr[i]) && s.ptr[i] ? '_' : s.ptr[i]);
	s = span_trim(buf_span(&b));
	if (s.len <= MAX_NAME)
		return s;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.')
			dot = i;
	}
	ext = dot != SIZE_MAX && s.len - dot <= 16 ? span_from(s, dot) : S("");
	s.len = MAX_NAME - ext.len;
	while (s.len && ((unsigned char)s.ptr[s.len] & 0xC0) == 0x80)
		s.len--;
	return arena_fmt(a, "%.*s%.*s", SPAN_ARG(s), SPAN_ARG(ext));
}
