/* Payment -> documents, by what the payer wrote, who he is and what is open (payments.md 8.3). Money is
 * put on documents by itself only when our reference and their open sums say so and nothing speaks against
 * it; everything else is a question with candidates and their evidence. */
#ifndef PLIC_MATCH_H
#define PLIC_MATCH_H

#include "state.h"

/* How a reference stands in the payer's text, surest first. */
enum match_how {
	MATCH_STRUCTURED, /* RF creditor reference (ISO 11649): its check digits are right */
	MATCH_WRITTEN,    /* series and number, whatever stands between */
	MATCH_WORD,       /* the kind's word and a number without its zeros: "factura 12" */
	MATCH_RANGE,      /* between two that are written: "FCT 12-15" */
	MATCH_JOINED,     /* a blank inside, or one that is missing, was the bank's */
	MATCH_OTHER,      /* the number in another series, or another year's, than the words say */
	MATCH_CARD /* "[C-1042]", as our mails' subjects have it: the card's only open document */
};
/* A document reference found in a payment's texts. */
struct match_ref {
	struct span prefix; /* folded: "prf"; "" of a card */
	int64_t number;
	enum match_how how;
	bool listed; /* a bare number after another reference: "FCT 12, 13" */
};
struct match_refs {
	struct match_ref *at;
	size_t n, cap;
};
/* References in free text: series prefix or the kind's word ("proforma 31", "fact. nr. 12"), then the
 * number, whatever blanks, zeros, dots or dashes stand between; RF references; each once, at most 40.
 * day: of the payment, for series that begin again each year ("FCT 12" is 20260012). */
void match_refs(struct arena *a, const struct firm *f, struct span details, struct day day,
		struct match_refs *ret);
/* Of all that a payment says: the structured reference, the end-to-end one, the details. */
void match_refs_of(struct arena *a, const struct firm *f, const struct payment *p,
		   struct match_refs *ret);
/* The RF reference of ours that begins here in a folded text, blanks inside allowed: its document, number 0
 * when its check digits are wrong; and where it ends. false: none. */
bool match_rf(struct arena *a, const struct firm *f, struct span s, size_t at,
	      struct match_ref *ret, size_t *end);
/* Does the number stand in the text by itself, as people write a document's: three digits at least, zeros
 * in front, or after "nr"; no part of a date, a sum or a longer code? */
bool match_has_number(struct arena *a, struct span details, int64_t number);

/* Does it tell a movement from all others of its account? Shorter ones are running numbers of a day or a
 * page. */
bool match_is_bank_number(struct span bank_ref);
/* What makes two tellings of a movement one: account, the bank's number and signed amount; without such a
 * number the day and the normalised text. */
struct span match_identity_base(struct arena *a, const struct notice *n);
/* With the ordinal among twins (0 = the first), as stored in payment.identity. */
struct span match_identity(struct arena *a, struct span base, unsigned ordinal);

/* Words of money given back: "restituire", "refund" ... */
bool match_says_return(struct arena *a, struct span details);

enum match_reason { /* why a document is a candidate, strongest first */
		    MATCH_REFERENCE,
		    MATCH_TAX_ID,
		    MATCH_IBAN,
		    MATCH_NAME,
		    MATCH_AMOUNT,
		    MATCH_REASONS
};
struct match_candidate {
	struct document *doc;
	enum match_reason reason; /* the strongest of signs */
	unsigned signs;           /* 1 << enum match_reason */
	bool exact;               /* its open sum is the amount */
};
/* Why money is put on documents by itself; its name is the allocation's rule. */
enum match_rule {
	MATCH_ASK,                 /* no: a person decides */
	MATCH_REFERENCE_AMOUNT,    /* named, and exactly what is open */
	MATCH_REFERENCE_FEE,       /* named, short by the fee that the bank says it kept */
	MATCH_REFERENCE_TOLERANCE, /* named, and off by no more than payments.tolerance */
	MATCH_NUMBER_PAYER,   /* the number without its series, the payer, exactly what is open */
	MATCH_REFERENCE_PART, /* named by its payer, less; payments.reference_is_enough */
	MATCH_REFERENCE_OVER, /* named by its payer, more; the same */
	MATCH_PAYER_AMOUNT,   /* the payer's only ones of this sum; payments.payer_is_enough */
	MATCH_RULES
};
/* "reference+amount" and so on. */
const char *match_rule_name(enum match_rule rule);

/* Why not by itself: the first that holds. */
enum match_doubt {
	MATCH_NO_DOUBT,
	MATCH_RETURN,       /* the text speaks of money given back */
	MATCH_DIFFERS,      /* named, but the sum is another */
	MATCH_OTHER_PAYER,  /* named and of this sum, but the payer owes this sum on another */
	MATCH_BEFORE_ISSUE, /* named and of this sum, but issued after the payment */
	MATCH_TWO_MEANINGS, /* two documents answer to what is written */
	MATCH_CURRENCY,     /* named, in another currency than the money */
	MATCH_SETTLED,      /* named, and paid already */
	MATCH_UNCLEAR
};

enum { MATCH_PAYS = 12, MATCH_SET = 5 };
struct match_pay {
	struct document *doc;
	struct money amount;  /* of the payment */
	struct money settles; /* what the document falls by, in its currency */
};
struct match {
	enum match_rule rule;
	struct match_pay pay[MATCH_PAYS]; /* unless MATCH_ASK */
	unsigned n_pay;
	struct match_candidate candidate[8];
	unsigned n_candidate;
	/* The only few of the payer's open documents that add up to the amount; n_set 0: none, or several. */
	struct document *set[MATCH_SET];
	unsigned n_set;
	struct document *settled; /* a referenced document that is already paid */
	enum match_doubt doubt;
};
/* Where a payment belongs, among the documents that the state holds. Only transfers in are looked at. */
void match_payment(const struct state *s, const struct payment *p, struct match *ret);

/* Whom a payment's tax id, account or name point to. A tax id that a client has decides alone; else an
 * account that only one client is known to pay from; else the name. */
struct match_payers {
	struct client *at[4];
	unsigned n;
	enum match_reason reason; /* MATCH_REASONS when n is 0 */
};
void match_payers(const struct state *s, const struct payment *p, struct match_payers *ret);
/* The one client that they point to, or NULL. */
struct client *match_payer(const struct state *s, const struct payment *p,
			   enum match_reason *reason);
/* A name's words without those that say what kind of firm it is: "SC Alfa Beta SRL" -> "alfa beta". */
struct span match_name_words(struct arena *a, struct span name);
/* Do all the words of a client's name, two at least, stand in the text? */
bool match_names_client(struct arena *a, const struct client *c, struct span text);

#endif
