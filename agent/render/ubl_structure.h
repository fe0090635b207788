/* Whether a document has the structure that UBL 2.1's schemas ask for: finding "XSD". */
#ifndef PLIC_UBL_STRUCTURE_H
#define PLIC_UBL_STRUCTURE_H

#include "ubl_tree.h"

struct ubl_shape {
	const char *names;    /* elements of this type, blanks between */
	const char *children; /* see ubl_shapes.c */
};
extern const struct ubl_shape ubl_shapes[], ubl_shapes_more[];
extern const size_t ubl_shapes_n, ubl_shapes_more_n;

/* Makes the names of the table known; before the first document is parsed, any number of times. */
void ubl_structure_load(void);
/* The first element that is wrong, with the reason in *why; NULL when all is well. Looked at: children,
 * their order and number, attributes, values of days, times, numbers, yes-or-no, base64. */
const struct ubl_node *ubl_structure_fault(const struct ubl_doc *d, struct why *why);

/* xs:date, blanks around and a zone allowed. *ret_minutes: of its beginning, to compare days by. */
bool ubl_date(struct span text, int64_t *ret_minutes);
/* What kind of value an element of this name holds. */
const struct ubl_kind *ubl_kind_of(struct span name);
/* What kind of value an element holds, by the ending of its name (UBL naming and design rules). false:
 * the value or an attribute is none of that kind. */
bool ubl_value_ok(const struct ubl_doc *d, const struct ubl_node *n);

#endif
