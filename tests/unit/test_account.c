/* A client's statement of account: the ledger of the books as of any day, and the paper made of it. */
#include "commands_kit.h"
#include "row_document.h"
#include "row_movement.h"
#include "row_payment.h"
#include "account.h"
#include "store_kit.h"
#include "unit.h"

static struct document *bill(struct store_kit *k, int64_t id, enum doc_kind kind, int64_t number,
			     int month, int day)
{
	struct document *d = store_kit_document(k, id, kind, "FCT", number, 10000);

	d->issue = d->snap->issue = store_kit_day(2026, month, day);
	d->due = d->snap->due = day_add(d->issue, 15);
	return d;
}

static void pay(struct store_kit *k, int64_t id, int64_t minor, int64_t document, int month,
		int day)
{
	struct payment p = { .mark = ROW_NEW,
			     .id = id,
			     .state = PAYMENT_CONFIRMED,
			     .source = S("bank:bt"),
			     .amount = MONEY_RON(minor),
			     .left = MONEY_RON(document ? 0 : minor),
			     .day = store_kit_day(2026, month, day),
			     .client = 1,
			     .bank_ref = S("OP 1") };
	struct allocation al = {
		.payment = id, .document = document, .amount = MONEY_RON(minor), .rule = S("staff")
	};

	CHECK_RC(row_payment_store(&k->tx, k->a, &p, 50, &k->why), RC_OK);
	if (document)
		CHECK_RC(row_allocation_store(&k->tx, &al, 50, &k->why), RC_OK);
}

/* Invoices of 121,00 each: one of March paid in April, one of May taken back in June; 50,00 that nobody
 * asked for came in July; an offer and a draft, which owe nothing. */
static bool open_account(struct store_kit *k)
{
	struct document *d[5];

	if (!store_kit_open_card(k))
		return false;
	store_kit_series(k, DOC_INVOICE, "FCT", 4);
	store_kit_series(k, DOC_OFFER, "OFR", 2);
	d[0] = bill(k, 1, DOC_INVOICE, 1, 3, 10);
	d[0]->open.minor = 0;
	d[1] = bill(k, 2, DOC_INVOICE, 2, 5, 10);
	d[1]->state = DOC_REVERSED;
	d[1]->open.minor = 0;
	d[2] = bill(k, 3, DOC_STORNO, 3, 6, 10);
	d[2]->ref = 2;
	d[3] = store_kit_document(k, 4, DOC_OFFER, "OFR", 1, 30000);
	d[4] = store_kit_document(k, 5, DOC_INVOICE, "", 0, 777);
	for (size_t i = 0; i < ARRAY_LEN(d); i++)
		store_kit_add(k, d[i]);
	pay(k, 1, d[0]->total.minor, 1, 4, 2);
	pay(k, 2, 5000, 0, 7, 1);
	return true;
}

TEST(statement_ledger_as_of_any_day)
{
	static const struct {
		int month, day;
		size_t n;
		int64_t balance;
	} rows[] = {
		{ 3, 9, 0, 0 },  { 3, 10, 1, 1 }, { 4, 1, 1, 1 },  { 4, 2, 2, 0 },
		{ 5, 10, 3, 1 }, { 6, 9, 3, 1 },  { 6, 10, 4, 0 }, { 12, 31, 5, -5000 },
	};
	SCOPED(store_kit) k = { 0 };
	int64_t one;

	if (!open_account(&k))
		return;
	one = bill(&k, 9, DOC_INVOICE, 9, 1, 1)->total.minor;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct movements m = { 0 };
		int64_t sum = 0;

		UNIT_CASE("%d.%d", rows[i].day, rows[i].month);
		CHECK_RC(row_movement_of_client(&k.tx, k.a, 1,
						store_kit_day(2026, rows[i].month, rows[i].day), &m,
						&k.why),
			 RC_OK);
		CHECK_INT(m.n, rows[i].n);
		for (size_t j = 0; j < m.n; j++)
			sum += m.at[j].amount.minor;
		CHECK_INT(sum, rows[i].balance == 1 ? one : rows[i].balance);
		for (size_t j = 1; j < m.n; j++)
			CHECK(day_cmp(m.at[j - 1].day, m.at[j].day) <= 0);
	}
}

static void hit(struct state *s, const char *kind, const char *label, const char *day,
		struct money m)
{
	struct hit *h = ARENA_PUSH(s->a, &s->hits);
	struct day d;

	CHECK_RC(day_parse(span_of(day), &d), RC_OK);
	h->kind = S("movement");
	h->data = value_new_map(s->a);
	value_set(s->a, h->data, "id", value_int(s->a, 7));
	value_set(s->a, h->data, "kind", value_str(s->a, kind));
	value_set(s->a, h->data, "label", value_str(s->a, label));
	value_set(s->a, h->data, "day", value_day(s->a, d));
	value_set(s->a, h->data, "due", value_day(s->a, DAY_NONE));
	value_set(s->a, h->data, "amount", value_money(s->a, m));
}

static void client_hit(struct kit *k)
{
	struct hit *h = ARENA_PUSH(k->a, &k->s.hits);

	h->kind = S("client");
	h->data = value_new_map(k->a);
	value_set(k->a, h->data, "id", value_int(k->a, k->ion->id));
	value_set(k->a, h->data, "name", value_text(k->a, k->ion->party.name));
}

static struct kit *account(void)
{
	struct kit *k = kit_new();
	struct money euro = { 9900, "EUR" };

	client_hit(k);
	hit(&k->s, "invoice", "FCT 0001", "10.12.2025", MONEY_RON(30000));
	hit(&k->s, "payment", "OP 123", "05.01.2026", MONEY_RON(-20000));
	hit(&k->s, "invoice", "FCT 0007", "10.03.2026", MONEY_RON(45000));
	hit(&k->s, "invoice", "FCT 0008", "11.03.2026", euro);
	return k;
}

TEST(statement_brings_forward_what_lies_before)
{
	struct kit *k = account();
	struct statements all = { 0 };
	struct day to;
	const struct snapshot *lei;

	CHECK_RC(day_parse(S("2026-10-31"), &to), RC_OK);
	CHECK_RC(account_statements(&k->s, k->ion, DAY_NONE, to, &all, &k->why), RC_OK);
	if (!CHECK_INT(all.n, 2)) /* a paper for each currency */
		return;
	lei = all.at[0];
	CHECK_SPAN(day_iso(k->a, lei->period_from), "2026-01-01");
	CHECK_SPAN(day_iso(k->a, lei->issue), "2026-10-31");
	if (!CHECK_INT(lei->lines.n, 3))
		return;
	CHECK_SPAN(lei->lines.at[0].unit, "opening");
	CHECK_INT(lei->lines.at[0].net.minor, 30000);
	CHECK_SPAN(lei->lines.at[1].name, "P7 · OP 123");
	CHECK_INT(lei->lines.at[1].net.minor, -20000);
	CHECK_INT(lei->payable.minor, 55000);
	CHECK_SPAN(span_of(all.at[1]->currency), "EUR");
	CHECK_INT(all.at[1]->payable.minor, 9900);
	kit_free(k);
}

TEST(verb_statement_shows_and_sends)
{
	struct kit *k = account();
	const struct mail_spec *m;
	struct span said = kit_send(k, "FISA popescu la 31.10.2026");

	CHECK_HAS(said, "headline=Fișa clientului Popescu Ion la 31.10.2026.");
	CHECK_HAS(said, "row: Facturat în perioadă | 450,00");
	CHECK_HAS(said, "row: Încasat în perioadă | 200,00");
	CHECK_HAS(said, "row: Sold la 31.10.2026 | 550,00");
	CHECK_HAS(said, "attached: fisa-2026-10-31.pdf");
	CHECK(kit_mail(k, "statement") == NULL);
	/* the other word for the same */
	CHECK_HAS(kit_send(k, "SOLD popescu la 31.10.2026"), "Sold la 31.10.2026 | 550,00");
	CHECK_HAS(kit_send(k, "FISA popescu la 13.11.2026"), "13.11.2026 este în viitor.");
	said = kit_send(k, "FISA popescu 01.01.2026 - 31.10.2026, trimite");
	CHECK_HAS(said, "change: Fișa de client |  | pleacă spre ion@exemplu.ro");
	m = kit_mail(k, "statement");
	CHECK(m != NULL);
	if (m) {
		CHECK_SPAN(m->to, "ion@exemplu.ro");
		CHECK_INT(m->proposed->u.list.n, 2);
	}
	CHECK_HAS(kit_send(k, "FISA card 1042 01.10.2026 - 31.10.2026"),
		  "Încasat în perioadă | 0,00");
	/* who only reads sends nothing */
	kit_from(k, "vio");
	said = kit_send(k, "FISA popescu la 31.10.2026, trimite");
	CHECK_HAS(said, "doar cine vinde sau ține contabilitatea");
	k->ion->address = ADDRESS_DEAD;
	kit_from(k, "geo");
	CHECK_HAS(kit_send(k, "FISA popescu la 31.10.2026, trimite"), "nu are o adresă");
	kit_free(k);
}
