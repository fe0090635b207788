/* Phrases and forms from config/ by libConfuse; banks in load_banks.c: see load_reader.h. */
#include <confuse.h>

#include "load_reader.h"

#include "confuse_file.h"
#include "form.h"
#include "phrase.h"
#include "span.h"
#include "utf8.h"

struct load {
	struct arena *arena;
	struct reader_config *cfg;
};

/* The default of a list; libConfuse wants it writable and writes it not. */
static char no_list[] = "{}";

static void take_phrases(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < PHRASE_LISTS; i++) {
		const char *name = phrase_list_name((enum phrase_list)i);

		for (unsigned k = 0; k < cfg_size(cfg, name); k++) {
			struct phrase *p = ARENA_PUSH(l->arena, &l->cfg->phrases);

			p->list = span_of(name);
			p->text = confuse_text(l->arena, cfg_getnstr(cfg, name, k));
		}
	}
}

static enum rc load_phrases(void *ctx, const char *path, struct span name, struct why *reterr)
{
	cfg_opt_t opts[PHRASE_LISTS + 1];
	cfg_opt_t end = CFG_END();

	for (unsigned i = 0; i < PHRASE_LISTS; i++) {
		cfg_opt_t o =
			CFG_STR_LIST(phrase_list_name((enum phrase_list)i), no_list, CFGF_NONE);

		opts[i] = o;
	}
	opts[PHRASE_LISTS] = end;
	(void)name;
	return confuse_read(path, opts, NULL, take_phrases, ctx, reterr);
}

static int check_form(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);

	if (cfg_getint(sec, "min_fields") < 1 || cfg_getint(sec, "min_fields") > 20) {
		cfg_error(cfg, "form \"%s\": min_fields must be 1 to 20", cfg_title(sec));
		return -1;
	}
	if (!cfg_size(sec, "email") && !cfg_size(sec, "phone")) {
		cfg_error(cfg, "form \"%s\": needs labels for email or phone", cfg_title(sec));
		return -1;
	}
	return 0;
}

static void take_forms(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;

	for (unsigned i = 0; i < cfg_size(cfg, "form"); i++) {
		cfg_t *sec = cfg_getnsec(cfg, "form", i);
		struct form_rule *r = ARENA_PUSH(l->arena, &l->cfg->forms);

		r->name = confuse_text(l->arena, cfg_title(sec));
		r->from = confuse_text(l->arena, cfg_getstr(sec, "from"));
		r->min_fields = (unsigned)cfg_getint(sec, "min_fields");
		for (size_t f = 0; f < form_fields_n; f++) {
			for (unsigned k = 0; k < cfg_size(sec, form_fields[f]); k++) {
				struct form_label *to;

				r->label = arena_grow(l->arena, r->label, r->n_label, &r->cap_label,
						      sizeof(*r->label));
				to = &r->label[r->n_label++];
				to->field = span_of(form_fields[f]);
				to->label = form_label_fold(
					l->arena,
					confuse_text(l->arena,
						     cfg_getnstr(sec, form_fields[f], k)));
			}
		}
	}
}

static enum rc load_forms(void *ctx, const char *path, struct span name, struct why *reterr)
{
	cfg_opt_t form[] = {
		CFG_STR("from", "", CFGF_NONE),
		CFG_INT("min_fields", 3, CFGF_NONE),
		CFG_STR_LIST("name", no_list, CFGF_NONE),
		CFG_STR_LIST("email", no_list, CFGF_NONE),
		CFG_STR_LIST("phone", no_list, CFGF_NONE),
		CFG_STR_LIST("company", no_list, CFGF_NONE),
		CFG_STR_LIST("tax_id", no_list, CFGF_NONE),
		CFG_STR_LIST("address", no_list, CFGF_NONE),
		CFG_STR_LIST("product", no_list, CFGF_NONE),
		CFG_STR_LIST("message", no_list, CFGF_NONE),
		CFG_END(),
	};
	cfg_opt_t opts[] = {
		CFG_SEC("form", form, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_END(),
	};

	static const struct confuse_check checks[] = { { "form", check_form }, { NULL, NULL } };

	(void)name;
	return confuse_read(path, opts, checks, take_forms, ctx, reterr);
}

typedef enum rc load_fn(void *ctx, const char *path, struct span name, struct why *reterr);

static enum rc load_folder(struct load *l, const char *dir, const char *sub, load_fn *load,
			   struct why *reterr)
{
	return confuse_folder(l->arena, arena_str(l->arena, arena_fmt(l->arena, "%s/%s", dir, sub)),
			      load, l, NULL, reterr);
}

enum rc load_reader_config(const char *dir, struct arena *a, struct reader_config **ret,
			   struct why *reterr)
{
	struct load l = { a, ARENA_NEW(a, struct reader_config) };
	enum rc rc;

	rc = load_folder(&l, dir, "phrases", load_phrases, reterr);
	if (!rc)
		rc = load_folder(&l, dir, "forms", load_forms, reterr);
	if (!rc)
		rc = load_banks(dir, a, l.cfg, reterr);
	if (!rc)
		*ret = l.cfg;
	return rc;
}
