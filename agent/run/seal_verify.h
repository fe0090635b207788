/* All seals that are kept, looked at anew. */
#ifndef PLIC_SEAL_VERIFY_H
#define PLIC_SEAL_VERIFY_H

#include "config.h"
#include "db.h"
#include "verify.h"

struct seal_counts {
	int64_t looked_at, unchained; /* unchained: whose certificate was not asked */
	int64_t unknown;              /* of a form that cannot be checked: no findings */
	int64_t known;                /* bad, but in efactura.seals_known: no findings */
};
/* Findings seal-missing, seal-other, seal-broken, seal-stranger (parsers/base/seal_verdict.h), in a: of each of ANAF's
 * archives, by the certificates that are trusted now, as of the day it came. */
enum rc seals_verify(const struct config *cfg, struct db *db, struct arena *a, struct findings *ret,
		     struct seal_counts *ret_n, struct why *reterr) MUST_CHECK;

#endif
