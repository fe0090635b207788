/* Inside of the MT940 parser: lines make fields, fields make entries. */
#ifndef PLIC_MT940_IN_H
#define PLIC_MT940_IN_H

#include "buf.h"
#include "statement_in.h"

/* What the header of a message says, for all its entries. */
struct mt940_head {
	char account[48]; /* :25: without its blanks and leading "/" */
	char bank[5];     /* "BTRL": of a Romanian account or its bank's BIC; "" = elsewhere */
	char cur[4];
	char name[96]; /* :20: and :28C: */
	uint32_t part; /* statements of the file before it, and itself */
};

struct mt940_line { /* :61: */
	struct entry entry;
	struct span customer_ref, extra; /* extra: what follows its first line */
};

/* text: all of :61: behind its tag, lines kept apart by LF. RC_BAD_INPUT: no day, mark or amount. */
enum rc mt940_line_read(struct sheet *s, unsigned long line, struct span text, const char cur[4],
			struct mt940_line *ret, struct why *reterr) MUST_CHECK;
/* "C260109RON38634,33". */
enum rc mt940_balance_read(struct span text, struct money *ret) MUST_CHECK;
/* What :86: (lines kept apart by LF) and the rest of :61: say of the entry. */
void mt940_info_read(struct sheet *s, const struct mt940_head *head, struct mt940_line *l,
		     struct span info);

/* Free text of :86: by the patterns of its bank; fields that are set stay. joined is in the arena. */
void mt940_dialect_read(struct sheet *s, const struct mt940_head *head, struct mt940_line *l,
			struct span info);
/* Lines joined as that bank cuts them. */
struct span mt940_join(struct sheet *s, const struct mt940_head *head, struct span info);

#endif
