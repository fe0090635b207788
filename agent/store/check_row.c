/* One document and one payment against what surrounds them: series, allocations, reversals. */
#include "check.h"
#include "names.h"
#include "query.h"
#include "series.h"
#include "snapshot_json.h"
#include "span.h"

struct document_seen {
	enum doc_kind kind;
	enum doc_state state;
	struct span series, series_fold, label, json;
	int64_t number, total, payable, open, allocated, foreign, reversed;
	char currency[4];
	struct sha256 hash;
	bool there, invoiced; /* invoiced: an invoice was made from it */
};

static enum rc look(struct check *c, int64_t id, struct document_seen *d, struct why *reterr)
{
	struct arena *a = c->scratch;
	SCOPED(query) q = { 0 };

	query_begin(&q, c->tx, SQL_CHECK_DOCUMENT);
	query_int(&q, id);
	if (query_row(&q)) {
		d->there = true;
		d->kind = (enum doc_kind)COL_NAME(&q, names_doc_kind);
		d->state = (enum doc_state)COL_NAME(&q, names_doc_state);
		d->series = col_text(&q, a);
		d->series_fold = col_text(&q, a);
		d->number = col_int(&q);
		d->label = col_text(&q, a);
		col_currency(&q, d->currency);
		d->total = col_int(&q);
		d->payable = col_int(&q);
		d->open = col_int(&q);
		d->allocated = col_int(&q);
		d->foreign = col_int(&q);
		d->reversed = col_int(&q);
		d->invoiced = col_bool(&q);
		(void)col_hash(&q, &d->hash);
		d->json = col_text(&q, a);
	}
	return query_end(&q, reterr);
}

/* Numbers follow each other, and the series' next is above them. */
static enum rc check_number(struct check *c, const struct document_seen *d, const char *label,
			    struct why *reterr)
{
	int64_t first = 0, next = 0;
	SCOPED(query) q = { 0 };
	bool before = false, yearly = false;
	enum rc rc;

	query_begin(&q, c->tx, SQL_CHECK_SERIES);
	query_text(&q, d->series_fold);
	query_int(&q, d->number);
	if (query_row(&q)) {
		first = col_int(&q);
		next = col_int(&q);
		before = col_bool(&q);
		yearly = col_bool(&q);
		before |= yearly && series_is_new_year(d->number, (unsigned)col_int(&q));
	}
	rc = query_end(&q, reterr);
	if (rc || !next || d->number < first)
		return rc; /* no series of ours, or imported */
	if (d->number > first && !before)
		check_say(c, "series-gap", "%s: number %lld is missing before it", label,
			  (long long)d->number - 1);
	if (next <= d->number)
		check_say(c, "series-next", "%s: the series would give out %lld again", label,
			  (long long)next);
	return RC_OK;
}

void check_snapshot(struct check *c, const struct document *d, const struct snapshot *s,
		    const char *label)
{
	int64_t number = 0;

	if (s->total.minor != d->total.minor ||
	    (s->total.cur[0] && strncmp(s->total.cur, d->total.cur, sizeof(d->total.cur)) != 0))
		check_say(c, "document-total", "%s: the row's sums are not its content's", label);
	if (s->kind != d->kind)
		check_say(c, "document-total", "%s: the row's kind is not its content's", label);
	if (d->number && (!span_to_i64(s->number, &number) || number != d->number ||
			  !span_eq(s->series, d->series)))
		check_say(c, "document-total", "%s: its content says %.*s %.*s", label,
			  SPAN_ARG(s->series), SPAN_ARG(s->number));
	if (d->state != DOC_DRAFT && d->state != DOC_CANCELLED)
		check_sums(c, s, label);
}

static void check_content(struct check *c, const struct document_seen *d, const char *label)
{
	struct document row = { .kind = d->kind,
				.state = d->state,
				.series = d->series,
				.number = d->number,
				.total = { .minor = d->total } };
	struct snapshot *snap = NULL;
	struct why why = { "" };

	memcpy(row.total.cur, d->currency, sizeof(row.total.cur));
	if (snapshot_from_json(c->scratch, d->json, &snap, &why)) {
		check_say(c, "document-unreadable", "%s: %s", label, why.text);
		return;
	}
	if (snap->payable.minor != d->payable)
		check_say(c, "document-total", "%s: the row's sums are not its content's", label);
	check_snapshot(c, &row, snap, label);
}

/* What is left to pay = to pay - allocated + reversed (storno totals are negative). The invoice that is
 * made from a proforma takes over the debt: nothing is left on the proforma. */
static void check_open(struct check *c, const struct document_seen *d, const char *label)
{
	bool taken_over = d->kind == DOC_PROFORMA && d->invoiced;
	int64_t want = taken_over ? 0 : d->payable - d->allocated + d->reversed;

	/* more was taken back than was still to be paid: that is the client's credit */
	if (d->reversed < 0 && d->payable >= 0 && want < 0)
		want = 0;
	if (d->foreign)
		check_say(c, "document-open", "%s: payments in another currency", label);
	if (d->state != DOC_ISSUED || (d->kind != DOC_PROFORMA && d->kind != DOC_INVOICE))
		return;
	if (d->open != want)
		check_say(c, "document-open",
			  "%s: %lld open, but %lld to pay, %lld paid, %lld reversed%s", label,
			  (long long)d->open, (long long)d->payable, (long long)d->allocated,
			  (long long)d->reversed, taken_over ? ", and it was invoiced" : "");
}

enum rc check_document(struct check *c, int64_t id, struct why *reterr)
{
	struct document_seen d = { 0 };
	struct sha256 hash;
	const char *label;
	enum rc rc = look(c, id, &d, reterr);

	if (rc || !d.there)
		return rc;
	label = d.label.len ? arena_str(c->scratch, d.label) :
			      arena_str(c->scratch,
					arena_fmt(c->scratch, "document %lld", (long long)id));
	hash = hash_sha256(d.json);
	if (!hash_eq(hash.b, d.hash.b, sizeof(hash.b)))
		check_say(c, "snapshot-hash", "%s: its content was changed", label);
	if (c->contents)
		check_content(c, &d, label);
	check_open(c, &d, label);
	return d.number ? check_number(c, &d, label, reterr) : RC_OK;
}

enum rc check_payment(struct check *c, int64_t id, struct why *reterr)
{
	int64_t amount, left, allocated, foreign;
	SCOPED(query) q = { 0 };
	char cur[4];

	query_begin(&q, c->tx, SQL_CHECK_PAYMENT);
	query_int(&q, id);
	if (query_row(&q)) {
		(void)COL_NAME(&q, names_payment_state);
		amount = col_int(&q);
		left = col_int(&q);
		col_currency(&q, cur);
		allocated = col_int(&q);
		foreign = col_int(&q);
		if (foreign)
			check_say(c, "allocation-over",
				  "payment %lld: allocated in another "
				  "currency",
				  (long long)id);
		if (amount >= 0 && (allocated > amount || allocated < 0))
			check_say(c, "allocation-over", "payment %lld: %lld of %lld %s allocated",
				  (long long)id, (long long)allocated, (long long)amount, cur);
		if (amount >= 0 && (left < 0 || left > amount - allocated))
			check_say(c, "payment-left",
				  "payment %lld: %lld left of %lld %s, %lld "
				  "allocated",
				  (long long)id, (long long)left, (long long)amount, cur,
				  (long long)allocated);
	}
	return query_end(&q, reterr);
}
