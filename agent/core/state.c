/* The state's working copy: finding rows that were loaded and adding new ones. Vectors are short (what
 * one mail speaks of), so they are searched from end to end. */
#include "state.h"

#include "span.h"
#include "utf8.h"

/* The row of a vector with this id; 0 finds nothing. */
#define FIND(type, vec)                                              \
	struct type *state_##type(const struct state *s, int64_t id) \
	{                                                            \
		for (size_t i = 0; id != 0 && i < s->vec.n; i++)     \
			if (s->vec.at[i]->id == id)                  \
				return s->vec.at[i];                 \
		return NULL;                                         \
	}

/* A zeroed new row with the next id. */
#define ADD(type, vec)                                         \
	static struct type *add_##type(struct state *s)        \
	{                                                      \
		struct type *r = ARENA_NEW(s->a, struct type); \
                                                               \
		r->mark = ROW_NEW;                             \
		r->id = s->next.type++;                        \
		*ARENA_PUSH(s->a, &s->vec) = r;                \
		return r;                                      \
	}

FIND(client, clients)
FIND(card, cards)
FIND(document, documents)
FIND(payment, payments)
FIND(subscription, subscriptions)
FIND(question, questions)
ADD(client, clients)
ADD(card, cards)
ADD(document, documents)
ADD(payment, payments)
ADD(subscription, subscriptions)
ADD(question, questions)
ADD(product, products)

struct document *state_document_ref(const struct state *s, struct span prefix, int64_t number)
{
	struct span want = utf8_fold(s->a, prefix);

	for (size_t i = 0; number > 0 && i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if (d->number == number && span_eq(utf8_fold(s->a, d->series), want))
			return d;
	}
	return NULL;
}

struct client *state_new_client(struct state *s)
{
	struct client *c = add_client(s);

	c->lang = s->firm->lang;
	return c;
}

struct card *state_new_card(struct state *s)
{
	struct card *c = add_card(s);

	c->opened = s->today;
	return c;
}

struct document *state_new_document(struct state *s, enum doc_kind kind)
{
	struct document *d = add_document(s);

	d->kind = kind;
	d->state = DOC_DRAFT;
	d->issue = d->due = d->reminded = d->snoozed = DAY_NONE;
	d->period = -1;
	return d;
}

struct payment *state_new_payment(struct state *s)
{
	struct payment *p = add_payment(s);

	p->day = DAY_NONE;
	return p;
}

struct subscription *state_new_subscription(struct state *s)
{
	struct subscription *sub = add_subscription(s);

	sub->unit = CYCLE_MONTH;
	sub->every = 1;
	sub->anchor = sub->until = DAY_NONE;
	return sub;
}

struct question *state_new_question(struct state *s, enum question_kind kind)
{
	struct question *q = add_question(s);

	q->kind = kind;
	q->state = Q_OPEN;
	return q;
}

struct product *state_new_product(struct state *s)
{
	struct product *p = add_product(s);

	p->active = true;
	return p;
}

void state_event(struct state *s, int64_t card, const char *kind, int64_t document, int64_t payment,
		 struct value *data)
{
	struct card_event *e;

	/* An invoice taken over from another program stands on no card: it has no story of its own. */
	if (!card)
		return;
	e = ARENA_NEW(s->a, struct card_event);
	e->card = card;
	e->document = document;
	e->payment = payment;
	e->kind = span_of(kind);
	e->data = data ? data : value_new_map(s->a);
	*ARENA_PUSH(s->a, &s->events) = e;
}

bool client_reachable(const struct client *c)
{
	return c->party.email.len > 0 && c->address != ADDRESS_DEAD;
}
