/* The sign-in that a person gave once (`plic auth mail`): mail.token in the data folder, readable by plic's user
 * alone, replaced as a whole. Providers change both tokens at any refresh, so one process at a time refreshes. */
#ifndef PLIC_TOKEN_FILE_H
#define PLIC_TOKEN_FILE_H

#include "config.h"
#include "secret.h"

struct mail_token {
	struct span provider, access, refresh;
	int64_t expires_at;
	struct file_stamp stamp; /* of the file it was read from */
};

/* In the arena. RC_REFUSED: nobody has signed in yet. RC_BAD_CONFIG: the file is spoiled or open to others. */
enum rc token_load(const struct config *cfg, struct arena *a, struct mail_token *ret,
		   struct why *reterr) MUST_CHECK;
/* Written beside, synced and renamed. */
enum rc token_save(const struct config *cfg, struct arena *a, const struct mail_token *t,
		   struct why *reterr) MUST_CHECK;
/* As the file is now. */
struct file_stamp token_stamp(const struct config *cfg, struct arena *a);
/* Only one refreshes; the others wait. -1: cannot be locked. close() gives it back. */
int token_lock(const struct config *cfg, struct arena *a);

#endif
