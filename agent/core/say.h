/* Short forms for the value trees that people will read: arguments of catalogue texts, rows of facts
 * and of one-tap answers. Every function gives back the map, so that calls nest. */
#ifndef PLIC_SAY_H
#define PLIC_SAY_H

#include "value.h"

/* map NULL begins a new one. */
struct value *say_text(struct arena *a, struct value *map, const char *key, struct span text);
struct value *say_money(struct arena *a, struct value *map, const char *key, struct money m);
struct value *say_day(struct arena *a, struct value *map, const char *key, struct day d);
struct value *say_int(struct arena *a, struct value *map, const char *key, int64_t n);
/* A count before a noun: also "de" (true where Romanian says "20 de zile"). */
struct value *say_count(struct arena *a, struct value *map, const char *key, int64_t n);
struct value *say_value(struct arena *a, struct value *map, const char *key, struct value *v);
/* One text before others, joined by the catalogue text key ("{{first}}, {{rest}}"); rest NULL: first alone. */
struct value *say_before(struct arena *a, const char *key, struct value *first, struct value *rest);
/* Push {label, value} on a list of facts; an empty text is left out. */
void say_fact(struct arena *a, struct value *facts, const char *label_key, struct value *v);
void say_fact_text(struct arena *a, struct value *facts, const char *label_key, struct span text);
/* Push {label, command} on a list of one-tap answers. */
void say_option(struct arena *a, struct value *options, struct value *label, struct span command);

#endif
