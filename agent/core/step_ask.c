/* A request that a person must read: staff get it with one-tap answers, the products that share words
 * with it first. Nothing is guessed (product.md 4). */
#include <inttypes.h>

#include "say.h"
#include "span.h"
#include "step.h"
#include "utf8.h"

#define MAX_OPTIONS     8
#define MAX_WORDS_SHOWN 1200 /* of the client's text, in code points */

/* How many letters of the product's name stand in the folded text as words. */
static size_t likeness(const struct state *s, const struct product *p, struct span folded)
{
	struct span name = utf8_fold(s->a, p->name), word;
	size_t score = 0;

	while (span_next_word(&name, &word))
		if (word.len > 3 && span_find(folded, word, 0) != SIZE_MAX)
			score += word.len;
	return score;
}

/* Does a request for this product issue a proforma at once? Then staff's answer is PROFORMA. */
static bool begins_with_proforma(const struct state *s, const struct product *p)
{
	const struct pipeline *line = pipeline_find(&s->firm->pipelines, p->pipeline);
	const struct transition *t = line ? pipeline_next(line, line->start, EV_REQUEST) : NULL;

	for (unsigned i = 0; t && i < t->n_step; i++)
		if (t->step[i] == STEP_ISSUE_PROFORMA)
			return true;
	return false;
}

/* Names with marks that part the words of a command are quoted. */
static struct span quoted(struct arena *a, struct span name)
{
	bool plain = true;

	for (size_t i = 0; i < name.len; i++)
		plain &= !(name.ptr[i] == ',' || name.ptr[i] == ':' ||
			   (name.ptr[i] >= '0' && name.ptr[i] <= '9'));
	plain &= span_ifind(name, S(" x "), 0) == SIZE_MAX;
	return plain ? name : arena_fmt(a, "\"%.*s\"", SPAN_ARG(name));
}

static void add_option(const struct state *s, struct value *options, const struct product *p)
{
	const char *verb = begins_with_proforma(s, p) ? "PROFORMA" : "OFERTA";
	struct money price;

	if (money_from_price(DECIMAL_INT(1), p->price, product_line(s, p).net.cur, &price))
		return;
	say_option(
		s->a, options,
		value_tx(s->a,
			 verb[0] == 'P' ? TX("flow.option.proforma") : TX("flow.option.offer"),
			 say_money(s->a, say_text(s->a, NULL, "product", p->name), "price", price)),
		arena_fmt(s->a, "%s %.*s", verb, SPAN_ARG(quoted(s->a, p->name))));
}

/* The same document, and from now on without a question. */
static void add_trust(const struct state *s, struct value *options, const struct product *p,
		      struct span site)
{
	if (site.len == 0 || p->id == 0 || !begins_with_proforma(s, p))
		return;
	say_option(s->a, options,
		   value_tx(s->a, TX("flow.option.trust_form"), say_text(s->a, NULL, "site", site)),
		   S("FORMULAR"));
}

static struct value *product_options(const struct state *s, const struct card *card,
				     struct span text, struct span site)
{
	struct value *options = value_new_list(s->a);
	struct span folded = utf8_fold(s->a, text);
	bool *used = ARENA_ARRAY(s->a, s->products.n + 1, bool);

	for (unsigned n = 0; n < MAX_OPTIONS; n++) {
		const struct product *best = NULL;
		size_t at = 0, best_score = 0;

		for (size_t i = 0; i < s->products.n; i++) {
			const struct product *p = s->products.at[i];
			size_t score = p->id == card->product ? SIZE_MAX : likeness(s, p, folded);

			if (p->active && !used[i] && (!best || score > best_score)) {
				best = p;
				best_score = score;
				at = i;
			}
		}
		if (!best)
			break;
		used[at] = true;
		add_option(s, options, best);
		if (best->id == card->product)
			add_trust(s, options, best, site);
	}
	say_option(s->a, options, value_tx(s->a, TX("flow.option.message"), NULL), S("MESAJ"));
	return options;
}

static struct value *request_facts(const struct flow *fl, const struct client *c)
{
	struct arena *a = fl->s->a;
	struct value *facts = value_new_list(a);

	say_fact_text(a, facts, TX("flow.fact.client"), c->party.name);
	say_fact_text(a, facts, TX("flow.fact.email"), c->party.email);
	say_fact_text(a, facts, TX("flow.fact.phone"), c->party.phone);
	say_fact_text(a, facts, TX("flow.fact.tax_id"), c->party.tax_id);
	if (fl->f) {
		say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
		say_fact_text(a, facts, TX("flow.fact.product"), fl->f->request.product);
		for (size_t i = 0; i < fl->f->attachments.n && i < 8; i++)
			say_fact_text(a, facts, TX("flow.fact.attachment"),
				      fl->f->attachments.at[i].name);
	}
	return facts;
}

/* Why a form was not simply answered. */
static void say_form(const struct flow *fl, struct span site, struct value *say)
{
	const struct mail_fact *f = fl->f;
	struct value *args;

	if (!f || f->forward.present || !f->request.is_form || form_is_ours(fl) ||
	    (f->auth.verdict == AUTH_PASS && site.len == 0))
		return;
	args = say_text(fl->s->a, NULL, "site", f->from.addr);
	value_push(fl->s->a, say,
		   value_tx(fl->s->a,
			    site.len ? TX("flow.ask.form_stranger") : TX("flow.ask.form_unproven"),
			    args));
}

enum rc step_ask(const struct run *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, r->card->client);
	struct span text = { 0 };
	struct value *say = value_new_list(a), *args;
	struct question *q = state_new_question(fl->s, Q_PRODUCT);
	struct span site = form_stranger(fl);

	if (fl->f)
		text = fl->f->forward.present ? fl->f->forward.text : fl->f->text;
	q->card = r->card->id;
	q->data = say_text(a, NULL, "quote", utf8_cut(text, MAX_WORDS_SHOWN));
	say_text(a, q->data, "site", site);
	args = say_text(a, NULL, "client", c->party.name.len ? c->party.name : c->party.email);
	say_text(a, args, "title", r->card->title);
	say_int(a, args, "card", r->card->id);
	value_push(a, say,
		   value_tx(a, r->card->product ? TX("flow.ask.request") : TX("flow.ask.product"),
			    args));
	say_form(fl, site, say);
	return ask_staff(fl, q, say, request_facts(fl, c),
			 product_options(fl->s, r->card, text, site), ROLE_OWNER | ROLE_SALES,
			 reterr);
}
