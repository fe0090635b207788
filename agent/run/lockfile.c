/* The lock file (fcntl locks vanish with the process, so a kill leaves nothing) and the wake socket. */
#include "lockfile.h"

#include "span.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *in_data(const struct config *cfg, struct arena *a, const char *name)
{
	return arena_str(a, arena_fmt(a, "%s/%s", config_path(cfg, cfg->paths.dir), name));
}

enum rc lockfile_take(const struct config *cfg, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8192);
	const char *path = in_data(cfg, a, "plic.lock");
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	if (fcntl(fd, F_SETLK, &fl) == 0)
		return RC_OK; /* fd stays open on purpose: closing it would drop the lock */
	fl = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
	if (fcntl(fd, F_GETLK, &fl) == 0 && fl.l_type != F_UNLCK)
		why_set(reterr, "another plic (process %ld) works on %s", (long)fl.l_pid, path);
	else
		why_set(reterr, "another plic works on %s", path);
	close(fd);
	return RC_RETRY;
}

static bool wake_address(const struct config *cfg, struct sockaddr_un *sa)
{
	SCOPED_ARENA a = arena_new(8192);
	const char *path = in_data(cfg, a, "plic.wake");

	memset(sa, 0, sizeof(*sa));
	sa->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(sa->sun_path))
		return false;
	memcpy(sa->sun_path, path, strlen(path) + 1);
	return true;
}

enum rc wake_listen(const struct config *cfg, int *ret_fd, struct why *reterr)
{
	struct sockaddr_un sa;
	int fd;

	if (!wake_address(cfg, &sa))
		return why_fail(reterr, RC_BAD_CONFIG,
				"paths.data is too long for a socket name; use a shorter path");
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "socket: %s", strerror(errno));
	/* We hold the lock, so an old socket file belongs to nobody. */
	if ((unlink(sa.sun_path) != 0 && errno != ENOENT) ||
	    bind(fd, (const struct sockaddr *)&sa, sizeof(sa)) != 0) {
		why_set(reterr, "%s: %s", sa.sun_path, strerror(errno));
		close(fd);
		return RC_RETRY;
	}
	*ret_fd = fd;
	return RC_OK;
}

void wake_send(const struct config *cfg)
{
	struct sockaddr_un sa;
	int fd;

	if (!wake_address(cfg, &sa))
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return;
	/* A missing daemon or a full queue is no error: it looks at the database anyway. */
	if (sendto(fd, "w", 1, 0, (const struct sockaddr *)&sa, sizeof(sa)) < 0)
		errno = 0;
	close(fd);
}
