/* The yearly decision on numbers (OMFP 2634/2015, annex 1, pt. 24: who allocates them, and from which number
 * on each financial year), as a document of the firm. */
#ifndef PLIC_NUMBERING_H
#define PLIC_NUMBERING_H

#include "decide.h"

/* For the year of `day`, as things stand on it: a line for each kind that is numbered, with the first
 * number that it gives out from now on (name, "FCT 20270001"), its kind (unit), "yearly" or ""
 * (description); the persons who may let numbers be given are the note's lines. */
struct snapshot *numbering_decision(struct state *s, struct day day);

#endif
