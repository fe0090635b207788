/* Dated limits of cash from config/cash.conf. */
#ifndef PLIC_LOAD_CASH_H
#define PLIC_LOAD_CASH_H

#include "firm.h"

/* dir: the config directory. RC_BAD_CONFIG: file, line and reason. */
enum rc load_cash(const char *dir, struct arena *a, struct cash_caps *ret,
		  struct why *reterr) MUST_CHECK;

#endif
