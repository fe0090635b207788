/* SERII: the firm's series of numbers, what each gives out next, and the year's decision on them as PDF. */
#include "numbering.h"
#include "run_commands.h"
#include "span.h"

static enum rc numbering(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct snapshot *sn;
	struct value *papers = value_new_list(a);

	(void)reterr;
	if (verb_leftover(c))
		return RC_OK;
	sn = numbering_decision(c->s, c->s->today);
	for (size_t i = 0; i < sn->lines.n; i++) {
		const struct line *l = &sn->lines.at[i];
		enum doc_kind kind = DOC_OFFER;

		if (doc_kind_from_name(l->unit, &kind))
			verb_show(c, document_kind_name(a, kind),
				  tx(a,
				     l->description.len ? TX("verb.series.yearly") :
							  TX("verb.series.running"),
				     "next", tx_span(c, l->name), NULL));
	}
	value_push(a, papers, snapshot_to_value(a, sn));
	c->out->proposed = papers;
	c->out->headline = tx(a, TX("verb.head.series"), "year", tx_span(c, sn->title), NULL);
	return RC_OK;
}

const struct verb verb_numbering = {
	.ro = "SERII",
	.en = "SERIES",
	.help = TX("help.serii"),
	.example = { TX("help.serii.1") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.decide = numbering,
};
