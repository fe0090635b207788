/* Mail files and frames at start: a mistyped directive or name stops plic, not a mail. */
#include "mail_check.h"

#include "mail_content.h"
#include "mail_context.h"
#include "span.h"

/* The line without the Mustache tags it begins with. */
static struct span past_tags(struct span line)
{
	line = span_trim(line);
	while (span_starts(line, S("{{"))) {
		size_t end = span_find(line, S("}}"), 0);

		if (end == SIZE_MAX)
			return S("");
		line = span_trim(span_from(line, end + 2));
	}
	return line;
}

/* Names that a frame is given beside the context. */
static const char *const frame_names[] = {
	"hello", "quote",  "code",    "small",     "heading", "rows",   "changes", "buttons",
	"bye",   "html",   "text",    "items",     "bad",     "strong", "main",    "second",
	"href",  "blocks", "subject", "preheader", "plain",   "what",   "before",  "after",
	"value", "result", "logo",    "cid",       "width",   "height",
};

struct checking {
	bool frame;
	struct span unknown;
	unsigned line;
};

static bool frame_knows(const struct checking *c, struct span name)
{
	for (size_t i = 0; c->frame && i < ARRAY_LEN(frame_names); i++)
		if (span_eq_str(name, frame_names[i]))
			return true;
	return span_eq_str(name, "brand") || look_brand_has(name);
}

static void check_name(void *ctx, struct span name, unsigned line, bool printed)
{
	struct checking *c = ctx;
	struct span rest = name, part;

	(void)printed;
	if (c->unknown.len || span_eq_str(name, "."))
		return;
	while (span_next_part(&rest, '.', &part)) {
		if (mail_context_knows(part) || frame_knows(c, part))
			continue;
		c->unknown = name;
		c->line = line;
		return;
	}
}

static enum rc check_names(struct span path, const struct template *t, bool frame, struct why *why)
{
	struct checking c = { .frame = frame };

	template_each_name(t, check_name, &c);
	if (c.unknown.len)
		return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: unknown name %.*s", SPAN_ARG(path),
				c.line, SPAN_ARG(c.unknown));
	return RC_OK;
}

static enum rc check_directives(struct span path, struct span text, struct why *why)
{
	struct span line;
	unsigned n = 0;

	while (span_next_line(&text, &line)) {
		struct span word = S("");
		unsigned columns, bars = 0;

		n++;
		line = past_tags(line);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		(void)span_next_word(&line, &word);
		columns = word.ptr[0] == '@' ? mail_directive_columns(span_from(word, 1)) : 0;
		for (size_t i = 0; i < line.len; i++)
			bars += line.ptr[i] == '|';
		if (columns && bars + 1 < columns)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: %.*s wants %u columns",
					SPAN_ARG(path), n, SPAN_ARG(word), columns);
		if (!columns)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: not a directive: %.*s",
					SPAN_ARG(path), n, SPAN_ARG(word));
	}
	return RC_OK;
}

enum rc mail_check_file(struct span path, struct span text, const struct template *t,
			struct why *reterr)
{
	enum rc rc = check_directives(path, text, reterr);

	return rc ? rc : check_names(path, t, false, reterr);
}

enum rc mail_check_frame(struct span path, const struct template *t, struct why *reterr)
{
	return check_names(path, t, true, reterr);
}
