/* UBL-CR: elements that UBL has and EN 16931 has not. ANAF takes them and warns. */
#ifndef PLIC_UBL_BEYOND_H
#define PLIC_UBL_BEYOND_H

#include "ubl_rule.h"

struct ubl_beyond {
	const char *
		at; /* the path from the root that they stand at; LINE: an invoice's or a credit note's line */
	const char *names; /* "12 StartTime EndTime cac:X": UBL-CR-012, -013, -014 */
};
extern const struct ubl_beyond ubl_beyond_table[];
extern const size_t ubl_beyond_table_n;

/* Makes the table's paths known; before the first document is parsed, any number of times; true the
 * first time. */
bool ubl_beyond_load(void);
size_t ubl_beyond_count(void);
const struct ubl_rule *ubl_beyond_at(size_t i);
/* Calls found for each such element, in document order. */
void ubl_beyond_walk(const struct ubl_doc *d,
		     void (*found)(void *ctx, const struct ubl_node *n, const struct ubl_rule *r),
		     void *ctx);

#endif
