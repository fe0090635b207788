/* Contract: made from the accepted offer (or the paid proforma). Consent is enough (Cod civil art.
 * 1178): the acceptance's evidence is printed on it, so that it can be found again. */
#include "doc_type.h"

#include "span.h"
#include "utf8.h"

static struct day term(const struct firm *f, struct day issue)
{
	return f->contract_months > 0 ? day_add(day_add_months(issue, f->contract_months), -1) :
					DAY_NONE;
}

/* Who, which words, when, and the hash under which the mail is kept. No words of ours: it stands in
 * the contract's own sentence, in either language. */
static struct span evidence(struct arena *a, const struct acceptance *ac, struct span label)
{
	struct span line = utf8_cut(ac->line, 200);

	return arena_fmt(a, "%.*s · %.*s · „%.*s” · %.*s · SHA-256 %.*s", SPAN_ARG(label),
			 SPAN_ARG(ac->by), SPAN_ARG(line), SPAN_ARG(instant_iso(a, ac->at)),
			 SPAN_ARG(hash_hex(a, ac->raw.b, sizeof(ac->raw.b))));
}

static void fill(struct flow *fl, struct document *doc, const struct document *from)
{
	struct state *s = fl->s;

	if (!from)
		return;
	doc->snap->order_ref = from->label;
	for (size_t i = 0; i < s->acceptances.n; i++) {
		const struct acceptance *ac = s->acceptances.at[i];

		if (ac->accepted && ac->document == from->id)
			doc->snap->acceptance = evidence(s->a, ac, from->label);
	}
}

const struct doc_type doc_contract = {
	.kind = DOC_CONTRACT,
	.say = TX("flow.doc.contract"),
	.say_draft = TX("flow.draft.contract"),
	.mail = "contract",
	.mail_rank = 3,
	.due = term,
	.fill = fill,
};
