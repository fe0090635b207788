/* A person asks for something: client and card, then the pipeline's first document, or a question to
 * staff with one-tap answers. Sent at once only to somebody who asked in so many words, for a product
 * that is beyond doubt, from an address that is proven: else a forged From, or labels that anybody can
 * write, would make us write to a stranger (product.md 13). */
#include <inttypes.h>

#include "address.h"
#include "decide_parts.h"
#include "ident.h"
#include "lang.h"
#include "say.h"
#include "span.h"
#include "step.h"
#include "utf8.h"

/* Who asks, and for what. */
struct asker {
	struct span email, name, subject, text;
	const struct request *req;
	bool trusted;   /* may be written to without a person's look */
	bool asks;      /* in so many words: form, request phrase, or forwarded by staff */
	bool by_staff;  /* forwarded */
	bool own_words; /* speaks for that address: may complete its record */
	struct product *product;
};

static struct product *wanted(const struct flow *fl, const struct asker *k)
{
	bool tie;
	struct span text;

	/* A form's field is what was chosen; in free text it is only where a name seems to stand. */
	if (k->req->is_form && k->req->product.len)
		return product_match(fl->s, k->req->product, &tie);
	text = arena_fmt(fl->s->a, "%.*s\n%.*s", SPAN_ARG(k->subject), SPAN_ARG(k->text));
	return product_match(fl->s, text, &tie);
}

static void asker_of(const struct flow *fl, struct asker *k)
{
	const struct mail_fact *f = fl->f;
	bool proven = f->auth.verdict == AUTH_PASS && f->n_from == 1;

	*k = (struct asker){ .req = &f->request, .subject = f->subject, .text = f->text };
	k->asks = f->request.intent || f->request.is_form;
	k->email = f->from.addr;
	k->name = f->request.name.len ? f->request.name : f->from.name;
	k->trusted = k->own_words = proven;
	if (f->request.is_form && ident_email_valid(f->request.email)) {
		k->email = ident_email_norm(fl->s->a, f->request.email);
		k->name = f->request.name;
		/* A form names somebody else's address: only a site of ours may. */
		k->own_words = proven && span_ieq(k->email, f->from.addr);
		k->trusted = k->own_words || form_is_ours(fl);
	}
	k->product = wanted(fl, k);
}

static void asker_of_forward(const struct flow *fl, struct asker *k)
{
	const struct forward *fw = &fl->f->forward;

	*k = (struct asker){ .req = &fl->f->request, .subject = fw->subject, .text = fw->text };
	k->email = ident_email_norm(fl->s->a, fw->from);
	k->name = fl->f->request.name.len ? fl->f->request.name : fw->from_name;
	k->trusted = k->asks = k->by_staff = k->own_words = true;
	k->product = wanted(fl, k);
}

static struct client *known_client(const struct state *s, struct span email)
{
	struct client *best = NULL;

	for (size_t i = 0; i < s->clients.n; i++) {
		struct client *c = s->clients.at[i];

		if (email.len && span_ieq(c->party.email, email) && (!best || c->id > best->id))
			best = c;
	}
	return best;
}

static void fill_if_empty(struct span *field, struct span with)
{
	if (field->len == 0)
		*field = span_trim(with);
}

/* What the mail says about the person; what we knew before stays. */
static void fill_client(struct state *s, struct client *c, const struct asker *k)
{
	const struct request *q = k->req;
	bool registered = false;
	struct span digits = ident_cui_digits(s->a, q->tax_id, &registered);

	if (c->party.tax_id.len == 0 && digits.len) {
		c->party.tax_id = digits;
		c->party.vat_registered = registered;
		c->company = true;
	}
	if (q->company.len) {
		c->company = true;
		fill_if_empty(&c->party.name, q->company);
		fill_if_empty(&c->party.contact, k->name);
	}
	fill_if_empty(&c->party.name, k->name);
	if (c->party.name.len == 0)
		c->party.name = span_sub(c->party.email, 0, span_find_char(c->party.email, '@', 0));
	fill_if_empty(&c->party.phone, q->phone);
	address_fill(s->a, q->address, &c->party);
	fill_if_empty(&c->party.country, S("RO"));
}

static struct client *client_for(struct state *s, const struct asker *k)
{
	struct client *c = known_client(s, k->email);
	bool is_new = !c;

	if (is_new) {
		struct span lang = lang_of_text(s->a, k->text);

		c = state_new_client(s);
		c->lang = lang.len ? lang : c->lang;
		c->party.email = k->email;
		memcpy(c->credit.cur, s->firm->currency, sizeof(c->credit.cur));
	}
	/* Nobody but its owner and staff write into a record that exists. */
	if (is_new || k->own_words) {
		fill_client(s, c, k);
		ROW_TOUCH(c);
	}
	return c;
}

static struct span title_of(const struct state *s, const struct asker *k)
{
	struct span title = k->product ? k->product->name : span_trim(k->subject);

	if (title.len == 0)
		title = span_trim(k->req->intent_line);
	(void)s;
	return utf8_cut(title, 120);
}

/* The form's button pressed twice, the mail sent again: the card is there since yesterday or today. */
static struct card *same_again(const struct state *s, const struct client *c, const struct asker *k)
{
	struct span title = title_of(s, k);

	for (size_t i = 0; c && i < s->cards.n; i++) {
		struct card *old = s->cards.at[i];

		if (old->client == c->id && !old->closed && old->mark != ROW_NEW &&
		    old->opened.n >= s->today.n - 1 &&
		    old->product == (k->product ? k->product->id : 0) && span_eq(old->title, title))
			return old;
	}
	return NULL;
}

static const struct pipeline *pipeline_for(const struct state *s, const struct asker *k)
{
	const struct pipelines *all = &s->firm->pipelines;
	const struct pipeline *p = k->product ? pipeline_find(all, k->product->pipeline) : NULL;

	if (!p)
		p = pipeline_find(all, s->firm->default_pipeline);
	return p || all->n == 0 ? p : &all->at[0];
}

static enum rc open_card(struct flow *fl, const struct asker *k, struct why *reterr)
{
	struct state *s = fl->s;
	const struct pipeline *p = pipeline_for(s, k);
	struct client *c;
	struct card *card;

	if (!p)
		return why_fail(reterr, RC_BAD_CONFIG, "no pipeline is configured");
	c = client_for(s, k);
	card = state_new_card(s);
	card->client = c->id;
	card->pipeline = p->name;
	card->stage = p->start;
	card->title = title_of(s, k);
	card->product = k->product ? k->product->id : 0;
	card->thread_subject = k->subject;
	/* A forwarded mail and a form have a Message-ID that the client never saw. */
	if (!k->by_staff && !fl->f->request.is_form)
		card->thread_id = fl->f->message_id;
	s->card = card;
	state_event(s, card->id, "request", 0, 0, say_text(s->a, NULL, "subject", k->subject));
	return RC_OK;
}

/* Asked and answered in one: "... Cât durează?" waits for a person although the document went. */
static enum rc tell_question(struct flow *fl, const struct asker *k, struct why *reterr)
{
	if (span_find_char(k->text, '?', 0) == SIZE_MAX || k->by_staff)
		return RC_OK;
	return pass_to_staff(fl, fl->s->card, 0, TX("flow.ask.request_question"), NULL, reterr);
}

static bool is_clear(const struct asker *k)
{
	return k->product && k->trusted && k->asks;
}

static enum rc run_card(struct flow *fl, const struct asker *k, struct why *reterr)
{
	struct state *s = fl->s;
	bool clear = is_clear(k);
	struct run ask = { fl, s->card, EV_UNCLEAR, NULL };
	struct lines lines = { 0 };
	enum rc rc;

	if (k->product)
		*ARENA_PUSH(s->a, &lines) = product_line(s, k->product);
	rc = card_run(fl, s->card, clear ? EV_REQUEST : EV_UNCLEAR, clear ? &lines : NULL, reterr);
	/* A pipeline of the firm's own may know neither: staff are asked all the same. */
	if (rc == RC_REFUSED)
		rc = step_ask(&ask, reterr);
	if (!rc && fl->n_issued > 0)
		rc = tell_question(fl, k, reterr);
	fl->d->outcome = clear ? S("request") : S("request-unclear");
	return rc ? rc : flow_mail_issued(fl, s->card, reterr);
}

/* The card waits for a person because nobody proved who asked, and now somebody does: whoever asks first in
 * another's name keeps him from nothing. */
static bool waits_for_proof(const struct state *s, const struct card *old, const struct asker *k)
{
	const struct pipeline *p = pipeline_find(&s->firm->pipelines, old->pipeline);

	return is_clear(k) && p && pipeline_next(p, old->stage, EV_REQUEST);
}

static enum rc proven_now(struct flow *fl, struct card *old, const struct asker *k,
			  struct why *reterr)
{
	struct state *s = fl->s;

	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->card == old->id && q->kind == Q_PRODUCT && q->state == Q_OPEN) {
			q->state = Q_DONE;
			q->answered_by = k->email;
			ROW_TOUCH(q);
		}
	}
	(void)client_for(s, k);
	s->card = old;
	state_event(s, old->id, "request", 0, 0, say_text(s->a, NULL, "subject", k->subject));
	return run_card(fl, k, reterr);
}

static enum rc again(struct flow *fl, struct card *old)
{
	fl->s->card = old;
	fl->d->outcome = S("request-again");
	state_event(fl->s, old->id, "request-again", 0, 0, NULL);
	return RC_OK;
}

/* Mail providers where anybody has an address: their domain says nothing of who asks. */
static bool is_open_provider(struct span host)
{
	static const char *const hosts[] = {
		"gmail.com",  "googlemail.com", "yahoo.com",   "yahoo.ro",      "yahoo.co.uk",
		"ymail.com",  "outlook.com",    "hotmail.com", "live.com",      "msn.com",
		"icloud.com", "me.com",         "mac.com",     "aol.com",       "proton.me",
		"gmx.de",     "gmx.net",        "gmx.com",     "web.de",        "t-online.de",
		"mail.ru",    "protonmail.com", "zoho.com",    "hotmail.co.uk", "live.dk",
		"hotmail.fr", "orange.fr",      "libero.it",   "rdslink.ro",    "clicknet.ro",
		"k.ro",       "mail.dk",        "email.com",   "fastmail.com",
	};

	for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
		if (span_eq_str(host, hosts[i]))
			return true;
	return false;
}

/* Too much from people we do not know: the mails stay in the journal and wait for a person, who is told
 * once a day and not once a mail. NULL: not so. */
static const char *flood(const struct flow *fl, const struct asker *k, struct span *ret_key)
{
	const struct firm *f = fl->s->firm;
	const struct sender *w = &fl->s->sender;
	struct span host = ident_email_host(k->email), day = day_iso(fl->s->a, fl->s->today);

	if (known_client(fl->s, k->email) || w->staff)
		return NULL;
	if (!k->trusted && f->cap_unproven_per_day > 0 &&
	    w->cards_today >= f->cap_unproven_per_day) {
		*ret_key = arena_fmt(fl->s->a, "flood:%.*s", SPAN_ARG(day));
		return TX("flow.flood.unproven");
	}
	if (f->cap_domain_per_day > 0 && w->cards_of_domain >= f->cap_domain_per_day &&
	    !is_open_provider(host)) {
		*ret_key = arena_fmt(fl->s->a, "flood:%.*s:%.*s", SPAN_ARG(host), SPAN_ARG(day));
		return TX("flow.flood.domain");
	}
	return NULL;
}

static enum rc tell_flood(struct flow *fl, const struct asker *k, const char *text_key,
			  struct span key, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_text(a, NULL, "domain", ident_email_host(k->email)), *say;

	fl->d->outcome = S("over-cap");
	fl->d->folder = FOLDER_REVIEW;
	say_int(a, args, "count",
		k->trusted ? fl->s->sender.cards_of_domain : fl->s->sender.cards_today);
	say = value_new_list(a);
	value_push(a, say, value_tx(a, TX("flow.flood.why"), args));
	return tell_staff(fl, key, value_tx(a, text_key, args), say, NULL, NULL, ROLE_OWNER,
			  reterr);
}

static enum rc over_cap(struct flow *fl, struct why *reterr)
{
	struct arena *a = fl->s->a;

	fl->d->outcome = S("over-cap");
	return set_aside(fl, FOLDER_REVIEW,
			 arena_fmt(a, "cap:%.*s:%.*s",
				   SPAN_ARG(ident_email_mailbox(a, fl->f->from.addr)),
				   SPAN_ARG(day_iso(a, fl->s->today))),
			 TX("flow.aside.cap"), NULL, S(""), reterr);
}

enum rc decide_request(struct flow *fl, bool *mine, struct why *reterr)
{
	struct asker k;
	struct card *old;
	const char *too_many;
	struct span key;
	enum rc rc;

	asker_of(fl, &k);
	*mine = k.asks || k.product;
	if (!*mine)
		return RC_OK;
	too_many = flood(fl, &k, &key);
	if (too_many)
		return tell_flood(fl, &k, too_many, key, reterr);
	if (!flow_may_answer(fl->s))
		return over_cap(fl, reterr);
	fl->d->folder = FOLDER_HANDLED;
	old = same_again(fl->s, known_client(fl->s, k.email), &k);
	if (old && waits_for_proof(fl->s, old, &k))
		return proven_now(fl, old, &k, reterr);
	if (old)
		return again(fl, old);
	rc = open_card(fl, &k, reterr);
	return rc ? rc : run_card(fl, &k, reterr);
}

enum rc request_forwarded(struct flow *fl, struct why *reterr)
{
	struct asker k;
	struct card *old;

	asker_of_forward(fl, &k);
	old = same_again(fl->s, known_client(fl->s, k.email), &k);
	if (old) {
		fl->s->card = old;
		return RC_OK;
	}
	return open_card(fl, &k, reterr);
}

enum rc request_run(struct flow *fl, struct why *reterr)
{
	struct asker k;

	asker_of_forward(fl, &k);
	if (fl->s->card->mark != ROW_NEW)
		return again(fl, fl->s->card);
	return run_card(fl, &k, reterr);
}
