/* Whose web forms are the firm's own (config_sites.h): a mail that proves to come from the firm's domain
 * was sent by the firm's site or people. At a public provider a domain proves nothing of the kind. */
#include <confuse.h>

#include "config_sites.h"

#include "confuse_file.h"
#include "span.h"

static char no_list[] = "{}";

struct load {
	struct arena *arena;
	struct spans *domains;
};

static int check_domains(cfg_t *cfg, cfg_opt_t *opt)
{
	for (unsigned i = 0; i < cfg_opt_size(opt); i++) {
		const char *d = cfg_opt_getnstr(opt, i);

		if (d[0] == '\0' || strpbrk(d, "@ ") || !strchr(d, '.')) {
			cfg_error(cfg, "\"%s\" is no domain; write example.com", d);
			return -1;
		}
	}
	return 0;
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "domains"); i++)
		*ARENA_PUSH(l->arena, l->domains) =
			arena_span(l->arena, span_of(cfg_getnstr(cfg, "domains", i)));
}

static enum rc load_public(const char *dir, struct arena *a, struct spans *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/public-mail.conf", dir));
	cfg_opt_t opts[] = { CFG_STR_LIST("domains", no_list, CFGF_NONE), CFG_END() };
	static const struct confuse_check checks[] = { { "domains", check_domains },
						       { NULL, NULL } };
	struct load l = { a, ret };

	return confuse_read(path, opts, checks, take, &l, reterr);
}

static bool among(const struct spans *list, struct span one)
{
	for (size_t i = 0; i < list->n; i++)
		if (span_ieq(list->at[i], one))
			return true;
	return false;
}

static void add_domain(struct arena *a, const struct spans *public, struct span address,
		       struct spans *ret)
{
	size_t at = span_find_char(address, '@', 0);

	if (at == SIZE_MAX || among(public, span_from(address, at + 1)) ||
	    among(ret, span_from(address, at)))
		return;
	*ARENA_PUSH(a, ret) = span_from(address, at);
}

void config_form_senders(const struct config *c, struct arena *a, struct spans *ret)
{
	struct span rest = span_of(c->mail.form_sender), one;

	while (span_next_word(&rest, &one))
		*ARENA_PUSH(a, ret) = one;
}

enum rc config_sites(const struct config *c, const char *dir, struct spans *ret, struct why *reterr)
{
	struct spans public = { 0 };
	const struct firm *f = &c->firm;
	enum rc rc = load_public(dir, c->arena, &public, reterr);

	if (rc)
		return rc;
	config_form_senders(c, c->arena, ret);
	add_domain(c->arena, &public, f->address, ret);
	add_domain(c->arena, &public, f->self.email, ret);
	for (size_t i = 0; i < f->staff.n; i++)
		if (f->staff.at[i].roles & ROLE_OWNER)
			add_domain(c->arena, &public, f->staff.at[i].addr, ret);
	return RC_OK;
}
