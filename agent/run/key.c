/* The reply key's file (see key.h). */
#include "key.h"

#include "hash.h"
#include "span.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum rc key_random(uint8_t *bytes, size_t n, struct why *reterr)
{
	if (getrandom(bytes, n, 0) != (ssize_t)n)
		return why_fail(reterr, RC_RETRY, "no random bytes: %s", strerror(errno));
	return RC_OK;
}

/* Written beside it, so that a kill leaves no half file; under a name of this process alone, for two may be the first.
 * first: who comes second leaves what is there. */
static enum rc write_ring(const char *path, struct span ring, bool first, struct arena *a,
			  struct why *reterr)
{
	const char *tmp = arena_str(a, arena_fmt(a, "%s.new%ld", path, (long)getpid()));
	bool ok;
	int fd;

	if (unlink(tmp) != 0 && errno != ENOENT)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	ok = write(fd, ring.ptr, ring.len) == (ssize_t)ring.len && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	ok = ok && (first ? link(tmp, path) == 0 || errno == EEXIST : rename(tmp, path) == 0);
	if (!ok)
		(void)why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	if (unlink(tmp) != 0 && errno != ENOENT)
		return why_fail(reterr, RC_RETRY, "%s: %s", tmp, strerror(errno));
	return ok ? RC_OK : RC_RETRY;
}

static const char *ring_path(const struct config *cfg, struct arena *a)
{
	return arena_str(a, arena_fmt(a, "%s/reply.key", config_path(cfg, cfg->paths.dir)));
}

static enum rc read_ring(const char *path, int fd, struct arena *a, struct span *ret,
			 struct why *reterr)
{
	char *bytes = arena_alloc(a, KEYS_MAX * KEY_BYTES + 1);
	struct stat st;
	ssize_t n = read(fd, bytes, KEYS_MAX * KEY_BYTES + 1);

	if (fstat(fd, &st) != 0)
		st.st_mode = 0777;
	close(fd);
	if (n < KEY_BYTES || n > KEYS_MAX * KEY_BYTES || n % KEY_BYTES ||
	    st.st_mode & (S_IRWXG | S_IRWXO))
		return why_fail(
			reterr, RC_BAD_CONFIG,
			"%s: must be keys of %d bytes that only plic's user may read; restore it from a backup",
			path, KEY_BYTES);
	*ret = (struct span){ bytes, (size_t)n };
	return RC_OK;
}

enum rc key_load(const struct config *cfg, bool create, struct arena *a, struct span *ret,
		 struct why *reterr)
{
	const char *path = ring_path(cfg, a);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT && create) {
		uint8_t first[KEY_BYTES];
		enum rc rc = key_random(first, sizeof(first), reterr);

		if (!rc)
			rc = write_ring(path, (struct span){ (const char *)first, sizeof(first) },
					true, a, reterr);
		if (rc)
			return rc;
		fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	}
	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	return read_ring(path, fd, a, ret, reterr);
}

enum rc key_rotate(const struct config *cfg, struct arena *a, struct span *ret_id,
		   struct why *reterr)
{
	struct span ring = { 0 };
	uint8_t fresh[KEYS_MAX * KEY_BYTES];
	size_t keep;
	enum rc rc = key_load(cfg, true, a, &ring, reterr);

	if (!rc)
		rc = key_random(fresh, KEY_BYTES, reterr);
	if (rc)
		return rc;
	keep = ring.len < sizeof(fresh) - KEY_BYTES ? ring.len : sizeof(fresh) - KEY_BYTES;
	if (keep)
		memcpy(fresh + KEY_BYTES, ring.ptr, keep);
	ring = arena_span(a, (struct span){ (const char *)fresh, KEY_BYTES + keep });
	*ret_id = key_id(a, key_newest(ring));
	return write_ring(ring_path(cfg, a), ring, false, a, reterr);
}

struct span key_newest(struct span ring)
{
	return span_sub(ring, 0, KEY_BYTES);
}

/* Names the key and tells nothing of it: 32 bits of a hash of 256 random ones. */
struct span key_id(struct arena *a, struct span key)
{
	struct sha256 h = hash_sha256(key);

	return hash_hex(a, h.b, 4);
}

bool key_by_id(struct arena *a, struct span ring, struct span id, struct span *ret)
{
	for (size_t at = 0; at + KEY_BYTES <= ring.len; at += KEY_BYTES) {
		*ret = span_sub(ring, at, KEY_BYTES);
		if (span_eq(key_id(a, *ret), id))
			return true;
	}
	return false;
}
