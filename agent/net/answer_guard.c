/* A state machine over the answers of an IMAP server (RFC 3501 s9): literal lengths at a line's end. */
#include "answer_guard.h"

#include "span.h"

enum { BRACE_NONE, BRACE_OPEN, BRACE_CLOSED };

void answer_guard_begin(struct answer_guard *g, uint64_t most)
{
	g->left = most;
}

/* After a tag: "12 OK", with or without a blank behind it. */
static bool is_bare(const struct answer_guard *g)
{
	struct span line = { g->line, g->n }, tag, word, rest = line;

	if (g->goes_on || g->n >= sizeof(g->line) || !span_next_word(&rest, &tag) ||
	    !span_next_word(&rest, &word) || span_trim(rest).len)
		return false;
	return tag.ptr == line.ptr && !span_eq(tag, S("+")) &&
	       (span_ieq(word, S("OK")) || span_ieq(word, S("NO")) || span_ieq(word, S("BAD")));
}

/* Only untagged data brings literals; the text of a status may end in {5} and mean nothing by it. */
static bool brings_literal(const struct answer_guard *g)
{
	static const char *const status[] = { "* OK", "* NO", "* BAD", "* BYE", "* PREAUTH" };
	struct span line = { g->line, g->n < sizeof(g->line) ? g->n : sizeof(g->line) };

	if (g->brace != BRACE_CLOSED)
		return false;
	if (g->goes_on)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(status); i++)
		if (span_istarts(line, span_of(status[i])))
			return false;
	return span_starts(line, S("* "));
}

static void take_char(struct answer_guard *g, char c)
{
	if (g->n < sizeof(g->line))
		g->line[g->n] = c;
	g->n++;
	if (c == '{') {
		g->brace = BRACE_OPEN;
		g->number = 0;
	} else if (g->brace == BRACE_OPEN && c >= '0' && c <= '9') {
		if (g->number < UINT32_MAX)
			g->number = g->number * 10 + (uint64_t)(c - '0');
	} else if (g->brace == BRACE_OPEN && c == '}') {
		g->brace = BRACE_CLOSED;
	} else if (c != '\r') {
		g->brace = BRACE_NONE;
	}
}

/* False: a literal longer than what may still come. */
static bool end_line(struct answer_guard *g)
{
	bool literal = brings_literal(g);

	if (literal && g->number > g->left)
		return false;
	g->literal = literal ? g->number : 0;
	g->goes_on = literal;
	g->brace = BRACE_NONE;
	g->n = 0;
	return true;
}

ptrdiff_t answer_guard_pass(struct answer_guard *g, const char *in, size_t n, size_t *at, char *out,
			    size_t room)
{
	size_t w = 0;

	while (w < room) {
		size_t run = n - *at;

		if (g->inserted && *g->inserted) {
			out[w++] = *g->inserted++;
			continue;
		}
		g->inserted = NULL;
		if (!run)
			break;
		if (!g->left)
			return -1;
		if (g->literal) {
			run = run < room - w ? run : room - w;
			run = run < g->literal ? run : (size_t)g->literal;
			run = run < g->left ? run : (size_t)g->left;
			memcpy(out + w, in + *at, run);
			w += run;
			*at += run;
			g->literal -= run;
			g->left -= run;
			continue;
		}
		if ((in[*at] == '\r' || in[*at] == '\n') && is_bare(g)) {
			g->inserted = " -";
			g->n = sizeof(g->line); /* once */
			continue;
		}
		g->left--;
		if (in[*at] != '\n')
			take_char(g, in[*at]);
		else if (!end_line(g))
			return -1;
		out[w++] = in[(*at)++];
	}
	return (ptrdiff_t)w;
}
