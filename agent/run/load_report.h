/* The hits of RAPORT (needs.h, NEED_REPORT). */
#ifndef PLIC_LOAD_REPORT_H
#define PLIC_LOAD_REPORT_H

#include "load_rows.h"

/* words: the period, "" = this month. None at all when they name none. */
enum rc load_report(struct loader *l, struct span words, struct why *reterr) MUST_CHECK;

#endif
