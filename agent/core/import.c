/* Lists of a firm's old program -> rows of the state: names of columns, and the simple kinds. */
#include "import.h"

#include "country.h"
#include "county.h"
#include "import_in.h"
#include "span.h"
#include "utf8.h"

static const char *const kind_names[IMPORT_KINDS] = { "clients", "products", "series", "invoices",
						      "subscriptions" };

const char *import_kind_name(enum import_kind k)
{
	return kind_names[k];
}

bool import_kind_from_name(struct span name, enum import_kind *ret)
{
	for (int k = 0; k < IMPORT_KINDS; k++)
		if (span_eq_str(name, kind_names[k])) {
			*ret = (enum import_kind)k;
			return true;
		}
	return false;
}

static const struct {
	enum import_column column;
	const char *names; /* "|"-separated, folded */
} columns[] = {
	{ COL_NAME, "name|nume|denumire|client|produs|serviciu" },
	{ COL_EMAIL, "email|e-mail|mail|adresa e-mail" },
	{ COL_PHONE, "phone|telefon|tel|mobil" },
	{ COL_TAX_ID, "tax_id|tax id|cui|cif|cod fiscal" },
	{ COL_REG_NO, "reg_no|nr reg com|reg com|nr. reg. com.|j" },
	{ COL_STREET, "street|strada|adresa|sediu" },
	{ COL_CITY, "city|localitate|oras" },
	{ COL_COUNTY, "county|judet" },
	{ COL_POSTCODE, "postcode|cod postal" },
	{ COL_COUNTRY, "country|tara" },
	{ COL_LANG, "lang|limba" },
	{ COL_PRICE, "price|pret|pret unitar" },
	{ COL_UNIT, "unit|um|u.m.|unitate" },
	{ COL_VAT, "vat|tva|cota tva" },
	{ COL_PIPELINE, "pipeline|flux" },
	{ COL_SYNONYMS, "synonyms|sinonime" },
	{ COL_DESCRIPTION, "description|descriere" },
	{ COL_KIND, "kind|document|tip" },
	{ COL_PREFIX, "prefix|serie" },
	{ COL_NEXT, "next|urmatorul|urmatorul numar" },
	{ COL_DIGITS, "digits|cifre" },
	{ COL_NUMBER, "number|numar|factura|nr" },
	{ COL_ISSUE, "issue|data|data emiterii" },
	{ COL_DUE, "due|scadenta" },
	{ COL_TOTAL, "total|valoare" },
	{ COL_OPEN, "open|rest|sold|rest de plata" },
	{ COL_CYCLE, "cycle|ciclu|perioada" },
	{ COL_EVERY, "every|la fiecare" },
	{ COL_FROM, "from|din|de la" },
	{ COL_UNTIL, "until|pana|pana la" },
	{ COL_QTY, "qty|quantity|cantitate" },
};

bool import_column_of(struct span fold, enum import_column *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		struct span rest = span_of(columns[i].names), one;

		while (span_next_part(&rest, '|', &one))
			if (span_eq(one, fold)) {
				*ret = columns[i].column;
				return true;
			}
	}
	return false;
}

bool import_kind_of(const bool has[IMPORT_COLUMNS], enum import_kind *ret)
{
	if (has[COL_NEXT] && has[COL_PREFIX])
		*ret = IMPORT_SERIES;
	else if (has[COL_CYCLE])
		*ret = IMPORT_SUBSCRIPTIONS;
	else if (has[COL_NUMBER] && has[COL_DUE])
		*ret = IMPORT_INVOICES;
	else if (has[COL_NAME] && has[COL_PRICE])
		*ret = IMPORT_PRODUCTS;
	else if (has[COL_NAME] && (has[COL_EMAIL] || has[COL_TAX_ID]))
		*ret = IMPORT_CLIENTS;
	else
		return false;
	return true;
}

/* Set a text field from a cell; an empty cell says nothing. Adds "field old -> new" to the diff. */
static void take(struct import_diff *df, const char *field, struct span *at, struct span cell)
{
	if (!cell.len || span_eq(*at, cell))
		return;
	buf_add_fmt(&df->text, "%s%s %.*s -> %.*s", df->text.len ? ", " : "", field,
		    SPAN_ARG(at->len ? *at : S("-")), SPAN_ARG(cell));
	*at = cell;
	df->changed = true;
}

void import_diff_open(struct import_diff *df, struct arena *a)
{
	memset(df, 0, sizeof(*df));
	buf_init(&df->text, a, 8192);
}

static bool is_abroad(struct arena *a, const struct import_row *row)
{
	struct span code = country_code(a, row->cell[COL_COUNTRY]);

	return code.len && !span_eq_str(code, "RO");
}

struct span import_tax_id(struct arena *a, const struct import_row *row, bool *vat)
{
	struct span id = row->cell[COL_TAX_ID];
	bool with_country = false;

	if (is_abroad(a, row)) {
		id = ident_iban_compact(a, id);
		with_country = id.len > 2 && country_code(a, span_sub(id, 0, 2)).len;
	} else {
		id = ident_cui_digits(a, id, &with_country);
	}
	if (vat)
		*vat = with_country;
	return id;
}

struct client *import_client(const struct state *s, const struct import_row *row)
{
	struct span tax_id = import_tax_id(s->a, row, NULL);

	for (size_t i = 0; i < s->clients.n; i++) {
		struct client *c = s->clients.at[i];

		if (tax_id.len && span_eq(c->party.tax_id, tax_id))
			return c;
		if (row->cell[COL_EMAIL].len && span_ieq(c->party.email, row->cell[COL_EMAIL]))
			return c;
	}
	return NULL;
}

static enum rc check_client(struct arena *a, const struct import_row *row, struct why *reterr)
{
	struct span country = row->cell[COL_COUNTRY];

	if (country.len && !country_code(a, country).len)
		return why_fail(
			reterr, RC_REFUSED,
			"country „%.*s” is not known; write its two letters (DE) or its name",
			SPAN_ARG(country));
	if (row->cell[COL_EMAIL].len && !ident_email_valid(row->cell[COL_EMAIL]))
		return why_fail(reterr, RC_REFUSED, "email „%.*s” is no address; write name@domain",
				SPAN_ARG(row->cell[COL_EMAIL]));
	if (row->cell[COL_TAX_ID].len && !is_abroad(a, row) &&
	    !ident_cui_valid(row->cell[COL_TAX_ID]))
		return why_fail(reterr, RC_REFUSED,
				"cui „%.*s” has a wrong check digit; correct it or leave it empty",
				SPAN_ARG(row->cell[COL_TAX_ID]));
	if (!row->cell[COL_NAME].len)
		return why_fail(reterr, RC_REFUSED, "name is empty; write the client's name");
	if (!row->cell[COL_EMAIL].len && !row->cell[COL_TAX_ID].len)
		return why_fail(
			reterr, RC_REFUSED,
			"neither email nor cui; write one, so that the client is known again");
	return RC_OK;
}

static enum rc client_row(struct state *s, const struct import_row *row, struct span *said,
			  struct why *reterr)
{
	struct import_diff df;
	struct client *c;
	struct span county, tax_id;
	bool vat = false, new;
	enum rc rc = check_client(s->a, row, reterr);

	if (rc)
		return rc;
	c = import_client(s, row);
	new = !c;
	if (new) {
		c = state_new_client(s);
		c->lang = s->firm->lang;
		c->party.country = S("RO");
	}
	import_diff_open(&df, s->a);
	take(&df, "name", &c->party.name, row->cell[COL_NAME]);
	take(&df, "email", &c->party.email, ident_email_norm(s->a, row->cell[COL_EMAIL]));
	take(&df, "phone", &c->party.phone, row->cell[COL_PHONE]);
	tax_id = import_tax_id(s->a, row, &vat);
	take(&df, "cui", &c->party.tax_id, tax_id);
	take(&df, "reg_no", &c->party.reg_no, row->cell[COL_REG_NO]);
	take(&df, "street", &c->party.street, row->cell[COL_STREET]);
	take(&df, "country", &c->party.country, country_code(s->a, row->cell[COL_COUNTRY]));
	county = is_abroad(s->a, row) ? S("") : county_code(s->a, row->cell[COL_COUNTY]);
	county = county.len ? county : row->cell[COL_COUNTY];
	take(&df, "city", &c->party.city,
	     is_abroad(s->a, row) ? row->cell[COL_CITY] :
				    city_code(s->a, row->cell[COL_CITY], &county));
	take(&df, "county", &c->party.county, county);
	take(&df, "postcode", &c->party.postcode, row->cell[COL_POSTCODE]);
	take(&df, "lang", &c->lang, row->cell[COL_LANG]);
	if (tax_id.len && (!c->company || c->party.vat_registered != vat)) {
		c->company = true;
		c->party.vat_registered = vat;
		df.changed = true;
	}
	if (df.changed)
		ROW_TOUCH(c);
	*said = new        ? arena_fmt(s->a, "new client %.*s", SPAN_ARG(c->party.name)) :
		df.changed ? arena_fmt(s->a, "client %.*s: %.*s", SPAN_ARG(c->party.name),
				       SPAN_ARG(buf_span(&df.text))) :
			     S("same");
	return RC_OK;
}

static enum rc product_row(struct state *s, const struct import_row *row, struct span *said,
			   struct why *reterr)
{
	struct span fold = utf8_fold(s->a, row->cell[COL_NAME]);
	struct span vat = row->cell[COL_VAT].len ? row->cell[COL_VAT] : S("standard");
	struct product *p = NULL;
	struct import_diff df;
	struct decimal price;
	bool new;

	if (!fold.len)
		return why_fail(reterr, RC_REFUSED, "name is empty; write the product's name");
	if (decimal_parse(row->cell[COL_PRICE], MARK_GUESS, &price) || price.n < 0)
		return why_fail(reterr, RC_REFUSED,
				"price „%.*s” is no amount; write 450 or 450,50 (without VAT)",
				SPAN_ARG(row->cell[COL_PRICE]));
	if (!import_vat_name(s, vat, &vat))
		return why_fail(reterr, RC_REFUSED,
				"vat „%.*s” is no rate of today; write 21, 11, 0 or its name",
				SPAN_ARG(vat));
	if (row->cell[COL_PIPELINE].len &&
	    !pipeline_find(&s->firm->pipelines, row->cell[COL_PIPELINE]))
		return why_fail(reterr, RC_REFUSED, "pipeline „%.*s” is not in config/pipelines",
				SPAN_ARG(row->cell[COL_PIPELINE]));
	for (size_t i = 0; i < s->products.n; i++)
		if (span_eq(s->products.at[i]->fold, fold))
			p = s->products.at[i];
	new = !p;
	if (new) {
		p = state_new_product(s);
		p->fold = fold;
		p->active = true;
		p->pipeline = s->firm->default_pipeline;
		p->unit = S("buc");
		memcpy(p->currency, s->firm->currency, sizeof(p->currency));
	}
	import_diff_open(&df, s->a);
	if (!decimal_eq(p->price, price)) {
		buf_add_fmt(&df.text, "price %.*s -> %.*s",
			    SPAN_ARG(decimal_print(s->a, p->price, 2)),
			    SPAN_ARG(decimal_print(s->a, price, 2)));
		p->price = price;
		df.changed = true;
	}
	take(&df, "name", &p->name, row->cell[COL_NAME]);
	take(&df, "vat", &p->vat, vat);
	take(&df, "unit", &p->unit, row->cell[COL_UNIT]);
	take(&df, "pipeline", &p->pipeline, row->cell[COL_PIPELINE]);
	take(&df, "synonyms", &p->synonyms, row->cell[COL_SYNONYMS]);
	take(&df, "description", &p->description, row->cell[COL_DESCRIPTION]);
	if (df.changed)
		ROW_TOUCH(p);
	*said = new        ? arena_fmt(s->a, "new product %.*s", SPAN_ARG(p->name)) :
		df.changed ? arena_fmt(s->a, "product %.*s: %.*s", SPAN_ARG(p->name),
				       SPAN_ARG(buf_span(&df.text))) :
			     S("same");
	return RC_OK;
}

enum rc import_decide(struct state *s, enum import_kind kind, const struct import_row *row,
		      struct span *said, struct why *reterr)
{
	switch (kind) {
	case IMPORT_CLIENTS:
		return client_row(s, row, said, reterr);
	case IMPORT_PRODUCTS:
		return product_row(s, row, said, reterr);
	case IMPORT_SERIES:
		return import_series_row(s, row, said, reterr);
	case IMPORT_INVOICES:
		return import_invoice_row(s, row, said, reterr);
	case IMPORT_SUBSCRIPTIONS:
		return import_subscription_row(s, row, said, reterr);
	case IMPORT_KINDS:
		break;
	}
	return why_fail(reterr, RC_REFUSED, "no such list");
}
