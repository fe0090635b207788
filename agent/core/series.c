/* Series of numbers (OMFP 2634/2015: consecutive, one source). The row lives in the database; the
 * configured rule makes it the first time. */
#include "series.h"

#include <inttypes.h>

#include "span.h"

#define SERIES_DIGITS 9 /* config allows no more */

static const struct series_rule *rule_of(const struct firm *f, enum doc_kind kind)
{
	for (size_t i = 0; i < f->series.n; i++)
		if (f->series.at[i].kind == kind)
			return &f->series.at[i];
	/* By custom a storno is an invoice with minus: one series for both. */
	return kind == DOC_STORNO ? rule_of(f, DOC_INVOICE) : NULL;
}

struct span series_prefix(const struct firm *f, enum doc_kind kind)
{
	const struct series_rule *r = rule_of(f, kind);

	return r ? r->prefix : (struct span){ 0 };
}

int64_t series_room(unsigned pad)
{
	int64_t n = 1;

	for (unsigned i = 0; i < pad && i < SERIES_DIGITS; i++)
		n *= 10;
	return n;
}

bool series_is_new_year(int64_t number, unsigned pad)
{
	return number > series_room(pad) && number % series_room(pad) == 1;
}

int64_t series_first(const struct series_rule *r, struct day day)
{
	int64_t start = r->start > 0 ? r->start : 1;

	return r->yearly ? day_civil(day).year * series_room(r->pad) + start : start;
}

static struct series *find(const struct state *s, const struct series_rule *r)
{
	for (size_t i = 0; i < s->series.n; i++)
		if (span_ieq(s->series.at[i]->prefix, r->prefix))
			return s->series.at[i];
	return NULL;
}

static struct series *series_of(struct state *s, const struct series_rule *r)
{
	struct series *se = find(s, r);

	if (se)
		return se;
	se = ARENA_NEW(s->a, struct series);
	se->kind = r->kind;
	se->prefix = r->prefix;
	se->next = series_first(r, s->today);
	se->pad = r->pad;
	*ARENA_PUSH(s->a, &s->series) = se;
	return se;
}

/* A new year's first number is 1, whatever the configured start: that one says where another program
 * ended. */
static int64_t next_on(const struct series *se, bool yearly, struct day day)
{
	int64_t base = day_civil(day).year * series_room(se->pad);

	return yearly && se->next <= base ? base + 1 : se->next;
}

static struct span print(struct arena *a, const struct series *se, int64_t number)
{
	return arena_fmt(a, "%0*" PRId64, se->pad <= 12 ? (int)se->pad : 12, number);
}

struct span series_next(const struct state *s, enum doc_kind kind, struct day day)
{
	const struct series_rule *r = rule_of(s->firm, kind);
	const struct series *se = r ? find(s, r) : NULL;
	struct series fresh = { 0 };

	if (!r)
		return (struct span){ 0 };
	if (!se) {
		fresh.pad = r->pad;
		fresh.next = series_first(r, day);
		se = &fresh;
	}
	return print(s->a, se, next_on(se, r->yearly, day));
}

enum rc series_take(struct state *s, enum doc_kind kind, struct series_number *ret,
		    struct why *reterr)
{
	const struct series_rule *r = rule_of(s->firm, kind);
	int64_t year = day_civil(s->today).year, number;
	struct series *se;

	if (!r)
		return why_fail(reterr, RC_BAD_CONFIG, "no series is configured for %s documents",
				doc_kind_name(kind));
	se = series_of(s, r);
	number = next_on(se, r->yearly, s->today);
	if (r->yearly && number / series_room(se->pad) > year && number % series_room(se->pad) != 0)
		return why_fail(reterr, RC_REFUSED,
				"series %.*s has numbers of a later year than %d already",
				SPAN_ARG(se->prefix), (int)year);
	if (r->yearly && number / series_room(se->pad) != year)
		return why_fail(reterr, RC_REFUSED,
				"series %.*s has no number left in %d: give series \"%s\" a new "
				"prefix and more digits",
				SPAN_ARG(se->prefix), (int)year, doc_kind_name(kind));
	ret->prefix = se->prefix;
	ret->number = number;
	ret->printed = print(s->a, se, number);
	se->next = number + 1;
	se->yearly |= r->yearly;
	se->dirty = true;
	return RC_OK;
}
