/* One command line into typed words: see command.h. Every reader looks at the text from `at` and
 * says how many bytes it takes, 0 = not mine; the order of the table at the end decides. */
#include "command.h"

#include "command_cut.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"

#define TOKENS_MAX 400

static struct span fold_word(const struct cut *c, struct span s)
{
	struct span f = utf8_fold(c->arena, s);

	while (f.len > 1 && strchr(".!?", f.ptr[f.len - 1]))
		f.len--;
	return f;
}

static size_t read_quoted(struct cut *c, size_t at)
{
	const char *close = NULL;
	size_t open = cut_quote(c, at, &close), end;

	if (!open)
		return 0;
	end = span_find(c->line, span_of(close), at + open);
	/* A low quote is closed by a straight or a high one, whichever the keyboard gave. */
	if (end == SIZE_MAX)
		end = span_find_char(c->line, '"', at + open);
	if (end == SIZE_MAX)
		return 0;
	if (!strncmp(c->line.ptr + end, "\"", 1))
		close = "\"";
	cut_emit(c, TOK_QUOTED, at, end + strlen(close));
	c->out->at[c->out->n - 1].text = cut_part(c, at + open, end);
	c->out->at[c->out->n - 1].fold = utf8_fold(c->arena, cut_part(c, at + open, end));
	return end + strlen(close) - at;
}

static size_t read_mark(struct cut *c, size_t at)
{
	int b = cut_byte(c, at);

	if (b != ',' && b != ';' && b != ':')
		return 0;
	cut_emit(c, b == ':' ? TOK_COLON : TOK_COMMA, at, at + 1);
	return 1;
}

static size_t read_email(struct cut *c, size_t at)
{
	size_t from = cut_has(c, at, "mailto:") ? at + 7 : at, end = cut_word_end(c, from);

	while (end > from && strchr(".!?", cut_byte(c, end - 1)))
		end--;
	if (!ident_email_valid(cut_part(c, from, end)))
		return 0;
	cut_emit(c, TOK_EMAIL, from, end)->fold = utf8_fold(c->arena, cut_part(c, from, end));
	return end - at;
}

static size_t read_iban(struct cut *c, size_t at)
{
	size_t i = at, best = 0, n = 0;

	if (!cut_is_letter(cut_byte(c, at)) || !cut_is_letter(cut_byte(c, at + 1)) ||
	    cut_digits(c, at + 2) < 2)
		return 0;
	while (n < 34) {
		int b = cut_byte(c, i);

		if (cut_is_digit(b) || cut_is_letter(b)) {
			n++;
			i++;
			b = cut_byte(c, i);
			if (n >= 15 && !cut_is_digit(b) && !cut_is_letter(b) &&
			    ident_iban_valid(cut_part(c, at, i)))
				best = i;
			continue;
		}
		if (!cut_blank(c, i) || !(cut_is_digit(cut_byte(c, i + cut_blank(c, i))) ||
					  cut_is_letter(cut_byte(c, i + cut_blank(c, i)))))
			break;
		i += cut_blank(c, i);
	}
	if (!best)
		return 0;
	cut_emit(c, TOK_IBAN, at, best);
	c->out->at[c->out->n - 1].text = ident_iban_compact(c->arena, cut_part(c, at, best));
	c->out->at[c->out->n - 1].fold = utf8_fold(c->arena, c->out->at[c->out->n - 1].text);
	return best - at;
}

/* Bytes of "CUI", "C.I.F.:", "cod fiscal" at `at`. */
static size_t cui_label(const struct cut *c, size_t at)
{
	static const char *const label[] = { "cui", "cif", "c.u.i.", "c.i.f.", "cod fiscal", NULL };

	for (const char *const *l = label; *l; l++) {
		size_t n = strlen(*l), i;

		if (!span_istarts(span_from(c->line, at), span_of(*l)) ||
		    cut_is_letter(cut_byte(c, at + n)))
			continue;
		i = cut_skip_blanks(c, at + n);
		if (cut_byte(c, i) == ':')
			i = cut_skip_blanks(c, i + 1);
		return i - at;
	}
	return 0;
}

static size_t read_cui(struct cut *c, size_t at)
{
	size_t label = cui_label(c, at), i = at + label, n;
	bool ro = span_istarts(span_from(c->line, i), S("RO")), has_ro;
	struct span digits;

	if (ro)
		i = cut_skip_blanks(c, i + 2);
	n = cut_digits(c, i);
	if ((!ro && !label) || n < 2 || n > 10 ||
	    !cut_ends_word(c, i + n + (cut_byte(c, i + n) == '.')))
		return 0;
	digits = ident_cui_digits(c->arena, cut_part(c, i, i + n), &has_ro);
	if (!digits.len) {
		/* Not a document "RO 123" either: a tax id that is wrong stays one word. */
		if (label)
			return 0;
		cut_emit(c, TOK_WORD, at, i + n)->fold =
			utf8_fold(c->arena, cut_part(c, at, i + n));
		return i + n - at;
	}
	cut_emit(c, TOK_CUI, at, i + n);
	c->out->at[c->out->n - 1].text = digits;
	c->out->at[c->out->n - 1].fold = ro ? S("ro") : S("");
	return i + n - at;
}

static bool is_series(const struct cut *c, struct span letters)
{
	static const char *const usual[] = { "PRF", "FCT", "OFR", "CTR", "PV", "STN", "CHT", NULL };

	if (c->series && c->series->n) {
		for (size_t i = 0; i < c->series->n; i++)
			if (span_ieq(letters, c->series->at[i]))
				return true;
		return false;
	}
	for (const char *const *u = usual; *u; u++)
		if (span_ieq_str(letters, *u))
			return true;
	return false;
}

/* "FCT-0012", "FCT0012", "PRF 31", "FCT nr. 12". */
static size_t read_ref(struct cut *c, size_t at)
{
	size_t end = at, i, n;
	struct decimal num;

	while (cut_is_letter(cut_byte(c, end)) ||
	       (end > at && cut_byte(c, end) == '-' && cut_is_letter(cut_byte(c, end + 1))))
		end++;
	if (end == at || end - at > 12)
		return 0;
	i = end;
	if (strchr("-/.", cut_byte(c, i)) && cut_byte(c, i)) {
		i++;
	} else if (cut_blank(c, i)) {
		if (!is_series(c, cut_part(c, at, end)))
			return 0;
		i = cut_skip_blanks(c, i);
		if (span_istarts(span_from(c->line, i), S("nr")) &&
		    !cut_is_letter(cut_byte(c, i + 2)))
			i = cut_skip_blanks(c, i + 2 + (cut_byte(c, i + 2) == '.'));
		if (cut_byte(c, i) == '#')
			i++;
	}
	n = cut_digits(c, i);
	if (!n || n > 9 ||
	    !cut_ends_word(c, i + n + (strchr(".!?", cut_byte(c, i + n)) && cut_byte(c, i + n))))
		return 0;
	if (decimal_parse(cut_part(c, i, i + n), MARK_DOT, &num))
		return 0;
	cut_emit(c, TOK_REF, at, i + n)->num = num;
	c->out->at[c->out->n - 1].fold = utf8_fold(c->arena, cut_part(c, at, end));
	return i + n - at;
}

static size_t read_times(struct cut *c, size_t at)
{
	size_t n = 0;

	if (((cut_byte(c, at) | 0x20) == 'x' && !cut_is_letter(cut_byte(c, at + 1))) ||
	    cut_byte(c, at) == '*')
		n = 1;
	else if (cut_has(c, at, "\xc3\x97"))
		n = 2;
	if (!n || !(cut_ends_word(c, at + n) || cut_is_digit(cut_byte(c, at + n)) ||
		    cut_minus(c, at + n)))
		return 0;
	cut_emit(c, TOK_TIMES, at, at + n)->fold = S("x");
	return n;
}

static size_t read_word(struct cut *c, size_t at)
{
	size_t end = cut_word_end(c, at);

	/* "21,reducere": a comma ends a word, but "12,5-15" stays whole. */
	while (cut_byte(c, end) == ',' && end > at && cut_is_digit(cut_byte(c, end - 1)) &&
	       cut_is_digit(cut_byte(c, end + 1)))
		end = cut_word_end(c, end + 1);
	if (end == at)
		end++; /* a stray closing quote */
	while (end < c->line.len && ((unsigned char)c->line.ptr[end] & 0xc0) == 0x80)
		end++;
	/* A full stop alone says nothing, unless it is all there is. */
	if (c->out->n && end == at + 1 && strchr(".!?", cut_byte(c, at)))
		return 1;
	cut_emit(c, TOK_WORD, at, end)->fold = fold_word(c, cut_part(c, at, end));
	return end - at;
}

static size_t (*const readers[])(struct cut *, size_t) = {
	read_quoted,    read_mark,       read_email, cut_read_time, cut_read_date,
	cut_read_phone, read_iban,       read_cui,   read_times,    cut_read_currency_first,
	read_ref,       cut_read_number, read_word,
};

struct tokens command_tokens(struct arena *a, const struct spans *series, struct span line)
{
	struct tokens out = { 0 };
	struct cut c = { a, series, line, &out };
	size_t at = 0, took;

	while (true) {
		at = cut_skip_blanks(&c, at);
		if (at >= line.len)
			break;
		if (strchr("()[]{}<>", cut_byte(&c, at)) ||
		    (cut_byte(&c, at) == '#' && cut_is_digit(cut_byte(&c, at + 1)))) {
			at++;
			continue;
		}
		/* Nothing may be dropped from a command: the rest of a mad line is one last word. */
		if (out.n == TOKENS_MAX) {
			cut_emit(&c, TOK_WORD, at, line.len)->fold = S("...");
			break;
		}
		took = 0;
		for (size_t k = 0; k < ARRAY_LEN(readers) && !took; k++)
			took = readers[k](&c, at);
		at += took;
	}
	return out;
}
