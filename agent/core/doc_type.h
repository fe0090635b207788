/* A kind of document: one row and its own file. What all kinds share is in doc_draft.c, doc_issue.c. */
#ifndef PLIC_DOC_TYPE_H
#define PLIC_DOC_TYPE_H

#include "flow.h"

struct doc_type {
	enum doc_kind kind;
	const char *say;       /* catalogue key: "Proforma {{label}}" */
	const char *say_draft; /* "Ciornă de proformă" */
	bool feminine;         /* in Romanian: "emisă" */
	const char *mail;      /* mail template that brings it to the client; NULL: never mailed */
	int mail_rank;         /* of several documents in a mail, the highest names the template */
	bool payable;          /* issued with `open` = payable */
	/* Due day, valid-until or term, counted from the issue day; NULL: it has none. */
	struct day (*due)(const struct firm *f, struct day issue);
	/* References to what it is made from (from may be NULL), on the draft. */
	void (*fill)(struct flow *fl, struct document *doc, const struct document *from);
	/* Before the number is taken: RC_REFUSED when it may not be issued. NULL: no rule of its own. */
	enum rc (*may_issue)(struct flow *fl, struct document *doc, struct why *reterr);
	/* What else issuing means, for other rows. */
	enum rc (*issued)(struct flow *fl, struct document *doc, struct why *reterr);
};

extern const struct doc_type doc_offer, doc_proforma, doc_contract, doc_pv, doc_invoice, doc_storno,
	doc_receipt, doc_statement, doc_reminder;
const struct doc_type *doc_type(enum doc_kind k);

/* Documents of a card. */
bool doc_is_live(const struct document *d); /* issued or accepted */
struct document *card_newest(const struct state *s, const struct card *c, enum doc_kind kind,
			     enum doc_state state); /* NULL: none */
/* The living invoice that was issued from this document, or NULL. */
struct document *doc_invoiced_by(const struct state *s, const struct document *d);
/* What was paid on a proforma: allocations and no more; zero for others. */
struct money doc_paid(const struct state *s, const struct document *d);
/* More was paid on the proforma than the invoice asks: nothing is to pay, the rest is the client's credit. */
enum rc doc_settle_excess(struct document *doc, struct client *c, struct why *reterr) MUST_CHECK;
/* Where the card's next document of a kind takes its lines from: an accepted offer, a proforma not
 * yet invoiced, ...; NULL: nothing fits. */
const struct document *card_source(const struct state *s, const struct card *c, enum doc_kind kind);

#endif
