/* The business acts that mails, commands and the calendar share: issue a document, move a card along
 * its pipeline, book a payment. Each changes the state's working copy and adds effects; nothing here
 * is asked twice by its callers. */
#ifndef PLIC_FLOW_H
#define PLIC_FLOW_H

#include "decide.h"
#include "preflight.h"
#include "vat.h"
#include "verb.h"

struct flow {
	struct state *s;
	struct decision *d;
	const struct message *m;   /* the mail at hand, NULL for the calendar */
	const struct mail_fact *f; /* the same, read; NULL for the calendar */
	struct answer_draft *out;  /* gets "what changed" lines (changes); NULL: nobody is told */
	int64_t issued[12];        /* documents issued in this flow and not yet mailed */
	unsigned n_issued;
	const struct payment *paid_by;  /* the payment that made them: said in their mail */
	bool advance;                   /* doc_draft: what is drafted is an advance */
	const char *refused;            /* flow_refuse: the last reason, for people */
	struct preflight_faults faults; /* why the document at hand was not issued */
	/* Of a statement: how many questions about its payments may still be mailed; NULL = no bound. A payment
	 * beyond it waits in NEALOCATE. */
	unsigned *questions;
	bool doubtful; /* what is booked comes from a source that is wrong in itself: nothing is automatic */
};

/* "Not now": key is what people read (TX, a text without arguments), the rest as why_fail. Gives
 * RC_REFUSED. */
enum rc flow_refuse(struct flow *fl, struct why *reterr, const char *key, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* A draft of a document on a card: parties, currency, dates and texts filled, sums computed, no
 * number. lines NULL: those of `from` (an offer, a proforma), which becomes its reference. Currency:
 * of `from`, else of the first line's net.cur (product_line sets it), else the firm's. After changing
 * snap->lines of a draft call doc_recompute. RC_REFUSED, RC_BAD_INPUT: reterr says why (no lines,
 * sums that overflow); nothing was added. */
enum rc doc_draft(struct flow *fl, enum doc_kind kind, struct card *card, const struct lines *lines,
		  const struct document *from, struct document **ret,
		  struct why *reterr) MUST_CHECK;
/* What is asked ahead: a percent, or an amount without VAT. */
struct advance {
	struct decimal percent;
	struct money amount;
};
/* A draft of an advance on lines, or on what `from` says: a line for each of its VAT groups. */
enum rc doc_draft_advance(struct flow *fl, enum doc_kind kind, struct card *card,
			  const struct advance *adv, const struct lines *lines,
			  const struct document *from, struct document **ret,
			  struct why *reterr) MUST_CHECK;
/* Put on an invoice's content, with minus, the card's advances that no other invoice takes off. */
void doc_take_off_advances(struct flow *fl, struct snapshot *sn, int64_t card);
/* The living invoice, or draft of one, that takes an advance invoice off; NULL: none. */
const struct document *doc_final_of(const struct state *s, const struct document *adv);
/* Seller and buyer of a content as they are known now. */
void doc_renew_parties(struct flow *fl, struct snapshot *sn, const struct client *c);
/* Sums again after a draft's lines, discount or due day were changed. */
enum rc doc_recompute(struct flow *fl, struct document *doc, struct why *reterr) MUST_CHECK;
/* A draft as it would be issued today: the client's data as they are now, the day's exchange rate, sums
 * again. *moved (may be NULL): it does not say any more what it said. */
enum rc doc_refresh(struct flow *fl, struct document *doc, bool *moved,
		    struct why *reterr) MUST_CHECK;
/* Number from the series, issue day = today, due day by the firm's terms (a due day that was changed
 * in the draft's snapshot stays), sums computed again; from now on immutable. Adds it to fl->issued.
 * What else issuing means: an invoice takes over its proforma (paid = prepaid, proforma's open 0); a
 * storno reverses its invoice (DOC_REVERSED, open 0, what was paid becomes client credit); an offer
 * replaces nothing. Moves no card: card_run does. */
enum rc doc_issue(struct flow *fl, struct document *doc, struct why *reterr) MUST_CHECK;
/* RC_REFUSED, with fl->faults: the draft, dates and sums ready, would not be fit to leave. */
enum rc doc_preflight(struct flow *fl, const struct document *doc, struct why *reterr) MUST_CHECK;
/* The storno of an issued invoice as a draft: doc_issue makes it count. qty: what is taken back of each
 * of its lines, at most doc_storno_left; NULL: all that is left. RC_REFUSED: not an issued invoice,
 * already reversed; RC_BAD_INPUT: more than is left. */
enum rc doc_reverse(struct flow *fl, struct document *invoice, const struct decimal *qty,
		    struct document **ret, struct why *reterr) MUST_CHECK;
/* The quantity of each line of an invoice that no storno has taken back. */
struct decimal *doc_storno_left(struct flow *fl, const struct document *invoice);
/* One mail to the client with all that fl issued; nothing when nothing was. */
enum rc flow_mail_issued(struct flow *fl, struct card *card, struct why *reterr) MUST_CHECK;

/* The words an answer or notice uses for a document ("Proforma PRF 0031", "Ciornă de factură"). */
struct value *doc_say(struct arena *a, const struct document *doc);
/* False when the correspondent's caps are reached (firm caps against sender counts): no automatic
 * answer then. Staff who are authenticated are not capped here. */
bool flow_may_answer(const struct state *s);

/* May the mail's form speak for an address that is not its sender's: the sender is proven, and the firm's
 * own domain, a site that the configuration names, or one that staff trust (FORMULAR)? */
bool form_is_ours(const struct flow *fl);
/* The proven sender of a form that may not, whom staff may trust from now on; "" when there is none. */
struct span form_stranger(const struct flow *fl);

/* Make the product the card's: title, and while nothing was issued on the card its pipeline too. */
void card_take_product(struct flow *fl, struct card *card, const struct product *p);

/* What the card is about: its newest document's title, else the card's own. */
struct value *card_sold(const struct state *s, const struct card *card);

/* Run an event through the card's pipeline: steps, then the next stage. lines: what was asked for or
 * offered, NULL = from the card's newest offer, proforma or product. RC_REFUSED: the pipeline does
 * not know this event in this stage (reterr says so; nothing changed). A document that the pre-flight
 * refuses: RC_OK with fl->faults, nothing changed but that staff are asked (flow_hold.h). */
enum rc card_run(struct flow *fl, struct card *card, enum event ev, const struct lines *lines,
		 struct why *reterr) MUST_CHECK;

/* The client's credit, to be added to: when there is none, in no currency either, so that who paid in lei may
 * pay in euro. */
struct money *client_credit(struct client *c);
/* Is this one of its tellings, as far as they are loaded? "" never is. */
bool payment_is_told(const struct payment *p, struct span identity);
/* Add a payment row with p's fields (p itself is the caller's and stays out of the state); left =
 * amount. NULL: a payment of the same identity is known, nothing was added. */
struct payment *payment_add(struct flow *fl, const struct payment *p);
/* Book what a bank notice or statement says: payment_add, then matched to documents (our reference and
 * exactly what is open) or asked about. *ret (may be NULL): the row, NULL when it was known. */
enum rc payment_book(struct flow *fl, const struct payment *p, struct payment **ret,
		     struct why *reterr) MUST_CHECK;
/* Match what is left of a payment of the state to documents, or ask; again when a statement confirms what
 * waited for it. */
enum rc payment_place(struct flow *fl, struct payment *p, struct why *reterr) MUST_CHECK;
/* Allocate at most amount (or what fits: what is left, what is open) of a payment to a document; the
 * payment becomes the document's client's if it was nobody's, so what is left is his credit. A
 * document that is paid moves its card (EV_PAID). RC_REFUSED: nothing fits, another currency. Open
 * questions about this payment are closed when nothing is left. */
enum rc payment_allocate(struct flow *fl, struct payment *p, struct document *doc,
			 struct money amount, const char *rule, struct why *reterr) MUST_CHECK;
/* The same with what the document falls by: more than the amount when a rest is forgiven or a bank kept a
 * fee, of the document's currency when the money is in another. Both must fit as they are. evidence: kept
 * with the card's story, may be NULL. */
enum rc payment_settle(struct flow *fl, struct payment *p, struct document *doc,
		       struct money amount, struct money settles, const char *rule,
		       struct value *evidence, struct why *reterr) MUST_CHECK;

/* A document is paid in full, by this payment (NULL: because it asks for less now): its card moves (EV_PAID). */
enum rc document_paid(struct flow *fl, const struct payment *p, struct document *doc,
		      struct why *reterr) MUST_CHECK;
/* Nothing is left of a payment: what was asked about it is answered. */
void payment_close_questions(struct flow *fl, const struct payment *p);

/* Bill the next period of a subscription: draft, issue, mail, one-off lines emptied. *billed false:
 * nothing is due today. No cap here. */
enum rc period_bill(struct flow *fl, struct subscription *sub, bool *billed,
		    struct why *reterr) MUST_CHECK;
/* DA or NU to Q_PERIODS: bill every period that is due, oldest first, or skip them; closes q. */
enum rc periods_answer(struct flow *fl, struct question *q, bool yes,
		       struct why *reterr) MUST_CHECK;

/* Mail a question with one-tap answers to those staff whose roles fit. options: list of maps
 * {label: tx or text, command: text}. say: list of texts (tx), the first is the question itself; facts:
 * list of {label, value}. Template "question"; data: headline (= first of say), say[], facts[],
 * options[] (and next[], the same), quote = q->data's "quote" (the client's own words). q->expires
 * 0: 30 days. */
enum rc ask_staff(struct flow *fl, struct question *q, struct value *say, struct value *facts,
		  struct value *options, unsigned roles, struct why *reterr) MUST_CHECK;
/* The same of a question that may have been asked before, for another reason (key), but to all but one (NULL: to all). */
enum rc ask_staff_again(struct flow *fl, struct question *q, struct span key,
			const struct staff *but, struct value *say, struct value *facts,
			struct value *options, unsigned roles, struct why *reterr) MUST_CHECK;
/* Tell staff once under a key. Template "notice"; data: headline, say[], facts[], next[] (and
 * options[], the same). say: list of texts (tx); facts: list of {label, value}. */
enum rc tell_staff(struct flow *fl, struct span key, struct value *headline, struct value *say,
		   struct value *facts, struct value *next, unsigned roles,
		   struct why *reterr) MUST_CHECK;

/* The same under a card: replies to it speak of that card. tell_staff takes the card of the mail at
 * hand (state.card). */
enum rc tell_staff_on(struct flow *fl, int64_t card, struct span key, struct value *headline,
		      struct value *say, struct value *facts, struct value *next, unsigned roles,
		      struct why *reterr) MUST_CHECK;
/* The same under a document: what a reply corrects is that one. */
enum rc tell_staff_about(struct flow *fl, const struct document *doc, struct span key,
			 struct value *headline, struct value *say, struct value *facts,
			 struct value *next, unsigned roles, struct why *reterr) MUST_CHECK;
/* The same, but not to one of them (NULL: to all), who hears of it otherwise. */
enum rc tell_staff_but(struct flow *fl, const struct staff *but, int64_t card, struct span key,
		       struct value *headline, struct value *say, struct value *facts,
		       struct value *next, unsigned roles, struct why *reterr) MUST_CHECK;
/* The same, but not to who gave the command at hand: the answer says it. */
enum rc tell_other_staff_on(struct flow *fl, int64_t card, struct span key, struct value *headline,
			    struct value *say, struct value *facts, struct value *next,
			    unsigned roles, struct why *reterr) MUST_CHECK;
/* Show a draft to staff, its PDF attached, under a question (preview_ask_draft) or 0. */
enum rc tell_staff_of_draft(struct flow *fl, const struct document *draft, int64_t question,
			    struct value *headline, struct value *facts, struct value *next,
			    struct why *reterr) MUST_CHECK;

/* Tell staff once under a key, with papers that are in no book (a list of snapshots). */
enum rc tell_staff_with(struct flow *fl, struct span key, struct value *headline, struct value *say,
			struct value *papers, unsigned roles, struct why *reterr) MUST_CHECK;

/* A line for "Ce s-a schimbat": what, before -> after; nothing when fl->out is NULL. */
void flow_changed(struct flow *fl, struct value *what, struct value *before, struct value *after);

/* Find the product that a text means: by name or synonym, words folded, Romanian endings allowed
 * ("cursul de Excel" is "curs Excel"); the longest wins. *tie: several are equally long, or two are
 * named apart from each other; NULL then too. */
struct product *product_match(const struct state *s, struct span text, bool *tie);
/* One line of a product at today's price and VAT rate. */
struct line product_line(const struct state *s, const struct product *p);

#endif
