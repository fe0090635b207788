/* Reading the corpora beside the project; used by the test_mail_corpora*.c programs. */
#ifndef PLIC_MAIL_CORPORA_H
#define PLIC_MAIL_CORPORA_H

#include <stdio.h>

#include "buf.h"
#include "mail_header.h"
#include "unit.h"

#define CORPORA PLIC_SOURCE_DIR "/../shared/corpora/mail/"

static inline bool verbose(void)
{
	return getenv("CORPORA_VERBOSE") != NULL;
}

/* false when there is no such file. */
static inline bool slurp(struct arena *a, const char *path, struct span *ret)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char chunk[65536];
	size_t n;

	if (!f)
		return false;
	buf_init(&b, a, (size_t)1 << 27);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, (struct span){ chunk, n });
	(void)fclose(f);
	*ret = buf_span(&b);
	return true;
}

static inline bool slurp_named(struct arena *a, struct span *ret, const char *fmt, struct span name)
{
	char path[1024];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	(void)snprintf(path, sizeof(path), fmt, SPAN_ARG(name));
#pragma GCC diagnostic pop
	return slurp(a, path, ret);
}

static inline struct span column(struct span line, size_t n)
{
	struct span part = S("");

	for (size_t i = 0; i <= n; i++) {
		if (!span_next_part(&line, '\t', &part))
			return S("");
	}
	return part;
}

static inline struct span norm(struct arena *a, struct span s)
{
	return mail_tidy(a, s, false);
}

/* Lines of `of` with at least 8 bytes that neither x nor y holds. */
static inline size_t lines_missing(struct arena *a, struct span of, struct span x, struct span y)
{
	struct span line;
	size_t n = 0;

	while (span_next_line(&of, &line)) {
		line = norm(a, line);
		n += line.len >= 8 && !span_has(x, line) && !(y.ptr && span_has(y, line));
	}
	return n;
}

#endif
