/* The questions that many rules share. Where the official expression breaks on a value (two elements
 * where one is meant), the rule counts as found, as the official validator does. */
#include "day.h"
#include "span.h"
#include "ubl_rule.h"

bool ubl_test_not_empty(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_hits hits = ubl_find(d, n, r->path);

	for (size_t i = 0; i < hits.n; i++)
		if (hits.at[i]->text.len || hits.at[i]->child)
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

	return ubl_text(d, n, r->path, &text) <= 1 &&
	       ubl_length(ubl_normal(d->arena, text)) <= r->n;
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

bool ubl_in_list(const struct ubl_doc *d, struct span text, const char *list)
{
	struct span word = ubl_normal(d->arena, text), rest = span_of(list), one;

	while (span_next_word(&rest, &one))
		if (span_eq(one, word))
			return true;
	return false;
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

/* BR-RO-DT: exactly YYYY-MM-DD, so neither time zone nor blanks. */
bool ubl_test_date(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct day day;
	struct span text = n->text;

	(void)d, (void)r;
	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	return day_parse(text, &day) == RC_OK;
}

int ubl_charge_indicator(const struct ubl_doc *d, const struct ubl_node *n)
{
	struct span text;

	if (ubl_text(d, n, "cbc:ChargeIndicator", &text) != 1)
		return -1;
	text = span_trim(text);
	if (span_eq_str(text, "true") || span_eq_str(text, "1"))
		return 1;
	return span_eq_str(text, "false") || span_eq_str(text, "0") ? 0 : -1;
}

bool ubl_is_allowance(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)r;
	return ubl_charge_indicator(d, n) == 0;
}

bool ubl_is_charge(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	(void)r;
	return ubl_charge_indicator(d, n) == 1;
}

bool ubl_has_vat_scheme(const struct ubl_doc *d, const struct ubl_node *n)
{
	struct ubl_hits ids = ubl_find(d, n, "cac:TaxScheme/cbc:ID");

	for (size_t i = 0; i < ids.n; i++)
		if (span_ieq_str(ubl_normal(d->arena, ids.at[i]->text), "VAT"))
			return true;
	return false;
}

struct span ubl_normal_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct span text;

	(void)ubl_text(d, n, path, &text);
	return ubl_normal(d->arena, text);
}
