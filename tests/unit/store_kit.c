/* Temporary databases and ready rows for the tests of agent/store. */
#include "store_kit.h"

#include <unistd.h>

#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_series.h"
#include "snapshot.h"

bool store_kit_open(struct store_kit *k)
{
	const char *tmp = getenv("TMPDIR");

	k->a = unit_arena();
	(void)snprintf(k->dir, sizeof(k->dir), "%s/plic-unit-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!CHECK(mkdtemp(k->dir)))
		return false;
	(void)snprintf(k->path, sizeof(k->path), "%s/plic.db", k->dir);
	if (!CHECK_RC(db_open(k->path, DB_CREATE, &k->db, &k->why), RC_OK)) {
		FAIL("%s", k->why.text);
		return false;
	}
	return true;
}

void store_kit_drop(struct store_kit *k)
{
	static const char *const names[] = { "plic.db",     "plic.db-wal",  "plic.db-shm",
					     "copy.db",     "copy.db.part", "back.db",
					     "back.db-wal", "back.db-shm" };
	char path[300];

	if (k->tx.db)
		tx_drop(&k->tx);
	db_close(k->db);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", k->dir, names[i]);
		(void)unlink(path);
	}
	if (k->dir[0])
		(void)rmdir(k->dir);
}

bool store_kit_begin(struct store_kit *k)
{
	bool ok = CHECK_RC(tx_begin(k->db, &k->tx, &k->why), RC_OK);

	if (!ok)
		FAIL("%s", k->why.text);
	return ok;
}

bool store_kit_commit(struct store_kit *k)
{
	bool ok = CHECK_RC(tx_commit(&k->tx, &k->why), RC_OK);

	if (!ok)
		FAIL("%s", k->why.text);
	tx_drop(&k->tx);
	return ok;
}

void store_kit_rollback(struct store_kit *k)
{
	tx_drop(&k->tx);
}

bool store_kit_tamper(struct store_kit *k, const char *sql)
{
	char *error = NULL;
	sqlite3 *raw = NULL;
	bool ok;

	ok = sqlite3_open_v2(k->path, &raw, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	     sqlite3_exec(raw, sql, NULL, NULL, &error) == SQLITE_OK;
	if (error)
		(void)snprintf(k->why.text, sizeof(k->why.text), "%s", error);
	sqlite3_free(error);
	sqlite3_close(raw);
	return ok;
}

struct span store_kit_ask(struct store_kit *k, const char *sql)
{
	sqlite3 *raw = NULL;
	sqlite3_stmt *st = NULL;
	struct span s = S("");

	if (sqlite3_open_v2(k->path, &raw, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(raw, sql, -1, &st, NULL) == SQLITE_OK) {
		if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
			s = arena_fmt(k->a, "%s", (const char *)sqlite3_column_text(st, 0));
	} else {
		FAIL("%s: %s", sql, sqlite3_errmsg(raw));
	}
	sqlite3_finalize(st);
	sqlite3_close(raw);
	return s;
}

struct day store_kit_day(int year, int month, int day)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ year, month, day }, &d), RC_OK);
	return d;
}

void store_kit_client(struct store_kit *k, int64_t id, const char *name, const char *email)
{
	struct client c = { .mark = ROW_NEW, .id = id, .lang = S("ro") };

	c.party.name = span_of(name);
	c.party.email = span_of(email);
	CHECK_RC(row_client_store(&k->tx, k->a, &c, &k->why), RC_OK);
}

void store_kit_card(struct store_kit *k, int64_t id, int64_t client, const char *title)
{
	struct card c = { .mark = ROW_NEW,
			  .id = id,
			  .client = client,
			  .pipeline = S("curs"),
			  .stage = S("new"),
			  .title = span_of(title),
			  .opened = store_kit_day(2026, 11, 12) };

	CHECK_RC(row_card_store(&k->tx, k->a, &c, &k->why), RC_OK);
}

struct snapshot *store_kit_snapshot(struct store_kit *k, enum doc_kind kind, const char *prefix,
				    int64_t number, int64_t bani)
{
	struct snapshot *s = ARENA_NEW(k->a, struct snapshot);
	struct line *l;

	snapshot_begin(s, kind);
	s->lang = S("ro");
	s->series = number ? arena_fmt(k->a, "%s", prefix) : S("");
	s->number = number ? arena_fmt(k->a, "%04lld", (long long)number) : S("");
	s->issue = store_kit_day(2026, 11, 12);
	s->due = store_kit_day(2026, 11, 26);
	memcpy(s->currency, "RON", 4);
	s->seller.name = S("Atelier Diana SRL");
	s->buyer.name = S("Ion Șerban");
	l = ARENA_PUSH(k->a, &s->lines);
	l->name = S("Curs Excel avansat");
	l->qty = DECIMAL_INT(kind == DOC_STORNO ? -1 : 1);
	l->unit = S("buc");
	l->price = (struct decimal){ bani, 2 };
	l->vat_category = 'S';
	l->vat_rate = DECIMAL_INT(21);
	l->period_from = l->period_to = DAY_NONE;
	if (!CHECK_RC(snapshot_compute(k->a, s, &k->why), RC_OK))
		FAIL("%s", k->why.text);
	return s;
}

struct document *store_kit_document(struct store_kit *k, int64_t id, enum doc_kind kind,
				    const char *prefix, int64_t number, int64_t bani)
{
	struct document *d = ARENA_NEW(k->a, struct document);

	d->mark = ROW_NEW;
	d->id = id;
	d->kind = kind;
	d->state = number ? DOC_ISSUED : DOC_DRAFT;
	d->card = 1001;
	d->client = 1;
	d->snap = store_kit_snapshot(k, kind, prefix, number, bani);
	d->series = d->snap->series;
	d->number = number;
	d->label = number ? snapshot_label(k->a, d->snap) : S("");
	d->issue = d->snap->issue;
	d->due = d->snap->due;
	d->total = d->snap->total;
	d->open = kind == DOC_PROFORMA || kind == DOC_INVOICE ? d->snap->payable : MONEY_RON(0);
	d->period = -1;
	d->reminded = d->snoozed = DAY_NONE;
	return d;
}

void store_kit_series(struct store_kit *k, enum doc_kind kind, const char *prefix, int64_t next)
{
	struct series s = {
		.dirty = true, .kind = kind, .prefix = span_of(prefix), .next = next, .pad = 4
	};

	CHECK_RC(row_series_store(&k->tx, k->a, &s, &k->why), RC_OK);
}

bool store_kit_open_card(struct store_kit *k)
{
	if (!store_kit_open(k) || !store_kit_begin(k))
		return false;
	store_kit_client(k, 1, "Ion Șerban", "ion@example.ro");
	store_kit_card(k, 1001, 1, "Curs");
	return true;
}

void store_kit_add(struct store_kit *k, const struct document *d)
{
	if (!CHECK_RC(row_document_store(&k->tx, k->a, d, &k->why), RC_OK))
		FAIL("%s", k->why.text);
}
