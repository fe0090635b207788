/* Inside the store: one document, one payment, looked at. The same rules serve the check before
 * COMMIT and `plic verify`. */
#ifndef PLIC_CHECK_H
#define PLIC_CHECK_H

#include "rows.h"

struct check;
/* rule: a name of verify.h; text: one line. */
typedef void check_report_fn(struct check *c, const char *rule, const char *text);

struct check {
	struct tx *tx;
	struct arena *scratch; /* the caller empties it */
	check_report_fn *report;
	void *ctx;
	/* Contents are read back and looked at; otherwise they were when they were written (db_check_content),
	 * and only that what is stored are those bytes is. */
	bool contents;
};

enum rc check_document(struct check *c, int64_t id, struct why *reterr) MUST_CHECK;
enum rc check_payment(struct check *c, int64_t id, struct why *reterr) MUST_CHECK;
/* A content against the row that it stands in. */
void check_snapshot(struct check *c, const struct document *row, const struct snapshot *s,
		    const char *label);
/* Lines, VAT and totals of a snapshot against each other (EN 16931 BR-CO-10, 13, 14, 15, 16). */
void check_sums(struct check *c, const struct snapshot *s, const char *label);
void check_say(struct check *c, const char *rule, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
