/* Value trees and their JSON form. */
#include "unit.h"
#include "value.h"

static struct value *sample(struct arena *a)
{
	struct value *map = value_new_map(a), *list = value_new_list(a), *args = value_new_map(a);

	value_push(a, list, value_int(a, -3));
	value_push(a, list, value_bool(a, true));
	value_push(a, list, value_day(a, DAY_NONE));
	value_set(a, args, "n", value_int(a, 2));
	value_set(a, map, "name", value_str(a, "Ion \"Ț\"\n"));
	value_set(a, map, "list", list);
	value_set(a, map, "due", value_money(a, MONEY_RON(12345)));
	value_set(a, map, "day", value_day(a, (struct day){ 20769 }));
	value_set(a, map, "qty", value_decimal(a, (struct decimal){ 150, 2 }));
	value_set(a, map, "say", value_tx(a, "x.done", args));
	value_set(a, map, "plain", value_tx(a, "x.plain", NULL));
	return map;
}

static struct span json(const struct value *v)
{
	struct buf b;

	buf_init(&b, unit_arena(), 1u << 20);
	value_to_json(v, &b);
	CHECK(buf_ok(&b));
	return buf_span(&b);
}

TEST(value_looks_up)
{
	struct arena *a = unit_arena();
	struct value *v = sample(a);

	CHECK_SPAN(value_get_text(v, "name"), "Ion \"Ț\"\n");
	CHECK_SPAN(value_get_text(v, "none"), "");
	CHECK_SPAN(value_get_text(v, "list"), "");
	CHECK_INT(value_get_int(v, "none", 9), 9);
	CHECK(!value_get_bool(v, "none"));
	CHECK(!value_get(NULL, "x"));
	CHECK(!value_get(value_get(v, "list"), "x"));
	value_set(a, v, "name", value_int(a, 5));
	CHECK_INT(value_get_int(v, "name", 0), 5);
	CHECK_INT(v->u.map.n, 7);
}

TEST(value_json_form)
{
	struct span got = json(sample(unit_arena()));

	CHECK_SPAN(
		got,
		"{\"name\":\"Ion \\\"Ț\\\"\\n\",\"list\":[-3,true,null],\"due\":{\"$money\":[12345,\"RON\"]},"
		"\"day\":{\"$day\":\"2026-11-12\"},\"qty\":{\"$dec\":\"1.50\"},"
		"\"say\":{\"$tx\":\"x.done\",\"args\":{\"n\":2}},\"plain\":{\"$tx\":\"x.plain\"}}");
}

TEST(value_json_round_trips)
{
	struct arena *a = unit_arena();
	struct span first = json(sample(a));
	struct value *back = NULL;
	struct why why = { "" };

	if (!CHECK_RC(value_from_json(a, first, &back, &why), RC_OK)) {
		FAIL("%s", why.text);
		return;
	}
	CHECK_SPANS(json(back), first);
	CHECK_INT(value_get(back, "due")->kind, VALUE_MONEY);
	CHECK_INT(value_get(back, "qty")->u.dec.scale, 2);
	CHECK_INT(value_get(back, "say")->kind, VALUE_TX);
	CHECK_INT(value_get_int(value_get(back, "say")->args, "n", 0), 2);
}

TEST(value_json_is_one_clean_line)
{
	struct arena *a = unit_arena();

	CHECK_SPAN(json(value_text(a, S("a\0\x1b\x7f\xc2\x85\xe2\x80\xa8\xff"))),
		   "\"a\\u0000\\u001b\\u007f\\u0085\\u2028\xef\xbf\xbd\"");
	CHECK_SPAN(json(value_text(a, S("\t\\"))), "\"\\t\\\\\"");
	CHECK_SPAN(json(NULL), "null");
	CHECK_SPAN(json(value_int(a, INT64_MIN)), "-9223372036854775808");
	CHECK_SPAN(json(value_new_map(a)), "{}");
}

TEST(value_json_keeps_every_text)
{
	struct arena *a = unit_arena();

	for (int round = 0; round < 2000; round++) {
		char in[20];
		struct value *back = NULL;
		struct span text = { in, (size_t)unit_random_in(0, 20) };

		for (size_t i = 0; i < sizeof(in); i++)
			in[i] = (char)(unit_random() % 128);
		if (!CHECK_RC(value_from_json(a, json(value_text(a, text)), &back, NULL), RC_OK))
			return;
		CHECK_SPANS(back->u.text, text);
	}
}

TEST(value_json_refuses)
{
	static const char *const rows[] = {
		"",
		"{",
		"{\"a\":1,}",
		"[1.5]",
		"1e3",
		"{\"a\":1,\"a\":2}",
		"{\"$x\":1}",
		"{\"a\":1,\"$x\":2}",
		"{\"$money\":[1]}",
		"{\"$money\":[1,\"ron\"]}",
		"{\"$money\":[1,\"RONN\"]}",
		"{\"$money\":[\"1\",\"RON\"]}",
		"{\"$money\":[1,\"RON\"],\"b\":1}",
		"{\"$day\":\"2026-02-30\"}",
		"{\"$day\":\"12.11.2026\"}",
		"{\"$day\":5}",
		"{\"$dec\":\"1,5\"}",
		"{\"$dec\":1}",
		"{\"$tx\":1}",
		"{\"$tx\":\"a\",\"args\":[]}",
		"{\"$tx\":\"a\",\"other\":1}",
		"99999999999999999999",
		"\"\xff\"",
		"[1] x",
	};
	struct value *back = NULL;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct why why = { "" };

		UNIT_CASE("%s", rows[i]);
		CHECK_RC(value_from_json(unit_arena(), span_of(rows[i]), &back, &why),
			 RC_BAD_INPUT);
		CHECK(why.text[0]);
	}
	CHECK(!back);
}

TEST(value_json_depth)
{
	char text[300];
	struct value *back = NULL;

	memset(text, '[', 150);
	memset(text + 150, ']', 150);
	CHECK_RC(value_from_json(unit_arena(), (struct span){ text + 150 - 65, 130 }, &back, NULL),
		 RC_OK);
	CHECK_RC(value_from_json(unit_arena(), (struct span){ text + 150 - 66, 132 }, &back, NULL),
		 RC_BAD_INPUT);
}

TEST(value_json_of_somebody_else)
{
	struct value *v = NULL;
	struct why why = { "" };

	CHECK_RC(value_from_foreign_json(
			 unit_arena(), S("{\"rate\":1.25,\"$money\":[1,\"RON\"],\"n\":1,\"n\":2}"),
			 &v, &why),
		 RC_OK);
	CHECK_INT(value_get(v, "rate")->kind, VALUE_NULL);
	CHECK_INT(value_get(v, "$money")->kind, VALUE_LIST);
	CHECK_INT(value_get_int(v, "n", 0), 2);
}
