/* Values and attributes of UBL's elements: which kind by the ending of the name (UBL naming and design
 * rules), what a kind allows by XML Schema part 2 and the standard's unqualified data types. */
#include <libxml/uri.h>

#include "span.h"
#include "ubl_structure.h"

enum { DIGITS_MAX = 24 }; /* of a number, as the schema's reader takes them */

static bool is_decimal(struct span s)
{
	size_t digits = 0, counted = 0, points = 0;

	s = span_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (char_is_digit(c)) {
			digits++;
			counted +=
				points > 0 || counted > 0 || c != '0'; /* zeros in front are free */
		} else if (c == '.' && points == 0) {
			points++;
		} else if (i > 0 || (c != '-' && c != '+')) {
			return false;
		}
	}
	return digits > 0 && counted <= DIGITS_MAX;
}

/* "", Z, +02:00; at most 14 hours. */
static bool is_zone(struct span s, int *ret)
{
	int64_t hours, minutes;

	*ret = 0;
	if (s.len == 0 || span_eq_str(s, "Z"))
		return true;
	if (s.len != 6 || (s.ptr[0] != '+' && s.ptr[0] != '-') || s.ptr[3] != ':' ||
	    !span_to_i64(span_sub(s, 1, 2), &hours) || !span_to_i64(span_from(s, 4), &minutes) ||
	    minutes >= 60 || hours > 14 || (hours == 14 && minutes > 0))
		return false;
	*ret = (int)(hours * 60 + minutes) * (s.ptr[0] == '-' ? -1 : 1);
	return true;
}

/* Days before the year's first of March, in the proleptic Gregorian calendar. */
static int64_t days_before(int64_t year)
{
	return year * 365 + year / 4 - year / 100 + year / 400;
}

bool ubl_date(struct span text, int64_t *ret_minutes)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct span s = span_trim(text);
	bool before_christ = span_take_char(&s, '-');
	int64_t year, month, day, days;
	size_t y = 0;
	int zone;

	while (span_digit_at(s, y))
		y++;
	if (y < 4 || y > 9 || (y > 4 && s.ptr[0] == '0') || s.len < y + 6 || s.ptr[y] != '-' ||
	    s.ptr[y + 3] != '-' || !span_to_i64(span_sub(s, 0, y), &year) ||
	    !span_to_i64(span_sub(s, y + 1, 2), &month) ||
	    !span_to_i64(span_sub(s, y + 4, 2), &day) || !is_zone(span_from(s, y + 6), &zone))
		return false;
	if (month < 1 || month > 12 || day < 1)
		return false;
	if (day > lengths[month - 1] &&
	    !(month == 2 && day == 29 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
		return false;
	if (before_christ)
		year = -year;
	days = days_before(month < 3 ? year - 1 : year) + (153 * ((month + 9) % 12) + 2) / 5 + day;
	*ret_minutes = days * 24 * 60 - zone;
	return true;
}

/* The schema's reader knows no year 0, no blanks around a day, and years that the rules do not. */
static bool is_date(struct span s)
{
	enum { YEAR_MAX = 18 };
	int64_t minutes;
	size_t y = 0;

	(void)span_take_char(&s, '-');
	if (span_starts(s, S("0000")) || span_trim(s).len != s.len)
		return false;
	while (span_digit_at(s, y))
		y++;
	if (y > 9 && y <= YEAR_MAX && s.ptr[0] != '0')
		s = span_from(s, y - 4); /* leap years come again after 400 */
	return ubl_date(s, &minutes);
}

static bool two_digits(struct span s, size_t at, int64_t max)
{
	int64_t n;

	return span_digit_at(s, at) && span_digit_at(s, at + 1) &&
	       span_to_i64(span_sub(s, at, 2), &n) && n <= max;
}

static bool is_time(struct span s)
{
	size_t at = 8;
	int zone;

	if (s.len < 8 || s.ptr[2] != ':' || s.ptr[5] != ':' || !two_digits(s, 0, 24) ||
	    !two_digits(s, 3, 59) || !two_digits(s, 6, 59))
		return false;
	if (s.len > 8 && s.ptr[8] == '.')
		for (at = 9; span_digit_at(s, at);)
			at++;
	return at != 9 && is_zone(span_from(s, at), &zone) &&
	       (s.ptr[0] != '2' || s.ptr[1] != '4' || span_starts(span_from(s, 3), S("00:00")));
}

static bool is_indicator(struct span s)
{
	s = span_trim(s);
	return span_eq_str(s, "true") || span_eq_str(s, "false") || span_eq_str(s, "1") ||
	       span_eq_str(s, "0");
}

static bool is_base64(struct span s)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = 0, pads = 0;
	char last = 'A';

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '=') {
			pads++;
		} else if (c == 0 || !strchr(letters, c)) {
			continue; /* strays are no letters, to the schema's reader */
		} else if (pads) {
			return false;
		} else {
			last = c;
		}
		n++;
	}
	if (n % 4 != 0 || pads > 2)
		return false;
	/* what the last letter has beyond whole bytes is zero */
	return pads == 0 || strchr(pads == 2 ? "AQgw" : "AEIMQUYcgkosw048", last) != NULL;
}

/* xs:language: "ro", "en-US". */
static bool is_language(struct span s)
{
	struct span part;
	bool first = true;

	s = span_trim(s);
	if (s.len == 0 || s.ptr[s.len - 1] == '-')
		return false;
	while (span_next_part(&s, '-', &part)) {
		if (part.len == 0 || part.len > 8)
			return false;
		for (size_t i = 0; i < part.len; i++) {
			char c = part.ptr[i];

			if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			      (!first && char_is_digit(c))))
				return false;
		}
		first = false;
	}
	return true;
}

static bool is_uri(struct arena *a, struct span s)
{
	xmlChar *escaped = xmlURIEscapeStr((const xmlChar *)arena_str(a, span_trim(s)),
					   (const xmlChar *)"_.-!~*'()/#%&=?@[]:;$,+");
	xmlURI *uri = escaped ? xmlParseURI((const char *)escaped) : NULL;
	bool ok = uri != NULL || span_trim(s).len == 0;

	xmlFreeURI(uri);
	xmlFree(escaped);
	return ok;
}

/* What an element's name ends in -> the test of its value, the attribute that must be there, all of them:
 * ":u" holds an address, ":l" a language. The first row that fits. */
static const struct ubl_kind {
	const char *ends;
	bool (*test)(struct span);
	const char *must, *attrs;
} kinds[] = {
	{ "TimeAmount", NULL, NULL, "languageID:l languageLocaleID" },
	{ "Amount", is_decimal, "currencyID", "currencyID currencyCodeListVersionID" },
	{ "Quantity", is_decimal, NULL,
	  "unitCode unitCodeListID unitCodeListAgencyID unitCodeListAgencyName" },
	{ "Measure", is_decimal, "unitCode", "unitCode unitCodeListVersionID" },
	{ "Percent", is_decimal, NULL, "format" },
	{ "Numeric", is_decimal, NULL, "format" },
	{ "Rate", is_decimal, NULL, "format" },
	{ "Date", is_date, NULL, "" },
	{ "Time", is_time, NULL, "" },
	{ "Indicator", is_indicator, NULL, "" },
	{ "BinaryObject", is_base64, "mimeCode",
	  "mimeCode format encodingCode characterSetCode uri:u filename" },
	{ "Code", NULL, NULL,
	  "listID listAgencyID listAgencyName listName listVersionID name languageID:l listURI:u "
	  "listSchemeURI:u" },
	{ "ID", NULL, NULL,
	  "schemeID schemeName schemeAgencyID schemeAgencyName schemeVersionID schemeDataURI:u "
	  "schemeURI:u" },
	{ "URI", NULL, NULL,
	  "schemeID schemeName schemeAgencyID schemeAgencyName schemeVersionID schemeDataURI:u "
	  "schemeURI:u" },
	{ "", NULL, NULL, "languageID:l languageLocaleID" },
};

const struct ubl_kind *ubl_kind_of(struct span name)
{
	size_t i = 0;

	while (!span_ends(name, span_of(kinds[i].ends)))
		i++;
	return &kinds[i];
}

static bool attr_ok(const struct ubl_doc *d, const struct ubl_attr *at, const char *allowed)
{
	struct span rest = span_of(allowed), word;

	if (at->ns != UBL_ATTR_PLAIN) /* where schemas lie may always be told */
		return at->ns == UBL_ATTR_XSI &&
		       (span_eq_str(at->name, "schemaLocation") ||
			span_eq_str(at->name, "noNamespaceSchemaLocation"));
	while (span_next_word(&rest, &word)) {
		struct span kind;

		if (!span_starts(word, at->name))
			continue;
		kind = span_from(word, at->name.len);
		if (kind.len == 0)
			return true;
		if (kind.ptr[0] == ':')
			return kind.ptr[1] == 'u' ? is_uri(d->arena, at->value) :
						    is_language(at->value);
	}
	return false;
}

bool ubl_value_ok(const struct ubl_doc *d, const struct ubl_node *n)
{
	bool leaf = n->name->ns == UBL_CBC || !n->name->content;
	const struct ubl_kind *k = !leaf         ? NULL :
				   n->name->kind ? n->name->kind :
						   ubl_kind_of(n->name->local);
	struct span value;

	for (const struct ubl_attr *at = n->attrs; at; at = at->next)
		if (!attr_ok(d, at, leaf ? k->attrs : ""))
			return false;
	if (!leaf)
		return true;
	if (k->must && !ubl_attr(n, span_of(k->must), &value))
		return false;
	return !k->test || k->test(n->text);
}
