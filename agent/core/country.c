/* Countries (country.h). */
#include "country.h"

#include "args.h"
#include "span.h"
#include "utf8.h"

static const struct {
	const char *code, *names; /* folded, joined by | */
} named[] = {
	{ "AT", "austria" },
	{ "BE", "belgia|belgium" },
	{ "BG", "bulgaria" },
	{ "HR", "croatia" },
	{ "CY", "cipru|cyprus" },
	{ "CZ", "cehia|republica ceha|czechia|czech republic" },
	{ "DK", "danemarca|denmark" },
	{ "EE", "estonia" },
	{ "FI", "finlanda|finland" },
	{ "FR", "franta|france" },
	{ "DE", "germania|germany" },
	{ "GR", "grecia|greece" },
	{ "HU", "ungaria|hungary" },
	{ "IE", "irlanda|ireland" },
	{ "IT", "italia|italy" },
	{ "LV", "letonia|latvia" },
	{ "LT", "lituania|lithuania" },
	{ "LU", "luxemburg|luxembourg" },
	{ "MT", "malta" },
	{ "NL", "olanda|tarile de jos|netherlands|holland" },
	{ "PL", "polonia|poland" },
	{ "PT", "portugalia|portugal" },
	{ "RO", "romania" },
	{ "SK", "slovacia|slovakia" },
	{ "SI", "slovenia" },
	{ "ES", "spania|spain" },
	{ "SE", "suedia|sweden" },
	{ "GB", "marea britanie|regatul unit|anglia|united kingdom|uk|great britain|england" },
	{ "CH", "elvetia|switzerland" },
	{ "NO", "norvegia|norway" },
	{ "IS", "islanda|iceland" },
	{ "LI", "liechtenstein" },
	{ "MD", "moldova|republica moldova" },
	{ "UA", "ucraina|ukraine" },
	{ "RS", "serbia" },
	{ "TR", "turcia|turkey" },
	{ "AL", "albania" },
	{ "BA", "bosnia|bosnia si hertegovina|bosnia and herzegovina" },
	{ "ME", "muntenegru|montenegro" },
	{ "MK", "macedonia|macedonia de nord|north macedonia" },
	{ "GE", "georgia" },
	{ "US", "statele unite|sua|united states|usa" },
	{ "CA", "canada" },
	{ "AU", "australia" },
	{ "JP", "japonia|japan" },
	{ "CN", "china" },
	{ "IN", "india" },
	{ "KR", "coreea de sud|south korea" },
	{ "AE", "emiratele arabe unite|united arab emirates" },
	{ "IL", "israel" },
};

/* Every officially assigned code. */
static const char codes[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL "
	"BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV "
	"CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD "
	"GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM "
	"IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK "
	"LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW "
	"MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR "
	"PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS "
	"ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY "
	"UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

struct span country_code(struct arena *a, struct span text)
{
	struct span fold = utf8_fold(a, span_trim(text)), rest = span_of(codes), code;

	if (span_eq_str(fold, "el"))
		return S("GR");
	for (size_t i = 0; i < ARRAY_LEN(named); i++)
		if (word_in(fold, named[i].names))
			return span_of(named[i].code);
	while (span_next_word(&rest, &code))
		if (span_ieq(code, fold))
			return code;
	return S("");
}
