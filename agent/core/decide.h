/* The business: state + fact + today -> new state + effects. Pure: memory only. */
#ifndef PLIC_DECIDE_H
#define PLIC_DECIDE_H

#include "effect.h"
#include "fact.h"
#include "state.h"

/* What the message at hand is, beside its content. */
struct message {
	int64_t id;        /* row_message */
	struct sha256 raw; /* hash of the raw bytes, as archived */
	int64_t received;  /* instant the mailbox took it, 0 = unknown */
	bool duplicate;    /* same content key was handled before (not merely left in INBOX,
			    * not in Quarantine: an unproven copy mutes no proven one) */
	bool moved_back; /* ... and it is that very delivery: a person put it back into the inbox */
	enum folder was_in; /* of a duplicate: where it went then, and its card */
	int64_t was_card;
};

/* Decide one mail; afterwards s->card is the card it belongs to (NULL = none). s->sender is filled, s holds what the fact names (see run/load_state.h).
 * Never fails on what the mail says: a refusal is an answer. RC_BAD_INPUT only for arithmetic that
 * cannot be (overflow), after which the message goes to Review. */
enum rc decide_mail(struct state *s, const struct mail_fact *f, const struct message *m,
		    struct decision *d, struct why *reterr) MUST_CHECK;

/* One word of the card processor. s holds what run/load_cards.h brings for it. Told again, it changes nothing. */
enum rc decide_card(struct state *s, const struct card_fact *f, struct decision *d,
		    struct why *reterr) MUST_CHECK;

/* The calendar's facts, one transaction each; state holds the named row, its card and client. */
enum rc decide_period_due(struct state *s, struct subscription *sub, struct decision *d,
			  struct why *reterr) MUST_CHECK; /* bills one period */
enum rc decide_offer_expired(struct state *s, struct document *offer, struct decision *d,
			     struct why *reterr) MUST_CHECK;
/* An offer without an answer for rules.offer_followup_days: the client is reminded of it, once. */
enum rc decide_offer_followup(struct state *s, struct document *offer, struct decision *d,
			      struct why *reterr) MUST_CHECK;
/* A contract that ends within rules.contract_notice_days: staff are told, once. */
enum rc decide_contract_ends(struct state *s, struct document *contract, struct decision *d,
			     struct why *reterr) MUST_CHECK;
/* All overdue documents of one client (loaded with card and client): reminder 1, 2, notice to staff,
 * or nothing; at most one mail a client and day. */
enum rc decide_reminders(struct state *s, struct client *c, struct decision *d,
			 struct why *reterr) MUST_CHECK;
/* The year's decision on numbers (numbering.h), to owners and accounting; key holds the year. */
enum rc decide_numbering(struct state *s, struct decision *d, struct why *reterr) MUST_CHECK;
/* figures: a map the store filled (see store/digest.h). One mail to each owner; key holds the day. */
enum rc decide_digest(struct state *s, const struct value *figures, struct decision *d,
		      struct why *reterr) MUST_CHECK;
/* A mail of ours was refused by SMTP for good, or given up; key: its own in the outbox. */
enum rc decide_undeliverable(struct state *s, const struct mail_spec *m, struct span key,
			     struct span reply, struct decision *d, struct why *reterr) MUST_CHECK;
/* More automatic mails than `cap` in an hour: the rest wait. The owners are told once a day. */
enum rc decide_mails_cap(struct state *s, int64_t cap, struct decision *d,
			 struct why *reterr) MUST_CHECK;
/* A message that could not be read or decided, and what kept us from it; detail: in English, for who
 * looks after the server. */
enum unread {
	UNREAD_EMPTY,  /* no bytes */
	UNREAD_LARGE,  /* over imap.max_bytes */
	UNREAD_SERVER, /* the mail server cannot give it */
	UNREAD_KILLS,  /* three readers ended on it */
	UNREAD_BROKEN, /* over the limits of what a mail may be */
	UNREAD_SUMS    /* read, but what it asks for does not add up */
};
enum rc decide_quarantine(struct state *s, struct span subject, struct span from,
			  enum unread unread, struct span detail, const struct message *m,
			  struct decision *d, struct why *reterr) MUST_CHECK;
/* Something outside fails for so long that a person should know; told to the owners once when it begins and once
 * when it is over. since: when it began, which names the episode. */
enum trouble {
	TROUBLE_MAILBOX,     /* no good look into the mailbox for a quarter of an hour */
	TROUBLE_SENDER,      /* the mail host takes no mail from our address */
	TROUBLE_SIGNIN,      /* the OAuth sign-in has ended: a person must consent anew */
	TROUBLE_ANAF,        /* e-Factura does not answer for an hour */
	TROUBLE_ANAF_SIGNIN, /* ANAF does not take our sign-in, or gives no right */
	TROUBLE_CARDS,       /* the card processor refuses our key, or has not answered for hours */
	TROUBLE_N
};
const char *trouble_name(enum trouble t);
enum rc decide_trouble(struct state *s, enum trouble t, int64_t since, bool over, struct span why,
		       struct decision *d, struct why *reterr) MUST_CHECK;

/* The staff list, or the firm's account and the banks that are believed, are not what they were: words of
 * both for people. old_owners: told too, where they are owners no more. */
enum changed { CHANGED_STAFF, CHANGED_ACCOUNT };
enum rc decide_changed(struct state *s, enum changed what, struct span before, struct span now,
		       const struct spans *old_owners, struct decision *d,
		       struct why *reterr) MUST_CHECK;

#endif
