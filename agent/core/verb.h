/* A command: one row and one function. Roles, preview, nearest names and AJUTOR come from the row. */
#ifndef PLIC_VERB_H
#define PLIC_VERB_H

#include "args.h"
#include "decide.h"

/* The answer under construction: what staff read in "Am înțeles / Ce s-a schimbat / Ce urmează". */
struct answer_draft {
	struct value *understood; /* list of texts */
	struct value *changes;    /* list of maps: what, before, after */
	struct value *next;       /* list of maps: label (tx), command (text) */
	struct value *shown;      /* list of maps for reading verbs: rows of label, value */
	struct value *headline;   /* tx */
	struct span quote;        /* words that leave as they are */
	struct span detail;       /* of the refusal, for who looks after the server */
	struct value *refusal;    /* tx: why nothing was done, or NULL */
	struct value *instead;    /* list of texts: what to type instead */
	int64_t document[12];     /* attached to the answer */
	unsigned n_document;
	int64_t received; /* a supplier's invoice whose files are attached; 0 = none */
	bool preview_document;
	struct value *proposed; /* mail_spec.proposed */
};

struct flow;
struct commands_run; /* the mail's lines under way: run_commands.h */

/* One command line being carried out. */
struct verb_call {
	struct state *s;
	struct decision *d;
	const struct mail_fact *f;
	const struct message *m;
	const struct command_line *line;
	struct args args;  /* what stands after the verb and is not yet used */
	struct card *card; /* card in context: thread, or named by an earlier line; may be NULL */
	struct client *client; /* the same for a client named without a card */
	struct answer_draft *out;
	struct flow *fl; /* one for all lines of the mail */
	struct commands_run *run;
	bool confirmed; /* being done on DA */
};

struct verb {
	const char *ro, *en;
	const char *synonyms;   /* "DEVIZ|ESTIMARE", or NULL */
	const char *help;       /* catalogue key: what it does, one sentence */
	const char *example[6]; /* catalogue keys: a line as it is typed; unused ones NULL */
	unsigned roles;
	bool preview; /* shown first, done on DA */
	bool guarded; /* money, taking back: the person's reply token, else shown first (trust.h) */
	bool moves;   /* moves money, numbers or outgoing mail: a corrected typo is previewed */
	bool edits;   /* works on the draft that an earlier line of the mail began */
	bool takes_text; /* all lines below are its text, not commands */
	/* People begin sentences so. Given what follows (at least one token; it may take some): is it one, and no
	 * argument of ours? Then the verb counts in capitals only. NULL: it is always meant. */
	bool (*spoken)(struct args *rest);
	/* RC_OK: done (or refused with out->refusal set: the whole mail is then undone). */
	enum rc (*decide)(struct verb_call *c, struct why *reterr);
};
extern const struct verb *const verbs[];
extern const size_t verbs_n;

/* By folded name ("oferta", "pv semnat"); *typo tells that it was one or two letters off and
 * unambiguous (never for words under five letters). NULL: unknown. */
const struct verb *verb_find(struct span fold, bool *typo);
/* The verb a line begins with; *used = its words (a name may have three). NULL: none, or a person's sentence. */
const struct verb *verb_of_line(struct arena *a, const struct command_line *l, size_t *used,
				bool *typo);
/* The same, whatever follows: below a line that is a command nobody writes letters. */
const struct verb *verb_of_words(struct arena *a, const struct command_line *l, size_t *used,
				 bool *typo);
/* Up to three nearest names for the word. */
unsigned verb_nearest(struct span fold, const struct verb *ret[3]);

#endif
