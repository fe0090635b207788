/* The parts of decide_mail, one file each; decide.c says which comes when. All fill fl->d. */
#ifndef PLIC_DECIDE_PARTS_H
#define PLIC_DECIDE_PARTS_H

#include "flow.h"

/* Bounces, auto-replies, receipts, lists, abuse reports, what cannot be read. */
enum rc decide_noise(struct flow *fl, struct why *reterr) MUST_CHECK;
enum rc decide_bank(struct flow *fl, struct why *reterr) MUST_CHECK;
/* One movement that a bank's mail tells, which is believed: booked, unless it is known. */
enum rc bank_book_notice(struct flow *fl, const struct notices *all, size_t at,
			 struct why *reterr) MUST_CHECK;
/* The statements attached to a bank's mail, which is proven. */
enum rc decide_statement(struct flow *fl, struct why *reterr) MUST_CHECK;
enum rc decide_staff(struct flow *fl, struct why *reterr) MUST_CHECK;
/* A reply to us, or a known client's mail. *mine false: neither, nothing was done. */
enum rc decide_client(struct flow *fl, bool *mine, struct why *reterr) MUST_CHECK;
/* A stranger made to look like somebody known (decide_impostor.c): Quarantine, staff are warned. *mine
 * false: none, nothing was done. */
enum rc decide_impostor(struct flow *fl, bool *mine, struct why *reterr) MUST_CHECK;
/* A form, a request phrase, a product named. *mine false: none of these, nothing was done. */
enum rc decide_request(struct flow *fl, bool *mine, struct why *reterr) MUST_CHECK;
/* None of our business: stays where it is, or staff look at it. */
enum rc decide_unknown(struct flow *fl, struct why *reterr) MUST_CHECK;

/* Was the mail written or signed long before it came, does its Date lie ahead, has its signature run out? */
bool is_old_mail(const struct flow *fl);
/* Bits of enum trust_sign that need no card and no bank. */
unsigned signs_of(const struct flow *fl);

/* Unproven staff (decide_confirm.c): may "was it you?" be asked today; ask it; the question that this mail
 * answers with DA or NU, or NULL; do what the answer says. */
bool confirm_can_ask(const struct flow *fl);
bool confirm_asked(const struct state *s); /* today, this mail's question included */
void confirm_ask(struct flow *fl);
struct question *confirm_answered(const struct flow *fl);
enum rc confirm_carry_out(struct flow *fl, struct question *q, struct why *reterr) MUST_CHECK;
/* Does the first line begin with a verb? */
bool looks_like_command(const struct flow *fl);
/* Card and client for a request that staff forwarded; the pipeline is not run yet. */
enum rc request_forwarded(struct flow *fl, struct why *reterr) MUST_CHECK;
/* ... and run it: first document, or a question to staff. */
enum rc request_run(struct flow *fl, struct why *reterr) MUST_CHECK;

/* Set aside with a word to staff, told once under the key. text_key's sentence names {{from}},
 * {{subject}}; why_key (may be NULL) and detail: say_why. */
enum rc set_aside(struct flow *fl, enum folder folder, struct span key, const char *text_key,
		  const char *why_key, struct span detail, struct why *reterr) MUST_CHECK;
/* A client's words to staff: text_key is the question; options (NULL: none of its own) are one-tap
 * answers that stand before MESAJ and CARD. */
enum rc pass_to_staff(struct flow *fl, struct card *card, int64_t document, const char *text_key,
		      struct value *options, struct why *reterr) MUST_CHECK;
/* ACCEPTAT and REFUZAT for this offer, as one-tap answers; NULL when it does not wait. */
struct value *options_for_offer(struct arena *a, const struct document *offer);

/* A client's reply and what it proves. */
struct reply {
	struct flow *fl;
	struct client *client; /* the card's */
	struct card *card;
	struct document *doc; /* that it speaks of, or NULL */
	bool from_stored;     /* From is the client's stored address */
	bool token;           /* our token, given to this address */
	bool proven;          /* ... and From is authenticated: evidence */
};
enum rc reply_accept(const struct reply *r, struct why *reterr) MUST_CHECK;
enum rc reply_refuse(const struct reply *r, struct why *reterr) MUST_CHECK;
enum rc reply_paid(const struct reply *r, struct why *reterr) MUST_CHECK;
enum rc reply_stop(const struct reply *r, struct why *reterr) MUST_CHECK;
/* From is the stored address, and its token or its proof is there too. */
bool reply_credible(const struct reply *r);
/* A mail that answers the client's: to the address we know, in his thread. */
struct mail_spec *reply_mail(const struct reply *r, const char *template_, struct span key);
/* Answer kindly, once under the key, to the stored address, and only when credible (template "acknowledge"). args: for
 * the sentence text_key; the document is added as {{document}}. */
void reply_kindly(const struct reply *r, struct span key, const char *text_key, struct value *args);
/* The client's words, kept in the card's story. */
void reply_noted(const struct reply *r, const char *kind);

#endif
