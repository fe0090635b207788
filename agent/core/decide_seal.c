/* What staff hear of a seal that does not hold (see decide_seal.h). */
#include "decide_seal.h"

#include <inttypes.h>

#include "lang.h"
#include "say.h"
#include "span.h"

static const struct {
	const char *says;
	bool each; /* told of each; else once a day */
} rows[SEAL_VERDICTS] = {
	[SEAL_MISSING] = { TX("seal.missing"), true },
	[SEAL_UNKNOWN] = { TX("seal.unknown"), false },
	[SEAL_OTHER] = { TX("seal.other"), true },
	[SEAL_BROKEN] = { TX("seal.broken"), true },
	[SEAL_STRANGER] = { TX("seal.stranger"), false },
};

struct value *seal_say(struct arena *a, const struct seal_found *v)
{
	return seal_is_bad(v->is) ? value_tx(a, rows[v->is].says, NULL) : NULL;
}

void seal_facts(struct arena *a, struct value *facts, const struct seal_found *v)
{
	if (!seal_is_bad(v->is) || rows[v->is].each) /* the words have said it */
		return;
	say_fact_text(a, facts, TX("seal.signer"), v->signer);
	say_fact_text(a, facts, TX("seal.why"), v->why);
}

enum rc decide_seal(struct state *s, const struct document *doc, const struct filing *f,
		    const struct seal_found *v, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	struct value *say = value_new_list(a), *facts = value_new_list(a),
		     *args = say_value(a, NULL, "document", doc_say(a, doc));

	d->folder = FOLDER_STAY;
	d->outcome = S("seal");
	say_text(a, args, "index", f->index);
	value_push(a, say, seal_say(a, v));
	value_push(a, say,
		   value_tx(a, f->state == FILING_OK ? TX("seal.filing.ok") : TX("seal.filing.nok"),
			    args));
	if (!rows[v->is].each)
		value_push(a, say, value_tx(a, TX("seal.once"), NULL));
	else if (f->state == FILING_OK)
		value_push(a, say, value_tx(a, TX("seal.again"), NULL));
	seal_facts(a, facts, v);
	state_event(s, doc->card, "file-seal", doc->id, 0,
		    say_text(a, NULL, "reason", span_of(seal_name(v->is))));
	return tell_staff_on(
		&fl, doc->card,
		rows[v->is].each ?
			arena_fmt(a, "file-seal:%" PRId64 ":%.*s", f->id, SPAN_ARG(f->download)) :
			arena_fmt(a, "file-seal:%s:%" PRId32, seal_name(v->is), s->today.n),
		value_tx(a, TX("seal.headline"), args), say, facts, NULL,
		ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}
