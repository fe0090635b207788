/* Mails that a decision asks for: adding them under their keys, and the one mail that brings the
 * client all documents issued for a card. */
#include "doc_type.h"

#include <inttypes.h>

#include "say.h"
#include "span.h"

static bool key_known(const struct decision *d, struct span key)
{
	for (size_t i = 0; i < d->effects.n; i++)
		if (span_eq(d->effects.at[i].key, key))
			return true;
	return false;
}

struct mail_spec *effect_mail(struct state *s, struct decision *d, const char *template_,
			      enum mail_sort sort, struct span key)
{
	struct effect *e;

	/* The same key twice: what is filled in goes nowhere. */
	e = key_known(d, key) ? ARENA_NEW(s->a, struct effect) : ARENA_PUSH(s->a, &d->effects);
	e->kind = FX_SEND_MAIL;
	e->key = key;
	e->mail.sort = sort;
	e->mail.template_ = span_of(template_);
	e->mail.lang = s->firm->lang;
	e->mail.data = value_new_map(s->a);
	return &e->mail;
}

struct mail_spec *effect_mail_client(struct state *s, struct decision *d, const char *template_,
				     enum mail_sort sort, struct span key, const struct client *c)
{
	struct mail_spec *m = effect_mail(s, d, template_, sort, key);

	if (c->lang.len)
		m->lang = c->lang;
	m->to = c->party.email;
	m->to_name = c->party.contact.len ? c->party.contact : c->party.name;
	m->client = c->id;
	m->token_purpose = S("reply");
	return m;
}

struct mail_spec *effect_mail_staff(struct state *s, struct decision *d, const char *template_,
				    enum mail_sort sort, struct span key, const struct staff *who)
{
	struct mail_spec *m = effect_mail(s, d, template_, sort, key);

	if (who->lang.len)
		m->lang = who->lang;
	m->to = who->addr;
	m->to_name = who->name;
	return m;
}

bool flow_may_answer(const struct state *s)
{
	const struct sender *w = &s->sender;
	const struct firm *f = s->firm;

	if (w->staff && w->authenticated)
		return true;
	if (f->cap_answers_per_hour > 0 && w->answers_last_hour >= f->cap_answers_per_hour)
		return false;
	if (f->cap_answers_per_thread > 0 && w->answers_in_thread >= f->cap_answers_per_thread)
		return false;
	return f->cap_mails_per_day <= 0 || w->mails_today < f->cap_mails_per_day;
}

/* Take this card's documents out of those that wait to be mailed. */
static unsigned take_issued(struct flow *fl, const struct card *card, struct document *ret[12])
{
	unsigned n = 0, kept = 0;

	for (unsigned i = 0; i < fl->n_issued; i++) {
		struct document *d = state_document(fl->s, fl->issued[i]);

		if (d && d->card == card->id)
			ret[n++] = d;
		else
			fl->issued[kept++] = fl->issued[i];
	}
	fl->n_issued = kept;
	return n;
}

/* The document that the mail is about. */
static struct document *leading(struct document *const *docs, unsigned n)
{
	struct document *best = NULL;

	for (unsigned i = 0; i < n; i++) {
		const struct doc_type *t = doc_type(docs[i]->kind);

		if (t->mail && (!best || t->mail_rank > doc_type(best->kind)->mail_rank))
			best = docs[i];
	}
	return best;
}

/* Issued, but nobody can be written to: staff must know, or the client never hears of it. */
static enum rc tell_unsent(struct flow *fl, const struct card *card, const struct client *c,
			   const struct document *doc, struct why *reterr)
{
	struct arena *a = fl->s->a;
	bool dead = c->party.email.len != 0;
	struct value *args = say_text(a, NULL, "client", c->party.name), *say, *next;

	say_text(a, args, "address", c->party.email);
	say_value(a, args, "document", doc_say(a, doc));
	say = value_new_list(a);
	value_push(a, say,
		   value_tx(a, dead ? TX("flow.unsent.dead") : TX("flow.unsent.no_address"), args));
	next = value_new_list(a);
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, card->id));
	state_event(fl->s, card->id, "unsent", doc->id, 0,
		    value_set(a, value_new_map(a), "reason", value_str(a, dead ? "dead" : "none")));
	return tell_staff_on(fl, card->id, arena_fmt(a, "unsent:%" PRId64, doc->id),
			     value_tx(a, TX("flow.unsent.headline"), args), say, value_new_list(a),
			     next, ROLE_OWNER | ROLE_SALES, reterr);
}

enum rc flow_mail_issued(struct flow *fl, struct card *card, struct why *reterr)
{
	struct state *s = fl->s;
	struct client *c = state_client(s, card->client);
	struct document *docs[ARRAY_LEN(fl->issued)], *lead;
	unsigned n = take_issued(fl, card, docs);
	struct mail_spec *m;

	lead = leading(docs, n);
	if (!lead || !c)
		return RC_OK;
	if (!client_reachable(c))
		return tell_unsent(fl, card, c, lead, reterr);
	m = effect_mail_client(s, fl->d, doc_type(lead->kind)->mail, SORT_DOCUMENT,
			       arena_fmt(s->a, "document:%" PRId64, lead->id), c);
	m->lang = lead->snap->lang;
	m->card = card->id;
	m->document[m->n_document++] = lead->id;
	for (unsigned i = 0; i < n; i++)
		if (docs[i] != lead && m->n_document < ARRAY_LEN(m->document))
			m->document[m->n_document++] = docs[i]->id;
	m->in_reply_to = card->thread_id;
	m->token_document = lead->id;
	if (fl->paid_by && (lead->kind == DOC_INVOICE || lead->kind == DOC_RECEIPT)) {
		say_money(s->a, m->data, "payment", fl->paid_by->amount);
		say_day(s->a, m->data, "payment_day", fl->paid_by->day);
	}
	return RC_OK;
}
