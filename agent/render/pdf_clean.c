/* What of a text the faces can show. What they lack is shown by what says the same, pictures (emoji) are
 * left out, and only what is left after that is a box. */
#include "pdf_text.h"
#include "span.h"
#include "utf8.h"

#define RUNE_MINUS 0x2212

/* Joiners, direction marks, variation selectors, skin tones: they change their neighbour and have no
 * place of their own. */
static bool rune_has_no_width(uint32_t r)
{
	return r == 0xad || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) ||
	       (r >= 0x2060 && r <= 0x2064) || (r >= 0x2066 && r <= 0x2069) ||
	       (r >= 0xfe00 && r <= 0xfe0f) || r == 0xfeff || (r >= 0x1f3fb && r <= 0x1f3ff) ||
	       (r >= 0xe0000 && r <= 0xe01ef);
}

static bool rune_is_control(uint32_t r)
{
	return (r < 0x20 && r != '\n' && r != TEXT_TOGGLE) || (r >= 0x7f && r < 0xa0) ||
	       r == 0x2028 || r == 0x2029;
}

/* Emoji and dingbats: the words beside them say what is meant. */
static bool rune_is_picture(uint32_t r)
{
	return (r >= 0x1f000 && r <= 0x1faff) || (r >= 0x2600 && r <= 0x27bf) ||
	       (r >= 0x2b05 && r <= 0x2b55) || r == 0x231a || r == 0x231b || r == 0x20e3;
}

/* A hyphen that begins a figure is a minus. */
static bool is_minus(struct span s, size_t at)
{
	return s.ptr[at] == '-' && at + 1 < s.len && s.ptr[at + 1] >= '0' && s.ptr[at + 1] <= '9' &&
	       (at == 0 || s.ptr[at - 1] == ' ');
}

static bool type_has(const struct type *t, uint32_t r)
{
	return r == '\n' || r == TEXT_TOGGLE ||
	       (pdf_font_has(t->face[FACE_REGULAR], r) && pdf_font_has(t->face[FACE_BOLD], r));
}

static bool type_has_all(const struct type *t, struct span s)
{
	uint32_t r;

	for (size_t i = 0; i < s.len; i++)
		if (is_minus(s, i))
			return false;
	while (utf8_next(&s, &r))
		if (rune_is_control(r) || rune_has_no_width(r) || !type_has(t, r))
			return false;
	return true;
}

/* In place of a character that the faces lack: its plainer form, less the marks that they lack too. */
static void clean_missing(const struct type *t, struct buf *b, uint32_t r)
{
	uint32_t part[UTF8_PLAINER_MAX];
	size_t n = utf8_plainer(r, part);

	if (utf8_is_mark(r))
		return;
	for (size_t i = 0; i < n; i++)
		if (!type_has(t, part[i]) && !utf8_is_mark(part[i]))
			n = 0;
	if (n == 0)
		buf_add_rune(b, TYPE_BOX);
	for (size_t i = 0; i < n; i++)
		if (type_has(t, part[i]))
			buf_add_rune(b, part[i]);
}

/* keep_pictures: as boxes. */
static struct span clean_slowly(const struct type *t, struct span s, bool keep_pictures)
{
	struct span rest = s;
	bool dropped = false;
	uint32_t r;
	struct buf b;

	buf_init(&b, t->arena, 40 * s.len + 1);
	while (utf8_next(&rest, &r)) {
		size_t at = s.len - rest.len - 1;

		if (rune_has_no_width(r))
			continue;
		if (rune_is_picture(r) && !type_has(t, r) && !keep_pictures) {
			dropped = true;
			continue;
		}
		/* One of the two blanks round it goes with it. */
		if (dropped && r == ' ' && (b.len == 0 || b.ptr[b.len - 1] == ' '))
			continue;
		dropped = false;
		if (rune_is_control(r) || (r >= 0x2000 && r <= 0x200a && !type_has(t, r)))
			r = ' ';
		else if (r == 0x2011 && !type_has(t, r))
			r = '-';
		if (r == '-' && is_minus(s, at) && type_has(t, RUNE_MINUS))
			r = RUNE_MINUS;
		if (type_has(t, r))
			buf_add_rune(&b, r);
		else
			clean_missing(t, &b, r);
	}
	if (dropped && b.len > 0 && b.ptr[b.len - 1] == ' ')
		buf_trunc(&b, b.len - 1);
	return buf_span(&b);
}

struct span type_clean(const struct type *t, struct span s)
{
	struct span clean;

	s = utf8_clean(t->arena, s);
	if (type_has_all(t, s))
		return s;
	s = utf8_nfc_ro(t->arena, s);
	clean = clean_slowly(t, s, false);
	return span_trim(clean).len || !span_trim(s).len ? clean : clean_slowly(t, s, true);
}

/* A box that stands in the text itself is a letter that nobody could read, not one that the faces lack. */
static struct span without_boxes(struct arena *a, struct span s)
{
	struct span rest = utf8_clean(a, s);
	struct buf b;
	uint32_t r;

	buf_init(&b, a, rest.len + 1);
	while (utf8_next(&rest, &r))
		if (r != TYPE_BOX)
			buf_add_rune(&b, r);
	return buf_span(&b);
}

struct span type_missing(const struct type *t, struct span s)
{
	const struct span box = S("\xef\xbf\xbd");
	struct span rest, all = without_boxes(t->arena, s), one;
	bool pictures = !span_has(clean_slowly(t, all, false), box);
	struct buf b;
	uint32_t r;

	if (!span_has(type_clean(t, all), box))
		return S("");
	rest = all = utf8_nfc_ro(t->arena, all);
	buf_init(&b, t->arena, all.len + 1);
	while (utf8_next(&rest, &r)) {
		size_t after = all.len - rest.len;
		size_t before = after;

		do
			before--;
		while (((unsigned char)all.ptr[before] & 0xc0) == 0x80);
		one = span_sub(all, before, after - before);
		if (span_has(clean_slowly(t, one, pictures), box) && !span_has(buf_span(&b), one))
			buf_add(&b, one);
	}
	return buf_span(&b);
}
