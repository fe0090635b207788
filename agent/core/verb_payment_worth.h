/* Inside of ALOCA: money for a document in another currency, by what staff say it is worth there. The exchange
 * difference in lei (OMFP 1802/2014) is shown and kept with the payment's story. */
#ifndef PLIC_VERB_PAYMENT_WORTH_H
#define PLIC_VERB_PAYMENT_WORTH_H

#include "run_commands.h"

struct worth {
	bool told;
	struct money
		money; /* "= 100,00 EUR": in the document's currency; minor 0 = a rate was said */
	struct decimal rate; /* "curs 4,97": lei for one unit of the other currency; n 0 = none */
};
/* Takes it off the line. false: refused. */
bool verb_take_worth(struct verb_call *c, struct worth *ret);
/* Put at most so much of the payment on the document. Nothing told: refused, with the lines that tell it. */
enum rc verb_settle_worth(struct verb_call *c, const struct worth *w, struct payment *p,
			  struct document *doc, struct money most, struct why *reterr) MUST_CHECK;

#endif
