/* Where the browser comes back to after a consent (RFC 8252 s7.3): a port of this machine for one request, or the
 * terminal, when its address is pasted. */
#ifndef PLIC_AUTH_LOOPBACK_H
#define PLIC_AUTH_LOOPBACK_H

#include "arena.h"

struct auth_loopback;
/* name: of `plic auth NAME`. redirect: where the provider sends browsers, https://localhost:PORT/... is listened at,
 * with a certificate made for the moment; elsewhere, or when that port is taken, the terminal alone. NULL: any port of
 * 127.0.0.1, by http. *ret_redirect: the address to tell the provider. */
enum rc auth_loopback_open(struct arena *a, const char *name, const char *redirect,
			   struct auth_loopback **ret, struct span *ret_redirect,
			   struct why *reterr) MUST_CHECK;
/* The address with its query, once one with our state comes; any other is answered "no" and waited on. RC_REFUSED:
 * a pasted address of another state, or nothing within ten minutes. */
enum rc auth_loopback_wait(struct auth_loopback *l, struct arena *a, struct span state,
			   struct span *ret, struct why *reterr) MUST_CHECK;
void auth_loopback_close(struct auth_loopback *l);

#endif
