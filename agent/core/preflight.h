/* Before a document is issued: what would make it wrong or refused outside our books, by rules that core
 * does not hold (e-Factura's, the document faces'). run gives the function with the firm; it is pure:
 * same document, same faults. No function (firm.preflight NULL): nothing is asked. */
#ifndef PLIC_PREFLIGHT_H
#define PLIC_PREFLIGHT_H

#include "snapshot.h"

enum fix_kind {
	FIX_WORDS,   /* preflight_fault.fix says it */
	FIX_CLIENT,  /* a part of CLIENT's line: word and an example of what stands after it */
	FIX_COMMAND, /* a line of its own: word and example */
	FIX_CONFIG,  /* word is a key of the configuration */
	FIX_ANSWER   /* staff have been asked, or will be: their DA or NU lets it go (company.h) */
};
struct preflight_fault {
	const char *id;    /* of the rule: "BR-RO-111" */
	struct value *why; /* what is wrong: a catalogue text */
	struct value *fix; /* what to do: a catalogue text */
	enum fix_kind kind;
	const char *word[2], *example[2]; /* Romanian, English */
};
struct preflight_faults {
	struct preflight_fault *at;
	size_t n, cap;
};
struct preflight {
	/* s: as it will be issued, but for a number. ret: what was found, in a. */
	enum rc (*check)(const void *with, struct arena *a, const struct snapshot *s,
			 struct preflight_faults *ret, struct why *reterr);
	const void *with;
};

/* All reasons as one text for people. */
struct value *preflight_say(struct arena *a, const struct preflight_faults *f);
/* The line that completes the client, with examples ("CLIENT adresa Str. Lungă 1, judet CJ") or without
 * ("CLIENT adresa , judet "); "" when the client lacks nothing. */
struct span preflight_client_line(struct arena *a, const struct preflight_faults *f, bool en,
				  bool examples);

#endif
