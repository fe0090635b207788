/* A buyer's VAT status asked before his invoice (see companies.h). What a decision issues is known when it has been
 * decided only, and no transaction waits for the register: so the decision is undone, the register asked, and the
 * decision taken again. */
#include "companies.h"

#include "clock.h"
#include "company.h"
#include "log.h"
#include "row_company.h"
#include "span.h"

enum { WORK_CAP = 64 << 20 };

/* Its buyer, when it is an invoice of today that this decision touched. */
static const struct client *buyer_of(const struct state *s, const struct document *doc)
{
	const struct client *c;

	if (doc->mark == ROW_CLEAN || doc->kind != DOC_INVOICE || doc->state != DOC_ISSUED ||
	    !day_eq(doc->issue, s->today))
		return NULL;
	c = state_client(s, doc->client);
	return c && company_has_code(c) ? c : NULL;
}

static void add(struct company_asks *to, struct span cui)
{
	for (size_t i = 0; i < to->n; i++)
		if (span_eq_str(cui, to->cui[i]))
			return;
	if (to->n < ARRAY_LEN(to->cui))
		(void)snprintf(to->cui[to->n++], sizeof(to->cui[0]), "%.*s", SPAN_ARG(cui));
}

enum rc companies_before_invoice(struct engine *e, struct tx *tx, struct state *s,
				 struct decision *d, struct why *reterr)
{
	struct company_asks *asks = &e->companies_first;
	bool may_ask = !asks->tried && !outage_waits(&e->companies_down);
	size_t n = s->documents.n;
	enum rc rc = RC_OK;

	if (!companies_on(e))
		return RC_OK;
	asks->n = 0;
	for (size_t i = 0; !rc && i < n; i++) {
		const struct document *doc = s->documents.at[i];
		const struct client *c = buyer_of(s, doc);
		struct company *co = NULL;

		if (!c)
			continue;
		rc = row_company_load(tx, s->a, c->party.tax_id, &co, reterr);
		if (rc || (co && day_cmp(co->asked, s->today) >= 0))
			continue;
		if (may_ask) {
			add(asks, c->party.tax_id);
			continue;
		}
		e->companies_first.owed = true;
		rc = decide_company_unchecked(s, doc, co ? co->asked : DAY_NONE, d, reterr);
	}
	if (!rc && asks->n)
		rc = why_fail(reterr, RC_RETRY, "the register is asked first");
	return rc;
}

bool companies_ask_first(struct engine *e, enum rc rc)
{
	struct company_asks *asks = &e->companies_first;
	SCOPED_ARENA a = arena_new(WORK_CAP);
	SCOPED_ARENA work = arena_new(WORK_CAP);
	struct arena *mail = e->work;
	struct spans wanted = { 0 };
	struct why why = { "" };
	bool good, again = rc == RC_RETRY && asks->n > 0 && !asks->tried;

	if (again) {
		for (size_t i = 0; i < asks->n; i++)
			*ARENA_PUSH(a, &wanted) = span_of(asks->cui[i]);
		e->work = work; /* what is being decided stays in its own */
		if (companies_question(e, a, &wanted, &good, &why))
			log_say(LE_FAILED, "step=register id=0 why=%s", log_quote_str(why.text));
		e->work = mail;
	}
	asks->tried = again;
	asks->n = 0;
	return again;
}
