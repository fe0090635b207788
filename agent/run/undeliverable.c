/* Mails that never leave (undeliverable.h). */
#include "undeliverable.h"

#include "clock.h"
#include "decide.h"
#include "log.h"
#include "row_client.h"
#include "span.h"
#include "spec_json.h"
#include "turn.h"

enum rc undeliverable_give_up(struct engine *e, const struct outbox_row *row, const char *reply,
			      struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	struct mail_spec spec = { 0 };
	struct value *body;
	enum rc rc = value_from_json(e->work, row->body, &body, reterr);

	if (!rc)
		rc = spec_from_value(e->work, body, &spec, reterr);
	if (!rc)
		rc = turn_begin(e, &t, reterr);
	if (!rc)
		rc = load_card(&t.l, spec.card, &t.s.card, reterr);
	if (!rc)
		rc = load_client(&t.l, spec.client, &(struct client *){ NULL }, reterr);
	if (!rc)
		rc = decide_undeliverable(&t.s, &spec, row->key, span_of(reply), &t.d, reterr);
	if (!rc)
		rc = row_outbox_failed(&t.tx, row->id, span_of(reply), clock_now(), reterr);
	if (!rc)
		rc = turn_end(&t, reterr);
	if (!rc)
		log_say(LE_MAIL_REFUSED, "id=%lld to=%s reply=%s", (long long)row->id,
			log_quote(row->to), log_quote_str(reply));
	return rc;
}

enum rc undeliverable_is_dead(struct engine *e, const struct outbox_row *row, bool *ret,
			      struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct client *c = NULL;
	enum rc rc = RC_OK;

	*ret = false;
	if (!row->client)
		return RC_OK;
	rc = tx_begin_read(e->db, &tx, reterr);
	if (!rc)
		rc = row_client_load(&tx, e->work, row->client, &c, reterr);
	*ret = !rc && c && c->address == ADDRESS_DEAD && span_ieq(c->party.email, row->to);
	return rc;
}
