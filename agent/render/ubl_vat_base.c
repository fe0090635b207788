/* What a VAT category's breakdown sums: lines plus charges minus allowances, and the tax of that. */
#include "span.h"
#include "ubl_vat.h"

/* Some category at path below n has the code. */
static enum ubl_tri has_code(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			     const char *code)
{
	struct ubl_hits hits = ubl_find(d, n, path);
	enum ubl_tri is = UBL_NO;

	for (size_t i = 0; i < hits.n && is == UBL_NO; i++)
		is = ubl_id_is(d, hits.at[i], code);
	return is;
}

/* Some category at path below n has the rate. */
static enum ubl_tri has_rate(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			     struct ubl_number rate)
{
	struct ubl_hits hits = ubl_find(d, n, path);
	struct ubl_number v;

	for (size_t i = 0; i < hits.n; i++) {
		enum ubl_got got = ubl_number_at(d, hits.at[i], "cbc:Percent", &v);

		if (got == UBL_WRONG)
			return UBL_BROKEN;
		if (got == UBL_NUMBER && ubl_number_cmp(v, rate) == 0)
			return UBL_YES;
	}
	return UBL_NO;
}

/* The category's code and, when rate is asked for, the rate, somewhere below n. */
static enum ubl_tri uses(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			 const char *code, const struct ubl_number *rate)
{
	enum ubl_tri is = has_code(d, n, path, code);

	return is == UBL_YES && rate ? has_rate(d, n, path, *rate) : is;
}

/* Adds amount of the nodes that use the category. false: not to be computed. */
static bool add_used(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		     const char *code, const struct ubl_number *rate, const char *amount,
		     struct ubl_number *sum)
{
	struct ubl_number v;
	enum ubl_tri is = uses(d, n, path, code, rate);

	if (is != UBL_YES)
		return is == UBL_NO;
	if (ubl_number_at(d, n, amount, &v) == UBL_WRONG)
		return false;
	*sum = ubl_number_add(*sum, v);
	return true;
}

/* Lines plus charges minus allowances of a category. false: not to be computed. */
static bool base_of(const struct ubl_doc *d, const char *lines_at, const char *code,
		    const struct ubl_number *rate, struct ubl_number *ret)
{
	struct ubl_hits lines = ubl_find(d, d->root, lines_at),
			levels = ubl_find(d, d->root, "cac:AllowanceCharge");
	struct ubl_number sums[2] = { { 0 }, { 0 } };

	*ret = (struct ubl_number){ 0 };
	for (size_t i = 0; i < lines.n; i++)
		if (!add_used(d, lines.at[i], UBL_LINE_ITEM, code, rate, "cbc:LineExtensionAmount",
			      ret))
			return false;
	for (int charge = 0; charge < 2; charge++) {
		for (size_t i = 0; i < levels.n; i++) {
			enum ubl_tri is = ubl_charge(d, levels.at[i], charge);

			if (is == UBL_BROKEN ||
			    (is == UBL_YES && !add_used(d, levels.at[i], "cac:TaxCategory", code,
							rate, "cbc:Amount", &sums[charge])))
				return false;
		}
	}
	*ret = ubl_number_sub(ubl_number_add(*ret, sums[1]), sums[0]);
	return true;
}

static const char *const line_names[] = { "cac:InvoiceLine", "cac:CreditNoteLine" };

/* BR-x-08 of the categories without tax: exact. */
bool ubl_vat_base_equal(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number base, sum;

	for (size_t i = 0; i < ARRAY_LEN(line_names); i++) {
		if (ubl_match(d, line_names[i]).n == 0)
			continue;
		if (ubl_number_at(d, n->parent, "cbc:TaxableAmount", &base) != UBL_NUMBER ||
		    !base_of(d, line_names[i], r->arg, NULL, &sum))
			return false;
		if (ubl_number_cmp(base, sum) == 0)
			return true;
	}
	return false;
}

/* A line of this name, or an allowance or charge, anywhere, of the code and the rate. */
static enum ubl_tri rate_used(const struct ubl_doc *d, const char *lines, const struct ubl_rule *r,
			      struct ubl_number rate)
{
	struct ubl_hits hits = ubl_match(d, lines);
	enum ubl_tri is = UBL_NO;

	for (size_t i = 0; i < hits.n && is == UBL_NO; i++)
		is = uses(d, hits.at[i], UBL_LINE_ITEM, r->arg, &rate);
	hits = ubl_match(d, "cac:AllowanceCharge");
	for (size_t i = 0; i < hits.n && is == UBL_NO; i++)
		is = uses(d, hits.at[i], "cac:TaxCategory", r->arg, &rate);
	return is;
}

/* BR-S-08, -IG-08, -IP-08: for each rate, give or take less than one. */
bool ubl_vat_base_by_rate(const struct ubl_doc *d, const struct ubl_node *n,
			  const struct ubl_rule *r)
{
	struct ubl_number sum, rate;
	enum ubl_got got = ubl_number_at(d, n, "cbc:Percent", &rate);
	struct span base;

	if (got != UBL_NUMBER)
		return got == UBL_ABSENT;
	for (size_t i = 0; i < ARRAY_LEN(line_names); i++) {
		enum ubl_tri used = strcmp(r->arg, "S") == 0 ?
					    rate_used(d, line_names[i], r, rate) :
					    (ubl_match(d, line_names[i]).n > 0 ? UBL_YES : UBL_NO);

		if (used == UBL_NO)
			continue;
		if (used == UBL_BROKEN || ubl_text(d, n->parent, "cbc:TaxableAmount", &base) != 1 ||
		    !base_of(d, line_names[i], r->arg, &rate, &sum))
			return false;
		if (ubl_number_near_real(base, sum))
			return true;
		if (ubl_number_sign(base) == UBL_NO_NUMBER)
			return false;
	}
	return false;
}

bool ubl_vat_no_tax(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r)
{
	struct ubl_number tax;

	(void)r;
	return ubl_number_at(d, n->parent, "cbc:TaxAmount", &tax) == UBL_NUMBER &&
	       ubl_number_is_zero(tax);
}

bool ubl_vat_tax_by_rate(const struct ubl_doc *d, const struct ubl_node *n,
			 const struct ubl_rule *r)
{
	struct ubl_number tax, base, rate;

	(void)r;
	return ubl_number_at(d, n->parent, "cbc:TaxAmount", &tax) == UBL_NUMBER &&
	       ubl_number_at(d, n->parent, "cbc:TaxableAmount", &base) == UBL_NUMBER &&
	       ubl_number_at(d, n, "cbc:Percent", &rate) == UBL_NUMBER &&
	       ubl_number_near(ubl_number_abs(tax),
			       ubl_number_round(ubl_number_percent(ubl_number_abs(base), rate), 2));
}
