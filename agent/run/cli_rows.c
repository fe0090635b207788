/* Printing rows for people and for scripts. */
#include "cli_rows.h"

#include "decimal.h"
#include "span.h"

static struct span plain(struct arena *a, const struct value *v)
{
	switch (v->kind) {
	case VALUE_TEXT:
	case VALUE_TX:
		return v->u.text;
	case VALUE_INT:
		return arena_fmt(a, "%lld", (long long)v->u.num);
	case VALUE_BOOL:
		return v->u.yes ? S("yes") : S("no");
	case VALUE_MONEY:
		return arena_fmt(a, "%.*s %s", SPAN_ARG(money_print(a, v->u.money)),
				 v->u.money.cur);
	case VALUE_DAY:
		return day_iso(a, v->u.day);
	case VALUE_DECIMAL:
		return decimal_print(a, v->u.dec, 0);
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return S("");
}

void cli_row(struct cli_call *c, const struct value *v, const char *members)
{
	struct span rest = span_of(members), name;
	struct buf line;

	if (c->json) {
		cli_print_json(c, v);
		return;
	}
	buf_init(&line, c->arena, 65536);
	while (span_next_word(&rest, &name)) {
		const struct value *one = value_get(v, arena_str(c->arena, name));

		if (!one)
			continue;
		if (line.len)
			buf_add_char(&line, '\t');
		buf_add(&line, plain(c->arena, one));
	}
	cli_say("%.*s\n", SPAN_ARG(buf_span(&line)));
}
