/* Many messages in a row: the same steps as for one alone, with one commit for many, and the child reading
 * the next message while this one is decided. Only messages never begun before come here. Whatever does not
 * go smoothly (a reader that dies, books that do not add up) undoes the transaction, and each of the messages
 * is taken alone, where blame can be laid; so does a process that died among them. */
#include "intake_in.h"
#include "load_bank_forms.h"

#include "clock.h"
#include "log.h"
#include "span.h"

enum {
	GROUP_MAX = 200,
	LOCK_MS = 100 /* other writers (daily, import) wait no longer than this */
};

struct group {
	const struct imap_mail *mail;
	struct message_row row[GROUP_MAX];
	char outcome[GROUP_MAX][40]; /* the row's words live no longer than its message's memory */
	size_t n;
};

/* The fresh messages at the front; ends at one that the journal knows. */
static enum rc begin_all(struct engine *e, struct group *g, size_t n, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	while (!rc && g->n < n && g->n < GROUP_MAX && g->mail[g->n].raw.len) {
		struct message_row *row = &g->row[g->n], *known = NULL;

		intake_row(e, &g->mail[g->n], S(""), row);
		rc = row_message_find(&tx, e->work, row->folder, row->uidvalidity, row->uid, &known,
				      reterr);
		if (rc || known)
			break;
		rc = row_message_insert_begun(&tx, row, clock_now(), reterr);
		g->n++;
	}
	arena_clear(e->work);
	return rc || !g->n ? rc : tx_commit(&tx, reterr);
}

/* What stays true of a row when its message's memory is gone. */
static void keep_row(struct group *g, size_t i)
{
	struct message_row *row = &g->row[i];

	(void)snprintf(g->outcome[i], sizeof(g->outcome[i]), "%.*s", SPAN_ARG(row->outcome));
	row->outcome = span_of(g->outcome[i]);
	row->from = row->subject = row->message_id = row->proof = S("");
}

/* One transaction: as many as fit into LOCK_MS. The message at *at is with the reader already. */
static enum rc decide_some(struct engine *e, struct group *g, size_t *at, bool *sent,
			   struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t until = clock_mono_ms() + LOCK_MS;
	size_t first = *at, i = first;
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	while (!rc && i < g->n && (i == first || clock_mono_ms() < until)) {
		struct mail_fact fact;
		enum reader_end ended;

		*sent = false;
		rc = reader_take(e->reader, e->work, &fact, &ended, reterr);
		if (!rc && i + 1 < g->n) {
			rc = reader_send(e->reader, g->mail[i + 1].raw, &ended, reterr);
			*sent = rc == RC_OK;
		}
		if (!rc)
			rc = intake_decide(&tx, e, &g->row[i], &fact, g->mail[i].raw, reterr);
		if (!rc)
			keep_row(g, i++);
		arena_clear(e->work);
	}
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (rc)
		return rc;
	for (size_t k = first; k < i; k++)
		intake_say(&g->row[k]);
	*at = i;
	return RC_OK;
}

/* The answer nobody will use. */
static void drain(struct engine *e, bool sent)
{
	struct mail_fact fact;
	enum reader_end ended;
	struct why why;

	if (sent && reader_take(e->reader, e->work, &fact, &ended, &why))
		why_set(&why, "unread");
	arena_clear(e->work);
}

/* Begun already, so not counted again. */
static enum rc one_by_one(struct engine *e, struct group *g, size_t *at, struct why *reterr)
{
	enum rc rc = RC_OK;

	while (*at < g->n) {
		struct message_row row;
		int64_t id = g->row[*at].id;

		intake_row(e, &g->mail[*at], S(""), &row);
		row.id = id;
		row.state = JOURNAL_BEGUN;
		row.attempts = 1;
		rc = intake_alone(e, &row, g->mail[*at].raw, S(""), UNREAD_EMPTY, reterr);
		arena_clear(e->work);
		if (rc)
			break;
		++*at;
	}
	return rc;
}

enum rc intake_group(struct engine *e, const struct imap_mail *mail, size_t n, size_t *ret_done,
		     struct why *reterr)
{
	struct group *g = ARENA_NEW(e->group, struct group);
	enum reader_end ended;
	bool sent = false;
	size_t at = 0;
	enum rc rc;

	*ret_done = 0;
	g->mail = mail;
	rc = load_bank_forms(e, reterr);
	if (rc)
		return rc;
	/* Where DKIM is checked here DNS may be asked, which no transaction waits for. */
	rc = e->dns ? RC_OK : begin_all(e, g, n, reterr);
	if (!rc && !g->n) {
		rc = intake_message(e, mail, S(""), UNREAD_EMPTY, reterr);
		*ret_done = rc ? 0 : 1;
		g->n = 0;
	} else if (!rc) {
		rc = reader_send(e->reader, mail[0].raw, &ended, reterr);
		sent = rc == RC_OK;
		while (!rc && at < g->n)
			rc = decide_some(e, g, &at, &sent, reterr);
		drain(e, rc && sent);
		/* No group waits for the register of taxpayers: the one mail that wants it is taken alone. */
		if (rc && (rc != RC_RETRY || e->companies_first.n))
			rc = one_by_one(e, g, &at, reterr);
		*ret_done = at;
		if (rc) {
			e->retry_uid = mail[at].uid;
			e->retry_last = mail[g->n - 1].uid;
		}
	}
	arena_clear(e->group);
	return rc;
}
