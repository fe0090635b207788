/* Lines of a document as people write them in a command:
 *   2 ore consultanță x 150 lei, TVA 21      Curs Excel x 2, reducere 10%
 *   3 x Curs Excel                           Consultanță 2 ore x 150
 * Several on one line: a part after a comma that has its own quantity or price is the next one. */
#ifndef PLIC_ITEM_H
#define PLIC_ITEM_H

#include "args.h"
#include "snapshot.h"

struct item {
	bool has_qty, has_price, has_vat, has_discount;
	struct decimal qty;
	struct span unit; /* "" = not said */
	struct span name; /* "" = not said */
	struct span description;
	struct decimal price;         /* of one unit */
	char currency[4];             /* "" = a bare number */
	struct decimal vat, discount; /* percent */
};
struct items {
	struct item *at;
	size_t n, cap;
};

/* Read all that is left in g. false: *fault tells the words that could not be read. */
bool items_read(struct args *g, struct items *ret, struct span *fault);
/* After a price, "/ ora", "/ora", "pe luna", "per session" at token i: the unit; gives how many tokens
 * it takes, 0 = it is none. */
size_t item_per(const struct args *g, size_t i, size_t end, struct span *unit);
/* Is this folded word a unit people count in ("buc", "ore", "luni")? */
bool item_is_unit(struct span fold);

#endif
