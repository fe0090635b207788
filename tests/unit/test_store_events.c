/* What stands beside the cards comes back as it went in: questions, events, acceptances, tokens,
 * settings. */
#include "row_acceptance.h"
#include "row_document.h"
#include "row_event.h"
#include "row_question.h"
#include "row_setting.h"
#include "row_token.h"
#include "store_kit.h"

TEST(store_question_comes_back_and_expires)
{
	struct question in = { .mark = ROW_NEW,
			       .id = 1,
			       .kind = Q_CLIENT_QUESTION,
			       .card = 1001,
			       .asked = S("ana@example.ro"),
			       .expires = 5000,
			       .shown = S("ab") };
	struct row_questions list = { 0 };
	struct question *out = NULL;
	SCOPED(store_kit) k = { 0 };
	int64_t n = 0;

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_card(&k, 1001, 1, "x");
	in.data = value_set(k.a, value_new_map(k.a), "sum", value_money(k.a, MONEY_RON(5)));
	CHECK_RC(row_question_store(&k.tx, k.a, &in, 100, &k.why), RC_OK);
	CHECK_RC(row_question_load(&k.tx, k.a, 1, &out, &k.why), RC_OK);
	if (!CHECK(out) || !CHECK(value_get(out->data, "sum")))
		return;
	CHECK_INT(out->kind, Q_CLIENT_QUESTION);
	CHECK_INT(out->state, Q_OPEN);
	CHECK_INT(value_get(out->data, "sum")->u.money.minor, 5);
	CHECK_SPAN(out->asked, "ana@example.ro");
	CHECK_RC(row_question_open_of_card(&k.tx, k.a, 1001, &list, &k.why), RC_OK);
	CHECK_RC(row_question_open(&k.tx, k.a, 5, &list, &k.why), RC_OK);
	CHECK_RC(row_question_open_of_payment(&k.tx, k.a, 1001, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 2);
	CHECK_RC(row_question_expire(&k.tx, 4999, &n, &k.why), RC_OK);
	CHECK_INT(n, 0);
	CHECK_RC(row_question_expire(&k.tx, 5000, &n, &k.why), RC_OK);
	CHECK_INT(n, 1);
	CHECK_RC(row_question_load(&k.tx, k.a, 1, &out, &k.why), RC_OK);
	CHECK_INT(out->state, Q_EXPIRED);
}

TEST(store_event_acceptance_token_setting)
{
	struct card_event ev = { .card = 1001, .kind = S("issued"), .document = 1 };
	struct acceptance ac = { .document = 1,
				 .card = 1001,
				 .message = 3,
				 .accepted = true,
				 .by = S("a@example.ro"),
				 .line = S("Accept"),
				 .auth_by = S("dkim"),
				 .auth_domain = S("example.ro"),
				 .at = 99 };
	struct token_row t = { .id = S("abc"),
			       .purpose = S("reply"),
			       .addr = S("a@example.ro"),
			       .card = 1001,
			       .expires = 77 },
			 *found = NULL;
	struct row_acceptances chain = { 0 };
	struct row_events events = { 0 };
	SCOPED(store_kit) k = { 0 };
	struct sha256 h1, h2;
	struct span s;

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_card(&k, 1001, 1, "x");
	store_kit_series(&k, DOC_OFFER, "OF", 2);
	CHECK_RC(row_document_store(&k.tx, k.a, store_kit_document(&k, 1, DOC_OFFER, "OF", 1, 100),
				    &k.why),
		 RC_OK);
	ev.data = value_set(k.a, value_new_map(k.a), "n", value_int(k.a, 4));
	CHECK_RC(row_event_append(&k.tx, k.a, &ev, 11, &k.why), RC_OK);
	ev.kind = S("accepted");
	CHECK_RC(row_event_append(&k.tx, k.a, &ev, 12, &k.why), RC_OK);
	CHECK_RC(row_event_of_card(&k.tx, k.a, 1001, 10, &events, &k.why), RC_OK);
	if (!CHECK_INT(events.n, 2))
		return;
	CHECK_SPAN(events.at[0].event.kind, "accepted");
	CHECK_INT(events.at[1].at, 11);
	CHECK_INT(value_get_int(events.at[1].event.data, "n", 0), 4);
	CHECK_RC(row_acceptance_append(&k.tx, k.a, &ac, &h1, &k.why), RC_OK);
	CHECK_RC(row_acceptance_append(&k.tx, k.a, &ac, &h2, &k.why), RC_OK);
	CHECK(!hash_eq(h1.b, h2.b, 32));
	CHECK_RC(row_acceptance_of_document(&k.tx, k.a, 1, &chain, &k.why), RC_OK);
	if (!CHECK_INT(chain.n, 2))
		return;
	CHECK(hash_eq(chain.at[1].prev.b, h1.b, 32));
	CHECK_SPAN(chain.at[0].acceptance.line, "Accept");
	CHECK_RC(row_token_add(&k.tx, &t, 5, &k.why), RC_OK);
	CHECK_RC(row_token_find(&k.tx, k.a, S("abc"), &found, &k.why), RC_OK);
	CHECK(found && found->card == 1001 && found->expires == 77);
	CHECK_RC(row_token_find(&k.tx, k.a, S("abd"), &found, &k.why), RC_OK);
	CHECK(!found);
	CHECK_RC(row_setting_set(&k.tx, "hold_all", S("yes"), &k.why), RC_OK);
	CHECK_RC(row_setting_set(&k.tx, "hold_all", S(""), &k.why), RC_OK);
	CHECK_RC(row_setting_get(&k.tx, k.a, "hold_all", &s, &k.why), RC_OK);
	CHECK_SPAN(s, "");
	store_kit_commit(&k);
}
