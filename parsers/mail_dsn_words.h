/* Reasons of a bounce by what was said; used by mail_dsn_reason.c. */
#ifndef PLIC_MAIL_DSN_WORDS_H
#define PLIC_MAIL_DSN_WORDS_H

#include "base.h"

enum dsn_reason {
	R_UNDEFINED,
	R_AUTHFAILURE,
	R_BADREPUTATION,
	R_BLOCKED,
	R_CONTENTERROR,
	R_DELIVERED,
	R_EXCEEDLIMIT,
	R_EXPIRED,
	R_FILTERED,
	R_HASMOVED,
	R_HOSTUNKNOWN,
	R_LOOP,
	R_MAILBOXFULL,
	R_MAILERERROR,
	R_MESGTOOBIG,
	R_NETWORKERROR,
	R_NORELAYING,
	R_NOTACCEPT,
	R_NOTCOMPLIANT,
	R_ONHOLD,
	R_POLICY,
	R_REJECTED,
	R_REQUIREPTR,
	R_SECURITY,
	R_SPAM,
	R_SUSPEND,
	R_SYNTAX,
	R_SYSTEMERROR,
	R_SYSTEMFULL,
	R_SPEEDING,
	R_TOOMANYCONN,
	R_USERUNKNOWN,
	R_VIRUS
};

/* The reason that the words give, R_UNDEFINED when none is known. folded: utf8_fold of what the server
 * said, without addresses and host names. */
enum dsn_reason dsn_reason_by_words(struct span folded);
/* Codes that leave no room for words ... */
enum dsn_reason dsn_reason_by_strong_code(struct span status);
/* ... and those that are asked when the words say nothing. */
enum dsn_reason dsn_reason_by_code(struct span status);

#endif
