/* EFACTURA: how filings stand. EFACTURA RETRIMITE: a rejected invoice is issued again under its number with the
 * data that are known now, and filed; one in doubt is looked for at once. */
#include "decide_filing.h"
#include "flow_file.h"
#include "run_commands.h"
#include "say.h"
#include "span.h"
#include "verb_revise.h"

static struct value *label_of(struct verb_call *c, const struct hit *h)
{
	return tx(c->s->a, TX("verb.filing.row"), "label", verb_member(c, h->data, "label"),
		  "client", verb_member(c, h->data, "client"), NULL);
}

static enum rc list(struct verb_call *c)
{
	struct arena *a = c->s->a;
	bool any = false;

	c->out->headline = value_tx(a, TX("verb.head.filings"), NULL);
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];
		const struct value *day = value_get(h->data, "deadline"),
				   *state = value_get(h->data, "state");

		if (!span_eq_str(h->kind, "filing"))
			continue;
		any = true;
		verb_show(c, label_of(c, h),
			  day ? tx(a, TX("verb.filing.by"), "state", value_copy(a, state), "day",
				   value_copy(a, day), NULL) :
				value_copy(a, state));
	}
	if (!any)
		verb_show(c, value_str(a, "e-Factura"),
			  value_tx(a,
				   c->s->firm->filing.on ? TX("verb.filing.none") :
							   TX("verb.filing.off"),
				   NULL));
	return RC_OK;
}

static enum rc show_one(struct verb_call *c, const struct document *doc, const struct filing *f)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));

	verb_show(c, doc_say(a, doc), filing_say(a, f));
	if (day_is_set(f->deadline))
		verb_show(c, value_tx(a, TX("flow.fact.file_by"), NULL), value_day(a, f->deadline));
	if (f->index.len)
		verb_show(c, value_tx(a, TX("verb.filing.index"), NULL), value_text(a, f->index));
	if (f->reason.len)
		verb_show(c, value_tx(a, TX("verb.filing.reason"), NULL), value_text(a, f->reason));
	if (f->state == FILING_REJECTED || f->state == FILING_UNKNOWN)
		verb_next(c, value_tx(a, TX("flow.option.file_again"), NULL), "%s %.*s",
			  en ? "EINVOICE RESEND" : "EFACTURA RETRIMITE", SPAN_ARG(doc->label));
	return RC_OK;
}

static bool waits(const struct state *s, const struct document *d)
{
	const struct filing *f = d ? state_filing(s, d->id) : NULL;

	return f && (f->state == FILING_REJECTED || f->state == FILING_UNKNOWN);
}

/* The document named, else the one that the mail answers, else the card's only one that waits for it. */
static struct document *to_file_again(struct verb_call *c, bool *named)
{
	struct document *only = NULL, *doc = verb_take_document(c, named);
	const struct card *card = *named ? NULL : verb_card_at_hand(c, true);

	if (*named || verb_refused(c))
		return doc;
	doc = state_document(c->s, c->s->sender.token_document);
	if (card && waits(c->s, doc) && doc->card == card->id)
		return doc;
	for (size_t i = 0; card && i < c->s->documents.n; i++) {
		struct document *d = c->s->documents.at[i];

		if (d->card != card->id || !waits(c->s, d))
			continue;
		if (only) {
			only = NULL;
			break;
		}
		only = d;
	}
	if (!only) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.file_what"), NULL));
		verb_instead(c, "%s FCT 12",
			     lang_is_en(staff_lang(c->s)) ? "EINVOICE RESEND" :
							    "EFACTURA RETRIMITE");
	}
	return only;
}

static enum rc again(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct revision revised = { 0 };
	struct document *doc;
	bool named;
	struct filing *f;
	struct value *before;
	struct money total;
	enum rc rc;

	/* beside lines that correct it: they are the revision, issued when all are read */
	if (c->run->revision != NULL) {
		doc = verb_take_document(c, &named);
		if (!verb_refused(c) && named && doc != c->run->revision->doc)
			return verb_refuse(c, value_tx(a, TX("revise.no.two"), NULL));
		(void)verb_leftover(c);
		return RC_OK;
	}
	doc = to_file_again(c, &named);
	if (verb_refused(c) || verb_leftover(c))
		return RC_OK;
	f = doc ? state_filing(c->s, doc->id) : NULL;
	if (!waits(c->s, doc)) {
		(void)verb_refuse(c, f ? tx(a, TX("verb.no.file_again"), "document",
					    doc_say(a, doc), "state", filing_say(a, f), NULL) :
					 value_tx(a, TX("verb.no.filing"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "EINVOICE" : "EFACTURA");
		return RC_OK;
	}
	before = filing_say(a, f);
	total = doc->total;
	rc = file_again(c->fl, doc, f, &revised, reterr);
	if (rc == RC_REFUSED && c->fl->faults.n > 0)
		return verb_refuse_faults(c);
	if (rc)
		return rc;
	verb_changed(c, doc_say(a, doc), before, filing_say(a, state_filing(c->s, doc->id)));
	if (revised.differs)
		verb_revise_say(c, &revised, total);
	return RC_OK;
}

static enum rc filing(struct verb_call *c, struct why *reterr)
{
	bool named;
	struct document *doc;
	const struct filing *f;

	if (args_take_word(&c->args, VERB_FILE_AGAIN))
		return again(c, reterr);
	doc = verb_take_document(c, &named);
	if (verb_refused(c) || verb_leftover(c))
		return RC_OK;
	if (!named)
		return list(c);
	f = state_filing(c->s, doc->id);
	if (!f)
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.filing"), NULL));
	return show_one(c, doc, f);
}

const struct verb verb_filing = {
	.ro = "EFACTURA",
	.en = "EINVOICE",
	.help = TX("help.efactura"),
	.example = { TX("help.efactura.1"), TX("help.efactura.2"), TX("help.efactura.3") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.moves = true,
	.decide = filing,
};
