/* Who may have what done: the one table (mail reference section 4, product.md 5). What a mail shows of its
 * sender is collected as bits; the first row of a claim whose needs are all shown, and none of whose bars,
 * says what happens. `plic docs trust` prints it; tests/unit/test_trust.c goes through every row. */
#ifndef PLIC_TRUST_H
#define PLIC_TRUST_H

#include "buf.h"
#include "fact.h"

enum trust_claim {
	TRUST_COMMAND, /* a command of staff */
	TRUST_GUARDED, /* ... that moves money or takes back what was done (verb.guarded) */
	TRUST_ACCEPT,  /* a client's acceptance or refusal of one document */
	TRUST_BANK,    /* a bank's notice */
	TRUST_CLAIMS
};
enum trust_sign {
	SIGN_STAFF = 1,   /* From is on the staff list */
	SIGN_STORED = 2,  /* From is the address stored with the card's client */
	SIGN_BANK = 4,    /* From is a sender of config/banks */
	SIGN_PROVEN = 8,  /* DKIM, DMARC or the host's login prove From */
	SIGN_PINNED = 16, /* ... and the very domain that the bank's file pins passed */
	SIGN_TOKEN = 32,  /* a reply token given to this address, for this purpose */
	SIGN_BOUND = 64,  /* ... in fields that the proof holds */
	SIGN_CONFIRMED =
		128, /* that token is the one of "was it you?", sent to the stored address alone */
	SIGN_FRESH = 256,  /* written and signed within three days of its arrival, x= not passed */
	SIGN_REFUTED = 512 /* DMARC says forged, or the header means two things */
};
enum trust_act {
	TRUST_DO,      /* done, kept as evidence where it is one */
	TRUST_PREVIEW, /* shown, done on DA under that mail's token */
	TRUST_ASK,     /* asked back once, at the stored address */
	TRUST_ASIDE    /* Quarantine; staff are told once a day */
};
struct trust_row {
	enum trust_claim claim;
	unsigned needs, bars;
	enum trust_act act;
	const char *then; /* English, for the documentation */
};

/* Never NULL: the last row of each claim needs nothing. */
const struct trust_row *trust_find(enum trust_claim claim, unsigned signs);
/* The table, for agent/ARCHITECTURE.md. */
void trust_print(struct buf *out);
/* What staff read about a verdict: a catalogue key. */
const char *trust_why(enum auth_code code);

extern const struct trust_row trust_rows[];
extern const size_t trust_rows_n;

#endif
