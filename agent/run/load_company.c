/* Doubts about clients (load_company.h). */
#include "load_company.h"

#include "company.h"
#include "row_company.h"
#include "span.h"

static bool is_known(const struct state *s, const struct company *co)
{
	for (size_t i = 0; i < s->doubts.n; i++)
		if (span_eq(s->doubts.at[i]->cui, co->cui))
			return true;
	return false;
}

/* Its answer may be at hand although the register has come to agree with us. */
static bool is_answered(const struct state *s, const struct client *c)
{
	const struct question *q = state_question(s, s->sender.token_question);

	return q && q->kind == Q_COMPANY && value_get_int(q->data, "client", 0) == c->id;
}

static enum rc of_client(struct loader *l, const struct client *c, struct why *reterr)
{
	struct company *co = NULL;
	struct company_note note = { 0 };
	enum rc rc = row_company_load(l->tx, l->a, c->party.tax_id, &co, reterr);

	if (rc || !co || (!company_differs(c, co) && !is_answered(l->s, c)))
		return rc;
	rc = row_company_note_load(l->tx, l->a, c->id, &note, reterr);
	if (!rc && note.question)
		rc = load_question(l, note.question, &(struct question *){ NULL }, reterr);
	if (!rc && !is_known(l->s, co))
		*ARENA_PUSH(l->a, &l->s->doubts) = co;
	return rc;
}

enum rc load_doubts(struct loader *l, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && l->s->firm->companies && i < l->s->clients.n; i++)
		if (company_has_code(l->s->clients.at[i]))
			rc = of_client(l, l->s->clients.at[i], reterr);
	return rc;
}
