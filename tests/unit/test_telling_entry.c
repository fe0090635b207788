/* A line of a statement as a payment: its kind, and what the matcher gets to read. */
#include "telling.h"
#include "unit.h"

static struct payment told(const struct firm *f, const struct entry *e)
{
	return telling_of_entry(unit_arena(), f, (struct day){ 20770 }, NULL, e, S("extras.sta"));
}

static struct entry line(const char *text)
{
	return (struct entry){ .date = { 20769 },
			       .value_date = DAY_NONE,
			       .amount = MONEY_RON(5000),
			       .text = span_of(text),
			       .format = S("mt940") };
}

/* What the payer wrote goes to the matcher with the reference that his bank gave it. */
TEST(telling_gives_purpose_and_reference_to_the_matcher)
{
	static const struct {
		const char *reference, *purpose, *details;
	} rows[] = {
		{ "REF77", "plata factura FCT 12", "REF77 plata factura FCT 12" },
		{ "FCT 12", "RF FCT 12 rest", "RF FCT 12 rest" },
		{ "FCT 12", "", "FCT 12" },
		{ "139ZEXA25", "plata", "plata" }, /* the bank's own number says nothing */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct firm f = { .payouts = { .n = 0 } };
		struct entry e = line("tot");

		UNIT_CASE("%s", rows[i].details);
		e.bank_ref = S("139ZEXA25");
		e.reference = span_of(rows[i].reference);
		e.purpose = span_of(rows[i].purpose);
		CHECK_SPAN(told(&f, &e).details, rows[i].details);
	}
}

/* A card processor's payout is nobody's payment: config/banks says how statements name it. */
TEST(telling_of_a_payout)
{
	static const struct {
		const char *payer, *text;
		enum payment_kind kind;
	} rows[] = {
		{ "NETOPIA FINANCIAL SERVICES", "FCT 1", PAYMENT_SETTLEMENT },
		{ "", "Data entry carduri POS", PAYMENT_SETTLEMENT },
		{ "Stripe", "x", PAYMENT_SETTLEMENT },
		{ "Stripe Tease SRL", "x", PAYMENT_TRANSFER },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct firm f = { .payouts = { .n = 0 } };
		struct entry e = line(rows[i].text);

		UNIT_CASE("%s", rows[i].payer);
		*ARENA_PUSH(unit_arena(), &f.payouts) = S("netopia");
		*ARENA_PUSH(unit_arena(), &f.payouts) = S("carduri pos");
		*ARENA_PUSH(unit_arena(), &f.payouts) = S("=stripe");
		e.counterparty = span_of(rows[i].payer);
		CHECK_INT(told(&f, &e).kind, rows[i].kind);
	}
}
