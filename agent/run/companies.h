/* ANAF's register of taxpayers asked for clients (core/company.h), outside of every deciding
 * transaction; what it said is kept for the day. At most a hundred tax codes a question, a question a
 * second; an outage stops nobody, what is wanted stays wanted. Off with efactura.companies = no or an
 * empty anaf.public_url. */
#ifndef PLIC_COMPANIES_H
#define PLIC_COMPANIES_H

#include "engine.h"

/* For the daemon's turn: at most one question, when one is due. Failures are those of the database; the
 * register's are logged, and tried again with growing pauses. */
enum rc companies_turn(struct engine *e, struct why *reterr) MUST_CHECK;
/* Not longer than until the next question may be put, when one waits. */
int companies_wait_ms(const struct engine *e, int ms);
/* For the day's run, before it bills: all that is due today; after three failures the day goes on
 * without. */
enum rc companies_for_the_day(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
