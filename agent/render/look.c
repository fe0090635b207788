/* The look: files of templates/ read once, checked whole, found by path. */
#include "look.h"

#include "hash.h"
#include "mail_check.h"
#include "span.h"
#include "texts.h"

enum { LOOK_MAX = 64 << 20 };

enum brand_kind { BRAND_COLOUR, BRAND_TEXT, BRAND_NUMBER, BRAND_FILE };
/* Keys of brand.conf; what each is for stands in the shipped file. */
static const struct brand_key {
	const char *name;
	enum brand_kind kind;
	const char *otherwise;
} brand_keys[] = {
	{ "name", BRAND_TEXT, "" },
	{ "accent", BRAND_COLOUR, "#105c4b" },
	{ "accent_text", BRAND_COLOUR, "#ffffff" },
	{ "accent_dark", BRAND_COLOUR, "#6fcfb4" },
	{ "ink", BRAND_COLOUR, "#1d2329" },
	{ "warn", BRAND_COLOUR, "#9a3b1f" },
	{ "warn_dark", BRAND_COLOUR, "#f0a184" },
	{ "label", BRAND_COLOUR, "#66707a" },
	{ "rule", BRAND_COLOUR, "#dfe3e6" },
	{ "tint", BRAND_COLOUR, "#f3f6f5" },
	{ "page", BRAND_COLOUR, "#eef1f0" },
	{ "logo", BRAND_FILE, "" },
	{ "logo_width", BRAND_NUMBER, "120" },
	{ "font_regular", BRAND_FILE, "fonts/regular.ttf" },
	{ "font_bold", BRAND_FILE, "fonts/bold.ttf" },
	{ "columns", BRAND_TEXT, "" },
	{ "website", BRAND_TEXT, "" },
	{ "qr", BRAND_TEXT, "yes" },
};

struct file {
	struct span path, bytes;
	struct template *t;
};
struct look {
	struct arena *arena;
	struct file *at; /* sorted by path */
	size_t n;
	struct span brand[ARRAY_LEN(brand_keys)];
	struct texts *texts;
	struct span hash;
};

static int file_cmp(const void *pa, const void *pb)
{
	const struct file *a = pa, *b = pb;

	return span_cmp(a->path, b->path);
}

static const struct file *file_find(const struct look *l, struct span path)
{
	struct file wanted = { .path = path };

	return l->n ? bsearch(&wanted, l->at, l->n, sizeof(*l->at), file_cmp) : NULL;
}

static bool is_template(struct span path)
{
	return span_ends(path, S(".mail")) || span_ends(path, S(".part")) ||
	       span_ends(path, S(".layout")) || span_eq_str(path, "mail/frame.html") ||
	       span_eq_str(path, "mail/frame.txt");
}

/* Sort, refuse doubles, compile what is Mustache, hash the whole. */
static enum rc take_files(struct look *l, const struct look_file *files, size_t n, struct why *why)
{
	struct buf all;

	l->at = ARENA_ARRAY(l->arena, n, struct file);
	l->n = n;
	for (size_t i = 0; i < n; i++)
		l->at[i] = (struct file){ .path = files[i].path, .bytes = files[i].bytes };
	if (n)
		qsort(l->at, n, sizeof(*l->at), file_cmp);
	buf_init(&all, l->arena, LOOK_MAX);
	for (size_t i = 0; i < n; i++) {
		struct file *f = &l->at[i];
		struct sha256 h = hash_sha256(f->bytes);
		enum rc rc;

		if (i && span_eq(f->path, l->at[i - 1].path))
			return why_fail(why, RC_BAD_CONFIG, "%.*s: given twice", SPAN_ARG(f->path));
		buf_add_fmt(&all, "%.*s %.*s\n", SPAN_ARG(f->path),
			    SPAN_ARG(hash_hex(l->arena, h.b, sizeof(h.b))));
		if (!is_template(f->path))
			continue;
		rc = template_compile(l->arena, f->path, f->bytes, &f->t, why);
		if (rc)
			return rc;
	}
	l->hash = hash_hex(l->arena, hash_sha256(buf_span(&all)).b, sizeof(struct sha256));
	return RC_OK;
}

static bool colour_ok(struct span v)
{
	if (v.len != 7 || v.ptr[0] != '#')
		return false;
	for (size_t i = 1; i < v.len; i++)
		if (!strchr("0123456789abcdefABCDEF", v.ptr[i]))
			return false;
	return true;
}

static enum rc brand_set(struct look *l, struct span key, struct span v, unsigned line,
			 struct why *why)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++) {
		const struct brand_key *k = &brand_keys[i];
		int64_t num;

		if (!span_eq_str(key, k->name))
			continue;
		if (k->kind == BRAND_COLOUR && !colour_ok(v))
			return why_fail(why, RC_BAD_CONFIG,
					"brand.conf:%u: %s is no colour like #105c4b: %.*s", line,
					k->name, SPAN_ARG(v));
		if (k->kind == BRAND_NUMBER && !span_to_i64(v, &num))
			return why_fail(why, RC_BAD_CONFIG, "brand.conf:%u: %s is no number: %.*s",
					line, k->name, SPAN_ARG(v));
		if (k->kind == BRAND_FILE && v.len && !file_find(l, v))
			return why_fail(why, RC_BAD_CONFIG,
					"brand.conf:%u: %s: there is no templates/%.*s", line,
					k->name, SPAN_ARG(v));
		l->brand[i] = v;
		return RC_OK;
	}
	return why_fail(why, RC_BAD_CONFIG, "brand.conf:%u: unknown key %.*s", line, SPAN_ARG(key));
}

static enum rc take_brand(struct look *l, struct why *why)
{
	struct span rest = look_file(l, "brand.conf"), line;
	unsigned n = 0;

	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		l->brand[i] = span_of(brand_keys[i].otherwise);
	while (span_next_line(&rest, &line)) {
		struct span s = span_trim(line);
		size_t eq = span_find_char(s, '=', 0);
		enum rc rc;

		n++;
		if (s.len == 0 || s.ptr[0] == '#')
			continue;
		if (eq == SIZE_MAX)
			return why_fail(why, RC_BAD_CONFIG, "brand.conf:%u: not \"key = value\"",
					n);
		rc = brand_set(l, span_trim(span_sub(s, 0, eq)), span_trim(span_from(s, eq + 1)), n,
			       why);
		if (rc)
			return rc;
	}
	return RC_OK;
}

/* Each mail and layout of one language exists in the other. */
static enum rc check_languages(const struct look *l, struct why *why)
{
	for (size_t i = 0; i < l->n; i++) {
		struct span path = l->at[i].path, other;
		bool ro = span_starts(path, S("ro/")), en = span_starts(path, S("en/"));

		if ((!ro && !en) || !is_template(path))
			continue;
		other = arena_fmt(l->arena, "%s%.*s", ro ? "en" : "ro",
				  SPAN_ARG(span_from(path, 2)));
		if (!file_find(l, other))
			return why_fail(why, RC_BAD_CONFIG, "%.*s exists, but %.*s does not",
					SPAN_ARG(path), SPAN_ARG(other));
	}
	return RC_OK;
}

/* Parts that a mail puts in stand beside it. */
struct part_check {
	const struct look *look;
	struct span path, missing;
	unsigned line;
};

static void check_part(void *ctx, struct span name, unsigned line, bool printed)
{
	struct part_check *c = ctx;
	struct span part = arena_fmt(c->look->arena, "%.*s/mail/%.*s.part",
				     SPAN_ARG(span_sub(c->path, 0, 2)), SPAN_ARG(name));

	(void)printed;
	if (c->missing.len || file_find(c->look, part))
		return;
	c->missing = part;
	c->line = line;
}

static enum rc check_mails(const struct look *l, struct why *why)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct file *f = &l->at[i];
		struct part_check c;
		enum rc rc;

		if (!f->t || span_ends(f->path, S(".layout")))
			continue;
		rc = mail_check_file(f->path, f->bytes, f->t, why);
		if (rc)
			return rc;
		c = (struct part_check){ .look = l, .path = f->path };
		template_each_partial(f->t, check_part, &c);
		if (c.missing.len)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: there is no templates/%.*s",
					SPAN_ARG(f->path), c.line, SPAN_ARG(c.missing));
	}
	return RC_OK;
}

enum rc look_new(const struct look_file *files, size_t n, struct look **ret, struct why *reterr)
{
	struct arena *arena = arena_new(LOOK_MAX);
	struct look *l = ARENA_NEW(arena, struct look);
	enum rc rc;

	l->arena = arena;
	rc = take_files(l, files, n, reterr);
	if (rc == RC_OK)
		rc = take_brand(l, reterr);
	if (rc == RC_OK)
		rc = check_languages(l, reterr);
	if (rc == RC_OK)
		rc = texts_new(arena, files, n, &l->texts, reterr);
	if (rc == RC_OK)
		rc = check_mails(l, reterr);
	if (rc) {
		arena_free(arena);
		return rc;
	}
	*ret = l;
	return RC_OK;
}

void look_free(struct look *l)
{
	if (l)
		arena_free(l->arena);
}

struct span look_hash(const struct look *l)
{
	return l->hash;
}

struct span look_file(const struct look *l, const char *path)
{
	const struct file *f = file_find(l, span_of(path));

	return f ? f->bytes : S("");
}

const struct template *look_template(const struct look *l, const char *path)
{
	const struct file *f = file_find(l, span_of(path));

	return f ? f->t : NULL;
}

struct span look_brand(const struct look *l, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		if (strcmp(key, brand_keys[i].name) == 0)
			return l->brand[i];
	return S("");
}

bool look_brand_has(struct span key)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		if (span_eq_str(key, brand_keys[i].name))
			return true;
	return false;
}

struct value *look_brand_value(const struct look *l, struct arena *a)
{
	struct value *v = value_new_map(a);

	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		value_set(a, v, brand_keys[i].name, value_text(a, l->brand[i]));
	return v;
}

enum rc look_text(const struct look *l, struct arena *a, struct span lang, struct span key,
		  const struct value *args, struct span *ret, struct why *reterr)
{
	struct value *local = NULL;
	enum rc rc;

	if (args) {
		rc = look_localise(l, a, lang, args, &local, reterr);
		if (rc)
			return rc;
	}
	return texts_render(l->texts, a, lang_of(lang), key, local, ret, reterr);
}
