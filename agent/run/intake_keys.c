/* Keys are asked for outside of any transaction, all at once, within five seconds. Without an answer the
 * mail stays in the inbox and is looked at again after a minute, then ever more rarely, for three days;
 * other mails go on meanwhile. */
#include "intake_keys.h"

#include "clock.h"
#include "dns.h"
#include "log.h"

enum { DNS_MS = 5000, WAIT_FIRST_MS = 60000, WAIT_DAYS = 3, KEYS_MAX = 5 };

static void fetch(struct engine *e, struct dkim_keys *keys)
{
	static const enum dkim_key_state states[] = { [DNS_LATER] = DKIM_KEY_LATER,
						      [DNS_NONE] = DKIM_KEY_NONE,
						      [DNS_FOUND] = DKIM_KEY_FOUND };
	struct dns_txt q[KEYS_MAX] = { { 0 } };

	for (size_t i = 0; i < keys->n; i++)
		q[i].name = arena_str(e->work, arena_fmt(e->work, "%.*s._domainkey.%.*s",
							 SPAN_ARG(keys->at[i].selector),
							 SPAN_ARG(keys->at[i].domain)));
	dns_ask_txt(e->dns, e->work, q, keys->n, DNS_MS);
	for (size_t i = 0; i < keys->n; i++) {
		keys->at[i].state = states[q[i].state];
		keys->at[i].txt = q[i].txt;
	}
}

static bool is_young(const struct message_row *row)
{
	int64_t came = row->received ? clock_of(row->received) : 0;

	return came && clock_now() < came + WAIT_DAYS * INT64_C(86400);
}

enum rc intake_ask_keys(struct engine *e, struct span raw, const struct message_row *row,
			struct mail_fact *fact, bool *wait, enum reader_end *ended,
			struct why *reterr)
{
	struct dkim_keys keys = fact->auth.wanted;
	enum rc rc;

	*wait = false;
	*ended = READER_OK;
	if (!keys.n || keys.n > KEYS_MAX || !e->dns)
		return RC_OK;
	fetch(e, &keys);
	rc = reader_ask_keys(e->reader, e->work, raw, &keys, fact, ended, reterr);
	*wait = !rc && fact->auth.verdict != AUTH_PASS && fact->auth.code == AUTH_KEY_LATER &&
		is_young(row);
	return rc;
}

enum rc intake_wait_keys(struct engine *e, const struct message_row *row, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = row_message_wait(&tx, row->id, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && !e->keys_counted) {
		e->keys_counted = true;
		if (outage_hit(&e->keys_wait, WAIT_FIRST_MS))
			log_say(LE_DNS_WAIT, "uid=%u", row->uid);
	}
	return rc;
}
