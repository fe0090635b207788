/* Check digits. CUI: OG 92/2003 (HG 1/2000 algorithm). CNP: Legea 105/1996. IBAN: ISO 13616, mod 97-10
 * of ISO 7064. RF: ISO 11649. Addresses: RFC 5321 s4.1.2 without quoted strings and literals. */
#include "day.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"

#define IBAN_MOST 34u
#define RF_MOST   25u

static char upper(char c)
{
	return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

static bool is_alnum(char c)
{
	return char_is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
}

/* Upper case without blanks (NBSP too); false when longer than max. */
static bool compact(struct span s, char *out, size_t max, size_t *len)
{
	*len = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ' ' || (s.ptr[i] >= '\t' && s.ptr[i] <= '\r'))
			continue;
		if (s.ptr[i] == '\xc2' && i + 1 < s.len && s.ptr[i + 1] == '\xa0') {
			i++;
			continue;
		}
		if (*len == max)
			return false;
		out[(*len)++] = upper(s.ptr[i]);
	}
	return true;
}

static bool cui_read(struct span s, char digits[10], size_t *n, bool *has_ro)
{
	static const int weight[] = { 7, 5, 3, 2, 1, 7, 5, 3, 2 };
	char all[12];
	size_t len, skip;
	int sum = 0;

	if (!compact(s, all, sizeof(all), &len))
		return false;
	*has_ro = len >= 2 && all[0] == 'R' && all[1] == 'O';
	skip = *has_ro ? 2 : 0;
	*n = len - skip;
	if (*n < 2 || *n > 10 || !span_all_digits((struct span){ all + skip, *n }) ||
	    all[skip] == '0')
		return false;
	memcpy(digits, all + skip, *n);
	for (size_t i = 0; i + 1 < *n; i++)
		sum += weight[9 - (*n - 1) + i] * (digits[i] - '0');
	return sum * 10 % 11 % 10 == digits[*n - 1] - '0';
}

bool ident_cui_valid(struct span s)
{
	char digits[10];
	size_t n;
	bool has_ro;

	return cui_read(s, digits, &n, &has_ro);
}

struct span ident_cui_digits(struct arena *a, struct span s, bool *has_ro)
{
	char digits[10];
	size_t n;

	if (!cui_read(s, digits, &n, has_ro)) {
		*has_ro = false;
		return S("");
	}
	return arena_span(a, (struct span){ digits, n });
}

bool ident_cnp_valid(struct span s)
{
	static const char weight[] = "279146358279";
	static const int century[] = { 0, 1900, 1900, 1800, 1800, 2000, 2000, 2000, 2000, 2000 };
	int sum = 0, year, check;
	struct civil c;
	struct day d;

	s = span_trim(s);
	if (s.len != 13 || !span_all_digits(s) || s.ptr[0] == '0')
		return false;
	for (size_t i = 0; i < 12; i++)
		sum += (weight[i] - '0') * (s.ptr[i] - '0');
	check = sum % 11 == 10 ? 1 : sum % 11;
	year = century[s.ptr[0] - '0'] + (s.ptr[1] - '0') * 10 + (s.ptr[2] - '0');
	/* Days begin in 1900 here; 400 years later has the same leap years. */
	if (year < 1900)
		year += 400;
	c = (struct civil){ year, (s.ptr[3] - '0') * 10 + (s.ptr[4] - '0'),
			    (s.ptr[5] - '0') * 10 + (s.ptr[6] - '0') };
	if (c.year > 2200)
		return false;
	return day_from_civil(c, &d) == RC_OK && check == s.ptr[12] - '0';
}

struct span ident_cnp_mask(struct arena *a, struct span s)
{
	char *copy = NULL;
	size_t end;

	for (size_t at = 0; at < s.len; at = end + 1) {
		end = at;
		while (end < s.len && s.ptr[end] >= '0' && s.ptr[end] <= '9')
			end++;
		if (!ident_cnp_valid(span_sub(s, at, end - at)))
			continue;
		if (!copy) {
			copy = arena_alloc(a, s.len);
			memcpy(copy, s.ptr, s.len);
		}
		memset(copy + at, '*', end - at);
	}
	return copy ? (struct span){ copy, s.len } : s;
}

/* ISO 7064 mod 97-10 of s with its first four characters moved to the end. */
static bool mod97_ok(struct span s)
{
	unsigned r = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[(i + 4) % s.len];

		if (char_is_digit(c))
			r = (r * 10 + (unsigned)(c - '0')) % 97;
		else
			r = (r * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return r == 1;
}

static bool all_alnum(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.ptr[i]))
			return false;
	return true;
}

/* Length of a country's IBAN by the SWIFT registry; 0 when the country has none we know. */
static size_t iban_len(const char *country)
{
	static const char table[] =
		"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18"
		"FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20"
		"LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24"
		"SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

	for (size_t i = 0; i + 4 < sizeof(table); i += 4)
		if (table[i] == country[0] && table[i + 1] == country[1])
			return (size_t)(table[i + 2] - '0') * 10 + (size_t)(table[i + 3] - '0');
	return 0;
}

bool ident_iban_valid(struct span s)
{
	char text[IBAN_MOST] = { 0 };
	size_t n, want;

	if (!compact(s, text, sizeof(text), &n) || n < 15 || !all_alnum((struct span){ text, n }))
		return false;
	if (char_is_digit(text[0]) || char_is_digit(text[1]) || !char_is_digit(text[2]) ||
	    !char_is_digit(text[3]))
		return false;
	want = iban_len(text);
	return (want == 0 || want == n) && mod97_ok((struct span){ text, n });
}

struct span ident_iban_compact(struct arena *a, struct span s)
{
	char *out = arena_array(a, s.len + 1, 1);
	size_t n;

	(void)compact(s, out, s.len, &n);
	return (struct span){ out, n };
}

bool ident_rf_valid(struct span s)
{
	char text[RF_MOST] = { 0 };
	size_t n;

	if (!compact(s, text, sizeof(text), &n) || n < 5 || !all_alnum((struct span){ text, n }))
		return false;
	return text[0] == 'R' && text[1] == 'F' && char_is_digit(text[2]) &&
	       char_is_digit(text[3]) && mod97_ok((struct span){ text, n });
}

struct span ident_rf_make(struct arena *a, struct span ref)
{
	char text[RF_MOST] = "RF00";
	size_t n = 4;
	unsigned r = 0, check;

	for (size_t i = 0; i < ref.len; i++) {
		if (!is_alnum(ref.ptr[i]))
			continue;
		if (n == sizeof(text))
			return S("");
		text[n++] = upper(ref.ptr[i]);
	}
	if (n == 4)
		return S("");
	for (size_t i = 0; i < n; i++) {
		char c = text[(i + 4) % n];

		r = char_is_digit(c) ? (r * 10 + (unsigned)(c - '0')) % 97 :
				       (r * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	check = 98 - r;
	text[2] = (char)('0' + check / 10);
	text[3] = (char)('0' + check % 10);
	return arena_span(a, (struct span){ text, n });
}

/* RFC 5322 atext. */
static bool is_atext(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static bool local_ok(struct span s)
{
	if (s.len == 0 || s.len > 64)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.') {
			if (i == 0 || i + 1 == s.len || s.ptr[i - 1] == '.')
				return false;
		} else if (!is_atext(s.ptr[i])) {
			return false;
		}
	}
	return true;
}

static bool label_ok(struct span s)
{
	if (s.len == 0 || s.len > 63 || s.ptr[0] == '-' || s.ptr[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.ptr[i]) && s.ptr[i] != '-')
			return false;
	return true;
}

/* At least two labels, the last not a number: "ana@gmail" is a slip, "ana@10.0.0.1" no domain. */
static bool domain_ok(struct span s)
{
	struct span label = S("");
	unsigned labels = 0;

	if (s.len == 0 || s.len > 253 || span_ends(s, S(".")))
		return false;
	while (span_next_part(&s, '.', &label)) {
		if (!label_ok(label))
			return false;
		labels++;
	}
	return labels >= 2 && !span_all_digits(label);
}

bool ident_email_valid(struct span s)
{
	size_t at = span_find_char(s, '@', 0);

	return at != SIZE_MAX && s.len <= 254 && local_ok(span_sub(s, 0, at)) &&
	       domain_ok(span_from(s, at + 1));
}

struct span ident_email_norm(struct arena *a, struct span s)
{
	size_t at;
	char *out;

	s = span_trim(s);
	if (!ident_email_valid(s))
		return S("");
	out = arena_array(a, s.len + 1, 1);
	memcpy(out, s.ptr, s.len);
	at = span_find_char(s, '@', 0);
	for (size_t i = at; i < s.len; i++)
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[i] = (char)(out[i] + ('a' - 'A'));
	return (struct span){ out, s.len };
}

struct span ident_email_host(struct span s)
{
	size_t at = s.len;

	while (at > 0 && s.ptr[at - 1] != '@')
		at--;
	return at ? span_from(s, at) : S("");
}

struct span ident_email_mailbox(struct arena *a, struct span s)
{
	struct span f = utf8_fold(a, span_trim(s)), host = ident_email_host(f);
	bool dotless = span_eq(host, S("gmail.com")) || span_eq(host, S("googlemail.com"));
	char *out = arena_array(a, f.len + 1, 1);
	size_t n = 0;

	if (!host.len)
		return f;
	for (size_t i = 0; i + host.len + 1 < f.len && f.ptr[i] != '+'; i++)
		if (!dotless || f.ptr[i] != '.')
			out[n++] = f.ptr[i];
	out[n++] = '@';
	memcpy(out + n, host.ptr, host.len);
	return (struct span){ out, n + host.len };
}
