/* Statements of any format behind one call, and what their parsers share. */
#include "statement_in.h"

#include "charset.h"
#include "ident.h"
#include "span.h"
#include "statement_utf16.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>

#define HEAD_MAX ((size_t)64 << 10)
#define HOLD_MAX ((size_t)4 << 20)  /* a parser's own state */
#define WORK_MAX ((size_t)48 << 20) /* one entry: a batch of payments may be one */
#define HELD_MAX 300

struct statement {
	struct sheet sheet;
	struct arena *arena;
	struct utf16 wide;
	struct mt940 *mt940;
	struct camt *camt;
	struct bank_csv *csv;
	bool dead;
};

void sheet_warn(struct sheet *s, unsigned long line, const char *fmt, ...)
{
	char text[400], more[420];
	va_list ap;

	if (++s->warnings > STATEMENT_WARNINGS_MAX)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (s->warnings == STATEMENT_WARNINGS_MAX)
		(void)snprintf(more, sizeof(more), "line %lu: and more", line);
	else
		(void)snprintf(more, sizeof(more), "line %lu: %s", line, text);
	s->sink->warning(s->sink->ctx, charset_utf8(s->work, S(""), span_of(more)));
}

void sheet_cut(struct sheet *s)
{
	s->balances = s->balances == BALANCES_NONE ? BALANCES_CUT :
		      s->balances == BALANCES_OK   ? BALANCES_WRONG :
						     s->balances;
}

/* Banks of central Europe write Latin-2 or windows-1250. The latter alone has letters in 0x80..0x9F, and
 * a-ogonek where Latin-2 has letters that Polish has not. */
static struct span charset_of(const char country[3], struct span raw)
{
	static const char *const latin2[] = { "PL", "CZ", "SK", "HU", "HR", "SI" };
	bool polish = !strcmp(country, "PL");
	size_t i = 0;

	while (i < ARRAY_LEN(latin2) && strcmp(country, latin2[i]) != 0)
		i++;
	if (i == ARRAY_LEN(latin2) || utf8_valid(raw))
		return S("");
	for (i = 0; i < raw.len; i++) {
		unsigned char c = (unsigned char)raw.ptr[i];

		if ((c >= 0x80 && c < 0xA0) || (polish && (c == 0xA5 || c == 0xB9)))
			return S("windows-1250");
	}
	return S("iso-8859-2");
}

struct span sheet_utf8(struct sheet *s, struct span raw)
{
	return charset_utf8(s->work, charset_of(s->country, raw), raw);
}

struct span sheet_text(struct sheet *s, struct span raw)
{
	struct span u = sheet_utf8(s, span_sub(raw, 0, STATEMENT_TEXT_MAX));
	char *p = arena_alloc(s->work, u.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < u.len; i++) {
		bool blank = (unsigned char)u.ptr[i] <= ' ' || u.ptr[i] == 0x7f;

		if (blank && (n == 0 || p[n - 1] == ' '))
			continue;
		p[n++] = blank ? ' ' : u.ptr[i];
	}
	while (n && p[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] >= 0x80)
			return utf8_nfc_ro(s->work, (struct span){ p, n });
	return (struct span){ p, n };
}

/* The texts of an entry. */
#define TEXTS_OF(e)                                                                           \
	{                                                                                     \
		&(e)->counterparty, &(e)->account, &(e)->iban, &(e)->tax_id, &(e)->reference, \
			&(e)->text, &(e)->bank_ref, &(e)->end_to_end, &(e)->kind,             \
			&(e)->own_account, &(e)->status, &(e)->statement, &(e)->purpose,      \
			&(e)->batch_ref                                                       \
	}

static void hold(struct sheet *s, const struct entry *e)
{
	struct entry *copy = ARENA_PUSH(s->held_in, &s->held);
	struct span *all[] = TEXTS_OF(copy);

	*copy = *e;
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		*all[i] = arena_span(s->held_in, *all[i]);
}

void sheet_let_go(struct sheet *s, bool turned)
{
	for (size_t i = 0; i < s->held.n; i++) {
		struct entry *e = &s->held.at[i];

		if (turned && e->reversal && span_eq_str(e->status, "booked")) {
			e->amount = money_neg(e->amount);
			e->original = money_neg(e->original);
			e->batch = money_neg(e->batch);
		}
		s->sink->entry(s->sink->ctx, e);
	}
	s->held = (struct entry_list){ 0 };
	s->holds = false;
	arena_clear(s->held_in);
}

void sheet_give(struct sheet *s, struct entry *e)
{
	struct span *all[] = TEXTS_OF(e);

	e->format = s->format;
	e->file = S("");
	if (!e->original.cur[0] || span_eq_str(span_of(e->original.cur), e->amount.cur) ||
	    !e->amount.cur[0])
		e->original = (struct money){ 0 };
	else if ((e->original.minor < 0) != (e->amount.minor < 0))
		e->original = money_neg(e->original);

	if (!e->iban.len && ident_iban_valid(e->account))
		e->iban = ident_iban_compact(s->work, e->account);
	if (!e->account.len)
		e->account = e->iban;
	if (statement_says_nothing(e->end_to_end))
		e->end_to_end = S("");
	if (statement_says_nothing(e->counterparty))
		e->counterparty = S("");
	/* Two movements that say NONREF are not one. */
	if (statement_says_nothing(e->bank_ref))
		e->bank_ref = S("");
	if (!e->status.len)
		e->status = S("booked");
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (!all[i]->ptr)
			*all[i] = S("");
	s->holds |= e->reversal && s->reversals_may_turn;
	if (s->holds && s->held.n == HELD_MAX) {
		sheet_let_go(s, false);
		s->reversals_may_turn = false;
	}
	if (s->holds)
		hold(s, e);
	else
		s->sink->entry(s->sink->ctx, e);
}

void ledger_add(struct ledger *l, const struct entry *e)
{
	if (e->status.len && !span_eq_str(e->status, "booked"))
		return;
	l->overflow |= __builtin_add_overflow(l->sum, e->amount.minor, &l->sum);
	if (e->reversal)
		l->overflow |= __builtin_add_overflow(l->reversed, e->amount.minor, &l->reversed);
}

/* Banks differ in whose view a reversal's side is; the balances know. */
static bool adds_up_turned(const struct ledger *l, int64_t want)
{
	int64_t other = 0;

	return l->reversed && !__builtin_sub_overflow(want, 2 * l->reversed, &other) &&
	       other == l->closing.minor;
}

static void check(const struct ledger *l, struct sheet *s, unsigned long line, struct span account)
{
	int64_t want = 0;
	bool fits, same;

	if (!l->has_opening || !l->has_closing)
		return;
	same = span_eq(span_of(l->opening.cur), span_of(l->closing.cur)) || !l->opening.cur[0] ||
	       !l->closing.cur[0];
	fits = !l->overflow && !__builtin_add_overflow(l->opening.minor, l->sum, &want);
	if (fits && same && want == l->closing.minor) {
		if (s->balances == BALANCES_NONE || s->balances == BALANCES_CUT)
			s->balances = BALANCES_OK;
		return;
	}
	if (same && fits && adds_up_turned(l, want) && s->holds) {
		sheet_warn(s, line,
			   "account %.*s: reversals read with the other sign: so it adds up",
			   SPAN_ARG(account));
		sheet_let_go(s, true);
		if (s->balances == BALANCES_NONE || s->balances == BALANCES_CUT)
			s->balances = BALANCES_OK;
		return;
	}
	s->balances = BALANCES_WRONG;
	if (!same) {
		sheet_warn(s, line, "account %.*s: opening balance in %s, closing balance in %s",
			   SPAN_ARG(account), l->opening.cur, l->closing.cur);
		return;
	}
	if (fits && adds_up_turned(l, want)) {
		sheet_warn(s, line,
			   "account %.*s: adds up only with its reversals of the other sign",
			   SPAN_ARG(account));
		return;
	}
	sheet_warn(s, line, "account %.*s: opening %s + entries %s is not closing %s",
		   SPAN_ARG(account), money_print(s->work, l->opening).ptr,
		   money_print(s->work, (struct money){ .minor = l->sum }).ptr,
		   money_print(s->work, l->closing).ptr);
}

void ledger_check(const struct ledger *l, struct sheet *s, unsigned long line, struct span account)
{
	check(l, s, line, account);
	sheet_let_go(s, false);
}

enum rc statement_kit_open(const struct csv_maps *rules, struct statement_kit **ret,
			   struct why *reterr)
{
	struct statement_kit *k = calloc(1, sizeof(*k));
	enum rc rc;

	if (!k)
		return why_fail(reterr, RC_RETRY, "no memory for statement patterns");
	k->maps = rules;
	rc = mt940_dialects_open(&k->mt940, reterr);
	for (size_t i = 0; i < rules->n; i++)
		k->n_csv += rules->at[i].patterns.n;
	k->csv = calloc(k->n_csv + 1, sizeof(struct regex *));
	for (size_t i = 0, p = 0; !rc && i < rules->n; i++)
		for (size_t j = 0; !rc && j < rules->at[i].patterns.n; j++)
			rc = csv_pattern_compile(rules->at[i].patterns.at[j], &k->csv[p++], reterr);
	if (rc) {
		statement_kit_close(k);
		return rc;
	}
	*ret = k;
	return RC_OK;
}

void statement_kit_close(struct statement_kit *k)
{
	if (!k)
		return;
	mt940_dialects_close(k->mt940);
	for (size_t i = 0; k->csv && i < k->n_csv; i++)
		regex_free(k->csv[i]);
	free(k->csv);
	free(k);
}

bool statement_is(const struct statement_kit *k, enum source_kind kind, struct span head)
{
	SCOPED_ARENA a = arena_new(HOLD_MAX);
	struct utf16 wide;

	if (kind == SOURCE_MT940 || kind == SOURCE_MT942 || kind == SOURCE_CAMT)
		return true;
	if (kind != SOURCE_CSV && kind != SOURCE_BODY)
		return false;
	head = utf16_head(a, &wide, span_sub(head, 0, HEAD_MAX));
	return csv_map_find(k->maps, head, NULL) != NULL;
}

struct statement *statement_open(const struct statement_kit *k, enum source_kind kind,
				 struct span head, const struct statement_sink *sink)
{
	struct arena *a = arena_new(HOLD_MAX);
	struct statement *s = ARENA_NEW(a, struct statement);

	s->arena = a;
	s->sheet = (struct sheet){ .kit = k,
				   .sink = sink,
				   .work = arena_new(WORK_MAX),
				   .held_in = arena_new(WORK_MAX),
				   .format = kind == SOURCE_CAMT  ? S("camt") :
					     kind == SOURCE_MT940 ? S("mt940") :
					     kind == SOURCE_MT942 ? S("mt942") :
								    S("csv") };
	head = utf16_head(a, &s->wide, span_sub(head, 0, HEAD_MAX));
	if (kind == SOURCE_CAMT)
		s->camt = camt_open(a, &s->sheet, head);
	else if (kind == SOURCE_CSV || kind == SOURCE_BODY)
		s->csv = bank_csv_open(a, &s->sheet, head);
	else
		s->mt940 = mt940_open(a, &s->sheet);
	return s;
}

bool statement_feed(struct statement *s, struct span chunk)
{
	SCOPED_ARENA a = arena_new(HOLD_MAX);
	bool alive = true;

	while (chunk.len && !s->dead && alive) {
		struct span now = span_sub(chunk, 0, 1 << 18);

		chunk = span_from(chunk, now.len);
		if (utf16_is(&s->wide)) {
			arena_clear(a);
			now = utf16_take(a, &s->wide, now);
		}
		alive = s->camt ? camt_feed(s->camt, now) :
			s->csv  ? bank_csv_feed(s->csv, now) :
				  mt940_feed(s->mt940, now);
	}
	s->dead |= !alive;
	return !s->dead;
}

enum balances statement_end(struct statement *s)
{
	if (s->camt)
		camt_end(s->camt);
	else if (s->csv)
		bank_csv_end(s->csv);
	else
		mt940_end(s->mt940);
	return s->sheet.balances;
}

void statement_close(struct statement *s)
{
	if (!s)
		return;
	if (s->camt)
		camt_close(s->camt);
	arena_free(s->sheet.work);
	arena_free(s->sheet.held_in);
	arena_free(s->arena);
}
