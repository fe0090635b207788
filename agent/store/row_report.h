/* A period in figures, for RAPORT. Documents of another program (below their series' first) are left out. */
#ifndef PLIC_ROW_REPORT_H
#define PLIC_ROW_REPORT_H

#include "period.h"
#include "rows.h"

struct report_figure {
	struct span name; /* a client's, a pipeline's */
	int64_t n;
	struct money sum;
};
struct report_figures {
	struct report_figure *at;
	size_t n, cap;
};
/* Who was billed most in the period, what was taken back subtracted; by currency. */
enum rc row_report_clients(struct tx *tx, struct arena *a, struct period p, unsigned limit,
			   struct report_figures *ret, struct why *reterr) MUST_CHECK;
/* How many cards were opened in each pipeline. */
enum rc row_report_cards(struct tx *tx, struct arena *a, struct period p,
			 struct report_figures *ret, struct why *reterr) MUST_CHECK;

#endif
