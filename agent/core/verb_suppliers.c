/* PRIMITE: the invoices that suppliers filed for the firm; one alone comes with its files. From what the loader found
 * (needs.h, NEED_RECEIVED). */
#include "run_commands.h"
#include "span.h"

static void show_one(struct verb_call *c, const struct value *v)
{
	struct arena *a = c->s->a;
	struct span state = value_get_text(v, "state");
	struct value *what;

	if (span_eq_str(state, "listed"))
		what = value_tx(a, TX("verb.suppliers.listed"), NULL);
	else if (span_eq_str(state, "gone"))
		what = value_tx(a, TX("verb.suppliers.gone"), NULL);
	else if (value_get_bool(v, "unreadable"))
		what = value_tx(a, TX("verb.suppliers.unreadable"), NULL);
	else
		what = tx(a, TX("verb.suppliers.kept"), "total", verb_member(c, v, "total"),
			  "issue", verb_member(c, v, "issue"), "due", verb_member(c, v, "due"),
			  NULL);
	verb_show(c,
		  tx(a, TX("verb.suppliers.row"), "supplier", verb_member(c, v, "supplier"),
		     "number", verb_member(c, v, "number"), NULL),
		  what);
}

static enum rc suppliers(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct span words = args_take_rest(&c->args);
	bool en = lang_is_en(staff_lang(c->s));
	int64_t n = 0, shown = 0, last = 0;

	(void)reterr;
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (span_eq_str(h->kind, "received")) {
			show_one(c, h->data);
			shown++;
			last = span_eq_str(value_get_text(h->data, "state"), "kept") ?
				       value_get_int(h->data, "id", 0) :
				       0;
		} else if (span_eq_str(h->kind, "received_sum")) {
			verb_show(c, value_tx(a, TX("verb.label.total"), NULL),
				  verb_member(c, h->data, "sum"));
		} else if (span_eq_str(h->kind, "received_all")) {
			n = value_get_int(h->data, "count", 0);
		}
	}
	if (n == 1 && words.len)
		c->out->received = last;
	c->out->headline = tx(a,
			      n == 0    ? TX("verb.suppliers.none") :
			      n > shown ? TX("verb.suppliers.some") :
					  TX("verb.suppliers.all"),
			      "n", value_int(a, n), "shown", value_int(a, shown), "words",
			      tx_span(c, words), NULL);
	verb_next(c, value_tx(a, TX("verb.next.suppliers"), NULL), "%s",
		  en ? "BILLS last month" : "PRIMITE luna trecută");
	return RC_OK;
}

const struct verb verb_suppliers = {
	.ro = "PRIMITE",
	.en = "BILLS",
	.synonyms = "FACTURI PRIMITE|FURNIZORI|SUPPLIERS",
	.help = TX("help.primite"),
	.example = { TX("help.primite.1"), TX("help.primite.2"), TX("help.primite.3") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.decide = suppliers,
};
