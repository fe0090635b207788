/* What staff hear of a seal that does not hold. */
#ifndef PLIC_DECIDE_SEAL_H
#define PLIC_DECIDE_SEAL_H

#include "flow.h"
#include "seal_verdict.h"

struct seal_found {
	enum seal_verdict is;
	struct span signer; /* as its certificate names itself; "" = unknown */
	struct span why;    /* English, for who looks into it */
};

/* What a bad one means, in words; NULL: it is not bad. */
struct value *seal_say(struct arena *a, const struct seal_found *v);
/* What helps who looks into a form or a certificate that is not known. */
void seal_facts(struct arena *a, struct value *facts, const struct seal_found *v);
/* Of ANAF's answer about a filing, which is kept as it came. A forgery is told for each; what may be so of every answer
 * (an unknown form, an unknown certificate) once a day. */
enum rc decide_seal(struct state *s, const struct document *doc, const struct filing *f,
		    const struct seal_found *v, struct decision *d, struct why *reterr) MUST_CHECK;

#endif
