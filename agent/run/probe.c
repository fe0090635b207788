/* Trying out a configuration. */
#include "probe.h"

#include "cards.h"
#include "imap.h"
#include "load_look.h"
#include "load_reader.h"
#include "login.h"
#include "smtp.h"

enum rc probe_files(const struct config *cfg, probe_say_fn *say, void *ctx)
{
	SCOPED_ARENA a = arena_new(64 << 20);
	struct reader_config *rules = NULL;
	struct look *look = NULL;
	struct why why = { "" };
	enum rc first, second, third = RC_OK;

	first = load_look_of(cfg, &look, &why);
	say(ctx, !first, "templates", first ? why.text : cfg->paths.templates);
	look_free(look);
	second = load_reader_config(cfg->paths.config_dir, a, &rules, &why);
	say(ctx, !second, "phrases, forms, banks", second ? why.text : cfg->paths.config_dir);
	if (cfg->oauth.provider[0]) {
		struct oauth_provider p = { 0 };

		third = oauth_provider_load(cfg, "oauth", &cfg->oauth, a, &p, &why);
		say(ctx, !third, "oauth", third ? why.text : p.title);
	}
	return first ? first : second ? second : third;
}

static const char *remedy(enum net_fail fail, bool oauth)
{
	switch (fail) {
	case NET_LOGIN:
		return oauth ? "; sign in again: plic auth mail" :
			       "; correct the user or the password file (Gmail and others want an app password, or oauth.provider)";
	case NET_CERT:
		return "; use the host name that stands in the certificate, or name its CA in ca_file";
	case NET_DOWN:
		return "; correct host and port, or wait until the server is back";
	case NET_OK:
	case NET_REFUSED:
	case NET_LATER:
	case NET_SENDER:
	case NET_UNKNOWN:
		break;
	}
	return "";
}

enum rc probe_connections(const struct config *cfg, probe_say_fn *say, void *ctx)
{
	struct net_account in, out;
	struct login login;
	struct smtp_result r = { 0 };
	struct why why = { "" };
	struct imap *imap = NULL;
	struct imap_box box = { 0 };
	struct smtp *smtp = NULL;
	enum net_fail fail = NET_OK;
	char text[900];
	enum rc first, second, third = RC_OK;

	first = login_open(cfg, &login, &why);
	if (first) {
		say(ctx, false, "oauth", why.text);
		login_close(&login);
		return first;
	}
	first = login_account(&login, LOGIN_IMAP, &in, &fail, &why);
	if (!first)
		first = imap_open(&in, &imap, &fail, &why);
	if (!first)
		first = imap_select(imap, cfg->box.inbox, &box, &fail, &why);
	if (first)
		(void)snprintf(text, sizeof(text), "%s%s", why.text, remedy(fail, login.oauth));
	else
		(void)snprintf(text, sizeof(text), "%s as %s%s, %u mails in %s", in.host, in.user,
			       login.oauth ? " by token" : "", box.exists, cfg->box.inbox);
	say(ctx, !first, "imap", text);
	imap_close(imap);

	second = login_account(&login, LOGIN_SMTP, &out, &r.fail, &why);
	if (!second)
		second = smtp_new(&out, cfg->mail.ehlo, &smtp, &why);
	if (!second)
		second = smtp_probe(smtp, &r, &why);
	if (second)
		(void)snprintf(text, sizeof(text), "%s%s", why.text, remedy(r.fail, login.oauth));
	else
		(void)snprintf(text, sizeof(text), "%s as %s%s", out.host, out.user,
			       login.oauth ? " by token" : "");
	say(ctx, !second, "smtp", text);
	smtp_free(smtp);
	login_close(&login);
	if (cfg->cards.key_file[0]) {
		third = cards_probe(cfg, &why);
		say(ctx, !third, "cards", third ? why.text : cfg->cards.url);
	}
	return first ? first : second ? second : third;
}
