/* TXT records by c-ares: several names at once, one deadline for all of them. A name that did not answer is
 * not asked again for a minute, so that mails of a dead domain do not hold the others up one by one. */
#ifndef PLIC_DNS_H
#define PLIC_DNS_H

#include "arena.h"
#include "base.h"

struct dns;

enum dns_state {
	DNS_LATER, /* no answer, SERVFAIL, refused: says nothing about the name */
	DNS_NONE,  /* the name does not exist or has no TXT */
	DNS_FOUND
};
struct dns_txt {
	const char *name;
	enum dns_state state;
	struct span txt; /* the record with "p=" among several, its strings joined; in the arena */
};

/* server: "ADDRESS" or "ADDRESS:PORT", "" = the system's. RC_BAD_CONFIG: no such server can be. */
enum rc dns_open(const char *server, struct dns **ret, struct why *reterr) MUST_CHECK;
void dns_close(struct dns *d);
/* Fills state and txt of each. Never longer than timeout_ms. */
void dns_ask_txt(struct dns *d, struct arena *a, struct dns_txt *q, size_t n, int timeout_ms);

#endif
