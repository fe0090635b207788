/* Asking curs.bnr.ro (see rates.h). Its file is read here and not in the reader child: it comes over verified
 * TLS from the one address that the configuration names. */
#include "rates.h"

#include "bnr_rates.h"
#include "clock.h"
#include "http.h"
#include "log.h"
#include "row_rate.h"
#include "span.h"

enum {
	TEN_DAYS_REACH = 12, /* civil days that ten banking days surely cover */
	HISTORY_DAYS = 100,  /* how far back the first reading goes, for tax points in the past */
	TRIES = 3,
	TRY_PAUSE_MS = 500,
	RATES_CAP = 16 << 20
};

static enum rc newest(struct engine *e, struct day *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	return rc ? rc : row_rate_newest(&tx, ret, reterr);
}

static enum rc store(struct engine *e, const struct fx_rates *r, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin(e->db, &tx, reterr);

	for (size_t i = 0; !rc && i < r->n; i++)
		rc = row_rate_store(&tx, &r->at[i], S("bnr"), clock_now(), reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

/* One file of the feed. */
static enum rc fetch(struct engine *e, const char *file, int *ret_n, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(RATES_CAP);
	struct fx_rates rates = { 0 };
	const char *base = e->cfg->rates.url;
	struct http_question q = { .ca_file =
					   e->cfg->rates.ca_file[0] ? e->cfg->rates.ca_file : NULL,
				   .most_bytes = BNR_BYTES_MAX,
				   .timeout_s = (int)e->cfg->rates.timeout_s,
				   .stop_fd = e->signal_fd };
	struct http_answer got;
	enum rc rc;

	q.url = arena_str(
		a, arena_fmt(a, "%s%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/", file));
	rc = http_ask(NULL, &q, a, &got, reterr);
	if (!rc && got.status != 200)
		rc = why_fail(reterr, RC_RETRY, "the answer is %ld", got.status);
	if (!rc && bnr_rates_read(a, got.body, &rates, reterr))
		rc = RC_RETRY; /* it may be a page that stands there for an hour */
	if (!rc)
		rc = store(e, &rates, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%s", q.url);
	*ret_n += (int)rates.n;
	return RC_OK;
}

enum rc rates_refresh(struct engine *e, int *ret_n, struct why *reterr)
{
	struct day today = clock_today(), from = day_add(today, -HISTORY_DAYS), last;
	char file[60];
	enum rc rc;

	*ret_n = 0;
	if (!e->cfg->rates.url[0])
		return RC_OK;
	rc = newest(e, &last, reterr);
	if (rc || (day_is_set(last) && day_cmp(last, day_add_working(today, -1)) >= 0))
		return rc;
	if (day_is_set(last) && day_cmp(last, day_add(today, -TEN_DAYS_REACH)) >= 0)
		return fetch(e, "nbrfxrates10days.xml", ret_n, reterr);
	if (day_is_set(last) && day_cmp(last, from) > 0)
		from = last;
	for (int year = day_civil(from).year; !rc && year <= day_civil(today).year; year++) {
		(void)snprintf(file, sizeof(file), "files/xml/years/nbrfxrates%d.xml", year);
		rc = fetch(e, file, ret_n, reterr);
	}
	return rc;
}

void rates_for_the_day(struct engine *e)
{
	struct why why = { "" };
	int n = 0, tries = 0;
	enum rc rc = RC_RETRY;

	while (rc && tries < TRIES) {
		if (tries++ > 0)
			clock_wait_ms(TRY_PAUSE_MS);
		why.text[0] = '\0';
		rc = rates_refresh(e, &n, &why);
	}
	if (rc)
		log_say(LE_RATES_DOWN, "tries=%d why=%s", tries, log_quote_str(why.text));
	else if (n)
		log_say(LE_RATES, "n=%d", n);
}

void rates_keep(struct engine *e)
{
	struct day today = clock_today();
	struct why why = { "" };
	int n = 0;

	if (outage_waits(&e->rates_down) || day_eq(e->rates_day, today))
		return;
	if (rates_refresh(e, &n, &why)) {
		if (outage_hit(&e->rates_down, 0))
			log_say(LE_RATES_DOWN, "why=%s", log_quote_str(why.text));
		return;
	}
	(void)outage_over(&e->rates_down);
	e->rates_day = today;
	if (n)
		log_say(LE_RATES, "n=%d", n);
}
