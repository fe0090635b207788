/* The link of a document, from its wish on (pay_link.h). */
#include "pay_link.h"

#include <inttypes.h>

#include "span.h"

static bool listed(struct span list, struct span word)
{
	struct span one;
	bool any = false;

	while (span_next_word(&list, &one)) {
		if (span_eq(one, word))
			return true;
		any = true;
	}
	return !any;
}

/* An id of this very wish: the same revision of a document is asked for once, a database that was thrown away
 * and begun anew is another. */
static void make_key(struct arena *a, struct pay_link *l)
{
	l->key = arena_fmt(a, "plic-%" PRId64 "-%" PRId64 ".%d-%" PRId64 "%s-%d", l->created,
			   l->document, l->revision, l->amount.minor, l->amount.cur, l->tries);
}

static void want(struct flow *fl, const struct document *doc, int revision)
{
	const struct card_rule *rule = &fl->s->firm->cards;
	const struct card *card = state_card(fl->s, doc->card);
	struct pay_link *l;

	if (!rule->on || !rule->documents[doc->kind] || doc->open.minor <= 0 || !card ||
	    !listed(rule->currencies, span_of(doc->open.cur)) ||
	    !listed(rule->pipelines, card->pipeline))
		return;
	l = ARENA_NEW(fl->s->a, struct pay_link);
	l->mark = ROW_NEW;
	l->document = doc->id;
	l->revision = revision;
	l->state = LINK_WANTED;
	l->amount = doc->open;
	l->tries = l->sessions = 1;
	l->created = fl->s->now;
	make_key(fl->s->a, l);
	*ARENA_PUSH(fl->s->a, &fl->s->pay_links) = l;
}

void pay_link_want(struct flow *fl, const struct document *doc)
{
	want(fl, doc, 1);
}

bool pay_link_renew(struct flow *fl, const struct document *doc, int revision)
{
	enum pay_link_state before = LINK_CLOSED;

	for (size_t i = 0; i < fl->s->pay_links.n; i++)
		if (fl->s->pay_links.at[i]->document == doc->id)
			before = fl->s->pay_links.at[i]->state;
	if (before != LINK_PENDING)
		want(fl, doc, revision);
	return before == LINK_OPEN || before == LINK_REOPENING;
}

void pay_link_next_key(struct arena *a, struct pay_link *l)
{
	l->tries++;
	make_key(a, l);
	ROW_TOUCH(l);
}

struct span pay_link_identity(struct arena *a, struct span payment)
{
	return arena_fmt(a, "stripe|%.*s", SPAN_ARG(payment));
}
