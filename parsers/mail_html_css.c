/* The little of CSS that hidden text needs: declarations, and sheets whose rules select by element, class,
 * id and attribute, also below others. Linear in the sheet; a mail with more rules than any client's own
 * has them cut. */
#include "buf.h"
#include "mail_html_in.h"
#include "mail_header.h"
#include "span.h"

enum {
	RULES_MAX = 200,
	STEPS_MAX = 4000000,
	SHEET_MAX = 256 << 10,
	SELECTOR_MAX = 200,
	DEPTH_MAX = 64
};

bool html_is(const xmlNode *n, const char *name)
{
	return span_ieq_str(span_of((const char *)n->name), name);
}

struct span html_attr(const xmlNode *n, const char *name)
{
	for (const xmlAttr *t = n->properties; t; t = t->next) {
		if (!span_ieq_str(span_of((const char *)t->name), name))
			continue;
		if (t->children && t->children->content)
			return span_of((const char *)t->children->content);
		return S("");
	}
	return S("");
}

bool html_has_attr(const xmlNode *n, const char *name)
{
	for (const xmlAttr *t = n->properties; t; t = t->next) {
		if (span_ieq_str(span_of((const char *)t->name), name))
			return true;
	}
	return false;
}

bool html_word_in(struct span list, struct span word)
{
	struct span w;

	while (span_next_word(&list, &w)) {
		if (span_ieq(w, word))
			return true;
	}
	return false;
}

struct span css_value(struct span style, const char *property)
{
	struct span decl;

	while (span_next_part(&style, ';', &decl)) {
		size_t colon = span_find_char(decl, ':', 0);

		if (colon != SIZE_MAX &&
		    span_ieq_str(span_trim(span_sub(decl, 0, colon)), property))
			return span_trim(span_from(decl, colon + 1));
	}
	return S("");
}

bool css_is_zero(struct span v)
{
	size_t i = 0;

	while (i < v.len && (v.ptr[i] == '0' || v.ptr[i] == '.'))
		i++;
	return i > 0 && (i == v.len || v.ptr[i] < '0' || v.ptr[i] > '9');
}

/* "\6e" or "\n" at s[i], a backslash; gives the character and moves i to its last byte. */
static uint32_t unescape(struct span s, size_t *i)
{
	uint32_t r = 0;
	size_t n = 0;

	while (n < 6 && *i + 1 + n < s.len && mail_hex_digit(s.ptr[*i + 1 + n]) >= 0)
		r = r * 16 + (uint32_t)mail_hex_digit(s.ptr[*i + 1 + n++]);
	if (n == 0) {
		++*i;
		return *i < s.len ? (unsigned char)s.ptr[*i] : 0xFFFD;
	}
	*i += n;
	if (*i + 1 < s.len && s.ptr[*i + 1] == ' ')
		++*i;
	return r ? r : 0xFFFD;
}

struct span css_plain(struct arena *a, struct span style)
{
	struct buf b;

	if (!style.len)
		return S("");
	buf_init(&b, a, style.len * 4 + 8);
	for (size_t i = 0; i < style.len; i++) {
		char c = style.ptr[i];

		if (c == '/' && i + 1 < style.len && style.ptr[i + 1] == '*') {
			i = span_find(style, S("*/"), i + 2);
			if (i == SIZE_MAX)
				break;
			i++;
		} else if (c == '\\') {
			uint32_t r = unescape(style, &i);

			buf_add_rune(&b, r >= 'A' && r <= 'Z' ? r | 0x20 : r);
		} else if ((unsigned char)c < ' ') {
			buf_add_char(&b, ' ');
		} else {
			buf_add_char(&b, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
		}
	}
	return buf_span(&b);
}

/* Screens smaller than a desk's, paper, speech, and clients of one kind: what is hidden there is seen
 * elsewhere. */
static bool media_counts(struct span prelude)
{
	static const char *const other[] = { "print", "speech",   "max-",     "prefers-",
					     "-ms-",  "-webkit-", "handheld", "not " };

	for (size_t i = 0; i < ARRAY_LEN(other); i++) {
		if (span_has(prelude, span_of(other[i])))
			return false;
	}
	return true;
}

static void take_selectors(struct arena *a, struct span list, struct css_hiding *ret)
{
	struct span one;

	while (span_next_part(&list, ',', &one)) {
		one = span_trim(one);
		/* States (:hover) come and go; siblings are not looked at. */
		if (one.len && one.len <= SELECTOR_MAX && ret->n < RULES_MAX &&
		    span_find_char(one, ':', 0) == SIZE_MAX &&
		    span_find_char(one, '+', 0) == SIZE_MAX &&
		    span_find(one, S("~ "), 0) == SIZE_MAX)
			ARENA_PUSH(a, ret)->selector = one;
	}
}

/* s: a plain sheet. Blocks of @media are entered, other at-rules passed over. */
static void read_sheet(struct arena *a, struct span s, struct css_hiding *ret)
{
	bool dead[DEPTH_MAX] = { false };
	size_t begin = 0, depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct span before = span_trim(span_sub(s, begin, i - begin));

		if (s.ptr[i] == ';' && span_starts(before, S("@"))) {
			begin = i + 1; /* @import, @charset */
		} else if (s.ptr[i] == '{' && span_starts(before, S("@")) &&
			   depth + 1 < DEPTH_MAX) {
			depth++;
			dead[depth] = dead[depth - 1] || !span_starts(before, S("@media")) ||
				      !media_counts(before);
			begin = i + 1;
		} else if (s.ptr[i] == '{') {
			size_t end = span_find_char(s, '}', i);
			struct span body =
				span_sub(s, i + 1, end == SIZE_MAX ? s.len : end - i - 1);

			if (!dead[depth] && css_text_hides(body))
				take_selectors(a, before, ret);
			if (end == SIZE_MAX)
				return;
			i = end;
			begin = end + 1;
		} else if (s.ptr[i] == '}') {
			depth -= depth > 0;
			begin = i + 1;
		}
	}
}

void css_hiding_read(struct arena *a, const xmlNode *root, struct css_hiding *ret)
{
	const xmlNode *n = root;
	size_t total = 0;

	while (n && total < SHEET_MAX) {
		if (n->type == XML_ELEMENT_NODE && html_is(n, "style") && n->children &&
		    n->children->content) {
			struct span sheet = span_of((const char *)n->children->content);

			sheet = span_sub(sheet, 0, SHEET_MAX - total);
			total += sheet.len;
			read_sheet(a, css_plain(a, sheet), ret);
		}
		if (n->children && n->type == XML_ELEMENT_NODE) {
			n = n->children;
			continue;
		}
		while (n && n != root && !n->next)
			n = n->parent;
		n = n && n != root ? n->next : NULL;
	}
}

/* "[class*=x]" with its brackets gone. */
static bool attribute_matches(const xmlNode *n, struct span s)
{
	size_t eq = span_find_char(s, '=', 0), cut = eq;
	char name[40], how = 0;
	struct span want, have;

	if (eq != SIZE_MAX && eq > 0 && memchr("~|^$*", s.ptr[eq - 1], 5)) {
		how = s.ptr[eq - 1];
		cut = eq - 1;
	}
	(void)snprintf(name, sizeof(name), "%.*s",
		       SPAN_ARG(span_trim(span_sub(s, 0, cut == SIZE_MAX ? s.len : cut))));
	if (eq == SIZE_MAX)
		return html_has_attr(n, name);
	want = span_trim(span_from(s, eq + 1));
	if (want.len >= 2 && (want.ptr[0] == '"' || want.ptr[0] == '\''))
		want = span_sub(want, 1, want.len - 2);
	have = html_attr(n, name);
	if (how == '*' || how == '$' || how == '|')
		return want.len && span_ifind(have, want, 0) != SIZE_MAX;
	if (how == '^')
		return want.len && span_istarts(have, want);
	return how == '~' ? html_word_in(have, want) : span_ieq(have, want);
}

/* "td.x#y[z]" against one element. */
static bool compound_matches(const xmlNode *n, struct span s)
{
	size_t i = 0;

	if (n->type != XML_ELEMENT_NODE)
		return false;
	while (i < s.len) {
		char kind = strchr(".#[", s.ptr[i]) ? s.ptr[i] : 't';
		size_t begin = kind == 't' ? i : i + 1, end = begin;
		struct span word;
		bool ok;

		while (end < s.len &&
		       (kind == '[' ? s.ptr[end] != ']' : !strchr(".#[", s.ptr[end])))
			end++;
		word = span_sub(s, begin, end - begin);
		if (kind == '.')
			ok = html_word_in(html_attr(n, "class"), word);
		else if (kind == '#')
			ok = span_ieq(span_trim(html_attr(n, "id")), word);
		else if (kind == '[')
			ok = attribute_matches(n, word);
		else
			ok = span_eq(word, S("*")) ||
			     span_ieq(span_of((const char *)n->name), word);
		if (!ok)
			return false;
		i = end + (kind == '[');
	}
	return s.len > 0;
}

/* The last word of the selector is the element; those before it stand somewhere above. */
static bool selector_matches(const xmlNode *n, struct span s, size_t *steps)
{
	bool last = true;

	while (s.len) {
		size_t i = s.len;
		struct span word;

		while (i > 0 && s.ptr[i - 1] != ' ' && s.ptr[i - 1] != '>')
			i--;
		word = span_from(s, i);
		*steps += 1;
		if (last && !compound_matches(n, word))
			return false;
		while (!last && n && !compound_matches(n, word)) {
			n = n->parent;
			*steps += 1;
		}
		if (!n)
			return false;
		last = false;
		n = n->parent;
		while (i > 0 && (s.ptr[i - 1] == ' ' || s.ptr[i - 1] == '>'))
			i--;
		s = span_sub(s, 0, i);
		if (s.len && !n)
			return false;
	}
	return !last;
}

bool css_sheets_hide(struct css_hiding *sheets, const xmlNode *n)
{
	for (size_t i = 0; i < sheets->n; i++) {
		if (sheets->steps > STEPS_MAX ||
		    selector_matches(n, sheets->at[i].selector, &sheets->steps))
			return true;
	}
	return false;
}
