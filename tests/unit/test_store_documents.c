/* agent/store: documents. What is issued never changes, whoever tries and however. */
#include "row_document.h"
#include "row_document_file.h"
#include "row_subscription.h"
#include "store_kit.h"

TEST(store_document_comes_back)
{
	struct document *in, *out = NULL;
	struct row_documents list = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_PROFORMA, "PRF", 32);
	in = store_kit_document(&k, 1, DOC_PROFORMA, "PRF", 31, 45000);
	in->reminders = 2;
	in->reminded = store_kit_day(2026, 12, 1);
	store_kit_add(&k, in);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_document_by_ref(&k.tx, k.a, S("prf"), 31, &out, &k.why), RC_OK);
	if (!CHECK(out) || !CHECK(out->snap))
		return;
	CHECK_INT(out->kind, DOC_PROFORMA);
	CHECK_INT(out->state, DOC_ISSUED);
	CHECK_SPAN(out->label, "PRF 0031");
	CHECK_INT(out->number, 31);
	CHECK_INT(out->total.minor, 54450);
	CHECK_INT(out->open.minor, 54450);
	CHECK_STR(out->open.cur, "RON");
	CHECK(day_eq(out->due, in->due));
	CHECK_INT(out->reminders, 2);
	CHECK(day_eq(out->reminded, in->reminded));
	CHECK(!day_is_set(out->snoozed));
	CHECK_INT(out->period, -1);
	CHECK_SPAN(out->snap->buyer.name, "Ion Șerban");
	CHECK_INT(out->snap->tax.minor, 9450);
	CHECK_RC(row_document_by_ref(&k.tx, k.a, S("PRF"), 32, &out, &k.why), RC_OK);
	CHECK(!out);
	CHECK_RC(row_document_head(&k.tx, k.a, 1, &out, &k.why), RC_OK);
	CHECK(out && !out->snap);
	CHECK_RC(row_document_snapshot(&k.tx, k.a, out, &k.why), RC_OK);
	CHECK(out && out->snap && out->snap->lines.n == 1);
	CHECK_RC(row_document_of_card(&k.tx, k.a, 1001, &list, &k.why), RC_OK);
	CHECK(list.n == 1 && !list.at[0]->snap);
}

TEST(store_document_lists)
{
	struct day d26 = store_kit_day(2026, 11, 26), d27 = store_kit_day(2026, 11, 27);
	struct row_documents list = { 0 };
	struct row_ids ids = { 0 };
	struct document *offer;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_client(&k, 2, "B", "b@example.ro");
	store_kit_series(&k, DOC_PROFORMA, "PRF", 3);
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	store_kit_series(&k, DOC_OFFER, "OF", 2);
	store_kit_add(&k, store_kit_document(&k, 1, DOC_PROFORMA, "PRF", 1, 10000));
	store_kit_add(&k, store_kit_document(&k, 2, DOC_PROFORMA, "PRF", 2, 20000));
	store_kit_add(&k, store_kit_document(&k, 3, DOC_INVOICE, "FCT", 1, 10000));
	offer = store_kit_document(&k, 4, DOC_OFFER, "OF", 1, 5000);
	store_kit_add(&k, offer);
	store_kit_add(
		&k, store_kit_document(&k, 5, DOC_INVOICE, "", 0, 5000)); /* a draft is not owed */
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_document_unpaid_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 3);
	CHECK_RC(row_document_unpaid_by_amount(&k.tx, k.a, MONEY_RON(12100), 10, &list, &k.why),
		 RC_OK);
	CHECK_INT(list.n, 5);
	CHECK_RC(row_document_unpaid_by_amount(&k.tx, k.a, (struct money){ 12100, "EUR" }, 10,
					       &list, &k.why),
		 RC_OK);
	CHECK_INT(list.n, 5);
	CHECK_RC(row_document_overdue_of_client(&k.tx, k.a, 1, d26, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 5);
	CHECK_RC(row_document_overdue_of_client(&k.tx, k.a, 1, d27, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 8);
	CHECK_RC(row_document_overdue_clients(&k.tx, k.a, d26, 0, 10, &ids, &k.why), RC_OK);
	CHECK_INT(ids.n, 0);
	CHECK_RC(row_document_overdue_clients(&k.tx, k.a, d27, 0, 10, &ids, &k.why), RC_OK);
	CHECK_INT(ids.n, 1);
	CHECK_RC(row_document_overdue_clients(&k.tx, k.a, d27, 1, 10, &ids, &k.why), RC_OK);
	CHECK_INT(ids.n, 1);
	list.n = 0;
	CHECK_RC(row_document_expiring(&k.tx, k.a, DOC_OFFER, d26, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 0);
	CHECK_RC(row_document_expiring(&k.tx, k.a, DOC_OFFER, d27, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
	offer->mark = ROW_CHANGED;
	offer->state = DOC_ACCEPTED;
	store_kit_add(&k, offer);
	CHECK_RC(row_document_expiring(&k.tx, k.a, DOC_OFFER, d27, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
	list.n = 0;
	CHECK_RC(row_document_issued(&k.tx, k.a, DAY_NONE, DAY_NONE, NULL, 3, &list, &k.why),
		 RC_OK);
	CHECK_INT(list.n, 3);
	CHECK_RC(row_document_issued(&k.tx, k.a, DAY_NONE, DAY_NONE, list.at[2], 3, &list, &k.why),
		 RC_OK);
	CHECK_INT(list.n, 4);
	CHECK_RC(row_document_issued(&k.tx, k.a, store_kit_day(2026, 11, 13), DAY_NONE, NULL, 3,
				     &list, &k.why),
		 RC_OK);
	CHECK_INT(list.n, 4);
	CHECK_RC(row_document_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 8);
	store_kit_commit(&k);
}

TEST(store_draft_becomes_issued)
{
	struct document *d, *out = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	d = store_kit_document(&k, 1, DOC_INVOICE, "", 0, 10000);
	store_kit_add(&k, d);
	store_kit_commit(&k);
	store_kit_begin(&k);
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 20000); /* changed while a draft */
	d->mark = ROW_CHANGED;
	store_kit_add(&k, d);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_document_load(&k.tx, k.a, 1, &out, &k.why), RC_OK);
	CHECK(out && out->total.minor == 24200 && out->snap->total.minor == 24200);
}

TEST(store_issued_document_is_frozen_by_the_store)
{
	struct document *d;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000);
	store_kit_add(&k, d);
	store_kit_commit(&k);
	/* State and what is open may change; the same content again is no change. */
	store_kit_begin(&k);
	d->mark = ROW_CHANGED;
	d->state = DOC_CANCELLED;
	d->open.minor = 0;
	store_kit_add(&k, d);
	store_kit_commit(&k);
	store_kit_begin(&k);
	d->snap->lines.at[0].name = S("Altceva");
	CHECK_RC(row_document_store(&k.tx, k.a, d, &k.why), RC_REFUSED);
	CHECK_HAS(span_of(k.why.text), "cannot be changed");
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_REFUSED);
	store_kit_rollback(&k);
	store_kit_begin(&k);
	d->snap = NULL;
	d->total.minor++;
	CHECK_RC(row_document_store(&k.tx, k.a, d, &k.why), RC_REFUSED);
	CHECK_HAS(span_of(k.why.text), "an issued document cannot be changed");
}

TEST(store_issued_document_is_frozen_by_triggers)
{
	static const char *const tries[] = {
		"UPDATE document SET snapshot = snapshot || ' ' WHERE id = 1",
		"UPDATE document SET snapshot_hash = zeroblob(32) WHERE id = 1",
		"UPDATE document SET number = 7 WHERE id = 1",
		"UPDATE document SET number = NULL WHERE id = 1",
		"UPDATE document SET series = 'X', series_fold = 'x' WHERE id = 1",
		"UPDATE document SET total = 1 WHERE id = 1",
		"UPDATE document SET payable = 1 WHERE id = 1",
		"UPDATE document SET kind = 'proforma' WHERE id = 1",
		"UPDATE document SET client = 2 WHERE id = 1",
		"UPDATE document SET label = 'X' WHERE id = 1",
		"UPDATE document SET issue = '2026-01-01' WHERE id = 1",
		"UPDATE document SET currency = 'EUR' WHERE id = 1",
		"UPDATE document SET state = 'draft', number = NULL WHERE id = 1",
		"UPDATE document SET id = 9 WHERE id = 1",
		"DELETE FROM document WHERE id = 1",
		"UPDATE document_file SET bytes = x'00'",
		"DELETE FROM document_file",
		"UPDATE series SET next = 1",
		"INSERT INTO document_file VALUES(1, 'pdf', 0, zeroblob(32), x'00')",
	};
	struct sha256 hash;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_client(&k, 2, "B", "b@example.ro");
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	store_kit_add(&k, store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000));
	CHECK_RC(row_document_file_put(&k.tx, 1, FILE_PDF, S("%PDF"), 5, &hash, &k.why), RC_OK);
	store_kit_commit(&k);
	for (size_t i = 0; i < ARRAY_LEN(tries); i++) {
		UNIT_CASE("%s", tries[i]);
		CHECK(!store_kit_tamper(&k, tries[i]));
	}
	UNIT_CASE("what may change");
	CHECK(store_kit_tamper(&k, "UPDATE document SET open = 5, reminders = 1 WHERE id = 1"));
}

TEST(store_number_is_given_once)
{
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	store_kit_add(&k, store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000));
	/* By prefix, whatever the kind: a storno shares the invoices' series. */
	CHECK_RC(row_document_store(&k.tx, k.a,
				    store_kit_document(&k, 2, DOC_STORNO, "fct", 1, 10000), &k.why),
		 RC_REFUSED);
}

TEST(store_period_is_billed_once)
{
	struct subscription sub = { .mark = ROW_NEW,
				    .id = 1,
				    .card = 1001,
				    .client = 1,
				    .unit = CYCLE_MONTH,
				    .every = 1,
				    .until = DAY_NONE };
	struct document *d;
	int64_t who = 0;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	sub.anchor = store_kit_day(2026, 11, 1);
	CHECK_RC(row_subscription_store(&k.tx, k.a, &sub, DAY_NONE, &k.why), RC_OK);
	store_kit_series(&k, DOC_INVOICE, "FCT", 3);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000);
	d->subscription = 1;
	d->period = 0;
	store_kit_add(&k, d);
	CHECK_RC(row_document_of_period(&k.tx, 1, 0, &who, &k.why), RC_OK);
	CHECK_INT(who, 1);
	CHECK_RC(row_document_of_period(&k.tx, 1, 1, &who, &k.why), RC_OK);
	CHECK_INT(who, 0);
	d = store_kit_document(&k, 2, DOC_INVOICE, "FCT", 2, 10000);
	d->subscription = 1;
	d->period = 0;
	CHECK_RC(row_document_store(&k.tx, k.a, d, &k.why), RC_REFUSED);
	CHECK_HAS(span_of(k.why.text), "billed already");
}

TEST(store_file_is_kept_as_it_was)
{
	struct span bytes = S("%PDF-1.4 \0 x"), got = S("");
	struct sha256 h1, h2;
	bool found = true;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open_card(&k))
		return;
	store_kit_series(&k, DOC_INVOICE, "FCT", 2);
	store_kit_add(&k, store_kit_document(&k, 1, DOC_INVOICE, "FCT", 1, 10000));
	CHECK_RC(row_document_file_get(&k.tx, k.a, 1, FILE_PDF, &got, &h2, &found, &k.why), RC_OK);
	CHECK(!found);
	CHECK_RC(row_document_file_put(&k.tx, 1, FILE_PDF, bytes, 5, &h1, &k.why), RC_OK);
	CHECK_RC(row_document_file_put(&k.tx, 1, FILE_PDF, bytes, 6, &h2, &k.why), RC_OK);
	CHECK(hash_eq(h1.b, h2.b, 32));
	CHECK_RC(row_document_file_get(&k.tx, k.a, 1, FILE_PDF, &got, &h2, &found, &k.why), RC_OK);
	CHECK(found);
	CHECK_SPANS(got, bytes);
	CHECK_RC(row_document_file_put(&k.tx, 1, FILE_PDF, S("other"), 6, &h2, &k.why), RC_REFUSED);
	CHECK_RC(row_document_file_get(&k.tx, k.a, 1, FILE_XML, &got, &h2, &found, &k.why), RC_OK);
	CHECK(!found);
	store_kit_commit(&k);
	CHECK(store_kit_tamper(&k, "DROP TRIGGER document_file_frozen; "
				   "UPDATE document_file SET bytes = x'00'"));
	store_kit_begin(&k);
	CHECK_RC(row_document_file_get(&k.tx, k.a, 1, FILE_PDF, &got, &h2, &found, &k.why),
		 RC_BAD_INPUT);
}
