/* Mails whose answer was lost: looked for in the mailbox, and after ten minutes sent once more. */
#include "outbox.h"

#include "clock.h"
#include "log.h"
#include "row_outbox.h"
#include "span.h"

enum { UNKNOWN_GIVE_UP_S = 600, SETTLE_MAX = 20 };

/* In the Sent folder, and where copies come back to us in the inbox. */
static enum rc look_for(struct engine *e, const struct outbox_row *row, bool *found,
			enum net_fail *fail, struct why *reterr)
{
	const char *sent = imap_sent_folder(e->imap), *id = arena_str(e->work, row->message_id);
	const char *inbox = e->cfg->box.inbox;
	enum rc rc = RC_OK;

	*found = false;
	*fail = NET_OK;
	if (sent)
		rc = imap_has_message_id(e->imap, sent, id, inbox, found, fail, reterr);
	if (!rc && !*found && e->cfg->mail.bcc_self)
		rc = imap_has_message_id(e->imap, inbox, id, inbox, found, fail, reterr);
	if (!rc && !*found && e->cfg->mail.bcc_self)
		rc = imap_has_message_id(e->imap, e->cfg->box.noise, id, inbox, found, fail,
					 reterr);
	return rc == RC_REFUSED ? RC_OK : rc;
}

static enum rc settle_row(struct engine *e, const struct outbox_row *row, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t now = clock_now();
	enum net_fail fail;
	bool found, again;
	enum rc rc = look_for(e, row, &found, &fail, reterr);

	if (rc)
		return rc;
	rc = tx_begin(e->db, &tx, reterr);
	if (rc)
		return rc;
	again = !found && now - row->done_at >= UNKNOWN_GIVE_UP_S;
	if (found)
		rc = row_outbox_done(&tx, row->id, S("found in the mailbox"), now, reterr);
	else if (again)
		rc = row_outbox_retry(&tx, row->id, S("not found after an answer was lost"), now,
				      reterr);
	else
		rc = row_outbox_unknown(&tx, row->id, row->last_error, now + 60, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && found)
		log_say(LE_MAIL_FOUND, "id=%lld", (long long)row->id);
	else if (!rc && again)
		log_say(LE_POSSIBLE_DOUBLE, "id=%lld to=%s", (long long)row->id,
			log_quote(row->to));
	return rc;
}

static enum rc unknown_rows(struct engine *e, struct arena *list, struct outbox_rows *rows,
			    struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	return rc ? rc :
		    row_outbox_due(&tx, list, FX_SEND_MAIL, OUTBOX_UNKNOWN, clock_now(), SETTLE_MAX,
				   rows, reterr);
}

enum rc outbox_settle(struct engine *e, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(256 << 20);
	struct outbox_rows rows = { 0 };
	enum rc rc = unknown_rows(e, list, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		rc = settle_row(e, &rows.at[i], reterr);
		arena_clear(e->work);
	}
	return rc;
}
