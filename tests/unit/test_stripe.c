/* Answers of Stripe's API as facts. The shapes are its own, the figures ours. */
#include "stripe.h"
#include "unit.h"

#define SESSION(status)                                                                     \
	"{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"created\":1794470000,"          \
	"\"status\":\"complete\",\"payment_link\":\"plink_1\",\"payment_intent\":\"pi_1\"," \
	"\"payment_status\":\"" status "\",\"amount_total\":54450,\"currency\":\"ron\","    \
	"\"customer_details\":{\"name\":\"  POPESCU\\u0007 ION \",\"email\":\"ion@client.test\"}}"
#define EVENT(id, type, object)                                                           \
	"{\"id\":\"" id "\",\"object\":\"event\",\"created\":1794470400,\"type\":\"" type \
	"\",\"data\":{\"object\":" object "}}"
#define LIST(more, data) "{\"object\":\"list\",\"has_more\":" more ",\"data\":[" data "]}"

static enum rc events(const char *json, struct card_facts *ret, struct stripe_page *page)
{
	struct why why = { "" };

	*ret = (struct card_facts){ 0 };
	return stripe_read_events(unit_arena(), span_of(json), ret, page, &why);
}

/* The kind of the one fact that an event gives, or -1. */
static int kind_of(const char *event)
{
	struct card_facts f;
	struct stripe_page page;
	struct span json = arena_fmt(unit_arena(), LIST("false", "%s"), event);

	if (!CHECK_RC(events(arena_str(unit_arena(), json), &f, &page), RC_OK))
		return -2;
	return f.n == 1 ? (int)f.at[0].kind : -1;
}

TEST(stripe_session_paid_is_money)
{
	struct card_facts f;
	struct stripe_page page;

	if (!CHECK_RC(events(LIST("true",
				  EVENT("evt_2", "checkout.session.completed", SESSION("paid"))),
			     &f, &page),
		      RC_OK) ||
	    !CHECK_INT(f.n, 1))
		return;
	CHECK_INT(f.at[0].kind, CARD_PAID);
	CHECK_SPAN(f.at[0].id, "evt_2");
	CHECK_SPAN(f.at[0].link, "plink_1");
	CHECK_SPAN(f.at[0].payment, "pi_1");
	CHECK_INT(f.at[0].amount.minor, 54450);
	CHECK_STR(f.at[0].amount.cur, "RON");
	CHECK_SPAN(f.at[0].email, "ion@client.test");
	CHECK_INT(f.at[0].at, 1794470400);
	CHECK_INT(page.more, true);
	CHECK_SPAN(page.last, "evt_2");
}

TEST(stripe_what_each_event_says)
{
#define CHARGE \
	"{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\",\"amount_refunded\":100,\"currency\":\"ron\"}"
#define DISPUTE(status)                                                                                                                              \
	"{\"id\":\"dp_1\",\"payment_intent\":{\"id\":\"pi_1\"},\"amount\":54450,\"currency\":\"ron\",\"reason\":\"fraudulent\",\"status\":\"" status \
	"\"}"
#define PAYOUT(status)                                                                                            \
	"{\"id\":\"po_1\",\"amount\":53534,\"currency\":\"ron\",\"arrival_date\":1794528000,\"status\":\"" status \
	"\"}"
	static const struct {
		const char *event;
		int kind;
	} cases[] = {
		{ EVENT("e", "checkout.session.completed", SESSION("unpaid")), CARD_PENDING },
		{ EVENT("e", "checkout.session.async_payment_succeeded", SESSION("paid")),
		  CARD_PAID },
		{ EVENT("e", "checkout.session.async_payment_failed", SESSION("unpaid")),
		  CARD_FAILED },
		{ EVENT("e", "checkout.session.expired", SESSION("unpaid")), -1 },
		{ EVENT("e", "charge.refunded", CHARGE), CARD_REFUNDED },
		{ EVENT("e", "charge.dispute.created", DISPUTE("needs_response")), CARD_DISPUTED },
		{ EVENT("e", "charge.dispute.created", DISPUTE("warning_needs_response")), -1 },
		{ EVENT("e", "charge.dispute.closed", DISPUTE("won")), CARD_DISPUTE_WON },
		{ EVENT("e", "charge.dispute.closed", DISPUTE("lost")), CARD_DISPUTE_LOST },
		{ EVENT("e", "payout.paid", PAYOUT("paid")), CARD_PAYOUT },
		{ EVENT("e", "payout.failed", PAYOUT("failed")), CARD_PAYOUT_FAILED },
		{ EVENT("e", "charge.refunded",
			"{\"id\":\"ch_1\",\"amount_refunded\":100,\"currency\":\"ron\"}"),
		  -1 },
		{ EVENT("e", "customer.created", "{\"id\":\"cus_1\"}"), -1 },
		{ EVENT("bad id", "charge.refunded", CHARGE), -1 },
		{ EVENT("e", "charge.refunded", "null"), -1 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		UNIT_CASE("event %zu", i);
		CHECK_INT(kind_of(cases[i].event), cases[i].kind);
	}
}

TEST(stripe_what_is_no_list_is_refused)
{
	static const char *const bad[] = { "",
					   "<html>",
					   "{}",
					   "[]",
					   "{\"object\":\"list\"}",
					   "{\"object\":\"event\",\"data\":[]}",
					   "{\"object\":\"list\",\"data\":7}" };
	struct card_facts f;
	struct stripe_page page;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i]);
		CHECK_RC(events(bad[i], &f, &page), RC_BAD_INPUT);
	}
}

TEST(stripe_amounts_are_ours)
{
	static const struct {
		int64_t amount;
		const char *cur;
		enum rc rc;
		int64_t minor;
	} cases[] = {
		{ 54450, "ron", RC_OK, 54450 }, { 500, "jpy", RC_OK, 500 },
		{ 50000, "isk", RC_OK, 500 },   { 50001, "isk", RC_BAD_INPUT, 0 },
		{ 1, "ro", RC_BAD_INPUT, 0 },   { 1, "r0n", RC_BAD_INPUT, 0 },
		{ -5, "eur", RC_OK, -5 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct money m = { 0 };

		UNIT_CASE("%s", cases[i].cur);
		CHECK_RC(stripe_money(cases[i].amount, span_of(cases[i].cur), &m), cases[i].rc);
		CHECK_INT(m.minor, cases[i].minor);
		if (cases[i].rc == RC_OK)
			CHECK_INT(stripe_amount(m), cases[i].amount);
	}
}

TEST(stripe_links_are_addresses)
{
	static const struct {
		const char *url;
		enum rc rc;
	} cases[] = {
		{ "https://buy.stripe.com/abc", RC_OK },
		{ "http://buy.stripe.com/abc", RC_BAD_INPUT },
		{ "javascript:alert(1)", RC_BAD_INPUT },
		{ "https://a b", RC_BAD_INPUT },
		{ "https://a|b", RC_BAD_INPUT },
		{ "https://a\\\"b", RC_BAD_INPUT },
		{ "https://a\\nb", RC_BAD_INPUT },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct span id, url;
		struct why why = { "" };
		struct span json =
			arena_fmt(unit_arena(),
				  "{\"object\":\"payment_link\",\"id\":\"plink_1\",\"url\":\"%s\"}",
				  cases[i].url);

		UNIT_CASE("%s", cases[i].url);
		CHECK_RC(stripe_read_link(unit_arena(), json, &id, &url, &why), cases[i].rc);
	}
}

TEST(stripe_fee_of_a_payment)
{
	struct money fee;
	struct why why = { "" };

	CHECK_RC(stripe_read_fee(unit_arena(),
				 S("{\"object\":\"payment_intent\",\"latest_charge\":{"
				   "\"amount_refunded\":100,\"currency\":\"ron\","
				   "\"balance_transaction\":{\"fee\":916,\"currency\":\"ron\","
				   "\"exchange_rate\":1.0000001}}}"),
				 &fee, &why),
		 RC_OK);
	CHECK_INT(fee.minor, 916);
	/* Not booked yet. */
	CHECK_RC(stripe_read_fee(unit_arena(),
				 S("{\"object\":\"payment_intent\",\"latest_charge\":"
				   "{\"balance_transaction\":null}}"),
				 &fee, &why),
		 RC_OK);
	CHECK_STR(fee.cur, "");
}

TEST(stripe_entries_of_a_payout)
{
	struct card_entries e = { 0 };
	struct stripe_page page;
	struct why why = { "" };

	CHECK_RC(stripe_read_entries(
			 unit_arena(),
			 S("{\"object\":\"list\",\"has_more\":false,\"data\":["
			   "{\"id\":\"txn_2\",\"type\":\"payout\",\"amount\":-53534,\"fee\":0,"
			   "\"net\":-53534,\"currency\":\"ron\",\"source\":\"po_1\"},"
			   "{\"id\":\"txn_1\",\"type\":\"charge\",\"amount\":54450,\"fee\":916,"
			   "\"net\":53534,\"currency\":\"ron\",\"exchange_rate\":1.25,"
			   "\"source\":{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\"}}]}"),
			 &e, &page, &why),
		 RC_OK);
	if (!CHECK_INT(e.n, 1))
		return;
	CHECK_SPAN(e.at[0].payment, "pi_1");
	CHECK_INT(e.at[0].net.minor, 53534);
}
