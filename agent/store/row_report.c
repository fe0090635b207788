/* Figures of a period (row_report.h). */
#include "row_report.h"

#include "db_in.h"
#include "query.h"

enum rc row_report_clients(struct tx *tx, struct arena *a, struct period p, unsigned limit,
			   struct report_figures *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_REPORT_CLIENTS);
	query_days(&q, p.from, p.to);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct report_figure *f = ARENA_PUSH(a, ret);

		f->name = col_text(&q, a);
		f->n = col_int(&q);
		f->sum.minor = col_int(&q);
		col_currency(&q, f->sum.cur);
	}
	return query_end(&q, reterr);
}

enum rc row_report_cards(struct tx *tx, struct arena *a, struct period p,
			 struct report_figures *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_REPORT_CARDS);
	query_days(&q, p.from, p.to);
	while (query_row(&q)) {
		struct report_figure *f = ARENA_PUSH(a, ret);

		f->name = col_text(&q, a);
		f->n = col_int(&q);
	}
	return query_end(&q, reterr);
}
