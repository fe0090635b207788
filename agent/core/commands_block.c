/* Which lines of a mail are commands. The reader knows no verb: it ends the block at the first blank
 * line or greeting. Under MESAJ stand a person's words, on the very next line too, so its block ends
 * with it and all the own text below is its text. */
#include "run_commands.h"
#include "span.h"

static bool takes_text(struct arena *a, const struct command_line *l)
{
	const struct verb *v;
	size_t used;
	bool typo;

	v = verb_of_line(a, l, &used, &typo);
	return v != NULL && v->takes_text;
}

static struct span text_below(struct span text, unsigned line_no)
{
	struct span line;

	while (line_no-- > 0)
		if (!span_next_line(&text, &line))
			return S("");
	return span_trim(text);
}

void commands_block(struct arena *a, const struct mail_fact *f, struct command_lines *ret,
		    struct span *after)
{
	*ret = f->lines;
	*after = f->text_after;
	for (size_t i = 0; i < f->lines.n; i++) {
		if (!takes_text(a, &f->lines.at[i]))
			continue;
		ret->n = i + 1;
		if (f->text.len > 0)
			*after = text_below(f->text, f->lines.at[i].line_no);
		return;
	}
}
