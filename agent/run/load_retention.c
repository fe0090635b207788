/* Times of keeping by libConfuse (load_retention.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "load_retention.h"

#include "span.h"

enum { YEARS_MOST = 100 };

struct load {
	struct arena *arena;
	struct retention *rules;
};

const char *retention_name(int what)
{
	return what == RETAIN_MAIL ? "mail" : doc_kind_name((enum doc_kind)what);
}

static bool read_rule(cfg_t *sec, struct retention_rule *ret, const char **bad)
{
	struct span what = span_of(cfg_getstr(sec, "what"));
	enum doc_kind kind = DOC_OFFER;
	long years = cfg_getint(sec, "years");

	*bad = "what";
	if (!span_eq_str(what, "mail") && !doc_kind_from_name(what, &kind))
		return false;
	ret->what = span_eq_str(what, "mail") ? (int)RETAIN_MAIL : (int)kind;
	*bad = "years";
	if (years < 1 || years > YEARS_MOST)
		return false;
	ret->years = (int)years;
	*bad = "from";
	return day_parse(span_of(cfg_getstr(sec, "from")), &ret->from) == RC_OK;
}

static int check_rule(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	struct retention_rule r;
	const char *bad;

	if (read_rule(sec, &r, &bad))
		return 0;
	cfg_error(
		cfg,
		"keep: %s is not right; write what = 'invoice' (or another kind of document, or 'mail') "
		"years = 10 from = '1990-01-01'",
		bad);
	return -1;
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "keep"); i++) {
		const char *bad;

		/* check_rule has read it once */
		if (!read_rule(cfg_getnsec(cfg, "keep", i), ARENA_PUSH(l->arena, l->rules), &bad))
			return;
	}
}

enum rc load_retention(const char *dir, struct arena *a, struct retention *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/retention.conf", dir));
	cfg_opt_t keep[] = { CFG_STR("what", "", CFGF_NONE), CFG_INT("years", 0, CFGF_NONE),
			     CFG_STR("from", "", CFGF_NONE), CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("keep", keep, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "keep", check_rule }, { NULL, NULL } };
	struct load l = { .arena = a, .rules = ret };

	return confuse_read(path, opts, checks, take, &l, reterr);
}
