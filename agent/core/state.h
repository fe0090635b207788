/* What decide sees and changes: plain structs loaded inside the transaction by run/load_state.
 *
 * decide changes a working copy: a row it adds is ROW_NEW (its id taken from `next`), a row it
 * changes is ROW_CHANGED; run/store_state writes exactly these. Rows are pointers so that they stay
 * where they are while vectors grow. */
#ifndef PLIC_STATE_H
#define PLIC_STATE_H

#include "fact.h"
#include "firm.h"

enum row_mark { ROW_CLEAN, ROW_CHANGED, ROW_NEW };

struct client {
	enum row_mark mark;
	int64_t id;
	struct party party; /* party.email is the address we write to */
	bool company;       /* legal person */
	struct span lang;
	enum address_state { ADDRESS_OK, ADDRESS_SUSPECT, ADDRESS_DEAD } address;
	/* What we owe the client: the `left` of every payment whose client he is, and what was paid on
	 * invoices that were reversed. payment_allocate and doc_issue (storno) keep it. */
	struct money credit;
};

/* He has an address, and it has not bounced for good. */
bool client_reachable(const struct client *c);

struct card {
	enum row_mark mark;
	int64_t id; /* the number people see */
	int64_t client;
	struct span pipeline, stage;
	struct span title; /* what it is about: product or subject */
	int64_t product;   /* 0 = none */
	struct day opened;
	bool closed;
	struct span thread_subject, thread_id; /* client's first mail: subject, Message-ID */
	/* STAI: no mail but a person's own words leaves to the client. Changed: so it is for what waits too. */
	bool held, held_changed;
};

enum doc_state {
	DOC_DRAFT,     /* no number yet */
	DOC_ISSUED,    /* numbered, immutable */
	DOC_ACCEPTED,  /* offer */
	DOC_REFUSED,   /* offer */
	DOC_EXPIRED,   /* offer, proforma */
	DOC_CANCELLED, /* draft dropped, or an issued unfiscal document withdrawn: stays visible */
	DOC_REVERSED   /* invoice wholly stornoed */
};
struct document {
	enum row_mark mark;
	int64_t id;
	enum doc_kind kind;
	enum doc_state state;
	int64_t card, client;
	struct span series;
	int64_t number;    /* 0 = draft */
	struct span label; /* "PRF 0031" */
	struct day issue, due;
	/* open: still to pay, for proforma and invoice: payable less what was allocated while issued; 0
	 * once it is cancelled, expired or reversed, and for a proforma once an invoice replaced it
	 * (the invoice has ref = proforma, what was paid before stands in its snapshot as prepaid). */
	struct money total, open;
	int64_t ref; /* proforma of an invoice, original of a storno, offer of a contract */
	int64_t subscription, period; /* recurring: row and period index; 0, -1 = none */
	int reminders;                /* reminders sent: 0, 1, 2, 3 = staff told */
	struct day reminded;          /* last reminder */
	struct day snoozed;           /* no reminder before */
	bool revised;                 /* snap replaces what was issued and rejected (flow_file.h) */
	struct snapshot *snap; /* always loaded for documents of the card at hand; else NULL */
};

/* Told by a mail or by staff; by a statement (or in cash: seen); undone. */
enum payment_state { PAYMENT_REPORTED, PAYMENT_CONFIRMED, PAYMENT_REVERSED };
enum payment_kind {
	PAYMENT_TRANSFER,
	PAYMENT_SETTLEMENT, /* a processor's payout of many card payments, net of its fee */
	PAYMENT_RETURN, /* it undoes another payment, or gives money back: amount below zero when we pay */
	PAYMENT_FEE /* taken by the bank: amount below zero */
};
/* One telling of a payment: by a mail, a line of a statement, staff. */
struct telling {
	struct span identity; /* never that of another payment */
	struct span source;   /* as payment.source */
	bool fresh;           /* not stored yet */
};
struct tellings {
	struct telling *at;
	size_t n, cap;
};
struct payment {
	enum row_mark mark;
	int64_t id;
	enum payment_state state;
	enum payment_kind kind;
	struct span
		source; /* who told it last: "bank:bt", "statement:mt940", "staff:ana@...", "cash" */
	struct money amount, left; /* left: not yet allocated; below zero: money out */
	struct day day, value_day; /* value_day: DAY_NONE or zero = not told */
	int64_t client;            /* 0 = unknown */
	struct span payer, payer_iban, payer_tax_id, details, bank_ref;
	struct span own_account; /* which of ours: compact IBAN, or masked as a mail prints it */
	struct span reference;   /* the structured one that the payer gave (RF...), "" = none */
	struct span end_to_end;
	struct money fee; /* what a bank kept on the way, of the same currency; 0 = none told */
	struct money original; /* as ordered, when that was another currency; cur "" = not told */
	int64_t reverses;      /* the payment that this one undoes, 0 = none */
	struct day confirmed;  /* when a statement told it; set exactly when confirmed_by is */
	struct span confirmed_by; /* that statement: its file */
	bool flagged;             /* no statement told it in time: said to staff until one does */
	/* Unique: account, bank ref, amount, day, ordinal; the first of its tellings, "" = told by none. */
	struct span identity;
	/* One of a batch: the identity that the batch has where it is told as a whole; "" = of none. */
	struct span batch;
	struct tellings told; /* beside the first: only fresh ones, or all when loaded with them */
};
struct allocation { /* always new */
	int64_t payment, document;
	struct money amount;
	/* What the document falls by, in its currency: the amount (cur "" = that), but with a fee or a rest
	 * that is forgiven, and of money in another currency. */
	struct money settles;
	struct span rule; /* why: match_rule_name, "staff", "cash" */
};
static inline struct money allocation_settles(const struct allocation *al)
{
	return al->settles.cur[0] ? al->settles : al->amount;
}

/* Where a document can be paid by card. SQL ends it when the document is paid, changed or withdrawn; money may still
 * come over one that is over. */
enum pay_link_state {
	LINK_WANTED,    /* not asked for yet, or no answer yet */
	LINK_OPEN,      /* it can be paid there */
	LINK_PENDING,   /* the client is through, the money is under way */
	LINK_CLOSING,   /* the processor is to be told that it is over */
	LINK_REOPENING, /* ... that it may be used once more */
	LINK_CLOSED
};
struct pay_link {
	enum row_mark mark;
	int64_t id, document; /* id: 0 while new */
	int revision;         /* of the document, which has one alive at most */
	enum pay_link_state state;
	struct money amount;
	struct span key; /* idempotency key of the next question, stored before it is asked */
	int tries;       /* keys used */
	int sessions;    /* how often a client may go through with it */
	struct span ref, url;
	struct span why; /* what was answered instead of a link */
	int64_t created; /* instant */
};

/* What the card processor pays out in one sum. */
struct payout {
	enum row_mark mark;
	int64_t id; /* 0 while new */
	struct span ref;
	struct money amount, gross, fee; /* amount: net, what the bank's line says */
	struct day arrival;              /* DAY_NONE = not said */
	bool failed;
	int64_t payment;             /* the bank's line, 0 = not seen */
	int64_t created;             /* instant */
	struct card_entries entries; /* of a new one */
};

enum cycle_unit { CYCLE_DAY, CYCLE_WEEK, CYCLE_MONTH, CYCLE_QUARTER, CYCLE_HALF, CYCLE_YEAR };
struct subscription {
	enum row_mark mark;
	int64_t id, card, client;
	enum cycle_unit unit;
	int every;
	struct day anchor, until; /* until: DAY_NONE = open end; last day a period may begin */
	int64_t next_period;      /* index of the next period to bill */
	bool paused, stopped;
	struct snapshot *template_; /* lines and currency of each invoice */
	struct lines once;          /* one-off lines, emptied once invoiced */
};

struct product {
	enum row_mark mark;
	int64_t id;
	struct span name, fold; /* fold: utf8_fold(name) */
	struct span synonyms;   /* "; "-joined */
	struct span description, unit, pipeline, vat /* name of a vat_rate row */;
	struct decimal price; /* without VAT */
	char currency[4];
	bool active;
};

enum question_kind {
	Q_PREVIEW,         /* command lines shown, done on DA */
	Q_PRODUCT,         /* which product does this request mean */
	Q_PAYMENT,         /* which document does this payment pay */
	Q_CLIENT_QUESTION, /* a client asks; staff answer */
	Q_CONFIRM_ACCEPT,  /* unauthenticated acceptance: asked back at the stored address */
	Q_PERIODS,         /* more missed periods than the cap */
	Q_HELD,            /* an event waits until a document is fit to leave */
	Q_CONFIRM_STAFF, /* commands of staff that nothing proves: asked back at the stored address */
	Q_COMPANY        /* ANAF's register says otherwise of a client (company.h) */
};
enum question_state { Q_OPEN, Q_DONE, Q_DECLINED, Q_EXPIRED };
struct question {
	enum row_mark mark;
	int64_t id;
	enum question_kind kind;
	enum question_state state;
	int64_t card, payment, document, subscription;
	struct span asked;  /* address it was put to; "" = all staff who may answer */
	int64_t expires;    /* instant */
	struct span shown;  /* hash of what the preview showed */
	struct value *data; /* kind's own: command lines, candidates */
	struct span answered_by;
};

struct series {
	bool dirty;
	enum doc_kind kind;
	struct span prefix;
	int64_t next;
	unsigned pad;
	bool yearly; /* stays once it was: its numbers have gaps between years */
};

struct acceptance { /* always new: evidence, hash-chained by the store */
	int64_t document, card, message;
	bool accepted; /* false: refusal */
	struct span by, line, auth_by, auth_domain;
	int64_t at; /* instant */
	struct sha256 raw;
};
struct card_event { /* always new: the card's story */
	int64_t card, document, payment, message;
	/* One word. "request", "request-again", "stage" {from, to, event}, "drafted", "issued", "accepted",
	 * "refused", "expired", "reversed", "reversed-part", "paid" (document in full), "payment" and
	 * "payment-back" {amount, rule}, "question" (staff were asked) {kind}, "said" (client's words) {kind, line}, "confirm" (an
	 * acceptance was asked back), "bounce" {address, reason}, "auto-reply", "reminder" {level},
	 * "period" {period}, "period-skipped", "stopped", "unsent" {reason}. */
	struct span kind;
	struct value *data;
};

struct bank_form_row {
	int64_t id, forgets; /* forgets: the row that this one ends, 0 = it teaches */
	struct span bank, by;
	struct span
		rule; /* JSON: labels {field: folded label}, title, seen, in, mark (reader_config.h) */
	int64_t at; /* instant; the store writes it */
};

/* Who sends the mail at hand, worked out by run/load_state: proof first, then what it opens. */
struct sender {
	struct span addr, name;
	bool authenticated;        /* AUTH_PASS and exactly one From */
	const struct staff *staff; /* From is on the staff list (believed only if authenticated) */
	struct client *client;     /* From is a client's stored address */
	bool token_ok;             /* a reply token whose HMAC verifies, not expired */
	/* ... and it stands where nobody could put it into somebody else's signed letter: in fields that the
	 * signature holds, or that letter's subject names the same card. */
	bool token_bound;
	struct span token_purpose; /* "reply", "staff" */
	struct span token_addr;    /* to whom it was given */
	int64_t token_card, token_document, token_question;
	/* What we sent automatically to the address an answer would go to: From; the forward's original
	 * sender when staff forward; the form's e-mail when the mail is a form. */
	int answers_last_hour, mails_today;
	int answers_in_thread; /* on the card, since a person wrote on it */
	/* Of a stranger: cards opened today, in all and for addresses of the same domain. */
	int cards_today, cards_of_domain;
	bool own_id; /* the mail's own Message-ID is one that we gave */
	/* The words of our mail that this one answers, as own_words_fold gives them. Loaded when a client's
	 * words read as an answer; "" = it names none of ours. */
	struct span answered_words;
};

/* A mail of ours that the mail at hand speaks of. */
struct our_mail {
	struct span message_id;
	struct span to; /* to whom it went */
	int64_t card, client, document;
	bool again; /* it was reported before: the same failure told twice counts once */
};

/* What run/load_state brings for a mail, beside what needs.h names for staff's commands:
 *   always         products (active), all series, sender, hold_all, next
 *   card           the thread's: of the reply token, else of the first of fact.refs that is a
 *                  Message-ID of ours or a card's thread_id or a journalled mail with a card; for
 *                  authenticated staff also of the "[C-1042]" in the subject. With its client, all its
 *                  documents (snapshots), subscriptions and open questions
 *   clients        those with the address From; of a form's request.email and request.tax_id; of
 *                  forward.from when staff forward; each with its open cards (newest 5) and these
 *                  cards' documents (so that a request sent twice makes one card)
 *   sender.client  the one of them whose address is From (newest)
 *   token_document, token_question   their rows, the document with card, client and snapshot
 *   questions      for staff that nothing proves: what they were asked to confirm today (any state)
 *   bounced        for MAIL_BOUNCE, MAIL_FEEDBACK: of fact.bounced_ids those in our outbox, with the
 *                  client's row and the client's open cards
 *   fact.notices   for each: match_refs(details) -> those documents, for a proforma also the invoices
 *                  that refer to it (row_document_referring), with cards, clients and all documents of
 *                  these cards; payments with the same match_identity_base() or, of the same amount and
 *                  at most 3 days away, any; clients by payer_tax_id, payer_iban, earlier payments from
 *                  that account, payer name; unpaid documents with open == amount (10) and those of
 *                  these clients (10 of that sum, 17 oldest), without snapshots unless they will be
 *                  paid, the rows of their cards and clients
 *   periods        for decide_period_due: the subscription, its card with everything as above, its
 *                  client, its open questions */
#define STATE_VEC(type, name)     \
	struct {                  \
		struct type **at; \
		size_t n, cap;    \
	} name
struct hit { /* answer of a search: CAUTA, SOLD */
	struct span kind;
	struct value *data;
};
struct state {
	struct arena *a;
	const struct firm *firm;
	struct day today;
	int64_t now; /* instant, for evidence and expiry only */
	struct sender sender;
	struct card *card; /* the thread's card, or NULL */
	STATE_VEC(client, clients);
	STATE_VEC(card, cards);
	STATE_VEC(document, documents);
	STATE_VEC(payment, payments);
	STATE_VEC(subscription, subscriptions);
	STATE_VEC(question, questions);
	STATE_VEC(product, products); /* all active ones */
	STATE_VEC(series, series);    /* all */
	/* New ones, and those of the documents that EFACTURA names (newest revision). */
	STATE_VEC(filing, filings);
	struct {
		struct our_mail *at;
		size_t n, cap;
	} bounced;                  /* the mails that came back */
	STATE_VEC(payout, payouts); /* that a payment's sum, or a processor's word, may be */
	STATE_VEC(pay_link,
		  pay_links); /* new ones; what a processor's word names, or a rejection left */
	STATE_VEC(company, doubts); /* the register's word on clients in doubt (company.h) */
	STATE_VEC(allocation, allocations); /* new ones */
	/* What was put on documents before: all rows of each document that a payment looked at stands on. */
	STATE_VEC(allocation, allocated);
	STATE_VEC(acceptance, acceptances); /* new ones */
	STATE_VEC(card_event, events);      /* new ones */
	struct {
		struct hit *at;
		size_t n, cap;
	} hits;        /* what searches of this fact found */
	bool hold_all; /* STAI TOT is on */
	bool hold_changed;
	bool exports_stopped; /* exports that wait do not leave */
	/* Addresses whose web forms staff said they trust (FORMULAR), between blanks. Loaded with a form and
	 * with staff's commands. */
	struct span form_sites;
	bool form_sites_changed;
	/* Names of banks whose mails were read, between blanks; loaded with a bank's mail and with staff's
	 * commands. */
	struct span banks_read;
	bool banks_read_changed;
	/* Forms of banks' mails that staff taught and that count; new ones, and what is forgotten. */
	struct {
		struct bank_form_row *at;
		size_t n, cap;
	} bank_forms, new_bank_forms;
	/* Exchange rates of the currencies that the fact's documents, subscriptions, products and words name,
	 * published in the last 100 days; CURS adds to both lists. */
	struct fx_rates rates, new_rates;
	struct {
		int64_t client, card, document, payment, subscription, question, product;
	} next;
};

struct client *state_client(const struct state *s, int64_t id);
struct card *state_card(const struct state *s, int64_t id);
struct document *state_document(const struct state *s, int64_t id);
/* By prefix (folded) and number: "prf", 31. */
struct document *state_document_ref(const struct state *s, struct span prefix, int64_t number);
struct payment *state_payment(const struct state *s, int64_t id);
struct subscription *state_subscription(const struct state *s, int64_t id);
struct question *state_question(const struct state *s, int64_t id);
/* New rows with ids taken from next. */
struct client *state_new_client(struct state *s);
struct card *state_new_card(struct state *s);
struct document *state_new_document(struct state *s, enum doc_kind kind);
struct payment *state_new_payment(struct state *s);
struct subscription *state_new_subscription(struct state *s);
struct question *state_new_question(struct state *s, enum question_kind kind);
struct product *state_new_product(struct state *s);
void state_event(struct state *s, int64_t card, const char *kind, int64_t document, int64_t payment,
		 struct value *data);
/* Mark as changed unless it is new. */
#define ROW_TOUCH(r) ((r)->mark == ROW_NEW ? (void)0 : (void)((r)->mark = ROW_CHANGED))

#endif
