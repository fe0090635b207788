/* Providers are data: endpoints, scope and way of consent (see oauth_app.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "oauth_app.h"
#include "secret.h"
#include "span.h"

#include <errno.h>

enum { ASK_TIMEOUT_S = 20 };

/* libConfuse reports through a callback that has no argument for it. */
static struct why *finding;

static void report(cfg_t *cfg, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
static void report(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (finding && !finding->text[0])
		why_set(finding, "%s:%d: %s", cfg && cfg->filename ? cfg->filename : "config",
			cfg ? cfg->line : 0, text);
}

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

static const char *text(struct arena *a, cfg_t *cfg, const char *key)
{
	return arena_str(a, span_of(cfg_getstr(cfg, key)));
}

static enum rc take(cfg_t *cfg, const char *path, struct arena *a, struct oauth_provider *ret,
		    struct why *reterr)
{
	const char *ca = text(a, cfg, "ca_file");
	bool device = !strcmp(cfg_getstr(cfg, "flow"), "device");

	ret->title = text(a, cfg, "title");
	ret->flow = device ? FLOW_DEVICE : FLOW_LOOPBACK;
	ret->app.auth_url = text(a, cfg, "auth_url");
	ret->app.auth_extra = text(a, cfg, "auth_extra");
	ret->app.token_url = text(a, cfg, "token_url");
	ret->app.device_url = text(a, cfg, "device_url");
	ret->app.scope = text(a, cfg, "scope");
	ret->app.ca_file = ca[0] ? ca : NULL;
	ret->app.timeout_s = ASK_TIMEOUT_S;
	ret->app.stop_fd = -1;
	if (!ret->app.token_url[0])
		return why_fail(reterr, RC_BAD_CONFIG, "%s: token_url is missing", path);
	if (!(device ? ret->app.device_url : ret->app.auth_url)[0])
		return why_fail(reterr, RC_BAD_CONFIG, "%s: flow '%s' needs %s", path,
				cfg_getstr(cfg, "flow"), device ? "device_url" : "auth_url");
	return RC_OK;
}

static enum rc read_provider(const char *path, struct arena *a, struct oauth_provider *ret,
			     struct why *reterr)
{
	static const char *const urls[] = { "auth_url", "token_url", "device_url" };
	cfg_opt_t opts[] = {
		CFG_STR("title", "", CFGF_NONE),
		CFG_STR("flow", "loopback", CFGF_NONE),
		CFG_STR("auth_url", "", CFGF_NONE),
		CFG_STR("auth_extra", "", CFGF_NONE),
		CFG_STR("token_url", "", CFGF_NONE),
		CFG_STR("device_url", "", CFGF_NONE),
		CFG_STR("scope", "", CFGF_NONE),
		CFG_STR("ca_file", "", CFGF_NONE),
		CFG_END(),
	};
	struct why why = { "" };
	cfg_t *cfg = cfg_init(opts, CFGF_NONE);
	enum rc rc = RC_OK;
	int got;

	if (!cfg)
		return why_fail(reterr, RC_RETRY, "%s: no memory", path);
	finding = &why;
	cfg_set_error_function(cfg, report);
	for (size_t i = 0; i < ARRAY_LEN(urls); i++)
		cfg_set_validate_func(cfg, urls[i], check_url);
	cfg_set_validate_func(cfg, "flow", check_flow);
	got = confuse_parse(cfg, path);
	finding = NULL;
	if (got == CFG_SUCCESS)
		rc = take(cfg, path, a, ret, reterr);
	else if (got == CFG_FILE_ERROR)
		rc = why_fail(
			reterr, RC_BAD_CONFIG,
			"oauth.provider: %s: %s; name a file of config/oauth, or write one there",
			path, strerror(errno));
	else
		rc = why_fail(reterr, RC_BAD_CONFIG, "%s", why.text[0] ? why.text : path);
	cfg_free(cfg);
	return rc;
}

enum rc oauth_provider_load(const struct config *cfg, struct arena *a, struct oauth_provider *ret,
			    struct why *reterr)
{
	const char *path = arena_str(
		a, arena_fmt(a, "%s/oauth/%s.conf", cfg->paths.config_dir, cfg->oauth.provider));
	char secret[SECRET_MAX] = "";
	enum rc rc = read_provider(path, a, ret, reterr);

	if (rc)
		return rc;
	if (!cfg->oauth.client_id[0])
		return why_fail(reterr, RC_BAD_CONFIG,
				"oauth.client_id is missing; %s says where to get one", path);
	if (cfg->oauth.client_secret_file[0])
		rc = secret_read(config_path(cfg, cfg->oauth.client_secret_file), secret,
				 sizeof(secret), NULL, reterr);
	if (rc)
		return why_prefix(reterr, RC_BAD_CONFIG, "oauth.client_secret_file");
	ret->app.name = cfg->oauth.provider;
	ret->app.client_id = cfg->oauth.client_id;
	ret->app.client_secret = arena_str(a, span_of(secret));
	explicit_bzero(secret, sizeof(secret));
	return RC_OK;
}
