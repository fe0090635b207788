/* Issuing: a draft gets its number and never changes again (Cod fiscal art. 319; product.md 8). The
 * number is taken in the deciding transaction, so a series has neither gap nor double. */
#include "doc_fields.h"
#include "doc_type.h"
#include "flow_file.h"
#include "ident.h"
#include "pay_link.h"
#include "say.h"
#include "series.h"
#include "span.h"

/* A due day that nobody changed moves with the issue day; one that staff set stays. */
static void set_dates(struct flow *fl, struct document *doc)
{
	const struct doc_type *t = doc_type(doc->kind);
	struct snapshot *sn = doc->snap;
	bool by_terms = t->due && day_eq(sn->due, t->due(fl->s->firm, sn->issue));

	sn->issue = fl->s->today;
	if (by_terms)
		sn->due = t->due(fl->s->firm, sn->issue);
	doc->issue = sn->issue;
	doc->due = sn->due;
}

static enum rc may_issue(struct flow *fl, struct document *doc, struct why *reterr)
{
	const struct doc_type *t = doc_type(doc->kind);
	const struct doc_field *missing;

	if (doc->state != DOC_DRAFT || doc->number)
		return flow_refuse(fl, reterr, TX("flow.no.issued"), "%.*s is already issued",
				   SPAN_ARG(doc->label));
	if (!state_client(fl->s, doc->client))
		return flow_refuse(fl, reterr, TX("flow.no.client"), "the document has no client");
	if (span_trim(doc->snap->buyer.name).len == 0)
		return flow_refuse(fl, reterr, TX("verb.no.client_name"), "the client has no name");
	missing = doc_field_missing(fl->s->a, doc->snap);
	if (missing)
		return flow_refuse(fl, reterr, TX("flow.no.field"), "%s is missing: %s, from %s",
				   missing->field, missing->law, missing->from);
	return t->may_issue ? t->may_issue(fl, doc, reterr) : RC_OK;
}

static enum rc set_number(struct flow *fl, struct document *doc, struct why *reterr)
{
	struct series_number n;
	struct snapshot *sn = doc->snap;
	struct why why = { "" };
	enum rc rc = series_take(fl->s, doc->kind, &n, &why);

	if (rc == RC_REFUSED)
		return flow_refuse(fl, reterr, TX("flow.no.number"), "%s", why.text);
	if (rc)
		return why_fail(reterr, rc, "%s", why.text);
	doc->series = sn->series = n.prefix;
	doc->number = n.number;
	sn->number = n.printed;
	sn->reference = arena_fmt(fl->s->a, "%.*s%.*s", SPAN_ARG(n.prefix), SPAN_ARG(n.printed));
	if (fl->s->firm->rf_reference)
		sn->reference = ident_rf_make(fl->s->a, sn->reference);
	doc->label = snapshot_label(fl->s->a, sn);
	doc->state = DOC_ISSUED;
	return RC_OK;
}

static void tell_issued(struct flow *fl, const struct document *doc)
{
	struct arena *a = fl->s->a;
	struct value *args = say_money(a, NULL, "total", doc->total);
	const char *key = doc_type(doc->kind)->feminine ? TX("flow.issued.f") : TX("flow.issued.m");

	state_event(fl->s, doc->card, "issued", doc->id, 0, NULL);
	flow_changed(fl, doc_say(a, doc), value_str(a, ""), value_tx(a, key, args));
}

static void complete(struct span *field, struct span with)
{
	if (span_trim(*field).len == 0)
		*field = with;
}

/* A draft, or the mirror of an old invoice, from before the client's whole address was known. */
static void complete_address(const struct flow *fl, struct document *doc)
{
	const struct client *c = state_client(fl->s, doc->client);
	struct party *to = &doc->snap->buyer;

	if (!c || (to->street.len > 0 && !span_eq(to->street, c->party.street)))
		return;
	complete(&to->street, c->party.street);
	complete(&to->city, c->party.city);
	complete(&to->county, c->party.county);
	complete(&to->postcode, c->party.postcode);
}

enum rc doc_issue(struct flow *fl, struct document *doc, struct why *reterr)
{
	const struct doc_type *t = doc_type(doc->kind);
	struct money before;
	enum rc rc = may_issue(fl, doc, reterr);

	if (rc)
		return rc;
	if (fl->n_issued == ARRAY_LEN(fl->issued))
		return flow_refuse(fl, reterr, TX("flow.no.many"),
				   "more than %zu documents at once", ARRAY_LEN(fl->issued));
	before = doc->snap->total;
	set_dates(fl, doc);
	complete_address(fl, doc);
	doc->snap->template_set = fl->s->firm->template_set;
	rc = doc_recompute(fl, doc, reterr);
	/* VAT rates moved since the draft was looked at: what nobody saw is not issued */
	if (!rc && doc->kind == DOC_INVOICE && doc->total.minor != before.minor)
		return flow_refuse(fl, reterr, TX("flow.no.rates_moved"),
				   "the VAT of the draft is not today's");
	if (!rc)
		rc = doc_preflight(fl, doc, reterr);
	if (!rc)
		rc = set_number(fl, doc, reterr);
	if (!rc && t->issued)
		rc = t->issued(fl, doc, reterr);
	if (rc)
		return rc;
	file_issued(fl->s, doc);
	fl->issued[fl->n_issued++] = doc->id;
	pay_link_want(fl, doc);
	tell_issued(fl, doc);
	return RC_OK;
}
