/* Fuzz target: a whole mail. Any bytes give an answer or a refusal, the same one twice, in valid text. */
#include <assert.h>

#include "mail_read.h"
#include "span.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED_ARENA a = arena_new((size_t)1 << 30);
	struct span own[] = { S("plic@firma.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"), .own = { own, 1, 1 } };
	struct mail_fact f = { .class = MAIL_OTHER }, g = { .class = MAIL_OTHER };
	struct span raw = { (const char *)data, size }, whole, again;
	enum rc rc = mail_read(a, &cfg, raw, &f, &whole, NULL);

	assert(rc == RC_OK || rc == RC_BAD_INPUT);
	assert(mail_read(a, &cfg, raw, &g, &again, NULL) == rc);
	if (rc)
		return 0;
	assert(span_eq(whole, again) && span_eq(f.text, g.text) && f.class == g.class);
	assert(utf8_valid(whole) && utf8_valid(f.text) && utf8_valid(f.subject) &&
	       utf8_valid(f.from.addr));
	assert(utf8_valid(f.forward.text) && utf8_valid(f.from.name) && utf8_valid(f.auth.why));
	/* Proof needs exactly one sender. */
	assert(f.auth.verdict != AUTH_PASS || f.n_from == 1);
	for (size_t i = 0; i < f.attachments.n; i++)
		assert(f.attachments.at[i].name.len <= 120);
	return 0;
}
