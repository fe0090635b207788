/* Names of a seal's verdicts. */
#include "seal_verdict.h"

const char *seal_name(enum seal_verdict v)
{
	static const char *const names[SEAL_VERDICTS] = {
		[SEAL_NONE] = "",
		[SEAL_GOOD] = "good",
		[SEAL_UNCHAINED] = "unchained",
		[SEAL_MISSING] = "missing",
		[SEAL_UNKNOWN] = "unknown",
		[SEAL_OTHER] = "other",
		[SEAL_BROKEN] = "broken",
		[SEAL_STRANGER] = "stranger",
	};

	return v < SEAL_VERDICTS ? names[v] : "";
}

bool seal_is_bad(enum seal_verdict v)
{
	return v != SEAL_NONE && v != SEAL_GOOD && v != SEAL_UNCHAINED;
}

bool seal_is_wrong(enum seal_verdict v)
{
	return v == SEAL_MISSING || v == SEAL_OTHER || v == SEAL_BROKEN;
}
