/* CLIENT of another country. */
#include "commands_kit.h"

TEST(verb_client_a_vat_number_of_another_state_may_stand_after_cui)
{
	struct kit *k = kit_new();
	const struct party *p;
	size_t n;
	struct span said = kit_send(
		k, "CLIENT nou Muster GmbH, cui DE 129 273 398, m@muster.test, oras Berlin");

	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_HAS(said, "change: Cod de TVA |  | DE129273398");
	CHECK_HAS(said, "change: Țara | RO | DE");
	CHECK_SPAN(p->name, "Muster GmbH");
	CHECK_SPAN(p->tax_id, "DE129273398");
	CHECK_SPAN(p->country, "DE");
	CHECK_SPAN(p->city, "Berlin");
	CHECK(p->vat_registered);
	kit_commit(k);
	n = k->s.clients.n;
	said = kit_send(k, "CLIENT cui DE129273398, oras Hamburg");
	CHECK_HAS(said, "| Berlin | Hamburg");
	CHECK(k->s.clients.n == n);
	kit_commit(k);
	(void)kit_send(k, "CLIENT nou Alfa Vita, CIF: EL123456789, a@vita.test");
	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_SPAN(p->tax_id, "EL123456789");
	CHECK_SPAN(p->country, "GR");
	CHECK_SPAN(p->name, "Alfa Vita");
	kit_commit(k);
	(void)kit_send(k, "CLIENT nou Delta SRL, cui 18547290, cod TVA RO18547290, d@delta.test");
	p = &k->s.clients.at[k->s.clients.n - 1]->party;
	CHECK_SPAN(p->tax_id, "18547290");
	CHECK_SPAN(p->name, "Delta SRL");
	kit_free(k);
}

TEST(verb_client_a_vat_number_that_is_wrong_is_refused_with_one_that_is_right)
{
	static const struct {
		const char *line, *said;
	} rows[] = {
		{ "CLIENT nou Muster GmbH, cui DE12345, m@muster.test",
		  "„DE12345” nu are forma unui cod de TVA care începe cu DE: acesta arată ca DE123456789." },
		{ "CLIENT nou Alpen AG, cod TVA AT12345678, a@alpen.test",
		  "arată ca ATU12345678." },
		{ "CLIENT nou Firma SRL, cui RO18547291, f@firma.test",
		  "CUI-ul „RO18547291” nu are cifra de control corectă." },
		{ "CLIENT nou Delta SRL, cui 14399840, cod TVA RO18547290", "două coduri fiscale" },
		{ "CLIENT nou Acme Inc, cui US123456789, a@acme.test",
		  "CUI-ul „US123456789” nu are" },
	};
	struct kit *k = kit_new();
	size_t n = k->s.clients.n;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		CHECK_HAS(kit_send(k, rows[i].line), rows[i].said);
		CHECK(k->s.clients.n == n);
	}
	kit_free(k);
}

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
