/* What belongs together in statements: a batch and its payments, a payment and its fee. */
#include "telling_kit.h"

static void add_batch(struct bank *b)
{
	for (int i = 0; i < 3; i++) {
		struct entry *e = line(b, "2026-11-12", 10000 * (i + 1), "debit direct", "");

		e->batch_ref = S("139ZEXA2500977AB");
		e->batch = MONEY_RON(60000);
	}
}

static int64_t sum_left(const struct bank *b)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n_payments(b); i++)
		sum += b->w->s.payments.at[i]->left.minor;
	return sum;
}

/* "A 053 batch may be itemised only in a 054 with the same AcctSvcrRef: link, do not add." */
TEST(telling_of_a_batch_by_its_payments_then_as_a_whole)
{
	struct bank b = bank();

	add_batch(&b);
	take(&b);
	CHECK_INT(b.sum.booked, 3);
	begin(&b);
	line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500977AB");
	take(&b);
	CHECK_INT(b.sum.booked, 0);
	CHECK_INT(b.sum.known, 1);
	CHECK_INT(sum_left(&b), 60000);
	/* another batch of that sum has another number */
	begin(&b);
	line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500978CD");
	take(&b);
	CHECK_INT(b.sum.booked, 1);
}

TEST(telling_of_a_batch_as_a_whole_then_by_its_payments)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500977AB");
	take(&b);
	CHECK_INT(b.sum.booked, 1);
	begin(&b);
	add_batch(&b);
	take(&b);
	CHECK_INT(b.sum.booked, 3);
	CHECK_INT(b.w->s.payments.at[0]->state, PAYMENT_REVERSED);
	CHECK_INT(sum_left(&b), 60000);
	for (size_t i = 0; i < b.w->s.questions.n; i++)
		if (b.w->s.questions.at[i]->payment == b.w->s.payments.at[0]->id)
			CHECK(b.w->s.questions.at[i]->state != Q_OPEN);
	/* both files again, in the other order */
	take(&b);
	CHECK_INT(b.sum.known, 3);
	begin(&b);
	line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500977AB");
	take(&b);
	CHECK_INT(b.sum.known, 1);
	CHECK_INT(sum_left(&b), 60000);
}

/* The payments came first; the whole finds what a mail told of it, and of nothing else. */
TEST(telling_of_a_batch_that_a_mail_told_too)
{
	static const struct {
		const char *ref;
		int64_t left;
	} rows[] = {
		{ "139ZEXA2500977AB", 60000 },
		{ "", 60000 + 60000 }, /* another's money of that sum */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bank b = bank();
		struct flow fl = { .s = &b.w->s, .d = &b.w->d };
		struct payment mail = { .source = S("bank:bt"),
					.amount = MONEY_RON(60000),
					.left = MONEY_RON(60000),
					.bank_ref = span_of(rows[i].ref),
					.identity = S("bt|mail") };

		UNIT_CASE("%s", rows[i].ref);
		add_batch(&b);
		mail.day = b.file.at[0].date;
		CHECK(payment_add(&fl, &mail) != NULL);
		take(&b);
		begin(&b);
		line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500977AB");
		take(&b);
		CHECK_INT(b.sum.known, 1);
		CHECK_INT(sum_left(&b), rows[i].left);
	}
}

/* What a person, or a document, has is not taken away. */
TEST(telling_of_a_batch_that_stands_somewhere_as_a_whole)
{
	struct bank b = bank();

	line(&b, "2026-11-12", 60000, "lot", "139ZEXA2500977AB");
	take(&b);
	b.w->s.payments.at[0]->left.minor = 20000;
	begin(&b);
	add_batch(&b);
	take(&b);
	CHECK_INT(b.sum.booked, 0);
	CHECK_INT(b.sum.kept_whole, 3);
	CHECK_INT(b.sum.batch, b.w->s.payments.at[0]->id);
	CHECK_INT(n_payments(&b), 1);
}

/* Its own line, with the payment's number: the payment is whole when it is short by no more. */
TEST(telling_of_a_fee_on_its_own_line)
{
	struct bank b = bank();
	struct client *c = world_client(b.w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(b.w, c, "curs", "awaiting", "Curs Excel avansat");
	struct document *prf =
		world_issued(b.w, card, DOC_PROFORMA, world_line(b.w, "Curs", 1, 450));

	line(&b, "2026-11-12", 54450 - 950, "plata PRF 0001", "139ZEXA25");
	line(&b, "2026-11-12", -950, "Comision incasare OP", "139ZEXA25")->kind = S("NCHG");
	line(&b, "2026-11-12", -700, "Comision administrare", "139ZEXA26")->kind = S("NCHG");
	take(&b);
	CHECK_INT(prf->open.minor, 0);
	CHECK_SPAN(b.w->s.allocations.at[0]->rule, "reference+fee");
}

/* Exports have no codes: the bank's files say what its lines of fees begin with. */
TEST(telling_of_a_fee_in_words)
{
	static const struct {
		const char *text, *ref;
		int64_t fee;
		bool paid;
	} rows[] = {
		{ "Comision încasare OP", "139ZEXA25", -950, true },
		{ "Comision încasare OP", "139ZEXA26", -950, false }, /* of another payment */
		{ "Plata comision", "139ZEXA25", -950, false },       /* somebody's words */
		{ "Comision", "139ZEXA25", -60000, false },           /* more than there was */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bank b = bank();
		struct client *c = world_client(b.w, "Ion Popescu", "ion@example.org");
		struct card *card = world_card(b.w, c, "curs", "awaiting", "Curs Excel avansat");
		struct document *prf =
			world_issued(b.w, card, DOC_PROFORMA, world_line(b.w, "Curs", 1, 450));

		UNIT_CASE("%s %s", rows[i].text, rows[i].ref);
		*ARENA_PUSH(unit_arena(), &b.w->firm.fees) = S("comision");
		line(&b, "2026-11-12", 54450 - 950, "plata PRF 0001", "139ZEXA25");
		line(&b, "2026-11-12", rows[i].fee, rows[i].text, rows[i].ref)->kind = S("");
		take(&b);
		CHECK_INT(prf->open.minor, rows[i].paid ? 0 : 54450);
	}
}
