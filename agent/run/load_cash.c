/* Limits of cash by libConfuse (load_cash.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "load_cash.h"

#include "span.h"

struct load {
	struct arena *arena;
	struct cash_caps *caps;
};

/* One of two words. */
static bool word(cfg_t *sec, const char *key, const char *yes, const char *no, bool *ret)
{
	const char *w = cfg_getstr(sec, key);

	*ret = strcmp(w, yes) == 0;
	return *ret || strcmp(w, no) == 0;
}

static bool read_cap(cfg_t *sec, struct cash_cap *ret, const char **bad)
{
	*bad = "payer";
	if (!word(sec, "payer", "company", "person", &ret->company))
		return false;
	*bad = "per";
	if (!word(sec, "per", "document", "day", &ret->per_document))
		return false;
	*bad = "lei";
	if (money_parse(span_of(cfg_getstr(sec, "lei")), MARK_DOT, "RON", &ret->most) ||
	    ret->most.minor < 0)
		return false;
	*bad = "from";
	return day_parse(span_of(cfg_getstr(sec, "from")), &ret->from) == RC_OK;
}

static int check_cap(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	struct cash_cap cap;
	const char *bad;

	if (read_cap(sec, &cap, &bad))
		return 0;
	cfg_error(cfg,
		  "cap: %s = \"%s\" is not right; write payer = 'company' (or 'person') "
		  "per = 'day' (or 'document') lei = '5000' from = '2015-05-09'",
		  bad, cfg_getstr(sec, bad));
	return -1;
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "cap"); i++) {
		const char *bad;

		/* check_cap has read it once */
		if (!read_cap(cfg_getnsec(cfg, "cap", i), ARENA_PUSH(l->arena, l->caps), &bad))
			return;
	}
}

enum rc load_cash(const char *dir, struct arena *a, struct cash_caps *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/cash.conf", dir));
	cfg_opt_t cap[] = { CFG_STR("payer", "", CFGF_NONE), CFG_STR("per", "", CFGF_NONE),
			    CFG_STR("lei", "", CFGF_NONE), CFG_STR("from", "", CFGF_NONE),
			    CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("cap", cap, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "cap", check_cap }, { NULL, NULL } };
	struct load l = { .arena = a, .caps = ret };

	return confuse_read(path, opts, checks, take, &l, reterr);
}
