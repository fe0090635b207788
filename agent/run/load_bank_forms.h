/* The forms of banks' mails that staff taught, for the reader child. */
#ifndef PLIC_LOAD_BANK_FORMS_H
#define PLIC_LOAD_BANK_FORMS_H

#include "engine.h"

/* Are there others than the child knows? Then a child that knows them is started. Between mails only. */
enum rc load_bank_forms(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
