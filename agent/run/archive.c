/* The folder tree of documents (archive.h). */
#define _GNU_SOURCE /* syncfs */
#include "archive.h"

#include "archive_name.h"
#include "read_file.h"
#include "row_archive.h"
#include "row_document.h"
#include "row_purge.h"
#include "span.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PAGE = 200,
	PAGE_MAX = 128 << 20,
	FILE_BYTES_MAX = 64 << 20,
	DIR_MODE = 0750,
	FILE_MODE = 0440
};

struct tree {
	struct db *db;
	const char *dir;
	struct arena *a; /* emptied after each page */
};

const char *archive_dir(const struct config *cfg, struct arena *a)
{
	if (cfg->paths.archive && cfg->paths.archive[0])
		return config_path(cfg, cfg->paths.archive);
	return arena_str(a, arena_fmt(a, "%s/archive", config_path(cfg, cfg->paths.dir)));
}

static enum rc disk(const char *path, struct why *reterr)
{
	return why_fail(reterr, RC_RETRY, "archive: %s: %s", path, strerror(errno));
}

static const char *path_of(struct tree *t, const struct archive_row *r)
{
	return arena_str(t->a, arena_fmt(t->a, "%s/%.*s", t->dir, SPAN_ARG(r->path)));
}

/* Every folder above the file, and the archive's own. */
static enum rc make_folders(struct tree *t, const char *path, struct why *reterr)
{
	char part[4096];
	size_t n = strlen(path);

	if (n >= sizeof(part))
		return why_fail(reterr, RC_REFUSED, "archive: %s: the path is too long", path);
	memcpy(part, path, n + 1);
	for (size_t i = strlen(t->dir); i < n; i++) {
		if (part[i] != '/')
			continue;
		part[i] = '\0';
		if (mkdir(part, DIR_MODE) != 0 && errno != EEXIST)
			return disk(part, reterr);
		part[i] = '/';
	}
	return RC_OK;
}

static bool write_all(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			bytes = span_from(bytes, (size_t)n);
	}
	return true;
}

/* What is not whole yet has a name of its process, which rebuild removes when that one is gone. */
static enum rc write_file(struct tree *t, const char *path, struct span bytes, struct why *reterr)
{
	const char *part = arena_str(t->a, arena_fmt(t->a, "%s/.part-%d", t->dir, (int)getpid()));
	int fd;
	enum rc rc = make_folders(t, path, reterr);

	if (rc)
		return rc;
	(void)unlink(part);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return disk(part, reterr);
	if (!write_all(fd, bytes))
		rc = disk(part, reterr);
	if (close(fd) != 0 && !rc)
		rc = disk(part, reterr);
	if (!rc && rename(part, path) != 0)
		rc = disk(path, reterr);
	if (rc)
		(void)unlink(part);
	return rc;
}

static enum rc put(struct tree *t, struct tx *tx, const struct archive_row *r, struct why *reterr)
{
	SCOPED_ARENA bytes = arena_new(FILE_BYTES_MAX);
	struct span content;
	bool found = false;
	enum rc rc = row_archive_bytes(tx, bytes, r, &content, &found, reterr);

	return rc || !found ? rc : write_file(t, path_of(t, r), content, reterr);
}

enum fate { FATE_GOOD, FATE_MISSING, FATE_CHANGED };

static enum fate look(const char *path, const struct archive_row *r, bool deep)
{
	struct stat st;
	struct span bytes;
	struct sha256 h;

	if (lstat(path, &st) != 0)
		return FATE_MISSING;
	if (!S_ISREG(st.st_mode) || st.st_size != r->size)
		return FATE_CHANGED;
	if (deep) {
		SCOPED_ARENA a = arena_new(FILE_BYTES_MAX);

		if (read_file(a, path, FILE_BYTES_MAX / 2, &bytes, NULL))
			return FATE_CHANGED;
		h = hash_sha256(bytes);
		if (!hash_eq(h.b, r->hash.b, sizeof(h.b)))
			return FATE_CHANGED;
	}
	return FATE_GOOD;
}

/* All of the tree's file system: one call for many files. */
static enum rc sync_tree(const struct tree *t, struct why *reterr)
{
	int fd = open(t->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum rc rc = fd < 0 || syncfs(fd) != 0 ? disk(t->dir, reterr) : RC_OK;

	if (fd >= 0)
		close(fd);
	return rc;
}

static enum rc move_mark(struct tree *t, const struct archive_row *last, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = sync_tree(t, reterr);

	if (!rc)
		rc = tx_begin_soon(t->db, &tx, reterr);
	if (!rc)
		rc = row_archive_set_mark(&tx, t->a, last->source, last->seq, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc catch_up(const struct config *cfg, struct db *db, enum archive_source source,
			unsigned limit, size_t *ret_n, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(PAGE_MAX);
	struct tree t = { db, archive_dir(cfg, a), a };
	struct archive_rows rows = { 0 };
	enum rc rc;

	*ret_n = 0;
	{
		SCOPED(tx) tx = { 0 };
		int64_t mark = 0;

		rc = tx_begin_read(db, &tx, reterr);
		if (!rc)
			rc = row_archive_mark(&tx, a, source, &mark, reterr);
		if (!rc)
			rc = row_archive_next(&tx, a, source, mark, limit, &rows, reterr);
		if (!rc && rows.n && mkdir(t.dir, DIR_MODE) != 0 && errno != EEXIST)
			rc = disk(t.dir, reterr);
		for (size_t i = 0; !rc && i < rows.n; i++)
			rc = put(&t, &tx, &rows.at[i], reterr);
	}
	*ret_n = rc ? 0 : rows.n;
	return rc || !rows.n ? rc : move_mark(&t, &rows.at[rows.n - 1], reterr);
}

enum rc archive_catch_up(const struct config *cfg, struct db *db, unsigned limit, size_t *ret_n,
			 struct why *reterr)
{
	enum rc rc = RC_OK;

	*ret_n = 0;
	for (enum archive_source s = 0; !rc && s < ARCHIVE_SOURCES && *ret_n < limit; s++) {
		size_t n;

		rc = catch_up(cfg, db, s, limit - (unsigned)*ret_n, &n, reterr);
		*ret_n += n;
	}
	return rc;
}

typedef enum rc visit_fn(void *ctx, struct tree *t, struct tx *tx, const struct archive_row *r,
			 struct why *reterr);

static enum rc each_of(const struct config *cfg, struct db *db, enum archive_source source,
		       bool all, visit_fn *visit, void *ctx, struct why *reterr)
{
	int64_t after = 0, mark = 0;
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE) {
		SCOPED_ARENA a = arena_new(PAGE_MAX);
		SCOPED(tx) tx = { 0 };
		struct tree t = { db, archive_dir(cfg, a), a };
		struct archive_rows rows = { 0 };

		rc = tx_begin_read(db, &tx, reterr);
		if (!rc)
			rc = row_archive_mark(&tx, a, source, &mark, reterr);
		if (!rc)
			rc = row_archive_next(&tx, a, source, after, PAGE, &rows, reterr);
		n = rc ? 0 : rows.n;
		for (size_t i = 0; !rc && i < n; i++) {
			after = rows.at[i].seq;
			if (all || after <= mark)
				rc = visit(ctx, &t, &tx, &rows.at[i], reterr);
		}
	}
	return rc;
}

/* Every stored file up to the mark (all = and those after it), a page at a time. */
static enum rc each(const struct config *cfg, struct db *db, bool all, visit_fn *visit, void *ctx,
		    struct why *reterr)
{
	enum rc rc = RC_OK;

	for (enum archive_source s = 0; !rc && s < ARCHIVE_SOURCES; s++)
		rc = each_of(cfg, db, s, all, visit, ctx, reterr);
	return rc;
}

static enum rc remove_file(const char *path, struct why *reterr)
{
	return unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR ? disk(path, reterr) :
									  RC_OK;
}

/* One page of documents; *after moves on, *n how many. */
static enum rc sweep_page(const struct config *cfg, struct db *db, int64_t *after, size_t *n,
			  struct why *reterr)
{
	static const char *const ending[] = { "pdf", "xml" };
	SCOPED_ARENA a = arena_new(PAGE_MAX);
	SCOPED(tx) tx = { 0 };
	struct row_ids ids = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (!rc)
		rc = row_purge_documents(&tx, a, *after, PAGE, &ids, reterr);
	for (size_t i = 0; !rc && i < ids.n; i++) {
		struct document *d = NULL;

		rc = row_document_load(&tx, a, ids.at[i], &d, reterr);
		for (size_t k = 0; !rc && d && d->snap && k < ARRAY_LEN(ending); k++) {
			const char *path =
				arena_str(a, arena_fmt(a, "%s/%.*s", archive_dir(cfg, a),
						       SPAN_ARG(archive_path(a, d, ending[k]))));

			rc = remove_file(path, reterr);
		}
		*after = ids.at[i];
	}
	*n = ids.n;
	return rc;
}

/* The same for what ANAF gave. */
static enum rc sweep_anaf(const struct config *cfg, struct db *db, int64_t *after, size_t *n,
			  struct why *reterr)
{
	SCOPED_ARENA a = arena_new(PAGE_MAX);
	SCOPED(tx) tx = { 0 };
	struct tree t = { db, archive_dir(cfg, a), a };
	struct archive_rows rows = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (!rc)
		rc = row_archive_purged(&tx, a, *after, PAGE, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		rc = remove_file(path_of(&t, &rows.at[i]), reterr);
		*after = rows.at[i].seq;
	}
	*n = rows.n;
	return rc;
}

enum rc archive_sweep(const struct config *cfg, struct db *db, struct why *reterr)
{
	int64_t after = 0;
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE)
		rc = sweep_page(cfg, db, &after, &n, reterr);
	for (after = 0, n = PAGE; !rc && n == PAGE;)
		rc = sweep_anaf(cfg, db, &after, &n, reterr);
	return rc;
}

static void remove_left_over(const struct tree *t)
{
	DIR *d = opendir(t->dir);
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		int64_t pid;

		if (strncmp(e->d_name, ".part-", 6) == 0 &&
		    span_to_i64(span_of(e->d_name + 6), &pid) && pid > 0 && pid < INT32_MAX &&
		    kill((pid_t)pid, 0) != 0 && errno == ESRCH)
			(void)unlinkat(dirfd(d), e->d_name, 0);
	}
	if (d)
		closedir(d);
}

struct rebuild {
	bool deep;
	struct archive_counts *n;
};

static enum rc mend(void *ctx, struct tree *t, struct tx *tx, const struct archive_row *r,
		    struct why *reterr)
{
	struct rebuild *b = ctx;

	b->n->files++;
	if (look(path_of(t, r), r, b->deep) == FATE_GOOD)
		return RC_OK;
	b->n->written++;
	if (mkdir(t->dir, DIR_MODE) != 0 && errno != EEXIST)
		return disk(t->dir, reterr);
	return put(t, tx, r, reterr);
}

enum rc archive_rebuild(const struct config *cfg, struct db *db, bool deep,
			struct archive_counts *ret, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(1 << 16);
	struct tree t = { db, archive_dir(cfg, a), a };
	struct rebuild b = { deep, ret };
	enum rc rc;

	*ret = (struct archive_counts){ 0 };
	remove_left_over(&t);
	rc = archive_sweep(cfg, db, reterr);
	if (!rc)
		rc = each(cfg, db, true, mend, &b, reterr);
	return rc || !ret->written ? rc : sync_tree(&t, reterr);
}

struct checking {
	bool deep;
	struct arena *a;
	struct findings *ret;
};

static enum rc check_one(void *ctx, struct tree *t, struct tx *tx, const struct archive_row *r,
			 struct why *reterr)
{
	struct checking *c = ctx;
	const char *path = path_of(t, r);
	enum fate fate = look(path, r, c->deep);

	(void)tx;
	(void)reterr;
	if (fate == FATE_MISSING)
		verify_find(c->ret, c->a, "archive-missing",
			    "%s is not there; plic archive writes it", path);
	else if (fate == FATE_CHANGED)
		verify_find(c->ret, c->a, "archive-changed",
			    "%s is not what was stored; plic archive writes it again", path);
	return RC_OK;
}

enum rc archive_check(const struct config *cfg, struct db *db, struct arena *a, bool deep,
		      struct findings *ret, struct why *reterr)
{
	struct checking c = { deep, a, ret };

	return each(cfg, db, false, check_one, &c, reterr);
}
