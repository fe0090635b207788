/* Rates of exchange on documents (see fx.h). */
#include "fx.h"

#include <string.h>

#include "span.h"

bool fx_is_lei(const char cur[4])
{
	return strcmp(cur, "RON") == 0;
}

struct day fx_published(struct day day)
{
	return day_add_working(day, -1);
}

bool fx_rate_at(const struct state *s, const char cur[4], struct day day, struct fx_rate *ret)
{
	struct day published = fx_published(day);
	bool found = false;

	for (size_t i = 0; i < s->rates.n; i++) {
		const struct fx_rate *r = &s->rates.at[i];

		if (strcmp(r->cur, cur) != 0 || day_cmp(r->day, published) < 0 ||
		    day_cmp(r->day, day) >= 0 || (found && day_cmp(r->day, ret->day) < 0))
			continue;
		*ret = *r;
		found = true;
	}
	return found;
}

struct day fx_day_of(const struct state *s, const struct snapshot *sn)
{
	bool other = day_is_set(sn->tax_point) && !day_eq(sn->tax_point, sn->issue);
	/* one that is issued anew under its number keeps its day */
	struct day last = sn->number.len ? sn->issue : s->today;

	return other && day_cmp(sn->tax_point, last) < 0 ? sn->tax_point : last;
}

static bool says_lei(enum doc_kind k)
{
	return k == DOC_OFFER || k == DOC_PROFORMA || k == DOC_INVOICE;
}

/* Issued with a rate of the right day that the cache has no more. */
static bool keeps_rate(const struct state *s, const struct snapshot *sn)
{
	struct day day = fx_day_of(s, sn);
	struct fx_rate r;

	return sn->number.len && sn->exchange.n && !fx_rate_at(s, sn->currency, day, &r) &&
	       day_cmp(sn->exchange_day, fx_published(day)) >= 0 &&
	       day_cmp(sn->exchange_day, day) < 0;
}

void fx_fill(const struct state *s, struct snapshot *sn)
{
	struct fx_rate r;

	if (sn->kind == DOC_STORNO || keeps_rate(s, sn))
		return;
	memset(sn->tax_currency, 0, sizeof(sn->tax_currency));
	sn->exchange = DECIMAL_INT(0);
	sn->exchange_day = DAY_NONE;
	sn->exchange_source = S("");
	if (!says_lei(sn->kind) || fx_is_lei(sn->currency))
		return;
	memcpy(sn->tax_currency, "RON", sizeof("RON"));
	if (!fx_rate_at(s, sn->currency, fx_day_of(s, sn), &r))
		return;
	sn->exchange = r.rate;
	sn->exchange_day = r.day;
	sn->exchange_source = S("BNR");
}

bool fx_lacks_rate(const struct snapshot *sn)
{
	return sn->kind == DOC_INVOICE && sn->tax_currency[0] && sn->exchange.n == 0;
}
