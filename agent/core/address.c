/* Parts between commas or lines, each known by its first word: a county, a postal code, a place, else the
 * street. A bare name after the street is the place; the next one, if there is such a county, its county. */
#include "address.h"

#include "args.h"
#include "county.h"
#include "span.h"
#include "utf8.h"

struct parts {
	struct span street, city, county, postcode;
};

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

static struct span without_dot(struct span word)
{
	while (word.len > 0 && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ':'))
		word.len--;
	return word;
}

/* The part's first word, folded, and what stands after it. */
static struct span first_word(struct arena *a, struct span part, struct span *after)
{
	struct span word = S("");

	*after = part;
	(void)span_next_word(after, &word);
	*after = span_trim(*after);
	return without_dot(utf8_fold(a, word));
}

static void add_street(struct arena *a, struct parts *p, struct span part)
{
	p->street = p->street.len ?
			    arena_fmt(a, "%.*s, %.*s", SPAN_ARG(p->street), SPAN_ARG(part)) :
			    part;
}

static bool is_capital(struct arena *a, struct span city)
{
	return span_has(utf8_fold(a, city), S("bucuresti"));
}

static bool take_place(struct arena *a, struct parts *p, struct span part)
{
	struct span after, word = first_word(a, part, &after), county = p->county;
	struct span city = city_code(a, part, &county);

	if (span_starts(city, S("SECTOR")) && city.len == 7) {
		p->city = city;
		p->county = county;
		return true;
	}
	if (span_starts(p->city, S("SECTOR")) && is_capital(a, part))
		return true;
	if (p->city.len > 0 || after.len == 0)
		return false;
	if (word_in(word, "mun|municipiul|oras|orasul|loc|localitatea"))
		p->city = after;
	else if (word_in(word, "comuna|com|sat|satul"))
		p->city = part;
	return p->city.len > 0;
}

static void take_part(struct arena *a, struct parts *p, struct span part)
{
	struct span after, word = first_word(a, part, &after);
	bool after_street = p->street.len > 0 && !has_digit(part);

	if (word_in(word, "jud|judet|judetul") && county_code(a, after).len > 0)
		p->county = county_code(a, after);
	else if (span_all_digits(part) && part.len == 6)
		p->postcode = part;
	else if (word_in(word, "cp|cod") && has_digit(after))
		p->postcode = span_from(after, after.len > 6 ? after.len - 6 : 0);
	else if (span_eq_str(utf8_fold(a, part), "romania") || take_place(a, p, part))
		return;
	else if (after_street && p->city.len == 0)
		p->city = part;
	else if (after_street && p->county.len == 0 && county_code(a, part).len > 0)
		p->county = county_code(a, part);
	else
		add_street(a, p, part);
}

static void fill(struct span *field, struct span with)
{
	if (span_trim(*field).len == 0)
		*field = with;
}

void address_fill(struct arena *a, struct span text, struct party *p)
{
	struct parts parts = { 0 };
	struct span line, part;

	while (span_next_line(&text, &line))
		while (span_next_part(&line, ',', &part))
			if (span_trim(part).len > 0)
				take_part(a, &parts, span_trim(part));
	if (is_capital(a, parts.city))
		fill(&parts.county, S("B"));
	fill(&p->street, parts.street);
	fill(&p->city, parts.city);
	fill(&p->county, parts.county);
	fill(&p->postcode, parts.postcode);
}
