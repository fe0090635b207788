/* Documents of a firm that does not exist, always the same: for `plic preview`, for tests and for the
 * check of layouts at start. */
#ifndef PLIC_SAMPLE_H
#define PLIC_SAMPLE_H

#include "snapshot.h"

/* Issued on 12 November 2026 by Atelier Diana SRL. lang: "en" gives a buyer abroad, English texts;
 * else Romanian. */
struct snapshot *sample_snapshot(struct arena *a, enum doc_kind kind, struct span lang);

#endif
