/* The table of kinds and fields. Sources: Cod fiscal art. 319 alin. (20) for invoices, letters as there;
 * art. 330 alin. (1) lit. b) for a storno; Legea societăților 31/1990 art. 74 for every paper of a
 * company; OMFP 2634/2015 annex 1 for numbers, annex 3 (form 14-4-1) for the receipt; Codul civil
 * art. 1179, 1188, 1191 for offer and contract; Legea 214/2024 art. 4 for consent by mail; Regulamentul (UE)
 * 2016/679 art. 13. Where no law asks, "custom". */
#include "doc_fields.h"

#include "buf.h"
#include "span.h"

#define K(kind)  (1u << DOC_##kind)
#define FISCAL   (K(INVOICE) | K(STORNO))
#define PRICED   (K(OFFER) | K(PROFORMA) | FISCAL)
#define LINED    (PRICED | K(PV))
#define WORKS    (LINED | K(CONTRACT))
#define ALL      ((1u << DOC_KINDS) - 1)
#define NUMBERED (WORKS | K(RECEIPT))
#define PAYABLE  (K(PROFORMA) | K(INVOICE) | K(REMINDER))

#define INVOICE_LAW(letter) "Cod fiscal art. 319 (20) " letter
#define COMPANY_LAW         "Legea 31/1990 art. 74"

const struct doc_field doc_fields[] = {
	{ "number", FISCAL, FIELD_ALWAYS, "series, at issue", INVOICE_LAW("a") },
	{ "number", NUMBERED & ~FISCAL, FIELD_ALWAYS, "series, at issue",
	  "OMFP 2634/2015 annex 1 pt. 24" },
	{ "issue", FISCAL, FIELD_ALWAYS, "the day of issue", INVOICE_LAW("b") },
	{ "issue", ALL & ~FISCAL, FIELD_ALWAYS, "the day of issue",
	  "OMFP 2634/2015 annex 1 pt. 2" },
	{ "seller.name", FISCAL, FIELD_ALWAYS, "firm.name", INVOICE_LAW("d") },
	{ "seller.tax_id", FISCAL, FIELD_ALWAYS, "firm.tax_id", INVOICE_LAW("d") },
	{ "seller.street", FISCAL, FIELD_ALWAYS, "firm.street", INVOICE_LAW("d") },
	{ "seller.city", FISCAL, FIELD_ALWAYS, "firm.city", INVOICE_LAW("d") },
	{ "seller.name", ALL & ~FISCAL, FIELD_ALWAYS, "firm.name", COMPANY_LAW },
	{ "seller.tax_id", ALL & ~FISCAL, FIELD_ALWAYS, "firm.tax_id", COMPANY_LAW },
	{ "seller.street", ALL & ~FISCAL, FIELD_ALWAYS, "firm.street", COMPANY_LAW },
	{ "seller.city", ALL & ~FISCAL, FIELD_ALWAYS, "firm.city", COMPANY_LAW },
	{ "seller.reg_no", ALL, FIELD_KNOWN, "firm.reg_no", COMPANY_LAW },
	{ "buyer.name", FISCAL, FIELD_ALWAYS, "client", INVOICE_LAW("f") },
	{ "buyer.tax_id", FISCAL, FIELD_COMPANY, "client", INVOICE_LAW("f") },
	{ "buyer.street", FISCAL, FIELD_KNOWN, "client", INVOICE_LAW("f") },
	{ "buyer.city", FISCAL, FIELD_KNOWN, "client", INVOICE_LAW("f") },
	{ "buyer.name", ALL & ~FISCAL, FIELD_ALWAYS, "client", "custom; Cod civil art. 1179" },
	{ "buyer.tax_id", ALL & ~FISCAL, FIELD_COMPANY, "client", "custom; Cod civil art. 1179" },
	{ "buyer.street", ALL & ~FISCAL, FIELD_KNOWN, "client", "custom" },
	{ "buyer.city", ALL & ~FISCAL, FIELD_KNOWN, "client", "custom" },
	{ "lines.name", FISCAL, FIELD_ALWAYS, "lines", INVOICE_LAW("h") },
	{ "lines.qty", FISCAL, FIELD_ALWAYS, "lines", INVOICE_LAW("h") },
	{ "lines.price", FISCAL, FIELD_ALWAYS, "lines, price list", INVOICE_LAW("i") },
	{ "lines.net", FISCAL, FIELD_ALWAYS, "sums", INVOICE_LAW("i") },
	{ "vat.base", FISCAL, FIELD_VAT, "sums", INVOICE_LAW("i") },
	{ "vat.rate", FISCAL, FIELD_VAT, "config/vat.conf", INVOICE_LAW("j") },
	{ "vat.tax", FISCAL, FIELD_VAT, "sums", INVOICE_LAW("j") },
	{ "mentions", FISCAL, FIELD_KNOWN, "VAT categories", INVOICE_LAW("l, m, p, r") },
	{ "total", K(STORNO), FIELD_ALWAYS, "sums", INVOICE_LAW("i, j") },
	{ "lines.name", WORKS & ~FISCAL, FIELD_ALWAYS, "lines", "Cod civil art. 1179, 1188" },
	{ "lines.qty", WORKS & ~FISCAL, FIELD_ALWAYS, "lines", "Cod civil art. 1188" },
	{ "lines.price", LINED & ~FISCAL, FIELD_ALWAYS, "lines, price list",
	  "Cod civil art. 1188" },
	{ "lines.net", LINED & ~FISCAL, FIELD_ALWAYS, "sums", "custom" },
	{ "total", K(OFFER) | K(CONTRACT) | K(PV), FIELD_ALWAYS, "sums", "Cod civil art. 1188" },
	{ "due", K(OFFER), FIELD_ALWAYS, "rules.offer_valid_days", "Cod civil art. 1191" },
	{ "text.accept", K(OFFER), FIELD_ALWAYS, "layout", "Cod civil art. 1196" },
	{ "due", K(PROFORMA) | K(INVOICE), FIELD_ALWAYS, "rules.payment_days, SCADENTA",
	  "Legea 72/2013 art. 3" },
	{ "text.not_fiscal", K(PROFORMA), FIELD_ALWAYS, "layout", "custom" },
	{ "seller.iban", PAYABLE, FIELD_ALWAYS, "firm.iban", "custom" },
	{ "payable", PAYABLE, FIELD_ALWAYS, "sums", "custom" },
	{ "reference", K(PROFORMA) | K(INVOICE), FIELD_ALWAYS, "series, at issue", "custom" },
	{ "period_from", K(INVOICE) | K(PV), FIELD_KNOWN, "subscription, delivery",
	  INVOICE_LAW("c") },
	{ "period_to", K(INVOICE) | K(PV), FIELD_KNOWN, "subscription, delivery",
	  INVOICE_LAW("c") },
	{ "preceding", K(STORNO), FIELD_ALWAYS, "the invoice taken back",
	  "Cod fiscal art. 330 (1) b" },
	{ "preceding_day", K(STORNO), FIELD_ALWAYS, "the invoice taken back",
	  "Cod fiscal art. 330 (1) b" },
	{ "title", K(CONTRACT), FIELD_ALWAYS, "the accepted offer", "Cod civil art. 1225" },
	{ "total_words", K(CONTRACT), FIELD_ALWAYS, "sums", "custom" },
	{ "due", K(CONTRACT), FIELD_KNOWN, "rules.contract_months, CONTRACT until", "custom" },
	{ "order_ref", K(CONTRACT), FIELD_KNOWN, "the accepted offer", "Cod civil art. 1182" },
	{ "acceptance", K(CONTRACT), FIELD_KNOWN, "evidence", "Legea 214/2024 art. 4" },
	{ "text.object", K(CONTRACT), FIELD_ALWAYS, "layout", "Cod civil art. 1225" },
	{ "text.price", K(CONTRACT), FIELD_ALWAYS, "layout", "Cod civil art. 1660" },
	{ "text.term", K(CONTRACT), FIELD_ALWAYS, "layout", "custom" },
	{ "text.notice", K(CONTRACT), FIELD_ALWAYS, "layout", "Cod civil art. 1276" },
	{ "text.mail", K(CONTRACT), FIELD_ALWAYS, "layout", "Legea 214/2024 art. 4 (9)" },
	{ "text.data", K(CONTRACT), FIELD_ALWAYS, "layout", "Regulamentul (UE) 2016/679 art. 13" },
	{ "text.signatures", K(CONTRACT) | K(PV), FIELD_ALWAYS, "layout", "custom" },
	{ "order_ref", K(PV), FIELD_KNOWN, "contract", "custom" },
	{ "text.result", K(PV), FIELD_ALWAYS, "layout", "Legea 72/2013 art. 6" },
	{ "total", K(RECEIPT), FIELD_ALWAYS, "CHITANTA", "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "total_words", K(RECEIPT), FIELD_ALWAYS, "CHITANTA", "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "preceding", K(RECEIPT), FIELD_KNOWN, "the invoice paid",
	  "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "order_ref", K(RECEIPT), FIELD_KNOWN, "the proforma paid",
	  "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "seller.contact", K(RECEIPT), FIELD_KNOWN, "who wrote CHITANTA",
	  "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "text.cashier", K(RECEIPT), FIELD_ALWAYS, "layout", "OMFP 2634/2015 annex 3, 14-4-1" },
	{ "lines.name", K(STATEMENT) | K(REMINDER), FIELD_KNOWN, "books", "custom" },
	{ "lines.net", K(STATEMENT) | K(REMINDER), FIELD_KNOWN, "books", "custom" },
	{ "lines.period_from", K(STATEMENT) | K(REMINDER), FIELD_KNOWN, "books", "custom" },
	{ "lines.period_to", K(STATEMENT) | K(REMINDER), FIELD_KNOWN, "books", "custom" },
	{ "payable", K(STATEMENT), FIELD_ALWAYS, "books", "custom" },
	{ "due", K(REMINDER), FIELD_KNOWN, "rules.reminder*_days", "custom" },
};
const size_t doc_fields_n = ARRAY_LEN(doc_fields);

static bool is_said(const struct value *v)
{
	if (!v || v->kind == VALUE_NULL)
		return false;
	if (v->kind == VALUE_TEXT)
		return span_trim(v->u.text).len > 0;
	if (v->kind == VALUE_MONEY)
		return v->u.money.cur[0] != '\0';
	return v->kind != VALUE_LIST || v->u.list.n > 0;
}

/* "seller.name" in the tree; of a list, the name in each of its items. */
static bool path_is_said(const struct value *v, struct span path)
{
	struct span head = path, rest = S("");
	size_t dot = span_find_char(path, '.', 0);

	if (dot != SIZE_MAX) {
		head = span_sub(path, 0, dot);
		rest = span_from(path, dot + 1);
	}
	if (v && v->kind == VALUE_LIST) {
		for (size_t i = 0; i < v->u.list.n; i++)
			if (!path_is_said(v->u.list.at[i], path))
				return false;
		return v->u.list.n > 0;
	}
	for (size_t i = 0; v && v->kind == VALUE_MAP && i < v->u.map.n; i++)
		if (span_eq(v->u.map.at[i].key, head))
			return rest.len ? path_is_said(v->u.map.at[i].val, rest) :
					  is_said(v->u.map.at[i].val);
	return false;
}

static bool is_asked(const struct doc_field *f, const struct snapshot *s)
{
	if (!(f->kinds & 1u << s->kind))
		return false;
	switch (f->when) {
	case FIELD_ALWAYS:
		return true;
	case FIELD_COMPANY:
		return s->buyer.tax_id.len > 0;
	case FIELD_VAT:
		return s->seller.vat_registered;
	case FIELD_KNOWN:
		break;
	}
	return false;
}

const struct doc_field *doc_field_missing(struct arena *a, const struct snapshot *s)
{
	/* Of the series; made at print (a title, of the lines where there is none). */
	static const char *const later[] = { "number", "reference", "total_words", "title" };
	const struct value *tree = snapshot_to_value(a, s);

	for (size_t i = 0; i < doc_fields_n; i++) {
		const struct doc_field *f = &doc_fields[i];
		struct span field = span_of(f->field);
		bool skip = !is_asked(f, s) || span_starts(field, S("text."));

		for (size_t k = 0; k < ARRAY_LEN(later); k++)
			skip |= span_eq_str(field, later[k]);
		if (!skip && !path_is_said(tree, field))
			return f;
	}
	return NULL;
}

void doc_fields_print(struct buf *out)
{
	static const char *const when[] = { [FIELD_ALWAYS] = "always",
					    [FIELD_COMPANY] = "buyer has a tax code",
					    [FIELD_VAT] = "seller pays VAT",
					    [FIELD_KNOWN] = "when known" };

	buf_add_str(out,
		    "| field | kinds | needed | taken from | asked by |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < doc_fields_n; i++) {
		const struct doc_field *f = &doc_fields[i];
		bool any = false;

		buf_add_fmt(out, "| %s | ", f->field);
		for (int k = 0; k < DOC_KINDS; k++) {
			if (!(f->kinds & 1u << k))
				continue;
			buf_add_fmt(out, "%s%s", any ? ", " : "", doc_kind_name((enum doc_kind)k));
			any = true;
		}
		buf_add_fmt(out, " | %s | %s | %s |\n", when[f->when], f->from, f->law);
	}
}
