/* Fills struct state inside the deciding transaction: everything a fact names, and no more, so that
 * the cost of one mail does not grow with the number of cards. What is loaded for which fact stands
 * in state.h (struct state) and needs.h. */
#ifndef PLIC_LOAD_STATE_H
#define PLIC_LOAD_STATE_H

#include "config.h"
#include "load_rows.h"
#include "statement_book.h"

/* An empty state with firm, day, next ids, series, products, hold. */
enum rc load_base(struct tx *tx, struct arena *a, const struct firm *firm, int64_t now,
		  struct state *ret, struct why *reterr) MUST_CHECK;
/* The base and everything that the mail names. key: the reply key. */
enum rc load_for_mail(struct tx *tx, struct arena *a, const struct firm *firm, struct span key,
		      const struct mail_fact *f, int64_t now, struct state *ret,
		      struct why *reterr) MUST_CHECK;

/* Parts, one file each. */
enum rc load_sender(struct loader *l, struct span key, const struct mail_fact *f,
		    struct why *reterr) MUST_CHECK; /* load_sender.c */
enum rc load_for_commands(struct loader *l, const struct mail_fact *f,
			  struct why *reterr) MUST_CHECK;
enum rc load_for_notices(struct loader *l, const struct notices *all,
			 struct why *reterr) MUST_CHECK;
/* All that match_payment and payment_book look at for one payment: what it names, whose it may be, who owes
 * this sum. Not whether it was told before. */
enum rc load_for_payment(struct loader *l, const struct payment *p, struct why *reterr) MUST_CHECK;
enum rc load_for_statement(struct loader *l, const struct statement_lines *lines,
			   struct why *reterr) MUST_CHECK; /* load_told.c */
/* Last: it looks at what is there. f NULL: the calendar. */
enum rc load_rates(struct loader *l, const struct mail_fact *f,
		   struct why *reterr) MUST_CHECK; /* load_rates.c */

#endif
