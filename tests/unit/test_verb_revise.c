/* A rejected invoice is corrected by the lines that edit drafts: shown, then its next revision (revise.h). */
#include "commands_kit.h"

#include <string.h>

#include "filing_fault.h"
#include "flow_file.h"
#include "fx.h"
#include "span.h"
#include "ubl_remedy.h"
#include "ubl_rule.h"

static void reject(struct kit *k, enum doc_kind kind)
{
	struct document *doc = kit_doc(k, kind);
	struct filing *f = state_filing(&k->s, doc->id);

	if (!f) {
		FAIL("%s is not to be filed", doc->label.ptr);
		return;
	}
	f->id = f->revision;
	f->is_new = f->touched = false;
	f->state = f->stored = FILING_REJECTED;
	doc->revised = false;
}

/* FCT 0012: 2 hours of consulting x 150, 363,00 with VAT; rejected. */
static struct kit *with_rejected(void)
{
	struct kit *k = kit_new();

	k->firm.filing.on = true;
	CHECK_HAS(kit_sure(k, "FACTURA Consultanță x 2\nTRIMITE"), "result=done");
	kit_commit(k);
	reject(k, DOC_INVOICE);
	k->d.effects.n = 0;
	return k;
}

static struct span yes(struct kit *k)
{
	struct span said;

	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	kit_commit(k);
	return said;
}

TEST(verb_revise_shows_first_then_makes_the_next_revision)
{
	struct kit *k = with_rejected();
	struct document *doc = kit_doc(k, DOC_INVOICE);
	struct span said = kit_send(k, "LINIE 1: audit 3 ore x 200 lei\nSCADENTA 20.12.2026");

	CHECK_HAS(said, "result=waiting");
	CHECK_HAS(said, "audit: 3 ore x 200,00");
	CHECK(!span_has(said, S("De plată")));
	CHECK_HAS(said, "liniile, scadența");
	CHECK_INT(doc->total.minor, 36300);
	CHECK_INT(k->s.filings.n, 1);
	CHECK_INT(kit_mails(k, "invoice"), 0);
	said = yes(k);
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "attached: FCT-0012.pdf");
	CHECK_INT(doc->total.minor, 72600);
	CHECK_INT(doc->open.minor, 72600);
	CHECK(doc->revised && day_eq(doc->due, doc->snap->due));
	CHECK_SPAN(doc->label, "FCT 0012");
	CHECK_INT(k->s.filings.n, 2);
	CHECK_INT(state_filing(&k->s, doc->id)->revision, 2);
	CHECK_INT(state_filing(&k->s, doc->id)->state, FILING_READY);
	CHECK_INT(kit_mails(k, "invoice"), 1);
	kit_free(k);
}

TEST(verb_revise_refuses_what_cannot_be)
{
	static const struct {
		const char *who, *lines, *want;
	} rows[] = {
		{ "ana", "LINIE 1: 3 ore", "respinsă de e-Factura: o corectează proprietarul" },
		{ "geo", "LINIE 1: 3 ore", "result=waiting" },
		{ "diana", "LINIE -1", "refusal=" },
		{ "diana", "LINIE 2: 3 ore", "refusal=" },
		{ "diana", "LINIE 1: 3 ore x 40 EUR", "refusal=" },
		{ "diana", "LINIE 1: 2 ore", "nu s-a schimbat nimic" },
		{ "diana", "SCADENTA 01.11.2026", "refusal=" },
		{ "diana", "DETALII", "Ce detalii?" },
		{ "diana", "DETALII comanda 7, altceva", "refusal=" },
		{ "diana", "DETALII perioada 01.11.2026", "două zile" },
		{ "diana", "DETALII livrat 20.11.2026", "refusal=" },
		{ "diana", "LINIE 1: 3 ore FCT 12", "result=waiting" },
		{ "diana", "FCT 12 LINIE 1: 3 ore", "refusal=" },
		{ "diana", "LINIE 1: 3 ore\nEFACTURA RETRIMITE FCT 12", "result=waiting" },
		{ "diana", "EFACTURA RETRIMITE FCT 12", "result=done" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_rejected();

		UNIT_CASE("%s: %s", rows[i].who, rows[i].lines);
		kit_from(k, rows[i].who);
		CHECK_HAS(kit_send(k, rows[i].lines), rows[i].want);
		kit_free(k);
	}
}

TEST(verb_revise_takes_the_draft_unless_the_rejected_one_is_meant)
{
	struct kit *k = with_rejected();
	const struct document *invoice = kit_doc(k, DOC_INVOICE);

	CHECK_HAS(kit_send(k, "FACTURA Curs Excel"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: 3 buc"), "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->snap->lines.at[0].qty.n, 3);
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: 5 ore FCT 12"), "result=waiting");
	kit_commit(k);
	k->s.sender.token_document = invoice->id;
	CHECK_HAS(kit_send(k, "LINIE 1: 5 ore"), "result=waiting");
	CHECK_HAS(yes(k), "result=done");
	CHECK_INT(invoice->total.minor, 90750);
	CHECK_INT(kit_doc(k, DOC_INVOICE)->snap->lines.at[0].qty.n, 3);
	kit_free(k);
}

TEST(verb_revise_keeps_what_was_paid)
{
	static const struct {
		const char *line;
		int64_t open, left, credit;
	} rows[] = {
		{ "LINIE 1: 1 oră", 0, 8150, 8150 }, /* 181,50 to pay, 263,00 paid */
		{ "LINIE 1: 3 ore", 28150, 0, 0 },   /* 544,50 */
		{ "DISCOUNT 82,65 lei", 0, 1, 1 },   /* 262,99 */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_rejected();
		const struct document *doc = kit_doc(k, DOC_INVOICE);

		UNIT_CASE("%s", rows[i].line);
		CHECK_HAS(kit_sure(k, "INCASAT FCT 12 263 lei OP 7"), "result=done");
		kit_commit(k);
		CHECK_INT(doc->open.minor, 10000);
		CHECK_HAS(kit_send(k, rows[i].line), "result=waiting");
		CHECK_HAS(yes(k), "result=done");
		CHECK_INT(doc->open.minor, rows[i].open);
		CHECK_INT(k->s.payments.at[0]->left.minor, rows[i].left);
		CHECK_INT(k->ion->credit.minor, rows[i].credit);
		kit_free(k);
	}
}

TEST(verb_revise_not_under_what_was_made_of_it)
{
	struct kit *k = with_rejected();

	CHECK_HAS(kit_sure(k, "STORNO FCT 12 LINIE 1 1 oră"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "LINIE 1: 3 ore FCT 12"), "are deja o stornare");
	kit_free(k);
}

TEST(verb_revise_of_a_storno_mends_the_parties_alone)
{
	struct kit *k = with_rejected();
	struct document *doc;

	CHECK_HAS(kit_sure(k, "STORNO FCT 12"), "result=done");
	kit_commit(k);
	reject(k, DOC_STORNO);
	doc = kit_doc(k, DOC_STORNO);
	k->s.sender.token_document = doc->id;
	CHECK_HAS(kit_send(k, "LINIE 1: 3 ore"), "Liniile și sumele unei stornări");
	CHECK_HAS(kit_send(k, "CLIENT adresa Str. Nouă 7, oras Cluj-Napoca\nEFACTURA RETRIMITE"),
		  "result=done");
	CHECK_SPAN(doc->snap->buyer.street, "Str. Nouă 7");
	CHECK_INT(doc->snap->payable.minor, -36300);
	CHECK_INT(doc->snap->prepaid.minor, 0);
	CHECK_INT(k->ion->credit.minor, 0);
	CHECK_INT(state_filing(&k->s, doc->id)->revision, 2);
	kit_free(k);
}

TEST(verb_revise_takes_the_clients_new_data_with_the_lines)
{
	struct kit *k = with_rejected();
	const struct document *doc = kit_doc(k, DOC_INVOICE);

	CHECK_HAS(kit_send(k, "LINIE 1: 3 ore\nCLIENT adresa Str. Nouă 7, oras Cluj-Napoca\n"
			      "DETALII comanda PO-9"),
		  "result=waiting");
	CHECK_HAS(yes(k), "result=done");
	CHECK_SPAN(doc->snap->buyer.street, "Str. Nouă 7");
	CHECK_SPAN(doc->snap->order_ref, "PO-9");
	CHECK_INT(doc->total.minor, 54450);
	CHECK_INT(k->s.filings.n, 2);
	kit_free(k);
}

TEST(verb_revise_takes_the_rate_that_staff_read_at_the_bank)
{
	struct kit *k = kit_new();
	struct fx_rate known = { .cur = "EUR", .rate = { 50923, 4 }, .staff = true };
	struct document *doc;

	k->firm.filing.on = true;
	known.day = fx_published(k->s.today);
	*ARENA_PUSH(k->a, &k->s.rates) = known;
	CHECK_HAS(kit_sure(k, "FACTURA Audit 3 ore x 33,33 EUR\nTRIMITE"), "result=done");
	kit_commit(k);
	reject(k, DOC_INVOICE);
	doc = kit_doc(k, DOC_INVOICE);
	/* two days later the invoice's own day still counts */
	k->s.today = day_add(k->s.today, 2);
	k->s.sender.token_document = doc->id;
	CHECK_HAS(kit_send(k, "CURS BNR EUR 5,0901 din 11.11.2026"), "result=waiting");
	CHECK_INT(doc->snap->exchange.n, 50923);
	CHECK_HAS(yes(k), "result=done");
	CHECK_INT(doc->snap->exchange.n, 50901);
	CHECK_INT(doc->total.minor, 12099);
	kit_free(k);
}

/* What a rejection tells staff to type is understood, of every rule. */
TEST(verb_revise_every_remedy_is_a_line_that_works)
{
	struct kit *k = with_rejected();
	unsigned commands = 0;

	for (size_t i = 0; i < ubl_rule_count(); i++) {
		const struct ubl_rule *r = ubl_rule_at(i);
		struct ubl_finding found = { .id = r->id, .rule = r };
		struct preflight_fault f;
		struct span said;

		ubl_remedy(k->a, kit_doc(k, DOC_INVOICE)->snap, &found, 1, &f);
		if (f.kind != FIX_COMMAND)
			continue;
		commands++;
		UNIT_CASE("%s: %s %s", r->id, f.word[0], f.example[0]);
		said = kit_send(k,
				arena_str(k->a, arena_fmt(k->a, "%s %s", f.word[0], f.example[0])));
		CHECK(!span_has(said, S("result=refused")) ||
		      span_has(said, S("nu s-a schimbat nimic")));
		kit_commit(k);
	}
	CHECK(commands > 40);
	kit_free(k);
}

/* ANAF says which line; a rule that is not ours stands in its own words. */
TEST(verb_revise_names_the_line_that_anaf_names)
{
	struct kit *k = with_rejected();
	struct anaf_faults from = { 0 };
	struct preflight_faults ret = { 0 };

	*ARENA_PUSH(k->a, &from) = anaf_fault_read(
		k->a, S("tipAssert=FailedAssert; codEroare=BR-27; localizareEroare=/Invoice/"
			"cac:InvoiceLine[3]/cac:Price; textEroare=x; expresieValidata=y"));
	*ARENA_PUSH(k->a, &from) = anaf_fault_read(k->a, S("[BR-NOU-7]-Camp nou lipseste"));
	filing_faults(k->a, kit_doc(k, DOC_INVOICE)->snap, &from, &ret);
	CHECK_INT(ret.n, 2);
	CHECK_INT(ret.at[0].kind, FIX_COMMAND);
	CHECK(strcmp(ret.at[0].word[0], "LINIE 3:") == 0 &&
	      strcmp(ret.at[0].word[1], "LINE 3:") == 0);
	CHECK_INT(ret.at[1].kind, FIX_WORDS);
	CHECK_SPAN(value_get_text(ret.at[1].why->args, "text"), "Camp nou lipseste");
	kit_free(k);
}
