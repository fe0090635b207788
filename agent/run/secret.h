/* Files that hold one secret: a password, a client's secret. */
#ifndef PLIC_SECRET_H
#define PLIC_SECRET_H

#include "base.h"

enum { SECRET_MAX = 512 };

/* Which bytes a file held when it was read. */
struct file_stamp {
	int64_t dev, inode, mtime_ns, size;
};
struct file_stamp file_stamp(const char *path); /* zero when it is not there */
bool file_stamp_eq(const struct file_stamp *a, const struct file_stamp *b);

/* The secret without its line end, NUL-terminated. RC_BAD_CONFIG: cannot be read, empty, too long, or others may
 * read it (a group may). stamp NULL is fine. */
enum rc secret_read(const char *path, char *ret, size_t room, struct file_stamp *stamp,
		    struct why *reterr) MUST_CHECK;

#endif
