/* Invoices that are not ordinary ones, as staff ask for them: a corrected one, one for a fiscal receipt, one to the
 * firm itself, a storno as a credit note. */
#include "commands_kit.h"
#include "invoice_type.h"

#include "span.h"

static struct document *issued(struct kit *k, const char *line)
{
	struct span said = kit_sure(k, arena_str(k->a, arena_fmt(k->a, "%s\nTRIMITE", line)));

	CHECK_HAS(said, "result=done");
	kit_commit(k);
	return kit_doc(k, DOC_INVOICE);
}

TEST(invoice_type_corrected)
{
	struct kit *k = kit_new();
	struct document *first, *second;
	struct span said;

	kit_thread(k, k->card);
	first = issued(k, "FACTURA Curs Excel x 2");
	said = kit_send(k, "FACTURA CORECTEAZA FCT 12");
	CHECK_HAS(said, "nu este stornată");
	CHECK_HAS(said, "instead: STORNO FCT 0012");
	said = kit_sure(k, "STORNO FCT 12");
	CHECK_HAS(said, "FACTURA corecteaza FCT 0012");
	kit_commit(k);
	CHECK_RC(day_parse(S("2026-11-16"), &k->s.today), RC_OK);
	second = issued(k, "FACTURA CORECTEAZA FCT 12\nLINIE 1: 3 buc");
	CHECK(second != first);
	CHECK_SPAN(second->snap->type_code, "384");
	CHECK_SPAN(second->snap->preceding, "FCT 0012");
	CHECK(day_eq(second->snap->preceding_day, first->issue));
	CHECK(day_eq(second->snap->tax_point, first->issue));
	CHECK_INT(second->snap->lines.n, 1);
	CHECK_INT(second->total.minor, first->total.minor / 2 * 3);
	CHECK_INT(second->open.minor, second->total.minor);
	CHECK_HAS(kit_send(k, "FACTURA CORECTEAZA"), "Ce factură");
	kit_free(k);
}

TEST(invoice_type_of_receipt)
{
	struct kit *k = kit_new();
	struct document *doc, *back;

	kit_thread(k, k->card);
	doc = issued(k, "FACTURA BON 0045 DIN 10.11.2026, 2 ore consultanță x 150 lei");
	CHECK_SPAN(doc->snap->type_code, "751");
	CHECK_SPAN(doc->snap->preceding, "0045");
	CHECK_SPAN(day_iso(k->a, doc->snap->tax_point), "2026-11-10");
	CHECK_INT(doc->snap->prepaid.minor, doc->total.minor);
	CHECK_INT(doc->open.minor, 0);
	CHECK_SPAN(k->card->stage, "done");
	CHECK_HAS(kit_send(k, "FACTURA BON 46 DIN 13.11.2026, 1 ora consultanță x 150 lei"),
		  "result=refused");
	CHECK_HAS(kit_send(k, "FACTURA BON consultanță"), "result=refused");
	CHECK_HAS(kit_sure(k, "STORNO FCT 12"), "result=done");
	back = kit_doc(k, DOC_STORNO);
	CHECK_SPAN(back->snap->type_code, "751");
	CHECK_INT(k->ion->credit.minor, doc->total.minor);
	kit_free(k);
}

TEST(invoice_type_self_billed)
{
	struct kit *k = kit_new();
	struct document *doc;
	struct span said;

	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "AJUTOR FACTURA"), "FACTURA AUTOFACTURA");
	said = kit_send(k, "FACTURA AUTOFACTURA 1 buc protocol x 300 lei");
	CHECK_HAS(said, "către firma însăși");
	CHECK_HAS(said,
		  arena_str(k->a, arena_fmt(k->a, "instead: FACTURA autofactura pentru RO%.*s",
					    SPAN_ARG(k->firm.self.tax_id))));
	k->ion->party.tax_id = k->firm.self.tax_id;
	k->ion->party.vat_registered = true;
	doc = issued(k, "FACTURA AUTOFACTURA 1 buc protocol x 300 lei");
	CHECK_SPAN(doc->snap->type_code, "389");
	CHECK_INT(doc->snap->payable.minor, 0);
	CHECK_INT(doc->open.minor, 0);
	CHECK_SPAN(doc->snap->tax_point_code, "");
	CHECK_HAS(kit_sure(k, "STORNO FCT 12"), "result=done");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->snap->type_code, "389");
	CHECK_INT(k->ion->credit.minor, 0);
	kit_free(k);
}

TEST(invoice_type_credit_note)
{
	struct kit *k = kit_new();

	kit_thread(k, k->card);
	(void)issued(k, "FACTURA Curs Excel x 2");
	CHECK_HAS(kit_sure(k, "STORNO FCT 12 LINIE 1 1 buc NOTA DE CREDIT motiv un participant"),
		  "result=done");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->snap->type_code, "381");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->snap->note, "un participant");
	CHECK(kit_doc(k, DOC_STORNO)->total.minor < 0);
	kit_commit(k);
	CHECK_HAS(kit_sure(k, "STORNO FCT 12"), "result=done");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->snap->type_code, "");
	kit_free(k);
	k = kit_new();
	k->firm.filing.credit_note = true;
	kit_thread(k, k->card);
	(void)issued(k, "FACTURA Curs Excel x 2");
	CHECK_HAS(kit_sure(k, "STORNO FCT 12"), "result=done");
	CHECK_SPAN(kit_doc(k, DOC_STORNO)->snap->type_code, "381");
	kit_free(k);
}
