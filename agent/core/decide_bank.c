/* Mails of banks: believed only when the bank's own domain is proven (product.md 4, 5). Each movement
 * in is a payment, booked once; its identity holds the account and the bank's reference. */
#include <inttypes.h>

#include "bank_learn.h"
#include "decide_parts.h"
#include "doc_type.h"
#include "match.h"
#include "say.h"
#include "span.h"
#include "telling.h"
#include "trust.h"

static const struct bank_source *source_of(const struct firm *f, struct span name)
{
	for (size_t i = 0; i < f->banks.n; i++)
		if (span_eq(f->banks.at[i].name, name))
			return &f->banks.at[i];
	return NULL;
}

static struct span domain_of(struct span addr)
{
	size_t at = span_find_char(addr, '@', 0);

	return at == SIZE_MAX ? S("") : span_from(addr, at + 1);
}

/* The domain that must have passed, itself and not one below it: the file's, else the sender's own. */
static bool is_proven(const struct flow *fl, const struct bank_source *b)
{
	const struct auth *au = &fl->f->auth;
	struct span pin = b && b->auth_domain.len ? b->auth_domain : domain_of(fl->f->from.addr);

	if (!b || !pin.len || fl->f->n_from != 1 || au->verdict != AUTH_PASS)
		return false;
	for (size_t i = 0; i < au->proven.n; i++)
		if (span_ieq(au->proven.at[i], pin))
			return true;
	return span_ieq(au->domain, pin);
}

/* How many payments and earlier notices of this mail tell the same base. With a bank reference they
 * are one and the same; without, two equal ones in one mail are twins. */
static unsigned ordinal_of(const struct flow *fl, const struct notice *one, struct span base)
{
	unsigned n = 0;

	if (one->bank_ref.len)
		return 0;
	while (telling_known(fl->s,
			     &(struct payment){ .identity = match_identity(fl->s->a, base, n) }))
		n++;
	return n;
}

/* The card in whose story the mail stands: that of the first document it paid. */
static void take_card(struct flow *fl)
{
	if (!fl->s->card && fl->s->allocations.n) {
		const struct document *d =
			state_document(fl->s, fl->s->allocations.at[0]->document);

		fl->s->card = d ? state_card(fl->s, d->card) : NULL;
	}
}

enum rc bank_book_notice(struct flow *fl, const struct notices *all, size_t at, struct why *reterr)
{
	const struct notice *n = &all->at[at];
	struct payment p = telling_of_notice(fl->s, n), *old, *row;
	struct span base = match_identity_base(fl->s->a, n);
	enum rc rc;

	p.identity = match_identity(fl->s->a, base, ordinal_of(fl, n, base));
	if (p.amount.minor == 0 || telling_known(fl->s, &p))
		return RC_OK;
	old = telling_same(fl->s, &p);
	if (old) {
		telling_take(fl, old, &p);
		fl->d->outcome = S("payment-confirmed");
		return RC_OK;
	}
	/* what we pay is no matter of ours, unless it undoes what was paid to us */
	if (!n->incoming && p.kind != PAYMENT_RETURN)
		return RC_OK;
	rc = payment_book(fl, &p, &row, reterr);
	if (rc)
		return rc;
	if (row && row->kind == PAYMENT_RETURN)
		fl->d->outcome = row->reverses ? S("returned") : S("payment-asked");
	else if (row)
		fl->d->outcome = row->left.minor == 0 ? S("paid") : S("payment-asked");
	return RC_OK;
}

static unsigned signs_of_bank(const struct flow *fl, const struct bank_source *b)
{
	return signs_of(fl) | SIGN_BANK | (is_proven(fl, b) ? SIGN_PINNED : 0u);
}

/* Once a day for what is not proven; each letter that is, and comes too late. */
static enum rc set_bank_aside(struct flow *fl, const struct bank_source *b, struct why *reterr)
{
	struct arena *a = fl->s->a;

	if (is_proven(fl, b)) {
		fl->d->outcome = S("bank-old");
		return set_aside(fl, FOLDER_QUARANTINE,
				 arena_fmt(a, "bank-old:%" PRId64, fl->m->id), TX("flow.aside.old"),
				 NULL, S(""), reterr);
	}
	fl->d->outcome = S("bank-unproven");
	return set_aside(fl, FOLDER_QUARANTINE,
			 arena_fmt(a, "bank-unproven:%.*s:%.*s", SPAN_ARG(fl->f->bank),
				   SPAN_ARG(day_iso(a, fl->s->today))),
			 TX("flow.aside.bank"),
			 trust_why(fl->f->auth.verdict == AUTH_PASS ? AUTH_BANK : fl->f->auth.code),
			 fl->f->auth.about, reterr);
}

enum rc decide_bank(struct flow *fl, struct why *reterr)
{
	const struct bank_source *b = source_of(fl->s->firm, fl->f->bank);
	struct arena *a = fl->s->a;
	enum rc rc = RC_OK;

	if (trust_find(TRUST_BANK, signs_of_bank(fl, b))->act != TRUST_DO)
		return set_bank_aside(fl, b, reterr);
	if (fl->f->notices.n == 0 && fl->f->entries.n == 0 && fl->f->notices.nothing) {
		fl->d->folder = FOLDER_HANDLED;
		fl->d->outcome = S("bank-nothing");
		return RC_OK;
	}
	if (fl->f->notices.n == 0 && fl->f->entries.n == 0) {
		fl->d->outcome = S("bank-unread");
		if (fl->f->guess.told.n)
			return bank_learn_ask(fl, b, reterr);
		return set_aside(fl, FOLDER_REVIEW, arena_fmt(a, "bank-unread:%" PRId64, fl->m->id),
				 TX("flow.aside.bank_unread"), TX("flow.why.bank_unread"), S(""),
				 reterr);
	}
	fl->d->folder = FOLDER_HANDLED;
	fl->d->outcome = S("bank-known");
	if (fl->f->entries.n)
		rc = decide_statement(fl, reterr);
	for (size_t i = 0; !rc && i < fl->f->notices.n; i++)
		rc = bank_book_notice(fl, &fl->f->notices, i, reterr);
	if (!rc && fl->f->notices.n)
		bank_learn_was_read(fl->s, fl->f->bank);
	take_card(fl);
	return rc;
}
