/* RAPORT: a period in figures: billed, taken back, come in; what is open today; who was billed most; new cards. From
 * what the loader found (needs.h). */
#include "run_commands.h"
#include "span.h"

/* The words of one figure: what it counts, what it adds up. */
static const struct {
	const char *hit, *what, *label;
} rows[] = {
	{ "report_books", "invoice", TX("verb.report.billed") },
	{ "report_books", "storno", TX("verb.report.storno") },
	{ "report_books", "payment", TX("verb.report.received") },
	{ "report_open", "unpaid", TX("verb.report.unpaid") },
	{ "report_open", "overdue", TX("verb.report.overdue") },
};

static void show_rows(struct verb_call *c)
{
	struct arena *a = c->s->a;

	for (size_t k = 0; k < ARRAY_LEN(rows); k++)
		for (size_t i = 0; i < c->s->hits.n; i++) {
			const struct hit *h = &c->s->hits.at[i];

			if (span_eq_str(h->kind, rows[k].hit) &&
			    span_eq_str(value_get_text(h->data, "what"), rows[k].what))
				verb_show(c, value_tx(a, rows[k].label, NULL),
					  tx(a, TX("verb.report.sum"), "sum",
					     verb_member(c, h->data, "sum"), "n",
					     verb_member(c, h->data, "n"), NULL));
		}
}

static void show_named(struct verb_call *c, const char *hit, const char *key)
{
	struct arena *a = c->s->a;

	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (span_eq_str(h->kind, hit))
			verb_show(c, tx(a, key, "name", verb_member(c, h->data, "name"), NULL),
				  tx(a, TX("verb.report.sum"), "sum",
				     verb_member(c, h->data, "sum"), "n",
				     verb_member(c, h->data, "n"), NULL));
	}
}

static enum rc report(struct verb_call *c, struct why *reterr)
{
	bool en = lang_is_en(staff_lang(c->s));
	const struct value *period = NULL;
	struct arena *a = c->s->a;
	struct span words = args_take_rest(&c->args);

	(void)reterr;
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "report"))
			period = c->s->hits.at[i].data;
	if (period == NULL) {
		(void)verb_refuse(c, tx(a, TX("verb.no.period"), "words", tx_span(c, words), NULL));
		verb_instead(c, "%s", en ? "REPORT" : "RAPORT");
		verb_instead(c, "%s", en ? "REPORT last month" : "RAPORT luna trecută");
		return RC_OK;
	}
	c->out->headline = tx(a, TX("verb.head.report"), "from", verb_member(c, period, "from"),
			      "to", verb_member(c, period, "to"), NULL);
	show_rows(c);
	show_named(c, "report_client", TX("verb.report.client"));
	show_named(c, "report_cards", TX("verb.report.cards"));
	verb_next(c, value_tx(a, TX("verb.next.export"), NULL), "EXPORT %.*s",
		  SPAN_ARG(value_get_text(period, "name")));
	return RC_OK;
}

const struct verb verb_report = {
	.ro = "RAPORT",
	.en = "REPORT",
	.help = TX("help.raport"),
	.example = { TX("help.raport.1"), TX("help.raport.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.decide = report,
};
