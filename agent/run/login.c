/* Passwords and access tokens, fresh (see login.h). */
#include "login.h"

#include "clock.h"
#include "log.h"
#include "span.h"
#include "token_file.h"

#include <unistd.h>

enum { EARLY_S = 300, AGAIN_MS = 30000 };

static const char *password_path(const struct login *l, enum login_of of)
{
	return of == LOGIN_IMAP ? l->cfg->imap.password_file : l->cfg->smtp.password_file;
}

enum rc login_open(const struct config *cfg, struct login *ret, struct why *reterr)
{
	memset(ret, 0, sizeof(*ret));
	ret->cfg = cfg;
	ret->arena = arena_new(1 << 20);
	ret->work = arena_new(4 << 20);
	ret->stop_fd = -1;
	ret->oauth = cfg->oauth.provider[0] != '\0';
	return ret->oauth ? oauth_provider_load(cfg, ret->arena, &ret->provider, reterr) : RC_OK;
}

void login_close(struct login *l)
{
	explicit_bzero(l->secret, sizeof(l->secret));
	arena_free(l->work);
	arena_free(l->arena);
}

static enum rc take_password(struct login *l, enum login_of of, struct net_account *ret,
			     struct why *reterr)
{
	enum rc rc =
		secret_read(password_path(l, of), l->secret[of], SECRET_MAX, &l->used[of], reterr);

	ret->password = l->secret[of];
	return rc ? why_prefix(reterr, RC_RETRY, "%s.password_file",
			       of == LOGIN_IMAP ? "imap" : "smtp") :
		    RC_OK;
}

/* Under the lock; another process may have been faster, so the file is read anew. */
static enum rc refresh(struct login *l, struct mail_token *t, enum oauth_end *end,
		       struct why *reterr)
{
	struct oauth_tokens got = { 0 };
	int lock = token_lock(l->cfg, l->work);
	enum rc rc = token_load(l->cfg, l->work, t, reterr);

	*end = OAUTH_OK;
	if (!rc && (!t->access.len || t->expires_at - clock_now() < EARLY_S)) {
		l->provider.app.stop_fd = l->stop_fd;
		rc = oauth_refresh(&l->provider.app, l->work, t->refresh, &got, end, reterr);
		if (!rc) {
			t->access = got.access;
			t->refresh = got.refresh.len ? got.refresh : t->refresh;
			t->expires_at = clock_now() + got.expires_in;
			rc = token_save(l->cfg, l->work, t, reterr);
			t->stamp = token_stamp(l->cfg, l->work);
		}
		if (!rc)
			log_say(LE_TOKEN_FRESH, "provider=%s seconds=%lld",
				log_quote_str(l->cfg->oauth.provider), (long long)got.expires_in);
	}
	if (lock >= 0)
		close(lock);
	return rc;
}

/* A refresh that failed hurts only when the token has ended too. */
static enum rc keep_fresh(struct login *l, struct mail_token *t, enum net_fail *fail,
			  struct why *reterr)
{
	bool live = t->access.len && t->expires_at > clock_now();
	struct why why = { "" };
	enum oauth_end end;
	enum rc rc;

	if (t->access.len && t->expires_at - clock_now() >= EARLY_S)
		return RC_OK;
	if (file_stamp_eq(&l->worthless, &t->stamp)) {
		*fail = NET_LOGIN;
		return live ? RC_OK :
			      why_fail(reterr, RC_RETRY,
				       "the sign-in has ended: run plic auth mail");
	}
	if (clock_mono_ms() < l->again_ms) {
		*fail = NET_DOWN;
		return live ? RC_OK :
			      why_fail(reterr, RC_RETRY, "the token server is not asked yet");
	}
	rc = refresh(l, t, &end, &why);
	if (!rc) {
		l->again_ms = 0;
		l->said = false;
		return RC_OK;
	}
	*fail = end == OAUTH_DOWN || end == OAUTH_OK ? NET_DOWN : NET_LOGIN;
	l->again_ms = clock_mono_ms() + AGAIN_MS;
	if (*fail == NET_LOGIN) {
		l->worthless = t->stamp;
		why_prefix(&why, RC_RETRY, "sign in again with plic auth mail");
	}
	if (!l->said)
		log_say(LE_TOKEN_REFUSED, "why=%s", log_quote_str(why.text));
	l->said = true;
	if (live)
		return RC_OK;
	*reterr = why;
	return RC_RETRY;
}

static enum rc take_token(struct login *l, enum login_of of, struct net_account *ret,
			  enum net_fail *fail, struct why *reterr)
{
	struct mail_token t;
	enum rc rc = token_load(l->cfg, l->work, &t, reterr);

	*fail = NET_LOGIN;
	if (!rc)
		rc = keep_fresh(l, &t, fail, reterr);
	if (!rc && t.access.len >= sizeof(l->secret[of]))
		rc = why_fail(reterr, RC_RETRY, "the access token is too long");
	if (!rc) {
		memcpy(l->secret[of], t.access.ptr, t.access.len);
		l->secret[of][t.access.len] = '\0';
	}
	ret->token = l->secret[of];
	l->used[of] = t.stamp;
	return rc ? RC_RETRY : RC_OK;
}

enum rc login_account(struct login *l, enum login_of of, struct net_account *ret,
		      enum net_fail *fail, struct why *reterr)
{
	enum rc rc;

	*ret = of == LOGIN_IMAP ? config_imap_account(l->cfg) : config_smtp_account(l->cfg);
	ret->stop_fd = l->stop_fd;
	*fail = NET_LOGIN;
	rc = l->oauth ? take_token(l, of, ret, fail, reterr) : take_password(l, of, ret, reterr);
	arena_clear(l->work);
	return rc;
}

bool login_changed(const struct login *l, enum login_of of)
{
	struct file_stamp now;

	if (l->oauth) {
		now = token_stamp(l->cfg, l->work);
		arena_clear(l->work);
	} else {
		now = file_stamp(password_path(l, of));
	}
	return !file_stamp_eq(&now, &l->used[of]);
}

bool login_needs_person(const struct login *l)
{
	struct file_stamp now;

	if (!l->worthless.inode)
		return false;
	now = token_stamp(l->cfg, l->work);
	arena_clear(l->work);
	return file_stamp_eq(&now, &l->worthless);
}

void login_refused(struct login *l, enum login_of of)
{
	struct mail_token t;
	struct why why;

	/* Ended before its time: forget the access token, so that the next call refreshes. */
	if (l->oauth && token_load(l->cfg, l->work, &t, &why) == RC_OK &&
	    span_eq_str(t.access, l->secret[of]) && !file_stamp_eq(&t.stamp, &l->worthless)) {
		t.access = S("");
		if (token_save(l->cfg, l->work, &t, &why))
			log_say(LE_TOKEN_REFUSED, "why=%s", log_quote_str(why.text));
	}
	arena_clear(l->work);
}
