/* A storno of an invoice, whole or in part, so that the invoice and all its stornos make zero of every
 * box when nothing of it is left (Cod fiscal art. 330 (1) b)). */
#ifndef PLIC_STORNO_H
#define PLIC_STORNO_H

#include "snapshot.h"

/* The issued stornos of one invoice. */
struct stornos {
	const struct snapshot **at;
	size_t n, cap;
};

/* The quantity of the invoice's i-th line (from 0) that is not taken back yet; 0: all is. */
struct decimal storno_left(const struct snapshot *inv, const struct stornos *earlier, size_t i);
/* Is something left on any line? */
bool storno_any_left(const struct snapshot *inv, const struct stornos *earlier);
/* Take back qty[i] of each line (as many as the invoice has, 0 = none of it), with no number yet. What
 * was said on the invoice in amounts is taken back by share. A line, a VAT group or an invoice that is
 * wholly taken back by this gives exactly the rest of its boxes, which may be a minor unit away from
 * quantity x price or base x rate (an allowance "rotunjire" on the line says so).
 * RC_BAD_INPUT: nothing is taken back, more than is left, overflow. */
enum rc storno_make(struct arena *a, const struct snapshot *inv, const struct stornos *earlier,
		    const struct decimal *qty, struct snapshot *ret, struct why *reterr) MUST_CHECK;

#endif
