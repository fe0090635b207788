/* ANAF's register of taxpayers asked for clients (core/company.h), outside of every deciding
 * transaction; what it said is kept for the day. At most a hundred tax codes a question, a question a
 * second; an outage stops nobody, what is wanted stays wanted. Off with efactura.companies = no or an
 * empty anaf.public_url. */
#ifndef PLIC_COMPANIES_H
#define PLIC_COMPANIES_H

#include "effect.h"
#include "engine.h"
#include "rows.h"

bool companies_on(const struct engine *e);
/* For the daemon's turn: at most one question, when one is due. Failures are those of the database; the
 * register's are logged, and tried again with growing pauses. */
enum rc companies_turn(struct engine *e, struct why *reterr) MUST_CHECK;
/* Not longer than until the next question may be put, when one waits. */
int companies_wait_ms(const struct engine *e, int ms);
/* For the day's run, before it bills, and for an import before it books: all that is due today; after so many failures
 * the day goes on without. */
enum rc companies_for_the_day(struct engine *e, int tries, struct why *reterr) MUST_CHECK;

/* The VAT status of a buyer is asked on the day of his invoice. Between a decision and its storing, while its
 * transaction is open:
 *
 *	do
 *		rc = one_try(...);	decides, companies_before_invoice, stores
 *	while (companies_ask_first(e, rc));
 *
 * RC_RETRY from the first: invoices are among what was decided whose buyers were not asked today; nothing is to be
 * stored. companies_ask_first then asks (no transaction is open) and gives true: decide again, with what was said
 * (load_company.h), which may hold the invoice (core/company.h). Who still has no answer is billed with what is known,
 * and staff are told (once a day). */
enum rc companies_before_invoice(struct engine *e, struct tx *tx, struct state *s,
				 struct decision *d, struct why *reterr) MUST_CHECK;
bool companies_ask_first(struct engine *e, enum rc rc);
/* One question, answer taken: *ret_good, all were answered. What cannot be asked is logged. */
enum rc companies_question(struct engine *e, struct arena *a, const struct spans *wanted,
			   bool *ret_good, struct why *reterr) MUST_CHECK;

#endif
