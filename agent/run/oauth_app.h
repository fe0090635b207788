/* A provider of sign-ins, from config/oauth/NAME.conf, with the firm's own client of it. */
#ifndef PLIC_OAUTH_APP_H
#define PLIC_OAUTH_APP_H

#include "config.h"
#include "oauth.h"

enum oauth_flow { FLOW_LOOPBACK, FLOW_DEVICE };
struct oauth_provider {
	struct oauth_app app;
	enum oauth_flow flow;
	const char *title;
};

/* The provider that the client names, in the arena; section: the configuration's, for messages. RC_BAD_CONFIG: no
 * such file, a wrong value (with file and line), client_id or the secret's file missing. */
enum rc oauth_provider_load(const struct config *cfg, const char *section,
			    const struct config_client *client, struct arena *a,
			    struct oauth_provider *ret, struct why *reterr) MUST_CHECK;

#endif
