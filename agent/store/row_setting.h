/* Small values that change by themselves: hold_all, last daily run, names of keys. */
#ifndef PLIC_ROW_SETTING_H
#define PLIC_ROW_SETTING_H

#include "rows.h"

/* "" when not set. */
enum rc row_setting_get(struct tx *tx, struct arena *a, const char *key, struct span *ret,
			struct why *reterr) MUST_CHECK;
enum rc row_setting_set(struct tx *tx, const char *key, struct span value,
			struct why *reterr) MUST_CHECK;

#endif
