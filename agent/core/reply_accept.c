/* "Accept": evidence, once, for exactly the document the token names. What does not prove enough is
 * asked back at the stored address, once; what comes too late is said kindly. */
#include <inttypes.h>

#include "decide_parts.h"
#include "doc_type.h"
#include "say.h"
#include "span.h"
#include "trust.h"

#define CONFIRM_DAYS 14

static struct question *confirm_of(const struct state *s, const struct document *doc)
{
	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->kind == Q_CONFIRM_ACCEPT && q->document == doc->id && q->state == Q_OPEN &&
		    q->expires > s->now)
			return q;
	}
	return NULL;
}

/* The reply answers our own "please confirm", which went to the stored address alone. */
static bool confirms(const struct reply *r)
{
	const struct state *s = r->fl->s;
	const struct question *q = state_question(s, s->sender.token_question);

	return r->token && q && q->kind == Q_CONFIRM_ACCEPT && q->document == r->doc->id &&
	       q->state == Q_OPEN && q->expires > s->now;
}

/* By the trust table: the token must be that of the mail which brought this very document. */
static bool is_believed(const struct reply *r)
{
	const struct sender *w = &r->fl->s->sender;
	bool token = r->token && w->token_document == r->doc->id;
	unsigned signs = signs_of(r->fl) & ~(unsigned)(SIGN_TOKEN | SIGN_BOUND | SIGN_CONFIRMED);

	signs |= r->from_stored ? SIGN_STORED : 0u;
	signs |= token ? SIGN_TOKEN | (w->token_bound ? SIGN_BOUND : 0u) : 0u;
	signs |= confirms(r) ? SIGN_CONFIRMED : 0u;
	return trust_find(TRUST_ACCEPT, signs)->act == TRUST_DO;
}

static void record(const struct reply *r, bool accepted)
{
	struct flow *fl = r->fl;
	struct acceptance *ac = ARENA_NEW(fl->s->a, struct acceptance);
	struct question *q = confirm_of(fl->s, r->doc);

	*ac = (struct acceptance){
		.document = r->doc->id,
		.card = r->card->id,
		.message = fl->m->id,
		.accepted = accepted,
		.by = fl->f->from.addr,
		.line = fl->f->answer.line,
		.auth_by = r->proven ? fl->f->auth.by : S("confirmation"),
		.auth_domain = r->proven ? fl->f->auth.domain : S(""),
		.at = fl->s->now,
		.raw = fl->m->raw,
	};
	*ARENA_PUSH(fl->s->a, &fl->s->acceptances) = ac;
	r->doc->state = accepted ? DOC_ACCEPTED : DOC_REFUSED;
	ROW_TOUCH(r->doc);
	state_event(fl->s, r->card->id, accepted ? "accepted" : "refused", r->doc->id, 0,
		    say_text(fl->s->a, NULL, "by", ac->by));
	if (q) {
		q->state = accepted ? Q_DONE : Q_DECLINED;
		q->answered_by = fl->f->from.addr;
		ROW_TOUCH(q);
	}
}

static struct span ack_key(const struct reply *r, const char *what)
{
	return arena_fmt(r->fl->s->a, "ack:%" PRId64 ":%s", r->doc->id, what);
}

/* The pipeline goes on; the client hears at least that the answer was noted. */
static enum rc move_card(const struct reply *r, enum event ev, const char *ack, struct why *reterr)
{
	struct flow *fl = r->fl;
	enum rc rc = card_run(fl, r->card, ev, NULL, reterr);

	if (rc == RC_REFUSED)
		rc = pass_to_staff(fl, r->card, r->doc->id, TX("flow.ask.not_moved"), NULL, reterr);
	if (rc)
		return rc;
	if (fl->n_issued == 0)
		reply_kindly(r, ack_key(r, "noted"), ack, NULL);
	return flow_mail_issued(fl, r->card, reterr);
}

static enum rc accept_now(const struct reply *r, struct why *reterr)
{
	enum event ev = r->doc->kind == DOC_PV ? EV_PV_SIGNED : EV_ACCEPTED;

	r->fl->d->folder = FOLDER_HANDLED;
	r->fl->d->outcome = S("accepted");
	record(r, true);
	return move_card(r, ev, TX("flow.ack.accepted"), reterr);
}

/* "Somebody accepted in your name: was it you?" One mail, to the stored address, under a token of its
 * own. */
static enum rc ask_confirm(const struct reply *r, struct why *reterr)
{
	struct state *s = r->fl->s;
	struct question *q;
	struct mail_spec *m;

	r->fl->d->folder = FOLDER_REVIEW;
	r->fl->d->outcome = S("confirm");
	if (confirm_of(s, r->doc))
		return RC_OK;
	if (!client_reachable(r->client))
		return pass_to_staff(r->fl, r->card, r->doc->id, TX("flow.ask.other_sender"), NULL,
				     reterr);
	q = state_new_question(s, Q_CONFIRM_ACCEPT);
	q->card = r->card->id;
	q->document = r->doc->id;
	q->asked = r->client->party.email;
	q->expires = s->now + CONFIRM_DAYS * INT64_C(86400);
	q->data = say_text(s->a, say_text(s->a, NULL, "from", r->fl->f->from.addr), "line",
			   r->fl->f->answer.line);
	state_event(s, r->card->id, "confirm", r->doc->id, 0, NULL);
	m = effect_mail_client(s, r->fl->d, "confirm_accept", SORT_NOTICE,
			       arena_fmt(s->a, "confirm:%" PRId64 ":%" PRId64, r->doc->id, q->id),
			       r->client);
	m->card = r->card->id;
	m->document[m->n_document++] = r->doc->id;
	m->token_document = r->doc->id;
	m->token_question = q->id;
	say_text(s->a, m->data, "quote", r->fl->f->answer.line);
	say_text(s->a, m->data, "asked_by", r->from_stored ? S("") : r->fl->f->from.addr);
	return RC_OK;
}

/* Too late, or settled otherwise: the client is told once, staff are told where they can help. */
static enum rc too_late(const struct reply *r, const char *what, const char *ack, bool to_staff,
			struct why *reterr)
{
	struct flow *fl = r->fl;

	fl->d->outcome = span_of(what);
	reply_noted(r, "accept");
	reply_kindly(r, ack_key(r, what), ack, say_day(fl->s->a, NULL, "day", r->doc->due));
	if (!to_staff)
		return RC_OK;
	return pass_to_staff(fl, r->card, r->doc->id, TX("flow.ask.late_accept"), NULL, reterr);
}

static bool is_past(const struct state *s, const struct document *d)
{
	return d->kind == DOC_OFFER && day_is_set(d->due) && day_cmp(d->due, s->today) < 0;
}

static enum rc accept_document(const struct reply *r, struct why *reterr)
{
	switch (r->doc->state) {
	case DOC_ACCEPTED:
		return too_late(r, "accepted-before", TX("flow.ack.accepted_before"), false,
				reterr);
	case DOC_EXPIRED:
		return too_late(r, "accept-expired", TX("flow.ack.expired"), true, reterr);
	case DOC_REFUSED:
	case DOC_CANCELLED:
	case DOC_REVERSED:
	case DOC_DRAFT:
		return too_late(r, "accept-closed", TX("flow.ack.closed"), true, reterr);
	case DOC_ISSUED:
		break;
	}
	if (is_past(r->fl->s, r->doc))
		return too_late(r, "accept-expired", TX("flow.ack.expired"), true, reterr);
	if (is_believed(r))
		return accept_now(r, reterr);
	return ask_confirm(r, reterr);
}

enum rc reply_accept(const struct reply *r, struct why *reterr)
{
	if (!r->doc) {
		r->fl->d->outcome = S("question");
		return pass_to_staff(r->fl, r->card, 0, TX("flow.ask.accept_what"), NULL, reterr);
	}
	switch (r->doc->kind) {
	case DOC_OFFER:
	case DOC_PV:
	case DOC_CONTRACT:
		return accept_document(r, reterr);
	case DOC_PROFORMA:
	case DOC_INVOICE:
	case DOC_STORNO:
	case DOC_RECEIPT:
	case DOC_STATEMENT:
	case DOC_REMINDER:
	case DOC_KINDS:
		break;
	}
	/* Yes to something that needs no yes: a kind word, kept in the story. */
	r->fl->d->outcome = S("noted");
	reply_noted(r, "accept");
	return RC_OK;
}

/* "It was not I who accepted": the offer still waits. */
static enum rc decline_confirm(const struct reply *r, struct question *q, struct why *reterr)
{
	q->state = Q_DECLINED;
	q->answered_by = r->fl->f->from.addr;
	ROW_TOUCH(q);
	reply_noted(r, "confirm-declined");
	return pass_to_staff(r->fl, r->card, q->document, TX("flow.ask.confirm_declined"), NULL,
			     reterr);
}

enum rc reply_refuse(const struct reply *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	struct question *q = state_question(fl->s, fl->s->sender.token_question);
	bool waits = r->doc && r->doc->kind == DOC_OFFER && r->doc->state == DOC_ISSUED;

	fl->d->outcome = S("refused");
	if (r->token && q && q->kind == Q_CONFIRM_ACCEPT && q->state == Q_OPEN)
		return decline_confirm(r, q, reterr);
	if (waits && is_believed(r)) {
		record(r, false);
		return move_card(r, EV_REFUSED, TX("flow.ack.refused"), reterr);
	}
	reply_noted(r, "refuse");
	return pass_to_staff(fl, r->card, r->doc ? r->doc->id : 0, TX("flow.ask.refused"),
			     options_for_offer(fl->s->a, r->doc), reterr);
}
