/* Refreshing what `plic auth` kept (see token_keep.h). */
#include "token_keep.h"

#include "clock.h"
#include "log.h"
#include "span.h"

#include <unistd.h>

enum { AGAIN_MS = 30000 };

/* The refresh token is worth nothing: the sign-in ends with the access token, which its owner is told in time. */
static void ends_with_access(struct token_keeper *k, struct arena *work, struct signin *t)
{
	struct why why;

	if (!t->access.len || t->refresh_until <= t->expires_at)
		return;
	t->refresh_until = t->expires_at;
	if (token_save(k->cfg, k->name, work, t, &why))
		log_say(LE_TOKEN_REFUSED, "why=%s", log_quote_str(why.text));
	t->stamp = token_stamp(k->cfg, k->name, work);
}

/* Under the lock; another process may have been faster, so the file is read anew. */
static enum rc refresh(struct token_keeper *k, int stop_fd, struct arena *work, struct signin *t,
		       enum oauth_end *end, struct why *reterr)
{
	struct oauth_tokens got = { 0 };
	int lock = token_lock(k->cfg, k->name, work);
	enum rc rc = token_load(k->cfg, k->name, work, t, reterr);

	*end = OAUTH_OK;
	if (!rc && (!t->access.len || t->expires_at - clock_now() < k->early_s)) {
		k->provider.app.stop_fd = stop_fd;
		rc = oauth_refresh(&k->provider.app, work, t->refresh, &got, end, reterr);
		if (!rc) {
			int64_t ends = oauth_jwt_ends(work, got.refresh);

			t->access = got.access;
			t->refresh = got.refresh.len ? got.refresh : t->refresh;
			t->expires_at = clock_now() + got.expires_in;
			/* A provider that does not say whether its end has moved is not believed to have moved it. */
			t->refresh_until = ends ? ends : t->refresh_until;
			rc = token_save(k->cfg, k->name, work, t, reterr);
			t->stamp = token_stamp(k->cfg, k->name, work);
		} else if (*end != OAUTH_DOWN && *end != OAUTH_OK) {
			ends_with_access(k, work, t);
		}
		if (!rc)
			log_say(LE_TOKEN_FRESH, "provider=%s seconds=%lld",
				log_quote_str(k->provider.app.name), (long long)got.expires_in);
	}
	if (lock >= 0)
		close(lock);
	return rc;
}

enum rc token_fresh(struct token_keeper *k, int stop_fd, struct arena *work, struct signin *t,
		    enum net_fail *fail, struct why *reterr)
{
	struct why why = { "" };
	enum oauth_end end;
	enum rc rc = token_load(k->cfg, k->name, work, t, reterr);
	bool live;

	*fail = NET_LOGIN;
	if (rc)
		return rc;
	live = t->access.len && t->expires_at > clock_now();
	if (t->access.len && t->expires_at - clock_now() >= k->early_s)
		return RC_OK;
	if (file_stamp_eq(&k->worthless, &t->stamp))
		return live ? RC_OK :
			      why_fail(reterr, RC_RETRY, "the sign-in has ended: run plic auth %s",
				       k->name);
	if (clock_mono_ms() < k->again_ms) {
		*fail = NET_DOWN;
		return live ? RC_OK :
			      why_fail(reterr, RC_RETRY, "the token server is not asked yet");
	}
	rc = refresh(k, stop_fd, work, t, &end, &why);
	if (!rc) {
		k->again_ms = 0;
		k->said = false;
		return RC_OK;
	}
	*fail = end == OAUTH_DOWN || end == OAUTH_OK ? NET_DOWN : NET_LOGIN;
	k->again_ms = clock_mono_ms() + AGAIN_MS;
	if (*fail == NET_LOGIN) {
		k->worthless = t->stamp;
		why_prefix(&why, RC_RETRY, "sign in again with plic auth %s", k->name);
	}
	if (!k->said)
		log_say(LE_TOKEN_REFUSED, "why=%s", log_quote_str(why.text));
	k->said = true;
	if (live)
		return RC_OK;
	*reterr = why;
	return RC_RETRY;
}

bool token_worthless(const struct token_keeper *k, struct arena *work)
{
	struct file_stamp now;

	if (!k->worthless.inode)
		return false;
	now = token_stamp(k->cfg, k->name, work);
	return file_stamp_eq(&now, &k->worthless);
}

void token_refused(struct token_keeper *k, struct arena *work, const char *access)
{
	struct signin t;
	struct why why;

	/* Ended before its time: forget the access token, so that the next call refreshes. */
	if (token_load(k->cfg, k->name, work, &t, &why) == RC_OK && span_eq_str(t.access, access) &&
	    !file_stamp_eq(&t.stamp, &k->worthless)) {
		t.access = S("");
		if (token_save(k->cfg, k->name, work, &t, &why))
			log_say(LE_TOKEN_REFUSED, "why=%s", log_quote_str(why.text));
	}
}
