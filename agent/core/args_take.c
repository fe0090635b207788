/* Taking arguments: by their kind, by the word before them, by what a number stands next to. */
#include "args.h"
#include "span.h"

#define FILLER "la|pe|de|cu|pentru|din|in|si|plus|a|al|to|for|on|of|and|the|by|prin|catre|suma"

static bool is_word(const struct token *t, const char *alternatives)
{
	return t->kind == TOK_WORD && word_in(t->fold, alternatives);
}

bool args_take_front(struct args *g, const char *alternatives)
{
	if (g->n == 0 || !is_word(&g->at[0], alternatives))
		return false;
	args_remove(g, 0, 1);
	return true;
}

bool args_take_word(struct args *g, const char *alternatives)
{
	for (size_t i = 0; i < g->n; i++) {
		if (!is_word(&g->at[i], alternatives))
			continue;
		args_remove(g, i, 1);
		return true;
	}
	return false;
}

bool args_take_kind(struct args *g, enum token_kind kind, struct token *ret)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].kind != kind)
			continue;
		*ret = g->at[i];
		args_remove(g, i, 1);
		return true;
	}
	return false;
}

bool args_take_after(struct args *g, const char *alternatives, enum token_kind kind,
		     struct token *ret)
{
	for (size_t i = 0; i + 1 < g->n; i++) {
		size_t k = i + 1;

		if (!is_word(&g->at[i], alternatives))
			continue;
		/* "pana la 31.12", "din data de 1.12" */
		while (k + 1 < g->n && k < i + 3 && is_word(&g->at[k], "la|in|data|de|pe|the"))
			k++;
		if (g->at[k].kind != kind)
			continue;
		*ret = g->at[k];
		args_remove(g, i, k + 1 - i);
		return true;
	}
	return false;
}

static bool whole_number(const struct token *t, int64_t *ret)
{
	struct decimal d;

	if (t->kind != TOK_NUMBER && t->kind != TOK_REF)
		return false;
	d = decimal_norm(t->num);
	if (d.scale != 0 || d.n <= 0)
		return false;
	*ret = d.n;
	return true;
}

/* "#1042", "[C-1042]", "c-1042" that came as one word. */
static bool card_mark(struct span s, int64_t *ret)
{
	size_t i = 0;

	if (i < s.len && s.ptr[i] == '[')
		i++;
	if (i < s.len && s.ptr[i] == '#') {
		i++;
	} else if (i + 1 < s.len && (s.ptr[i] == 'c' || s.ptr[i] == 'C') && s.ptr[i + 1] == '-') {
		i += 2;
	} else {
		return false;
	}
	s = span_from(s, i);
	if (s.len > 0 && s.ptr[s.len - 1] == ']')
		s.len--;
	return span_to_i64(s, ret) && *ret > 0;
}

/* "#1042": the reader drops the mark, the line still has it. */
static bool has_mark(const struct args *g, const struct token *t)
{
	return t->kind == TOK_NUMBER && t->begin > 0 && t->begin <= g->line.len &&
	       g->line.ptr[t->begin - 1] == '#';
}

/* To look without taking. */
static struct args copy_of(const struct args *g)
{
	struct args copy = *g;

	copy.at = ARENA_ARRAY(g->a, g->n, struct token);
	for (size_t i = 0; i < g->n; i++)
		copy.at[i] = g->at[i];
	return copy;
}

bool args_has_card(const struct args *g)
{
	struct args copy = copy_of(g);
	int64_t n;

	return args_take_card(&copy, &n);
}

bool args_has_subscription(const struct args *g)
{
	struct args copy = copy_of(g);
	int64_t n;

	return args_take_subscription(&copy, &n);
}

bool args_take_card(struct args *g, int64_t *ret)
{
	for (size_t i = 0; i < g->n; i++) {
		size_t next = i + 1;

		if ((has_mark(g, &g->at[i]) && whole_number(&g->at[i], ret)) ||
		    (g->at[i].kind == TOK_WORD && card_mark(g->at[i].text, ret))) {
			args_remove(g, i, 1);
			return true;
		}
		if (!is_word(&g->at[i], "card|cardul|c|#"))
			continue;
		if (next < g->n && is_word(&g->at[next], "nr|no|#"))
			next++;
		if (next < g->n && g->at[next].kind == TOK_NUMBER &&
		    whole_number(&g->at[next], ret)) {
			args_remove(g, i, next + 1 - i);
			return true;
		}
		if (next < g->n && card_mark(g->at[next].text, ret)) {
			args_remove(g, i, next + 1 - i);
			return true;
		}
	}
	return false;
}

static bool take_letter_ref(struct args *g, const char *letter, const char *words, int64_t *ret)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].kind == TOK_REF && span_eq_str(g->at[i].fold, letter) &&
		    whole_number(&g->at[i], ret)) {
			args_remove(g, i, 1);
			return true;
		}
		if (i + 1 < g->n && is_word(&g->at[i], words) && g->at[i + 1].kind == TOK_NUMBER &&
		    whole_number(&g->at[i + 1], ret)) {
			args_remove(g, i, 2);
			return true;
		}
	}
	return false;
}

bool args_take_payment(struct args *g, int64_t *ret)
{
	return take_letter_ref(g, "p", "p|plata|payment", ret);
}

bool args_take_subscription(struct args *g, int64_t *ret)
{
	return take_letter_ref(g, "s", "s|abonament|abonamentul|subscription", ret);
}

bool args_take_ref(struct args *g, struct span *prefix, int64_t *number)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].kind != TOK_REF || word_in(g->at[i].fold, "p|s|op|nr|no") ||
		    !whole_number(&g->at[i], number))
			continue;
		*prefix = g->at[i].fold;
		args_remove(g, i, 1);
		return true;
	}
	return false;
}

static int unit_days(struct span fold)
{
	if (word_in(fold, "zi|zile|day|days"))
		return 1;
	if (word_in(fold, "saptamana|saptamani|week|weeks"))
		return 7;
	if (word_in(fold, "luna|luni|month|months"))
		return 30;
	return 0;
}

bool args_take_days(struct args *g, int *ret)
{
	for (size_t i = 0; i < g->n; i++) {
		int64_t n = 1;
		size_t k = i + 1;

		if (g->at[i].kind == TOK_NUMBER) {
			if (!whole_number(&g->at[i], &n) || n > 1000)
				continue;
			while (k < g->n && is_word(&g->at[k], "de"))
				k++;
		} else if (!is_word(&g->at[i], "o|a|one|un")) {
			continue;
		}
		if (k >= g->n || g->at[k].kind != TOK_WORD || unit_days(g->at[k].fold) == 0)
			continue;
		*ret = (int)n * unit_days(g->at[k].fold);
		args_remove(g, i, k + 1 - i);
		return true;
	}
	return false;
}

struct span args_take_section(struct args *g, const char *words, const char *all, bool *found)
{
	struct args part = *g;
	struct span text;
	size_t from = 0, to;

	while (from < g->n && !is_word(&g->at[from], words))
		from++;
	*found = from < g->n;
	if (!*found)
		return S("");
	to = from + 1;
	while (to < g->n && !is_word(&g->at[to], all))
		to++;
	part.at = g->at + from + 1;
	part.n = to - from - 1;
	if (part.n > 0 && part.at[0].kind == TOK_COLON) {
		part.at++;
		part.n--;
	}
	text = args_take_rest(&part);
	args_remove(g, from, to - from);
	return text;
}

struct span args_take_rest(struct args *g)
{
	size_t from = 0, to = g->n;
	struct span s;

	while (from < to && g->at[from].kind == TOK_COMMA)
		from++;
	while (to > from && g->at[to - 1].kind == TOK_COMMA)
		to--;
	s = args_text(g, from, to);
	g->n = 0;
	return s;
}

static bool is_filler(const struct token *t)
{
	return t->kind == TOK_COMMA || t->kind == TOK_COLON || is_word(t, FILLER);
}

bool args_done(const struct args *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (!is_filler(&g->at[i]))
			return false;
	return true;
}

struct span args_left(const struct args *g)
{
	size_t from = 0, to = g->n;

	while (from < to && is_filler(&g->at[from]))
		from++;
	while (to > from && is_filler(&g->at[to - 1]))
		to--;
	return args_text(g, from, to);
}
