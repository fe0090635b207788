/* Deadlines of filing by libConfuse (load_filing.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "load_filing.h"

#include "span.h"

enum { DAYS_MAX = 60, MONTH_DAY_MAX = 28 };

struct load {
	struct arena *arena;
	struct filing_rules *rules;
};

static bool number(cfg_t *sec, const char *key, int64_t least, int64_t most, int *ret)
{
	int64_t n;

	if (!span_to_i64(span_of(cfg_getstr(sec, key)), &n) || n < least || n > most)
		return false;
	*ret = (int)n;
	return true;
}

/* One of two words. */
static bool word(cfg_t *sec, const char *key, const char *yes, const char *no, bool *ret)
{
	const char *w = cfg_getstr(sec, key);

	*ret = strcmp(w, yes) == 0;
	return *ret || strcmp(w, no) == 0;
}

static bool read_rule(cfg_t *sec, struct filing_rule *ret, const char **bad)
{
	*bad = "days";
	if (!number(sec, "days", 1, DAYS_MAX, &ret->days))
		return false;
	*bad = "count";
	if (!word(sec, "count", "working", "calendar", &ret->working))
		return false;
	*bad = "issue_limit";
	if (!number(sec, "issue_limit", 0, MONTH_DAY_MAX, &ret->issue_limit))
		return false;
	*bad = "outage";
	if (!word(sec, "outage", "extends", "counts", &ret->outage_extends))
		return false;
	*bad = "from";
	return day_parse(span_of(cfg_getstr(sec, "from")), &ret->from) == RC_OK;
}

static int check_rule(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	struct filing_rule rule;
	const char *bad;

	if (read_rule(sec, &rule, &bad))
		return 0;
	cfg_error(cfg,
		  "deadline: %s = \"%s\" is not right; write days = '5' count = 'working' (or "
		  "'calendar') issue_limit = '15' outage = 'counts' (or 'extends') "
		  "from = '2026-01-01'",
		  bad, cfg_getstr(sec, bad));
	return -1;
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "deadline"); i++) {
		const char *bad;

		/* check_rule has read it once */
		if (!read_rule(cfg_getnsec(cfg, "deadline", i), ARENA_PUSH(l->arena, l->rules),
			       &bad))
			return;
	}
}

enum rc load_filing(const char *dir, struct arena *a, struct filing_rules *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/efactura.conf", dir));
	cfg_opt_t rule[] = {
		CFG_STR("days", "", CFGF_NONE),         CFG_STR("count", "working", CFGF_NONE),
		CFG_STR("issue_limit", "0", CFGF_NONE), CFG_STR("outage", "counts", CFGF_NONE),
		CFG_STR("from", "", CFGF_NONE),         CFG_END()
	};
	cfg_opt_t opts[] = { CFG_SEC("deadline", rule, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "deadline", check_rule }, { NULL, NULL } };
	struct load l = { .arena = a, .rules = ret };

	return confuse_read(path, opts, checks, take, &l, reterr);
}
