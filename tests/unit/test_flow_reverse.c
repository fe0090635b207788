/* Money that went back: which payment it undoes, what owes again, who hears of it; RAMBURSAT. */
#include "commands_kit.h"
#include "flow_release.h"
#include "flow_reverse.h"

static struct payment *came(struct kit *k, int64_t minor, const char *payer, const char *iban,
			    const char *ref)
{
	struct payment *p = state_new_payment(&k->s);

	p->amount = p->left = MONEY_RON(minor);
	p->day = day_add(k->s.today, -20);
	p->source = S("statement:mt940");
	p->payer = span_of(payer);
	p->payer_iban = span_of(iban);
	p->bank_ref = span_of(ref);
	p->identity = arena_fmt(k->a, "bt|%lld", (long long)p->id);
	p->state = PAYMENT_CONFIRMED;
	p->mark = ROW_CLEAN;
	return p;
}

/* What the bank says went back; gives its row. */
static struct payment *went(struct kit *k, int64_t minor, const char *payer, const char *iban,
			    const char *details)
{
	static unsigned n;
	struct payment in = { .state = PAYMENT_CONFIRMED,
			      .kind = PAYMENT_RETURN,
			      .value_day = DAY_NONE,
			      .confirmed = DAY_NONE };
	struct flow fl = { .s = &k->s, .d = &k->d };
	struct payment *row = NULL;

	in.amount = MONEY_RON(-minor);
	in.day = k->s.today;
	in.source = S("statement:mt940");
	in.payer = span_of(payer);
	in.payer_iban = span_of(iban);
	in.details = span_of(details);
	in.identity = arena_fmt(k->a, "back|%u", n++);
	k->d = (struct decision){ 0 };
	CHECK_RC(payment_return(&fl, &in, &row, &k->why), RC_OK);
	return row;
}

static struct document *invoice(struct kit *k, const char *lines)
{
	(void)kit_sure(k, arena_str(k->a, arena_fmt(k->a, "FACTURA %s\nTRIMITE", lines)));
	kit_commit(k);
	return kit_doc(k, DOC_INVOICE);
}

static struct span reply(struct kit *k, const char *text)
{
	struct span said;

	kit_reply_to(k, 0);
	said = kit_send(k, text);
	kit_commit(k);
	return said;
}

#define IBAN_ION "RO09BCYP0000001234567890"
#define IBAN_ANA "RO49AAAA1B31007593840000"

TEST(return_reopens_what_the_bank_names)
{
	static const struct {
		const char *payer, *iban, *details;
	} rows[] = {
		{ "", "", "Retur plata REF ZX990017 cont inchis" }, /* the bank's number */
		{ "", "", "Returnare suma FCT 12 AC04" },           /* our document */
		{ "popescu ion", "", "storno incasare" }, /* who had paid exactly so much */
		{ "ALTCINEVA", IBAN_ION, "storno incasare" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();
		struct document *inv = invoice(k, "Curs Excel");
		struct payment *p = came(k, 54450, "Popescu Ion", IBAN_ION, "ZX990017"), *r;
		const struct mail_spec *m;

		UNIT_CASE("%s", rows[i].details);
		(void)came(k, 54450, "Ana Pop", IBAN_ANA,
			   "ZX990018"); /* another's, of the same sum */
		(void)reply(k, "ALOCA P1 FCT 12");
		CHECK_SPAN(k->card->stage, "paid");
		r = went(k, 54450, rows[i].payer, rows[i].iban, rows[i].details);
		CHECK_INT(inv->open.minor, 54450);
		CHECK_INT(p->left.minor, 0);
		CHECK_INT(r->reverses, p->id);
		CHECK_INT(r->left.minor, 0);
		CHECK_INT(r->client, k->ion->id);
		CHECK_INT(k->ion->credit.minor, 0);
		CHECK_SPAN(k->card->stage, "invoiced");
		CHECK_INT(k->s.allocations.n, 1);
		m = kit_mail(k, "notice");
		CHECK(m != NULL && m->card == k->card->id);
		CHECK_INT(kit_mails(k, "question"), 0);
		kit_commit(k);
		/* not returned twice: the second is asked about */
		r = went(k, 54450, "Popescu Ion", IBAN_ION, "FCT 12 ZX990017");
		CHECK_INT(r->reverses, 0);
		CHECK_INT(r->left.minor, -54450);
		CHECK_INT(kit_mails(k, "question") > 0, 1);
		CHECK_INT(inv->open.minor, 54450);
		kit_free(k);
	}
}

/* Two payments fit as well, or only the sum speaks for one: a person says which. */
TEST(return_in_doubt_is_asked)
{
	struct kit *k = kit_new();
	struct document *one = invoice(k, "Curs Excel"), *two = invoice(k, "Curs Excel");
	struct payment *r;
	struct span said;

	(void)came(k, 54450, "Popescu Ion", IBAN_ION, "");
	(void)came(k, 54450, "Popescu Ion", IBAN_ION, "");
	(void)reply(k, "ALOCA P1 FCT 12");
	(void)reply(k, "ALOCA P2 FCT 13");
	r = went(k, 54450, "Popescu Ion", IBAN_ION, "retur");
	CHECK_INT(one->open.minor + two->open.minor, 0);
	CHECK_INT(r->reverses, 0);
	CHECK_INT(kit_question(k)->kind, Q_PAYMENT);
	CHECK_INT(kit_question(k)->payment, r->id);
	CHECK_INT(value_get(kit_question(k)->data, "options")->u.list.n, 3); /* both, and neither */
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "ALOCA P3 P2");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "change: Factura FCT 0013 | plătit integral | de plată 544,50");
	CHECK_INT(two->open.minor, 54450);
	CHECK_INT(one->open.minor, 0);
	CHECK_INT(kit_question(k)->state, Q_DONE);
	kit_commit(k);
	/* it was the other one after all */
	said = reply(k, "ANULEAZA P3");
	CHECK_HAS(said, "change: Plata P2 | dată înapoi | au rămas 544,50");
	CHECK_INT(state_payment(&k->s, 2)->left.minor, 54450);
	CHECK_INT(k->ion->credit.minor, 54450);
	(void)reply(k, "ALOCA P2 FCT 13");
	CHECK_INT(two->open.minor, 0);
	(void)reply(k, "ALOCA P3 P1");
	CHECK_INT(one->open.minor, 54450);
	CHECK_INT(k->ion->credit.minor, 0);
	said = reply(k, "ALOCA P3 P2");
	CHECK_HAS(said, "result=refused");
	kit_free(k);
}

TEST(return_of_only_the_sum_or_of_nothing_moves_nothing)
{
	struct kit *k = kit_new();
	struct document *inv = invoice(k, "Curs Excel");
	struct payment *r;

	(void)came(k, 54450, "Popescu Ion", IBAN_ION, "");
	(void)reply(k, "ALOCA P1 FCT 12");
	r = went(k, 54450, "Ana Pop", IBAN_ANA, "retur");
	CHECK_INT(inv->open.minor, 0);
	CHECK_INT(r->left.minor, -54450);
	CHECK_INT(kit_mails(k, "question") > 0, 1);
	r = went(k, 12300, "Popescu Ion", IBAN_ION, "retur");
	CHECK_INT(inv->open.minor, 0);
	CHECK_INT(r->reverses, 0);
	/* a newer payment cannot have been returned before it came */
	state_payment(&k->s, 1)->day = day_add(k->s.today, 1);
	r = went(k, 54450, "Popescu Ion", IBAN_ION, "retur");
	CHECK_INT(r->reverses, 0);
	kit_free(k);
}

/* A chargeback of a part, named by the bank's number: the rest stays paid. */
TEST(return_of_a_part_reopens_a_part)
{
	struct kit *k = kit_new();
	struct document *inv = invoice(k, "Curs Excel");
	struct payment *p = came(k, 60000, "Popescu Ion", IBAN_ION, "ZX990017"), *r;

	(void)reply(k, "ALOCA P1 FCT 12"); /* 55,50 are left */
	r = went(k, 10000, "", "", "chargeback ZX990017");
	CHECK_INT(r->reverses, p->id);
	CHECK_INT(p->left.minor, 0); /* first what paid nothing */
	CHECK_INT(inv->open.minor, 4450);
	CHECK_INT(k->ion->credit.minor, 0);
	kit_commit(k);
	(void)went(k, 50000, "", "", "chargeback ZX990017");
	CHECK_INT(inv->open.minor, 54450);
	kit_commit(k);
	r = went(k, 1, "", "", "chargeback ZX990017");
	CHECK_INT(r->reverses, 0);
	kit_free(k);
}

TEST(return_of_money_that_paid_nothing_reopens_nothing)
{
	struct kit *k = kit_new();
	struct payment *p = came(k, 7000, "Popescu Ion", IBAN_ION, "ZX990017"), *r;

	r = went(k, 7000, "", "", "retur ZX990017");
	CHECK_INT(r->reverses, p->id);
	CHECK_INT(p->left.minor, 0);
	CHECK_INT(k->s.allocations.n, 0);
	CHECK(kit_mail(k, "notice") != NULL);
	kit_free(k);
}

TEST(refund_is_of_what_the_client_has_to_get)
{
	struct kit *k = kit_new();
	struct document *inv = invoice(k, "Curs Excel");
	struct payment *p = came(k, 60000, "Popescu Ion", IBAN_ION, ""), *r;
	struct span said;

	(void)inv;
	said = reply(k, "RAMBURSAT 10 lei");
	CHECK_HAS(said, "nu are nimic de primit înapoi");
	(void)reply(k, "ALOCA P1 FCT 12");
	said = reply(k, "RAMBURSAT 100 lei");
	CHECK_HAS(said, "doar 55,50");
	CHECK_HAS(said, "instead: RAMBURSAT 55.50 RON P1");
	said = reply(k, "RAMBURSAT 100 lei P1");
	CHECK_HAS(said, "Din plata P1 sunt de dat înapoi 55,50");
	CHECK_HAS(said, "instead: STORNO FCT 0012");
	/* without a reply's token it is shown first */
	said = kit_send(k, "RAMBURSAT");
	CHECK_HAS(said, "result=waiting");
	kit_commit(k);
	said = reply(k, "RAMBURSAT OP 45");
	CHECK_HAS(said, "change: Plata P2 |  | 55,50");
	r = state_payment(&k->s, 2);
	CHECK(r != NULL);
	if (!r)
		return;
	CHECK_INT(r->amount.minor, -5550);
	CHECK_INT(r->left.minor, 0);
	CHECK_INT(r->kind, PAYMENT_RETURN);
	CHECK_INT(r->state, PAYMENT_REPORTED);
	CHECK_INT(r->reverses, 1);
	CHECK_INT(p->left.minor, 0);
	CHECK_INT(k->ion->credit.minor, 0);
	CHECK_HAS(reply(k, "RAMBURSAT OP 45"), "result=refused");
	/* it never left */
	(void)reply(k, "ANULEAZA P2");
	CHECK_INT(r->state, PAYMENT_REVERSED);
	CHECK_INT(p->left.minor, 5550);
	CHECK_INT(k->ion->credit.minor, 5550);
	kit_free(k);
}

TEST(refund_of_what_a_storno_freed)
{
	struct kit *k = kit_new();
	struct document *inv = invoice(k, "Curs Excel");
	struct payment *p = came(k, 54450, "Popescu Ion", IBAN_ION, "");

	(void)reply(k, "ALOCA P1 FCT 12");
	(void)kit_sure(k, "STORNO FCT 12");
	kit_commit(k);
	CHECK_INT(inv->state, DOC_REVERSED);
	CHECK_INT(k->ion->credit.minor, 54450);
	CHECK_HAS(reply(k, "RAMBURSAT 544,50 lei"), "result=done");
	CHECK_INT(k->ion->credit.minor, 0);
	CHECK_INT(p->left.minor, 0);
	CHECK_INT(state_payment(&k->s, 2)->reverses, 0);
	CHECK_HAS(reply(k, "RAMBURSAT 1 leu"), "nu are nimic de primit înapoi");
	kit_free(k);
}

/* Our refund bounced: the client has it to get again. */
TEST(refund_that_comes_home_is_credit_again)
{
	struct kit *k = kit_new();
	struct flow fl = { .s = &k->s, .d = &k->d };
	struct payment in = { .kind = PAYMENT_RETURN,
			      .value_day = DAY_NONE,
			      .confirmed = DAY_NONE },
		       *row = NULL;

	(void)invoice(k, "Curs Excel");
	(void)came(k, 60000, "Popescu Ion", IBAN_ION, "");
	(void)reply(k, "ALOCA P1 FCT 12");
	(void)reply(k, "RAMBURSAT");
	CHECK_INT(k->ion->credit.minor, 0);
	in.amount = MONEY_RON(5550);
	in.day = k->s.today;
	in.payer = S("POPESCU ION");
	in.identity = S("home|1");
	CHECK_RC(payment_return(&fl, &in, &row, &k->why), RC_OK);
	CHECK_INT(row->client, k->ion->id);
	CHECK_INT(row->reverses, 2);
	CHECK_INT(row->left.minor, 5550);
	CHECK_INT(k->ion->credit.minor, 5550);
	kit_free(k);
}

/* The bank's word about a refund that staff told of days ago: one movement, nothing is reopened. */
TEST(return_that_is_our_refund_confirms_it)
{
	struct kit *k = kit_new();
	struct document *inv = invoice(k, "Curs Excel");
	struct payment *r;

	(void)came(k, 60000, "Popescu Ion", IBAN_ION, "");
	(void)reply(k, "ALOCA P1 FCT 12");
	(void)reply(k, "RAMBURSAT");
	k->s.today = day_add(k->s.today, 9);
	r = went(k, 5550, "Popescu Ion", IBAN_ION, "restituire FCT 12");
	CHECK_INT(r->id, 2);
	CHECK_INT(r->state, PAYMENT_CONFIRMED);
	CHECK_INT(inv->open.minor, 0);
	CHECK_INT(k->s.payments.n, 2);
	kit_free(k);
}

/* A number inside a longer one is another; NONREF is none. */
TEST(return_is_not_known_by_a_part_of_a_number)
{
	static const struct {
		const char *ref, *details;
		bool known;
	} rows[] = {
		{ "250090", "retur 250090", true },
		{ "250090", "retur RO09BCYP2500901234567890", false },
		{ "250090", "retur 1250090", false },
		{ "NONREF", "retur NONREF", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();
		struct payment *p = came(k, 7000, "Popescu Ion", IBAN_ION, rows[i].ref);

		UNIT_CASE("%s", rows[i].details);
		CHECK_INT(went(k, 1000, "", "", rows[i].details)->reverses,
			  rows[i].known ? p->id : 0);
		kit_free(k);
	}
}
