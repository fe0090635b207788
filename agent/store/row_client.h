/* Clients. Addresses and names are compared folded (case, diacritics); the row keeps them as given. */
#ifndef PLIC_ROW_CLIENT_H
#define PLIC_ROW_CLIENT_H

#include "rows.h"

enum rc row_client_load(struct tx *tx, struct arena *a, int64_t id, struct client **ret,
			struct why *reterr) MUST_CHECK;
/* All with this address, newest first, at most 20. */
enum rc row_client_by_email(struct tx *tx, struct arena *a, struct span email,
			    struct row_clients *ret, struct why *reterr) MUST_CHECK;
/* Digits of the CUI, without RO. */
enum rc row_client_by_tax_id(struct tx *tx, struct arena *a, struct span digits,
			     struct row_clients *ret, struct why *reterr) MUST_CHECK;
/* Compact IBAN: the account a client is known to pay from. */
enum rc row_client_by_iban(struct tx *tx, struct arena *a, struct span iban,
			   struct row_clients *ret, struct why *reterr) MUST_CHECK;
/* Every word of `name` is a word of the client's name, in any order; where nobody's are, begins one.
 * Newest first. Clients stored in this transaction are found after its COMMIT. */
enum rc row_client_by_name(struct tx *tx, struct arena *a, struct span name, unsigned limit,
			   struct row_clients *ret, struct why *reterr) MUST_CHECK;
enum rc row_client_store(struct tx *tx, struct arena *a, const struct client *c,
			 struct why *reterr) MUST_CHECK;

#endif
