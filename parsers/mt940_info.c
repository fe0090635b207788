/* :86: in numbered fields (?20..?63, and the same with "+", "~", "^", "<", ">" for "?"), and what of it
 * becomes the reference. Who numbers what: payments reference, 2.2. */
#include "mt940_in.h"

#include "ident.h"
#include "span.h"

#include <ctype.h>

#define FIELDS_MAX 64
#define LINE_FULL  45 /* of 65: what is shorter was not cut */
#define WORDS_MAX  40 /* before the first field */
#define TAX_ID_MAX 16

struct numbered {
	int code[FIELDS_MAX];
	struct span text[FIELDS_MAX];
	size_t n;
};

/* Which numbers hold what, by bank; ranges in order of preference, "" = none. */
struct layout {
	const char *bank;
	unsigned char purpose[3][2], name[2], account, iban, tax_id;
	bool purpose_first; /* the purpose is the reference; else the customer's own comes first */
};
static const struct layout layouts[] = {
	{ "BRDE", { { 23, 27 }, { 20, 22 }, { 0, 0 } }, { 32, 32 }, 31, 38, 33, true },
	{ "REVO", { { 20, 21 }, { 22, 22 }, { 0, 0 } }, { 32, 33 }, 31, 38, 0, true },
	{ "INGB", { { 25, 29 }, { 21, 24 }, { 60, 63 } }, { 32, 32 }, 33, 31, 23, true },
	{ "RZBR", { { 20, 23 }, { 24, 29 }, { 0, 0 } }, { 32, 33 }, 31, 38, 0, true },
	{ "RO", { { 20, 29 }, { 60, 63 }, { 0, 0 } }, { 32, 33 }, 31, 38, 0, true },
	{ "", { { 20, 29 }, { 60, 63 }, { 0, 0 } }, { 32, 33 }, 31, 38, 0, false },
};

static const struct layout *layout_of(const struct mt940_head *head)
{
	size_t i = 0;

	/* "RO": any Romanian bank that has no row of its own; its customers give no references */
	while (layouts[i].bank[0] && strcmp(layouts[i].bank, head->bank) != 0 &&
	       !(head->bank[0] && !strcmp(layouts[i].bank, "RO")))
		i++;
	return &layouts[i];
}

static bool is_field(struct span t, size_t at, char mark, int *code)
{
	int n;

	if (at + 2 >= t.len || t.ptr[at] != mark || !isdigit((unsigned char)t.ptr[at + 1]) ||
	    !isdigit((unsigned char)t.ptr[at + 2]))
		return false;
	n = (t.ptr[at + 1] - '0') * 10 + (t.ptr[at + 2] - '0');
	if (n != 0 && n != 10 && (n < 20 || n > 38) && (n < 60 || n > 75))
		return false;
	*code = n;
	return true;
}

static const char marks[] = "?~^+<>|*@";

/* Behind an optional three-digit code; or behind some words of the bank's, when what follows them is sure. */
static size_t first_field(struct span t)
{
	size_t at = 0;
	int code;

	while (at < t.len && at < 3 && isdigit((unsigned char)t.ptr[at]))
		at++;
	if (at < t.len && strchr(marks, t.ptr[at]) && is_field(t, at, t.ptr[at], &code))
		return at;
	for (at = 0; at < t.len && at < WORDS_MAX; at++)
		if (strchr("?~^", t.ptr[at]) && is_field(t, at, t.ptr[at], &code) &&
		    (code == 0 || code == 20 || code == 32))
			return at;
	return SIZE_MAX;
}

/* A mark and a number, then its text up to the next such mark. */
static bool split_fields(struct span t, struct numbered *f)
{
	size_t at = first_field(t), begin = 0;

	if (at == SIZE_MAX)
		return false;
	if (t.ptr[t.len - 1] == t.ptr[at])
		t.len--; /* one more mark and no number: the line was full */
	for (char mark = t.ptr[at]; at <= t.len; at++) {
		int next = -1;

		if (at < t.len && !is_field(t, at, mark, &next))
			continue;
		if (f->n)
			f->text[f->n - 1] = span_sub(t, begin, at - begin);
		if (next < 0 || f->n == FIELDS_MAX)
			break;
		f->code[f->n++] = next;
		begin = at + 3;
		at += 2;
	}
	return true;
}

/* Some fill an empty field with one 0xFF, which is a dot above in Latin-2. */
static bool is_filler(struct span t)
{
	t = span_trim(t);
	return t.len == 1 && (unsigned char)t.ptr[0] == 0xFF;
}

/* Fields of a range but one (0 = none), one after the other as the bank cut them. */
static struct span range_but(struct sheet *s, const struct numbered *f, unsigned from, unsigned to,
			     unsigned except)
{
	struct buf b;

	buf_init(&b, s->work, STATEMENT_TEXT_MAX * 2);
	for (size_t i = 0; from && i < f->n; i++)
		if ((unsigned)f->code[i] >= from && (unsigned)f->code[i] <= to &&
		    (unsigned)f->code[i] != except && !is_filler(f->text[i]))
			buf_add(&b, f->text[i]);
	return sheet_text(s, buf_span(&b));
}

static struct span range_text(struct sheet *s, const struct numbered *f, unsigned from, unsigned to)
{
	return range_but(s, f, from, to, 0);
}

/* SEPA inside the purpose: "EREF+...KREF+...SVWZ+...": up to the next such word. */
static struct span sepa_part(struct span purpose, const char *word, bool *found)
{
	static const char *const words[] = { "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
					     "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+",
					     "IBAN+", "BIC+",  "PURP+" };
	size_t at = span_find(purpose, span_of(word), 0), end = SIZE_MAX;

	*found = at != SIZE_MAX;
	if (!*found)
		return S("");
	purpose = span_from(purpose, at + strlen(word));
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		size_t next = span_find(purpose, span_of(words[i]), 0);

		end = next < end ? next : end;
	}
	return span_trim(span_sub(purpose, 0, end));
}

static void take_purpose(struct sheet *s, struct mt940_line *l, const struct layout *how,
			 struct span purpose)
{
	bool has_end, has_kref, has_text;
	struct span end = sepa_part(purpose, "EREF+", &has_end);
	struct span kref = sepa_part(purpose, "KREF+", &has_kref);
	struct span text = sepa_part(purpose, "SVWZ+", &has_text);

	if (has_end) {
		l->entry.end_to_end = end;
		l->entry.reference = end;
	} else if (!how->purpose_first && has_kref && span_eq_str(l->customer_ref, "KREF+")) {
		l->entry.reference = arena_fmt(s->work, "KREF+ %.*s", SPAN_ARG(kref));
	} else if (!how->purpose_first && has_text && statement_says_nothing(l->customer_ref)) {
		l->entry.reference = text;
	} else if (how->purpose_first || !l->customer_ref.len) {
		l->entry.reference = purpose;
	}
	if (!span_eq(l->entry.reference, purpose))
		l->entry.purpose = has_text ? text : purpose;
}

static void take_fields(struct sheet *s, const struct mt940_head *head, struct mt940_line *l,
			const struct numbered *f)
{
	const struct layout *how = layout_of(head);
	struct entry *e = &l->entry;
	struct span purpose = S(""), iban, tax = range_text(s, f, how->tax_id, how->tax_id);
	unsigned except = 0;

	/* that field may be one of the purpose's: not when it is a number alone */
	e->tax_id = statement_tax_id(s->work, tax);
	if (e->tax_id.len && tax.len <= TAX_ID_MAX)
		except = how->tax_id;
	for (size_t i = 0; i < ARRAY_LEN(how->purpose) && !purpose.len; i++)
		purpose = range_but(s, f, how->purpose[i][0], how->purpose[i][1], except);
	e->counterparty = range_text(s, f, how->name[0], how->name[1]);
	e->account = range_text(s, f, how->account, how->account);
	iban = range_text(s, f, how->iban, how->iban);
	if (ident_iban_valid(iban) && !ident_iban_valid(e->account))
		e->iban = ident_iban_compact(s->work, iban);
	if (statement_says_nothing(e->account))
		e->account = S("");
	if (!e->account.len)
		e->account = iban;
	take_purpose(s, l, how, purpose);
}

/* Without a better one: what the customer or the bank calls it. The bank's number is the answer of
 * Romanian banks, whose customers rarely give one. */
static void fill_reference(const struct mt940_head *head, struct mt940_line *l)
{
	struct entry *e = &l->entry;

	if (e->reference.len)
		return;
	if (!e->purpose.len)
		e->purpose = e->text;
	e->reference = l->customer_ref;
	if (head->bank[0] && statement_says_nothing(l->customer_ref))
		e->reference = e->bank_ref;
}

/* SWIFT's code words "/OCMT/EUR100,00/" (as ordered) and "/CHGS/EUR2,50/" (kept by the bank). */
static struct money code_word(struct span text, const char *word)
{
	size_t at = span_find(text, span_of(word), 0);
	struct money m = { 0 };
	struct span v;
	bool exact;

	if (at == SIZE_MAX)
		return m;
	v = span_from(text, at + strlen(word));
	v = span_sub(v, 0, span_find_char(v, '/', 0));
	if (!statement_currency(v, m.cur) ||
	    statement_amount(span_from(v, 3), m.cur, &m.minor, &exact))
		return (struct money){ 0 };
	return m;
}

static void take_code_words(struct entry *e)
{
	struct money fee = code_word(e->text, "/CHGS/");

	e->original = code_word(e->text, "/OCMT/");
	if (fee.minor && span_eq_str(span_of(fee.cur), e->amount.cur))
		e->fee = fee.minor;
}

/* Fields are cut wherever the line is full; a short line between letters ended at a blank. A code that stood
 * alone on its line may be repeated on the next. */
static void one_line(struct buf *b, struct arena *a, struct span info)
{
	struct span line, rest = info;

	buf_init(b, a, info.len * 2 + 1);
	for (size_t before = LINE_FULL; span_next_line(&rest, &line); before = line.len) {
		if (before <= 3 && span_all_digits(buf_span(b)) && span_starts(line, buf_span(b)))
			b->len = 0;
		else if (before < LINE_FULL && b->len && line.len &&
			 isalpha((unsigned char)line.ptr[0]) &&
			 isalpha((unsigned char)b->ptr[b->len - 1]))
			buf_add_char(b, ' ');
		buf_add(b, line);
	}
}

void mt940_info_read(struct sheet *s, const struct mt940_head *head, struct mt940_line *l,
		     struct span info)
{
	struct numbered f = { .n = 0 };
	struct span joined = mt940_join(s, head, info), extra = sheet_text(s, l->extra);
	struct buf one;

	one_line(&one, s->work, info);
	if (split_fields(span_trim(buf_span(&one)), &f))
		take_fields(s, head, l, &f);
	else
		mt940_dialect_read(s, head, l, info);
	if (!l->entry.account.len && !l->entry.iban.len && head->bank[0])
		l->entry.account = statement_find_iban(joined, span_of(head->account));
	joined = sheet_text(s, joined);
	l->entry.text =
		!extra.len  ? joined :
		!joined.len ? extra :
			      arena_fmt(s->work, "%.*s %.*s", SPAN_ARG(joined), SPAN_ARG(extra));
	take_code_words(&l->entry);
	fill_reference(head, l);
}
