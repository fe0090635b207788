/* VAT numbers of the member states (vat_number.h). */
#include "vat_number.h"

#include <ctype.h>

#include "buf.h"
#include "span.h"

/* 9 is a figure, A a letter, X either; alternatives are joined by |. */
static const struct state_form {
	const char *prefix, *country, *forms;
} states[] = {
	{ "AT", "AT", "U99999999" },
	{ "BE", "BE", "9999999999" },
	{ "BG", "BG", "999999999|9999999999" },
	{ "CY", "CY", "99999999A" },
	{ "CZ", "CZ", "99999999|999999999|9999999999" },
	{ "DE", "DE", "999999999" },
	{ "DK", "DK", "99999999" },
	{ "EE", "EE", "999999999" },
	{ "EL", "GR", "999999999" },
	{ "GR", "GR", "999999999" }, /* as people write it */
	{ "ES", "ES", "X9999999X" },
	{ "FI", "FI", "99999999" },
	{ "FR", "FR", "XX999999999" },
	{ "HR", "HR", "99999999999" },
	{ "HU", "HU", "99999999" },
	{ "IE", "IE", "9X99999A|9999999AA" },
	{ "IT", "IT", "99999999999" },
	{ "LT", "LT", "999999999|999999999999" },
	{ "LU", "LU", "99999999" },
	{ "LV", "LV", "99999999999" },
	{ "MT", "MT", "99999999" },
	{ "NL", "NL", "XXXXXXXXXXXX" },
	{ "PL", "PL", "9999999999" },
	{ "PT", "PT", "999999999" },
	{ "RO", "RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999" },
	{ "SE", "SE", "999999999999" },
	{ "SI", "SI", "99999999" },
	{ "SK", "SK", "9999999999" },
};

static const struct state_form *form_of(struct span number)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (span_starts(number, span_of(states[i].prefix)))
			return &states[i];
	return NULL;
}

struct span vat_number_country(struct span number)
{
	const struct state_form *f = form_of(number);

	return f ? span_of(f->country) : S("");
}

static bool fits(struct span text, struct span form)
{
	if (text.len != form.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool figure = isdigit(c), letter = isupper(c);

		switch (form.ptr[i]) {
		case '9':
			if (!figure)
				return false;
			break;
		case 'A':
			if (!letter)
				return false;
			break;
		case 'X':
			if (!figure && !letter)
				return false;
			break;
		default:
			if (c != (unsigned char)form.ptr[i])
				return false;
		}
	}
	return true;
}

static struct span example_of(struct arena *a, const struct state_form *f, struct span form)
{
	struct buf b;
	char next = '1';

	buf_init(&b, a, 32);
	buf_add_str(&b, f->prefix);
	for (size_t i = 0; i < form.len; i++) {
		if (form.ptr[i] == '9' || form.ptr[i] == 'X') {
			buf_add_char(&b, next);
			next = (char)(next == '9' ? '0' : next + 1);
		} else {
			buf_add_char(&b, form.ptr[i]);
		}
	}
	return buf_span(&b);
}

bool vat_number_fits(struct arena *a, struct span number, struct span *example)
{
	const struct state_form *f = form_of(number);
	struct span rest, form;

	if (!f)
		return false;
	rest = span_of(f->forms);
	if (example)
		*example = S("");
	while (span_next_part(&rest, '|', &form)) {
		if (fits(span_from(number, 2), form))
			return true;
		if (example)
			*example = example_of(a, f, form);
	}
	return false;
}
