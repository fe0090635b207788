/* Words to staff: questions with one-tap answers, and notices. Each goes to everybody whose role fits
 * (to the owners when nobody's does), once under its key. */
#include "flow.h"

#include <inttypes.h>

#include "say.h"
#include "span.h"

#define DAY_S INT64_C(86400)

static struct value *or_list(struct arena *a, struct value *v)
{
	return v ? v : value_new_list(a);
}

/* Both templates are given the same names, so that an empty one is there too. */
static struct value *staff_data(struct arena *a, struct value *headline, struct value *say,
				struct value *facts, struct value *options)
{
	struct value *v = value_new_map(a);

	options = or_list(a, options);
	value_set(a, v, "headline", headline);
	value_set(a, v, "quote", value_str(a, ""));
	value_set(a, v, "say", or_list(a, say));
	value_set(a, v, "facts", or_list(a, facts));
	value_set(a, v, "options", options);
	return value_set(a, v, "next", options);
}

/* Add the mail for each of them but one, who is told otherwise; *n says how many there were. */
static void mail_staff(struct flow *fl, const char *template_, struct span key, unsigned roles,
		       const struct mail_spec *like, const struct staff *but, unsigned *n)
{
	const struct staffs *all = &fl->s->firm->staff;

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct staff *who = &all->at[i];
		struct mail_spec *m;

		if (!(who->roles & roles))
			continue;
		(*n)++;
		if (who == but)
			continue;
		m = effect_mail_staff(
			fl->s, fl->d, template_, SORT_NOTICE,
			arena_fmt(fl->s->a, "%.*s:%.*s", SPAN_ARG(key), SPAN_ARG(who->addr)), who);
		m->card = like->card;
		m->client = like->client;
		m->n_document = like->n_document;
		for (unsigned k = 0; k < like->n_document; k++)
			m->document[k] = like->document[k];
		m->preview = like->preview;
		m->proposed = like->proposed;
		m->token_purpose = S("staff");
		m->token_document = like->token_document;
		m->token_question = like->token_question;
		m->data = like->data;
	}
}

static void mail_roles(struct flow *fl, const char *template_, struct span key, unsigned roles,
		       const struct mail_spec *like, const struct staff *but)
{
	unsigned n;

	mail_staff(fl, template_, key, roles, like, but, &n);
	if (n == 0)
		mail_staff(fl, template_, key, ROLE_OWNER, like, but, &n);
	if (n == 0)
		mail_staff(fl, template_, key, ROLE_ALL, like, but, &n);
}

static int64_t client_of_card(const struct state *s, int64_t card)
{
	const struct card *c = state_card(s, card);

	return c ? c->client : 0;
}

enum rc ask_staff_again(struct flow *fl, struct question *q, struct span key,
			const struct staff *but, struct value *say, struct value *facts,
			struct value *options, unsigned roles, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct mail_spec like = { .card = q->card, .token_document = q->document };
	struct value *headline;

	if (!say || say->kind != VALUE_LIST || say->u.list.n == 0)
		return why_fail(reterr, RC_REFUSED, "a question without words");
	headline = say->u.list.at[0];
	if (q->expires == 0)
		q->expires = fl->s->now + 30 * DAY_S;
	if (!q->data)
		q->data = value_new_map(a);
	value_set(a, q->data, "options", or_list(a, options));
	ROW_TOUCH(q);
	like.client = client_of_card(fl->s, q->card);
	like.token_question = q->id;
	like.data = staff_data(a, headline, say, facts, options);
	say_text(a, like.data, "quote", value_get_text(q->data, "quote"));
	if (q->card)
		state_event(fl->s, q->card, "question", q->document, q->payment, NULL);
	mail_roles(fl, "question",
		   arena_fmt(a, "question:%" PRId64 "%s%.*s", q->id, key.len ? ":" : "",
			     SPAN_ARG(key)),
		   roles, &like, but);
	return RC_OK;
}

enum rc ask_staff(struct flow *fl, struct question *q, struct value *say, struct value *facts,
		  struct value *options, unsigned roles, struct why *reterr)
{
	return ask_staff_again(fl, q, S(""), NULL, say, facts, options, roles, reterr);
}

static enum rc tell(struct flow *fl, const struct staff *but, int64_t card, int64_t document,
		    struct span key, struct value *headline, struct value *say, struct value *facts,
		    struct value *next, unsigned roles, struct why *reterr)
{
	struct mail_spec like = { .card = card, .token_document = document };

	if (key.len == 0)
		return why_fail(reterr, RC_REFUSED, "a notice without a key");
	like.client = client_of_card(fl->s, card);
	like.data = staff_data(fl->s->a, headline, say, facts, next);
	mail_roles(fl, "notice", key, roles, &like, but);
	return RC_OK;
}

enum rc tell_staff_on(struct flow *fl, int64_t card, struct span key, struct value *headline,
		      struct value *say, struct value *facts, struct value *next, unsigned roles,
		      struct why *reterr)
{
	return tell(fl, NULL, card, 0, key, headline, say, facts, next, roles, reterr);
}

enum rc tell_staff_about(struct flow *fl, const struct document *doc, struct span key,
			 struct value *headline, struct value *say, struct value *facts,
			 struct value *next, unsigned roles, struct why *reterr)
{
	return tell(fl, NULL, doc->card, doc->id, key, headline, say, facts, next, roles, reterr);
}

enum rc tell_staff_but(struct flow *fl, const struct staff *but, int64_t card, struct span key,
		       struct value *headline, struct value *say, struct value *facts,
		       struct value *next, unsigned roles, struct why *reterr)
{
	return tell(fl, but, card, 0, key, headline, say, facts, next, roles, reterr);
}

enum rc tell_other_staff_on(struct flow *fl, int64_t card, struct span key, struct value *headline,
			    struct value *say, struct value *facts, struct value *next,
			    unsigned roles, struct why *reterr)
{
	return tell(fl, fl->out ? fl->s->sender.staff : NULL, card, 0, key, headline, say, facts,
		    next, roles, reterr);
}

enum rc tell_staff(struct flow *fl, struct span key, struct value *headline, struct value *say,
		   struct value *facts, struct value *next, unsigned roles, struct why *reterr)
{
	return tell_staff_on(fl, fl->s->card ? fl->s->card->id : 0, key, headline, say, facts, next,
			     roles, reterr);
}

enum rc tell_staff_of_draft(struct flow *fl, const struct document *draft, int64_t question,
			    struct value *headline, struct value *facts, struct value *next,
			    struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct mail_spec like = { .card = draft->card, .client = draft->client, .preview = true };

	if (draft->state != DOC_DRAFT)
		return why_fail(reterr, RC_REFUSED, "%.*s is no draft", SPAN_ARG(draft->label));
	like.document[like.n_document++] = draft->id;
	like.token_document = draft->id;
	like.token_question = question;
	like.data = staff_data(a, headline, NULL, facts, next);
	mail_roles(fl, "notice", arena_fmt(a, "draft:%" PRId64, draft->id),
		   ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING, &like, NULL);
	return RC_OK;
}

enum rc tell_staff_with(struct flow *fl, struct span key, struct value *headline, struct value *say,
			struct value *papers, unsigned roles, struct why *reterr)
{
	struct mail_spec like = { .proposed = papers };

	(void)reterr;
	like.data = staff_data(fl->s->a, headline, say, NULL, NULL);
	mail_roles(fl, "notice", key, roles, &like, NULL);
	return RC_OK;
}

void flow_changed(struct flow *fl, struct value *what, struct value *before, struct value *after)
{
	struct arena *a = fl->s->a;
	struct value *row;

	if (!fl->out)
		return;
	row = say_value(a, NULL, "what", what);
	say_value(a, row, "before", before);
	say_value(a, row, "after", after);
	if (!fl->out->changes)
		fl->out->changes = value_new_list(a);
	value_push(a, fl->out->changes, row);
}
