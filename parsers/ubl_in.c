/* UBL: an element is known by the names above it; prefixes and name spaces say nothing that those do not. */
#include "ubl_in.h"

#include "buf.h"
#include "span.h"
#include "utf8.h"
#include "xml_in.h"

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
	struct ubl_in *ret;
	struct buf path; /* "/AccountingSupplierParty/Party" */
	struct buf text;
	struct span field[FIELDS];
	struct span unit, net; /* of the line at hand */
};

static const char *on_start(void *ctx, const struct xml_element *e)
{
	struct reading *r = ctx;

	buf_trunc(&r->text, 0);
	if (e->depth == 1) {
		r->ret->credit_note = span_eq_str(e->name, "CreditNote");
		return r->ret->credit_note || span_eq_str(e->name, "Invoice") ? NULL : "no invoice";
	}
	buf_add_char(&r->path, '/');
	buf_add(&r->path, e->name);
	if (!buf_ok(&r->path))
		return "names too long";
	if (e->depth == 2 &&
	    (span_eq_str(e->name, "InvoiceLine") || span_eq_str(e->name, "CreditNoteLine"))) {
		r->ret->n_lines++;
		r->net = S("");
		if (r->ret->lines.n < LINES_MAX)
			(void)ARENA_PUSH(r->a, &r->ret->lines);
	}
	if (span_ends(e->name, S("edQuantity")))
		r->unit = arena_span(r->a, span_sub(xml_attr(e, "unitCode"), 0, 20));
	return NULL;
}

static const char *on_text(void *ctx, struct span text)
{
	struct reading *r = ctx;

	/* Longer ones (attachments) are not wanted: cut. */
	buf_add(&r->text, span_sub(text, 0, TEXT_MAX - r->text.len));
	return NULL;
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

static const char *on_end(void *ctx, struct span name, unsigned depth)
{
	struct reading *r = ctx;
	struct span path = buf_span(&r->path);
	size_t second;

	(void)name;
	if (depth == 1)
		return NULL;
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
	return NULL;
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

/* ISO 4217, also where it is written small; false: no such thing. */
static bool currency_of(struct span text, char ret[4])
{
	text = text.len ? text : S("RON");
	for (size_t i = 0; i < 3 && text.len == 3; i++) {
		char c = text.ptr[i];

		ret[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (ret[i] < 'A' || ret[i] > 'Z')
			return false;
	}
	ret[3] = '\0';
	return text.len == 3;
}

static enum rc finish(struct reading *r, struct why *reterr)
{
	struct ubl_in *u = r->ret;
	char currency[4] = "";

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
	if (!currency_of(r->field[F_CURRENCY], currency))
		return why_fail(reterr, RC_BAD_INPUT, "a currency that is none");
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
	static const struct xml_events events = { on_start, on_text, on_end, DEPTH_MAX };
	struct reading r = { .a = a, .ret = ret };
	enum rc rc;

	memset(ret, 0, sizeof(*ret));
	if (xml.len > BYTES_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes: no invoice", xml.len);
	buf_init(&r.path, a, PATH_MAX_);
	buf_init(&r.text, a, TEXT_MAX + 1);
	rc = xml_read(xml, &events, &r, reterr);
	return rc ? rc : finish(&r, reterr);
}
