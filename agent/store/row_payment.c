/* Rows of payment and allocation. */
#include "row_payment.h"

#include "db_in.h"
#include "names.h"
#include "payment_in.h"

struct payment *payment_read(struct query *q, struct arena *a)
{
	struct payment *p = ARENA_NEW(a, struct payment);

	p->mark = ROW_CLEAN;
	p->id = col_int(q);
	p->state = (enum payment_state)COL_NAME(q, names_payment_state);
	p->source = col_text(q, a);
	p->amount.minor = col_int(q);
	p->left.minor = col_int(q);
	col_currency(q, p->amount.cur);
	memcpy(p->left.cur, p->amount.cur, sizeof(p->left.cur));
	p->day = col_day(q);
	p->client = col_int(q);
	p->payer = col_text(q, a);
	p->payer_iban = col_text(q, a);
	p->payer_tax_id = col_text(q, a);
	p->details = col_text(q, a);
	p->bank_ref = col_text(q, a);
	p->identity = col_text(q, a);
	p->kind = (enum payment_kind)COL_NAME(q, names_payment_kind);
	p->own_account = col_text(q, a);
	p->value_day = col_day(q);
	p->reference = col_text(q, a);
	p->end_to_end = col_text(q, a);
	p->fee.minor = col_int(q);
	memcpy(p->fee.cur, p->amount.cur, sizeof(p->fee.cur));
	p->original.minor = col_int(q);
	col_currency(q, p->original.cur);
	p->reverses = col_int(q);
	p->confirmed = col_day(q);
	p->confirmed_by = col_text(q, a);
	p->flagged = col_bool(q);
	p->batch = col_text(q, a);
	return p;
}

/* Rows are made with days left out. */
static struct day day_told(struct day d)
{
	return d.n == 0 ? DAY_NONE : d;
}

static enum rc read_one(struct query *q, struct arena *a, struct payment **ret, struct why *reterr)
{
	*ret = query_row(q) ? payment_read(q, a) : NULL;
	return query_end(q, reterr);
}

static enum rc read_all(struct query *q, struct arena *a, struct row_payments *ret,
			struct why *reterr)
{
	while (query_row(q)) {
		struct payment *p = payment_read(q, a);

		*ARENA_PUSH(a, ret) = p;
	}
	return query_end(q, reterr);
}

enum rc row_payment_load(struct tx *tx, struct arena *a, int64_t id, struct payment **ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_LOAD);
	query_int(&q, id);
	return read_one(&q, a, ret, reterr);
}

enum rc row_payment_by_identity(struct tx *tx, struct arena *a, struct span identity,
				struct payment **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_BY_IDENTITY);
	query_text(&q, identity);
	return read_one(&q, a, ret, reterr);
}

enum rc row_payment_unallocated(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
				struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, client ? SQL_PAYMENT_UNALLOCATED_OF : SQL_PAYMENT_UNALLOCATED);
	if (client)
		query_int(&q, client);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			      struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_OF_CLIENT);
	query_int(&q, client);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_of_amount(struct tx *tx, struct arena *a, struct money amount, struct day from,
			      struct day to, unsigned limit, struct row_payments *ret,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_OF_AMOUNT);
	query_int(&q, amount.minor);
	query_str(&q, amount.cur);
	query_day(&q, from);
	query_day(&q, to);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_not_told_by(struct tx *tx, struct arena *a, const struct payment *told,
				unsigned days, unsigned limit, struct row_payments *ret,
				struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_NOT_TOLD_BY);
	query_int(&q, told->amount.minor);
	query_str(&q, told->amount.cur);
	query_day(&q, (struct day){ told->day.n - (int)days });
	query_day(&q, (struct day){ told->day.n + (int)days });
	query_text(&q, told->source);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_of_bank_ref(struct tx *tx, struct arena *a, struct span bank_ref,
				unsigned limit, struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_OF_BANK_REF);
	query_text(&q, bank_ref);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_of_batch(struct tx *tx, struct arena *a, struct span batch,
			     struct payment **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_OF_BATCH);
	query_text(&q, batch);
	return read_one(&q, a, ret, reterr);
}

enum rc row_payment_reversing(struct tx *tx, struct arena *a, int64_t payment,
			      struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_REVERSING);
	query_int(&q, payment);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_unconfirmed(struct tx *tx, struct arena *a, struct day until, unsigned limit,
				struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYMENT_UNCONFIRMED);
	query_day(&q, until);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payment_tellings(struct tx *tx, struct arena *a, struct payment *p, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	p->told = (struct tellings){ 0 };
	query_begin(&q, tx, SQL_PAYMENT_TOLD);
	query_int(&q, p->id);
	while (query_row(&q)) {
		struct telling *t = ARENA_PUSH(a, &p->told);

		t->identity = col_text(&q, a);
		t->source = col_text(&q, a);
	}
	return query_end(&q, reterr);
}

static enum rc add_telling(struct tx *tx, const struct payment *p, struct span identity,
			   struct span source, int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_PAYMENT_TOLD_ADD);
	query_text(&q, identity);
	query_int(&q, p->id);
	query_text(&q, source);
	query_int(&q, now);
	rc = query_run(&q, NULL, reterr);
	if (rc == RC_REFUSED)
		why_set(reterr, "this payment has been booked already: %.*s", SPAN_ARG(identity));
	return rc;
}

static enum rc store_tellings(struct tx *tx, const struct payment *p, int64_t now,
			      struct why *reterr)
{
	enum rc rc = RC_OK;

	if (p->mark == ROW_NEW && p->identity.len)
		rc = add_telling(tx, p, p->identity, p->source, now, reterr);
	for (size_t i = 0; !rc && i < p->told.n; i++)
		if (p->told.at[i].fresh)
			rc = add_telling(tx, p, p->told.at[i].identity, p->told.at[i].source, now,
					 reterr);
	return rc;
}

static enum rc one_of_each(struct tx *tx, struct arena *a, enum statement_id id, struct span key,
			   unsigned limit, struct row_payments *ret, struct why *reterr)
{
	struct payment *p = NULL;
	int64_t after = 0;
	enum rc rc = RC_OK;

	for (unsigned i = 0; !rc && key.len && i < limit; i++) {
		SCOPED(query) q = { 0 };

		query_begin(&q, tx, id);
		query_text(&q, key);
		query_int(&q, after);
		rc = read_one(&q, a, &p, reterr);
		if (rc || !p)
			break;
		*ARENA_PUSH(a, ret) = p;
		after = p->client;
	}
	return rc;
}

enum rc row_payment_of_payer(struct tx *tx, struct arena *a, struct span iban, struct span tax_id,
			     unsigned limit, struct row_payments *ret, struct why *reterr)
{
	enum rc rc = one_of_each(tx, a, SQL_PAYMENT_OF_PAYER_IBAN, iban, limit, ret, reterr);

	return rc ? rc :
		    one_of_each(tx, a, SQL_PAYMENT_OF_PAYER_TAX_ID, tax_id, limit, ret, reterr);
}

enum rc row_payment_store(struct tx *tx, struct arena *a, const struct payment *p, int64_t now,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	(void)a;
	if (p->mark == ROW_CLEAN)
		return RC_OK;
	if (!money_same_currency(p->amount, p->left))
		return why_fail(reterr, RC_BAD_INPUT,
				"payment %lld: amount and rest are in "
				"different currencies",
				(long long)p->id);
	db_note_payment(tx, p->id);
	query_begin(&q, tx, p->mark == ROW_NEW ? SQL_PAYMENT_ADD : SQL_PAYMENT_SET);
	query_int(&q, p->id);
	query_str(&q, NAME_OF(names_payment_state, p->state));
	query_text(&q, p->source);
	query_int(&q, p->amount.minor);
	query_int(&q, p->left.minor);
	query_str(&q, p->amount.cur);
	query_day(&q, p->day);
	query_id(&q, p->client);
	query_text(&q, p->payer);
	query_text(&q, p->payer_iban);
	query_text(&q, p->payer_tax_id);
	query_text(&q, p->details);
	query_text(&q, p->bank_ref);
	query_text(&q, p->identity);
	query_str(&q, NAME_OF(names_payment_kind, p->kind));
	query_text(&q, p->own_account);
	query_day(&q, day_told(p->value_day));
	query_text(&q, p->reference);
	query_text(&q, p->end_to_end);
	query_int(&q, p->fee.minor);
	query_int(&q, p->original.minor);
	query_str(&q, p->original.cur);
	query_id(&q, p->reverses);
	query_day(&q, day_told(p->confirmed));
	query_text(&q, p->confirmed_by);
	query_int(&q, p->flagged);
	query_text(&q, p->batch);
	if (p->mark == ROW_NEW)
		query_int(&q, now);
	rc = query_run(&q, NULL, reterr);
	if (rc == RC_REFUSED && p->mark == ROW_NEW && p->identity.len)
		why_set(reterr, "this payment has been booked already: %.*s",
			SPAN_ARG(p->identity));
	return rc ? rc : store_tellings(tx, p, now, reterr);
}

enum rc row_allocation_store(struct tx *tx, const struct allocation *al, int64_t now,
			     struct why *reterr)
{
	SCOPED(query) q = { 0 };

	db_note_document(tx, al->document);
	db_note_payment(tx, al->payment);
	query_begin(&q, tx, SQL_ALLOCATION_ADD);
	query_id(&q, al->payment);
	query_id(&q, al->document);
	query_int(&q, al->amount.minor);
	query_str(&q, al->amount.cur);
	query_text(&q, al->rule);
	query_int(&q, now);
	query_int(&q, allocation_settles(al).minor);
	query_str(&q, allocation_settles(al).cur);
	return query_run(&q, NULL, reterr);
}

static enum rc allocations(struct tx *tx, struct arena *a, enum statement_id id, int64_t key,
			   struct row_allocations *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_int(&q, key);
	while (query_row(&q)) {
		struct allocation *al = ARENA_PUSH(a, ret);

		al->payment = col_int(&q);
		al->document = col_int(&q);
		al->amount.minor = col_int(&q);
		col_currency(&q, al->amount.cur);
		al->rule = col_text(&q, a);
		al->settles.minor = col_int(&q);
		col_currency(&q, al->settles.cur);
	}
	return query_end(&q, reterr);
}

enum rc row_allocation_of_payment(struct tx *tx, struct arena *a, int64_t payment,
				  struct row_allocations *ret, struct why *reterr)
{
	return allocations(tx, a, SQL_ALLOCATION_OF_PAYMENT, payment, ret, reterr);
}

enum rc row_allocation_of_document(struct tx *tx, struct arena *a, int64_t document,
				   struct row_allocations *ret, struct why *reterr)
{
	return allocations(tx, a, SQL_ALLOCATION_OF_DOCUMENT, document, ret, reterr);
}
