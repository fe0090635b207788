/* The figures of the day, as one map. Every list is cut at 20; its count is not. */
#include "digest.h"

#include "names.h"
#include "query.h"
#include "span.h"

#define SOON_DAYS        7
#define UNSENT_AGE       3600 /* a mail that waits longer is news */
#define UNSENT_ROWS      20
#define UNCONFIRMED_DAYS 30

struct digest {
	struct tx *tx;
	struct arena *a;
	struct value *out;
};

static void set_key(struct digest *d, const char *name, const char *tail, struct value *v)
{
	value_set(d->a, d->out, arena_str(d->a, arena_fmt(d->a, "%s%s", name, tail)), v);
}

static void set_text(struct digest *d, struct value *row, const char *key, struct query *q)
{
	value_set(d->a, row, key, value_text(d->a, col_text(q, d->a)));
}

static void set_int(struct digest *d, struct value *row, const char *key, struct query *q)
{
	value_set(d->a, row, key, value_int(d->a, col_int(q)));
}

static void set_day(struct digest *d, struct value *row, const char *key, struct query *q)
{
	value_set(d->a, row, key, value_day(d->a, col_day(q)));
}

/* Run the query (its parameters bound) and put its rows under name. */
static enum rc list(struct digest *d, struct query *q, const char *name, struct day today,
		    void (*read)(struct digest *d, struct query *q, struct value *row,
				 struct day today),
		    struct why *reterr)
{
	struct value *rows = value_new_list(d->a);

	while (query_row(q)) {
		struct value *row = value_new_map(d->a);

		read(d, q, row, today);
		value_push(d->a, rows, row);
	}
	set_key(d, name, "", rows);
	return query_end(q, reterr);
}

/* count, sum, currency a row: NAME_n and NAME_sum. */
static enum rc sums(struct digest *d, struct query *q, const char *name, struct why *reterr)
{
	struct value *list_ = value_new_list(d->a);
	int64_t n = 0;

	while (query_row(q)) {
		struct money m = { 0 };

		n += col_int(q);
		m.minor = col_int(q);
		col_currency(q, m.cur);
		value_push(d->a, list_, value_money(d->a, m));
	}
	set_key(d, name, "_n", value_int(d->a, n));
	set_key(d, name, "_sum", list_);
	return query_end(q, reterr);
}

static enum rc number(struct digest *d, struct query *q, const char *name, struct why *reterr)
{
	set_key(d, name, "_n", value_int(d->a, query_row(q) ? col_int(q) : 0));
	return query_end(q, reterr);
}

static void read_question(struct digest *d, struct query *q, struct value *row, struct day today)
{
	(void)today;
	set_int(d, row, "question", q);
	set_text(d, row, "kind", q);
	set_int(d, row, "card", q);
	set_text(d, row, "client", q);
	set_text(d, row, "title", q);
	set_text(d, row, "asked", q);
	set_int(d, row, "expires", q);
}

static void read_payment(struct digest *d, struct query *q, struct value *row, struct day today)
{
	struct money amount = { 0 }, left = { 0 };

	(void)today;
	set_int(d, row, "payment", q);
	set_text(d, row, "state", q);
	set_day(d, row, "day", q);
	amount.minor = col_int(q);
	left.minor = col_int(q);
	col_currency(q, amount.cur);
	memcpy(left.cur, amount.cur, sizeof(left.cur));
	value_set(d->a, row, "amount", value_money(d->a, amount));
	value_set(d->a, row, "left", value_money(d->a, left));
	set_text(d, row, "payer", q);
	set_text(d, row, "client", q);
}

static void read_document(struct digest *d, struct query *q, struct value *row, struct day today)
{
	struct money open = { 0 }, total = { 0 };
	struct day due;

	set_int(d, row, "document", q);
	set_text(d, row, "label", q);
	set_text(d, row, "kind", q);
	set_int(d, row, "card", q);
	set_text(d, row, "client", q);
	due = col_day(q);
	value_set(d->a, row, "due", value_day(d->a, due));
	if (day_is_set(due))
		value_set(d->a, row, "days", value_int(d->a, abs(due.n - today.n)));
	open.minor = col_int(q);
	total.minor = col_int(q);
	col_currency(q, open.cur);
	memcpy(total.cur, open.cur, sizeof(total.cur));
	value_set(d->a, row, "open", value_money(d->a, open));
	value_set(d->a, row, "total", value_money(d->a, total));
}

static void read_subscription(struct digest *d, struct query *q, struct value *row,
			      struct day today)
{
	(void)today;
	set_int(d, row, "subscription", q);
	set_int(d, row, "card", q);
	set_text(d, row, "client", q);
	set_day(d, row, "day", q);
}

static void read_card(struct digest *d, struct query *q, struct value *row, struct day today)
{
	(void)today;
	set_int(d, row, "card", q);
	set_text(d, row, "title", q);
	set_text(d, row, "client", q);
	set_text(d, row, "stage", q);
}

static void read_message(struct digest *d, struct query *q, struct value *row, struct day today)
{
	(void)today;
	set_int(d, row, "message", q);
	set_text(d, row, "from", q);
	set_text(d, row, "subject", q);
}

static enum rc questions(struct digest *d, struct day today, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_QUESTIONS);
	rc = list(d, &q, "questions", today, read_question, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_QUESTIONS_N);
	return number(d, &q, "questions", reterr);
}

static enum rc payments_since(struct digest *d, enum statement_id rows, enum statement_id total,
			      const char *name, struct day today, int64_t since, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, rows);
	query_int(&q, since);
	rc = list(d, &q, name, today, read_payment, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, total);
	query_int(&q, since);
	return sums(d, &q, name, reterr);
}

/* A firm that reads no statements is not told of a payment for ever. */
static enum rc unconfirmed(struct digest *d, struct day today, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct day since = day_add(today, -UNCONFIRMED_DAYS);
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_UNCONFIRMED);
	query_day(&q, since);
	rc = list(d, &q, "unconfirmed", today, read_payment, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_UNCONFIRMED_SUM);
	query_day(&q, since);
	return sums(d, &q, "unconfirmed", reterr);
}

static enum rc money(struct digest *d, struct day today, int64_t since, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	rc = payments_since(d, SQL_DIGEST_MONEY_IN, SQL_DIGEST_MONEY_IN_SUM, "money_in", today,
			    since, reterr);
	if (!rc)
		rc = payments_since(d, SQL_DIGEST_MONEY_BACK, SQL_DIGEST_MONEY_BACK_SUM,
				    "money_back", today, since, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_UNALLOCATED);
	rc = list(d, &q, "unallocated", today, read_payment, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_UNALLOCATED_SUM);
	rc = sums(d, &q, "unallocated", reterr);
	return rc ? rc : unconfirmed(d, today, reterr);
}

/* A list of documents and its sums, both between two days (DAY_NONE: only one is asked for). */
static enum rc documents(struct digest *d, enum statement_id rows, enum statement_id total,
			 const char *name, struct day today, struct day from, struct day to,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, rows);
	query_day(&q, from);
	if (day_is_set(to))
		query_day(&q, to);
	rc = list(d, &q, name, today, read_document, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, total);
	query_day(&q, from);
	if (day_is_set(to))
		query_day(&q, to);
	return sums(d, &q, name, reterr);
}

/* Counts that STATUS asks for. */
static enum rc open_work(struct digest *d, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_CARDS_OPEN_N);
	rc = number(d, &q, "cards_open", reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_UNPAID_SUM);
	return sums(d, &q, "unpaid", reterr);
}

static enum rc offers(struct digest *d, struct day today, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_OFFERS);
	rc = list(d, &q, "offers_open", today, read_document, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_OFFERS_N);
	return number(d, &q, "offers_open", reterr);
}

static enum rc soon_and_new(struct digest *d, struct day today, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_SUBSCRIPTIONS);
	query_day(&q, day_add(today, SOON_DAYS));
	rc = list(d, &q, "subscriptions", today, read_subscription, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_SUBSCRIPTIONS_N);
	query_day(&q, day_add(today, SOON_DAYS));
	rc = number(d, &q, "subscriptions", reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_CARDS);
	query_day(&q, day_add(today, -1));
	query_day(&q, today);
	rc = list(d, &q, "cards", today, read_card, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_CARDS_N);
	query_day(&q, day_add(today, -1));
	query_day(&q, today);
	return number(d, &q, "cards", reterr);
}

static enum rc unsent(struct digest *d, int64_t since, int64_t now, struct why *reterr)
{
	struct value *rows = value_new_list(d->a);
	SCOPED(query) q = { 0 };
	int64_t n = 0;

	query_begin(&q, d->tx, SQL_DIGEST_UNSENT);
	query_int(&q, now - UNSENT_AGE);
	query_int(&q, since);
	while (query_row(&q)) {
		struct value *row = value_new_map(d->a);

		if (n++ >= UNSENT_ROWS)
			continue;
		set_int(d, row, "outbox", &q);
		set_text(d, row, "to", &q);
		set_int(d, row, "card", &q);
		set_text(d, row, "state", &q);
		set_int(d, row, "tries", &q);
		set_text(d, row, "error", &q);
		set_int(d, row, "created", &q);
		value_push(d->a, rows, row);
	}
	set_key(d, "unsent", "", rows);
	set_key(d, "unsent", "_n", value_int(d->a, n));
	return query_end(&q, reterr);
}

static enum rc quarantine(struct digest *d, struct day today, int64_t since, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, d->tx, SQL_DIGEST_QUARANTINE);
	query_int(&q, since);
	rc = list(d, &q, "quarantine", today, read_message, reterr);
	if (rc)
		return rc;
	query_begin(&q, d->tx, SQL_DIGEST_QUARANTINE_N);
	query_int(&q, since);
	return number(d, &q, "quarantine", reterr);
}

enum rc digest_figures(struct tx *tx, struct arena *a, struct day today, int64_t since, int64_t now,
		       struct value **ret, struct why *reterr)
{
	struct digest d = { .tx = tx, .a = a, .out = value_new_map(a) };
	enum rc rc;

	value_set(a, d.out, "day", value_day(a, today));
	value_set(a, d.out, "since", value_int(a, since));
	rc = questions(&d, today, reterr);
	if (!rc)
		rc = money(&d, today, since, reterr);
	if (!rc)
		rc = documents(&d, SQL_DIGEST_OVERDUE, SQL_DIGEST_OVERDUE_SUM, "overdue", today,
			       today, DAY_NONE, reterr);
	if (!rc)
		rc = documents(&d, SQL_DIGEST_LATE, SQL_DIGEST_LATE_SUM, "late", today, today,
			       DAY_NONE, reterr);
	if (!rc)
		rc = documents(&d, SQL_DIGEST_COMING, SQL_DIGEST_COMING_SUM, "coming_due", today,
			       today, day_add(today, SOON_DAYS), reterr);
	if (!rc)
		rc = documents(&d, SQL_DIGEST_ISSUED, SQL_DIGEST_ISSUED_SUM, "issued", today,
			       day_add(today, -1), today, reterr);
	if (!rc)
		rc = offers(&d, today, reterr);
	if (!rc)
		rc = soon_and_new(&d, today, reterr);
	if (!rc)
		rc = unsent(&d, since, now, reterr);
	if (!rc)
		rc = quarantine(&d, today, since, reterr);
	if (!rc)
		rc = open_work(&d, reterr);
	if (!rc)
		rc = digest_filings(tx, a, d.out, reterr);
	if (!rc)
		*ret = d.out;
	return rc;
}
