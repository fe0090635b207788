/* How plic signs in at its two mail servers. Secrets are read when they are needed, so a changed password file or a
 * new `plic auth mail` needs no restart; access tokens are refreshed five minutes before they end. */
#ifndef PLIC_LOGIN_H
#define PLIC_LOGIN_H

#include "config.h"
#include "secret.h"
#include "token_keep.h"

enum login_of { LOGIN_IMAP, LOGIN_SMTP, LOGIN_N };
struct login {
	const struct config *cfg;
	struct arena *arena; /* the provider, for good */
	struct arena *work;  /* of one call */
	bool oauth;
	struct token_keeper keeper;
	int stop_fd;
	char secret[LOGIN_N][4096];
	struct file_stamp used[LOGIN_N]; /* the file that the secret came from */
};

/* RC_BAD_CONFIG: the provider's file is wrong. */
enum rc login_open(const struct config *cfg, struct login *ret, struct why *reterr) MUST_CHECK;
void login_close(struct login *l);
/* The account with its secret, borrowed from l until the next call. RC_RETRY: *fail NET_LOGIN (a person must do
 * something) or NET_DOWN. */
enum rc login_account(struct login *l, enum login_of of, struct net_account *ret,
		      enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* Is what the last login_account gave out of date by now? */
bool login_changed(const struct login *l, enum login_of of);
/* The sign-in has ended: nothing helps but `plic auth mail`. */
bool login_needs_person(const struct login *l);
/* The server refused it: an access token that was taken back is refreshed at the next call. */
void login_refused(struct login *l, enum login_of of);

#endif
