/* Mail files and frames at start: a mistyped directive or name stops plic, not a mail. */
#include "mail_check.h"

#include "mail_content.h"
#include "mail_context.h"
#include "look.h"
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

/* Where parts come from: beside the mail, "ro/mail"; beside the frame, "mail". */
struct parts {
	const struct look *look;
	struct arena *a;
	const char *folder;
};

static const struct template *find_part(void *ctx, struct span name)
{
	const struct parts *p = ctx;

	struct span path = arena_fmt(p->a, "%s/%.*s.part", p->folder, SPAN_ARG(name));

	/* cppcheck-suppress CastIntegerToAddressAtReturn ; it takes "struct template" for another language's word */
	return look_template(p->look, arena_str(p->a, path));
}

/* What frames are given beside a mail's context. */
static void add_frame(struct arena *a, struct value *shape)
{
	static const char *const texts[] = { "lang", "subject", "preheader" };
	struct value *logo = value_new_map(a);

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		value_set(a, shape, texts[i], value_str(a, ""));
	value_set(a, shape, "plain", value_bool(a, false));
	value_set(a, logo, "cid", value_str(a, ""));
	value_set(a, logo, "width", value_int(a, 0));
	value_set(a, logo, "height", value_int(a, 0));
	value_set(a, shape, "logo", logo);
	value_set(a, shape, "blocks", mail_content_shape(a));
}

enum rc mail_check(const struct look *l, struct arena *a, struct why *reterr)
{
	struct parts parts = { l, a, "" };
	struct value *shape, *mail;
	struct span path;
	enum rc rc;

	if (!look_template(l, "mail/frame.html"))
		return RC_OK; /* texts alone: no mails are made with it */
	rc = look_localise(l, a, S("ro"), mail_context_shape(a), &mail, reterr);
	if (rc)
		return rc;
	value_set(a, mail, "brand", look_brand_value(l, a));
	shape = value_new_map(a);
	for (size_t i = 0; i < mail->u.map.n; i++)
		value_set(a, shape, arena_str(a, mail->u.map.at[i].key), mail->u.map.at[i].val);
	add_frame(a, shape);
	for (size_t i = 0; look_path(l, i, &path); i++) {
		const struct template *t = look_template(l, arena_str(a, path));
		bool frame = span_starts(path, S("mail/")), part = span_ends(path, S(".part"));

		if (!t || span_ends(path, S(".layout")))
			continue;
		if (!frame)
			rc = check_directives(look_shown(l, path), look_file(l, arena_str(a, path)),
					      reterr);
		parts.folder = frame ? "mail" : arena_str(a, span_sub(path, 0, 7));
		if (!rc && !part)
			rc = template_check(t, frame ? shape : mail, find_part, &parts, reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}
