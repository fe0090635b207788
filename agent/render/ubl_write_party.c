/* Seller (BG-4), buyer (BG-7), delivery (BG-13). Identifiers as ANAF's validator takes them: a VAT number
 * under scheme VAT, the CUI as legal registration, thirteen zeros for a consumer. */
#include "ubl_write_in.h"

#include "county.h"
#include "span.h"
#include "utf8.h"

enum { STREET_MAX = 150, STREET_MORE_MAX = 100 }; /* BR-RO-L150x, BR-RO-L101x */

#define CONSUMER "0000000000000"

static struct span country_of(const struct party *p)
{
	return p->country.len ? p->country : S("RO");
}

static bool is_romanian(const struct party *p)
{
	return span_ieq_str(country_of(p), "RO");
}

/* A consumer, or one who gave a CNP, which no document repeats. */
static bool is_consumer(const struct party *p)
{
	return p->tax_id.len == 0 || (is_romanian(p) && p->tax_id.len == 13);
}

/* BT-31, BT-48: with the country before it. Greece writes EL. */
static struct span vat_number(struct arena *a, const struct party *p)
{
	struct span country = country_of(p);
	char first = p->tax_id.len ? p->tax_id.ptr[0] : '0';

	if (first > '9')
		return p->tax_id;
	if (span_ieq_str(country, "GR"))
		country = S("EL");
	if (party_has_cui(p))
		country = S("RO");
	return arena_fmt(a, "%.*s%.*s", SPAN_ARG(country), SPAN_ARG(p->tax_id));
}

/* The second figure of a postal code of Bucharest is its sector. */
static struct span sector_of_postcode(struct arena *a, struct span code)
{
	code = span_trim(code);
	if (code.len != 6 || code.ptr[0] != '0' || code.ptr[1] < '1' || code.ptr[1] > '6')
		return S("");
	return arena_fmt(a, "SECTOR%c", code.ptr[1]);
}

/* BT-37, BT-52: Bucharest by its sectors (BR-RO-100, -101): said as the city, in the street, or by the
 * postal code. */
static struct span city_of(struct arena *a, const struct party *p, struct span *county)
{
	struct span city = city_code(a, p->city, county), found;

	if (!span_ieq_str(*county, "B") || span_starts(city, S("SECTOR")))
		return city;
	found = city_code(a, p->street, county);
	if (!span_starts(found, S("SECTOR")) || found.len != 7)
		found = sector_of_postcode(a, p->postcode);
	return found.len ? found : city;
}

static void write_country(struct ubl_doc_out *d, const struct party *p)
{
	ubl_open(d->o, "cac:Country");
	ubl_leaf(d->o, "cbc:IdentificationCode", country_of(p));
	ubl_close(d->o);
}

static void write_address(struct ubl_doc_out *d, const char *name, const struct party *p,
			  struct span no_county)
{
	struct ubl_out *o = d->o;
	struct span county = p->county, city = p->city;
	struct span street = span_trim(p->street), first, more;

	if (is_romanian(p)) {
		city = city_of(o->a, p, &county);
		if (county.len > 0)
			county = arena_fmt(o->a, "RO-%.*s", SPAN_ARG(county));
	} else if (county.len == 0) {
		county = no_county;
	}
	first = ubl_take_text(&street, STREET_MAX);
	more = ubl_take_text(&street, STREET_MORE_MAX);
	ubl_open(o, name);
	ubl_leaf(o, "cbc:StreetName", first);
	ubl_leaf(o, "cbc:AdditionalStreetName", more);
	ubl_leaf(o, "cbc:CityName", city);
	ubl_leaf(o, "cbc:PostalZone", p->postcode);
	ubl_leaf(o, "cbc:CountrySubentity", county);
	if (street.len > 0) {
		ubl_open(o, "cac:AddressLine");
		ubl_leaf(o, "cbc:Line", street);
		ubl_close(o);
	}
	write_country(d, p);
	ubl_close(o);
}

static void write_tax_scheme(struct ubl_doc_out *d, struct span id, const char *scheme)
{
	ubl_open(d->o, "cac:PartyTaxScheme");
	ubl_leaf(d->o, "cbc:CompanyID", id);
	ubl_open(d->o, "cac:TaxScheme");
	ubl_leaf_str(d->o, "cbc:ID", scheme);
	ubl_close(d->o);
	ubl_close(d->o);
}

static void write_contact(struct ubl_doc_out *d, const struct party *p)
{
	if (p->contact.len + p->phone.len + p->email.len == 0)
		return;
	ubl_open(d->o, "cac:Contact");
	ubl_leaf(d->o, "cbc:Name", p->contact);
	ubl_leaf(d->o, "cbc:Telephone", p->phone);
	ubl_leaf(d->o, "cbc:ElectronicMail", p->email);
	ubl_close(d->o);
}

static void write_party(struct ubl_doc_out *d, const char *name, const struct party *p, bool seller)
{
	struct ubl_out *o = d->o;

	ubl_open(o, name);
	ubl_open(o, "cac:Party");
	write_address(d, "cac:PostalAddress", p, S(""));
	if (p->vat_registered && p->tax_id.len > 0 && !d->not_subject)
		write_tax_scheme(d, vat_number(o->a, p), "VAT");
	else if (seller && !d->not_subject && p->tax_id.len > 0)
		write_tax_scheme(d, p->tax_id, "CUI"); /* BT-32: any scheme that is not VAT */
	ubl_open(o, "cac:PartyLegalEntity");
	ubl_leaf(o, "cbc:RegistrationName", p->name);
	ubl_leaf(o, "cbc:CompanyID", is_consumer(p) && !seller ? S(CONSUMER) : p->tax_id);
	if (seller) /* UBL-CR-244: not of a buyer */
		ubl_leaf(o, "cbc:CompanyLegalForm", p->reg_no);
	ubl_close(o);
	write_contact(d, p);
	ubl_close(o);
	ubl_close(o);
}

void ubl_write_parties(struct ubl_doc_out *d)
{
	write_party(d, "cac:AccountingSupplierParty", &d->s->seller, true);
	write_party(d, "cac:AccountingCustomerParty", &d->s->buyer, false);
}

static bool is_intra_community(const struct snapshot *s)
{
	for (size_t i = 0; i < s->vat.n; i++)
		if (s->vat.at[i].category == 'K')
			return true;
	return false;
}

void ubl_write_delivery(struct ubl_doc_out *d)
{
	const struct snapshot *s = d->s;
	bool place = is_intra_community(s);
	struct day day = s->delivery;

	/* Without another word the goods left on the day that decided about the tax. */
	if (place && !day_is_set(day) && !day_is_set(s->period_to))
		day = day_is_set(s->tax_point) ? s->tax_point : s->issue;
	if (!place && !day_is_set(day))
		return;
	ubl_open(d->o, "cac:Delivery");
	ubl_leaf_day(d->o, "cbc:ActualDeliveryDate", day);
	if (place) {
		ubl_open(d->o, "cac:DeliveryLocation");
		/* BR-RO-211 asks for a subdivision in every country. */
		write_address(d, "cac:Address", &s->buyer, s->buyer.city);
		ubl_close(d->o);
	}
	ubl_close(d->o);
}
