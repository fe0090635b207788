/* A value tree in one language. How money, days and numbers are written stands in
 * templates/LANG/texts/format.txt; here is only the arithmetic. */
#include "look.h"
#include "span.h"
#include "texts.h"

enum { TREE_DEEP = 64 };

struct localise {
	const struct look *look;
	struct arena *a;
	struct span lang;
	struct why *why;
	unsigned depth;
};

static enum rc text_of(const struct localise *l, const char *key, const struct value *args,
		       struct span *ret)
{
	return look_text(l->look, l->a, l->lang, span_of(key), args, ret, l->why);
}

/* "-1234567.5" with the language's marks: "-1.234.567,5". */
static enum rc write_number(const struct localise *l, struct span plain, struct span *ret)
{
	struct span group, mark;
	size_t dot = span_find_char(plain, '.', 0);
	size_t whole = dot == SIZE_MAX ? plain.len : dot;
	struct buf b;
	enum rc rc;

	rc = text_of(l, TX("format.group"), NULL, &group);
	if (rc)
		return rc;
	rc = text_of(l, TX("format.decimal"), NULL, &mark);
	if (rc)
		return rc;
	buf_init(&b, l->a, plain.len * 4 + 64);
	for (size_t i = 0; i < whole; i++) {
		bool digit_before = i > 0 && plain.ptr[i - 1] != '-';

		if (digit_before && (whole - i) % 3 == 0)
			buf_add(&b, group);
		buf_add_char(&b, plain.ptr[i]);
	}
	if (dot != SIZE_MAX) {
		buf_add(&b, mark);
		buf_add(&b, span_from(plain, dot + 1));
	}
	*ret = buf_span(&b);
	return RC_OK;
}

/* Figures with their unit. */
static enum rc write_amount(const struct localise *l, struct span plain, struct span cur,
			    struct span *ret)
{
	struct value *args = value_new_map(l->a);

	if (cur.len == 0) {
		*ret = plain;
		return RC_OK;
	}
	if (span_eq_str(cur, "RON")) {
		enum rc rc = text_of(l, TX("format.currency.RON"), NULL, &cur);

		if (rc)
			return rc;
	}
	value_set(l->a, args, "amount", value_text(l->a, plain));
	value_set(l->a, args, "currency", value_text(l->a, cur));
	return text_of(l, TX("format.money"), args, ret);
}

static enum rc write_money(const struct localise *l, struct money m, struct span *ret,
			   struct span *plain)
{
	enum rc rc = write_number(l, money_print(l->a, m), plain);

	return rc ? rc : write_amount(l, *plain, span_of(m.cur), ret);
}

enum rc look_amount(const struct look *look, struct arena *a, struct span lang, struct span digits,
		    struct span currency, struct span *ret, struct span *ret_plain,
		    struct why *reterr)
{
	struct localise l = { look, a, lang, reterr, 0 };
	enum rc rc = write_number(&l, digits, ret_plain);

	return rc ? rc : write_amount(&l, *ret_plain, currency, ret);
}

static const char *month_key(int month)
{
	static const char *const key[] = {
		TX("format.month.1"),  TX("format.month.2"),  TX("format.month.3"),
		TX("format.month.4"),  TX("format.month.5"),  TX("format.month.6"),
		TX("format.month.7"),  TX("format.month.8"),  TX("format.month.9"),
		TX("format.month.10"), TX("format.month.11"), TX("format.month.12"),
	};

	return key[(month - 1) % 12];
}

/* Arguments of the day patterns: d, dd, mm, yyyy, month. */
static enum rc day_args(const struct localise *l, struct day d, struct value **ret)
{
	struct civil c = day_civil(d);
	struct value *args = value_new_map(l->a);
	struct span month;
	enum rc rc = text_of(l, month_key(c.month), NULL, &month);

	if (rc)
		return rc;
	value_set(l->a, args, "d", value_text(l->a, arena_fmt(l->a, "%d", c.day)));
	value_set(l->a, args, "dd", value_text(l->a, arena_fmt(l->a, "%02d", c.day)));
	value_set(l->a, args, "mm", value_text(l->a, arena_fmt(l->a, "%02d", c.month)));
	value_set(l->a, args, "yyyy", value_text(l->a, arena_fmt(l->a, "%04d", c.year)));
	value_set(l->a, args, "month", value_text(l->a, month));
	*ret = args;
	return RC_OK;
}

/* Keys of the source are unique, so none is sought before it is added. */
static void push_member(const struct localise *l, struct value *map, struct span key,
			struct value *v)
{
	struct value_member *m = ARENA_PUSH(l->a, &map->u.map);

	m->key = key;
	m->val = v;
}

/* Forms stand behind all members of the source: one that has the same name is found first. */
static void set_beside(const struct localise *l, struct value *map, struct span key,
		       const char *ending, struct span text)
{
	push_member(l, map, arena_fmt(l->a, "%.*s%s", SPAN_ARG(key), ending),
		    value_text(l->a, text));
}

static enum rc add_day(const struct localise *l, struct value *map, struct span key, struct day d)
{
	struct value *args;
	struct span text;
	enum rc rc = day_args(l, d, &args);

	if (rc)
		return rc;
	rc = text_of(l, TX("format.day_long"), args, &text);
	if (rc)
		return rc;
	set_beside(l, map, key, "_long", text);
	rc = text_of(l, TX("format.day_short"), args, &text);
	if (rc)
		return rc;
	set_beside(l, map, key, "_short", text);
	rc = text_of(l, TX("format.day"), args, &text);
	if (rc)
		return rc;
	set_beside(l, map, key, "_plain", text);
	return RC_OK;
}

/* The members that stand beside "x": its other forms. An absent x has them too, empty, so that a
 * template may name them. */
static enum rc add_forms(const struct localise *l, struct value *map, struct span key,
			 const struct value *v)
{
	struct span full, plain;
	enum rc rc;

	if (v->kind == VALUE_DAY)
		return add_day(l, map, key, v->u.day);
	if (v->kind == VALUE_MONEY) {
		rc = write_money(l, v->u.money, &full, &plain);
		if (rc)
			return rc;
		set_beside(l, map, key, "_plain", plain);
	} else if (v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && v->u.text.len == 0)) {
		set_beside(l, map, key, "_plain", S(""));
		set_beside(l, map, key, "_long", S(""));
		set_beside(l, map, key, "_short", S(""));
	}
	return RC_OK;
}

static enum rc localise(struct localise *l, const struct value *v, struct value **ret);

static enum rc localise_map(struct localise *l, const struct value *v, struct value **ret)
{
	struct value *map = value_new_map(l->a);

	for (size_t i = 0; i < v->u.map.n; i++) {
		const struct value_member *m = &v->u.map.at[i];
		struct value *item = NULL;
		enum rc rc = localise(l, m->val, &item);

		if (rc)
			return rc;
		push_member(l, map, arena_span(l->a, m->key), item);
	}
	for (size_t i = 0; i < v->u.map.n; i++) {
		enum rc rc = add_forms(l, map, v->u.map.at[i].key, v->u.map.at[i].val);

		if (rc)
			return rc;
	}
	*ret = map;
	return RC_OK;
}

static enum rc localise_list(struct localise *l, const struct value *v, struct value **ret)
{
	struct value *list = value_new_list(l->a);

	for (size_t i = 0; i < v->u.list.n; i++) {
		struct value *item = NULL;
		enum rc rc = localise(l, v->u.list.at[i], &item);

		if (rc)
			return rc;
		value_push(l->a, list, item);
	}
	*ret = list;
	return RC_OK;
}

static enum rc localise_scalar(struct localise *l, const struct value *v, struct value **ret)
{
	struct value *args;
	struct span text = S(""), plain;
	enum rc rc = RC_OK;

	switch (v->kind) {
	case VALUE_MONEY:
		rc = write_money(l, v->u.money, &text, &plain);
		break;
	case VALUE_DAY:
		rc = day_args(l, v->u.day, &args);
		if (rc == RC_OK)
			rc = text_of(l, TX("format.day"), args, &text);
		break;
	case VALUE_DECIMAL:
		rc = write_number(l, decimal_print(l->a, v->u.dec, 0), &text);
		break;
	case VALUE_INT:
		text = arena_fmt(l->a, "%lld", (long long)v->u.num);
		break;
	case VALUE_TX:
		rc = look_text(l->look, l->a, l->lang, v->u.text, v->args, &text, l->why);
		break;
	case VALUE_TEXT:
		text = v->u.text;
		break;
	case VALUE_BOOL:
		*ret = value_bool(l->a, v->u.yes);
		return RC_OK;
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	if (rc)
		return rc;
	*ret = value_text(l->a, text);
	return RC_OK;
}

static enum rc localise(struct localise *l, const struct value *v, struct value **ret)
{
	enum rc rc;

	if (l->depth == TREE_DEEP)
		return why_fail(l->why, RC_BAD_CONFIG, "value tree is too deep");
	l->depth++;
	if (v && v->kind == VALUE_MAP)
		rc = localise_map(l, v, ret);
	else if (v && v->kind == VALUE_LIST)
		rc = localise_list(l, v, ret);
	else if (v)
		rc = localise_scalar(l, v, ret);
	else
		rc = localise_scalar(l, &(struct value){ .kind = VALUE_NULL }, ret);
	l->depth--;
	return rc;
}

enum rc look_localise(const struct look *look, struct arena *a, struct span lang,
		      const struct value *v, struct value **ret, struct why *reterr)
{
	struct localise l = { .look = look, .a = a, .lang = lang, .why = reterr };

	return localise(&l, v, ret);
}
