/* Message submission (RFC 6409) over TLS with AUTH, by libcurl: one kept connection. */
#ifndef PLIC_SMTP_H
#define PLIC_SMTP_H

#include "net.h"

struct smtp;
enum rc smtp_new(const struct net_account *acc, const char *ehlo_name, struct smtp **ret,
		 struct why *reterr) MUST_CHECK;
void smtp_free(struct smtp *s);
/* From the next connection on, sign in as acc says (its token, when it has one); nothing changes when it is the
 * same. Copies. */
enum rc smtp_login(struct smtp *s, const struct net_account *acc, struct why *reterr) MUST_CHECK;

struct smtp_result {
	enum net_fail fail; /* NET_OK = accepted */
	int code;           /* SMTP reply code, 0 = none */
	char reply[300];    /* reply text, printable */
};
/* Send the bytes to one recipient, and in the same transaction to `copy` (NULL = none). RC_OK: accepted.
 * RC_REFUSED: 5xx for this recipient or mail. RC_RETRY: everything else; fail says whether it may have
 * been accepted (NET_UNKNOWN) or our own address was refused (NET_SENDER). A refused copy never keeps the mail back: it goes without. */
enum rc smtp_send(struct smtp *s, const char *from, const char *to, const char *copy,
		  struct span mail, struct smtp_result *ret, struct why *reterr) MUST_CHECK;
/* Connect, TLS, AUTH, NOOP: for `check`. */
enum rc smtp_probe(struct smtp *s, struct smtp_result *ret, struct why *reterr) MUST_CHECK;

#endif
