/* Totals, VAT and how to pay, in a supplier's invoice. */
#include "received_in.h"

#include "doc_values.h"
#include "span.h"

#define RATES_MAX 12 /* what has room beside the totals */

void tree_totals(struct received_tree *t, struct value *v)
{
	const struct ubl_totals *sum = &t->in->u->totals;

	tree_amount(t, v, "sum_lines", sum->lines);
	tree_amount(t, v, "allowances", sum->allowances);
	tree_amount(t, v, "charges", sum->charges);
	tree_amount(t, v, "net", sum->net);
	tree_amount(t, v, "total", sum->total);
	tree_amount(t, v, "prepaid", sum->prepaid);
	tree_amount(t, v, "rounding", sum->rounding);
	tree_amount_in(t, v, "payable", sum->payable,
		       sum->currency.len ? sum->currency : t->currency);
}

void tree_vat(struct received_tree *t, struct value *v)
{
	const struct ubl_taxes *taxes = &t->in->u->taxes;
	struct value *list = value_new_list(t->a), *grounds = value_new_list(t->a),
		     *other = value_new_list(t->a), *more = value_new_list(t->a);

	tree_amount(t, v, "tax", taxes->n ? taxes->at[0].amount : S(""));
	for (size_t i = 0; taxes->n && i < taxes->at[0].vat.n; i++) {
		const struct ubl_vat *g = &taxes->at[0].vat.at[i];
		struct value *one = value_new_map(t->a), *ground = value_new_map(t->a);
		struct span words[] = { g->reason, g->code };

		value_set(t->a, one, "label",
			  doc_rate(t->a, g->category, tree_number(t, g->rate, 0)));
		tree_amount(t, one, "base", g->base);
		tree_amount(t, one, "tax", g->tax);
		value_push(t->a, i < RATES_MAX ? list : more, one);
		if (!g->reason.len && !g->code.len)
			continue;
		value_set(t->a, ground, "label",
			  doc_rate(t->a, g->category, tree_number(t, g->rate, 0)));
		value_set(t->a, ground, "text",
			  value_text(t->a, tree_joined(t->a, words, ARRAY_LEN(words))));
		value_push(t->a, grounds, ground);
	}
	for (size_t i = 1; i < taxes->n && i < TREE_FEW; i++) {
		struct value *one = value_new_map(t->a);

		tree_set(t, one, "label", taxes->at[i].currency);
		tree_amount_in(t, one, "tax", taxes->at[i].amount, taxes->at[i].currency);
		value_push(t->a, other, one);
	}
	value_set(t->a, v, "vat", list);
	value_set(t->a, v, "vat_more", more);
	value_set(t->a, v, "vat_any", value_bool(t->a, list->u.list.n > 0));
	value_set(t->a, v, "grounds", grounds);
	value_set(t->a, v, "taxes_other", other);
	value_set(t->a, v, "vat_payer", value_bool(t->a, true));
}

/* UNTDID 4461, those that are usual. */
static struct span means_of(struct received_tree *t, const struct ubl_pay *p)
{
	static const struct {
		const char *code, *key;
	} words[] = {
		{ "1", TX("pdf.means.any") },       { "10", TX("pdf.means.cash") },
		{ "20", TX("pdf.means.cheque") },   { "30", TX("pdf.means.transfer") },
		{ "31", TX("pdf.means.transfer") }, { "42", TX("pdf.means.transfer") },
		{ "48", TX("pdf.means.card") },     { "49", TX("pdf.means.debit") },
		{ "54", TX("pdf.means.card") },     { "55", TX("pdf.means.card") },
		{ "57", TX("pdf.means.standing") }, { "58", TX("pdf.means.transfer") },
		{ "59", TX("pdf.means.debit") },    { "68", TX("pdf.means.online") },
		{ "97", TX("pdf.means.clearing") },
	};

	if (p->words.len)
		return p->words;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_eq_str(p->code, words[i].code))
			return tree_say(t, words[i].key, NULL);
	return p->code;
}

/* The means that are named, each once. */
static struct span all_means(struct received_tree *t)
{
	const struct ubl_pays *pays = &t->in->u->pays;
	struct span means[TREE_FEW] = { { 0 } };
	size_t n = 0;

	for (size_t i = 0; i < pays->n && n < ARRAY_LEN(means); i++) {
		struct span one = means_of(t, &pays->at[i]);

		for (size_t k = 0; k < n; k++)
			if (span_eq(means[k], one))
				one = S("");
		if (one.len)
			means[n++] = one;
	}
	return tree_joined(t->a, means, n);
}

/* The first account stands in the block at the foot where there is something to pay, else with the others. */
void tree_payment(struct received_tree *t, struct value *v)
{
	static const struct ubl_pay none;
	const struct ubl_in *u = t->in->u;
	const struct ubl_pay *first = &none;
	struct value *accounts = value_new_list(t->a);
	bool owed = !u->credit_note && (u->payable.minor > 0 || !u->payable.cur[0]);

	for (size_t i = 0; i < u->pays.n; i++) {
		const struct ubl_pay *p = &u->pays.at[i];

		if (owed && !first->iban.len && p->iban.len)
			first = p;
		else
			tree_note(t, accounts,
				  tree_joined(t->a,
					      (const struct span[]){ doc_iban_groups(t->a, p->iban),
								     p->bank, p->holder,
								     p->reference },
					      4));
		tree_id(t, accounts, TX("pdf.received.card"),
			tree_joined(t->a, (const struct span[]){ p->card, p->card_holder }, 2));
		tree_id(t, accounts, TX("pdf.received.mandate"), p->mandate);
		tree_id(t, accounts, TX("pdf.received.debited"), p->debited);
	}
	value_set(t->a, v, "means", tree_fact(t, all_means(t)));
	tree_set(t, v, "iban", doc_iban_groups(t->a, first->iban));
	tree_set(t, v, "bank", first->bank);
	tree_set(t, v, "holder", span_ieq(first->holder, u->seller.name) ? S("") : first->holder);
	tree_set(t, v, "reference", first->reference);
	value_set(t->a, v, "accounts", accounts);
}
