/* What ANAF's register of taxpayers says of a client, put to staff; and the invoices that wait for their answer. */
#ifndef PLIC_COMPANY_H
#define PLIC_COMPANY_H

#include "flow.h"

#define COMPANY_ROLES (ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING) /* who is asked, and may answer */

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
 * The same word is told once. *note afterwards: to be stored. billed: an invoice of his is being decided, and what holds
 * it is asked with it (company_ask_held), not here. */
enum rc decide_company(struct state *s, struct client *cl, const struct company *co,
		       struct company_note *note, bool billed, struct decision *d,
		       struct why *reterr) MUST_CHECK;
/* An invoice was issued while the register gave no answer: said once a day. last: the day it was asked last, DAY_NONE =
 * never. */
enum rc decide_company_unchecked(struct state *s, const struct document *doc, struct day last,
				 struct decision *d, struct why *reterr) MUST_CHECK;
/* So many questions of the register's were put to staff today; `waiting` clients come on the next days. */
enum rc decide_company_enough(struct state *s, int64_t told, int64_t waiting, struct decision *d,
			      struct why *reterr) MUST_CHECK;
/* DA: the client's data become what was shown (his VAT status what the register says by now), q is closed. NULL: the
 * client is not there, or has another tax code; nothing was done. */
struct client *company_apply(struct flow *fl, struct question *q);

/* --- what holds an invoice -------------------------------------------------------------------
 * The register's word differs from ours in whether the buyer pays VAT, or has him inactive or struck off, and staff
 * have not answered to exactly that word: no invoice to him is issued (state.doubts). The event, the period or the
 * draft waits as Q_HELD (flow_hold.h) and goes on by itself after DA or NU to Q_COMPANY. Of who is only inactive or
 * struck off NU leaves it held, and the question open. */

/* Has he a tax code that the register knows? */
bool company_has_code(const struct client *c);
/* As far as it can hold an invoice, the register's word: what an answer counts for. */
struct span company_status(struct arena *a, const struct company *co);
/* Does the register's word, whatever was answered to it, differ in what holds an invoice? */
bool company_differs(const struct client *cl, const struct company *co);
/* The same, and no answer counts for it. The newest question about him is in the state when there was one. */
bool company_in_doubt(const struct state *s, const struct client *cl, const struct company *co);
/* The register's newest word on a client, of those that the state brings (load_company.h); NULL: it is not there. */
const struct company *company_known(const struct state *s, const struct client *cl);
/* Adds the fault (FIX_ANSWER) of an invoice whose buyer is in doubt. */
void company_preflight(struct flow *fl, const struct document *doc);
/* Is that among fl->faults? */
bool company_holds(const struct flow *fl);
/* The question that is open about a client in doubt, or NULL. */
struct question *company_open(const struct state *s, const struct client *cl);
/* Ask about a client in doubt, under a key, because of `what` waits (words): the open question once more, or a new one
 * (*ret). but: who is told otherwise, or NULL. */
enum rc company_ask_held(struct flow *fl, struct client *cl, int64_t card, struct value *what,
			 struct span key, const struct staff *but, struct question **ret,
			 struct why *reterr) MUST_CHECK;
/* Was exactly this asked because an invoice waits, and is it still open? */
bool company_asked_held(const struct state *s, const struct question *q, const struct company *co);
/* Rows {label, value} of what the register says of a client in doubt. */
void company_say(const struct state *s, const struct client *cl, struct value *rows);
/* The register has nothing that could be taken over: NU leaves the invoice where it is. */
static inline bool company_stays(const struct question *q)
{
	return value_get_bool(q->data, "off");
}

/* Words of both: plătitor or neplătitor; a row "before → after"; that row of the VAT status when it differs; what is
 * wrong with the company itself; the two answers (data: there are some to take over). */
struct value *company_vat_word(struct arena *a, bool vat);
void company_change(struct arena *a, struct value *facts, const char *label, struct value *before,
		    struct value *after);
struct value *company_facts(struct arena *a, const struct client *cl, const struct company *co,
			    struct value *facts);
void company_warn(struct arena *a, const struct company *co, struct value *say);
void company_options(struct arena *a, bool data, struct value *options);
/* Rows of the data that a question keeps for its DA (question.data). */
struct value *company_kept_facts(struct arena *a, struct client *cl, const struct value *data,
				 struct value *facts);

#endif
