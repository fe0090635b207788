/* Numbers in words. Romanian: gender follows the noun (doi lei, doua mii), "de" stands between the
 * number and the noun when its last two digits are 00 or 20 to 99 (DOOM, "numeralul cardinal"). */
#include "words.h"
#include "buf.h"
#include "span.h"

#define WORDS_MAX 600

static const char *const ro_small[] = {
	"zero",          "unu",         "doi",           "trei",         "patru",
	"cinci",         "șase",        "șapte",         "opt",          "nouă",
	"zece",          "unsprezece",  "doisprezece",   "treisprezece", "paisprezece",
	"cincisprezece", "șaisprezece", "șaptesprezece", "optsprezece",  "nouăsprezece",
};
static const char *const ro_tens[] = {
	"",          "",        "douăzeci",  "treizeci", "patruzeci",
	"cincizeci", "șaizeci", "șaptezeci", "optzeci",  "nouăzeci",
};
static const char *const en_small[] = {
	"zero",     "one",     "two",     "three",     "four",     "five",     "six",
	"seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
	"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const en_tens[] = {
	"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
};

struct noun {
	const char *code;
	const char *ro_one, *ro_many, *ro_part_one, *ro_part_many;
	const char *en_one, *en_many, *en_part_one, *en_part_many;
};
static const struct noun nouns[] = {
	{ "RON", "leu", "lei", "ban", "bani", "leu", "lei", "ban", "bani" },
	{ "EUR", "euro", "euro", "cent", "cenți", "euro", "euros", "cent", "cents" },
	{ "USD", "dolar", "dolari", "cent", "cenți", "dollar", "dollars", "cent", "cents" },
};

static void ro_feminine(struct buf *b, int64_t n)
{
	if (n == 1)
		buf_add_str(b, "una");
	else if (n == 2)
		buf_add_str(b, "două");
	else if (n == 12)
		buf_add_str(b, "douăsprezece");
	else
		buf_add_str(b, ro_small[n]);
}

static void ro_below_thousand(struct buf *b, int64_t n, bool feminine)
{
	int64_t hundred = n / 100, rest = n % 100;

	if (hundred == 1)
		buf_add_str(b, "o sută");
	else if (hundred > 1) {
		ro_feminine(b, hundred);
		buf_add_str(b, " sute");
	}
	if (hundred && rest)
		buf_add_char(b, ' ');
	if (rest >= 20) {
		buf_add_str(b, ro_tens[rest / 10]);
		rest %= 10;
		if (rest)
			buf_add_str(b, " și ");
	}
	if (rest && feminine)
		ro_feminine(b, rest);
	else if (rest)
		buf_add_str(b, ro_small[rest]);
}

static bool ro_wants_de(int64_t n)
{
	return n % 100 >= 20 || (n % 100 == 0 && n > 0);
}

/* From a thousand thousand million on the milliards are counted like anything: "o mie de miliarde". */
static void ro_number(struct buf *b, int64_t n, bool feminine)
{
	static const struct {
		int64_t size;
		const char *one, *many;
	} group[] = {
		{ 1000000000, "un miliard", "miliarde" },
		{ 1000000, "un milion", "milioane" },
		{ 1000, "o mie", "mii" },
	};
	bool any = false;

	if (n == 0)
		buf_add_str(b, ro_small[0]);
	for (size_t i = 0; i < ARRAY_LEN(group); i++) {
		int64_t count = n / group[i].size;

		if (count == 0)
			continue;
		if (any)
			buf_add_char(b, ' ');
		any = true;
		n %= group[i].size;
		if (count == 1) {
			buf_add_str(b, group[i].one);
			continue;
		}
		ro_number(b, count, true);
		buf_add_fmt(b, " %s%s", ro_wants_de(count) ? "de " : "", group[i].many);
	}
	if (n > 0) {
		if (any)
			buf_add_char(b, ' ');
		ro_below_thousand(b, n, feminine);
	}
}

static void ro_counted(struct buf *b, int64_t n, const char *one, const char *many)
{
	if (n == 1) {
		buf_add_fmt(b, "un %s", one);
		return;
	}
	ro_number(b, n, false);
	buf_add_fmt(b, " %s%s", ro_wants_de(n) ? "de " : "", many);
}

static void en_below_thousand(struct buf *b, int64_t n)
{
	if (n >= 100) {
		buf_add_fmt(b, "%s hundred", en_small[n / 100]);
		n %= 100;
		if (n == 0)
			return;
		buf_add_str(b, " and ");
	}
	if (n < 20) {
		buf_add_str(b, en_small[n]);
		return;
	}
	buf_add_str(b, en_tens[n / 10]);
	if (n % 10)
		buf_add_fmt(b, "-%s", en_small[n % 10]);
}

static void en_number(struct buf *b, int64_t n)
{
	static const struct {
		int64_t size;
		const char *name;
	} group[] = {
		{ 1000000000000000000, "quintillion" },
		{ 1000000000000000, "quadrillion" },
		{ 1000000000000, "trillion" },
		{ 1000000000, "billion" },
		{ 1000000, "million" },
		{ 1000, "thousand" },
	};
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(group); i++) {
		int64_t count = n / group[i].size;

		if (count == 0)
			continue;
		n %= group[i].size;
		if (any)
			buf_add_char(b, ' ');
		any = true;
		en_below_thousand(b, count);
		buf_add_fmt(b, " %s", group[i].name);
	}
	if (any && n == 0)
		return;
	if (any)
		buf_add_str(b, n < 100 ? " and " : " ");
	en_below_thousand(b, n);
}

static void en_counted(struct buf *b, int64_t n, const char *one, const char *many)
{
	en_number(b, n);
	buf_add_fmt(b, " %s", n == 1 ? one : many);
}

/* A currency that has no words here: "one hundred CHF and 50/100". */
static void words_unknown(struct buf *b, bool english, int64_t whole, int64_t part, int64_t scale,
			  const char *code)
{
	if (english)
		en_counted(b, whole, code, code);
	else if (whole == 1)
		buf_add_fmt(b, "unu %s", code);
	else
		ro_counted(b, whole, code, code);
	if (part)
		buf_add_fmt(b, english ? " and %lld/%lld" : " și %lld/%lld", (long long)part,
			    (long long)scale);
}

struct span words_money(struct arena *a, struct span lang, struct money m)
{
	bool english = span_eq_str(lang, "en");
	const struct noun *noun = NULL;
	int64_t scale = 1, whole, part;
	struct buf b;

	for (unsigned i = 0; i < money_exponent(m.cur); i++)
		scale *= 10;
	if (m.minor == INT64_MIN)
		return S("");
	whole = (m.minor < 0 ? -m.minor : m.minor) / scale;
	part = (m.minor < 0 ? -m.minor : m.minor) % scale;
	for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
		if (strcmp(nouns[i].code, m.cur) == 0)
			noun = &nouns[i];
	buf_init(&b, a, WORDS_MAX);
	if (m.minor < 0)
		buf_add_str(&b, "minus ");
	if (!noun) {
		words_unknown(&b, english, whole, part, scale, m.cur);
		return buf_span(&b);
	}
	if (english)
		en_counted(&b, whole, noun->en_one, noun->en_many);
	else
		ro_counted(&b, whole, noun->ro_one, noun->ro_many);
	if (part) {
		buf_add_str(&b, english ? " and " : " și ");
		if (english)
			en_counted(&b, part, noun->en_part_one, noun->en_part_many);
		else
			ro_counted(&b, part, noun->ro_part_one, noun->ro_part_many);
	}
	return buf_span(&b);
}
