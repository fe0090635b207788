/* Value trees as JSON (RFC 8259). Reading is jansson's; writing is ours, since it goes straight into a
 * buffer and the same tree must always give the same bytes (documents are hashed in this form). */
#include <jansson.h>

#include "span.h"
#include "utf8.h"
#include "value.h"

#define DEPTH_MOST 64u

static void write_value(const struct value *v, struct buf *out);

static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Bad bytes become U+FFFD. DEL, C1 and the line separators are escaped too: the output is one line in
 * any reader's eyes. */
static void write_text(struct span s, struct buf *out)
{
	uint32_t r;
	size_t n;

	buf_add_char(out, '"');
	for (;;) {
		for (n = 0; n < s.len && is_plain(s.ptr[n]);)
			n++;
		buf_add(out, span_sub(s, 0, n));
		s = span_from(s, n);
		if (!utf8_next(&s, &r))
			break;
		if (r == '"' || r == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)r);
		} else if (r == '\n') {
			buf_add_str(out, "\\n");
		} else if (r == '\t') {
			buf_add_str(out, "\\t");
		} else if (r < 0x20 || (r >= 0x7f && r <= 0x9f) || r == 0x2028 || r == 0x2029) {
			buf_add_fmt(out, "\\u%04x", (unsigned)r);
		} else {
			buf_add_rune(out, r);
		}
	}
	buf_add_char(out, '"');
}

static void write_map(const struct value_map *map, struct buf *out)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < map->n; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		write_text(map->at[i].key, out);
		buf_add_char(out, ':');
		write_value(map->at[i].val, out);
	}
	buf_add_char(out, '}');
}

static void write_list(const struct value_list *list, struct buf *out)
{
	buf_add_char(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		write_value(list->at[i], out);
	}
	buf_add_char(out, ']');
}

static void write_tx(const struct value *v, struct buf *out)
{
	buf_add_str(out, "{\"$tx\":");
	write_text(v->u.text, out);
	if (v->args && v->args->u.map.n > 0) {
		buf_add_str(out, ",\"args\":");
		write_map(&v->args->u.map, out);
	}
	buf_add_char(out, '}');
}

static void write_value(const struct value *v, struct buf *out)
{
	struct span s;

	if (!v) {
		buf_add_str(out, "null");
		return;
	}
	switch (v->kind) {
	case VALUE_NULL:
		buf_add_str(out, "null");
		return;
	case VALUE_TEXT:
		write_text(v->u.text, out);
		return;
	case VALUE_INT:
		buf_add_fmt(out, "%lld", (long long)v->u.num);
		return;
	case VALUE_BOOL:
		buf_add_str(out, v->u.yes ? "true" : "false");
		return;
	case VALUE_MONEY:
		buf_add_fmt(out, "{\"$money\":[%lld,\"%.3s\"]}", (long long)v->u.money.minor,
			    v->u.money.cur);
		return;
	case VALUE_DAY:
		s = day_iso(out->arena, v->u.day);
		buf_add_fmt(out, "{\"$day\":\"%.*s\"}", SPAN_ARG(s));
		return;
	case VALUE_DECIMAL:
		s = decimal_print(out->arena, v->u.dec, v->u.dec.scale);
		buf_add_fmt(out, "{\"$dec\":\"%.*s\"}", SPAN_ARG(s));
		return;
	case VALUE_LIST:
		write_list(&v->u.list, out);
		return;
	case VALUE_MAP:
		write_map(&v->u.map, out);
		return;
	case VALUE_TX:
		write_tx(v, out);
		return;
	}
}

void value_to_json(const struct value *v, struct buf *out)
{
	write_value(v, out);
}

/* Whose JSON it is: our own forms mean something in ours only. */
struct reading {
	struct arena *a;
	bool foreign;
};

static enum rc read_value(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
			  struct why *reterr);

static struct span text_of(const json_t *j)
{
	return (struct span){ json_string_value(j), json_string_length(j) };
}

static bool read_money(json_t *j, struct money *ret)
{
	json_t *minor = json_array_get(j, 0), *cur = json_array_get(j, 1);
	struct span code;

	if (json_array_size(j) != 2 || !json_is_integer(minor) || !json_is_string(cur))
		return false;
	code = text_of(cur);
	if (code.len != 0 && code.len != 3)
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (code.ptr[i] < 'A' || code.ptr[i] > 'Z')
			return false;
	*ret = (struct money){ .minor = json_integer_value(minor) };
	if (code.len > 0)
		memcpy(ret->cur, code.ptr, 3);
	return true;
}

static bool read_day(json_t *j, struct day *ret)
{
	struct span s = text_of(j);

	return json_is_string(j) && s.len == 10 && s.ptr[4] == '-' && day_parse(s, ret) == RC_OK;
}

static bool read_decimal(json_t *j, struct decimal *ret)
{
	return json_is_string(j) && decimal_parse(text_of(j), MARK_DOT, ret) == RC_OK;
}

static enum rc read_map(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
			struct why *reterr)
{
	struct arena *a = r->a;
	struct value *v = value_new_map(a);

	for (void *it = json_object_iter(j); it; it = json_object_iter_next(j, it)) {
		const char *key = json_object_iter_key(it);
		struct value_member *m;
		struct value *val = NULL;
		enum rc rc;

		if (key[0] == '$' && !r->foreign)
			return why_fail(reterr, RC_BAD_INPUT, "json: unknown form \"%.40s\"", key);
		rc = read_value(r, json_object_iter_value(it), depth + 1, &val, reterr);
		if (rc)
			return rc;
		m = ARENA_PUSH(a, &v->u.map);
		m->key = arena_span(a, span_of(key));
		m->val = val;
	}
	*ret = v;
	return RC_OK;
}

static enum rc read_tx(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
		       struct why *reterr)
{
	json_t *key = json_object_get(j, "$tx"), *args = json_object_get(j, "args");
	struct value *map = NULL;
	enum rc rc;

	if (!json_is_string(key) || json_object_size(j) != (args ? 2u : 1u) ||
	    (args && !json_is_object(args)))
		return why_fail(reterr, RC_BAD_INPUT, "json: wrong \"$tx\"");
	if (args) {
		rc = read_map(r, args, depth + 1, &map, reterr);
		if (rc)
			return rc;
	}
	*ret = value_tx(r->a, json_string_value(key), map);
	return RC_OK;
}

/* {"$...": ...}, or a plain map. */
static enum rc read_object(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
			   struct why *reterr)
{
	struct arena *a = r->a;
	void *it = json_object_iter(j);
	const char *key = it ? json_object_iter_key(it) : "";
	json_t *inner = it ? json_object_iter_value(it) : NULL;
	struct value *v = value_new_map(a);
	bool ok;

	if (key[0] != '$' || r->foreign)
		return read_map(r, j, depth, ret, reterr);
	if (json_object_get(j, "$tx"))
		return read_tx(r, j, depth, ret, reterr);
	if (strcmp(key, "$money") == 0) {
		v->kind = VALUE_MONEY;
		ok = read_money(inner, &v->u.money);
	} else if (strcmp(key, "$day") == 0) {
		v->kind = VALUE_DAY;
		ok = read_day(inner, &v->u.day);
	} else if (strcmp(key, "$dec") == 0) {
		v->kind = VALUE_DECIMAL;
		ok = read_decimal(inner, &v->u.dec);
	} else {
		ok = false;
	}
	if (!ok || json_object_size(j) != 1)
		return why_fail(reterr, RC_BAD_INPUT, "json: wrong \"%.40s\"", key);
	*ret = v;
	return RC_OK;
}

static enum rc read_list(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
			 struct why *reterr)
{
	struct arena *a = r->a;
	struct value *v = value_new_list(a);

	for (size_t i = 0; i < json_array_size(j); i++) {
		struct value *item = NULL;
		enum rc rc = read_value(r, json_array_get(j, i), depth + 1, &item, reterr);

		if (rc)
			return rc;
		value_push(a, v, item);
	}
	*ret = v;
	return RC_OK;
}

static enum rc read_value(const struct reading *r, json_t *j, unsigned depth, struct value **ret,
			  struct why *reterr)
{
	struct arena *a = r->a;

	if (depth > DEPTH_MOST)
		return why_fail(reterr, RC_BAD_INPUT, "json: deeper than %u levels", DEPTH_MOST);
	switch (json_typeof(j)) {
	case JSON_OBJECT:
		return read_object(r, j, depth, ret, reterr);
	case JSON_ARRAY:
		return read_list(r, j, depth, ret, reterr);
	case JSON_STRING:
		*ret = value_text(a, text_of(j));
		return RC_OK;
	case JSON_INTEGER:
		*ret = value_int(a, json_integer_value(j));
		return RC_OK;
	case JSON_TRUE:
	case JSON_FALSE:
		*ret = value_bool(a, json_is_true(j));
		return RC_OK;
	case JSON_NULL:
		*ret = ARENA_NEW(a, struct value);
		return RC_OK;
	case JSON_REAL:
		*ret = ARENA_NEW(a, struct value);
		if (r->foreign)
			return RC_OK;
		break;
	}
	return why_fail(reterr, RC_BAD_INPUT,
			"json: a number with decimals; exact ones are {\"$dec\":\"1.5\"}");
}

static enum rc from_json(const struct reading *r, struct span json, size_t flags,
			 struct value **ret, struct why *reterr)
{
	json_error_t err;
	struct value *v = NULL;
	enum rc rc;
	json_t *j = json_loadb(json.ptr ? json.ptr : "", json.len,
			       flags | JSON_DECODE_ANY | JSON_ALLOW_NUL, &err);

	if (!j && json_error_code(&err) == json_error_out_of_memory)
		return why_fail(reterr, RC_RETRY, "json: out of memory");
	if (!j)
		return why_fail(reterr, RC_BAD_INPUT, "json: line %d: %s", err.line, err.text);
	rc = read_value(r, j, 0, &v, reterr);
	json_decref(j);
	if (rc == RC_OK)
		*ret = v;
	return rc;
}

enum rc value_from_json(struct arena *a, struct span json, struct value **ret, struct why *reterr)
{
	return from_json(&(struct reading){ a, false }, json, JSON_REJECT_DUPLICATES, ret, reterr);
}

enum rc value_from_foreign_json(struct arena *a, struct span json, struct value **ret,
				struct why *reterr)
{
	return from_json(&(struct reading){ a, true }, json, 0, ret, reterr);
}
