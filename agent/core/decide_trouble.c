/* What the owners are told of the world outside: that it does not work, and that it works again. */
#include <inttypes.h>

#include "decide_parts.h"
#include "reason.h"
#include "say.h"
#include "span.h"

static const struct {
	const char *name, *headline, *say, *over, *over_say;
} troubles[TROUBLE_N] = {
	[TROUBLE_MAILBOX] = { "mailbox", TX("flow.trouble.mailbox"), TX("flow.trouble.mailbox.why"),
			      TX("flow.trouble.mailbox.over"),
			      TX("flow.trouble.mailbox.over.why") },
	[TROUBLE_SENDER] = { "sender", TX("flow.trouble.sender"), TX("flow.trouble.sender.why"),
			     TX("flow.trouble.sender.over"), TX("flow.trouble.sender.over.why") },
	[TROUBLE_SIGNIN] = { "signin", TX("flow.trouble.signin"), TX("flow.trouble.signin.why"),
			     TX("flow.trouble.signin.over"), TX("flow.trouble.signin.over.why") },
	[TROUBLE_CARDS] = { "cards", TX("flow.trouble.cards"), TX("flow.trouble.cards.why"),
			    TX("flow.trouble.cards.over"), TX("flow.trouble.cards.over.why") },
	[TROUBLE_ANAF] = { "anaf", TX("flow.trouble.anaf"), TX("flow.trouble.anaf.why"),
			   TX("flow.trouble.anaf.over"), TX("flow.trouble.anaf.over.why") },
	[TROUBLE_ANAF_SIGNIN] = { "anaf_signin", TX("flow.trouble.anaf_signin"),
				  TX("flow.trouble.anaf_signin.why"),
				  TX("flow.trouble.anaf_signin.over"),
				  TX("flow.trouble.anaf_signin.over.why") },
};

const char *trouble_name(enum trouble t)
{
	return troubles[t].name;
}

enum rc decide_trouble(struct state *s, enum trouble t, int64_t since, bool over, struct span why,
		       struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct value *say = value_new_list(s->a), *facts = value_new_list(s->a);

	d->folder = FOLDER_STAY;
	d->outcome = S("trouble");
	value_push(s->a, say, value_tx(s->a, over ? troubles[t].over_say : troubles[t].say, NULL));
	say_why(s->a, facts, NULL, why);
	return tell_staff(&fl,
			  arena_fmt(s->a, "trouble:%s:%" PRId64 ":%s", troubles[t].name, since,
				    over ? "over" : "on"),
			  value_tx(s->a, over ? troubles[t].over : troubles[t].headline, NULL), say,
			  facts, NULL, ROLE_OWNER, reterr);
}
