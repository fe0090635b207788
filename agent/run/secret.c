/* Reading a secret's file (see secret.h). */
#include "secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct file_stamp stamp_of(const struct stat *st)
{
	return (struct file_stamp){ (int64_t)st->st_dev, (int64_t)st->st_ino,
				    (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
				    (int64_t)st->st_size };
}

struct file_stamp file_stamp(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? stamp_of(&st) : (struct file_stamp){ 0 };
}

bool file_stamp_eq(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->dev == b->dev && a->inode == b->inode && a->mtime_ns == b->mtime_ns &&
	       a->size == b->size;
}

enum rc secret_read(const char *path, char *ret, size_t room, struct file_stamp *stamp,
		    struct why *reterr)
{
	struct stat st;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	ret[0] = '\0';
	if (fd < 0 || fstat(fd, &st) != 0) {
		why_set(reterr, "cannot be read (%s); put the password alone into this file",
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return RC_BAD_CONFIG;
	}
	n = read(fd, ret, room - 1);
	close(fd);
	if (stamp)
		*stamp = stamp_of(&st);
	ret[n > 0 ? n : 0] = '\0';
	if (st.st_mode & (S_IRWXG | S_IRWXO) & ~(mode_t)S_IRGRP)
		return why_fail(reterr, RC_BAD_CONFIG, "may be read by others; chmod 600 it");
	if (n == (ssize_t)room - 1)
		n = 0;
	while (n > 0 && (ret[n - 1] == '\n' || ret[n - 1] == '\r'))
		ret[--n] = '\0';
	if (n <= 0)
		return why_fail(reterr, RC_BAD_CONFIG,
				"is empty or too long; put the password alone into it");
	return RC_OK;
}
