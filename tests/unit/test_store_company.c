/* agent/store: who is wanted of ANAF's register, and what it said. */
#include "row_client.h"
#include "row_company.h"
#include "store_kit.h"

static struct client *client(struct store_kit *k, int64_t id, const char *cui, const char *street)
{
	struct client *c = ARENA_NEW(k->a, struct client);

	c->mark = ROW_NEW;
	c->id = id;
	c->party.name = S("Exemplu SRL");
	c->party.tax_id = span_of(cui);
	c->party.country = S("RO");
	c->party.street = span_of(street);
	c->party.city = S("Cluj-Napoca");
	c->party.county = S("CJ");
	c->lang = S("ro");
	CHECK_RC(row_client_store(&k->tx, k->a, c, &k->why), RC_OK);
	return c;
}

static size_t listed(struct store_kit *k, enum company_list which, int day)
{
	struct spans found = { 0 };

	CHECK_RC(row_company_list(&k->tx, k->a, which, store_kit_day(2026, 11, day), 100, &found,
				  &k->why),
		 RC_OK);
	return found.n;
}

TEST(store_company_is_wanted_when_its_code_is_new_and_data_lack)
{
	SCOPED(store_kit) k = { 0 };
	struct company_note note = { 0 };
	struct client *c;

	if (!store_kit_open_card(&k))
		return;
	(void)client(&k, 11, "14399840", "Str. Lungă 7");
	(void)client(&k, 12, "", "");
	(void)client(&k, 13, "1800101223344", ""); /* a person's */
	CHECK_INT(listed(&k, COMPANY_WANTED, 12), 0);
	c = client(&k, 14, "18547290", "");
	CHECK_INT(listed(&k, COMPANY_WANTED, 12), 1);
	CHECK_RC(row_company_note_load(&k.tx, k.a, 14, &note, &k.why), RC_OK);
	CHECK(note.wanted && !note.told.len);
	note = (struct company_note){ .told = S("ab") };
	CHECK_RC(row_company_note_store(&k.tx, 14, &note, &k.why), RC_OK);
	CHECK_INT(listed(&k, COMPANY_WANTED, 12), 0);
	c->mark = ROW_CHANGED;
	c->party.phone = S("0722123456");
	CHECK_RC(row_client_store(&k.tx, k.a, c, &k.why), RC_OK);
	CHECK_INT(listed(&k, COMPANY_WANTED, 12), 0);
	c->party.tax_id = S("14399840");
	CHECK_RC(row_client_store(&k.tx, k.a, c, &k.why), RC_OK);
	CHECK_INT(listed(&k, COMPANY_WANTED, 12), 1);
	CHECK_RC(row_company_note_load(&k.tx, k.a, 14, &note, &k.why), RC_OK);
	CHECK(note.wanted && !note.told.len);
}

TEST(store_company_is_asked_once_a_day_before_its_invoice)
{
	SCOPED(store_kit) k = { 0 };
	struct company co = { .cui = S("14399840"),
			      .asked = store_kit_day(2026, 11, 12),
			      .found = true,
			      .name = S("EXEMPLU SRL"),
			      .city = S("SECTOR3"),
			      .vat = true,
			      .inactive = true,
			      .struck_off = store_kit_day(2025, 3, 4) };
	struct company *back;
	struct document *d;

	if (!store_kit_open_card(&k))
		return;
	(void)client(&k, 11, "14399840", "Str. Lungă 7");
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 0, 10000);
	d->client = 11;
	store_kit_add(&k, d);
	CHECK_INT(listed(&k, COMPANY_DRAFTED, 12), 1);
	CHECK_INT(listed(&k, COMPANY_PROMISED, 12), 0);
	CHECK_INT(listed(&k, COMPANY_BILLED, 12), 0);
	CHECK_RC(row_company_store(&k.tx, &co, &k.why), RC_OK);
	CHECK_INT(listed(&k, COMPANY_DRAFTED, 12), 0);
	CHECK_INT(listed(&k, COMPANY_DRAFTED, 13), 1);
	CHECK_RC(row_company_load(&k.tx, k.a, S("14399840"), &back, &k.why), RC_OK);
	CHECK(back != NULL);
	if (!back)
		return;
	CHECK_SPAN(back->name, "EXEMPLU SRL");
	CHECK_SPAN(back->city, "SECTOR3");
	CHECK(back->found && back->vat && back->inactive && !back->on_collection);
	CHECK(day_eq(back->struck_off, co.struck_off) && day_eq(back->asked, co.asked));
	CHECK_RC(row_company_load(&k.tx, k.a, S("1"), &back, &k.why), RC_OK);
	CHECK(back == NULL);
}

TEST(store_company_who_was_billed_without_the_registers_word_is_asked_later)
{
	SCOPED(store_kit) k = { 0 };
	struct company co = { .cui = S("14399840"),
			      .asked = store_kit_day(2026, 11, 12),
			      .found = true,
			      .struck_off = DAY_NONE };
	struct document *d;
	int64_t waiting = 0;

	if (!store_kit_open_card(&k))
		return;
	(void)client(&k, 11, "14399840", "Str. Lungă 7");
	store_kit_series(&k, DOC_INVOICE, "FCT", 7);
	d = store_kit_document(&k, 1, DOC_INVOICE, "FCT", 7, 10000);
	d->client = 11;
	d->issue = store_kit_day(2026, 11, 12);
	store_kit_add(&k, d);
	CHECK_INT(listed(&k, COMPANY_ISSUED, 12), 1);
	CHECK_INT(listed(&k, COMPANY_ISSUED, 13), 0); /* another day's */
	CHECK_RC(row_company_store(&k.tx, &co, &k.why), RC_OK);
	CHECK_INT(listed(&k, COMPANY_ISSUED, 12), 0);
	CHECK_RC(row_company_waiting(&k.tx, &waiting, &k.why), RC_OK);
	CHECK_INT(waiting, 0);
	(void)client(&k, 12, "18547290", ""); /* data lack */
	CHECK_RC(row_company_waiting(&k.tx, &waiting, &k.why), RC_OK);
	CHECK_INT(waiting, 1);
}
