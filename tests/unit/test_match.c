/* Payments: references as payers write them, what is matched by itself and what is asked. */
#include "match.h"
#include "state_builder.h"
#include "unit.h"

static struct span refs_text(struct world *w, const char *details)
{
	static const char *const marks[] = { " RF", "", "?", "..", "~", "" };
	struct match_refs refs = { 0 };
	struct span text = S("");

	match_refs(w->a, &w->firm, span_of(details), w->s.today, &refs);
	for (size_t i = 0; i < refs.n; i++)
		if (refs.at[i].how != MATCH_OTHER)
			text = arena_fmt(w->a, "%.*s%s%.*s%s%d%s", SPAN_ARG(text),
					 text.len ? " " : "", SPAN_ARG(refs.at[i].prefix),
					 refs.at[i].listed ? "+" : "-", (int)refs.at[i].number,
					 marks[refs.at[i].how]);
	return text;
}

TEST(match_refs_as_people_write_them)
{
	static const struct {
		const char *details, *want;
	} rows[] = {
		{ "PRF 31", "prf-31" },
		{ "prf31", "prf-31" },
		{ "PRF-0031", "prf-31" },
		{ "Plata PRF.0031/12.11.2026", "prf-31" },
		{ "c/v proforma nr. 31", "prf-31?" },
		{ "Proforma PRF 0031 curs", "prf-31" },
		{ "cval fact FCT 0012 din 12.11.2026", "fct-12" },
		{ "plata factura 12", "fct-12?" },
		{ "FACTURA NR 0012", "fct-12" },
		{ "fact.12", "fct-12?" },
		{ "FCT 12, 13 si 14", "fct-12 fct+13 fct+14" },
		{ "FCT 12/12.11.2026, 13/13.11.2026", "fct-12 fct+13" },
		{ "FCT12+PRF31", "fct-12 prf-31" },
		{ "FCT 12 FCT 12", "fct-12" },
		{ "PRF 00 31", "prf-31" },
		{ "Ref: PRF_31; multumim", "prf-31" },
		{ "avans 450 lei", "" },
		{ "FCT 12, 450 lei", "fct-12" },
		{ "FCT 12, 450,00", "fct-12" },
		{ "factura din 12.11.2026", "" },
		{ "PRF 12.11.2026", "" },
		{ "XPRF 31", "" },
		{ "PRF31A", "" },
		{ "PRF", "" },
		{ "PRF 0", "" },
		{ "PRF 99999999999999999999", "" },
		{ "", "" },
		/* the kind's word, and what people put between */
		{ "factura fiscala seria nr. 12", "fct-12?" },
		{ "c/v FF 12", "fct-12?" },
		{ "factura fiscala seria FCT nr 0012", "fct-12" },
		/* ranges */
		{ "FCT 12-14", "fct-12 fct+13.. fct+14.." },
		{ "FCT 12 - FCT 14", "fct-12 fct+13.. fct+14.." },
		{ "FCT 12-2026", "fct-12" },
		/* banks cut lines anywhere, and join them without a blank */
		{ "FCT 12 34", "fct-12 fct-1234~" },
		{ "FCT 0 012", "fct-12" },
		{ "FCT 001 2", "fct-1 fct-12~" },
		{ "F CT0012", "fct-12~" },
		{ "plataFCT0012", "fct-12~" },
		{ "FCT0012din 12.11.2026", "fct-12~" },
		{ "FCT 12 345,00", "fct-12" },
		{ "FCT 583,645,880", "fct-583 fct+645 fct+880" },
		{ "FCT 12, 1.234,56", "fct-12" },
		/* ISO 11649: check digits right, blanks anywhere; a wrong digit is none */
		{ "RF65FCT0012", "fct-12 RF" },
		{ "rf65 fct0 012", "fct-12 RF" },
		{ "/ROC/RF65FCT0012//RFB/", "fct-12 RF" },
		{ "RF65FCT0013", "" },
		{ "RF18539007547034", "" },
	};
	struct world *w = world_new();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].details);
		CHECK_SPAN(refs_text(w, rows[i].details), rows[i].want);
	}
}

/* Ana: PRF 0001 (544,50) and FCT 0001 (363,00); Ion: PRF 0002 (544,50). */
static struct world *open_documents(void)
{
	struct world *w = world_new();
	struct client *ana = world_client(w, "Ana Pop", "ana@example.org");
	struct client *ion = world_client(w, "Ion Popescu", "ion@example.org");
	struct card *c1 = world_card(w, ana, "curs", "awaiting", "Curs Excel");
	struct card *c2 = world_card(w, ion, "curs", "awaiting", "Curs Excel");

	world_issued(w, c1, DOC_PROFORMA, world_line(w, "Curs", 1, 450));
	world_issued(w, c1, DOC_INVOICE, world_line(w, "Curs Word", 1, 300));
	world_issued(w, c2, DOC_PROFORMA, world_line(w, "Curs", 1, 450));
	ana->party.tax_id = S("18547290");
	return w;
}

static struct match match_of(struct world *w, int64_t minor, const char *payer, const char *details)
{
	struct payment p = { .amount = MONEY_RON(minor),
			     .left = MONEY_RON(minor),
			     .day = w->s.today,
			     .payer = span_of(payer),
			     .details = span_of(details) };
	struct match m;

	match_payment(&w->s, &p, &m);
	return m;
}

TEST(match_exact_only_with_reference_and_sum)
{
	static const struct {
		int64_t minor;
		const char *payer, *details;
		bool exact;
		unsigned n_pay;
		const char *first; /* best candidate, or the document paid */
	} rows[] = {
		{ 54450, "Ana Pop", "PRF 1", true, 1, "PRF 0001" },
		{ 54450, "Somebody Else", "plata proforma 0002", true, 1, "PRF 0002" },
		{ 90750, "", "PRF 1 si FCT 1", true, 2, "PRF 0001" },
		{ 54450, "", "PRF 1, FCT 99", true, 1, "PRF 0001" },
		{ 54400, "Ana Pop", "PRF 1", false, 0, "PRF 0001" },
		{ 60000, "Ana Pop", "PRF 1", false, 0, "PRF 0001" },
		{ 108900, "", "PRF 1, PRF 2", false, 0, "PRF 0001" }, /* two clients */
		{ 54450, "POPESCU ION", "curs excel", false, 0, "PRF 0002" },
		{ 54450, "Necunoscut", "curs excel", false, 0, "PRF 0001" },
		{ 54450, "", "PRF 1 restituire", false, 0, "PRF 0001" },
		{ 777, "Necunoscut", "ceva", false, 0, "" },
		{ 36300, "ANA POP", "", false, 0, "FCT 0001" }, /* the payer's, exact sum first */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct world *w = open_documents();
		struct match m = match_of(w, rows[i].minor, rows[i].payer, rows[i].details);

		UNIT_CASE("%d %s", (int)rows[i].minor, rows[i].details);
		CHECK_INT(m.rule != MATCH_ASK, rows[i].exact);
		CHECK_INT(m.n_pay, rows[i].n_pay);
		if (m.rule != MATCH_ASK)
			CHECK_SPAN(m.pay[0].doc->label, rows[i].first);
		else if (m.n_candidate)
			CHECK_SPAN(m.candidate[0].doc->label, rows[i].first);
		else
			CHECK_STR("", rows[i].first);
	}
}

TEST(match_never_takes_closed_documents)
{
	struct world *w = open_documents();
	struct document *prf = state_document_ref(&w->s, S("prf"), 1);
	struct match m;

	prf->open.minor = 0;
	m = match_of(w, 54450, "Ana Pop", "PRF 1");
	CHECK_INT(m.rule, MATCH_ASK);
	CHECK(m.settled == prf);
	prf->open.minor = 54450;
	prf->state = DOC_CANCELLED;
	CHECK_INT(match_of(w, 54450, "Ana Pop", "PRF 1").rule, MATCH_ASK);
	memcpy(prf->open.cur, "EUR", 4);
	prf->state = DOC_ISSUED;
	CHECK_INT(match_of(w, 54450, "Ana Pop", "PRF 1").rule, MATCH_ASK);
}

/* The payer writes the proforma; the invoice made from it is what is open. */
TEST(match_follows_proforma_to_its_invoice)
{
	struct world *w = open_documents();
	struct document *prf = state_document_ref(&w->s, S("prf"), 1), *inv = NULL;
	struct flow fl = { .s = &w->s, .d = &w->d };
	struct match m;

	CHECK_RC(
		doc_draft(&fl, DOC_INVOICE, state_card(&w->s, prf->card), NULL, prf, &inv, &w->why),
		RC_OK);
	CHECK_RC(doc_issue(&fl, inv, &w->why), RC_OK);
	CHECK_INT(prf->open.minor, 0);
	CHECK_INT(inv->open.minor, 54450);
	m = match_of(w, 54450, "", "PRF 1");
	CHECK_INT(m.rule, MATCH_REFERENCE_AMOUNT);
	CHECK(m.pay[0].doc == inv);
}

TEST(match_payer_by_proof_then_name)
{
	struct world *w = open_documents();
	struct payment p = { .amount = MONEY_RON(100), .left = MONEY_RON(100) }, *old;
	enum match_reason why;

	p.payer = S("POP ANA SRL");
	CHECK(match_payer(&w->s, &p, &why) == state_client(&w->s, 1));
	CHECK_INT(why, MATCH_NAME);
	p.payer_iban = S("RO49AAAA1B31007593840000");
	old = state_new_payment(&w->s);
	old->client = 2;
	old->payer_iban = S("RO49AAAA1B31007593840000");
	CHECK(match_payer(&w->s, &p, &why) == state_client(&w->s, 2));
	CHECK_INT(why, MATCH_IBAN);
	old = state_new_payment(&w->s);
	old->client = 1;
	old->payer_iban = S("RO49AAAA1B31007593840000");
	CHECK(match_payer(&w->s, &p, &why) == state_client(&w->s, 1)); /* two: the name decides */
	CHECK_INT(why, MATCH_NAME);
	p.payer_tax_id = S("18547290");
	CHECK(match_payer(&w->s, &p, &why) == state_client(&w->s, 1));
	CHECK_INT(why, MATCH_TAX_ID);
	p = (struct payment){ .payer = S("Vasile") };
	CHECK(match_payer(&w->s, &p, &why) == NULL);
	/* Two of the same name: nobody is pointed to. */
	world_client(w, "Ana Pop", "ana2@example.org");
	p.payer = S("Ana Pop");
	CHECK(match_payer(&w->s, &p, &why) == NULL);
}

TEST(match_identity_tells_twins_apart)
{
	struct world *w = world_new();
	struct notice n = { .bank = S("bt"),
			    .incoming = true,
			    .amount = MONEY_RON(54450),
			    .day = w->s.today,
			    .payer = S("Ana Pop"),
			    .details = S("PRF 1") },
		      o = n;
	struct span base = match_identity_base(w->a, &n);

	o.payer = S("ANA  POP");
	CHECK_SPANS(match_identity_base(w->a, &o), base);
	o.day = day_add(o.day, 1);
	CHECK(!span_eq(match_identity_base(w->a, &o), base));
	o = n;
	o.amount.minor = 54451;
	CHECK(!span_eq(match_identity_base(w->a, &o), base));
	/* With a bank reference text and day may differ between mail and statement. */
	n.bank_ref = S("FT1234");
	o = n;
	o.details = S("altfel");
	o.day = day_add(o.day, 1);
	CHECK_SPANS(match_identity_base(w->a, &o), match_identity_base(w->a, &n));
	/* With a running number they may not. */
	n.bank_ref = o.bank_ref = S("12");
	CHECK(!span_eq(match_identity_base(w->a, &o), match_identity_base(w->a, &n)));
	CHECK_SPAN(match_identity(w->a, S("x"), 1), "x|1");
}
