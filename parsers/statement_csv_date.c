/* Dates of CSV exports: numbers in the mapping's order, or a month's name. */
#include "statement_csv_row.h"

#include "span.h"

/* Up to three numbers with one mark between; a time may follow. */
static size_t numbers(struct span t, int num[3], size_t digits[3])
{
	size_t n = 0, at = 0;

	while (n < 3 && at < t.len) {
		size_t from = at;

		num[n] = 0;
		while (at < t.len && t.ptr[at] >= '0' && t.ptr[at] <= '9' && at - from < 4)
			num[n] = num[n] * 10 + (t.ptr[at++] - '0');
		digits[n] = at - from;
		if (!digits[n++])
			return 0;
		if (n < 3 && (at == t.len || !strchr("./-", t.ptr[at])))
			return n;
		at += n < 3;
	}
	if (at < t.len && t.ptr[at] != ' ' && t.ptr[at] != 'T' && t.ptr[at] != ',' &&
	    t.ptr[at] != '.')
		return 0;
	return n;
}

enum rc csv_date(struct span text, enum date_order order, bool *month_first, struct day *ret,
		 bool *clamped)
{
	struct span t = span_trim(text);
	int num[3] = { 0 }, year, month, day;
	size_t digits[3] = { 0 };

	*clamped = false;
	*ret = DAY_NONE;
	if (numbers(t, num, digits) != 3)
		return day_parse(t, ret);
	/* Dots are never American: a spreadsheet wrote the day first. */
	if (order == ORDER_YMD && digits[2] == 4 && t.ptr[digits[0]] == '.')
		order = ORDER_DMY;
	if (digits[0] == 4 || order == ORDER_YMD) {
		year = num[0];
		month = num[1];
		day = num[2];
	} else {
		/* A month above 12 shows the order for the rest of the file too. */
		if (order == ORDER_GUESS && num[1] > 12 && num[0] <= 12)
			*month_first = true;
		order = order == ORDER_GUESS && *month_first ? ORDER_MDY : order;
		day = order == ORDER_MDY ? num[1] : num[0];
		month = order == ORDER_MDY ? num[0] : num[1];
		year = num[2];
	}
	return statement_day(year < 100 ? 2000 + year : year, month, day, ret, clamped);
}
