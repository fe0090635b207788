/* Templates and faces from disk. A look borrows the bytes for as long as it lives, and looks live as
 * long as the process, so they are kept in one arena that is never emptied. */
#include "load_look.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doc_items.h"
#include "doc_render.h"
#include "load_texts.h"
#include "read_file.h"
#include "received_render.h"
#include "sample.h"
#include "span.h"

enum { FILES_MAX = 1000, FILE_BYTES_MAX = 4 << 20, DEPTH_MAX = 5 };
#define KEEP_MAX  ((size_t)512 << 20)
#define CHECK_MAX ((size_t)64 << 20)

struct files {
	struct look_file *at;
	size_t n, cap;
	const char *over; /* "brands/panou/" while a brand's files are read */
};

static struct arena *keep(void)
{
	static struct arena *kept;

	if (!kept)
		kept = arena_new(KEEP_MAX);
	return kept;
}

static void dir_dropp(DIR **d)
{
	if (*d)
		closedir(*d);
}

static bool is_wanted(struct span name)
{
	static const char *const ending[] = { ".conf", ".txt", ".mail", ".part", ".layout",
					      ".html", ".ttf", ".png",  ".jpg",  ".jpeg" };

	for (size_t i = 0; i < ARRAY_LEN(ending); i++)
		if (span_ends(name, span_of(ending[i])))
			return true;
	return false;
}

/* A file of that path, or a new one. */
static struct look_file *place_of(struct files *files, struct span path)
{
	for (size_t i = 0; i < files->n; i++)
		if (span_eq(files->at[i].path, path))
			return &files->at[i];
	return ARENA_PUSH(keep(), files);
}

static enum rc add_file(struct files *files, const char *path, struct span name, struct why *reterr)
{
	struct look_file f = { .path = arena_span(keep(), name) };

	if (read_file(keep(), path, FILE_BYTES_MAX, &f.bytes, reterr))
		return RC_BAD_CONFIG;
	if (files->n == FILES_MAX)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: over %d template files", path,
				FILES_MAX);
	if (files->over) {
		f.shown = arena_fmt(keep(), "%s%.*s", files->over, SPAN_ARG(name));
		if (span_eq_str(name, "brand.conf"))
			f.path = S(BRAND_OVER);
	}
	*place_of(files, f.path) = f;
	return RC_OK;
}

/* Take in a folder; `under` is its path below the templates ("" or "ro/"). Hidden files, editors'
 * copies and what has another ending are left alone. */
static enum rc read_dir(struct files *files, const char *path, const char *under, unsigned depth,
			struct why *reterr)
{
	__attribute__((cleanup(dir_dropp))) DIR *d = opendir(path);
	const struct dirent *e;

	if (!d)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	while ((e = readdir(d)) != NULL) {
		struct arena *a = keep();
		const char *full = arena_str(a, arena_fmt(a, "%s/%s", path, e->d_name));
		struct span name = arena_fmt(a, "%s%s", under, e->d_name);
		enum rc rc = RC_OK;
		struct stat st;

		if (e->d_name[0] == '.' || span_eq_str(name, "brands") || stat(full, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			rc = read_dir(files, full,
				      arena_str(a, arena_fmt(a, "%.*s/", SPAN_ARG(name))),
				      depth + 1, reterr);
		else if (S_ISREG(st.st_mode) && is_wanted(name))
			rc = add_file(files, full, name, reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}

/* The faces that make cut: from the first folder that has them. */
static enum rc read_faces(struct files *files, struct why *reterr)
{
	struct arena *a = keep();
	const char *place[4];
	char exe[4096];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	size_t n = 0;

	while (len > 0 && exe[len - 1] != '/')
		len--;
	if (len > 0) {
		place[n++] = arena_str(a, arena_fmt(a, "%.*sfonts", (int)len, exe));
		place[n++] = arena_str(a, arena_fmt(a, "%.*s../fonts", (int)len, exe));
	}
	place[n++] = PLIC_SOURCE_DIR "/build/fonts";
	place[n++] = PLIC_DATADIR "/fonts";
	for (size_t i = 0; i < n; i++) {
		const char *face = arena_str(a, arena_fmt(a, "%s/regular.ttf", place[i]));

		if (access(face, R_OK) == 0)
			return read_dir(files, place[i], "fonts/", DEPTH_MAX, reterr);
	}
	return why_fail(reterr, RC_BAD_CONFIG, "%s/regular.ttf is not there: `make` builds it",
			place[n - 1]);
}

/* The files of a brand, in place of those of the same path. */
static enum rc read_brand(struct files *files, const char *dir, const char *brand,
			  struct why *reterr)
{
	struct arena *a = keep();
	const char *all = arena_str(a, arena_fmt(a, "%s/brands", dir));
	const char *path = arena_str(a, arena_fmt(a, "%s/%s", all, brand));
	__attribute__((cleanup(dir_dropp))) DIR *d = NULL;
	const struct dirent *e;
	struct buf there;
	enum rc rc;

	if (!strchr(brand, '/') && brand[0] != '.' && access(path, R_OK | X_OK) == 0) {
		files->over = arena_str(a, arena_fmt(a, "brands/%s/", brand));
		rc = read_dir(files, path, "", 0, reterr);
		files->over = NULL;
		return rc;
	}
	d = opendir(all);
	buf_init(&there, a, 4000);
	while (d && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			buf_add_fmt(&there, "%s%s", there.len ? ", " : "", e->d_name);
	return why_fail(reterr, RC_BAD_CONFIG, "%s: there is no brand \"%s\"; there are: %.*s", all,
			brand, SPAN_ARG(buf_span(&there)));
}

static enum rc check_document(const struct look *l, enum doc_kind kind, struct span lang,
			      struct span variant, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(CHECK_MAX);
	struct snapshot *s = sample_snapshot(a, kind, lang);
	struct span pdf;
	enum rc rc;

	s->variant = variant;
	rc = doc_check(l, a, s, reterr);
	return rc ? rc : doc_render_pdf(l, a, s, FACE_ISSUED, S(""), &pdf, reterr);
}

/* "ro/pdf/contract.curs.layout": kind and variant. */
static bool is_variant(struct span path, enum doc_kind *kind, struct span *variant)
{
	struct span name = span_from(path, path.len < 7 ? path.len : 7);
	size_t dot = span_find_char(name, '.', 0);

	if (span_find(path, S("/pdf/"), 0) != 2 || !span_ends(name, S(".layout")) ||
	    dot + S(".layout").len >= name.len)
		return false;
	*variant = span_sub(name, dot + 1, name.len - dot - 1 - S(".layout").len);
	return doc_kind_from_name(span_sub(name, 0, dot), kind);
}

/* Mails that core names, and what stands round them: none may be missing on the day it is to go out. */
static enum rc check_mails(const struct look *l, struct why *reterr)
{
	static const char *const mails[] = {
		"acknowledge", "answer",         "confirm_accept", "contract",
		"digest",      "invoice",        "message",        "notice",
		"offer",       "offer_followup", "paused",         "proforma",
		"pv",          "question",       "receipt",        "reminder1",
		"reminder2",   "resumed",        "statement",      "stopped",
		"storno",
	};
	static const char *const frames[] = { "mail/frame.html", "mail/frame.txt" };
	struct arena *a = keep();

	for (size_t i = 0; i < ARRAY_LEN(mails) + ARRAY_LEN(frames); i++) {
		const char *path = i < ARRAY_LEN(mails) ?
					   arena_str(a, arena_fmt(a, "ro/mail/%s.mail", mails[i])) :
					   frames[i - ARRAY_LEN(mails)];

		if (!look_template(l, path))
			return why_fail(reterr, RC_BAD_CONFIG, "%s: is not there", path);
	}
	return RC_OK;
}

/* A layout that cannot be printed is refused at start, not on the day of the first receipt. */
static enum rc check_documents(const struct look *l, struct why *reterr)
{
	struct span lang, path, variant;
	enum doc_kind kind;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && look_lang_at(l, i / DOC_PAPERS, &lang); i++)
		rc = check_document(l, (enum doc_kind)(i % DOC_PAPERS), lang, S(""), reterr);
	for (size_t i = 0; !rc && look_lang_at(l, i, &lang); i++) {
		SCOPED_ARENA a = arena_new(CHECK_MAX);

		rc = received_check_layout(l, a, lang, reterr);
	}
	for (size_t i = 0; !rc && look_path(l, i, &path); i++)
		if (is_variant(path, &kind, &variant))
			rc = check_document(l, kind, span_sub(path, 0, 2), variant, reterr);
	return rc;
}

enum rc load_look(const char *dir, const char *brand, struct look **ret, struct why *reterr)
{
	struct files files = { 0 };
	struct look *l = NULL;
	enum rc rc;

	if (!dir || !dir[0])
		dir = load_templates_dir();
	rc = read_faces(&files, reterr);
	if (!rc)
		rc = read_dir(&files, dir, "", 0, reterr);
	if (!rc && brand && brand[0])
		rc = read_brand(&files, dir, brand, reterr);
	if (!rc)
		rc = look_new(files.at, files.n, &l, reterr);
	if (rc)
		return rc;
	rc = check_mails(l, reterr);
	if (!rc)
		rc = check_documents(l, reterr);
	if (rc) {
		look_free(l);
		return rc;
	}
	*ret = l;
	return RC_OK;
}

enum rc load_look_of(const struct config *cfg, struct look **ret, struct why *reterr)
{
	struct look *l = NULL;
	enum rc rc = load_look(cfg->paths.templates, cfg->paths.brand, &l, reterr);

	if (rc)
		return rc;
	if (!span_eq(look_lang(l, cfg->firm.lang), cfg->firm.lang)) {
		look_free(l);
		return why_fail(reterr, RC_BAD_CONFIG,
				"%s: firm.lang = \"%.*s\", but there is no %s/%.*s/texts",
				cfg->path, SPAN_ARG(cfg->firm.lang), cfg->paths.templates,
				SPAN_ARG(cfg->firm.lang));
	}
	*ret = l;
	return RC_OK;
}
