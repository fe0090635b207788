/* Fuzz target: the pre-flight of e-invoices. Any bytes get a report, the same each time, and every finding of it
 * has words. */
#include "fuzz.h"

#include "span.h"
#include "ubl_check.h"
#include "utf8.h"

static void run_ubl_check(struct arena *a, struct span bytes)
{
	struct ubl_report once = { 0 }, again = { 0 };
	struct value *why, *fix;
	size_t fatal = 0;

	ubl_check(a, bytes, &once);
	ubl_check(a, bytes, &again);
	assert(once.n == again.n && once.n_fatal == again.n_fatal && once.tests == again.tests);
	assert(!once.tests || once.n == 0);
	for (size_t i = 0; i < once.n; i++) {
		const struct ubl_finding *f = &once.at[i];

		assert(strcmp(f->id, again.at[i].id) == 0 && f->line == again.at[i].line);
		assert(utf8_valid(f->detail));
		fatal += !f->warning;
		ubl_say(a, f, &why, &fix);
		assert(why->kind == VALUE_TX && fix->kind == VALUE_TX);
	}
	assert(fatal == once.n_fatal);
}

const struct fuzz_target fuzz_targets[] = { { "ubl_check", run_ubl_check } };
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
