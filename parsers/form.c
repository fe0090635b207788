/* Web-form mails: see form.h. Labels are compared folded, so that "Telefon *" and "TELEFON:" are
 * one; what stands behind a known label is kept as the visitor wrote it. */
#include "form.h"

#include "ident.h"
#include "span.h"
#include "utf8.h"

#define LINES_MAX       400
#define LABEL_BYTES_MAX 80

const char *const form_fields[] = { "name",   "email",   "phone",   "company",
				    "tax_id", "address", "product", "message" };
const size_t form_fields_n = ARRAY_LEN(form_fields);

struct span *form_field(struct request *r, struct span field)
{
	struct span *member[] = { &r->name,   &r->email,   &r->phone,   &r->company,
				  &r->tax_id, &r->address, &r->product, &r->message };

	for (size_t i = 0; i < form_fields_n; i++)
		if (span_eq_str(field, form_fields[i]))
			return member[i];
	return NULL;
}

struct row {
	struct span line, label /* folded, "" = the line has no mark */, value,
		whole /* folded line */;
};
struct rows {
	struct row *at;
	size_t n, cap;
};

/* "* Telefon (optional)" -> "telefon" */
struct span form_label_fold(struct arena *a, struct span s)
{
	struct span f = utf8_fold(a, s);
	size_t bracket = span_find_char(f, '(', 0);

	if (bracket != SIZE_MAX && bracket)
		f = span_sub(f, 0, bracket);
	while (f.len && strchr("*-_ \"#>", f.ptr[0]))
		f = span_from(f, 1);
	while (f.len && strchr("*-_ \".:?", f.ptr[f.len - 1]))
		f.len--;
	return f;
}

static bool ends_label(char c)
{
	return c == ':' || c == '=' || c == '|' || c == '\t';
}

static struct rows take_rows(struct arena *a, struct span text)
{
	struct rows rows = { 0 };
	struct span line;

	while (rows.n < LINES_MAX && span_next_line(&text, &line)) {
		struct row *r = ARENA_PUSH(a, &rows);
		size_t i = 0;

		r->line = span_trim(line);
		while (i < r->line.len && i < LABEL_BYTES_MAX && !ends_label(r->line.ptr[i]))
			i++;
		if (i < r->line.len && i < LABEL_BYTES_MAX) {
			r->label = form_label_fold(a, span_sub(r->line, 0, i));
			r->value = span_trim(span_from(r->line, i + 1));
			while (r->value.len && strchr("*|", r->value.ptr[0]))
				r->value = span_trim(span_from(r->value, 1));
		}
		if (r->line.len && r->line.len <= LABEL_BYTES_MAX)
			r->whole = form_label_fold(a, r->line);
	}
	return rows;
}

static const struct form_label *label_of(const struct form_rule *rule, struct span folded)
{
	if (!folded.len)
		return NULL;
	for (size_t i = 0; i < rule->n_label; i++)
		if (span_eq(rule->label[i].label, folded))
			return &rule->label[i];
	return NULL;
}

/* The label of a row, with or without a mark after it. */
static const struct form_label *row_label(const struct form_rule *rule, const struct row *r)
{
	const struct form_label *l = label_of(rule, r->label);

	return l ? l : label_of(rule, r->whole);
}

static bool is_rule_off(struct span line)
{
	if (span_eq_str(line, "--"))
		return true;
	for (size_t i = 0; i < line.len; i++)
		if (!strchr("-_=* ", line.ptr[i]))
			return false;
	return line.len >= 3;
}

/* The value of the label in row i: beside it, or on the lines below. *next: the first row after. */
static struct span value_at(const struct form_rule *rule, const struct rows *rows, size_t i,
			    bool many, size_t *next)
{
	const struct row *r = &rows->at[i];
	bool marked = label_of(rule, r->label) != NULL;
	struct span v = marked ? r->value : (struct span){ 0 };
	size_t k = i + 1;

	if (!v.len) {
		while (k < rows->n && !rows->at[k].line.len && k < i + 3)
			k++;
		if (k < rows->n && !row_label(rule, &rows->at[k]) && !is_rule_off(rows->at[k].line))
			v = rows->at[k++].line;
	}
	while (many && k < rows->n && !row_label(rule, &rows->at[k]) &&
	       !is_rule_off(rows->at[k].line)) {
		/* The lines lie in one text: the value grows over them as it stands. */
		if (rows->at[k].line.len && v.len)
			v.len = (size_t)(rows->at[k].line.ptr + rows->at[k].line.len - v.ptr);
		else if (!v.len)
			v = rows->at[k].line;
		k++;
	}
	*next = k > i + 1 ? k : i + 1;
	return span_trim(v);
}

/* "ion@x.ro <mailto:ion@x.ro>", "Ion <ion@x.ro>": the address alone. */
static struct span clean_email(struct arena *a, struct span v)
{
	struct span rest = v, word;

	while (span_next_word(&rest, &word)) {
		struct span n;

		while (word.len && strchr("<([\"", word.ptr[0]))
			word = span_from(word, 1);
		if (span_istarts(word, S("mailto:")))
			word = span_from(word, 7);
		while (word.len && strchr(">)]\",;.", word.ptr[word.len - 1]))
			word.len--;
		n = ident_email_norm(a, word);
		if (n.len)
			return n;
	}
	return (struct span){ 0 };
}

static unsigned apply(struct arena *a, const struct form_rule *rule, const struct rows *rows,
		      struct request *r)
{
	unsigned found = 0;
	size_t next;

	for (size_t i = 0; i < rows->n; i = next) {
		const struct form_label *l = row_label(rule, &rows->at[i]);
		struct span *to = l ? form_field(r, l->field) : NULL;
		struct span v;

		next = i + 1;
		if (!to)
			continue;
		v = value_at(rule, rows, i, to == &r->message, &next);
		if (to == &r->email)
			v = clean_email(a, v);
		if (!v.len || to->len)
			continue;
		*to = v;
		found++;
	}
	return found;
}

bool form_sent_by(struct span who, struct span from)
{
	if (!who.len || who.ptr[0] != '@')
		return who.len && span_ieq(from, who);
	return from.len > who.len && span_ieq(span_from(from, from.len - who.len), who);
}

bool form_read(struct arena *a, const struct form_rules *rules, struct span from, struct span text,
	       struct request *ret)
{
	struct rows rows = { 0 };
	struct request best = { 0 };
	unsigned most = 0;

	for (size_t i = 0; i < rules->n; i++) {
		const struct form_rule *rule = &rules->at[i];
		struct request r = { .is_form = true,
				     .rule = rule->name,
				     .named_source = rule->from.len > 0 };
		unsigned found;

		if (rule->from.len && !form_sent_by(rule->from, from))
			continue;
		if (!rows.n)
			rows = take_rows(a, text);
		found = apply(a, rule, &rows, &r);
		if (found < rule->min_fields || (!r.email.len && !r.phone.len))
			continue;
		/* A rule that names the sender knows more of him than one for anybody. */
		if (most &&
		    (r.named_source != best.named_source ? best.named_source : found <= most))
			continue;
		most = found;
		best = r;
	}
	if (most)
		*ret = best;
	return most > 0;
}
