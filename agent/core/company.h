/* What ANAF's register of taxpayers says of a client, put to staff. */
#ifndef PLIC_COMPANY_H
#define PLIC_COMPANY_H

#include "flow.h"

struct company {
	struct span cui;  /* digits */
	struct day asked; /* as of */
	bool found;       /* false: the register does not have it, the rest is empty */
	struct span name, reg_no, street, city, county, postcode;
	bool vat, on_collection, inactive;
	struct day struck_off; /* DAY_NONE = it is not */
};
/* What is remembered of a client beside his data. */
struct company_note {
	bool wanted; /* his tax code is new, and data lack: all of them are compared, else VAT alone */
	struct span told; /* hash of what the register said when staff were last told */
	int64_t question; /* the one asked last, loaded; 0 = none */
};

/* The register's word on a client: what differs from or completes his data is one question (Q_COMPANY)
 * with before and after, which takes the place of an open one; inactive, struck off, unknown are said.
 * The same word is told once. *note afterwards: to be stored. */
enum rc decide_company(struct state *s, struct client *cl, const struct company *co,
		       struct company_note *note, struct decision *d,
		       struct why *reterr) MUST_CHECK;
/* An invoice was issued while the register gave no answer: said once a day. last: the day it was asked last, DAY_NONE =
 * never. */
enum rc decide_company_unchecked(struct state *s, const struct document *doc, struct day last,
				 struct decision *d, struct why *reterr) MUST_CHECK;
/* So many questions of the register's were put to staff today; `waiting` clients come on the next days. */
enum rc decide_company_enough(struct state *s, int64_t told, int64_t waiting, struct decision *d,
			      struct why *reterr) MUST_CHECK;
/* DA: the client's data become what was shown, q is closed. NULL: the client is not there, or has
 * another tax code; nothing was done. */
struct client *company_apply(struct flow *fl, struct question *q);

#endif
