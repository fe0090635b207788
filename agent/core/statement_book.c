/* Each line once: known, told before in other words, or new. */
#include "statement_book.h"

#include "span.h"
#include "utf8.h"

/* An account in no known currency takes no money from us; "XXX" is ISO's "no currency". */
static bool is_currency(const char cur[4])
{
	return cur[0] && !span_eq_str(span_of(cur), "XXX");
}

static bool is_bookable(const struct entry *e)
{
	return span_eq_str(e->status, "booked") && e->amount.minor && is_currency(e->amount.cur);
}

#define FEE_NEAR 20 /* lines between a payment and its fee */

static bool says_fee(struct arena *a, const struct firm *firm, const struct entry *e)
{
	struct span said[] = { utf8_fold(a, e->kind), utf8_fold(a, e->text) };

	/* SWIFT's codes of charges */
	if (span_eq_str(e->kind, "NCHG") || span_eq_str(e->kind, "NCOM"))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(said); i++)
		for (size_t k = 0; k < firm->fees.n; k++)
			if (span_starts(span_trim(said[i]), firm->fees.at[k]))
				return true;
	return false;
}

/* It bears the number of the payment that it is for. */
static bool is_charge(struct arena *a, const struct firm *firm, const struct statement_line *l)
{
	return l->told.amount.minor < 0 && l->told.bank_ref.len && says_fee(a, firm, l->entry);
}

/* The payment knows what the bank kept of it (payments.md 8.3.3). */
static void join_fee(struct statement_lines *lines, size_t at)
{
	const struct payment *fee = &lines->at[at].told;
	size_t from = at > FEE_NEAR ? at - FEE_NEAR : 0;

	for (size_t i = from; i < lines->n && i <= at + FEE_NEAR; i++) {
		struct payment *p = &lines->at[i].told;

		if (p->amount.minor > -fee->amount.minor && !p->fee.minor &&
		    money_same_currency(p->amount, fee->amount) &&
		    span_eq(p->bank_ref, fee->bank_ref) &&
		    span_eq(p->own_account, fee->own_account)) {
			p->fee = money_neg(fee->amount);
			return;
		}
	}
}

void statement_tell(struct arena *a, const struct firm *firm, struct day today, struct twins *t,
		    const struct entry_list *entries, struct span file, struct statement_lines *ret)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct entry *e = &entries->at[i];
		struct statement_line *l = ARENA_PUSH(a, ret);

		l->entry = e;
		if (is_bookable(e) && telling_is_ours(firm, e->own_account))
			l->told = telling_of_entry(a, firm, today, t, e,
						   e->file.len ? e->file : file);
	}
	for (size_t i = 0; i < ret->n; i++)
		if (is_charge(a, firm, &ret->at[i]))
			join_fee(ret, i);
}

bool statement_line_is_out(const struct statement_line *l)
{
	return l->told.amount.minor < 0 && l->told.kind != PAYMENT_RETURN;
}

static void count_other(const struct flow *fl, const struct entry *e, struct statement_sum *sum)
{
	if (!telling_is_ours(fl->s->firm, e->own_account)) {
		if (!sum->foreign++)
			sum->foreign_account = e->own_account;
	} else {
		sum->unbooked++;
	}
}

/* Its money came before, told as a whole or by its payments. *ret: and is booked as it should be. */
static enum rc link_batch(struct flow *fl, const struct payment *told, struct statement_sum *sum,
			  bool *ret, struct why *reterr)
{
	bool split = telling_is_split(fl->s, told);
	struct payment *whole = split ? telling_same(fl->s, told) : telling_whole(fl->s, told);

	/* A mail told the whole: its number says so, an equal sum does not. */
	if (split && whole != NULL && !span_ieq(whole->bank_ref, told->bank_ref))
		whole = NULL;
	*ret = split || (whole != NULL && !telling_may_split(whole));
	sum->known += split;
	if (whole != NULL && telling_may_split(whole))
		return telling_split(fl, whole, reterr);
	if (whole != NULL) {
		sum->kept_whole++;
		sum->batch = whole->id;
	}
	return RC_OK;
}

static enum rc one_line(struct flow *fl, const struct statement_line *l, struct statement_sum *sum,
			struct why *reterr)
{
	struct payment told = l->told, *row = NULL;
	bool linked;
	enum rc rc;

	sum->entries++;
	if (!l->told.identity.len) {
		count_other(fl, l->entry, sum);
		return RC_OK;
	}
	if (fl->doubtful) { /* a right one may confirm it later */
		told.state = PAYMENT_REPORTED;
		told.confirmed_by = S("");
		told.confirmed = DAY_NONE;
	}
	row = telling_known(fl->s, &told);
	if (row && (row->state != PAYMENT_REPORTED || told.state == PAYMENT_REPORTED)) {
		sum->known++;
		return RC_OK;
	}
	rc = row ? RC_OK : link_batch(fl, &told, sum, &linked, reterr);
	if (rc || (!row && linked))
		return rc;
	row = row ? row : telling_same(fl->s, &told);
	if (row) {
		sum->confirmed++;
		telling_take(fl, row, &told);
		return row->left.minor > 0 ? payment_place(fl, row, reterr) : RC_OK;
	}
	if (statement_line_is_out(l)) {
		sum->out++;
		return RC_OK;
	}
	rc = payment_book(fl, &told, &row, reterr);
	if (rc)
		return rc;
	sum->booked++;
	sum->returned += l->told.kind == PAYMENT_RETURN;
	sum->paid += row && row->left.minor == 0 && row->kind != PAYMENT_RETURN;
	return RC_OK;
}

enum rc statement_book(struct flow *fl, const struct statement_lines *lines,
		       struct statement_sum *sum, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < lines->n; i++)
		rc = one_line(fl, &lines->at[i], sum, reterr);
	return rc;
}
