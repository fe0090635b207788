/* The engine that reads bank mails by rules: see bank_notice.h. */
#include "bank_in.h"

#include "span.h"

#define TEXT_MAX (256 * 1024)

struct bank_engine {
	const struct bank_rules *rules;
	struct regex **re; /* all patterns of all rules, in order; equal ones share one */
	size_t n;
};

static enum rc compile(struct span pattern, unsigned more, struct regex **ret, struct why *reterr)
{
	return regex_compile(pattern, REGEX_CASELESS | REGEX_LINES | more, ret, reterr);
}

enum rc bank_pattern_check(struct span pattern, enum bank_pattern_use use, struct why *reterr)
{
	struct regex *re = NULL;
	/* The daemon itself only looks: pages that are written and executed are for the caged child. */
	enum rc rc = compile(pattern, REGEX_INTERPRETED, &re, reterr);
	bool some = false;

	for (unsigned i = 0; !rc && i < BANK_FIELDS; i++)
		some |= regex_has_group(re, bank_fields[i]);
	if (!rc && use == BANK_PART && !some)
		rc = why_fail(reterr, RC_BAD_CONFIG, "part: has no group named after a field");
	regex_free(re);
	return rc;
}

/* The same pattern of an earlier bank (wordings are shared), SIZE_MAX = none. */
static size_t same_before(const struct bank_engine *e, struct span regex)
{
	size_t n = 0;

	for (size_t i = 0; i < e->rules->n; i++) {
		for (size_t k = 0; k < e->rules->at[i].n_pattern; k++, n++) {
			if (n == e->n)
				return SIZE_MAX;
			if (span_eq(e->rules->at[i].pattern[k].regex, regex))
				return n;
		}
	}
	return SIZE_MAX;
}

void bank_engine_close(struct bank_engine *e)
{
	size_t n;

	if (!e)
		return;
	for (n = e->n; n > 0; n--) {
		bool shared = false;

		for (size_t k = 0; k + 1 < n; k++)
			shared |= e->re[k] == e->re[n - 1];
		if (!shared)
			regex_free(e->re[n - 1]);
	}
	free(e->re);
	free(e);
}

static enum rc add_pattern(struct bank_engine *e, struct span regex, struct why *reterr)
{
	size_t same = same_before(e, regex);
	enum rc rc = RC_OK;

	if (same != SIZE_MAX)
		e->re[e->n] = e->re[same];
	else
		rc = compile(regex, 0, &e->re[e->n], reterr);
	e->n += !rc;
	return rc;
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
	e->re = calloc(n ? n : 1, sizeof(struct regex *));
	if (!e->re) {
		free(e);
		return why_fail(reterr, RC_RETRY, "no memory for bank rules");
	}
	for (size_t i = 0; !rc && i < rules->n; i++) {
		for (size_t k = 0; !rc && k < rules->at[i].n_pattern; k++) {
			rc = add_pattern(e, rules->at[i].pattern[k].regex, reterr);
			if (rc)
				rc = why_prefix(reterr, rc, "bank %.*s, pattern %zu",
						SPAN_ARG(rules->at[i].name), k + 1);
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

/* Where a movement begins. */
struct found {
	size_t pattern, from, to;
	struct bank_fields seed;
};
struct founds {
	struct found *at;
	size_t n, cap;
};
struct told {
	size_t pattern;
	struct notice notice;
};
struct tolds {
	struct told *at;
	size_t n, cap;
};
struct reading {
	struct arena *a;
	struct bank_view view;
	const struct bank_rule *rule;
	struct regex **re; /* of the rule's patterns */
	struct founds founds;
	struct tolds told;
};

static bool overlaps(const struct founds *f, size_t from, size_t to)
{
	for (size_t i = 0; i < f->n; i++)
		if (from < f->at[i].to && f->at[i].from < to)
			return true;
	return false;
}

static enum rc too_many(const struct bank_rule *rule, struct why *w)
{
	return why_fail(w, RC_BAD_INPUT, "bank %.*s: more than %d movements in a mail",
			SPAN_ARG(rule->name), BANK_NOTICES_MAX);
}

static enum rc find_pattern(struct reading *r, size_t k, struct why *w)
{
	struct span plain = r->view.plain;
	size_t pos = 0;
	bool hit = false;
	enum rc rc;

	while (pos <= plain.len) {
		struct found *f;
		struct span m;
		size_t from;

		rc = regex_match(r->re[k], plain, pos, &hit, w);
		if (rc || !hit)
			return rc;
		m = regex_whole(r->re[k]);
		from = m.ptr ? (size_t)(m.ptr - plain.ptr) : pos;
		pos = m.len ? from + m.len : from + 1;
		while (pos < plain.len && ((unsigned char)plain.ptr[pos] & 0xc0) == 0x80)
			pos++;
		if (!m.len || overlaps(&r->founds, from, from + m.len))
			continue;
		if (r->founds.n == BANK_NOTICES_MAX)
			return too_many(r->rule, w);
		f = ARENA_PUSH(r->a, &r->founds);
		*f = (struct found){ .pattern = k, .from = from, .to = from + m.len };
		bank_fields_take(r->a, &r->view, r->re[k], &f->seed);
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

/* What the parts find between two places for the fields that are still open. */
static enum rc take_parts(struct reading *r, size_t from, size_t to, struct bank_fields *f,
			  struct why *w)
{
	for (size_t k = 0; k < r->rule->n_pattern; k++) {
		bool hit = false;
		enum rc rc;

		if (r->rule->pattern[k].use != BANK_PART)
			continue;
		rc = regex_match(r->re[k], span_sub(r->view.plain, 0, to), from, &hit, w);
		if (rc)
			return rc;
		if (hit)
			bank_fields_take(r->a, &r->view, r->re[k], f);
	}
	return RC_OK;
}

static enum rc take_region(struct reading *r, size_t pattern, enum bank_direction direction,
			   size_t from, size_t to, const struct bank_fields *seed, struct why *w)
{
	struct bank_blocks blocks = { 0 };
	enum rc rc = RC_OK;

	/* Parts first: they say more exactly what a labelled line holds. */
	struct bank_fields one = *seed;

	if (seed->at[BANK_AMOUNT].len) {
		rc = take_parts(r, from, to, &one, w);
		seed = &one;
	}
	if (!rc)
		rc = bank_labels_read(r->a, &r->view, r->rule, from, to, seed, &blocks, w);
	for (size_t i = 0; !rc && i < blocks.n; i++) {
		struct notice n;
		bool is = false;

		if (!seed->at[BANK_AMOUNT].len && blocks.n == 1)
			rc = take_parts(r, from, to, &blocks.at[i], w);
		/* Without a pattern that says so, an amount alone is no movement. */
		if (!rc && pattern == SIZE_MAX && !bank_fields_tell(&blocks.at[i]))
			continue;
		if (!rc)
			rc = bank_fields_notice(r->a, r->rule, direction, &blocks.at[i], &n, &is,
						w);
		if (rc || !is)
			continue;
		if (r->told.n == BANK_NOTICES_MAX)
			return too_many(r->rule, w);
		*ARENA_PUSH(r->a, &r->told) = (struct told){ pattern, n };
	}
	return rc;
}

static bool agree(struct span a, struct span b)
{
	return !a.len || !b.len || span_ieq(a, b);
}

static void fill(struct span *to, struct span from)
{
	if (!to->len)
		*to = from;
}

/* A headline and the table below it: one movement, told by two patterns. */
static bool merge(struct told *to, const struct told *more)
{
	struct notice *a = &to->notice;
	const struct notice *b = &more->notice;

	if (to->pattern == more->pattern || a->incoming != b->incoming ||
	    !money_same_currency(a->amount, b->amount) || a->amount.minor != b->amount.minor ||
	    !agree(a->payer, b->payer) || !agree(a->payer_iban, b->payer_iban) ||
	    !agree(a->bank_ref, b->bank_ref) || !agree(a->details, b->details) ||
	    !agree(a->reference, b->reference) ||
	    (day_is_set(a->day) && day_is_set(b->day) && !day_eq(a->day, b->day)))
		return false;
	fill(&a->payer, b->payer);
	fill(&a->payer_iban, b->payer_iban);
	fill(&a->payer_tax_id, b->payer_tax_id);
	fill(&a->details, b->details);
	fill(&a->bank_ref, b->bank_ref);
	fill(&a->account, b->account);
	fill(&a->reference, b->reference);
	fill(&a->payer_account, b->payer_account);
	fill(&a->kind, b->kind);
	if (!day_is_set(a->day))
		a->day = b->day;
	a->fee = a->fee ? a->fee : b->fee;
	return true;
}

static void give(struct reading *r, struct notices *ret)
{
	for (size_t i = 0; i < r->told.n; i++) {
		while (i + 1 < r->told.n && merge(&r->told.at[i], &r->told.at[i + 1])) {
			r->told.at[i + 1] = r->told.at[i];
			i++;
		}
		*ARENA_PUSH(r->a, ret) = r->told.at[i].notice;
	}
}

/* Does a pattern say that this mail tells of no movement? */
static enum rc is_nothing(struct reading *r, bool *ret, struct why *w)
{
	enum rc rc = RC_OK;

	for (size_t k = 0; !rc && !*ret && k < r->rule->n_pattern; k++)
		if (r->rule->pattern[k].use == BANK_NOTHING)
			rc = regex_match(r->re[k], r->view.plain, 0, ret, w);
	return rc;
}

enum rc bank_notice_read(struct bank_engine *e, struct arena *a, const struct bank_rule *rule,
			 struct span text, struct notices *ret, struct why *reterr)
{
	struct reading r = { .a = a, .rule = rule, .re = e->re };
	const struct bank_fields none = { 0 };
	enum rc rc = RC_OK;

	*ret = (struct notices){ 0 };
	if (text.len > TEXT_MAX)
		return why_fail(reterr, RC_BAD_INPUT,
				"bank %.*s: the text is too long for a notice",
				SPAN_ARG(rule->name));
	for (const struct bank_rule *b = e->rules->at; b != rule; b++)
		r.re += b->n_pattern;
	r.view = bank_view_of(a, text);
	for (size_t k = 0; !rc && k < rule->n_pattern; k++)
		if (rule->pattern[k].use == BANK_MOVEMENT)
			rc = find_pattern(&r, k, reterr);
	sort_by_place(&r.founds);
	for (size_t i = 0; !rc && i < r.founds.n; i++) {
		const struct found *f = &r.founds.at[i];

		rc = take_region(&r, f->pattern, rule->pattern[f->pattern].direction, f->to,
				 i + 1 < r.founds.n ? f[1].from : r.view.plain.len, &f->seed,
				 reterr);
	}
	if (!rc && rule->labelled && !r.told.n)
		rc = take_region(&r, SIZE_MAX, rule->default_, 0, r.view.plain.len, &none, reterr);
	if (!rc && !r.told.n)
		rc = is_nothing(&r, &ret->nothing, reterr);
	if (!rc)
		give(&r, ret);
	return rc;
}
