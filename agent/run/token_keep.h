/* A sign-in kept alive: the access token is refreshed some time before it ends, by one process at a time, and the new
 * pair is on the disk before it is used. */
#ifndef PLIC_TOKEN_KEEP_H
#define PLIC_TOKEN_KEEP_H

#include "oauth_app.h"
#include "token_file.h"

struct token_keeper {
	const struct config *cfg;
	const char *name; /* of the token file */
	struct oauth_provider provider;
	int64_t early_s;             /* before its end that a token is refreshed */
	struct file_stamp worthless; /* the token file that the provider takes no more */
	int64_t again_ms;            /* monotonic: no refresh before this */
	bool said;                   /* that it does not work */
};

/* A token that lives, in work; its file's stamp too. RC_RETRY or what token_load says: *fail NET_LOGIN (nothing helps
 * but `plic auth NAME`) or NET_DOWN. A refresh that failed hurts only when the token has ended too. */
enum rc token_fresh(struct token_keeper *k, int stop_fd, struct arena *work, struct signin *ret,
		    enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* The sign-in has ended: a person must consent anew. */
bool token_worthless(const struct token_keeper *k, struct arena *work);
/* The server refused this access token before its time: the next call refreshes. */
void token_refused(struct token_keeper *k, struct arena *work, const char *access);

#endif
