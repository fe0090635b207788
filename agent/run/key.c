/* The reply key's file (see key.h). */
#include "key.h"

#include "span.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32 };

enum rc key_random(uint8_t *bytes, size_t n, struct why *reterr)
{
	if (getrandom(bytes, n, 0) != (ssize_t)n)
		return why_fail(reterr, RC_RETRY, "no random bytes: %s", strerror(errno));
	return RC_OK;
}

/* Written beside and renamed, so that a kill leaves no half key. */
static enum rc key_make(const char *path, struct arena *a, struct why *reterr)
{
	const char *tmp = arena_str(a, arena_fmt(a, "%s.new", path));
	uint8_t bytes[KEY_BYTES];
	enum rc rc = key_random(bytes, sizeof(bytes), reterr);
	bool ok;
	int fd;

	if (rc)
		return rc;
	if (unlink(tmp) != 0 && errno != ENOENT)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	ok = write(fd, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes) && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	if (!ok || rename(tmp, path) != 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	return RC_OK;
}

enum rc key_load(const struct config *cfg, bool create, struct arena *a, struct span *ret,
		 struct why *reterr)
{
	const char *path =
		arena_str(a, arena_fmt(a, "%s/reply.key", config_path(cfg, cfg->paths.dir)));
	char *bytes = arena_alloc(a, KEY_BYTES + 1);
	struct stat st;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT && create) {
		enum rc rc = key_make(path, a, reterr);

		if (rc)
			return rc;
		fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	}
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	n = read(fd, bytes, KEY_BYTES + 1);
	if (fstat(fd, &st) != 0)
		st.st_mode = 0777;
	close(fd);
	if (n != KEY_BYTES || st.st_mode & (S_IRWXG | S_IRWXO))
		return why_fail(
			reterr, RC_BAD_CONFIG,
			"%s: must be %d bytes that only plic's user may read; restore it from a backup",
			path, KEY_BYTES);
	*ret = (struct span){ bytes, KEY_BYTES };
	return RC_OK;
}
