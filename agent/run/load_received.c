/* Suppliers' invoices for the working copy (load_received.h). */
#include "load_received.h"

#include "period.h"
#include "row_received.h"
#include "span.h"
#include "utf8.h"

enum { SHOWN = 20, PAGE = 500, PAGES = 20, CURRENCIES = 16 };

struct wanted {
	struct period days; /* DAY_NONE at both ends: any */
	struct span words;  /* folded; "" = any */
	struct money sum[CURRENCIES];
	size_t n_sum;
	int64_t n;
};

static bool fits(struct arena *a, const struct wanted *w, const struct received *r)
{
	struct day day = day_is_set(r->issue) ? r->issue : day_of_instant(r->listed);

	if (day_is_set(w->days.from) &&
	    (day_cmp(day, w->days.from) < 0 || day_cmp(day, w->days.to) > 0))
		return false;
	return !w->words.len || span_has(utf8_fold(a, r->name), w->words) ||
	       span_has(utf8_fold(a, r->number), w->words) || span_eq(r->seller, w->words);
}

static void add(struct wanted *w, const struct received_shown *s)
{
	size_t i = 0;

	w->n++;
	if (s->state != RECEIVED_KEPT || s->r.unreadable)
		return;
	while (i < w->n_sum && !money_same_currency(w->sum[i], s->r.total))
		i++;
	if (i == CURRENCIES)
		return;
	if (i == w->n_sum) {
		w->sum[w->n_sum++] = s->r.total;
		return;
	}
	/* A sum that is too large to be one is not shown wrong. */
	if (__builtin_add_overflow(w->sum[i].minor, s->r.total.minor, &w->sum[i].minor))
		w->sum[i].minor = 0;
}

static void show(struct loader *l, const struct received_shown *s)
{
	struct arena *a = l->a;
	const struct received *r = &s->r;
	struct value *v = load_add_hit(l, "received");

	value_set(a, v, "id", value_int(a, r->id));
	value_set(a, v, "supplier", value_text(a, r->name.len ? r->name : r->seller));
	value_set(a, v, "cui", value_text(a, r->seller));
	value_set(a, v, "number", value_text(a, r->number));
	value_set(a, v, "state", value_str(a, received_state_name(s->state)));
	value_set(a, v, "unreadable", value_bool(a, r->unreadable));
	if (day_is_set(r->issue))
		value_set(a, v, "issue", value_day(a, r->issue));
	if (day_is_set(r->due))
		value_set(a, v, "due", value_day(a, r->due));
	if (r->number.len)
		value_set(a, v, "total", value_money(a, r->total));
}

static enum rc look(struct loader *l, struct wanted *w, struct why *reterr)
{
	int64_t before = INT64_MAX;
	size_t n = PAGE;
	enum rc rc = RC_OK;

	for (int page = 0; !rc && n == PAGE && page < PAGES; page++) {
		SCOPED_ARENA fold = arena_new(4 << 20);
		struct received_rows rows = { 0 };

		rc = row_received_page(l->tx, l->a, before, PAGE, &rows, reterr);
		n = rc ? 0 : rows.n;
		for (size_t i = 0; i < n; i++) {
			before = rows.at[i].r.id;
			if (!fits(fold, w, &rows.at[i].r))
				continue;
			if (w->n < SHOWN)
				show(l, &rows.at[i]);
			add(w, &rows.at[i]);
		}
	}
	return rc;
}

enum rc load_received(struct loader *l, struct span words, struct why *reterr)
{
	struct arena *a = l->a;
	struct wanted w = { .days = { DAY_NONE, DAY_NONE }, .words = S("") };
	struct value *v;
	enum rc rc;

	if (words.len && period_read(a, words, l->s->today, &w.days)) {
		w.days = (struct period){ DAY_NONE, DAY_NONE };
		w.words = span_trim(utf8_fold(a, words));
	}
	rc = look(l, &w, reterr);
	for (size_t i = 0; !rc && i < w.n_sum; i++) {
		v = load_add_hit(l, "received_sum");
		value_set(a, v, "sum", value_money(a, w.sum[i]));
	}
	if (!rc) {
		v = load_add_hit(l, "received_all");
		value_set(a, v, "count", value_int(a, w.n));
	}
	return rc;
}
