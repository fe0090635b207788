/* Drafts: everything a document will say, without a number. Parties, texts and terms are copied into
 * the snapshot here, so that later changes of a client or a price do not touch it. */
#include "doc_type.h"

#include <string.h>

#include "fx.h"
#include "ident.h"
#include "invoice_type.h"
#include "preview.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

static void copy_lines(struct arena *a, struct lines *to, const struct lines *from)
{
	for (size_t i = 0; i < from->n; i++)
		*ARENA_PUSH(a, to) = from->at[i];
}

static void set_currency(const struct flow *fl, struct snapshot *sn, const struct lines *lines,
			 const struct document *from)
{
	const char *cur = fl->s->firm->currency;

	if (from && from->snap)
		cur = from->snap->currency;
	else if (lines && lines->n > 0 && lines->at[0].net.cur[0])
		cur = lines->at[0].net.cur;
	memcpy(sn->currency, cur, sizeof(sn->currency));
}

/* A product's card is about the product; any other card is named after a mail's subject, and its
 * documents are about their lines (snapshot_title). */
static bool sells_product(const struct card *card, const struct lines *lines)
{
	for (size_t i = 0; card->product && i < lines->n; i++)
		if (span_eq(lines->at[i].name, card->title))
			return true;
	return false;
}

/* "curs-excel-avansat" of „Curs Excel avansat”: a name that a file may have. */
static struct span file_word(struct arena *a, struct span name)
{
	struct span fold = utf8_fold(a, name);
	char *p = arena_alloc(a, fold.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < fold.len; i++) {
		bool plain = (fold.ptr[i] >= 'a' && fold.ptr[i] <= 'z') ||
			     (fold.ptr[i] >= '0' && fold.ptr[i] <= '9');

		if (plain)
			p[n++] = fold.ptr[i];
		else if (n && p[n - 1] != '-')
			p[n++] = '-';
	}
	return (struct span){ p, n && p[n - 1] == '-' ? n - 1 : n };
}

/* The layouts of the card's product and of its pipeline. */
static struct span variants(const struct flow *fl, const struct card *card)
{
	struct arena *a = fl->s->a;
	struct span product = S("");

	for (size_t i = 0; card->product && i < fl->s->products.n; i++)
		if (fl->s->products.at[i]->id == card->product)
			product = file_word(a, fl->s->products.at[i]->name);
	return span_trim(arena_fmt(a, "%.*s %.*s", SPAN_ARG(product), SPAN_ARG(card->pipeline)));
}

static struct snapshot *begin_snapshot(struct flow *fl, enum doc_kind kind, const struct client *c)
{
	const struct firm *f = fl->s->firm;
	struct snapshot *sn = ARENA_NEW(fl->s->a, struct snapshot);
	const struct doc_type *t = doc_type(kind);

	snapshot_begin(sn, kind);
	sn->lang = c->lang.len ? c->lang : f->lang;
	sn->issue = fl->s->today;
	sn->due = t->due ? t->due(f, sn->issue) : DAY_NONE;
	sn->seller = f->self;
	sn->buyer = c->party;
	sn->template_set = f->template_set;
	return sn;
}

/* A CNP is on no document, whoever wrote it where (Regulamentul (UE) 2016/679 art. 5 (1) c): an invoice
 * does not ask for it (Cod fiscal art. 319 (20)), a buyer named by it is a consumer. */
static void mask_private(struct arena *a, struct snapshot *sn)
{
	struct span *texts[] = { &sn->buyer.name,   &sn->buyer.contact, &sn->buyer.street,
				 &sn->buyer.reg_no, &sn->title,         &sn->note };

	if (ident_cnp_valid(sn->buyer.tax_id))
		sn->buyer.tax_id = S("");
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = ident_cnp_mask(a, *texts[i]);
	for (size_t i = 0; i < sn->lines.n; i++) {
		struct line *l = &sn->lines.at[i];

		l->name = ident_cnp_mask(a, l->name);
		l->description = ident_cnp_mask(a, l->description);
	}
}

void doc_renew_parties(struct flow *fl, struct snapshot *sn, const struct client *c)
{
	sn->seller = fl->s->firm->self;
	sn->buyer = c->party;
	mask_private(fl->s->a, sn);
}

/* VAT by the rules of its tax point, then the sums; what is taken off the whole is spread anew over the
 * lines as they are. */
static enum rc sum_up(struct flow *fl, struct snapshot *sn, struct why *reterr)
{
	struct arena *a = fl->s->a;
	enum rc rc;

	if (invoice_is(sn, INVOICE_SELF_BILLED) && !invoice_is_to_itself(sn))
		sn->type_code = S("");
	mask_private(a, sn);
	vat_settle(a, fl->s->firm, sn); /* the tax point, whose rate counts */
	fx_fill(fl->s, sn);
	rc = snapshot_compute(a, sn, reterr);
	if (!rc && sn->adjusts.n > 0) {
		if (snapshot_spread(a, sn))
			return why_fail(reterr, RC_BAD_INPUT,
					"more is taken off than the lines are");
		rc = snapshot_compute(a, sn, reterr);
	}
	if (rc || !invoice_type_of(sn->type_code)->settled)
		return rc;
	sn->prepaid = sn->total;
	sn->rounding.minor = 0;
	sn->due = sn->issue;
	return snapshot_total(sn, reterr);
}

enum rc doc_draft(struct flow *fl, enum doc_kind kind, struct card *card, const struct lines *lines,
		  const struct document *from, struct document **ret, struct why *reterr)
{
	struct client *c = state_client(fl->s, card->client);
	struct document tmp = { .kind = kind, .card = card->id }, *d;
	enum rc rc;

	if (!c)
		return flow_refuse(fl, reterr, TX("flow.no.client"), "card %lld has no client",
				   (long long)card->id);
	if (!lines && !(from && from->snap))
		return flow_refuse(fl, reterr, TX("flow.no.content"),
				   "nothing to put on the document");
	tmp.snap = begin_snapshot(fl, kind, c);
	set_currency(fl, tmp.snap, lines, from);
	copy_lines(fl->s->a, &tmp.snap->lines, lines ? lines : &from->snap->lines);
	/* rates of lines that come from another document are of its day */
	if (!lines) {
		tmp.snap->tax_point = from->snap->tax_point;
		tmp.snap->adjusts = from->snap->adjusts;
	}
	tmp.snap->advance = fl->advance || (!lines && from->snap->advance);
	tmp.snap->variant = variants(fl, card);
	if (sells_product(card, &tmp.snap->lines))
		tmp.snap->title = card->title;
	if (doc_type(kind)->fill)
		doc_type(kind)->fill(fl, &tmp, from);
	rc = sum_up(fl, tmp.snap, reterr);
	if (rc)
		return rc;
	d = state_new_document(fl->s, kind);
	d->card = card->id;
	d->client = c->id;
	d->ref = from ? from->id : 0;
	d->issue = tmp.snap->issue;
	d->snap = tmp.snap;
	rc = doc_recompute(fl, d, reterr);
	if (rc)
		return rc;
	state_event(fl->s, card->id, "drafted", d->id, 0, NULL);
	*ret = d;
	return RC_OK;
}

enum rc doc_recompute(struct flow *fl, struct document *doc, struct why *reterr)
{
	enum rc rc;

	if (doc->state != DOC_DRAFT)
		return flow_refuse(fl, reterr, TX("flow.no.issued"),
				   "%.*s is issued and cannot change", SPAN_ARG(doc->label));
	/* a storno's sums are its invoice's: made once, by doc_reverse */
	if (doc->kind != DOC_STORNO) {
		rc = sum_up(fl, doc->snap, reterr);
		if (rc)
			return rc;
	}
	doc->due = doc->snap->due;
	doc->total = doc->snap->total;
	doc->open = doc->snap->payable;
	if (!doc_type(doc->kind)->payable)
		doc->open.minor = 0;
	ROW_TOUCH(doc);
	return RC_OK;
}

enum rc doc_refresh(struct flow *fl, struct document *doc, bool *moved, struct why *reterr)
{
	const struct client *c = state_client(fl->s, doc->client);
	struct span before = preview_hash_draft(fl->s->a, doc);
	enum row_mark mark = doc->mark;
	bool same;
	enum rc rc;

	if (c)
		doc->snap->buyer = c->party;
	rc = doc_recompute(fl, doc, reterr);
	if (rc)
		return rc;
	same = span_eq(before, preview_hash_draft(fl->s->a, doc));
	if (same)
		doc->mark = mark;
	if (moved)
		*moved = !same;
	return RC_OK;
}

struct value *doc_say(struct arena *a, const struct document *doc)
{
	const struct doc_type *t = doc_type(doc->kind);
	bool credit =
		doc->kind == DOC_STORNO && doc->snap && invoice_is(doc->snap, INVOICE_CREDIT_NOTE);

	if (doc->label.len == 0)
		return value_tx(a, credit ? TX("flow.draft.credit_note") : t->say_draft, NULL);
	return value_tx(a, credit ? TX("flow.doc.credit_note") : t->say,
			say_text(a, NULL, "label", doc->label));
}
