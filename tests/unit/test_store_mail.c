/* agent/store: the journal of mails, their raw bytes, and the outbox. */
#include "row_message.h"
#include "row_outbox.h"
#include "store_kit.h"

static struct message_row seen(uint32_t uid)
{
	return (struct message_row){
		.folder = S("INBOX"), .uidvalidity = 7, .uid = uid, .size = 100, .received = 50
	};
}

static int64_t insert(struct store_kit *k, uint32_t uid)
{
	struct message_row m = seen(uid);

	CHECK_RC(row_message_insert(&k->tx, &m, &k->why), RC_OK);
	return m.id;
}

TEST(store_message_lives)
{
	struct message_row m = seen(10), *out = NULL;
	struct message_rows list = { 0 };
	int attempts = 0;
	uint32_t last = 0;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	m.has_raw = true;
	m.raw = hash_sha256(S("raw"));
	CHECK_RC(row_message_insert(&k.tx, &m, &k.why), RC_OK);
	CHECK(m.id > 0);
	CHECK_RC(row_message_begin(&k.tx, m.id, 60, &attempts, &k.why), RC_OK);
	CHECK_INT(attempts, 1);
	CHECK_RC(row_message_begin(&k.tx, m.id, 61, &attempts, &k.why), RC_OK);
	CHECK_INT(attempts, 2);
	CHECK_RC(row_message_insert_begun(&k.tx, &m, 62, &k.why), RC_OK);
	CHECK_INT(m.attempts, 3);
	CHECK_RC(row_message_unfinished(&k.tx, k.a, S("INBOX"), 7, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
	m.has_key = true;
	m.content_key = hash_sha256(S("key"));
	m.outcome = S("request");
	m.target = FOLDER_HANDLED;
	m.from = S("ana@example.ro");
	m.subject = S("Înscriere");
	m.message_id = S("a@b");
	CHECK_RC(row_message_done(&k.tx, &m, 70, &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_message_done(&k.tx, &m, 70, &k.why), RC_BAD_INPUT);
	CHECK_RC(row_message_find(&k.tx, k.a, S("INBOX"), 7, 10, &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_INT(out->state, JOURNAL_DONE);
	CHECK_INT(out->attempts, 3);
	CHECK(out->has_raw && hash_eq(out->raw.b, m.raw.b, 32));
	CHECK(out->has_key && hash_eq(out->content_key.b, m.content_key.b, 32));
	CHECK_SPAN(out->outcome, "request");
	CHECK_INT(out->target, FOLDER_HANDLED);
	CHECK_SPAN(out->from, "ana@example.ro");
	CHECK_SPAN(out->subject, "Înscriere");
	CHECK_INT(out->received, 50);
	CHECK_INT(out->begun_at, 62);
	CHECK_INT(out->done_at, 70);
	CHECK_INT(out->size, 100);
	/* A message that is done is not begun again. */
	CHECK_RC(row_message_begin(&k.tx, m.id, 80, &attempts, &k.why), RC_REFUSED);
	CHECK_RC(row_message_insert_begun(&k.tx, &m, 80, &k.why), RC_REFUSED);
	CHECK_RC(row_message_find(&k.tx, k.a, S("INBOX"), 8, 10, &out, &k.why), RC_OK);
	CHECK(!out);
	CHECK_RC(row_message_last_uid(&k.tx, S("INBOX"), 7, &last, &k.why), RC_OK);
	CHECK_INT(last, 10);
	CHECK_RC(row_message_last_uid(&k.tx, S("INBOX"), 9, &last, &k.why), RC_OK);
	CHECK_INT(last, 0);
	CHECK_RC(row_message_moved(&k.tx, m.id, &k.why), RC_OK);
	list.n = 0;
	CHECK_RC(row_message_to_move(&k.tx, k.a, S("INBOX"), 7, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 0);
	CHECK_RC(row_message_recent(&k.tx, k.a, 0, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 1);
}

TEST(store_message_found_by_content)
{
	struct sha256 key = hash_sha256(S("same"));
	struct message_row m, *out = NULL;
	SCOPED(store_kit) k = { 0 };
	int64_t first = 0;

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	for (uint32_t uid = 1; uid <= 2; uid++) {
		m = seen(uid);
		m.id = insert(&k, uid);
		CHECK_RC(row_message_by_content(&k.tx, k.a, &key, m.id, &out, &k.why), RC_OK);
		CHECK(uid == 1 ? !out : out && out->id == first);
		m.has_key = true;
		m.content_key = key;
		m.message_id = S("id@x");
		CHECK_RC(row_message_done(&k.tx, &m, 5, &k.why), RC_OK);
		first = uid == 1 ? m.id : first;
	}
	CHECK_RC(row_message_by_message_id(&k.tx, k.a, S("id@x"), &out, &k.why), RC_OK);
	CHECK(out && out->id == first);
	/* What was acted on stands before an older copy that was left alone. */
	m = seen(3);
	m.id = insert(&k, 3);
	m.has_key = true;
	m.content_key = key;
	m.target = FOLDER_HANDLED;
	CHECK_RC(row_message_done(&k.tx, &m, 5, &k.why), RC_OK);
	CHECK_RC(row_message_by_content(&k.tx, k.a, &key, 0, &out, &k.why), RC_OK);
	CHECK(out && out->id == m.id);
	CHECK_RC(row_message_by_message_id(&k.tx, k.a, S(""), &out, &k.why), RC_OK);
	CHECK(!out);
}

TEST(store_messages_move_in_batches)
{
	static const enum folder targets[] = { FOLDER_NOISE, FOLDER_HANDLED, FOLDER_STAY,
					       FOLDER_NOISE, FOLDER_HANDLED };
	struct message_rows list = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	for (uint32_t i = 0; i < ARRAY_LEN(targets); i++) {
		struct message_row m = seen(i + 1);

		m.id = insert(&k, i + 1);
		m.target = targets[i];
		CHECK_RC(row_message_done(&k.tx, &m, 5, &k.why), RC_OK);
	}
	CHECK_RC(row_message_to_move(&k.tx, k.a, S("INBOX"), 7, 10, &list, &k.why), RC_OK);
	if (!CHECK_INT(list.n, 4))
		return;
	CHECK_INT(list.at[0].uid, 2);
	CHECK_INT(list.at[1].uid, 5);
	CHECK_INT(list.at[2].target, FOLDER_NOISE);
	CHECK_RC(row_message_to_move(&k.tx, k.a, S("INBOX"), 8, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 4);
	insert(&k, 99);
	CHECK_RC(row_message_insert(&k.tx, &list.at[0], &k.why), RC_REFUSED);
}

TEST(store_raw_is_kept_once)
{
	struct span bytes = S("From: x\r\n\r\n\0body"), got = S("");
	struct sha256 h = hash_sha256(bytes), other = hash_sha256(S("x"));
	bool found = false;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(raw_put(&k.tx, &h, bytes, 5, &k.why), RC_OK);
	CHECK_RC(raw_put(&k.tx, &h, bytes, 6, &k.why), RC_OK);
	CHECK_RC(raw_get(&k.tx, k.a, &h, &got, &found, &k.why), RC_OK);
	CHECK(found);
	CHECK_SPANS(got, bytes);
	CHECK_RC(raw_get(&k.tx, k.a, &other, &got, &found, &k.why), RC_OK);
	CHECK(!found);
	CHECK_RC(raw_put(&k.tx, &other, S("not x"), 6, &k.why), RC_OK);
	CHECK_RC(raw_get(&k.tx, k.a, &other, &got, &found, &k.why), RC_BAD_INPUT);
	store_kit_commit(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM raw"), "2");
	CHECK(!store_kit_tamper(&k, "UPDATE raw SET bytes = x'00'"));
}

static int64_t queue(struct store_kit *k, const char *key, const char *to, enum mail_sort sort,
		     int64_t now)
{
	struct outbox_row row = { .key = span_of(key),
				  .kind = FX_SEND_MAIL,
				  .sort = sort,
				  .body = S("{\"a\":1}"),
				  .to = span_of(to),
				  .due_at = now,
				  .card = 1001,
				  .client = 1 };
	int64_t id = 0;
	bool added = false;

	CHECK_RC(row_outbox_add(&k->tx, k->a, &row, now, &id, &added, &k->why), RC_OK);
	CHECK(added);
	return id;
}

static bool open_box(struct store_kit *k)
{
	if (!store_kit_open(k) || !store_kit_begin(k))
		return false;
	store_kit_client(k, 1, "A", "a@example.ro");
	store_kit_card(k, 1001, 1, "x");
	return true;
}

TEST(store_outbox_key_counts_once)
{
	struct outbox_row row = { .key = S("offer:1"), .kind = FX_SEND_MAIL, .body = S("{}") };
	int64_t id = 0, first;
	bool added = true;
	SCOPED(store_kit) k = { 0 };

	if (!open_box(&k))
		return;
	first = queue(&k, "offer:1", "a@example.ro", SORT_DOCUMENT, 100);
	queue(&k, "offer:2", "a@example.ro", SORT_DOCUMENT, 100);
	CHECK_RC(row_outbox_add(&k.tx, k.a, &row, 5, &id, &added, &k.why), RC_OK);
	CHECK(!added);
	CHECK_INT(id, first);
	store_kit_commit(&k);
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) FROM outbox"), "2");
}

TEST(store_outbox_gate)
{
	struct span names[] = { S("Ana@firma.ro") };
	struct spans staff = { names, 1, 1 };
	static const struct {
		bool answers_only, over_cap;
		const char *keys;
	} rows[] = {
		{ false, false, "doc,ans,ask,note,person,mails-cap:1:b@firma.ro," },
		{ true, false, "ask," },
		{ false, true, "ask,person,mails-cap:1:b@firma.ro," },
		{ true, true, "ask," },
	};
	int64_t id, n = 0;
	SCOPED(store_kit) k = { 0 };

	if (!open_box(&k))
		return;
	queue(&k, "doc", "a@example.ro", SORT_DOCUMENT, 100);
	queue(&k, "ans", "a@example.ro", SORT_ANSWER, 100);
	queue(&k, "ask", "ana@firma.ro", SORT_ANSWER, 100);
	queue(&k, "note", "ana@firma.ro", SORT_NOTICE, 100);
	queue(&k, "person", "a@example.ro", SORT_PERSON, 100);
	id = queue(&k, "mails-cap:1:b@firma.ro", "b@firma.ro", SORT_NOTICE, 100);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct outbox_gate gate = { rows[i].answers_only, rows[i].over_cap, &staff };
		struct outbox_rows due = { 0 };
		struct buf keys;

		UNIT_CASE("%d", (int)i);
		buf_init(&keys, k.a, 1000);
		CHECK_RC(row_outbox_due_gated(&k.tx, k.a, 100, 9, &gate, &due, &k.why), RC_OK);
		for (size_t j = 0; j < due.n; j++)
			buf_add_fmt(&keys, "%.*s,", SPAN_ARG(due.at[j].key));
		CHECK_SPAN(buf_span(&keys), rows[i].keys);
	}
	CHECK_RC(row_outbox_sent_since(&k.tx, 0, &n, &k.why), RC_OK);
	CHECK_INT(n, 0);
	CHECK_RC(row_outbox_done(&k.tx, id, S("250"), 500, &k.why), RC_OK);
	CHECK_RC(row_outbox_sent_since(&k.tx, 500, &n, &k.why), RC_OK);
	CHECK_INT(n, 1);
	CHECK_RC(row_outbox_sent_since(&k.tx, 501, &n, &k.why), RC_OK);
	CHECK_INT(n, 0);
}

TEST(store_outbox_lives)
{
	struct outbox_rows due = { 0 };
	struct outbox_row *out = NULL;
	struct span bytes = S("");
	int64_t id, when = 0, n = 0;
	bool found = false;
	SCOPED(store_kit) k = { 0 };

	if (!open_box(&k))
		return;
	id = queue(&k, "b", "a@example.ro", SORT_DOCUMENT, 200);
	queue(&k, "a", "a@example.ro", SORT_ANSWER, 100);
	CHECK_RC(row_outbox_due(&k.tx, k.a, FX_SEND_MAIL, OUTBOX_QUEUED, 99, 9, &due, &k.why),
		 RC_OK);
	CHECK_INT(due.n, 0);
	CHECK_RC(row_outbox_due(&k.tx, k.a, FX_SEND_MAIL, OUTBOX_QUEUED, 200, 9, &due, &k.why),
		 RC_OK);
	if (!CHECK_INT(due.n, 2))
		return;
	CHECK_SPAN(due.at[0].key, "a");
	CHECK_SPAN(due.at[1].body, "{\"a\":1}");
	CHECK_INT(due.at[1].sort, SORT_DOCUMENT);
	CHECK_RC(row_outbox_next_due(&k.tx, FX_SEND_MAIL, &when, &found, &k.why), RC_OK);
	CHECK(found && when == 100);
	CHECK_RC(row_outbox_next_due(&k.tx, FX_MOVE_MESSAGE, &when, &found, &k.why), RC_OK);
	CHECK(!found);
	/* Bytes before the first byte goes out, the same ever after. */
	CHECK_RC(row_outbox_bytes(&k.tx, k.a, id, &bytes, &found, &k.why), RC_OK);
	CHECK(!found);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.1@x"), S("MAIL"), &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_outbox_recover(&k.tx, 300, &n, &k.why), RC_OK);
	CHECK_INT(n, 1);
	due.n = 0;
	CHECK_RC(row_outbox_due(&k.tx, k.a, FX_SEND_MAIL, OUTBOX_UNKNOWN, 300, 9, &due, &k.why),
		 RC_OK);
	CHECK(due.n == 1 && due.at[0].id == id && due.at[0].tries == 1);
	CHECK_RC(row_outbox_retry(&k.tx, id, S("not found"), 400, &k.why), RC_OK);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.1@x"), S(""), &k.why), RC_OK);
	CHECK_RC(row_outbox_bytes(&k.tx, k.a, id, &bytes, &found, &k.why), RC_OK);
	CHECK(found);
	CHECK_SPAN(bytes, "MAIL");
	CHECK_RC(row_outbox_done(&k.tx, id, S("250 ok"), 500, &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_outbox_by_message_id(&k.tx, k.a, S("t.1@x"), &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_INT(out->state, OUTBOX_DONE);
	CHECK_INT(out->tries, 2);
	CHECK_INT(out->done_at, 500);
	CHECK_SPAN(out->last_error, "250 ok");
	CHECK_SPAN(out->to, "a@example.ro");
	CHECK_RC(row_outbox_fate(&k.tx, id, S("bounced"), &k.why), RC_OK);
	CHECK_RC(row_outbox_fate(&k.tx, id, S("answered"), &k.why), RC_OK);
	CHECK_RC(row_outbox_load(&k.tx, k.a, id, &out, &k.why), RC_OK);
	CHECK_SPAN(out->fate, "bounced");
	/* What is done stays done. */
	CHECK_RC(row_outbox_retry(&k.tx, id, S(""), 1, &k.why), RC_REFUSED);
	CHECK_RC(row_outbox_failed(&k.tx, id, S(""), 1, &k.why), RC_REFUSED);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.1@x"), S(""), &k.why), RC_REFUSED);
	CHECK(!store_kit_tamper(&k, "UPDATE outbox_bytes SET bytes = x'00'"));
}

TEST(store_outbox_same_mail_only)
{
	SCOPED(store_kit) k = { 0 };
	int64_t id;

	if (!open_box(&k))
		return;
	id = queue(&k, "a", "a@example.ro", SORT_ANSWER, 100);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.1@x"), S("MAIL"), &k.why), RC_OK);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.2@x"), S("MAIL"), &k.why), RC_REFUSED);
	CHECK_RC(row_outbox_sending(&k.tx, id, S("t.1@x"), S("MAIL2"), &k.why), RC_REFUSED);
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_REFUSED);
}

TEST(store_outbox_counts_and_holds)
{
	int answers = -1, all = -1;
	struct outbox_rows rows = { 0 };
	struct span colleague = S("dan@firma.test");
	struct spans staff = { &colleague, 1, 1 };
	int64_t n = 0;
	SCOPED(store_kit) k = { 0 };

	if (!open_box(&k))
		return;
	queue(&k, "1", "A@Example.ro", SORT_ANSWER, 100);
	queue(&k, "2", "a@example.ro", SORT_ANSWER, 200);
	queue(&k, "3", "a@example.ro", SORT_DOCUMENT, 210);
	queue(&k, "4", "a@example.ro", SORT_PERSON, 220);
	queue(&k, "5", "b@example.ro", SORT_ANSWER, 230);
	CHECK_RC(row_outbox_count_to(&k.tx, k.a, S("a@example.RO"), 100, &answers, &all, &k.why),
		 RC_OK);
	CHECK_INT(answers, 2);
	CHECK_INT(all, 3);
	CHECK_RC(row_outbox_count_to(&k.tx, k.a, S("a@example.ro"), 150, &answers, &all, &k.why),
		 RC_OK);
	CHECK_INT(answers, 1);
	CHECK_INT(all, 2);
	/* One mailbox however it is written. */
	CHECK_RC(row_outbox_count_to(&k.tx, k.a, S("a+7@example.ro"), 100, &answers, &all, &k.why),
		 RC_OK);
	CHECK_INT(answers, 2);
	/* A person wrote in the thread after both answers; then two more. */
	CHECK_RC(row_outbox_count_thread(&k.tx, k.a, 1001, S("a@example.ro"), &answers, &k.why),
		 RC_OK);
	CHECK_INT(answers, 0);
	CHECK_RC(row_outbox_count_thread(&k.tx, k.a, 1001, S("b@example.ro"), &answers, &k.why),
		 RC_OK);
	CHECK_INT(answers, 1);
	CHECK_RC(row_outbox_hold_card(&k.tx, k.a, 1001, true, &staff, &n, &k.why), RC_OK);
	CHECK_INT(n, 5);
	CHECK_RC(row_outbox_due(&k.tx, k.a, FX_SEND_MAIL, OUTBOX_QUEUED, 999, 9, &rows, &k.why),
		 RC_OK);
	CHECK_INT(rows.n, 0);
	CHECK_RC(row_outbox_hold_card(&k.tx, k.a, 1001, false, &staff, &n, &k.why), RC_OK);
	CHECK_RC(row_outbox_failed(&k.tx, 1, S("550"), 900, &k.why), RC_OK);
	CHECK_RC(row_outbox_pending(&k.tx, k.a, 900, 9, &rows, &k.why), RC_OK);
	CHECK_INT(rows.n, 5);
	CHECK_RC(row_outbox_pending(&k.tx, k.a, 901, 9, &rows, &k.why), RC_OK);
	CHECK_INT(rows.n, 9);
	CHECK_RC(row_outbox_drop_card(&k.tx, 1001, 950, &n, &k.why), RC_OK);
	CHECK_INT(n, 4);
	rows.n = 0;
	CHECK_RC(row_outbox_of_card(&k.tx, k.a, 1001, 9, &rows, &k.why), RC_OK);
	CHECK_INT(rows.n, 5);
	CHECK(rows.n && rows.at[0].state == OUTBOX_DROPPED);
	store_kit_commit(&k);
}
