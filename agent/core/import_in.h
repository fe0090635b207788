/* Inside of import: shared by import.c and import_books.c. */
#ifndef PLIC_IMPORT_IN_H
#define PLIC_IMPORT_IN_H

#include "buf.h"
#include "ident.h"
#include "import.h"

struct import_diff {
	struct buf text;
	bool changed;
};
void import_diff_open(struct import_diff *df, struct arena *a);
/* The client a row names by CUI or e-mail, or NULL. */
struct client *import_client(const struct state *s, const struct import_row *row);
/* "21", "21%", "standard" -> the name of the rate today. */
bool import_vat_name(const struct state *s, struct span text, struct span *ret);

enum rc import_series_row(struct state *s, const struct import_row *row, struct span *said,
			  struct why *reterr) MUST_CHECK;
enum rc import_invoice_row(struct state *s, const struct import_row *row, struct span *said,
			   struct why *reterr) MUST_CHECK;
enum rc import_subscription_row(struct state *s, const struct import_row *row, struct span *said,
				struct why *reterr) MUST_CHECK;

#endif
