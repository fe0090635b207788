/* The budget of calls as processes share it: two connections to one database stand for two processes. */
#include "call_gate.h"
#include "clock.h"
#include "row_call.h"
#include "store_kit.h"

enum { FAST = 60000, TEN_A_SECOND = 600 };

static bool open_two(struct store_kit *k, struct db **other)
{
	*other = NULL;
	if (!store_kit_open(k))
		return false;
	return CHECK_RC(db_open(k->path, DB_RW, other, &k->why), RC_OK);
}

TEST(gate_two_processes_spend_one_budget)
{
	SCOPED(store_kit) k = { 0 };
	SCOPED_DB other = NULL;
	struct db *both[2];
	int64_t begin;

	if (!open_two(&k, &other))
		return;
	both[0] = k.db;
	both[1] = other;
	/* A late comer has one second's share at once; what goes beyond it waits, whoever asks. */
	begin = clock_mono_ms();
	for (int i = 0; i < 15; i++)
		CHECK_RC(call_gate_pass(both[i % 2], CALL_STATUS, S("1"), TEN_A_SECOND, &k.why),
			 RC_OK);
	CHECK(clock_mono_ms() - begin >= 300);
	CHECK(call_gate_wait_ms(k.db, POOL_ANAF) > 0);
	CHECK(call_gate_wait_ms(other, POOL_ANAF) > 0);
}

TEST(gate_a_message_is_asked_no_more_often_a_day_than_anaf_allows)
{
	SCOPED(store_kit) k = { 0 };
	SCOPED_DB other = NULL;
	int passed = 0;

	if (!open_two(&k, &other))
		return;
	for (int i = 0; i < 12; i++)
		passed += call_gate_pass(i % 2 ? other : k.db, CALL_DOWNLOAD, S("77"), FAST,
					 &k.why) == RC_OK;
	CHECK_INT(passed, 10);
	CHECK_RC(call_gate_pass(k.db, CALL_DOWNLOAD, S("77"), FAST, &k.why), RC_REFUSED);
	CHECK_STR(k.why.text, "download 77 was asked 10 times today");
	CHECK_RC(call_gate_pass(k.db, CALL_DOWNLOAD, S("78"), FAST, &k.why), RC_OK);
	/* Tomorrow it may be asked again, and yesterday's counts are gone. */
	CHECK(store_kit_tamper(&k, "UPDATE call_count SET day = '2020-01-01'"));
	CHECK_RC(call_gate_pass(k.db, CALL_DOWNLOAD, S("77"), FAST, &k.why), RC_OK);
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM call_count"), "1");
}

TEST(gate_too_many_rests_all_or_spends_one)
{
	SCOPED(store_kit) k = { 0 };
	SCOPED_DB other = NULL;

	if (!open_two(&k, &other))
		return;
	call_gate_too_many(k.db, CALL_STATUS, S("5"), false);
	CHECK_RC(call_gate_pass(other, CALL_STATUS, S("5"), FAST, &k.why), RC_REFUSED);
	CHECK_RC(call_gate_pass(other, CALL_STATUS, S("6"), FAST, &k.why), RC_OK);
	call_gate_too_many(k.db, CALL_STATUS, S("6"), true);
	CHECK(call_gate_wait_ms(other, POOL_ANAF) > 55000);
	CHECK_RC(call_gate_pass(other, CALL_UPLOAD, S(""), FAST, &k.why), RC_RETRY);
	/* The register is another service. */
	CHECK_INT(call_gate_wait_ms(other, POOL_REGISTER), 0);
}

TEST(gate_the_register_has_a_second_for_each_question)
{
	SCOPED(store_kit) k = { 0 };
	SCOPED_DB other = NULL;
	int64_t first;

	if (!open_two(&k, &other))
		return;
	CHECK_RC(call_gate_pass(k.db, CALL_TAXPAYERS, S(""), FAST, &k.why), RC_OK);
	first = clock_mono_ms();
	CHECK_RC(call_gate_pass(other, CALL_TAXPAYERS, S(""), FAST, &k.why), RC_OK);
	CHECK(clock_mono_ms() - first >= 1000);
}

TEST(gate_what_another_start_of_the_machine_wrote_stops_nobody)
{
	SCOPED(store_kit) k = { 0 };
	SCOPED_DB other = NULL;

	if (!open_two(&k, &other))
		return;
	CHECK_RC(call_gate_pass(k.db, CALL_UPLOAD, S(""), FAST, &k.why), RC_OK);
	CHECK(store_kit_tamper(&k, "UPDATE call_pace SET next_us = next_us + 1000000000000"));
	CHECK_INT(call_gate_wait_ms(other, POOL_ANAF), 0);
	CHECK_RC(call_gate_pass(other, CALL_UPLOAD, S(""), FAST, &k.why), RC_OK);
	CHECK(call_gate_wait_ms(other, POOL_ANAF) < 1000);
}
