/* A command: one row and one function. Roles, preview, nearest names and AJUTOR come from the row. */
#ifndef PLIC_VERB_H
#define PLIC_VERB_H

#include "decide.h"

/* The answer under construction: what staff read in "Am înțeles / Ce s-a schimbat / Ce urmează". */
struct answer_draft {
	struct value *understood; /* list of texts */
	struct value *changes;    /* list of maps: what, before, after */
	struct value *next;       /* list of maps: label (tx), command (text) */
	struct value *shown;      /* list of maps for reading verbs: rows of label, value */
	struct value *headline;   /* tx */
	struct value *refusal;    /* tx: why nothing was done, or NULL */
	struct value *instead;    /* list of texts: what to type instead */
	int64_t document[12];     /* attached to the answer */
	unsigned n_document;
	bool preview_document;
};

/* One command line being carried out. */
struct verb_call {
	struct state *s;
	struct decision *d;
	const struct mail_fact *f;
	const struct message *m;
	const struct command_line *line;
	size_t at;                /* next token not yet used */
	struct card *card;        /* card in context: thread, or named by an earlier line; may be NULL */
	struct answer_draft *out;
	bool confirmed;           /* being done on DA */
};

struct verb {
	const char *ro, *en;
	const char *synonyms;     /* "DEVIZ ESTIMARE", or NULL */
	const char *help;         /* catalogue key: what, args, an example */
	unsigned roles;
	bool preview;             /* shown first, done on DA */
	bool moves;               /* moves money, numbers or outgoing mail: a corrected typo is previewed */
	/* RC_OK: done (or refused with out->refusal set: the whole mail is then undone). */
	enum rc (*decide)(struct verb_call *c, struct why *reterr);
};
extern const struct verb *const verbs[];
extern const size_t verbs_n;

/* By folded word; *typo tells that it was one or two letters off and unambiguous. NULL: unknown. */
const struct verb *verb_find(struct span fold, bool *typo);
/* Up to three nearest names for the word. */
unsigned verb_nearest(struct span fold, const struct verb *ret[3]);

#endif
