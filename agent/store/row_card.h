/* Cards: one opportunity of one client. */
#ifndef PLIC_ROW_CARD_H
#define PLIC_ROW_CARD_H

#include "rows.h"

enum rc row_card_load(struct tx *tx, struct arena *a, int64_t id, struct card **ret,
		      struct why *reterr) MUST_CHECK;
/* Not closed, newest first, at most limit. */
enum rc row_card_open_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
				struct row_cards *ret, struct why *reterr) MUST_CHECK;
/* Closed ones too. */
enum rc row_card_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			   struct row_cards *ret, struct why *reterr) MUST_CHECK;
/* The card that the mail with this Message-ID began. */
enum rc row_card_by_thread(struct tx *tx, struct arena *a, struct span message_id,
			   struct card **ret, struct why *reterr) MUST_CHECK;
/* Cards opened on that day, counted to most. Where they are fewer than few, what is given is only not
 * more than that: it costs the same for any number. */
enum rc row_card_count_opened(struct tx *tx, struct arena *a, struct day day, int few, int most,
			      int *ret, struct why *reterr) MUST_CHECK;
/* Of the newest clients (most of them) whose address is of that domain: those with a card of that day.
 * A flood of strangers makes new clients, so older ones need not be asked. */
enum rc row_card_count_of_host(struct tx *tx, struct arena *a, struct day day, struct span host,
			       int most, int *ret, struct why *reterr) MUST_CHECK;
/* All that are not closed, newest first, from below `before` (0 = from the newest). */
enum rc row_card_open(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
		      struct row_cards *ret, struct why *reterr) MUST_CHECK;
enum rc row_card_store(struct tx *tx, struct arena *a, const struct card *c,
		       struct why *reterr) MUST_CHECK;

#endif
