/* agent/store: transactions, a locked database, a full disk, and who may open which file. */
#include <sys/stat.h>
#include <unistd.h>

#include "db_in.h"
#include "migrate.h"
#include "row_client.h"
#include "row_message.h"
#include "row_setting.h"
#include "store_kit.h"

TEST(store_rollback_leaves_nothing)
{
	struct span before, after;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k))
		return;
	before = store_kit_ask(&k, "SELECT count(*) FROM client, search");
	store_kit_begin(&k);
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_card(&k, 1001, 1, "x");
	store_kit_rollback(&k);
	after = store_kit_ask(&k, "SELECT count(*) FROM client, search");
	CHECK_SPANS(after, before);
	/* Leaving the scope does the same. */
	{
		SCOPED(tx) tx = { 0 };

		CHECK_RC(tx_begin(k.db, &tx, &k.why), RC_OK);
		CHECK_RC(row_setting_set(&tx, "a", S("b"), &k.why), RC_OK);
	}
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM setting"), "0");
}

TEST(store_failed_statement_cannot_be_committed)
{
	struct client c = { .mark = ROW_NEW, .id = 1, .lang = S("ro") };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	CHECK_RC(row_client_store(&k.tx, k.a, &c, &k.why), RC_REFUSED);
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_REFUSED);
	store_kit_rollback(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM client"), "0");
	/* The next one works. */
	store_kit_begin(&k);
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_commit(&k);
}

TEST(store_missing_parent_is_refused_at_commit)
{
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_card(&k, 1001, 77, "nobody's");
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_REFUSED);
	store_kit_rollback(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM card"), "0");
}

TEST(store_locked_is_retry)
{
	struct db *second = NULL;
	struct tx tx = { 0 };
	struct client *c = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k))
		return;
	CHECK_RC(db_open(k.path, DB_RW, &second, &k.why), RC_OK);
	if (!second)
		return;
	db_set_wait(second, 20);
	store_kit_begin(&k);
	store_kit_client(&k, 1, "A", "a@example.ro");
	CHECK_RC(tx_begin(second, &tx, &k.why), RC_RETRY);
	CHECK(!tx.db);
	/* A reader is not in the way of the writer, and sees what was committed before. */
	CHECK_RC(tx_begin_read(second, &tx, &k.why), RC_OK);
	CHECK_RC(row_client_load(&tx, k.a, 1, &c, &k.why), RC_OK);
	CHECK(!c);
	store_kit_commit(&k);
	CHECK_RC(row_client_load(&tx, k.a, 1, &c, &k.why), RC_OK);
	CHECK(!c);
	tx_drop(&tx);
	CHECK_RC(tx_begin(second, &tx, &k.why), RC_OK);
	CHECK_RC(row_client_load(&tx, k.a, 1, &c, &k.why), RC_OK);
	CHECK(c);
	tx_drop(&tx);
	db_close(second);
}

TEST(store_full_disk_is_retry_and_loses_nothing)
{
	static char big[200000];
	struct sha256 hash;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_commit(&k);
	sqlite3_exec(k.db->sql, "PRAGMA max_page_count = 1", NULL, NULL,
		     NULL); /* = as large as now */
	store_kit_begin(&k);
	store_kit_client(&k, 2, "B", "b@example.ro");
	hash = hash_sha256((struct span){ big, sizeof(big) });
	CHECK_RC(raw_put(&k.tx, &hash, (struct span){ big, sizeof(big) }, 5, &k.why), RC_RETRY);
	CHECK_HAS(span_of(k.why.text), "full");
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_RETRY);
	store_kit_rollback(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT group_concat(id) FROM client"), "1");
	/* Space again: the same work goes through. */
	sqlite3_exec(k.db->sql, "PRAGMA max_page_count = 100000", NULL, NULL, NULL);
	store_kit_begin(&k);
	store_kit_client(&k, 2, "B", "b@example.ro");
	CHECK_RC(raw_put(&k.tx, &hash, (struct span){ big, sizeof(big) }, 5, &k.why), RC_OK);
	store_kit_commit(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT group_concat(id) FROM client"), "1,2");
}

TEST(store_opens_only_its_own)
{
	char other[300];
	struct db *db = NULL;
	struct stat st;
	FILE *f;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k))
		return;
	CHECK_INT(db_version(k.db), schema_version());
	CHECK(stat(k.path, &st) == 0 && (st.st_mode & 0777) == 0600);
	(void)snprintf(other, sizeof(other), "%s/none.db", k.dir);
	CHECK_RC(db_open(other, DB_RW, &db, &k.why), RC_BAD_CONFIG);
	CHECK_RC(db_open(other, DB_RO, &db, &k.why), RC_BAD_CONFIG);
	CHECK(access(other, F_OK) != 0);
	(void)snprintf(other, sizeof(other), "%s/copy.db", k.dir);
	f = fopen(other, "w");
	if (CHECK(f)) {
		for (int i = 0; i < 500; i++)
			(void)fputs("not a database ", f);
		(void)fclose(f);
	}
	CHECK_RC(db_open(other, DB_CREATE, &db, &k.why), RC_BAD_CONFIG);
	/* Somebody else's SQLite file. */
	(void)unlink(other);
	{
		sqlite3 *raw = NULL;

		CHECK(sqlite3_open(other, &raw) == SQLITE_OK);
		CHECK(sqlite3_exec(raw, "CREATE TABLE x(y)", NULL, NULL, NULL) == SQLITE_OK);
		sqlite3_close(raw);
	}
	CHECK_RC(db_open(other, DB_CREATE, &db, &k.why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(k.why.text), "no database of plic");
	/* A newer plic's. */
	CHECK(store_kit_tamper(&k, "PRAGMA user_version = 9999"));
	CHECK_RC(db_open(k.path, DB_RW, &db, &k.why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(k.why.text), "9999");
	CHECK(!db);
}

TEST(store_readonly_does_not_write)
{
	struct db *db = NULL;
	struct tx tx = { 0 };
	struct span s;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_setting_set(&k.tx, "a", S("b"), &k.why), RC_OK);
	store_kit_commit(&k);
	if (!CHECK_RC(db_open(k.path, DB_RO, &db, &k.why), RC_OK))
		return;
	CHECK_RC(tx_begin_read(db, &tx, &k.why), RC_OK);
	CHECK_RC(row_setting_get(&tx, k.a, "a", &s, &k.why), RC_OK);
	CHECK_SPAN(s, "b");
	CHECK_RC(row_setting_set(&tx, "a", S("c"), &k.why), RC_BAD_CONFIG);
	tx_drop(&tx);
	db_close(db);
}

TEST(store_last_fact)
{
	int64_t last = -1;
	SCOPED(store_kit) k = { 0 };
	struct message_row m = { .folder = S("INBOX"), .uidvalidity = 1, .uid = 1, .received = 9 };

	if (!store_kit_open(&k))
		return;
	CHECK_RC(db_last_fact(k.db, &last, &k.why), RC_OK);
	CHECK_INT(last, 0);
	store_kit_begin(&k);
	CHECK_RC(row_message_insert_begun(&k.tx, &m, 1234, &k.why), RC_OK);
	store_kit_commit(&k);
	CHECK_RC(db_last_fact(k.db, &last, &k.why), RC_OK);
	CHECK_INT(last, 1234);
}
