/* DETALII: what an invoice says beside its lines: delivery (BT-72), period (BG-14), the client's order (BT-13),
 * contract (BT-12), free words (BT-22). */
#include "span.h"
#include "utf8.h"
#include "verb_target.h"

#define ORDER    "comanda|comenzii|order|po"
#define CONTRACT "contract|contractul|contractului"
#define PERIOD   "perioada|perioadei|period"
#define DELIVERY                                                                                \
	"livrat|livrata|livrate|livrare|livrarii|prestat|prestata|prestate|prestare|prestarii|" \
	"delivered|performed"
#define NOTE     "mentiune|mentiuni|mentiunea|nota|note"
#define SECTIONS ORDER "|" CONTRACT "|" PERIOD "|" DELIVERY "|" NOTE
#define NONE     "-|fara|niciuna|niciunul|none|no"

enum { REF_MAX = 200, NOTE_MAX = 300 }; /* characters: BR-RO-L200, BR-RO-L301 */

/* "DETALII livrat 28.07.2025": also of FACTURA. */
bool verb_take_delivery(struct verb_call *c, struct day *ret)
{
	struct token t;

	*ret = DAY_NONE;
	if (!args_take_after(&c->args, DELIVERY, TOK_DATE, &t))
		return true;
	(void)args_take_word(&c->args, DELIVERY);
	(void)args_take_word(&c->args, "data|la|pe|on");
	*ret = t.day;
	if (day_cmp(t.day, c->s->today) <= 0)
		return true;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.delivery"), "day", value_day(c->s->a, t.day), NULL));
	return false;
}

/* Everything after the word, to the end of the line: it may say "contract". */
static void take_note(struct verb_call *c, struct snapshot *sn, bool *any)
{
	struct args *g = &c->args;
	size_t at = 0;

	while (at < g->n && !(g->at[at].kind == TOK_WORD && word_in(g->at[at].fold, NOTE)))
		at++;
	if (at < g->n) {
		struct span old = sn->note, text;
		struct args rest = *g;

		rest.at += at + 1;
		rest.n -= at + 1;
		if (rest.n > 0 && rest.at[0].kind == TOK_COLON) {
			rest.at++;
			rest.n--;
		}
		text = args_take_rest(&rest);
		sn->note = word_in(utf8_fold(c->s->a, text), NONE) ? S("") : text;
		verb_changed(c, value_tx(c->s->a, TX("revise.note"), NULL), tx_span(c, old),
			     tx_span(c, sn->note));
		args_remove(g, at, g->n - at);
		*any = true;
	}
}

static void take_text(struct verb_call *c, const char *words, const char *label, struct span *to,
		      bool *any)
{
	bool found;
	struct span text = args_take_section(&c->args, words, SECTIONS, &found);

	if (!found)
		return;
	if (word_in(utf8_fold(c->s->a, text), NONE))
		text = S("");
	verb_changed(c, value_tx(c->s->a, label, NULL), tx_span(c, *to), tx_span(c, text));
	*to = text;
	*any = true;
}

static struct value *period_say(struct verb_call *c, struct day from, struct day to)
{
	return day_is_set(from) ? tx(c->s->a, TX("verb.details.period"), "from",
				     value_day(c->s->a, from), "to", value_day(c->s->a, to), NULL) :
				  value_str(c->s->a, "");
}

/* "perioada 01.11.2026 - 30.11.2026", "perioada -". */
static bool take_period(struct verb_call *c, struct snapshot *sn, bool *any)
{
	struct args *g = &c->args;
	struct day day[2] = { DAY_NONE, DAY_NONE };
	size_t at = 0, end, n = 0;

	while (at < g->n && !(g->at[at].kind == TOK_WORD && word_in(g->at[at].fold, PERIOD)))
		at++;
	if (at == g->n)
		return true;
	for (end = at + 1; end < g->n && n < 2; end++) {
		if (g->at[end].kind == TOK_DATE)
			day[n++] = g->at[end].day;
		else if (g->at[end].kind != TOK_WORD ||
			 !word_in(g->at[end].fold, NONE "|din|de|de la|la|pana|from|to|until"))
			break;
	}
	if (n == 1 || (n == 2 && day_cmp(day[1], day[0]) < 0)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.details_period"), NULL));
		verb_instead(c, "%s 01.11.2026 - 30.11.2026",
			     lang_is_en(staff_lang(c->s)) ? "DETAILS period" : "DETALII perioada");
		return false;
	}
	verb_changed(c, value_tx(c->s->a, TX("revise.period"), NULL),
		     period_say(c, sn->period_from, sn->period_to), period_say(c, day[0], day[1]));
	sn->period_from = day[0];
	sn->period_to = day[1];
	args_remove(g, at, end - at);
	*any = true;
	return true;
}

static bool too_long(struct verb_call *c, struct span text, size_t max)
{
	if (utf8_count(text) <= max)
		return false;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.details_long"), "words",
				tx_span(c, utf8_cut(text, 60)), "most",
				value_int(c->s->a, (int64_t)max), NULL));
	return true;
}

static enum rc details(struct verb_call *c, struct why *reterr)
{
	struct day delivery, old;
	struct snapshot *sn;
	struct target t;
	bool any = false;

	if (!target_find(c, &t))
		return RC_OK;
	sn = t.snap;
	old = sn->delivery;
	take_note(c, sn, &any);
	if (!verb_take_delivery(c, &delivery) || !take_period(c, sn, &any))
		return RC_OK;
	if (day_is_set(delivery)) {
		sn->delivery = delivery;
		verb_changed(c, value_tx(c->s->a, TX("revise.delivery"), NULL),
			     day_is_set(old) ? value_day(c->s->a, old) : NULL,
			     value_day(c->s->a, delivery));
		any = true;
	}
	take_text(c, ORDER, TX("revise.order"), &sn->order_ref, &any);
	take_text(c, CONTRACT, TX("revise.contract"), &sn->contract_ref, &any);
	if (verb_leftover(c) || too_long(c, sn->note, NOTE_MAX) ||
	    too_long(c, sn->order_ref, REF_MAX) || too_long(c, sn->contract_ref, REF_MAX))
		return RC_OK;
	if (!any) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.details"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "DETAILS order PO-77" :
							       "DETALII comanda PO-77");
		return RC_OK;
	}
	return target_changed(c, &t, reterr);
}

const struct verb verb_details = {
	.ro = "DETALII",
	.en = "DETAILS",
	.help = TX("help.detalii"),
	.example = { TX("help.detalii.1"), TX("help.detalii.2"), TX("help.detalii.3") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.edits = true,
	.decide = details,
};
