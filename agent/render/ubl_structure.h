/* Whether a document has the structure that UBL 2.1's schemas ask for: finding "XSD". */
#ifndef PLIC_UBL_STRUCTURE_H
#define PLIC_UBL_STRUCTURE_H

#include "ubl_tree.h"

struct ubl_shape {
	const char *names;    /* elements of this type, blanks between */
	const char *children; /* see ubl_shapes.c */
};
extern const struct ubl_shape ubl_shapes[];
extern const size_t ubl_shapes_n;

/* The first element that is wrong, with the reason in *why; NULL when all is well. Looked at: children and
 * their order, values of days, amounts, numbers and yes-or-no, currency of amounts. */
const struct ubl_node *ubl_structure_fault(const struct ubl_doc *d, struct why *why);

#endif
