/* The last steps of the day: flag what waits too long, look the books over, copy them. */
#ifndef PLIC_DAILY_KEEP_H
#define PLIC_DAILY_KEEP_H

#include "engine.h"

/* Money that a bank's mail told and no statement in time (telling.h) is flagged: it stands in the digest
 * until one does. *ret_n: how many are new. */
enum rc daily_flag(struct engine *e, int *ret_n, struct why *reterr) MUST_CHECK;
/* verify_all; what it finds is logged and told to the owners, once a day. *ret_n findings. */
enum rc daily_verify(struct engine *e, int *ret_n, struct why *reterr) MUST_CHECK;
/* The folder of issued documents as the database has them. */
enum rc daily_archive(struct engine *e, struct why *reterr) MUST_CHECK;
/* data/backup/plic-WEEKDAY.db: seven copies that follow each other; skipped when today's is there. */
enum rc daily_backup(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
