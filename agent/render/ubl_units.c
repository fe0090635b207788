/* Romanian and English unit words, folded, beside the code that UN/ECE Recommendation 20 gives them. */
#include "ubl_units.h"

#include "span.h"
#include "utf8.h"

static const struct {
	const char *code, *words;
} units[] = {
	{ "H87", " buc buc. bucata bucati pc pcs piece pieces " },
	{ "C62", " unitate unitati unit units " },
	{ "HUR", " ora ore h hour hours " },
	{ "DAY", " zi zile day days " },
	{ "WEE", " saptamana saptamani week weeks " },
	{ "MON", " luna luni month months " },
	{ "QAN", " trimestru trimestre quarter quarters " },
	{ "ANN", " an ani year years " },
	{ "MIN", " min minut minute minutes " },
	{ "IE", " persoana persoane pers pers. person persons " },
	{ "SET", " set seturi sets " },
	{ "PR", " pereche perechi pair pairs " },
	{ "XPK", " pachet pachete package packages " },
	{ "XBX", " cutie cutii box boxes " },
	{ "ZP", " pagina pagini page pages " },
	{ "E48", " serviciu servicii prestatie prestatii service services " },
	{ "E51", " lucrare lucrari job jobs " },
	{ "ACT", " activitate activitati activity activities " },
	{ "KGM", " kg kilogram kilograme " },
	{ "GRM", " g gram grame " },
	{ "TNE", " t tona tone " },
	{ "MTR", " m metru metri " },
	{ "LM", " ml metru_liniar " },
	{ "KMT", " km kilometru kilometri " },
	{ "MTK", " mp m2 m² " },
	{ "MTQ", " mc m3 m³ " },
	{ "LTR", " l litru litri " },
	{ "KWH", " kwh " },
};

const char *ubl_unit_code(struct arena *a, struct span unit)
{
	struct span fold = utf8_fold(a, unit), word;

	if (fold.len == 0)
		return "C62";
	word = arena_fmt(a, " %.*s ", SPAN_ARG(fold));
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (span_has(span_of(units[i].words), word))
			return units[i].code;
	return NULL;
}
