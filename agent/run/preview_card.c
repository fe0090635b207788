/* What a card has, or would have, as a document of a kind; read-only. */
#include "preview_card.h"

#include "account.h"
#include "doc_type.h"
#include "load_hits.h"
#include "row_document.h"
#include "span.h"

static const struct document *newest(const struct state *s, const struct card *c,
				     enum doc_kind kind)
{
	const struct document *found = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->card == c->id && d->kind == kind && d->snap && (!found || d->id > found->id))
			found = d;
	}
	return found;
}

/* The card's newest document that has lines: what a draft is made of where no rule names a source. */
static const struct document *newest_lines(const struct state *s, const struct card *c)
{
	const struct document *found = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->card == c->id && d->kind != DOC_STORNO && d->snap && d->snap->lines.n &&
		    (!found || d->id > found->id))
			found = d;
	}
	return found;
}

/* The client's statement of account today, in the currency of most of it. */
static enum rc statement(struct loader *l, const struct card *card, struct snapshot **ret,
			 struct why *reterr)
{
	const struct need_search search = { .kind = NEED_STATEMENT,
					    .card = card->id,
					    .to = DAY_NONE };
	struct statements all = { 0 };
	enum rc rc = load_hits(l, &search, reterr);

	if (!rc)
		rc = account_statements(l->s, state_client(l->s, card->client), DAY_NONE,
					l->s->today, &all, reterr);
	if (!rc)
		*ret = all.at[0];
	return rc;
}

/* A letter about what the client has let pass, a line a document, as doc_render.h wants them. */
static enum rc letter(struct loader *l, const struct card *card, struct snapshot **ret,
		      struct why *reterr)
{
	const struct client *c = state_client(l->s, card->client);
	struct row_documents rows = { 0 };
	struct snapshot *sn = ARENA_NEW(l->a, struct snapshot);
	enum rc rc = row_document_overdue_of_client(l->tx, l->a, card->client, l->s->today, &rows,
						    reterr);

	if (rc)
		return rc;
	snapshot_begin(sn, DOC_REMINDER);
	sn->lang = c && c->lang.len ? c->lang : l->s->firm->lang;
	sn->issue = l->s->today;
	sn->seller = l->s->firm->self;
	if (c)
		sn->buyer = c->party;
	memcpy(sn->currency, rows.n ? rows.at[0]->open.cur : l->s->firm->currency,
	       sizeof(sn->currency));
	for (size_t i = 0; i < rows.n; i++) {
		const struct document *d = rows.at[i];

		if (strcmp(d->open.cur, sn->currency) != 0)
			continue;
		*ARENA_PUSH(l->a, &sn->lines) =
			(struct line){ .name = d->label,
				       .unit = span_of(doc_kind_name(d->kind)),
				       .qty = DECIMAL_INT(1),
				       .price = money_decimal(d->open),
				       .vat_category = 'O',
				       .period_from = d->issue,
				       .period_to = d->due };
	}
	if (sn->lines.n == 0)
		return why_fail(reterr, RC_REFUSED,
				"card %lld: its client owes nothing that is due",
				(long long)card->id);
	*ret = sn;
	return snapshot_compute(l->a, sn, reterr);
}

/* What a command would draft now. The state is thrown away with it. */
static enum rc draft(struct loader *l, struct card *card, enum doc_kind kind, struct snapshot **ret,
		     struct why *reterr)
{
	struct decision decision = { 0 };
	struct flow fl = { .s = l->s, .d = &decision };
	const struct document *from = card_source(l->s, card, kind);
	struct document *d = NULL, *invoice;
	enum rc rc;

	if (kind == DOC_STORNO) {
		invoice = card_newest(l->s, card, DOC_INVOICE, DOC_ISSUED);
		if (!invoice)
			return why_fail(reterr, RC_REFUSED,
					"card %lld has no issued invoice to take back",
					(long long)card->id);
		rc = doc_reverse(&fl, invoice, NULL, &d, reterr);
	} else {
		if (!from)
			from = newest_lines(l->s, card);
		if (!from)
			return why_fail(reterr, RC_REFUSED,
					"card %lld has no document yet whose lines could be shown",
					(long long)card->id);
		rc = doc_draft(&fl, kind, card, NULL, from, &d, reterr);
	}
	if (!rc)
		*ret = d->snap;
	return rc;
}

enum rc preview_card(struct db *db, struct arena *a, const struct firm *firm, enum doc_kind kind,
		     int64_t card, int64_t now, struct snapshot **ret, enum doc_face *face,
		     struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s = { .a = a, .firm = firm, .now = now, .today = day_of_instant(now) };
	struct loader l = { .tx = &tx, .s = &s, .a = a };
	const struct document *have;
	struct card *c = NULL;
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (!rc)
		rc = load_card(&l, card, &c, reterr);
	if (rc)
		return rc;
	if (!c)
		return why_fail(reterr, RC_REFUSED, "no card %lld", (long long)card);
	have = newest(&s, c, kind);
	if (have) {
		*ret = have->snap;
		*face = have->state == DOC_DRAFT ? FACE_DRAFT : FACE_ISSUED;
		return RC_OK;
	}
	*face = FACE_ISSUED; /* of those without a number */
	if (kind == DOC_STATEMENT)
		return statement(&l, c, ret, reterr);
	if (kind == DOC_REMINDER)
		return letter(&l, c, ret, reterr);
	*face = FACE_PREVIEW;
	return draft(&l, c, kind, ret, reterr);
}
