/* Dated VAT rates, grounds and mentions from config/vat.conf. */
#ifndef PLIC_LOAD_VAT_H
#define PLIC_LOAD_VAT_H

#include "firm.h"

/* Fill f's vat, grounds and collection_text. dir: the config directory. RC_BAD_CONFIG: file, line and
 * reason. A "standard" rate, a "no-payer" ground and the "collection" mention must be there. */
enum rc load_vat(const char *dir, struct arena *a, struct firm *f, struct why *reterr) MUST_CHECK;

#endif
