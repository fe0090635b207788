/* Wordings learnt from an example: see sentence.h. */
#include <string.h>

#include "buf.h"
#include "sentence.h"
#include "span.h"
#include "utf8.h"

#define PIECES_MAX 80

enum sort { WORDS, SUM, DATE, ACCOUNT, WORD, TEXT, CELL };

static const struct {
	const char *field;
	enum sort sort;
	uint16_t least, most; /* bytes */
} fields[] = {
	{ "amount", SUM, 1, 60 },      { "date", DATE, 6, 30 },     { "iban", ACCOUNT, 4, 60 },
	{ "account", ACCOUNT, 4, 60 }, { "tax_id", WORD, 1, 40 },   { "ref", WORD, 1, 80 },
	{ "payer", TEXT, 1, 140 },     { "details", TEXT, 0, 300 }, { "#", WORD, 1, 200 },
	{ "*", CELL, 0, 300 },
};

struct piece {
	enum sort sort;
	struct span text; /* WORDS: they; else the field */
	size_t least, most;
};
struct wording {
	struct piece at[PIECES_MAX];
	size_t n, lines;
};

/* --- the wording ---------------------------------------------------------------------------------- */

/* false: no wording of ours. */
static bool read_wording(struct span text, struct wording *ret)
{
	size_t at = 0, close;

	*ret = (struct wording){ .lines = 1 };
	while (at < text.len) {
		struct piece *p = &ret->at[ret->n++];
		size_t open = span_find_char(text, '{', at);
		size_t k = 0;

		if (ret->n == PIECES_MAX)
			return false;
		if (open != at) {
			open = open == SIZE_MAX ? text.len : open;
			*p = (struct piece){ WORDS, span_sub(text, at, open - at), 0, 0 };
			for (size_t i = at; i < open; i++)
				ret->lines += text.ptr[i] == '\n';
			at = open;
			continue;
		}
		close = span_find_char(text, '}', at);
		if (close == SIZE_MAX)
			return false;
		p->text = span_sub(text, at + 1, close - at - 1);
		while (k < ARRAY_LEN(fields) && !span_eq_str(p->text, fields[k].field))
			k++;
		if (k == ARRAY_LEN(fields))
			return false;
		p->sort = fields[k].sort;
		p->least = fields[k].least;
		p->most = fields[k].most;
		at = close + 1;
	}
	return ret->n > 0;
}

/* With each word that has a digit as `mark`. */
static void add_words(struct buf *to, struct span s, const char *mark)
{
	for (size_t from = 0; from < s.len;) {
		size_t word = sentence_value_end("#", s, from);

		word = word > from ? word : from + 1;
		if (span_has_digit(span_sub(s, from, word - from)))
			buf_add_str(to, mark);
		else
			buf_add(to, span_sub(s, from, word - from));
		from = word;
	}
}

struct span sentence_of(struct arena *a, struct span lines, const struct sentence_values *v)
{
	struct wording w;
	struct buf ret;
	size_t at = 0;

	if (lines.len > SENTENCE_TEXT_MAX || v->n > SENTENCE_VALUES_MAX)
		return S("");
	buf_init(&ret, a, SENTENCE_TEXT_MAX * 4);
	for (size_t i = 0; i < v->n; i++) {
		const struct sentence_value *x = &v->at[i];

		if (x->from < at + (i > 0) || x->from > x->to || x->to > lines.len)
			return S("");
		add_words(&ret, span_sub(lines, at, x->from - at), "{#}");
		buf_add_fmt(&ret, "{%.*s}", SPAN_ARG(x->field));
		at = x->to;
	}
	add_words(&ret, span_from(lines, at), "{#}");
	return read_wording(buf_span(&ret), &w) ? buf_span(&ret) : S("");
}

/* --- reading by it -------------------------------------------------------------------------------- */

struct fit {
	const struct wording *w;
	struct span text; /* the lines at hand */
	enum decimal_mark mark;
	const char *cur;
	uint8_t *ways; /* [piece][place]: 0, 1, or 2 = more than one */
};

/* Constant words; the blank before a text that may be none is not there where the text is none: "Detalii:". */
static size_t words_end(const struct fit *f, const struct piece *p, size_t at)
{
	struct span words = p->text;
	const struct piece *next = p + 1;

	if (span_ieq(span_sub(f->text, at, words.len), words))
		return at + words.len;
	if (next == f->w->at + f->w->n || next->sort != TEXT || next->least > 0 ||
	    !span_ends(words, S(" ")))
		return SIZE_MAX;
	words.len--;
	return span_ieq(span_sub(f->text, at, words.len), words) &&
			       (at + words.len == f->text.len ||
				f->text.ptr[at + words.len] == '\n') ?
		       at + words.len :
		       SIZE_MAX;
}

/* A value of one possible end: that end, SIZE_MAX = it cannot stand there. */
static size_t only_end(const struct fit *f, const struct piece *p, size_t at)
{
	struct money m;
	size_t end = at;

	switch (p->sort) {
	case SUM:
		return sentence_sum(f->text, at, f->mark, f->cur, &end, &m) ? end : SIZE_MAX;
	case DATE:
		end = sentence_value_end("date", f->text, at);
		break;
	case ACCOUNT:
		end = sentence_value_end("iban", f->text, at);
		break;
	case CELL:
		return sentence_value_end("*", f->text, at);
	case WORDS:
		return words_end(f, p, at);
	case WORD:
	case TEXT:
		end = sentence_value_end("ref", f->text, at);
		break;
	}
	return end - at < p->least || end - at > p->most ? SIZE_MAX : end;
}

/* May a text of so many bytes stand there? It is within a cell, and no word is cut. */
static bool is_text(const struct fit *f, size_t at, size_t end)
{
	struct span s = f->text;

	return end == at || (s.ptr[at] != ' ' && s.ptr[end - 1] != ' ' && sentence_is_edge(s, at) &&
			     sentence_is_edge(s, end));
}

static uint8_t *way(const struct fit *f, size_t piece, size_t at)
{
	return &f->ways[piece * (f->text.len + 1) + at];
}

/* In how many ways do the pieces from here on fit the text from there on? */
static uint8_t count(const struct fit *f, size_t piece, size_t at)
{
	const struct piece *p = &f->w->at[piece];
	unsigned n = 0;
	size_t end;

	if (p->sort != TEXT) {
		end = only_end(f, p, at);
		return end == SIZE_MAX ? 0 : *way(f, piece + 1, end);
	}
	for (end = at + p->least; end <= f->text.len && end - at <= p->most; end++) {
		if (end > at && (f->text.ptr[end - 1] == '\n' || f->text.ptr[end - 1] == '|'))
			break;
		if (is_text(f, at, end))
			n += *way(f, piece + 1, end);
	}
	return n > 2 ? 2 : (uint8_t)n;
}

static size_t end_of(const struct fit *f, size_t piece, size_t at)
{
	const struct piece *p = &f->w->at[piece];

	if (p->sort != TEXT)
		return only_end(f, p, at);
	for (size_t end = at + p->least; end <= f->text.len; end++)
		if (is_text(f, at, end) && *way(f, piece + 1, end))
			return end;
	return at;
}

/* 0: it does not fit, 1: it does, 2: in more than one way. */
static unsigned fit(struct arena *a, const struct fit *f, size_t from, struct sentence_match *ret)
{
	size_t n = f->w->n, at = 0;

	if (f->w->at[0].sort != TEXT && only_end(f, &f->w->at[0], 0) == SIZE_MAX)
		return 0;
	memset(f->ways, 0, (n + 1) * (f->text.len + 1));
	*way(f, n, f->text.len) = 1;
	for (size_t piece = n - 1; piece > 0; piece--)
		for (size_t i = 0; i <= f->text.len; i++)
			*way(f, piece, i) = count(f, piece, i);
	*way(f, 0, 0) = count(f, 0, 0);
	for (size_t piece = 0; *way(f, 0, 0) == 1 && piece < n; piece++) {
		size_t end = end_of(f, piece, at);

		if (f->w->at[piece].sort != WORDS)
			*ARENA_PUSH(a, &ret->values) =
				(struct sentence_value){ f->w->at[piece].text, from + at,
							 from + end };
		at = end;
	}
	return *way(f, 0, 0);
}

/* The end of so many lines, SIZE_MAX when there are fewer. */
static size_t lines_end(struct span text, size_t from, size_t lines)
{
	for (size_t i = from; i < text.len; i++)
		if (text.ptr[i] == '\n' && --lines == 0)
			return i;
	return lines <= 1 ? text.len : SIZE_MAX;
}

bool sentence_read(struct arena *a, const struct spans *wordings, enum decimal_mark mark,
		   const char cur[4], struct span text, struct sentence_matches *ret)
{
	struct wording *w = ARENA_ARRAY(a, wordings->n, struct wording);
	size_t at = 0, pieces = 0,
	       most = text.len < SENTENCE_TEXT_MAX ? text.len : SENTENCE_TEXT_MAX;
	uint8_t *ways;

	*ret = (struct sentence_matches){ 0 };
	for (size_t i = 0; i < wordings->n; i++) {
		if (!read_wording(wordings->at[i], &w[i]))
			return false;
		pieces = w[i].n > pieces ? w[i].n : pieces;
	}
	ways = arena_alloc(a, (pieces + 1) * (most + 1));
	while (at < text.len) {
		struct sentence_match best = { 0 };

		for (size_t i = 0; i < wordings->n; i++) {
			size_t end = lines_end(text, at, w[i].lines);
			struct sentence_match m = { .wording = i, .from = at, .to = end };
			struct fit f = { &w[i], span_sub(text, at, end - at), mark, cur, ways };
			unsigned n;

			if (end == SIZE_MAX || end - at > SENTENCE_TEXT_MAX)
				continue;
			n = fit(a, &f, at, &m);
			if (n > 1 || (n && best.to))
				return false;
			if (n)
				best = m;
		}
		if (best.to)
			*ARENA_PUSH(a, ret) = best;
		at = (best.to ? best.to : lines_end(text, at, 1)) + 1;
	}
	return true;
}

static bool names_sum(struct span line)
{
	struct money m;
	size_t end;

	for (size_t i = 0; i < line.len; i++)
		if (sentence_sum(line, i, MARK_GUESS, "RON", &end, &m))
			return true;
	return false;
}

void sentence_rest(struct arena *a, struct span text, const struct sentence_matches *m,
		   struct spans *ret)
{
	size_t at = 0;

	while (at < text.len) {
		size_t end = lines_end(text, at, 1);
		struct span line = span_sub(text, at, end - at), kept;
		bool covered = false;
		struct buf b;

		for (size_t i = 0; i < m->n; i++)
			covered |= at >= m->at[i].from && end <= m->at[i].to;
		at = end + 1;
		if (covered || !names_sum(line))
			continue;
		buf_init(&b, a, line.len + 1);
		add_words(&b, line, "#");
		kept = utf8_fold(a, buf_span(&b));
		if (!spans_has(ret, kept))
			*ARENA_PUSH(a, ret) = kept;
	}
}
