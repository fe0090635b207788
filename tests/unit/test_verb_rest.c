/* STAI S1, REIA S1: a subscription rests and goes on. */
#include "calendar.h"
#include "commands_kit.h"

TEST(verb_rest_bills_nothing_and_skips_what_began_meanwhile)
{
	struct kit *k = kit_new();
	struct subscription *sub;
	struct span said;

	(void)kit_send(k, "RECURENT lunar din 01.12.2026, Hosting x 10 lei");
	sub = k->s.subscriptions.at[0];
	kit_commit(k);
	said = kit_send(k, "STAI S1");
	CHECK_HAS(said, "pus pe pauză");
	CHECK(sub->paused);
	CHECK_INT(periods_due(sub, day_add(k->s.today, 400)), 0);
	CHECK_SPAN(kit_mail(k, "paused")->to, "ion@exemplu.ro");
	kit_commit(k);
	said = kit_send(k, "STAI S1"); /* nobody is told twice */
	CHECK_HAS(said, "row: Abonamentul S1 | pus pe pauză");
	CHECK(kit_mail(k, "paused") == NULL);
	kit_commit(k);
	CHECK(day_parse(S("2027-03-01"), &k->s.today) == RC_OK); /* Dec, Jan and Feb have begun */
	said = kit_send(k, "REIA S1");
	CHECK_HAS(said, "row: Perioade sărite | 3");
	CHECK_HAS(said, "row: Următoarea factură | 01.03.2027");
	CHECK(!sub->paused);
	CHECK_INT(periods_due(sub, k->s.today), 1);
	CHECK_INT(kit_mails(k, "resumed"), 1);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "STAI S9"), "S9");
	CHECK_INT(sub->mark, ROW_CLEAN);
	kit_free(k);
}
