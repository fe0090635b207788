/* Lines (BG-25), allowances and charges, VAT groups, totals. */
#include "ubl_write_in.h"

#include "buf.h"
#include "span.h"
#include "ubl_units.h"

enum {
	ITEM_NAME_MAX = 100,   /* BR-RO-L100x: BT-153 */
	DESCRIPTION_MAX = 200, /* BT-154 */
	LINE_NOTE_MAX = 300,   /* BT-127 */
	ATTRIBUTE_MAX = 100,   /* BT-161 */
	ATTRIBUTES_MAX = 50    /* BR-RO-A052 */
};

static void write_percent(struct ubl_doc_out *d, const char *name, struct decimal p)
{
	ubl_leaf(d->o, name, decimal_print(d->o->a, p, 2));
}

void ubl_write_category(struct ubl_doc_out *d, const char *name, char category, struct decimal rate,
			struct span code, struct span reason)
{
	struct ubl_out *o = d->o;

	ubl_open(o, name);
	ubl_leaf_str(o, "cbc:ID", vat_category_code(category));
	if (category != 'O') /* BR-O-05 */
		write_percent(d, "cbc:Percent", rate);
	ubl_leaf(o, "cbc:TaxExemptionReasonCode", code);
	ubl_leaf(o, "cbc:TaxExemptionReason", reason);
	ubl_open(o, "cac:TaxScheme");
	ubl_leaf_str(o, "cbc:ID", "VAT");
	ubl_close(o);
	ubl_close(o);
}

void ubl_write_adjusts(struct ubl_doc_out *d, const struct adjusts *list, bool of_line)
{
	struct ubl_out *o = d->o;

	for (size_t i = 0; i < list->n; i++) {
		const struct adjust *j = &list->at[i];

		ubl_open(o, "cac:AllowanceCharge");
		ubl_leaf_str(o, "cbc:ChargeIndicator", j->charge ? "true" : "false");
		ubl_leaf(o, "cbc:AllowanceChargeReasonCode", j->code);
		ubl_leaf(o, "cbc:AllowanceChargeReason", j->reason);
		if (j->percent.n != 0)
			write_percent(d, "cbc:MultiplierFactorNumeric", j->percent);
		ubl_leaf_money(o, "cbc:Amount", j->amount);
		if (j->percent.n != 0)
			ubl_leaf_money(o, "cbc:BaseAmount", j->base);
		if (!of_line)
			ubl_write_category(d, "cac:TaxCategory", j->vat_category, j->vat_rate,
					   S(""), S(""));
		ubl_close(o);
	}
}

static void write_group(struct ubl_doc_out *d, const struct vat_subtotal *t)
{
	ubl_open(d->o, "cac:TaxSubtotal");
	ubl_leaf_money(d->o, "cbc:TaxableAmount", t->base);
	ubl_leaf_money(d->o, "cbc:TaxAmount", t->tax);
	ubl_write_category(d, "cac:TaxCategory", t->category, t->rate, t->code, t->reason);
	ubl_close(d->o);
}

static bool has_adjust(const struct snapshot *s, bool charge)
{
	for (size_t i = 0; i < s->adjusts.n; i++)
		if (s->adjusts.at[i].charge == charge)
			return true;
	return false;
}

void ubl_write_totals(struct ubl_doc_out *d)
{
	const struct snapshot *s = d->s;
	struct ubl_out *o = d->o;

	ubl_open(o, "cac:TaxTotal");
	ubl_leaf_money(o, "cbc:TaxAmount", s->tax);
	for (size_t i = 0; i < s->vat.n; i++)
		write_group(d, &s->vat.at[i]);
	ubl_close(o);
	if (s->tax_currency[0]) { /* BT-111, BR-53 */
		ubl_open(o, "cac:TaxTotal");
		ubl_leaf_money(o, "cbc:TaxAmount", s->tax_lei);
		ubl_close(o);
	}
	ubl_open(o, "cac:LegalMonetaryTotal");
	ubl_leaf_money(o, "cbc:LineExtensionAmount", s->sum_lines);
	ubl_leaf_money(o, "cbc:TaxExclusiveAmount", s->net);
	ubl_leaf_money(o, "cbc:TaxInclusiveAmount", s->total);
	if (has_adjust(s, false)) /* BR-CO-11, BR-CO-12: also where they sum up to 0 */
		ubl_leaf_money(o, "cbc:AllowanceTotalAmount", s->allowances);
	if (has_adjust(s, true))
		ubl_leaf_money(o, "cbc:ChargeTotalAmount", s->charges);
	if (s->prepaid.minor != 0)
		ubl_leaf_money(o, "cbc:PrepaidAmount", s->prepaid);
	if (s->rounding.minor != 0)
		ubl_leaf_money(o, "cbc:PayableRoundingAmount", s->rounding);
	ubl_leaf_money(o, "cbc:PayableAmount", s->payable);
	ubl_close(o);
}

/* What a line says beyond its name, cut where the fields of CIUS-RO end. */
struct line_text {
	struct span name, description, note, more;
};

static struct line_text split_text(struct arena *a, const struct line *l)
{
	struct span rest = span_trim(l->name), more = span_trim(l->description);
	struct line_text t;

	t.name = ubl_take_text(&rest, ITEM_NAME_MAX);
	if (rest.len > 0 && more.len > 0)
		more = arena_fmt(a, "%.*s\n%.*s", SPAN_ARG(rest), SPAN_ARG(more));
	else if (rest.len > 0)
		more = rest;
	t.description = ubl_take_text(&more, DESCRIPTION_MAX);
	t.note = ubl_take_text(&more, LINE_NOTE_MAX);
	t.more = more;
	return t;
}

static void write_attribute(struct ubl_doc_out *d, struct span name, struct span value)
{
	ubl_open(d->o, "cac:AdditionalItemProperty");
	ubl_leaf(d->o, "cbc:Name", name);
	ubl_leaf(d->o, "cbc:Value", value);
	ubl_close(d->o);
}

static void write_item(struct ubl_doc_out *d, const struct line *l, const struct line_text *t,
		       bool unit_unknown)
{
	struct span more = t->more;

	ubl_open(d->o, "cac:Item");
	ubl_leaf(d->o, "cbc:Description", t->description);
	ubl_leaf(d->o, "cbc:Name", t->name);
	ubl_write_category(d, "cac:ClassifiedTaxCategory", l->vat_category, l->vat_rate, S(""),
			   S(""));
	if (unit_unknown)
		write_attribute(d, ubl_word(d, TX("ubl.write.unit")), l->unit);
	for (int i = unit_unknown; more.len > 0 && i < ATTRIBUTES_MAX; i++)
		write_attribute(
			d, ubl_word(d, TX("ubl.write.more")),
			ubl_take_text(&more, i + 1 == ATTRIBUTES_MAX ? more.len : ATTRIBUTE_MAX));
	ubl_close(d->o);
}

static void write_line(struct ubl_doc_out *d, const struct line *l, size_t no)
{
	struct ubl_out *o = d->o;
	struct line_text t = split_text(o->a, l);
	const char *unit = ubl_unit_code(o->a, l->unit);
	ubl_open(o, d->credit_note ? "cac:CreditNoteLine" : "cac:InvoiceLine");
	ubl_leaf(o, "cbc:ID", arena_fmt(o->a, "%zu", no));
	ubl_leaf(o, "cbc:Note", t.note);
	ubl_leaf_attr(o, d->credit_note ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
		      "unitCode", span_of(unit ? unit : "ZZ"), decimal_print(o->a, l->qty, 0));
	ubl_leaf_money(o, "cbc:LineExtensionAmount", l->net);
	ubl_write_period(d, l->period_from, l->period_to, S(""));
	ubl_write_adjusts(d, &l->adjusts, true);
	write_item(d, l, &t, unit == NULL);
	ubl_open(o, "cac:Price");
	ubl_leaf_attr(o, "cbc:PriceAmount", "currencyID", span_of(d->s->currency),
		      decimal_print(o->a, l->price, 2));
	ubl_close(o);
	ubl_close(o);
}

void ubl_write_lines(struct ubl_doc_out *d)
{
	for (size_t i = 0; i < d->s->lines.n; i++)
		write_line(d, &d->s->lines.at[i], i + 1);
}
