/* The sender's own words in a mail (mail_reply.h). Layouts: the reply above the quote, below it, or
 * between quoted lines. Measured by tests/corpora. */
#include "buf.h"
#include "mail_reply.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

enum {
	SIGNATURE_MAX = 20,
	WRAP_COLUMN = 60,
	LONG_RULE = 20,
	SCRATCH_MAX = 8 << 20,
	NOTICE_MIN = 120
};

struct reply {
	struct arena *a, *scratch;
	const struct mail_lines *in;
	struct mail_lines out;
	bool soft_is_free; /* nothing stands outside the containers: bottom posting inside one */
	bool piped;        /* the last attribution was followed by "|" quotes */
	bool has_words;    /* something of the sender's was kept */
	size_t last_quoted_len;
	bool last_was_quoted;
};

/* Is there a word outside the clients' quote containers? */
static bool has_free_text(const struct mail_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->at[i].origin == LINE_FREE && !mark_is_blank(l->at[i].text))
			return true;
	}
	return false;
}

/* "Firma> ": the name that some programs write before each quoted line, "" when there is none. */
static struct span quoting_name(const struct mail_lines *l, size_t i)
{
	struct span s = i < l->n ? span_trim(l->at[i].text) : S("");
	size_t n = 0;

	while (n < s.len && n < 12 && s.ptr[n] > ' ' && s.ptr[n] != '>')
		n++;
	return n > 0 && n < s.len && s.ptr[n] == '>' ? span_sub(s, 0, n + 1) : S("");
}

/* One alone may be the sender's; two lines one below the other are not. */
static bool is_name_quoted(const struct mail_lines *l, size_t i)
{
	struct span name = quoting_name(l, i);

	return name.len && (span_eq(quoting_name(l, i + 1), name) ||
			    (i > 0 && span_eq(quoting_name(l, i - 1), name)));
}

static bool is_quoted(const struct reply *r, size_t i)
{
	const struct mail_line *l = &r->in->at[i];

	if (l->origin == LINE_CITED || (l->origin != LINE_FREE && !r->soft_is_free))
		return true;
	return mark_is_quoted(l->text) || is_name_quoted(r->in, i) ||
	       (r->piped && span_starts(span_trim(l->text), S("|")));
}

/* The first line from i on that is not blank, or n. */
static size_t next_filled(const struct mail_lines *l, size_t i)
{
	while (i < l->n && mark_is_blank(l->at[i].text))
		i++;
	return i;
}

/* "-- ", "--", "__", a line of em dashes: how many lines may follow for it to be a signature. */
static size_t signature_limit(struct span line)
{
	struct span s = span_trim(line);
	bool underscores = s.len >= 2, dashes = s.len >= 3;

	if (span_eq(line, S("-- ")))
		return SIZE_MAX;
	if (span_eq(s, S("--")))
		return SIGNATURE_MAX;
	for (size_t i = 0; i < s.len; i++)
		underscores = underscores && s.ptr[i] == '_';
	for (size_t i = 0; i < s.len; i += 3) {
		struct span c = span_sub(s, i, 3);

		dashes = dashes && (span_eq(c, S("\xE2\x80\x94")) || span_eq(c, S("\xE2\x80\x93")));
	}
	/* Lists and meetings draw long lines above what they add; people draw shorter ones. */
	underscores = underscores && (s.len <= 4 || s.len >= LONG_RULE);
	return underscores || dashes ? SIGNATURE_MAX / 2 : 0;
}

/* Does a signature begin at i? Few lines may follow before the end, a quote or a mark. */
static bool begins_signature(const struct reply *r, size_t i)
{
	size_t limit = signature_limit(r->in->at[i].text), n = 0;

	/* Below nothing there is no signature, except by the mark that says so. */
	if (limit == 0 || (limit != SIZE_MAX && !r->has_words))
		return false;
	for (size_t k = i + 1; k < r->in->n; k++) {
		if (mark_is_blank(r->in->at[k].text))
			continue;
		if (is_quoted(r, k))
			return true;
		if (++n <= limit)
			continue;
		return false;
	}
	return true;
}

/* A quoted line that a mailer wrapped without marking the rest: it hangs between quoted lines, the
 * one above as long as wrapped lines are. */
static bool is_wrapped_quote(const struct reply *r, size_t i)
{
	return r->last_was_quoted && r->last_quoted_len >= WRAP_COLUMN && i + 1 < r->in->n &&
	       mark_is_quoted(r->in->at[i + 1].text);
}

static void keep(struct reply *r, size_t i)
{
	*ARENA_PUSH(r->a, &r->out) = r->in->at[i];
	r->has_words = r->has_words || !mark_is_blank(r->in->at[i].text);
	r->last_was_quoted = false;
}

/* Handle line i; gives the next line, or in->n to stop. */
static size_t step(struct reply *r, size_t i)
{
	const struct mail_lines *l = r->in;
	struct mark m = { .kind = MARK_NONE };
	size_t next;

	if (is_quoted(r, i)) {
		r->last_was_quoted = true;
		r->last_quoted_len = span_trim(l->at[i].text).len;
		return i + 1;
	}
	if (mark_is_blank(l->at[i].text)) {
		keep(r, i);
		return i + 1;
	}
	if (is_wrapped_quote(r, i))
		return i + 1;
	arena_clear(r->scratch);
	m = mark_at(r->scratch, l, i);
	if (m.kind == MARK_NONE) {
		next = next_filled(l, i + 1);
		if (begins_signature(r, i))
			return l->n;
		if (next < l->n && is_quoted(r, next) &&
		    mark_is_dated_colon(r->scratch, l->at[i].text))
			return i + 1;
		keep(r, i);
		return i + 1;
	}
	if (m.kind != MARK_ATTRIBUTION)
		return l->n;
	/* Marked quotes may be followed by more of the sender's words; unmarked ones end the mail. */
	next = next_filled(l, m.end);
	r->piped = next < l->n && span_starts(span_trim(l->at[next].text), S("|"));
	return next < l->n && is_quoted(r, next) ? m.end : l->n;
}

/* Words of confidentiality notices (folded), of which two make a long last paragraph one. */
static const char *const notice_words[] = {
	"confidential",
	"destinatar",
	"eroare",
	"intended recipient",
	"privileged",
	"disclaimer",
	"in error",
	"dezvaluire",
	"fortrolig",
	"modtager",
	"vertraulich",
	"divulg",
	"distribui",
	"unauthorized",
	"informatii cu caracter",
	"copier",
	"legally",
	"neautorizat",
	"irrtumlich",
	"adressat",
	"confidentiel",
	"destinataire",
	"par erreur",
	"confidencial",
	"por error",
	"confidenzial",
	"riservat",
	"vertrouwelijk",
	"geadresseerde",
	"konfidentiell",
	"poufn",
	"adresat",
	"konfidencial",
	"конфиденциал",
	"получател",
	"ved en fejl",
};

static bool is_notice(struct reply *r, size_t from, size_t to)
{
	struct span text = mail_lines_join(r->scratch, &r->out, from, to);
	struct hay hay;
	size_t n = 0;

	if (text.len < NOTICE_MIN)
		return false;
	hay_of(&hay, utf8_fold(r->scratch, utf8_cut(text, 2000)));
	for (size_t i = 0; i < ARRAY_LEN(notice_words); i++)
		n += hay_has(&hay, notice_words[i]);
	return n >= 2;
}

/* Where the text ends without the notices below it; the first paragraph always stays. */
static size_t without_notices(struct reply *r, size_t to)
{
	for (unsigned n = 0; n < 4; n++) {
		size_t begin = to;

		arena_clear(r->scratch);
		while (begin > 0 && !mark_is_blank(r->out.at[begin - 1].text))
			begin--;
		if (begin == 0 || !is_notice(r, begin, to))
			return to;
		to = begin;
		while (to > 0 && mark_is_blank(r->out.at[to - 1].text))
			to--;
	}
	return to;
}

/* Programs that write a <p> for each line put a blank one between orders: those were not typed, and a
 * blank line ends an order block. */
static void drop_gaps(struct mail_lines *l)
{
	bool capitals = false; /* of the first line of the paragraph that is being passed */
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (l->at[i].gap && capitals && i + 1 < l->n &&
		    mark_begins_in_capitals(l->at[i + 1].text))
			continue;
		if (n == 0 || mark_is_blank(l->at[n - 1].text))
			capitals = mark_begins_in_capitals(l->at[i].text);
		l->at[n++] = l->at[i];
	}
	l->n = n;
}

struct span mail_reply_text(struct arena *a, const struct mail_lines *lines)
{
	SCOPED_ARENA scratch = arena_new(SCRATCH_MAX);
	struct reply r = {
		.a = a, .scratch = scratch, .in = lines, .soft_is_free = !has_free_text(lines)
	};
	size_t from = 0, to;
	struct span text;
	bool cut;

	for (size_t i = 0; i < lines->n;)
		i = step(&r, i);
	cut = r.out.n < lines->n;
	drop_gaps(&r.out);
	to = r.out.n;
	/* Separators that stood before what was cut go with it. */
	while (to > 0 && (mark_is_blank(r.out.at[to - 1].text) ||
			  (cut && mark_is_rule(r.out.at[to - 1].text))))
		to--;
	if (to > 0)
		to = without_notices(&r, to);
	while (from < to && mark_is_blank(r.out.at[from].text))
		from++;
	text = mail_lines_join(a, &r.out, from, to);
	while (text.len && strchr(" \t\n", text.ptr[text.len - 1]))
		text.len--;
	return text;
}
