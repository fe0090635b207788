/* Providers are data: endpoints, scope and way of consent (see oauth_app.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "oauth_app.h"
#include "secret.h"
#include "span.h"

enum { ASK_TIMEOUT_S = 20 };

static int check_url(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *v = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);

	if (!*v || span_starts(span_of(v), S("https://")))
		return 0;
	cfg_error(cfg, "%s = '%s' must begin with https://", cfg_opt_name(opt), v);
	return -1;
}

static int check_flow(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *v = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);

	if (!strcmp(v, "loopback") || !strcmp(v, "device"))
		return 0;
	cfg_error(cfg, "flow = '%s' is neither loopback nor device", v);
	return -1;
}

static int check_client_auth(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *v = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);

	if (!strcmp(v, "form") || !strcmp(v, "basic"))
		return 0;
	cfg_error(cfg, "client_auth = '%s' is neither form nor basic", v);
	return -1;
}

static const char *text(struct arena *a, cfg_t *cfg, const char *key)
{
	return arena_str(a, span_of(cfg_getstr(cfg, key)));
}

struct load {
	struct arena *arena;
	struct oauth_provider *ret;
};

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;
	struct oauth_provider *p = l->ret;
	const char *ca = text(l->arena, cfg, "ca_file");

	p->title = text(l->arena, cfg, "title");
	p->flow = !strcmp(cfg_getstr(cfg, "flow"), "device") ? FLOW_DEVICE : FLOW_LOOPBACK;
	p->app.auth_url = text(l->arena, cfg, "auth_url");
	p->app.auth_extra = text(l->arena, cfg, "auth_extra");
	p->app.token_url = text(l->arena, cfg, "token_url");
	p->app.device_url = text(l->arena, cfg, "device_url");
	p->app.scope = text(l->arena, cfg, "scope");
	p->app.token_extra = text(l->arena, cfg, "token_extra");
	p->app.basic = !strcmp(cfg_getstr(cfg, "client_auth"), "basic");
	p->app.no_pkce = cfg_getbool(cfg, "pkce") == cfg_false;
	p->app.ca_file = ca[0] ? ca : NULL;
	p->app.timeout_s = ASK_TIMEOUT_S;
	p->app.stop_fd = -1;
}

static enum rc read_provider(const char *path, struct arena *a, struct oauth_provider *ret,
			     struct why *reterr)
{
	cfg_opt_t opts[] = {
		CFG_STR("title", "", CFGF_NONE),           CFG_STR("flow", "loopback", CFGF_NONE),
		CFG_STR("auth_url", "", CFGF_NONE),        CFG_STR("auth_extra", "", CFGF_NONE),
		CFG_STR("token_url", "", CFGF_NONE),       CFG_STR("device_url", "", CFGF_NONE),
		CFG_STR("scope", "", CFGF_NONE),           CFG_STR("token_extra", "", CFGF_NONE),
		CFG_STR("client_auth", "form", CFGF_NONE), CFG_BOOL("pkce", cfg_true, CFGF_NONE),
		CFG_STR("ca_file", "", CFGF_NONE),         CFG_END(),
	};
	static const struct confuse_check checks[] = { { "auth_url", check_url },
						       { "token_url", check_url },
						       { "device_url", check_url },
						       { "flow", check_flow },
						       { "client_auth", check_client_auth },
						       { NULL, NULL } };
	struct load l = { a, ret };
	enum rc rc = confuse_read(path, opts, checks, take, &l, reterr);
	bool device = !rc && ret->flow == FLOW_DEVICE;

	if (rc)
		return rc;
	if (!ret->app.token_url[0])
		return why_fail(reterr, RC_BAD_CONFIG, "%s:1: token_url is missing", path);
	if (!(device ? ret->app.device_url : ret->app.auth_url)[0])
		return why_fail(reterr, RC_BAD_CONFIG, "%s:1: this flow needs %s", path,
				device ? "device_url" : "auth_url");
	return RC_OK;
}

enum rc oauth_provider_load(const struct config *cfg, const char *section,
			    const struct config_client *client, struct arena *a,
			    struct oauth_provider *ret, struct why *reterr)
{
	const char *path = arena_str(
		a, arena_fmt(a, "%s/oauth/%s.conf", cfg->paths.config_dir, client->provider));
	char secret[SECRET_MAX] = "";
	enum rc rc = read_provider(path, a, ret, reterr);

	if (rc)
		return why_prefix(reterr, rc, "%s.provider", section);
	if (!client->client_id[0])
		return why_fail(reterr, RC_BAD_CONFIG,
				"%s.client_id is missing; %s says where to get one", section, path);
	if (client->client_secret_file[0])
		rc = secret_read(config_path(cfg, client->client_secret_file), secret,
				 sizeof(secret), NULL, reterr);
	if (rc)
		return why_prefix(reterr, RC_BAD_CONFIG, "%s.client_secret_file", section);
	ret->app.name = client->provider;
	ret->app.client_id = client->client_id;
	ret->app.client_secret = arena_str(a, span_of(secret));
	explicit_bzero(secret, sizeof(secret));
	return RC_OK;
}
