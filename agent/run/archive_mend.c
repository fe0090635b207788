/* The folder tree held against what is stored: told (check) or mended (rebuild). */
#include "archive.h"

#include "archive_in.h"
#include "span.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <unistd.h>

static void remove_left_over(const struct archive_tree *t)
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

static enum rc mend(void *ctx, struct archive_tree *t, struct tx *tx, const struct archive_row *r,
		    struct why *reterr)
{
	struct rebuild *b = ctx;
	enum rc rc;

	b->n->files++;
	if (archive_look(archive_file(t, r), r, b->deep) == ARCHIVE_GOOD)
		return RC_OK;
	b->n->written++;
	rc = archive_make(t, reterr);
	return rc ? rc : archive_put(t, tx, r, reterr);
}

enum rc archive_rebuild(const struct config *cfg, struct db *db, bool deep,
			struct archive_counts *ret, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(1 << 16);
	struct archive_tree t = { db, archive_dir(cfg, a), a };
	struct rebuild b = { .deep = deep, .n = ret };
	enum rc rc;

	*ret = (struct archive_counts){ 0 };
	remove_left_over(&t);
	rc = archive_sweep(cfg, db, reterr);
	if (!rc)
		rc = archive_each(cfg, db, true, mend, &b, reterr);
	return rc || !ret->written ? rc : archive_sync(&t, reterr);
}

struct checking {
	bool deep;
	struct arena *a;
	struct findings *ret;
};

static enum rc check_one(void *ctx, struct archive_tree *t, struct tx *tx,
			 const struct archive_row *r, struct why *reterr)
{
	struct checking *c = ctx;
	const char *path = archive_file(t, r);
	enum archive_fate fate = archive_look(path, r, c->deep);

	(void)tx;
	(void)reterr;
	if (fate == ARCHIVE_MISSING)
		verify_find(c->ret, c->a, "archive-missing",
			    "%s is not there; plic archive writes it", path);
	else if (fate == ARCHIVE_CHANGED)
		verify_find(c->ret, c->a, "archive-changed",
			    "%s is not what was stored; plic archive writes it again", path);
	return RC_OK;
}

enum rc archive_check(const struct config *cfg, struct db *db, struct arena *a, bool deep,
		      struct findings *ret, struct why *reterr)
{
	struct checking c = { deep, a, ret };

	return archive_each(cfg, db, false, check_one, &c, reterr);
}
