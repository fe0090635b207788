/* What mails and statements tell of money (telling.h): the payment that has the identity; else those of
 * equal amount near by, which it may tell again, and all that it may pay. */
#include "load_state.h"

#include "match.h"
#include "row_payment.h"
#include "row_question.h"
#include "span.h"

enum { CANDIDATES = 10, SAME_AMOUNT = 50 };

static enum rc add_payment(struct loader *l, struct payment *p, struct why *reterr)
{
	struct row_payments one = { 0 };
	struct row_questions asked = { 0 };
	enum rc rc;

	if (state_payment(l->s, p->id))
		return RC_OK;
	rc = row_payment_tellings(l->tx, l->a, p, reterr);
	*ARENA_PUSH(l->a, &one) = p;
	load_add_payments(l, &one);
	if (!rc && p->left.minor > 0)
		rc = row_question_open_of_payment(l->tx, l->a, p->id, &asked, reterr);
	load_add_questions(l, &asked);
	return rc;
}

static enum rc load_same(struct loader *l, const struct payment *told, struct why *reterr)
{
	struct row_payments rows = { 0 };
	enum rc rc = row_payment_not_told_by(l->tx, l->a, told, TELLING_DAYS, SAME_AMOUNT, &rows,
					     reterr);

	for (size_t i = 0; !rc && i < rows.n; i++)
		rc = add_payment(l, rows.at[i], reterr);
	return rc;
}

/* *ret: it is in the books. */
static enum rc load_known(struct loader *l, struct span identity, bool *ret, struct why *reterr)
{
	struct payment *known = NULL;
	enum rc rc = row_payment_by_identity(l->tx, l->a, identity, &known, reterr);

	*ret = known != NULL;
	return rc || !known ? rc : add_payment(l, known, reterr);
}

/* What a batch was booked as, whole or by its payments (telling.h). */
static enum rc load_batch(struct loader *l, const struct payment *told, struct why *reterr)
{
	struct payment *part = NULL;
	struct client *c;
	bool whole;
	enum rc rc = row_payment_of_batch(l->tx, l->a, told->identity, &part, reterr);

	if (!rc && part)
		rc = add_payment(l, part, reterr);
	if (!rc && told->batch.len)
		rc = load_known(l, told->batch, &whole, reterr);
	/* what may be withdrawn takes its client's credit with it */
	for (size_t i = 0; !rc && (part || told->batch.len) && i < l->s->payments.n; i++)
		if (l->s->payments.at[i]->client)
			rc = load_client(l, l->s->payments.at[i]->client, &c, reterr);
	return rc;
}

static enum rc load_line(struct loader *l, const struct statement_line *line, struct why *reterr)
{
	const struct payment *told = &line->told;
	bool known;
	enum rc rc = load_known(l, told->identity, &known, reterr);
	const struct payment *row = known ? telling_known(l->s, told) : NULL;

	if (rc || (row && row->state != PAYMENT_REPORTED))
		return rc;
	if (!known)
		rc = load_same(l, told, reterr);
	if (!rc && !known)
		rc = load_batch(l, told, reterr);
	return rc || statement_line_is_out(line) ? rc : load_for_payment(l, told, reterr);
}

enum rc load_for_statement(struct loader *l, const struct statement_lines *lines,
			   struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < lines->n; i++)
		if (lines->at[i].told.identity.len)
			rc = load_line(l, &lines->at[i], reterr);
	return rc;
}

/* A notice and its twins of that day. */
static enum rc load_notice(struct loader *l, const struct notice *n, struct why *reterr)
{
	struct span base = match_identity_base(l->a, n);
	struct payment told = telling_of_notice(l->s, n);
	enum rc rc = RC_OK;
	bool known = true;

	for (unsigned k = 0; !rc && known && k < CANDIDATES; k++)
		rc = load_known(l, match_identity(l->a, base, k), &known, reterr);
	if (!rc)
		rc = load_same(l, &told, reterr);
	return rc ? rc : load_for_payment(l, &told, reterr);
}

enum rc load_for_notices(struct loader *l, const struct notices *all, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < all->n; i++)
		rc = load_notice(l, &all->at[i], reterr);
	return rc;
}
