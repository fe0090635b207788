/* Replies of clients. A token opens the card; what may follow depends on what the sender proves:
 * token + stored address + authenticated From is evidence, anything less is noted or asked back at the
 * stored address (product.md 5). Words that are no plain answer go to staff. */
#include <inttypes.h>

#include "decide_parts.h"
#include "doc_type.h"
#include "own_words.h"
#include "reason.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

bool reply_credible(const struct reply *r)
{
	return r->from_stored && (r->token || r->fl->s->sender.authenticated);
}

void reply_noted(const struct reply *r, const char *kind)
{
	struct arena *a = r->fl->s->a;
	struct value *data = say_text(a, NULL, "kind", span_of(kind));

	say_text(a, data, "from", r->fl->f->from.addr);
	say_text(a, data, "line", utf8_cut(r->fl->f->answer.line, 300));
	state_event(r->fl->s, r->card->id, "said", r->doc ? r->doc->id : 0, 0, data);
}

struct mail_spec *reply_mail(const struct reply *r, const char *template_, struct span key)
{
	struct mail_spec *m =
		effect_mail_client(r->fl->s, r->fl->d, template_, SORT_ANSWER, key, r->client);

	m->card = r->card->id;
	m->in_reply_to = r->fl->f->message_id;
	m->subject_of = r->fl->f->subject;
	return m;
}

void reply_kindly(const struct reply *r, struct span key, const char *text_key, struct value *args)
{
	struct state *s = r->fl->s;
	struct mail_spec *m;

	/* A From that nothing proves could be anybody's: we would write to him on a stranger's word. */
	if (!flow_may_answer(s) || !reply_credible(r) || !client_reachable(r->client))
		return;
	args = args ? args : value_new_map(s->a);
	if (r->doc)
		say_value(s->a, args, "document", doc_say(s->a, r->doc));
	m = reply_mail(r, "acknowledge", key);
	m->token_document = r->doc ? r->doc->id : 0;
	value_set(s->a, m->data, "answer_text", value_tx(s->a, text_key, args));
	say_text(s->a, m->data, "quote", utf8_cut(r->fl->f->answer.line, 300));
}

enum rc pass_to_staff(struct flow *fl, struct card *card, int64_t document, const char *text_key,
		      struct value *options, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, card->client);
	const struct document *doc = state_document(fl->s, document);
	struct question *q = state_new_question(fl->s, Q_CLIENT_QUESTION);
	struct value *say = value_new_list(a), *facts = value_new_list(a);
	struct value *args = say_int(a, NULL, "card", card->id);

	q->card = card->id;
	q->document = document;
	say_text(a, args, "client", c && c->party.name.len ? c->party.name : fl->f->from.addr);
	say_text(a, args, "from", fl->f->from.addr);
	say_value(a, args, "title", card_sold(fl->s, card));
	value_push(a, say, value_tx(a, text_key, args));
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	if (doc)
		say_fact(a, facts, TX("flow.fact.document"), doc_say(a, doc));
	if (fl->f->encrypted)
		say_why(a, facts, TX("flow.why.encrypted"), S(""));
	q->data = say_text(a, NULL, "quote", utf8_cut(fl->f->text, 3000));
	for (size_t i = 0; i < fl->f->attachments.n && i < 8; i++)
		say_fact_text(a, facts, TX("flow.fact.attachment"), fl->f->attachments.at[i].name);
	options = options ? options : value_new_list(a);
	say_option(a, options, value_tx(a, TX("flow.option.reply"), NULL), S("MESAJ"));
	say_option(a, options, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, card->id));
	fl->s->card = card;
	return ask_staff(fl, q, say, facts, options, ROLE_OWNER | ROLE_SALES, reterr);
}

struct value *options_for_offer(struct arena *a, const struct document *offer)
{
	struct value *options = value_new_list(a);

	if (!offer || offer->kind != DOC_OFFER || offer->state != DOC_ISSUED)
		return NULL;
	say_option(a, options, value_tx(a, TX("flow.option.accepted"), NULL),
		   arena_fmt(a, "ACCEPTAT %.*s %" PRId64, SPAN_ARG(offer->series), offer->number));
	say_option(a, options, value_tx(a, TX("flow.option.refused"), NULL),
		   arena_fmt(a, "REFUZAT %.*s %" PRId64, SPAN_ARG(offer->series), offer->number));
	return options;
}

/* The document a reply speaks of: the token's, else the only offer that waits on the card. */
static struct document *spoken_of(const struct state *s, const struct card *card)
{
	struct document *d = state_document(s, s->sender.token_document), *only = NULL;

	if (s->sender.token_ok && d && d->card == card->id)
		return d;
	for (size_t i = 0; i < s->documents.n; i++) {
		d = s->documents.at[i];
		if (d->card != card->id || d->kind != DOC_OFFER || d->state != DOC_ISSUED)
			continue;
		if (only)
			return NULL;
		only = d;
	}
	return only;
}

static bool is_reply_token(const struct sender *w)
{
	return w->token_ok && span_eq_str(w->token_purpose, "reply");
}

static enum rc answer(const struct reply *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	int64_t doc = r->doc ? r->doc->id : 0;

	switch (own_words_answer(fl->s, fl->f)) {
	case ANSWER_ACCEPT:
		return reply_accept(r, reterr);
	case ANSWER_REFUSE:
		return reply_refuse(r, reterr);
	case ANSWER_PAID:
		return reply_paid(r, reterr);
	case ANSWER_STOP:
		return reply_stop(r, reterr);
	case ANSWER_UNSURE:
		fl->d->outcome = S("unsure");
		return pass_to_staff(fl, r->card, doc, TX("flow.ask.unsure"),
				     options_for_offer(fl->s->a, r->doc), reterr);
	case ANSWER_QUESTION:
	case ANSWER_NONE:
		break;
	}
	fl->d->outcome = S("question");
	return pass_to_staff(fl, r->card, doc, TX("flow.ask.client"), NULL, reterr);
}

/* Somebody who is not the card's client writes in its thread: a person looks; what only the client may
 * say is asked at the stored address. */
static enum rc other_sender(const struct reply *r, struct why *reterr)
{
	struct flow *fl = r->fl;

	fl->d->folder = FOLDER_REVIEW;
	if (is_reply_token(&fl->s->sender) && own_words_answer(fl->s, fl->f) == ANSWER_ACCEPT)
		return reply_accept(r, reterr);
	fl->d->outcome = S("other-sender");
	return pass_to_staff(fl, r->card, r->doc ? r->doc->id : 0, TX("flow.ask.other_sender"),
			     NULL, reterr);
}

/* A known client writes anew: his newest open card, unless he asks for something. */
static struct card *newest_card(const struct state *s, const struct client *c)
{
	struct card *best = NULL;

	for (size_t i = 0; c && i < s->cards.n; i++)
		if (s->cards.at[i]->client == c->id && !s->cards.at[i]->closed &&
		    (!best || s->cards.at[i]->id > best->id))
			best = s->cards.at[i];
	return best;
}

/* A new request, as against a word about what is under way. */
static bool asks_for_something(const struct flow *fl)
{
	bool tie;

	return fl->f->request.is_form ||
	       (fl->f->request.intent && (product_match(fl->s, fl->f->text, &tie) || tie));
}

enum rc decide_client(struct flow *fl, bool *mine, struct why *reterr)
{
	struct state *s = fl->s;
	const struct sender *w = &s->sender;
	struct reply r = { .fl = fl, .card = s->card };

	*mine = false;
	if (is_reply_token(w) && state_card(s, w->token_card))
		r.card = state_card(s, w->token_card);
	if (!r.card && !asks_for_something(fl))
		r.card = newest_card(s, w->client);
	r.client = r.card ? state_client(s, r.card->client) : NULL;
	if (!r.client)
		return RC_OK;
	*mine = true;
	s->card = r.card;
	r.doc = spoken_of(s, r.card);
	r.from_stored = span_ieq(fl->f->from.addr, r.client->party.email) && fl->f->n_from == 1;
	r.token = is_reply_token(w) && span_ieq(w->token_addr, fl->f->from.addr);
	r.proven = r.from_stored && r.token && w->authenticated && w->token_bound;
	fl->d->folder = FOLDER_HANDLED;
	return r.from_stored ? answer(&r, reterr) : other_sender(&r, reterr);
}
