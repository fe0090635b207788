/* Reading files. */
#include "read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rc read_fd(struct arena *a, int fd, const char *path, size_t max, struct span *ret,
		       struct why *reterr)
{
	struct stat st;
	char *bytes;
	size_t n = 0;

	if (fstat(fd, &st) != 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return why_fail(reterr, RC_BAD_INPUT, "%s: no regular file", path);
	if (st.st_size < 0 || (uint64_t)st.st_size > max)
		return why_fail(reterr, RC_BAD_INPUT, "%s: larger than %zu bytes", path, max);
	bytes = arena_alloc(a, (size_t)st.st_size + 1);
	while (n < (size_t)st.st_size) {
		ssize_t r = read(fd, bytes + n, (size_t)st.st_size - n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
		if (r == 0)
			break;
		n += (size_t)r;
	}
	*ret = (struct span){ bytes, n };
	return RC_OK;
}

enum rc read_file(struct arena *a, const char *path, size_t max, struct span *ret,
		  struct why *reterr)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum rc rc;

	if (fd < 0)
		return why_fail(reterr, errno == ENOENT ? RC_BAD_INPUT : RC_RETRY, "%s: %s", path,
				strerror(errno));
	rc = read_fd(a, fd, path, max, ret, reterr);
	close(fd);
	return rc;
}
