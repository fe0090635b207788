/* The syntax of Authentication-Results (RFC 8601 section 2.2): comments nested anywhere, also before the
 * id; quoted strings; versions; one method several times. ";" in quotes or comments separates nothing. */
#include "auth_results.h"

#include "buf.h"
#include "span.h"
#include "span_copy.h"

enum tok_kind { T_END, T_WORD, T_EQUALS, T_SEMICOLON, T_BROKEN };
struct lexer {
	struct arena *a;
	struct span s;
	size_t i;
	enum tok_kind kind;
	struct span text; /* of T_WORD: quotes undone */
};

/* Blanks (control bytes too, or a word could be empty) and comments. false: a comment does not end. */
static bool skip_cfws(struct lexer *x)
{
	size_t depth = 0;

	for (; x->i < x->s.len; x->i++) {
		char c = x->s.ptr[x->i];

		if (c == '(')
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (c == '\\' && depth)
			x->i++;
		else if (!depth && (unsigned char)c > ' ')
			return true;
	}
	x->i = x->s.len;
	return depth == 0;
}

static bool read_quoted(struct lexer *x, struct buf *b)
{
	for (x->i++; x->i < x->s.len && x->s.ptr[x->i] != '"'; x->i++) {
		if (x->s.ptr[x->i] == '\\' && x->i + 1 < x->s.len)
			x->i++;
		buf_add_char(b, x->s.ptr[x->i]);
	}
	return x->i++ < x->s.len;
}

static void next_tok(struct lexer *x)
{
	struct buf b;

	x->text = S("");
	if (x->kind == T_BROKEN)
		return;
	if (!skip_cfws(x)) {
		x->kind = T_BROKEN;
		return;
	}
	if (x->i >= x->s.len) {
		x->kind = T_END;
		return;
	}
	if (x->s.ptr[x->i] == ';' || x->s.ptr[x->i] == '=') {
		x->kind = x->s.ptr[x->i++] == ';' ? T_SEMICOLON : T_EQUALS;
		return;
	}
	x->kind = T_WORD;
	buf_init(&b, x->a, x->s.len + 1);
	while (x->i < x->s.len) {
		char c = x->s.ptr[x->i];

		if (c == '"') {
			if (!read_quoted(x, &b))
				x->kind = T_BROKEN;
			continue;
		}
		if ((unsigned char)c <= ' ' || c == ';' || c == '=' || c == '(')
			break;
		buf_add_char(&b, c);
		x->i++;
	}
	x->text = buf_span(&b);
}

static bool ends_with_char(struct span s, char c)
{
	return s.len && s.ptr[s.len - 1] == c;
}

/* A word and what blanks or comments split from it: "dkim / 1", "header . d". */
static struct span read_name(struct lexer *x, char joint)
{
	struct span name = x->text;

	next_tok(x);
	while (x->kind == T_WORD &&
	       (ends_with_char(name, joint) || (x->text.len && x->text.ptr[0] == joint))) {
		name = arena_fmt(x->a, "%.*s%.*s", SPAN_ARG(name), SPAN_ARG(x->text));
		next_tok(x);
		if (name.len > 200)
			break;
	}
	return name;
}

static void skip_to_semicolon(struct lexer *x)
{
	while (x->kind == T_WORD || x->kind == T_EQUALS)
		next_tok(x);
}

/* "name=value", the lexer behind the name. "header.b=abc==": padding belongs to the value. */
static void read_value(struct lexer *x, struct auth_result *r, struct span name)
{
	next_tok(x);
	if (x->kind != T_WORD) {
		r->clean = false;
		return;
	}
	if (r->props.n < AUTH_PROPS_MAX)
		*ARENA_PUSH(x->a, &r->props) = (struct auth_prop){ name, x->text };
	next_tok(x);
	while (x->kind == T_EQUALS)
		next_tok(x);
}

/* The result that begins with the word `first`, already read; the lexer stands behind it. */
static bool read_result(struct lexer *x, struct span first, struct auth_result *r)
{
	size_t slash = span_find_char(first, '/', 0);
	struct span version = slash == SIZE_MAX ? S("1") : span_from(first, slash + 1);

	*r = (struct auth_result){ .clean = true };
	r->method = span_lower(x->a, slash == SIZE_MAX ? first : span_sub(first, 0, slash));
	if (x->kind != T_EQUALS) {
		skip_to_semicolon(x); /* "none", or nothing we know */
		return false;
	}
	next_tok(x);
	if (x->kind != T_WORD) {
		skip_to_semicolon(x);
		return false;
	}
	r->value = span_lower(x->a, x->text);
	next_tok(x);
	while (x->kind == T_WORD) {
		struct span name = read_name(x, '.');

		if (x->kind == T_EQUALS)
			read_value(x, r, name);
		else
			r->clean = false;
	}
	if (x->kind == T_EQUALS) {
		r->clean = false;
		skip_to_semicolon(x);
	}
	return span_eq_str(version, "1");
}

/* Behind the id: an optional version, then ";" or the end. */
static bool read_version(struct lexer *x)
{
	if (x->kind == T_WORD) {
		if (!span_eq_str(x->text, "1"))
			return false;
		next_tok(x);
	}
	return x->kind == T_SEMICOLON || x->kind == T_END;
}

bool auth_results_read(struct arena *a, struct span value, struct auth_results *ret)
{
	struct lexer x = { .a = a, .s = value };
	struct auth_result r;
	struct span first;

	*ret = (struct auth_results){ .id = S("") };
	next_tok(&x);
	if (x.kind != T_WORD)
		return false;
	first = read_name(&x, '/');
	if (x.kind == T_EQUALS) {
		if (read_result(&x, first, &r))
			*ARENA_PUSH(a, &ret->list) = r;
	} else {
		ret->id = first;
		if (!read_version(&x))
			return false;
	}
	while (x.kind == T_SEMICOLON && ret->list.n < AUTH_RESULTS_MAX) {
		next_tok(&x);
		if (x.kind != T_WORD)
			continue;
		first = read_name(&x, '/');
		if (read_result(&x, first, &r))
			*ARENA_PUSH(a, &ret->list) = r;
	}
	/* More than we read, or a quote or comment without an end: then nothing of it counts. */
	if (x.kind == T_END)
		return true;
	*ret = (struct auth_results){ .id = ret->id };
	return false;
}

struct span auth_result_prop(const struct auth_result *r, const char *name)
{
	for (size_t i = 0; i < r->props.n; i++)
		if (span_ieq_str(r->props.at[i].name, name))
			return r->props.at[i].value;
	return S("");
}
