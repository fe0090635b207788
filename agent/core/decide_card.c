/* What the card processor says: money over our links, and what became of it (product.md 9). Its word is believed
 * like a bank's statement: it is asked over verified TLS under the firm's own key. */
#include "decide_card.h"

#include <inttypes.h>

#include "doc_type.h"
#include "pay_link.h"
#include "payout.h"
#include "say.h"
#include "span.h"

static struct pay_link *link_of(const struct state *s, struct span ref)
{
	for (size_t i = 0; ref.len && i < s->pay_links.n; i++)
		if (span_eq(s->pay_links.at[i]->ref, ref))
			return s->pay_links.at[i];
	return NULL;
}

struct payment *card_payment(struct flow *fl, struct span id)
{
	struct span identity = pay_link_identity(fl->s->a, id);

	for (size_t i = 0; i < fl->s->payments.n; i++)
		if (payment_is_told(fl->s->payments.at[i], identity))
			return fl->s->payments.at[i];
	return NULL;
}

/* What the money is for: the link's document, or the invoice that took its place. */
static struct document *open_of(const struct state *s, const struct document *doc,
				struct money amount)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if ((d == doc || (d->ref == doc->id && d->kind == DOC_INVOICE)) &&
		    d->state == DOC_ISSUED && d->open.minor > 0 &&
		    money_same_currency(d->open, amount))
			return d;
	}
	return NULL;
}

/* The sum's words for staff. */
static struct value *say_sum(struct arena *a, const struct document *doc, struct money amount,
			     const struct card_fact *f)
{
	struct value *args = say_money(a, NULL, "amount", amount);

	say_value(a, args, "document", doc ? doc_say(a, doc) : value_str(a, ""));
	say_text(a, args, "reason", f->reason);
	return args;
}

static struct value *next_card(struct arena *a, const struct document *doc)
{
	struct value *next = value_new_list(a);

	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, doc->card));
	return next;
}

enum rc card_tell(struct flow *fl, const struct card_fact *f, const struct document *doc,
		  struct money amount, const char *text_key, struct why *reterr)
{
	struct arena *a = fl->s->a;

	return tell_staff_on(fl, doc ? doc->card : 0, arena_fmt(a, "card:%.*s", SPAN_ARG(f->id)),
			     value_tx(a, text_key, say_sum(a, doc, amount, f)), NULL, NULL,
			     doc ? next_card(a, doc) : NULL, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

static struct payment paid_row(const struct flow *fl, const struct card_fact *f,
			       const struct document *doc)
{
	struct arena *a = fl->s->a;

	return (struct payment){
		.state = PAYMENT_CONFIRMED,
		.source = S("card:stripe"),
		.amount = f->amount,
		.day = day_of_instant(f->at),
		.value_day = DAY_NONE,
		.client = doc->client,
		.payer = f->payer.len ? f->payer : f->email,
		.details = arena_fmt(a, "%.*s", SPAN_ARG(doc->label)),
		.bank_ref = f->payment,
		.fee = money_same_currency(f->fee, f->amount) && f->fee.minor > 0 ?
			       f->fee :
			       (struct money){ 0 },
		.confirmed = fl->s->today,
		.confirmed_by = S("stripe"),
		.identity = pay_link_identity(a, f->payment),
	};
}

/* RC_OK too when it was told before. */
static enum rc paid(struct flow *fl, const struct card_fact *f, struct pay_link *l,
		    struct document *doc, struct why *reterr)
{
	struct payment p = paid_row(fl, f, doc), *row = payment_add(fl, &p);
	struct document *to;
	enum rc rc = RC_OK;

	if (!row)
		return RC_OK;
	if (l->state == LINK_PENDING) {
		l->state = LINK_OPEN;
		ROW_TOUCH(l);
	}
	to = open_of(fl->s, doc, row->amount);
	if (to)
		rc = payment_allocate(fl, row, to, row->amount, "card-link", reterr);
	fl->d->outcome = S("paid");
	if (!rc && row->left.minor > 0)
		rc = card_tell(fl, f, doc, row->left, TX("flow.card.left"), reterr);
	return rc;
}

static enum rc pending(struct flow *fl, const struct card_fact *f, struct pay_link *l,
		       struct document *doc, struct why *reterr)
{
	if (l->state != LINK_OPEN || card_payment(fl, f->payment))
		return RC_OK;
	l->state = LINK_PENDING;
	ROW_TOUCH(l);
	return card_tell(fl, f, doc, f->amount, TX("flow.card.pending"), reterr);
}

/* A bank debit that did not come: the link, used up at the processor's, may be used once more. */
static enum rc failed(struct flow *fl, const struct card_fact *f, struct pay_link *l,
		      struct document *doc, struct why *reterr)
{
	if (l->state == LINK_PENDING || l->state == LINK_OPEN) {
		l->state = LINK_REOPENING;
		l->sessions++;
		pay_link_next_key(fl->s->a, l);
	}
	return card_tell(fl, f, doc, f->amount, TX("flow.card.failed"), reterr);
}

static enum rc of_link(struct flow *fl, const struct card_fact *f, struct why *reterr)
{
	struct pay_link *l = link_of(fl->s, f->link);
	struct document *doc = l ? state_document(fl->s, l->document) : NULL;

	if (!doc)
		return RC_OK; /* the account serves others too */
	fl->s->card = state_card(fl->s, doc->card);
	if (f->kind == CARD_PAID)
		return paid(fl, f, l, doc, reterr);
	return f->kind == CARD_PENDING ? pending(fl, f, l, doc, reterr) :
					 failed(fl, f, l, doc, reterr);
}

enum rc decide_card(struct state *s, const struct card_fact *f, struct decision *d,
		    struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };

	switch (f->kind) {
	case CARD_PAID:
	case CARD_PENDING:
	case CARD_FAILED:
		return of_link(&fl, f, reterr);
	case CARD_REFUNDED:
	case CARD_DISPUTED:
	case CARD_DISPUTE_WON:
	case CARD_DISPUTE_LOST:
		return card_gave_back(&fl, f, reterr);
	case CARD_PAYOUT:
	case CARD_PAYOUT_FAILED:
		return payout_told(&fl, f, reterr);
	case CARD_FACT_KINDS:
		break;
	}
	return RC_OK;
}
