/* Builds the firm, plays mails against decide_commands, and prints answers as people would read them. */
#include "commands_kit.h"

#include "command.h"
#include "load_cash.h"
#include "load_pipelines.h"
#include "load_vat.h"
#include "sample_look.h"
#include "utf8.h"

static void add_staff(struct kit *k, const char *local, unsigned roles, const char *lang)
{
	struct staff *st = ARENA_PUSH(k->a, &k->firm.staff);

	st->addr = arena_fmt(k->a, "%s@firma.example", local);
	st->name = arena_fmt(k->a, "%s", local);
	st->roles = roles;
	st->lang = span_of(lang);
}

static void add_series(struct kit *k, enum doc_kind kind, const char *prefix, int64_t next)
{
	struct series *se = ARENA_NEW(k->a, struct series);
	struct series_rule *r = ARENA_PUSH(k->a, &k->firm.series);

	se->kind = r->kind = kind;
	se->prefix = r->prefix = span_of(prefix);
	se->next = r->start = next;
	se->pad = r->pad = 4;
	*ARENA_PUSH(k->a, &k->s.series) = se;
}

static void add_product(struct kit *k, const char *name, int64_t price, const char *unit,
			const char *pipeline)
{
	struct product *p = state_new_product(&k->s);

	p->name = span_of(name);
	p->fold = utf8_fold(k->a, p->name);
	p->price = DECIMAL_INT(price);
	p->unit = span_of(unit);
	p->vat = S("standard");
	p->pipeline = span_of(pipeline);
	memcpy(p->currency, "RON", 4);
	p->mark = ROW_CLEAN;
}

static void make_firm(struct kit *k)
{
	const char *dir = PLIC_SOURCE_DIR "/config";

	k->firm = sample_firm();
	k->firm.default_pipeline = S("servicii");
	k->firm.offer_valid_days = 14;
	k->firm.payment_days = 14;
	k->firm.contract_months = 12;
	k->firm.preview_hours = 24;
	k->firm.notice_is_enough = true;
	k->firm.storno_limit = MONEY_RON(500000);
	if (load_pipelines(dir, k->a, &k->firm.pipelines, &k->why) ||
	    load_vat(dir, k->a, &k->firm, &k->why) || load_cash(dir, k->a, &k->firm.cash, &k->why))
		FAIL("%s", k->why.text);
	add_staff(k, "diana", ROLE_OWNER, "ro");
	add_staff(k, "dan", ROLE_OWNER, "ro");
	add_staff(k, "ana", ROLE_SALES, "ro");
	add_staff(k, "geo", ROLE_ACCOUNTING, "ro");
	add_staff(k, "lia", ROLE_DELIVERY, "ro");
	add_staff(k, "vio", ROLE_VIEWER, "ro");
	add_staff(k, "eve", ROLE_OWNER, "en");
}

struct kit *kit_new(void)
{
	struct arena *a = arena_new(512u << 20);
	struct kit *k = ARENA_NEW(a, struct kit);
	struct civil today = { 2026, 11, 12 };

	k->a = a;
	make_firm(k);
	k->look = sample_look();
	k->s.a = a;
	k->s.firm = &k->firm;
	if (day_from_civil(today, &k->s.today))
		FAIL("no day");
	k->s.now = day_instant(k->s.today, 10, 0);
	k->s.next.client = 7;
	k->s.next.card = 1042;
	k->s.next.document = k->s.next.payment = k->s.next.subscription = 1;
	k->s.next.question = k->s.next.product = 1;
	k->m.id = 100;
	add_series(k, DOC_OFFER, "OFR", 44);
	add_series(k, DOC_PROFORMA, "PRF", 31);
	add_series(k, DOC_CONTRACT, "CTR", 19);
	add_series(k, DOC_PV, "PV", 5);
	add_series(k, DOC_INVOICE, "FCT", 12);
	add_series(k, DOC_STORNO, "STN", 1);
	add_series(k, DOC_RECEIPT, "CHT", 3);
	add_product(k, "Curs Excel", 450, "buc", "curs");
	add_product(k, "Curs Excel avansat", 700, "buc", "curs");
	add_product(k, "Consultanță", 150, "ore", "servicii");
	k->ion = state_new_client(&k->s);
	k->ion->party = (struct party){ .name = S("Popescu Ion"),
					.email = S("ion@exemplu.ro"),
					.country = S("RO") };
	k->card = state_new_card(&k->s);
	k->card->client = k->ion->id;
	k->card->pipeline = S("servicii");
	k->card->stage = S("new");
	k->card->title = S("Consultanță");
	k->ion->mark = ROW_CLEAN;
	k->card->mark = ROW_CLEAN;
	kit_thread(k, k->card);
	kit_from(k, "diana");
	return k;
}

void kit_free(struct kit *k)
{
	look_free(k->look);
	arena_free(k->a);
}

void kit_from(struct kit *k, const char *local)
{
	struct sender *w = &k->s.sender;

	*w = (struct sender){ .authenticated = true };
	w->addr = arena_fmt(k->a, "%s@firma.example", local);
	for (size_t i = 0; i < k->firm.staff.n; i++)
		if (span_eq(k->firm.staff.at[i].addr, w->addr))
			w->staff = &k->firm.staff.at[i];
}

void kit_thread(struct kit *k, struct card *card)
{
	k->s.card = card;
}

void kit_reply_to(struct kit *k, int64_t question)
{
	struct sender *w = &k->s.sender;

	w->token_ok = true;
	w->token_bound = true;
	w->token_purpose = S("staff");
	w->token_addr = w->addr;
	w->token_question = question;
}

static struct span part(struct kit *k, const struct value *v)
{
	(void)k;
	return v != NULL && v->kind == VALUE_TEXT ? v->u.text : S("");
}

static void print_list(struct kit *k, struct buf *b, const struct value *data, const char *key,
		       const char *label, const char *const *fields)
{
	const struct value *list = value_get(data, key);

	for (size_t i = 0; list != NULL && i < list->u.list.n; i++) {
		const struct value *item = list->u.list.at[i];

		buf_add_str(b, label);
		if (fields == NULL)
			buf_add(b, part(k, item));
		for (size_t f = 0; fields != NULL && fields[f] != NULL; f++)
			buf_add_fmt(b, "%s%.*s", f > 0 ? " | " : "",
				    SPAN_ARG(part(k, value_get(item, fields[f]))));
		buf_add_char(b, '\n');
	}
}

static struct span print_answer(struct kit *k, const struct mail_spec *m)
{
	static const char *const change[] = { "what", "before", "after", NULL };
	static const char *const row[] = { "label", "value", NULL };
	static const char *const next[] = { "label", "command", NULL };
	struct value *data;
	struct buf b;

	buf_init(&b, k->a, 1 << 20);
	if (look_localise(k->look, k->a, m->lang, m->data, &data, &k->why)) {
		FAIL("%s", k->why.text);
		return S("");
	}
	buf_add_fmt(&b, "result=%.*s\nheadline=%.*s\nrefusal=%.*s\n",
		    SPAN_ARG(part(k, value_get(data, "result"))),
		    SPAN_ARG(part(k, value_get(data, "headline"))),
		    SPAN_ARG(part(k, value_get(data, "refusal"))));
	print_list(k, &b, data, "understood", "understood: ", NULL);
	buf_add_fmt(&b, "quote=%.*s\n", SPAN_ARG(part(k, value_get(data, "quote"))));
	print_list(k, &b, data, "changes", "change: ", change);
	print_list(k, &b, data, "shown", "row: ", row);
	print_list(k, &b, data, "next", "next: ", next);
	print_list(k, &b, data, "instead", "instead: ", NULL);
	print_list(k, &b, data, "attached", "attached: ", NULL);
	return buf_span(&b);
}

struct span kit_send(struct kit *k, const char *text)
{
	struct phrases none = { 0 };
	struct command_rules rules = { .book = phrase_book_new(k->a, &none) };
	const struct mail_spec *m;

	k->m.id++;
	k->d = (struct decision){ 0 };
	k->f = (struct mail_fact){ .class = MAIL_HUMAN,
				   .n_from = 1,
				   .from.addr = k->s.sender.addr,
				   .subject = S("Re: plic"),
				   .message_id = arena_fmt(k->a, "m%lld@x", (long long)k->m.id) };
	k->f.text = span_of(text);
	command_read(k->a, &rules, k->f.text, &k->f.lines, &k->f.text_after);
	if (decide_commands(&k->s, &k->f, &k->m, &k->d, &k->why)) {
		FAIL("%s", k->why.text);
		return S("");
	}
	m = kit_mail(k, "answer");
	if (m == NULL) {
		FAIL("no answer to %s", text);
		return S("");
	}
	return print_answer(k, m);
}

#define CLEAN(vec)                              \
	for (size_t i = 0; i < k->s.vec.n; i++) \
	k->s.vec.at[i]->mark = ROW_CLEAN

struct span kit_sure(struct kit *k, const char *text)
{
	struct sender was;
	struct span said;

	(void)kit_send(k, text);
	was = k->s.sender;
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	k->s.sender = was;
	return said;
}

void kit_commit(struct kit *k)
{
	CLEAN(clients);
	CLEAN(cards);
	CLEAN(documents);
	CLEAN(payments);
	CLEAN(subscriptions);
	CLEAN(questions);
	CLEAN(products);
	for (size_t i = 0; i < k->s.allocations.n; i++)
		*ARENA_PUSH(k->a, &k->s.allocated) = k->s.allocations.at[i];
	k->s.allocations.n = k->s.acceptances.n = k->s.events.n = 0;
	k->s.hits.n = 0;
	k->s.hold_changed = false;
	kit_from(k, "diana");
	kit_thread(k, k->card);
}

const struct mail_spec *kit_mail(const struct kit *k, const char *template_)
{
	for (size_t i = k->d.effects.n; i-- > 0;)
		if (k->d.effects.at[i].kind == FX_SEND_MAIL &&
		    span_eq_str(k->d.effects.at[i].mail.template_, template_))
			return &k->d.effects.at[i].mail;
	return NULL;
}

unsigned kit_mails(const struct kit *k, const char *template_)
{
	unsigned n = 0;

	for (size_t i = 0; i < k->d.effects.n; i++)
		n += span_eq_str(k->d.effects.at[i].mail.template_, template_);
	return n;
}

struct document *kit_doc(const struct kit *k, enum doc_kind kind)
{
	for (size_t i = k->s.documents.n; i-- > 0;)
		if (k->s.documents.at[i]->kind == kind)
			return k->s.documents.at[i];
	return NULL;
}

struct question *kit_question(const struct kit *k)
{
	return k->s.questions.n > 0 ? k->s.questions.at[k->s.questions.n - 1] : NULL;
}
