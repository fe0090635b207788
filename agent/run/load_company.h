/* What ANAF's register says otherwise of the clients that are loaded (core/company.h). */
#ifndef PLIC_LOAD_COMPANY_H
#define PLIC_LOAD_COMPANY_H

#include "load_rows.h"

/* For each of them in doubt, and for one about whom a question is answered, a row of state.doubts, with the question that was asked last. To be called when all else is
 * loaded, wherever an invoice may be issued. */
enum rc load_doubts(struct loader *l, struct why *reterr) MUST_CHECK;

#endif
