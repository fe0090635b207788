/* Lines of a document as people write them in a command:
 *   2 ore consultanță x 150 lei, TVA 21      Curs Excel x 2, reducere 10%
 *   3 x Curs Excel                           Consultanță 2 ore x 150
 *   Audit x 900 lei, taxare inversă          Montaj x 300 lei, reducere 50 lei, adaos 5%
 * Several on one line: a part after a comma that has its own quantity or price is the next one. */
#ifndef PLIC_ITEM_H
#define PLIC_ITEM_H

#include "args.h"
#include "firm.h"

/* An allowance or charge as it was said. */
struct item_share {
	enum { SHARE_NONE, SHARE_PERCENT, SHARE_AMOUNT } kind;
	struct decimal n; /* percent, or an amount in the document's currency */
};
struct item {
	bool has_qty, has_price, has_vat;
	struct decimal qty;
	struct span unit; /* "" = not said */
	struct span name; /* "" = not said */
	struct span description;
	struct decimal price;            /* of one unit */
	char currency[4];                /* "" = a bare number */
	struct decimal vat;              /* percent */
	const struct vat_ground *ground; /* why it bears no VAT; NULL = nothing was said */
	struct item_share discount, surcharge;
};
struct items {
	struct item *at;
	size_t n, cap;
};

/* Read all that is left in g. grounds: of config/vat.conf. false: *fault tells the words that could not be
 * read. */
bool items_read(struct args *g, const struct vat_grounds *grounds, struct items *ret,
		struct span *fault);
/* The ground that the words from token i on name, the longest; gives how many tokens, 0 = none. "TVA" may
 * stand before it. */
size_t item_ground(const struct args *g, size_t i, size_t end, const struct vat_grounds *grounds,
		   const struct vat_ground **ret);
/* After a price, "/ ora", "/ora", "pe luna", "per session" at token i: the unit; gives how many tokens
 * it takes, 0 = it is none. */
size_t item_per(const struct args *g, size_t i, size_t end, struct span *unit);
/* Is this folded word a unit people count in ("buc", "ore", "luni")? */
bool item_is_unit(struct span fold);

#endif
