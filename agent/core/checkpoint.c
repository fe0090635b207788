/* A copy of the working copy. Rows are pointed to from many places (sender.client, card, question),
 * so what is put back is each row's contents, never its address; and it is put back as a fresh copy,
 * so that a second run cannot spoil what a second rollback needs. */
#include "checkpoint.h"

#include "preview.h"

struct snap_copy {
	struct snapshot *where; /* NULL: the row had none */
	struct snapshot snap;
};
struct checkpoint {
	struct state state; /* vectors' lengths, next ids, scalars */
	size_t n_effects;
	enum folder folder;
	struct span outcome;
	struct client *client;
	struct card *card;
	struct document *document;
	struct snap_copy *document_snap;
	struct payment *payment;
	struct subscription *subscription;
	struct snap_copy *subscription_snap;
	struct question *question;
	struct product *product;
	struct series *series;
	struct filing *filing;
};

static struct lines lines_copy(struct arena *a, const struct lines *l)
{
	struct line *copy = ARENA_ARRAY(a, l->n, struct line);

	for (size_t i = 0; i < l->n; i++)
		copy[i] = l->at[i];
	return (struct lines){ .at = copy, .n = l->n, .cap = l->n };
}

static struct snapshot snapshot_copy(struct arena *a, const struct snapshot *s)
{
	struct snapshot copy = *s;
	struct vat_subtotal *vat = ARENA_ARRAY(a, s->vat.n, struct vat_subtotal);

	for (size_t i = 0; i < s->vat.n; i++)
		vat[i] = s->vat.at[i];
	copy.lines = lines_copy(a, &s->lines);
	copy.vat = (struct vat_subtotals){ .at = vat, .n = s->vat.n, .cap = s->vat.n };
	return copy;
}

static struct snap_copy snap_save(struct arena *a, struct snapshot *s)
{
	struct snap_copy c = { .where = s };

	if (s != NULL)
		c.snap = snapshot_copy(a, s);
	return c;
}

static void snap_restore(struct arena *a, const struct snap_copy *c)
{
	if (c->where != NULL)
		*c->where = snapshot_copy(a, &c->snap);
}

/* copy = the contents of all rows of a vector; and back. */
#define SAVE_ROWS(arena, vec, copy)                                      \
	do {                                                             \
		(copy) = arena_array((arena), (vec).n, sizeof(*(copy))); \
		for (size_t i_ = 0; i_ < (vec).n; i_++)                  \
			(copy)[i_] = *(vec).at[i_];                      \
	} while (0)
#define RESTORE_ROWS(vec, copy)                         \
	do {                                            \
		for (size_t i_ = 0; i_ < (vec).n; i_++) \
			*(vec).at[i_] = (copy)[i_];     \
	} while (0)

struct checkpoint *state_checkpoint(struct state *s, const struct decision *d)
{
	struct checkpoint *c = ARENA_NEW(s->a, struct checkpoint);

	c->state = *s;
	c->n_effects = d->effects.n;
	c->folder = d->folder;
	c->outcome = d->outcome;
	SAVE_ROWS(s->a, s->clients, c->client);
	SAVE_ROWS(s->a, s->cards, c->card);
	SAVE_ROWS(s->a, s->documents, c->document);
	SAVE_ROWS(s->a, s->payments, c->payment);
	SAVE_ROWS(s->a, s->subscriptions, c->subscription);
	SAVE_ROWS(s->a, s->questions, c->question);
	SAVE_ROWS(s->a, s->products, c->product);
	SAVE_ROWS(s->a, s->series, c->series);
	SAVE_ROWS(s->a, s->filings, c->filing);
	c->document_snap = ARENA_ARRAY(s->a, s->documents.n, struct snap_copy);
	for (size_t i = 0; i < s->documents.n; i++)
		c->document_snap[i] = snap_save(s->a, s->documents.at[i]->snap);
	c->subscription_snap = ARENA_ARRAY(s->a, s->subscriptions.n, struct snap_copy);
	for (size_t i = 0; i < s->subscriptions.n; i++) {
		c->subscription_snap[i] = snap_save(s->a, s->subscriptions.at[i]->template_);
		c->subscription[i].once = lines_copy(s->a, &s->subscriptions.at[i]->once);
	}
	for (size_t i = 0; i < s->questions.n; i++)
		c->question[i].data = value_copy(s->a, s->questions.at[i]->data);
	return c;
}

void state_rollback(const struct checkpoint *c, struct state *s, struct decision *d)
{
	*s = c->state;
	d->effects.n = c->n_effects;
	d->folder = c->folder;
	d->outcome = c->outcome;
	RESTORE_ROWS(s->clients, c->client);
	RESTORE_ROWS(s->cards, c->card);
	RESTORE_ROWS(s->documents, c->document);
	RESTORE_ROWS(s->payments, c->payment);
	RESTORE_ROWS(s->subscriptions, c->subscription);
	RESTORE_ROWS(s->questions, c->question);
	RESTORE_ROWS(s->products, c->product);
	RESTORE_ROWS(s->series, c->series);
	RESTORE_ROWS(s->filings, c->filing);
	for (size_t i = 0; i < s->documents.n; i++)
		snap_restore(s->a, &c->document_snap[i]);
	for (size_t i = 0; i < s->subscriptions.n; i++) {
		snap_restore(s->a, &c->subscription_snap[i]);
		s->subscriptions.at[i]->once = lines_copy(s->a, &c->subscription[i].once);
	}
	for (size_t i = 0; i < s->questions.n; i++)
		s->questions.at[i]->data = value_copy(s->a, c->question[i].data);
}

bool checkpoint_client(const struct checkpoint *c, size_t i, struct client *ret)
{
	if (i >= c->state.clients.n)
		return false;
	*ret = c->client[i];
	return true;
}

bool checkpoint_card(const struct checkpoint *c, size_t i, struct card *ret)
{
	if (i >= c->state.cards.n)
		return false;
	*ret = c->card[i];
	return true;
}

bool checkpoint_document(const struct checkpoint *c, size_t i, struct document *ret)
{
	if (i >= c->state.documents.n)
		return false;
	*ret = c->document[i];
	ret->snap = ret->snap == NULL ? NULL : &c->document_snap[i].snap;
	return true;
}

size_t checkpoint_effects(const struct checkpoint *c)
{
	return c->n_effects;
}

const struct state *checkpoint_state(const struct checkpoint *c)
{
	return &c->state;
}

bool checkpoint_had_number(const struct checkpoint *c, int64_t document)
{
	for (size_t i = 0; i < c->state.documents.n; i++)
		if (c->document[i].id == document)
			return c->document[i].number != 0;
	return false;
}
