/* Where to connect and how: shared by imap and smtp. TLS is always verified: chain against ca_file
 * (or the system's store), host name, TLS 1.2 or newer. There is no setting that switches it off. */
#ifndef PLIC_NET_H
#define PLIC_NET_H

#include "base.h"

enum net_tls { NET_TLS, NET_STARTTLS };
struct net_account {
	const char *host;
	int port;
	enum net_tls tls;
	const char *user, *password; /* never logged */
	const char *token;           /* OAuth access token, in place of a password; NULL = none */
	const char *ca_file;         /* NULL = system */
	int timeout_s;       /* of one wait; a command's total: ten times that, at most 10 min */
	int poll_s;          /* between looks at a mailbox whose server has no IDLE */
	int stop_fd;         /* readable = end what hangs, quickly; -1 = none */
	uint64_t most_bytes; /* that the answers to one IMAP command may hold */
};

/* Why a network call failed, beside the rc: decides between back-off and telling a person. */
enum net_fail {
	NET_OK,
	NET_DOWN,    /* refused, timeout, reset, protocol out of step: connect again later */
	NET_CERT,    /* certificate or host name */
	NET_LOGIN,   /* password refused: do not hammer */
	NET_REFUSED, /* the server said NO or 5xx to this request; the session is usable */
	NET_LATER,   /* 4xx */
	NET_SENDER,  /* our own address or account is refused: nothing was said of this mail */
	NET_UNKNOWN  /* sent, but the answer was lost: it may have happened */
};
#endif
