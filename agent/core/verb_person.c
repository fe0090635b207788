/* Who a line of CLIENT or LEAD is about (verb_person.h). */
#include "verb_person.h"

#include "country.h"
#include "county.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"
#include "vat_number.h"

static void take_token(struct verb_call *c, struct person *p, enum person_field f,
		       const char *words, enum token_kind kind, bool *keyed)
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

static void take_text(struct verb_call *c, struct person *p, enum person_field f, const char *words)
{
	p->val[f] = args_take_section(&c->args, words, PERSON_SECTIONS, &p->has[f]);
	p->has[f] = p->has[f] && p->val[f].len > 0;
}

static bool refuse_name(struct verb_call *c, const char *key, struct span name)
{
	(void)verb_refuse(c, tx(c->s->a, key, "name", tx_span(c, name), NULL));
	return false;
}

static bool take_country(struct verb_call *c, struct person *p)
{
	struct span said;

	take_text(c, p, F_COUNTRY, "tara|country");
	if (!p->has[F_COUNTRY])
		return true;
	said = p->val[F_COUNTRY];
	p->val[F_COUNTRY] = country_code(c->s->a, said);
	return p->val[F_COUNTRY].len > 0 || refuse_name(c, TX("verb.no.country"), said);
}

static bool is_abroad(const struct person *p)
{
	return p->has[F_COUNTRY] && !span_eq_str(p->val[F_COUNTRY], "RO");
}

static bool refuse_form(struct verb_call *c, struct span said, struct span example)
{
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.vat_form"), "name", tx_span(c, said),
				"country", tx_span(c, (struct span){ example.ptr, 2 }), "example",
				tx_span(c, example), NULL));
	return false;
}

/* A VAT number with its country before it: two letters, then 2 to 13 letters and figures (Directive
 * 2006/112/EC art. 215). It tells the country too. A Romanian one is a CUI. */
static bool vat_number(struct verb_call *c, struct person *p, struct span said)
{
	struct span vat = ident_iban_compact(c->s->a, said), example;
	struct span country =
		vat.len < 2 ? S("") : country_code(c->s->a, (struct span){ vat.ptr, 2 });
	bool ro;

	if (country.len == 0 || vat.len < 4 || vat.len > 15)
		return refuse_name(c, TX("verb.no.vat_number"), said);
	if (span_eq_str(country, "RO")) {
		vat = ident_cui_digits(c->s->a, vat, &ro);
		if (vat.len == 0)
			return refuse_name(c, TX("verb.no.vat_number"), said);
	} else if (vat_number_country(vat).len > 0 && !vat_number_fits(c->s->a, vat, &example)) {
		return refuse_form(c, said, example);
	} else if (!p->has[F_COUNTRY]) {
		p->has[F_COUNTRY] = true;
		p->val[F_COUNTRY] = country;
	}
	p->has[F_CUI] = p->vat = true;
	p->val[F_CUI] = vat;
	return true;
}

static bool take_vat_number(struct verb_call *c, struct person *p)
{
	bool has;
	struct span said = args_take_section(&c->args, "tva|vat", PERSON_SECTIONS, &has);

	return !has || vat_number(c, p, said);
}

/* People write another state's VAT number after "cui" too. */
static bool take_cui(struct verb_call *c, struct person *p)
{
	struct span said, country;
	struct person twice = { 0 };
	bool has;

	/* beside "cod TVA RO...", "cui ..." says the same */
	take_token(c, p->has[F_CUI] ? &twice : p, F_CUI, "cui|cif", TOK_CUI,
		   p->has[F_CUI] ? NULL : &p->keyed_cui);
	if (twice.has[F_CUI] && !span_eq(twice.val[F_CUI], p->val[F_CUI]))
		return refuse_name(c, TX("verb.no.two_cui"), twice.val[F_CUI]);
	said = args_take_section(&c->args, "cui|cif", PERSON_SECTIONS, &has);
	if (p->has[F_CUI] || !has)
		return true;
	country = vat_number_country(ident_iban_compact(c->s->a, said));
	if (country.len > 0 && !span_eq_str(country, "RO"))
		return vat_number(c, p, said);
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.cui"), "cui", tx_span(c, said), NULL));
	return false;
}

static bool take_county(struct verb_call *c, struct person *p)
{
	take_text(c, p, F_COUNTY, "judet|judetul|county");
	if (!p->has[F_COUNTY] || is_abroad(p))
		return true;
	if (county_code(c->s->a, p->val[F_COUNTY]).len > 0) {
		p->val[F_COUNTY] = county_code(c->s->a, p->val[F_COUNTY]);
		return true;
	}
	return refuse_name(c, TX("verb.no.county"), p->val[F_COUNTY]);
}

/* Bucharest by its sectors, as documents and e-Factura want it. */
static void take_sector(struct verb_call *c, struct person *p)
{
	struct span county = p->val[F_COUNTY];

	if (!p->has[F_CITY] || is_abroad(p))
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
	return refuse_name(c, TX("verb.no.lang"), p->val[F_LANG]);
}

/* Of "cod postal" and "cod TVA" the second word says which. */
static void drop_code_words(struct args *g)
{
	for (size_t i = 0; i + 1 < g->n; i++)
		if (word_in(g->at[i].fold, "cod|codul") && word_in(g->at[i + 1].fold, "postal|tva"))
			args_remove(g, i, 1);
}

bool person_take(struct verb_call *c, struct person *p)
{
	struct span rest, part;

	drop_code_words(&c->args);
	take_token(c, p, F_EMAIL, "email|mail", TOK_EMAIL, &p->keyed_email);
	take_token(c, p, F_PHONE, "telefon|tel|phone", TOK_PHONE, NULL);
	if (!take_country(c, p) || !take_vat_number(c, p) || !take_cui(c, p) ||
	    !take_county(c, p) || !take_lang(c, p))
		return false;
	take_text(c, p, F_POSTCODE, "postal|postcode|zip");
	take_text(c, p, F_STREET, "adresa|address|strada|street");
	take_text(c, p, F_CITY, "oras|orasul|localitate|city");
	take_sector(c, p);
	take_text(c, p, F_CONTACT, "contact");
	take_text(c, p, F_REG, "reg");
	take_text(c, p, F_NAME, "nume|name");
	rest = args_take_section(&c->args, "email|mail", PERSON_SECTIONS, &p->has[F_EMAIL]);
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

bool person_name_has(struct arena *a, struct span name, struct span text)
{
	struct span have = utf8_fold(a, name), rest = utf8_fold(a, text), word;

	while (span_next_word(&rest, &word))
		if (!span_has(have, word))
			return false;
	return true;
}

struct client *person_find(struct verb_call *c, const struct person *p, bool *several)
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
		if (!person_name_has(s->a, s->clients.at[i]->party.name, p->name))
			continue;
		*several = found != NULL;
		found = s->clients.at[i];
	}
	if (*several)
		return NULL;
	return p->name.len > 0 ? found : c->client;
}

bool person_is_namesake(const struct client *cl, const struct person *p)
{
	const struct party *q = &cl->party;

	if (p->has[F_CUI] && q->tax_id.len)
		return !span_eq(q->tax_id, p->val[F_CUI]);
	return p->has[F_EMAIL] && q->email.len && !span_ieq(q->email, p->val[F_EMAIL]);
}
