/* plic.conf by libConfuse: rows -> cfg_opt_t -> struct config. Every wrong value is collected with
 * its line, so that `check` can name them all at once. */
#include <confuse.h>

#include "config.h"
#include "config_check.h"
#include "config_firm.h"
#include "confuse_file.h"
#include "config_keys.h"
#include "secret.h"
#include "span.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

/* Beside one mail of the largest size: a whole range of others, or what the server adds. */
enum { ANSWER_ROOM = 24 << 20 };

/* libConfuse calls back without a user pointer, so the load at hand is kept here; loads do not nest. */
static struct {
	const char *path;
	struct buf *all;
	struct why first;
	unsigned n;
} found;

static void finding(const char *file, int line, const char *text)
{
	if (found.n++ == 0)
		why_set(&found.first, "%s:%d: %s", file, line, text);
	if (found.all)
		buf_add_fmt(found.all, "%s:%d: %s\n", file, line, text);
}

__attribute__((format(printf, 2, 0))) static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	finding(found.path, cfg ? cfg->line : 0, text);
}

static const struct config_key *key_find(const char *section, const char *name)
{
	for (size_t i = 0; i < config_keys_n; i++)
		if (!strcmp(config_keys[i].section, section) && !strcmp(config_keys[i].name, name))
			return &config_keys[i];
	return NULL;
}

/* Called as each value is read, while the line number is known. */
static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	const struct config_key *k = key_find(cfg_name(cfg), cfg_opt_name(opt));
	char text[600];

	if (!k)
		return 0;
	if (k->type == KEY_INT) {
		long v = cfg_opt_getnint(opt, cfg_opt_size(opt) - 1);

		if (v < k->min || v > k->max) {
			(void)snprintf(text, sizeof(text),
				       "%s.%s = %ld is outside %lld to %lld; %s", k->section,
				       k->name, v, (long long)k->min, (long long)k->max, k->help);
			finding(found.path, cfg->line, text);
		}
	} else if (k->type == KEY_TEXT) {
		const char *v = cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);
		const char *say = v ? config_check_text(k->section, k->name, v) : NULL;

		if (say) {
			(void)snprintf(text, sizeof(text), "%s.%s = \"%.80s\" %s", k->section,
				       k->name, v, say);
			finding(found.path, cfg->line, text);
		}
	}
	return 0;
}

static cfg_opt_t *section_opts(struct arena *a, const char *section)
{
	cfg_opt_t *opts = ARENA_ARRAY(a, config_keys_n + 1, cfg_opt_t);
	cfg_opt_t end = CFG_END();
	size_t n = 0;

	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		const char *def = k->def ? k->def : "";
		cfg_opt_t text = CFG_STR(k->name, def, CFGF_NONE);
		cfg_opt_t num = CFG_INT(k->name, strtol(def, NULL, 10), CFGF_NONE);
		cfg_opt_t flag = CFG_BOOL(k->name, strcmp(def, "yes") == 0 ? cfg_true : cfg_false,
					  CFGF_NONE);

		if (strcmp(k->section, section) != 0)
			continue;
		opts[n++] = k->type == KEY_TEXT ? text : k->type == KEY_INT ? num : flag;
	}
	opts[n] = end;
	return opts;
}

static void take_values(cfg_t *cfg, struct config *c)
{
	for (size_t i = 0; i < config_keys_n; i++) {
		const struct config_key *k = &config_keys[i];
		cfg_t *sec = cfg_getsec(cfg, k->section);
		void *at = (char *)c + k->offset;
		char text[400];

		if (k->type == KEY_INT)
			*(int64_t *)at = cfg_getint(sec, k->name);
		else if (k->type == KEY_BOOL)
			*(bool *)at = cfg_getbool(sec, k->name) == cfg_true;
		else
			*(const char **)at = arena_str(c->arena, span_of(cfg_getstr(sec, k->name)));
		if (!k->def && !*(const char **)at) {
			(void)snprintf(text, sizeof(text), "%s.%s is missing; write it: %s",
				       k->section, k->name, k->help);
			finding(c->path, 0, text);
		}
	}
}

const char *config_path(const struct config *c, const char *p)
{
	struct span joined;

	if (p[0] == '/')
		return p;
	joined = arena_fmt(c->arena, "%s/%s", c->dir, p);
	return arena_str(c->arena, joined);
}

/* A password file that cannot be used stops the start; what it holds is read at each sign-in (login.h). */
static void check_password(struct config *c, const char *key, const char *file)
{
	char secret[SECRET_MAX], text[700];
	struct why why = { "" };

	if (secret_read(config_path(c, file), secret, sizeof(secret), NULL, &why)) {
		(void)snprintf(text, sizeof(text), "%s = \"%s\" %s", key, file, why.text);
		finding(c->path, 0, text);
	}
	explicit_bzero(secret, sizeof(secret));
}

static const char *first_set(const char *a, const char *b)
{
	return a[0] ? a : b;
}

static void fill_gaps(struct config *c)
{
	const char *at = strrchr(c->mail.address, '@');

	c->smtp.user = first_set(c->smtp.user, c->imap.user);
	c->smtp.password_file = first_set(c->smtp.password_file, c->imap.password_file);
	c->smtp.ca_file = first_set(c->smtp.ca_file, c->imap.ca_file);
	c->firm_keys.brand = first_set(c->firm_keys.brand, c->firm_keys.name);
	c->firm_keys.email = first_set(c->firm_keys.email, c->mail.address);
	c->mail.from_name = first_set(c->mail.from_name, c->firm_keys.brand);
	c->mail.ehlo = first_set(c->mail.ehlo, at ? at + 1 : "localhost");
	if (c->oauth.provider[0])
		return;
	check_password(c, "imap.password_file", c->imap.password_file);
	if (strcmp(c->smtp.password_file, c->imap.password_file) != 0)
		check_password(c, "smtp.password_file", c->smtp.password_file);
}

static enum rc parse_file(struct config *c, struct why *reterr)
{
	cfg_opt_t *opts = ARENA_ARRAY(c->arena, config_sections_n + 3, cfg_opt_t);
	cfg_opt_t staff[] = { CFG_STR("name", "", CFGF_NONE), CFG_STR("roles", "", CFGF_NONE),
			      CFG_STR("lang", "", CFGF_NONE), CFG_END() };
	cfg_opt_t series[] = { CFG_STR("prefix", "", CFGF_NONE), CFG_INT("start", 1, CFGF_NONE),
			       CFG_INT("digits", 4, CFGF_NONE),
			       CFG_BOOL("yearly", cfg_false, CFGF_NONE), CFG_END() };
	cfg_opt_t staff_sec =
		CFG_SEC("staff", staff, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	cfg_opt_t series_sec =
		CFG_SEC("series", series, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	cfg_opt_t end = CFG_END();
	size_t n = 0;
	cfg_t *cfg;

	for (size_t i = 0; i < config_sections_n; i++) {
		cfg_opt_t sec = CFG_SEC(config_sections[i].name,
					section_opts(c->arena, config_sections[i].name), CFGF_NONE);

		opts[n++] = sec;
	}
	opts[n++] = staff_sec;
	opts[n++] = series_sec;
	opts[n] = end;

	cfg = cfg_init(opts, CFGF_NONE);
	if (!cfg)
		return why_fail(reterr, RC_RETRY, "no memory for the configuration");
	cfg_set_error_function(cfg, on_error);
	for (size_t i = 0; i < config_keys_n; i++) {
		SCOPED_ARENA tmp = arena_new(4096);
		struct span path =
			arena_fmt(tmp, "%s|%s", config_keys[i].section, config_keys[i].name);

		cfg_set_validate_func(cfg, arena_str(tmp, path), on_value);
	}
	switch (confuse_parse(cfg, c->path)) {
	case CFG_SUCCESS:
		take_values(cfg, c);
		if (config_check_auth(c))
			finding(c->path, 0, config_check_auth(c));
		if (!found.n)
			fill_gaps(c);
		config_take_staff_series(cfg, c, finding);
		break;
	case CFG_FILE_ERROR:
		finding(c->path, 0,
			"cannot be opened; run `plic init` to write one, or name it with -c");
		break;
	default:
		if (!found.n)
			finding(c->path, 0, "cannot be read");
		break;
	}
	cfg_free(cfg);
	return RC_OK;
}

/* Once: asked for again and again they would fill the arena. */
static void resolve_paths(struct config *c)
{
	struct config_account *const acc[] = { &c->imap, &c->smtp };
	const char **const ca[] = { &c->rates.ca_file, &c->anaf.ca_file, &c->cards.ca_file };

	c->paths.dir = config_path(c, c->paths.dir);
	for (size_t i = 0; i < ARRAY_LEN(ca); i++)
		if ((*ca[i])[0])
			*ca[i] = config_path(c, *ca[i]);
	for (size_t i = 0; i < ARRAY_LEN(acc); i++) {
		acc[i]->password_file = config_path(c, acc[i]->password_file);
		if (acc[i]->ca_file[0])
			acc[i]->ca_file = config_path(c, acc[i]->ca_file);
	}
}

enum rc config_load(const char *path, struct config **ret, struct buf *all, struct why *reterr)
{
	struct arena *a = arena_new(8 << 20);
	struct config *c = ARENA_NEW(a, struct config);
	const char *slash = strrchr(path, '/');
	char cwd[PATH_MAX];
	enum rc rc;

	c->arena = a;
	c->path = arena_str(a, span_of(path));
	c->dir = slash ? arena_str(a, (struct span){ path, (size_t)(slash - path) }) : ".";
	if (c->dir[0] == '\0')
		c->dir = "/";
	if (c->dir[0] != '/' && getcwd(cwd, sizeof(cwd)))
		c->dir = arena_str(a, arena_fmt(a, "%s/%s", cwd, c->dir));
	found.path = c->path;
	found.all = all;
	found.n = 0;
	rc = parse_file(c, reterr);
	if (!rc && !found.n) {
		config_build_firm(c, finding);
		resolve_paths(c);
	}
	found.all = NULL;
	if (!rc && found.n) {
		why_set(reterr, "%s", found.first.text);
		rc = RC_BAD_CONFIG;
	}
	if (rc) {
		config_free(c);
		return rc;
	}
	*ret = c;
	return RC_OK;
}

void config_free(struct config *c)
{
	if (c)
		arena_free(c->arena);
}

static struct net_account account(const struct config *c, const struct config_account *k)
{
	struct net_account acc = {
		.host = k->host,
		.port = (int)k->port,
		.tls = !strcmp(k->tls, "tls") ? NET_TLS : NET_STARTTLS,
		.user = k->user,
		.ca_file = k->ca_file[0] ? k->ca_file : NULL,
		.timeout_s = (int)k->timeout_s,
		.poll_s = (int)c->box.poll_s,
		.stop_fd = -1,
		.most_bytes = (uint64_t)c->box.max_bytes + ANSWER_ROOM,
	};

	return acc;
}

struct net_account config_imap_account(const struct config *c)
{
	return account(c, &c->imap);
}

struct net_account config_smtp_account(const struct config *c)
{
	return account(c, &c->smtp);
}
