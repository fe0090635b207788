/* Phrases, forms and banks from config/ by libConfuse: see load_reader.h. */
#include <confuse.h>

#include "load_reader.h"

#include "bank_notice.h"
#include "confuse_file.h"
#include "csv_map.h"
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

static void take_csv(struct load *l, cfg_t *sec);

static void take_banks(void *ctx, cfg_t *cfg)
{
	struct load *l = ctx;
	char cur[4];

	for (unsigned i = 0; i < cfg_size(cfg, "csv"); i++)
		take_csv(l, cfg_getnsec(cfg, "csv", i));

	for (unsigned i = 0; i < cfg_size(cfg, "bank"); i++) {
		cfg_t *sec = cfg_getnsec(cfg, "bank", i);
		struct bank_rule *b = ARENA_PUSH(l->arena, &l->cfg->banks);

		b->name = confuse_text(l->arena, cfg_title(sec));
		b->title = confuse_text(l->arena, cfg_getstr(sec, "title"));
		b->auth_domain = confuse_text(l->arena, cfg_getstr(sec, "auth_domain"));
		b->confirmed = cfg_getbool(sec, "confirmed");
		(void)find_mark(cfg_getstr(sec, "decimal"), &b->mark);
		if (money_word_currency(span_of(cfg_getstr(sec, "currency")), cur))
			b->currency = confuse_text(l->arena, cur);
		for (unsigned k = 0; k < cfg_size(sec, "senders"); k++)
			*ARENA_PUSH(l->arena, &b->senders) =
				confuse_text(l->arena, cfg_getnstr(sec, "senders", k));
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

static const char *const orders[] = {
	[ORDER_GUESS] = "guess", [ORDER_DMY] = "dmy", [ORDER_MDY] = "mdy", [ORDER_YMD] = "ymd"
};

static bool find_order(const char *word, enum date_order *ret)
{
	for (unsigned i = 0; i < ARRAY_LEN(orders); i++) {
		if (!strcmp(word, orders[i])) {
			*ret = (enum date_order)i;
			return true;
		}
	}
	return false;
}

static int check_csv(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	enum decimal_mark mark;
	enum date_order order;
	struct why why;

	if (!find_mark(cfg_getstr(sec, "decimal"), &mark) ||
	    !find_order(cfg_getstr(sec, "date_order"), &order)) {
		cfg_error(
			cfg,
			"csv \"%s\": decimal is comma, dot or guess; date_order dmy, mdy, ymd or guess",
			cfg_title(sec));
		return -1;
	}
	if (!cfg_size(sec, "date") ||
	    (!cfg_size(sec, "amount") && !(cfg_size(sec, "debit") && cfg_size(sec, "credit")))) {
		cfg_error(cfg, "csv \"%s\": needs columns for date, and amount or debit and credit",
			  cfg_title(sec));
		return -1;
	}
	for (unsigned i = 0; i < cfg_size(sec, "pattern"); i++) {
		if (csv_pattern_check(span_of(cfg_getnstr(sec, "pattern", i)), &why)) {
			cfg_error(cfg, "csv \"%s\": %s", cfg_title(sec), why.text);
			return -1;
		}
	}
	return 0;
}

/* Values of a list, folded as they are compared. */
static void take_folded(struct arena *a, cfg_t *sec, const char *name, struct spans *to)
{
	for (unsigned k = 0; k < cfg_size(sec, name); k++)
		*ARENA_PUSH(a, to) = utf8_fold(a, confuse_text(a, cfg_getnstr(sec, name, k)));
}

static void take_csv(struct load *l, cfg_t *sec)
{
	struct csv_map *m = ARENA_PUSH(l->arena, &l->cfg->csv);
	char cur[4];

	m->name = confuse_text(l->arena, cfg_title(sec));
	m->title = confuse_text(l->arena, cfg_getstr(sec, "title"));
	(void)find_mark(cfg_getstr(sec, "decimal"), &m->mark);
	(void)find_order(cfg_getstr(sec, "date_order"), &m->order);
	m->inverse = cfg_getbool(sec, "inverse");
	m->continued = cfg_getbool(sec, "continued");
	m->fallback = cfg_getbool(sec, "fallback");
	if (money_word_currency(span_of(cfg_getstr(sec, "default_currency")), cur))
		m->currency = confuse_text(l->arena, cur);
	for (size_t f = 0; f < CSV_FIELDS; f++) {
		struct spans headers = { .at = NULL };

		take_folded(l->arena, sec, csv_fields[f], &headers);
		for (size_t k = 0; k < headers.n; k++)
			*ARENA_PUSH(l->arena, &m->columns) =
				(struct csv_column){ span_of(csv_fields[f]), headers.at[k] };
	}
	take_folded(l->arena, sec, "skip", &m->skip);
	take_folded(l->arena, sec, "pending", &m->pending);
	for (unsigned k = 0; k < cfg_size(sec, "pattern"); k++)
		*ARENA_PUSH(l->arena, &m->patterns) =
			confuse_text(l->arena, cfg_getnstr(sec, "pattern", k));
}

static enum rc load_banks(void *ctx, const char *path, struct span name, struct why *reterr)
{
	const cfg_opt_t csv_plain[] = {
		CFG_STR("title", "", CFGF_NONE),
		CFG_STR("decimal", "guess", CFGF_NONE),
		CFG_STR("date_order", "guess", CFGF_NONE),
		CFG_STR("default_currency", "", CFGF_NONE),
		CFG_BOOL("inverse", cfg_false, CFGF_NONE),
		CFG_BOOL("continued", cfg_false, CFGF_NONE),
		CFG_BOOL("fallback", cfg_false, CFGF_NONE),
		CFG_STR_LIST("skip", no_list, CFGF_NONE),
		CFG_STR_LIST("pending", no_list, CFGF_NONE),
		CFG_STR_LIST("pattern", no_list, CFGF_NONE),
		CFG_END(),
	};
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
	cfg_opt_t csv[CSV_FIELDS + ARRAY_LEN(csv_plain)];
	cfg_opt_t opts[] = {
		CFG_SEC("bank", bank, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("csv", csv, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_END(),
	};
	static const struct confuse_check checks[] = { { "bank", check_bank },
						       { "bank|pattern", check_pattern },
						       { "csv", check_csv },
						       { NULL, NULL } };

	for (size_t f = 0; f < CSV_FIELDS; f++) {
		cfg_opt_t o = CFG_STR_LIST(csv_fields[f], no_list, CFGF_NONE);

		csv[f] = o;
	}
	memcpy(csv + CSV_FIELDS, csv_plain, sizeof(csv_plain));
	(void)name;
	return confuse_read(path, opts, checks, take_banks, ctx, reterr);
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
		rc = load_folder(&l, dir, "banks", load_banks, reterr);
	if (!rc)
		*ret = l.cfg;
	return rc;
}
