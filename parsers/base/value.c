/* Value trees: making them and looking into them. */
#include <assert.h>

#include "span.h"
#include "value.h"

static struct value *make(struct arena *a, enum value_kind kind)
{
	struct value *v = ARENA_NEW(a, struct value);

	v->kind = kind;
	return v;
}

struct value *value_text(struct arena *a, struct span s)
{
	struct value *v = make(a, VALUE_TEXT);

	v->u.text = arena_span(a, s);
	return v;
}

struct value *value_str(struct arena *a, const char *s)
{
	return value_text(a, span_of(s));
}

struct value *value_int(struct arena *a, int64_t n)
{
	struct value *v = make(a, VALUE_INT);

	v->u.num = n;
	return v;
}

struct value *value_bool(struct arena *a, bool yes)
{
	struct value *v = make(a, VALUE_BOOL);

	v->u.yes = yes;
	return v;
}

struct value *value_money(struct arena *a, struct money m)
{
	struct value *v = make(a, VALUE_MONEY);

	v->u.money = m;
	return v;
}

struct value *value_day(struct arena *a, struct day d)
{
	struct value *v;

	if (!day_is_set(d))
		return make(a, VALUE_NULL);
	v = make(a, VALUE_DAY);
	v->u.day = d;
	return v;
}

struct value *value_decimal(struct arena *a, struct decimal d)
{
	struct value *v = make(a, VALUE_DECIMAL);

	v->u.dec = d;
	return v;
}

struct value *value_new_list(struct arena *a)
{
	return make(a, VALUE_LIST);
}

struct value *value_new_map(struct arena *a)
{
	return make(a, VALUE_MAP);
}

struct value *value_tx(struct arena *a, const char *key, struct value *args)
{
	struct value *v = make(a, VALUE_TX);

	assert(!args || args->kind == VALUE_MAP);
	v->u.text = arena_span(a, span_of(key));
	v->args = args;
	return v;
}

void value_push(struct arena *a, struct value *list, struct value *item)
{
	struct value **slot;

	assert(list->kind == VALUE_LIST);
	slot = ARENA_PUSH(a, &list->u.list);
	*slot = item;
}

struct value *value_set(struct arena *a, struct value *map, const char *key, struct value *val)
{
	struct value_member *m;

	assert(map->kind == VALUE_MAP && key[0] != '$');
	for (size_t i = 0; i < map->u.map.n; i++) {
		if (span_eq_str(map->u.map.at[i].key, key)) {
			map->u.map.at[i].val = val;
			return map;
		}
	}
	m = ARENA_PUSH(a, &map->u.map);
	m->key = arena_span(a, span_of(key));
	m->val = val;
	return map;
}

const struct value *value_get(const struct value *v, const char *key)
{
	if (!v || v->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < v->u.map.n; i++)
		if (span_eq_str(v->u.map.at[i].key, key))
			return v->u.map.at[i].val;
	return NULL;
}

struct span value_get_text(const struct value *v, const char *key)
{
	const struct value *got = value_get(v, key);

	return got && got->kind == VALUE_TEXT ? got->u.text : S("");
}

int64_t value_get_int(const struct value *v, const char *key, int64_t otherwise)
{
	const struct value *got = value_get(v, key);

	return got && got->kind == VALUE_INT ? got->u.num : otherwise;
}

bool value_get_bool(const struct value *v, const char *key)
{
	const struct value *got = value_get(v, key);

	return got && got->kind == VALUE_BOOL && got->u.yes;
}
