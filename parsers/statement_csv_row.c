/* Cells to an entry: the amount's sign, the counterparty's side, what the details tell by the mapping's
 * patterns. */
#include "statement_csv_row.h"

#include "charset.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"

static struct span cell_of(const struct csv_layout *l, const struct csv_row *row, enum csv_field f)
{
	for (size_t i = 0; i < l->n[f]; i++) {
		size_t col = l->col[f][i];

		if (col < row->n && row->at[col].len)
			return row->at[col];
	}
	return S("");
}

static bool has_date(struct span cell)
{
	bool first = false, clamped;
	struct day d;

	return csv_date(cell, ORDER_GUESS, &first, &d, &clamped) == RC_OK ||
	       csv_date(cell, ORDER_MDY, &first, &d, &clamped) == RC_OK;
}

static bool has_amount(const struct csv_layout *l, const struct csv_row *row)
{
	return cell_of(l, row, CSV_AMOUNT).len || cell_of(l, row, CSV_DEBIT).len ||
	       cell_of(l, row, CSV_CREDIT).len;
}

bool csv_held_begin(struct arena *a, const struct csv_layout *l, const struct csv_row *row,
		    unsigned long line, struct csv_held *ret)
{
	if (!has_date(cell_of(l, row, CSV_DATE)) || !has_amount(l, row))
		return false;
	for (size_t f = 0; f < CSV_FIELDS; f++)
		ret->cell[f] =
			charset_utf8(a, S(""), arena_span(a, cell_of(l, row, (enum csv_field)f)));
	ret->line = line;
	return true;
}

bool csv_held_continues(const struct csv_layout *l, const struct csv_held *h,
			const struct csv_row *row)
{
	return l->map->continued && h->line && !cell_of(l, row, CSV_DATE).len &&
	       h->cell[CSV_DETAILS].len < STATEMENT_TEXT_MAX;
}

void csv_held_add(struct arena *a, const struct csv_layout *l, struct csv_held *h,
		  const struct csv_row *row)
{
	struct span more = charset_utf8(a, S(""), cell_of(l, row, CSV_DETAILS));

	h->cell[CSV_DETAILS] =
		arena_fmt(a, "%.*s\n%.*s", SPAN_ARG(h->cell[CSV_DETAILS]), SPAN_ARG(more));
}

/* An empty cell is 0. */
static bool money_cell(const struct csv_layout *l, struct span cell, const char cur[4],
		       struct money *ret)
{
	*ret = (struct money){ .minor = 0 };
	return !cell.len || !money_parse(cell, l->mark, cur[0] ? cur : "XXX", ret);
}

static bool is_out(struct span direction)
{
	static const char *const words[] = { "d", "dr", "db", "debit", "dbit", "out", "-", "s" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_ieq_str(span_trim(direction), words[i]))
			return true;
	return false;
}

static int64_t absolute(int64_t n)
{
	return n < 0 ? -n : n;
}

static bool read_amount(const struct csv_layout *l, const struct csv_held *h, struct entry *e)
{
	struct money amount, debit, credit, fee;
	struct span fee_cell = h->cell[CSV_FEE];
	const char *cur = e->amount.cur;

	if (!money_cell(l, h->cell[CSV_AMOUNT], cur, &amount) ||
	    !money_cell(l, h->cell[CSV_DEBIT], cur, &debit) ||
	    !money_cell(l, h->cell[CSV_CREDIT], cur, &credit))
		return false;
	if (money_cell(l, fee_cell, cur, &fee))
		e->fee = absolute(fee.minor);
	if (h->cell[CSV_AMOUNT].len && h->cell[CSV_DIRECTION].len)
		e->amount.minor = is_out(h->cell[CSV_DIRECTION]) ? -absolute(amount.minor) :
								   absolute(amount.minor);
	else if (h->cell[CSV_AMOUNT].len)
		e->amount.minor = amount.minor;
	else if (__builtin_sub_overflow(credit.minor, absolute(debit.minor), &e->amount.minor))
		return false;
	if (l->map->inverse)
		e->amount.minor = -e->amount.minor;
	return true;
}

static void read_original(const struct csv_layout *l, const struct csv_held *h, struct entry *e)
{
	char cur[4];
	struct money original;

	if (h->cell[CSV_ORIGINAL].len && money_word_currency(h->cell[CSV_ORIGINAL_CURRENCY], cur) &&
	    money_cell(l, h->cell[CSV_ORIGINAL], cur, &original)) {
		memcpy(original.cur, cur, sizeof(original.cur));
		e->original = original;
	}
}

static struct span pick(const struct csv_held *h, bool in, enum csv_field any, enum csv_field from,
			enum csv_field to)
{
	return h->cell[any].len ? h->cell[any] : h->cell[in ? from : to];
}

/* Groups of the patterns fill fields that no column filled. */
static void read_details(struct sheet *s, const struct csv_layout *l, struct csv_held *h)
{
	for (size_t p = 0; p < l->map->patterns.n; p++) {
		struct regex *re = s->kit->csv[l->pattern + p];
		bool found = false;

		if (regex_match(re, h->cell[CSV_DETAILS], 0, &found, NULL) || !found)
			continue;
		for (size_t f = 0; f < CSV_FIELDS; f++)
			if (!h->cell[f].len)
				h->cell[f] = span_trim(regex_group(re, csv_fields[f]));
	}
}

static bool read_days(struct sheet *s, const struct csv_map *m, const struct csv_held *h,
		      struct csv_run *run, struct entry *e)
{
	bool clamped = false, also = false;

	if (csv_date(h->cell[CSV_DATE], m->order, &run->month_first, &e->date, &clamped))
		return false;
	if (clamped)
		sheet_warn(s, h->line, "%.*s does not exist: read as the month's last day",
			   SPAN_ARG(h->cell[CSV_DATE]));
	if (csv_date(h->cell[CSV_VALUE_DATE], m->order, &run->month_first, &e->value_date, &also))
		e->value_date = DAY_NONE;
	e->entry_date = e->date;
	return true;
}

static void follow_balance(const struct csv_layout *l, const struct csv_held *h,
			   const struct entry *e, struct csv_run *r)
{
	struct money now;
	int64_t net = e->amount.minor - e->fee, moved;

	if (!h->cell[CSV_BALANCE].len || !money_cell(l, h->cell[CSV_BALANCE], e->amount.cur, &now))
		return;
	memcpy(now.cur, e->amount.cur, 4);
	if (r->n && span_eq_str(span_of(r->balance.cur), now.cur) &&
	    !__builtin_sub_overflow(now.minor, r->balance.minor, &moved)) {
		if (moved != e->amount.minor && moved != net && !r->wrong_up)
			r->wrong_up = h->line;
		if (moved != -r->amount.minor && moved != -r->net && !r->wrong_down)
			r->wrong_down = h->line;
	}
	r->n++;
	r->balance = now;
	r->amount = e->amount;
	r->net = net;
}

static void fill(struct sheet *s, const struct csv_map *m, const struct csv_held *h,
		 const struct csv_above *above, struct entry *e)
{
	bool in = e->amount.minor >= 0;

	e->counterparty = sheet_text(s, pick(h, in, CSV_COUNTERPARTY, CSV_PAYER, CSV_PAYEE));
	e->account = sheet_text(s, pick(h, in, CSV_ACCOUNT, CSV_PAYER_ACCOUNT, CSV_PAYEE_ACCOUNT));
	e->tax_id = statement_tax_id(s->work, h->cell[CSV_TAX_ID]);
	e->bank_ref = sheet_text(s, h->cell[CSV_BANK_REF]);
	e->end_to_end = sheet_text(s, h->cell[CSV_END_TO_END]);
	e->kind = sheet_text(s, h->cell[CSV_KIND]);
	e->own_account = sheet_text(s, h->cell[CSV_OWN_ACCOUNT]);
	if (!e->own_account.len)
		e->own_account = span_of(above->account);
	e->reference = sheet_text(s, h->cell[CSV_REFERENCE]);
	if (!e->reference.len)
		e->reference = e->bank_ref;
	e->text = sheet_text(s, h->cell[CSV_DETAILS]);
	if (!e->reference.len && !m->continued)
		e->reference = e->text;
	if (!e->text.len)
		e->text = e->reference;
}

void csv_held_give(struct sheet *s, const struct csv_layout *l, const struct csv_held *held,
		   struct csv_run *run)
{
	struct csv_held h = *held;
	struct entry e = { .date = DAY_NONE, .value_date = DAY_NONE };
	char cur[4] = "";

	read_details(s, l, &h);
	if (spans_has(&l->map->skip, utf8_fold(s->work, h.cell[CSV_STATUS])))
		return;
	if (spans_has(&l->map->pending, utf8_fold(s->work, h.cell[CSV_STATUS])))
		e.status = S("pending");
	if (has_date(h.cell[CSV_CURRENCY]))
		h.cell[CSV_CURRENCY] = S(""); /* "Valuta" is the day in German */
	if (!h.cell[CSV_CURRENCY].len || !money_word_currency(h.cell[CSV_CURRENCY], cur))
		(void)statement_currency(
			run->above.cur[0] ? span_of(run->above.cur) : l->map->currency, cur);
	if (h.cell[CSV_CURRENCY].len && !money_word_currency(h.cell[CSV_CURRENCY], cur))
		sheet_warn(s, h.line, "unknown currency %.*s", SPAN_ARG(h.cell[CSV_CURRENCY]));
	memcpy(e.amount.cur, cur, 4);
	if (!read_amount(l, &h, &e)) {
		sheet_warn(s, h.line, "left out: the amount cannot be read");
		return;
	}
	if (!read_days(s, l->map, &h, run, &e)) {
		sheet_warn(s, h.line, "left out: %.*s is no date", SPAN_ARG(h.cell[CSV_DATE]));
		return;
	}
	fill(s, l->map, &h, &run->above, &e);
	if (held->cell[CSV_REFERENCE].len && held->cell[CSV_DETAILS].len)
		e.purpose =
			arena_fmt(s->work, "%.*s %.*s", SPAN_ARG(e.reference), SPAN_ARG(e.text));
	read_original(l, &h, &e);
	follow_balance(l, &h, &e, run);
	sheet_give(s, &e);
}

/* "Valuta:;LEI", "Cod IBAN:;RO49...": the next cell answers. */
void csv_above_take(struct csv_above *a, const struct csv_row *row)
{
	static const char *const currency[] = { "valuta", "moneda", "currency" };
	char compact[48];
	size_t n = 0;

	for (size_t i = 0; i + 1 < row->n; i++) {
		struct span says = row->at[i + 1];

		for (size_t k = 0; k < ARRAY_LEN(currency) && !a->cur[0]; k++)
			if (span_istarts(row->at[i], span_of(currency[k])))
				(void)money_word_currency(says, a->cur);
		n = 0;
		for (size_t k = 0; k < says.len && n + 1 < sizeof(compact); k++)
			if (says.ptr[k] != ' ')
				compact[n++] = says.ptr[k];
		if (!a->account[0] && ident_iban_valid((struct span){ compact, n })) {
			memcpy(a->account, compact, n);
			a->account[n] = '\0';
		}
	}
}

void csv_run_begin(struct csv_run *r)
{
	*r = (struct csv_run){ .n = 0 };
}

void csv_run_end(struct sheet *s, const struct csv_run *r)
{
	if (r->n < 2)
		return;
	if (!r->wrong_up || !r->wrong_down) {
		s->balances = BALANCES_OK;
		return;
	}
	s->balances = BALANCES_WRONG;
	sheet_warn(s, r->wrong_up > r->wrong_down ? r->wrong_up : r->wrong_down,
		   "the balance does not follow from the row before");
}
