/* Words, phrases and the lists they stand in. A phrase that begins a long one never hides it: the
 * longest match counts, so "nu accept" is a refusal although "nu" is one too. */
#include "phrase.h"

#include "span.h"
#include "span_list.h"
#include "utf8.h"

#define REF_WORDS_MAX    8
#define NAME_WORDS_MAX   3
#define CLOSING_REST_MAX 4
#define WORDS_MAX        20000

static const char *const list_names[PHRASE_LISTS] = {
	[PHRASE_ACCEPT] = "accept",     [PHRASE_REFUSE] = "refuse",
	[PHRASE_YES] = "yes",           [PHRASE_NO] = "no",
	[PHRASE_STOP] = "stop",         [PHRASE_PAID] = "paid",
	[PHRASE_QUESTION] = "question", [PHRASE_REQUEST] = "request",
	[PHRASE_PRODUCT] = "product",   [PHRASE_NAME] = "name",
	[PHRASE_GREETING] = "greeting", [PHRASE_CLOSING] = "closing",
	[PHRASE_POLITE] = "polite",     [PHRASE_CONDITION] = "condition",
	[PHRASE_NEGATION] = "negation",
};

struct entries {
	struct words *at;
	size_t n, cap;
};
/* Phrases stand under the first byte of their first word: mails are matched at every word. */
#define BUCKETS 32
struct phrase_book {
	struct entries list[PHRASE_LISTS][BUCKETS];
};

static size_t bucket_of(struct span word)
{
	return (unsigned char)word.ptr[0] % BUCKETS;
}

const char *phrase_list_name(enum phrase_list l)
{
	return list_names[l];
}

bool phrase_list_by_name(struct span name, enum phrase_list *ret)
{
	for (unsigned i = 0; i < PHRASE_LISTS; i++) {
		if (span_eq_str(name, list_names[i])) {
			*ret = (enum phrase_list)i;
			return true;
		}
	}
	return false;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* extra: further bytes that belong to words ("#*" in phrases). */
static void split_line(struct arena *a, struct span line, const char *extra, struct words *w)
{
	struct span fold = utf8_fold(a, line);
	bool mark = true; /* a line begins after a mark */
	size_t i = 0, from;

	while (i < fold.len && w->n < WORDS_MAX) {
		char c = fold.ptr[i];

		if (!is_word_byte(c) && !(c && strchr(extra, c))) {
			if (strchr(",.;:!?()[]\"|", c))
				mark = true;
			i++;
			continue;
		}
		from = i;
		while (i < fold.len &&
		       (is_word_byte(fold.ptr[i]) || (fold.ptr[i] && strchr(extra, fold.ptr[i]))))
			i++;
		*ARENA_PUSH(a, w) = (struct word){ span_sub(fold, from, i - from), mark };
		mark = false;
	}
}

struct words words_read(struct arena *a, struct span text)
{
	struct words w = { 0 };
	struct span line;

	while (span_next_line(&text, &line))
		split_line(a, line, "", &w);
	return w;
}

struct phrase_book *phrase_book_new(struct arena *a, const struct phrases *from)
{
	struct phrase_book *b = ARENA_NEW(a, struct phrase_book);
	enum phrase_list l;

	for (size_t i = 0; i < from->n; i++) {
		struct words w = { 0 };

		if (!phrase_list_by_name(from->at[i].list, &l))
			continue;
		split_line(a, from->at[i].text, "#*", &w);
		/* "*" and "#" alone begin with anything. */
		for (size_t k = 0; w.n && k < BUCKETS; k++)
			if (bucket_of(w.at[0].fold) == k || strchr("*#", w.at[0].fold.ptr[0]))
				*ARENA_PUSH(a, &b->list[l][k]) = w;
	}
	return b;
}

/* "#": [nr] [letters] digits... [din|of|from digits...], never across a comma at its start. */
static size_t ref_at(const struct words *w, size_t i)
{
	static const char *const filler[] = { "nr", "numarul", "no", "number", "seria", NULL };
	static const char *const dated[] = { "din", "of", "from", "dated", NULL };
	size_t at = i, end;

	if (at < w->n && w->at[at].after_mark)
		return 0;
	while (at < w->n && at - i < 2 && span_is_any(w->at[at].fold, filler))
		at++;
	if (at + 1 < w->n && !span_has_digit(w->at[at].fold) && w->at[at].fold.len <= 12 &&
	    span_has_digit(w->at[at + 1].fold) && !span_is_any(w->at[at].fold, dated))
		at++;
	if (at < w->n && span_is_any(w->at[at].fold, filler))
		at++;
	end = at;
	while (end < w->n && end - i < REF_WORDS_MAX && span_has_digit(w->at[end].fold))
		end++;
	if (end == at)
		return 0;
	if (end + 1 < w->n && span_is_any(w->at[end].fold, dated) &&
	    span_has_digit(w->at[end + 1].fold))
		for (end++;
		     end < w->n && end - i < REF_WORDS_MAX && span_has_digit(w->at[end].fold);)
			end++;
	return end - i;
}

static size_t entry_at(const struct words *p, const struct words *w, size_t i)
{
	size_t at = i;

	for (size_t k = 0; k < p->n; k++) {
		struct span want = p->at[k].fold;

		if (span_eq_str(want, "#")) {
			size_t took = ref_at(w, at);

			if (!took)
				return 0;
			at += took;
			continue;
		}
		if (at >= w->n)
			return 0;
		if (want.ptr[want.len - 1] == '*') {
			if (!span_starts(w->at[at].fold, span_sub(want, 0, want.len - 1)))
				return 0;
		} else if (!span_eq(w->at[at].fold, want)) {
			return 0;
		}
		at++;
	}
	return at - i;
}

/* Most phrases of a bucket are told apart from the word by its second letter. */
static bool may_begin(struct span want, struct span word)
{
	return want.len < 2 || want.ptr[1] == '*' || (word.len > 1 && word.ptr[1] == want.ptr[1]) ||
	       strchr("#*", want.ptr[0]);
}

size_t phrase_at(const struct phrase_book *b, enum phrase_list l, const struct words *w, size_t i)
{
	const struct entries *e;
	size_t best = 0;

	if (i >= w->n)
		return 0;
	e = &b->list[l][bucket_of(w->at[i].fold)];
	for (size_t k = 0; k < e->n; k++) {
		size_t took = may_begin(e->at[k].at[0].fold, w->at[i].fold) ?
				      entry_at(&e->at[k], w, i) :
				      0;

		if (took > best)
			best = took;
	}
	return best;
}

bool phrase_within(const struct phrase_book *b, enum phrase_list l, const struct words *w,
		   size_t from, size_t to, size_t *at)
{
	for (size_t i = from; i < to && i < w->n; i++) {
		size_t took = phrase_at(b, l, w, i);

		if (took && i + took <= to) {
			*at = i;
			return true;
		}
	}
	return false;
}

bool phrase_greets(const struct phrase_book *b, const struct words *w, size_t *taken)
{
	static const enum phrase_list says[] = { PHRASE_ACCEPT, PHRASE_REFUSE,  PHRASE_YES,
						 PHRASE_NO,     PHRASE_STOP,    PHRASE_PAID,
						 PHRASE_POLITE, PHRASE_REQUEST, PHRASE_QUESTION };
	size_t rest;

	*taken = phrase_at(b, PHRASE_GREETING, w, 0);
	if (!*taken)
		return false;
	rest = w->n - *taken;
	if (rest > NAME_WORDS_MAX)
		return false;
	for (size_t i = *taken; i < w->n; i++) {
		if (span_has_digit(w->at[i].fold))
			return false;
		for (size_t k = 0; k < ARRAY_LEN(says); k++)
			if (phrase_at(b, says[k], w, i))
				return false;
	}
	return true;
}

bool phrase_closes(const struct phrase_book *b, struct span line, const struct words *w)
{
	static const enum phrase_list says[] = { PHRASE_ACCEPT, PHRASE_REFUSE, PHRASE_NO,
						 PHRASE_STOP,   PHRASE_PAID,   PHRASE_CONDITION };
	size_t took, at;

	line = span_trim(line);
	if (span_eq_str(line, "--") || span_eq_str(line, "\xe2\x80\x94"))
		return true;
	took = phrase_at(b, PHRASE_CLOSING, w, 0);
	/* "Multumesc pentru oferta" thanks, and does not end the mail. */
	if (!took || w->n - took > CLOSING_REST_MAX || phrase_at(b, PHRASE_POLITE, w, 0) > took)
		return false;
	for (size_t k = 0; k < ARRAY_LEN(says); k++)
		if (phrase_within(b, says[k], w, took, w->n, &at))
			return false;
	return true;
}
