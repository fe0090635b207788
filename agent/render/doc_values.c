/* Places, rates and accounts as documents show them. */
#include "doc_values.h"

#include "ident.h"
#include "place.h"
#include "span.h"

/* Counties by their plate code (ISO 3166-2:RO); Bucharest is its own. */
static const struct county {
	const char *code, *name;
} counties[] = {
	{ "AB", "Alba" },          { "AG", "Argeș" },     { "AR", "Arad" },
	{ "BC", "Bacău" },         { "BH", "Bihor" },     { "BN", "Bistrița-Năsăud" },
	{ "BR", "Brăila" },        { "BT", "Botoșani" },  { "BV", "Brașov" },
	{ "BZ", "Buzău" },         { "CJ", "Cluj" },      { "CL", "Călărași" },
	{ "CS", "Caraș-Severin" }, { "CT", "Constanța" }, { "CV", "Covasna" },
	{ "DB", "Dâmbovița" },     { "DJ", "Dolj" },      { "GJ", "Gorj" },
	{ "GL", "Galați" },        { "GR", "Giurgiu" },   { "HD", "Hunedoara" },
	{ "HR", "Harghita" },      { "IF", "Ilfov" },     { "IL", "Ialomița" },
	{ "IS", "Iași" },          { "MH", "Mehedinți" }, { "MM", "Maramureș" },
	{ "MS", "Mureș" },         { "NT", "Neamț" },     { "OT", "Olt" },
	{ "PH", "Prahova" },       { "SB", "Sibiu" },     { "SJ", "Sălaj" },
	{ "SM", "Satu Mare" },     { "SV", "Suceava" },   { "TL", "Tulcea" },
	{ "TM", "Timiș" },         { "TR", "Teleorman" }, { "VL", "Vâlcea" },
	{ "VN", "Vrancea" },       { "VS", "Vaslui" },
};

/* "Cluj" for "CJ" and for "Cluj"; "" for Bucharest, whose county is the city. */
static struct span county_name(struct span code)
{
	if (span_eq_str(code, "B"))
		return S("");
	for (size_t i = 0; i < ARRAY_LEN(counties); i++)
		if (span_ieq_str(code, counties[i].code))
			return span_of(counties[i].name);
	return code;
}

struct value *doc_place(struct arena *a, struct span postcode, struct span city, struct span county,
			bool home)
{
	struct value *args = value_new_map(a);
	struct span name = home ? county_name(county) : county;

	if (!city.len && !postcode.len && !county_name(county).len)
		return value_str(a, "");
	value_set(a, args, "postcode", value_text(a, postcode));
	value_set(a, args, "city", value_text(a, place_city(a, city, county)));
	value_set(a, args, "county", value_text(a, name));
	return value_tx(a, TX("pdf.place"), args);
}

struct value *doc_rate(struct arena *a, struct span category, struct value *rate)
{
	static const struct {
		const char *category, *key;
	} words[] = {
		{ "E", TX("pdf.rate.E") }, { "AE", TX("pdf.rate.AE") }, { "K", TX("pdf.rate.K") },
		{ "G", TX("pdf.rate.G") }, { "O", TX("pdf.rate.O") },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_eq_str(category, words[i].category))
			return value_tx(a, words[i].key, NULL);
	return value_tx(a, TX("pdf.rate.S"), value_set(a, value_new_map(a), "rate", rate));
}

struct span doc_iban_groups(struct arena *a, struct span iban)
{
	struct buf b;

	iban = ident_iban_compact(a, iban);
	buf_init(&b, a, iban.len * 2 + 1);
	for (size_t i = 0; i < iban.len; i++) {
		if (i > 0 && i % 4 == 0)
			buf_add_char(&b, ' ');
		buf_add_char(&b, iban.ptr[i]);
	}
	return buf_span(&b);
}
