/* Money that was put somewhere is taken off again: ANULEAZA of a payment and of a receipt, the cap of cash. */
#include "commands_kit.h"
#include "flow_release.h"

static struct payment *bank_payment(struct kit *k, int64_t minor)
{
	struct payment *p = state_new_payment(&k->s);

	p->amount = p->left = MONEY_RON(minor);
	p->day = k->s.today;
	p->source = S("bank:bt");
	p->payer = S("POPESCU ION");
	p->identity = arena_fmt(k->a, "bt|%lld", (long long)p->id);
	p->mark = ROW_CLEAN;
	return p;
}

static void invoice(struct kit *k, const char *lines)
{
	(void)kit_sure(k, arena_str(k->a, arena_fmt(k->a, "FACTURA %s\nTRIMITE", lines)));
	kit_commit(k);
}

static struct span reply(struct kit *k, const char *text)
{
	struct span said;

	kit_reply_to(k, 0);
	said = kit_send(k, text);
	return said;
}

TEST(cancel_takes_a_payment_off_and_then_away)
{
	struct kit *k = kit_new();
	struct payment *p = bank_payment(k, 60000);
	struct document *inv;
	struct span said;

	invoice(k, "Curs Excel");
	inv = kit_doc(k, DOC_INVOICE);
	(void)reply(k, "ALOCA P1 FCT 12");
	CHECK_INT(inv->open.minor, 0);
	CHECK_SPAN(k->card->stage, "paid");
	CHECK_INT(k->ion->credit.minor, 5550);
	kit_commit(k);
	said = reply(k, "ANULEAZA P1");
	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "change: Factura FCT 0012 | plătit integral | de plată 544,50");
	CHECK_HAS(said, "row: Plata P1 | au rămas 600,00");
	CHECK_HAS(said, "next: Alocă P1 | ALOCA P1");
	CHECK_INT(inv->open.minor, 54450);
	CHECK_INT(p->left.minor, 60000);
	CHECK_INT(k->ion->credit.minor, 60000);
	CHECK_INT(k->s.allocations.n, 1);
	CHECK_INT(k->s.allocations.at[0]->amount.minor, -54450);
	/* the card is where an unpaid invoice's card is */
	CHECK_SPAN(k->card->stage, "invoiced");
	CHECK(!k->card->closed);
	kit_commit(k);
	/* put again where it belongs: the card moves on, no second contract */
	(void)reply(k, "ALOCA P1 FCT 12");
	CHECK_SPAN(k->card->stage, "paid");
	CHECK_INT(kit_mails(k, "contract"), 0);
	CHECK_INT(payment_on(&k->s, p, inv).minor, 54450);
	kit_commit(k);
	(void)reply(k, "ANULEAZA P1");
	kit_commit(k);
	/* it stands nowhere: it never came */
	said = reply(k, "ANULEAZA P1");
	CHECK_HAS(said, "anulată");
	CHECK_INT(p->state, PAYMENT_REVERSED);
	CHECK_INT(p->left.minor, 0);
	CHECK_INT(k->ion->credit.minor, 0);
	kit_commit(k);
	CHECK_HAS(reply(k, "ANULEAZA P1"), "este anulată sau înapoiată deja");
	kit_free(k);
}

/* A proforma's money is its invoice's: that is what owes again. */
TEST(cancel_reopens_the_invoice_of_a_paid_proforma)
{
	struct kit *k = kit_new();
	struct document *inv, *prf;

	(void)kit_send(k, "PROFORMA Curs Excel");
	kit_commit(k);
	(void)reply(k, "INCASAT 544,50 lei");
	kit_commit(k);
	inv = kit_doc(k, DOC_INVOICE);
	prf = kit_doc(k, DOC_PROFORMA);
	CHECK_INT(inv->open.minor, 0);
	CHECK_HAS(reply(k, "ANULEAZA P1"), "Factura FCT 0012 | plătit integral | de plată 544,50");
	CHECK_INT(inv->open.minor, 54450);
	CHECK_INT(prf->open.minor, 0);
	CHECK_INT(k->s.allocations.at[0]->document, inv->id);
	CHECK_SPAN(k->card->stage, "invoiced");
	kit_commit(k);
	(void)reply(k, "ANULEAZA P1");
	kit_commit(k);
	CHECK_INT(k->ion->credit.minor, 0);
	(void)reply(k, "INCASAT 544,50 lei FCT 12");
	CHECK_INT(inv->open.minor, 0);
	kit_free(k);
}

/* What a storno took back is the client's already: it owes only the rest again. */
TEST(cancel_after_a_storno_keeps_the_credit_right)
{
	struct kit *k = kit_new();
	struct payment *p = bank_payment(k, 108900);
	struct document *inv;

	invoice(k, "2 buc Mobilier x 450 lei");
	inv = kit_doc(k, DOC_INVOICE);
	(void)reply(k, "ALOCA P1 FCT 12");
	kit_commit(k);
	(void)kit_sure(k, "STORNO FCT 12 linia 1: 1 buc");
	kit_commit(k);
	CHECK_INT(k->ion->credit.minor, 54450);
	CHECK_INT(inv->open.minor, 0);
	(void)reply(k, "ANULEAZA P1");
	CHECK_INT(inv->open.minor, 54450);
	CHECK_INT(p->left.minor, 108900);
	CHECK_INT(k->ion->credit.minor, 108900);
	kit_free(k);
}

TEST(cancel_withdraws_a_receipt_with_its_cash)
{
	struct kit *k = kit_new();
	struct document *inv, *paper;
	struct span said;

	invoice(k, "Curs Excel");
	inv = kit_doc(k, DOC_INVOICE);
	(void)reply(k, "CHITANTA 200 lei");
	kit_commit(k);
	paper = kit_doc(k, DOC_RECEIPT);
	CHECK_INT(inv->open.minor, 34450);
	said = reply(k, "ANULEAZA P1");
	CHECK_HAS(said, "cu chitanța CHT 0003");
	CHECK_HAS(said, "instead: ANULEAZA CHT 0003");
	said = reply(k, "ANULEAZA CHT 3");
	CHECK_HAS(said, "change: Chitanța CHT 0003 | emisă | retrasă");
	CHECK_HAS(said, "change: Factura FCT 0012 | de plată 344,50");
	CHECK_INT(paper->state, DOC_CANCELLED);
	CHECK_INT(k->s.payments.at[0]->state, PAYMENT_REVERSED);
	CHECK_INT(inv->open.minor, 54450);
	CHECK_INT(k->ion->credit.minor, 0);
	kit_commit(k);
	CHECK_HAS(reply(k, "ANULEAZA CHT 3"), "nu se mai poate retrage");
	/* the cap counts it no more, the next receipt takes the next number */
	(void)reply(k, "CHITANTA 544,50 lei FCT 12");
	CHECK_SPAN(kit_doc(k, DOC_RECEIPT)->label, "CHT 0004");
	CHECK_INT(inv->open.minor, 0);
	kit_free(k);
}

TEST(received_in_cash_keeps_to_the_cap)
{
	struct kit *k = kit_new();
	struct span said;

	k->ion->party.tax_id = S("14399840");
	invoice(k, "1 buc Mobilier x 6000 lei");
	said = reply(k, "INCASAT 6000 lei numerar FCT 12");
	CHECK_HAS(said, "cel mult 5.000,00");
	CHECK_HAS(said, "instead: INCASAT 5000.00 lei numerar FCT 0012");
	CHECK_INT(k->s.payments.n, 0);
	CHECK_HAS(reply(k, "INCASAT 100 EUR numerar FCT 12"), "RON");
	CHECK_HAS(reply(k, "INCASAT 5000 lei numerar FCT 12"), "result=done");
	kit_commit(k);
	CHECK_HAS(reply(k, "CHITANTA 1 leu FCT 12"), "azi încă 0,00");
	/* a transfer knows no cap */
	CHECK_HAS(reply(k, "INCASAT 2260 lei FCT 12"), "result=done");
	kit_free(k);
}
