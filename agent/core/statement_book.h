/* Lines of account statements into the books: attached to a bank's mail, or from a file (plic import). */
#ifndef PLIC_STATEMENT_BOOK_H
#define PLIC_STATEMENT_BOOK_H

#include "telling.h"

/* Questions about one file that are mailed; other doubtful payments stand in NEALOCATE. */
#define STATEMENT_QUESTIONS 10

/* What became of a file's lines. */
struct statement_sum {
	int64_t entries;
	int64_t booked, paid;        /* new payments; of them paid documents in full */
	int64_t confirmed;           /* told before by a mail, by staff, by another statement */
	int64_t known;               /* booked from a statement before */
	int64_t kept_whole;          /* payments of a batch that stands on documents as a whole */
	int64_t batch;               /* the last such batch's payment */
	int64_t returned;            /* money given back, of any direction */
	int64_t out;                 /* other money out: not ours to book */
	int64_t unbooked;            /* pending, only for information, of no known currency, 0 */
	int64_t foreign;             /* of an account that is not the firm's */
	struct span foreign_account; /* the first such */
};

/* A line, and as a payment. */
struct statement_line {
	const struct entry *entry;
	struct payment told; /* identity "": counted in the sum, not booked */
};
struct statement_lines {
	struct statement_line *at;
	size_t n, cap;
};
/* Money out that gives none back: it may confirm what staff told (RAMBURSAT), and is booked by nothing else. */
bool statement_line_is_out(const struct statement_line *l);
/* Those of a file, or the next of it; t goes on from call to call. file: what staff know it by. */
void statement_tell(struct arena *a, const struct firm *firm, struct day today, struct twins *t,
		    const struct entry_list *entries, struct span file,
		    struct statement_lines *ret);
/* Book them; adds to *sum. fl->questions and fl->doubtful are the caller's. */
enum rc statement_book(struct flow *fl, const struct statement_lines *lines,
		       struct statement_sum *sum, struct why *reterr) MUST_CHECK;

/* To owners and accounting, once under the key: what became of the file, and every doubt with its line.
 * questions: how many were mailed about it. */
enum rc statement_tell_staff(struct flow *fl, struct span key, struct span file,
			     const struct statement_sum *sum, unsigned questions,
			     const struct spans *warnings, struct why *reterr) MUST_CHECK;

#endif
