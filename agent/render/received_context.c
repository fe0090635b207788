/* A supplier's invoice -> context of its layout. Its own names, beside those of doc_context.h:
 *
 *   kind          "Factură", "Notă de credit"      type     its code, where the words do not say it
 *   label         its number, as much as a title takes       number   all of one that is longer
 *   index         ANAF's                            sums     list of {text}: what does not add up
 *   due, tax_point, delivered (days)                period   "01.11.2026 - 30.11.2026"
 *   order, sales_order, contract, project, despatch, receipt, lot, buyer_ref, account, terms
 *   preceding     list of {id, day}: four of them   attached_more   list of {id, words}
 *   seller, buyer also: more, a list of {text}: trade name, other ids, second lines of the address
 *   payee, agent, delivered_to: one line            means    "transfer (30)"
 *   iban, holder, bank, reference: of the first account; accounts: list of {text}, the others, cards, mandates
 *   vat           list of {label, base, tax}        grounds  list of {label, text}: why there is none
 *   taxes_other   list of {label, tax}: the VAT in another currency
 *   preceding_more, adjusts_more, vat_more: what has no room beside others, in their place among the notes
 *   missing_in    where letters cannot be printed, "" = nowhere */
#include "received_in.h"

#include "doc_items.h"
#include "doc_print.h"
#include "doc_values.h"
#include "span.h"
#include "utf8.h"

#define FEW        4 /* facts of a kind */
#define RATES_MAX  12
#define LABEL_MAX  30
#define JOINED_MAX ((size_t)64 << 10)

static void set_text(struct received_tree *t, struct value *v, const char *key, struct span text)
{
	value_set(t->a, v, key, tree_short(t, text));
}

/* What there is of texts, with a comma between. */
static struct span joined(struct arena *a, const struct span *text, size_t n)
{
	struct buf b;

	buf_init(&b, a, JOINED_MAX);
	for (size_t i = 0; i < n; i++)
		if (text[i].len)
			buf_add_fmt(&b, "%s%.*s", b.len ? ", " : "", SPAN_ARG(text[i]));
	return buf_span(&b);
}

/* "CJ" of "RO-CJ" (ISO 3166-2). */
static struct span county_of(struct span subdivision)
{
	return span_istarts(subdivision, S("RO-")) ? span_from(subdivision, 3) : subdivision;
}

static bool at_home(struct span country)
{
	return !country.len || span_ieq_str(country, "RO");
}

/* Where somebody is, in one line; a county abroad is a part of the address like others. */
static struct span place_line(struct received_tree *t, struct span postcode, struct span city,
			      struct span county, struct span country)
{
	bool home = at_home(country);
	struct value *args = value_new_map(t->a), *shown = NULL;
	const struct span abroad[] = { city, county };

	value_set(t->a, args, "place",
		  doc_place(t->a, postcode, home ? city : joined(t->a, abroad, 2),
			    home ? county_of(county) : S(""), home));
	if (!t->rc)
		t->rc = look_localise(t->look, t->a, t->in->lang, args, &shown, t->why);
	return joined(
		t->a,
		(const struct span[]){ value_get_text(shown, "place"), home ? S("") : country }, 2);
}

/* {text} of words round an id, "" = without. */
static void more_id(struct received_tree *t, struct value *list, const char *key, struct span id)
{
	if (id.len)
		tree_note(t, list,
			  tree_say(t, key,
				   value_set(t->a, value_new_map(t->a), "id", tree_fact(t, id))));
}

static void add_party(struct received_tree *t, struct value *tree, const char *key,
		      const struct ubl_party *p)
{
	struct value *v = value_new_map(t->a), *more = value_new_list(t->a);
	struct span digits = span_istarts(p->tax_id, S("RO")) ? span_from(p->tax_id, 2) : p->tax_id;
	struct span street =
		joined(t->a, (const struct span[]){ p->street, p->street2, p->street3 }, 3);

	set_text(t, v, "name", p->name);
	value_set(t->a, v, "tax_code", tree_fact(t, p->tax_id));
	value_set(t->a, v, "vat_registered", value_bool(t->a, digits.len < p->tax_id.len));
	value_set(t->a, v, "company", value_bool(t->a, p->tax_id.len > 0));
	set_text(t, v, "reg_no", S(""));
	set_text(t, v, "street", street);
	set_text(t, v, "place", place_line(t, p->postcode, p->city, p->county, p->country));
	set_text(t, v, "abroad", S(""));
	value_set(t->a, v, "email", tree_fact(t, p->email));
	value_set(t->a, v, "phone", tree_fact(t, p->phone));
	value_set(t->a, v, "contact", tree_fact(t, p->contact));
	more_id(t, more, TX("pdf.received.id"), p->trade);
	more_id(t, more, TX("pdf.received.id"), p->form);
	if (!span_eq(p->reg_id, digits) && !span_eq(p->reg_id, p->tax_id))
		more_id(t, more, TX("pdf.received.reg_id"), p->reg_id);
	more_id(t, more, TX("pdf.received.reg_id"), p->tax_id2);
	more_id(t, more, TX("pdf.received.other_id"), p->id);
	value_set(t->a, v, "more", more);
	value_set(t->a, tree, key, v);
}

/* Somebody beside the two, in one line. */
static void add_other(struct received_tree *t, struct value *tree, const char *key,
		      const struct ubl_party *p)
{
	const struct span parts[] = {
		p->name,   p->tax_id,  p->reg_id,
		p->street, p->street2, place_line(t, p->postcode, p->city, p->county, p->country)
	};

	set_text(t, tree, key, joined(t->a, parts, ARRAY_LEN(parts)));
}

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
	set_text(t, v, "type", known ? S("") : h->type);
	value_set(t->a, v, "label",
		  h->number.len ?
			  tree_cut(t, h->number, LABEL_MAX) :
			  value_text(t->a, tree_say(t, TX("pdf.received.no_number"), NULL)));
	set_text(t, v, "number", utf8_count(h->number) > LABEL_MAX ? h->number : S(""));
	tree_day(t, v, "issue", h->issue);
	tree_day(t, v, "due", h->due);
	tree_day(t, v, "tax_point", h->tax_point);
	tree_day(t, v, "delivered", u->delivery.day);
	set_text(t, v, "index", t->in->index);
	value_set(t->a, v, "order", tree_fact(t, h->order));
	set_text(t, v, "sales_order", h->sales_order);
	value_set(t->a, v, "contract", tree_fact(t, h->contract));
	set_text(t, v, "project", h->project);
	set_text(t, v, "despatch", h->despatch);
	set_text(t, v, "receipt", h->receipt);
	set_text(t, v, "lot", h->lot);
	set_text(t, v, "buyer_ref", h->buyer_ref);
	set_text(t, v, "account", h->account);
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
		set_text(t, one, "words",
			 joined(t->a, (const struct span[]){ r->words, r->file, r->uri }, 3));
		value_push(t->a, i < few ? list : more, one);
	}
	value_set(t->a, v, key, list);
	value_set(t->a, v, arena_str(t->a, arena_fmt(t->a, "%s_more", key)), more);
}

static void add_totals(struct received_tree *t, struct value *v)
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

static void add_vat(struct received_tree *t, struct value *v)
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
			  value_text(t->a, joined(t->a, words, ARRAY_LEN(words))));
		value_push(t->a, grounds, ground);
	}
	for (size_t i = 1; i < taxes->n && i < FEW; i++) {
		struct value *one = value_new_map(t->a);

		set_text(t, one, "label", taxes->at[i].currency);
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

static void add_payment(struct received_tree *t, struct value *v)
{
	static const struct ubl_pay none;
	const struct ubl_pays *pays = &t->in->u->pays;
	const struct ubl_pay *first = pays->n ? &pays->at[0] : &none;
	struct value *accounts = value_new_list(t->a);
	struct span reference = S("");

	for (size_t i = 0; i < pays->n; i++) {
		const struct ubl_pay *p = &pays->at[i];
		struct span account = S("");

		if (!first->iban.len && p->iban.len)
			first = p;
		if (!reference.len)
			reference = p->reference;
		if (p->iban.len && p != first)
			account = joined(t->a,
					 (const struct span[]){ doc_iban_groups(t->a, p->iban),
								p->bank, p->holder, p->reference },
					 4);
		tree_note(t, accounts, account);
		more_id(t, accounts, TX("pdf.received.card"),
			joined(t->a, (const struct span[]){ p->card, p->card_holder }, 2));
		more_id(t, accounts, TX("pdf.received.mandate"), p->mandate);
		more_id(t, accounts, TX("pdf.received.debited"), p->debited);
	}
	value_set(t->a, v, "means", tree_fact(t, means_of(t, first)));
	set_text(t, v, "iban", doc_iban_groups(t->a, first->iban));
	set_text(t, v, "bank", first->bank);
	set_text(t, v, "holder",
		 span_ieq(first->holder, t->in->u->seller.name) ? S("") : first->holder);
	set_text(t, v, "reference", reference);
	value_set(t->a, v, "accounts", accounts);
}

static void add_delivery(struct received_tree *t, struct value *v)
{
	const struct ubl_delivery *d = &t->in->u->delivery;
	const struct span parts[] = { d->name, d->place, d->street, d->street2,
				      place_line(t, d->postcode, d->city, d->county, d->country) };

	set_text(t, v, "delivered_to", joined(t->a, parts, ARRAY_LEN(parts)));
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
	add_party(&t, v, "seller", &u->seller);
	add_party(&t, v, "buyer", &u->buyer);
	add_other(&t, v, "payee", &u->payee);
	add_other(&t, v, "agent", &u->agent);
	add_delivery(&t, v);
	add_refs(&t, v, "preceding", FEW, &u->preceding);
	add_refs(&t, v, "attached", 0, &u->attached);
	tree_lines(&t, v);
	tree_adjusts(&t, v);
	add_totals(&t, v);
	add_vat(&t, v);
	add_payment(&t, v);
	add_sums(&t, v);
	value_set(a, v, "notes", t.notes);
	value_set(a, v, "missing_in", value_str(a, ""));
	return t.rc ? t.rc : look_localise(l, a, in->lang, v, ret, reterr);
}
