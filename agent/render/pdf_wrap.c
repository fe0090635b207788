/* Breaking text into lines: greedy, at blanks. */
#include "pdf_text.h"
#include "span.h"
#include "utf8.h"

struct wrap {
	const struct type *t;
	struct text_style style;
	int max;
	bool bold; /* toggled on */
	struct text_lines lines;
};

static struct text_line *wrap_line(struct wrap *w)
{
	return &w->lines.at[w->lines.n - 1];
}

static void wrap_new_line(struct wrap *w)
{
	(void)ARENA_PUSH(w->t->arena, &w->lines);
}

static struct text_style wrap_style(const struct wrap *w, bool bold)
{
	struct text_style style = w->style;

	if (bold)
		style.face = FACE_BOLD;
	return style;
}

/* What kerning takes off where two pieces and the blank between them meet. */
static int wrap_joint(const struct wrap *w, struct span left, struct span right)
{
	struct text_style style = wrap_style(w, w->bold);
	size_t last = left.len, first = 0;
	char text[10];

	while (last > 0 && ((unsigned char)left.ptr[--last] & 0xc0) == 0x80)
		;
	do
		first++;
	while (first < right.len && ((unsigned char)right.ptr[first] & 0xc0) == 0x80);
	left = span_from(left, last);
	right = span_sub(right, 0, first);
	if (left.len > 4 || right.len > 4)
		return 0;
	memcpy(text, left.ptr, left.len);
	text[left.len] = ' ';
	memcpy(text + left.len + 1, right.ptr, right.len);
	return type_width(w->t, style, (struct span){ text, left.len + 1 + right.len }) -
	       type_width(w->t, style, left) - type_width(w->t, style, S(" ")) -
	       type_width(w->t, style, right);
}

/* Put a piece at the line's end, `gap` behind what is there; it joins the run before it where both
 * are neighbours in the source. */
static void wrap_append(struct wrap *w, struct span s, int gap, int width)
{
	struct text_line *line = wrap_line(w);
	struct text_run *last = line->n ? &line->at[line->n - 1] : NULL;
	enum face face = wrap_style(w, w->bold).face;

	if (last && last->face == face && gap && last->s.ptr + last->s.len + 1 == s.ptr) {
		gap += wrap_joint(w, last->s, s);
		last->s.len += 1 + s.len;
	} else {
		last = ARENA_PUSH(w->t->arena, line);
		*last = (struct text_run){ s, face, line->width + gap };
	}
	line->width += gap + width;
}

/* The longest beginning of s that fits, cut after a mark where there is one in its second half; one
 * character at least. */
static size_t wrap_fit(const struct wrap *w, struct span s, int room)
{
	struct text_style style = wrap_style(w, w->bold);
	struct span rest = s;
	size_t fits = 0, after_mark = 0;
	uint32_t r;

	while (utf8_next(&rest, &r)) {
		size_t len = s.len - rest.len;

		if (fits > 0 && type_width(w->t, style, span_sub(s, 0, len)) > room)
			break;
		fits = len;
		if (r < 0x80 && strchr("-/@._,;:", (int)r))
			after_mark = len;
	}
	return after_mark * 2 > fits ? after_mark : fits;
}

/* A piece of one face; what is wider than a line is cut. */
static void wrap_piece(struct wrap *w, struct span s, int gap)
{
	struct text_style style = wrap_style(w, w->bold);

	while (s.len > 0) {
		int room = w->max - wrap_line(w)->width - gap, width = type_width(w->t, style, s);
		size_t n;

		if (width <= room) {
			wrap_append(w, s, gap, width);
			return;
		}
		if (room < w->max / 3 && wrap_line(w)->n > 0) {
			wrap_new_line(w);
			gap = 0;
			continue;
		}
		n = wrap_fit(w, s, room);
		wrap_append(w, span_sub(s, 0, n), gap, type_width(w->t, style, span_sub(s, 0, n)));
		s = span_from(s, n);
		if (s.len > 0)
			wrap_new_line(w);
		gap = 0;
	}
}

/* Take what stands before the next toggle; *toggled: the toggle was there. */
static struct span wrap_next_part(struct span *word, bool *toggled)
{
	size_t at = span_find_char(*word, TEXT_TOGGLE, 0);
	struct span part = span_sub(*word, 0, at);

	*toggled = at != SIZE_MAX;
	*word = *toggled ? span_from(*word, at + 1) : S("");
	return part;
}

static int wrap_word_width(const struct wrap *w, struct span word)
{
	bool bold = w->bold, toggled = true;
	int width = 0;

	while (toggled) {
		struct span part = wrap_next_part(&word, &toggled);

		width += type_width(w->t, wrap_style(w, bold), part);
		bold = bold != toggled;
	}
	return width;
}

/* One word: up to the next blank; its parts may differ in face. */
static void wrap_word(struct wrap *w, struct span word, bool gap_before)
{
	int width = wrap_word_width(w, word), gap = 0;
	bool toggled = true;

	if (wrap_line(w)->n > 0 && gap_before)
		gap = type_width(w->t, w->style, S(" "));
	if (wrap_line(w)->n > 0 && wrap_line(w)->width + gap + width > w->max && width <= w->max) {
		wrap_new_line(w);
		gap = 0;
	}
	while (toggled) {
		struct span part = wrap_next_part(&word, &toggled);

		if (part.len > 0) {
			wrap_piece(w, part, gap);
			gap = 0;
		}
		w->bold = w->bold != toggled;
	}
}

struct text_lines type_wrap(const struct type *t, struct text_style style, struct span s, int width)
{
	struct wrap w = { .t = t, .style = style, .max = width };
	struct span line, word;

	wrap_new_line(&w);
	for (bool first = true; span_next_part(&s, '\n', &line); first = false) {
		bool gap = false;

		if (!first)
			wrap_new_line(&w);
		while (span_next_part(&line, ' ', &word)) {
			if (word.len == 0)
				continue;
			wrap_word(&w, word, gap);
			gap = true;
		}
	}
	return w.lines;
}
