/* Reads an answer out of a client's own words: see answer.h. Doubt is always ANSWER_UNSURE. */
#include "answer.h"

#include "span.h"
#include "utf8.h"

#define LINES_MAX      200  /* lines looked at; an answer stands at the top */
#define LOOK_LINES     6    /* where an answer inside a sentence may still stand */
#define LINE_BYTES_MAX 4000 /* of a longer line the beginning is looked at */
#define JOIN_LINES     3    /* a sentence wrapped by the mail program */

struct line {
	struct span text;
	struct words words;
	bool gap; /* a blank line stands before it */
	bool cut; /* it is longer than is looked at */
};
struct lines {
	struct line *at;
	size_t n, cap;
	bool more; /* the text goes on */
};

/* What was found in a row of words. */
struct saying {
	bool accept, refuse, yes, no, stop, paid;
	bool starts; /* the first phrase that is not polite is an answer */
	bool whole;  /* every word belongs to a phrase */
	bool asks;   /* the text has a question mark */
};

static struct lines take_lines(struct arena *a, struct span text)
{
	struct lines l = { 0 };
	struct span line;
	bool gap = false;

	while (l.n < LINES_MAX && span_next_line(&text, &line)) {
		struct line *to;
		struct words w;
		bool cut;

		line = span_trim(line);
		cut = line.len > LINE_BYTES_MAX;
		if (cut)
			line = utf8_cut(line, LINE_BYTES_MAX);
		w = words_read(a, line);
		if (!line.len) {
			gap = true;
			continue;
		}
		if (!w.n && !span_has(line, S("?")) && !span_starts(line, S("--")))
			continue;
		to = ARENA_PUSH(a, &l);
		*to = (struct line){ line, w, gap, cut };
		gap = false;
	}
	l.more = text.len > 0;
	return l;
}

/* A question mark that ends a word; one inside an address ("?id=3") asks nothing. */
static bool asks(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '?')
			continue;
		if (i + 1 == s.len || strchr(" \t\r\n?!.)\"", s.ptr[i + 1]) ||
		    (unsigned char)s.ptr[i + 1] >= 0x80)
			return true;
	}
	return false;
}

static const enum phrase_list answer_lists[] = { PHRASE_REFUSE, PHRASE_ACCEPT,   PHRASE_STOP,
						 PHRASE_PAID,   PHRASE_NO,       PHRASE_YES,
						 PHRASE_POLITE, PHRASE_GREETING, PHRASE_CLOSING };

/* The longest phrase at word i over all lists. */
static size_t longest_at(const struct phrase_book *b, const struct words *w, size_t i,
			 enum phrase_list *list)
{
	size_t best = 0;

	for (size_t k = 0; k < ARRAY_LEN(answer_lists); k++) {
		size_t took = phrase_at(b, answer_lists[k], w, i);

		if (took > best) {
			best = took;
			*list = answer_lists[k];
		}
	}
	return best;
}

static bool is_answer(enum phrase_list l)
{
	return l != PHRASE_POLITE && l != PHRASE_GREETING && l != PHRASE_CLOSING;
}

static struct saying say(const struct phrase_book *b, const struct words *w, size_t from)
{
	struct saying s = { .whole = true };
	enum phrase_list list = PHRASE_POLITE;
	bool first = true;
	size_t took;

	for (size_t i = from; i < w->n; i += took) {
		took = longest_at(b, w, i, &list);
		if (!took) {
			s.whole = false;
			return s;
		}
		s.accept |= list == PHRASE_ACCEPT;
		s.refuse |= list == PHRASE_REFUSE;
		s.yes |= list == PHRASE_YES;
		s.no |= list == PHRASE_NO;
		s.stop |= list == PHRASE_STOP;
		s.paid |= list == PHRASE_PAID;
		if (first && is_answer(list))
			s.starts = true;
		if (list != PHRASE_POLITE && list != PHRASE_GREETING)
			first = false;
	}
	return s;
}

/* Words of a greeting and of the name that follows it ("Buna ziua, doamna Ana, accept"). */
static size_t skip_greeting(const struct phrase_book *b, const struct words *w)
{
	enum phrase_list list;
	size_t at, end;

	if (phrase_greets(b, w, &at))
		return w->n;
	if (!at || (longest_at(b, w, at, &list) && is_answer(list)))
		return at;
	for (end = at + 1; end < w->n && end - at <= 4; end++) {
		if (w->at[end].after_mark)
			return longest_at(b, w, end, &list) ? end : at;
	}
	return at;
}

static enum answer_kind kind_of(const struct saying *s)
{
	int kinds =
		(s->accept ? 1 : 0) + (s->refuse ? 1 : 0) + (s->stop ? 1 : 0) + (s->paid ? 1 : 0);

	if (s->asks)
		return ANSWER_QUESTION;
	if (!s->whole)
		return s->starts ? ANSWER_UNSURE : ANSWER_NONE;
	if (kinds > 1 || (s->yes && (s->no || s->refuse)) ||
	    (s->no && (s->accept || s->stop || s->paid)))
		return ANSWER_UNSURE;
	if (s->stop)
		return ANSWER_STOP;
	if (s->paid)
		return ANSWER_PAID;
	if (s->accept || s->yes)
		return ANSWER_ACCEPT;
	if (s->refuse || s->no)
		return ANSWER_REFUSE;
	return ANSWER_NONE;
}

/* A line that goes on with a small letter belongs to the sentence before it. */
static bool lower_start(struct span line)
{
	uint32_t rune = 0;

	if (!utf8_next(&line, &rune))
		return false;
	/* The small Romanian letters beside ASCII: a-breve, a- and i-circumflex, s- and t-comma. */
	return (rune >= 'a' && rune <= 'z') || rune == 0x103 || rune == 0xe2 || rune == 0xee ||
	       rune == 0x219 || rune == 0x21b;
}

/* A sum or a share: a number beside a currency word or a per cent sign. Terms, when they follow a yes. */
static bool names_a_price(struct span line, const struct words *w)
{
	static const char *const unit[] = { "lei", "leu", "ron", "eur", "euro", "usd", NULL };

	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] == '%')
			return true;
	for (size_t i = 0; i < w->n; i++)
		for (const char *const *u = unit; *u; u++)
			if (span_eq_str(w->at[i].fold, *u))
				return true;
	return false;
}

static bool is_postscript(const struct words *w)
{
	return w->n &&
	       (span_eq_str(w->at[0].fold, "ps") ||
		(w->n > 1 && span_eq_str(w->at[0].fold, "p") && span_eq_str(w->at[1].fold, "s")));
}

static bool line_objects(const struct phrase_book *b, const struct line *n, enum answer_kind kind)
{
	static const enum phrase_list lists[] = { PHRASE_CONDITION, PHRASE_NO, PHRASE_STOP,
						  PHRASE_REFUSE, PHRASE_ACCEPT };
	size_t at;

	if (asks(n->text) || names_a_price(n->text, &n->words))
		return true;
	for (size_t k = 0; k < ARRAY_LEN(lists); k++) {
		if ((lists[k] == PHRASE_STOP && kind == ANSWER_STOP) ||
		    (lists[k] == PHRASE_ACCEPT && kind == ANSWER_ACCEPT) ||
		    (lists[k] == PHRASE_REFUSE && kind == ANSWER_REFUSE))
			continue;
		if (phrase_within(b, lists[k], &n->words, 0, n->words.n, &at))
			return true;
	}
	return false;
}

/* What is said after the answer, up to the closing line, holds a condition, a question or another
 * answer: each such line is a doubt. */
static void find_doubts(struct arena *a, const struct phrase_book *b, const struct lines *l,
			size_t from, struct answer *ret)
{
	enum answer_kind kind = ret->kind;
	bool closed = false;

	for (size_t i = from; i < l->n; i++) {
		const struct line *n = &l->at[i];

		if (is_postscript(&n->words))
			closed = false;
		else if (phrase_closes(b, n->text, &n->words))
			closed = true;
		if (closed || (!n->cut && !line_objects(b, n, kind)))
			continue;
		ret->kind = ANSWER_UNSURE;
		*ARENA_PUSH(a, &ret->doubts) = n->text;
	}
	if (ret->kind == ANSWER_UNSURE)
		ret->alone = kind;
	/* A text without an end: nobody looked at all of it. */
	if (!closed && l->more) {
		ret->kind = ANSWER_UNSURE;
		ret->alone = ANSWER_NONE;
	}
}

/* "Am platit ieri" inside a sentence, unless the two words before it turn it around ("nu am platit",
 * "inca nu v-am platit") or a condition stands before it. */
static bool tells_paid(const struct phrase_book *b, const struct words *w)
{
	size_t at, not ;

	if (!phrase_within(b, PHRASE_PAID, w, 0, w->n, &at))
		return false;
	return !phrase_within(b, PHRASE_NEGATION, w, at > 2 ? at - 2 : 0, at, &not ) &&
	       !phrase_within(b, PHRASE_CONDITION, w, 0, at, &not );
}

/* No answer at the top: look for a question, a payment told in passing, an answer said in a
 * sentence of its own making. */
static struct answer look_inside(const struct phrase_book *b, const struct lines *l, size_t from)
{
	static const enum phrase_list strong[] = { PHRASE_ACCEPT, PHRASE_REFUSE, PHRASE_STOP };
	struct answer paid = { 0 }, unsure = { 0 };
	size_t at;

	for (size_t i = from; i < l->n; i++) {
		const struct line *n = &l->at[i];

		if (phrase_closes(b, n->text, &n->words))
			break;
		if (asks(n->text) ||
		    phrase_within(b, PHRASE_QUESTION, &n->words, 0, n->words.n, &at))
			return (struct answer){ .kind = ANSWER_QUESTION, .line = n->text };
		if (i - from >= LOOK_LINES)
			continue;
		if (!paid.kind && tells_paid(b, &n->words))
			paid = (struct answer){ .kind = ANSWER_PAID, .line = n->text };
		for (size_t k = 0; k < ARRAY_LEN(strong) && !unsure.kind; k++)
			if (phrase_within(b, strong[k], &n->words, 0, n->words.n, &at))
				unsure = (struct answer){ .kind = ANSWER_UNSURE, .line = n->text };
	}
	return unsure.kind ? unsure : paid;
}

/* The sentence that begins at line i, with the lines that a mail program wrapped it into. */
static struct saying say_line(struct arena *a, const struct phrase_book *b, const struct lines *l,
			      size_t i, size_t skip, size_t *end)
{
	struct words joined = { 0 };
	struct saying s;

	*end = i;
	do {
		for (size_t k = 0; k < l->at[*end].words.n; k++)
			*ARENA_PUSH(a, &joined) = l->at[*end].words.at[k];
		(*end)++;
	} while (*end < l->n && *end - i < JOIN_LINES && !l->at[*end].gap &&
		 lower_start(l->at[*end].text));
	s = say(b, &joined, skip);
	for (size_t k = i; k < *end; k++) {
		s.asks |= asks(l->at[k].text);
		s.whole &= !l->at[k].cut;
	}
	/* "Accept oferta:" announces something: so begins our own button in a quote without marks. */
	s.whole &= !span_ends(l->at[*end - 1].text, S(":"));
	return s;
}

struct answer answer_read(struct arena *a, const struct phrase_book *b, struct span text)
{
	struct lines l = take_lines(a, text);
	struct answer ret = { 0 };
	struct saying s;
	size_t i = 0, skip = 0, end;

	while (i < l.n) {
		skip = skip_greeting(b, &l.at[i].words);
		if (skip < l.at[i].words.n || !l.at[i].words.n)
			break;
		i++;
	}
	if (i == l.n)
		return ret;
	s = say_line(a, b, &l, i, skip, &end);
	ret.kind = kind_of(&s);
	ret.line = l.at[i].text;
	if (ret.kind == ANSWER_UNSURE && tells_paid(b, &l.at[i].words) && !s.accept && !s.refuse &&
	    !s.stop)
		ret.kind = ANSWER_PAID;
	if (ret.kind == ANSWER_NONE)
		return look_inside(b, &l, i);
	if (ret.kind == ANSWER_ACCEPT || ret.kind == ANSWER_REFUSE || ret.kind == ANSWER_STOP)
		find_doubts(a, b, &l, end, &ret);
	return ret;
}
