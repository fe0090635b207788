/* Corrections of rejected invoices by staff (verb_revise.h). */
#include "verb_revise.h"

#include "flow_file.h"
#include "span.h"

#define ROLES (ROLE_OWNER | ROLE_ACCOUNTING) /* who issues invoices */

extern const struct verb verb_filing, verb_rate, verb_yes, verb_no;

/* "LINIE 1: 3 buc, FCT 12": a reference at either end. */
static struct document *named(struct verb_call *c)
{
	struct args *g = &c->args, at;
	struct span prefix;
	int64_t number;

	for (size_t i = 0; g->n > 0 && i < 2; i++) {
		size_t k = i == 0 ? 0 : g->n - 1;
		struct document *doc;

		at = (struct args){ .a = g->a, .line = g->line, .at = &g->at[k], .n = 1 };
		if (g->at[k].kind != TOK_REF || !args_take_ref(&at, &prefix, &number))
			continue;
		doc = state_document_ref(c->s, prefix, number);
		if (doc == NULL || !revise_may(c->s, doc))
			continue;
		args_remove(g, k, 1);
		return doc;
	}
	return NULL;
}

/* The open preview of a correction that this mail answers, from whom it was shown to. */
static struct question *answered(const struct commands_run *run)
{
	const struct state *s = run->s;
	struct question *q = state_question(s, s->sender.token_question);
	const struct document *doc = q == NULL ? NULL : state_document(s, q->document);

	if (q == NULL || q->kind != Q_PREVIEW || q->state != Q_OPEN || s->now > q->expires ||
	    doc == NULL || !revise_may(s, doc) || !s->sender.token_ok ||
	    !span_eq_str(s->sender.token_purpose, "staff") ||
	    !span_ieq(s->sender.token_addr, s->sender.addr) ||
	    (q->asked.len > 0 && !span_ieq(q->asked, s->sender.addr)))
		return NULL;
	return q;
}

bool verb_corrects(const struct verb *v)
{
	return v->edits || v == &verb_rate || v == &verb_filing;
}

/* May the line correct that document, or issue it anew: it names neither another nor a card. */
static bool corrects(struct commands_run *run, const struct command_line *line,
		     const struct verb *v, size_t used, int64_t document)
{
	struct verb_call c = commands_call(run, line, used);
	const struct document *doc = named(&c);

	return verb_corrects(v) &&
	       (v != &verb_filing || args_take_word(&c.args, VERB_FILE_AGAIN)) &&
	       !args_has_card(&c.args) && (doc == NULL || doc->id == document);
}

struct question *verb_revise_continue(struct commands_run *run, struct command_lines *lines)
{
	struct question *q = answered(run);
	struct command_lines all = { 0 };
	bool any = false, text = false;

	for (size_t i = 0; q != NULL && i < lines->n; i++) {
		size_t used;
		bool typo;
		const struct verb *v = verb_of_line(run->s->a, &lines->at[i], &used, &typo);

		if (v == NULL || v == &verb_yes || v == &verb_no)
			return NULL;
		text |= v->takes_text;
		any |= corrects(run, &lines->at[i], v, used, q->document);
	}
	if (!any)
		return NULL;
	preview_lines(run->s->a, q->data, &all);
	for (size_t i = 0; i < lines->n; i++)
		*ARENA_PUSH(run->s->a, &all) = lines->at[i];
	*lines = all;
	if (!text)
		run->after = value_get_text(q->data, "after");
	return q;
}

static struct document *begin(struct verb_call *c, struct document *doc)
{
	struct revision *r = c->run->revision;

	if (r != NULL && r->doc == doc)
		return r->work;
	if (r != NULL) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("revise.no.two"), NULL));
		return NULL;
	}
	if ((c->s->sender.staff->roles & ROLES) == 0) {
		(void)verb_refuse(c, tx(c->s->a, TX("revise.no.role"), "document",
					doc_say(c->s->a, doc), NULL));
		return NULL;
	}
	if (doc->kind == DOC_STORNO) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("revise.no.storno"), NULL));
		return NULL;
	}
	c->run->revision = ARENA_NEW(c->s->a, struct revision);
	revise_begin(c->s, doc, c->run->revision);
	c->card = state_card(c->s, doc->card);
	c->client = state_client(c->s, doc->client);
	return c->run->revision->work;
}

struct document *verb_revise_meant(struct verb_call *c)
{
	struct document *doc = named(c);

	if (doc == NULL && c->run->revision != NULL && !args_has_card(&c->args))
		return c->run->revision->work;
	if (doc == NULL && !args_has_card(&c->args))
		doc = state_document(c->s, c->run->preview != NULL ? c->run->preview->document :
								     c->s->sender.token_document);
	return doc != NULL && revise_may(c->s, doc) ? begin(c, doc) : NULL;
}

struct document *verb_revise_of_card(struct verb_call *c, const struct card *card)
{
	struct document *only = NULL;

	for (size_t i = 0; i < c->s->documents.n; i++) {
		struct document *d = c->s->documents.at[i];

		if (d->card != card->id || !revise_may(c->s, d))
			continue;
		if (only != NULL) {
			(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.file_what"), NULL));
			verb_instead(c, "%.*s %.*s", SPAN_ARG(c->line->text), SPAN_ARG(d->label));
			return NULL;
		}
		only = d;
	}
	return only == NULL ? NULL : begin(c, only);
}

bool verb_revises(const struct verb_call *c, const struct document *doc)
{
	return c->run->revision != NULL && c->run->revision->work == doc;
}

static bool was_exported(const struct state *s, const struct document *doc)
{
	for (size_t i = 0; i < s->hits.n; i++)
		if (span_eq_str(s->hits.at[i].kind, "exported") &&
		    value_get_int(s->hits.at[i].data, "document", 0) == doc->id)
			return true;
	return false;
}

void verb_revise_say(struct verb_call *c, const struct revision *r, struct money before)
{
	const struct document *doc = r->doc;
	const struct client *cl = state_client(c->s, doc->client);
	bool mailed = cl && client_reachable(cl);
	struct arena *a = c->s->a;

	if (before.minor != doc->total.minor)
		verb_changed(c, doc_say(a, doc), value_money(a, before),
			     value_money(a, doc->total));
	/* said apart where something was paid */
	if (r->open_before.minor != doc->open.minor &&
	    (r->open_before.minor != before.minor || doc->open.minor != doc->total.minor))
		verb_changed(c, value_tx(a, TX("revise.label.open"), NULL),
			     value_money(a, r->open_before), value_money(a, doc->open));
	if (r->given_back.minor > 0)
		verb_show(c, value_tx(a, TX("revise.label.credit"), NULL),
			  tx(a, TX("revise.credit"), "sum", value_money(a, r->given_back), NULL));
	verb_show(c, doc_say(a, doc),
		  tx(a, mailed ? TX("verb.filing.corrected") : TX("revise.not_mailed"), "what",
		     r->differs, NULL));
	if (r->beyond_parties && was_exported(c->s, doc))
		verb_show(c, value_tx(a, TX("revise.label.export"), NULL),
			  value_tx(a, TX("revise.exported"), NULL));
	if (r->beyond_parties && !c->confirmed)
		c->run->costly = true;
	c->run->revised = doc->id;
	c->out->document[c->out->n_document++] = doc->id;
}

enum rc verb_revise_finish(struct verb_call *c, struct why *reterr)
{
	struct revision *r = c->run->revision;
	struct money before;
	enum rc rc;

	c->run->revision = NULL;
	if (r == NULL || verb_refused(c))
		return RC_OK;
	before = r->doc->total;
	rc = revise_finish(c->fl, r, reterr);
	if (rc)
		return rc;
	if (!r->differs)
		return verb_refuse(c, tx(c->s->a, TX("revise.no.change"), "document",
					 doc_say(c->s->a, r->doc), NULL));
	verb_show_lines(c, r->doc);
	verb_revise_say(c, r, before);
	return RC_OK;
}
