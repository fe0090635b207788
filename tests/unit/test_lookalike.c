/* Domains that read like others, and their twins that do not. */
#include "lookalike.h"
#include "unit.h"

TEST(lookalikes)
{
	static const struct {
		const char *domain, *known;
		bool like;
	} rows[] = {
		{ "firrna.ro", "firma.ro", true },
		{ "f1rma.ro", "firma.ro", true },
		{ "firma.com", "firma.ro", true },
		{ "fir-ma.ro", "firma.ro", true },
		{ "FIRMA.COM.RO", "firma.ro", true },
		{ "firma.ro.evil.com", "firma.ro", true },
		{ "g00gle.com", "google.com", true },
		{ "paypai.com", "paypal.com", true },
		{ "xn--frma-l9d.ro", "firma.ro", true },     /* fіrma, Cyrillic i */
		{ "f\xd1\x96rma.ro", "firma.ro", true },     /* the same in UTF-8 */
		{ "b\xc4\x83nca.test", "banca.test", true }, /* bănca */
		{ "xn--bnca-boa.test", "banca.test", true }, /* bânca-like */
		{ "vvord.ro", "word.ro", true },
		{ "banca-transilvania.ro", "bancatransilvania.ro", true },
		{ "firma.ro", "firma.ro", false },
		{ "mail.firma.ro", "firma.ro", false },
		{ "firma.ro", "mail.firma.ro", false },
		{ "altul.test", "firma.test", false },
		{ "gmail.test", "mail.test", false },
		{ "firmaverde.ro", "firma.ro", false },
		{ "ab.ro", "ab.com", false }, /* too short to mean anything */
		{ "", "firma.ro", false },
		{ "xn--", "firma.ro", false },
		{ "xn--99999999999999", "firma.ro", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s as %s", rows[i].domain, rows[i].known);
		CHECK(lookalike(unit_arena(), span_of(rows[i].domain), span_of(rows[i].known)) ==
		      rows[i].like);
	}
}
