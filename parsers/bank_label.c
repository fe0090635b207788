/* Labelled lines ("Suma: 544,50 RON", a cell beside a cell, a value below its label) and tables of
 * movements with their labels as header: see bank_in.h. */
#include "bank_in.h"

#include "span.h"
#include "utf8.h"

struct walk {
	struct arena *a;
	const struct bank_view *v;
	const struct bank_rule *rule;
	const struct bank_fields *seed;
	struct bank_blocks *out;
	struct bank_fields *block; /* NULL: none is begun */
	enum bank_field first;     /* what blocks begin with; BANK_FIELDS = not known yet */
	enum bank_field waiting;   /* a label whose value stands below it */
	size_t to;
};

static struct bank_cell trim(const struct bank_view *v, size_t from, size_t to)
{
	while (from < to && strchr(" *\n", v->plain.ptr[from]))
		from++;
	while (to > from && strchr(" *\n", v->plain.ptr[to - 1]))
		to--;
	return (struct bank_cell){ from, to };
}

static struct span cell_text(const struct walk *w, struct bank_cell c)
{
	return bank_view_take(w->a, w->v, c.from, c.to);
}

struct bank_row bank_row_at(const struct bank_view *v, size_t from, size_t to)
{
	struct bank_row r = { .n = 0 };
	size_t begin = from, i = from;

	for (; i < to && v->plain.ptr[i] != '\n'; i++) {
		if (!bank_view_is_cell_end(v, i) || r.n == BANK_CELLS_MAX - 1)
			continue;
		r.at[r.n++] = trim(v, begin, i);
		begin = i + 1;
	}
	r.at[r.n++] = trim(v, begin, i);
	r.end = i < to ? i + 1 : to;
	return r;
}

enum bank_field bank_label_field(struct arena *a, const struct bank_rule *rule, struct span label)
{
	struct span folded = utf8_fold(a, label);

	while (folded.len && strchr(": ", folded.ptr[folded.len - 1]))
		folded.len--;
	for (size_t i = 0; i < rule->labels.n; i++)
		if (span_eq(rule->labels.at[i].label, folded))
			return rule->labels.at[i].field;
	return BANK_FIELDS;
}

static enum bank_field field_of(const struct walk *w, struct bank_cell c)
{
	return c.to - c.from > 60 ? BANK_FIELDS : bank_label_field(w->a, w->rule, cell_text(w, c));
}

static void begin_block(struct walk *w)
{
	w->block = ARENA_PUSH(w->a, w->out);
	*w->block = *w->seed;
}

static bool has_word(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.ptr[i] & 0x80) || strchr("*+", s.ptr[i]) ||
		    (s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		    ((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z'))
			return true;
	return false;
}

/* A field with its value. RC_BAD_INPUT: a second, other amount in one block. */
static enum rc take_field(struct walk *w, enum bank_field field, struct span value,
			  struct why *reterr)
{
	/* "-", "/": nothing */
	if (!has_word(value))
		return RC_OK;
	if (!w->block) {
		begin_block(w);
		w->first = w->first == BANK_FIELDS ? field : w->first;
	} else if (field == w->first && w->block->at[field].len && !w->seed->at[field].len &&
		   !w->seed->at[BANK_AMOUNT].len) {
		begin_block(w);
	}
	if (field == BANK_AMOUNT && w->block->at[field].len && !w->seed->at[field].len &&
	    !span_eq(w->block->at[field], value))
		return why_fail(reterr, RC_BAD_INPUT, "bank %.*s: two amounts: %.*s, %.*s",
				SPAN_ARG(w->rule->name), SPAN_ARG(w->block->at[field]),
				SPAN_ARG(value));
	if (!w->block->at[field].len)
		w->block->at[field] = value;
	return RC_OK;
}

/* The place of the colon that ends a label, SIZE_MAX = none. */
static size_t colon_in(const struct bank_view *v, struct bank_cell c)
{
	size_t at = span_find_char(span_sub(v->plain, 0, c.to), ':', c.from);

	return at == SIZE_MAX || at - c.from > 60 ? SIZE_MAX : at;
}

/* "Label: value", "Label" | "value", both several times in a line. */
static enum rc take_line(struct walk *w, const struct bank_row *r, struct why *reterr)
{
	enum bank_field held = BANK_FIELDS;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < r->n; i++) {
		struct bank_cell c = r->at[i];
		size_t colon = colon_in(w->v, c);
		enum bank_field whole = field_of(w, c), left = BANK_FIELDS;

		if (c.from == c.to)
			continue;
		if (whole != BANK_FIELDS) {
			held = whole;
			continue;
		}
		if (colon != SIZE_MAX)
			left = field_of(w, trim(w->v, c.from, colon));
		if (left != BANK_FIELDS)
			rc = take_field(w, left, cell_text(w, trim(w->v, colon + 1, c.to)), reterr);
		else if (held != BANK_FIELDS)
			rc = take_field(w, held, cell_text(w, c), reterr);
		else if (w->waiting != BANK_FIELDS && r->n == 1)
			rc = take_field(w, w->waiting, cell_text(w, c), reterr);
		held = w->waiting = BANK_FIELDS;
	}
	if (held != BANK_FIELDS)
		w->waiting = held;
	return rc;
}

/* A table's header: three labels or more, one of them the amount's. */
static bool read_header(const struct walk *w, const struct bank_row *r, enum bank_field *ret)
{
	unsigned known = 0;
	bool amount = false;

	for (size_t i = 0; r->n >= 3 && i < r->n; i++) {
		ret[i] = field_of(w, r->at[i]);
		known += ret[i] != BANK_FIELDS;
		amount |= ret[i] == BANK_AMOUNT;
	}
	return amount && known >= 3;
}

bool bank_fields_tell(const struct bank_fields *f)
{
	static const enum bank_field whose[] = {
		BANK_PAYER,         BANK_IBAN, BANK_SENDER, BANK_SENDER_IBAN, BANK_RECEIVER,
		BANK_RECEIVER_IBAN, BANK_VS,   BANK_REF,    BANK_REFERENCE
	};
	bool some = false;

	for (size_t i = 0; i < ARRAY_LEN(whose); i++)
		some |= f->at[whose[i]].len > 0;
	return span_has_digit(f->at[BANK_AMOUNT]) &&
	       (f->at[BANK_DATE].len ? span_has_digit(f->at[BANK_DATE]) : some);
}

/* The rows below a header, up to the first line that has not its columns. */
static size_t take_table(struct walk *w, const enum bank_field *columns, size_t n, size_t at)
{
	bool dated = false;

	for (size_t i = 0; i < n; i++)
		dated |= columns[i] == BANK_DATE;
	while (at < w->to) {
		struct bank_row r = bank_row_at(w->v, at, w->to);
		struct bank_fields f = *w->seed;

		if (r.n == 1 && r.at[0].from == r.at[0].to) {
			at = r.end;
			continue;
		}
		if (r.n != n)
			break;
		for (size_t i = 0; i < n; i++)
			if (columns[i] != BANK_FIELDS && !f.at[columns[i]].len)
				f.at[columns[i]] = cell_text(w, r.at[i]);
		if (bank_fields_tell(&f) && (!dated || f.at[BANK_DATE].len))
			*ARENA_PUSH(w->a, w->out) = f;
		at = r.end;
	}
	w->block = NULL;
	return at;
}

enum rc bank_labels_read(struct arena *a, const struct bank_view *v, const struct bank_rule *rule,
			 size_t from, size_t to, const struct bank_fields *seed,
			 struct bank_blocks *ret, struct why *reterr)
{
	struct walk w = { a, v, rule, seed, ret, NULL, BANK_FIELDS, BANK_FIELDS, to };
	enum rc rc = RC_OK;

	if (seed->at[BANK_AMOUNT].len)
		begin_block(&w);
	while (!rc && from < to && rule->labels.n) {
		struct bank_row r = bank_row_at(v, from, to);
		enum bank_field columns[BANK_CELLS_MAX];

		if (!seed->at[BANK_AMOUNT].len && read_header(&w, &r, columns)) {
			from = take_table(&w, columns, r.n, r.end);
			continue;
		}
		rc = take_line(&w, &r, reterr);
		from = r.end;
	}
	return rc;
}
