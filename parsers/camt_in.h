/* Inside of the CAMT parser: elements make texts, texts make entries. */
#ifndef PLIC_CAMT_IN_H
#define PLIC_CAMT_IN_H

#include "buf.h"
#include "statement_in.h"

/* Texts of <Ntry>. */
enum camt_of_entry {
	N_AMOUNT,
	N_CURRENCY,
	N_SIDE, /* CRDT, DBIT */
	N_REVERSAL,
	N_STATUS,
	N_BOOKED,
	N_VALUE,
	N_BANK_REF,
	N_REF,
	N_DOMAIN,
	N_FAMILY,
	N_SUBFAMILY,
	N_OWN_CODE,
	N_FEE,
	N_ORDERED, /* AmtDtls/InstdAmt */
	N_CURRENCY_ORDERED,
	N_MORE,
	N_TEXTS
};
/* Texts of <TxDtls>. Those of both sides: debtor first, creditor next. */
enum camt_of_payment {
	T_AMOUNT,
	T_CURRENCY,
	T_AMOUNT_TX, /* v02: AmtDtls/TxAmt */
	T_CURRENCY_TX,
	T_ORDERED, /* AmtDtls/InstdAmt */
	T_CURRENCY_ORDERED,
	T_SIDE,
	T_END_TO_END,
	T_BANK_REF,
	T_TX_ID,
	T_DEBTOR,
	T_CREDITOR,
	T_LAST_DEBTOR,
	T_LAST_CREDITOR,
	T_DEBTOR_ACCOUNT,
	T_CREDITOR_ACCOUNT,
	T_DEBTOR_ID,
	T_CREDITOR_ID,
	T_REFERENCE, /* Strd/CdtrRefInf/Ref, the first */
	T_UNSTRUCTURED,
	T_STRUCTURED_MORE,
	T_RETURN,
	T_FEE,
	T_MORE,
	T_TEXTS
};

/* Which path below <Ntry> or <TxDtls> is which text; "Pty" (v08) is left out of paths. */
struct camt_row {
	const char *path;
	unsigned char text, currency; /* currency: 1 + where its Ccy goes, 0 = nowhere */
	bool join;                    /* repeated: one after the other; else the first counts */
};
/* NULL: an element that nobody reads. */
const struct camt_row *camt_entry_row(struct span path);
const struct camt_row *camt_payment_row(struct span path);

struct camt_payment {
	struct span text[T_TEXTS];
};
struct camt_payments {
	struct camt_payment *at;
	size_t n, cap;
};
struct camt_entry {
	struct span text[N_TEXTS];
	struct camt_payments payments;
	unsigned long line;
	struct span name; /* of its statement */
	uint32_t part;
	bool started; /* some of its payments were given: it is a large batch */
};

/* Give the entry, or its payments when each has its amount. last: </Ntry> was seen; else it is a batch
 * too large to hold, and more of it comes. The booked amount is added to the ledger. */
void camt_entry_give(struct sheet *s, struct camt_entry *e, struct span own_account, bool last,
		     struct ledger *ledger);

#endif
