/* Fuzz target: answers of the card processor's API. Whatever they are, what is taken out of them is clean. */
#include "fuzz.h"

#include "span.h"
#include "stripe.h"
#include "utf8.h"

static void holds_fact(const struct card_fact *f)
{
	assert(f->kind < CARD_FACT_KINDS && f->id.len > 0 && f->id.len <= 255);
	assert(f->link.len || f->payment.len);
	assert(strlen(f->amount.cur) == 3 && f->fee.cur[0] == '\0');
	assert(utf8_valid(f->payer) && utf8_valid(f->email) && utf8_valid(f->reason));
}

static void run_stripe(struct arena *a, struct span s)
{
	struct card_facts facts = { 0 };
	struct card_entries entries = { 0 };
	struct stripe_page page = { .more = false };
	struct stripe_error err;
	struct money fee;
	struct span id, url;

	if (stripe_read_error(a, s, &err, NULL) == RC_OK)
		assert(utf8_valid(err.type) && utf8_valid(err.code) && utf8_valid(err.message));
	if (stripe_read_link(a, s, &id, &url, NULL) == RC_OK)
		assert(id.len && span_starts(url, S("https://")) &&
		       span_find_char(url, ' ', 0) == SIZE_MAX);
	if (stripe_read_events(a, s, &facts, &page, NULL) == RC_OK)
		assert(!page.more || page.last.len);
	(void)!stripe_read_sessions(a, s, &facts, &page, NULL);
	(void)!stripe_read_entries(a, s, &entries, &page, NULL);
	(void)!stripe_read_fee(a, s, &fee, NULL);
	for (size_t i = 0; i < facts.n; i++)
		holds_fact(&facts.at[i]);
	for (size_t i = 0; i < entries.n; i++)
		assert(entries.at[i].id.len && utf8_valid(entries.at[i].kind));
}

const struct fuzz_target fuzz_targets[] = { { "stripe", run_stripe } };
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
