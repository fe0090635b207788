/* What a seal on ANAF's papers was found to be (parsers/seal.h finds it). */
#ifndef PLIC_SEAL_VERDICT_H
#define PLIC_SEAL_VERDICT_H

#include <stdbool.h>

enum seal_verdict {
	SEAL_NONE,      /* not looked at */
	SEAL_GOOD,      /* of this document, by a certificate that is trusted */
	SEAL_UNCHAINED, /* of this document; whose certificate it is was not asked */
	SEAL_MISSING,   /* there is no seal */
	SEAL_UNKNOWN,   /* of a form that cannot be checked */
	SEAL_OTHER,     /* of another document, or this one was changed */
	SEAL_BROKEN,    /* the seal itself was changed: not made by the key of its certificate */
	SEAL_STRANGER,  /* its certificate is not trusted, or was not valid then */
	SEAL_VERDICTS
};

/* "good", "other", ...: as programs and the log are told; "" for SEAL_NONE. */
const char *seal_name(enum seal_verdict v);
/* Neither good nor unlooked at: staff are told. */
bool seal_is_bad(enum seal_verdict v);
/* Bad for this one document's sake: it may have been spoiled on its way. What is unknown or a stranger may be so of each. */
bool seal_is_wrong(enum seal_verdict v);

#endif
