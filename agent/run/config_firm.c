/* Builds struct firm out of the configuration. */
#include <assert.h>
#include <confuse.h>

#include "config_firm.h"

#include "config_check.h"
#include "config_sites.h"
#include "ident.h"
#include "load_cash.h"
#include "load_filing.h"
#include "load_pipelines.h"
#include "load_retention.h"
#include "load_seal.h"
#include "load_vat.h"
#include "span.h"
#include "utf8.h"

#include <unistd.h>

const char *config_series_prefix(enum doc_kind kind)
{
	static const char *const prefix[DOC_KINDS] = {
		[DOC_OFFER] = "OFR",   [DOC_PROFORMA] = "PRF",  [DOC_CONTRACT] = "CTR",
		[DOC_PV] = "PV",       [DOC_INVOICE] = "FCT",   [DOC_STORNO] = "STN",
		[DOC_RECEIPT] = "CHT", [DOC_STATEMENT] = "FSC", [DOC_REMINDER] = "NOT",
	};

	return prefix[kind];
}

const char *config_data_dir(struct arena *a, const char *configured, const char *what)
{
	const char *dir;

	if (configured && configured[0])
		return configured;
	dir = arena_str(a, arena_fmt(a, "%s/%s", PLIC_SOURCE_DIR, what));
	if (access(dir, R_OK | X_OK) == 0)
		return dir;
	return arena_str(a, arena_fmt(a, "%s/%s", PLIC_DATADIR, what));
}

static bool prefix_ok(struct span p)
{
	for (size_t i = 0; i < p.len; i++)
		if (!((p.ptr[i] >= 'A' && p.ptr[i] <= 'Z') || (i && p.ptr[i] == '-')))
			return false;
	return p.len >= 1 && p.len <= 12;
}

static void take_staff(cfg_t *sec, struct config *c, config_finding_fn *finding)
{
	struct staff *st;
	const char *roles = cfg_getstr(sec, "roles");
	char text[400];

	if (!ident_email_valid(span_of(cfg_title(sec)))) {
		(void)snprintf(text, sizeof(text),
			       "staff \"%.100s\" is no mail address; write name@domain",
			       cfg_title(sec));
		finding(c->path, sec->line, text);
		return;
	}
	st = ARENA_PUSH(c->arena, &c->firm.staff);
	st->addr = ident_email_norm(c->arena, span_of(cfg_title(sec)));
	st->name = arena_span(c->arena, span_of(cfg_getstr(sec, "name")));
	st->lang = arena_span(c->arena, span_of(cfg_getstr(sec, "lang")));
	st->roles = config_roles(span_of(roles));
	if (!st->roles) {
		(void)snprintf(
			text, sizeof(text),
			"staff \"%.100s\": roles = \"%.60s\" names no role; write some of: owner sales accounting delivery viewer",
			cfg_title(sec), roles);
		finding(c->path, sec->line, text);
	}
}

static void take_series(cfg_t *sec, struct config *c, config_finding_fn *finding)
{
	enum doc_kind kind;
	struct series_rule *r = NULL;
	struct span prefix = span_of(cfg_getstr(sec, "prefix"));
	long start = cfg_getint(sec, "start"), digits = cfg_getint(sec, "digits");
	char text[400];

	if (!doc_kind_from_name(span_of(cfg_title(sec)), &kind) || kind >= DOC_KINDS) {
		(void)snprintf(
			text, sizeof(text),
			"series \"%.60s\": no such document; write invoice, proforma, offer ...",
			cfg_title(sec));
		finding(c->path, sec->line, text);
		return;
	}
	for (size_t i = 0; i < c->firm.series.n; i++)
		if (c->firm.series.at[i].kind == kind)
			r = &c->firm.series.at[i];
	if (!prefix_ok(prefix) || start < 1 || digits < 1 || digits > 9) {
		(void)snprintf(
			text, sizeof(text),
			"series \"%.60s\": prefix must be 1 to 12 capital letters, start at least 1, digits 1 to 9",
			cfg_title(sec));
		finding(c->path, sec->line, text);
		return;
	}
	assert(r); /* the caller gave every kind one */
	r->prefix = arena_span(c->arena, prefix);
	r->start = start;
	r->pad = (unsigned)digits;
	r->yearly = cfg_getbool(sec, "yearly");
}

void config_take_staff_series(struct cfg_t *cfg, struct config *c, config_finding_fn *finding)
{
	char text[200];

	for (int k = 0; k < DOC_KINDS; k++) {
		struct series_rule *r = ARENA_PUSH(c->arena, &c->firm.series);

		r->kind = (enum doc_kind)k;
		r->prefix = span_of(config_series_prefix(r->kind));
		r->start = 1;
		r->pad = 4;
	}
	for (unsigned i = 0; i < cfg_size(cfg, "staff"); i++)
		take_staff(cfg_getnsec(cfg, "staff", i), c, finding);
	for (unsigned i = 0; i < cfg_size(cfg, "series"); i++)
		take_series(cfg_getnsec(cfg, "series", i), c, finding);
	for (size_t i = 0; i < c->firm.series.n; i++)
		for (size_t j = 0; j < i; j++)
			if (span_eq(c->firm.series.at[i].prefix, c->firm.series.at[j].prefix)) {
				(void)snprintf(
					text, sizeof(text),
					"series: prefix %.*s serves two kinds; give each its own",
					SPAN_ARG(c->firm.series.at[i].prefix));
				finding(c->path, 0, text);
			}
	for (size_t i = 0; i < c->firm.staff.n; i++)
		if (c->firm.staff.at[i].roles & ROLE_OWNER)
			return;
	finding(c->path, 0,
		"no staff with role owner; add: staff \"you@firm\" { name = \"...\" roles = \"owner\" }");
}

static void build_self(struct config *c)
{
	struct party *p = &c->firm.self;

	p->name = span_of(c->firm_keys.name);
	p->vat_registered = c->firm_keys.vat_payer;
	p->tax_id = ident_cui_digits(c->arena, span_of(c->firm_keys.tax_id), &(bool){ false });
	p->reg_no = span_of(c->firm_keys.reg_no);
	p->street = span_of(c->firm_keys.street);
	p->city = span_of(c->firm_keys.city);
	p->county = span_of(c->firm_keys.county);
	p->postcode = span_of(c->firm_keys.postcode);
	p->country = span_of(c->firm_keys.country);
	p->email = span_of(c->firm_keys.email);
	p->phone = span_of(c->firm_keys.phone);
	p->contact = span_of(c->firm_keys.contact);
	p->iban = ident_iban_compact(c->arena, span_of(c->firm_keys.iban));
	p->bank = span_of(c->firm_keys.bank);
}

static void build_accounts(struct config *c)
{
	struct span rest = span_of(c->rules.accounts), one;

	while (span_next_word(&rest, &one))
		*ARENA_PUSH(c->arena, &c->firm.accounts) = ident_iban_compact(c->arena, one);
}

static struct day day_or_none(const char *text)
{
	struct day d;

	return day_parse(span_of(text), &d) ? DAY_NONE : d;
}

static void take_cards(struct config *c, struct card_rule *ret)
{
	struct span rest = span_of(c->cards.documents), one;
	enum doc_kind kind;

	ret->on = c->cards.key_file[0] != '\0';
	while (span_next_word(&rest, &one))
		if (doc_kind_from_name(one, &kind) && kind < DOC_KINDS)
			ret->documents[kind] = true;
	ret->currencies = span_of(c->cards.currencies);
	ret->pipelines = span_of(c->cards.pipelines);
	ret->payout = utf8_fold(c->arena, span_of(c->cards.payout));
}

void config_build_firm(struct config *c, config_finding_fn *finding)
{
	struct firm *f = &c->firm;
	const char *dir;
	struct why why = { "" };

	build_self(c);
	f->brand = span_of(c->firm_keys.brand);
	f->address = ident_email_norm(c->arena, span_of(c->mail.address));
	f->lang = span_of(c->firm_keys.lang);
	memcpy(f->currency, c->firm_keys.currency, 4);
	f->vat_payer = c->firm_keys.vat_payer;
	f->collection = c->firm_keys.vat_on_collection_since[0] != '\0';
	f->collection_since = day_or_none(c->firm_keys.vat_on_collection_since);
	f->collection_until = day_or_none(c->firm_keys.vat_on_collection_until);
	f->default_pipeline = span_of(c->rules.default_pipeline);
	f->offer_valid_days = (int)c->rules.offer_valid_days;
	f->payment_days = (int)c->rules.payment_days;
	f->contract_months = (int)c->rules.contract_months;
	f->offer_followup_days = (int)c->rules.offer_followup_days;
	f->contract_notice_days = (int)c->rules.contract_notice_days;
	f->reminder_days[0] = (int)c->rules.reminder1_days;
	f->reminder_days[1] = (int)c->rules.reminder2_days;
	f->reminder_notice_days = (int)c->rules.reminder_notice_days;
	f->missed_periods_cap = (int)c->rules.missed_periods_cap;
	f->preview_hours = (int)c->rules.preview_hours;
	f->export_delay_hours = (int)c->rules.export_delay_hours;
	f->export_bytes = c->mail.export_bytes;
	take_cards(c, &f->cards);
	f->notice_is_enough = c->rules.notice_is_enough;
	f->pay_reference_is_enough = c->rules.reference_is_enough;
	f->pay_payer_is_enough = c->rules.payer_is_enough;
	f->pay_tolerance = c->rules.tolerance;
	f->rf_reference = strcmp(c->rules.reference, "rf") == 0;
	build_accounts(c);
	f->storno_limit.minor = c->rules.storno_limit;
	memcpy(f->storno_limit.cur, f->currency, 4);
	f->leave_unknown = c->box.leave_unknown;
	f->filing.on = c->efactura.filing && c->anaf.client.client_id[0];
	f->filing.foreign = c->efactura.foreign;
	f->filing.credit_note = c->efactura.credit_note;
	f->filing.hold_min = c->efactura.hold_min;
	f->companies = c->efactura.companies && c->anaf.public_url[0];
	f->cap_answers_per_hour = (int)c->mail.answers_per_hour;
	f->cap_mails_per_day = (int)c->mail.mails_per_day;
	f->cap_answers_per_thread = (int)c->mail.answers_per_thread;
	f->cap_unproven_per_day = (int)c->mail.unproven_per_day;
	f->cap_domain_per_day = (int)c->mail.domain_per_day;
	for (size_t i = 0; i < f->staff.n; i++)
		if (!f->staff.at[i].lang.len)
			f->staff.at[i].lang = f->lang;

	dir = config_data_dir(c->arena,
			      c->paths.config_dir[0] ? config_path(c, c->paths.config_dir) : "",
			      "config");
	c->paths.config_dir = dir;
	c->paths.templates = config_data_dir(
		c->arena, c->paths.templates[0] ? config_path(c, c->paths.templates) : "",
		"templates");
	if (load_pipelines(dir, c->arena, &f->pipelines, &why) ||
	    load_vat(dir, c->arena, f, &why) || load_cash(dir, c->arena, &f->cash, &why) ||
	    load_filing(dir, c->arena, &f->filing.rules, &why) ||
	    load_retention(dir, c->arena, &c->retention, &why) || load_seal_ca(c, &why) ||
	    config_sites(c, dir, &f->sites, &why)) {
		finding(c->path, 0, why.text);
		return;
	}
	if (!pipeline_find(&f->pipelines, f->default_pipeline)) {
		char text[200];

		(void)snprintf(
			text, sizeof(text),
			"rules.default_pipeline = \"%.60s\": no such file in %.80s/pipelines",
			c->rules.default_pipeline, dir);
		finding(c->path, 0, text);
	}
}
