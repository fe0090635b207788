/* References that payers write: "PRF 31", "prf-0031", "c/v fact FCT0012/12.11.2026 si 13",
 * "proforma nr. 31". A number that is part of a date or of a sum is none. */
#include "match_number.h"
#include "series.h"
#include "span.h"
#include "utf8.h"

enum { MAX_REFS = 40, MAX_RANGE = 20, CARD_DIGITS = 4 };

/* What is being read: the folded text, and where the references go. */
struct scan {
	struct arena *a;
	const struct firm *f;
	struct span s;
	struct day day;
	struct match_refs *refs;
};
/* Words by which people name a kind instead of its series. */
static const struct kind_word {
	const char *word;
	enum doc_kind kind;
} kind_words[] = {
	{ "proforma", DOC_PROFORMA }, { "proformei", DOC_PROFORMA }, { "prof", DOC_PROFORMA },
	{ "factura", DOC_INVOICE },   { "facturii", DOC_INVOICE },   { "fact", DOC_INVOICE },
	{ "fact.", DOC_INVOICE },     { "facturi", DOC_INVOICE },    { "facturile", DOC_INVOICE },
	{ "invoice", DOC_INVOICE },   { "fc", DOC_INVOICE },         { "inv", DOC_INVOICE },
	{ "ff", DOC_INVOICE },        { "fac", DOC_INVOICE },        { "facturilor", DOC_INVOICE },
	{ "invoices", DOC_INVOICE },  { "proforme", DOC_PROFORMA },  { "pf", DOC_PROFORMA },
};

/* Past blanks, dots, dashes and "fiscala", "seria", "nr" and their like. */
static size_t skip_to_number(struct span s, size_t at)
{
	static const char *const words[] = { "numarul", "numar", "seria", "serie",
					     "fiscala", "fisc",  "nr",    "no" };
	size_t before;

	at = match_skip(s, at, " .-_/#:");
	do {
		before = at;
		for (size_t i = 0; i < ARRAY_LEN(words); i++) {
			struct span w = span_of(words[i]);

			if (span_starts(span_from(s, at), w) && at + w.len < s.len &&
			    !match_is_letter(s.ptr[at + w.len]))
				at = match_skip(s, at + w.len, " .-_/#:");
		}
	} while (at > before);
	return at;
}

static void add_ref(struct scan *c, struct match_ref one)
{
	struct match_refs *refs = c->refs;

	for (size_t i = 0; i < refs->n; i++) {
		struct match_ref *r = &refs->at[i];

		if (r->number != one.number || !span_eq(r->prefix, one.prefix))
			continue;
		r->listed &= one.listed;
		if (one.how < r->how)
			r->how = one.how;
		return;
	}
	if (refs->n < MAX_REFS)
		*ARENA_PUSH(c->a, refs) = one;
}

static const struct series_rule *rule_of(const struct firm *f, struct arena *a, struct span prefix)
{
	for (size_t i = 0; i < f->series.n; i++)
		if (span_eq(utf8_fold(a, f->series.at[i].prefix), prefix))
			return &f->series.at[i];
	return NULL;
}

/* A series that begins again each year: "FCT 12" is 20260012, or last year's. */
static void add_yearly(struct scan *c, const struct series_rule *r, struct match_ref one)
{
	int64_t room = series_room(r->pad), year = day_civil(c->day).year;

	if (!r->yearly || !day_is_set(c->day) || one.number >= room)
		return;
	one.number += year * room;
	add_ref(c, one);
	one.number -= room;
	one.how = MATCH_OTHER;
	add_ref(c, one);
}

/* People write "factura" of a proforma: the same number in the other series is a candidate too. */
static void add_other_kind(struct scan *c, struct match_ref one)
{
	static const enum doc_kind kinds[] = { DOC_INVOICE, DOC_PROFORMA };
	struct span own = one.prefix;

	one.how = MATCH_OTHER;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		one.prefix = utf8_fold(c->a, series_prefix(c->f, kinds[i]));
		if (one.prefix.len && !span_eq(one.prefix, own))
			add_ref(c, one);
	}
}

static void add_number(struct scan *c, struct match_ref one, const struct match_number *n)
{
	const struct series_rule *r = rule_of(c->f, c->a, one.prefix);

	one.number = n->n;
	if (n->glued && one.how == MATCH_WRITTEN)
		one.how = MATCH_JOINED;
	if (one.how == MATCH_WORD) {
		add_other_kind(c, one);
		/* with its zeros in front: copied from our document */
		if (r && n->digits == r->pad && n->n < series_room(r->pad - 1))
			one.how = MATCH_WRITTEN;
	}
	add_ref(c, one);
	if (r)
		add_yearly(c, r, one);
	if (n->joined) {
		one.number = n->joined;
		one.how = MATCH_JOINED;
		add_ref(c, one);
	}
}

static size_t pad_of(const struct scan *c, struct span prefix)
{
	const struct series_rule *r = rule_of(c->f, c->a, prefix);

	return r ? r->pad : 0;
}

/* "FCT 12-15", "FCT 12 - FCT 15": all between. */
static size_t take_range(struct scan *c, size_t at, struct match_ref one)
{
	size_t next = match_skip(c->s, at, " ");
	struct match_number n;

	if (next >= c->s.len || c->s.ptr[next] != '-')
		return at;
	next = match_skip(c->s, next + 1, " ");
	if (one.prefix.len && span_starts(span_from(c->s, next), one.prefix))
		next = match_skip(c->s, next + one.prefix.len, " -.");
	if (!match_take_number(c->s, &next, 0, &n) || n.n <= one.number ||
	    n.n > one.number + MAX_RANGE)
		return at;
	one.listed = true;
	for (one.how = MATCH_RANGE; one.number < n.n;) {
		one.number++;
		add_ref(c, one);
	}
	return next;
}

/* "... 12/12.11.2026, 13 si 14": the date belongs to 12; 13 and 14 are of the same series. */
static size_t take_listed(struct scan *c, size_t at, struct match_ref one)
{
	static const char *const ands[] = { "si ", "and ", "&", "+", ",", ";", "/" };
	struct span s = c->s;
	bool more = true;

	one.listed = true;
	while (more) {
		size_t next = match_skip(s, at, " /"), date = 0;
		struct match_number n;

		if (next < s.len && char_is_digit(s.ptr[next]))
			date = match_date_length(s, next);
		if (date)
			at = next + date;
		more = false;
		next = match_skip(s, at, " ");
		for (size_t i = 0; i < ARRAY_LEN(ands) && !more; i++) {
			size_t from = next;

			if (!span_starts(span_from(s, next), span_of(ands[i])))
				continue;
			from = match_skip(s, next + span_of(ands[i]).len, " ");
			if (match_take_number(s, &from, pad_of(c, one.prefix), &n) && !n.glued) {
				add_number(c, one, &n);
				at = from;
				more = true;
			}
		}
	}
	return at;
}

/* Where a series' prefix or a kind's word that begins here ends, 0 = it does not; a blank inside a prefix
 * is the bank's. */
static size_t word_end(struct span s, size_t at, struct span word, bool blanks, bool *joined)
{
	size_t end = at;

	*joined = false;
	for (size_t i = 0; i < word.len; i++) {
		if (i && blanks && word.len > 2 && end < s.len && s.ptr[end] == ' ') {
			*joined = true;
			end++;
		}
		if (end >= s.len || s.ptr[end] != word.ptr[i])
			return 0;
		end++;
	}
	return word.len ? end : 0;
}

static bool ref_here(struct scan *c, size_t *at, struct span word, struct span prefix,
		     enum match_how how)
{
	struct match_ref one = { .prefix = prefix, .how = how };
	bool joined, in_word = *at > 0 && (match_is_letter(c->s.ptr[*at - 1]) ||
					   char_is_digit(c->s.ptr[*at - 1]));
	size_t from = word_end(c->s, *at, word, how == MATCH_WRITTEN, &joined), digits;
	size_t pad = pad_of(c, prefix);
	struct match_number n;

	if (!from)
		return false;
	digits = match_digits_end(c->s, from) - from;
	/* "plataFCT0012": only what is as long as we print it */
	if (in_word &&
	    (how != MATCH_WRITTEN || joined || word.len < 3 || digits < 3 || digits < pad))
		return false;
	from = skip_to_number(c->s, from);
	if (!match_take_number(c->s, &from, pad, &n))
		return false;
	if (in_word || joined)
		one.how = MATCH_JOINED;
	one.number = n.n;
	add_number(c, one, &n);
	from = take_range(c, from, one);
	*at = take_listed(c, from, one);
	return true;
}

static bool structured_here(struct scan *c, size_t *at)
{
	struct match_ref one;

	if (!match_rf(c->a, c->f, c->s, *at, &one, at))
		return false;
	if (one.number) /* else a mistyped one: no reference at all */
		add_ref(c, one);
	return true;
}

/* "[c-1042]", "c 1042", "C1042": banks drop the brackets and the dash. */
static bool card_here(struct scan *c, size_t *at)
{
	struct span s = c->s;
	size_t from = *at + 1, end;
	int64_t card;

	if (s.ptr[*at] != 'c' ||
	    (*at && (match_is_letter(s.ptr[*at - 1]) || char_is_digit(s.ptr[*at - 1]))))
		return false;
	if (from < s.len && (s.ptr[from] == '-' || s.ptr[from] == ' '))
		from++;
	end = match_digits_end(s, from);
	if (end - from < CARD_DIGITS || (end < s.len && match_is_letter(s.ptr[end])) ||
	    !span_to_i64(span_sub(s, from, end - from), &card))
		return false;
	add_ref(c, (struct match_ref){ .prefix = S(""), .number = card, .how = MATCH_CARD });
	*at = end;
	return true;
}

void match_refs(struct arena *a, const struct firm *f, struct span details, struct day day,
		struct match_refs *ret)
{
	struct scan c = { .a = a, .f = f, .s = utf8_fold(a, details), .day = day, .refs = ret };
	struct span *prefix = ARENA_ARRAY(a, f->series.n + 1, struct span);

	for (size_t i = 0; i < f->series.n; i++)
		prefix[i] = utf8_fold(a, f->series.at[i].prefix);
	for (size_t at = 0; at < c.s.len;) {
		bool found = structured_here(&c, &at);

		for (size_t i = 0; i < f->series.n && !found; i++)
			found = ref_here(&c, &at, prefix[i], prefix[i], MATCH_WRITTEN);
		for (size_t i = 0; i < ARRAY_LEN(kind_words) && !found; i++)
			found = ref_here(&c, &at, span_of(kind_words[i].word),
					 utf8_fold(a, series_prefix(f, kind_words[i].kind)),
					 MATCH_WORD);
		if (!found && !card_here(&c, &at))
			at++;
	}
}

void match_refs_of(struct arena *a, const struct firm *f, const struct payment *p,
		   struct match_refs *ret)
{
	match_refs(a, f, p->reference, p->day, ret);
	match_refs(a, f, p->end_to_end, p->day, ret);
	match_refs(a, f, p->details, p->day, ret);
}
