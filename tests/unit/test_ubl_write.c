/* The UBL writer: every case is one that the rules accept, with the sums of its snapshot, and no text of it
 * is lost. tests/ubl/run asks ANAF's own rules of the same cases. */
#include "sample_look.h"
#include "invoice_type.h"
#include "ubl_cases.h"
#include "ubl_check.h"
#include "ubl_tree.h"
#include "unit.h"

static struct span written(const struct look *l, struct arena *a, const struct ubl_case *c)
{
	struct span xml = S("");
	struct why why = { "" };

	if (ubl_write(l, a, &c->s, &c->files, &xml, &why))
		FAIL("%s: %s", c->name, why.text);
	return xml;
}

static void check_rules(struct arena *a, struct span xml)
{
	struct ubl_report rep;

	ubl_check(a, xml, &rep);
	for (size_t i = 0; i < rep.n; i++)
		if (!rep.at[i].warning)
			FAIL("%s at line %u: %.*s", rep.at[i].id, rep.at[i].line,
			     SPAN_ARG(rep.at[i].detail));
}

#define TOTAL "cac:LegalMonetaryTotal/cbc:"

static struct span text_at(const struct ubl_doc *d, const char *path)
{
	struct span ret = S("");

	(void)ubl_text(d, d->root, path, &ret);
	return ret;
}

static void check_sum(const struct ubl_doc *d, struct arena *a, const char *path, struct money m)
{
	struct span got = text_at(d, path);

	if (got.len == 0 && m.minor == 0)
		return;
	CHECK_SPANS(got, money_print(a, m));
}

static void check_sums(struct arena *a, struct span xml, const struct snapshot *stored)
{
	const struct snapshot *s = invoice_as_read(a, stored);
	struct ubl_hits lines;
	struct ubl_doc *d;
	struct why why;

	if (!CHECK_RC(ubl_parse(a, xml, &d, &why), RC_OK))
		return;
	check_sum(d, a, TOTAL "LineExtensionAmount", s->sum_lines);
	check_sum(d, a, TOTAL "AllowanceTotalAmount", s->allowances);
	check_sum(d, a, TOTAL "ChargeTotalAmount", s->charges);
	check_sum(d, a, TOTAL "TaxExclusiveAmount", s->net);
	check_sum(d, a, TOTAL "TaxInclusiveAmount", s->total);
	check_sum(d, a, TOTAL "PrepaidAmount", s->prepaid);
	check_sum(d, a, TOTAL "PayableRoundingAmount", s->rounding);
	check_sum(d, a, TOTAL "PayableAmount", s->payable);
	CHECK_SPANS(text_at(d, "cac:TaxTotal/cbc:TaxAmount"), money_print(a, s->tax));
	CHECK_INT(ubl_find(d, d->root, "cac:TaxTotal").n, s->tax_currency[0] ? 2 : 1);
	lines = ubl_find(d, d->root,
			 "cac:InvoiceLine/cbc:LineExtensionAmount|cac:CreditNoteLine/"
			 "cbc:LineExtensionAmount");
	if (!CHECK_INT(lines.n, s->lines.n))
		return;
	for (size_t i = 0; i < lines.n; i++)
		CHECK_SPANS(lines.at[i]->text, money_print(a, s->lines.at[i].net));
}

TEST(ubl_write_hand_made_cases)
{
	struct look *l = sample_look();
	struct ubl_case c;

	for (size_t i = 0; l && ubl_case_at(unit_arena(), i, &c); i++) {
		SCOPED_ARENA a = arena_new(64 << 20);
		struct span xml = written(l, a, &c);

		UNIT_CASE("%s", c.name);
		check_rules(a, xml);
		check_sums(a, xml, &c.s);
		CHECK_SPANS(written(l, a, &c), xml);
	}
	look_free(l);
}

TEST(ubl_write_cases_by_lot)
{
	struct look *l = sample_look();

	for (uint64_t seed = 1; l && seed <= 1500; seed++) {
		SCOPED_ARENA a = arena_new(64 << 20);
		struct ubl_case c;
		struct span xml;

		UNIT_CASE("seed %d", (int)seed);
		ubl_case_random(a, seed, &c);
		xml = written(l, a, &c);
		check_rules(a, xml);
		check_sums(a, xml, &c.s);
	}
	look_free(l);
}
