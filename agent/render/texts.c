/* The message catalogue: read, checked for completeness in both languages, looked up by key. */
#include "texts.h"

#include "span.h"

enum { TEXT_MAX = 16 * 1024 };

struct entry {
	struct span key, path;
	size_t lang; /* in langs */
	unsigned line;
	struct template *t;
};
struct texts {
	struct entry *at; /* sorted by key, then language: all languages of each key */
	size_t n, cap;
	const struct langs *langs;
};

/* The language of "ro/texts/mail.txt", "" of other files. */
static struct span catalogue_lang(struct span path)
{
	if (path.len < 3 || !span_ends(path, S(".txt")) ||
	    !span_starts(span_from(path, 2), S("/texts/")))
		return S("");
	return span_sub(path, 0, 2);
}

enum rc langs_read(const struct look_file *files, size_t n, struct langs *ret, struct why *reterr)
{
	*ret = (struct langs){ { S("ro") }, 1 };
	for (size_t i = 0; i < n; i++) {
		struct span lang = catalogue_lang(files[i].path);
		size_t k = 0;

		while (k < ret->n && !span_eq(ret->at[k], lang))
			k++;
		if (lang.len == 0 || k < ret->n)
			continue;
		if (ret->n == LANGS_MAX)
			return why_fail(reterr, RC_BAD_CONFIG, "%.*s:1: over %d languages",
					SPAN_ARG(files[i].path), LANGS_MAX);
		ret->at[ret->n++] = lang;
	}
	return RC_OK;
}

size_t langs_find(const struct langs *l, struct span name)
{
	for (size_t i = 0; i < l->n; i++)
		if (span_eq(l->at[i], name))
			return i;
	return 0;
}

static bool key_ok(struct span key)
{
	for (size_t i = 0; i < key.len; i++) {
		char c = key.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '.' || c == '_' || c == '-'))
			return false;
	}
	return key.len > 0;
}

static void add_piece(struct buf *b, struct span piece)
{
	for (size_t i = 0; i < piece.len; i++) {
		if (piece.ptr[i] == '\\' && i + 1 < piece.len && piece.ptr[i + 1] == 'n') {
			buf_add_char(b, '\n');
			i++;
		} else {
			buf_add_char(b, piece.ptr[i]);
		}
	}
}

/* One "key = text" with the lines that go on with it; *line counts on. */
static enum rc read_entry(struct arena *a, struct texts *t, const struct look_file *f,
			  struct span first, struct span *rest, unsigned *line, struct why *why)
{
	size_t eq = span_find_char(first, '=', 0);
	struct entry *e;
	struct buf b;

	if (eq == SIZE_MAX || !key_ok(span_trim(span_sub(first, 0, eq))))
		return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: not \"key = text\": %.*s",
				SPAN_ARG(f->shown.len ? f->shown : f->path), *line,
				SPAN_ARG(first));
	e = ARENA_PUSH(a, t);
	e->key = span_trim(span_sub(first, 0, eq));
	e->path = f->shown.len ? f->shown : f->path;
	e->line = *line;
	buf_init(&b, a, TEXT_MAX);
	add_piece(&b, span_trim(span_from(first, eq + 1)));
	while (rest->len && (rest->ptr[0] == ' ' || rest->ptr[0] == '\t')) {
		struct span more;

		(void)span_next_line(rest, &more);
		++*line;
		more = span_trim(more);
		if (more.len == 0)
			break;
		buf_add_char(&b, ' ');
		add_piece(&b, more);
	}
	if (!buf_ok(&b))
		return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: text is too long", SPAN_ARG(e->path),
				e->line);
	return template_compile(
		a, arena_fmt(a, "%.*s:%u, %.*s", SPAN_ARG(e->path), e->line, SPAN_ARG(e->key)),
		buf_span(&b), &e->t, why);
}

static enum rc read_file(struct arena *a, struct texts *t, const struct look_file *f, size_t lang,
			 struct why *why)
{
	struct span rest = f->bytes, line;
	unsigned n = 0;

	while (span_next_line(&rest, &line)) {
		enum rc rc;

		n++;
		if (span_trim(line).len == 0 || line.ptr[0] == '#')
			continue;
		rc = read_entry(a, t, f, line, &rest, &n, why);
		if (rc)
			return rc;
		t->at[t->n - 1].lang = lang;
	}
	return RC_OK;
}

static int entry_cmp(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int c = span_cmp(a->key, b->key);

	return c ? c : a->lang < b->lang ? -1 : a->lang > b->lang;
}

/* Names that a text asks for, without "_plain", "_long", "_short": which form of a day or an amount a
 * language wants is its own business. */
struct names {
	struct span at[24];
	size_t n;
};

static void note_name(void *ctx, struct span name, unsigned line, bool printed)
{
	static const char *const ends[] = { "_plain", "_long", "_short" };
	struct names *names = ctx;

	(void)line;
	(void)printed;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (span_ends(name, span_of(ends[i])))
			name.len -= strlen(ends[i]);
	if (!span_eq_str(name, ".") && names->n < ARRAY_LEN(names->at))
		names->at[names->n++] = name;
}

/* A name that a asks for and b does not, or "". Grammar of numbers ("20 de zile") is each language's
 * own. */
static struct span name_missing(const struct names *a, const struct names *b)
{
	for (size_t i = 0; i < a->n; i++) {
		bool found = span_eq_str(a->at[i], "one") || span_eq_str(a->at[i], "de");

		for (size_t k = 0; k < b->n && !found; k++)
			found = span_eq(a->at[i], b->at[k]);
		if (!found)
			return a->at[i];
	}
	return S("");
}

static enum rc check_asks(const struct entry *a, const struct entry *b, struct why *why)
{
	struct names na = { 0 }, nb = { 0 };
	struct span only;

	template_each_name(a->t, note_name, &na);
	template_each_name(b->t, note_name, &nb);
	only = name_missing(&na, &nb);
	if (only.len == 0)
		return RC_OK;
	return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: %.*s asks for %.*s, but %.*s:%u does not",
			SPAN_ARG(a->path), a->line, SPAN_ARG(a->key), SPAN_ARG(only),
			SPAN_ARG(b->path), b->line);
}

/* What one language asks for and the other does not is a mistyped name. How dates are written
 * (format.day: d or dd) is each language's own. */
static enum rc check_names(const struct entry *a, const struct entry *b, struct why *why)
{
	enum rc rc;

	if (span_starts(a->key, S("format.")))
		return RC_OK;
	rc = check_asks(a, b, why);
	return rc ? rc : check_asks(b, a, why);
}

/* The run of entries that share a key: each language once. */
static enum rc check_key(const struct texts *t, size_t from, size_t to, struct why *why)
{
	for (size_t i = from; i < to || i - from < t->langs->n; i++) {
		const struct entry *a = &t->at[from], *e = i < to ? &t->at[i] : NULL;
		enum rc rc;

		if (e && i > from && e->lang == e[-1].lang)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: %.*s is already in %.*s:%u",
					SPAN_ARG(e->path), e->line, SPAN_ARG(e->key),
					SPAN_ARG(e[-1].path), e[-1].line);
		if (!e || e->lang != i - from)
			return why_fail(why, RC_BAD_CONFIG,
					"%.*s:%u: %.*s is missing in language %.*s",
					SPAN_ARG(a->path), a->line, SPAN_ARG(a->key),
					SPAN_ARG(t->langs->at[i - from]));
		rc = check_names(a, e, why);
		if (rc)
			return rc;
	}
	return RC_OK;
}

static enum rc check_keys(const struct texts *t, struct why *why)
{
	enum rc rc = RC_OK;

	for (size_t from = 0, to; !rc && from < t->n; from = to) {
		to = from + 1;
		while (to < t->n && span_eq(t->at[to].key, t->at[from].key))
			to++;
		rc = check_key(t, from, to, why);
	}
	return rc;
}

enum rc texts_new(struct arena *a, const struct look_file *files, size_t n,
		  const struct langs *langs, struct texts **ret, struct why *reterr)
{
	struct texts *t = ARENA_NEW(a, struct texts);
	enum rc rc;

	t->langs = langs;
	for (size_t i = 0; i < n; i++) {
		struct span lang = catalogue_lang(files[i].path);

		if (lang.len == 0)
			continue;
		rc = read_file(a, t, &files[i], langs_find(langs, lang), reterr);
		if (rc)
			return rc;
	}
	if (t->n)
		qsort(t->at, t->n, sizeof(*t->at), entry_cmp);
	rc = check_keys(t, reterr);
	if (rc)
		return rc;
	*ret = t;
	return RC_OK;
}

static const struct entry *find(const struct texts *t, size_t lang, struct span key)
{
	struct entry wanted = { .key = key, .lang = lang };

	return t->n ? bsearch(&wanted, t->at, t->n, sizeof(*t->at), entry_cmp) : NULL;
}

enum rc texts_render(const struct texts *t, struct arena *a, struct span lang, struct span key,
		     const struct value *args, struct span *ret, struct why *reterr)
{
	const struct entry *e = find(t, langs_find(t->langs, lang), key);
	struct buf b;
	enum rc rc;

	if (!e)
		return why_fail(reterr, RC_BAD_CONFIG, "no text %.*s in the catalogue",
				SPAN_ARG(key));
	buf_init(&b, a, 4 * TEXT_MAX);
	rc = template_render(a, e->t, args, ESCAPE_NONE, true, NULL, NULL, &b, reterr);
	if (rc)
		return rc;
	if (!buf_ok(&b))
		return why_fail(reterr, RC_BAD_CONFIG, "text %.*s grows too long", SPAN_ARG(key));
	*ret = buf_span(&b);
	return RC_OK;
}
