/* Configuration files without comments for libConfuse (confuse_file.h). */
#include "confuse_file.h"

#include <confuse.h>
#include <errno.h>

#include "read_file.h"

#define MAX_CONFIG (1 << 20)

/* Past the quoted text that begins at i. A backslash keeps the mark after it. */
static size_t skip_quoted(const char *t, size_t len, size_t i)
{
	char mark = t[i++];

	while (i < len && t[i] != mark)
		i += t[i] == '\\' && i + 1 < len ? 2 : 1;
	return i < len ? i + 1 : len;
}

static size_t blank_line(char *t, size_t len, size_t i)
{
	while (i < len && t[i] != '\n')
		t[i++] = ' ';
	return i;
}

static size_t blank_block(char *t, size_t len, size_t i)
{
	size_t from = i, end = len;

	for (i += 2; i + 1 < len && end == len; i++)
		if (t[i] == '*' && t[i + 1] == '/')
			end = i + 2;
	for (i = from; i < end; i++)
		if (t[i] != '\n')
			t[i] = ' ';
	return end;
}

void confuse_blank_comments(char *t, size_t len)
{
	size_t i = 0;

	while (i < len) {
		bool two = i + 1 < len && t[i] == '/';

		if (t[i] == '"' || t[i] == '\'')
			i = skip_quoted(t, len, i);
		else if (t[i] == '#' || (two && t[i + 1] == '/'))
			i = blank_line(t, len, i);
		else if (two && t[i + 1] == '*')
			i = blank_block(t, len, i);
		else
			i++;
	}
}

int confuse_parse(struct cfg_t *cfg, const char *path)
{
	SCOPED_ARENA a = arena_new(MAX_CONFIG + 4096);
	struct span text;
	char *copy;
	FILE *f;
	int rc;

	errno = 0;
	if (read_file(a, path, MAX_CONFIG / 2, &text, NULL) != RC_OK) {
		if (errno == 0)
			errno = EFBIG;
		return CFG_FILE_ERROR;
	}
	copy = arena_alloc(a, text.len + 1);
	memcpy(copy, text.ptr, text.len);
	confuse_blank_comments(copy, text.len);
	/* An empty buffer cannot be opened; a blank is an empty file. */
	if (text.len == 0)
		copy[0] = ' ';
	f = fmemopen(copy, text.len ? text.len : 1, "r");
	if (!f)
		return CFG_FILE_ERROR;
	free(cfg->filename);
	cfg->filename = strdup(path);
	rc = cfg_parse_fp(cfg, f);
	(void)fclose(f);
	return rc;
}
