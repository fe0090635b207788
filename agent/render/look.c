/* The look: files of templates/ read once, checked whole, found by path. */
#include "look.h"

#include "hash.h"
#include "mail_check.h"
#include "span.h"
#include "texts.h"

enum { LOOK_MAX = 64 << 20 };

enum brand_kind { BRAND_COLOUR, BRAND_TEXT, BRAND_NUMBER, BRAND_FILE, BRAND_CHOICE };
/* Keys of brand.conf; what each is for stands in the shipped file. of: the words of a choice, in the
 * order of the enum that shape.h gives them. */
static const struct brand_key {
	const char *name;
	enum brand_kind kind;
	const char *otherwise, *of;
} brand_keys[] = {
	{ "name", BRAND_TEXT, "", NULL },
	{ "accent", BRAND_COLOUR, "#105c4b", NULL },
	{ "accent_text", BRAND_COLOUR, "#ffffff", NULL },
	{ "accent_dark", BRAND_COLOUR, "#6fcfb4", NULL },
	{ "ink", BRAND_COLOUR, "#1d2329", NULL },
	{ "warn", BRAND_COLOUR, "#9a3b1f", NULL },
	{ "warn_dark", BRAND_COLOUR, "#f0a184", NULL },
	{ "label", BRAND_COLOUR, "#66707a", NULL },
	{ "rule", BRAND_COLOUR, "#dfe3e6", NULL },
	{ "tint", BRAND_COLOUR, "#f3f6f5", NULL },
	{ "page", BRAND_COLOUR, "#eef1f0", NULL },
	{ "logo", BRAND_FILE, "", NULL },
	{ "logo_width", BRAND_NUMBER, "120", NULL },
	{ "font_regular", BRAND_FILE, "fonts/regular.ttf", NULL },
	{ "font_bold", BRAND_FILE, "fonts/bold.ttf", NULL },
	{ "website", BRAND_TEXT, "", NULL },
	{ "qr", BRAND_CHOICE, "yes", "no yes" },
	{ "qr_image", BRAND_FILE, "", NULL },
	{ "head", BRAND_CHOICE, "mark", "mark centre band" },
	{ "facts", BRAND_CHOICE, "column", "column strip" },
	{ "table", BRAND_CHOICE, "rules", "rules bands ledger" },
	{ "total", BRAND_CHOICE, "rule", "rule box double" },
	{ "pay", BRAND_CHOICE, "tint", "tint frame bar" },
	{ "foot", BRAND_CHOICE, "sides", "sides centre" },
	{ "corner", BRAND_NUMBER, "5", NULL },
};

struct file {
	struct span path, bytes, shown;
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
		l->at[i] =
			(struct file){ files[i].path, files[i].bytes,
				       files[i].shown.len ? files[i].shown : files[i].path, NULL };
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
		rc = template_compile(l->arena, f->shown, f->bytes, &f->t, why);
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

/* Which word of "mark centre band"; -1: none of them. */
static int choice_find(const char *of, struct span word)
{
	struct span rest = span_of(of), one;

	for (int i = 0; span_next_word(&rest, &one); i++)
		if (span_eq(one, word))
			return i;
	return -1;
}

/* What is wrong with a value, or NULL. */
static const char *brand_wrong(const struct look *l, const struct brand_key *k, struct span v)
{
	int64_t num;

	switch (k->kind) {
	case BRAND_COLOUR:
		return colour_ok(v) ? NULL : "is no colour like #105c4b";
	case BRAND_NUMBER:
		return span_to_i64(v, &num) && num >= 0 && num <= 400 ? NULL :
									"is no number (0 to 400)";
	case BRAND_FILE:
		return v.len == 0 || file_find(l, v) ? NULL :
						       "names a file that is not in templates/";
	case BRAND_CHOICE:
		return choice_find(k->of, v) >= 0 ?
			       NULL :
			       arena_str(l->arena, arena_fmt(l->arena, "is one of: %s", k->of));
	case BRAND_TEXT:
		break;
	}
	return NULL;
}

static enum rc brand_set(struct look *l, struct span file, unsigned line, struct span key,
			 struct span v, struct why *why)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++) {
		const char *wrong;

		if (!span_eq_str(key, brand_keys[i].name))
			continue;
		wrong = brand_wrong(l, &brand_keys[i], v);
		if (wrong)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: %s %s: %.*s", SPAN_ARG(file),
					line, brand_keys[i].name, wrong, SPAN_ARG(v));
		l->brand[i] = v;
		return RC_OK;
	}
	return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: unknown key %.*s", SPAN_ARG(file), line,
			SPAN_ARG(key));
}

static enum rc take_brand(struct look *l, const char *path, struct why *why)
{
	const struct file *f = file_find(l, span_of(path));
	struct span rest = f ? f->bytes : S(""), line;
	unsigned n = 0;

	while (span_next_line(&rest, &line)) {
		struct span s = span_trim(line);
		size_t eq = span_find_char(s, '=', 0);
		enum rc rc;

		n++;
		if (s.len == 0 || s.ptr[0] == '#')
			continue;
		if (eq == SIZE_MAX)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: not \"key = value\"",
					SPAN_ARG(f->shown), n);
		rc = brand_set(l, f->shown, n, span_trim(span_sub(s, 0, eq)),
			       span_trim(span_from(s, eq + 1)), why);
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
			return why_fail(why, RC_BAD_CONFIG, "%.*s:1: %.*s does not exist",
					SPAN_ARG(l->at[i].shown), SPAN_ARG(other));
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
		rc = mail_check_file(f->shown, f->bytes, f->t, why);
		if (rc)
			return rc;
		c = (struct part_check){ .look = l, .path = f->path };
		template_each_partial(f->t, check_part, &c);
		if (c.missing.len)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: there is no templates/%.*s",
					SPAN_ARG(f->shown), c.line, SPAN_ARG(c.missing));
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
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		l->brand[i] = span_of(brand_keys[i].otherwise);
	if (rc == RC_OK)
		rc = take_brand(l, "brand.conf", reterr);
	if (rc == RC_OK)
		rc = take_brand(l, BRAND_OVER, reterr);
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

struct span look_shown(const struct look *l, struct span path)
{
	const struct file *f = file_find(l, path);

	return f ? f->shown : path;
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

unsigned look_choice(const struct look *l, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		if (brand_keys[i].of && strcmp(key, brand_keys[i].name) == 0)
			return (unsigned)choice_find(brand_keys[i].of, l->brand[i]);
	return 0;
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
