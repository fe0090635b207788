/* CLIENT: make one, change one, show one. LEAD: the same person with a new card. */
#include "county.h"
#include "run_commands.h"
#include "span.h"
#include "utf8.h"

#define SECTIONS                                                                                   \
	"nume|name|email|mail|telefon|tel|phone|cui|cif|adresa|address|strada|street|oras|orasul|" \
	"localitate|city|judet|judetul|county|limba|lang|language|contact|reg"

enum field {
	F_NAME,
	F_EMAIL,
	F_PHONE,
	F_CUI,
	F_STREET,
	F_CITY,
	F_COUNTY,
	F_LANG,
	F_CONTACT,
	F_REG,
	FIELDS
};
static const char *const labels[FIELDS] = {
	[F_NAME] = TX("verb.label.name"),       [F_EMAIL] = TX("verb.label.email"),
	[F_PHONE] = TX("verb.label.phone"),     [F_CUI] = TX("verb.label.cui"),
	[F_STREET] = TX("verb.label.street"),   [F_CITY] = TX("verb.label.city"),
	[F_COUNTY] = TX("verb.label.county"),   [F_LANG] = TX("verb.label.lang"),
	[F_CONTACT] = TX("verb.label.contact"), [F_REG] = TX("verb.label.reg"),
};
struct person {
	bool has[FIELDS];
	struct span val[FIELDS];
	bool vat; /* CUI came with RO */
	bool keyed_email, keyed_cui;
	struct span name, extra; /* free text: up to the first comma, and after it */
};

static void take_token(struct verb_call *c, struct person *p, enum field f, const char *words,
		       enum token_kind kind, bool *keyed)
{
	struct token t;
	bool after = args_take_after(&c->args, words, kind, &t);

	if (!after && !args_take_kind(&c->args, kind, &t))
		return;
	p->has[f] = true;
	p->val[f] = t.text;
	if (f == F_CUI)
		p->vat = span_eq_str(t.fold, "ro");
	if (keyed != NULL)
		*keyed = after;
}

static void take_text(struct verb_call *c, struct person *p, enum field f, const char *words)
{
	p->val[f] = args_take_section(&c->args, words, SECTIONS, &p->has[f]);
	p->has[f] = p->has[f] && p->val[f].len > 0;
}

static bool take_county(struct verb_call *c, struct person *p)
{
	take_text(c, p, F_COUNTY, "judet|judetul|county");
	if (!p->has[F_COUNTY])
		return true;
	if (county_code(c->s->a, p->val[F_COUNTY]).len > 0) {
		p->val[F_COUNTY] = county_code(c->s->a, p->val[F_COUNTY]);
		return true;
	}
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.county"), "name", tx_span(c, p->val[F_COUNTY]), NULL));
	return false;
}

/* Bucharest by its sectors, as documents and e-Factura want it. */
static void take_sector(struct verb_call *c, struct person *p)
{
	struct span county = p->val[F_COUNTY];

	if (!p->has[F_CITY])
		return;
	p->val[F_CITY] = city_code(c->s->a, p->val[F_CITY], &county);
	p->has[F_COUNTY] |= county.len > 0;
	p->val[F_COUNTY] = county;
}

/* A language that the firm added to its templates, by its two letters. */
static bool lang_known(const struct firm *f, struct span name)
{
	struct span rest = f->langs, word;

	while (span_next_word(&rest, &word))
		if (span_eq(word, name))
			return true;
	return false;
}

static bool take_lang(struct verb_call *c, struct person *p)
{
	struct span fold;

	take_text(c, p, F_LANG, "limba|lang|language");
	fold = utf8_fold(c->s->a, p->val[F_LANG]);
	if (!p->has[F_LANG])
		return true;
	if (word_in(fold, "ro|romana|romanian")) {
		p->val[F_LANG] = S("ro");
		return true;
	}
	if (word_in(fold, "en|engleza|english")) {
		p->val[F_LANG] = S("en");
		return true;
	}
	if (lang_known(c->s->firm, fold)) {
		p->val[F_LANG] = fold;
		return true;
	}
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.lang"), "name", tx_span(c, p->val[F_LANG]), NULL));
	return false;
}

static bool take_person(struct verb_call *c, struct person *p)
{
	struct span rest, part;

	take_token(c, p, F_EMAIL, "email|mail", TOK_EMAIL, &p->keyed_email);
	take_token(c, p, F_PHONE, "telefon|tel|phone", TOK_PHONE, NULL);
	take_token(c, p, F_CUI, "cui|cif", TOK_CUI, &p->keyed_cui);
	if (!take_county(c, p) || !take_lang(c, p))
		return false;
	take_text(c, p, F_STREET, "adresa|address|strada|street");
	take_text(c, p, F_CITY, "oras|orasul|localitate|city");
	take_sector(c, p);
	take_text(c, p, F_CONTACT, "contact");
	take_text(c, p, F_REG, "reg");
	take_text(c, p, F_NAME, "nume|name");
	rest = args_take_section(&c->args, "cui|cif", SECTIONS, &p->has[F_CUI]);
	if (p->has[F_CUI] && p->val[F_CUI].len == 0) {
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.cui"), "cui", tx_span(c, rest), NULL));
		return false;
	}
	p->has[F_CUI] = p->val[F_CUI].len > 0;
	rest = args_take_section(&c->args, "email|mail", SECTIONS, &p->has[F_EMAIL]);
	if (p->has[F_EMAIL] && p->val[F_EMAIL].len == 0) {
		(void)verb_refuse(
			c, tx(c->s->a, TX("verb.no.email"), "email", tx_span(c, rest), NULL));
		return false;
	}
	p->has[F_EMAIL] = p->val[F_EMAIL].len > 0;
	rest = args_take_rest(&c->args);
	if (span_next_part(&rest, ',', &part))
		p->name = span_trim(part);
	while (rest.len > 0 && (rest.ptr[0] == ',' || rest.ptr[0] == ' '))
		rest = span_from(rest, 1);
	p->extra = span_trim(rest);
	return true;
}

/* Every word of the text stands in the name. */
static bool name_has(struct arena *a, struct span name, struct span text)
{
	struct span have = utf8_fold(a, name), rest = utf8_fold(a, text), word;

	while (span_next_word(&rest, &word))
		if (!span_has(have, word))
			return false;
	return true;
}

/* Who is meant: by e-mail or CUI that a client has, by name, else who is in context. */
static struct client *find_client(struct verb_call *c, const struct person *p, bool *several)
{
	struct state *s = c->s;
	struct client *found = NULL;

	*several = false;
	for (size_t i = 0; i < s->clients.n; i++) {
		struct client *cl = s->clients.at[i];

		if (p->has[F_EMAIL] && !p->keyed_email &&
		    span_ieq(cl->party.email, p->val[F_EMAIL]))
			return cl;
		if (p->has[F_CUI] && !p->keyed_cui && span_eq(cl->party.tax_id, p->val[F_CUI]))
			return cl;
	}
	for (size_t i = 0; p->name.len > 0 && i < s->clients.n; i++) {
		if (!name_has(s->a, s->clients.at[i]->party.name, p->name))
			continue;
		*several = found != NULL;
		found = s->clients.at[i];
	}
	if (*several)
		return NULL;
	return p->name.len > 0 ? found : c->client;
}

static struct span *field_of(struct client *cl, enum field f)
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
	case FIELDS:
		break;
	}
	return &cl->party.name;
}

static void apply(struct verb_call *c, struct client *cl, const struct person *p)
{
	for (enum field f = F_NAME; f < FIELDS; f++) {
		struct span *field = field_of(cl, f);

		if (!p->has[f] || span_eq(*field, p->val[f]))
			continue;
		verb_changed(c, value_tx(c->s->a, labels[f], NULL), tx_span(c, *field),
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
	for (enum field f = F_NAME; f < FIELDS; f++)
		if (field_of(cl, f)->len > 0)
			verb_show(c, value_tx(c->s->a, labels[f], NULL),
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
		if (name_has(s->a, s->clients.at[i]->party.name, p->name))
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
	if (!take_person(c, &p))
		return RC_OK;
	if (p.extra.len > 0)
		return verb_refuse(
			c, tx(c->s->a, TX("verb.no.words"), "words", tx_span(c, p.extra), NULL));
	cl = named ? c->client : find_client(c, &p, &several);
	if (!named && several && !fresh)
		return refuse_who(c, &p, true);
	for (enum field f = F_NAME; f < FIELDS; f++)
		any |= p.has[f];
	if (fresh && cl != NULL && cl != c->client)
		return verb_refuse(c, tx(c->s->a, TX("verb.no.client_twice"), "name",
					 tx_span(c, cl->party.name), NULL));
	if (fresh || cl == NULL) {
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
	about = args_take_section(&c->args, "pentru|despre|for|about", SECTIONS, &several);
	c->client = NULL;
	if (!take_person(c, &p))
		return RC_OK;
	cl = find_client(c, &p, &several);
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
	.example = { TX("help.client.1"), TX("help.client.2") },
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
