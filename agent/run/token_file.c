/* NAME.token: a JSON object (see token_file.h). */
#include "token_file.h"

#include "read_file.h"
#include "span.h"
#include "value.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 65536 };

static const char *path_of(const struct config *cfg, const char *name, struct arena *a,
			   const char *more)
{
	return arena_str(
		a, arena_fmt(a, "%s/%s.token%s", config_path(cfg, cfg->paths.dir), name, more));
}

struct file_stamp token_stamp(const struct config *cfg, const char *name, struct arena *a)
{
	return file_stamp(path_of(cfg, name, a, ""));
}

int token_lock(const struct config *cfg, const char *name, struct arena *a)
{
	int fd = open(path_of(cfg, name, a, ".lock"), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
		      0600);

	if (fd >= 0 && flock(fd, LOCK_EX) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

enum rc token_load(const struct config *cfg, const char *name, struct arena *a, struct signin *ret,
		   struct why *reterr)
{
	const char *path = path_of(cfg, name, a, "");
	struct span text;
	struct value *v;
	struct stat st;

	memset(ret, 0, sizeof(*ret));
	if (stat(path, &st) != 0 && errno == ENOENT)
		return why_fail(reterr, RC_REFUSED, "nobody has signed in: run plic auth %s", name);
	if (read_file(a, path, FILE_MAX, &text, reterr))
		return RC_RETRY;
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return why_fail(reterr, RC_BAD_CONFIG, "%s may be read by others; chmod 600 it",
				path);
	/* No reason of the parser's: it could quote the file. */
	if (value_from_json(a, text, &v, NULL) || !value_get_text(v, "refresh_token").len)
		return why_fail(reterr, RC_BAD_CONFIG, "%s is spoiled: run plic auth %s", path,
				name);
	ret->stamp = token_stamp(cfg, name, a);
	ret->provider = value_get_text(v, "provider");
	ret->access = value_get_text(v, "access_token");
	ret->refresh = value_get_text(v, "refresh_token");
	ret->expires_at = value_get_int(v, "expires_at", 0);
	ret->refresh_until = value_get_int(v, "refresh_until", 0);
	return RC_OK;
}

enum rc token_save(const struct config *cfg, const char *name, struct arena *a,
		   const struct signin *t, struct why *reterr)
{
	const char *path = path_of(cfg, name, a, ""), *tmp = path_of(cfg, name, a, ".new");
	struct value *v = value_new_map(a);
	struct buf text;
	bool ok;
	int fd;

	value_set(a, v, "provider", value_text(a, t->provider));
	value_set(a, v, "access_token", value_text(a, t->access));
	value_set(a, v, "refresh_token", value_text(a, t->refresh));
	value_set(a, v, "expires_at", value_int(a, t->expires_at));
	if (t->refresh_until)
		value_set(a, v, "refresh_until", value_int(a, t->refresh_until));
	buf_init(&text, a, FILE_MAX);
	value_to_json(v, &text);
	buf_add_char(&text, '\n');
	if (!buf_ok(&text))
		return why_fail(reterr, RC_REFUSED, "the provider's tokens are too long");
	if (unlink(tmp) != 0 && errno != ENOENT)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	ok = write(fd, text.ptr, text.len) == (ssize_t)text.len && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	if (!ok || rename(tmp, path) != 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	return RC_OK;
}

enum rc token_forget(const struct config *cfg, const char *name, struct arena *a,
		     struct why *reterr)
{
	const char *path = path_of(cfg, name, a, "");

	if (unlink(path) == 0)
		return RC_OK;
	return errno == ENOENT ? why_fail(reterr, RC_REFUSED, "nobody has signed in") :
				 why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
}
