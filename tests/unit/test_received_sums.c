/* Does a supplier's invoice add up: what is warned of, and that nothing else is. */
#include "received_sums.h"
#include "ubl_in.h"
#include "unit.h"

/* An invoice of two lines whose every sum can be set. */
struct sums {
	const char *net1, *lines, *less, *more, *net, *base, *tax, *vat, *total, *paid, *round,
		*payable;
};
static const struct sums good = { "20.00", "70.00", "10.00", "5.00", "65.00", "65.00",
				  "13.65", "13.65", "78.65", "8.65", "0.00",  "70.00" };

static struct value *doubts_of(const struct sums *s)
{
	struct ubl_in u;
	struct why why = { "" };
	struct span xml = arena_fmt(
		unit_arena(),
		"<Invoice><ID>F 1</ID><DocumentCurrencyCode>RON</DocumentCurrencyCode>"
		"<AllowanceCharge><ChargeIndicator>false</ChargeIndicator><Amount>10.00</Amount></AllowanceCharge>"
		"<AllowanceCharge><ChargeIndicator>true</ChargeIndicator><Amount>5.00</Amount></AllowanceCharge>"
		"<TaxTotal><TaxAmount>%s</TaxAmount><TaxSubtotal><TaxableAmount>%s</TaxableAmount>"
		"<TaxAmount>%s</TaxAmount><TaxCategory><ID>S</ID><Percent>21</Percent></TaxCategory></TaxSubtotal></TaxTotal>"
		"<LegalMonetaryTotal><LineExtensionAmount>%s</LineExtensionAmount>"
		"<TaxExclusiveAmount>%s</TaxExclusiveAmount><TaxInclusiveAmount>%s</TaxInclusiveAmount>"
		"<AllowanceTotalAmount>%s</AllowanceTotalAmount><ChargeTotalAmount>%s</ChargeTotalAmount>"
		"<PrepaidAmount>%s</PrepaidAmount><PayableRoundingAmount>%s</PayableRoundingAmount>"
		"<PayableAmount>%s</PayableAmount></LegalMonetaryTotal>"
		"<InvoiceLine><ID>1</ID><InvoicedQuantity>200</InvoicedQuantity>"
		"<LineExtensionAmount>%s</LineExtensionAmount><Price><PriceAmount>11.00</PriceAmount>"
		"<BaseQuantity>100</BaseQuantity></Price><AllowanceCharge>"
		"<ChargeIndicator>false</ChargeIndicator><Amount>2.00</Amount></AllowanceCharge></InvoiceLine>"
		"<InvoiceLine><ID>2</ID><InvoicedQuantity>3</InvoicedQuantity>"
		"<LineExtensionAmount>50.00</LineExtensionAmount><Price><PriceAmount>16.67</PriceAmount></Price>"
		"</InvoiceLine></Invoice>",
		s->tax, s->base, s->vat, s->lines, s->net, s->total, s->less, s->more, s->paid,
		s->round, s->payable, s->net1);

	if (!CHECK_RC(ubl_in_read(unit_arena(), xml, &u, &why), RC_OK))
		FAIL("%s", why.text);
	return received_sums(unit_arena(), &u);
}

TEST(received_sums_are_quiet_where_all_agrees)
{
	struct sums s = good;

	CHECK_INT(doubts_of(&s)->u.list.n, 0);
	/* 3 x 16.67 is 50.01: the price is rounded, as ERPs print it. */
	s.round = "0.35";
	s.payable = "70.35";
	CHECK_INT(doubts_of(&s)->u.list.n, 0);
}

TEST(received_sums_name_each_that_does_not_agree)
{
	static const struct {
		size_t at; /* which sum is set */
		const char *to, *keys;
	} rows[] = {
#define SET(field) offsetof(struct sums, field)
		{ SET(net1), "22.00", "line lines" },
		{ SET(lines), "70.01", "lines net" },
		{ SET(less), "9.00", "allowances net" },
		{ SET(more), "6.00", "charges net" },
		{ SET(net), "64.00", "base net total" },
		{ SET(base), "60.00", "rate base" },
		{ SET(tax), "13.66", "vat total" },
		{ SET(vat), "15.65", "rate vat" },
		{ SET(total), "79.00", "total payable" },
		{ SET(paid), "0", "payable" },
		{ SET(round), "1", "payable" },
		{ SET(payable), "-70.00", "payable" },
		{ SET(payable), "7E1", "unread" },
		{ SET(payable), "99999999999999999999999999999999999999999999", "unread" },
		{ SET(net1), "douăzeci", "unread" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct sums s = good;
		struct value *list;
		struct buf got;

		*(const char **)(void *)((char *)&s + rows[i].at) = rows[i].to;
		list = doubts_of(&s);
		buf_init(&got, unit_arena(), 400);
		for (size_t k = 0; k < list->u.list.n; k++)
			buf_add_fmt(&got, "%s%.*s", k ? " " : "",
				    SPAN_ARG(span_from(list->u.list.at[k]->u.text,
						       strlen("received.sum."))));
		UNIT_CASE("%zu %s", rows[i].at / sizeof(char *), rows[i].to);
		CHECK_SPAN(buf_span(&got), rows[i].keys);
	}
}

TEST(received_sums_say_what_stands_there_and_what_should)
{
	struct sums s = good;
	struct value *list;

	s.total = "79.00";
	list = doubts_of(&s);
	CHECK_INT(value_get(list->u.list.at[0]->args, "said")->u.money.minor, 7900);
	CHECK_INT(value_get(list->u.list.at[0]->args, "found")->u.money.minor, 7865);
	CHECK_STR(value_get(list->u.list.at[0]->args, "found")->u.money.cur, "RON");
}

TEST(received_sums_of_numbers_at_the_limit_do_not_overflow)
{
	static const char *const big[] = { "9223372036854775807", "-9223372036854775807",
					   "9223372036854.775807", "0.000001" };

	for (size_t i = 0; i < ARRAY_LEN(big); i++) {
		const struct sums s = { big[i], big[i], big[i], big[i], big[i], big[i],
					big[i], big[i], big[i], big[i], big[i], big[i] };

		CHECK(doubts_of(&s)->u.list.n > 0);
	}
}

TEST(received_sums_say_when_the_sum_to_pay_is_in_another_currency)
{
	static const struct {
		const char *of, *payable, *key;
	} rows[] = { { "EUR", "RON", "received.sum.currency" },
		     { "RON", "ron", "" },
		     { "RON", "", "" },
		     { "", "EUR", "" } };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct ubl_in u = { .head.currency = span_of(rows[i].of),
				    .totals.currency = span_of(rows[i].payable) };
		struct value *list = received_sums(unit_arena(), &u);

		UNIT_CASE("%zu", i);
		CHECK_INT(list->u.list.n, rows[i].key[0] != 0);
		if (list->u.list.n)
			CHECK_SPAN(list->u.list.at[0]->u.text, rows[i].key);
	}
}
