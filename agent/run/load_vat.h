/* Dated VAT rates from config/vat.conf. */
#ifndef PLIC_LOAD_VAT_H
#define PLIC_LOAD_VAT_H

#include "firm.h"

/* dir: the config directory. RC_BAD_CONFIG: file, line and reason. A "standard" rate must be there. */
enum rc load_vat(const char *dir, struct arena *a, struct vat_rates *ret,
		 struct why *reterr) MUST_CHECK;

#endif
