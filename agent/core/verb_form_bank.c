/* FORMAT: what a bank's mail of a form not known yet tells, put right; the forms that staff taught;
 * forgetting one. */
#include <inttypes.h>

#include "bank_learn.h"
#include "decide_parts.h"
#include "run_commands.h"
#include "span.h"
#include "trust.h"

static struct value *form_name(struct verb_call *c, const struct bank_form_row *r)
{
	return tx(c->s->a, TX("bank.form.one"), "n", value_int(c->s->a, r->id), "bank",
		  tx_span(c, r->bank), "by", tx_span(c, r->by), "day",
		  value_day(c->s->a, day_of_instant(r->at)), NULL);
}

/* Labels as a file of config/banks would say them, sentences as wordings are written (sentence.h). */
static struct value *form_words(struct verb_call *c, const struct bank_form_row *r)
{
	struct arena *a = c->s->a;
	struct value *v = NULL;
	const struct value *labels;
	struct span said = S("");

	if (value_from_json(a, r->rule, &v, NULL))
		return tx_span(c, r->rule);
	labels = value_get(v, "sentences");
	for (size_t i = 0; labels && labels->kind == VALUE_LIST && i < labels->u.list.n; i++) {
		const struct value *one = labels->u.list.at[i];

		said = arena_fmt(a, "%.*s%s%s „%.*s”", SPAN_ARG(said), i ? "; " : "",
				 value_get_bool(one, "in") ? "in" : "out",
				 SPAN_ARG(value_get_text(one, "wording")));
	}
	if (said.len)
		return tx_span(c, said);
	labels = value_get(v, "labels");
	for (size_t i = 0; labels && labels->kind == VALUE_MAP && i < labels->u.map.n; i++)
		said = arena_fmt(a, "%.*s%.*s = { '%.*s' } ", SPAN_ARG(said),
				 SPAN_ARG(labels->u.map.at[i].key),
				 SPAN_ARG(labels->u.map.at[i].val->u.text));
	return tx_span(c, arena_fmt(a, "„%.*s”: %s labels { %.*s}",
				    SPAN_ARG(value_get_text(v, "title")),
				    value_get_bool(v, "in") ? "in" : "out", SPAN_ARG(said)));
}

static void show_forms(struct verb_call *c)
{
	for (size_t i = 0; i < c->s->bank_forms.n; i++) {
		const struct bank_form_row *r = &c->s->bank_forms.at[i];

		verb_show(c, form_name(c, r), form_words(c, r));
		if (i < 5)
			verb_next(c,
				  tx(c->s->a, TX("bank.form.forget"), "n",
				     value_int(c->s->a, r->id), NULL),
				  "FORMAT %s %" PRId64,
				  lang_is_en(staff_lang(c->s)) ? "forget" : "uita", r->id);
	}
	c->out->headline = value_tx(c->s->a,
				    c->s->bank_forms.n ? TX("verb.head.bank_forms") :
							 TX("verb.head.no_bank_forms"),
				    NULL);
}

/* The list is anybody's to read; the rest is guarded (trust.h). */
static bool is_guarded(const struct verb_call *c)
{
	return trust_find(TRUST_GUARDED, signs_of(c->fl))->act == TRUST_PREVIEW;
}

static void forget(struct verb_call *c)
{
	struct token n;

	c->run->costly |= is_guarded(c);
	if (args_take_kind(&c->args, TOK_NUMBER, &n) && !verb_leftover(c) && n.num.scale == 0) {
		for (size_t i = 0; i < c->s->bank_forms.n; i++) {
			const struct bank_form_row *r = &c->s->bank_forms.at[i];

			if (r->id != n.num.n)
				continue;
			*ARENA_PUSH(c->s->a, &c->s->new_bank_forms) = (struct bank_form_row){
				.forgets = r->id, .bank = r->bank, .by = c->s->sender.addr
			};
			verb_changed(c, form_name(c, r), form_words(c, r),
				     value_tx(c->s->a, TX("bank.form.forgotten"), NULL));
			return;
		}
	}
	if (!verb_refused(c)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.bank_form"), NULL));
		verb_instead(c, "FORMAT");
	}
}

/* One of several was put right: all are shown again, and DA books them. */
static void show_several(struct verb_call *c, struct question *q, const struct notices *told)
{
	struct arena *a = c->s->a;

	bank_learn_put(a, q, told);
	c->run->told = q;
	c->out->headline = value_tx(a, TX("bank.head.again"), NULL);
	c->out->shown = value_new_list(a);
	c->out->next = value_new_list(a);
	for (size_t i = 0; i < told->n; i++)
		verb_show(c, value_tx(a, TX("bank.guess.nth"), NULL),
			  bank_learn_say(a, &told->at[i], i));
	verb_next(c, value_tx(a, TX("bank.guess.yes"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "YES" : "DA");
	for (size_t i = 0; i < told->n && i < BANK_LEARN_BUTTONS; i++) {
		struct span line = bank_learn_line(a, &told->at[i], i, told->n);

		if (bank_learn_is_one(&told->at[i]))
			verb_next(c,
				  tx(a, TX("bank.guess.fix"), "n", value_int(a, (int64_t)i + 1),
				     NULL),
				  "%.*s", SPAN_ARG(line));
	}
	verb_next(c, value_tx(a, TX("bank.guess.none"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "NO" : "NU");
}

static enum rc form_bank(struct verb_call *c, struct why *reterr)
{
	struct question *q = state_question(c->s, c->s->sender.token_question);
	struct notices told;

	if (args_take_word(&c->args, "uita|forget")) {
		forget(c);
		return RC_OK;
	}
	if (args_done(&c->args)) {
		show_forms(c);
		return RC_OK;
	}
	if (!bank_learn_is(q) || is_guarded(c))
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.question"), NULL));
	if (verb_question_taken(c, Q_PAYMENT))
		return RC_OK;
	if (q->state != Q_OPEN || (q->expires && c->s->now > q->expires))
		return verb_refuse(c, tx(c->s->a, TX("verb.no.expired"), "day",
					 value_day(c->s->a, day_of_instant(q->expires)), NULL));
	if (!bank_learn_told(c->s->a, q, &c->args, &told)) {
		(void)verb_refuse(c, value_tx(c->s->a,
					      bank_learn_unsure(q) ? TX("verb.no.bank_sum") :
								     TX("verb.no.bank_words"),
					      NULL));
		verb_instead(c,
			     "FORMAT suma 544,50 lei platitor \"Ion Popescu\" detalii \"PRF 12\"");
		return RC_OK;
	}
	if (told.n > 1) {
		show_several(c, q, &told);
		return RC_OK;
	}
	return bank_learn_take(c, q, &told, reterr);
}

const struct verb verb_form_bank = {
	.ro = "FORMAT",
	.en = "FORMAT",
	.help = TX("help.format"),
	.example = { TX("help.format.1"), TX("help.format.2"), TX("help.format.3"),
		     TX("help.format.4") },
	.roles = BANK_LEARN_ROLES,
	.moves = true,
	.decide = form_bank,
};
