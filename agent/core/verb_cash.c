/* The legal limits of cash (cash.h), for CHITANTA and for INCASAT numerar. */
#include <string.h>

#include "cash.h"
#include "run_commands.h"
#include "span.h"

/* Between residents cash is lei (BNR, Regulamentul 4/2005 art. 3). */
#define CASH_CURRENCY "RON"

bool verb_cash_allowed(struct verb_call *c, const struct client *cl, const struct document *doc,
		       struct money amount, struct day day, const char *how)
{
	struct arena *a = c->s->a;
	const struct cash_cap *cap;
	const struct verb *v;
	struct money left = amount;
	size_t used;
	bool typo;

	if (strcmp(amount.cur, CASH_CURRENCY) != 0 || strcmp(doc->open.cur, CASH_CURRENCY) != 0) {
		(void)verb_refuse(c, value_tx(a, TX("verb.no.cash_currency"), NULL));
		return false;
	}
	cash_left(c->s, cl, doc, day, &left, &cap);
	if (cap == NULL || amount.minor <= left.minor)
		return true;
	(void)verb_refuse(c, tx(a,
				cap->per_document ? TX("verb.no.cash_document") :
				cap->company      ? TX("verb.no.cash_company") :
						    TX("verb.no.cash_person"),
				"most", value_money(a, cap->most), "left", value_money(a, left),
				NULL));
	v = verb_of_line(a, c->line, &used, &typo);
	if (left.minor > 0 && v != NULL)
		verb_instead(c, "%s %.*s lei%s %.*s", verb_word(c, v),
			     SPAN_ARG(money_print(a, left)), how, SPAN_ARG(doc->label));
	return false;
}
