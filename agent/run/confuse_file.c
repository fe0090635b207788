/* Configuration files by libConfuse (confuse_file.h). */
#include "confuse_file.h"

#include <confuse.h>
#include <dirent.h>
#include <errno.h>

#include "read_file.h"
#include "span.h"
#include "utf8.h"

#define MAX_CONFIG (1 << 20)
#define MAX_FILES  200

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

/* libConfuse reports through a callback that has no argument for it. */
static struct why *finding;

static void report(cfg_t *cfg, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
static void report(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (finding && !finding->text[0])
		why_set(finding, "%s:%d: %s", cfg && cfg->filename ? cfg->filename : "config",
			cfg ? cfg->line : 0, text);
}

enum rc confuse_read(const char *path, struct cfg_opt_t *opts, const struct confuse_check *checks,
		     void (*take)(void *ctx, struct cfg_t *cfg), void *ctx, struct why *reterr)
{
	struct why why = { "" };
	cfg_t *cfg = cfg_init(opts, CFGF_NONE);
	int rc;

	if (!cfg)
		return why_fail(reterr, RC_RETRY, "%s: no memory", path);
	finding = &why;
	cfg_set_error_function(cfg, report);
	for (; checks && checks->path; checks++)
		cfg_set_validate_func(cfg, checks->path, checks->run);
	rc = confuse_parse(cfg, path);
	finding = NULL;
	if (rc == CFG_SUCCESS)
		take(ctx, cfg);
	cfg_free(cfg);
	if (rc == CFG_SUCCESS)
		return RC_OK;
	if (rc == CFG_FILE_ERROR)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	return why_fail(reterr, RC_BAD_CONFIG, "%s", why.text[0] ? why.text : path);
}

static int is_conf(const struct dirent *e)
{
	return e->d_name[0] != '.' && strlen(e->d_name) > 5 &&
	       span_ends(span_of(e->d_name), S(".conf"));
}

enum rc confuse_folder(struct arena *a, const char *dir,
		       enum rc (*load)(void *ctx, const char *path, struct span name,
				       struct why *reterr),
		       void *ctx, size_t *ret_n, struct why *reterr)
{
	struct dirent **list = NULL;
	int n = scandir(dir, &list, is_conf, alphasort);
	enum rc rc = RC_OK;

	if (n < 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", dir, strerror(errno));
	if (n > MAX_FILES)
		rc = why_fail(reterr, RC_BAD_CONFIG, "%s: more than %d files", dir, MAX_FILES);
	for (int i = 0; i < n; i++) {
		struct span file = span_of(list[i]->d_name);

		if (!rc)
			rc = load(ctx, arena_str(a, arena_fmt(a, "%s/%s", dir, list[i]->d_name)),
				  span_sub(file, 0, file.len - 5), reterr);
		free(list[i]);
	}
	free(list);
	if (ret_n)
		*ret_n = n < 0 ? 0 : (size_t)n;
	return rc;
}

struct span confuse_text(struct arena *a, const char *s)
{
	return arena_span(a, utf8_nfc_ro(a, utf8_clean(a, arena_span(a, span_of(s ? s : "")))));
}
