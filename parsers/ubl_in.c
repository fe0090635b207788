/* UBL by libxml2's SAX parser: an element is known by the names above it; prefixes and name spaces say nothing that
 * those do not. A document type ends the reading, so there are no entities. */
#include "ubl_in.h"

#include "buf.h"
#include "span.h"
#include "utf8.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#define BYTES_MAX ((size_t)32 << 20)
#define DEPTH_MAX 100
#define PATH_MAX_ ((size_t)1000)
#define TEXT_MAX  ((size_t)2000)
#define LINES_MAX 100

enum field {
	F_NUMBER,
	F_TYPE,
	F_ISSUE,
	F_DUE,
	F_CURRENCY,
	F_NOTE,
	F_IBAN,
	F_SELLER,
	F_SELLER_TRADE,
	F_SELLER_VAT,
	F_SELLER_ID,
	F_BUYER,
	F_BUYER_TRADE,
	F_BUYER_VAT,
	F_BUYER_ID,
	F_TOTAL,
	F_PAYABLE,
	FIELDS
};

/* Below the root; the first that is not empty counts. */
static const struct {
	const char *path;
	enum field field;
} rows[] = {
	{ "/ID", F_NUMBER },
	{ "/InvoiceTypeCode", F_TYPE },
	{ "/CreditNoteTypeCode", F_TYPE },
	{ "/IssueDate", F_ISSUE },
	{ "/DueDate", F_DUE },
	{ "/PaymentMeans/PaymentDueDate", F_DUE },
	{ "/DocumentCurrencyCode", F_CURRENCY },
	{ "/Note", F_NOTE },
	{ "/PaymentMeans/PayeeFinancialAccount/ID", F_IBAN },
	{ "/AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName", F_SELLER },
	{ "/AccountingSupplierParty/Party/PartyName/Name", F_SELLER_TRADE },
	{ "/AccountingSupplierParty/Party/PartyTaxScheme/CompanyID", F_SELLER_VAT },
	{ "/AccountingSupplierParty/Party/PartyLegalEntity/CompanyID", F_SELLER_ID },
	{ "/AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName", F_BUYER },
	{ "/AccountingCustomerParty/Party/PartyName/Name", F_BUYER_TRADE },
	{ "/AccountingCustomerParty/Party/PartyTaxScheme/CompanyID", F_BUYER_VAT },
	{ "/AccountingCustomerParty/Party/PartyLegalEntity/CompanyID", F_BUYER_ID },
	{ "/LegalMonetaryTotal/TaxInclusiveAmount", F_TOTAL },
	{ "/LegalMonetaryTotal/PayableAmount", F_PAYABLE },
};

struct reading {
	struct arena *a;
	xmlParserCtxt *xml;
	struct ubl_in *ret;
	bool bad;
	struct buf path; /* "/AccountingSupplierParty/Party" */
	struct buf text;
	unsigned depth;
	struct span field[FIELDS];
	struct span unit, net; /* of the line at hand */
};

static void stop(struct reading *r)
{
	r->bad = true;
	xmlStopParser(r->xml);
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	struct reading *r = ctx;
	struct span name = span_of((const char *)local);

	(void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_default;
	buf_trunc(&r->text, 0);
	if (++r->depth == 1) {
		r->ret->credit_note = span_eq_str(name, "CreditNote");
		if (!r->ret->credit_note && !span_eq_str(name, "Invoice"))
			stop(r);
		return;
	}
	buf_add_char(&r->path, '/');
	buf_add(&r->path, name);
	if (r->depth > DEPTH_MAX || !buf_ok(&r->path)) {
		stop(r);
		return;
	}
	if (r->depth == 2 &&
	    (span_eq_str(name, "InvoiceLine") || span_eq_str(name, "CreditNoteLine"))) {
		r->ret->n_lines++;
		r->net = S("");
		if (r->ret->lines.n < LINES_MAX)
			(void)ARENA_PUSH(r->a, &r->ret->lines);
	}
	/* Attributes come in fives: name, prefix, URI, value, end of the value. */
	for (int i = 0; i < n_attr && span_ends(name, S("edQuantity")); i++)
		if (span_eq_str(span_of((const char *)attr[i * 5]), "unitCode"))
			r->unit = arena_span(r->a,
					     span_sub((struct span){ (const char *)attr[i * 5 + 3],
								     (size_t)(attr[i * 5 + 4] -
									      attr[i * 5 + 3]) },
						      0, 20));
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct reading *r = ctx;
	size_t room = TEXT_MAX - r->text.len;

	/* Longer ones (attachments) are not wanted: cut. */
	buf_add(&r->text, span_sub((struct span){ (const char *)text, (size_t)len }, 0, room));
}

static struct span clean(struct reading *r)
{
	struct span rest = utf8_cut(utf8_clean(r->a, buf_span(&r->text)), 500), word;
	struct buf b;

	buf_init(&b, r->a, TEXT_MAX * 2);
	while (span_next_word(&rest, &word)) {
		if (b.len)
			buf_add_char(&b, ' ');
		buf_add(&b, word);
	}
	return buf_span(&b);
}

static void take_line(struct reading *r, struct span path)
{
	struct ubl_lines *l = &r->ret->lines;
	struct ubl_line *line = l->n && r->ret->n_lines <= LINES_MAX ? &l->at[l->n - 1] : NULL;

	if (!line)
		return;
	if (span_eq_str(path, "/Item/Name") && !line->name.len) {
		line->name = clean(r);
	} else if (span_eq_str(path, "/InvoicedQuantity") ||
		   span_eq_str(path, "/CreditedQuantity")) {
		line->qty = clean(r);
		line->unit = r->unit;
	} else if (span_eq_str(path, "/LineExtensionAmount")) {
		struct span cur = r->field[F_CURRENCY];

		/* What cannot be read stays nought: the sums of the document count. */
		if (money_parse(clean(r), MARK_DOT, arena_str(r->a, cur.len == 3 ? cur : S("RON")),
				&line->net))
			line->net = (struct money){ 0 };
	}
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = ctx;
	struct span path = buf_span(&r->path);
	size_t second;

	(void)local, (void)prefix, (void)uri;
	if (r->depth-- == 1)
		return;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (span_eq_str(path, rows[i].path) && !r->field[rows[i].field].len)
			r->field[rows[i].field] = clean(r);
	second = span_find_char(path, '/', 1);
	if (second != SIZE_MAX &&
	    (span_starts(path, S("/InvoiceLine/")) || span_starts(path, S("/CreditNoteLine/"))))
		take_line(r, span_from(path, second));
	while (r->path.len && r->path.ptr[r->path.len - 1] != '/')
		buf_trunc(&r->path, r->path.len - 1);
	if (r->path.len)
		buf_trunc(&r->path, r->path.len - 1);
	buf_trunc(&r->text, 0);
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	stop(ctx);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	struct reading *r = ctx;

	if (error->level == XML_ERR_FATAL && !r->bad)
		stop(r);
}

static struct day day_of(struct span text)
{
	struct day d;

	return day_parse(span_sub(text, 0, 10), &d) ? DAY_NONE : d;
}

static struct ubl_party party(const struct reading *r, enum field name)
{
	/* Name, trading name, VAT number, legal number stand one after the other. */
	const struct span *f = &r->field[name];

	return (struct ubl_party){ f[0].len ? f[0] : f[1], f[2].len ? f[2] : f[3] };
}

static enum rc finish(struct reading *r, struct why *reterr)
{
	struct ubl_in *u = r->ret;
	struct span cur = r->field[F_CURRENCY];
	const char *currency = arena_str(r->a, cur.len ? cur : S("RON"));

	u->number = r->field[F_NUMBER];
	u->type = r->field[F_TYPE];
	u->iban = r->field[F_IBAN];
	u->note = r->field[F_NOTE];
	u->issue = day_of(r->field[F_ISSUE]);
	u->due = day_of(r->field[F_DUE]);
	u->seller = party(r, F_SELLER);
	u->buyer = party(r, F_BUYER);
	if (!u->number.len)
		return why_fail(reterr, RC_BAD_INPUT, "an invoice without a number");
	if (money_parse(r->field[F_PAYABLE], MARK_DOT, currency, &u->payable) ||
	    (r->field[F_TOTAL].len &&
	     money_parse(r->field[F_TOTAL], MARK_DOT, currency, &u->total)))
		return why_fail(reterr, RC_BAD_INPUT, "an amount that cannot be read");
	if (!r->field[F_TOTAL].len)
		u->total = u->payable;
	return RC_OK;
}

enum rc ubl_in_read(struct arena *a, struct span xml, struct ubl_in *ret, struct why *reterr)
{
	struct reading r = { .a = a, .ret = ret };
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .endElementNs = on_end,
			      .characters = on_text,
			      .cdataBlock = on_text,
			      .internalSubset = on_doctype,
			      .serror = on_error };

	memset(ret, 0, sizeof(*ret));
	if (!xml.len || xml.len > BYTES_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes: no invoice", xml.len);
	buf_init(&r.path, a, PATH_MAX_);
	buf_init(&r.text, a, TEXT_MAX + 1);
	r.xml = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.xml)
		return why_fail(reterr, RC_RETRY, "no memory to read an invoice");
	(void)xmlCtxtUseOptions(r.xml, XML_PARSE_NONET | XML_PARSE_HUGE);
	if (xmlParseChunk(r.xml, xml.ptr, (int)xml.len, 0) == 0)
		(void)xmlParseChunk(r.xml, "", 0, 1);
	xmlFreeParserCtxt(r.xml);
	if (r.bad)
		return why_fail(reterr, RC_BAD_INPUT, "not an invoice that can be read");
	return finish(&r, reterr);
}
