/* Banks of config/banks by libConfuse: rules of their mails, wordings that several share, and mappings of
 * their CSV. */
#include <confuse.h>

#include "load_reader.h"

#include "bank_notice.h"
#include "confuse_file.h"
#include "csv_map.h"
#include "span.h"
#include "utf8.h"

struct load {
	struct arena *arena;
	struct reader_config *cfg;
	struct bank_rules wordings;
};

/* The default of a list; libConfuse wants it writable and writes it not. */
static char no_list[] = "{}";

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

static bool find_direction(const char *word, enum bank_direction *ret)
{
	static const char *const names[] = {
		[BANK_IN] = "in", [BANK_OUT] = "out", [BANK_TOLD] = "told"
	};

	for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
		if (!strcmp(word, names[i])) {
			*ret = (enum bank_direction)i;
			return true;
		}
	}
	return false;
}

/* What the section's name says of the pattern. */
static enum bank_pattern_use use_of(cfg_opt_t *opt)
{
	return !strcmp(opt->name, "part")    ? BANK_PART :
	       !strcmp(opt->name, "nothing") ? BANK_NOTHING :
					       BANK_MOVEMENT;
}

static int check_pattern(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *sec = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	const char *direction = cfg_getstr(sec, "direction");
	enum bank_direction known;
	struct why why;

	if (!find_direction(direction, &known)) {
		cfg_error(cfg, "direction must be in, out or told: %s", direction);
		return -1;
	}
	if (bank_pattern_check(span_of(cfg_getstr(sec, "regex")), use_of(opt), &why)) {
		cfg_error(cfg, "%s", why.text);
		return -1;
	}
	return 0;
}

static void take_csv(struct load *l, cfg_t *sec);
static void take_folded(struct arena *a, cfg_t *sec, const char *name, struct spans *to);

static void take_patterns(struct arena *a, cfg_t *sec, const char *name, struct bank_rule *b)
{
	for (unsigned k = 0; k < cfg_size(sec, name); k++) {
		cfg_t *p = cfg_getnsec(sec, name, k);
		struct bank_pattern to = { .use = use_of(cfg_getopt(sec, name)) };

		to.regex = arena_span(a, span_of(cfg_getstr(p, "regex")));
		(void)find_direction(cfg_getstr(p, "direction"), &to.direction);
		b->pattern = arena_grow(a, b->pattern, b->n_pattern, &b->cap_pattern,
					sizeof(*b->pattern));
		b->pattern[b->n_pattern++] = to;
	}
}

/* What a bank and a wording have in common. */
static void take_wording(struct arena *a, cfg_t *sec, struct bank_rule *b)
{
	take_patterns(a, sec, "pattern", b);
	take_patterns(a, sec, "part", b);
	take_patterns(a, sec, "nothing", b);
	for (unsigned f = 0; f < BANK_FIELDS; f++) {
		struct spans labels = { .at = NULL };

		take_folded(a, cfg_getsec(sec, "labels"), bank_fields[f], &labels);
		for (size_t k = 0; k < labels.n; k++)
			*ARENA_PUSH(a, &b->labels) =
				(struct bank_label){ (enum bank_field)f, labels.at[k] };
	}
	take_folded(a, sec, "in", &b->in);
	take_folded(a, sec, "out", &b->out);
	take_folded(a, sec, "done", &b->done);
	take_folded(a, sec, "payouts", &b->payouts);
	take_folded(a, sec, "fees", &b->fees);
	b->labelled = cfg_getstr(sec, "labelled")[0] != '\0';
	(void)find_direction(cfg_getstr(sec, "labelled"), &b->default_);
}

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
		b->attached = cfg_getbool(sec, "attached");
		(void)find_mark(cfg_getstr(sec, "decimal"), &b->mark);
		if (money_word_currency(span_of(cfg_getstr(sec, "currency")), cur))
			b->currency = confuse_text(l->arena, cur);
		for (unsigned k = 0; k < cfg_size(sec, "senders"); k++)
			*ARENA_PUSH(l->arena, &b->senders) =
				confuse_text(l->arena, cfg_getnstr(sec, "senders", k));
		for (unsigned k = 0; k < cfg_size(sec, "uses"); k++)
			*ARENA_PUSH(l->arena, &b->uses) =
				confuse_text(l->arena, cfg_getnstr(sec, "uses", k));
		take_wording(l->arena, sec, b);
	}
	for (unsigned i = 0; i < cfg_size(cfg, "wording"); i++) {
		struct bank_rule *b = ARENA_PUSH(l->arena, &l->wordings);

		b->name = confuse_text(l->arena, cfg_title(cfg_getnsec(cfg, "wording", i)));
		take_wording(l->arena, cfg_getnsec(cfg, "wording", i), b);
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

static enum rc load_file(void *ctx, const char *path, struct span name, struct why *reterr)
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
	cfg_opt_t labels[BANK_FIELDS + 1];
	cfg_opt_t bank[] = {
		CFG_STR("title", "", CFGF_NONE),
		CFG_STR("language", "ro", CFGF_NONE),
		CFG_STR_LIST("senders", no_list, CFGF_NONE),
		CFG_STR("auth_domain", "", CFGF_NONE),
		CFG_STR("decimal", "guess", CFGF_NONE),
		CFG_STR("currency", "RON", CFGF_NONE),
		CFG_BOOL("confirmed", cfg_false, CFGF_NONE),
		CFG_BOOL("attached", cfg_false, CFGF_NONE),
		CFG_STR_LIST("uses", no_list, CFGF_NONE),
		CFG_SEC("pattern", pattern, CFGF_MULTI),
		CFG_SEC("part", pattern, CFGF_MULTI),
		CFG_SEC("nothing", pattern, CFGF_MULTI),
		CFG_SEC("labels", labels, CFGF_NONE),
		CFG_STR("labelled", "", CFGF_NONE),
		CFG_STR_LIST("in", no_list, CFGF_NONE),
		CFG_STR_LIST("out", no_list, CFGF_NONE),
		CFG_STR_LIST("done", no_list, CFGF_NONE),
		CFG_STR_LIST("payouts", no_list, CFGF_NONE),
		CFG_STR_LIST("fees", no_list, CFGF_NONE),
		CFG_END(),
	};
	cfg_opt_t csv[CSV_FIELDS + ARRAY_LEN(csv_plain)];
	cfg_opt_t opts[] = {
		CFG_SEC("bank", bank, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("wording", bank, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("csv", csv, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_END(),
	};
	static const struct confuse_check checks[] = { { "bank", check_bank },
						       { "bank|pattern", check_pattern },
						       { "bank|part", check_pattern },
						       { "bank|nothing", check_pattern },
						       { "wording|pattern", check_pattern },
						       { "wording|part", check_pattern },
						       { "wording|nothing", check_pattern },
						       { "csv", check_csv },
						       { NULL, NULL } };

	const cfg_opt_t end = CFG_END();

	for (size_t f = 0; f < CSV_FIELDS; f++) {
		cfg_opt_t o = CFG_STR_LIST(csv_fields[f], no_list, CFGF_NONE);

		csv[f] = o;
	}
	for (size_t f = 0; f < BANK_FIELDS; f++) {
		cfg_opt_t o = CFG_STR_LIST(bank_fields[f], no_list, CFGF_NONE);

		labels[f] = o;
	}
	labels[BANK_FIELDS] = end;
	memcpy(csv + CSV_FIELDS, csv_plain, sizeof(csv_plain));
	(void)name;
	return confuse_read(path, opts, checks, take_banks, ctx, reterr);
}

static void append_spans(struct arena *a, struct spans *to, const struct spans *more)
{
	for (size_t i = 0; i < more->n; i++)
		*ARENA_PUSH(a, to) = more->at[i];
}

static void use_wording(struct arena *a, struct bank_rule *b, const struct bank_rule *w)
{
	for (size_t i = 0; i < w->n_pattern; i++) {
		b->pattern = arena_grow(a, b->pattern, b->n_pattern, &b->cap_pattern,
					sizeof(*b->pattern));
		b->pattern[b->n_pattern++] = w->pattern[i];
	}
	for (size_t i = 0; i < w->labels.n; i++)
		*ARENA_PUSH(a, &b->labels) = w->labels.at[i];
	append_spans(a, &b->in, &w->in);
	append_spans(a, &b->out, &w->out);
	append_spans(a, &b->done, &w->done);
	append_spans(a, &b->payouts, &w->payouts);
	append_spans(a, &b->fees, &w->fees);
	if (w->labelled && !b->labelled) {
		b->labelled = true;
		b->default_ = w->default_;
	}
}

/* The bank's own words first: the first pattern that matches and the first label count. */
static enum rc use_wordings(struct load *l, struct why *reterr)
{
	for (size_t i = 0; i < l->cfg->banks.n; i++) {
		struct bank_rule *b = &l->cfg->banks.at[i];

		for (size_t k = 0; k < b->uses.n; k++) {
			size_t w = 0;

			while (w < l->wordings.n && !span_eq(l->wordings.at[w].name, b->uses.at[k]))
				w++;
			if (w == l->wordings.n)
				return why_fail(reterr, RC_BAD_CONFIG,
						"bank \"%.*s\": no wording \"%.*s\"",
						SPAN_ARG(b->name), SPAN_ARG(b->uses.at[k]));
			use_wording(l->arena, b, &l->wordings.at[w]);
		}
	}
	return RC_OK;
}

enum rc load_banks(const char *dir, struct arena *a, struct reader_config *to, struct why *reterr)
{
	struct load l = { a, to, { 0 } };
	enum rc rc = confuse_folder(a, arena_str(a, arena_fmt(a, "%s/banks", dir)), load_file, &l,
				    NULL, reterr);

	return rc ? rc : use_wordings(&l, reterr);
}
