/* Structure by the table of ubl_shapes.c, values by the ending of an element's name (UBL naming rules). */
#include "ubl_structure.h"

#include "day.h"
#include "span.h"
#include "ubl_number.h"

static const struct ubl_shape *shape_of(const struct ubl_node *n)
{
	for (size_t i = 0; i < ubl_shapes_n; i++) {
		struct span rest = span_of(ubl_shapes[i].names), name;

		while (span_next_word(&rest, &name))
			if (span_eq(name, n->name->local))
				return &ubl_shapes[i];
	}
	return NULL;
}

/* Whether n is the child that a word of a shape names; the word without its mark comes back in *name. */
static bool is_child(const struct ubl_node *n, struct span word, char *mark)
{
	enum ubl_ns ns = UBL_CBC;

	*mark = word.ptr[word.len - 1];
	if (*mark == '?' || *mark == '*' || *mark == '+')
		word.len--;
	else
		*mark = '1';
	if (span_starts(word, S("cac:")) || span_starts(word, S("ext:"))) {
		ns = word.ptr[0] == 'c' ? UBL_CAC : UBL_EXT;
		word = span_from(word, 4);
	}
	return n && n->name->ns == ns && span_eq(n->name->local, word);
}

static const struct ubl_node *children_fault(const struct ubl_node *n,
					     const struct ubl_shape *shape, struct why *why)
{
	struct span rest = span_of(shape->children), word;
	const struct ubl_node *c = n->child;
	char mark;

	while (span_next_word(&rest, &word)) {
		size_t count = 0;

		while (is_child(c, word, &mark) && (count == 0 || mark == '*' || mark == '+')) {
			count++;
			c = c->next;
		}
		if (count == 0 && (mark == '1' || mark == '+')) {
			why_set(why, "<%.*s> lacks <%.*s> where it belongs",
				SPAN_ARG(n->name->local), SPAN_ARG(word));
			return c ? c : n;
		}
	}
	if (c)
		why_set(why, "<%.*s> does not belong here in <%.*s>", SPAN_ARG(c->name->local),
			SPAN_ARG(n->name->local));
	return c;
}

static bool blank_only(struct span s)
{
	return span_trim(s).len == 0;
}

/* xs:date, a zone allowed. */
static bool is_date(struct span text)
{
	struct day day;
	struct span s = span_trim(text), zone;

	if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-' || day_parse(span_sub(s, 0, 10), &day))
		return false;
	zone = span_from(s, 10);
	return zone.len == 0 || span_eq_str(zone, "Z") ||
	       (zone.len == 6 && (zone.ptr[0] == '+' || zone.ptr[0] == '-') && zone.ptr[3] == ':');
}

static bool is_decimal(struct span text)
{
	struct span s = span_trim(text);
	size_t digits = 0, points = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			digits++;
		else if (s.ptr[i] == '.')
			points++;
		else if (i > 0 || (s.ptr[i] != '-' && s.ptr[i] != '+'))
			return false;
	}
	return digits > 0 && points <= 1;
}

static bool value_ok(const struct ubl_node *n)
{
	struct span name = n->name->local, attr;

	if (span_ends(name, S("Amount")))
		return is_decimal(n->text) && ubl_attr(n, S("currencyID"), &attr);
	if (span_ends(name, S("Quantity")) || span_ends(name, S("Percent")) ||
	    span_ends(name, S("Numeric")) || span_ends(name, S("Rate")))
		return is_decimal(n->text);
	if (span_ends(name, S("Date")))
		return is_date(n->text);
	if (span_ends(name, S("Indicator"))) {
		struct span s = span_trim(n->text);

		return span_eq_str(s, "true") || span_eq_str(s, "false") || span_eq_str(s, "1") ||
		       span_eq_str(s, "0");
	}
	if (span_ends(name, S("BinaryObject")))
		return ubl_attr(n, S("mimeCode"), &attr);
	return true;
}

static const struct ubl_node *node_fault(const struct ubl_node *n, struct why *why)
{
	const struct ubl_shape *shape = n->name->ns == UBL_CBC ? NULL : shape_of(n);
	const struct ubl_node *bad;

	if (n->name->ns == UBL_CBC) {
		if (!n->child && value_ok(n))
			return NULL;
		why_set(why, "<%.*s> has no value of its kind: \"%.*s\"", SPAN_ARG(n->name->local),
			SPAN_ARG(span_sub(n->text, 0, 60)));
		return n;
	}
	if (n->name->ns == UBL_EXT)
		return NULL;
	if (shape && (bad = children_fault(n, shape, why)) != NULL)
		return bad;
	if (!blank_only(n->text)) {
		why_set(why, "<%.*s> has text of its own", SPAN_ARG(n->name->local));
		return n;
	}
	for (const struct ubl_node *c = n->child; c; c = c->next)
		if ((bad = node_fault(c, why)) != NULL)
			return bad;
	return NULL;
}

const struct ubl_node *ubl_structure_fault(const struct ubl_doc *d, struct why *why)
{
	return node_fault(d->root, why);
}
