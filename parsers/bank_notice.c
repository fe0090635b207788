/* The engine that reads bank mails by rules: see bank_notice.h; reading rules of amounts and dates
 * in the payments reference, 1.4. */
#include "bank_notice.h"

#include "ident.h"
#include "regex.h"
#include "span.h"
#include "utf8.h"

#define TEXT_MAX (256 * 1024)

struct bank_engine {
	const struct bank_rules *rules;
	struct regex **re; /* all patterns of all rules, in order */
	size_t n;
};

/* The text that patterns see, and where each of its bytes stands in the mail. */
struct view {
	struct span text, plain;
	uint32_t *at; /* plain.len + 1 */
};

static enum rc compile(struct span pattern, unsigned more, struct regex **ret, struct why *reterr)
{
	return regex_compile(pattern, REGEX_CASELESS | REGEX_LINES | more, ret, reterr);
}

enum rc bank_pattern_check(struct span pattern, struct why *reterr)
{
	struct regex *re = NULL;
	/* The daemon itself only looks: pages that are written and executed are for the caged child. */
	enum rc rc = compile(pattern, REGEX_INTERPRETED, &re, reterr);

	if (!rc && !regex_has_group(re, "amount"))
		rc = why_fail(reterr, RC_BAD_CONFIG, "pattern: has no group (?<amount>...)");
	regex_free(re);
	return rc;
}

void bank_engine_close(struct bank_engine *e)
{
	if (!e)
		return;
	for (size_t i = 0; e->re && i < e->n; i++)
		regex_free(e->re[i]);
	free(e->re);
	free(e);
}

enum rc bank_engine_open(const struct bank_rules *rules, struct bank_engine **ret,
			 struct why *reterr)
{
	struct bank_engine *e = calloc(1, sizeof(*e));
	size_t n = 0;
	enum rc rc = RC_OK;

	if (!e)
		return why_fail(reterr, RC_RETRY, "no memory for bank rules");
	e->rules = rules;
	for (size_t i = 0; i < rules->n; i++)
		n += rules->at[i].n_pattern;
	e->re = calloc(n ? n : 1, sizeof(*e->re));
	if (!e->re)
		rc = why_fail(reterr, RC_RETRY, "no memory for bank rules");
	for (size_t i = 0; !rc && i < rules->n; i++) {
		for (size_t k = 0; !rc && k < rules->at[i].n_pattern; k++) {
			rc = compile(rules->at[i].pattern[k].regex, 0, &e->re[e->n], reterr);
			if (rc)
				rc = why_prefix(reterr, rc, "bank %.*s, pattern %zu",
						SPAN_ARG(rules->at[i].name), k + 1);
			else
				e->n++;
		}
	}
	if (rc) {
		bank_engine_close(e);
		return rc;
	}
	*ret = e;
	return RC_OK;
}

const struct bank_rule *bank_rule_of(const struct bank_rules *rules, struct span from)
{
	size_t at = span_find_char(from, '@', 0);

	for (size_t i = 0; i < rules->n && at != SIZE_MAX; i++) {
		for (size_t k = 0; k < rules->at[i].senders.n; k++) {
			struct span s = rules->at[i].senders.at[k];

			if (span_ieq(s, s.len && s.ptr[0] == '@' ? span_from(from, at) : from))
				return &rules->at[i];
		}
	}
	return NULL;
}

/* The ASCII letter that stands for a Romanian one; 0 = as it is. */
static char plain_rune(uint32_t r)
{
	static const struct {
		uint16_t rune;
		char plain;
	} table[] = {
		{ 0x102, 'A' },  { 0x103, 'a' },  { 0xc2, 'A' },    { 0xe2, 'a' },
		{ 0xce, 'I' },   { 0xee, 'i' },   { 0x218, 'S' },   { 0x219, 's' },
		{ 0x15e, 'S' },  { 0x15f, 's' },  { 0x21a, 'T' },   { 0x21b, 't' },
		{ 0x162, 'T' },  { 0x163, 't' },  { 0xa0, ' ' },    { 0x202f, ' ' },
		{ 0x2009, ' ' }, { '\t', ' ' },   { 0x2010, '-' },  { 0x2011, '-' },
		{ 0x2013, '-' }, { 0x2014, '-' }, { 0x2212, '-' },  { 0x201e, '"' },
		{ 0x201c, '"' }, { 0x201d, '"' }, { 0x2019, '\'' },
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].rune == r)
			return table[i].plain;
	return 0;
}

static struct view make_view(struct arena *a, struct span text)
{
	struct view v = { .text = text };
	char *to = arena_alloc(a, text.len + 1);
	struct span rest = text;
	uint32_t rune;
	size_t n = 0;

	v.at = ARENA_ARRAY(a, text.len + 1, uint32_t);
	while (rest.len) {
		size_t at = text.len - rest.len, size;
		char plain;

		if (!utf8_next(&rest, &rune))
			break;
		size = text.len - rest.len - at;
		if (rune == '\r')
			continue;
		plain = rune < 0x80 && rune != '\t' ? (char)rune : plain_rune(rune);
		if (plain) {
			v.at[n] = (uint32_t)at;
			to[n++] = plain;
			continue;
		}
		for (size_t i = 0; i < size; i++) {
			v.at[n] = (uint32_t)(at + i);
			to[n++] = text.ptr[at + i];
		}
	}
	v.at[n] = (uint32_t)text.len;
	v.plain = (struct span){ to, n };
	return v;
}

/* A group as it stands in the mail: trimmed, lines joined, without a trailing full stop or comma. */
static struct span take(struct arena *a, const struct view *v, const struct regex *re,
			const char *name)
{
	struct span g = regex_group(re, name), s, out;
	size_t from, to, n = 0;
	char *p;

	if (!g.len)
		return g;
	from = v->at[g.ptr - v->plain.ptr];
	to = v->at[(size_t)(g.ptr - v->plain.ptr) + g.len];
	s = span_trim(span_sub(v->text, from, to - from));
	p = arena_alloc(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		bool blank = strchr(" \t\r\n", s.ptr[i]) != NULL && s.ptr[i];

		if (blank && n && p[n - 1] == ' ')
			continue;
		p[n++] = blank ? ' ' : s.ptr[i];
	}
	out = span_trim((struct span){ p, n });
	while (out.len && strchr(",;", out.ptr[out.len - 1]))
		out.len--;
	return out;
}

static enum rc take_amount(struct arena *a, const struct view *v, const struct bank_rule *rule,
			   const struct regex *re, struct money *ret, struct why *w)
{
	struct span amount = take(a, v, re, "amount"), named = take(a, v, re, "currency");
	char cur[4] = "";

	if (named.len ? !money_word_currency(named, cur) : rule->currency.len != 3)
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: no currency for %.*s",
				SPAN_ARG(rule->name), SPAN_ARG(amount));
	if (!named.len)
		memcpy(cur, rule->currency.ptr, 3);
	if (money_parse(amount, rule->mark, cur, ret))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: amount %.*s cannot be read",
				SPAN_ARG(rule->name), SPAN_ARG(amount));
	/* Direction is the pattern's; a sign only repeats it. */
	if (ret->minor < 0)
		*ret = money_neg(*ret);
	if (money_is_zero(*ret))
		return why_fail(w, RC_BAD_INPUT, "bank %.*s: an amount of zero",
				SPAN_ARG(rule->name));
	return RC_OK;
}

static enum rc take_notice(struct arena *a, const struct view *v, const struct bank_rule *rule,
			   const struct regex *re, struct notice *n, struct why *w)
{
	struct span date = take(a, v, re, "date"), iban = take(a, v, re, "iban");
	struct span tax = take(a, v, re, "tax_id"), digits;
	bool ro;

	n->bank = rule->name;
	n->day = DAY_NONE;
	if (date.len && day_parse(date, &n->day))
		n->day = DAY_NONE;
	n->payer = take(a, v, re, "payer");
	n->details = take(a, v, re, "details");
	n->bank_ref = take(a, v, re, "ref");
	n->account = take(a, v, re, "account");
	/* A masked or broken account is kept as printed: only a whole IBAN identifies. */
	n->payer_iban = ident_iban_valid(iban) ? ident_iban_compact(a, iban) : iban;
	digits = ident_cui_digits(a, tax, &ro);
	n->payer_tax_id = digits.len ? digits : tax;
	return take_amount(a, v, rule, re, &n->amount, w);
}

struct found {
	size_t from, to;
	struct notice notice;
};
struct founds {
	struct found *at;
	size_t n, cap;
};

static bool overlaps(const struct founds *f, size_t from, size_t to)
{
	for (size_t i = 0; i < f->n; i++)
		if (from < f->at[i].to && f->at[i].from < to)
			return true;
	return false;
}

static enum rc read_pattern(struct arena *a, const struct view *v, const struct bank_rule *rule,
			    struct regex *re, bool incoming, struct founds *f, struct why *w)
{
	size_t pos = 0;
	bool hit = false;
	enum rc rc;

	while (pos <= v->plain.len) {
		struct span m;
		size_t from;

		rc = regex_match(re, v->plain, pos, &hit, w);
		if (rc || !hit)
			return rc;
		m = regex_whole(re);
		from = m.ptr ? (size_t)(m.ptr - v->plain.ptr) : pos;
		pos = m.len ? from + m.len : from + 1;
		while (pos < v->plain.len && ((unsigned char)v->plain.ptr[pos] & 0xc0) == 0x80)
			pos++;
		if (!m.len || overlaps(f, from, from + m.len))
			continue;
		if (f->n == BANK_NOTICES_MAX)
			return why_fail(w, RC_BAD_INPUT,
					"bank %.*s: more than %d movements in a mail",
					SPAN_ARG(rule->name), BANK_NOTICES_MAX);
		*ARENA_PUSH(a, f) = (struct found){ .from = from, .to = from + m.len };
		f->at[f->n - 1].notice.incoming = incoming;
		rc = take_notice(a, v, rule, re, &f->at[f->n - 1].notice, w);
		if (rc)
			return rc;
	}
	return RC_OK;
}

static void sort_by_place(struct founds *f)
{
	for (size_t i = 1; i < f->n; i++) {
		struct found x = f->at[i];
		size_t k = i;

		for (; k && f->at[k - 1].from > x.from; k--)
			f->at[k] = f->at[k - 1];
		f->at[k] = x;
	}
}

enum rc bank_notice_read(struct bank_engine *e, struct arena *a, const struct bank_rule *rule,
			 struct span text, struct notices *ret, struct why *reterr)
{
	struct founds f = { 0 };
	struct regex **re = e->re;
	struct view v;
	enum rc rc;

	*ret = (struct notices){ 0 };
	if (text.len > TEXT_MAX)
		return why_fail(reterr, RC_BAD_INPUT,
				"bank %.*s: the text is too long for a notice",
				SPAN_ARG(rule->name));
	for (const struct bank_rule *r = e->rules->at; r != rule; r++)
		re += r->n_pattern;
	v = make_view(a, text);
	for (size_t k = 0; k < rule->n_pattern; k++) {
		rc = read_pattern(a, &v, rule, re[k], rule->pattern[k].incoming, &f, reterr);
		if (rc)
			return rc;
	}
	sort_by_place(&f);
	for (size_t i = 0; i < f.n; i++)
		*ARENA_PUSH(a, ret) = f.at[i].notice;
	return RC_OK;
}
