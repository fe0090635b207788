/* Words for what a pre-flight found. */
#include "flow.h"

#include "lang.h"
#include "say.h"
#include "span.h"

enum { LINE_ROOM = 400 };

static struct value *say_fault(struct arena *a, const struct preflight_fault *f)
{
	struct value *args = say_value(a, NULL, "why", f->why);

	if (f->kind == FIX_CLIENT || f->kind == FIX_COMMAND)
		return f->why;
	if (f->kind == FIX_CONFIG)
		return value_tx(a, TX("flow.preflight.config"),
				say_text(a, args, "key", span_of(f->word[0])));
	return value_tx(a, TX("flow.preflight.fix"), say_value(a, args, "fix", f->fix));
}

struct value *preflight_say(struct arena *a, const struct preflight_faults *f)
{
	struct value *all = NULL;

	for (size_t i = f->n; i > 0; i--) {
		struct value *one = say_fault(a, &f->at[i - 1]);

		all = all ? value_tx(a, TX("flow.preflight.and"),
				     say_value(a, say_value(a, NULL, "first", one), "rest", all)) :
			    one;
	}
	return all;
}

struct span preflight_client_line(struct arena *a, const struct preflight_faults *f, bool en,
				  bool examples)
{
	struct buf b;

	buf_init(&b, a, LINE_ROOM);
	for (size_t i = 0; i < f->n; i++) {
		const struct preflight_fault *t = &f->at[i];

		if (t->kind == FIX_CLIENT)
			buf_add_fmt(&b, "%s %s %s", b.len ? "," : "CLIENT", t->word[en],
				    examples ? t->example[en] : "");
	}
	return buf_span(&b);
}

enum rc doc_preflight(struct flow *fl, const struct document *doc, struct why *reterr)
{
	const struct preflight *p = fl->s->firm->preflight;
	enum rc rc;

	fl->faults = (struct preflight_faults){ 0 };
	if (!p)
		return RC_OK;
	rc = p->check(p->with, fl->s->a, doc->snap, &fl->faults, reterr);
	if (rc || fl->faults.n == 0)
		return rc;
	return flow_refuse(fl, reterr, TX("flow.no.preflight"), "%s would be refused: %s",
			   doc_kind_name(doc->kind), fl->faults.at[0].id);
}
