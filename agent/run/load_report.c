/* A period in figures, as hits (load_report.h). */
#include "load_report.h"

#include "digest.h"
#include "row_register.h"
#include "row_report.h"

enum { CLIENTS = 5 };

static enum rc books(struct loader *l, struct period p, struct why *reterr)
{
	struct books_sums sums = { 0 };
	enum rc rc = row_register_books(l->tx, l->a, p, &sums, reterr);

	for (size_t i = 0; !rc && i < sums.n; i++) {
		struct value *v = load_add_hit(l, "report_books");

		value_set(l->a, v, "what", value_text(l->a, sums.at[i].what));
		value_set(l->a, v, "n", value_int(l->a, sums.at[i].n));
		value_set(l->a, v, "sum", value_money(l->a, sums.at[i].sum));
	}
	return rc;
}

/* What is open today, and what of it is late. */
static enum rc open_today(struct loader *l, struct why *reterr)
{
	static const char *const names[][2] = { { "unpaid_sum", "unpaid" },
						{ "overdue_sum", "overdue" } };
	struct value *figures;
	enum rc rc =
		digest_figures(l->tx, l->a, l->s->today, l->s->now, l->s->now, &figures, reterr);

	for (size_t i = 0; !rc && i < ARRAY_LEN(names); i++) {
		const struct value *sums = value_get(figures, names[i][0]);

		for (size_t k = 0; sums && k < sums->u.list.n; k++) {
			struct value *v = load_add_hit(l, "report_open");

			value_set(l->a, v, "what", value_str(l->a, names[i][1]));
			value_set(l->a, v, "sum", sums->u.list.at[k]);
		}
	}
	return rc;
}

static void show(struct loader *l, const char *kind, const struct report_figures *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct value *v = load_add_hit(l, kind);

		value_set(l->a, v, "name", value_text(l->a, f->at[i].name));
		value_set(l->a, v, "n", value_int(l->a, f->at[i].n));
		if (f->at[i].sum.cur[0])
			value_set(l->a, v, "sum", value_money(l->a, f->at[i].sum));
	}
}

enum rc load_report(struct loader *l, struct span words, struct why *reterr)
{
	struct report_figures clients = { 0 }, cards = { 0 };
	struct period p = { day_add(l->s->today, 1 - day_civil(l->s->today).day), l->s->today };
	struct value *v;
	enum rc rc;

	if (words.len && period_read(l->a, words, l->s->today, &p))
		return RC_OK;
	v = load_add_hit(l, "report");
	value_set(l->a, v, "name", value_text(l->a, period_name(l->a, p)));
	if (day_is_set(p.from)) {
		value_set(l->a, v, "from", value_day(l->a, p.from));
		value_set(l->a, v, "to", value_day(l->a, p.to));
	}
	rc = books(l, p, reterr);
	if (!rc)
		rc = open_today(l, reterr);
	if (!rc)
		rc = row_report_clients(l->tx, l->a, p, CLIENTS, &clients, reterr);
	if (!rc)
		rc = row_report_cards(l->tx, l->a, p, &cards, reterr);
	if (rc)
		return rc;
	show(l, "report_client", &clients);
	show(l, "report_cards", &cards);
	return RC_OK;
}
