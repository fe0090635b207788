/* What staff hear of a seal that does not hold (see decide_seal.h). */
#include "decide_seal.h"

#include <inttypes.h>

#include "hash.h"
#include "lang.h"
#include "say.h"
#include "span.h"

static const char *const says[SEAL_VERDICTS] = {
	[SEAL_MISSING] = TX("seal.missing"),   [SEAL_UNKNOWN] = TX("seal.unknown"),
	[SEAL_OTHER] = TX("seal.other"),       [SEAL_BROKEN] = TX("seal.broken"),
	[SEAL_STRANGER] = TX("seal.stranger"),
};

/* What is wrong is told of each document; what may be so of every answer from now on, once. */
static struct span key(struct arena *a, const struct filing *f, const struct seal_found *v)
{
	struct sha256 h;

	if (seal_is_wrong(v->is))
		return arena_fmt(a, "file-seal:%" PRId64 ":%.*s", f->id, SPAN_ARG(f->download));
	h = hash_sha256(arena_fmt(a, "%.*s|%.*s", SPAN_ARG(v->signer), SPAN_ARG(v->why)));
	return arena_fmt(a, "file-seal:%s:%.*s", seal_name(v->is), SPAN_ARG(hash_hex(a, h.b, 8)));
}

struct value *seal_say(struct arena *a, const struct seal_found *v)
{
	return seal_is_bad(v->is) ? value_tx(a, says[v->is], NULL) : NULL;
}

void seal_facts(struct arena *a, struct value *facts, const struct seal_found *v)
{
	if (!seal_is_bad(v->is) || seal_is_wrong(v->is)) /* the words have said it */
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
	if (!seal_is_wrong(v->is))
		value_push(a, say, value_tx(a, TX("seal.once"), NULL));
	else if (f->state == FILING_OK)
		value_push(a, say, value_tx(a, TX("seal.again"), NULL));
	seal_facts(a, facts, v);
	state_event(s, doc->card, "file-seal", doc->id, 0,
		    say_text(a, NULL, "reason", span_of(seal_name(v->is))));
	return tell_staff_on(&fl, doc->card, key(a, f, v), value_tx(a, TX("seal.headline"), args),
			     say, facts, NULL, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}
