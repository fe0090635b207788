/* The rows of a supplier's invoice, and its allowances and charges. */
#include "received_in.h"

#include "doc_values.h"
#include "received_sums.h"
#include "span.h"
#include "utf8.h"

#define DETAIL_MAX  ((size_t)64 << 10)
#define ADJUSTS_MAX 10 /* what has room above the totals */
#define REASON_MAX  60

/* "21 %", "scutit". */
static struct value *rate_of(struct received_tree *t, struct span category, struct span rate)
{
	return doc_rate(t->a, category, tree_number(t, rate, 0));
}

/* The usual codes of UN/ECE Recommendation 20 as people write them; another stands as it is. */
static struct value *unit_of(struct received_tree *t, struct span code)
{
	static const struct {
		const char *code, *symbol, *key;
	} units[] = {
		{ "H87", NULL, TX("pdf.unit.piece") },
		{ "C62", NULL, TX("pdf.unit.piece") },
		{ "EA", NULL, TX("pdf.unit.piece") },
		{ "XPP", NULL, TX("pdf.unit.piece") },
		{ "HUR", NULL, TX("pdf.unit.hour") },
		{ "DAY", NULL, TX("pdf.unit.day") },
		{ "WEE", NULL, TX("pdf.unit.week") },
		{ "MON", NULL, TX("pdf.unit.month") },
		{ "ANN", NULL, TX("pdf.unit.year") },
		{ "SET", NULL, TX("pdf.unit.set") },
		{ "PR", NULL, TX("pdf.unit.pair") },
		{ "XPK", NULL, TX("pdf.unit.pack") },
		{ "XBX", NULL, TX("pdf.unit.box") },
		{ "E48", NULL, TX("pdf.unit.service") },
		{ "MIN", "min", NULL },
		{ "KGM", "kg", NULL },
		{ "GRM", "g", NULL },
		{ "TNE", "t", NULL },
		{ "MTR", "m", NULL },
		{ "KMT", "km", NULL },
		{ "MTK", "m²", NULL },
		{ "MTQ", "m³", NULL },
		{ "LTR", "l", NULL },
		{ "KWH", "kWh", NULL },
		{ "MWH", "MWh", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (span_eq_str(code, units[i].code))
			return units[i].symbol ? value_str(t->a, units[i].symbol) :
						 value_text(t->a, tree_say(t, units[i].key, NULL));
	return value_text(t->a, code);
}

/* Of pdf.adjust and pdf.adjust_total: "reducere 10 %: -30,00". */
static struct value *adjust_args(struct received_tree *t, const struct ubl_adjust *x)
{
	struct value *args = value_new_map(t->a);
	bool charge = span_eq_str(x->charge, "true");
	struct span amount = x->amount;

	if (!charge)
		amount = span_starts(amount, S("-")) ? span_from(amount, 1) :
						       arena_fmt(t->a, "-%.*s", SPAN_ARG(amount));
	value_set(t->a, args, "reason", tree_short(t, x->reason.len ? x->reason : x->code));
	value_set(t->a, args, "charge", value_bool(t->a, charge));
	value_set(t->a, args, "percent", tree_number(t, x->percent, 0));
	tree_amount(t, args, "amount", amount);
	return args;
}

void tree_adjusts(struct received_tree *t, struct value *v)
{
	const struct ubl_adjusts *list = &t->in->u->adjusts;
	struct value *all = value_new_list(t->a), *none = value_new_list(t->a);
	bool few = list->n <= ADJUSTS_MAX;

	for (size_t i = 0; i < list->n && !t->rc; i++) {
		const struct ubl_adjust *x = &list->at[i];
		struct value *args = adjust_args(t, x), *one = value_new_map(t->a);
		struct span words = tree_say(t, TX("pdf.adjust_total"), args);

		few = few && utf8_count(words) <= REASON_MAX;
		value_set(t->a, args, "words", value_text(t->a, words));
		tree_amount(t, args, "base", x->base);
		value_set(t->a, args, "rate",
			  x->category.len ? rate_of(t, x->category, x->rate) : value_str(t->a, ""));
		value_set(t->a, one, "label",
			  value_text(t->a, tree_say(t, TX("pdf.received.adjust"), args)));
		value_set(t->a, one, "signed", value_text(t->a, value_get_text(args, "amount")));
		value_push(t->a, all, one);
	}
	value_set(t->a, v, "adjusts", few ? all : none);
	value_set(t->a, v, "adjusts_more", few ? none : all);
}

/* A line more of the grey words under a row's name. */
static void detail_add(struct buf *b, struct span text)
{
	text = span_trim(text);
	if (text.len)
		buf_add_fmt(b, "%s%.*s", b->len ? "\n" : "", SPAN_ARG(text));
}

static void detail_codes(struct received_tree *t, struct buf *b, const struct ubl_line *l)
{
	const struct {
		const char *key;
		struct span code;
	} codes[] = {
		{ TX("pdf.received.seller_code"), l->seller_code },
		{ TX("pdf.received.buyer_code"), l->buyer_code },
		{ TX("pdf.received.standard_code"), l->standard_code },
		{ TX("pdf.received.class_code"), l->class_code },
		{ TX("pdf.received.class_code"), l->class_code2 },
		{ TX("pdf.received.origin"), l->origin },
		{ TX("pdf.received.order_line"), l->order_line },
		{ TX("pdf.received.object"), l->object },
		{ TX("pdf.received.account"), l->account },
	};
	struct buf all;

	buf_init(&all, t->a, DETAIL_MAX);
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		struct value *args = value_new_map(t->a);

		value_set(t->a, args, "code", value_text(t->a, codes[i].code));
		if (codes[i].code.len)
			buf_add_fmt(&all, "%s%.*s", all.len ? " · " : "",
				    SPAN_ARG(tree_say(t, codes[i].key, args)));
	}
	detail_add(b, buf_span(&all));
}

static void detail_price(struct received_tree *t, struct buf *b, const struct ubl_line *l)
{
	struct value *args = value_new_map(t->a);
	struct decimal per = DECIMAL_INT(1);

	if (l->price_off.len || l->price_gross.len) {
		value_set(t->a, args, "gross", tree_number(t, l->price_gross, t->decimals));
		value_set(t->a, args, "off", tree_number(t, l->price_off, t->decimals));
		detail_add(b, tree_say(t, TX("pdf.received.price_off"), args));
	}
	if (l->price_qty.len &&
	    (decimal_parse(l->price_qty, MARK_DOT, &per) || !decimal_eq(per, DECIMAL_INT(1))))
		detail_add(b,
			   tree_say(t, TX("pdf.received.price_qty"),
				    value_set(t->a, args, "qty", tree_number(t, l->price_qty, 0))));
}

static struct span detail_of(struct received_tree *t, const struct ubl_line *l)
{
	struct value *args;
	struct buf b;

	buf_init(&b, t->a, DETAIL_MAX);
	detail_add(&b, l->description);
	for (size_t i = 0; i < l->properties.n; i++)
		detail_add(&b, arena_fmt(t->a, "%.*s: %.*s", SPAN_ARG(l->properties.at[i].name),
					 SPAN_ARG(l->properties.at[i].value)));
	detail_add(&b, l->note);
	detail_price(t, &b, l);
	for (size_t i = 0; i < l->adjusts.n; i++)
		detail_add(&b, tree_say(t, TX("pdf.adjust"), adjust_args(t, &l->adjusts.at[i])));
	if (l->from.len || l->to.len) {
		args = value_new_map(t->a);
		tree_day(t, args, "from", l->from);
		tree_day(t, args, "to", l->to);
		detail_add(&b, tree_say(t, TX("pdf.line_period"), args));
	}
	detail_codes(t, &b, l);
	return buf_span(&b);
}

/* What is carried over to the next page; "" once something cannot be added. */
static struct value *running_of(struct received_tree *t, struct money *sum, bool *ok,
				const struct ubl_line *l)
{
	struct money net = { 0 };

	*ok = *ok && sum->cur[0] && !money_parse(l->net, MARK_DOT, sum->cur, &net) &&
	      !money_add(*sum, net, sum);
	return *ok ? value_money(t->a, *sum) : value_str(t->a, "");
}

void tree_lines(struct received_tree *t, struct value *v)
{
	const struct ubl_in *u = t->in->u;
	struct value *all = value_new_list(t->a);
	struct money sum = { 0 };
	bool adds_up = true;

	memcpy(sum.cur, u->payable.cur, sizeof(sum.cur));
	for (size_t i = 0; i < u->lines.n && !t->rc; i++) {
		const struct ubl_line *l = &u->lines.at[i];
		struct value *one = value_new_map(t->a), *args = value_new_map(t->a);

		value_set(t->a, one, "index", value_text(t->a, received_line_id(t->a, u, i)));
		value_set(t->a, one, "name", value_text(t->a, l->name));
		value_set(t->a, one, "qty", tree_number(t, l->qty, 0));
		value_set(t->a, one, "unit", unit_of(t, l->unit));
		value_set(t->a, args, "qty", tree_number(t, l->qty, 0));
		value_set(t->a, args, "unit", unit_of(t, l->unit));
		value_set(t->a, one, "amount",
			  value_text(t->a, tree_say(t, TX("pdf.amount"), args)));
		value_set(t->a, one, "unit_price", tree_number(t, l->price, t->decimals));
		value_set(t->a, one, "unit_price_plain", tree_number(t, l->price, t->decimals));
		tree_amount(t, one, "net", l->net);
		value_set(t->a, one, "rate",
			  l->category.len ? rate_of(t, l->category, l->rate) : value_str(t->a, ""));
		value_set(t->a, one, "detail", value_text(t->a, detail_of(t, l)));
		value_set(t->a, one, "running", running_of(t, &sum, &adds_up, l));
		value_push(t->a, all, one);
	}
	value_set(t->a, v, "lines", all);
	value_set(t->a, v, "lines_more",
		  u->n_lines > u->lines.n ? value_int(t->a, (int64_t)(u->n_lines - u->lines.n)) :
					    value_str(t->a, ""));
}
