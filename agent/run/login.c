/* Passwords and access tokens, fresh (see login.h). */
#include "login.h"

#include "span.h"

#include <unistd.h>

enum { EARLY_S = 300 };

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
	ret->keeper = (struct token_keeper){ .cfg = cfg, .name = "mail", .early_s = EARLY_S };
	return ret->oauth ? oauth_provider_load(cfg, "oauth", &cfg->oauth, ret->arena,
						&ret->keeper.provider, reterr) :
			    RC_OK;
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

static enum rc take_token(struct login *l, enum login_of of, struct net_account *ret,
			  enum net_fail *fail, struct why *reterr)
{
	struct signin t;
	enum rc rc = token_fresh(&l->keeper, l->stop_fd, l->work, &t, fail, reterr);

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
		now = token_stamp(l->cfg, "mail", l->work);
		arena_clear(l->work);
	} else {
		now = file_stamp(password_path(l, of));
	}
	return !file_stamp_eq(&now, &l->used[of]);
}

bool login_needs_person(const struct login *l)
{
	bool ended = token_worthless(&l->keeper, l->work);

	arena_clear(l->work);
	return ended;
}

void login_refused(struct login *l, enum login_of of)
{
	if (l->oauth)
		token_refused(&l->keeper, l->work, l->secret[of]);
	arena_clear(l->work);
}
