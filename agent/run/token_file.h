/* The sign-ins that a person gave once (`plic auth mail`, `plic auth anaf`): mail.token and anaf.token in the data
 * folder, readable by plic's user alone, replaced as a whole. Providers change both tokens at any refresh, so one
 * process at a time refreshes. name: "mail", "anaf". */
#ifndef PLIC_TOKEN_FILE_H
#define PLIC_TOKEN_FILE_H

#include "config.h"
#include "secret.h"

struct signin {
	struct span provider, access, refresh;
	int64_t expires_at;      /* of the access token */
	int64_t refresh_until;   /* of the refresh token; 0 = not known */
	struct file_stamp stamp; /* of the file it was read from */
};

/* In the arena. RC_REFUSED: nobody has signed in yet. RC_BAD_CONFIG: the file is spoiled or open to others. */
enum rc token_load(const struct config *cfg, const char *name, struct arena *a, struct signin *ret,
		   struct why *reterr) MUST_CHECK;
/* Written beside, synced and renamed. */
enum rc token_save(const struct config *cfg, const char *name, struct arena *a,
		   const struct signin *t, struct why *reterr) MUST_CHECK;
/* As the file is now. */
struct file_stamp token_stamp(const struct config *cfg, const char *name, struct arena *a);
/* Only one refreshes; the others wait. -1: cannot be locked. close() gives it back. */
int token_lock(const struct config *cfg, const char *name, struct arena *a);
/* Forget the sign-in. RC_REFUSED: there is none. */
enum rc token_forget(const struct config *cfg, const char *name, struct arena *a,
		     struct why *reterr) MUST_CHECK;

#endif
