/* The questions that many rules share. Where the official expression breaks on a value (two elements
 * where one is meant), the rule counts as found, as the official validator does. */
#include "span.h"
#include "ubl_rule.h"
#include "ubl_structure.h"

enum { CODE_MAX = 100, WORD_KEPT = 14, ASKED = 256 };

/* What was asked last of constant lists: invoices have the same few codes, and the lists are long. */
static struct asked {
	const char *list;
	unsigned char len;
	bool found;
	char word[WORD_KEPT];
} asked[ASKED];

bool ubl_test_not_empty(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, r->path);

	for (size_t i = 0; i < hits.n; i++)
		if (hits.at[i]->text.len)
			return true;
	return false;
}

bool ubl_test_filled(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, r->path);

	for (size_t i = 0; i < hits.n; i++)
		if (ubl_normal(d->arena, hits.at[i]->text).len)
			return true;
	return false;
}

bool ubl_test_exists(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return ubl_has(d, n, r->path);
}

bool ubl_test_absent(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	return !ubl_has(d, n, r->path);
}

bool ubl_test_at_most(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span first;

	return ubl_text(d, n, r->path, &first) <= r->n;
}

bool ubl_test_length(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span text;

	if (ubl_text(d, n, r->path, &text) > 1)
		return false;
	return text.len <= r->n || ubl_length(ubl_normal(d->arena, text)) <= r->n;
}

bool ubl_test_decimals(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span text;
	size_t point;

	if (ubl_text(d, n, r->path, &text) > 1)
		return false;
	point = span_find_char(text, '.', 0);
	return point == SIZE_MAX || ubl_length(span_from(text, point + 1)) <= 2;
}

static bool search_list(struct span word, const char *list)
{
	char key[CODE_MAX + 2] = " ";

	memcpy(key + 1, word.ptr, word.len);
	key[word.len + 1] = ' ';
	return span_has(span_of(list), (struct span){ key, word.len + 2 });
}

bool ubl_in_list(const struct ubl_doc *d, struct span text, const char *list)
{
	struct span word = ubl_normal(d->arena, text);
	struct asked *a;
	size_t hash = (uintptr_t)list;

	if (word.len > CODE_MAX || span_find_char(word, ' ', 0) != SIZE_MAX)
		return false;
	if (word.len > WORD_KEPT)
		return search_list(word, list);
	for (size_t i = 0; i < word.len; i++)
		hash = hash * 33 + (unsigned char)word.ptr[i];
	a = &asked[hash % ARRAY_LEN(asked)];
	if (a->list == list && a->len == word.len && memcmp(a->word, word.ptr, word.len) == 0)
		return a->found;
	a->list = list;
	a->len = (unsigned char)word.len;
	memcpy(a->word, word.ptr, word.len);
	return a->found = search_list(word, list);
}

bool ubl_test_code(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span text;

	return ubl_text(d, n, r->path, &text) <= 1 && ubl_in_list(d, text, r->arg);
}

bool ubl_test_attr(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct span value;

	(void)d;
	return ubl_attr(n, span_of(r->arg), &value);
}

/* BR-RO-DT: exactly YYYY-MM-DD in one piece, so neither time zone nor blanks nor a comment. */
bool ubl_test_date(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	int64_t minutes;

	(void)d, (void)r;
	return n->n_texts == 1 && n->text.len == 10 && ubl_date(n->text, &minutes);
}

enum ubl_tri ubl_charge(const struct ubl_doc *d, const struct ubl_node *n, bool charge)
{
	struct ubl_hits said = ubl_find(d, n, "cbc:ChargeIndicator");

	for (size_t i = 0; i < said.n; i++) {
		struct span text = span_trim(said.at[i]->text);
		bool yes = span_eq_str(text, "true") || span_eq_str(text, "1");

		if (!yes && !span_eq_str(text, "false") && !span_eq_str(text, "0"))
			return UBL_BROKEN;
		if (yes == charge)
			return UBL_YES;
	}
	return UBL_NO;
}

bool ubl_is_allowance(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)r;
	return ubl_charge(d, n, false) == UBL_YES;
}

bool ubl_is_charge(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)r;
	return ubl_charge(d, n, true) == UBL_YES && ubl_charge(d, n, false) != UBL_YES;
}

/* One cac:TaxScheme. */
static enum ubl_tri scheme_is_vat(const struct ubl_doc *d, const struct ubl_node *scheme)
{
	struct span id;

	if (ubl_text(d, scheme, "cbc:ID", &id) > 1)
		return UBL_BROKEN;
	return span_ieq_str(ubl_normal(d->arena, id), "VAT") ? UBL_YES : UBL_NO;
}

enum ubl_tri ubl_vat_scheme(const struct ubl_doc *d, const struct ubl_node *n)
{
	struct ubl_hits schemes = ubl_find(d, n, "cac:TaxScheme");

	for (size_t i = 0; i < schemes.n; i++) {
		enum ubl_tri is = scheme_is_vat(d, schemes.at[i]);

		if (is != UBL_NO)
			return is;
	}
	return UBL_NO;
}

enum ubl_tri ubl_vat_scheme_only(const struct ubl_doc *d, const struct ubl_node *n)
{
	struct ubl_hits schemes = ubl_find(d, n, "cac:TaxScheme");

	if (schemes.n == 0)
		return UBL_NO;
	return schemes.n > 1 ? UBL_BROKEN : scheme_is_vat(d, schemes.at[0]);
}

enum ubl_tri ubl_id_is(const struct ubl_doc *d, const struct ubl_node *n, const char *code)
{
	struct span id;

	if (ubl_text(d, n, "cbc:ID", &id) > 1)
		return UBL_BROKEN;
	return span_eq_str(ubl_normal(d->arena, id), code) ? UBL_YES : UBL_NO;
}

bool ubl_id_exactly(const struct ubl_doc *d, const struct ubl_node *n, const char *code)
{
	struct ubl_hits ids = ubl_find(d, n, "cbc:ID");

	for (size_t i = 0; i < ids.n; i++)
		if (span_eq_str(ids.at[i]->text, code))
			return true;
	return false;
}

bool ubl_any_positive(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		      bool zero_too)
{
	struct ubl_hits hits = ubl_find(d, n, path);

	for (size_t i = 0; i < hits.n; i++) {
		enum ubl_sign sign = ubl_number_sign(hits.at[i]->text);

		if (sign == UBL_NO_NUMBER)
			return false;
		if (sign == UBL_POSITIVE || sign == UBL_NAN || (zero_too && sign == UBL_ZERO))
			return true;
	}
	return false;
}

struct span ubl_normal_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct span text;

	(void)ubl_text(d, n, path, &text);
	return ubl_normal(d->arena, text);
}
