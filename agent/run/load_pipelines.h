/* Pipelines from config/pipelines/NAME.conf, each checked. */
#ifndef PLIC_LOAD_PIPELINES_H
#define PLIC_LOAD_PIPELINES_H

#include "pipeline.h"

/* dir: the config directory; its pipelines/ is read, by name. RC_BAD_CONFIG: file, line and reason of
 * the first thing that is wrong, or no pipeline at all. */
enum rc load_pipelines(const char *dir, struct arena *a, struct pipelines *ret,
		       struct why *reterr) MUST_CHECK;
/* One file. */
enum rc load_pipeline(const char *path, struct span name, struct arena *a, struct pipelines *ret,
		      struct why *reterr) MUST_CHECK;

#endif
