/* Every line of a command mail is looked at before anything is run: does it begin with a verb, may this
 * sender use it, and must what it does be shown first. */
#include "decide_parts.h"
#include "run_commands.h"
#include "span.h"
#include "trust.h"

extern const struct verb verb_note;

/* "10 ore mentenanță x 150 lei" with no verb before it. */
static bool reads_as_item(struct verb_call *c)
{
	struct items items = { 0 };
	struct span fault;
	struct args g;

	args_open(c->s->a, c->line, 0, &g);
	return items_read(&g, &c->s->firm->grounds, &items, &fault) && items.n > 0 &&
	       items.at[0].name.len > 0 && items.at[0].has_price;
}

static void refuse_unknown(struct verb_call *c)
{
	struct arena *a = c->s->a;
	const struct verb *near[3], *meant;
	struct span head[1] = { S("") }, words;
	struct args rest;
	size_t used;
	unsigned n;
	bool typo;

	(void)args_head(a, c->line, head, 1);
	(void)verb_refuse(c, tx(a, TX("verb.no.verb"), "line", tx_span(c, c->line->text), NULL));
	if (reads_as_item(c)) {
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "LINE" : "LINIE",
			     SPAN_ARG(c->line->text));
		return;
	}
	/* a note in small letters, or a letter? Whoever meant it says it in capitals */
	meant = verb_of_words(a, c->line, &used, &typo);
	if (meant == &verb_note) {
		args_open(a, c->line, used, &rest);
		words = args_take_rest(&rest);
		verb_instead(c, "%s: %.*s", verb_word(c, meant), SPAN_ARG(words));
	}
	n = verb_nearest(head[0], near);
	for (unsigned i = 0; i < n; i++)
		verb_instead(c, "%s", verb_word(c, near[i]));
	verb_instead(c, "%s", lang_is_en(staff_lang(c->s)) ? "HELP" : "AJUTOR");
}

static void refuse_role(struct verb_call *c, const struct verb *v)
{
	struct arena *a = c->s->a;
	static const struct {
		enum role role;
		const char *key;
	} names[] = {
		{ ROLE_OWNER, TX("verb.role.owner") },
		{ ROLE_SALES, TX("verb.role.sales") },
		{ ROLE_ACCOUNTING, TX("verb.role.accounting") },
		{ ROLE_DELIVERY, TX("verb.role.delivery") },
	};
	const struct staffs *staff = &c->s->firm->staff;

	(void)verb_refuse(c,
			  tx(a, TX("verb.no.role"), "verb", value_str(a, verb_word(c, v)), NULL));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		for (size_t k = 0; (v->roles & names[i].role) && k < staff->n; k++)
			if (staff->at[k].roles & names[i].role)
				verb_show(c, value_tx(a, names[i].key, NULL),
					  tx_span(c, staff->at[k].addr));
}

/* Money, and taking back what was done, need the person's token too (trust.h). */
static bool guard_asks(const struct commands_run *run, const struct verb *v)
{
	return v->guarded && trust_find(TRUST_GUARDED, signs_of(&run->fl))->act == TRUST_PREVIEW;
}

/* Below a line that is a command nobody writes letters; and in answer to us, who speak of a card, what begins
 * with NOTA is one. */
static const struct verb *verb_of(const struct commands_run *run, const struct command_lines *lines,
				  size_t i, struct read_line *r)
{
	struct arena *a = run->s->a;
	const struct verb *v = verb_of_words(a, &lines->at[i], &r->used, &r->typo);

	if (i > 0 || (v == &verb_note && run->s->sender.token_ok))
		return v;
	return verb_of_line(a, &lines->at[i], &r->used, &r->typo);
}

/* Every line names a verb that this sender may use: said before anything is run. */
bool commands_read(struct commands_run *run, const struct command_lines *lines,
		   struct read_line *ret)
{
	unsigned roles = run->s->sender.staff->roles;

	for (size_t i = 0; i < lines->n; i++) {
		struct verb_call c = commands_call(run, &lines->at[i], 0);
		struct read_line *r = &ret[i];

		run->failed = c.line;
		r->verb = verb_of(run, lines, i, r);
		if (r->verb == NULL) {
			refuse_unknown(&c);
			return false;
		}
		if ((r->verb->roles & roles) == 0) {
			refuse_role(&c, r->verb);
			return false;
		}
		if (r->verb->preview || (r->typo && r->verb->moves) || guard_asks(run, r->verb))
			run->costly = true;
	}
	run->failed = NULL;
	return true;
}
