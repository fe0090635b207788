/* Requests in free text: intent, name, product. See request.h; numbers and companies are found in
 * request_find.c. */
#include "request.h"

#include "ident.h"
#include "request_find.h"
#include "span.h"
#include "utf8.h"

#define SCAN_BYTES_MAX    65536
#define PRODUCT_WORDS_MAX 10

/* A line, trimmed, and its words. */
struct worded {
	struct span line;
	struct words words;
};
struct text {
	struct worded *at;
	size_t n, cap;
};

static struct text read_text(struct arena *a, struct span text)
{
	struct text t = { .at = NULL };
	struct span line;

	while (span_next_line(&text, &line)) {
		struct words w = words_read(a, line);

		*ARENA_PUSH(a, &t) = (struct worded){ span_trim(line), w };
	}
	return t;
}

/* Where a phrase of the list stands in the line; *rest = what follows it, as written. */
static bool phrase_in_line(struct arena *a, const struct phrase_book *b, enum phrase_list l,
			   const struct worded *in, struct span *rest)
{
	const struct words *w = &in->words;
	size_t best_at = 0, best = 0, i, words, more;

	for (i = 0; i < w->n && !best; i++) {
		best = phrase_at(b, l, w, i);
		best_at = i;
	}
	if (!best)
		return false;
	/* Words of the line as written, counted the same way, lead to the byte after the phrase. */
	words = best_at + best;
	/* "o oferta pentru cursul de ...": one phrase may lead to the next. */
	while ((more = phrase_at(b, l, w, words)) != 0)
		words += more;
	*rest = request_skip_words(a, in->line, words);
	return true;
}

/* "ma numesc Ion Popescu si as dori" -> "Ion Popescu"; "sunt interesat, ma numesc ..." too. */
static struct span told_name(struct arena *a, const struct phrase_book *b, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct worded in = t->at[i];
		struct span rest, n;

		for (unsigned tries = 0; tries < 4 && phrase_in_line(a, b, PHRASE_NAME, &in, &rest);
		     tries++) {
			n = request_name_run(rest);
			if (n.len)
				return n;
			in = (struct worded){ rest, words_read(a, rest) };
		}
	}
	return (struct span){ 0 };
}

/* The first line under a closing that is a name. */
static struct span signed_name(struct arena *a, const struct phrase_book *b, const struct text *t)
{
	struct span got = { 0 };
	unsigned left = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct span line = t->at[i].line;
		const struct words *w = &t->at[i].words;

		if (!line.len)
			continue;
		if (phrase_closes(b, line, w)) {
			/* "Cu stima, Ana Pop": the name may stand in the closing's own line. */
			size_t took = phrase_at(b, PHRASE_CLOSING, w, 0);
			struct span n = request_name_line(request_skip_words(a, line, took));

			got = n;
			left = n.len ? 0 : 2;
		} else if (left) {
			left--;
			got = request_name_line(line);
			if (got.len)
				left = 0;
		}
	}
	return got;
}

/* A mail without a closing ends with the name, and perhaps a telephone under it. */
static struct span last_name(struct span text)
{
	struct span line, last[3] = { { 0 } };
	size_t n = 0;

	while (span_next_line(&text, &line)) {
		line = span_trim(line);
		if (!line.len)
			continue;
		n++;
		last[0] = last[1];
		last[1] = last[2];
		last[2] = line;
	}
	/* The mail's first line is what it says, not who says it. */
	for (size_t i = 3; i-- > 0 && n > 3 - i;) {
		/* "Ion Popescu, 0722 123 456" */
		size_t comma = span_find_char(last[i], ',', 0);
		struct span name = request_name_line(
			comma == SIZE_MAX ? last[i] : span_sub(last[i], 0, comma));

		/* One word alone under a text is as often a greeting as a name. */
		if (name.len && span_find_char(name, ' ', 0) != SIZE_MAX)
			return name;
	}
	return (struct span){ 0 };
}

/* A name in quotes is taken whole. */
static struct span quoted_run(struct span s)
{
	static const char *const open[] = { "\"", "\xe2\x80\x9e", "\xe2\x80\x9c", "\xc2\xab",
					    NULL };
	static const char *const close[] = { "\"", "\xe2\x80\x9d", "\xc2\xbb", NULL };
	size_t best = SIZE_MAX, at;

	for (const char *const *o = open; *o; o++) {
		if (!span_starts(s, span_of(*o)))
			continue;
		s = span_from(s, strlen(*o));
		for (const char *const *c = close; *c; c++) {
			at = span_find(s, span_of(*c), 0);
			best = at < best ? at : best;
		}
		return best != SIZE_MAX && best <= 80 ? span_trim(span_sub(s, 0, best)) :
							(struct span){ 0 };
	}
	return (struct span){ 0 };
}

/* The words after "la cursul de", to the end of the phrase as written. */
static struct span product_run(struct arena *a, struct span rest)
{
	static const char *const stop[] = { "si",  "pentru", "din",  "care",   "ce",   "va",
					    "as",  "pe",     "daca", "ma",     "in",   "cu",
					    "and", "for",    "on",   "which",  "that", "sau",
					    "or",  "unde",   "cand", "please", "la",   NULL };
	size_t end = 0, i = 0, words = 0;
	struct span quoted;

	rest = span_trim(rest);
	quoted = quoted_run(rest);
	if (quoted.len)
		return quoted;
	while (i < rest.len && words < PRODUCT_WORDS_MAX) {
		size_t from = i;
		struct span word, fold;

		while (i < rest.len && !strchr(" \t,.;:!?()\"", rest.ptr[i]))
			i++;
		word = span_sub(rest, from, i - from);
		fold = utf8_fold(a, word);
		for (const char *const *s = stop; *s && words; s++)
			if (span_eq_str(fold, *s))
				return span_sub(rest, 0, end);
		if (word.len) {
			end = i;
			words++;
		}
		/* "Excel 2.0": a point inside a word does not end the name. */
		if (i < rest.len && rest.ptr[i] == '.' && i + 1 < rest.len &&
		    rest.ptr[i + 1] >= '0' && rest.ptr[i + 1] <= '9') {
			i++;
			continue;
		}
		if (i < rest.len && !strchr(" \t\"", rest.ptr[i]))
			break;
		i++;
	}
	return span_trim(span_sub(rest, 0, end));
}

static void find_intent(struct arena *a, const struct phrase_book *b, const struct text *t,
			struct request *r)
{
	for (size_t i = 0; i < t->n && !(r->intent && r->product.len); i++) {
		const struct worded *in = &t->at[i];
		struct span rest;
		size_t taken;

		/* A line may greet and ask; one that only greets is passed over. */
		if (!in->words.n || phrase_greets(b, &in->words, &taken))
			continue;
		if (!r->intent && phrase_in_line(a, b, PHRASE_REQUEST, in, &rest)) {
			r->intent = true;
			r->intent_line = in->line;
		}
		if (!r->product.len && phrase_in_line(a, b, PHRASE_PRODUCT, in, &rest))
			r->product = product_run(a, rest);
	}
}

static bool usable_display_name(struct span n)
{
	return n.len && span_find_char(n, '@', 0) == SIZE_MAX && request_name_line(n).len;
}

/* A request of more than 64 KB is an attachment that lost its way: the beginning is enough. */
static struct span cut_text(struct span s)
{
	size_t n = s.len;

	if (n <= SCAN_BYTES_MAX)
		return s;
	for (n = SCAN_BYTES_MAX; n && ((unsigned char)s.ptr[n] & 0xc0) == 0x80;)
		n--;
	return span_sub(s, 0, n);
}

struct request request_read(struct arena *a, const struct phrase_book *b,
			    const struct request_source *src)
{
	struct span scan = cut_text(span_trim(src->text));
	struct request r = { .message = scan, .email = src->from };
	struct text text = read_text(a, scan);

	find_intent(a, b, &text, &r);
	r.phone = request_find_phone(a, scan);
	r.tax_id = request_find_tax_id(a, scan);
	r.company = request_find_company(scan);
	r.address = request_find_address(a, scan);
	r.name = told_name(a, b, &text);
	if (!r.name.len)
		r.name = signed_name(a, b, &text);
	if (!r.name.len && usable_display_name(src->from_name))
		r.name = src->from_name;
	if (!r.name.len)
		r.name = last_name(scan);
	return r;
}

void request_tidy(struct arena *a, const struct phrase_book *b, struct request *r)
{
	struct request found = { .message = cut_text(r->message) };
	struct text text = read_text(a, found.message);
	struct span phone = request_phone(a, r->phone), id;
	bool has_ro;

	r->message = found.message;
	if (phone.len)
		r->phone = phone;
	id = ident_cui_digits(a, r->tax_id, &has_ro);
	if (id.len)
		r->tax_id = has_ro ? arena_fmt(a, "RO%.*s", SPAN_ARG(id)) : id;
	else if (!r->tax_id.len)
		r->tax_id = request_find_tax_id(a, r->company);
	find_intent(a, b, &text, &found);
	r->intent = found.intent;
	r->intent_line = found.intent_line;
	if (!r->product.len)
		r->product = found.product;
}
