/* Words and phrases: how a line is compared with config/phrases.
 *
 * A text becomes words: folded (case and diacritics gone), cut at everything that is no letter or
 * digit. A phrase is a row of words; a word ending in "*" takes any word so begun, and "#" takes the
 * name of a document ("OFR-12", "nr. 12 din 12.11.2026"). Pure. */
#ifndef PLIC_PHRASE_H
#define PLIC_PHRASE_H

#include "arena.h"
#include "reader_config.h"

enum phrase_list {
	PHRASE_ACCEPT,    /* "accept", "sunt de acord cu oferta" */
	PHRASE_REFUSE,    /* "nu accept", "renunt" */
	PHRASE_YES,       /* "da", "ok": agrees with what stands beside it */
	PHRASE_NO,        /* "nu" */
	PHRASE_STOP,      /* "opriti abonamentul" */
	PHRASE_PAID,      /* "am platit" */
	PHRASE_QUESTION,  /* "as dori sa stiu" */
	PHRASE_REQUEST,   /* "as dori sa ma inscriu" */
	PHRASE_PRODUCT,   /* what comes before the thing asked for: "la cursul de" */
	PHRASE_NAME,      /* what comes before one's own name: "ma numesc" */
	PHRASE_GREETING,  /* "buna ziua" */
	PHRASE_CLOSING,   /* "cu stima" */
	PHRASE_POLITE,    /* says nothing: "multumesc", "astept contractul" */
	PHRASE_CONDITION, /* turns a yes into a question: "dar", "daca" */
	PHRASE_NEGATION,  /* turns "am platit" around: "nu", "inca" */
	PHRASE_LISTS
};
/* The list's name in config/phrases: "accept" ... */
const char *phrase_list_name(enum phrase_list l);
bool phrase_list_by_name(struct span name, enum phrase_list *ret);

struct word {
	struct span fold;
	bool after_mark; /* a comma, full stop, bracket or line end stands before it */
};
struct words {
	struct word *at;
	size_t n, cap;
};

struct phrase_book;
struct phrase_book *phrase_book_new(struct arena *a, const struct phrases *from);

/* The words of one line or several. */
struct words words_read(struct arena *a, struct span text);
/* How many words the longest phrase of the list takes that begins at word i; 0 = none does. */
size_t phrase_at(const struct phrase_book *b, enum phrase_list l, const struct words *w, size_t i);
/* Some phrase of the list stands in words [from, to); *at is where. */
bool phrase_within(const struct phrase_book *b, enum phrase_list l, const struct words *w,
		   size_t from, size_t to, size_t *at);

/* A greeting that fills the line, with at most three words of name: "Buna ziua, domnule Popescu,".
 * *taken: words of the greeting, also when more follows; 0 = it does not greet. */
bool phrase_greets(const struct phrase_book *b, const struct words *w, size_t *taken);
/* A closing line ("Cu stima, Ana"), or the mark of a signature ("-- "). */
bool phrase_closes(const struct phrase_book *b, struct span line, const struct words *w);

#endif
