/* Series of numbers (OMFP 2634/2015: consecutive, one source). The row lives in the database; the
 * configured rule makes it the first time. */
#include "series.h"

#include <inttypes.h>

#include "span.h"

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

static struct series *series_of(struct state *s, const struct series_rule *r)
{
	struct series *se;

	for (size_t i = 0; i < s->series.n; i++)
		if (span_ieq(s->series.at[i]->prefix, r->prefix))
			return s->series.at[i];
	se = ARENA_NEW(s->a, struct series);
	se->kind = r->kind;
	se->prefix = r->prefix;
	se->next = r->start > 0 ? r->start : 1;
	se->pad = r->pad;
	*ARENA_PUSH(s->a, &s->series) = se;
	return se;
}

enum rc series_take(struct state *s, enum doc_kind kind, struct series_number *ret,
		    struct why *reterr)
{
	const struct series_rule *r = rule_of(s->firm, kind);
	struct series *se;
	int pad;

	if (!r)
		return why_fail(reterr, RC_BAD_CONFIG, "no series is configured for %s documents",
				doc_kind_name(kind));
	se = series_of(s, r);
	pad = se->pad <= 12 ? (int)se->pad : 12;
	ret->prefix = se->prefix;
	ret->number = se->next++;
	ret->printed = arena_fmt(s->a, "%0*" PRId64, pad, ret->number);
	se->dirty = true;
	return RC_OK;
}
