/* :61: and balances. Grammar in the payments reference, 2.1; real files wrap the line, leave the entry
 * date blank, write references of any length. */
#include "mt940_in.h"

#include "span.h"

#include <ctype.h>

#define REFERENCE_MAX ((size_t)16)

struct cursor {
	struct span text;
	size_t at;
};

static char peek(const struct cursor *c)
{
	return c->at < c->text.len ? c->text.ptr[c->at] : '\0';
}

static void skip_blanks(struct cursor *c)
{
	while (peek(c) == ' ')
		c->at++;
}

static bool two_digits(struct cursor *c, int *ret)
{
	struct span s = span_sub(c->text, c->at, 2);
	int64_t n;

	if (s.len < 2 || !span_all_digits(s) || !span_to_i64(s, &n))
		return false;
	*ret = (int)n;
	c->at += 2;
	return true;
}

static int full_year(int yy)
{
	return yy < 80 ? 2000 + yy : 1900 + yy;
}

static bool take_day(struct sheet *s, unsigned long line, int year, int month, int day,
		     struct day *ret)
{
	bool clamped;

	if (statement_day(year, month, day, ret, &clamped))
		return false;
	if (clamped)
		sheet_warn(s, line, "%04d-%02d-%02d does not exist: read as the month's last day",
			   year, month, day);
	return true;
}

/* MMDD in the year nearest to the value date: 31 December is booked on 1 January, or before. */
static void take_entry_date(struct sheet *s, unsigned long line, struct cursor *c, struct entry *e)
{
	struct civil value = day_civil(e->date);
	int month, day, year = value.year;

	skip_blanks(c);
	if (!isdigit((unsigned char)peek(c)))
		return;
	if (!two_digits(c, &month) || !two_digits(c, &day))
		return;
	if (month - value.month > 6)
		year--;
	else if (value.month - month > 6)
		year++;
	if (!take_day(s, line, year, month, day, &e->entry_date))
		e->entry_date = DAY_NONE;
}

/* C, D, and R or E before them. A reversed credit is money out; expected ones (MT942) are as if booked. */
static bool take_mark(struct cursor *c, struct entry *e, int *sign)
{
	bool reversed = peek(c) == 'R', expected = peek(c) == 'E';

	c->at += reversed || expected;
	if (peek(c) != 'C' && peek(c) != 'D')
		return false;
	*sign = peek(c) == 'C' ? 1 : -1;
	if (reversed)
		*sign = -*sign;
	e->reversal = reversed;
	if (expected)
		e->status = S("pending");
	c->at++;
	return true;
}

/* The third letter of the currency may stand before the amount; then the amount; 0 is one too. */
static bool take_amount(struct sheet *s, unsigned long line, struct cursor *c, struct entry *e)
{
	size_t n = 0;
	bool exact;

	skip_blanks(c);
	c->at += isalpha((unsigned char)peek(c)) != 0;
	skip_blanks(c);
	while (c->at + n < c->text.len && memchr("0123456789,.", c->text.ptr[c->at + n], 12))
		n++;
	if (statement_amount(span_sub(c->text, c->at, n), e->amount.cur, &e->amount.minor, &exact))
		return false;
	if (!exact)
		sheet_warn(s, line, "amount %.*s rounded", SPAN_ARG(span_sub(c->text, c->at, n)));
	c->at += n;
	skip_blanks(c);
	/* "1 000,00": what was read is not all of it. */
	return !isdigit((unsigned char)peek(c));
}

/* Where the customer's reference ends: before "//" within its 16 characters (some go on to 20), else at a
 * gap that blanks the rest of them. */
static size_t reference_end(struct span line)
{
	size_t slashes = span_find(line, S("//"), 0), gap = span_find(line, S("  "), 0);

	if (slashes <= REFERENCE_MAX + 4)
		return slashes;
	if (gap != SIZE_MAX && !span_trim(span_sub(line, 0, gap)).len)
		gap = span_find(line, S("  "), line.len - span_trim(line).len);
	if (gap != SIZE_MAX && span_trim(span_from(line, gap)).len && line.len > REFERENCE_MAX)
		return gap;
	return slashes < line.len ? slashes : line.len;
}

/* Type code, the customer's reference, "//" and the bank's; wide gaps and the next line are text. */
static void take_references(struct sheet *s, struct cursor *c, struct mt940_line *l)
{
	struct span rest, line;
	size_t end, gap;

	rest = span_from(c->text, c->at);
	line = rest;
	(void)span_next_line(&rest, &line);
	l->entry.kind = sheet_text(s, span_sub(line, 0, 4));
	line = span_from(line, 4);
	end = reference_end(line);
	l->customer_ref = sheet_text(s, span_sub(line, 0, end));
	line = span_from(line, end);
	l->entry.bank_ref = S("");
	l->extra = rest;
	if (span_starts(line, S("//"))) {
		line = span_from(line, 2);
		gap = span_find(line, S("  "), 0);
		l->entry.bank_ref = sheet_text(s, span_sub(line, 0, gap));
		line = gap == SIZE_MAX ? S("") : span_from(line, gap);
	}
	if (span_trim(line).len)
		l->extra = span_from(c->text, (size_t)(line.ptr - c->text.ptr));
}

enum rc mt940_line_read(struct sheet *s, unsigned long line, struct span text, const char cur[4],
			struct mt940_line *ret, struct why *reterr)
{
	struct cursor c = { text, 0 };
	struct entry *e = &ret->entry;
	int yy, mm, dd, sign;

	*ret = (struct mt940_line){
		.entry = { .date = DAY_NONE, .value_date = DAY_NONE, .entry_date = DAY_NONE }
	};
	memcpy(e->amount.cur, cur, 4);
	skip_blanks(&c);
	if (!two_digits(&c, &yy) || !two_digits(&c, &mm) || !two_digits(&c, &dd) ||
	    !take_day(s, line, full_year(yy), mm, dd, &e->date))
		return why_fail(reterr, RC_BAD_INPUT, "no date");
	e->value_date = e->date;
	take_entry_date(s, line, &c, e);
	skip_blanks(&c);
	if (!take_mark(&c, e, &sign))
		return why_fail(reterr, RC_BAD_INPUT, "neither credit nor debit");
	/* Wrapped within its first line: the amount stands on the next one. */
	if (c.at + 1 < text.len && isalpha((unsigned char)peek(&c)) && text.ptr[c.at + 1] == '\n')
		c.at += 2;
	else if (peek(&c) == '\n')
		c.at++;
	if (!take_amount(s, line, &c, e))
		return why_fail(reterr, RC_BAD_INPUT, "no amount");
	e->amount.minor *= sign;
	take_references(s, &c, ret);
	return RC_OK;
}

enum rc mt940_balance_read(struct span text, struct money *ret)
{
	struct span t = span_trim(text);
	size_t digits = 0;
	bool exact, debit = span_starts(t, S("D"));

	*ret = (struct money){ 0 };
	if (!debit && !span_starts(t, S("C")))
		return RC_BAD_INPUT;
	t = span_from(t, 1);
	while (digits < 6 && digits < t.len && isdigit((unsigned char)t.ptr[digits]))
		digits++;
	t = span_trim(span_from(t, digits));
	if (statement_currency(t, ret->cur))
		t = span_trim(span_from(t, 3));
	else if (digits < 6)
		return RC_BAD_INPUT;
	if (statement_amount(t, ret->cur, &ret->minor, &exact))
		return RC_BAD_INPUT;
	if (debit)
		ret->minor = -ret->minor;
	return RC_OK;
}
