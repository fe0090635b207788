/* The look: files of templates/ read once, checked whole, found by path. */
#include "hash.h"
#include "look_in.h"
#include "mail_check.h"
#include "span.h"
#include "utf8.h"

enum { LOOK_MAX = 64 << 20 };

static int file_cmp(const void *pa, const void *pb)
{
	const struct file *a = pa, *b = pb;

	return span_cmp(a->path, b->path);
}

const struct file *look_find(const struct look *l, struct span path)
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

/* Texts and templates are UTF-8; pictures and faces are what they are. */
static enum rc check_utf8(const struct file *f, struct why *why)
{
	struct span rest = f->bytes, line;

	if (!is_template(f->path) && !span_ends(f->path, S(".txt")) &&
	    !span_ends(f->path, S(".conf")))
		return RC_OK;
	for (unsigned n = 1; span_next_line(&rest, &line); n++)
		if (!utf8_valid(line))
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: not UTF-8",
					SPAN_ARG(f->shown), n);
	return RC_OK;
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
		rc = check_utf8(f, why);
		if (rc)
			return rc;
		if (!is_template(f->path))
			continue;
		rc = template_compile(l->arena, f->shown, f->bytes, &f->t, why);
		if (rc)
			return rc;
	}
	l->hash = hash_hex(l->arena, hash_sha256(buf_span(&all)).b, sizeof(struct sha256));
	return RC_OK;
}

/* Each mail and layout of one language exists in the others. */
static enum rc check_languages(const struct look *l, struct why *why)
{
	for (size_t i = 0; i < l->n * l->langs.n; i++) {
		const struct file *f = &l->at[i / l->langs.n];
		struct span in = span_sub(f->path, 0, 2), lang = l->langs.at[i % l->langs.n], other;

		if (!is_template(f->path) || f->path.ptr[2] != '/' ||
		    !span_eq(look_lang(l, in), in))
			continue;
		other = arena_fmt(l->arena, "%.*s%.*s", SPAN_ARG(lang),
				  SPAN_ARG(span_from(f->path, 2)));
		if (!look_find(l, other))
			return why_fail(why, RC_BAD_CONFIG, "%.*s:1: %.*s does not exist",
					SPAN_ARG(f->shown), SPAN_ARG(other));
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
		rc = langs_read(files, n, &l->langs, reterr);
	if (rc == RC_OK)
		rc = brand_take(l, reterr);
	if (rc == RC_OK)
		rc = check_languages(l, reterr);
	if (rc == RC_OK)
		rc = texts_new(arena, files, n, &l->langs, &l->texts, reterr);
	if (rc == RC_OK)
		rc = mail_check(l, l->arena, reterr);
	if (rc) {
		arena_free(arena);
		return rc;
	}
	*ret = l;
	return RC_OK;
}

bool look_lang_at(const struct look *l, size_t i, struct span *ret)
{
	if (i >= l->langs.n)
		return false;
	*ret = l->langs.at[i];
	return true;
}

struct span look_langs(const struct look *l, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, (size_t)4 * LANGS_MAX);
	for (size_t i = 0; i < l->langs.n; i++)
		buf_add_fmt(&b, "%s%.*s", i ? " " : "", SPAN_ARG(l->langs.at[i]));
	return buf_span(&b);
}

struct span look_hash(const struct look *l)
{
	return l->hash;
}

struct span look_file(const struct look *l, const char *path)
{
	const struct file *f = look_find(l, span_of(path));

	return f ? f->bytes : S("");
}

bool look_path(const struct look *l, size_t i, struct span *ret)
{
	if (i >= l->n)
		return false;
	*ret = l->at[i].path;
	return true;
}

struct span look_shown(const struct look *l, struct span path)
{
	const struct file *f = look_find(l, path);

	return f ? f->shown : path;
}

const struct template *look_template(const struct look *l, const char *path)
{
	const struct file *f = look_find(l, span_of(path));

	return f ? f->t : NULL;
}
