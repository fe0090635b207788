/* Questions put to people, and previews that await DA. */
#ifndef PLIC_ROW_QUESTION_H
#define PLIC_ROW_QUESTION_H

#include "rows.h"

enum rc row_question_load(struct tx *tx, struct arena *a, int64_t id, struct question **ret,
			  struct why *reterr) MUST_CHECK;
/* Q_OPEN ones, newest first. */
enum rc row_question_open_of_card(struct tx *tx, struct arena *a, int64_t card,
				  struct row_questions *ret, struct why *reterr) MUST_CHECK;
/* The cards of a client on which something is held. */
enum rc row_question_held_of_client(struct tx *tx, struct arena *a, int64_t client,
				    struct row_ids *ret, struct why *reterr) MUST_CHECK;
enum rc row_question_open_of_payment(struct tx *tx, struct arena *a, int64_t payment,
				     struct row_questions *ret, struct why *reterr) MUST_CHECK;
enum rc row_question_open_of_subscription(struct tx *tx, struct arena *a, int64_t subscription,
					  struct row_questions *ret, struct why *reterr) MUST_CHECK;
enum rc row_question_open(struct tx *tx, struct arena *a, unsigned limit, struct row_questions *ret,
			  struct why *reterr) MUST_CHECK;
/* Q_CONFIRM_STAFF ones of any state put to an address since an instant, newest first, at most 20. */
enum rc row_question_confirm_staff(struct tx *tx, struct arena *a, struct span asked, int64_t since,
				   struct row_questions *ret, struct why *reterr) MUST_CHECK;
enum rc row_question_store(struct tx *tx, struct arena *a, const struct question *q, int64_t now,
			   struct why *reterr) MUST_CHECK;
/* Open ones whose time is up at `now` become Q_EXPIRED; *ret_n of them. */
enum rc row_question_expire(struct tx *tx, int64_t now, int64_t *ret_n,
			    struct why *reterr) MUST_CHECK;

#endif
