/* The documents of a mail as its template sees them: the frozen snapshot and a few words about it. */
#include "invoice_type.h"
#include "mail_context.h"
#include "span.h"

enum { FEW_LINES = 3 };

/* What each kind is called, at the head of a row and within a sentence. */
static const struct kind_words {
	const char *title, *word;
} kind_words[DOC_PAPERS] = {
	[DOC_OFFER] = { TX("mail.kind.offer"), TX("mail.kind_word.offer") },
	[DOC_PROFORMA] = { TX("mail.kind.proforma"), TX("mail.kind_word.proforma") },
	[DOC_CONTRACT] = { TX("mail.kind.contract"), TX("mail.kind_word.contract") },
	[DOC_PV] = { TX("mail.kind.pv"), TX("mail.kind_word.pv") },
	[DOC_INVOICE] = { TX("mail.kind.invoice"), TX("mail.kind_word.invoice") },
	[DOC_STORNO] = { TX("mail.kind.storno"), TX("mail.kind_word.storno") },
	[DOC_RECEIPT] = { TX("mail.kind.receipt"), TX("mail.kind_word.receipt") },
	[DOC_STATEMENT] = { TX("mail.kind.statement"), TX("mail.kind_word.statement") },
	[DOC_REMINDER] = { TX("mail.kind.reminder"), TX("mail.kind_word.reminder") },
	[DOC_DECISION] = { TX("mail.kind.decision"), TX("mail.kind_word.decision") },
};
static const struct kind_words credit_note = { TX("mail.kind.credit_note"),
					       TX("mail.kind_word.credit_note") };

static bool is_credit_note(const struct snapshot *s)
{
	return s->kind == DOC_STORNO && invoice_is(s, INVOICE_CREDIT_NOTE);
}

static const struct kind_words *words_of(const struct snapshot *s)
{
	return is_credit_note(s) ? &credit_note : &kind_words[s->kind];
}

struct value *mail_kind_title(struct arena *a, enum doc_kind kind)
{
	return value_tx(a, kind_words[kind].title, NULL);
}

static struct value *two_args(struct arena *a, const char *k1, struct value *v1, const char *k2,
			      struct value *v2)
{
	return value_set(a, value_set(a, value_new_map(a), k1, v1), k2, v2);
}

/* "5 poziții", "20 de poziții" (Romanian puts "de" after 0 and 20..99 of a hundred). */
static struct value *lines_counted(struct arena *a, size_t n)
{
	bool de = n % 100 == 0 || n % 100 >= 20;

	return value_tx(a, TX("mail.lines_n"),
			two_args(a, "n", value_int(a, (int64_t)n), "de", value_bool(a, de)));
}

/* A line as people say it: "Curs Excel", "Consultanță, 12 ore". */
static struct value *line_value(struct arena *a, const struct line *line)
{
	struct value *v = value_new_map(a), *args = value_new_map(a);
	bool one = decimal_eq(line->qty, DECIMAL_INT(1));

	value_set(a, args, "name", value_text(a, line->name));
	value_set(a, args, "qty", value_decimal(a, line->qty));
	value_set(a, args, "unit", value_text(a, line->unit));
	value_set(a, v, "what",
		  one ? value_text(a, line->name) : value_tx(a, TX("mail.line"), args));
	value_set(a, v, "net", value_money(a, line->net));
	return v;
}

static struct value *about_value(struct arena *a, const struct snapshot *s)
{
	return s->lines.n == 1 ? value_text(a, s->lines.at[0].name) : snapshot_title(a, s);
}

static struct value *document_value(struct arena *a, const struct snapshot *stored)
{
	const struct snapshot *s = invoice_as_read(a, stored);
	struct value *v = snapshot_to_value(a, s), *lines = value_new_list(a);
	struct span file = snapshot_file_name(a, s);
	size_t n = s->lines.n;

	value_set(a, v, "label", value_text(a, snapshot_label(a, s)));
	value_set(a, v, "file",
		  value_text(a, span_ends(file, S(".pdf")) ?
					file :
					arena_fmt(a, "%.*s.pdf", SPAN_ARG(file))));
	value_set(a, v, "kind_title", value_tx(a, words_of(s)->title, NULL));
	value_set(a, v, "kind_word", value_tx(a, words_of(s)->word, NULL));
	value_set(a, v, "credit_note", value_bool(a, is_credit_note(s)));
	value_set(a, v, "has_vat", value_bool(a, !money_is_zero(s->tax)));
	for (int k = 0; k < DOC_KINDS; k++)
		value_set(a, v,
			  arena_str(a, arena_fmt(a, "is_%s", doc_kind_name((enum doc_kind)k))),
			  value_bool(a, (enum doc_kind)k == s->kind));
	value_set(a, v, "is_paid", value_bool(a, s->payable.minor == 0 && s->total.minor != 0));
	value_set(a, v, "title", snapshot_title(a, s));
	value_set(a, v, "card_url", value_text(a, s->card_url));
	value_set(a, v, "about", about_value(a, s));
	for (size_t i = 0; i < n && n <= FEW_LINES; i++)
		value_push(a, lines, line_value(a, &s->lines.at[i]));
	value_set(a, v, "few_lines", lines);
	value_set(a, v, "many_lines", n > FEW_LINES ? lines_counted(a, n) : value_str(a, ""));
	return v;
}

/* "contractul CTR 0019, factura FCT 0012 și chitanța CH 0003", as texts within texts. */
static struct value *documents_in_words(struct arena *a, const struct snapshot *const *docs,
					size_t n)
{
	struct value *words = value_str(a, "");

	for (size_t i = 0; i < n; i++) {
		struct value *word = value_tx(a, words_of(docs[i])->word, NULL);
		struct span label = docs[i]->number.len ? snapshot_label(a, docs[i]) : S("");
		struct value *one =
			value_tx(a, TX("mail.document"),
				 two_args(a, "word", word, "label", value_text(a, label)));

		if (i == 0)
			words = one;
		else
			words = value_tx(a, i + 1 < n ? TX("mail.comma") : TX("mail.and"),
					 two_args(a, "before", words, "last", one));
	}
	return words;
}

static bool is_payable(const struct snapshot *s)
{
	return (s->kind == DOC_PROFORMA || s->kind == DOC_INVOICE) && s->payable.minor > 0;
}

/* What to write beside a payment: the references of all that is to be paid. */
static struct span pay_reference(struct arena *a, const struct snapshot *const *docs, size_t n)
{
	struct buf b;

	buf_init(&b, a, 1024);
	for (size_t i = 0; i < n; i++) {
		if (!is_payable(docs[i]) || docs[i]->reference.len == 0)
			continue;
		buf_add_str(&b, b.len ? ", " : "");
		buf_add(&b, docs[i]->reference);
	}
	return buf_span(&b);
}

/* A reminder whose caller gives no list of its own speaks of its documents. */
static void set_overdue(struct arena *a, struct value *ctx, const struct snapshot *const *docs,
			size_t n)
{
	struct value *list = value_new_list(a);
	struct money sum = { 0 };
	bool summed = true;

	for (size_t i = 0; i < n; i++) {
		struct value *v = value_new_map(a);

		if (!is_payable(docs[i]))
			continue;
		value_set(a, v, "label", value_text(a, snapshot_label(a, docs[i])));
		value_set(a, v, "kind_word", value_tx(a, words_of(docs[i])->word, NULL));
		value_set(a, v, "due", value_day(a, docs[i]->due));
		value_set(a, v, "open", value_money(a, docs[i]->payable));
		value_push(a, list, v);
		summed = summed && money_add(sum, docs[i]->payable, &sum) == RC_OK;
	}
	value_set(a, ctx, "overdue", list);
	if (list->u.list.n && summed)
		value_set(a, ctx, "open_total", value_money(a, sum));
}

void mail_context_documents(struct arena *a, struct value *ctx, const struct snapshot *const *docs,
			    size_t n)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < n; i++)
		value_push(a, list, document_value(a, docs[i]));
	value_set(a, ctx, "documents", list);
	value_set(a, ctx, "doc", n ? list->u.list.at[0] : value_str(a, ""));
	value_set(a, ctx, "about", n ? about_value(a, docs[0]) : value_str(a, ""));
	value_set(a, ctx, "documents_words", documents_in_words(a, docs, n));
	value_set(a, ctx, "pay_reference", value_text(a, pay_reference(a, docs, n)));
	set_overdue(a, ctx, docs, n);
}
