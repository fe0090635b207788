/* Reading verbs: status, card, find, documents. They open the database read-only. */
#include "cli.h"
#include "cli_rows.h"
#include "clock.h"
#include "digest.h"
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_event.h"
#include "row_outbox.h"
#include "row_search.h"
#include "span.h"

enum { FOUND_MAX = 100, STORY_MAX = 200, PAGE = 500 };

static enum rc find_run(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct row_hits hits = { 0 };
	struct buf words;
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	buf_init(&words, c->arena, 4096);
	for (int i = 0; i < c->n_arg; i++)
		buf_add_fmt(&words, "%s%s", i ? " " : "", c->arg[i]);
	if (!rc)
		rc = row_search(&tx, c->arena, buf_span(&words), FOUND_MAX, &hits, reterr);
	for (size_t i = 0; !rc && i < hits.n; i++)
		cli_row(c,
			value_set(c->arena, hits.at[i].data, "found",
				  value_text(c->arena, hits.at[i].kind)),
			"found id label name title client state stage open");
	return rc;
}

static struct value *document_row(struct arena *a, const struct document *d)
{
	static const char *const states[] = { "draft",   "issued",    "accepted", "refused",
					      "expired", "cancelled", "reversed" };
	struct value *v = value_new_map(a);

	value_set(a, v, "label", value_text(a, d->label));
	value_set(a, v, "kind", value_str(a, doc_kind_name(d->kind)));
	value_set(a, v, "state", value_str(a, states[d->state]));
	value_set(a, v, "issue", value_day(a, d->issue));
	value_set(a, v, "due", value_day(a, d->due));
	value_set(a, v, "total", value_money(a, d->total));
	value_set(a, v, "open", value_money(a, d->open));
	value_set(a, v, "card", value_int(a, d->card));
	value_set(a, v, "id", value_int(a, d->id));
	return v;
}

static enum rc documents_run(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	const struct document *last = NULL;
	size_t n = PAGE;
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	while (!rc && n == PAGE) {
		struct row_documents rows = { 0 };

		rc = row_document_issued(&tx, c->arena, DAY_NONE, DAY_NONE, last, PAGE, &rows,
					 reterr);
		n = rows.n;
		for (size_t i = 0; !rc && i < n; i++)
			cli_row(c, document_row(c->arena, rows.at[i]),
				"label kind state issue due total open card");
		last = n ? rows.at[n - 1] : NULL;
	}
	return rc;
}

static void print_events(struct cli_call *c, const struct row_events *events, struct value *into)
{
	struct value *list = value_new_list(c->arena);

	for (size_t i = events->n; i-- > 0;) {
		const struct row_event *ev = &events->at[i];
		struct value *v = value_new_map(c->arena);

		value_set(c->arena, v, "at", value_text(c->arena, instant_iso(c->arena, ev->at)));
		value_set(c->arena, v, "event", value_text(c->arena, ev->event.kind));
		value_set(c->arena, v, "document", value_int(c->arena, ev->event.document));
		value_set(c->arena, v, "payment", value_int(c->arena, ev->event.payment));
		if (ev->event.data)
			value_set(c->arena, v, "data", ev->event.data);
		value_push(c->arena, list, v);
		if (!c->json)
			cli_row(c, v, "at event document payment");
	}
	value_set(c->arena, into, "events", list);
}

static enum rc card_run_(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct row_documents docs = { 0 };
	struct row_events events = { 0 };
	struct card *card = NULL;
	struct client *client = NULL;
	struct value *v = value_new_map(c->arena), *list = value_new_list(c->arena);
	int64_t id;
	enum rc rc;

	if (!span_to_i64(span_of(c->arg[0]), &id))
		return why_fail(reterr, RC_REFUSED, "card %.20s: write the card's number",
				c->arg[0]);
	rc = tx_begin_read(c->db, &tx, reterr);
	if (!rc)
		rc = row_card_load(&tx, c->arena, id, &card, reterr);
	if (!rc && !card)
		return why_fail(reterr, RC_REFUSED, "no card %lld", (long long)id);
	if (!rc)
		rc = row_client_load(&tx, c->arena, card->client, &client, reterr);
	if (!rc)
		rc = row_document_of_card(&tx, c->arena, id, &docs, reterr);
	if (!rc)
		rc = row_event_of_card(&tx, c->arena, id, STORY_MAX, &events, reterr);
	if (rc)
		return rc;
	value_set(c->arena, v, "card", value_int(c->arena, id));
	value_set(c->arena, v, "title", value_text(c->arena, card->title));
	value_set(c->arena, v, "pipeline", value_text(c->arena, card->pipeline));
	value_set(c->arena, v, "stage", value_text(c->arena, card->stage));
	value_set(c->arena, v, "closed", value_bool(c->arena, card->closed));
	value_set(c->arena, v, "client", value_text(c->arena, client ? client->party.name : S("")));
	value_set(c->arena, v, "email", value_text(c->arena, client ? client->party.email : S("")));
	if (!c->json)
		cli_row(c, v, "card title pipeline stage client email");
	for (size_t i = 0; i < docs.n; i++) {
		struct value *d = document_row(c->arena, docs.at[i]);

		value_push(c->arena, list, d);
		if (!c->json)
			cli_row(c, d, "label kind state issue due total open");
	}
	value_set(c->arena, v, "documents", list);
	print_events(c, &events, v);
	if (c->json)
		cli_print_json(c, v);
	return RC_OK;
}

static enum rc status_run(struct cli_call *c, struct why *reterr)
{
	static const char *const names[] = { "questions_n",   "overdue_n",    "unallocated_n",
					     "offers_open_n", "coming_due_n", "unsent_n",
					     "quarantine_n" };
	SCOPED(tx) tx = { 0 };
	struct value *figures = NULL, *v = value_new_map(c->arena);
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	if (!rc)
		rc = digest_figures(&tx, c->arena, clock_today(), clock_now() - 86400, clock_now(),
				    &figures, reterr);
	for (size_t i = 0; !rc && i < ARRAY_LEN(names); i++) {
		struct span name = span_of(names[i]);

		value_set(c->arena, v, arena_str(c->arena, span_sub(name, 0, name.len - 2)),
			  value_int(c->arena, value_get_int(figures, names[i], 0)));
	}
	if (!rc && c->json)
		cli_print_json(c, v);
	for (size_t i = 0; !rc && !c->json && i < v->u.map.n; i++)
		cli_say("%-14.*s %lld\n", SPAN_ARG(v->u.map.at[i].key),
			(long long)v->u.map.at[i].val->u.num);
	return rc;
}

const struct cli_verb cli_find = {
	.name = "find",
	.args = "TEXT",
	.help = "Cards, clients and documents by words.",
	.need = NEED_READ,
	.json = true,
	.min_arg = 1,
	.max_arg = -1,
	.run = find_run,
};
const struct cli_verb cli_documents = {
	.name = "documents",
	.args = "",
	.help = "All issued documents.",
	.need = NEED_READ,
	.json = true,
	.run = documents_run,
};
const struct cli_verb cli_card = {
	.name = "card",
	.args = "N",
	.help = "One card: client, documents, story.",
	.need = NEED_READ,
	.json = true,
	.min_arg = 1,
	.max_arg = 1,
	.run = card_run_,
};
const struct cli_verb cli_status = {
	.name = "status",
	.args = "",
	.help = "What is open, overdue, unsent.",
	.need = NEED_READ,
	.json = true,
	.run = status_run,
};
