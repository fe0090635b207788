/* agent/store: verify finds what is wrong and nothing else; backup and restore; figures of the day. */
#include "backup.h"
#include "digest.h"
#include "row_acceptance.h"
#include "row_document.h"
#include "row_document_file.h"
#include "row_message.h"
#include "row_outbox.h"
#include "row_payment.h"
#include "row_question.h"
#include "row_series.h"
#include "row_subscription.h"
#include "store_kit.h"
#include "verify.h"

static void put_files(struct store_kit *k)
{
	struct sha256 hash = hash_sha256(S("raw"));
	struct outbox_row mail = { .key = S("m:1"),
				   .kind = FX_SEND_MAIL,
				   .body = S("{}"),
				   .to = S("a@example.ro"),
				   .card = 1001 };
	int64_t id = 0;
	bool added;

	CHECK_RC(raw_put(&k->tx, &hash, S("raw"), 5, &k->why), RC_OK);
	CHECK_RC(row_document_file_put(&k->tx, 1, FILE_PDF, S("%PDF"), 5, &hash, &k->why), RC_OK);
	CHECK_RC(row_outbox_add(&k->tx, k->a, &mail, 5, &id, &added, &k->why), RC_OK);
	CHECK_RC(row_outbox_sending(&k->tx, id, S("t.1@x"), S("MAIL"), &k->why), RC_OK);
	CHECK_RC(row_outbox_done(&k->tx, id, S("250"), 6, &k->why), RC_OK);
}

/* A small firm: three invoices (one reversed by a storno, one half paid), an accepted offer, a billed
 * period, evidence, files, a mail. */
static bool open_firm(struct store_kit *k)
{
	struct acceptance ac = { .document = 5,
				 .card = 1001,
				 .message = 1,
				 .accepted = true,
				 .by = S("a@example.ro"),
				 .line = S("Accept"),
				 .auth_by = S("dkim"),
				 .auth_domain = S("example.ro"),
				 .at = 99 };
	struct subscription sub = { .mark = ROW_NEW,
				    .id = 1,
				    .card = 1001,
				    .client = 1,
				    .unit = CYCLE_MONTH,
				    .every = 1,
				    .next_period = 1,
				    .until = DAY_NONE };
	struct payment p = { .mark = ROW_NEW,
			     .id = 1,
			     .state = PAYMENT_CONFIRMED,
			     .source = S("bank:bt"),
			     .amount = MONEY_RON(6000),
			     .left = MONEY_RON(1000),
			     .day = DAY_NONE,
			     .client = 1,
			     .payer = S("ION") };
	struct allocation al = {
		.payment = 1, .document = 3, .amount = MONEY_RON(5000), .rule = S("staff")
	};
	struct document *d[6];
	struct sha256 hash;

	if (!store_kit_open(k) || !store_kit_begin(k))
		return false;
	store_kit_client(k, 1, "Ion Șerban", "a@example.ro");
	store_kit_card(k, 1001, 1, "Curs");
	sub.anchor = store_kit_day(2026, 11, 1);
	sub.template_ = store_kit_snapshot(k, DOC_INVOICE, "", 0, 100);
	CHECK_RC(row_subscription_store(&k->tx, k->a, &sub, store_kit_day(2026, 12, 1), &k->why),
		 RC_OK);
	store_kit_series(k, DOC_INVOICE, "FCT", 5);
	store_kit_series(k, DOC_OFFER, "OF", 2);
	d[0] = store_kit_document(k, 1, DOC_INVOICE, "FCT", 1, 10000);
	d[0]->state = DOC_REVERSED;
	d[0]->open.minor = 0;
	d[1] = store_kit_document(k, 2, DOC_STORNO, "FCT", 2, 10000);
	d[1]->ref = 1;
	d[2] = store_kit_document(k, 3, DOC_INVOICE, "FCT", 3, 10000);
	d[2]->open.minor -= 5000;
	d[3] = store_kit_document(k, 4, DOC_INVOICE, "FCT", 4, 20000);
	d[3]->subscription = 1;
	d[3]->period = 0;
	d[4] = store_kit_document(k, 5, DOC_OFFER, "OF", 1, 30000);
	d[4]->state = DOC_ACCEPTED;
	d[5] = store_kit_document(k, 6, DOC_INVOICE, "", 0, 777);
	for (size_t i = 0; i < ARRAY_LEN(d); i++)
		CHECK_RC(row_document_store(&k->tx, k->a, d[i], &k->why), RC_OK);
	CHECK_RC(row_payment_store(&k->tx, k->a, &p, 50, &k->why), RC_OK);
	CHECK_RC(row_allocation_store(&k->tx, &al, 50, &k->why), RC_OK);
	for (int i = 0; i < 3; i++)
		CHECK_RC(row_acceptance_append(&k->tx, k->a, &ac, &hash, &k->why), RC_OK);
	put_files(k);
	return store_kit_commit(k);
}

static void steps(void *ctx, const char *step, int64_t done, int64_t of)
{
	int *n = ctx;

	(void)done;
	(void)of;
	*n += step[0] != '\0';
}

TEST(store_verify_finds_nothing_in_a_right_book)
{
	struct findings f = { 0 };
	SCOPED(store_kit) k = { 0 };
	int n = 0;

	if (!open_firm(&k))
		return;
	CHECK_RC(verify_all(k.db, k.a, steps, &n, &f, &k.why), RC_OK);
	CHECK_INT(f.n, 0);
	if (f.n)
		FAIL("%.*s", SPAN_ARG(f.at[0].text));
	CHECK_INT(f.documents, 6);
	CHECK_INT(f.payments, 1);
	CHECK_INT(f.acceptances, 3);
	CHECK_INT(f.files, 1);
	CHECK_INT(f.messages, 1);
	CHECK(n > 8);
}

TEST(store_verify_finds_what_was_tampered_with)
{
	/* What somebody with sqlite3 and no respect for triggers would do. */
	static const struct {
		const char *sql, *rule;
	} rows[] = {
		{ "DROP TRIGGER document_kept; DELETE FROM document WHERE id = 2", "series-gap" },
		{ "DROP TRIGGER document_kept; DELETE FROM period; DELETE FROM document "
		  "WHERE id = 4",
		  "series-next" },
		{ "DROP TRIGGER document_kept; DROP TRIGGER allocation_kept; DELETE FROM allocation; "
		  "DELETE FROM document WHERE id = 1",
		  "foreign-key" },
		{ "DROP INDEX document_number; DROP TRIGGER document_frozen; "
		  "UPDATE document SET number = 3 WHERE id = 4",
		  "series-double" },
		{ "DROP TRIGGER series_forward; UPDATE series SET next = 4 WHERE prefix = 'FCT'",
		  "series-next" },
		{ "DROP TRIGGER document_frozen; UPDATE document SET total = total + 1, "
		  "payable = payable + 1, open = open + 1 WHERE id = 3",
		  "document-total" },
		{ "DROP TRIGGER document_frozen; UPDATE document SET snapshot = "
		  "replace(snapshot, 'Curs', 'Alt') WHERE id = 3",
		  "snapshot-hash" },
		{ "DROP TRIGGER document_frozen; UPDATE document SET snapshot = '{}' WHERE id = 3",
		  "document-unreadable" },
		{ "UPDATE document SET open = 0 WHERE id = 3", "document-open" },
		{ "DROP TRIGGER allocation_frozen; UPDATE allocation SET amount = 7000",
		  "allocation-over" },
		{ "UPDATE payment SET left = 2000", "payment-left" },
		{ "DROP TRIGGER acceptance_frozen; UPDATE acceptance SET line = 'Da' WHERE id = 2",
		  "acceptance-chain" },
		{ "DROP TRIGGER acceptance_frozen; UPDATE acceptance SET at = 1 WHERE id = 3",
		  "acceptance-chain" },
		{ "DROP TRIGGER acceptance_kept; DELETE FROM acceptance WHERE id = 1",
		  "acceptance-chain" },
		{ "DROP TRIGGER acceptance_kept; DELETE FROM acceptance WHERE id = 3",
		  "acceptance-chain" },
		{ "DROP TRIGGER document_file_frozen; UPDATE document_file SET bytes = x'00'",
		  "file-hash" },
		{ "INSERT INTO filing(document, revision, state, channel, abroad, self_billed, created) "
		  "VALUES(3, 1, 'ready', 'b2b', 0, 0, 1); INSERT INTO filing_answer "
		  "VALUES(1, '9', 1, zeroblob(32), x'00')",
		  "answer-hash" },
		{ "INSERT INTO received(message, upload, state, quiet, listed, added, seller) "
		  "VALUES('9', '8', 'listed', 0, 1, 1, ''); INSERT INTO received_file "
		  "VALUES(1, 'zip', 1, zeroblob(32), x'00')",
		  "received-hash" },
		{ "DROP TRIGGER raw_frozen; UPDATE raw SET bytes = x'00'", "raw-hash" },
		{ "DROP TRIGGER outbox_bytes_frozen; UPDATE outbox_bytes SET bytes = x'00'",
		  "sent-hash" },
		{ "DROP TRIGGER outbox_bytes_kept; DELETE FROM outbox_bytes",
		  "sent-without-bytes" },
		{ "DELETE FROM period", "period-document" },
		{ "UPDATE period SET document = 3", "period-document" },
		{ "DELETE FROM client", "foreign-key" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = { 0 };
		SCOPED(store_kit) k = { 0 };
		bool found = false;

		UNIT_CASE("%s", rows[i].sql);
		if (!open_firm(&k))
			return;
		if (!CHECK(store_kit_tamper(&k, rows[i].sql)))
			FAIL("%s", k.why.text);
		CHECK_RC(verify_all(k.db, k.a, NULL, NULL, &f, &k.why), RC_OK);
		for (size_t j = 0; j < f.n; j++)
			found = found || span_eq_str(f.at[j].rule, rows[i].rule);
		if (!CHECK(found) && f.n)
			FAIL("%.*s: %.*s", SPAN_ARG(f.at[0].rule), SPAN_ARG(f.at[0].text));
	}
}

TEST(store_backup_and_restore)
{
	struct findings f = { 0 };
	char copy[300], back[300];
	struct db *db = NULL;
	struct tx tx = { 0 };
	int version = 0;
	SCOPED(store_kit) k = { 0 };
	FILE *file;

	if (!open_firm(&k))
		return;
	(void)snprintf(copy, sizeof(copy), "%s/copy.db", k.dir);
	(void)snprintf(back, sizeof(back), "%s/back.db", k.dir);
	CHECK_RC(db_backup(k.db, copy, NULL, NULL, &k.why), RC_OK);
	/* Again, over the old one, while a transaction is open that must not be in it. */
	store_kit_begin(&k);
	store_kit_client(&k, 99, "Unsure", "u@example.ro");
	store_kit_rollback(&k);
	CHECK_RC(db_backup(k.db, copy, NULL, NULL, &k.why), RC_OK);
	CHECK_RC(db_backup_check(copy, &version, &k.why), RC_OK);
	CHECK_INT(version, db_version(k.db));
	CHECK_RC(db_restore(copy, k.path, NULL, NULL, &k.why), RC_REFUSED);
	CHECK_RC(db_restore(copy, back, NULL, NULL, &k.why), RC_OK);
	CHECK_RC(db_restore(copy, back, NULL, NULL, &k.why), RC_REFUSED);
	if (!CHECK_RC(db_open(back, DB_RW, &db, &k.why), RC_OK))
		return;
	CHECK_RC(verify_all(db, k.a, NULL, NULL, &f, &k.why), RC_OK);
	CHECK_INT(f.n, 0);
	CHECK_INT(f.documents, 6);
	CHECK_RC(tx_begin(db, &tx, &k.why), RC_OK);
	tx_drop(&tx);
	db_close(db);
	/* A damaged copy is not restored. */
	file = fopen(copy, "r+");
	if (CHECK(file)) {
		(void)fseek(file, 8192, SEEK_SET);
		for (int i = 0; i < 40000; i++)
			(void)fputc('x', file);
		(void)fclose(file);
	}
	unit_case("damaged");
	CHECK_RC(db_backup_check(copy, &version, &k.why), RC_BAD_INPUT);
	CHECK_HAS(span_of(k.why.text), "damaged");
	(void)snprintf(back, sizeof(back), "%s/other.db", k.dir);
	CHECK_RC(db_restore(copy, back, NULL, NULL, &k.why), RC_BAD_INPUT);
	CHECK_RC(db_backup_check(k.dir, &version, &k.why), RC_BAD_INPUT);
}

static int64_t n_of(const struct value *v, const char *key)
{
	return value_get_int(v, key, -1);
}

TEST(store_digest_late_is_what_reminders_did_not_help)
{
	static const struct {
		const char *sql;
		int64_t late;
	} rows[] = {
		{ "UPDATE document SET reminders = 2", 0 },
		{ "UPDATE document SET reminders = 3 WHERE label = 'FCT 0003'", 1 },
		{ "UPDATE document SET snoozed = (SELECT due FROM document WHERE label = 'FCT 0003') + 30",
		  0 },
	};
	SCOPED(store_kit) k = { 0 };

	if (!open_firm(&k))
		return;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct value *v = NULL;

		UNIT_CASE("%s", rows[i].sql);
		if (!store_kit_tamper(&k, rows[i].sql) || !store_kit_begin(&k))
			return;
		CHECK_RC(digest_figures(&k.tx, k.a, store_kit_day(2026, 11, 30), 40, 100, &v,
					&k.why),
			 RC_OK);
		CHECK_INT(n_of(v, "late_n"), rows[i].late);
		store_kit_rollback(&k);
	}
}

TEST(store_digest_figures)
{
	struct question q = { .mark = ROW_NEW, .id = 1, .kind = Q_PRODUCT, .card = 1001 };
	const struct value *list, *row;
	struct value *v = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!open_firm(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_question_store(&k.tx, k.a, &q, 50, &k.why), RC_OK);
	CHECK_RC(digest_figures(&k.tx, k.a, store_kit_day(2026, 11, 30), 40, 100, &v, &k.why),
		 RC_OK);
	if (!CHECK(v))
		return;
	CHECK_INT(n_of(v, "questions_n"), 1);
	CHECK_INT(n_of(v, "money_in_n"), 1);
	CHECK_INT(n_of(v, "unallocated_n"), 1);
	CHECK_INT(n_of(v, "overdue_n"), 2);
	CHECK_INT(n_of(v, "coming_due_n"), 0);
	CHECK_INT(n_of(v, "offers_open_n"), 0);
	CHECK_INT(n_of(v, "subscriptions_n"), 1);
	CHECK_INT(n_of(v, "unsent_n"), 0);
	CHECK_INT(n_of(v, "quarantine_n"), 0);
	CHECK_INT(n_of(v, "cards_open_n"), 1);
	CHECK_INT(n_of(v, "unpaid_n"), 2);
	list = value_get(v, "overdue");
	if (!CHECK(list && list->kind == VALUE_LIST && list->u.list.n == 2))
		return;
	row = list->u.list.at[0];
	CHECK_SPAN(value_get_text(row, "label"), "FCT 0003");
	CHECK_INT(value_get_int(row, "days", 0), 4);
	CHECK_INT(value_get(row, "open")->u.money.minor, 7100);
	list = value_get(v, "overdue_sum");
	CHECK(list && list->u.list.n == 1 && list->u.list.at[0]->u.money.minor == 7100 + 24200);
	/* On the day itself nothing is late. */
	CHECK_RC(digest_figures(&k.tx, k.a, store_kit_day(2026, 11, 26), 60, 100, &v, &k.why),
		 RC_OK);
	CHECK_INT(n_of(v, "overdue_n"), 0);
	CHECK_INT(n_of(v, "coming_due_n"), 2);
	CHECK_INT(n_of(v, "money_in_n"), 0);
	CHECK_RC(digest_figures(&k.tx, k.a, store_kit_day(2026, 11, 13), 60, 100, &v, &k.why),
		 RC_OK);
	CHECK_INT(n_of(v, "issued_n"), 4);
	CHECK_INT(n_of(v, "cards_n"), 1);
	list = value_get(v, "issued_sum");
	CHECK(list && list->u.list.at[0]->u.money.minor == 12100 + 24200);
}
