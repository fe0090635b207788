/* Fetching in ranges capped by bytes, one message after the other in UID order; moving in batches. */
#include "inbox.h"

#include "clock.h"
#include "intake.h"
#include "log.h"
#include "row_message.h"
#include "span.h"

enum {
	LIST_MAX = 500,
	MOVE_MAX = 500,
	HEAD_BYTES = 65536,
	STUCK_TRIES = 3,
	UID_WINDOW = 4000 /* UIDs looked at in one SEARCH of a box that was full before we came */
};

static void fetch_worked(struct engine *e)
{
	if (e->fetch_broke)
		inbox_say_up(e);
	e->fetch_broke = false;
	e->stuck_uid = 0;
	e->stuck_tries = 0;
}

/* The server gave not what it had listed. Where it was asked for several they are asked for one by one; one
 * alone that is listed again and not given is counted. What is listed no more was taken away by somebody. */
static void fetch_left_out(struct engine *e, const struct imap_head *h, size_t n)
{
	e->alone_until = h[n - 1].uid;
	if (n > 1)
		return;
	e->stuck_tries = e->stuck_uid == h->uid ? e->stuck_tries + 1 : 1;
	e->stuck_uid = h->uid;
}

/* The connection is given up even when the server only said NO: its pauses grow, so that a server in
 * trouble is not taken for many broken mails. */
static enum rc fetch_failed(struct engine *e, const struct imap_head *h, size_t n,
			    enum net_fail fail, const struct why *why)
{
	e->fetch_broke = true;
	if (n > 1) {
		e->alone_until = h[n - 1].uid;
	} else {
		e->stuck_tries = e->stuck_uid == h->uid ? e->stuck_tries + 1 : 1;
		e->stuck_uid = h->uid;
	}
	inbox_lost(e, fail, why);
	return RC_RETRY;
}

/* Set aside without having been read; a person can still look at it there. */
static enum rc take_stuck(struct engine *e, struct why *reterr)
{
	struct imap_mail mail = { .uid = e->stuck_uid, .internal_date = clock_now() };
	enum rc rc = intake_message(e, &mail, S(""), UNREAD_SERVER, reterr);

	if (!rc) {
		e->mark = e->stuck_uid;
		e->stuck_uid = 0;
		e->stuck_tries = 0;
	}
	return rc;
}

/* One message over the limit: only its head is looked at. */
static enum rc take_oversize(struct engine *e, const struct imap_head *h, struct why *reterr)
{
	struct imap_mail mail = { .uid = h->uid,
				  .size = h->size,
				  .internal_date = h->internal_date };
	struct span head;
	enum net_fail fail;
	enum rc rc = imap_fetch_head(e->imap, e->work, h->uid, HEAD_BYTES, &head, &fail, reterr);

	if (rc)
		return fetch_failed(e, h, 1, fail, reterr);
	fetch_worked(e);
	return intake_message(e, &mail, head, UNREAD_LARGE, reterr);
}

static int by_uid(const void *a, const void *b)
{
	const struct imap_mail *x = a, *y = b;

	return x->uid < y->uid ? -1 : x->uid > y->uid;
}

/* The server may answer in any order, and with more; the journal's mark needs our order without a gap. Gives
 * how many mails stand at the front of `mail` now: the first *ret_whole of those asked for. */
static size_t asked_for(struct imap_mail *mail, size_t got, const struct imap_head *h, size_t n,
			size_t *ret_whole)
{
	size_t w = 0;

	if (got)
		qsort(mail, got, sizeof(*mail), by_uid);
	for (size_t i = 0; i < got && w < n; i++)
		if (mail[i].uid == h[w].uid)
			mail[w++] = mail[i];
	*ret_whole = w;
	return w;
}

/* A range that fits batch_bytes, or one message alone. */
static enum rc take_range(struct engine *e, const struct imap_head *h, size_t n, struct why *reterr)
{
	SCOPED_ARENA bytes = arena_new((size_t)e->cfg->box.max_bytes + ((size_t)32 << 20));
	uint32_t uid[LIST_MAX];
	struct imap_mail *mail = NULL;
	size_t got = 0, whole = 0, done = 0;
	enum net_fail fail;
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		uid[i] = h[i].uid;
	rc = imap_fetch(e->imap, bytes, uid, n, &mail, &got, &fail, reterr);
	if (rc)
		return fetch_failed(e, h, n, fail, reterr);
	got = asked_for(mail, got, h, n, &whole);
	if (whole == n)
		fetch_worked(e);
	else
		fetch_left_out(e, h, n);
	for (size_t i = 0; !rc && i < got; i += done) {
		rc = intake_group(e, mail + i, got - i, &done, reterr);
		arena_clear(e->work);
		if (done)
			e->mark = mail[i + done - 1].uid;
		engine_tell("WATCHDOG=1");
	}
	return rc;
}

/* What lies above the mark. A box that was full before we came is looked through in windows of UIDs: a SEARCH
 * over all of it for each batch would cost the square of its size. */
static enum rc list_new(struct engine *e, struct arena *a, struct imap_head **h, size_t *n,
			struct why *reterr)
{
	uint32_t window = UID_WINDOW;
	enum net_fail fail;
	enum rc rc;

	do {
		uint32_t first = e->mark + 1, last = 0;

		if (first < e->uidnext)
			last = e->uidnext - first > window ? first + window - 1 : e->uidnext - 1;
		rc = imap_list(e->imap, a, first, last, e->alone_until > e->mark ? 1 : LIST_MAX, h,
			       n, &fail, reterr);
		if (rc && *n)
			return fetch_failed(e, *h, *n, fail, reterr);
		if (rc) {
			inbox_lost(e, fail, reterr);
			return RC_RETRY;
		}
		if (*n || !last)
			break;
		e->mark = last;
		window = window < UINT32_MAX / 4 ? window * 4 : window;
	} while (true);
	return RC_OK;
}

/* Mails that wait for their DKIM keys lie below the mark: go back to the first, when it is time. */
static enum rc look_again(struct engine *e, struct why *reterr)
{
	uint32_t mark = e->mark;
	enum rc rc;

	if (!e->keys_wait.on || outage_waits(&e->keys_wait))
		return RC_OK;
	if (e->keys_counted) {
		e->keys_counted = false;
		rc = inbox_rewind(e, reterr);
		if (rc || e->mark < mark)
			return rc;
	}
	if (outage_over(&e->keys_wait))
		log_say(LE_DNS_UP, "-");
	return RC_OK;
}

enum rc inbox_batch(struct engine *e, size_t *ret_n, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(64 << 20);
	struct imap_head *h = NULL;
	size_t n = 0, end = 0;
	uint64_t bytes = 0;
	enum rc rc;

	*ret_n = 1;
	rc = look_again(e, reterr);
	if (rc)
		return rc;
	if (e->stuck_tries >= STUCK_TRIES && e->stuck_uid > e->mark)
		return take_stuck(e, reterr);
	rc = list_new(e, list, &h, &n, reterr);
	*ret_n = n;
	if (!rc && !n)
		fetch_worked(e);
	if (rc || !n)
		return rc;
	if (h[0].size > e->cfg->box.max_bytes) {
		rc = take_oversize(e, &h[0], reterr);
		if (!rc)
			e->mark = h[0].uid;
		arena_clear(e->work);
		return rc;
	}
	/* One range; answers leave between ranges. */
	do
		bytes += h[end++].size;
	while (end < n && h[end].size <= e->cfg->box.max_bytes &&
	       bytes + h[end].size <= (uint64_t)e->cfg->box.batch_bytes);
	return take_range(e, h, end, reterr);
}

static const char *target_folder(const struct engine *e, enum folder f)
{
	switch (f) {
	case FOLDER_HANDLED:
		return e->cfg->box.handled;
	case FOLDER_REVIEW:
		return e->cfg->box.review;
	case FOLDER_QUARANTINE:
		return e->cfg->box.quarantine;
	case FOLDER_NOISE:
		return e->cfg->box.noise;
	case FOLDER_STAY:
		break;
	}
	return NULL;
}

static enum rc mark_moved(struct engine *e, const struct message_row *row, size_t n,
			  struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	for (size_t i = 0; !rc && i < n; i++)
		rc = row_message_moved(&tx, row[i].id, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

enum rc inbox_moves(struct engine *e, struct why *reterr)
{
	struct message_rows rows = { 0 };
	uint32_t uid[MOVE_MAX];
	enum net_fail fail = NET_OK;
	enum rc rc;

	if (outage_waits(&e->move_down))
		return RC_OK;
	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_message_to_move(&tx, e->work, span_of(e->cfg->box.inbox),
						 e->uidvalidity, MOVE_MAX, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < rows.n;) {
		size_t n = 0;
		const char *folder = target_folder(e, rows.at[i].target);

		while (i + n < rows.n && rows.at[i + n].target == rows.at[i].target) {
			uid[n] = rows.at[i + n].uid;
			n++;
		}
		/* A mail leaves the inbox only when what it brought cannot be lost any more. */
		rc = db_sync(e->db, reterr);
		if (rc)
			break;
		rc = folder ? imap_move(e->imap, uid, n, folder, &fail, reterr) : RC_OK;
		if (rc && fail == NET_REFUSED) {
			if (outage_hit(&e->move_down, 60000))
				log_say(LE_IMAP_REFUSED, "folder=%s why=%s", folder,
					log_quote_str(reterr->text));
			rc = RC_OK;
			break;
		}
		if (rc) {
			inbox_lost(e, fail, reterr);
			rc = RC_RETRY;
			break;
		}
		if (outage_over(&e->move_down))
			log_say(LE_IMAP_UP, "folder=%s moves again", folder ? folder : "");
		rc = mark_moved(e, rows.at + i, n, reterr);
		log_say(LE_MAIL_MOVED, "n=%zu folder=%s", n, folder ? folder : "");
		i += n;
	}
	arena_clear(e->work);
	return rc;
}
