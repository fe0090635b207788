/* PRODUS: the price list as staff write and change it. */
#include "commands_kit.h"

TEST(verb_product_list_add_change_retire)
{
	struct kit *k = kit_new();
	const struct product *p;
	struct span said;

	said = kit_send(k, "PRODUS");
	CHECK_HAS(said, "row: Curs Excel | 450,00");
	CHECK_HAS(said, "result=\n");
	(void)kit_send(
		k,
		"PRODUS Mentenanță, 200 lei / luna, TVA 21, flux abonament, sinonime suport, ajutor IT, descriere Lucru de la distanță");
	p = k->s.products.at[k->s.products.n - 1];
	CHECK_SPAN(p->name, "Mentenanță");
	CHECK_SPAN(p->fold, "mentenanta");
	CHECK_SPAN(p->unit, "luna");
	CHECK_SPAN(p->vat, "standard");
	CHECK_SPAN(p->pipeline, "abonament");
	CHECK_SPAN(p->synonyms, "suport; ajutor IT");
	CHECK_SPAN(p->description, "Lucru de la distanță");
	CHECK_INT(p->price.n, 200);
	kit_commit(k);
	(void)kit_send(k, "OFERTA suport x 3");
	CHECK_INT(kit_doc(k, DOC_OFFER)->total.minor, 72600);
	kit_commit(k);
	said = kit_send(k, "PRODUS mentenanta 250,50 lei");
	CHECK_HAS(said, "200,00");
	CHECK_HAS(said, "250,50");
	CHECK_INT(k->s.products.n, 4);
	CHECK_INT(p->mark, ROW_CHANGED);
	kit_commit(k);
	(void)kit_send(k, "PRODUS -Mentenanță");
	CHECK(!p->active);
	kit_commit(k);
	said = kit_send(k, "PRODUS Mentenanță");
	CHECK_HAS(said, "„Mentenanță” nu este în lista de prețuri.");
	said = kit_send(k, "PRODUS Curs Word 100 lei, flux zbor");
	CHECK_HAS(said, "Există: abonament, curs, estimare, servicii.");
	said = kit_send(k, "PRODUS Curs Word 100 lei, TVA 19");
	CHECK_HAS(said, "Cota TVA 19%");
	kit_free(k);
}

TEST(verb_product_lines_as_people_write_them)
{
	static const struct {
		const char *in;
		const char *name, *unit, *pipeline; /* NULL: refused */
		const char *said;
	} rows[] = {
		{ "PRODUS Curs Word, 300 lei, TVA 21, buc, curs", "Curs Word", "buc", "curs", "" },
		{ "PRODUS Curs Word 300 lei / ora, TVA 21, flux curs", "Curs Word", "ora", "curs",
		  "" },
		{ "PRODUS Curs Word, 300 lei, ore", "Curs Word", "ore", "servicii", "" },
		{ "PRODUS Curs Word 300 lei + TVA, estimare", "Curs Word", "buc", "estimare", "" },
		{ "PRODUS Curs Word la 300 lei", "Curs Word", "buc", "servicii", "" },
		{ "PRODUS Curs Word: 300 lei pe luna", "Curs Word", "luna", "servicii", "" },
		{ "PRODUS 300 lei Curs Word, curs", "Curs Word", "buc", "curs", "" },
		{ "PRODUS „Curs Word, avansat” 300 lei", "Curs Word, avansat", "buc", "servicii",
		  "" },
		{ "PRODUS Curs fara stres 300 lei", "Curs fara stres", "buc", "servicii", "" },
		{ "PRODUCT Word course, 300 lei, VAT 21, pcs, curs", "Word course", "pcs", "curs",
		  "" },
		{ "PRODUS Curs Word, 300 lei, seara", NULL, NULL, NULL,
		  "instead: PRODUS Curs Word 300 lei / buc, flux servicii" },
		{ "PRODUS Curs Word, 300 lei, buc, curs de seara", NULL, NULL, NULL,
		  "instead: PRODUS Curs Word 300 lei / buc, flux curs" },
		{ "PRODUS Curs Word, 300, curs", NULL, NULL, NULL,
		  "instead: PRODUS Curs Word 300 lei / buc, flux servicii" },
		{ "PRODUS Curs Excel nume Curs Excel avansat", NULL, NULL, NULL,
		  "Numele „Curs Excel avansat” este al altui produs." },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();
		struct span said = kit_send(k, rows[i].in);
		const struct product *p = k->s.products.at[k->s.products.n - 1];

		UNIT_CASE("%s", rows[i].in);
		if (rows[i].name == NULL) {
			CHECK_HAS(said, "result=refused");
			CHECK_INT(k->s.products.n, 3);
		} else {
			CHECK_INT(k->s.products.n, 4);
			CHECK_SPAN(p->name, rows[i].name);
			CHECK_SPAN(p->unit, rows[i].unit);
			CHECK_SPAN(p->pipeline, rows[i].pipeline);
		}
		CHECK_HAS(said, rows[i].said);
		kit_free(k);
	}
}

TEST(verb_product_that_was_retired_comes_back)
{
	struct kit *k = kit_new();
	struct product *p = k->s.products.at[0];
	struct span said;

	(void)kit_send(k, "PRODUS -Curs Excel");
	kit_commit(k);
	said = kit_send(k, "PRODUS curs excel, 480 lei, curs");
	CHECK_INT(k->s.products.n, 3);
	CHECK(p->active);
	CHECK_INT(p->mark, ROW_CHANGED);
	CHECK_SPAN(p->name, "curs excel");
	CHECK_HAS(said, "change: curs excel | scos din listă | 480,00");
	kit_free(k);
}
