/* Temporary databases and ready rows for the tests of agent/store. */
#ifndef PLIC_STORE_KIT_H
#define PLIC_STORE_KIT_H

#include <sqlite3.h>

#include "db.h"
#include "rows.h"
#include "unit.h"

/* SCOPED(store_kit) k = { 0 }; if (!store_kit_open(&k)) return;  The file goes on scope exit. */
struct store_kit {
	char dir[200], path[240];
	struct db *db;
	struct tx tx;
	struct arena *a;
	struct why why;
};
bool store_kit_open(struct store_kit *k);
void store_kit_drop(struct store_kit *k);
/* Each fails the test when it does not work. */
bool store_kit_begin(struct store_kit *k);
bool store_kit_commit(struct store_kit *k);
void store_kit_rollback(struct store_kit *k);
/* SQL past the store, as somebody with sqlite3 would do it, on a connection of its own. */
bool store_kit_tamper(struct store_kit *k, const char *sql);
/* The first column of the first row, "" when none. */
struct span store_kit_ask(struct store_kit *k, const char *sql);

/* Rows, stored; ids given. */
void store_kit_client(struct store_kit *k, int64_t id, const char *name, const char *email);
void store_kit_card(struct store_kit *k, int64_t id, int64_t client, const char *title);
struct snapshot *store_kit_snapshot(struct store_kit *k, enum doc_kind kind, const char *prefix,
				    int64_t number, int64_t bani);
/* One line of `bani` without VAT at 21 %; number 0 = draft. mark ROW_NEW; not stored. */
struct document *store_kit_document(struct store_kit *k, int64_t id, enum doc_kind kind,
				    const char *prefix, int64_t number, int64_t bani);
void store_kit_series(struct store_kit *k, enum doc_kind kind, const char *prefix, int64_t next);
/* Opened, in a transaction, with client 1 and card 1001. */
bool store_kit_open_card(struct store_kit *k);
/* Stores the document; a failure fails the test. */
void store_kit_add(struct store_kit *k, const struct document *d);
struct day store_kit_day(int year, int month, int day);

#endif
