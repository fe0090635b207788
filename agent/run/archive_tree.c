/* Files of the archive's tree: their folders, their bytes, and how they are (see archive_in.h). */
#define _GNU_SOURCE /* syncfs */
#include "archive.h"

#include "archive_in.h"

#include "read_file.h"
#include "span.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIR_MODE = 0750, FILE_MODE = 0440 };

const char *archive_dir(const struct config *cfg, struct arena *a)
{
	if (cfg->paths.archive && cfg->paths.archive[0])
		return config_path(cfg, cfg->paths.archive);
	return arena_str(a, arena_fmt(a, "%s/archive", config_path(cfg, cfg->paths.dir)));
}

enum rc archive_disk(const char *path, struct why *reterr)
{
	return why_fail(reterr, RC_RETRY, "archive: %s: %s", path, strerror(errno));
}

const char *archive_file(struct archive_tree *t, const struct archive_row *r)
{
	return arena_str(t->a, arena_fmt(t->a, "%s/%.*s", t->dir, SPAN_ARG(r->path)));
}

enum rc archive_make(const struct archive_tree *t, struct why *reterr)
{
	return mkdir(t->dir, DIR_MODE) != 0 && errno != EEXIST ? archive_disk(t->dir, reterr) :
								 RC_OK;
}

/* Every folder above the file, and the archive's own. */
static enum rc make_folders(struct archive_tree *t, const char *path, struct why *reterr)
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
			return archive_disk(part, reterr);
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
static enum rc write_file(struct archive_tree *t, const char *path, struct span bytes,
			  struct why *reterr)
{
	const char *part = arena_str(t->a, arena_fmt(t->a, "%s/.part-%d", t->dir, (int)getpid()));
	int fd;
	enum rc rc = make_folders(t, path, reterr);

	if (rc)
		return rc;
	(void)unlink(part);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return archive_disk(part, reterr);
	if (!write_all(fd, bytes))
		rc = archive_disk(part, reterr);
	if (close(fd) != 0 && !rc)
		rc = archive_disk(part, reterr);
	if (!rc && rename(part, path) != 0)
		rc = archive_disk(path, reterr);
	if (rc)
		(void)unlink(part);
	return rc;
}

enum rc archive_put(struct archive_tree *t, struct tx *tx, const struct archive_row *r,
		    struct why *reterr)
{
	SCOPED_ARENA bytes = arena_new(ARCHIVE_FILE_MAX);
	struct span content;
	bool found = false;
	enum rc rc = row_archive_bytes(tx, bytes, r, &content, &found, reterr);

	return rc || !found ? rc : write_file(t, archive_file(t, r), content, reterr);
}

enum archive_fate archive_look(const char *path, const struct archive_row *r, bool deep)
{
	struct stat st;
	struct span bytes;
	struct sha256 h;

	if (lstat(path, &st) != 0)
		return ARCHIVE_MISSING;
	if (!S_ISREG(st.st_mode) || st.st_size != r->size)
		return ARCHIVE_CHANGED;
	if (deep) {
		SCOPED_ARENA a = arena_new(ARCHIVE_FILE_MAX);

		if (read_file(a, path, ARCHIVE_FILE_MAX / 2, &bytes, NULL))
			return ARCHIVE_CHANGED;
		h = hash_sha256(bytes);
		if (!hash_eq(h.b, r->hash.b, sizeof(h.b)))
			return ARCHIVE_CHANGED;
	}
	return ARCHIVE_GOOD;
}

enum rc archive_sync(const struct archive_tree *t, struct why *reterr)
{
	int fd = open(t->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum rc rc = fd < 0 || syncfs(fd) != 0 ? archive_disk(t->dir, reterr) : RC_OK;

	if (fd >= 0)
		close(fd);
	return rc;
}

enum rc archive_remove(const char *path, struct why *reterr)
{
	return unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR ?
		       archive_disk(path, reterr) :
		       RC_OK;
}
