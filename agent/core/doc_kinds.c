/* The list of document kinds, and finding documents of a card. */
#include "doc_type.h"

static const struct doc_type *const types[DOC_KINDS] = {
	[DOC_OFFER] = &doc_offer,       [DOC_PROFORMA] = &doc_proforma,
	[DOC_CONTRACT] = &doc_contract, [DOC_PV] = &doc_pv,
	[DOC_INVOICE] = &doc_invoice,   [DOC_STORNO] = &doc_storno,
	[DOC_RECEIPT] = &doc_receipt,   [DOC_STATEMENT] = &doc_statement,
	[DOC_REMINDER] = &doc_reminder,
};

const struct doc_type *doc_type(enum doc_kind k)
{
	return types[k];
}

bool doc_is_live(const struct document *d)
{
	return d->state == DOC_ISSUED || d->state == DOC_ACCEPTED;
}

struct document *card_newest(const struct state *s, const struct card *c, enum doc_kind kind,
			     enum doc_state state)
{
	struct document *best = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if (d->card == c->id && d->kind == kind && d->state == state &&
		    (!best || d->id > best->id))
			best = d;
	}
	return best;
}

struct document *doc_invoiced_by(const struct state *s, const struct document *d)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *inv = s->documents.at[i];

		if (inv->kind == DOC_INVOICE && inv->ref == d->id && inv->state == DOC_ISSUED)
			return inv;
	}
	return NULL;
}

/* Of two documents of a kind: the accepted one, then the paid one, then the newer. */
static bool better(const struct document *d, const struct document *than)
{
	bool paid = d->kind == DOC_PROFORMA && d->open.minor == 0;
	bool than_paid = than->kind == DOC_PROFORMA && than->open.minor == 0;

	if (d->state != than->state)
		return d->state == DOC_ACCEPTED;
	if (paid != than_paid)
		return paid;
	return d->id > than->id;
}

static const struct document *best_of(const struct state *s, const struct card *c,
				      enum doc_kind kind, bool uninvoiced)
{
	const struct document *best = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->card != c->id || d->kind != kind || !doc_is_live(d) || !d->snap ||
		    d->subscription)
			continue;
		if (uninvoiced && doc_invoiced_by(s, d))
			continue;
		if (!best || better(d, best))
			best = d;
	}
	return best;
}

/* For each kind, where its lines come from, best first. */
static const struct source {
	enum doc_kind of, from[4];
	unsigned n;
} sources[] = {
	{ DOC_OFFER, { DOC_OFFER }, 1 },
	{ DOC_PROFORMA, { DOC_OFFER, DOC_CONTRACT }, 2 },
	{ DOC_CONTRACT, { DOC_OFFER, DOC_PROFORMA, DOC_INVOICE }, 3 },
	{ DOC_PV, { DOC_CONTRACT, DOC_OFFER, DOC_PROFORMA }, 3 },
	{ DOC_INVOICE, { DOC_PROFORMA, DOC_OFFER, DOC_CONTRACT }, 3 },
};

const struct document *card_source(const struct state *s, const struct card *c, enum doc_kind kind)
{
	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		for (unsigned k = 0; sources[i].of == kind && k < sources[i].n; k++) {
			const struct document *d =
				best_of(s, c, sources[i].from[k], kind == DOC_INVOICE);

			if (d)
				return d;
		}
	}
	return NULL;
}
