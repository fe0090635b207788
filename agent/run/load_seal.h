/* Whose seals are believed: efactura.seal_ca_file. */
#ifndef PLIC_LOAD_SEAL_H
#define PLIC_LOAD_SEAL_H

#include "config.h"
#include "seal.h"

/* Reads the file into c->seal_ca. RC_BAD_CONFIG: it is not there, or no certificates. */
enum rc load_seal_ca(struct config *c, struct why *reterr) MUST_CHECK;
/* *ret NULL when none is named; seal_trust_free. */
enum rc load_seal_trust(const struct config *c, struct seal_trust **ret,
			struct why *reterr) MUST_CHECK;

#endif
