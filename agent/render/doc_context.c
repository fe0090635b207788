/* Snapshot -> context of a layout. Figures are made here, words come from texts/pdf.txt. */
#include "doc_context.h"
#include "ident.h"
#include "invoice_type.h"
#include "mail_context.h"
#include "doc_values.h"
#include "place.h"
#include "qr.h"
#include "span.h"
#include "words.h"

static void party_add(struct arena *a, struct value *tree, const char *key, const struct party *p)
{
	struct value *v = value_new_map(a);
	const struct value *old = value_get(tree, key);
	bool home = p->country.len == 0 || span_eq_str(p->country, "RO");

	for (size_t i = 0; old && i < old->u.map.n; i++)
		value_set(a, v, arena_str(a, old->u.map.at[i].key), old->u.map.at[i].val);
	value_set(a, v, "tax_code",
		  value_text(a, arena_fmt(a, "%s%.*s",
					  p->vat_registered && home && p->tax_id.len ? "RO" : "",
					  SPAN_ARG(p->tax_id))));
	value_set(a, v, "company", value_bool(a, p->tax_id.len > 0));
	value_set(a, v, "abroad", value_text(a, home ? S("") : p->country));
	value_set(a, v, "city", value_text(a, place_city(a, p->city, p->county)));
	value_set(a, v, "place", doc_place(a, p->postcode, p->city, p->county, home));
	value_set(a, tree, key, v);
}

/* "21 %", or the words of a category that has no rate. */
static struct value *rate_value(struct arena *a, char category, struct decimal rate)
{
	return doc_rate(a, span_of(vat_category_code(category)),
			value_decimal(a, decimal_norm(rate)));
}

/* A price has the currency's decimals, or all of its own when it has more. */
static void price_add(struct arena *a, struct value *v, const struct line *line, const char cur[4])
{
	struct decimal p = decimal_norm(line->price);
	struct money m = { p.n, "" };
	unsigned exponent = money_exponent(cur);

	if (p.scale > exponent) {
		value_set(a, v, "unit_price", value_decimal(a, p));
		value_set(a, v, "unit_price_plain", value_decimal(a, p));
		return;
	}
	memcpy(m.cur, cur, sizeof(m.cur));
	for (unsigned i = p.scale; i < exponent; i++)
		if (__builtin_mul_overflow(m.minor, 10, &m.minor))
			m.minor = INT64_MAX;
	value_set(a, v, "unit_price", value_money(a, m));
}

/* "reducere 10 %: -30,00", "transport: 20,00". */
static struct value *adjust_args(struct arena *a, const struct adjust *x)
{
	struct value *args = value_new_map(a);

	value_set(a, args, "reason", value_text(a, x->reason));
	value_set(a, args, "charge", value_bool(a, x->charge));
	value_set(a, args, "percent",
		  x->percent.n ? value_decimal(a, decimal_norm(x->percent)) : value_str(a, ""));
	value_set(a, args, "amount", value_money(a, x->charge ? x->amount : money_neg(x->amount)));
	return args;
}

static enum rc line_detail(const struct look *l, struct arena *a, const struct snapshot *s,
			   const struct line *line, struct span *ret, struct why *reterr)
{
	struct value *args;
	struct span text;
	struct buf b;
	enum rc rc;

	buf_init(&b, a, (size_t)1 << 20);
	buf_add(&b, span_trim(line->description));
	for (size_t i = 0; i < line->adjusts.n; i++) {
		rc = look_text(l, a, s->lang, S(TX("pdf.adjust")),
			       adjust_args(a, &line->adjusts.at[i]), &text, reterr);
		if (rc)
			return rc;
		buf_add_fmt(&b, "%s%.*s", b.len ? "\n" : "", SPAN_ARG(text));
	}
	if (day_is_set(line->period_from) && day_is_set(line->period_to)) {
		args = value_new_map(a);
		value_set(a, args, "from", value_day(a, line->period_from));
		value_set(a, args, "to", value_day(a, line->period_to));
		rc = look_text(l, a, s->lang, S(TX("pdf.line_period")), args, &text, reterr);
		if (rc)
			return rc;
		buf_add_fmt(&b, "%s%.*s", b.len ? "\n" : "", SPAN_ARG(text));
	}
	*ret = buf_span(&b);
	return RC_OK;
}

/* A line of a statement or a reminder is a document or a payment: its kind in words, and its sum on the
 * side where it counts. */
static void movement_add(struct arena *a, struct value *v, const struct snapshot *s,
			 const struct line *line)
{
	static const struct {
		const char *kind, *key;
	} words[] = {
		{ "invoice", TX("pdf.word.invoice") },   { "storno", TX("pdf.word.storno") },
		{ "payment", TX("pdf.word.payment") },   { "opening", TX("pdf.word.opening") },
		{ "proforma", TX("pdf.word.proforma") },
	};
	struct value *none = value_str(a, ""), *word = value_text(a, line->name);
	enum doc_kind kind;

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_eq_str(line->unit, words[i].kind))
			word = value_tx(
				a, words[i].key,
				value_set(a, value_new_map(a), "name", value_text(a, line->name)));
	if (s->kind == DOC_DECISION && doc_kind_from_name(line->unit, &kind))
		word = mail_kind_title(a, kind);
	value_set(a, v, "what", word);
	value_set(a, v, "billed", line->net.minor >= 0 ? value_money(a, line->net) : none);
	value_set(a, v, "paid", line->net.minor < 0 ? value_money(a, money_neg(line->net)) : none);
}

static enum rc lines_add(const struct look *l, struct arena *a, const struct snapshot *s,
			 struct value *tree, struct why *reterr)
{
	const struct value *list = value_get(tree, "lines");
	struct money running = { 0, "" };

	memcpy(running.cur, s->currency, sizeof(running.cur));
	for (size_t i = 0; list && i < list->u.list.n && i < s->lines.n; i++) {
		const struct line *line = &s->lines.at[i];
		struct value *v = list->u.list.at[i], *args = value_new_map(a);
		struct span detail;
		enum rc rc = line_detail(l, a, s, line, &detail, reterr);

		if (!rc)
			rc = money_add(running, line->net, &running);
		if (rc)
			return rc;
		value_set(a, v, "index", value_int(a, (int64_t)i + 1));
		value_set(a, v, "running", value_money(a, running));
		value_set(a, args, "qty", value_decimal(a, decimal_norm(line->qty)));
		value_set(a, args, "unit", value_text(a, line->unit));
		value_set(a, v, "amount", value_tx(a, TX("pdf.amount"), args));
		value_set(a, v, "rate", rate_value(a, line->vat_category, line->vat_rate));
		value_set(a, v, "detail", value_text(a, detail));
		price_add(a, v, line, s->currency);
		movement_add(a, v, s, line);
	}
	list = value_get(tree, "vat");
	for (size_t i = 0; list && i < list->u.list.n && i < s->vat.n; i++)
		value_set(a, list->u.list.at[i], "label",
			  rate_value(a, s->vat.at[i].category, s->vat.at[i].rate));
	return RC_OK;
}

/* Allowances and charges of the document, as rows above the totals. */
static void adjusts_add(struct arena *a, const struct snapshot *s, struct value *tree)
{
	const struct value *list = value_get(tree, "adjusts");

	for (size_t i = 0; list && i < list->u.list.n && i < s->adjusts.n; i++) {
		const struct adjust *x = &s->adjusts.at[i];
		struct value *v = list->u.list.at[i];

		value_set(a, v, "label", value_tx(a, TX("pdf.adjust_total"), adjust_args(a, x)));
		value_set(a, v, "signed",
			  value_money(a, x->charge ? x->amount : money_neg(x->amount)));
	}
	value_set(a, tree, "adjusts_any", value_bool(a, s->adjusts.n > 0));
}

static void notes_add(struct arena *a, struct value *list, struct span note)
{
	struct span line;

	while (span_next_line(&note, &line)) {
		line = span_trim(line);
		if (line.len > 0)
			value_push(a, list,
				   value_set(a, value_new_map(a), "text", value_text(a, line)));
	}
}

struct span doc_brand_name(struct span legal)
{
	static const char *const form[] = {
		" S.R.L.", " SRL",    " S.R.L",  " S.A.",   " SA",  " S.R.L.-D.",
		" SRL-D",  " PFA",    " P.F.A.", " I.I.",   " II",  " I.F.",
		" IF",     " S.N.C.", " SNC",    " S.C.S.", " SCS",
	};
	struct span name = span_trim(legal), cut = name;

	if (span_istarts(cut, S("SC ")) || span_istarts(cut, S("S.C. ")))
		cut = span_trim(span_from(cut, span_find_char(cut, ' ', 0)));
	for (size_t i = 0; i < ARRAY_LEN(form); i++) {
		struct span f = span_of(form[i]);

		if (cut.len > f.len && span_ieq(span_from(cut, cut.len - f.len), f)) {
			cut = span_trim(span_sub(cut, 0, cut.len - f.len));
			break;
		}
	}
	return cut.len ? cut : name;
}

static void payment_add(const struct look *l, struct arena *a, const struct snapshot *s,
			struct value *tree)
{
	bool due = s->payable.minor > 0;
	struct span qr = qr_payload(a, s->seller.name, s->seller.iban, s->payable, s->reference);

	value_set(a, tree, "iban", value_text(a, due ? doc_iban_groups(a, s->seller.iban) : S("")));
	value_set(a, tree, "card_url", value_text(a, due ? s->card_url : S("")));
	value_set(a, tree, "qr", value_bool(a, qr.len > 0));
	value_set(a, tree, "qr_own",
		  value_bool(a, due && strcmp(s->payable.cur, "RON") == 0 &&
					look_brand(l, "qr_image").len > 0));
	value_set(a, tree, "negative", value_bool(a, s->payable.minor < 0));
	value_set(a, tree, "words", value_text(a, words_money(a, s->lang, s->payable)));
	value_set(a, tree, "total_words", value_text(a, words_money(a, s->lang, s->total)));
	value_set(a, tree, "prepaid_any", value_bool(a, s->prepaid.minor != 0));
	value_set(a, tree, "rounding_any", value_bool(a, s->rounding.minor != 0));
	value_set(a, tree, "exchange_any", value_bool(a, s->exchange.n != 0));
}

/* What both days share is said once: "01.11 - 30.11.2026", "1 - 30 November 2026". */
static struct span period_text(struct arena *a, const struct snapshot *s, const struct value *tree)
{
	struct span from = value_get_text(tree, "period_from"),
		    to = value_get_text(tree, "period_to");
	struct civil c = day_civil(s->period_from), d = day_civil(s->period_to);
	size_t blank = span_find_char(from, ' ', 0);

	if (!day_is_set(s->period_from) || !day_is_set(s->period_to))
		return from.len ? from : to;
	if (day_eq(s->period_from, s->period_to))
		return from;
	if (c.year == d.year && c.month == d.month && blank != SIZE_MAX)
		from = span_sub(from, 0, blank);
	else if (c.year == d.year && from.len > 5)
		from = span_sub(from, 0, from.len - 5);
	return arena_fmt(a, "%.*s – %.*s", SPAN_ARG(from), SPAN_ARG(to));
}

/* Which invoice it is (invoice_type.h), for the layout's words. */
static void type_add(struct arena *a, const struct snapshot *s, struct value *tree)
{
	static const struct {
		const char *key, *code;
	} flags[] = { { "credit_note", INVOICE_CREDIT_NOTE },
		      { "corrected", INVOICE_CORRECTED },
		      { "self_billed", INVOICE_SELF_BILLED },
		      { "of_receipt", INVOICE_OF_RECEIPT } };
	bool other = invoice_is(s, INVOICE_CORRECTED) || invoice_is(s, INVOICE_OF_RECEIPT);

	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		value_set(a, tree, flags[i].key, value_bool(a, invoice_is(s, flags[i].code)));
	value_set(a, tree, "of_proforma", value_bool(a, s->kind == DOC_INVOICE && !other));
}

enum rc doc_context(const struct look *l, struct arena *a, const struct snapshot *stored,
		    enum doc_face face, struct value **ret, struct why *reterr)
{
	const struct snapshot *s = invoice_as_read(a, stored);
	bool draft = face != FACE_ISSUED;
	struct value *tree = snapshot_to_value(a, s), *brand = value_new_map(a);
	struct value *notes = value_new_list(a);
	struct span name = look_brand(l, "name");
	enum rc rc;

	value_set(a, brand, "name",
		  value_text(a, name.len ? name : doc_brand_name(s->seller.name)));
	value_set(a, brand, "website", value_text(a, look_brand(l, "website")));
	value_set(a, tree, "brand", brand);
	value_set(a, tree, "title", snapshot_title(a, s));
	value_set(a, tree, "draft", value_bool(a, draft));
	value_set(a, tree, "label",
		  face == FACE_PREVIEW        ? value_tx(a, TX("pdf.preview"), NULL) :
		  draft || s->number.len == 0 ? value_tx(a, TX("pdf.draft"), NULL) :
						value_text(a, snapshot_label(a, s)));
	if (!draft && s->number.len == 0 && !doc_kind_is_numbered(s->kind))
		value_set(a, tree, "label", value_str(a, "")); /* these have no number */
	value_set(a, tree, "vat_payer",
		  value_bool(a, s->seller.vat_registered || s->tax.minor != 0));
	notes_add(a, notes, s->mentions);
	notes_add(a, notes, s->note);
	value_set(a, tree, "notes", notes);
	type_add(a, s, tree);
	adjusts_add(a, s, tree);
	payment_add(l, a, s, tree);
	party_add(a, tree, "seller", &s->seller);
	party_add(a, tree, "buyer", &s->buyer);
	rc = lines_add(l, a, s, tree, reterr);
	if (!rc)
		rc = look_localise(l, a, s->lang, tree, ret, reterr);
	if (rc)
		return rc;
	value_set(a, *ret, "period", value_text(a, period_text(a, s, *ret)));
	return RC_OK;
}
