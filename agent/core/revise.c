/* A rejected invoice becomes its next revision (revise.h). */
#include "revise.h"

#include <inttypes.h>

#include "doc_type.h"
#include "flow_file.h"
#include "flow_release.h"
#include "pay_link.h"
#include "say.h"
#include "span.h"

bool revise_may(const struct state *s, const struct document *doc)
{
	const struct filing *f = state_filing(s, doc->id);

	return doc->snap && f && f->state == FILING_REJECTED &&
	       (doc->kind == DOC_INVOICE || doc->kind == DOC_STORNO);
}

void revise_begin(struct state *s, struct document *doc, struct revision *ret)
{
	struct document *work = ARENA_NEW(s->a, struct document);
	struct snapshot *now = ARENA_NEW(s->a, struct snapshot);

	*now = *doc->snap;
	now->lines = (struct lines){ 0 };
	for (size_t i = 0; i < doc->snap->lines.n; i++)
		*ARENA_PUSH(s->a, &now->lines) = doc->snap->lines.at[i];
	now->vat = (struct vat_subtotals){ 0 };
	for (size_t i = 0; i < doc->snap->vat.n; i++)
		*ARENA_PUSH(s->a, &now->vat) = doc->snap->vat.at[i];
	*work = *doc;
	work->mark = ROW_CLEAN;
	work->state = DOC_DRAFT;
	work->snap = now;
	*ret = (struct revision){ .doc = doc, .work = work, .open_before = doc->open };
}

static bool has_storno(const struct state *s, const struct document *doc)
{
	for (size_t i = 0; i < s->documents.n; i++)
		if (s->documents.at[i]->kind == DOC_STORNO && s->documents.at[i]->ref == doc->id &&
		    s->documents.at[i]->state == DOC_ISSUED)
			return true;
	return false;
}

/* Other documents were made of what stands on it. */
static enum rc may_change(struct flow *fl, const struct revision *r, struct why *reterr)
{
	const struct document *doc = r->doc;

	if (doc->kind == DOC_STORNO)
		return flow_refuse(fl, reterr, TX("revise.no.storno"), "%.*s mirrors its invoice",
				   SPAN_ARG(doc->label));
	if (doc->state != DOC_ISSUED || has_storno(fl->s, doc))
		return flow_refuse(fl, reterr, TX("revise.no.reversed"), "%.*s has a storno",
				   SPAN_ARG(doc->label));
	if (doc_final_of(fl->s, doc))
		return flow_refuse(fl, reterr, TX("revise.no.advance"),
				   "%.*s is taken off by a final invoice", SPAN_ARG(doc->label));
	if (r->work->snap->total.minor < 0)
		return flow_refuse(fl, reterr, TX("flow.no.negative"), "the total is below zero");
	return RC_OK;
}

static const struct allocation *row_at(const struct state *s, size_t i)
{
	return i < s->allocated.n ? s->allocated.at[i] : s->allocations.at[i - s->allocated.n];
}

/* Of a payment on the document itself: its money, and what the document falls by. */
static void stands(const struct state *s, const struct document *doc, int64_t payment,
		   struct money *on, struct money *settles)
{
	for (size_t i = 0; i < s->allocated.n + s->allocations.n; i++) {
		const struct allocation *al = row_at(s, i);

		if (al->document != doc->id || al->payment != payment)
			continue;
		on->minor += al->amount.minor; /* verified rows: within the payment's sum */
		settles->minor += allocation_settles(al).minor;
	}
}

/* More was paid than is to pay now: off the payment that came last, which its client may use elsewhere. */
static enum rc give_back(struct flow *fl, struct document *doc, struct client *c, struct money over,
			 struct why *reterr)
{
	struct state *s = fl->s;
	struct answer_draft *out = fl->out;
	enum rc rc = money_add(*client_credit(c), over, &c->credit);

	if (rc)
		return flow_refuse(fl, reterr, TX("flow.no.credit_currency"),
				   "the client's credit is in another currency");
	for (size_t i = s->allocated.n; !rc && over.minor > 0 && i-- > 0;) {
		struct payment *p = state_payment(s, s->allocated.at[i]->payment);
		struct money on = { 0 }, settles = { 0 }, part;

		if (!p || s->allocated.at[i]->document != doc->id ||
		    !money_same_currency(p->amount, doc->open))
			continue;
		on = settles = doc->open;
		on.minor = settles.minor = 0;
		stands(s, doc, p->id, &on, &settles);
		if (on.minor <= 0 || settles.minor <= 0)
			continue;
		part = over.minor < settles.minor ? over : settles;
		if (money_scale(on, part.minor, settles.minor, &on))
			return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
		fl->out = NULL; /* the revision says what changed */
		rc = payment_release(fl, p, doc, on, "revised", reterr);
		fl->out = out;
		over.minor -= part.minor;
	}
	if (rc || over.minor == 0)
		return rc;
	return flow_refuse(fl, reterr, TX("revise.no.paid"),
			   "more is paid in another currency than is to pay");
}

/* What was paid on it stays paid. */
static enum rc settle(struct flow *fl, struct revision *r, struct why *reterr)
{
	struct document *doc = r->doc, *work = r->work;
	struct client *c = state_client(fl->s, doc->client);
	struct money paid, over;
	enum rc rc = money_sub(doc->snap->payable, doc->open, &paid);

	r->given_back = doc->open;
	r->given_back.minor = 0;
	if (!rc && c && doc->kind == DOC_INVOICE && work->snap->payable.minor < 0) {
		r->given_back = money_neg(work->snap->payable);
		rc = doc_settle_excess(work, c, reterr);
		ROW_TOUCH(c);
	}
	if (!rc)
		rc = money_sub(work->snap->payable, paid, &doc->open);
	if (rc || !c)
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	doc->snap = work->snap;
	doc->total = work->snap->total;
	doc->due = work->snap->due;
	if (doc->open.minor < 0) {
		over = money_neg(doc->open);
		doc->open.minor = 0;
		r->given_back = over;
		rc = give_back(fl, doc, c, over, reterr);
		ROW_TOUCH(c);
	}
	return rc;
}

static enum rc move_card(struct flow *fl, const struct revision *r, struct why *reterr)
{
	struct document *doc = r->doc;

	if (r->open_before.minor > 0 && doc->open.minor == 0)
		return document_paid(fl, NULL, doc, reterr);
	if (r->open_before.minor == 0 && doc->open.minor > 0)
		return document_owes_again(fl, doc, reterr);
	return RC_OK;
}

static void tell_client(struct flow *fl, const struct revision *r, struct money before,
			int revision)
{
	const struct client *c = state_client(fl->s, r->doc->client);
	const struct document *doc = r->doc;
	struct arena *a = fl->s->a;
	struct value *say = value_new_list(a), *args = say_text(a, NULL, "label", doc->label);
	struct mail_spec *m;

	if (!c || !client_reachable(c))
		return;
	m = effect_mail_client(fl->s, fl->d, doc_type(doc->kind)->mail, SORT_DOCUMENT,
			       arena_fmt(a, "revision:%" PRId64 ":%d", doc->id, revision), c);
	m->lang = doc->snap->lang;
	m->card = doc->card;
	m->document[m->n_document++] = doc->id;
	m->token_document = doc->id;
	say_value(a, args, "what", r->differs);
	value_push(a, say,
		   value_tx(a, r->beyond_parties ? TX("revise.mail") : TX("flow.file.corrected"),
			    args));
	if (before.minor != doc->total.minor)
		value_push(a, say,
			   value_tx(a, TX("revise.mail.total"),
				    say_money(a, say_money(a, NULL, "before", before), "after",
					      doc->total)));
	if (r->open_before.minor != doc->open.minor)
		value_push(
			a, say,
			value_tx(a,
				 doc->open.minor ? TX("revise.mail.open") : TX("revise.mail.paid"),
				 say_money(a, NULL, "open", doc->open)));
	if (doc->open.minor > 0 && r->link_over)
		value_push(a, say, value_tx(a, TX("revise.mail.link"), NULL));
	if (r->given_back.minor > 0)
		value_push(a, say,
			   value_tx(a, TX("revise.mail.credit"),
				    say_money(a, NULL, "sum", r->given_back)));
	value_set(a, m->data, "say", say);
}

enum rc revise_finish(struct flow *fl, struct revision *r, struct why *reterr)
{
	struct document *doc = r->doc, *work = r->work;
	const struct client *c = state_client(fl->s, doc->client);
	struct money before = doc->total;
	int revision = state_filing(fl->s, doc->id)->revision + 1;
	enum rc rc = RC_OK;

	if (c)
		doc_renew_parties(fl, work->snap, c);
	if (doc->kind != DOC_STORNO)
		rc = doc_recompute(fl, work, reterr);
	r->differs =
		rc ? NULL : revise_differs(fl->s->a, doc->snap, work->snap, &r->beyond_parties);
	if (rc || !r->differs)
		return rc;
	if (r->beyond_parties)
		rc = may_change(fl, r, reterr);
	work->snap->template_set = fl->s->firm->template_set;
	if (!rc)
		rc = doc_preflight(fl, work, reterr);
	if (!rc)
		rc = settle(fl, r, reterr);
	if (rc)
		return rc;
	doc->revised = true;
	ROW_TOUCH(doc);
	file_revision(fl->s, doc, revision);
	r->link_over = r->open_before.minor != doc->open.minor && pay_link_renew(fl, doc, revision);
	state_event(fl->s, doc->card, "revised", doc->id, 0,
		    say_money(fl->s->a, say_int(fl->s->a, NULL, "revision", revision), "before",
			      before));
	tell_client(fl, r, before, revision);
	return move_card(fl, r, reterr);
}
