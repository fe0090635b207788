/* What must be done after a decision: rows of the outbox, written in the deciding transaction.
 *
 * Every effect has a key; a second row with the same key is not added, so a decision that is made
 * twice acts once. */
#ifndef PLIC_EFFECT_H
#define PLIC_EFFECT_H

#include "period.h"
#include "state.h"

enum effect_kind {
	FX_SEND_MAIL,   /* render documents, build the mail, hand it to SMTP */
	FX_MOVE_MESSAGE /* move the handled message to its folder */
};
enum folder { FOLDER_STAY, FOLDER_HANDLED, FOLDER_REVIEW, FOLDER_QUARANTINE, FOLDER_NOISE };

/* Which sort of mail, so that Auto-Submitted, caps and holding fit. */
enum mail_sort {
	SORT_ANSWER,   /* answers the mail at hand: auto-replied */
	SORT_DOCUMENT, /* carries documents to a client */
	SORT_NOTICE,   /* tells staff, reminders, digest: auto-generated */
	SORT_PERSON    /* MESAJ: a person's own words */
};
struct mail_spec {
	enum mail_sort sort;
	struct span template_; /* file in templates/LANG/mail: "offer", "answer", ... */
	struct span lang;
	struct span to, to_name;
	int64_t card, client;
	int64_t document[12]; /* attached PDFs, in order */
	unsigned n_document;
	bool preview; /* documents are drafts: attach, do not store as issued */
	/* Documents as they would be, in no books: a list of snapshots (snapshot_to_value), attached as
	 * previews after the others; NULL = none. */
	struct value *proposed;
	/* The accountant's ZIP of this period is attached, and what it holds is said; 0 = none. The part is packed
	 * when the mail is built, and asks for the next one when there is more. */
	unsigned export_part;
	struct period export_period;
	int64_t received; /* a supplier's invoice (received.h) whose files are attached; 0 = none */
	int64_t delay_s;  /* leaves so long after it was decided */
	struct span in_reply_to; /* Message-ID of the mail answered, "" = none */
	struct span subject_of;  /* its subject, for "Re: ..."; "" = the template's subject */
	/* What a reply to it may mean: its token ties the reply to these. */
	struct span token_purpose; /* "reply" (client), "staff" */
	int64_t token_document, token_question;
	struct value *data; /* what the template is given beside firm, client, card, documents */
};
struct effect {
	enum effect_kind kind;
	struct span key;
	struct mail_spec mail;
	enum folder folder;
};
struct effects {
	struct effect *at;
	size_t n, cap;
};

/* The outcome for the message at hand and everything that follows. */
struct decision {
	enum folder folder;  /* where the message goes */
	struct span outcome; /* one word for journal and log: "request", "command", "paid", ... */
	struct effects effects;
};

/* A mail more among the effects, in the firm's language and to nobody yet; never NULL. Under a key that the
 * decision already has, what is filled in goes nowhere. */
struct mail_spec *effect_mail(struct state *s, struct decision *d, const char *template_,
			      enum mail_sort sort, struct span key);
/* The same to a client who can be written to: in his language, to his contact person if he has one, and
 * what he answers is tied to it by a token. */
struct mail_spec *effect_mail_client(struct state *s, struct decision *d, const char *template_,
				     enum mail_sort sort, struct span key, const struct client *c);
/* The same to one of the staff, in his language. */
struct mail_spec *effect_mail_staff(struct state *s, struct decision *d, const char *template_,
				    enum mail_sort sort, struct span key, const struct staff *who);

#endif
