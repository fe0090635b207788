/* Head, references, payment: what stands on the document once. Order of elements: UBL 2.1 maindoc/Invoice,
 * CreditNote. */
#include "ubl_write_in.h"

#include "ident.h"
#include "invoice_type.h"
#include "look.h"
#include "span.h"

#define CUSTOMIZATION "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1"
#define URN           "urn:oasis:names:specification:ubl:schema:xsd:"

enum {
	NOTE_MAX = 300, /* BR-RO-L302 */
	FILES_MAX = 50, /* the ministry's guide of 2023, with FILES_BYTES_MAX */
	FILES_BYTES_MAX = 3 << 20
};

bool ubl_is_for(enum doc_kind kind)
{
	return kind == DOC_INVOICE || kind == DOC_STORNO;
}

struct span ubl_word(struct ubl_doc_out *d, const char *key)
{
	struct span ret = S("");

	if (!d->rc)
		d->rc = look_text(d->look, d->o->a, d->s->lang, span_of(key), NULL, &ret,
				  d->reterr);
	return d->rc ? S("") : ret;
}

static void write_notes(struct ubl_doc_out *d, struct span text)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		line = span_trim(line);
		while (line.len > 0)
			ubl_leaf(d->o, "cbc:Note", ubl_take_text(&line, NOTE_MAX));
	}
}

/* BT-7 stands before the type and the notes of a credit note, after them on an invoice. */
static void write_tax_point(struct ubl_doc_out *d)
{
	const struct snapshot *s = d->s;

	if (s->tax_point_code.len == 0 && !day_eq(s->tax_point, s->issue))
		ubl_leaf_day(d->o, "cbc:TaxPointDate", s->tax_point);
}

static void write_head(struct ubl_doc_out *d)
{
	const struct snapshot *s = d->s;
	struct ubl_out *o = d->o;
	struct span type = s->type_code.len ? s->type_code : S("380");

	ubl_leaf_str(o, "cbc:CustomizationID", CUSTOMIZATION);
	ubl_leaf(o, "cbc:ID", snapshot_label(o->a, s));
	ubl_leaf_day(o, "cbc:IssueDate", s->issue);
	if (d->credit_note)
		write_tax_point(d);
	else
		ubl_leaf_day(o, "cbc:DueDate", s->due);
	ubl_leaf(o, d->credit_note ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", type);
	write_notes(d, s->mentions);
	write_notes(d, s->note);
	if (!d->credit_note)
		write_tax_point(d);
	ubl_leaf_str(o, "cbc:DocumentCurrencyCode", s->currency);
	if (s->tax_currency[0])
		ubl_leaf_str(o, "cbc:TaxCurrencyCode", s->tax_currency);
	ubl_write_period(d, s->period_from, s->period_to, s->tax_point_code);
}

void ubl_write_period(struct ubl_doc_out *d, struct day from, struct day to, struct span code)
{
	if (!day_is_set(from) && !day_is_set(to) && code.len == 0)
		return;
	ubl_open(d->o, "cac:InvoicePeriod");
	ubl_leaf_day(d->o, "cbc:StartDate", from);
	ubl_leaf_day(d->o, "cbc:EndDate", to);
	ubl_leaf(d->o, "cbc:DescriptionCode", code);
	ubl_close(d->o);
}

/* BG-3. */
static void write_preceding(struct ubl_doc_out *d, struct span label, struct day day)
{
	ubl_open(d->o, "cac:BillingReference");
	ubl_open(d->o, "cac:InvoiceDocumentReference");
	ubl_leaf(d->o, "cbc:ID", label);
	ubl_leaf_day(d->o, "cbc:IssueDate", day);
	ubl_close(d->o);
	ubl_close(d->o);
}

static void write_reference(struct ubl_doc_out *d, const char *name, struct span id)
{
	if (span_trim(id).len == 0)
		return;
	ubl_open(d->o, name);
	ubl_leaf(d->o, "cbc:ID", id);
	ubl_close(d->o);
}

/* BG-24: a proforma or a fiscal receipt is no invoice (BG-3), but the buyer paid by it. */
static void write_paid_by(struct ubl_doc_out *d)
{
	bool receipt = invoice_is(d->s, INVOICE_OF_RECEIPT);

	ubl_open(d->o, "cac:AdditionalDocumentReference");
	ubl_leaf(d->o, "cbc:ID", d->s->preceding);
	ubl_leaf(d->o, "cbc:DocumentDescription",
		 ubl_word(d, receipt ? TX("ubl.write.receipt") : TX("ubl.write.proforma")));
	ubl_close(d->o);
}

static void write_file(struct ubl_doc_out *d, const struct ubl_file *f)
{
	struct ubl_out *o = d->o;

	ubl_open(o, "cac:AdditionalDocumentReference");
	ubl_leaf(o, "cbc:ID", f->id);
	ubl_leaf(o, "cbc:DocumentDescription", f->description);
	ubl_open(o, "cac:Attachment");
	ubl_leaf_file(o, "cbc:EmbeddedDocumentBinaryObject", f->type, f->name, f->bytes);
	ubl_close(o);
	ubl_close(o);
}

static void write_references(struct ubl_doc_out *d, const struct ubl_files *files)
{
	const struct snapshot *s = d->s;
	bool earlier_is_invoice =
		s->kind == DOC_STORNO || invoice_type_of(s->type_code)->names_invoice;

	write_reference(d, "cac:OrderReference", s->order_ref);
	if (s->preceding.len > 0 && earlier_is_invoice)
		write_preceding(d, s->preceding, s->preceding_day);
	for (size_t i = 0; i < s->advances.n; i++)
		write_preceding(d, s->advances.at[i].label, s->advances.at[i].day);
	write_reference(d, "cac:ContractDocumentReference", s->contract_ref);
	if (s->preceding.len > 0 && !earlier_is_invoice)
		write_paid_by(d);
	for (size_t i = 0; files && i < files->n; i++)
		write_file(d, &files->at[i]);
}

/* BG-16, where there is something to pay and an account to pay it to. */
static void write_payment(struct ubl_doc_out *d)
{
	const struct snapshot *s = d->s;
	struct ubl_out *o = d->o;

	if (s->payable.minor > 0 && s->seller.iban.len > 0) {
		ubl_open(o, "cac:PaymentMeans");
		ubl_leaf_str(o, "cbc:PaymentMeansCode", "30"); /* credit transfer */
		if (d->credit_note)
			ubl_leaf_day(o, "cbc:PaymentDueDate", s->due);
		ubl_leaf(o, "cbc:PaymentID", s->reference);
		ubl_open(o, "cac:PayeeFinancialAccount");
		ubl_leaf(o, "cbc:ID", ident_iban_compact(o->a, s->seller.iban));
		ubl_leaf(o, "cbc:Name", s->seller.name);
		ubl_close(o);
		ubl_close(o);
	}
	/* BR-CO-25: a credit note has no DueDate, a storno of minus lines no due day of its own. */
	if (s->payable.minor > 0 && (d->credit_note || s->kind == DOC_STORNO)) {
		ubl_open(o, "cac:PaymentTerms");
		ubl_leaf(o, "cbc:Note",
			 ubl_word(d,
				  d->credit_note ? TX("ubl.write.refund") : TX("ubl.write.terms")));
		ubl_close(o);
	}
}

static bool files_fit(const struct ubl_files *files)
{
	size_t bytes = 0;

	for (size_t i = 0; files && i < files->n; i++)
		bytes += files->at[i].bytes.len;
	return !files || (files->n <= FILES_MAX && bytes <= FILES_BYTES_MAX);
}

static bool has_category(const struct snapshot *s, char category)
{
	for (size_t i = 0; i < s->vat.n; i++)
		if (s->vat.at[i].category == category)
			return true;
	return false;
}

enum rc ubl_write(const struct look *l, struct arena *a, const struct snapshot *s,
		  const struct ubl_files *files, struct span *ret, struct why *reterr)
{
	SCOPED(ubl_out) o = { 0 };
	struct ubl_doc_out d = {
		.o = &o,
		.look = l,
		.s = invoice_as_read(a, s),
		.credit_note = invoice_is(s, INVOICE_CREDIT_NOTE),
		.not_subject = has_category(s, 'O'),
		.reterr = reterr,
	};

	if (!files_fit(files))
		return why_fail(reterr, RC_BAD_INPUT,
				"an e-invoice takes %d files of together 3 MB", FILES_MAX);
	ubl_out_begin(&o, a, d.credit_note ? "CreditNote" : "Invoice",
		      d.credit_note ? URN "CreditNote-2" : URN "Invoice-2");
	write_head(&d);
	write_references(&d, files);
	ubl_write_parties(&d);
	ubl_write_delivery(&d);
	write_payment(&d);
	ubl_write_adjusts(&d, &d.s->adjusts, false);
	ubl_write_totals(&d);
	ubl_write_lines(&d);
	return d.rc ? d.rc : ubl_out_end(&o, ret, reterr);
}
