/* Names that answers give to things: documents, their states, cards, stages, lines. */
#include "run_commands.h"

#include "span.h"

struct span stage_title(const struct state *s, const struct card *card)
{
	const struct pipeline *p = pipeline_find(&s->firm->pipelines, card->pipeline);
	const struct stage *st = p == NULL ? NULL : pipeline_stage(p, card->stage);

	if (st == NULL)
		return card->stage;
	return lang_is_en(staff_lang(s)) ? st->title_en : st->title_ro;
}

struct value *card_name(struct arena *a, const struct card *card)
{
	return tx(a, TX("verb.card"), "card", value_int(a, card->id), NULL);
}

static const char *const kind_key[DOC_KINDS] = {
	[DOC_OFFER] = TX("verb.kind.offer"),       [DOC_PROFORMA] = TX("verb.kind.proforma"),
	[DOC_CONTRACT] = TX("verb.kind.contract"), [DOC_PV] = TX("verb.kind.pv"),
	[DOC_INVOICE] = TX("verb.kind.invoice"),   [DOC_STORNO] = TX("verb.kind.storno"),
	[DOC_RECEIPT] = TX("verb.kind.receipt"),   [DOC_STATEMENT] = TX("verb.kind.statement"),
	[DOC_REMINDER] = TX("verb.kind.reminder"),
};
struct value *document_kind_name(struct arena *a, enum doc_kind kind)
{
	return value_tx(a, kind_key[kind], NULL);
}

static const struct {
	const char *kind, *key;
} events[] = {
	{ "request", TX("verb.event.request") },
	{ "request-again", TX("verb.event.request_again") },
	{ "opened", TX("verb.event.opened") },
	{ "drafted", TX("verb.event.drafted") },
	{ "issued", TX("verb.event.issued") },
	{ "accepted", TX("verb.event.accepted") },
	{ "refused", TX("verb.event.refused") },
	{ "expired", TX("verb.event.expired") },
	{ "cancelled", TX("verb.event.cancelled") },
	{ "reversed", TX("verb.event.reversed") },
	{ "file-rejected", TX("verb.event.file_rejected") },
	{ "revised", TX("verb.event.revised") },
	{ "reversed-part", TX("verb.event.reversed_part") },
	{ "paid", TX("verb.event.paid") },
	{ "payment", TX("verb.event.payment") },
	{ "payment-back", TX("verb.event.payment_back") },
	{ "question", TX("verb.event.question") },
	{ "said", TX("verb.event.said") },
	{ "confirm", TX("verb.event.confirm") },
	{ "bounce", TX("verb.event.bounce") },
	{ "complaint", TX("verb.event.complaint") },
	{ "auto-reply", TX("verb.event.auto_reply") },
	{ "reminder", TX("verb.event.reminder") },
	{ "period", TX("verb.event.period") },
	{ "period-skipped", TX("verb.event.period_skipped") },
	{ "stopped", TX("verb.event.stopped") },
	{ "unsent", TX("verb.event.unsent") },
	{ "stage", TX("verb.event.stage") },
	{ "note", TX("verb.event.note") },
	{ "message", TX("verb.event.message") },
};

struct value *verb_event_name(struct arena *a, struct span kind)
{
	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		if (span_eq_str(kind, events[i].kind))
			return value_tx(a, events[i].key, NULL);
	return value_text(a, kind);
}

/* Romanian asks for the gender of what is spoken of: oferta emisă, contractul emis. */
static bool is_she(enum doc_kind kind)
{
	return kind != DOC_CONTRACT && kind != DOC_PV && kind != DOC_STORNO;
}

struct value *document_state_name(struct arena *a, enum doc_state state, enum doc_kind kind,
				  struct money total, struct money open)
{
	bool owes = kind == DOC_PROFORMA || kind == DOC_INVOICE;
	bool she = is_she(kind);

	switch (state) {
	case DOC_DRAFT:
		return value_tx(a, TX("verb.state.draft"), NULL);
	case DOC_ACCEPTED:
		return value_tx(a, she ? TX("verb.state.accepted") : TX("verb.state.accepted.m"),
				NULL);
	case DOC_REFUSED:
		return value_tx(a, TX("verb.state.refused"), NULL);
	case DOC_EXPIRED:
		return value_tx(a, TX("verb.state.expired"), NULL);
	case DOC_CANCELLED:
		return value_tx(a, she ? TX("verb.state.cancelled") : TX("verb.state.cancelled.m"),
				NULL);
	case DOC_REVERSED:
		return value_tx(a, TX("verb.state.reversed"), NULL);
	case DOC_ISSUED:
		break;
	}
	if (!owes || total.minor == 0)
		return value_tx(a, she ? TX("verb.state.issued") : TX("verb.state.issued.m"), NULL);
	if (open.minor == 0)
		return value_tx(a, TX("verb.state.paid"), NULL);
	return tx(a, TX("verb.state.owes"), "open", value_money(a, open), NULL);
}

/* Of each allowance and charge: its percent, or its amount. */
static struct value *adjusts_summary(struct arena *a, const struct adjusts *list,
				     const char *currency)
{
	struct value *all = value_new_list(a);

	for (size_t i = 0; i < list->n; i++) {
		const struct adjust *x = &list->at[i];
		struct money amount = { .minor = x->amount.minor };
		struct value *v = value_new_map(a);

		memcpy(amount.cur, currency, sizeof(amount.cur));
		value_set(a, v, "charge", value_bool(a, x->charge));
		value_set(a, v, "percent",
			  x->percent.n ? value_decimal(a, x->percent) : value_str(a, ""));
		value_set(a, v, "amount", value_money(a, amount));
		value_push(a, all, v);
	}
	return all;
}

struct value *lines_summary(struct verb_call *c, const struct line *line, const char *currency)
{
	struct arena *a = c->s->a;
	struct money price = { 0 };
	struct value *args = value_new_map(a);
	struct decimal one = DECIMAL_INT(1);

	if (money_from_price(one, line->price, currency, &price))
		price = (struct money){ 0 };
	value_set(a, args, "name", value_text(a, line->name));
	value_set(a, args, "qty", value_decimal(a, line->qty));
	value_set(a, args, "unit", value_text(a, line->unit));
	value_set(a, args, "price", value_money(a, price));
	value_set(a, args, "vat", value_decimal(a, line->vat_rate));
	value_set(a, args, "ground", value_text(a, line->vat_reason));
	value_set(a, args, "adjusts", adjusts_summary(a, &line->adjusts, currency));
	return value_tx(a, TX("verb.line"), args);
}
