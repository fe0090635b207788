/* The fields of one movement: gathered from a pattern's groups, and read. Amounts and dates by the
 * payments reference, 1.4. */
#include "bank_in.h"

#include "ident.h"
#include "span.h"
#include "utf8.h"

const char *const bank_fields[BANK_FIELDS] = {
	[BANK_AMOUNT] = "amount",       [BANK_CURRENCY] = "currency",
	[BANK_DATE] = "date",           [BANK_PAYER] = "payer",
	[BANK_IBAN] = "iban",           [BANK_TAX_ID] = "tax_id",
	[BANK_DETAILS] = "details",     [BANK_REF] = "ref",
	[BANK_ACCOUNT] = "account",     [BANK_VS] = "vs",
	[BANK_SENDER] = "sender",       [BANK_SENDER_IBAN] = "sender_iban",
	[BANK_RECEIVER] = "receiver",   [BANK_RECEIVER_IBAN] = "receiver_iban",
	[BANK_REFERENCE] = "reference", [BANK_FEE] = "fee",
	[BANK_KIND] = "kind",           [BANK_DIRECTION] = "direction",
	[BANK_STATUS] = "status",
};

enum bank_field bank_field_named(struct span name)
{
	unsigned i = 0;

	while (i < BANK_FIELDS && !span_eq_str(name, bank_fields[i]))
		i++;
	return (enum bank_field)i;
}

void bank_fields_take(struct arena *a, const struct bank_view *v, const struct regex *re,
		      struct bank_fields *f)
{
	for (unsigned i = 0; i < BANK_FIELDS; i++) {
		struct span g = regex_group(re, bank_fields[i]);

		if (g.len && !f->at[i].len) {
			size_t from = (size_t)(g.ptr - v->plain.ptr);

			f->at[i] = bank_view_take(a, v, from, from + g.len);
		}
	}
}

/* Is the text one of the words, or begins as one that ends in "*"? */
static bool has_word(const struct spans *words, struct span folded)
{
	for (size_t i = 0; i < words->n; i++) {
		struct span w = words->at[i];

		if (w.len && w.ptr[w.len - 1] == '*' ?
			    span_starts(folded, span_sub(w, 0, w.len - 1)) :
			    span_eq(folded, w))
			return true;
	}
	return false;
}

static enum rc read_direction(struct arena *a, const struct bank_rule *rule,
			      enum bank_direction direction, struct span word, bool negative,
			      bool *incoming, struct why *w)
{
	struct span folded = utf8_fold(a, word);

	*incoming = direction == BANK_IN;
	if (direction != BANK_TOLD)
		return RC_OK;
	if (!word.len) {
		*incoming = !negative;
		return RC_OK;
	}
	*incoming = has_word(&rule->in, folded);
	if (*incoming == has_word(&rule->out, folded))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: in or out: %.*s", SPAN_ARG(rule->name),
				SPAN_ARG(word));
	return RC_OK;
}

/* "544,50 RON (five hundred ...)": what stands in brackets behind it only says it again. */
static struct span bare_amount(struct span s)
{
	size_t at = span_find_char(s, '(', 1);

	return at == SIZE_MAX ? s : span_trim_wide(span_sub(s, 0, at));
}

/* ISO 4217 numbers that card gates write. */
static bool number_currency(struct span s, char cur[4])
{
	static const struct {
		const char *number, *code;
	} table[] = { { "978", "EUR" }, { "946", "RON" }, { "203", "CZK" }, { "840", "USD" },
		      { "348", "HUF" }, { "985", "PLN" }, { "826", "GBP" }, { "756", "CHF" } };

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (span_eq_str(s, table[i].number)) {
			memcpy(cur, table[i].code, 4);
			return true;
		}
	}
	return false;
}

static enum rc read_amount(const struct bank_rule *rule, const struct bank_fields *f,
			   struct money *ret, struct why *w)
{
	struct span amount = bare_amount(f->at[BANK_AMOUNT]), named = f->at[BANK_CURRENCY];
	char cur[4] = "";

	if (named.len && !money_word_currency(named, cur) && !number_currency(named, cur))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: no currency for %.*s",
				SPAN_ARG(rule->name), SPAN_ARG(amount));
	if (!named.len && rule->currency.len == 3)
		memcpy(cur, rule->currency.ptr, 3);
	if (money_parse(amount, rule->mark, cur, ret) ||
	    (named.len && strncmp(cur, ret->cur, sizeof(cur)) != 0))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: amount %.*s cannot be read",
				SPAN_ARG(rule->name), SPAN_ARG(amount));
	if (money_is_zero(*ret))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: an amount of zero",
				SPAN_ARG(rule->name));
	return RC_OK;
}

/* "20190315", "25112016223023" (day first, with its time), "12. 1. 2015"; what follows a date ("12.11.2026,
 * 12:10") is its time. */
static struct day read_day(struct arena *a, struct span s)
{
	struct day d;
	size_t time = span_find_char(s, ':', 0), dot;

	if (s.len == 8 && span_all_digits(s))
		s = arena_fmt(a, "%.4s-%.2s-%.2s", s.ptr, s.ptr + 4, s.ptr + 6);
	else if (s.len == 14 && span_all_digits(s))
		s = arena_fmt(a, "%.4s-%.2s-%.2s", s.ptr + 4, s.ptr + 2, s.ptr);
	while ((dot = span_find(s, S(". "), 0)) != SIZE_MAX && dot + 2 < s.len) {
		s = arena_fmt(a, "%.*s.%.*s", SPAN_ARG(span_sub(s, 0, dot)),
			      SPAN_ARG(span_from(s, dot + 2)));
		time = span_find_char(s, ':', 0);
	}
	while (time != SIZE_MAX && time > 0 && char_is_digit(s.ptr[time - 1]))
		time--;
	if (time != SIZE_MAX)
		s = span_trim_wide(span_sub(s, 0, time));
	while (s.len && strchr(",.T", s.ptr[s.len - 1]))
		s = span_trim_wide(span_sub(s, 0, s.len - 1));
	return day_parse(s, &d) ? DAY_NONE : d;
}

/* A masked or broken account is kept as printed: only a whole IBAN identifies. */
static struct span read_account(struct arena *a, struct span s)
{
	return ident_iban_valid(s) ? ident_iban_compact(a, s) : s;
}

static int64_t read_fee(const struct bank_rule *rule, struct span s, const char cur[4])
{
	struct money fee;

	if (!s.len || money_parse(bare_amount(s), rule->mark, cur, &fee) ||
	    strncmp(fee.cur, cur, sizeof(fee.cur)) != 0)
		return 0;
	return fee.minor < 0 ? -fee.minor : fee.minor;
}

static struct span first(struct span a, struct span b)
{
	return a.len ? a : b;
}

enum rc bank_fields_notice(struct arena *a, const struct bank_rule *rule,
			   enum bank_direction direction, const struct bank_fields *f,
			   struct notice *ret, bool *ret_is, struct why *reterr)
{
	const struct span *at = f->at;
	struct notice n = { .bank = rule->name };
	struct span digits;
	bool ro, undone;
	enum rc rc;

	*ret_is = at[BANK_AMOUNT].len > 0;
	undone = at[BANK_STATUS].len && direction == BANK_TOLD &&
		 has_word(&rule->out, utf8_fold(a, at[BANK_STATUS]));
	if (at[BANK_STATUS].len && rule->done.n && !undone)
		*ret_is = *ret_is && has_word(&rule->done, utf8_fold(a, at[BANK_STATUS]));
	if (!*ret_is)
		return RC_OK;
	rc = read_amount(rule, f, &n.amount, reterr);
	if (!rc)
		rc = read_direction(a, rule, direction, at[BANK_DIRECTION], n.amount.minor < 0,
				    &n.incoming, reterr);
	if (rc)
		return rc;
	n.incoming = n.incoming && !undone;
	/* The direction is told; a sign only repeats it. */
	if (n.amount.minor < 0)
		n.amount = money_neg(n.amount);
	n.day = read_day(a, at[BANK_DATE]);
	n.payer = first(at[BANK_PAYER], at[n.incoming ? BANK_SENDER : BANK_RECEIVER]);
	n.payer_account =
		first(at[BANK_IBAN], at[n.incoming ? BANK_SENDER_IBAN : BANK_RECEIVER_IBAN]);
	n.payer_iban = read_account(a, n.payer_account);
	digits = ident_cui_digits(a, at[BANK_TAX_ID], &ro);
	n.payer_tax_id = digits.len ? digits : at[BANK_TAX_ID];
	n.details = at[BANK_DETAILS];
	n.bank_ref = at[BANK_REF];
	n.account = read_account(
		a, first(at[BANK_ACCOUNT], at[n.incoming ? BANK_RECEIVER_IBAN : BANK_SENDER_IBAN]));
	n.reference = at[BANK_VS].len ? arena_fmt(a, "VS%.*s", SPAN_ARG(at[BANK_VS])) :
					at[BANK_REFERENCE];
	n.kind = at[BANK_KIND];
	n.fee = read_fee(rule, at[BANK_FEE], n.amount.cur);
	*ret = n;
	return RC_OK;
}
