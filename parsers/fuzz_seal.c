/* Fuzz target: seals. Any bytes have a verdict, and what is believed has a signer. */
#include "fuzz.h"

#include "seal.h"
#include "span.h"

/* tests/seal/doc.xml, so that what lies in tests/seal/seals comes as far as its signature. */
#define DOC                                                                                              \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                   \
	"<!-- O factură, atât cât trebuie unui sigiliu -->\n"                                         \
	"<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"\n"                    \
	"         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\n" \
	"\t<cbc:ID >FCT-0001</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate>\n"                        \
	"\t<cbc:Note   languageID = 'ro'>ștampilă &amp; țiglă</cbc:Note>\n"                          \
	"</Invoice>\n"

static void run_seal(struct arena *a, struct span bytes)
{
	struct seal s;

	seal_check(a, S(DOC), bytes, NULL, 1795000000, &s);
	assert(s.is != SEAL_NONE && s.is < SEAL_VERDICTS && s.is != SEAL_GOOD);
	assert((s.is == SEAL_UNCHAINED) <= (s.signer.len > 0));
	/* Beside another document none of them holds. */
	seal_check(a, S("<Invoice/>"), bytes, NULL, 1795000000, &s);
	assert(seal_is_bad(s.is));
}

const struct fuzz_target fuzz_targets[] = {
	{ "seal", run_seal },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
