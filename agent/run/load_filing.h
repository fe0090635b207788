/* Dated deadlines of RO e-Factura from config/efactura.conf. */
#ifndef PLIC_LOAD_FILING_H
#define PLIC_LOAD_FILING_H

#include "firm.h"

/* dir: the config directory. RC_BAD_CONFIG: file, line and reason. */
enum rc load_filing(const char *dir, struct arena *a, struct filing_rules *ret,
		    struct why *reterr) MUST_CHECK;

#endif
