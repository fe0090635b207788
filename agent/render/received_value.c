/* Single values of a supplier's invoice, as they were written and yet as this language writes them. */
#include "received_in.h"

#include "span.h"
#include "utf8.h"

#define JOINED_MAX ((size_t)64 << 10)
#define SHORT_MAX  250
#define FACT_MAX   60
#define DIGITS_MAX 24 /* more has no room, and is no sum */
#define FIGURE_MAX 28

/* "+0123.4500" -> "123.45", with `least` decimals at least; false: not a plain number, or a very long one. */
static bool plain_number(struct arena *a, struct span text, unsigned least, struct span *ret)
{
	size_t dot = SIZE_MAX, i = 0, decimals;
	struct buf b;

	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		i++;
	if (i == text.len || text.len > DIGITS_MAX)
		return false;
	for (size_t k = i; k < text.len; k++) {
		if (text.ptr[k] == '.' && dot == SIZE_MAX && k > i)
			dot = k;
		else if (text.ptr[k] < '0' || text.ptr[k] > '9')
			return false;
	}
	decimals = dot == SIZE_MAX ? 0 : text.len - dot - 1;
	while (decimals > least && text.ptr[dot + decimals] == '0')
		decimals--;
	dot = dot == SIZE_MAX ? text.len : dot;
	buf_init(&b, a, DIGITS_MAX + 20);
	if (text.ptr[0] == '-')
		buf_add_char(&b, '-');
	while (i + 1 < dot && text.ptr[i] == '0')
		i++;
	buf_add(&b, span_sub(text, i, dot - i));
	if (decimals || least)
		buf_add_char(&b, '.');
	buf_add(&b, span_sub(text, dot + 1, decimals));
	for (; decimals < least; decimals++)
		buf_add_char(&b, '0');
	*ret = buf_span(&b);
	return true;
}

static void number(struct received_tree *t, struct span text, unsigned least, struct span currency,
		   struct span *ret, struct span *ret_plain)
{
	struct span digits;

	*ret = *ret_plain = tree_cut(t, text, FIGURE_MAX)->u.text;
	if (!t->rc && plain_number(t->a, text, least, &digits))
		t->rc = look_amount(t->look, t->a, t->in->lang, digits, currency, ret, ret_plain,
				    t->why);
}

void tree_amount_in(struct received_tree *t, struct value *v, const char *key, struct span text,
		    struct span currency)
{
	struct span full, plain;

	number(t, text, t->decimals, currency, &full, &plain);
	value_set(t->a, v, key, value_text(t->a, full));
	value_set(t->a, v, arena_str(t->a, arena_fmt(t->a, "%s_plain", key)),
		  value_text(t->a, plain));
}

void tree_amount(struct received_tree *t, struct value *v, const char *key, struct span text)
{
	tree_amount_in(t, v, key, text, t->currency);
}

struct value *tree_number(struct received_tree *t, struct span text, unsigned least)
{
	struct span full, plain;

	number(t, text, least, S(""), &full, &plain);
	return value_text(t->a, plain);
}

void tree_day(struct received_tree *t, struct value *v, const char *key, struct span text)
{
	static const char *const forms[] = { "", "_long", "_short", "_plain" };
	struct day d;

	if (day_parse(span_sub(text, 0, 10), &d) == RC_OK) {
		value_set(t->a, v, key, value_day(t->a, d));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		value_set(t->a, v, arena_str(t->a, arena_fmt(t->a, "%s%s", key, forms[i])),
			  tree_short(t, text));
}

struct value *tree_cut(struct received_tree *t, struct span text, size_t most)
{
	struct span cut = utf8_cut(text, most);

	return value_text(t->a,
			  cut.len < text.len ? arena_fmt(t->a, "%.*s…", SPAN_ARG(cut)) : text);
}

struct value *tree_short(struct received_tree *t, struct span text)
{
	return tree_cut(t, text, SHORT_MAX);
}

void tree_note(struct received_tree *t, struct value *list, struct span text)
{
	if (text.len)
		value_push(t->a, list,
			   value_set(t->a, value_new_map(t->a), "text", value_text(t->a, text)));
}

struct value *tree_fact(struct received_tree *t, struct span text)
{
	if (utf8_count(text) > FACT_MAX)
		tree_note(t, t->notes, text);
	return tree_cut(t, text, FACT_MAX);
}

struct span tree_say(struct received_tree *t, const char *key, const struct value *args)
{
	struct value *shown = NULL;
	struct span ret = S("");

	if (!t->rc && args)
		t->rc = look_localise(t->look, t->a, t->in->lang, args, &shown, t->why);
	if (!t->rc)
		t->rc = look_text(t->look, t->a, t->in->lang, span_of(key), shown, &ret, t->why);
	return ret;
}

void tree_set(struct received_tree *t, struct value *v, const char *key, struct span text)
{
	value_set(t->a, v, key, tree_short(t, text));
}

struct span tree_joined(struct arena *a, const struct span *text, size_t n)
{
	struct buf b;

	buf_init(&b, a, JOINED_MAX);
	for (size_t i = 0; i < n; i++)
		if (text[i].len)
			buf_add_fmt(&b, "%s%.*s", b.len ? ", " : "", SPAN_ARG(text[i]));
	return buf_span(&b);
}

void tree_id(struct received_tree *t, struct value *list, const char *key, struct span id)
{
	if (id.len)
		tree_note(t, list,
			  tree_say(t, key,
				   value_set(t->a, value_new_map(t->a), "id", tree_fact(t, id))));
}
