/* Short forms for value trees (say.h). */
#include "say.h"

#include "span.h"

struct value *say_value(struct arena *a, struct value *map, const char *key, struct value *v)
{
	return value_set(a, map ? map : value_new_map(a), key, v);
}

struct value *say_text(struct arena *a, struct value *map, const char *key, struct span text)
{
	return say_value(a, map, key, value_text(a, text));
}

struct value *say_money(struct arena *a, struct value *map, const char *key, struct money m)
{
	return say_value(a, map, key, value_money(a, m));
}

struct value *say_day(struct arena *a, struct value *map, const char *key, struct day d)
{
	return say_value(a, map, key, value_day(a, d));
}

struct value *say_int(struct arena *a, struct value *map, const char *key, int64_t n)
{
	return say_value(a, map, key, value_int(a, n));
}

struct value *say_count(struct arena *a, struct value *map, const char *key, int64_t n)
{
	int64_t rest = n % 100;

	map = say_int(a, map, key, n);
	return say_value(a, map, "de", value_bool(a, n != 0 && (rest == 0 || rest >= 20)));
}

struct value *say_before(struct arena *a, const char *key, struct value *first, struct value *rest)
{
	return rest ? value_tx(a, key,
			       say_value(a, say_value(a, NULL, "first", first), "rest", rest)) :
		      first;
}

void say_fact(struct arena *a, struct value *facts, const char *label_key, struct value *v)
{
	struct value *row = say_value(a, NULL, "label", value_tx(a, label_key, NULL));

	value_push(a, facts, say_value(a, row, "value", v));
}

void say_fact_text(struct arena *a, struct value *facts, const char *label_key, struct span text)
{
	text = span_trim(text);
	if (text.len)
		say_fact(a, facts, label_key, value_text(a, text));
}

void say_option(struct arena *a, struct value *options, struct value *label, struct span command)
{
	struct value *row = say_value(a, NULL, "label", label);

	value_push(a, options, say_text(a, row, "command", command));
}
