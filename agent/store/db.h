/* The one SQLite file: open, transactions, error translation.
 *
 * One connection per process writes; reading verbs open it DB_RO. WAL, synchronous=FULL, foreign keys
 * on, double-quoted strings off. Every statement of statements.h is prepared at open. SQLITE_* codes
 * do not leave this directory:
 *   RC_RETRY       locked, disk full, I/O error: nothing was changed, try later
 *   RC_REFUSED     a constraint or a trigger says no; reterr names it
 *   RC_BAD_INPUT   the books would not add up (the check before COMMIT), or a row cannot be read
 *   RC_BAD_CONFIG  no such file, not our file, newer than this program, damaged
 * After any failure inside a transaction only tx_drop is left: tx_commit gives the same code again. */
#ifndef PLIC_DB_H
#define PLIC_DB_H

#include "base.h"

struct db;

enum db_mode {
	DB_RO,    /* must exist and be of this version; never writes */
	DB_RW,    /* must exist; schema steps it lacks are applied */
	DB_CREATE /* as DB_RW, made when absent (mode 0600) */
};

enum rc db_open(const char *path, enum db_mode mode, struct db **ret,
		struct why *reterr) MUST_CHECK;
/* NULL is fine. Rolls back what is open. */
void db_close(struct db *db);
void db_closep(struct db **db);
#define SCOPED_DB __attribute__((cleanup(db_closep))) struct db *

/* How long a locked database is waited for; 5000 ms unless set. */
void db_set_wait(struct db *db, int ms);
/* The schema version of the file. */
int db_version(const struct db *db);
/* Rows changed since it was opened: to see that a second run changed nothing. */
int64_t db_changes(const struct db *db);
/* The newest instant that stands in the file: mails, events, payments, outbox; 0 = empty. No transaction
 * may be open. */
enum rc db_last_fact(struct db *db, int64_t *ret, struct why *reterr) MUST_CHECK;
/* Move the WAL into the file and empty it; done when idle. RC_RETRY when a reader is in the way. */
enum rc db_checkpoint(struct db *db, struct why *reterr) MUST_CHECK;

/* SCOPED(tx) tx = { 0 };  rolls back on scope exit unless committed. One at a time per db. */
struct tx {
	struct db *db; /* NULL: not open */
	bool reading, soon;
};
/* BEGIN IMMEDIATE: takes the write lock before anything is read. */
enum rc tx_begin(struct db *db, struct tx *tx, struct why *reterr) MUST_CHECK;
/* The same for one of many: what it commits is safe from the end of the process at once, from a power cut
 * after db_sync. The caller lets nothing out before that. */
enum rc tx_begin_soon(struct db *db, struct tx *tx, struct why *reterr) MUST_CHECK;
/* Bring to the disk what was committed so; nothing to do is RC_OK. RC_RETRY: the disk refuses. */
enum rc db_sync(struct db *db, struct why *reterr) MUST_CHECK;
/* One consistent view, no lock; every read function takes it. Ends by tx_drop. */
enum rc tx_begin_read(struct db *db, struct tx *tx, struct why *reterr) MUST_CHECK;
/* Checks the documents and payments written in it (verify.h), then COMMIT. On failure the
 * transaction is still open; tx_drop rolls it back. */
enum rc tx_commit(struct tx *tx, struct why *reterr) MUST_CHECK;
void tx_drop(struct tx *tx);

#endif
