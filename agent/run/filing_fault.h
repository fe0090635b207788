/* ANAF's reasons as our own faults: explained, with what mends them. */
#ifndef PLIC_FILING_FAULT_H
#define PLIC_FILING_FAULT_H

#include "anaf_answer.h"
#include "preflight.h"

void filing_faults(struct arena *a, const struct snapshot *s, const struct anaf_faults *from,
		   struct preflight_faults *ret);

#endif
