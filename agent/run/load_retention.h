/* Dated times of keeping from config/retention.conf. */
#ifndef PLIC_LOAD_RETENTION_H
#define PLIC_LOAD_RETENTION_H

#include "arena.h"
#include "retention.h"

/* "invoice", "mail". */
const char *retention_name(int what);
/* dir: the config directory. RC_BAD_CONFIG: file, line and reason. */
enum rc load_retention(const char *dir, struct arena *a, struct retention *ret,
		       struct why *reterr) MUST_CHECK;

#endif
