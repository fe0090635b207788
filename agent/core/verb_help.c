/* AJUTOR: one verb with an example, or the names that this person may use. */
#include "run_commands.h"
#include "span.h"

static enum rc help_one(struct verb_call *c, const struct verb *v)
{
	struct arena *a = c->s->a;

	c->out->headline = value_str(a, verb_word(c, v));
	verb_show(c, value_str(a, verb_word(c, v)), value_tx(a, v->help, NULL));
	for (size_t i = 0; i < ARRAY_LEN(v->example) && v->example[i] != NULL; i++) {
		struct value *m = value_new_map(a);

		value_set(a, m, "label", value_tx(a, v->example[i], NULL));
		value_set(a, m, "command", value_tx(a, v->example[i], NULL));
		value_push(a, c->out->next, m);
	}
	if (v->synonyms != NULL)
		verb_show(c, value_tx(a, TX("verb.label.also"), NULL),
			  value_text(a, verb_synonyms(a, v)));
	return RC_OK;
}

static enum rc help(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct command_line rest = { .text = c->line->text };
	const struct verb *v;
	size_t used;
	bool typo, en = lang_is_en(staff_lang(c->s));

	(void)reterr;
	for (size_t i = 0; i < c->args.n; i++)
		*ARENA_PUSH(a, &rest.tok) = c->args.at[i];
	v = c->args.n == 0 ? NULL : verb_of_line(a, &rest, &used, &typo);
	if (v != NULL)
		return help_one(c, v);
	if (c->args.n > 0) {
		const struct verb *near[3];
		unsigned n = verb_nearest(c->args.at[0].fold, near);

		(void)verb_refuse(c, tx(a, TX("verb.no.verb"), "line",
					tx_span(c, args_take_rest(&c->args)), NULL));
		for (unsigned i = 0; i < n; i++)
			verb_instead(c, "%s %s", en ? "HELP" : "AJUTOR", verb_word(c, near[i]));
		return RC_OK;
	}
	c->out->headline = value_tx(a, TX("verb.head.help"), NULL);
	for (size_t i = 0; i < verbs_n; i++)
		if (verbs[i]->roles & c->s->sender.staff->roles)
			verb_show(c, value_str(a, verb_word(c, verbs[i])),
				  value_tx(a, verbs[i]->help, NULL));
	return RC_OK;
}

const struct verb verb_help = {
	.ro = "AJUTOR",
	.en = "HELP",
	.help = TX("help.ajutor"),
	.example = { TX("help.ajutor.1") },
	.roles = ROLE_ALL,
	.decide = help,
};
