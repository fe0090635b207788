/* Rows that reading commands show. */
#include "load_hits.h"

#include "digest.h"
#include "load_payments.h"
#include "load_filings.h"
#include "load_received.h"
#include "load_report.h"
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_event.h"
#include "row_movement.h"
#include "row_outbox.h"
#include "row_payment.h"
#include "row_register.h"
#include "row_search.h"
#include "row_subscription.h"
#include "span.h"
#include "utf8.h"

enum { HITS = 20, EVENTS_SHOWN = 10, EVENTS_READ = 40 };

/* row_search names things for the database's reader; needs.h names them for people. */
static enum rc find(struct loader *l, struct span text, struct why *reterr)
{
	struct row_hits rows = { 0 };
	enum rc rc = row_search(l->tx, l->a, text, HITS, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct hit *h = ARENA_PUSH(l->a, &l->s->hits);
		const struct value *kind = value_get(rows.at[i].data, "doc_kind");

		*h = rows.at[i];
		if (kind)
			value_set(l->a, h->data, "kind", value_text(l->a, kind->u.text));
		if (span_eq_str(h->kind, "card"))
			value_set(l->a, h->data, "number",
				  value_int(l->a, value_get_int(h->data, "id", 0)));
	}
	return rc;
}

/* The only client found, or the only one whose whole name was written; 0 = in doubt. */
static int64_t the_one(const struct loader *l, const struct row_clients *rows, struct span name)
{
	int64_t id = 0;

	if (rows->n == 1)
		return rows->at[0]->id;
	for (size_t i = 0; i < rows->n; i++) {
		if (!span_eq(utf8_fold(l->a, rows->at[i]->party.name), utf8_fold(l->a, name)))
			continue;
		if (id)
			return 0;
		id = rows->at[i]->id;
	}
	return id;
}

static enum rc balance_client(struct loader *l, const struct need_search *n, int64_t *ret,
			      struct why *reterr)
{
	struct card *card = NULL;
	struct row_clients rows = { 0 };
	enum rc rc = RC_OK;

	*ret = 0;
	if (n->card)
		rc = load_card(l, n->card, &card, reterr);
	else if (!n->text.len)
		card = l->s->card;
	if (rc || card) {
		*ret = card ? card->client : 0;
		return rc;
	}
	if (!n->text.len)
		return RC_OK;
	if (span_find_char(n->text, '@', 0) != SIZE_MAX)
		rc = row_client_by_email(l->tx, l->a, n->text, &rows, reterr);
	else if (span_all_digits(n->text))
		rc = row_client_by_tax_id(l->tx, l->a, n->text, &rows, reterr);
	else
		rc = row_client_by_name(l->tx, l->a, n->text, 5, &rows, reterr);
	if (!rc)
		*ret = the_one(l, &rows, n->text);
	/* Several: whose account is meant is asked, not guessed. */
	for (size_t i = 0; !rc && !*ret && i < rows.n; i++)
		value_set(l->a, load_add_hit(l, "namesake"), "email",
			  value_text(l->a, rows.at[i]->party.email));
	load_add_clients(l, &rows);
	return rc;
}

/* ... loaded, and the first hit; NULL: nobody, or several. */
static enum rc client_hit(struct loader *l, const struct need_search *n, struct client **ret,
			  struct why *reterr)
{
	struct value *v;
	int64_t id;
	enum rc rc = balance_client(l, n, &id, reterr);

	*ret = NULL;
	if (!rc && id)
		rc = load_client(l, id, ret, reterr);
	if (rc || !*ret)
		return rc;
	v = load_add_hit(l, "client");
	value_set(l->a, v, "id", value_int(l->a, id));
	value_set(l->a, v, "name", value_text(l->a, (*ret)->party.name));
	return RC_OK;
}

static enum rc balance(struct loader *l, const struct need_search *n, struct why *reterr)
{
	struct row_documents docs = { 0 };
	struct row_payments payments = { 0 };
	struct client *client;
	enum rc rc = client_hit(l, n, &client, reterr);

	if (rc || !client)
		return rc;
	rc = row_document_unpaid_of_client(l->tx, l->a, client->id, HITS, &docs, reterr);
	for (size_t i = 0; !rc && i < docs.n; i++) {
		const struct document *d = docs.at[i];
		struct value *v = load_add_hit(l, "document");

		value_set(l->a, v, "label", value_text(l->a, d->label));
		value_set(l->a, v, "kind", value_str(l->a, doc_kind_name(d->kind)));
		value_set(l->a, v, "total", value_money(l->a, d->total));
		value_set(l->a, v, "open", value_money(l->a, d->open));
		value_set(l->a, v, "due", value_day(l->a, d->due));
		value_set(l->a, v, "card", value_int(l->a, d->card));
	}
	if (!rc)
		rc = row_payment_unallocated(l->tx, l->a, client->id, HITS, &payments, reterr);
	for (size_t i = 0; !rc && i < payments.n; i++) {
		struct value *v = load_add_hit(l, "payment");

		value_set(l->a, v, "id", value_int(l->a, payments.at[i]->id));
		value_set(l->a, v, "left", value_money(l->a, payments.at[i]->left));
		value_set(l->a, v, "day", value_day(l->a, payments.at[i]->day));
	}
	return rc;
}

static enum rc statement(struct loader *l, const struct need_search *n, struct why *reterr)
{
	struct movements rows = { 0 };
	struct client *client;
	struct value *v;
	enum rc rc = client_hit(l, n, &client, reterr);

	if (rc || !client)
		return rc;
	rc = row_movement_of_client(l->tx, l->a, client->id,
				    day_is_set(n->to) ? n->to : l->s->today, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		const struct movement *m = &rows.at[i];

		v = load_add_hit(l, "movement");
		value_set(l->a, v, "kind", value_text(l->a, m->kind));
		value_set(l->a, v, "label", value_text(l->a, m->label));
		value_set(l->a, v, "id", value_int(l->a, m->id));
		value_set(l->a, v, "day", value_day(l->a, m->day));
		value_set(l->a, v, "due", value_day(l->a, m->due));
		value_set(l->a, v, "amount", value_money(l->a, m->amount));
	}
	return rc;
}

/* Free words of an event: a note's, or the stage that a card reached. */
static struct span event_text(const struct loader *l, const struct card *card,
			      const struct card_event *ev)
{
	const struct pipeline *p = pipeline_find(&l->s->firm->pipelines, card->pipeline);
	const struct stage *st = p ? pipeline_stage(p, value_get_text(ev->data, "to")) : NULL;
	const struct staff *staff = l->s->sender.staff;

	if (!span_eq_str(ev->kind, "stage") || !st)
		return value_get_text(ev->data, "text");
	return staff && span_eq_str(staff->lang, "en") ? st->title_en : st->title_ro;
}

static enum rc story(struct loader *l, const struct need_search *n, struct why *reterr)
{
	struct row_events rows = { 0 };
	struct card *card = l->s->card;
	size_t shown = 0;
	enum rc rc = RC_OK;

	if (n->card)
		rc = load_card(l, n->card, &card, reterr);
	if (rc || !card)
		return rc;
	rc = row_event_of_card(l->tx, l->a, card->id, EVENTS_READ, &rows, reterr);
	/* That a document was drafted is said by its being issued. */
	for (size_t i = 0; i < rows.n; i++)
		if (!span_eq_str(rows.at[i].event.kind, "drafted") && shown++ < EVENTS_SHOWN)
			rows.at[shown - 1] = rows.at[i];
	for (size_t i = shown < EVENTS_SHOWN ? shown : EVENTS_SHOWN; !rc && i-- > 0;) {
		const struct card_event *ev = &rows.at[i].event;
		const struct document *d = state_document(l->s, ev->document);
		struct value *v = load_add_hit(l, "event");

		value_set(l->a, v, "day", value_day(l->a, day_of_instant(rows.at[i].at)));
		value_set(l->a, v, "kind", value_text(l->a, ev->kind));
		value_set(l->a, v, "label", value_text(l->a, d ? d->label : S("")));
		value_set(l->a, v, "text", value_text(l->a, event_text(l, card, ev)));
		value_set(l->a, v, "data", ev->data ? ev->data : value_new_map(l->a));
	}
	return rc;
}

enum { REHEARSED_DAYS = 731, REHEARSED_MOST = 500 };

/* Rows with their clients' and no more: they are only looked at. */
static enum rc rehearsal(struct loader *l, struct why *reterr)
{
	struct row_subscriptions rows = { 0 };
	enum rc rc = row_subscription_due(l->tx, l->a, day_add(l->s->today, REHEARSED_DAYS),
					  REHEARSED_MOST, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		if (!state_subscription(l->s, rows.at[i]->id))
			*ARENA_PUSH(l->a, &l->s->subscriptions) = rows.at[i];
		rc = load_client(l, rows.at[i]->client, &(struct client *){ NULL }, reterr);
	}
	return rc;
}

/* The digest's list of what pays nothing yet, with its count and its sums. */
static enum rc unallocated(struct loader *l, struct why *reterr)
{
	const struct value *list, *sums;
	struct value *figures;
	struct arena *a = l->a;
	enum rc rc = digest_figures(l->tx, a, l->s->today, l->s->now, l->s->now, &figures, reterr);

	if (rc)
		return rc;
	list = value_get(figures, "unallocated");
	sums = value_get(figures, "unallocated_sum");
	for (size_t i = 0; list && i < list->u.list.n; i++)
		*ARENA_PUSH(a, &l->s->hits) = (struct hit){ S("payment"), list->u.list.at[i] };
	for (size_t i = 0; sums && i < sums->u.list.n; i++)
		value_set(a, load_add_hit(l, "sum"), "sum", sums->u.list.at[i]);
	value_set(a, load_add_hit(l, "payments"), "count",
		  value_int(a, value_get_int(figures, "unallocated_n", 0)));
	return RC_OK;
}

static enum rc status(struct loader *l, struct why *reterr)
{
	static const struct {
		const char *figure, *digest;
	} names[] = {
		{ "cards_open", "cards_open_n" },    { "invoices_open", "unpaid_n" },
		{ "questions_open", "questions_n" }, { "offers_open", "offers_open_n" },
		{ "invoices_late", "overdue_n" },    { "payments_left", "unallocated_n" },
		{ "mails_waiting", "unsent_n" },
	};
	struct value *figures;
	enum rc rc = digest_figures(l->tx, l->a, l->s->today, l->s->now - 86400, l->s->now,
				    &figures, reterr);

	for (size_t i = 0; !rc && i < ARRAY_LEN(names); i++) {
		struct value *v = load_add_hit(l, "figure");

		value_set(l->a, v, "name", value_str(l->a, names[i].figure));
		value_set(l->a, v, "count",
			  value_int(l->a, value_get_int(figures, names[i].digest, 0)));
	}
	return rc;
}

static enum rc export_size(struct loader *l, struct span words, struct why *reterr)
{
	struct value *v = load_add_hit(l, "export");
	struct register_size size = { 0 };
	struct period p;
	int64_t waiting = 0;
	enum rc rc = row_outbox_exports(l->tx, &waiting, reterr);

	if (!rc && period_read(l->a, words, l->s->today, &p) == RC_OK)
		rc = row_register_size(l->tx, p, &size, reterr);
	value_set(l->a, v, "documents", value_int(l->a, size.documents));
	value_set(l->a, v, "files", value_int(l->a, size.files));
	value_set(l->a, v, "bytes", value_int(l->a, size.bytes));
	value_set(l->a, v, "waiting", value_int(l->a, waiting));
	return rc;
}

enum rc load_hits(struct loader *l, const struct need_search *n, struct why *reterr)
{
	switch (n->kind) {
	case NEED_REHEARSAL:
		return rehearsal(l, reterr);
	case NEED_FIND:
		return find(l, n->text, reterr);
	case NEED_BALANCE:
		return balance(l, n, reterr);
	case NEED_STATEMENT:
		return statement(l, n, reterr);
	case NEED_STORY:
		return story(l, n, reterr);
	case NEED_STATUS:
		return status(l, reterr);
	case NEED_UNALLOCATED:
		return unallocated(l, reterr);
	case NEED_MONEY_IN:
		return load_money_between(l, n->text, reterr);
	case NEED_PAYMENT:
		return load_payment_story(l, n->payment, reterr);
	case NEED_REPORT:
		return load_report(l, n->text, reterr);
	case NEED_RECEIVED:
		return load_received(l, n->text, reterr);
	case NEED_FILING:
		return load_filings(l, reterr);
	case NEED_EXPORT:
		return export_size(l, n->text, reterr);
	}
	return RC_OK;
}
