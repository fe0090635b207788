/* A tree of values: what templates are given, what an outbox row carries, what --json prints.
 *
 * Beside text, numbers, lists and maps it has the kinds that print differently in each language
 * (money, day, decimal) and VALUE_TX, a text of the message catalogue with its arguments. Core
 * builds trees without choosing words; render/localise turns a tree into one language.
 *
 * JSON form (value_to_json / value_from_json, by jansson): maps, lists, strings, integers, booleans
 * as they are; {"$money":[minor,"RON"]}, {"$day":"2026-11-12"}, {"$dec":"1.5"},
 * {"$tx":"key","args":{...}}. A map key never begins with "$". */
#ifndef PLIC_VALUE_H
#define PLIC_VALUE_H

#include "arena.h"
#include "base.h"
#include "buf.h"
#include "day.h"
#include "decimal.h"
#include "money.h"

enum value_kind {
	VALUE_NULL,
	VALUE_TEXT,
	VALUE_INT,
	VALUE_BOOL,
	VALUE_MONEY,
	VALUE_DAY,
	VALUE_DECIMAL,
	VALUE_LIST,
	VALUE_MAP,
	VALUE_TX
};

struct value;
struct value_member {
	struct span key;
	struct value *val;
};
struct value_list {
	struct value **at;
	size_t n, cap;
};
struct value_map {
	struct value_member *at; /* in the order they were set */
	size_t n, cap;
};
struct value {
	enum value_kind kind;
	union {
		struct span text; /* VALUE_TEXT; VALUE_TX: the catalogue key */
		int64_t num;
		bool yes;
		struct money money;
		struct day day;
		struct decimal dec;
		struct value_list list;
		struct value_map map; /* VALUE_MAP */
	} u;
	struct value *args; /* VALUE_TX: a map, or NULL */
};

struct value *value_text(struct arena *a, struct span s); /* copies */
struct value *value_str(struct arena *a, const char *s);
struct value *value_int(struct arena *a, int64_t n);
struct value *value_bool(struct arena *a, bool yes);
struct value *value_money(struct arena *a, struct money m);
struct value *value_day(struct arena *a, struct day d); /* DAY_NONE gives VALUE_NULL */
struct value *value_decimal(struct arena *a, struct decimal d);
struct value *value_new_list(struct arena *a);
struct value *value_new_map(struct arena *a);
/* A catalogue text: value_tx(a, "answer.done", NULL) or with a map of arguments. */
struct value *value_tx(struct arena *a, const char *key, struct value *args);
/* The literal wrapper that the catalogue test greps for: every key in code stands in TX("..."). */
#define TX(key) key

void value_push(struct arena *a, struct value *list, struct value *item);
/* Set or replace; key is copied. Returns map, so calls can nest. */
struct value *value_set(struct arena *a, struct value *map, const char *key, struct value *val);

/* NULL when absent or when v is no map. */
const struct value *value_get(const struct value *v, const char *key);
struct span value_get_text(const struct value *v, const char *key); /* "" when absent */
int64_t value_get_int(const struct value *v, const char *key, int64_t otherwise);
bool value_get_bool(const struct value *v, const char *key);

/* Append as JSON on one line: valid UTF-8 (bad bytes become U+FFFD) without control characters. The
 * same tree gives the same bytes. */
void value_to_json(const struct value *v, struct buf *out);
/* RC_BAD_INPUT: no JSON, a doubled key, a number with decimals, depth over 64, a wrong "$" form. */
enum rc value_from_json(struct arena *a, struct span json, struct value **ret,
			struct why *reterr) MUST_CHECK;
/* The same of somebody else's JSON, an API's answer: a number with decimals becomes NULL, a key that begins
 * with "$" is a key like others, of a doubled one the last counts. */
enum rc value_from_foreign_json(struct arena *a, struct span json, struct value **ret,
				struct why *reterr) MUST_CHECK;

#endif
