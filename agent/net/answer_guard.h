/* Between a server's bytes and libetpan's parser, which believes every literal length and knows no tagged
 * answer without a text (mail reference s1): lines and literals are told apart, what is too long is refused
 * before memory is asked for, and a bare "3 OK" gets its text. */
#ifndef PLIC_ANSWER_GUARD_H
#define PLIC_ANSWER_GUARD_H

#include "base.h"

struct answer_guard {
	uint64_t left;        /* bytes that the command at hand may still bring */
	uint64_t literal;     /* bytes of a literal that are still to come */
	char line[24];        /* how the line began */
	size_t n;             /* its length so far */
	bool goes_on;         /* the line follows a literal: no new response */
	int brace;            /* what of {123} stands at the line's end */
	uint64_t number;      /* the digits in it */
	const char *inserted; /* what is put in, not yet given */
};

/* A command begins: all its answers together may bring so many bytes. */
void answer_guard_begin(struct answer_guard *g, uint64_t most);
/* Pass on from in[*at..n) into out, moving *at. Gives how many bytes were written; -1: the server sends, or
 * announces, more than it may, and the connection is of no more use. */
ptrdiff_t answer_guard_pass(struct answer_guard *g, const char *in, size_t n, size_t *at, char *out,
			    size_t room) MUST_CHECK;

#endif
