/* Does a supplier's invoice add up? What it says is shown and booked as it stands; where it does not agree with itself
 * that is said. */
#ifndef PLIC_RECEIVED_SUMS_H
#define PLIC_RECEIVED_SUMS_H

#include "fact_invoice.h"
#include "value.h"

/* A list of texts for people, each a sum as it is written and as the rest of the invoice gives it (EN 16931-1: BR-CO-10
 * to -17 and what a line is); empty: it adds up, as far as its numbers can be read. At most ten and a count. */
struct value *received_sums(struct arena *a, const struct ubl_in *u);
/* How the i-th line is called, here and in its picture: as the supplier does, where that is short, else by its place. */
struct span received_line_id(struct arena *a, const struct ubl_in *u, size_t i);

#endif
