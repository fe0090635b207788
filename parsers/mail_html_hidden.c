/* Text that a person does not see: a way to smuggle words past who reads the mail. An element hides by its
 * attributes, its style, or a rule of a sheet (mail_html_css.c). In doubt text is dropped: less is read,
 * and a person is asked. */
#include "buf.h"
#include "mail_html_in.h"
#include "mail_header.h"
#include "span.h"

enum {
	NEAR = 12 /* colours this close are one to the eye */,
	TINY = 2 /* px or pt */,
	STYLE_MAX = 64 << 10
};

static bool starts(struct span s, const char *with)
{
	return span_starts(s, span_of(with));
}

/* The next number of s, in tenths; -1 when there is none before its end. */
static int next_tenths(struct span *s)
{
	size_t i = 0;
	int n = 0;

	while (i < s->len && (s->ptr[i] < '0' || s->ptr[i] > '9') && s->ptr[i] != '.')
		i++;
	if (i == s->len)
		return -1;
	for (; i < s->len && s->ptr[i] >= '0' && s->ptr[i] <= '9'; i++)
		n = n < 100000 ? n * 10 + (s->ptr[i] - '0') : n;
	n *= 10;
	if (i < s->len && s->ptr[i] == '.')
		i++;
	if (i < s->len && s->ptr[i - 1] == '.' && s->ptr[i] >= '0' && s->ptr[i] <= '9')
		n += s->ptr[i] - '0';
	while (i < s->len && s->ptr[i] >= '0' && s->ptr[i] <= '9')
		i++;
	*s = span_from(*s, i);
	return n;
}

static struct html_colour hex_colour(struct span s)
{
	struct html_colour c = { .known = true };
	size_t step = s.len >= 7 ? 2 : 1;

	if (s.len < 4)
		return (struct html_colour){ .known = false };
	for (size_t i = 0; i < 3; i++) {
		int high = mail_hex_digit(s.ptr[1 + i * step]);
		int low = mail_hex_digit(s.ptr[i * step + step]);

		if (high < 0 || low < 0)
			return (struct html_colour){ .known = false };
		c.part[i] = high * 16 + low;
	}
	if (s.len == 9 || s.len == 5)
		c.clear = s.ptr[s.len - 1] == '0' && s.ptr[s.len - (s.len == 9 ? 2 : 1)] == '0';
	return c;
}

/* #fff, #ffffff, rgb(255, 255, 255), rgba(), names that hide something. s: lower case. */
static struct html_colour read_colour(struct span s)
{
	static const struct {
		const char *name;
		int part[3];
	} names[] = { { "white", { 255, 255, 255 } },
		      { "snow", { 255, 250, 250 } },
		      { "ivory", { 255, 255, 240 } },
		      { "ghostwhite", { 248, 248, 255 } },
		      { "floralwhite", { 255, 250, 240 } },
		      { "whitesmoke", { 245, 245, 245 } },
		      { "black", { 0, 0, 0 } } };
	struct html_colour c = { .known = false };

	s = span_trim(s);
	if (starts(s, "#")) {
		size_t n = 1;

		while (n < s.len && mail_hex_digit(s.ptr[n]) >= 0)
			n++;
		return hex_colour(span_sub(s, 0, n));
	}
	if (starts(s, "transparent"))
		return (struct html_colour){ .known = true, .clear = true };
	if (starts(s, "rgb")) {
		bool percent = span_find_char(s, '%', 0) != SIZE_MAX;
		int alpha;

		for (size_t i = 0; i < 3; i++) {
			int n = next_tenths(&s);

			if (n < 0)
				return c;
			c.part[i] = percent ? n * 255 / 1000 : n / 10;
		}
		alpha = next_tenths(&s);
		c.known = true;
		c.clear = alpha == 0;
		return c;
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = span_of(names[i].name).len;

		if (starts(s, names[i].name) &&
		    (s.len == n || s.ptr[n] == ' ' || s.ptr[n] == '!')) {
			memcpy(c.part, names[i].part, sizeof(c.part));
			c.known = true;
		}
	}
	return c;
}

static bool same_colour(const struct html_colour *x, const struct html_colour *y)
{
	for (size_t i = 0; i < 3; i++) {
		int d = x->part[i] - y->part[i];

		if (d > NEAR || d < -NEAR)
			return false;
	}
	return true;
}

/* false: the element says nothing of it. A picture, or what is not understood, may be any colour. */
static bool own_background(struct arena *a, struct span style, const xmlNode *n,
			   struct html_colour *ret)
{
	struct span v = css_value(style, "background-color");

	if (!v.len)
		v = css_value(style, "background");
	if (!v.len)
		v = css_plain(a, html_attr(n, "bgcolor"));
	*ret = read_colour(v);
	if (ret->clear)
		return false;
	return v.len || css_value(style, "background-image").len || html_attr(n, "background").len;
}

/* A colour that is not seen on what stands behind it: the nearest background that is said, else paper. */
static bool is_unseen(const struct html_backs *backs, struct span text_colour)
{
	static const struct html_colour paper = { .part = { 255, 255, 255 }, .known = true };
	const struct html_colour *back = backs->n ? &backs->at[backs->n - 1].colour : &paper;
	struct html_colour c = read_colour(text_colour);

	return c.known && (c.clear || (back->known && same_colour(&c, back)));
}

static bool is_tiny(struct span v)
{
	struct span rest = v;
	int n = next_tenths(&rest);

	if (!v.len || (v.ptr[0] != '.' && (v.ptr[0] < '0' || v.ptr[0] > '9')))
		return false;
	rest = span_trim(rest);
	if (n == 0)
		return true;
	return n <= TINY * 10 && (starts(rest, "px") || starts(rest, "pt"));
}

static bool is_far_off(struct span v)
{
	struct span rest = v;

	return starts(v, "-") && next_tenths(&rest) >= 5000;
}

/* One declaration that hides by itself. */
static bool declaration_hides(struct span name, struct span v)
{
	static const struct {
		const char *name, *begin;
	} words[] = { { "display", "none" },        { "visibility", "hidden" },
		      { "visibility", "collapse" }, { "mso-hide", "all" },
		      { "clip", "rect(0" },         { "clip", "rect(1px" },
		      { "clip-path", "inset(50%" }, { "clip-path", "inset(100%" },
		      { "clip-path", "circle(0" },  { "transform", "scale(0)" },
		      { "transform", "scale(0,0)" } };
	static const char *const zero[] = { "opacity", "max-height", "max-width", "font" };
	static const char *const far[] = { "text-indent", "left",        "right",
					   "top",         "margin-left", "margin-top" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (span_eq_str(name, words[i].name) && starts(v, words[i].begin))
			return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(zero); i++) {
		if (span_eq_str(name, zero[i]) && css_is_zero(v))
			return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(far); i++) {
		if (span_eq_str(name, far[i]) && is_far_off(v))
			return true;
	}
	return span_eq_str(name, "font-size") && is_tiny(v);
}

/* style: css_plain. Colours are judged where the element stands. */
static bool style_hides(struct span style)
{
	struct span all = style, decl;
	bool clipped = starts(css_value(all, "overflow"), "hidden");

	while (span_next_part(&style, ';', &decl)) {
		size_t colon = span_find_char(decl, ':', 0);
		struct span name, v;

		if (colon == SIZE_MAX)
			continue;
		name = span_trim(span_sub(decl, 0, colon));
		v = span_trim(span_from(decl, colon + 1));
		if (declaration_hides(name, v))
			return true;
		if (clipped && (span_eq(name, S("height")) || span_eq(name, S("width"))) &&
		    css_is_zero(v))
			return true;
	}
	return false;
}

bool css_text_hides(struct span declarations)
{
	struct html_colour c = read_colour(css_value(declarations, "color"));
	struct span back = css_value(declarations, "background-color");
	struct html_colour behind =
		read_colour(back.len ? back : css_value(declarations, "background"));
	static const struct html_colour paper = { .part = { 255, 255, 255 }, .known = true };

	if (style_hides(declarations) || (c.known && c.clear))
		return true;
	/* In a sheet only both colours together are sure; white alone may stand on a dark button. */
	return c.known && behind.known && same_colour(&c, behind.clear ? &paper : &behind);
}

static bool hides(struct arena *a, struct css_hiding *sheets, const struct html_backs *backs,
		  struct span style, const xmlNode *n)
{
	if (html_has_attr(n, "hidden") || css_sheets_hide(sheets, n))
		return true;
	if ((html_is(n, "dialog") && !html_has_attr(n, "open")) || html_is(n, "datalist"))
		return true;
	if (html_is(n, "font") && is_unseen(backs, css_plain(a, html_attr(n, "color"))))
		return true;
	return style.len && (style_hides(style) || is_unseen(backs, css_value(style, "color")));
}

bool html_is_hidden(struct arena *a, struct css_hiding *sheets, struct html_backs *backs,
		    const xmlNode *n)
{
	struct span style = css_plain(a, span_sub(html_attr(n, "style"), 0, STYLE_MAX));
	struct html_colour colour;
	struct html_back *back;

	if (own_background(a, style, n, &colour)) {
		back = ARENA_PUSH(a, backs);
		back->node = n;
		back->colour = colour;
	}
	if (!hides(a, sheets, backs, style, n))
		return false;
	html_back_leave(backs, n);
	return true;
}

void html_back_leave(struct html_backs *backs, const xmlNode *n)
{
	if (backs->n && backs->at[backs->n - 1].node == n)
		backs->n--;
}
