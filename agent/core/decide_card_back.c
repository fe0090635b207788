/* Money that a client paid by card and has again: the firm refunded it, or his bank took it back (a dispute), and
 * perhaps gave it to us after all. Each is a row of its own that undoes the payment. */
#include "decide_card.h"

#include "flow_release.h"
#include "flow_reverse.h"
#include "pay_link.h"
#include "span.h"

/* How a row that undoes p is told: "stripe|pi_1|refund|5000": refunded in all; "stripe|dp_1". */
static struct span refund_prefix(struct arena *a, const struct card_fact *f)
{
	return pay_link_identity(a, arena_fmt(a, "%.*s|refund|", SPAN_ARG(f->payment)));
}

static struct span refund_identity(struct arena *a, const struct card_fact *f)
{
	return arena_fmt(a, "%.*s%lld", SPAN_ARG(refund_prefix(a, f)), (long long)f->amount.minor);
}

static bool told_with(const struct payment *p, struct span prefix)
{
	if (span_starts(p->identity, prefix))
		return true;
	for (size_t i = 0; i < p->told.n; i++)
		if (span_starts(p->told.at[i].identity, prefix))
			return true;
	return false;
}

/* The processor says how much was refunded in all: what of it is new. */
static int64_t newly_refunded(const struct flow *fl, const struct card_fact *f)
{
	struct span prefix = refund_prefix(fl->s->a, f);
	int64_t known = 0;

	for (size_t i = 0; i < fl->s->payments.n; i++) {
		const struct payment *r = fl->s->payments.at[i];

		if (told_with(r, prefix))
			known -= r->amount.minor;
	}
	return f->amount.minor - known;
}

static struct payment back_row(const struct flow *fl, const struct card_fact *f,
			       const struct payment *p, int64_t minor, struct span identity)
{
	struct payment row = { .state = PAYMENT_CONFIRMED,
			       .kind = PAYMENT_RETURN,
			       .source = S("card:stripe"),
			       .amount = p->amount,
			       .day = day_of_instant(f->at),
			       .value_day = DAY_NONE,
			       .payer = p->payer,
			       .details = p->details,
			       .bank_ref = f->object,
			       .confirmed = fl->s->today,
			       .confirmed_by = S("stripe"),
			       .identity = identity };

	row.amount.minor = minor;
	return row;
}

/* Staff told of this refund before the processor did (RAMBURSAT; of a credit it undoes no payment): its word
 * takes that over. */
static bool told_by_staff(struct flow *fl, const struct card_fact *f, const struct payment *p,
			  int64_t minor)
{
	for (size_t i = 0; i < fl->s->payments.n; i++) {
		struct payment *r = fl->s->payments.at[i];

		if ((r->reverses != p->id && (r->reverses || r->client != p->client)) ||
		    r->kind != PAYMENT_RETURN || r->state != PAYMENT_REPORTED ||
		    r->amount.minor != minor || !money_same_currency(r->amount, p->amount) ||
		    !span_starts(r->source, S("staff:")))
			continue;
		r->state = PAYMENT_CONFIRMED;
		r->confirmed = fl->s->today;
		r->confirmed_by = S("stripe");
		*ARENA_PUSH(fl->s->a, &r->told) =
			(struct telling){ .identity = refund_identity(fl->s->a, f),
					  .source = S("card:stripe") };
		ROW_TOUCH(r);
		return true;
	}
	return false;
}

/* RC_OK, *ret NULL: told before. What does not fit is a row for a person to look at. */
static enum rc undo(struct flow *fl, const struct payment *row, struct payment *p, bool *fits,
		    struct why *reterr)
{
	struct payment *r = payment_add(fl, row);
	enum rc rc;

	*fits = true;
	if (!r)
		return RC_OK;
	rc = payment_returned(fl, r, p, reterr);
	*fits = rc != RC_REFUSED;
	return rc == RC_REFUSED ? RC_OK : rc;
}

static enum rc refunded(struct flow *fl, const struct card_fact *f, struct payment *p,
			struct why *reterr)
{
	int64_t minor = -newly_refunded(fl, f);
	struct payment row = back_row(fl, f, p, minor, refund_identity(fl->s->a, f));
	const struct document *doc = payment_stands_on(fl->s, p);
	bool fits;
	enum rc rc;

	if (minor >= 0 || told_by_staff(fl, f, p, minor))
		return RC_OK;
	fl->d->outcome = S("returned");
	rc = undo(fl, &row, p, &fits, reterr);
	return rc || fits ? rc :
			    card_tell(fl, f, doc, money_neg(row.amount), TX("flow.card.refunded"),
				      reterr);
}

static enum rc disputed(struct flow *fl, const struct card_fact *f, struct payment *p,
			const char *text_key, struct why *reterr)
{
	struct span identity = pay_link_identity(fl->s->a, f->object);
	struct payment row = back_row(fl, f, p, -f->amount.minor, identity);
	const struct document *doc = payment_stands_on(fl->s, p);
	bool fits;
	enum rc rc = undo(fl, &row, p, &fits, reterr);

	fl->d->outcome = S("disputed");
	return rc ? rc : card_tell(fl, f, doc, f->amount, text_key, reterr);
}

/* What the payment stood on and owes again. */
static struct document *owes_again(const struct state *s, const struct payment *p)
{
	for (size_t i = s->allocated.n; i > 0; i--) {
		const struct allocation *al = s->allocated.at[i - 1];
		struct document *d = al->payment == p->id ? state_document(s, al->document) : NULL;

		if (d && d->state == DOC_ISSUED && d->open.minor > 0 &&
		    money_same_currency(d->open, p->amount))
			return d;
	}
	return NULL;
}

/* Ours after all: it pays again what it had paid. */
static enum rc won(struct flow *fl, const struct card_fact *f, struct payment *p,
		   struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct span lost = pay_link_identity(a, f->object);
	struct document *doc = owes_again(fl->s, p);
	struct payment *r = NULL, row;
	enum rc rc = RC_OK;

	for (size_t i = 0; !r && i < fl->s->payments.n; i++)
		if (payment_is_told(fl->s->payments.at[i], lost))
			r = fl->s->payments.at[i];
	if (!r)
		return RC_OK;
	row = back_row(fl, f, p, -r->amount.minor, arena_fmt(a, "%.*s|won", SPAN_ARG(lost)));
	row.client = p->client;
	row.reverses = r->id;
	r = payment_add(fl, &row);
	if (!r)
		return RC_OK;
	if (doc)
		rc = payment_allocate(fl, r, doc, r->left, "card-link", reterr);
	fl->d->outcome = S("dispute-won");
	return rc ? rc : card_tell(fl, f, doc, r->amount, TX("flow.card.won"), reterr);
}

enum rc card_gave_back(struct flow *fl, const struct card_fact *f, struct why *reterr)
{
	struct payment *p = card_payment(fl, f->payment);

	if (!p || !money_same_currency(p->amount, f->amount))
		return RC_OK;
	if (f->kind == CARD_REFUNDED)
		return refunded(fl, f, p, reterr);
	if (f->kind == CARD_DISPUTE_WON)
		return won(fl, f, p, reterr);
	return disputed(fl, f, p,
			f->kind == CARD_DISPUTED ? TX("flow.card.disputed") : TX("flow.card.lost"),
			reterr);
}
