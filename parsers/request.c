/* Requests in free text: intent, name, product. See request.h; numbers and companies are found in
 * request_find.c. */
#include "request.h"

#include "ident.h"
#include "request_find.h"
#include "span.h"
#include "utf8.h"

#define SCAN_BYTES_MAX    65536
#define PRODUCT_WORDS_MAX 10

/* Where a phrase of the list stands in the line; *rest = what follows it, as written. */
static bool phrase_in_line(struct arena *a, const struct phrase_book *b, enum phrase_list l,
			   struct span line, struct span *rest)
{
	struct words w = words_read(a, line);
	size_t best_at = 0, best = 0, i, words, more;

	for (i = 0; i < w.n && !best; i++) {
		best = phrase_at(b, l, &w, i);
		best_at = i;
	}
	if (!best)
		return false;
	/* Words of the line as written, counted the same way, lead to the byte after the phrase. */
	words = best_at + best;
	/* "o oferta pentru cursul de ...": one phrase may lead to the next. */
	while ((more = phrase_at(b, l, &w, words)) != 0)
		words += more;
	*rest = request_skip_words(a, line, words);
	return true;
}

/* "ma numesc Ion Popescu si as dori" -> "Ion Popescu"; "sunt interesat, ma numesc ..." too. */
static struct span told_name(struct arena *a, const struct phrase_book *b, struct span text)
{
	struct span line, rest, n;
	unsigned tries;

	while (span_next_line(&text, &line)) {
		for (tries = 0; tries < 4 && phrase_in_line(a, b, PHRASE_NAME, line, &rest);
		     tries++) {
			n = request_name_run(rest);
			if (n.len)
				return n;
			line = rest;
		}
	}
	return (struct span){ 0 };
}

/* The first line under a closing that is a name. */
static struct span signed_name(struct arena *a, const struct phrase_book *b, struct span text)
{
	struct span line, got = { 0 };
	unsigned left = 0;

	while (span_next_line(&text, &line)) {
		struct words w = words_read(a, line);

		line = span_trim(line);
		if (!line.len)
			continue;
		if (phrase_closes(b, line, &w)) {
			/* "Cu stima, Ana Pop": the name may stand in the closing's own line. */
			size_t took = phrase_at(b, PHRASE_CLOSING, &w, 0);
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

static void find_intent(struct arena *a, const struct phrase_book *b, struct request *r)
{
	struct span text = r->message, line, rest;
	struct words w;
	size_t taken;

	while (span_next_line(&text, &line)) {
		line = span_trim(line);
		w = words_read(a, line);
		/* A line may greet and ask; one that only greets is passed over. */
		if (!w.n || phrase_greets(b, &w, &taken))
			continue;
		if (!r->intent && phrase_in_line(a, b, PHRASE_REQUEST, line, &rest)) {
			r->intent = true;
			r->intent_line = line;
		}
		if (!r->product.len && phrase_in_line(a, b, PHRASE_PRODUCT, line, &rest))
			r->product = product_run(a, rest);
		if (r->intent && r->product.len)
			return;
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

	find_intent(a, b, &r);
	r.phone = request_find_phone(a, scan);
	r.tax_id = request_find_tax_id(a, scan);
	r.company = request_find_company(a, scan);
	r.address = request_find_address(a, scan);
	r.name = told_name(a, b, scan);
	if (!r.name.len)
		r.name = signed_name(a, b, scan);
	if (!r.name.len && usable_display_name(src->from_name))
		r.name = src->from_name;
	if (!r.name.len)
		r.name = last_name(scan);
	return r;
}

void request_tidy(struct arena *a, const struct phrase_book *b, struct request *r)
{
	struct request found = { .message = cut_text(r->message) };
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
	find_intent(a, b, &found);
	r->intent = found.intent;
	r->intent_line = found.intent_line;
	if (!r->product.len)
		r->product = found.product;
}
