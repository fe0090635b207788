/* A bank's mail that no rule reads: its labelled values sorted by the words that banks use, and mails read by
 * the labels that staff have agreed to. See bank_notice.h. */
#include "bank_in.h"

#include "sentence.h"
#include "span.h"
#include "utf8.h"

#define PARTS_MAX     60
#define LABEL_MAX     60
#define TITLE_MAX     80
/* of a text whose wordings are learnt */
#define SENTENCES_MAX ((size_t)16 << 10)
#define TEXT_MAX      ((size_t)64 << 10)

static const char greetings[] = "stimat|draga|buna|dear|hello|salut";

struct line {
	struct span text; /* folded; of a labelled one the label alone */
	bool labelled;
};
struct scan {
	struct arena *a;
	const struct bank_rule *rule;
	struct bank_view view;
	struct bank_guess *g;
	struct {
		struct line *at;
		size_t n, cap;
	} lines;
	bool full; /* more text or labels than a notice has */
};

static struct span take(const struct scan *s, size_t from, size_t to)
{
	return bank_view_take(s->a, &s->view, from, to);
}

static void add_line(struct scan *s, struct span text, bool labelled)
{
	struct span folded = utf8_fold(s->a, text);

	while (folded.len && strchr(": .!", folded.ptr[folded.len - 1]))
		folded.len--;
	if (folded.len)
		*ARENA_PUSH(s->a, &s->lines) = (struct line){ folded, labelled };
}

static bool is_label(struct span s)
{
	return s.len >= 2 && s.len <= LABEL_MAX && !span_has_digit(s);
}

static bool read_money(const struct scan *s, struct span value, const char *cur, struct money *ret,
		       enum decimal_mark *mark)
{
	size_t bracket = span_find_char(value, '(', 1);
	const enum decimal_mark marks[] = { s->rule->mark, MARK_GUESS };

	if (bracket != SIZE_MAX)
		value = span_trim_wide(span_sub(value, 0, bracket));
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		*mark = marks[i];
		if (!money_parse(value, marks[i], cur, ret) && ret->cur[0] && !money_is_zero(*ret))
			return true;
	}
	*ret = (struct money){ 0 };
	return false;
}

static void add_part(struct scan *s, struct span label, struct span value)
{
	char cur[4] = "";
	struct guess_part *p;
	enum decimal_mark mark;
	struct span folded = utf8_fold(s->a, label);

	s->full |= s->g->n == PARTS_MAX;
	if (s->full || !value.len)
		return;
	p = ARENA_PUSH(s->a, s->g);
	*p = (struct guess_part){ .field = bank_word_field(folded),
				  .label = label,
				  .value = value };
	add_line(s, label, true);
	if (bank_word_has(folded, "tip|sens|direct|operat"))
		add_line(s, value, true);
	if (span_eq_str(p->field, "amount") && s->rule->currency.len == 3)
		memcpy(cur, s->rule->currency.ptr, 3);
	if (!read_money(s, value, cur, &p->amount, &mark) && span_eq_str(p->field, "amount"))
		p->field = S("");
}

/* Somebody else's words. */
static bool is_quoted(const struct scan *s, const struct bank_row *r)
{
	return r->at[0].from < r->at[0].to && s->view.plain.ptr[r->at[0].from] == '>';
}

/* Every "Label: value", "Label" | "value", and a value below a label that banks use. */
static void scan_text(struct scan *s)
{
	size_t at = 0, end = s->view.plain.len;
	struct span waiting = S("");

	while (at < end) {
		struct bank_row r = bank_row_at(&s->view, at, end);

		at = r.end;
		if (is_quoted(s, &r))
			continue;
		for (size_t i = 0; i < r.n; i++) {
			struct bank_cell c = r.at[i];
			size_t colon =
				span_find_char(span_sub(s->view.plain, 0, c.to), ':', c.from);
			struct span cell = take(s, c.from, c.to), label;

			if (!cell.len)
				continue;
			if (colon != SIZE_MAX && colon + 1 < c.to &&
			    is_label(label = take(s, c.from, colon))) {
				add_part(s, label, take(s, colon + 1, c.to));
			} else if (i + 1 < r.n && is_label(cell) &&
				   r.at[i + 1].to > r.at[i + 1].from) {
				add_part(s, colon == SIZE_MAX ? cell : take(s, c.from, colon),
					 take(s, r.at[i + 1].from, r.at[i + 1].to));
				i++;
			} else if (r.n == 1 && waiting.len) {
				add_part(s, waiting, cell);
			} else if (r.n == 1 && is_label(cell) && cell.len < 30 &&
				   !bank_word_has(utf8_fold(s->a, cell), greetings) &&
				   bank_word_field(utf8_fold(s->a, cell)).len) {
				waiting = colon == SIZE_MAX ? cell : take(s, c.from, colon);
				add_line(s, cell, false);
				continue;
			} else {
				add_line(s, cell, false);
			}
			waiting = S("");
		}
	}
	for (size_t i = 0; i < s->lines.n; i++)
		s->g->seen |= bank_word_seen(s->lines.at[i].text);
}

static struct scan scan_begin(struct arena *a, const struct bank_rule *rule, struct span text,
			      struct bank_guess *g)
{
	struct scan s = { .a = a, .rule = rule, .view = bank_view_of(a, text), .g = g };

	s.full = text.len > TEXT_MAX;
	if (!s.full)
		scan_text(&s);
	return s;
}

static struct guess_part *part_of(struct bank_guess *g, const char *field)
{
	for (size_t i = 0; i < g->n; i++)
		if (span_eq_str(g->at[i].field, field))
			return &g->at[i];
	return NULL;
}

/* No label speaks of a sum: the one value that names its currency, if no balance. */
static void find_amount(struct scan *s)
{
	struct guess_part *found = NULL;

	for (size_t i = 0; i < s->g->n; i++) {
		struct guess_part *p = &s->g->at[i];

		if (!p->amount.cur[0] || p->field.len ||
		    bank_word_balance(utf8_fold(s->a, p->label)))
			continue;
		if (found)
			return;
		found = p;
	}
	if (found)
		found->field = S("amount");
}

static bool holds_name(const struct scan *s, struct span line)
{
	const struct guess_part *p = part_of(s->g, "payer");

	return p && span_find(line, utf8_fold(s->a, p->value), 0) != SIZE_MAX;
}

/* What mails of this form have in common: best a line that says the direction. */
static struct span title_of(const struct scan *s)
{
	for (unsigned pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < s->lines.n; i++) {
			struct span t = s->lines.at[i].text;

			if (t.len < 4 || t.len > TITLE_MAX || span_has_digit(t) ||
			    (s->lines.at[i].labelled && pass == 1) || holds_name(s, t) ||
			    bank_word_has(t, greetings))
				continue;
			if (pass || bank_word_seen(t))
				return t;
		}
	}
	return S("");
}

static bool read_labels(const struct scan *s, const struct bank_form *form, struct notices *ret)
{
	struct bank_rule rule = *s->rule;
	const struct bank_fields none = { 0 };
	struct bank_blocks blocks = { 0 };
	bool payer = false;
	struct why why;

	rule.labels = form->labels;
	rule.mark = form->mark;
	rule.in = rule.out = rule.done = (struct spans){ 0 };
	for (size_t i = 0; i < form->labels.n; i++)
		payer |= form->labels.at[i].field == BANK_PAYER;
	if (bank_labels_read(s->a, &s->view, &rule, 0, s->view.plain.len, &none, &blocks, &why) ||
	    blocks.n > BANK_NOTICES_MAX)
		return false;
	for (size_t i = 0; i < blocks.n; i++) {
		struct notice n;
		bool is = false;

		if ((payer && !blocks.at[i].at[BANK_PAYER].len) ||
		    (form->incoming && span_starts(blocks.at[i].at[BANK_AMOUNT], S("-"))) ||
		    bank_fields_notice(s->a, &rule, form->incoming ? BANK_IN : BANK_OUT,
				       &blocks.at[i], &n, &is, &why) ||
		    !is) {
			*ret = (struct notices){ 0 };
			return false;
		}
		*ARENA_PUSH(s->a, ret) = n;
	}
	return ret->n > 0;
}

bool bank_form_read(struct arena *a, const struct bank_rule *rule, const struct bank_form *form,
		    struct span text, struct notices *ret)
{
	struct bank_guess g = { 0 };
	struct scan s = scan_begin(a, rule, text, &g);
	bool titled = false;

	*ret = (struct notices){ 0 };
	for (size_t i = 0; i < s.lines.n; i++)
		titled |= span_eq(s.lines.at[i].text, form->title);
	if (form->sentences.n) {
		struct bank_view v = bank_sentence_view(a, &s.view);

		return !s.full && bank_sentence_read(a, rule, form, &v, g.seen, titled, ret);
	}
	return titled && !s.full && g.seen == form->seen && read_labels(&s, form, ret);
}

/* Lines in which labels told their movements: each begins where its sum stands. */
static void find_places(struct scan *s, const struct bank_view *v)
{
	struct bank_guess *g = s->g;
	size_t at = 0;

	for (size_t i = 0; i < g->told.n; i++) {
		struct money m = { 0 };
		size_t end, line;

		while (at < v->plain.len &&
		       !(sentence_sum(v->plain, at, g->mark, g->told.at[i].amount.cur, &end, &m) &&
			 (m.minor < 0 ? -m.minor : m.minor) == g->told.at[i].amount.minor))
			at++;
		line = at;
		while (line > 0 && v->plain.ptr[line - 1] != '\n')
			line--;
		*ARENA_PUSH(s->a, &g->told_at) = (uint32_t)line;
		at += at < v->plain.len;
	}
}

static void fill(struct bank_guess *g, const char *field, struct span *to)
{
	const struct guess_part *p = part_of(g, field);

	if (p && !to->len)
		*to = p->value;
}

void bank_guess_of(struct arena *a, const struct bank_rule *rule, struct span text,
		   struct bank_guess *ret)
{
	struct bank_form form = { 0 };
	struct guess_part *amount;
	struct bank_view lines;
	struct scan s;

	*ret = (struct bank_guess){ 0 };
	s = scan_begin(a, rule, text, ret);
	if (!part_of(ret, "amount"))
		find_amount(&s);
	amount = part_of(ret, "amount");
	/* money in of a sum below nothing: a contradiction, no guess */
	if (s.full || (amount && amount->amount.minor < 0 && (ret->seen & BANK_SEEN_IN)))
		return;
	ret->title = title_of(&s);
	form.incoming = (ret->seen & BANK_SEEN_IN) || !(ret->seen & BANK_SEEN_OUT);
	if (amount) {
		struct money m;
		char cur[4] = "";

		if (rule->currency.len == 3)
			memcpy(cur, rule->currency.ptr, 3);
		if (read_money(&s, amount->value, cur, &m, &ret->mark))
			form.mark = ret->mark;
		form.incoming &= amount->amount.minor >= 0;
	}
	for (size_t i = 0; i < ret->n; i++) {
		enum bank_field f = bank_field_named(ret->at[i].field);
		bool taken = false;

		for (size_t k = 0; k < form.labels.n; k++)
			taken |= form.labels.at[k].field == f;
		if (f == BANK_FIELDS || taken) {
			ret->at[i].field = taken ? S("") : ret->at[i].field;
			continue;
		}
		*ARENA_PUSH(a, &form.labels) =
			(struct bank_label){ f, utf8_fold(a, ret->at[i].label) };
	}
	lines = bank_sentence_view(a, &s.view);
	if (lines.plain.len <= SENTENCES_MAX)
		ret->text = lines.plain;
	if (amount && read_labels(&s, &form, &ret->told)) {
		find_places(&s, &lines);
		return;
	}
	/* An advertisement names sums too. */
	if (ret->seen)
		bank_sentence_guess(a, rule, &lines, ret);
	if (ret->told.n == 1) { /* what stands at labels beside a sentence */
		fill(ret, "payer", &ret->told.at[0].payer);
		fill(ret, "details", &ret->told.at[0].details);
		fill(ret, "ref", &ret->told.at[0].bank_ref);
	}
	for (size_t i = 0; i < ret->n; i++)
		ret->at[i].field = S("");
}
