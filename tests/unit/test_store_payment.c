/* Payments in the store: their rows, and all that told them. */
#include "store_kit.h"

#include "row_payment.h"

TEST(store_payment_comes_back_once)
{
	struct payment in = { .mark = ROW_NEW,
			      .id = 5,
			      .state = PAYMENT_REPORTED,
			      .source = S("bank:bt"),
			      .amount = MONEY_RON(54450),
			      .left = MONEY_RON(54450),
			      .client = 0,
			      .payer = S("ION POPESCU"),
			      .payer_iban = S("RO49AAAA1B31007593840000"),
			      .details = S("PRF 31"),
			      .bank_ref = S("OP1"),
			      .identity = S("bt:OP1:54450") };
	struct row_payments list = { 0 };
	struct payment *out = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	in.day = store_kit_day(2026, 11, 12);
	store_kit_client(&k, 1, "Ion Popescu", "ion@example.ro");
	CHECK_RC(row_payment_store(&k.tx, k.a, &in, 1000, &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_payment_by_identity(&k.tx, k.a, S("bt:OP1:54450"), &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_INT(out->amount.minor, 54450);
	CHECK_INT(out->left.minor, 54450);
	CHECK_STR(out->left.cur, "RON");
	CHECK(day_eq(out->day, in.day));
	CHECK_SPAN(out->payer, "ION POPESCU");
	CHECK_INT(out->client, 0);
	CHECK_RC(row_payment_unallocated(&k.tx, k.a, 0, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
	CHECK_RC(row_payment_unallocated(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
	out->mark = ROW_CHANGED;
	out->client = 1;
	CHECK_RC(row_payment_store(&k.tx, k.a, out, 1000, &k.why), RC_OK);
	CHECK_RC(row_payment_unallocated(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_RC(row_payment_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 3);
	in.id = 6;
	CHECK_RC(row_payment_store(&k.tx, k.a, &in, 1000, &k.why), RC_REFUSED);
	CHECK_HAS(span_of(k.why.text), "booked already");
}

TEST(store_payment_is_found_by_each_of_its_tellings)
{
	struct payment in = { .mark = ROW_NEW,
			      .id = 5,
			      .kind = PAYMENT_RETURN,
			      .source = S("bank:bt"),
			      .amount = MONEY_RON(-54450),
			      .left = MONEY_RON(-54450),
			      .own_account = S("RO49AAAA1B31007593840000"),
			      .bank_ref = S("139ZEXA"),
			      .reference = S("RF18539007547034"),
			      .end_to_end = S("E2E-1"),
			      .fee = { 250, "RON" },
			      .original = { -11000, "EUR" },
			      .identity = S("bt|mail") };
	struct payment first = { .mark = ROW_NEW,
				 .id = 4,
				 .source = S("bank:bt"),
				 .amount = MONEY_RON(54450),
				 .left = MONEY_RON(54450),
				 .identity = S("bt|first") };
	struct row_payments list = { 0 };
	struct payment *out = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	in.day = in.value_day = first.day = store_kit_day(2026, 11, 12);
	in.reverses = 4;
	CHECK_RC(row_payment_store(&k.tx, k.a, &first, 1000, &k.why), RC_OK);
	CHECK_RC(row_payment_store(&k.tx, k.a, &in, 1000, &k.why), RC_OK);
	in.mark = ROW_CHANGED;
	in.state = PAYMENT_CONFIRMED;
	in.confirmed = store_kit_day(2026, 11, 13);
	in.confirmed_by = S("extras.sta");
	*ARENA_PUSH(k.a, &in.told) =
		(struct telling){ S("RO49|ref|139zexa"), S("statement:mt940"), .fresh = true };
	CHECK_RC(row_payment_store(&k.tx, k.a, &in, 2000, &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_payment_by_identity(&k.tx, k.a, S("RO49|ref|139zexa"), &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_INT(out->id, 5);
	CHECK_INT(out->kind, PAYMENT_RETURN);
	CHECK_INT(out->amount.minor, -54450);
	CHECK_INT(out->fee.minor, 250);
	CHECK_STR(out->fee.cur, "RON");
	CHECK_INT(out->original.minor, -11000);
	CHECK_STR(out->original.cur, "EUR");
	CHECK_INT(out->reverses, 4);
	CHECK(day_eq(out->value_day, in.day) && day_eq(out->confirmed, in.confirmed));
	CHECK_SPAN(out->confirmed_by, "extras.sta");
	CHECK_SPAN(out->reference, "RF18539007547034");
	CHECK_SPAN(out->end_to_end, "E2E-1");
	CHECK_SPAN(out->own_account, "RO49AAAA1B31007593840000");
	CHECK_RC(row_payment_tellings(&k.tx, k.a, out, &k.why), RC_OK);
	CHECK_INT(out->told.n, 2);
	CHECK_RC(row_payment_of_amount(&k.tx, k.a, in.amount, in.day, in.day, 9, &list, &k.why),
		 RC_OK);
	CHECK_RC(row_payment_of_bank_ref(&k.tx, k.a, in.bank_ref, 9, &list, &k.why), RC_OK);
	CHECK_RC(row_payment_reversing(&k.tx, k.a, 4, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 3);
	for (size_t i = 0; i < list.n; i++)
		CHECK_INT(list.at[i]->id, 5);
	/* only the first still waits for a statement; its days that were left out are none */
	list.n = 0;
	CHECK_RC(row_payment_unconfirmed(&k.tx, k.a, in.day, 9, &list, &k.why), RC_OK);
	if (CHECK_INT(list.n, 1))
		CHECK(list.at[0]->id == 4 && !day_is_set(list.at[0]->value_day));
	/* what told one payment cannot tell another */
	first = (struct payment){ .mark = ROW_NEW,
				  .id = 6,
				  .source = S("statement:csv"),
				  .amount = MONEY_RON(1),
				  .left = MONEY_RON(1),
				  .identity = S("RO49|ref|139zexa") };
	CHECK_RC(row_payment_store(&k.tx, k.a, &first, 3000, &k.why), RC_REFUSED);
	CHECK_HAS(span_of(k.why.text), "booked already");
}
