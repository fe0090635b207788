/* Rows of pay_link: where a document can be paid by card; and which of the processor's words were heard. */
#ifndef PLIC_ROW_PAY_LINK_H
#define PLIC_ROW_PAY_LINK_H

#include "rows.h"

ROW_VEC(pay_link, row_pay_links);

/* The newest of a document; NULL: it has none. */
enum rc row_pay_link_of(struct tx *tx, struct arena *a, int64_t document, struct pay_link **ret,
			struct why *reterr) MUST_CHECK;
/* By the processor's id. */
enum rc row_pay_link_by_ref(struct tx *tx, struct arena *a, struct span ref, struct pay_link **ret,
			    struct why *reterr) MUST_CHECK;
/* Those in a state other than LINK_CLOSED with ids above `after`, in their order. */
enum rc row_pay_link_in(struct tx *tx, struct arena *a, enum pay_link_state state, int64_t after,
			unsigned limit, struct row_pay_links *ret, struct why *reterr) MUST_CHECK;
/* Those of a card's documents that are still to be asked for. */
enum rc row_pay_link_wanted(struct tx *tx, struct arena *a, int64_t card, struct row_pay_links *ret,
			    struct why *reterr) MUST_CHECK;
enum rc row_pay_link_store(struct tx *tx, const struct pay_link *l, struct why *reterr) MUST_CHECK;

enum rc row_card_seen(struct tx *tx, struct span id, bool *ret, struct why *reterr) MUST_CHECK;
enum rc row_card_see(struct tx *tx, struct span id, int64_t at, struct why *reterr) MUST_CHECK;
/* Forget those of before this instant. */
enum rc row_card_forget(struct tx *tx, int64_t before, struct why *reterr) MUST_CHECK;

#endif
