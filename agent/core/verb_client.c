/* CLIENT: make one, change one, show one. LEAD: the same person with a new card. */
#include "span.h"
#include "verb_person.h"

static const char *const labels[PERSON_FIELDS] = {
	[F_NAME] = TX("verb.label.name"),         [F_EMAIL] = TX("verb.label.email"),
	[F_PHONE] = TX("verb.label.phone"),       [F_CUI] = TX("verb.label.cui"),
	[F_STREET] = TX("verb.label.street"),     [F_CITY] = TX("verb.label.city"),
	[F_COUNTY] = TX("verb.label.county"),     [F_LANG] = TX("verb.label.lang"),
	[F_CONTACT] = TX("verb.label.contact"),   [F_REG] = TX("verb.label.reg"),
	[F_POSTCODE] = TX("verb.label.postcode"), [F_COUNTRY] = TX("verb.label.country"),
};
/* What a tax code is called: "CUI" is Romania's. */
static const char *label_of(enum person_field f, struct span val)
{
	return f == F_CUI && val.len > 0 && !span_all_digits(val) ? TX("verb.label.vat_number") :
								    labels[f];
}

static struct span *field_of(struct client *cl, enum person_field f)
{
	switch (f) {
	case F_NAME:
		return &cl->party.name;
	case F_EMAIL:
		return &cl->party.email;
	case F_PHONE:
		return &cl->party.phone;
	case F_CUI:
		return &cl->party.tax_id;
	case F_STREET:
		return &cl->party.street;
	case F_CITY:
		return &cl->party.city;
	case F_COUNTY:
		return &cl->party.county;
	case F_LANG:
		return &cl->lang;
	case F_CONTACT:
		return &cl->party.contact;
	case F_REG:
		return &cl->party.reg_no;
	case F_POSTCODE:
		return &cl->party.postcode;
	case F_COUNTRY:
		return &cl->party.country;
	case PERSON_FIELDS:
		break;
	}
	return &cl->party.name;
}

static void apply(struct verb_call *c, struct client *cl, const struct person *p)
{
	for (enum person_field f = F_NAME; f < PERSON_FIELDS; f++) {
		struct span *field = field_of(cl, f);

		if (!p->has[f] || span_eq(*field, p->val[f]))
			continue;
		verb_changed(c, value_tx(c->s->a, label_of(f, p->val[f]), NULL), tx_span(c, *field),
			     tx_span(c, p->val[f]));
		*field = p->val[f];
		ROW_TOUCH(cl);
		if (f == F_EMAIL)
			cl->address = ADDRESS_OK;
		if (f == F_CUI) {
			cl->company = true;
			cl->party.vat_registered = p->vat;
		}
	}
}

static void show_client(struct verb_call *c, struct client *cl)
{
	for (enum person_field f = F_NAME; f < PERSON_FIELDS; f++)
		if (field_of(cl, f)->len > 0)
			verb_show(c, value_tx(c->s->a, label_of(f, *field_of(cl, f)), NULL),
				  tx_span(c, *field_of(cl, f)));
	if (cl->address == ADDRESS_DEAD)
		verb_show(c, value_tx(c->s->a, TX("verb.label.address_state"), NULL),
			  value_tx(c->s->a, TX("verb.address.dead"), NULL));
	if (cl->credit.minor > 0)
		verb_show(c, value_tx(c->s->a, TX("verb.label.credit"), NULL),
			  value_money(c->s->a, cl->credit));
	c->out->headline =
		tx(c->s->a, TX("verb.client.one"), "name", tx_span(c, cl->party.name), NULL);
}

static struct client *new_client(struct verb_call *c, struct person *p)
{
	struct state *s = c->s;
	struct client *cl = state_new_client(s);

	p->has[F_NAME] = true;
	p->val[F_NAME] = p->name.len > 0 ? p->name : p->val[F_NAME];
	cl->party.name = p->val[F_NAME];
	cl->party.country = S("RO");
	cl->lang = s->firm->lang;
	verb_changed(c, tx(s->a, TX("verb.client.one"), "name", tx_span(c, cl->party.name), NULL),
		     NULL, value_tx(s->a, TX("verb.client.new"), NULL));
	apply(c, cl, p);
	return cl;
}

static enum rc refuse_who(struct verb_call *c, const struct person *p, bool several)
{
	struct state *s = c->s;
	bool en = lang_is_en(staff_lang(s));
	struct span name = p->name.len > 0 ? p->name : S("Popescu Ion");

	(void)verb_refuse(
		c, several ? tx(s->a, TX("verb.no.one_client"), "name", tx_span(c, p->name), NULL) :
			     value_tx(s->a, TX("verb.no.who"), NULL));
	for (size_t i = 0; several && i < s->clients.n; i++)
		if (person_name_has(s->a, s->clients.at[i]->party.name, p->name))
			verb_instead(c, "CLIENT %.*s", SPAN_ARG(s->clients.at[i]->party.email));
	if (!several)
		verb_instead(c, "CLIENT %s %.*s, nume@exemplu.ro, 0722 123 456", en ? "new" : "nou",
			     SPAN_ARG(name));
	return RC_OK;
}

static enum rc client(struct verb_call *c, struct why *reterr)
{
	struct person p = { 0 };
	struct client *cl;
	bool fresh, several, named, any = false;
	enum rc rc;

	fresh = args_take_front(&c->args, "nou|noua|new");
	named = args_has_card(&c->args);
	if (named && verb_card_at_hand(c, false) == NULL)
		return RC_OK;
	if (!person_take(c, &p))
		return RC_OK;
	if (p.extra.len > 0)
		return verb_refuse(
			c, tx(c->s->a, TX("verb.no.words"), "words", tx_span(c, p.extra), NULL));
	cl = named ? c->client : person_find(c, &p, &several);
	if (!named && several && !fresh)
		return refuse_who(c, &p, true);
	for (enum person_field f = F_NAME; f < PERSON_FIELDS; f++)
		any |= p.has[f];
	if (fresh && cl != NULL && cl != c->client && !person_is_namesake(cl, &p))
		return verb_refuse(c, tx(c->s->a, TX("verb.no.client_twice"), "name",
					 tx_span(c, cl->party.name), NULL));
	if (fresh || cl == NULL) {
		/* The register of taxpayers knows the name (company.h). */
		if (p.name.len + p.val[F_NAME].len == 0 && p.has[F_EMAIL] &&
		    span_all_digits(p.val[F_CUI]))
			p.name = arena_fmt(c->s->a, "CUI %.*s", SPAN_ARG(p.val[F_CUI]));
		/* a name alone is looked for, not made */
		if (p.name.len + p.val[F_NAME].len == 0 || (!fresh && !any))
			return refuse_who(c, &p, false);
		cl = new_client(c, &p);
		c->card = NULL;
	} else if (any) {
		apply(c, cl, &p);
	} else {
		show_client(c, cl);
	}
	if (c->card != NULL && c->card->client != cl->id)
		c->card = NULL;
	c->client = cl;
	if (!any)
		return RC_OK;
	c->out->headline =
		tx(c->s->a, TX("verb.client.one"), "name", tx_span(c, cl->party.name), NULL);
	rc = verb_redraft(c, cl, reterr);
	return rc || verb_refused(c) ? rc : verb_run_held(c, cl, reterr);
}

static enum rc lead(struct verb_call *c, struct why *reterr)
{
	struct person p = { 0 };
	const struct product *prod;
	struct client *cl;
	struct card *card;
	struct span about;
	bool several, tie;

	(void)reterr;
	(void)args_take_front(&c->args, "nou|noua|new");
	about = args_take_section(&c->args, "pentru|despre|for|about", PERSON_SECTIONS, &several);
	c->client = NULL;
	if (!person_take(c, &p))
		return RC_OK;
	cl = person_find(c, &p, &several);
	if (several)
		return refuse_who(c, &p, true);
	if (cl == NULL && p.name.len == 0)
		return refuse_who(c, &p, false);
	if (cl == NULL)
		cl = new_client(c, &p);
	else
		apply(c, cl, &p);
	if (about.len == 0)
		about = p.extra;
	card = verb_new_card(c, cl, EV_REQUEST);
	prod = about.len == 0 ? NULL : product_match(c->s, about, &tie);
	if (prod != NULL)
		card_take_product(c->fl, card, prod);
	if (about.len > 0)
		card->title = about;
	verb_next(c, value_tx(c->s->a, TX("verb.next.offer"), NULL), "%s %.*s",
		  lang_is_en(staff_lang(c->s)) ? "OFFER" : "OFERTA", SPAN_ARG(about));
	verb_next(c, value_tx(c->s->a, TX("verb.next.proforma"), NULL), "PROFORMA %.*s",
		  SPAN_ARG(about));
	return RC_OK;
}

const struct verb verb_client = {
	.ro = "CLIENT",
	.en = "CLIENT",
	.synonyms = "CUSTOMER",
	.help = TX("help.client"),
	.example = { TX("help.client.1"), TX("help.client.2"), TX("help.client.3") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.decide = client,
};
const struct verb verb_lead = {
	.ro = "LEAD",
	.en = "LEAD",
	.help = TX("help.lead"),
	.example = { TX("help.lead.1") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.decide = lead,
};
