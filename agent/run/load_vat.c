/* VAT rates by libConfuse (load_vat.h). */
#include <confuse.h>

#include "confuse_file.h"
#include "load_vat.h"

#include "span.h"

struct load {
	struct arena *arena;
	struct vat_rates *rates;
	bool standard;
};

static bool read_rate(cfg_t *sec, struct vat_rate *ret, const char **bad)
{
	*bad = "name";
	ret->name = span_of(cfg_getstr(sec, "name"));
	if (ret->name.len == 0)
		return false;
	*bad = "percent";
	if (decimal_parse(span_of(cfg_getstr(sec, "percent")), MARK_DOT, &ret->rate) ||
	    decimal_cmp(ret->rate, DECIMAL_INT(0)) < 0 ||
	    decimal_cmp(ret->rate, DECIMAL_INT(100)) > 0)
		return false;
	*bad = "from";
	return day_parse(span_of(cfg_getstr(sec, "from")), &ret->from) == RC_OK;
}

static int check_rate(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	struct vat_rate r;
	const char *bad;

	if (read_rate(sec, &r, &bad))
		return 0;
	cfg_error(cfg,
		  "rate: %s = \"%s\" is not right; write name = 'standard' percent = '21' "
		  "from = '2025-08-01'",
		  bad, cfg_getstr(sec, bad));
	return -1;
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "rate"); i++) {
		struct vat_rate *r = ARENA_PUSH(l->arena, l->rates);
		const char *bad;

		/* check_rate has read it once */
		if (!read_rate(cfg_getnsec(cfg, "rate", i), r, &bad))
			return;
		r->name = arena_span(l->arena, r->name);
		l->standard |= span_eq_str(r->name, "standard");
	}
}

enum rc load_vat(const char *dir, struct arena *a, struct vat_rates *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/vat.conf", dir));
	cfg_opt_t rate[] = { CFG_STR("name", "", CFGF_NONE), CFG_STR("percent", "", CFGF_NONE),
			     CFG_STR("from", "", CFGF_NONE), CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("rate", rate, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "rate", check_rate }, { NULL, NULL } };
	struct load l = { .arena = a, .rates = ret };
	enum rc rc = confuse_read(path, opts, checks, take, &l, reterr);

	if (!rc && !l.standard)
		return why_fail(reterr, RC_BAD_CONFIG, "%s:1: no rate is called \"standard\"",
				path);
	return rc;
}
