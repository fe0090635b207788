/* FISA: a client's statement of account as of a day, on paper; "trimite" mails it to the client. SOLD on a
 * day tells the same. */
#include <inttypes.h>

#include "run_commands.h"
#include "span.h"
#include "account.h"

static struct client *client_found(struct verb_call *c)
{
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "client"))
			return state_client(c->s, value_get_int(c->s->hits.at[i].data, "id", 0));
	return NULL;
}

static struct value *snapshots(struct arena *a, const struct statements *all)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < all->n; i++)
		value_push(a, list, snapshot_to_value(a, all->at[i]));
	return list;
}

/* Billed and paid within the days of the statement. */
static void show_sums(struct verb_call *c, const struct snapshot *sn)
{
	struct arena *a = c->s->a;
	struct money billed = sn->total, paid = sn->total;

	billed.minor = paid.minor = 0;
	for (size_t i = 0; i < sn->lines.n; i++) {
		const struct line *l = &sn->lines.at[i];

		/* the statement's own sums fitted, so these do */
		if (span_eq_str(l->unit, "payment"))
			paid.minor -= l->net.minor;
		else if (!span_eq_str(l->unit, "opening"))
			billed.minor += l->net.minor;
	}
	verb_show(c, value_tx(a, TX("verb.label.billed"), NULL), value_money(a, billed));
	verb_show(c, value_tx(a, TX("verb.label.paid"), NULL), value_money(a, paid));
	verb_show(c, tx(a, TX("verb.label.balance"), "day", value_day(a, sn->period_to), NULL),
		  value_money(a, sn->payable));
}

static enum rc send(struct verb_call *c, const struct client *cl, const struct statements *all)
{
	struct arena *a = c->s->a;
	const struct snapshot *sn = all->at[0];
	struct mail_spec *m;

	if (c->s->sender.staff != NULL &&
	    !(c->s->sender.staff->roles & (ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING)))
		return verb_refuse(c, value_tx(a, TX("verb.no.statement_role"), NULL));
	if (!client_reachable(cl))
		return verb_refuse(c, tx(a, TX("verb.no.statement_address"), "client",
					 tx_span(c, cl->party.name), NULL));
	m = effect_mail_client(c->s, c->d, "statement", SORT_DOCUMENT,
			       arena_fmt(a, "statement:%" PRId64 ":%" PRId64, cl->id, c->m->id),
			       cl);
	m->lang = sn->lang;
	m->proposed = snapshots(a, all);
	verb_changed(c, value_tx(a, TX("verb.label.statement"), NULL), NULL,
		     tx(a, TX("verb.statement.sent"), "to", tx_span(c, cl->party.email), NULL));
	return RC_OK;
}

enum rc verb_statement_decide(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct statements all = { 0 };
	struct account_words w;
	struct client *cl;
	enum rc rc;

	(void)account_take(&c->args, &w);
	if (!day_is_set(w.to))
		w.to = c->s->today;
	if (args_has_card(&c->args) || args_done(&c->args)) {
		if (verb_card_at_hand(c, false) == NULL || verb_leftover(c))
			return RC_OK;
	}
	cl = client_found(c);
	if (cl == NULL)
		return verb_refuse_client(c, lang_is_en(staff_lang(c->s)) ? "STATEMENT" : "FISA");
	c->args.n = 0;
	if (day_cmp(w.to, c->s->today) > 0)
		return verb_refuse(
			c, tx(a, TX("verb.no.future_day"), "day", value_day(a, w.to), NULL));
	rc = account_statements(c->s, cl, w.from, w.to, &all, reterr);
	if (rc)
		return rc;
	c->out->headline = tx(a, TX("verb.head.statement"), "client", tx_span(c, cl->party.name),
			      "day", value_day(a, w.to), NULL);
	for (size_t i = 0; i < all.n; i++)
		show_sums(c, all.at[i]);
	c->out->proposed = snapshots(a, &all);
	return w.send ? send(c, cl, &all) : RC_OK;
}

const struct verb verb_statement = {
	.ro = "FISA",
	.en = "STATEMENT",
	.help = TX("help.fisa"),
	.example = { TX("help.fisa.1"), TX("help.fisa.2") },
	.roles = ROLE_ALL,
	.moves = true,
	.decide = verb_statement_decide,
};
