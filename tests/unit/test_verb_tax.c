/* What staff say of VAT, discounts and surcharges, and what becomes of the draft. */
#include "commands_kit.h"

#include "say.h"
#include "span.h"

static const struct snapshot *draft(struct kit *k)
{
	struct document *doc = kit_doc(k, DOC_INVOICE);
	static const struct snapshot none;

	return CHECK(doc != NULL && doc->snap != NULL) ? doc->snap : &none;
}

TEST(verb_tax_grounds)
{
	static const struct {
		const char *line;
		char category;
		const char *code, *said;
	} rows[] = {
		{ "FACTURA audit x 900 lei, taxare inversă", 'A', "VATEX-EU-AE",
		  "fără TVA (Taxare inversă, art. 331 Cod fiscal)" },
		{ "FACTURA audit x 900 lei intracomunitar", 'K', "VATEX-EU-IC",
		  "fără TVA (Livrare intracomunitară scutită" },
		{ "FACTURA 2 x Curs Excel, TVA scutit învățământ", 'E', "VATEX-EU-132-1I",
		  "fără TVA (Scutit, art. 292 (1) f)" },
		{ "FACTURA audit x 900 lei", 'S', "", "TVA 21%" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();
		struct span said;

		UNIT_CASE("%s", rows[i].line);
		kit_thread(k, k->card);
		said = kit_send(k, rows[i].line);
		CHECK_HAS(said, rows[i].said);
		CHECK_INT(draft(k)->lines.at[0].vat_category, rows[i].category);
		CHECK_SPAN(draft(k)->vat.at[0].code, rows[i].code);
		CHECK_INT(draft(k)->mentions.len > 0, rows[i].category != 'S');
		kit_free(k);
	}
}

/* BG-20: off the whole document, spread over its VAT groups; said again, it is another one. */
TEST(verb_tax_discount_of_the_document)
{
	struct kit *k = kit_new();

	kit_thread(k, k->card);
	CHECK_HAS(
		kit_send(k, "FACTURA montaj x 1000 lei, carte x 200 lei TVA 11\nDISCOUNT 100 lei"),
		"result=done");
	CHECK_INT(draft(k)->adjusts.n, 2);
	CHECK_INT(draft(k)->adjusts.at[0].amount.minor, 8333);
	CHECK_INT(draft(k)->adjusts.at[1].amount.minor, 1667);
	CHECK_INT(draft(k)->allowances.minor, 10000);
	CHECK_INT(draft(k)->net.minor, 110000);
	CHECK_INT(draft(k)->vat.at[0].tax.minor, 19250);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "DISCOUNT 60 lei"), "result=done");
	CHECK_INT(draft(k)->allowances.minor, 6000);
	kit_commit(k);
	/* a line goes: what was its share is the others' */
	CHECK_HAS(kit_send(k, "LINIE -2"), "result=done");
	CHECK_INT(draft(k)->adjusts.n, 1);
	CHECK_INT(draft(k)->net.minor, 94000);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE carte x 200 lei TVA 11"), "result=done");
	CHECK_INT(draft(k)->adjusts.n, 2);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "DISCOUNT 2: 20 lei"), "result=done");
	CHECK_INT(draft(k)->lines.at[1].net.minor, 18000);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "DISCOUNT 0 lei"), "result=done");
	CHECK_INT(draft(k)->adjusts.n, 0);
	CHECK_HAS(kit_send(k, "DISCOUNT 5000 lei"), "result=refused");
	CHECK_HAS(kit_send(k, "DISCOUNT 10 EUR"), "result=refused");
	kit_free(k);
}

TEST(verb_tax_of_a_product)
{
	struct kit *k = kit_new();

	CHECK_HAS(kit_send(k, "PRODUS Curs de contabilitate 800 lei, TVA scutit învățământ"),
		  "fără TVA (Scutit, art. 292 (1) f)");
	kit_commit(k);
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA Curs de contabilitate"), "result=done");
	CHECK_INT(draft(k)->lines.at[0].vat_category, 'E');
	CHECK_INT(draft(k)->total.minor, 80000);
	kit_free(k);
}

TEST(verb_tax_ground_of_a_line_changes)
{
	struct kit *k = kit_new();

	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA audit x 900 lei"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: taxare inversă"), "result=done");
	CHECK_INT(draft(k)->lines.at[0].vat_category, 'A');
	CHECK_SPAN(draft(k)->lines.at[0].name, "audit");
	CHECK_INT(draft(k)->tax.minor, 0);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: TVA 11"), "result=done");
	CHECK_INT(draft(k)->tax.minor, 9900);
	CHECK_SPAN(draft(k)->mentions, "");
	CHECK_SPAN(draft(k)->lines.at[0].vat_reason, "");
	kit_free(k);
}

TEST(verb_tax_refuses)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
		{ "FACTURA audit x 900 lei, scutit", "Nu am înțeles „scutit”" },
		{ "FACTURA audit x 900 lei, reducere 901 lei", "nu trece de valoarea liniei" },
		{ "FACTURA audit x 900 lei, reducere 101%", "între 0 și 100%" },
		{ "FACTURA audit x 900 lei, neimpozabil, curs x 10 lei", "Sumele" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();

		UNIT_CASE("%s", rows[i].line);
		kit_thread(k, k->card);
		CHECK_HAS(kit_send(k, rows[i].line), rows[i].why);
		CHECK(kit_doc(k, DOC_INVOICE) == NULL);
		kit_free(k);
	}
}

TEST(verb_tax_discounts_and_surcharges)
{
	struct kit *k = kit_new();
	struct span said;

	kit_thread(k, k->card);
	said = kit_send(k, "FACTURA 2 ore audit x 300 lei, reducere 50 lei, adaos 5%");
	CHECK_HAS(said, "reducere 50,00");
	CHECK_HAS(said, ", adaos 5%, TVA 21%");
	CHECK_INT(draft(k)->lines.at[0].net.minor, 58000); /* 600 - 50 + 30 */
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: reducere 10%"), "result=done");
	CHECK_INT(draft(k)->lines.at[0].net.minor, 57000); /* in place of the 50 lei */
	CHECK_INT(draft(k)->lines.at[0].adjusts.n, 2);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: reducere 0, adaos 0"), "result=done");
	CHECK_INT(draft(k)->lines.at[0].net.minor, 60000);
	CHECK_INT(draft(k)->lines.at[0].adjusts.n, 0);
	kit_free(k);
}
