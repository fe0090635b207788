/* One message alone: begin (counted, own transaction) -> reader child -> BEGIN IMMEDIATE; load; decide; store; journal;
 * COMMIT. A message whose third begun attempt ended the process or the child goes to Quarantine. */
#include "intake_in.h"
#include "intake_keys.h"

#include "clock.h"
#include "companies.h"
#include "decide.h"
#include "load_state.h"
#include "log.h"
#include "row_message.h"
#include "span.h"
#include "store_state.h"
#include "utf8.h"

enum { MAX_ATTEMPTS = 3 };

static const char *const unread_words[] = {
	[UNREAD_EMPTY] = "empty",
	[UNREAD_LARGE] = "over the size limit",
	[UNREAD_SERVER] = "the mail server cannot give it",
	[UNREAD_KILLS] = "the reader ended three times on it",
	[UNREAD_BROKEN] = "over the limits of a mail",
	[UNREAD_SUMS] = "could not be decided",
};
static const char *const folder_names[] = { "stay", "handled", "review", "quarantine", "noise" };

static enum rc begin(struct engine *e, struct message_row *row, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct message_row *known = NULL;
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = row_message_find(&tx, e->work, row->folder, row->uidvalidity, row->uid, &known,
				      reterr);
	if (rc)
		return rc;
	if (known) {
		row->id = known->id;
		row->state = known->state;
		row->attempts = known->attempts;
		if (known->state >= JOURNAL_DONE)
			return RC_OK;
		if (row->uid >= e->retry_uid && row->uid <= e->retry_last) {
			e->retry_uid =
				row->uid + 1; /* for one try: what then ends the reader counts */
			return RC_OK;
		}
		rc = row_message_begin(&tx, row->id, clock_now(), &row->attempts, reterr);
	} else {
		rc = row_message_insert_begun(&tx, row, clock_now(), reterr);
		row->attempts = 1;
	}
	return rc ? rc : tx_commit(&tx, reterr);
}

/* What the journal keeps of a decided message; raw bytes only of what plic took as its business. */
static enum rc journal_done(struct tx *tx, struct message_row *row, const struct mail_fact *f,
			    const struct decision *d, struct span raw, struct why *reterr)
{
	enum rc rc = RC_OK;

	row->outcome = d->outcome;
	row->target = d->folder;
	if (f) {
		row->content_key = f->content_key;
		row->has_key = true;
		row->message_id = f->message_id;
		if (d->folder != FOLDER_STAY) {
			row->from = f->from.addr;
			row->subject = utf8_cut(f->subject, 200);
		}
	}
	/* Of our own mails the outbox keeps the bytes. */
	if (d->folder != FOLDER_STAY && raw.len && !span_eq(d->outcome, S("own")))
		rc = raw_put(tx, &row->raw, raw, clock_now(), reterr);
	return rc ? rc : row_message_done(tx, row, clock_now(), reterr);
}

static int64_t card_of_decision(const struct state *s)
{
	if (s->card)
		return s->card->id;
	return s->events.n ? s->events.at[0]->card : 0;
}

/* The verdict as it was at arrival: keys rotate, and evidence must not change with them. */
static struct span proof_text(struct arena *a, const struct auth *au)
{
	static const char *const verdicts[] = { "none", "fail", "pass" };

	return arena_fmt(a, "%s%s%.*s %.*s", verdicts[au->verdict], au->by.len ? " " : "",
			 SPAN_ARG(au->by),
			 SPAN_ARG(au->verdict == AUTH_PASS ? au->domain : au->why));
}

enum rc intake_decide(struct tx *tx, struct engine *e, struct message_row *row,
		      const struct mail_fact *f, struct span raw, struct why *reterr)
{
	struct state s;
	struct decision d = { 0 };
	struct message m = { .id = row->id, .raw = row->raw };
	struct message_row *same = NULL;
	enum rc rc = row_message_by_content(tx, e->work, &f->content_key, row->id, &same, reterr);

	if (rc)
		return rc;
	m.received = row->received ? clock_of(row->received) : 0;
	/* What was left alone or not believed mutes no later copy that is proven. */
	m.duplicate = same && same->target != FOLDER_STAY && same->target != FOLDER_QUARANTINE;
	if (m.duplicate) {
		/* The same bytes with the same Received lines, in a mailbox that was not renumbered. */
		m.moved_back = row->has_raw &&
			       hash_eq(same->raw.b, row->raw.b, sizeof(row->raw.b)) &&
			       same->uidvalidity == row->uidvalidity &&
			       span_eq(same->folder, row->folder) && same->uid != row->uid;
		m.was_in = same->target;
		m.was_card = same->card;
	}
	rc = load_for_mail(tx, e->work, &e->firm, e->reply_key, f, clock_now(), &s, reterr);
	if (!rc)
		rc = decide_mail(&s, f, &m, &d, reterr);
	if (!rc)
		rc = companies_before_invoice(e, tx, &s, &d, reterr);
	if (!rc)
		rc = store_decision(tx, e->work, &s, &d, row->id, reterr);
	if (rc)
		return rc;
	row->card = card_of_decision(&s);
	row->proof = proof_text(e->work, &f->auth);
	return journal_done(tx, row, f, &d, raw, reterr);
}

void intake_say(const struct message_row *row)
{
	log_say(row->target == FOLDER_STAY ? LE_MAIL_LEFT : LE_MAIL_HANDLED,
		"uid=%u card=%lld outcome=%.*s folder=%s", row->uid, (long long)row->card,
		SPAN_ARG(row->outcome), folder_names[row->target]);
}

static enum rc decide_try(struct engine *e, struct message_row *row, const struct mail_fact *f,
			  struct span raw, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = intake_decide(&tx, e, row, f, raw, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc)
		intake_say(row);
	return rc;
}

static enum rc decide_and_store(struct engine *e, struct message_row *row,
				const struct mail_fact *f, struct span raw, struct why *reterr)
{
	enum rc rc;

	do
		rc = decide_try(e, row, f, raw, reterr);
	while (companies_ask_first(e, rc));
	return rc;
}

/* The first From and Subject lines of raw headers, as they are written. */
static struct span head_line(struct span head, struct span name)
{
	struct span line;

	while (span_next_line(&head, &line) && line.len)
		if (span_istarts(line, name))
			return utf8_cut(span_trim(span_from(line, name.len)), 150);
	return S("");
}

/* For the word to staff: who sent it and about what, read by the child from the header alone where
 * that is safe. */
static void read_head(struct engine *e, struct span head, bool safe, struct mail_fact *ret)
{
	struct span clean = utf8_clean(e->work, span_sub(head, 0, 65536));
	struct mail_fact fact;
	enum reader_end ended;
	struct why why;
	size_t end = span_find(head, S("\r\n\r\n"), 0);

	*ret = (struct mail_fact){ .subject = head_line(clean, S("Subject:")),
				   .from = { .addr = head_line(clean, S("From:")) } };
	end = end == SIZE_MAX ? head.len : end + 4;
	if (!safe || reader_ask(e->reader, e->work, span_sub(head, 0, end), &fact, &ended, &why))
		return;
	if (fact.subject.len)
		ret->subject = utf8_cut(fact.subject, 150);
	if (fact.from.addr.len)
		ret->from.addr = fact.from.addr;
}

static enum rc quarantine(struct engine *e, struct message_row *row, struct span raw,
			  struct span head, enum unread unread, const char *detail,
			  struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct message m = { .id = row->id, .raw = row->raw };
	struct mail_fact f;
	enum rc rc;

	read_head(e, head, unread == UNREAD_LARGE || unread == UNREAD_SUMS, &f);
	rc = tx_begin_soon(e->db, &tx, reterr);
	if (!rc)
		rc = load_base(&tx, e->work, &e->firm, clock_now(), &s, reterr);
	if (!rc)
		rc = decide_quarantine(&s, f.subject, f.from.addr, unread, span_of(detail), &m, &d,
				       reterr);
	if (!rc)
		rc = store_decision(&tx, e->work, &s, &d, row->id, reterr);
	if (!rc)
		rc = journal_done(&tx, row, NULL, &d, raw, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc)
		log_say(LE_MAIL_QUARANTINED, "uid=%u size=%lld why=%s", row->uid,
			(long long)row->size,
			log_quote_str(detail[0] ? detail : unread_words[unread]));
	return rc;
}

static enum rc read_and_decide(struct engine *e, struct message_row *row, struct span raw,
			       bool *again, struct why *reterr)
{
	struct mail_fact fact;
	enum reader_end ended = READER_OK;
	struct why why = { "" };
	bool wait = false;
	enum rc rc = reader_ask(e->reader, e->work, raw, &fact, &ended, &why);

	*again = false;
	if (!rc)
		rc = intake_ask_keys(e, raw, row, &fact, &wait, &ended, &why);
	if (!rc && wait)
		return intake_wait_keys(e, row, reterr);
	if (rc == RC_RETRY) {
		*reterr = why;
		return rc;
	}
	if (rc && ended != READER_OK) {
		log_say(LE_READER_DIED, "uid=%u attempt=%d why=%s", row->uid, row->attempts,
			log_quote_str(why.text));
		*again = true;
		return RC_OK;
	}
	if (rc)
		return quarantine(e, row, raw, raw, UNREAD_BROKEN, why.text, reterr);
	rc = decide_and_store(e, row, &fact, raw, reterr);
	if (rc == RC_BAD_INPUT || rc == RC_REFUSED) {
		/* Arithmetic that cannot be, or books that would not add up: nothing was stored. */
		log_say(LE_FAILED, "uid=%u why=%s", row->uid,
			log_quote_str(reterr ? reterr->text : ""));
		return quarantine(e, row, raw, raw, UNREAD_SUMS, reterr ? reterr->text : "",
				  reterr);
	}
	return rc;
}

void intake_row(const struct engine *e, const struct imap_mail *mail, struct span head,
		struct message_row *ret)
{
	*ret = (struct message_row){
		.folder = span_of(e->cfg->box.inbox),
		.uidvalidity = e->uidvalidity,
		.uid = mail->uid,
		.size = mail->size,
		.received = mail->internal_date,
		.has_raw = mail->raw.len > 0,
	};
	ret->raw = hash_sha256(mail->raw.len ? mail->raw : head);
}

enum rc intake_alone(struct engine *e, struct message_row *row, struct span raw, struct span head,
		     enum unread unread, struct why *reterr)
{
	bool again = true, begun = row->id > 0;
	enum rc rc = RC_OK;

	while (!rc && again) {
		if (!begun)
			rc = begin(e, row, reterr);
		begun = false;
		if (rc || row->state >= JOURNAL_DONE)
			break;
		if (!raw.len)
			rc = quarantine(e, row, head, head, unread, "", reterr), again = false;
		else if (row->attempts > MAX_ATTEMPTS)
			rc = quarantine(e, row, raw, raw, UNREAD_KILLS, "", reterr), again = false;
		else
			rc = read_and_decide(e, row, raw, &again, reterr);
	}
	if (rc) {
		e->retry_uid = row->uid;
		e->retry_last = e->retry_last > row->uid ? e->retry_last : row->uid;
	}
	return rc;
}

enum rc intake_message(struct engine *e, const struct imap_mail *mail, struct span head,
		       enum unread unread, struct why *reterr)
{
	struct message_row row;

	intake_row(e, mail, head, &row);
	return intake_alone(e, &row, mail->raw, head, unread, reterr);
}
