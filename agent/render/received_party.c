/* Who and where, in a supplier's invoice. */
#include "received_in.h"

#include "doc_values.h"
#include "span.h"

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
		  doc_place(t->a, postcode, home ? city : tree_joined(t->a, abroad, 2),
			    home ? county_of(county) : S(""), home));
	if (!t->rc)
		t->rc = look_localise(t->look, t->a, t->in->lang, args, &shown, t->why);
	return tree_joined(
		t->a,
		(const struct span[]){ value_get_text(shown, "place"), home ? S("") : country }, 2);
}

void tree_party(struct received_tree *t, struct value *tree, const char *key,
		const struct ubl_party *p)
{
	struct value *v = value_new_map(t->a), *more = value_new_list(t->a);
	struct span digits = span_istarts(p->tax_id, S("RO")) ? span_from(p->tax_id, 2) : p->tax_id;
	struct span street =
		tree_joined(t->a, (const struct span[]){ p->street, p->street2, p->street3 }, 3);

	tree_set(t, v, "name", p->name);
	value_set(t->a, v, "tax_code", tree_fact(t, p->tax_id));
	value_set(t->a, v, "vat_registered", value_bool(t->a, digits.len < p->tax_id.len));
	value_set(t->a, v, "company", value_bool(t->a, p->tax_id.len > 0));
	tree_set(t, v, "reg_no", S(""));
	tree_set(t, v, "street", street);
	tree_set(t, v, "place", place_line(t, p->postcode, p->city, p->county, p->country));
	tree_set(t, v, "abroad", S(""));
	value_set(t->a, v, "email", tree_fact(t, p->email));
	value_set(t->a, v, "phone", tree_fact(t, p->phone));
	value_set(t->a, v, "contact", tree_fact(t, p->contact));
	tree_id(t, more, TX("pdf.received.id"), p->trade);
	tree_id(t, more, TX("pdf.received.id"), p->form);
	if (!span_eq(p->reg_id, digits) && !span_eq(p->reg_id, p->tax_id))
		tree_id(t, more, TX("pdf.received.reg_id"), p->reg_id);
	tree_id(t, more, TX("pdf.received.reg_id"), p->tax_id2);
	tree_id(t, more, TX("pdf.received.other_id"), p->id);
	if (!span_eq(p->endpoint, p->email) && !span_eq(p->endpoint, digits) &&
	    !span_eq(p->endpoint, p->tax_id))
		tree_id(t, more, TX("pdf.received.endpoint"), p->endpoint);
	value_set(t->a, v, "more", more);
	value_set(t->a, tree, key, v);
}

/* Somebody beside the two, in one line. */
void tree_other(struct received_tree *t, struct value *tree, const char *key,
		const struct ubl_party *p)
{
	const struct span parts[] = {
		p->name,   p->tax_id,  p->reg_id,
		p->street, p->street2, place_line(t, p->postcode, p->city, p->county, p->country)
	};

	tree_set(t, tree, key, tree_joined(t->a, parts, ARRAY_LEN(parts)));
}

void tree_delivery(struct received_tree *t, struct value *v)
{
	const struct ubl_delivery *d = &t->in->u->delivery;
	const struct span parts[] = { d->name, d->place, d->street, d->street2,
				      place_line(t, d->postcode, d->city, d->county, d->country) };

	tree_set(t, v, "delivered_to", tree_joined(t->a, parts, ARRAY_LEN(parts)));
}
