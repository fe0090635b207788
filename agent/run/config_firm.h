/* From configuration values to struct firm: staff, series, parties, pipelines, VAT rates. */
#ifndef PLIC_CONFIG_FIRM_H
#define PLIC_CONFIG_FIRM_H

#include "config.h"

struct cfg_t; /* libConfuse */
typedef void config_finding_fn(const char *file, int line, const char *text);

/* The repeated sections `staff "address" {...}` and `series "kind" {...}`. */
void config_take_staff_series(struct cfg_t *cfg, struct config *c, config_finding_fn *finding);
/* The rest of c->firm, with pipelines and VAT rates read from their files. */
void config_build_firm(struct config *c, config_finding_fn *finding);
/* Where templates/ and config/ lie: as configured, else the source tree that the binary was built
 * in, else the installed ones. what: "templates" or "config". */
const char *config_data_dir(struct arena *a, const char *configured, const char *what);
/* Default prefix of a document kind's series: "FCT". */
const char *config_series_prefix(enum doc_kind kind);

#endif
