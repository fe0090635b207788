/* The business acts that mails, commands and the calendar share: issue a document, move a card along
 * its pipeline, book a payment. Each changes the state's working copy and adds effects; nothing here
 * is asked twice by its callers. */
#ifndef PLIC_FLOW_H
#define PLIC_FLOW_H

#include "decide.h"
#include "verb.h"

struct flow {
	struct state *s;
	struct decision *d;
	const struct message *m;       /* the mail at hand, NULL for the calendar */
	const struct mail_fact *f;     /* the same, read; NULL for the calendar */
	struct answer_draft *out;      /* gets "what changed" lines; NULL when nobody is answered */
	int64_t issued[12];            /* documents issued in this flow and not yet mailed */
	unsigned n_issued;
};

/* A draft of a document on a card: parties, currency, dates and texts filled, sums computed, no
 * number. lines NULL: those of `from` (an offer, a proforma), which becomes its reference. */
enum rc doc_draft(struct flow *fl, enum doc_kind kind, struct card *card, const struct lines *lines,
		  const struct document *from, struct document **ret, struct why *reterr) MUST_CHECK;
/* Number from the series, issue day = today, due day by the firm's terms, sums computed again; from
 * now on immutable. Adds it to fl->issued. */
enum rc doc_issue(struct flow *fl, struct document *doc, struct why *reterr) MUST_CHECK;
/* The storno of an issued invoice, whole. */
enum rc doc_reverse(struct flow *fl, struct document *invoice, struct document **ret,
		    struct why *reterr) MUST_CHECK;
/* One mail to the client with all that fl issued; nothing when nothing was. */
enum rc flow_mail_issued(struct flow *fl, struct card *card, struct why *reterr) MUST_CHECK;

/* Run an event through the card's pipeline: steps, then the next stage. lines: what was asked for or
 * offered, NULL = from the card's newest offer, proforma or product. RC_REFUSED: the pipeline does
 * not know this event in this stage (reterr says so; nothing changed). */
enum rc card_run(struct flow *fl, struct card *card, enum event ev, const struct lines *lines,
		 struct why *reterr) MUST_CHECK;

/* Book what a bank notice, staff or cash say: a payment row (unless its identity is known), matched
 * to a document or asked about. */
enum rc payment_book(struct flow *fl, struct payment *p, struct why *reterr) MUST_CHECK;
/* Allocate at most amount (or what fits) of a payment to a document; a document that is paid moves
 * its card (EV_PAID). */
enum rc payment_allocate(struct flow *fl, struct payment *p, struct document *doc,
			 struct money amount, const char *rule, struct why *reterr) MUST_CHECK;

/* Mail a question with one-tap answers to those staff whose roles fit. options: list of maps
 * {label: tx or text, command: text}. */
enum rc ask_staff(struct flow *fl, struct question *q, struct value *say, struct value *facts,
		  struct value *options, unsigned roles, struct why *reterr) MUST_CHECK;
/* Tell staff once under a key. say: list of texts (tx); facts: list of {label, value}. */
enum rc tell_staff(struct flow *fl, struct span key, struct value *headline, struct value *say,
		   struct value *facts, struct value *next, unsigned roles,
		   struct why *reterr) MUST_CHECK;

/* A line for "Ce s-a schimbat": what, before -> after; nothing when fl->out is NULL. */
void flow_changed(struct flow *fl, struct value *what, struct value *before, struct value *after);

/* Find the product that a text means: by folded name or synonym as whole words, the longest wins.
 * *tie: several are equally long. */
struct product *product_match(const struct state *s, struct span text, bool *tie);
/* One line of a product at today's price and VAT rate. */
struct line product_line(const struct state *s, const struct product *p);
/* The VAT rate named `name` at the tax point. */
struct decimal vat_rate_at(const struct firm *f, struct span name, struct day tax_point);

#endif
