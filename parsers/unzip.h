/* Members of a ZIP archive, unpacked one after the other without ever holding one (APPNOTE 6.3; stored and
 * deflated). What bombs do is limited: members, bytes out, bytes out per byte in. */
#ifndef PLIC_UNZIP_H
#define PLIC_UNZIP_H

#include "base.h"

#define ZIP_MEMBERS_MAX 200
#define ZIP_OUT_MAX     ((size_t)256 << 20) /* unpacked, of all members */
#define ZIP_RATIO_MAX   1100                /* deflate's own limit is 1032 */

struct zip_sink {
	void *ctx;
	/* A piece of a member; first: its first 64 KB, or all of it. false: the rest is not wanted. */
	bool (*bytes)(void *ctx, struct span name, struct span chunk, bool first);
	/* After each member; error: why it ended before its end, NULL = it is whole. */
	void (*end)(void *ctx, struct span name, const char *error);
};

/* RC_BAD_INPUT: no archive, or a limit; what came before was given. Spans live until the call returns. */
enum rc zip_each(struct span archive, const struct zip_sink *sink, struct why *reterr) MUST_CHECK;

#endif
