/* agent/store: what a commit checks of the books, and how series and documents hang together. */
#include "row_payment.h"
#include "row_series.h"
#include "store_kit.h"

/* The check before COMMIT. */
TEST(store_commit_refuses_a_wrong_book)
{
	static const struct {
		const char *what, *rule;
	} rows[] = {
		{ "open", "document-open" },    { "sum", "document-sum" },
		{ "gap", "series-gap" },        { "next", "series-next" },
		{ "total", "document-total" },  { "over", "allocation-over" },
		{ "left", "payment-left" },     { "label", "document-total" },
		{ "no lines", "document-sum" }, { "base", "document-sum" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct payment p = { .mark = ROW_NEW,
				     .id = 1,
				     .state = PAYMENT_CONFIRMED,
				     .source = S("cash"),
				     .amount = MONEY_RON(100),
				     .left = MONEY_RON(100),
				     .day = DAY_NONE };
		struct allocation al = {
			.payment = 1, .document = 1, .amount = MONEY_RON(200), .rule = S("staff")
		};
		SCOPED(store_kit) k = { 0 };
		struct document *d;

		UNIT_CASE("%s", rows[i].what);
		if (!store_kit_open_card(&k))
			return;
		store_kit_series(&k, DOC_INVOICE, "FCT",
				 span_eq_str(S("next"), rows[i].what) ? 1 : 4);
		d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000);
		if (!strcmp(rows[i].what, "open"))
			d->open.minor--;
		if (!strcmp(rows[i].what, "over"))
			d->open.minor -= 200;
		if (!strcmp(rows[i].what, "sum"))
			d->snap->tax.minor++;
		if (!strcmp(rows[i].what, "base"))
			d->snap->vat.at[0].base.minor++;
		if (!strcmp(rows[i].what, "total"))
			d->total.minor++;
		if (!strcmp(rows[i].what, "label"))
			d->snap->number = S("0009");
		if (!strcmp(rows[i].what, "no lines"))
			d->snap->lines.n = 0;
		if (!strcmp(rows[i].what, "left"))
			p.left.minor = 101;
		store_kit_add(&k, d);
		if (!strcmp(rows[i].what, "gap"))
			store_kit_add(&k, store_kit_document(&k, 2, DOC_INVOICE, "FCT", 3, 10000));
		CHECK_RC(row_payment_store(&k.tx, k.a, &p, 5, &k.why), RC_OK);
		if (!strcmp(rows[i].what, "over"))
			CHECK_RC(row_allocation_store(&k.tx, &al, 5, &k.why), RC_OK);
		CHECK_RC(tx_commit(&k.tx, &k.why), RC_BAD_INPUT);
		CHECK_HAS(span_of(k.why.text), rows[i].rule);
		store_kit_rollback(&k);
		CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM document"), "0");
	}
}

/* A row that is written without its content is held against the one that is stored. */
TEST(store_commit_refuses_a_row_that_left_its_content)
{
	SCOPED(store_kit) k = { 0 };
	struct document *d;

	if (!store_kit_open_card(&k))
		return;
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000);
	d->state = DOC_DRAFT;
	d->number = 0;
	d->snap->number = d->label = S("");
	store_kit_add(&k, d);
	store_kit_commit(&k);
	store_kit_begin(&k);
	d->mark = ROW_CHANGED;
	d->snap = NULL;
	d->total.minor++;
	store_kit_add(&k, d);
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_BAD_INPUT);
	CHECK_HAS(span_of(k.why.text), "document-total");
}

TEST(store_paid_document_commits)
{
	struct payment p = { .mark = ROW_NEW,
			     .id = 1,
			     .state = PAYMENT_CONFIRMED,
			     .source = S("cash"),
			     .amount = MONEY_RON(12100),
			     .left = MONEY_RON(2100),
			     .day = DAY_NONE };
	struct allocation al = {
		.payment = 1, .document = 1, .amount = MONEY_RON(10000), .rule = S("staff")
	};
	struct row_allocations list = { 0 };
	SCOPED(store_kit) k = { 0 };
	struct document *d;

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000);
	d->open.minor = 2100;
	store_kit_add(&k, d);
	CHECK_RC(row_payment_store(&k.tx, k.a, &p, 5, &k.why), RC_OK);
	CHECK_RC(row_allocation_store(&k.tx, &al, 5, &k.why), RC_OK);
	CHECK_RC(row_allocation_of_payment(&k.tx, k.a, 1, &list, &k.why), RC_OK);
	CHECK_RC(row_allocation_of_document(&k.tx, k.a, 1, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 2);
	CHECK(list.n == 2 && list.at[1].amount.minor == 10000);
	store_kit_commit(&k);
	CHECK(!store_kit_tamper(&k, "DELETE FROM allocation"));
	CHECK(!store_kit_tamper(&k, "UPDATE allocation SET amount = 1"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM payment"));
}

TEST(store_series_start)
{
	struct row_serieses all = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	CHECK_RC(row_series_start(&k.tx, k.a, DOC_INVOICE, S("FCT"), 1, 4, &k.why), RC_OK);
	CHECK_RC(row_series_start(&k.tx, k.a, DOC_INVOICE, S("fct"), 1001, 4, &k.why), RC_OK);
	/* Imported from elsewhere, with a gap: below the first of ours. */
	store_kit_add(&k, store_kit_document(&k, 1, DOC_INVOICE, "FCT", 812, 10000));
	store_kit_add(&k, store_kit_document(&k, 2, DOC_INVOICE, "FCT", 900, 10000));
	store_kit_series(&k, DOC_INVOICE, "FCT", 1002);
	store_kit_add(&k, store_kit_document(&k, 3, DOC_INVOICE, "FCT", 1001, 10000));
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_series_start(&k.tx, k.a, DOC_INVOICE, S("FCT"), 1002, 4, &k.why), RC_OK);
	CHECK_RC(row_series_start(&k.tx, k.a, DOC_INVOICE, S("FCT"), 2000, 4, &k.why), RC_REFUSED);
	CHECK_RC(row_series_start(&k.tx, k.a, DOC_INVOICE, S("FCT"), 5, 4, &k.why), RC_REFUSED);
	CHECK_RC(row_series_all(&k.tx, k.a, &all, &k.why), RC_OK);
	CHECK(all.n == 1 && all.at[0]->next == 1002 && all.at[0]->pad == 4);
	store_kit_commit(&k);
}

TEST(store_invoice_takes_over_its_proforma)
{
	struct document *p, *inv;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_PROFORMA, "PRF", 2);
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	p = store_kit_document(&k, 1, DOC_PROFORMA, "PRF", 1, 10000);
	p->open.minor = 0;
	store_kit_add(&k, p);
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_BAD_INPUT); /* nobody paid, nobody invoiced */
	inv = store_kit_document(&k, 2, DOC_INVOICE, "FCT", 1, 10000);
	inv->ref = 1;
	store_kit_add(&k, inv);
	store_kit_commit(&k);
}
