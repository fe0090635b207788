/* The register of taxpayers (see anaf_company.h). */
#include "anaf_company.h"

#include "anaf_in.h"
#include "span.h"
#include "utf8.h"

#define TEXT_MAX 300

/* Text for documents: letters as Romanian asks for, blanks single. */
static struct span words(struct arena *a, const struct value *v, const char *key)
{
	struct span rest = utf8_nfc_ro(a, utf8_clean(a, anaf_text(a, v, key))), word;
	struct buf b;

	buf_init(&b, a, rest.len + 1);
	while (span_next_word(&rest, &word)) {
		if (b.len)
			buf_add_char(&b, ' ');
		buf_add(&b, word);
	}
	return utf8_cut(buf_span(&b), TEXT_MAX);
}

/* A key of one of the two addresses: 's' the seat, 'd' the fiscal domicile. */
static struct span part(struct arena *a, const struct value *v, char which, const char *key)
{
	return words(a, v, arena_str(a, arena_fmt(a, "%c%s", which, key)));
}

/* "Sector 3 Mun. Bucuresti": SECTOR3, as CIUS-RO has it (BR-RO-100); "Mun. Cluj-Napoca": Cluj-Napoca. */
static struct span city_of(struct arena *a, struct span text, struct span county)
{
	static const char *const titles[] = { "Municipiul ", "Mun. ", "Oraș ",
					      "Orș. ",       "Ors. ", "Oras " };
	struct span fold = utf8_fold(a, text);

	if (span_eq_str(county, "B") && span_starts(fold, S("sector")))
		for (size_t i = 0; i < fold.len; i++)
			if (fold.ptr[i] >= '1' && fold.ptr[i] <= '6')
				return arena_fmt(a, "SECTOR%c", fold.ptr[i]);
	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		if (span_istarts(text, span_of(titles[i])))
			return span_trim(span_from(text, strlen(titles[i])));
	return text;
}

static bool read_address(struct arena *a, const struct value *v, char which, struct anaf_company *c)
{
	struct span street = part(a, v, which, "denumire_Strada");
	struct span number = part(a, v, which, "numar_Strada");
	struct span details = part(a, v, which, "detalii_Adresa");
	struct span city = part(a, v, which, "denumire_Localitate");

	if (!city.len)
		return false;
	c->county = part(a, v, which, "cod_JudetAuto");
	c->city = city_of(a, city, c->county);
	c->postcode = part(a, v, which, "cod_Postal");
	c->street = arena_fmt(a, "%.*s%s%.*s%s%.*s", SPAN_ARG(street),
			      number.len && street.len ? " nr. " :
			      number.len               ? "Nr. " :
							 "",
			      SPAN_ARG(number), details.len && street.len + number.len ? ", " : "",
			      SPAN_ARG(details));
	return true;
}

static void read_one(struct arena *a, const struct value *v, struct anaf_company_answer *ret)
{
	const struct value *general = value_get(v, "date_generale");
	const struct value *off = value_get(v, "stare_inactiv");
	struct anaf_company c = { .struck_off = DAY_NONE, .day = DAY_NONE };

	c.cui = anaf_text(a, general, "cui");
	c.name = words(a, general, "denumire");
	if (!span_all_digits(c.cui) || c.cui.len > 10 || !c.name.len)
		return;
	c.reg_no = words(a, general, "nrRegCom");
	c.phone = words(a, general, "telefon");
	c.caen = words(a, general, "cod_CAEN");
	c.iban = words(a, general, "iban");
	c.address = words(a, general, "adresa");
	c.state = words(a, general, "stare_inregistrare");
	c.efactura = value_get_bool(general, "statusRO_e_Factura");
	if (day_parse(anaf_text(a, general, "data"), &c.day))
		c.day = DAY_NONE;
	c.vat = value_get_bool(value_get(v, "inregistrare_scop_Tva"), "scpTVA");
	c.vat_on_collection =
		value_get_bool(value_get(v, "inregistrare_RTVAI"), "statusTvaIncasare");
	c.split_vat = value_get_bool(value_get(v, "inregistrare_SplitTVA"), "statusSplitTVA");
	c.inactive = value_get_bool(off, "statusInactivi");
	if (day_parse(anaf_text(a, off, "dataRadiere"), &c.struck_off))
		c.struck_off = DAY_NONE;
	if (!read_address(a, value_get(v, "adresa_sediu_social"), 's', &c) &&
	    !read_address(a, value_get(v, "adresa_domiciliu_fiscal"), 'd', &c)) {
		c.street = c.address;
		c.postcode = words(a, general, "codPostal");
	}
	*ARENA_PUSH(a, &ret->found) = c;
}

static void read_missing(struct arena *a, const struct value *list, struct anaf_company_answer *ret)
{
	ret->missing = ARENA_ARRAY(a, list->u.list.n, struct span);
	for (size_t i = 0; i < list->u.list.n; i++) {
		struct value *v = list->u.list.at[i];
		struct span cui = v->kind == VALUE_INT ? arena_fmt(a, "%lld", (long long)v->u.num) :
				  v->kind == VALUE_TEXT ? v->u.text :
							  anaf_text(a, v, "cui");

		if (span_all_digits(cui))
			ret->missing[ret->n_missing++] = cui;
	}
}

void anaf_company_read(struct arena *a, long status, struct span body,
		       struct anaf_company_answer *ret)
{
	const struct value *found, *missing;
	struct value *v;

	*ret = (struct anaf_company_answer){ .is = ANAF_DOWN };
	if (!anaf_json(a, body, &v)) {
		if (status == 429)
			ret->is = ANAF_QUOTA;
		return;
	}
	found = value_get(v, "found");
	missing = value_get(v, "notFound");
	if (!found && !missing) {
		ret->is = anaf_json_error(a, status, v, &ret->faults);
		if (ret->is != ANAF_REFUSED && ret->is != ANAF_QUOTA)
			ret->is = ANAF_DOWN;
		return;
	}
	for (size_t i = 0; found && found->kind == VALUE_LIST && i < found->u.list.n; i++)
		read_one(a, found->u.list.at[i], ret);
	if (missing && missing->kind == VALUE_LIST)
		read_missing(a, missing, ret);
	ret->is = ANAF_FINE;
}
