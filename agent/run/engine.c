/* Building and ending the engine; outages. */
#include "engine.h"

#include "anaf_api.h"
#include "config_sites.h"

#include "clock.h"
#include "config_check.h"
#include "key.h"
#include "load_look.h"
#include "load_reader.h"
#include "preflight_look.h"
#include "span.h"

#include <errno.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

enum { PERM_CAP = 64 << 20, WORK_CAP = 256 << 20, PAUSE_FIRST_MS = 1000, PAUSE_MAX_MS = 300000 };

bool outage_hit(struct outage *o, int first_ms)
{
	bool began = !o->on;

	if (began)
		o->pause_ms = first_ms ? first_ms : PAUSE_FIRST_MS;
	else if (o->pause_ms < PAUSE_MAX_MS)
		o->pause_ms = o->pause_ms * 2 < PAUSE_MAX_MS ? o->pause_ms * 2 : PAUSE_MAX_MS;
	if (o->pause_ms < first_ms)
		o->pause_ms = first_ms;
	o->on = true;
	o->next_ms = clock_mono_ms() + o->pause_ms;
	return began;
}

bool outage_over(struct outage *o)
{
	bool was = o->on;

	memset(o, 0, sizeof(*o));
	return was;
}

bool outage_waits(const struct outage *o)
{
	return o->on && clock_mono_ms() < o->next_ms;
}

void engine_reader_config(const struct config *cfg, struct arena *a, struct reader_config *ret)
{
	const struct firm *firm = &cfg->firm;

	config_auth_take(cfg, a, ret);
	ret->currency = span_of(cfg->firm_keys.currency);
	*ARENA_PUSH(a, &ret->own) = firm->address;
	config_form_senders(cfg, a, &ret->form_senders);
	for (size_t i = 0; i < firm->staff.n; i++)
		*ARENA_PUSH(a, &ret->staff) = firm->staff.at[i].addr;
	for (size_t i = 0; i < firm->series.n; i++)
		*ARENA_PUSH(a, &ret->series) = firm->series.at[i].prefix;
}

/* Each word once. */
static void add_words(struct engine *e, struct spans *to, const struct spans *from)
{
	for (size_t i = 0; i < from->n; i++)
		if (!spans_has(to, from->at[i]))
			*ARENA_PUSH(e->perm, to) = from->at[i];
}

/* What decide must know of banks comes from the same files. */
static void complete_reader_config(struct engine *e)
{
	const struct reader_config *rc = e->reader_cfg;

	engine_reader_config(e->cfg, e->perm, e->reader_cfg);
	for (size_t i = 0; i < rc->banks.n; i++) {
		struct bank_source *b = ARENA_PUSH(e->perm, &e->firm.banks);

		b->name = rc->banks.at[i].name;
		b->title = rc->banks.at[i].title;
		b->auth_domain = rc->banks.at[i].auth_domain;
		add_words(e, &e->firm.payouts, &rc->banks.at[i].payouts);
		add_words(e, &e->firm.fees, &rc->banks.at[i].fees);
	}
}

enum rc engine_open(const struct config *cfg, struct db *db, struct engine *ret, struct why *reterr)
{
	struct engine *e = ret;
	struct net_account smtp = config_smtp_account(cfg);
	enum rc rc;

	memset(e, 0, sizeof(*e));
	e->cfg = cfg;
	e->db = db;
	e->wake_fd = e->signal_fd = -1;
	e->perm = arena_new(PERM_CAP);
	e->work = arena_new(WORK_CAP);
	e->group = arena_new(WORK_CAP);
	e->firm = cfg->firm;
	rc = login_open(cfg, &e->login, reterr);
	if (rc)
		return rc;
	rc = load_look_of(cfg, &e->look, reterr);
	if (rc)
		return rc;
	e->firm.template_set = look_hash(e->look);
	e->firm.langs = look_langs(e->look, e->perm);
	e->preflight = preflight_of(e->look, cfg->efactura.filing);
	e->firm.preflight = &e->preflight;
	rc = load_reader_config(cfg->paths.config_dir, e->perm, &e->reader_cfg, reterr);
	if (rc)
		return rc;
	complete_reader_config(e);
	if (e->reader_cfg->auth_mode == AUTH_BY_LOCAL)
		rc = dns_open(cfg->mail.resolver, &e->dns, reterr);
	if (!rc)
		rc = engine_keys(e, reterr);
	if (!rc)
		rc = reader_start(e->reader_cfg, &e->reader, reterr);
	if (!rc)
		rc = smtp_new(&smtp, cfg->mail.ehlo, &e->smtp, reterr);
	return rc;
}

enum rc engine_keys(struct engine *e, struct why *reterr)
{
	const char *path = arena_str(e->work, arena_fmt(e->work, "%s/reply.key",
							config_path(e->cfg, e->cfg->paths.dir)));
	struct stat st = { 0 };
	enum rc rc;

	if (e->reply_key.len && stat(path, &st) == 0 && st.st_mtim.tv_sec == e->key_made.tv_sec &&
	    st.st_mtim.tv_nsec == e->key_made.tv_nsec)
		return RC_OK;
	rc = key_load(e->cfg, true, e->perm, &e->reply_key, reterr);
	if (!rc && stat(path, &st) == 0)
		e->key_made = st.st_mtim;
	return rc;
}

void engine_close(struct engine *e)
{
	imap_close(e->imap);
	smtp_free(e->smtp);
	anaf_api_close(e->anaf);
	reader_stop(e->reader);
	dns_close(e->dns);
	look_free(e->look);
	login_close(&e->login);
	arena_free(e->work);
	arena_free(e->group);
	arena_free(e->perm);
	if (e->wake_fd >= 0)
		close(e->wake_fd);
	if (e->signal_fd >= 0)
		close(e->signal_fd);
}

void engine_tell(const char *news)
{
	if (sd_notify(0, news) < 0)
		errno = 0;
}
