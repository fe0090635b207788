/* A bank's mail as wordings see it: see bank_in.h. */
#include "bank_in.h"

#include "span.h"

struct joined {
	char *to;
	uint32_t *at;
	size_t n;
	uint32_t end; /* of what was put last, in the mail */
};

static void put(struct joined *j, char c, uint32_t at)
{
	j->to[j->n] = c == '{' ? '(' : c == '}' ? ')' : c;
	j->at[j->n++] = at;
}

static void put_row(struct joined *j, const struct bank_view *v, const struct bank_row *r)
{
	static const char between[] = " | ";
	size_t full = 0;
	bool some = false;

	for (size_t i = 0; i < r->n; i++)
		full += r->at[i].from < r->at[i].to;
	for (size_t i = 0; i < r->n; i++) {
		struct bank_cell c = r->at[i];

		/* what stands alone in a frame is no table */
		if (c.from == c.to && full < 2)
			continue;
		for (size_t k = 0; some && k < 3; k++)
			put(j, between[k], j->end);
		if (c.from == c.to)
			put(j, '-', v->at[c.from]);
		for (size_t k = c.from; k < c.to; k++)
			if (v->plain.ptr[k] != ' ' || j->to[j->n - 1] != ' ')
				put(j, v->plain.ptr[k], v->at[k]);
		j->end = v->at[c.to];
		some = true;
	}
}

static struct span first_word(struct span line)
{
	struct span one = { 0 };

	(void)span_next_word(&line, &one);
	return one;
}

/* Did a mail program break the line there? The next word would not have fitted. */
static bool is_broken(const struct joined *j, size_t whole, size_t begin, const struct bank_view *v,
		      struct bank_cell next)
{
	struct span line = { j->to + begin, j->n - begin }, first = { j->to + whole, j->n - whole };
	struct span more = span_sub(v->plain, next.from, next.to - next.from);
	struct span word = first_word(more);
	size_t len = line.len;

	if (len < 40 || len > 80 || more.len > 80 || len + 1 + word.len < 66 || !word.len ||
	    span_find(line, S(" | "), 0) != SIZE_MAX || span_ieq(word, first_word(first)))
		return false;
	return !strchr(".;:!?", line.ptr[len - 1]) || !(word.ptr[0] >= 'A' && word.ptr[0] <= 'Z');
}

struct bank_view bank_sentence_view(struct arena *a, const struct bank_view *v)
{
	struct joined j = { 0 };
	size_t at = 0, whole = 0, begin = 0, room = v->plain.len + 4;
	bool gap = true;

	/* a separator needs two signs more than the mail has, and an empty cell one */
	for (size_t i = 0; i < v->plain.len; i++)
		room += bank_view_is_cell_end(v, i) ? 3 : 0;
	j.to = arena_alloc(a, room);
	j.at = ARENA_ARRAY(a, room, uint32_t);
	while (at < v->plain.len) {
		struct bank_row r = bank_row_at(v, at, v->plain.len);
		bool empty = r.n == 1 && r.at[0].from == r.at[0].to;

		at = r.end;
		if (empty || v->plain.ptr[r.at[0].from] == '>') {
			gap = true;
			continue;
		}
		if (j.n && !gap && r.n == 1 && is_broken(&j, whole, begin, v, r.at[0])) {
			put(&j, ' ', j.end);
		} else if (j.n) {
			put(&j, '\n', j.end);
			whole = j.n;
		}
		begin = j.n;
		put_row(&j, v, &r);
		gap = false;
	}
	j.at[j.n] = (uint32_t)v->text.len;
	return (struct bank_view){ v->text, { j.to, j.n }, j.at };
}
