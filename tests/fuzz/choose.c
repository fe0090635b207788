/* What libFuzzer calls: the target that PLIC_FUZZ names. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *name = getenv("PLIC_FUZZ");

	for (size_t i = 0; name && i < fuzz_n; i++) {
		struct arena *a;

		if (strcmp(fuzz_targets[i].name, name) != 0)
			continue;
		a = arena_new((size_t)1 << 30);
		fuzz_targets[i].run(a, (struct span){ (const char *)data, size });
		arena_free(a);
		return 0;
	}
	(void)fprintf(stderr, "PLIC_FUZZ names no target of this program\n");
	exit(2);
}
