/* What command lines speak of, so that run/load_state can load it before anything is decided. Only
 * the words count here: whether a reference exists is the state's matter; one that does not is simply
 * not loaded, and the verb then says that it found none.
 *
 * What the loader brings for each, beside the thread's own card (its client, all its documents with
 * snapshots, its subscriptions, its open questions) and what is always there (products that are
 * active, all series):
 *   refs        the document (with snapshot), and its card as above
 *   cards       the card, as above
 *   payments    the payment, its client and what it stands on (state.allocated); also the cash of a receipt
 *               among the refs
 *   subscriptions  the subscription, and its card as above
 *   emails, cuis   the client, with the newest card that is not closed (as above)
 *   names       clients whose folded name has all these words; up to 5 (their cards as for emails)
 *   products    the product of that name, retired or not
 *   searches    hits in state.hits, `kind` and keys of `data` as told at each search kind
 * For a reply whose token names a question: also needs_of_question of that question, and the row of
 * question.payment / question.document / question.subscription. For INCASAT, CHITANTA, ALOCA and SOLD the open
 * proformas and invoices of a card's client are loaded too when `client_open` is set. */
#ifndef PLIC_NEEDS_H
#define PLIC_NEEDS_H

#include "arena.h"
#include "state.h"

struct need_ref {
	struct span prefix; /* folded: "prf" */
	int64_t number;
};
enum need_kind {
	/* CAUTA: hits "card" {number, client, title, pipeline, stage, closed}, "client" {name, email, tax_id},
	 * "document" {label, kind, state, total, open, card, client, issue}; at most 20. */
	NEED_FIND,
	/* SOLD: hits "client" {name}, "document" {label, kind, total, open, due, card} for each open
	 * invoice and proforma of that client, "payment" {id, left, day} for what is not allocated.
	 * text "" and card 0: the client of the thread's card. */
	NEED_BALANCE,
	/* CARD, DE CE: hits "event" {day, kind, label, text, data}, the newest 10, oldest first; label is the
	 * document's, text free words (a note), "" when none, data the event's own. Card 0: the thread's. */
	NEED_STORY,
	/* STATUS: hits "figure" {name, count}: cards_open, offers_open, invoices_open,
	 * invoices_late, payments_left, questions_open, mails_waiting. */
	NEED_STATUS,
	/* NEALOCATE: hits "payment" {payment, day, amount, left, payer, client}, at most 20 that have something
	 * left; "payments" {count} of all; "sum" {sum} for each currency. */
	NEED_UNALLOCATED,
	/* INCASARI: of the period that text names (none: the last 30 days) hits "period" {from, to, name},
	 * "payment" as above, the newest 20; "sum" {count, sum} for each currency, "back" the same for what
	 * went back. No hits: the words name no period. */
	NEED_MONEY_IN,
	/* FISA, and SOLD on a day: hits "client" {id, name} and "movement" {id, kind, label, day, due,
	 * amount} (row_movement.h) up to the day `to` (none: today). Text and card as above. */
	NEED_STATEMENT,
	/* EXPORT: hit "export" {documents, files, bytes, waiting}: of the period that text names what there is and
	 * what is rendered; exports that wait to leave. */
	NEED_EXPORT,
	/* ARATA: every running subscription that bills within two years, with its client: at most 500. */
	NEED_REHEARSAL,
	/* RAPORT: hit "report" {name, from, to}, none when text names no period ("" = this month); "report_books"
	 * {what: invoice, storno, payment; n, sum} and "report_client" {name, n, sum} of the period, "report_cards"
	 * {name of the pipeline, n}; "report_open" {what: unpaid, overdue; sum} of today. */
	NEED_REPORT,
	/* DE CE P12: the payment whole, its tellings and the payments that undo it as rows of the state; hits
	 * "event" as for a card, those that speak of it. */
	NEED_PAYMENT,
	/* EFACTURA: hits "filing" {label, client, state, deadline} of what is not accepted, at most 20. */
	NEED_FILING,
	/* PRIMITE: of the suppliers' invoices that text names (a period, else words of name, number or tax code; "" =
	 * all) hits "received" {id, supplier, cui, number, issue, due, total, state, unreadable}, the newest 20;
	 * "received_sum" {sum} for each currency of all of them and "received_all" {count}. */
	NEED_RECEIVED
};
struct need_search {
	enum need_kind kind;
	struct span text; /* folded words; an e-mail or CUI as it is */
	int64_t card;     /* 0 = not named */
	int64_t payment;  /* NEED_PAYMENT */
	struct day to;    /* NEED_STATEMENT */
};
struct needs {
	struct {
		struct need_ref *at;
		size_t n, cap;
	} refs;
	struct {
		int64_t *at;
		size_t n, cap;
	} cards, payments, subscriptions;
	struct spans emails, cuis, names;
	struct spans products; /* folded names */
	struct {
		struct need_search *at;
		size_t n, cap;
	} searches;
	int64_t held_of; /* a client: the cards of his on which something is held (Q_HELD), 0 = none */
	bool client_open;
	bool filings; /* of each invoice that is loaded the newest (load_filings.h) */
};

/* Of a mail's command lines. *ret starts zeroed. */
void needs_of(struct arena *a, const struct mail_fact *f, struct needs *ret);
/* Of the command lines that a preview keeps, or of the company asked about, added to *ret: DA carries them out. */
void needs_of_question(struct arena *a, const struct question *q, struct needs *ret);

#endif
