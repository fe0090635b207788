/* Numbers, amounts, dates, times and telephones of a command line: see command.h. */
#include "command_cut.h"

#include "span.h"
#include "utf8.h"

/* A number as people write it: digits with marks inside, no-break blanks before three digits. */
static size_t number_end(const struct cut *c, size_t i)
{
	size_t n;

	while (cut_is_digit(cut_byte(c, i))) {
		while (cut_is_digit(cut_byte(c, i)))
			i++;
		if ((cut_byte(c, i) == '.' || cut_byte(c, i) == ',' || cut_byte(c, i) == '\'') &&
		    cut_is_digit(cut_byte(c, i + 1))) {
			i++;
			continue;
		}
		n = cut_blank(c, i);
		if (n > 1 && cut_is_digit(cut_byte(c, i + n)) &&
		    cut_is_digit(cut_byte(c, i + n + 1)) && cut_is_digit(cut_byte(c, i + n + 2)) &&
		    !cut_is_digit(cut_byte(c, i + n + 3)))
			i += n;
	}
	return i;
}

/* Bytes that have the shape of a date, and whether it is one. */
static size_t date_shape(const struct cut *c, size_t at)
{
	size_t a = cut_digits(c, at), b, y, i = at + a;
	int sep = cut_byte(c, i);

	if (a == 4 && sep == '-') {
		b = cut_digits(c, i + 1);
		if (!b || b > 2 || cut_byte(c, i + 1 + b) != '-')
			return 0;
		y = cut_digits(c, i + 2 + b);
		return y >= 1 && y <= 2 ? a + 2 + b + y : 0;
	}
	if (a < 1 || a > 2)
		return 0;
	if (sep == '.' || sep == '/' || sep == '-') {
		b = cut_digits(c, i + 1);
		if (b >= 1 && b <= 2 && cut_byte(c, i + 1 + b) == sep) {
			y = cut_digits(c, i + 2 + b);
			return y == 4 || y == 2 ? a + 2 + b + y : 0;
		}
		if (sep != '.')
			return 0;
		i++;
	}
	/* "12 noiembrie 2026", "12 nov. 2026" */
	i = cut_skip_blanks(c, i);
	b = 0;
	while (cut_is_letter(cut_byte(c, i + b)) || cut_byte(c, i + b) >= 0x80)
		b++;
	if (b < 3 || b > 12)
		return 0;
	i += b;
	if (cut_byte(c, i) == '.')
		i++;
	i = cut_skip_blanks(c, i);
	return cut_digits(c, i) == 4 ? i + 4 - at : 0;
}

/* "30 februarie 2026" would be a day if it were the first of it; "45 card 1042" would not. */
static bool has_month(struct cut *c, size_t at, size_t n)
{
	size_t digits = cut_digits(c, at);
	struct span rest = cut_part(c, at + digits, at + n);
	struct day d;

	return day_parse(arena_fmt(c->arena, "1%.*s", SPAN_ARG(rest)), &d) == RC_OK;
}

size_t cut_read_date(struct cut *c, size_t at)
{
	size_t n = date_shape(c, at);
	struct day d;

	if (!n || cut_is_digit(cut_byte(c, at + n)) ||
	    (strchr("./", cut_byte(c, at + n)) && cut_is_digit(cut_byte(c, at + n + 1))))
		return 0;
	if (day_parse(cut_part(c, at, at + n), &d)) {
		/* 30.02.2026 is a wrong date, not a number: the verb then says so. */
		if (cut_is_letter(cut_byte(c, at + n - 5)) ||
		    (cut_blank(c, at + n - 5) && !has_month(c, at, n)))
			return 0;
		cut_emit(c, TOK_WORD, at, at + n)->fold = cut_part(c, at, at + n);
		return n;
	}
	cut_emit(c, TOK_DATE, at, at + n)->day = d;
	c->out->at[c->out->n - 1].fold = cut_part(c, at, at + n);
	return n;
}

/* +40 722 123 456, 0722.123.456, 021/123.45.67, +45 12345678. */
size_t cut_read_phone(struct cut *c, size_t at)
{
	char digit[16];
	size_t n = 0, i = at, group = 0, first = 0;
	bool plus = cut_byte(c, at) == '+';

	if (plus)
		i++;
	for (; n < 15; i++) {
		int b = cut_byte(c, i);

		if (cut_is_digit(b)) {
			digit[n++] = (char)b;
			group++;
			continue;
		}
		if (!strchr(" .-/", b) || !b || !cut_is_digit(cut_byte(c, i + 1)))
			break;
		if (!first)
			first = group;
		if (group < 2)
			return 0;
		group = 0;
	}
	digit[n] = '\0';
	if (cut_is_digit(cut_byte(c, i)) || cut_is_letter(cut_byte(c, i)) || (first && group < 2))
		return 0;
	if (plus ? n < 8 :
		   !((n == 10 && digit[0] == '0' && strchr("237", digit[1]) &&
		      (!first || first >= 3)) ||
		     (n == 13 && !strncmp(digit, "0040", 4))))
		return 0;
	cut_emit(c, TOK_PHONE, at, i)->fold = arena_span(c->arena, (struct span){ digit, n });
	return i - at;
}

/* A currency word at i ("lei", "EUR", the sign), as people write it; small letters only for the
 * usual ones, so that "2 top" is no amount in pa'anga. */
static size_t currency_at(const struct cut *c, size_t i, char cur[4])
{
	static const char *const usual[] = { "lei", "leu", "ron", "eur", "euro", "usd", NULL };
	size_t end = i;
	struct span w;

	if (cut_has(c, i, "\xe2\x82\xac"))
		end += 3;
	else if (cut_byte(c, i) == '$')
		end += 1;
	else
		while (cut_is_letter(cut_byte(c, end)))
			end++;
	w = cut_part(c, i, end);
	if (!w.len || (cut_is_letter(cut_byte(c, i)) &&
		       (cut_is_digit(cut_byte(c, end)) || cut_byte(c, end) >= 0x80)))
		return 0;
	if (cut_is_letter(cut_byte(c, i))) {
		bool ok = w.len == 3 && cut_is_upper(w.ptr[0]) && cut_is_upper(w.ptr[1]) &&
			  cut_is_upper(w.ptr[2]);

		for (const char *const *u = usual; *u && !ok; u++)
			ok = span_ieq_str(w, *u);
		if (!ok)
			return 0;
	}
	return money_word_currency(w, cur) ? w.len : 0;
}

/* The number [at, end) with the currency word [word, stop): one token. */
static bool emit_money(struct cut *c, size_t from, size_t to, size_t at, size_t end,
		       const char cur[4])
{
	struct decimal num;
	struct money m;

	if (decimal_parse(cut_part(c, at, end), MARK_GUESS, &num) ||
	    money_parse(cut_part(c, at, end), MARK_GUESS, cur, &m))
		return false;
	cut_emit(c, TOK_MONEY, from, to);
	c->out->at[c->out->n - 1].num = num;
	c->out->at[c->out->n - 1].money = m;
	c->out->at[c->out->n - 1].fold = utf8_fold(c->arena, cut_part(c, from, to));
	return true;
}

/* "3buc" is a number and a word; "3D", "4K", "2FA" are words. */
static bool splits_off(const struct cut *c, size_t i, size_t end)
{
	bool small = true;

	if ((cut_byte(c, i) | 0x20) == 'x' && (end == i + 1 || cut_is_digit(cut_byte(c, i + 1))))
		return true;
	for (size_t k = i; k < end; k++) {
		if (cut_is_digit(cut_byte(c, k)))
			return false;
		if (cut_is_upper(cut_byte(c, k)))
			small = false;
	}
	return small || end - i >= 3;
}

size_t cut_read_number(struct cut *c, size_t at)
{
	size_t from = at, end, i, n;
	struct decimal num;
	char cur[4];
	bool minus;

	if (cut_byte(c, at) == '+')
		from++;
	else
		from += cut_minus(c, at);
	if (!cut_is_digit(cut_byte(c, from)))
		return 0;
	end = number_end(c, from);
	i = end;
	if (cut_is_letter(cut_byte(c, i)) || cut_byte(c, i) >= 0x80) {
		n = currency_at(c, i, cur);
		if (!n && !cut_blank(c, i) && !cut_has(c, i, "\xc3\x97") &&
		    !splits_off(c, i, cut_word_end(c, i)))
			return 0;
	} else if (strchr("-/", cut_byte(c, i)) && cut_byte(c, i) &&
		   cut_is_digit(cut_byte(c, i + 1))) {
		return 0; /* "12-15", "12/2026": a word */
	}
	minus = from > at && cut_byte(c, at) != '+';
	i = cut_skip_blanks(c, end);
	n = currency_at(c, i, cur);
	if (n && emit_money(c, at, i + n, from, end, cur)) {
		struct token *t = &c->out->at[c->out->n - 1];

		if (minus) {
			t->num = decimal_neg(t->num);
			t->money = money_neg(t->money);
		}
		return i + n - at;
	}
	if (decimal_parse(cut_part(c, from, end), MARK_GUESS, &num))
		return 0;
	if (minus)
		num = decimal_neg(num);
	n = cut_byte(c, i) == '%' ? i + 1 : end;
	cut_emit(c, n == end ? TOK_NUMBER : TOK_PERCENT, at, n)->num = num;
	c->out->at[c->out->n - 1].fold = cut_part(c, at, n);
	return n - at;
}

/* "EUR 12,30", the sign before its number. */
size_t cut_read_currency_first(struct cut *c, size_t at)
{
	size_t n, i, end, after;
	char cur[4], other[4];

	if (cut_is_letter(cut_byte(c, at)) && !cut_is_upper(cut_byte(c, at)))
		return 0;
	n = currency_at(c, at, cur);
	if (!n)
		return 0;
	i = cut_skip_blanks(c, at + n);
	end = number_end(c, i);
	after = cut_skip_blanks(c, end);
	if (end == i || cut_byte(c, after) == '%' || currency_at(c, after, other) ||
	    cut_is_letter(cut_byte(c, end)) || date_shape(c, i))
		return 0;
	return emit_money(c, at, end, i, end, cur) ? end - at : 0;
}

/* "la 10:30": only after a word that announces a time. */
size_t cut_read_time(struct cut *c, size_t at)
{
	static const char *const before[] = { "la", "ora", "orei", "at", "h", NULL };
	size_t h = cut_digits(c, at), n = at + h + 3;
	struct token *t = c->out->n ? &c->out->at[c->out->n - 1] : NULL;

	if (!t || t->kind != TOK_WORD || h < 1 || h > 2 || cut_byte(c, at + h) != ':' ||
	    cut_digits(c, at + h + 1) != 2 || !cut_ends_word(c, n))
		return 0;
	for (const char *const *b = before; *b; b++) {
		if (span_eq_str(t->fold, *b)) {
			cut_emit(c, TOK_WORD, at, n)->fold = cut_part(c, at, n);
			return n - at;
		}
	}
	return 0;
}
