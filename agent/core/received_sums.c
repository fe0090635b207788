/* Sums are taken in millionths of the currency, exactly (decimal.h has six decimals). */
#include "received_sums.h"

#include "say.h"
#include "span.h"

#define MICRO       ((__int128)1000000)
#define DOUBTS_MAX  10
#define LINE_ID_MAX 6 /* what the table's first column is wide */

struct summing {
	struct arena *a;
	const struct ubl_in *u;
	char currency[4];
	struct value *list;
	int64_t more;      /* beyond DOUBTS_MAX */
	struct span wrong; /* the first that is no number */
};

/* "" counts as 0. Trailing zeros beyond the sixth decimal are nothing. */
static bool number_of(struct span text, struct decimal *ret)
{
	*ret = DECIMAL_INT(0);
	if (span_find_char(text, '.', 0) != SIZE_MAX)
		while (text.len && text.ptr[text.len - 1] == '0')
			text.len--;
	return !text.len || decimal_parse(text, MARK_DOT, ret) == RC_OK;
}

static __int128 micro_of(struct decimal d)
{
	__int128 n = d.n;

	for (unsigned i = d.scale; i < 6; i++)
		n *= 10;
	return n;
}

/* false: it is no number; said once at the end. */
static bool micro(struct summing *s, struct span text, __int128 *ret)
{
	struct decimal d;
	bool ok = number_of(text, &d);

	*ret = micro_of(d);
	if (!ok && !s->wrong.len)
		s->wrong = text;
	return ok;
}

static struct value *amount(const struct summing *s, __int128 n)
{
	__int128 unit = MICRO;
	struct money m = { 0 };

	memcpy(m.cur, s->currency, sizeof(m.cur));
	for (unsigned i = money_exponent(m.cur); i > 0; i--)
		unit /= 10;
	n = (n + (n < 0 ? -unit : unit) / 2) / unit;
	m.minor = n > INT64_MAX ? INT64_MAX : n < -INT64_MAX ? -INT64_MAX : (int64_t)n;
	return value_money(s->a, m);
}

static bool differs(__int128 a, __int128 b, __int128 most)
{
	return a - b > most || b - a > most;
}

/* Less than half of the smallest coin is nothing. */
static __int128 coin(const struct summing *s)
{
	__int128 unit = MICRO;

	for (unsigned i = money_exponent(s->currency); i > 0; i--)
		unit /= 10;
	return unit / 2 - 1;
}

static void doubt(struct summing *s, const char *key, struct value *args, __int128 said,
		  __int128 found)
{
	if (s->list->u.list.n >= DOUBTS_MAX) {
		s->more++;
		return;
	}
	args = args ? args : value_new_map(s->a);
	value_set(s->a, args, "said", amount(s, said));
	value_set(s->a, args, "found", amount(s, found));
	value_push(s->a, s->list, value_tx(s->a, key, args));
}

/* EN 16931-1: the line's net is quantity x price / price's quantity, less allowances, plus charges. A price is written with
 * so many decimals: what it may be off by counts as often as the quantity says. */
static void check_line(struct summing *s, size_t at)
{
	const struct ubl_line *l = &s->u->lines.at[at];
	struct decimal qty, price, per;
	__int128 found, net, slack = coin(s), adjust, unit = 1;
	struct value *args;

	if (!l->price.len || !l->qty.len || !micro(s, l->net, &net))
		return;
	if (!number_of(l->qty, &qty) || !number_of(l->price, &price) ||
	    !number_of(l->price_qty, &per)) {
		(void)micro(s, l->price, &found), (void)micro(s, l->qty, &found);
		return;
	}
	if (per.n <= 0)
		per = DECIMAL_INT(1);
	if (__builtin_mul_overflow(micro_of(qty), (__int128)price.n, &found) ||
	    __builtin_mul_overflow(found, MICRO, &found))
		return;
	for (unsigned i = 0; i < price.scale; i++)
		unit *= 10;
	found = found / micro_of(per) / unit;
	slack += (micro_of(qty) < 0 ? -micro_of(qty) : micro_of(qty)) * MICRO / micro_of(per) /
			 unit / 2 +
		 MICRO / 100;
	for (size_t i = 0; i < l->adjusts.n; i++) {
		if (!micro(s, l->adjusts.at[i].amount, &adjust))
			return;
		found += span_eq_str(l->adjusts.at[i].charge, "true") ? adjust : -adjust;
	}
	if (!differs(net, found, slack))
		return;
	args = say_text(s->a, NULL, "n", received_line_id(s->a, s->u, at));
	doubt(s, TX("received.sum.line"), args, net, found);
}

static void check_lines(struct summing *s)
{
	const struct ubl_totals *t = &s->u->totals;
	__int128 sum = 0, net, said;

	for (size_t i = 0; i < s->u->lines.n; i++) {
		check_line(s, i);
		if (!micro(s, s->u->lines.at[i].net, &net))
			return;
		sum += net;
	}
	if (s->u->lines.n == s->u->n_lines && t->lines.len && micro(s, t->lines, &said) &&
	    differs(said, sum, coin(s)))
		doubt(s, TX("received.sum.lines"), NULL, said, sum);
}

static void check_adjusts(struct summing *s, bool charge, struct span total, const char *key)
{
	__int128 sum = 0, one, said;
	size_t n = 0;

	for (size_t i = 0; i < s->u->adjusts.n; i++) {
		const struct ubl_adjust *x = &s->u->adjusts.at[i];

		if (span_eq_str(x->charge, "true") != charge)
			continue;
		if (!micro(s, x->amount, &one))
			return;
		sum += one;
		n++;
	}
	if ((n || total.len) && n < UBL_LIST_MAX && micro(s, total, &said) &&
	    differs(said, sum, coin(s)))
		doubt(s, key, NULL, said, sum);
}

/* A category's VAT may be rounded line by line: one unit of the currency, as BR-S-09 allows. */
static void check_vat(struct summing *s, const struct ubl_tax *tax)
{
	__int128 base, rate, one, sum = 0, bases = 0, said;

	for (size_t i = 0; i < tax->vat.n; i++) {
		const struct ubl_vat *v = &tax->vat.at[i];
		struct value *args;

		if (!micro(s, v->base, &base) || !micro(s, v->rate, &rate) ||
		    !micro(s, v->tax, &one))
			return;
		sum += one;
		bases += base;
		if (__builtin_mul_overflow(base, rate, &rate) ||
		    !differs(one, rate / (100 * MICRO), MICRO))
			continue;
		args = say_text(s->a, NULL, "rate", v->rate);
		doubt(s, TX("received.sum.rate"), args, one, rate / (100 * MICRO));
	}
	if (!tax->vat.n)
		return;
	if (micro(s, tax->amount, &said) && differs(said, sum, coin(s)))
		doubt(s, TX("received.sum.vat"), NULL, said, sum);
	if (s->u->totals.net.len && micro(s, s->u->totals.net, &said) &&
	    differs(said, bases, coin(s)))
		doubt(s, TX("received.sum.base"), NULL, said, bases);
}

static void check_totals(struct summing *s)
{
	const struct ubl_totals *t = &s->u->totals;
	const struct ubl_tax *tax = s->u->taxes.n ? &s->u->taxes.at[0] : NULL;
	__int128 lines, less, more, net, vat = 0, total, paid, rounding, payable;

	if (!micro(s, t->lines, &lines) || !micro(s, t->allowances, &less) ||
	    !micro(s, t->charges, &more) || !micro(s, t->net, &net) ||
	    !micro(s, t->total, &total) || !micro(s, t->prepaid, &paid) ||
	    !micro(s, t->rounding, &rounding) || !micro(s, t->payable, &payable) ||
	    (tax && !micro(s, tax->amount, &vat)))
		return;
	if (t->lines.len && t->net.len && differs(net, lines - less + more, coin(s)))
		doubt(s, TX("received.sum.net"), NULL, net, lines - less + more);
	if (t->net.len && t->total.len && differs(total, net + vat, coin(s)))
		doubt(s, TX("received.sum.total"), NULL, total, net + vat);
	if (t->total.len && differs(payable, total - paid + rounding, coin(s)))
		doubt(s, TX("received.sum.payable"), NULL, payable, total - paid + rounding);
}

/* All amounts are in the currency of the invoice (EN 16931-1, BT-5). */
static void check_currency(struct summing *s)
{
	struct span said = s->u->totals.currency, of = s->u->head.currency;
	struct value *args;

	if (!said.len || !of.len || span_ieq(said, of))
		return;
	args = say_text(s->a, NULL, "said", said);
	value_push(s->a, s->list,
		   value_tx(s->a, TX("received.sum.currency"), say_text(s->a, args, "of", of)));
}

struct span received_line_id(struct arena *a, const struct ubl_in *u, size_t i)
{
	struct span id = u->lines.at[i].id;

	return id.len && id.len <= LINE_ID_MAX ? id : arena_fmt(a, "%zu", i + 1);
}

struct value *received_sums(struct arena *a, const struct ubl_in *u)
{
	struct summing s = { .a = a, .u = u, .list = value_new_list(a) };

	memcpy(s.currency, u->payable.cur, sizeof(s.currency));
	check_currency(&s);
	check_lines(&s);
	check_adjusts(&s, false, u->totals.allowances, TX("received.sum.allowances"));
	check_adjusts(&s, true, u->totals.charges, TX("received.sum.charges"));
	if (u->taxes.n)
		check_vat(&s, &u->taxes.at[0]);
	check_totals(&s);
	if (s.more)
		value_push(a, s.list,
			   value_tx(a, TX("received.sum.more"), say_count(a, NULL, "n", s.more)));
	if (s.wrong.len)
		value_push(
			a, s.list,
			value_tx(a, TX("received.sum.unread"), say_text(a, NULL, "text", s.wrong)));
	return s.list;
}
