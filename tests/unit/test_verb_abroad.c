/* CLIENT of another country. */
#include "commands_kit.h"

TEST(verb_client_abroad_has_country_postcode_and_vat_number)
{
	struct kit *k = kit_new();
	const struct party *p;
	struct span said = kit_send(
		k,
		"CLIENT nou Nordlys ApS, ap@nordlys.test, cod TVA DK 31234567, adresa Vestergade 12, "
		"oras Roskilde, judet Sjælland, cod postal 4000");

	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_HAS(said, "change: Țara | RO | DK");
	CHECK_SPAN(p->country, "DK");
	CHECK_SPAN(p->tax_id, "DK31234567");
	CHECK(p->vat_registered);
	CHECK_SPAN(p->city, "Roskilde");
	CHECK_SPAN(p->county, "Sjælland");
	CHECK_SPAN(p->postcode, "4000");
	kit_commit(k);
	(void)kit_send(k, "CLIENT nou Kovács Kft., k@kft.test, country Hungary, postcode 1051");
	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_SPAN(p->country, "HU");
	CHECK_SPAN(p->tax_id, "");
	CHECK_SPAN(p->postcode, "1051");
	kit_commit(k);
	(void)kit_send(k, "CLIENT nou Delta SRL, d@delta.test, tva RO18547290, tara România");
	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_SPAN(p->country, "RO");
	CHECK_SPAN(p->tax_id, "18547290");
	kit_free(k);
}
