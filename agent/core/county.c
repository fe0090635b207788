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
