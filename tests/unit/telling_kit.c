/* See telling_kit.h. */
#include "telling_kit.h"

struct bank bank(void)
{
	struct bank b = { .w = world_new() };

	b.w->firm.self.iban = S(OURS);
	return b;
}

void begin(struct bank *b)
{
	b->file = (struct entry_list){ 0 };
}

struct entry *line(struct bank *b, const char *day, int64_t minor, const char *text,
		   const char *ref)
{
	struct entry *e = ARENA_PUSH(unit_arena(), &b->file);

	*e = (struct entry){ .amount = MONEY_RON(minor),
			     .text = span_of(text),
			     .reference = span_of(text),
			     .bank_ref = span_of(ref),
			     .counterparty = S("POPESCU ION"),
			     .account = S(""),
			     .iban = S(""),
			     .tax_id = S(""),
			     .batch_ref = S(""),
			     .end_to_end = S(""),
			     .kind = S("NTRF"),
			     .own_account = S(OURS),
			     .statement = S("1"),
			     .format = S("mt940"),
			     .file = S(""),
			     .part = 1,
			     .status = S("booked") };
	CHECK_RC(day_parse(span_of(day), &e->date), RC_OK);
	e->value_date = e->entry_date = e->date;
	return e;
}

void take_as(struct bank *b, bool doubtful)
{
	SCOPED_TWINS t = twins_open();
	struct statement_lines lines = { 0 };
	struct flow fl = {
		.s = &b->w->s, .d = &b->w->d, .questions = &b->questions, .doubtful = doubtful
	};

	b->questions = STATEMENT_QUESTIONS;
	b->sum = (struct statement_sum){ 0 };
	statement_tell(unit_arena(), &b->w->firm, b->w->s.today, t, &b->file, S("extras.sta"),
		       &lines);
	CHECK_RC(statement_book(&fl, &lines, &b->sum, NULL), RC_OK);
}

void take(struct bank *b)
{
	take_as(b, false);
}

size_t n_payments(const struct bank *b)
{
	return b->w->s.payments.n;
}
