/* Inside of one IMAP session, shared by the imap_*.c files. */
#ifndef PLIC_IMAP_IN_H
#define PLIC_IMAP_IN_H

#include "tls_stream.h"

#include "imap.h"

struct imap {
	mailimap *m;
	struct tls_stream *tls;
	int timeout_s;
	int poll_ms;
	bool idle, move, uidplus;
	bool broken;     /* nothing more can be said on this connection */
	bool in_idle;    /* what broke was IDLE */
	unsigned idles;  /* how many there were: our own tags */
	char separator;  /* of the personal namespace, '/' until known */
	char prefix[64]; /* "" or "INBOX." */
	char sent[256];  /* folder with \Sent, or "" */
};

/* Start of a command: the total deadline runs from here. */
void imap_begin(struct imap *m);
/* Translate a libetpan code: RC_OK, or RC_RETRY with *fail = NET_DOWN / NET_LOGIN, or RC_REFUSED with
 * NET_REFUSED. what: the command, for the reason. */
enum rc imap_result(struct imap *m, int code, const char *what, enum net_fail *fail,
		    struct why *reterr) MUST_CHECK;
/* Our name with "/" -> the server's separator and prefix. In the arena. */
const char *imap_folder_name(const struct imap *m, struct arena *a, const char *name);

#endif
