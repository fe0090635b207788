/* An outbox row's body: struct mail_spec as a value tree (stored as JSON). */
#ifndef PLIC_SPEC_JSON_H
#define PLIC_SPEC_JSON_H

#include "effect.h"

struct value *spec_to_value(struct arena *a, const struct mail_spec *m);
/* RC_BAD_INPUT when the row was not written by spec_to_value. */
enum rc spec_from_value(struct arena *a, const struct value *v, struct mail_spec *ret,
			struct why *reterr) MUST_CHECK;

#endif
