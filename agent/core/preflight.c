/* Words for what a pre-flight found. */
#include "flow.h"

#include "company.h"
#include "fx.h"
#include "lang.h"
#include "say.h"
#include "span.h"

enum { LINE_ROOM = 400 };

static struct value *say_fault(struct arena *a, const struct preflight_fault *f)
{
	struct value *args = say_value(a, NULL, "why", f->why);

	if (f->kind == FIX_CLIENT || f->kind == FIX_COMMAND || f->kind == FIX_ANSWER)
		return f->why;
	if (f->kind == FIX_CONFIG)
		return value_tx(a, TX("flow.preflight.config"),
				say_text(a, args, "key", span_of(f->word[0])));
	return value_tx(a, TX("flow.preflight.fix"), say_value(a, args, "fix", f->fix));
}

struct value *preflight_say(struct arena *a, const struct preflight_faults *f)
{
	struct value *all = NULL;

	for (size_t i = f->n; i > 0; i--)
		all = say_before(a, TX("flow.preflight.and"), say_fault(a, &f->at[i - 1]), all);
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

/* BR-RO-030: VAT in lei, by a rate that nobody may guess. */
static void add_missing_rate(struct flow *fl, const struct snapshot *sn)
{
	struct arena *a = fl->s->a;
	struct day day = fx_day_of(fl->s, sn);
	struct value *args = say_text(a, NULL, "currency", span_of(sn->currency));
	struct preflight_fault *f = ARENA_PUSH(a, &fl->faults);

	say_day(a, say_day(a, args, "day", day), "published", fx_published(day));
	*f = (struct preflight_fault){
		.id = "BR-RO-030",
		.why = value_tx(a, TX("flow.no.rate"), args),
		.kind = FIX_COMMAND,
		.word = { arena_str(a, arena_fmt(a, "CURS BNR %.3s", sn->currency)),
			  arena_str(a, arena_fmt(a, "BNR RATE %.3s", sn->currency)) },
		.example = { "5,0923", "5.0923" },
	};
}

enum rc doc_preflight(struct flow *fl, const struct document *doc, struct why *reterr)
{
	const struct preflight *p = fl->s->firm->preflight;
	enum rc rc = RC_OK;

	fl->faults = (struct preflight_faults){ 0 };
	if (fx_lacks_rate(doc->snap))
		add_missing_rate(fl, doc->snap);
	else if (p)
		rc = p->check(p->with, fl->s->a, doc->snap, &fl->faults, reterr);
	if (!rc)
		company_preflight(fl, doc);
	if (rc || fl->faults.n == 0)
		return rc;
	return flow_refuse(fl, reterr, TX("flow.no.preflight"), "%s would be refused: %s",
			   doc_kind_name(doc->kind), fl->faults.at[0].id);
}
