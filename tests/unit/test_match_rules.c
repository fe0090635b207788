/* Which money is put on documents by itself, sentence by sentence of the matching rules (payments.md 8.3). */
#include "flow_release.h"
#include "match.h"
#include "state_builder.h"
#include "unit.h"

/* Ana (CUI 18547290): FCT 0001 363,00; FCT 0002 121,00; FCT 0003 242,00. Ion: FCT 0004 363,00, FCT 0005
 * 1.210,00. */
static struct world *books(void)
{
	static const int64_t price[] = { 300, 100, 200, 300, 1000 };
	struct world *w = world_new();
	struct client *ana = world_client(w, "Ana Pop", "ana@example.org");
	struct client *ion = world_client(w, "Ion Popescu", "ion@example.org");
	struct card *c1 = world_card(w, ana, "curs", "awaiting", "Curs");
	struct card *c2 = world_card(w, ion, "curs", "awaiting", "Curs");

	ana->party.tax_id = S("18547290");
	for (size_t i = 0; i < ARRAY_LEN(price); i++)
		world_issued(w, i < 3 ? c1 : c2, DOC_INVOICE, world_line(w, "Curs", 1, price[i]));
	w->firm.pay_tolerance = 100;
	return w;
}

static struct payment money(struct world *w, int64_t minor, const char *payer, const char *details)
{
	return (struct payment){ .amount = MONEY_RON(minor),
				 .left = MONEY_RON(minor),
				 .day = w->s.today,
				 .payer = span_of(payer),
				 .details = span_of(details) };
}

/* "rule: FCT 0001 36300/36300, ..." or "asked 3: FCT 0001 ..." with doubt and candidates. */
static struct span said(struct world *w, const struct payment *p)
{
	struct match m;
	struct span text;

	match_payment(&w->s, p, &m);
	text = m.rule ? span_of(match_rule_name(m.rule)) :
			arena_fmt(w->a, "asked %d", (int)m.doubt);
	for (unsigned i = 0; i < m.n_pay; i++)
		text = arena_fmt(w->a, "%.*s, %.*s %d/%d", SPAN_ARG(text),
				 SPAN_ARG(m.pay[i].doc->label), (int)m.pay[i].amount.minor,
				 (int)m.pay[i].settles.minor);
	return text;
}

static struct span match_text(struct world *w, int64_t minor, const char *payer,
			      const char *details)
{
	struct payment p = money(w, minor, payer, details);

	return said(w, &p);
}

TEST(match_rule_1_reference_and_open_total)
{
	static const struct {
		int64_t minor;
		const char *payer, *details, *want;
	} rows[] = {
		{ 36300, "ANA POP", "FCT 1", "reference+amount, FCT 0001 36300/36300" },
		{ 36300, "Mama Anei", "FCT0001", "reference+amount, FCT 0001 36300/36300" },
		{ 36300, "", "RF71FCT0001", "reference+amount, FCT 0001 36300/36300" },
		{ 60500, "", "FCT 1 si 3",
		  "reference+amount, FCT 0001 36300/36300, FCT 0003 24200/24200" },
		{ 72600, "", "FCT 1-3",
		  "reference+amount, FCT 0001 36300/36300, FCT 0002 12100/12100, FCT 0003 24200/24200" },
		/* the number without its series, its payer known, nothing else of this sum */
		{ 12100, "Ana Pop", "servicii nr 2", "number+payer+amount, FCT 0002 12100/12100" },
		{ 12100, "Ana Pop", "0002", "number+payer+amount, FCT 0002 12100/12100" },
		{ 12100, "Ana Pop", "servicii 2 luni", "asked 8" },
		{ 12100, "Ana Pop", "contract nr 2", "asked 8" },
		/* check digits cannot be mistyped: Ana, who owes as much, pays Ion's */
		{ 36300, "Ana Pop", "RF87FCT0004", "reference+amount, FCT 0004 36300/36300" },
		/* a mistyped RF reference is none, whatever it holds */
		{ 36300, "", "RF72FCT0001", "asked 8" },
		/* amount and payer alone: proposed */
		{ 12100, "Ana Pop", "servicii", "asked 8" },
		/* reference without the amount: proposed */
		{ 30000, "Ana Pop", "FCT 1", "asked 2" },
		/* a bare number of somebody else's, from a known payer */
		{ 121000, "Ana Pop", "factura 5", "asked 3" },
		/* nobody known, a bare number, and the sum is open twice */
		{ 36300, "Necunoscut", "factura 1", "asked 3" },
		{ 12100, "Necunoscut", "factura 2", "reference+amount, FCT 0002 12100/12100" },
		/* written of Ion's, but Ana pays, who owes exactly this: one digit was mistyped */
		{ 36300, "Ana Pop", "FCT 4", "asked 3" },
		{ 36300, "Tata", "FCT 4 pentru Ana Pop", "asked 3" },
		{ 36300, "Tata", "FCT 4 pentru copil", "reference+amount, FCT 0004 36300/36300" },
		{ 36300, "", "FCT 1 FCT 4", "asked 2" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = books();

		UNIT_CASE("%d %s %s", (int)rows[i].minor, rows[i].payer, rows[i].details);
		CHECK_SPAN(match_text(w, rows[i].minor, rows[i].payer, rows[i].details),
			   rows[i].want);
	}
}

TEST(match_rule_1_our_token_is_the_card)
{
	struct world *w = books();
	int64_t card = w->s.documents.at[4]->card;
	const char *say = arena_str(w->a, arena_fmt(w->a, "plata [C-%lld]", (long long)card));

	/* two are open: which, is asked */
	CHECK_HAS(match_text(w, 121000, "Ion Popescu", say), "asked");
	w->s.documents.at[3]->open.minor = 0;
	CHECK_SPAN(match_text(w, 121000, "Ion Popescu", say),
		   "reference+amount, FCT 0005 121000/121000");
	CHECK_SPAN(match_text(w, 121000, "", say), "reference+amount, FCT 0005 121000/121000");
	CHECK_HAS(match_text(w, 120000, "Ion Popescu", say), "asked");
	/* another client of ours pays, of whom nothing is said */
	CHECK_HAS(match_text(w, 121000, "Ana Pop", say), "asked");
	CHECK_HAS(match_text(w, 121000, "", "plata C-99999"), "asked");
}

TEST(match_rule_2_only_what_is_open)
{
	struct world *w = books();
	struct document *d = state_document_ref(&w->s, S("fct"), 2);
	struct payment p = money(w, 12100, "Ana Pop", "FCT 2");

	d->state = DOC_CANCELLED;
	CHECK_SPAN(said(w, &p), "asked 8");
	d->state = DOC_DRAFT;
	CHECK_SPAN(said(w, &p), "asked 8");
	d->state = DOC_ISSUED;
	d->open.minor = 0;
	CHECK_SPAN(said(w, &p), "asked 7"); /* paid already */
	d->open.minor = 12100;
	p.day = day_add(d->issue, -1);
	CHECK_SPAN(said(w, &p), "asked 4"); /* the payer cannot have known it */
	p.day = d->issue;
	CHECK_SPAN(said(w, &p), "reference+amount, FCT 0002 12100/12100");
}

/* Last month's number, this month's money: never the invoice that is paid, and never another by itself. */
TEST(match_rule_2_old_number)
{
	struct world *w = books();
	struct match m;
	struct payment p = money(w, 36300, "Ana Pop", "FCT 2");

	state_document_ref(&w->s, S("fct"), 2)->open.minor = 0;
	CHECK_SPAN(said(w, &p), "asked 7");
	match_payment(&w->s, &p, &m);
	CHECK_SPAN(m.candidate[0].doc->label, "FCT 0001");
	CHECK_INT(m.candidate[0].signs, 1 << MATCH_NAME | 1 << MATCH_AMOUNT);
}

TEST(match_rule_3_short_and_over)
{
	struct world *w = books();
	struct payment p = money(w, 36250, "Ana Pop", "FCT 1");

	CHECK_SPAN(said(w, &p), "reference+tolerance, FCT 0001 36250/36300");
	p = money(w, 36350, "Ana Pop", "FCT 1"); /* what is over stays hers */
	CHECK_SPAN(said(w, &p), "reference+tolerance, FCT 0001 36300/36300");
	p = money(w, 36199, "Ana Pop", "FCT 1");
	CHECK_SPAN(said(w, &p), "asked 2");
	p = money(w, 35300, "Ana Pop", "FCT 1");
	p.fee = MONEY_RON(1000);
	CHECK_SPAN(said(w, &p), "reference+fee, FCT 0001 35300/36300");
	p.fee = MONEY_RON(900);
	CHECK_SPAN(said(w, &p), "asked 2");
	/* the sum is exactly that of another: not short, mistyped */
	p = money(w, 12100, "Ana Pop", "FCT 3");
	CHECK_SPAN(said(w, &p), "asked 2");
	state_document_ref(&w->s, S("fct"), 3)->open.minor = 12150;
	CHECK_SPAN(said(w, &p), "asked 3");
	w->firm.pay_tolerance = 0;
	p = money(w, 36299, "Ana Pop", "FCT 1");
	CHECK_SPAN(said(w, &p), "asked 2");
}

TEST(match_rule_3_part_and_over_when_the_owner_allows)
{
	struct world *w = books();
	struct payment less = money(w, 10000, "Ana Pop", "FCT 1"),
		       more = money(w, 50000, "Ana Pop", "FCT 1"),
		       other = money(w, 10000, "Altcineva", "FCT 1"),
		       set = money(w, 48400, "Ana Pop", "FCT 3");

	CHECK_SPAN(said(w, &less), "asked 2");
	w->firm.pay_reference_is_enough = true;
	CHECK_SPAN(said(w, &less), "reference+part, FCT 0001 10000/10000");
	CHECK_SPAN(said(w, &more), "reference+over, FCT 0001 36300/36300");
	CHECK_SPAN(said(w, &other), "asked 2");
	/* it would also pay two others exactly: never spread, never kept silently */
	CHECK_SPAN(said(w, &set), "asked 2");
}

TEST(match_rule_3_one_exact_set_is_one_answer)
{
	struct world *w = books();
	struct payment p = money(w, 48400, "Ana Pop", "restante");
	struct match m;

	match_payment(&w->s, &p, &m);
	CHECK_INT(m.rule, MATCH_ASK);
	CHECK_INT(m.n_set, 2);
	CHECK_SPAN(m.set[0]->label, "FCT 0001");
	CHECK_SPAN(m.set[1]->label, "FCT 0002");
	p = money(w, 36300, "Ana Pop", "restante"); /* FCT 1 alone, or FCT 2 and 3 */
	match_payment(&w->s, &p, &m);
	CHECK_INT(m.n_set, 2);
	w->firm.pay_payer_is_enough = true;
	p = money(w, 48400, "Ana Pop", "restante");
	CHECK_SPAN(said(w, &p), "payer+amount, FCT 0001 36300/36300, FCT 0002 12100/12100");
	state_document_ref(&w->s, S("fct"), 3)->open.minor = 36300; /* two sets now */
	match_payment(&w->s, &p, &m);
	CHECK_INT(m.n_set, 0);
	CHECK_SPAN(said(w, &p), "asked 8");
}

TEST(match_rule_1_payer_and_amount_when_the_owner_allows)
{
	struct world *w = books();
	struct payment p = money(w, 12100, "Ana Pop", "servicii");

	w->firm.pay_payer_is_enough = true;
	CHECK_SPAN(said(w, &p), "payer+amount, FCT 0002 12100/12100");
	p.details = S("FCT 77"); /* he names something else */
	CHECK_SPAN(said(w, &p), "asked 8");
	p.details = S("servicii");
	state_document_ref(&w->s, S("fct"), 3)->open.minor = 12100;
	CHECK_SPAN(said(w, &p), "asked 8"); /* a tie */
}

TEST(match_rule_4_the_documents_currency)
{
	struct world *w = books();
	struct document *d = state_document_ref(&w->s, S("fct"), 5);
	struct payment p = money(w, 121000, "Ion Popescu", "FCT 5");

	memcpy(d->open.cur, "EUR", 4);
	memcpy(d->total.cur, "EUR", 4);
	CHECK_SPAN(said(w, &p), "asked 6"); /* as many lei as it has euro: by no means */
	p.amount = p.left = MONEY_RON(601234);
	p.original = (struct money){ 121000, "EUR" };
	CHECK_SPAN(said(w, &p), "reference+amount, FCT 0005 601234/121000");
	p.original.minor = 120000;
	CHECK_SPAN(said(w, &p), "asked 2");
}

/* What is learnt is whose the account is, never which document is paid. */
TEST(match_rule_5_memory_is_a_hint)
{
	struct world *w = books();
	struct payment p = money(w, 12100, "PLATI ONLINE", "plata nr 2"), *old;
	struct match m;

	p.payer_iban = S("RO49AAAA1B31007593840000");
	CHECK_SPAN(said(w, &p), "asked 8");
	old = state_new_payment(&w->s);
	old->client = 1;
	old->payer_iban = p.payer_iban;
	CHECK_SPAN(said(w, &p), "number+payer+amount, FCT 0002 12100/12100");
	p.details = S("plata");
	CHECK_SPAN(said(w, &p), "asked 8");
	match_payment(&w->s, &p, &m);
	CHECK_INT(m.candidate[0].reason, MATCH_IBAN);
	CHECK_SPAN(m.candidate[0].doc->label, "FCT 0002");
	/* below a reference: Ana's account pays what is written, Ion's */
	p = money(w, 121000, "", "FCT 5");
	p.payer_iban = old->payer_iban;
	CHECK_SPAN(said(w, &p), "reference+amount, FCT 0005 121000/121000");
	old->state = PAYMENT_REVERSED;
	p = money(w, 12100, "", "plata nr 2");
	p.payer_iban = old->payer_iban;
	CHECK_SPAN(said(w, &p), "asked 8");
}

TEST(match_rule_7_and_8_no_settlement_no_return)
{
	struct world *w = books();
	struct payment p = money(w, 36300, "NETOPIA", "FCT 1");
	struct match m;

	p.kind = PAYMENT_SETTLEMENT;
	match_payment(&w->s, &p, &m);
	CHECK_INT(m.rule, MATCH_ASK);
	CHECK_INT(m.n_candidate, 0);
	p.kind = PAYMENT_RETURN;
	match_payment(&w->s, &p, &m);
	CHECK_INT(m.n_candidate, 0);
	p = money(w, 36300, "Ana Pop", "Restituire FCT 1");
	CHECK_SPAN(said(w, &p), "asked 1");
}

/* The strings by which documents are asked for are printed so. */
TEST(match_reference_that_is_printed_comes_back)
{
	struct world *w = world_new();
	struct client *ana = world_client(w, "Ana Pop", "ana@example.org");
	struct card *c = world_card(w, ana, "curs", "awaiting", "Curs");
	struct document *d;
	struct match_refs refs = { 0 };

	w->firm.rf_reference = true;
	d = world_issued(w, c, DOC_PROFORMA, world_line(w, "Curs", 1, 300));
	CHECK_SPAN(d->snap->reference, "RF59PRF0001");
	match_refs(w->a, &w->firm, d->snap->reference, w->s.today, &refs);
	CHECK_INT(refs.n, 1);
	CHECK_INT(refs.at[0].how, MATCH_STRUCTURED);
	CHECK(state_document_ref(&w->s, refs.at[0].prefix, refs.at[0].number) == d);
}

/* What was forgiven is owed again when the payment is taken off; the client's credit is the money itself. */
TEST(match_forgiven_rest_comes_back)
{
	struct world *w = books();
	struct flow fl = { .s = &w->s, .d = &w->d };
	struct document *d = state_document_ref(&w->s, S("fct"), 1);
	struct payment p = money(w, 36250, "Ana Pop", "FCT 1"), *row = NULL;

	p.identity = S("x|0");
	w->firm.notice_is_enough = true;
	CHECK_RC(payment_book(&fl, &p, &row, &w->why), RC_OK);
	CHECK_INT(d->open.minor, 0);
	CHECK_INT(row->left.minor, 0);
	CHECK_INT(w->s.allocations.at[0]->settles.minor, 36300);
	CHECK_INT(state_client(&w->s, 1)->credit.minor, 0);
	CHECK_RC(payment_release(&fl, row, d, row->amount, "staff-back", &w->why), RC_OK);
	CHECK_INT(d->open.minor, 36300);
	CHECK_INT(row->left.minor, 36250);
	CHECK_INT(w->s.allocations.at[1]->amount.minor, -36250);
	CHECK_INT(w->s.allocations.at[1]->settles.minor, -36300);
	CHECK_INT(state_client(&w->s, 1)->credit.minor, 36250);
}
