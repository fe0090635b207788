/* What staff type, or set in the configuration, when e-Factura would refuse a document of ours. */
#ifndef PLIC_UBL_REMEDY_H
#define PLIC_UBL_REMEDY_H

#include "preflight.h"
#include "ubl_check.h"

/* The finding in s as a fault for people, in a. item: the line of the invoice that it is about, 1 when that is not
 * known. */
void ubl_remedy(struct arena *a, const struct snapshot *s, const struct ubl_finding *f,
		unsigned item, struct preflight_fault *ret);

#endif
