/* Counties as ISO 3166-2:RO codes them; CIUS-RO asks for these codes (BR-RO-110). */
#include "county.h"

#include "span.h"
#include "utf8.h"

static const struct {
	const char *code, *name;
} counties[] = {
	{ "AB", "alba" },          { "AR", "arad" },      { "AG", "arges" },
	{ "BC", "bacau" },         { "BH", "bihor" },     { "BN", "bistrita-nasaud" },
	{ "BT", "botosani" },      { "BR", "braila" },    { "BV", "brasov" },
	{ "B", "bucuresti" },      { "BZ", "buzau" },     { "CL", "calarasi" },
	{ "CS", "caras-severin" }, { "CJ", "cluj" },      { "CT", "constanta" },
	{ "CV", "covasna" },       { "DB", "dambovita" }, { "DJ", "dolj" },
	{ "GL", "galati" },        { "GR", "giurgiu" },   { "GJ", "gorj" },
	{ "HR", "harghita" },      { "HD", "hunedoara" }, { "IL", "ialomita" },
	{ "IS", "iasi" },          { "IF", "ilfov" },     { "MM", "maramures" },
	{ "MH", "mehedinti" },     { "MS", "mures" },     { "NT", "neamt" },
	{ "OT", "olt" },           { "PH", "prahova" },   { "SJ", "salaj" },
	{ "SM", "satu mare" },     { "SB", "sibiu" },     { "SV", "suceava" },
	{ "TR", "teleorman" },     { "TM", "timis" },     { "TL", "tulcea" },
	{ "VL", "valcea" },        { "VS", "vaslui" },    { "VN", "vrancea" },
};

struct span county_code(struct arena *a, struct span text)
{
	struct span fold = utf8_fold(a, text);

	if (span_starts(fold, S("judetul ")) || span_starts(fold, S("judet ")))
		fold = span_from(fold, span_find_char(fold, ' ', 0) + 1);
	for (size_t i = 0; i < ARRAY_LEN(counties); i++)
		if (span_ieq_str(fold, counties[i].code) || span_eq_str(fold, counties[i].name))
			return span_of(counties[i].code);
	return S("");
}

/* The sector's figure, 0 = none. */
static char sector_in(struct span fold)
{
	static const char *const words[] = {
		"sector", "sectorul", "sect", "sect.", "district", "s"
	};
	struct span rest = fold, word, before = S("");

	while (span_next_word(&rest, &word)) {
		while (word.len && (word.ptr[word.len - 1] == ',' || word.ptr[word.len - 1] == ')'))
			word.len--;
		for (size_t i = 0; i < ARRAY_LEN(words); i++) {
			struct span w = span_of(words[i]);

			if (word.len == 1 && span_eq(before, w) && word.ptr[0] >= '1' &&
			    word.ptr[0] <= '6')
				return word.ptr[0];
			if (word.len == w.len + 1 && span_starts(word, w) &&
			    word.ptr[w.len] >= '1' && word.ptr[w.len] <= '6')
				return word.ptr[w.len];
		}
		before = word;
	}
	return 0;
}

struct span city_code(struct arena *a, struct span text, struct span *county)
{
	struct span fold = utf8_fold(a, text);
	bool capital = span_has(fold, S("bucuresti")) || span_has(fold, S("bucharest"));
	bool in_b = capital || span_ieq_str(*county, "B");
	char n = in_b || (county->len == 0 && span_starts(fold, S("sector"))) ? sector_in(fold) : 0;

	if (n == 0)
		return text;
	*county = S("B");
	return arena_fmt(a, "SECTOR%c", n);
}
