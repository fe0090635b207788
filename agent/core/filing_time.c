/* When a filing must be done, may leave, and is looked at again. */
#include "filing.h"

#include "ident.h"
#include "span.h"

enum { LEAVE_HOUR = 9, MINUTE_S = 60, URGENT_DAYS = 2 };

static const struct filing_rule *rule_of(const struct filing_rules *rules, struct day issue)
{
	const struct filing_rule *best = NULL;

	for (size_t i = 0; i < rules->n; i++)
		if (day_cmp(rules->at[i].from, issue) <= 0 &&
		    (!best || day_cmp(rules->at[i].from, best->from) >= 0))
			best = &rules->at[i];
	return best;
}

/* Regulation 1182/71 art. 3: the first day is not counted (1); a period in days that ends on a holiday, Sunday
 * or Saturday ends with the next working day (4); one of two days or more has at least two working days (5). */
static struct day ends(const struct filing_rule *r, struct day from)
{
	struct day last, two = day_add_working(from, 2);

	if (r->working)
		return day_add_working(from, r->days);
	last = day_add(from, r->days);
	if (!day_is_working(last))
		last = day_add_working(last, 1);
	return r->days >= 2 && day_cmp(last, two) < 0 ? two : last;
}

struct day filing_deadline(const struct filing_rules *rules, struct day issue, struct day tax_point)
{
	const struct filing_rule *r = rule_of(rules, issue);
	struct day by_issue, by_limit, limit;
	struct civil c;

	if (!r)
		return DAY_NONE;
	by_issue = ends(r, issue);
	if (!r->issue_limit || !day_is_set(tax_point))
		return by_issue;
	c = day_civil(tax_point);
	c.day = 1;
	if (day_from_civil(c, &limit))
		return by_issue;
	limit = day_add(day_add_months(limit, 1), r->issue_limit - 1);
	by_limit = ends(r, limit);
	return day_cmp(by_limit, by_issue) < 0 ? by_limit : by_issue;
}

struct day filing_deadline_after(const struct filing_rules *rules, struct day issue,
				 struct day deadline, int lost)
{
	const struct filing_rule *r = rule_of(rules, issue);

	return r && r->outage_extends ? day_add_working(deadline, lost) : deadline;
}

int64_t filing_leaves(struct day deadline, int64_t now, int64_t hold_min)
{
	int64_t wished = now + hold_min * MINUTE_S, latest;

	if (!day_is_set(deadline))
		return wished;
	latest = day_instant(day_add_working(deadline, -1), LEAVE_HOUR, 0);
	if (wished > latest)
		wished = latest;
	return wished < now ? now : wished;
}

static bool waits(const struct filing *f)
{
	return f->state != FILING_OK && !f->accepted && day_is_set(f->deadline);
}

bool filing_is_urgent(const struct filing *f, struct day today)
{
	return waits(f) && day_cmp(day_add_working(today, URGENT_DAYS), f->deadline) >= 0;
}

bool filing_is_late(const struct filing *f, struct day today)
{
	return waits(f) && day_cmp(today, f->deadline) > 0;
}

int filing_poll_pause(int polls)
{
	static const int s[] = { 15, 60, 120, 300, 900, 1800, 3600 };

	return s[(size_t)polls < ARRAY_LEN(s) ? (size_t)polls : ARRAY_LEN(s) - 1];
}

static bool is_romanian(const struct party *p)
{
	return p->country.len == 0 || span_ieq(p->country, S("RO"));
}

/* A CNP has 13 digits, a CUI at most 10. */
enum filing_channel filing_channel_of(const struct snapshot *s)
{
	return s->buyer.tax_id.len == 0 || s->buyer.tax_id.len == 13 ? FILING_B2C : FILING_B2B;
}

/* OUG 89/2025: who is not established here but has a Romanian VAT number is filed to as Romanians are. */
bool filing_is_foreign(const struct snapshot *s)
{
	return !is_romanian(&s->buyer) && !party_has_cui(&s->buyer);
}
