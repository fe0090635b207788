/* What a bank's mail tells of movements: its own text and, of banks that send their forms so, texts that
 * are attached to it. */
#ifndef PLIC_FACT_NOTICE_H
#define PLIC_FACT_NOTICE_H

#include "bank_notice.h"

struct fact_notice {
	const struct reader_config *cfg;
	struct bank_engine *banks;
};

/* By this bank's rule: fills notices of *f. mail: its bytes, for what is attached; text: its whole text.
 * In doubt there are no notices, and the bank's name alone brings the mail before a person. */
void fact_notice_of(const struct fact_notice *r, struct arena *a, const struct bank_rule *bank,
		    struct span mail, struct span text, struct mail_fact *f);
/* Nobody known sent it: the bank whose rule reads most of it, NULL = none finds a movement. */
const struct bank_rule *fact_notice_any(const struct fact_notice *r, struct arena *a,
					struct span mail, struct span text, struct mail_fact *f);

#endif
