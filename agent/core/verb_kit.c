/* How a verb speaks: refusals, changes, next actions. */
#include "flow_hold.h"
#include "run_commands.h"

#include <stdarg.h>

#include "span.h"
#include "utf8.h"

#define MOST_NEXT 5

struct value *tx(struct arena *a, const char *key, ...)
{
	struct value *args = value_new_map(a);
	const char *name;
	va_list ap;

	va_start(ap, key);
	for (name = va_arg(ap, const char *); name != NULL; name = va_arg(ap, const char *))
		value_set(a, args, name, va_arg(ap, struct value *));
	va_end(ap);
	return value_tx(a, key, args);
}

struct value *tx_span(struct verb_call *c, struct span s)
{
	return value_text(c->s->a, s);
}

bool lang_is_en(struct span lang)
{
	return span_istarts(lang, S("en"));
}

struct span staff_lang(const struct state *s)
{
	if (s->sender.staff != NULL && s->sender.staff->lang.len > 0)
		return s->sender.staff->lang;
	return s->firm->lang.len > 0 ? s->firm->lang : S("ro");
}

const char *verb_word(const struct verb_call *c, const struct verb *v)
{
	return lang_is_en(staff_lang(c->s)) ? v->en : v->ro;
}

bool verb_refused(const struct verb_call *c)
{
	return c->out->refusal != NULL;
}

enum rc verb_refuse(struct verb_call *c, struct value *why)
{
	if (c->out->refusal == NULL)
		c->out->refusal = why;
	return RC_OK;
}

enum rc verb_refuse_faults(struct verb_call *c)
{
	const struct preflight_faults *f = &c->fl->faults;
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));
	struct span line = preflight_client_line(a, f, en, true);

	if (f->n == 0)
		return RC_OK;
	(void)verb_refuse(c, tx(a, TX("verb.no.preflight"), "why", preflight_say(a, f), NULL));
	if (line.len > 0)
		verb_instead(c, "%.*s", SPAN_ARG(line));
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].kind == FIX_COMMAND)
			verb_instead(c, "%s %s", f->at[i].word[en], f->at[i].example[en]);
	return RC_OK;
}

enum rc verb_run_held(struct verb_call *c, const struct client *cl, struct why *reterr)
{
	struct arena *a = c->s->a;
	enum rc rc = hold_again_of(c->fl, cl, reterr);
	struct span line;

	if (rc || c->fl->faults.n == 0)
		return rc;
	verb_show(c, value_tx(a, TX("verb.label.held"), NULL), preflight_say(a, &c->fl->faults));
	line = preflight_client_line(a, &c->fl->faults, lang_is_en(staff_lang(c->s)), false);
	c->fl->faults = (struct preflight_faults){ 0 };
	if (line.len > 0)
		verb_next(c, value_tx(a, TX("flow.option.complete"), NULL), "%.*s", SPAN_ARG(line));
	return RC_OK;
}

PRINTF_LIKE(2, 0)
static struct value *vtext(struct arena *a, const char *fmt, va_list ap)
{
	char text[600];
	int n = vsnprintf(text, sizeof(text), fmt, ap);
	size_t len = n < 0 ? 0 : (size_t)n;

	if (len >= sizeof(text))
		len = sizeof(text) - 1;
	return value_text(a, utf8_clean(a, (struct span){ text, len }));
}

void verb_instead(struct verb_call *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	value_push(c->s->a, c->out->instead, vtext(c->s->a, fmt, ap));
	va_end(ap);
}

void verb_changed(struct verb_call *c, struct value *what, struct value *before,
		  struct value *after)
{
	struct value *none = value_str(c->s->a, "");

	flow_changed(c->fl, what, before == NULL ? none : before, after == NULL ? none : after);
}

void verb_show(struct verb_call *c, struct value *label, struct value *val)
{
	struct arena *a = c->s->a;
	struct value *m = value_new_map(a);

	value_set(a, m, "label", label);
	value_set(a, m, "value", val);
	value_push(a, c->out->shown, m);
}

static bool same_words(struct arena *a, const struct value *row, const struct value *label)
{
	struct buf one, two;

	buf_init(&one, a, 4000);
	buf_init(&two, a, 4000);
	value_to_json(value_get(row, "label"), &one);
	value_to_json(label, &two);
	return span_eq(buf_span(&one), buf_span(&two));
}

/* A button that its reader may not press only annoys. */
static bool may_type(const struct verb_call *c, struct span command)
{
	struct span rest = utf8_fold(c->s->a, command), one, two;
	const struct verb *v = NULL;
	bool typo;

	if (c->s->sender.staff == NULL)
		return true;
	if (span_next_word(&rest, &one) && span_next_word(&rest, &two))
		v = verb_find(arena_fmt(c->s->a, "%.*s %.*s", SPAN_ARG(one), SPAN_ARG(two)), &typo);
	if (v == NULL)
		v = verb_find(one, &typo);
	return v == NULL || typo || (v->roles & c->s->sender.staff->roles) != 0;
}

void verb_next(struct verb_call *c, struct value *label, const char *fmt, ...)
{
	struct arena *a = c->s->a;
	struct value_list *list = &c->out->next->u.list;
	struct value *m = value_new_map(a), *command;
	va_list ap;

	va_start(ap, fmt);
	command = vtext(a, fmt, ap);
	va_end(ap);
	if (list->n >= MOST_NEXT || !may_type(c, command->u.text))
		return;
	for (size_t i = 0; i < list->n; i++) {
		struct span old = value_get_text(list->at[i], "command");

		if (span_eq(old, command->u.text))
			return;
		/* "INCASAT" was said before the document had its number. */
		if (span_starts(command->u.text, old) && same_words(a, list->at[i], label)) {
			value_set(a, list->at[i], "command", command);
			return;
		}
	}
	value_set(a, m, "label", label);
	value_set(a, m, "command", command);
	value_push(a, c->out->next, m);
}

bool verb_leftover(struct verb_call *c)
{
	struct arena *a = c->s->a;
	const struct verb *v;
	size_t used;
	bool typo;

	if (verb_refused(c))
		return true;
	if (args_done(&c->args))
		return false;
	v = verb_of_words(a, c->line, &used, &typo);
	(void)verb_refuse(
		c, tx(a, TX("verb.no.words"), "words", tx_span(c, args_left(&c->args)), NULL));
	if (v != NULL)
		verb_instead(c, "%s %s", lang_is_en(staff_lang(c->s)) ? "HELP" : "AJUTOR",
			     verb_word(c, v));
	return true;
}

struct span upper_ascii(struct arena *a, struct span s)
{
	struct span copy = arena_span(a, s);
	char *p = arena_alloc(a, s.len + 1);

	for (size_t i = 0; i < copy.len; i++) {
		char ch = copy.ptr[i];

		p[i] = ch >= 'a' && ch <= 'z' ? (char)(ch - 'a' + 'A') : ch;
	}
	return (struct span){ p, s.len };
}

struct document *verb_take_document(struct verb_call *c, bool *named)
{
	struct arena *a = c->s->a;
	struct document *doc;
	struct span prefix;
	int64_t number;

	*named = args_take_ref(&c->args, &prefix, &number);
	if (!*named)
		return NULL;
	doc = state_document_ref(c->s, prefix, number);
	if (doc == NULL) {
		struct span label = arena_fmt(a, "%.*s %lld", SPAN_ARG(upper_ascii(a, prefix)),
					      (long long)number);

		(void)verb_refuse(c,
				  tx(a, TX("verb.no.document"), "label", tx_span(c, label), NULL));
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "FIND" : "CAUTA",
			     SPAN_ARG(label));
	}
	return doc;
}

static struct question *token_question(const struct verb_call *c, enum question_kind kind)
{
	struct question *q = state_question(c->s, c->s->sender.token_question);

	return q != NULL && q->kind == kind ? q : NULL;
}

bool verb_question_taken(struct verb_call *c, enum question_kind kind)
{
	const struct question *q = token_question(c, kind);

	if (q == NULL || q->state == Q_OPEN || args_has_card(&c->args) ||
	    span_ieq(q->answered_by, c->s->sender.addr))
		return false;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.answered"), "who", tx_span(c, q->answered_by), NULL));
	if (q->card != 0)
		verb_instead(c, "CARD %lld", (long long)q->card);
	return true;
}

void verb_question_answered(struct verb_call *c, enum question_kind kind)
{
	struct question *q = token_question(c, kind);

	if (q == NULL || q->state != Q_OPEN)
		return;
	q->state = Q_DONE;
	q->answered_by = c->s->sender.addr;
	ROW_TOUCH(q);
}

enum rc verb_refuse_client(struct verb_call *c, const char *word)
{
	struct span left = args_left(&c->args);
	bool several = false;

	for (size_t i = 0; i < c->s->hits.n; i++)
		several |= span_eq_str(c->s->hits.at[i].kind, "namesake");
	(void)verb_refuse(c, tx(c->s->a, several ? TX("verb.no.one_client") : TX("verb.no.client"),
				several ? "name" : "who", tx_span(c, left), NULL));
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "namesake"))
			verb_instead(c, "%s %.*s", word,
				     SPAN_ARG(value_get_text(c->s->hits.at[i].data, "email")));
	if (!several)
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "FIND" : "CAUTA",
			     SPAN_ARG(left));
	return RC_OK;
}

struct value *verb_member(struct verb_call *c, const struct value *data, const char *key)
{
	const struct value *v = value_get(data, key);

	return v == NULL ? value_str(c->s->a, "") : value_copy(c->s->a, v);
}

struct mail_spec *verb_mail_client(struct verb_call *c, const char *template_, struct span key)
{
	struct state *s = c->s;
	struct mail_spec *m;

	if (c->client == NULL || !client_reachable(c->client))
		return NULL;
	m = effect_mail_client(s, c->d, template_, SORT_NOTICE, key, c->client);
	m->card = c->card->id;
	m->in_reply_to = c->card->thread_id;
	m->subject_of = c->card->thread_subject;
	value_set(s->a, m->data, "title", card_sold(s, c->card));
	return m;
}
