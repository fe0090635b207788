/* agent/store: what is found by words, and counted no further than asked, among many rows. */
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_search.h"
#include "store_kit.h"

TEST(store_client_by_name)
{
	static const struct {
		const char *name;
		size_t n;
	} rows[] = {
		{ "Popescu Ion", 2 },
		{ "ION POPESCU", 2 },
		{ "popescu", 3 },
		{ "pop", 3 },
		{ "opescu", 0 },
		{ "Ștefan", 1 },
		{ "stefan pop", 1 },
		{ "popescu.example", 0 }, /* an address, not a name */
		{ "\"* OR a", 0 },
		{ "", 0 },
		{ "„Ion” – Popescu", 2 },
		{ "Ion•Popescu", 2 },
		{ "• –", 0 },
	};
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "Ion Popescu", "ion@popescu.example");
	store_kit_client(&k, 2, "Popescu Ion-Marian", "b@example.ro");
	store_kit_client(&k, 3, "Ștefan Popescu", "c@example.ro");
	store_kit_commit(&k);
	store_kit_begin(&k);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct row_clients found = { 0 };

		UNIT_CASE("%s", rows[i].name);
		CHECK_RC(row_client_by_name(&k.tx, k.a, span_of(rows[i].name), 10, &found, &k.why),
			 RC_OK);
		CHECK_INT(found.n, rows[i].n);
	}
}

TEST(store_cards_of_a_day_are_counted_to_the_cap)
{
	static const struct {
		int few, most, n;
	} rows[] = {
		{ 4, 9, 3 }, /* the numbers of the day, its first to its last, are below the cap */
		{ 3, 9, 2 }, /* they may reach it: counted */
		{ 1, 1, 1 },
	};
	SCOPED(store_kit) k = { 0 };
	struct card c = { .mark = ROW_NEW, .client = 1, .pipeline = S("curs"), .stage = S("new") };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	for (int i = 0; i < 3; i++) {
		c.id = 1001 + i;
		c.opened = store_kit_day(2026, 3, i == 1 ? 9 : 1);
		CHECK_RC(row_card_store(&k.tx, k.a, &c, &k.why), RC_OK);
	}
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int n = -1;

		UNIT_CASE("%d, %d", rows[i].few, rows[i].most);
		CHECK_RC(row_card_count_opened(&k.tx, k.a, store_kit_day(2026, 3, 1), rows[i].few,
					       rows[i].most, &n, &k.why),
			 RC_OK);
		CHECK_INT(n, rows[i].n);
	}
}

TEST(store_client_is_found_under_a_hundred_papers)
{
	struct row_clients found = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "Ion Popescu", "ion@example.ro");
	for (int64_t i = 0; i < 120; i++)
		store_kit_card(&k, 1001 + i, 1, "Ion Popescu");
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_client_by_name(&k.tx, k.a, S("ion popescu"), 10, &found, &k.why), RC_OK);
	CHECK_INT(found.n, 1);
}

TEST(store_search_finds_by_words)
{
	static const struct {
		const char *text;
		size_t n; /* hits */
		const char *first;
	} rows[] = {
		{ "soareci", 3, "document" }, /* the invoice, the client, his card */
		{ "ȘOARECI", 3, "document" },
		{ "fct 12", 1, "document" },
		{ "FCT0012", 1, "document" },
		{ "1001", 1, "card" },
		{ "C-1001", 1, "card" },
		{ "mansarda", 1, "card" },
		{ "nimic", 0, "" },
		{ "121,00", 1, "document" },
		{ "'; DROP TABLE card; --", 0, "" },
	};
	SCOPED(store_kit) k = { 0 };
	struct document *d;

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "Ana Șoareci", "ana@example.ro");
	store_kit_card(&k, 1001, 1, "Mansardă");
	store_kit_series(&k, DOC_INVOICE, "FCT", 13);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 12, 10000);
	d->snap->buyer.name = S("Ana Șoareci");
	CHECK_RC(row_document_store(&k.tx, k.a, d, &k.why), RC_OK);
	store_kit_commit(&k);
	store_kit_begin(&k);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct row_hits hits = { 0 };

		UNIT_CASE("%s", rows[i].text);
		CHECK_RC(row_search(&k.tx, k.a, span_of(rows[i].text), 10, &hits, &k.why), RC_OK);
		if (CHECK_INT(hits.n, rows[i].n) && hits.n)
			CHECK(span_eq_str(hits.at[0].kind, rows[i].first) || hits.n > 1);
	}
}
