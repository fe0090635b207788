/* The digest's part of e-Factura: what it has not accepted yet, with its last day. */
#include "decide_filing.h"
#include "digest.h"
#include "row_filing.h"

#define FILING_ROWS 20

enum rc digest_filings(struct tx *tx, struct arena *a, struct value *out, struct why *reterr)
{
	struct value *rows = value_new_list(a);
	struct filings_shown open = { 0 };
	int64_t counts[FILING_STATES], n = 0;
	enum rc rc = row_filing_open(tx, a, FILING_ROWS, &open, reterr);

	if (!rc)
		rc = row_filing_counts(tx, counts, reterr);
	for (size_t i = 0; !rc && i < FILING_STATES; i++)
		n += counts[i];
	for (size_t i = 0; !rc && i < open.n; i++) {
		const struct filing_shown *s = &open.at[i];
		struct value *row = value_new_map(a), *v = filing_say(a, &s->f);

		if (day_is_set(s->f.deadline)) {
			struct value *args = value_set(a, value_new_map(a), "state", v);

			value_set(a, args, "day", value_day(a, s->f.deadline));
			v = value_tx(a, TX("verb.filing.by"), args);
		}
		value_set(a, row, "label", value_text(a, s->label));
		value_set(a, row, "value", v);
		value_push(a, rows, row);
	}
	value_set(a, out, "filings", rows);
	value_set(a, out, "filings_n", value_int(a, n));
	return rc;
}
