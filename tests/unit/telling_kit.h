/* A bank's statements for tests: lines of a file, taken into the books of a firm in memory. */
#ifndef PLIC_TELLING_KIT_H
#define PLIC_TELLING_KIT_H

#include "state_builder.h"
#include "statement_book.h"
#include "unit.h"

#define OURS "RO49AAAA1B31007593840000"

struct bank {
	struct world *w;
	struct entry_list file;
	struct statement_sum sum; /* of the last take */
	unsigned questions;
};

struct bank bank(void);
/* A new file begins. */
void begin(struct bank *b);
/* A line of the file, of POPESCU ION: day "2026-11-12"; text also as its reference. */
struct entry *line(struct bank *b, const char *day, int64_t minor, const char *text,
		   const char *ref);
/* The file is taken; doubtful: its balances do not add up. */
void take(struct bank *b);
void take_as(struct bank *b, bool doubtful);
size_t n_payments(const struct bank *b);

#endif
