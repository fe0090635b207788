/* A supplier's invoice -> context of its layout. Its own names, beside those of doc_context.h:
 *
 *   kind          "Factură", "Notă de credit"      type     its code, where the words do not say it
 *   label         its number, as much as a title takes       number   all of one that is longer
 *   index         ANAF's                            sums     list of {text}: what does not add up
 *   due, tax_point, delivered (days)                period   "01.11.2026 - 30.11.2026"
 *   order, sales_order, contract, project, despatch, receipt, lot, buyer_ref, account, terms
 *   preceding     list of {id, day}: four of them   attached_more   list of {id, words}
 *   seller, buyer also: more, a list of {text}: trade name, other ids, second lines of the address
 *   payee, agent, delivered_to: one line            means    "transfer bancar"
 *   iban, holder, bank, reference: where to pay, "" where nothing is owed; accounts: list of {text}, the others, cards, mandates
 *   vat           list of {label, base, tax}        grounds  list of {label, text}: why there is none
 *   taxes_other   list of {label, tax}: the VAT in another currency
 *   preceding_more, adjusts_more, vat_more: what has no room beside others, in their place among the notes
 *   missing_in    where letters cannot be printed, "" = nowhere */
#include "received_in.h"

#include "span.h"
#include "utf8.h"

#define LABEL_MAX 30

static void add_head(struct received_tree *t, struct value *v)
{
	static const struct {
		const char *code, *key;
	} kinds[] = {
		{ "380", TX("pdf.received.380") }, { "381", TX("pdf.received.381") },
		{ "384", TX("pdf.received.384") }, { "386", TX("pdf.received.386") },
		{ "389", TX("pdf.received.389") }, { "751", TX("pdf.received.751") },
	};
	const struct ubl_in *u = t->in->u;
	const struct ubl_head *h = &u->head;
	const char *key = u->credit_note ? TX("pdf.received.381") : TX("pdf.received.380");
	bool known = !h->type.len;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (span_eq_str(h->type, kinds[i].code)) {
			key = kinds[i].key;
			known = true;
		}
	value_set(t->a, v, "kind", value_text(t->a, tree_say(t, key, NULL)));
	value_set(t->a, v, "credit_note", value_bool(t->a, u->credit_note));
	tree_set(t, v, "type", known ? S("") : h->type);
	value_set(t->a, v, "label",
		  h->number.len ?
			  tree_cut(t, h->number, LABEL_MAX) :
			  value_text(t->a, tree_say(t, TX("pdf.received.no_number"), NULL)));
	tree_set(t, v, "number", utf8_count(h->number) > LABEL_MAX ? h->number : S(""));
	tree_day(t, v, "issue", h->issue);
	tree_day(t, v, "due", h->due);
	tree_day(t, v, "tax_point", h->tax_point);
	tree_day(t, v, "delivered", u->delivery.day);
	tree_set(t, v, "index", t->in->index);
	value_set(t->a, v, "order", tree_fact(t, h->order));
	tree_set(t, v, "sales_order", h->sales_order);
	value_set(t->a, v, "contract", tree_fact(t, h->contract));
	tree_set(t, v, "project", h->project);
	tree_set(t, v, "despatch", h->despatch);
	tree_set(t, v, "receipt", h->receipt);
	tree_set(t, v, "lot", h->lot);
	tree_set(t, v, "buyer_ref", h->buyer_ref);
	tree_set(t, v, "account", h->account);
	value_set(t->a, v, "terms", value_text(t->a, h->terms));
	/* UNTDID 2005 as EN 16931-1 takes it: VAT falls due on issue, delivery or payment. */
	value_set(t->a, v, "tax_on_payment",
		  value_bool(t->a, span_eq_str(h->tax_point_code, "432")));
}

static void add_period(struct received_tree *t, struct value *v)
{
	const struct ubl_head *h = &t->in->u->head;
	struct value *args = value_new_map(t->a);

	tree_day(t, args, "from", h->from);
	tree_day(t, args, "to", h->to);
	value_set(t->a, v, "period",
		  value_text(t->a, h->from.len || h->to.len ?
					   tree_say(t, TX("pdf.received.period"), args) :
					   S("")));
}

/* The first few, the others of them as key_more. */
static void add_refs(struct received_tree *t, struct value *v, const char *key, size_t few,
		     const struct ubl_refs *refs)
{
	struct value *list = value_new_list(t->a), *more = value_new_list(t->a);

	for (size_t i = 0; i < refs->n; i++) {
		const struct ubl_ref *r = &refs->at[i];
		struct value *one = value_new_map(t->a);

		value_set(t->a, one, "id", i < few ? tree_fact(t, r->id) : tree_short(t, r->id));
		tree_day(t, one, "day", r->day);
		tree_set(t, one, "words",
			 tree_joined(t->a, (const struct span[]){ r->words, r->file, r->uri }, 3));
		value_push(t->a, i < few ? list : more, one);
	}
	value_set(t->a, v, key, list);
	value_set(t->a, v, arena_str(t->a, arena_fmt(t->a, "%s_more", key)), more);
}

static void add_sums(struct received_tree *t, struct value *v)
{
	struct value *sums = value_new_list(t->a);

	for (size_t i = 0; t->in->sums && i < t->in->sums->u.list.n; i++)
		value_push(t->a, sums,
			   value_set(t->a, value_new_map(t->a), "text", t->in->sums->u.list.at[i]));
	value_set(t->a, v, "sums", sums);
	value_set(t->a, v, "sums_any", value_bool(t->a, sums->u.list.n > 0));
}

enum rc received_context(const struct look *l, struct arena *a, const struct received_print *in,
			 struct value **ret, struct why *reterr)
{
	const struct ubl_in *u = in->u;
	struct received_tree t = { .look = l, .a = a, .in = in, .why = reterr };
	struct value *v = value_new_map(a), *brand = value_new_map(a);

	t.currency = u->head.currency.len ? u->head.currency : u->totals.currency;
	t.decimals = money_exponent(u->payable.cur);
	t.notes = value_new_list(a);
	for (size_t i = 0; i < u->notes.n; i++)
		tree_note(&t, t.notes, u->notes.at[i].text);
	value_set(a, brand, "website", value_str(a, ""));
	value_set(a, v, "brand", brand);
	add_head(&t, v);
	add_period(&t, v);
	tree_party(&t, v, "seller", &u->seller);
	tree_party(&t, v, "buyer", &u->buyer);
	tree_other(&t, v, "payee", &u->payee);
	tree_other(&t, v, "agent", &u->agent);
	tree_delivery(&t, v);
	add_refs(&t, v, "preceding", TREE_FEW, &u->preceding);
	add_refs(&t, v, "attached", 0, &u->attached);
	tree_lines(&t, v);
	tree_adjusts(&t, v);
	tree_totals(&t, v);
	tree_vat(&t, v);
	tree_payment(&t, v);
	add_sums(&t, v);
	value_set(a, v, "notes", t.notes);
	value_set(a, v, "missing_in", value_str(a, ""));
	return t.rc ? t.rc : look_localise(l, a, in->lang, v, ret, reterr);
}
