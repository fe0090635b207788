/* Pipelines by libConfuse (load_pipelines.h). Names of events, steps and stages are checked while the
 * section is read, so that the line is known; what only the whole table shows, by pipeline_check. */
#include <confuse.h>

#include "confuse_file.h"
#include "load_pipelines.h"

#include "span.h"

struct load {
	struct arena *arena;
	struct span name;
	struct pipelines *pipelines;
};

static char no_list[] = "{}";

/* Was this stage declared above? "*" is any. */
static bool stage_known(cfg_t *cfg, const char *name)
{
	for (unsigned i = 0; i < cfg_size(cfg, "stage"); i++)
		if (strcmp(cfg_title(cfg_getnsec(cfg, "stage", i)), name) == 0)
			return true;
	return false;
}

static int check_steps(cfg_t *cfg, cfg_t *on)
{
	struct transition t;
	enum step step;

	if (cfg_size(on, "steps") > ARRAY_LEN(t.step)) {
		cfg_error(cfg, "on: more than %zu steps", ARRAY_LEN(t.step));
		return -1;
	}
	for (unsigned i = 0; i < cfg_size(on, "steps"); i++) {
		if (!step_from_name(span_of(cfg_getnstr(on, "steps", i)), &step)) {
			cfg_error(cfg, "on: no step is called \"%s\"", cfg_getnstr(on, "steps", i));
			return -1;
		}
	}
	return 0;
}

static int check_on(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *on = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	const char *from = cfg_getstr(on, "from"), *to = cfg_getstr(on, "to");
	enum event event;

	if (!event_from_name(span_of(cfg_getstr(on, "event")), &event)) {
		cfg_error(cfg, "on: no event is called \"%s\"", cfg_getstr(on, "event"));
		return -1;
	}
	if (strcmp(from, "*") != 0 && !stage_known(cfg, from)) {
		cfg_error(cfg, "on: no stage is called \"%s\" above this line", from);
		return -1;
	}
	if (!stage_known(cfg, to)) {
		cfg_error(cfg, "on: no stage is called \"%s\" above this line", to);
		return -1;
	}
	return check_steps(cfg, on);
}

static int check_stage(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *stage = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);

	if (!cfg_getstr(stage, "ro")[0] || !cfg_getstr(stage, "en")[0]) {
		cfg_error(cfg, "stage %s: needs a name in both languages (ro, en)",
			  cfg_title(stage));
		return -1;
	}
	return 0;
}

static void take_stages(cfg_t *cfg, struct arena *a, struct pipeline *p)
{
	p->n_stage = cfg_size(cfg, "stage");
	p->cap_stage = p->n_stage;
	p->stage = ARENA_ARRAY(a, p->n_stage + 1, struct stage);
	for (unsigned i = 0; i < p->n_stage; i++) {
		cfg_t *sec = cfg_getnsec(cfg, "stage", i);

		p->stage[i].name = confuse_text(a, cfg_title(sec));
		p->stage[i].title_ro = confuse_text(a, cfg_getstr(sec, "ro"));
		p->stage[i].title_en = confuse_text(a, cfg_getstr(sec, "en"));
		p->stage[i].final = cfg_getbool(sec, "final") == cfg_true;
	}
}

static void take_transitions(cfg_t *cfg, struct arena *a, struct pipeline *p)
{
	p->n_trans = cfg_size(cfg, "on");
	p->cap_trans = p->n_trans;
	p->trans = ARENA_ARRAY(a, p->n_trans + 1, struct transition);
	for (unsigned i = 0; i < p->n_trans; i++) {
		cfg_t *sec = cfg_getnsec(cfg, "on", i);
		struct transition *t = &p->trans[i];

		t->from = confuse_text(a, cfg_getstr(sec, "from"));
		t->to = confuse_text(a, cfg_getstr(sec, "to"));
		(void)event_from_name(span_of(cfg_getstr(sec, "event")), &t->event);
		for (unsigned k = 0; k < cfg_size(sec, "steps"); k++)
			if (step_from_name(span_of(cfg_getnstr(sec, "steps", k)),
					   &t->step[t->n_step]))
				t->n_step++;
	}
}

static void take(void *ctx, cfg_t *cfg)
{
	const struct load *l = ctx;
	struct pipeline *p = ARENA_PUSH(l->arena, l->pipelines);
	cfg_t *title = cfg_getsec(cfg, "title");

	p->name = arena_span(l->arena, l->name);
	p->title_ro = confuse_text(l->arena, cfg_getstr(title, "ro"));
	p->title_en = confuse_text(l->arena, cfg_getstr(title, "en"));
	p->start = confuse_text(l->arena, cfg_getstr(cfg, "start"));
	take_stages(cfg, l->arena, p);
	take_transitions(cfg, l->arena, p);
}

enum rc load_pipeline(const char *path, struct span name, struct arena *a, struct pipelines *ret,
		      struct why *reterr)
{
	cfg_opt_t title[] = { CFG_STR("ro", "", CFGF_NONE), CFG_STR("en", "", CFGF_NONE),
			      CFG_END() };
	cfg_opt_t stage[] = { CFG_STR("ro", "", CFGF_NONE), CFG_STR("en", "", CFGF_NONE),
			      CFG_BOOL("final", cfg_false, CFGF_NONE), CFG_END() };
	cfg_opt_t on[] = { CFG_STR("from", "", CFGF_NONE), CFG_STR("event", "", CFGF_NONE),
			   CFG_STR_LIST("steps", no_list, CFGF_NONE), CFG_STR("to", "", CFGF_NONE),
			   CFG_END() };
	cfg_opt_t opts[] = { CFG_SEC("title", title, CFGF_NONE), CFG_STR("start", "new", CFGF_NONE),
			     CFG_SEC("stage", stage, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
			     CFG_SEC("on", on, CFGF_MULTI), CFG_END() };
	static const struct confuse_check checks[] = { { "stage", check_stage },
						       { "on", check_on },
						       { NULL, NULL } };
	struct load l = { a, name, ret };
	struct why why = { "" };
	enum rc rc = confuse_read(path, opts, checks, take, &l, reterr);

	if (!rc && pipeline_check(&ret->at[ret->n - 1], &why))
		return why_fail(reterr, RC_BAD_CONFIG, "%s:1: %s", path, why.text);
	return rc;
}

static enum rc load_one(void *ctx, const char *path, struct span name, struct why *reterr)
{
	const struct load *l = ctx;

	return load_pipeline(path, name, l->arena, l->pipelines, reterr);
}

enum rc load_pipelines(const char *dir, struct arena *a, struct pipelines *ret, struct why *reterr)
{
	const char *path = arena_str(a, arena_fmt(a, "%s/pipelines", dir));
	struct load l = { .arena = a, .pipelines = ret };
	size_t n = 0;
	enum rc rc = confuse_folder(a, path, load_one, &l, &n, reterr);

	if (!rc && n == 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: a file NAME.conf is needed", path);
	return rc;
}
