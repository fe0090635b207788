/* VAT rates by libConfuse (load_vat.h). */
#include <confuse.h>
#include <errno.h>

#include "confuse_file.h"
#include "load_vat.h"

#include "span.h"

/* libConfuse reports through a callback that has no argument for it. */
static struct why *finding;

static void report(cfg_t *cfg, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
static void report(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (finding && !finding->text[0])
		why_set(finding, "%s:%d: %s", cfg && cfg->filename ? cfg->filename : "vat.conf",
			cfg ? cfg->line : 0, text);
}

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

static bool take(cfg_t *cfg, struct arena *a, struct vat_rates *ret)
{
	bool standard = false;

	for (unsigned i = 0; i < cfg_size(cfg, "rate"); i++) {
		struct vat_rate *r = ARENA_PUSH(a, ret);
		const char *bad;

		if (!read_rate(cfg_getnsec(cfg, "rate", i), r, &bad))
			return false;
		r->name = arena_span(a, r->name);
		standard |= span_eq_str(r->name, "standard");
	}
	return standard;
}

enum rc load_vat(const char *dir, struct arena *a, struct vat_rates *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/vat.conf", dir));
	cfg_opt_t rate[] = { CFG_STR("name", "", CFGF_NONE), CFG_STR("percent", "", CFGF_NONE),
			     CFG_STR("from", "", CFGF_NONE), CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("rate", rate, CFGF_MULTI), CFG_END() };
	struct why why = { "" };
	cfg_t *cfg = cfg_init(opts, CFGF_NONE);
	bool complete = false;
	int rc;

	if (!cfg)
		return why_fail(reterr, RC_RETRY, "%s: no memory", path);
	finding = &why;
	cfg_set_error_function(cfg, report);
	cfg_set_validate_func(cfg, "rate", check_rate);
	rc = confuse_parse(cfg, path);
	finding = NULL;
	if (rc == CFG_SUCCESS)
		complete = take(cfg, a, ret);
	cfg_free(cfg);
	if (rc == CFG_FILE_ERROR)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	if (rc != CFG_SUCCESS)
		return why_fail(reterr, RC_BAD_CONFIG, "%s", why.text[0] ? why.text : path);
	if (!complete)
		return why_fail(reterr, RC_BAD_CONFIG, "%s:1: no rate is called \"standard\"",
				path);
	return RC_OK;
}
