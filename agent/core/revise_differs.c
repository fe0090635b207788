/* What a revision changes, by the keys of the stored content: a row names what people call it. */
#include "revise.h"

#include <string.h>

#include "say.h"
#include "span.h"

static const struct part {
	const char *key, *say;
	bool party;
} parts[] = {
	{ "seller", TX("revise.seller"), true },
	{ "buyer", TX("revise.buyer"), true },
	{ "lines", TX("revise.lines"), false },
	{ "adjusts", TX("revise.adjusts"), false },
	{ "mentions", TX("revise.vat"), false },
	{ "due", TX("revise.due"), false },
	{ "delivery", TX("revise.delivery"), false },
	{ "tax_point", TX("revise.delivery"), false },
	{ "period_from", TX("revise.period"), false },
	{ "period_to", TX("revise.period"), false },
	{ "exchange", TX("revise.exchange"), false },
	{ "order_ref", TX("revise.order"), false },
	{ "contract_ref", TX("revise.contract"), false },
	{ "note", TX("revise.note"), false },
};

enum { TEXT_MAX = 8 << 20 };

static bool same(struct arena *a, const struct value *x, const struct value *y)
{
	struct buf one, two;

	buf_init(&one, a, TEXT_MAX);
	buf_init(&two, a, TEXT_MAX);
	value_to_json(x, &one);
	value_to_json(y, &two);
	return buf_ok(&one) && buf_ok(&two) && span_eq(buf_span(&one), buf_span(&two));
}

struct value *revise_differs(struct arena *a, const struct snapshot *was, const struct snapshot *is,
			     bool *beyond_parties)
{
	const struct value *x = snapshot_to_value(a, was), *y = snapshot_to_value(a, is);
	struct value *all = NULL;
	const char *said = NULL;

	*beyond_parties = false;
	for (size_t i = ARRAY_LEN(parts); i-- > 0;) {
		const struct part *p = &parts[i];

		if (same(a, value_get(x, p->key), value_get(y, p->key)))
			continue;
		*beyond_parties |= !p->party;
		if (said && strcmp(said, p->say) == 0)
			continue;
		said = p->say;
		all = say_before(a, TX("revise.and"), value_tx(a, p->say, NULL), all);
	}
	return all;
}
