/* Fuzz targets: each parser by its name, given any bytes. A file parsers/fuzz_GROUP.c, or
 * tests/fuzz/fuzz_GROUP.c, holds a table of them; tests/fuzz/choose.c runs the one that PLIC_FUZZ
 * names under libFuzzer, tests/fuzz/replay.c runs each over tests/fuzz/NAME. */
#ifndef PLIC_FUZZ_H
#define PLIC_FUZZ_H

#include <assert.h>

#include "arena.h"
#include "base.h"

struct fuzz_target {
	const char *name;
	void (*run)(struct arena *a, struct span bytes);
};
extern const struct fuzz_target fuzz_targets[];
extern const size_t fuzz_n;

#endif
