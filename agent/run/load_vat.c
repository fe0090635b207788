/* VAT rates, grounds and mentions by libConfuse (load_vat.h). */
#include <confuse.h>
#include <string.h>

#include "confuse_file.h"
#include "load_vat.h"

#include "span.h"
#include "utf8.h"

#define REASON_MAX 100 /* characters of BT-120 in RO e-Factura (BR-RO-L1019) */

struct load {
	struct arena *arena;
	struct firm *firm;
};

static bool read_percent(cfg_t *sec, struct decimal *ret)
{
	return !decimal_parse(span_of(cfg_getstr(sec, "percent")), MARK_DOT, ret) && ret->n >= 0 &&
	       decimal_cmp(*ret, DECIMAL_INT(100)) <= 0;
}

static bool read_day(cfg_t *sec, const char *key, bool may_lack, struct day *ret)
{
	struct span text = span_of(cfg_getstr(sec, key));

	*ret = DAY_NONE;
	return (may_lack && text.len == 0) || day_parse(text, ret) == RC_OK;
}

static bool read_rate(cfg_t *sec, struct vat_rate *ret, const char **bad)
{
	*bad = "name";
	ret->name = span_of(cfg_getstr(sec, "name"));
	if (ret->name.len == 0)
		return false;
	*bad = "percent";
	if (!read_percent(sec, &ret->rate))
		return false;
	*bad = "from";
	return read_day(sec, "from", false, &ret->from);
}

static cfg_t *newest(cfg_opt_t *opt)
{
	return cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
}

static int check_rate(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = newest(opt);
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

/* S and Z have no ground (BR-S-10, BR-Z-10). */
static char category_letter(struct span name)
{
	if (span_eq_str(name, "AE"))
		return 'A';
	return name.len == 1 && strchr("EKGO", name.ptr[0]) ? name.ptr[0] : '\0';
}

static bool text_fits(cfg_t *sec, const char *key)
{
	struct span text = span_of(cfg_getstr(sec, key));

	return text.len > 0 && utf8_count(text) <= REASON_MAX;
}

static bool read_ground(cfg_t *sec, struct vat_ground *ret, const char **bad)
{
	*bad = "name";
	ret->name = span_of(cfg_getstr(sec, "name"));
	if (ret->name.len == 0)
		return false;
	*bad = "category";
	ret->category = category_letter(span_of(cfg_getstr(sec, "category")));
	if (!ret->category)
		return false;
	*bad = "ro";
	if (!text_fits(sec, "ro"))
		return false;
	*bad = "en";
	if (!text_fits(sec, "en"))
		return false;
	*bad = "from";
	if (!read_day(sec, "from", false, &ret->from))
		return false;
	*bad = "until";
	return read_day(sec, "until", true, &ret->until);
}

static int check_ground(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = newest(opt);
	struct vat_ground g;
	const char *bad;

	if (read_ground(sec, &g, &bad))
		return 0;
	cfg_error(
		cfg,
		"ground: %s = \"%s\" is not right; write name, category (E, AE, K, G or O), ro and "
		"en of 1 to 100 letters, from = '2016-01-01'",
		bad, cfg_getstr(sec, bad));
	return -1;
}

static void take_ground(struct load *l, cfg_t *sec)
{
	struct vat_ground *g = ARENA_PUSH(l->arena, &l->firm->grounds);
	const char *bad;

	/* check_ground has read it once */
	if (!read_ground(sec, g, &bad))
		return;
	g->name = arena_span(l->arena, g->name);
	g->code = arena_span(l->arena, span_of(cfg_getstr(sec, "code")));
	g->words = utf8_fold(l->arena, span_of(cfg_getstr(sec, "words")));
	g->text[0] = confuse_text(l->arena, cfg_getstr(sec, "ro"));
	g->text[1] = confuse_text(l->arena, cfg_getstr(sec, "en"));
}

static void take(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "rate"); i++) {
		struct vat_rate *r = ARENA_PUSH(l->arena, &l->firm->vat);
		const char *bad;

		/* check_rate has read it once */
		if (!read_rate(cfg_getnsec(cfg, "rate", i), r, &bad))
			return;
		r->name = arena_span(l->arena, r->name);
	}
	for (unsigned i = 0; i < cfg_size(cfg, "ground"); i++)
		take_ground(l, cfg_getnsec(cfg, "ground", i));
	for (unsigned i = 0; i < cfg_size(cfg, "mention"); i++) {
		cfg_t *sec = cfg_getnsec(cfg, "mention", i);

		if (!span_eq_str(span_of(cfg_getstr(sec, "name")), "collection"))
			continue;
		l->firm->collection_text[0] = confuse_text(l->arena, cfg_getstr(sec, "ro"));
		l->firm->collection_text[1] = confuse_text(l->arena, cfg_getstr(sec, "en"));
	}
}

/* What plic itself looks up by name. */
static const char *missing(const struct firm *f)
{
	bool standard = false, no_payer = false;

	for (size_t i = 0; i < f->vat.n; i++)
		standard |= span_eq_str(f->vat.at[i].name, "standard");
	for (size_t i = 0; i < f->grounds.n; i++)
		no_payer |= span_eq_str(f->grounds.at[i].name, "no-payer");
	if (!standard)
		return "no rate is called \"standard\"";
	if (!no_payer)
		return "no ground is called \"no-payer\"";
	if (f->collection_text[0].len == 0 || f->collection_text[1].len == 0)
		return "no mention is called \"collection\", with ro and en";
	return NULL;
}

enum rc load_vat(const char *dir, struct arena *a, struct firm *f, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/vat.conf", dir)), *lacks;
	cfg_opt_t rate[] = { CFG_STR("name", "", CFGF_NONE), CFG_STR("percent", "", CFGF_NONE),
			     CFG_STR("from", "", CFGF_NONE), CFG_END() };
	cfg_opt_t ground[] = { CFG_STR("name", "", CFGF_NONE),
			       CFG_STR("category", "", CFGF_NONE),
			       CFG_STR("code", "", CFGF_NONE),
			       CFG_STR("words", "", CFGF_NONE),
			       CFG_STR("ro", "", CFGF_NONE),
			       CFG_STR("en", "", CFGF_NONE),
			       CFG_STR("from", "", CFGF_NONE),
			       CFG_STR("until", "", CFGF_NONE),
			       CFG_END() };
	cfg_opt_t mention[] = { CFG_STR("name", "", CFGF_NONE), CFG_STR("ro", "", CFGF_NONE),
				CFG_STR("en", "", CFGF_NONE), CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("rate", rate, CFGF_MULTI),
			     CFG_SEC("ground", ground, CFGF_MULTI),
			     CFG_SEC("mention", mention, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "rate", check_rate },
						       { "ground", check_ground },
						       { NULL, NULL } };
	struct load l = { .arena = a, .firm = f };
	enum rc rc = confuse_read(path, opts, checks, take, &l, reterr);

	lacks = rc ? NULL : missing(f);
	return lacks ? why_fail(reterr, RC_BAD_CONFIG, "%s:1: %s", path, lacks) : rc;
}
