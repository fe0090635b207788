/* Phrases, forms and banks from config/ by libConfuse: see load_reader.h. */
#include <confuse.h>
#include <dirent.h>
#include <errno.h>

#include "load_reader.h"

#include "bank_notice.h"
#include "confuse_file.h"
#include "form.h"
#include "phrase.h"
#include "span.h"
#include "utf8.h"

#define FILES_MAX 200

struct load {
	struct arena *arena;
	struct reader_config *cfg;
};

/* The default of a list; libConfuse wants it writable and writes it not. */
static char no_list[] = "{}";

/* libConfuse reports through a callback that has no argument for it. */
static struct why *finding;

static void report(cfg_t *cfg, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
static void report(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (finding && !finding->text[0])
		why_set(finding, "%s:%d: %s", cfg && cfg->filename ? cfg->filename : "config",
			cfg ? cfg->line : 0, text);
}

static struct span copy(struct load *l, const char *s)
{
	/* libConfuse frees its own; good text comes out of the cleaning as it went in. */
	return utf8_nfc_ro(l->arena,
			   utf8_clean(l->arena, arena_span(l->arena, span_of(s ? s : ""))));
}

typedef void take_fn(struct load *l, cfg_t *cfg);

/* A check that libConfuse runs at the end of a section, while it knows the line. */
struct check {
	const char *section;
	cfg_validate_callback_t run;
};

static enum rc read_file(struct load *l, const char *path, cfg_opt_t *opts,
			 const struct check *check, take_fn *take, struct why *reterr)
{
	struct why why = { "" };
	cfg_t *cfg = cfg_init(opts, CFGF_NONE);
	int rc;

	if (!cfg)
		return why_fail(reterr, RC_RETRY, "%s: no memory", path);
	finding = &why;
	cfg_set_error_function(cfg, report);
	for (; check && check->section; check++)
		cfg_set_validate_func(cfg, check->section, check->run);
	rc = confuse_parse(cfg, path);
	finding = NULL;
	if (rc == CFG_SUCCESS)
		take(l, cfg);
	cfg_free(cfg);
	if (rc == CFG_SUCCESS)
		return RC_OK;
	if (rc == CFG_FILE_ERROR)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	return why_fail(reterr, RC_BAD_CONFIG, "%s", why.text[0] ? why.text : path);
}

static void take_phrases(struct load *l, cfg_t *cfg)
{
	for (unsigned i = 0; i < PHRASE_LISTS; i++) {
		const char *name = phrase_list_name((enum phrase_list)i);

		for (unsigned k = 0; k < cfg_size(cfg, name); k++) {
			struct phrase *p = ARENA_PUSH(l->arena, &l->cfg->phrases);

			p->list = span_of(name);
			p->text = copy(l, cfg_getnstr(cfg, name, k));
		}
	}
}

static enum rc load_phrases(struct load *l, const char *path, struct why *reterr)
{
	cfg_opt_t opts[PHRASE_LISTS + 1];
	cfg_opt_t end = CFG_END();

	for (unsigned i = 0; i < PHRASE_LISTS; i++) {
		cfg_opt_t o =
			CFG_STR_LIST(phrase_list_name((enum phrase_list)i), no_list, CFGF_NONE);

		opts[i] = o;
	}
	opts[PHRASE_LISTS] = end;
	return read_file(l, path, opts, NULL, take_phrases, reterr);
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

static void take_forms(struct load *l, cfg_t *cfg)
{
	for (unsigned i = 0; i < cfg_size(cfg, "form"); i++) {
		cfg_t *sec = cfg_getnsec(cfg, "form", i);
		struct form_rule *r = ARENA_PUSH(l->arena, &l->cfg->forms);

		r->name = copy(l, cfg_title(sec));
		r->from = copy(l, cfg_getstr(sec, "from"));
		r->min_fields = (unsigned)cfg_getint(sec, "min_fields");
		for (size_t f = 0; f < form_fields_n; f++) {
			for (unsigned k = 0; k < cfg_size(sec, form_fields[f]); k++) {
				struct form_label *to;

				r->label = arena_grow(l->arena, r->label, r->n_label, &r->cap_label,
						      sizeof(*r->label));
				to = &r->label[r->n_label++];
				to->field = span_of(form_fields[f]);
				to->label = form_label_fold(
					l->arena, copy(l, cfg_getnstr(sec, form_fields[f], k)));
			}
		}
	}
}

static enum rc load_forms(struct load *l, const char *path, struct why *reterr)
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

	static const struct check checks[] = { { "form", check_form }, { NULL, NULL } };

	return read_file(l, path, opts, checks, take_forms, reterr);
}

static bool find_mark(const char *word, enum decimal_mark *ret)
{
	static const char *const names[] = {
		[MARK_GUESS] = "guess", [MARK_COMMA] = "comma", [MARK_DOT] = "dot"
	};

	for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
		if (!strcmp(word, names[i])) {
			*ret = (enum decimal_mark)i;
			return true;
		}
	}
	return false;
}

static int check_bank(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	enum decimal_mark mark;
	char cur[4];

	if (!find_mark(cfg_getstr(sec, "decimal"), &mark)) {
		cfg_error(cfg, "bank \"%s\": decimal must be comma, dot or guess", cfg_title(sec));
		return -1;
	}
	if (cfg_getstr(sec, "currency")[0] &&
	    !money_word_currency(span_of(cfg_getstr(sec, "currency")), cur)) {
		cfg_error(cfg, "bank \"%s\": no such currency: %s", cfg_title(sec),
			  cfg_getstr(sec, "currency"));
		return -1;
	}
	for (unsigned i = 0; i < cfg_size(sec, "senders"); i++) {
		if (!strchr(cfg_getnstr(sec, "senders", i), '@')) {
			cfg_error(cfg, "bank \"%s\": a sender is name@domain or @domain: %s",
				  cfg_title(sec), cfg_getnstr(sec, "senders", i));
			return -1;
		}
	}
	return 0;
}

static int check_pattern(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	const char *direction = cfg_getstr(sec, "direction");
	struct why why;

	if (strcmp(direction, "in") != 0 && strcmp(direction, "out") != 0) {
		cfg_error(cfg, "direction must be in or out: %s", direction);
		return -1;
	}
	if (bank_pattern_check(span_of(cfg_getstr(sec, "regex")), &why)) {
		cfg_error(cfg, "%s", why.text);
		return -1;
	}
	return 0;
}

static void take_banks(struct load *l, cfg_t *cfg)
{
	char cur[4];

	for (unsigned i = 0; i < cfg_size(cfg, "bank"); i++) {
		cfg_t *sec = cfg_getnsec(cfg, "bank", i);
		struct bank_rule *b = ARENA_PUSH(l->arena, &l->cfg->banks);

		b->name = copy(l, cfg_title(sec));
		b->title = copy(l, cfg_getstr(sec, "title"));
		b->auth_domain = copy(l, cfg_getstr(sec, "auth_domain"));
		b->confirmed = cfg_getbool(sec, "confirmed");
		(void)find_mark(cfg_getstr(sec, "decimal"), &b->mark);
		if (money_word_currency(span_of(cfg_getstr(sec, "currency")), cur))
			b->currency = copy(l, cur);
		for (unsigned k = 0; k < cfg_size(sec, "senders"); k++)
			*ARENA_PUSH(l->arena, &b->senders) =
				copy(l, cfg_getnstr(sec, "senders", k));
		for (unsigned k = 0; k < cfg_size(sec, "pattern"); k++) {
			cfg_t *p = cfg_getnsec(sec, "pattern", k);

			b->pattern = arena_grow(l->arena, b->pattern, b->n_pattern, &b->cap_pattern,
						sizeof(*b->pattern));
			b->pattern[b->n_pattern++] = (struct bank_pattern){
				arena_span(l->arena, span_of(cfg_getstr(p, "regex"))),
				!strcmp(cfg_getstr(p, "direction"), "in"),
			};
		}
	}
}

static enum rc load_banks(struct load *l, const char *path, struct why *reterr)
{
	cfg_opt_t pattern[] = {
		CFG_STR("direction", "in", CFGF_NONE),
		CFG_STR("regex", "", CFGF_NONE),
		CFG_END(),
	};
	cfg_opt_t bank[] = {
		CFG_STR("title", "", CFGF_NONE),
		CFG_STR_LIST("senders", no_list, CFGF_NONE),
		CFG_STR("auth_domain", "", CFGF_NONE),
		CFG_STR("decimal", "guess", CFGF_NONE),
		CFG_STR("currency", "RON", CFGF_NONE),
		CFG_BOOL("confirmed", cfg_false, CFGF_NONE),
		CFG_SEC("pattern", pattern, CFGF_MULTI),
		CFG_END(),
	};
	cfg_opt_t opts[] = {
		CFG_SEC("bank", bank, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_END(),
	};
	static const struct check checks[] = { { "bank", check_bank },
					       { "bank|pattern", check_pattern },
					       { NULL, NULL } };

	return read_file(l, path, opts, checks, take_banks, reterr);
}

static int is_conf(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 5 && e->d_name[0] != '.' && !strcmp(e->d_name + n - 5, ".conf");
}

typedef enum rc load_fn(struct load *l, const char *path, struct why *reterr);

static enum rc load_folder(struct load *l, const char *dir, const char *sub, load_fn *load,
			   struct why *reterr)
{
	const char *path = arena_str(l->arena, arena_fmt(l->arena, "%s/%s", dir, sub));
	struct dirent **e = NULL;
	enum rc rc = RC_OK;
	int n = scandir(path, &e, is_conf, alphasort);

	if (n < 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	if (n > FILES_MAX)
		rc = why_fail(reterr, RC_BAD_CONFIG, "%s: more than %d files", path, FILES_MAX);
	for (int i = 0; i < n; i++) {
		if (!rc)
			rc = load(l,
				  arena_str(l->arena,
					    arena_fmt(l->arena, "%s/%s", path, e[i]->d_name)),
				  reterr);
		free(e[i]);
	}
	free(e);
	return rc;
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
		rc = load_folder(&l, dir, "banks", load_banks, reterr);
	if (!rc)
		*ret = l.cfg;
	return rc;
}
