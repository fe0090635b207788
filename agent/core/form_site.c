/* Web forms and whose they are. Anybody can write anybody's address into a form, and anybody can send a
 * mail that looks like one: only a site of ours may make us write to the address in it. FORMULAR is
 * staff's word that a site is ours. */
#include "run_commands.h"
#include "span.h"

#define MOST_SITES 40

/* The address itself, or of the domain or below it. */
static bool is_site(struct span site, struct span from)
{
	struct span domain;
	size_t at = span_find_char(from, '@', 0);

	if (site.len == 0 || site.ptr[0] != '@' || at == SIZE_MAX)
		return span_ieq(site, from);
	domain = span_from(from, at);
	site = span_from(site, 1);
	return domain.len > site.len && span_ieq(span_from(domain, domain.len - site.len), site) &&
	       (domain.ptr[domain.len - site.len - 1] == '.' ||
		domain.ptr[domain.len - site.len - 1] == '@');
}

static bool is_trusted(struct span sites, struct span from)
{
	struct span one;

	while (span_next_word(&sites, &one))
		if (span_ieq(one, from))
			return true;
	return false;
}

static bool is_proven(const struct mail_fact *f)
{
	return f->auth.verdict == AUTH_PASS && f->n_from == 1;
}

bool form_is_ours(const struct flow *fl)
{
	const struct mail_fact *f = fl->f;
	const struct firm *firm = fl->s->firm;

	if (!f || !f->request.is_form || !is_proven(f))
		return false;
	for (size_t i = 0; i < firm->sites.n; i++)
		if (is_site(firm->sites.at[i], f->from.addr))
			return true;
	return f->request.named_source || fl->s->sender.staff != NULL ||
	       span_ieq(f->from.addr, firm->address) || is_trusted(fl->s->form_sites, f->from.addr);
}

struct span form_stranger(const struct flow *fl)
{
	const struct mail_fact *f = fl->f;

	if (!f || f->forward.present || !f->request.is_form || !is_proven(f) || form_is_ours(fl) ||
	    span_ieq(f->request.email, f->from.addr))
		return S("");
	return f->from.addr;
}

static void set_sites(struct verb_call *c, struct span site, bool trust)
{
	struct arena *a = c->s->a;
	struct span rest = c->s->form_sites, one;
	struct value *on = value_tx(a, TX("verb.form.trusted"), NULL);
	struct value *off = value_tx(a, TX("verb.form.asked"), NULL);
	bool was = is_trusted(c->s->form_sites, site);
	size_t n = 0;
	struct buf b;

	if (was == trust) {
		verb_show(c, tx(a, TX("verb.form.one"), "site", tx_span(c, site), NULL),
			  trust ? on : off);
		return;
	}
	buf_init(&b, a, 8192);
	while (span_next_word(&rest, &one)) {
		if (span_ieq(one, site))
			continue;
		buf_add_fmt(&b, "%s%.*s", b.len ? " " : "", SPAN_ARG(one));
		n++;
	}
	if (trust && n >= MOST_SITES) {
		(void)verb_refuse(
			c, tx(a, TX("verb.no.form_room"), "n", value_int(a, MOST_SITES), NULL));
		return;
	}
	if (trust)
		buf_add_fmt(&b, "%s%.*s", b.len ? " " : "", SPAN_ARG(site));
	c->s->form_sites = buf_span(&b);
	c->s->form_sites_changed = true;
	verb_changed(c, tx(a, TX("verb.form.one"), "site", tx_span(c, site), NULL),
		     trust ? off : on, trust ? on : off);
	if (trust)
		verb_next(c, value_tx(a, TX("verb.next.form_off"), NULL),
			  lang_is_en(staff_lang(c->s)) ? "FORM %.*s no" : "FORMULAR %.*s nu",
			  SPAN_ARG(site));
}

static void show_sites(struct verb_call *c)
{
	struct arena *a = c->s->a;
	struct span rest = c->s->form_sites, one;

	for (size_t i = 0; i < c->s->firm->sites.n; i++)
		verb_show(c, tx_span(c, c->s->firm->sites.at[i]),
			  value_tx(a, TX("verb.form.configured"), NULL));
	while (span_next_word(&rest, &one))
		verb_show(c, tx_span(c, one), value_tx(a, TX("verb.form.trusted"), NULL));
	c->out->headline = value_tx(a, TX("verb.head.forms"), NULL);
}

/* The form that was asked about is answered as it would have been had we known the site. */
static enum rc answer_form(struct verb_call *c, struct question *q, struct why *reterr)
{
	struct card *card = state_card(c->s, q->card);
	const struct product *p = NULL;
	struct lines lines = { 0 };
	enum rc rc;

	for (size_t i = 0; card && i < c->s->products.n; i++)
		if (c->s->products.at[i]->id == card->product && c->s->products.at[i]->active)
			p = c->s->products.at[i];
	if (!p || q->state != Q_OPEN || !card_knows(c->s, card, EV_REQUEST))
		return RC_OK;
	*ARENA_PUSH(c->s->a, &lines) = product_line(c->s, p);
	c->card = card;
	c->client = state_client(c->s, card->client);
	rc = card_run(c->fl, card, EV_REQUEST, &lines, reterr);
	if (!rc)
		verb_question_answered(c, Q_PRODUCT);
	return rc;
}

static enum rc form(struct verb_call *c, struct why *reterr)
{
	struct question *q = state_question(c->s, c->s->sender.token_question);
	struct span site = q && q->data ? value_get_text(q->data, "site") : S("");
	struct token t;
	bool named = args_take_kind(&c->args, TOK_EMAIL, &t), off;

	off = args_take_word(&c->args, "nu|no|fara|without|off");
	if (verb_leftover(c))
		return RC_OK;
	if (named)
		site = t.text;
	if (site.len == 0) {
		show_sites(c);
		return RC_OK;
	}
	if (!named && verb_question_taken(c, Q_PRODUCT))
		return RC_OK;
	set_sites(c, site, !off);
	if (verb_refused(c) || named || off)
		return RC_OK;
	return answer_form(c, q, reterr);
}

const struct verb verb_form = {
	.ro = "FORMULAR",
	.en = "FORM",
	.help = TX("help.formular"),
	.example = { TX("help.formular.1"), TX("help.formular.2") },
	.roles = ROLE_OWNER | ROLE_SALES,
	.moves = true,
	.decide = form,
};
