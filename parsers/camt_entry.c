/* Texts of <Ntry> and its <TxDtls> to entries. What each element means: payments reference, 2.3. */
#include "camt_in.h"

#include "span.h"

/* "2014-01-05", "2014-01-05T10:00:00+01:00". */
static struct day read_day(struct sheet *s, unsigned long line, struct span text)
{
	struct span parts[3];
	struct span rest = span_sub(span_trim(text), 0, 10);
	int64_t n[3];
	struct day d;
	bool clamped;

	for (size_t i = 0; i < 3; i++)
		if (!span_next_part(&rest, '-', &parts[i]) || !span_to_i64(parts[i], &n[i]) ||
		    n[i] > 9999)
			n[i] = 0;
	if (!text.len)
		return DAY_NONE;
	if (statement_day((int)n[0], (int)n[1], (int)n[2], &d, &clamped)) {
		sheet_warn(s, line, "%.*s is no date", SPAN_ARG(text));
		return DAY_NONE;
	}
	if (clamped)
		sheet_warn(s, line, "%.*s does not exist: read as the month's last day",
			   SPAN_ARG(text));
	return d;
}

static bool read_money(struct sheet *s, unsigned long line, struct span amount, struct span cur,
		       struct money *ret)
{
	bool exact;

	*ret = (struct money){ 0 };
	if (!statement_currency(cur, ret->cur) && cur.len)
		sheet_warn(s, line, "unknown currency %.*s", SPAN_ARG(cur));
	else if (!cur.len && amount.len)
		sheet_warn(s, line, "no currency");
	/* Its side is told apart; some write the sign again. */
	if (span_starts(amount, S("-")) || span_starts(amount, S("+")))
		amount = span_from(amount, 1);
	if (statement_amount(amount, ret->cur, &ret->minor, &exact))
		return false;
	if (!exact)
		sheet_warn(s, line, "amount %.*s rounded", SPAN_ARG(amount));
	return true;
}

/* Its own amount: v04 on <Amt>, v02 <AmtDtls>. */
static bool payment_money(struct sheet *s, unsigned long line, const struct camt_payment *p,
			  struct money *ret)
{
	bool own = p->text[T_AMOUNT].len != 0;

	return read_money(s, line, p->text[own ? T_AMOUNT : T_AMOUNT_TX],
			  p->text[own ? T_CURRENCY : T_CURRENCY_TX], ret);
}

static struct span first_of(struct span a, struct span b)
{
	return a.len ? a : b;
}

static struct span code_of(struct sheet *s, const struct camt_entry *e)
{
	const struct span *t = e->text;

	if (!t[N_DOMAIN].len)
		return t[N_OWN_CODE];
	return arena_fmt(s->work, "%.*s-%.*s-%.*s", SPAN_ARG(t[N_DOMAIN]), SPAN_ARG(t[N_FAMILY]),
			 SPAN_ARG(t[N_SUBFAMILY]));
}

/* Only BOOK is money that came; the element itself may be missing. */
static struct span status_of(struct sheet *s, const struct camt_entry *e)
{
	static const struct {
		const char *code, *status;
	} known[] = { { "", "booked" },
		      { "BOOK", "booked" },
		      { "PDNG", "pending" },
		      { "FUTR", "pending" },
		      { "INFO", "info" } };
	struct span code = span_trim(e->text[N_STATUS]);

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (span_ieq_str(code, known[i].code))
			return span_of(known[i].status);
	sheet_warn(s, e->line, "status %.*s is not BOOK: read as pending", SPAN_ARG(code));
	return S("pending");
}

static void take_fee(struct span text, const char cur[4], struct entry *e)
{
	bool exact;
	int64_t fee;

	if (text.len && !statement_amount(text, cur, &fee, &exact))
		e->fee = fee;
}

/* Said in the currency of the order, which may be the account's too. */
static void take_ordered(struct span amount, struct span cur, struct entry *e)
{
	bool exact;
	struct money m = { 0 };

	if (statement_currency(cur, m.cur) && !statement_amount(amount, m.cur, &m.minor, &exact))
		e->original = m;
}

/* What the whole entry says. */
static bool base_of(struct sheet *s, const struct camt_entry *n, struct span own, struct entry *ret)
{
	*ret = (struct entry){ .kind = code_of(s, n),
			       .own_account = own,
			       .statement = n->name,
			       .part = n->part,
			       .status = status_of(s, n),
			       .reversal = span_eq_str(n->text[N_REVERSAL], "true") ||
					   span_eq_str(n->text[N_REVERSAL], "1") };
	ret->entry_date = read_day(s, n->line, n->text[N_BOOKED]);
	ret->value_date = read_day(s, n->line, n->text[N_VALUE]);
	ret->date = day_is_set(ret->entry_date) ? ret->entry_date : ret->value_date;
	ret->bank_ref = first_of(n->text[N_BANK_REF], n->text[N_REF]);
	if (!read_money(s, n->line, n->text[N_AMOUNT], n->text[N_CURRENCY], &ret->amount))
		return false;
	if (span_eq_str(n->text[N_SIDE], "DBIT"))
		ret->amount.minor = -ret->amount.minor;
	else if (!span_eq_str(n->text[N_SIDE], "CRDT"))
		return false;
	take_fee(n->text[N_FEE], ret->amount.cur, ret);
	take_ordered(n->text[N_ORDERED], n->text[N_CURRENCY_ORDERED], ret);
	return true;
}

static struct span joined(struct sheet *s, const struct span *parts, size_t n)
{
	struct buf b;

	buf_init(&b, s->work, STATEMENT_TEXT_MAX * 8);
	for (size_t i = 0; i < n; i++) {
		if (!parts[i].len)
			continue;
		if (b.len)
			buf_add_char(&b, ' ');
		buf_add(&b, parts[i]);
	}
	return buf_span(&b);
}

/* Money in has a debtor, money out a creditor. What undoes a payment may still tell its parties as they
 * were: then the nearer one is us, by its account; where both are named and no account decides, too. */
static bool is_from_debtor(const struct entry *e, const struct span *t)
{
	bool in = e->amount.minor >= 0, undoes = e->reversal || t[T_RETURN].len;
	struct span near = t[in ? T_DEBTOR_ACCOUNT : T_CREDITOR_ACCOUNT],
		    far = t[in ? T_CREDITOR_ACCOUNT : T_DEBTOR_ACCOUNT];
	bool near_is_us = near.len && span_eq(near, e->own_account),
	     far_is_us = far.len && span_eq(far, e->own_account);

	if (near_is_us != far_is_us)
		return near_is_us ? !in : in;
	return undoes && t[T_DEBTOR].len && t[T_CREDITOR].len ? !in : in;
}

/* What one payment says. */
static void add_payment(struct sheet *s, const struct camt_entry *n, const struct camt_payment *p,
			struct entry *e)
{
	const struct span *t = p->text;
	bool in = is_from_debtor(e, t);
	struct span nearer = t[in ? T_DEBTOR : T_CREDITOR];
	struct span says[] = { t[T_REFERENCE], t[T_UNSTRUCTURED], t[T_STRUCTURED_MORE],
			       t[T_RETURN],    t[T_MORE],         n->text[N_MORE] };

	e->counterparty = first_of(t[in ? T_LAST_DEBTOR : T_LAST_CREDITOR], nearer);
	e->account = t[in ? T_DEBTOR_ACCOUNT : T_CREDITOR_ACCOUNT];
	e->tax_id = statement_tax_id(s->work, t[in ? T_DEBTOR_ID : T_CREDITOR_ID]);
	if (!statement_says_nothing(t[T_END_TO_END]))
		e->end_to_end = t[T_END_TO_END];
	e->bank_ref = first_of(t[T_BANK_REF], first_of(e->bank_ref, t[T_TX_ID]));
	e->reference =
		first_of(t[T_REFERENCE], first_of(t[T_UNSTRUCTURED],
						  first_of(t[T_STRUCTURED_MORE], e->end_to_end)));
	e->reference = first_of(e->reference, first_of(t[T_MORE], n->text[N_MORE]));
	e->text = joined(s, says, ARRAY_LEN(says));
	e->purpose = joined(s, says, 3);
	if (!e->purpose.len)
		e->purpose = joined(s, says + 4, 2);
	take_fee(t[T_FEE], e->amount.cur, e);
	take_ordered(t[T_ORDERED], t[T_CURRENCY_ORDERED], e);
}

static void give_whole(struct sheet *s, const struct camt_entry *n, struct entry *e)
{
	e->text = n->text[N_MORE];
	e->reference = n->text[N_MORE];
	if (n->payments.n == 1)
		add_payment(s, n, &n->payments.at[0], e);
	sheet_give(s, e);
}

/* Do the payments' own sides, taken with their amounts, give the entry? Then each has its own side; else
 * all have the entry's: some banks mark a payment from the other one's view. */
static bool own_sides(struct sheet *s, const struct camt_entry *n, const struct entry *e)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n->payments.n; i++) {
		const struct camt_payment *p = &n->payments.at[i];
		struct money m = { 0 };

		if (!p->text[T_SIDE].len || !payment_money(s, n->line, p, &m) ||
		    __builtin_add_overflow(
			    sum, span_eq_str(p->text[T_SIDE], "DBIT") ? -m.minor : m.minor, &sum))
			return false;
	}
	return sum == e->amount.minor;
}

static void give_payments(struct sheet *s, struct camt_entry *n, const struct entry *whole)
{
	bool own = own_sides(s, n, whole);

	for (size_t i = 0; i < n->payments.n; i++) {
		const struct camt_payment *p = &n->payments.at[i];
		bool out = own ? span_eq_str(p->text[T_SIDE], "DBIT") : whole->amount.minor < 0;
		struct entry e = *whole;

		if (!payment_money(s, n->line, p, &e.amount)) {
			sheet_warn(s, n->line, "a payment of the batch has no amount: left out");
			continue;
		}
		e.fee = 0;
		e.batch_ref = n->text[N_BANK_REF];
		e.batch = whole->amount;
		if (out)
			e.amount.minor = -e.amount.minor;
		add_payment(s, n, p, &e);
		sheet_give(s, &e);
	}
	n->started = true;
	n->payments = (struct camt_payments){ 0 };
}

static bool all_have_amounts(struct sheet *s, const struct camt_entry *n)
{
	struct money m;

	for (size_t i = 0; i < n->payments.n; i++)
		if ((!n->payments.at[i].text[T_AMOUNT].len &&
		     !n->payments.at[i].text[T_AMOUNT_TX].len) ||
		    !payment_money(s, n->line, &n->payments.at[i], &m))
			return false;
	return n->payments.n > 0;
}

void camt_entry_give(struct sheet *s, struct camt_entry *n, struct span own_account, bool last,
		     struct ledger *ledger)
{
	struct entry e;

	if (!base_of(s, n, own_account, &e)) {
		if (last || !n->started)
			sheet_warn(s, n->line, "an entry without amount or side: left out");
		n->payments = (struct camt_payments){ 0 };
		n->started = true;
		return;
	}
	if (last)
		ledger_add(ledger, &e);
	if ((n->started || n->payments.n > 1) && all_have_amounts(s, n))
		give_payments(s, n, &e);
	else if (last && !n->started)
		give_whole(s, n, &e);
	else if (!last) /* a large batch without amounts is one line */
		n->payments.n = 0;
}
