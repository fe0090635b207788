/* Lines of a bank's mail with a sum, and the values beside it by the words that stand in front: see bank_look.h. */
#include "bank_look.h"

#include "ident.h"
#include "sentence.h"
#include "span.h"
#include "span_copy.h"

/* Words in front of a value, and where a text ends that bears no quotes. */
static const char payer_in[] = "din partea |de la |platitorul |platitor |platitor: |ordonatorul |"
			       "ordonator |ordonator: |expeditor |trimis de |trimisi de |virat de |"
			       "transferat de |platit de |from |sent by |paid by ";
static const char payer_out[] = "catre |beneficiarul |beneficiar |to ";
static const char payer_end[] =
	" (| cu | in | la | pe | din | prin | pentru | reprezentand | avand | ref| cont | iban | with | "
	"on | for | into |, |; |. |: | \"| '";
static const char details_in[] =
	"explicatia|explicatie|explicatii|explicatiile|detaliile|detaliul|detalii|descrierea|descriere|"
	"mesajul|mesaj|motivul|motiv|cu textul|cu titlul|reprezentand|pentru|message|details|for ";
static const char details_end[] =
	" in data | la data | din data |, ref| ref | ref.|, in |, la |; |. | (|, data";
static const char ref_in[] =
	"referinta|ref.|ref|nr. tranzactie|tranzactia|tranzactie|id tranzactie|"
	"operatiunea|operatiune|reference|transaction id";
static const char tax_in[] = "cui|c.u.i.|cif|c.i.f.|cod fiscal";
static const char own_account[] = "in contul|contul dvs|contul dumneavoastra|contul tau|to account|"
				  "your account";

static struct span low_of(const struct bank_look *l, struct bank_place p)
{
	return span_sub(l->low, p.from, p.to - p.from);
}

static struct span take(const struct bank_look *l, size_t from, size_t to)
{
	return bank_view_take(l->a, &l->v, from, to);
}

/* The place behind the first of the words within the line, to which a colon and blanks belong; SIZE_MAX = none. */
static size_t behind(const struct bank_look *l, struct bank_place line, const char *words)
{
	struct span low = low_of(l, line), rest = span_of(words), one, longest = { 0 };
	size_t at = bank_word_at(low, words), i;

	if (at == SIZE_MAX)
		return SIZE_MAX;
	while (span_next_part(&rest, '|', &one))
		if (one.len > longest.len && span_starts(span_from(low, at), one))
			longest = one;
	i = at + longest.len;
	while (i < low.len && strchr(": .", low.ptr[i]))
		i++;
	return line.from + i;
}

/* The end of a text: at its closing quote, else at one of the words. */
static struct bank_place text_at(const struct bank_look *l, struct bank_place line, size_t from,
				 const char *ends)
{
	struct span low = l->low, rest = span_of(ends), one;
	size_t to = line.to;

	if (from < to && (low.ptr[from] == '\'' || low.ptr[from] == '"')) {
		char quote = low.ptr[from++];

		for (size_t i = line.to; i > from; i--)
			if (low.ptr[i - 1] == quote)
				return (struct bank_place){ from, i - 1 };
	}
	while (span_next_part(&rest, '|', &one)) {
		size_t at = span_find(span_sub(low, 0, to), one, from);

		to = at != SIZE_MAX ? at : to;
	}
	while (to > from && strchr(" .,;", low.ptr[to - 1]))
		to--;
	return (struct bank_place){ from, to };
}

/* The first value of a field from there on within the line that `fits`. */
static struct bank_place value_at(const struct bank_look *l, struct bank_place line, size_t from,
				  const char *field)
{
	struct span text = span_sub(l->v.plain, 0, line.to);

	for (size_t i = from; i < line.to; i++) {
		size_t end = sentence_value_end(field, text, i);

		if (end > i)
			return (struct bank_place){ i, end };
	}
	return (struct bank_place){ line.to, line.to };
}

static bool is_account(struct span word)
{
	size_t stars = 0;

	for (size_t i = 0; i < word.len; i++)
		stars += word.ptr[i] == '*';
	return ident_iban_valid(word) || (stars >= 2 && word.len >= 6);
}

static void take_accounts(const struct bank_look *l, struct bank_place line, struct bank_fields *f)
{
	size_t own = behind(l, line, own_account);
	struct bank_place p = { line.from, line.from };

	while ((p = value_at(l, line, p.to, "iban")).from < line.to) {
		enum bank_field to = own != SIZE_MAX && p.from >= own && p.from - own < 4 ?
					     BANK_ACCOUNT :
					     BANK_IBAN;

		if (!f->at[to].len && is_account(span_sub(l->v.plain, p.from, p.to - p.from)))
			f->at[to] = take(l, p.from, p.to);
	}
}

/* A value right behind its words. */
static void take_behind(const struct bank_look *l, struct bank_place line, const char *words,
			const char *field, struct span *to)
{
	size_t at = behind(l, line, words);
	struct bank_place p;

	if (at == SIZE_MAX || to->len)
		return;
	p = value_at(l, line, at, field);
	if (p.from < line.to && p.from - at <= 4)
		*to = take(l, p.from, p.to);
}

static void take_text(const struct bank_look *l, struct bank_place line, const char *words,
		      const char *ends, struct span *to)
{
	size_t at = behind(l, line, words);
	struct bank_place p;

	if (at == SIZE_MAX || at >= line.to || to->len)
		return;
	p = text_at(l, line, at, ends);
	if (p.to > p.from && !span_digit_at(l->low, p.from))
		*to = take(l, p.from, p.to);
}

static void read_sentence(const struct bank_look *l, struct bank_told_line *t)
{
	struct bank_place line = t->line, day = value_at(l, line, line.from, "date");

	t->direction = bank_word_first(low_of(l, line));
	if (day.from < line.to)
		t->f.at[BANK_DATE] = take(l, day.from, day.to);
	take_accounts(l, line, &t->f);
	take_behind(l, line, tax_in, "tax_id", &t->f.at[BANK_TAX_ID]);
	take_behind(l, line, ref_in, "ref", &t->f.at[BANK_REF]);
	take_text(l, line, details_in, details_end, &t->f.at[BANK_DETAILS]);
	take_text(l, line, t->direction == BANK_SEEN_OUT ? payer_out : payer_in, payer_end,
		  &t->f.at[BANK_PAYER]);
}

/* Take the next cell of a row. */
static bool next_cell(const struct bank_look *l, struct bank_place row, size_t *at,
		      struct bank_place *cell)
{
	size_t end;

	if (*at > row.to)
		return false;
	end = span_find(span_sub(l->low, 0, row.to), S(" | "), *at);
	end = end == SIZE_MAX ? row.to : end;
	*cell = (struct bank_place){ *at, end };
	*at = end + 3;
	return true;
}

static bool is_one(const struct bank_look *l, struct bank_place cell, const char *field)
{
	return cell.to > cell.from &&
	       sentence_value_end(field, span_sub(l->v.plain, 0, cell.to), cell.from) == cell.to;
}

static unsigned cells(const struct bank_look *l, struct bank_place row)
{
	size_t at = row.from;
	struct bank_place cell;
	unsigned n = 0;

	while (next_cell(l, row, &at, &cell))
		n++;
	return n;
}

static void read_row(const struct bank_look *l, struct bank_told_line *t)
{
	size_t at = t->line.from, head_at = l->header.from;
	bool headed = l->header.to && cells(l, l->header) == cells(l, t->line);
	struct bank_place cell, head = { 0 }, text = { 0 };
	unsigned texts = 0;

	t->row = true;
	while (next_cell(l, t->line, &at, &cell)) {
		struct span low = low_of(l, cell);
		enum bank_field f;

		headed = headed && next_cell(l, l->header, &head_at, &head);
		f = headed ? bank_field_named(bank_word_field(low_of(l, head))) : BANK_FIELDS;

		if (t->sum.from >= cell.from && t->sum.to <= cell.to) {
			if (headed && bank_word_has(low_of(l, head), "debit"))
				t->direction = BANK_SEEN_OUT;
			else if (headed && bank_word_has(low_of(l, head), "credit"))
				t->direction = BANK_SEEN_IN;
			continue;
		}
		if (is_one(l, cell, "date"))
			f = BANK_DATE;
		else if (is_one(l, cell, "iban") &&
			 is_account(span_sub(l->v.plain, cell.from, cell.to - cell.from)))
			f = f == BANK_ACCOUNT ? f : BANK_IBAN;
		else if (f == BANK_FIELDS && !t->direction && bank_word_first(low))
			t->direction = bank_word_first(low);
		else if (f == BANK_FIELDS && low.len > 2 && !span_has_digit(low))
			texts++, text = cell;
		if (f != BANK_FIELDS && f != BANK_AMOUNT && f != BANK_CURRENCY && !t->f.at[f].len)
			t->f.at[f] = take(l, cell.from, cell.to);
	}
	if (texts == 1 && !t->f.at[BANK_PAYER].len)
		t->f.at[BANK_PAYER] = take(l, text.from, text.to);
}

/* Between the sum before it (or the sentence's begin) and the sum: do the words speak of a balance? */
static bool is_balance(const struct bank_look *l, size_t from, size_t sum)
{
	for (size_t i = sum; i > from + 1; i--)
		if (l->low.ptr[i - 1] == ' ' && strchr(".;", l->low.ptr[i - 2]))
			from = i;
	return bank_word_balance(span_sub(l->low, from, sum - from));
}

/* Of a row: what stands above the sum, or else before it. */
static bool is_balance_cell(const struct bank_look *l, struct bank_place row, size_t sum)
{
	bool headed = l->header.to && cells(l, l->header) == cells(l, row);
	struct bank_place cell, head = { 0 }, before = { 0 };
	size_t at = row.from, head_at = l->header.from;

	while (next_cell(l, row, &at, &cell) && cell.to <= sum) {
		before = cell;
		headed = headed && next_cell(l, l->header, &head_at, &head);
	}
	headed = headed && next_cell(l, l->header, &head_at, &head);
	return bank_word_balance(low_of(l, headed ? head : before));
}

/* "Suma (RON)": what the sums below are in. */
static void take_currency(struct bank_look *l, struct bank_place header)
{
	struct span rest = span_sub(l->v.plain, header.from, header.to - header.from), one;
	char cur[4];

	while (span_next_word(&rest, &one)) {
		while (one.len && one.ptr[0] == '(')
			one = span_from(one, 1);
		while (one.len && one.ptr[one.len - 1] == ')')
			one.len--;
		if (one.len >= 3 && money_word_currency(one, cur))
			l->rule.currency = arena_fmt(l->a, "%s", cur);
	}
}

static void look_line(struct bank_look *l, struct bank_place line, enum decimal_mark mark)
{
	struct bank_told_line t = { .line = line };
	struct span text = span_sub(l->v.plain, 0, line.to);
	bool row = span_find(low_of(l, line), S(" | "), 0) != SIZE_MAX;
	size_t last = line.from;
	char cur[4] = "";

	if (l->rule.currency.len == 3)
		memcpy(cur, l->rule.currency.ptr, 3);
	for (size_t i = line.from; i < line.to; i++) {
		struct money m;
		size_t end;

		if (!sentence_sum(text, i, mark, cur, &end, &m))
			continue;
		if (!(row ? is_balance_cell(l, line, i) : is_balance(l, last, i)) &&
		    t.sums++ == 0) {
			t.sum = (struct bank_place){ i, end };
			t.amount = m;
		}
		last = end;
		i = end - 1;
	}
	if (row && !t.sums && !span_has_digit(low_of(l, line))) {
		l->header = line;
		take_currency(l, line);
	}
	if (!row)
		l->header = (struct bank_place){ 0 };
	if (!t.sums)
		return;
	if (row)
		read_row(l, &t);
	else
		read_sentence(l, &t);
	t.f.at[BANK_AMOUNT] = take(l, t.sum.from, t.sum.to);
	*ARENA_PUSH(l->a, &l->lines) = t;
}

void bank_look_all(struct bank_look *l, enum decimal_mark mark)
{
	size_t at = 0;

	l->low = span_lower(l->a, l->v.plain);
	l->lines = (struct bank_told_lines){ 0 };
	while (at < l->low.len) {
		size_t end = span_find_char(l->low, '\n', at);

		end = end == SIZE_MAX ? l->low.len : end;
		look_line(l, (struct bank_place){ at, end }, mark);
		at = end + 1;
	}
}
