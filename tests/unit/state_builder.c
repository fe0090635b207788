/* The firm of the tests (state_builder.h). */
#include "state_builder.h"
#include "mail_auth.h"

#include "command.h"
#include "load_pipelines.h"
#include "load_vat.h"
#include "unit.h"

static void add_staff(struct world *w, const char *addr, const char *name, unsigned roles)
{
	struct staff *st = ARENA_PUSH(w->a, &w->firm.staff);

	*st = (struct staff){ span_of(addr), span_of(name), roles, S("ro") };
}

static void add_series(struct world *w, enum doc_kind kind, const char *prefix)
{
	struct series_rule *r = ARENA_PUSH(w->a, &w->firm.series);

	*r = (struct series_rule){ kind, span_of(prefix), 1, 4, false };
}

static void add_product(struct world *w, const char *name, int64_t price, const char *unit,
			const char *pipeline)
{
	struct product *p = state_new_product(&w->s);

	p->name = span_of(name);
	p->price = DECIMAL_INT(price);
	p->unit = span_of(unit);
	p->pipeline = span_of(pipeline);
	p->vat = S("standard");
	memcpy(p->currency, "RON", 4);
	p->mark = ROW_CLEAN;
}

static void fill_firm(struct world *w)
{
	struct firm *f = &w->firm;

	f->self = (struct party){ .name = S("Atelier Diana SRL"),
				  .street = S("Str. Lungă 1"),
				  .tax_id = S("18547290"),
				  .vat_registered = true,
				  .country = S("RO"),
				  .city = S("București"),
				  .iban = S("RO49AAAA1B31007593840000") };
	f->brand = S("Atelier Diana");
	f->address = S("office@atelier.ro");
	f->lang = S("ro");
	memcpy(f->currency, "RON", 4);
	f->vat_payer = true;
	f->default_pipeline = S("servicii");
	f->offer_valid_days = 14;
	f->payment_days = 15;
	f->contract_months = 12;
	f->reminder_days[0] = 3;
	f->reminder_days[1] = 10;
	f->reminder_notice_days = 20;
	f->missed_periods_cap = 3;
	f->preview_hours = 48;
	f->notice_is_enough = true;
	f->storno_limit = MONEY_RON(1000000);
	f->leave_unknown = true;
	f->template_set = S("templates");
	f->cap_answers_per_hour = 10;
	f->cap_mails_per_day = 20;
	f->cap_answers_per_thread = 5;
	f->cap_unproven_per_day = 100;
	f->cap_domain_per_day = 20;
	add_staff(w, "diana@atelier.ro", "Diana Ionescu", ROLE_ALL);
	add_staff(w, "conta@atelier.ro", "Contabilitate", ROLE_ACCOUNTING);
	add_staff(w, "vlad@atelier.ro", "Vlad", ROLE_SALES);
	add_staff(w, "iulia@atelier.ro", "Iulia", ROLE_VIEWER);
	add_series(w, DOC_OFFER, "OFR");
	add_series(w, DOC_PROFORMA, "PRF");
	add_series(w, DOC_CONTRACT, "CTR");
	add_series(w, DOC_PV, "PV");
	add_series(w, DOC_INVOICE, "FCT");
	add_series(w, DOC_RECEIPT, "CHT");
	*ARENA_PUSH(w->a, &f->banks) =
		(struct bank_source){ S("bt"), S("Banca Transilvania"), S("btrl.ro") };
}

struct world *world_new(void)
{
	struct arena *a = unit_arena();
	struct world *w = ARENA_NEW(a, struct world);
	struct state *s = &w->s;

	w->a = a;
	fill_firm(w);
	if (!CHECK_RC(load_pipelines(PLIC_SOURCE_DIR "/config", a, &w->firm.pipelines, &w->why),
		      RC_OK) ||
	    !CHECK_RC(load_vat(PLIC_SOURCE_DIR "/config", a, &w->firm, &w->why), RC_OK))
		FAIL("%s", w->why.text);
	s->a = a;
	s->firm = &w->firm;
	s->next.client = s->next.card = s->next.document = s->next.payment = 1;
	s->next.subscription = s->next.question = s->next.product = 1;
	s->next.card = 1042;
	world_today(w, "2026-11-12");
	add_product(w, "Curs Excel avansat", 450, "buc", "curs");
	add_product(w, "Curs Word", 300, "buc", "curs");
	add_product(w, "Consultanță", 150, "ore", "servicii");
	add_product(w, "Reparații", 100, "ore", "estimare");
	add_product(w, "Mentenanță", 200, "luni", "abonament");
	w->m.id = 100;
	return w;
}

void world_today(struct world *w, const char *iso)
{
	CHECK_RC(day_parse(span_of(iso), &w->s.today), RC_OK);
	w->s.now = day_instant(w->s.today, 10, 15);
}

static void find_sender(struct world *w)
{
	struct sender *who = &w->s.sender;

	*who = (struct sender){ .addr = w->f.from.addr };
	who->authenticated = w->f.auth.verdict == AUTH_PASS && w->f.n_from == 1;
	for (size_t i = 0; i < w->firm.staff.n; i++)
		if (span_ieq(w->firm.staff.at[i].addr, who->addr))
			who->staff = &w->firm.staff.at[i];
	for (size_t i = 0; i < w->s.clients.n; i++)
		if (span_ieq(w->s.clients.at[i]->party.email, who->addr))
			who->client = w->s.clients.at[i];
}

void world_mail(struct world *w, const char *from, const char *text)
{
	struct span addr = span_of(from);

	w->m = (struct message){ .id = w->m.id + 1 };
	w->m.raw = hash_sha256(arena_fmt(w->a, "%s %s %d", from, text, (int)w->m.id));
	w->f = (struct mail_fact){ .class = MAIL_HUMAN, .n_from = 1 };
	w->f.auth.verdict = AUTH_PASS;
	w->f.auth.by = S("dkim");
	w->f.auth.domain = mail_auth_domain(addr);
	w->f.from.addr = addr;
	w->f.text = span_of(text);
	w->f.subject = S("Cerere");
	w->f.message_id = arena_fmt(w->a, "m%d@example.org", (int)w->m.id);
	find_sender(w);
}

void world_unproven(struct world *w)
{
	w->f.auth = (struct auth){ .verdict = AUTH_NONE, .code = AUTH_NO_LINE };
	w->s.sender.authenticated = false;
}

void world_answer(struct world *w, enum answer_kind kind, const char *line)
{
	w->f.answer = (struct answer){ .kind = kind, .line = span_of(line) };
}

void world_token(struct world *w, const struct mail_spec *m)
{
	struct sender *who = &w->s.sender;

	who->token_ok = true;
	who->token_bound = true;
	who->token_purpose = m->token_purpose;
	who->token_addr = m->to;
	who->token_card = m->card;
	who->token_document = m->token_document;
	who->token_question = m->token_question;
	w->s.card = state_card(&w->s, m->card);
}

void world_lines(struct world *w, const char *text)
{
	static const struct phrases none = { 0 };
	struct command_rules rules = { .book = phrase_book_new(w->a, &none) };

	w->f.text = span_of(text);
	command_read(w->a, &rules, w->f.text, &w->f.lines, &w->f.text_after);
}

struct notice *world_notice(struct world *w, int64_t minor, const char *payer, const char *details)
{
	struct notice *n;

	world_mail(w, "alerte@btrl.ro", "notificare");
	w->f.bank = S("bt");
	n = ARENA_PUSH(w->a, &w->f.notices);
	*n = (struct notice){ .bank = S("bt"),
			      .incoming = true,
			      .amount = MONEY_RON(minor),
			      .day = w->s.today,
			      .payer = span_of(payer),
			      .details = span_of(details),
			      .bank_ref = arena_fmt(w->a, "REF%d", (int)w->m.id) };
	return n;
}

enum rc world_decide(struct world *w)
{
	enum rc rc;

	w->d = (struct decision){ 0 };
	rc = decide_mail(&w->s, &w->f, &w->m, &w->d, &w->why);
	if (rc)
		FAIL("decide_mail: %s", w->why.text);
	for (size_t i = 0; i < w->d.effects.n; i++)
		state_check_reasons(&w->d.effects.at[i].mail);
	return rc;
}

#define CLEAN(vec)                              \
	for (size_t i = 0; i < w->s.vec.n; i++) \
		w->s.vec.at[i]->mark = ROW_CLEAN;

void world_next(struct world *w)
{
	CLEAN(clients)
	CLEAN(cards)
	CLEAN(documents)
	CLEAN(payments)
	CLEAN(subscriptions)
	CLEAN(questions)
	CLEAN(products)
	w->s.acceptances.n = w->s.allocations.n = w->s.events.n = 0;
	w->s.bounced.n = 0;
	w->s.card = NULL;
	w->s.sender = (struct sender){ 0 };
	w->d = (struct decision){ 0 };
}

struct client *world_client(struct world *w, const char *name, const char *email)
{
	struct client *c = state_new_client(&w->s);

	c->party.name = span_of(name);
	c->party.email = span_of(email);
	memcpy(c->credit.cur, "RON", 4);
	c->mark = ROW_CLEAN;
	return c;
}

struct card *world_card(struct world *w, struct client *c, const char *pipeline, const char *stage,
			const char *title)
{
	struct card *card = state_new_card(&w->s);

	card->client = c->id;
	card->pipeline = span_of(pipeline);
	card->stage = span_of(stage);
	card->title = span_of(title);
	card->mark = ROW_CLEAN;
	return card;
}

struct lines *world_line(struct world *w, const char *name, int64_t qty, int64_t price)
{
	struct lines *l = ARENA_NEW(w->a, struct lines);
	struct line *one = ARENA_PUSH(w->a, l);

	*one = (struct line){ .name = span_of(name),
			      .qty = DECIMAL_INT(qty),
			      .unit = S("buc"),
			      .price = DECIMAL_INT(price),
			      .vat_category = 'S',
			      .vat_rate = DECIMAL_INT(21),
			      .period_from = DAY_NONE,
			      .period_to = DAY_NONE };
	return l;
}

struct document *world_issued(struct world *w, struct card *card, enum doc_kind kind,
			      const struct lines *lines)
{
	struct decision d = { 0 };
	struct flow fl = { .s = &w->s, .d = &d };
	struct document *doc = NULL;

	if (!CHECK_RC(doc_draft(&fl, kind, card, lines, NULL, &doc, &w->why), RC_OK) ||
	    !CHECK_RC(doc_issue(&fl, doc, &w->why), RC_OK))
		FAIL("%s", w->why.text);
	w->s.events.n = 0;
	if (doc)
		doc->mark = ROW_CLEAN;
	return doc;
}

struct product *world_product(struct world *w, const char *name)
{
	for (size_t i = 0; i < w->s.products.n; i++)
		if (span_eq_str(w->s.products.at[i]->name, name))
			return w->s.products.at[i];
	FAIL("no product %s", name);
	return NULL;
}

struct mail_spec *world_mail_to(struct world *w, const char *to, const char *template_)
{
	for (size_t i = 0; i < w->d.effects.n; i++) {
		struct mail_spec *m = &w->d.effects.at[i].mail;

		if (w->d.effects.at[i].kind == FX_SEND_MAIL && span_eq_str(m->to, to) &&
		    span_eq_str(m->template_, template_))
			return m;
	}
	return NULL;
}

struct mail_spec *world_must(struct world *w, const char *to, const char *template_)
{
	struct mail_spec *m = world_mail_to(w, to, template_);

	if (m)
		return m;
	FAIL("no mail \"%s\" to %s", template_, to);
	m = ARENA_NEW(w->a, struct mail_spec);
	m->data = value_new_map(w->a);
	return m;
}

unsigned world_mails(const struct world *w)
{
	return (unsigned)w->d.effects.n;
}

unsigned world_keys(const struct world *w, const char *key)
{
	unsigned n = 0;

	for (size_t i = 0; i < w->d.effects.n; i++)
		n += span_eq_str(w->d.effects.at[i].key, key);
	return n;
}

bool world_event(const struct world *w, const char *kind)
{
	for (size_t i = 0; i < w->s.events.n; i++)
		if (span_eq_str(w->s.events.at[i]->kind, kind))
			return true;
	return false;
}

struct document *world_newest(struct world *w, enum doc_kind kind)
{
	struct document *best = NULL;

	for (size_t i = 0; i < w->s.documents.n; i++)
		if (w->s.documents.at[i]->kind == kind)
			best = w->s.documents.at[i];
	return best;
}

struct span tx_key(const struct value *v)
{
	return v && v->kind == VALUE_TX ? v->u.text : S("");
}

struct span data_tx(const struct mail_spec *m, const char *key)
{
	return tx_key(value_get(m->data, key));
}

static const struct value *data_of(const struct mail_spec *m, const char *key, enum value_kind kind)
{
	const struct value *v = value_get(m->data, key);

	return v && v->kind == kind ? v : NULL;
}

int64_t data_minor(const struct mail_spec *m, const char *key)
{
	const struct value *v = data_of(m, key, VALUE_MONEY);

	return v ? v->u.money.minor : -1;
}

struct span data_iso(const struct mail_spec *m, const char *key)
{
	const struct value *v = data_of(m, key, VALUE_DAY);

	return v ? day_iso(unit_arena(), v->u.day) : S("");
}

int64_t data_n(const struct mail_spec *m, const char *key)
{
	const struct value *v = data_of(m, key, VALUE_LIST);

	return v ? (int64_t)v->u.list.n : -1;
}

struct span data_command(const struct mail_spec *m, size_t i)
{
	const struct value *v = data_of(m, "options", VALUE_LIST);

	return v && i < v->u.list.n ? value_get_text(v->u.list.at[i], "command") : S("");
}
