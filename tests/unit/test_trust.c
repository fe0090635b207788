/* The trust table: every row decides something, and what it asks for is asked for; unproven staff are
 * asked back once. */
#include "state_builder.h"
#include "trust.h"
#include "unit.h"

/* Each row is reached by exactly what it needs; without any one of its needs, or with any one of its bars,
 * another row decides. */
TEST(trust_every_row_is_needed)
{
	for (size_t i = 0; i < trust_rows_n; i++) {
		const struct trust_row *r = &trust_rows[i];

		UNIT_CASE("row %d: %s", (int)i, r->then);
		CHECK(trust_find(r->claim, r->needs) == r);
		for (unsigned bit = 1; bit <= SIGN_REFUTED; bit <<= 1) {
			if (r->needs & bit)
				CHECK(trust_find(r->claim, r->needs & ~bit) != r);
			if (r->bars & bit)
				CHECK(trust_find(r->claim, r->needs | bit) != r);
		}
	}
}

/* Nothing is done for who shows only names and tokens. */
TEST(trust_nothing_is_done_without_proof_or_confirmation)
{
	for (int claim = 0; claim < TRUST_CLAIMS; claim++)
		for (unsigned signs = 0; signs < 2 * SIGN_REFUTED; signs++) {
			if (signs & (SIGN_PROVEN | SIGN_CONFIRMED))
				continue;
			if (!CHECK(trust_find((enum trust_claim)claim, signs)->act != TRUST_DO))
				return;
		}
}

TEST(trust_every_verdict_has_words)
{
	for (int code = 0; code < AUTH_CODES; code++)
		CHECK(trust_why((enum auth_code)code) != NULL);
}

static struct world *unproven(const char *line)
{
	struct world *w = world_new();

	world_mail(w, "vlad@atelier.ro", "");
	world_lines(w, line);
	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	return w;
}

static void answer_confirm(struct world *w, const char *word)
{
	struct mail_spec asked = *world_must(w, "vlad@atelier.ro", "question");

	world_mail(w, "vlad@atelier.ro", "");
	world_lines(w, word);
	world_unproven(w);
	world_token(w, &asked);
	CHECK_RC(world_decide(w), RC_OK);
}

TEST(staff_unproven_confirm_once)
{
	struct world *w = unproven("PRODUS Curs nou 100 lei");
	struct mail_spec *m = world_must(w, "vlad@atelier.ro", "question");

	CHECK_SPAN(w->d.outcome, "staff-unproven");
	CHECK_SPAN(m->token_purpose, "confirm");
	CHECK_INT(w->s.products.n, 5);
	/* the owner is told that somebody writes unproven in Vlad's name */
	CHECK(world_mail_to(w, "diana@atelier.ro", "notice") != NULL);
	answer_confirm(w, "DA");
	CHECK_SPAN(w->d.outcome, "command");
	CHECK_INT(w->s.products.n, 6);
	/* a second DA finds the question answered */
	world_mail(w, "vlad@atelier.ro", "");
	world_lines(w, "DA");
	world_unproven(w);
	world_token(w, m);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_INT(w->s.products.n, 6);
	CHECK_INT(w->d.folder, FOLDER_QUARANTINE);
}

TEST(staff_unproven_denied)
{
	struct world *w = unproven("PRODUS Curs nou 100 lei");

	answer_confirm(w, "NU");
	CHECK_SPAN(w->d.outcome, "staff-denied");
	CHECK_INT(w->s.products.n, 5);
	CHECK(world_mail_to(w, "diana@atelier.ro", "notice") != NULL);
}

/* Whoever holds the token but not the address, comes too late, or is known to be false, confirms nothing. */
TEST(staff_confirmation_is_bound)
{
	for (int how = 0; how < 4; how++) {
		struct world *w = unproven("PRODUS Curs nou 100 lei");
		struct mail_spec asked = *world_must(w, "vlad@atelier.ro", "question");

		UNIT_CASE("%d", how);
		world_mail(w, how == 0 ? "diana@atelier.ro" : "vlad@atelier.ro", "");
		world_lines(w, how == 1 ? "CARD 1042" : "DA");
		world_unproven(w);
		world_token(w, &asked);
		if (how == 2)
			w->f.auth.policy_fail = true;
		if (how == 3)
			w->s.now += 49 * 3600;
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_INT(w->s.products.n, 5);
	}
}

TEST(staff_unproven_are_asked_once_a_day)
{
	struct world *w = unproven("PRODUS Curs nou 100 lei");

	world_mail(w, "vlad@atelier.ro", "");
	world_lines(w, "PRODUS Alt curs 100 lei");
	world_unproven(w);
	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "staff-unproven");
	CHECK(world_mail_to(w, "vlad@atelier.ro", "question") == NULL);
}

/* A signature older than three days, or past its x=, is an old letter whatever Date says. */
TEST(staff_old_signatures_are_set_aside)
{
	for (int how = 0; how < 3; how++) {
		struct world *w = world_new();
		int64_t came = w->s.now;

		UNIT_CASE("%d", how);
		world_mail(w, "diana@atelier.ro", "");
		world_lines(w, "PRODUS Curs nou 100 lei");
		w->m.received = came;
		w->f.date = came - 60;
		w->f.auth.signed_at = how == 1 ? came - 4 * 86400 : came - 60;
		w->f.auth.expires = how == 2 ? came - 1 : came + 86400;
		CHECK_RC(world_decide(w), RC_OK);
		CHECK_INT(w->s.products.n, how == 0 ? 6 : 5);
		CHECK_INT(w->d.folder, how == 0 ? FOLDER_HANDLED : FOLDER_QUARANTINE);
	}
}

/* Money by a fresh letter is shown first; in reply to us it is done. */
TEST(guarded_commands_want_the_token)
{
	CHECK(trust_find(TRUST_GUARDED, SIGN_STAFF | SIGN_PROVEN | SIGN_FRESH)->act ==
	      TRUST_PREVIEW);
	CHECK(trust_find(TRUST_GUARDED, SIGN_STAFF | SIGN_PROVEN | SIGN_FRESH | SIGN_TOKEN)->act ==
	      TRUST_DO);
	CHECK(trust_find(TRUST_GUARDED, SIGN_STAFF | SIGN_FRESH | SIGN_TOKEN)->act == TRUST_ASIDE);
}
