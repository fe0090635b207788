/* agent/store: what is stored comes back, is found by every way that the headers promise, and only
 * what is there is found. */
#include "row_card.h"
#include "row_client.h"
#include "row_product.h"
#include "row_rate.h"
#include "row_subscription.h"
#include "store_kit.h"

static struct client full_client(void)
{
	return (struct client){
		.mark = ROW_NEW,
		.id = 7,
		.party = { .name = S("Șerban & Fiii SRL"),
			   .tax_id = S("18547290"),
			   .vat_registered = true,
			   .reg_no = S("J40/1234/2006"),
			   .street = S("Str. Lungă 1"),
			   .city = S("București"),
			   .county = S("B"),
			   .postcode = S("010101"),
			   .country = S("RO"),
			   .email = S("Ana.Serban@example.ro"),
			   .phone = S("0722 000 111"),
			   .contact = S("Ana Șerban"),
			   .iban = S("RO49AAAA1B31007593840000"),
			   .bank = S("Banca") },
		.company = true,
		.lang = S("en"),
		.address = ADDRESS_SUSPECT,
		.credit = { 12345, "RON" },
	};
}

static void check_client(const struct client *c)
{
	struct client w = full_client();

	if (!CHECK(c))
		return;
	CHECK_INT(c->mark, ROW_CLEAN);
	CHECK_INT(c->id, w.id);
#define SAME(f) CHECK_SPANS(c->party.f, w.party.f)
	SAME(name);
	SAME(tax_id);
	SAME(reg_no);
	SAME(street);
	SAME(city);
	SAME(county);
	SAME(postcode);
	SAME(country);
	SAME(email);
	SAME(phone);
	SAME(contact);
	SAME(iban);
	SAME(bank);
#undef SAME
	CHECK(c->party.vat_registered);
	CHECK(c->company);
	CHECK_SPAN(c->lang, "en");
	CHECK_INT(c->address, ADDRESS_SUSPECT);
	CHECK_INT(c->credit.minor, 12345);
	CHECK_STR(c->credit.cur, "RON");
}

TEST(store_client_comes_back)
{
	struct client in = full_client(), *out = NULL;
	struct row_clients found = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_client_store(&k.tx, k.a, &in, &k.why), RC_OK);
	store_kit_client(&k, 8, "Serbanescu Ion", "ana@example.ro");
	store_kit_commit(&k);
	store_kit_begin(&k);
	CHECK_RC(row_client_load(&k.tx, k.a, 7, &out, &k.why), RC_OK);
	check_client(out);
	CHECK_RC(row_client_load(&k.tx, k.a, 9, &out, &k.why), RC_OK);
	CHECK(!out);
	CHECK_RC(row_client_by_email(&k.tx, k.a, S("ana.serban@EXAMPLE.ro"), &found, &k.why),
		 RC_OK);
	CHECK_INT(found.n, 1);
	CHECK_RC(row_client_by_tax_id(&k.tx, k.a, S("18547290"), &found, &k.why), RC_OK);
	CHECK_INT(found.n, 2);
	CHECK_RC(row_client_by_iban(&k.tx, k.a, S("RO49AAAA1B31007593840000"), &found, &k.why),
		 RC_OK);
	CHECK_INT(found.n, 3);
	for (size_t i = 0; i < found.n; i++)
		check_client(found.at[i]);
	/* Nothing is not found by nothing. */
	CHECK_RC(row_client_by_tax_id(&k.tx, k.a, S(""), &found, &k.why), RC_OK);
	CHECK_RC(row_client_by_iban(&k.tx, k.a, S(""), &found, &k.why), RC_OK);
	CHECK_RC(row_client_by_email(&k.tx, k.a, S(""), &found, &k.why), RC_OK);
	CHECK_INT(found.n, 3);
}

TEST(store_card_comes_back)
{
	struct card in = { .mark = ROW_NEW,
			   .id = 1042,
			   .client = 1,
			   .pipeline = S("servicii"),
			   .stage = S("offered"),
			   .title = S("Renovare"),
			   .thread_subject = S("Ofertă"),
			   .thread_id = S("x@y"),
			   .closed = false };
	struct row_cards list = { 0 };
	struct card *out = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	in.opened = store_kit_day(2026, 2, 28);
	store_kit_client(&k, 1, "A", "a@example.ro");
	CHECK_RC(row_card_store(&k.tx, k.a, &in, &k.why), RC_OK);
	CHECK_RC(row_card_load(&k.tx, k.a, 1042, &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_INT(out->client, 1);
	CHECK_SPAN(out->pipeline, "servicii");
	CHECK_SPAN(out->stage, "offered");
	CHECK_SPAN(out->title, "Renovare");
	CHECK_INT(out->product, 0);
	CHECK(day_eq(out->opened, in.opened));
	CHECK(!out->closed);
	CHECK_SPAN(out->thread_subject, "Ofertă");
	CHECK_SPAN(out->thread_id, "x@y");
	CHECK_RC(row_card_by_thread(&k.tx, k.a, S("x@y"), &out, &k.why), RC_OK);
	CHECK(out && out->id == 1042);
	CHECK_RC(row_card_by_thread(&k.tx, k.a, S(""), &out, &k.why), RC_OK);
	CHECK(!out);
	CHECK_RC(row_card_open_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_RC(row_card_open(&k.tx, k.a, 0, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 2);
	in.mark = ROW_CHANGED;
	in.closed = true;
	in.stage = S("lost");
	CHECK_RC(row_card_store(&k.tx, k.a, &in, &k.why), RC_OK);
	CHECK_RC(row_card_open_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_RC(row_card_open(&k.tx, k.a, 0, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 2);
	CHECK_RC(row_card_of_client(&k.tx, k.a, 1, 10, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 3);
	store_kit_commit(&k);
}

TEST(store_next_ids_follow_the_highest)
{
	struct state s = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_next_ids(&k.tx, &s, &k.why), RC_OK);
	CHECK_INT(s.next.client, 1);
	CHECK_INT(s.next.card, 1001);
	CHECK_INT(s.next.product, 1);
	store_kit_client(&k, 41, "A", "a@example.ro");
	store_kit_card(&k, 1001, 41, "x");
	CHECK_RC(row_next_ids(&k.tx, &s, &k.why), RC_OK);
	CHECK_INT(s.next.client, 42);
	CHECK_INT(s.next.card, 1002);
	CHECK_INT(s.next.document, 1);
}

TEST(store_product_comes_back)
{
	struct product in = { .mark = ROW_NEW,
			      .id = 3,
			      .name = S("Curs Excel"),
			      .fold = S("curs excel"),
			      .synonyms = S("excel; xls"),
			      .description = S("8 ore"),
			      .unit = S("buc"),
			      .pipeline = S("curs"),
			      .vat = S("standard"),
			      .price = { 44995, 2 },
			      .currency = "RON",
			      .active = true };
	struct product *out = NULL, twin = in;
	struct row_products list = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_product_store(&k.tx, k.a, &in, &k.why), RC_OK);
	CHECK_RC(row_product_by_fold(&k.tx, k.a, S("curs excel"), &out, &k.why), RC_OK);
	if (!CHECK(out))
		return;
	CHECK_SPAN(out->name, "Curs Excel");
	CHECK_SPAN(out->synonyms, "excel; xls");
	CHECK_SPAN(out->vat, "standard");
	CHECK(decimal_eq(out->price, in.price));
	CHECK_STR(out->currency, "RON");
	in.mark = ROW_CHANGED;
	in.active = false;
	CHECK_RC(row_product_store(&k.tx, k.a, &in, &k.why), RC_OK);
	CHECK_RC(row_product_active(&k.tx, k.a, &list, &k.why), RC_OK);
	CHECK_INT(list.n, 0);
	twin.id = 4;
	CHECK_RC(row_product_store(&k.tx, k.a, &twin, &k.why), RC_REFUSED);
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_REFUSED);
}

TEST(store_subscription_comes_back_when_due)
{
	struct subscription in = { .mark = ROW_NEW,
				   .id = 2,
				   .card = 1001,
				   .client = 1,
				   .unit = CYCLE_QUARTER,
				   .every = 1,
				   .next_period = 3 };
	struct row_subscriptions due = { 0 };
	struct subscription *out = NULL;
	SCOPED(store_kit) k = { 0 };

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	store_kit_client(&k, 1, "A", "a@example.ro");
	store_kit_card(&k, 1001, 1, "Abonament");
	in.anchor = store_kit_day(2026, 1, 31);
	in.until = DAY_NONE;
	in.template_ = store_kit_snapshot(&k, DOC_INVOICE, "", 0, 10000);
	in.once = store_kit_snapshot(&k, DOC_INVOICE, "", 0, 777)->lines;
	CHECK_RC(row_subscription_store(&k.tx, k.a, &in, store_kit_day(2026, 10, 31), &k.why),
		 RC_OK);
	CHECK_RC(row_subscription_load(&k.tx, k.a, 2, &out, &k.why), RC_OK);
	if (!CHECK(out) || !CHECK(out->template_))
		return;
	CHECK_INT(out->unit, CYCLE_QUARTER);
	CHECK(day_eq(out->anchor, in.anchor));
	CHECK(!day_is_set(out->until));
	CHECK_INT(out->next_period, 3);
	CHECK_INT(out->template_->lines.n, 1);
	CHECK_INT(out->template_->net.minor, 10000);
	CHECK_INT(out->once.n, 1);
	CHECK_INT(out->once.at[0].price.n, 777);
	CHECK_RC(row_subscription_due(&k.tx, k.a, store_kit_day(2026, 10, 30), 9, &due, &k.why),
		 RC_OK);
	CHECK_INT(due.n, 0);
	CHECK_RC(row_subscription_due(&k.tx, k.a, store_kit_day(2026, 10, 31), 9, &due, &k.why),
		 RC_OK);
	CHECK_INT(due.n, 1);
	out->mark = ROW_CHANGED;
	out->once = (struct lines){ 0 };
	out->paused = true;
	CHECK_RC(row_subscription_store(&k.tx, k.a, out, store_kit_day(2026, 10, 31), &k.why),
		 RC_OK);
	CHECK_RC(row_subscription_due(&k.tx, k.a, store_kit_day(2027, 1, 1), 9, &due, &k.why),
		 RC_OK);
	CHECK_INT(due.n, 1);
	CHECK_RC(row_subscription_of_card(&k.tx, k.a, 1001, &due, &k.why), RC_OK);
	CHECK_INT(due.n, 2);
	CHECK_INT(due.at[1]->once.n, 0);
	CHECK(due.at[1]->paused);
}

TEST(store_rates_of_the_bank_replace_what_staff_said)
{
	SCOPED(store_kit) k = { 0 };
	struct fx_rate r = { .day = store_kit_day(2026, 11, 20),
			     .cur = "EUR",
			     .rate = { 50923, 4 } };
	struct fx_rates out = { 0 };
	struct day newest;

	if (!store_kit_open(&k) || !store_kit_begin(&k))
		return;
	r.rate.n = 51000;
	CHECK_RC(row_rate_store(&k.tx, &r, S("staff:ana@firma.test"), 1, &k.why), RC_OK);
	CHECK_RC(row_rate_newest(&k.tx, &newest, &k.why), RC_OK);
	CHECK(!day_is_set(newest)); /* what staff say does not stop us from asking */
	r.rate.n = 50923;
	CHECK_RC(row_rate_store(&k.tx, &r, S("bnr"), 2, &k.why), RC_OK);
	r.rate.n = 52000;
	CHECK_RC(row_rate_store(&k.tx, &r, S("staff:ana@firma.test"), 3, &k.why), RC_OK);
	r.day = store_kit_day(2026, 11, 19);
	r.rate.n = 50900;
	CHECK_RC(row_rate_store(&k.tx, &r, S("bnr"), 4, &k.why), RC_OK);
	CHECK_RC(row_rate_newest(&k.tx, &newest, &k.why), RC_OK);
	CHECK_INT(newest.n, store_kit_day(2026, 11, 20).n);
	CHECK_RC(row_rate_of(&k.tx, k.a, "USD", r.day, newest, &out, &k.why), RC_OK);
	CHECK_INT(out.n, 0);
	CHECK_RC(row_rate_of(&k.tx, k.a, "EUR", r.day, newest, &out, &k.why), RC_OK);
	if (!CHECK_INT(out.n, 2))
		return;
	CHECK_STR(out.at[0].cur, "EUR");
	CHECK_INT(out.at[0].rate.n, 50923);
	CHECK_INT(out.at[0].rate.scale, 4);
	CHECK_INT(out.at[1].day.n, r.day.n);
}
