/* Fuzz target: the base's readers of foreign text. What is read must print and be read again the same. */
#include "fuzz.h"

#include "ident.h"
#include "span.h"
#include "utf8.h"
#include "value.h"

static void text_holds(struct arena *a, struct span s)
{
	struct span clean = utf8_clean(a, s), fold = utf8_fold(a, clean),
		    nfc = utf8_nfc_ro(a, clean);

	assert(utf8_valid(clean) && utf8_valid(fold) && utf8_valid(nfc));
	assert(span_eq(utf8_fold(a, fold), fold));
	assert(utf8_cut(clean, 3).len <= clean.len);
	(void)utf8_distance(span_sub(clean, 0, clean.len / 2), span_from(clean, clean.len / 2), 3);
}

static void numbers_hold(struct arena *a, struct span s)
{
	struct decimal d, again = { 0 };
	struct money m, back = { 0 };
	struct day day, same = DAY_NONE;
	int64_t utc;

	if (decimal_parse(s, MARK_GUESS, &d) == RC_OK)
		assert(decimal_parse(decimal_print(a, d, 0), MARK_DOT, &again) == RC_OK &&
		       decimal_eq(d, again));
	if (money_parse(s, MARK_GUESS, "RON", &m) == RC_OK)
		assert(money_parse(money_print(a, m), MARK_DOT, m.cur, &back) == RC_OK &&
		       back.minor == m.minor);
	if (day_parse(s, &day) == RC_OK)
		assert(day_parse(day_iso(a, day), &same) == RC_OK && day_eq(day, same));
	if (instant_parse(s, &utc) == RC_OK)
		(void)instant_iso(a, utc);
	(void)ident_iban_valid(s);
	(void)ident_cui_valid(s);
	(void)ident_cnp_valid(s);
	(void)ident_email_norm(a, s);
}

static void json_holds(struct arena *a, struct span s)
{
	struct value *v = NULL, *back = NULL;
	struct buf one, two;

	if (value_from_json(a, s, &v, NULL) != RC_OK)
		return;
	buf_init(&one, a, SIZE_MAX);
	buf_init(&two, a, SIZE_MAX);
	value_to_json(v, &one);
	assert(value_from_json(a, buf_span(&one), &back, NULL) == RC_OK);
	value_to_json(back, &two);
	assert(span_eq(buf_span(&one), buf_span(&two)));
}

static void run_base(struct arena *a, struct span s)
{
	text_holds(a, s);
	numbers_hold(a, s);
	json_holds(a, s);
}

const struct fuzz_target fuzz_targets[] = { { "base", run_base } };
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
