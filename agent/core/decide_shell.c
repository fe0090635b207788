/* What the shell tells: the day's figures, a mail that cannot be delivered, a message that cannot be
 * read. */
#include <inttypes.h>

#include "decide_parts.h"
#include "doc_type.h"
#include "reason.h"
#include "say.h"
#include "span.h"

/* What became of each mail that has not left, in words. */
static void say_fates(struct arena *a, const struct value *unsent)
{
	for (size_t i = 0; unsent && i < unsent->u.list.n; i++) {
		struct value *row = unsent->u.list.at[i];
		struct span state = value_get_text(row, "state");
		struct span error = value_get_text(row, "error");
		const char *key = TX("flow.fate.waits");

		if (span_eq_str(state, "unknown"))
			key = TX("flow.fate.unknown");
		else if (span_eq_str(state, "failed"))
			key = reason_of_reply(error);
		else if (value_get_int(row, "tries", 0) > 0)
			key = TX("flow.fate.retried");
		value_set(a, row, "fate", value_tx(a, key, NULL));
	}
}

enum rc decide_digest(struct state *s, const struct value *figures, struct decision *d,
		      struct why *reterr)
{
	d->folder = FOLDER_STAY;
	d->outcome = S("digest");
	if (!figures || figures->kind != VALUE_MAP)
		return why_fail(reterr, RC_BAD_INPUT, "the digest has no figures");
	say_fates(s->a, value_get(figures, "unsent"));
	for (size_t i = 0; i < s->firm->staff.n; i++) {
		const struct staff *who = &s->firm->staff.at[i];
		struct mail_spec *m;

		if (!(who->roles & ROLE_OWNER))
			continue;
		m = effect_mail_staff(s, d, "digest", SORT_NOTICE,
				      arena_fmt(s->a, "digest:%.*s:%.*s",
						SPAN_ARG(day_iso(s->a, s->today)),
						SPAN_ARG(who->addr)),
				      who);
		m->token_purpose = S("staff");
		for (size_t k = 0; k < figures->u.map.n; k++) {
			const struct value_member *f = &figures->u.map.at[k];

			value_set(s->a, m->data, arena_str(s->a, f->key), f->val);
		}
	}
	return RC_OK;
}

static bool to_staff(const struct firm *f, struct span addr)
{
	for (size_t i = 0; i < f->staff.n; i++)
		if (span_ieq(f->staff.at[i].addr, addr))
			return true;
	return false;
}

/* "550 5.1.1 ..." and its kin: the mailbox is not there (mail.md 3). */
static bool says_no_mailbox(struct span reply)
{
	static const char *const codes[] = {
		"5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1", "5.4.4"
	};

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (span_has(reply, span_of(codes[i])))
			return true;
	return false;
}

static void mark_refused(struct state *s, const struct mail_spec *m, struct span reply)
{
	struct client *c = state_client(s, m->client);

	if (!c || !says_no_mailbox(reply) || !span_ieq(c->party.email, m->to))
		return;
	c->address = span_has(reply, S("5.1.1")) || c->address == ADDRESS_SUSPECT ? ADDRESS_DEAD :
										    ADDRESS_SUSPECT;
	ROW_TOUCH(c);
}

enum rc decide_undeliverable(struct state *s, const struct mail_spec *m, struct span key,
			     struct span reply, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	struct value *args = say_text(a, NULL, "address", m->to);
	struct value *facts = value_new_list(a), *next = value_new_list(a), *say = NULL;
	const struct document *doc = state_document(s, m->n_document ? m->document[0] : 0);

	d->folder = FOLDER_STAY;
	d->outcome = S("undeliverable");
	mark_refused(s, m, reply);
	if (m->card)
		state_event(s, m->card, "bounce", doc ? doc->id : 0, 0,
			    say_text(a, say_text(a, NULL, "address", m->to), "reason", reply));
	/* A word to staff that cannot be delivered is not answered by another such word. */
	if (to_staff(s->firm, m->to))
		return RC_OK;
	s->card = state_card(s, m->card);
	say_fact_text(a, facts, TX("flow.fact.email"), m->to);
	if (doc)
		say_fact(a, facts, TX("flow.fact.document"), doc_say(a, doc));
	if (reply.len) {
		say_why(a, facts, reason_of_reply(reply), reply);
	} else { /* not even tried: the address died while the mail waited */
		say = value_new_list(a);
		value_push(a, say, value_tx(a, TX("flow.unsent.dead"), args));
	}
	if (m->card)
		say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
			   arena_fmt(a, "CARD %" PRId64, m->card));
	return tell_staff(&fl, arena_fmt(a, "undeliverable:%.*s", SPAN_ARG(key)),
			  value_tx(a, TX("flow.undeliverable"), args), say, facts, next,
			  ROLE_OWNER | ROLE_SALES, reterr);
}

enum rc decide_mails_cap(struct state *s, int64_t cap, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct value *args = say_int(s->a, NULL, "count", cap), *say = value_new_list(s->a);

	d->folder = FOLDER_STAY;
	d->outcome = S("mails-cap");
	value_push(s->a, say, value_tx(s->a, TX("flow.mails_cap.why"), args));
	/* The key lets the outbox pass it over the cap. */
	return tell_staff(&fl, arena_fmt(s->a, "mails-cap:%.*s", SPAN_ARG(day_iso(s->a, s->today))),
			  value_tx(s->a, TX("flow.mails_cap"), args), say, NULL, NULL, ROLE_OWNER,
			  reterr);
}

enum rc decide_quarantine(struct state *s, struct span subject, struct span from,
			  enum unread unread, struct span detail, const struct message *m,
			  struct decision *d, struct why *reterr)
{
	static const char *const keys[] = {
		[UNREAD_EMPTY] = TX("flow.why.empty"),    [UNREAD_LARGE] = TX("flow.why.oversize"),
		[UNREAD_SERVER] = TX("flow.why.ungiven"), [UNREAD_KILLS] = TX("flow.why.kills"),
		[UNREAD_BROKEN] = TX("flow.why.broken"),  [UNREAD_SUMS] = TX("flow.why.undecided"),
	};
	struct mail_fact f = { .subject = subject, .from = { .addr = from } };
	struct flow fl = { .s = s, .d = d, .m = m, .f = &f };

	d->outcome = S("quarantine");
	return set_aside(&fl, FOLDER_QUARANTINE, arena_fmt(s->a, "quarantine:%" PRId64, m->id),
			 TX("flow.aside.unreadable"), keys[unread], detail, reterr);
}
