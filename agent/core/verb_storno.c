/* STORNO: an issued invoice or a part of it, shown first, done on DA (Cod fiscal art. 330). Above the
 * firm's limit another owner than the one who asked says DA. */
#include "storno_parts.h"
#include "invoice_type.h"
#include "span.h"

static bool another_owner(const struct state *s)
{
	for (size_t i = 0; i < s->firm->staff.n; i++) {
		const struct staff *st = &s->firm->staff.at[i];

		if ((st->roles & ROLE_OWNER) && !span_ieq(st->addr, s->sender.staff->addr))
			return true;
	}
	return false;
}

static enum rc refuse_state(struct verb_call *c, const struct document *doc)
{
	struct arena *a = c->s->a;

	(void)verb_refuse(
		c, tx(a, TX("verb.no.storno"), "document", doc_say(a, doc), "state",
		      document_state_name(a, doc->state, doc->kind, doc->total, doc->open), NULL));
	if (doc->state == DOC_DRAFT || doc->kind == DOC_OFFER || doc->kind == DOC_PROFORMA)
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "CANCEL" : "ANULEAZA",
			     SPAN_ARG(doc->label));
	return RC_OK;
}

static struct document *find_invoice(struct verb_call *c)
{
	struct document *doc;
	struct card *card;
	bool named;

	doc = verb_take_document(c, &named);
	if (verb_refused(c) || named)
		return doc;
	card = verb_card_at_hand(c, false);
	if (card == NULL)
		return NULL;
	doc = card_newest_where(c->s, card, document_is_invoice);
	if (doc == NULL) {
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.invoice"), "card",
					value_int(c->s->a, card->id), NULL));
		verb_instead(c, "CARD %lld", (long long)card->id);
	}
	return doc;
}

/* "STORNO FCT 12 NOTA DE CREDIT": as a document with plus (381), for a buyer whose books take no minus. */
static bool take_credit_note(struct verb_call *c)
{
	(void)args_take_front(&c->args, "ca|as");
	if (args_take_front(&c->args, "nota")) {
		(void)args_take_front(&c->args, "de");
		return args_take_front(&c->args, "credit|creditare");
	}
	return args_take_front(&c->args, "credit") && args_take_front(&c->args, "note");
}

/* All stornos of the invoice together: a large sum is not taken back in small parts either. */
static bool above_limit(struct verb_call *c, const struct document *inv, const struct document *doc)
{
	struct money limit = c->s->firm->storno_limit, sum = money_neg(doc->total);

	if (limit.minor <= 0 || !money_same_currency(limit, sum))
		return false;
	for (size_t i = 0; i < c->s->documents.n; i++) {
		const struct document *d = c->s->documents.at[i];

		if (d->kind == DOC_STORNO && d->ref == inv->id && d->state == DOC_ISSUED &&
		    money_sub(sum, d->total, &sum))
			return true;
	}
	return sum.minor > limit.minor;
}

static void show_change(struct verb_call *c, const struct document *inv, struct value *before)
{
	struct arena *a = c->s->a;
	struct value *state = document_state_name(a, inv->state, inv->kind, inv->total, inv->open);

	verb_changed(c, doc_say(a, inv), before,
		     inv->state == DOC_REVERSED ?
			     state :
			     tx(a, TX("verb.state.reversed_part"), "state", state, NULL));
}

static enum rc issue(struct verb_call *c, struct document *invoice, struct document *doc,
		     struct why *reterr)
{
	struct value *before = document_state_name(c->s->a, invoice->state, invoice->kind,
						   invoice->total, invoice->open);
	enum rc rc;

	/* asked until a preview was answered: also when the command itself was asked back */
	if (c->run->preview == NULL && above_limit(c, invoice, doc) && another_owner(c->s))
		c->run->second_owner = true;
	verb_show_lines(c, doc);
	rc = doc_issue(c->fl, doc, reterr);
	if (rc)
		return rc;
	show_change(c, invoice, before);
	if (invoice->state == DOC_REVERSED)
		verb_next(c, value_tx(c->s->a, TX("verb.next.correct"), NULL), "%s %.*s",
			  lang_is_en(staff_lang(c->s)) ? "INVOICE corrects" : "FACTURA corecteaza",
			  SPAN_ARG(invoice->label));
	verb_next(c, value_tx(c->s->a, TX("verb.next.new_invoice"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "INVOICE" : "FACTURA");
	return RC_OK;
}

static enum rc storno(struct verb_call *c, struct why *reterr)
{
	struct document *invoice, *doc;
	struct decimal *qty = NULL;
	struct span why;
	struct card *card;
	struct token t;
	bool credit_note;
	enum rc rc;

	invoice = find_invoice(c);
	if (invoice == NULL)
		return RC_OK;
	if (!document_is_invoice(invoice))
		return refuse_state(c, invoice);
	if (!storno_parts(c, invoice, &qty))
		return RC_OK;
	if (args_take_kind(&c->args, TOK_MONEY, &t)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.storno_amount"), NULL));
		verb_instead(c, "STORNO %.*s %s 1", SPAN_ARG(invoice->label),
			     lang_is_en(staff_lang(c->s)) ? "LINE" : "LINIE");
		return RC_OK;
	}
	credit_note = take_credit_note(c);
	(void)args_take_front(&c->args, "motiv|reason|pentru|for");
	why = args_take_rest(&c->args);
	card = state_card(c->s, invoice->card);
	if (card == NULL)
		return refuse_state(c, invoice);
	c->card = card;
	c->client = state_client(c->s, card->client);
	rc = doc_reverse(c->fl, invoice, qty, &doc, reterr);
	if (rc)
		return rc;
	if (credit_note)
		doc->snap->type_code = invoice_type_of_storno(invoice->snap, true);
	if (why.len > 0)
		doc->snap->note = doc->snap->note.len == 0 ?
					  why :
					  arena_fmt(c->s->a, "%.*s\n%.*s",
						    SPAN_ARG(doc->snap->note), SPAN_ARG(why));
	return issue(c, invoice, doc, reterr);
}

const struct verb verb_storno = {
	.ro = "STORNO",
	.en = "STORNO",
	.synonyms = "CREDIT|REVERSE",
	.help = TX("help.storno"),
	.example = { TX("help.storno.1"), TX("help.storno.2"), TX("help.storno.3"),
		     TX("help.storno.4") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.preview = true,
	.guarded = true,
	.moves = true,
	.decide = storno,
};
