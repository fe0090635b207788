/* What command lines speak of. The words are read as loosely as they can mean something: what is not
 * there is not loaded, and costs a look at an index. */
#include "needs.h"

#include "preview.h"
#include "product_change.h"
#include "run_commands.h"
#include "account.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"
#include "vat_number.h"
#include "verb_person.h"
#include "verb_revise.h"

#define MOST 50 /* of each kind: a mail has at most 50 lines */

extern const struct verb verb_client, verb_lead, verb_report, verb_card_show, verb_find_cards,
	verb_balance, verb_status, verb_received, verb_receipt, verb_refunded, verb_allocate,
	verb_product, verb_unallocated, verb_money_in, verb_why, verb_statement, verb_reopen,
	verb_rehearse, verb_export, verb_filing, verb_suppliers;

#define ADD_NUMBER(a, vec, value)                           \
	do {                                                \
		bool known_ = (vec).n >= MOST;              \
		for (size_t i_ = 0; i_ < (vec).n; i_++)     \
			known_ |= (vec).at[i_] == (value);  \
		if (!known_)                                \
			*ARENA_PUSH((a), &(vec)) = (value); \
	} while (0)

static void add_span(struct arena *a, struct spans *v, struct span s)
{
	for (size_t i = 0; i < v->n; i++)
		if (span_ieq(v->at[i], s))
			return;
	if (s.len > 0 && v->n < MOST)
		*ARENA_PUSH(a, v) = s;
}

static void add_ref(struct arena *a, struct needs *ret, struct span prefix, int64_t number)
{
	for (size_t i = 0; i < ret->refs.n; i++)
		if (ret->refs.at[i].number == number && span_eq(ret->refs.at[i].prefix, prefix))
			return;
	if (ret->refs.n < 2 * MOST)
		*ARENA_PUSH(a, &ret->refs) = (struct need_ref){ prefix, number };
}

static void add_search(struct arena *a, struct needs *ret, enum need_kind kind, struct span text,
		       int64_t card)
{
	if (ret->searches.n < 10)
		*ARENA_PUSH(a, &ret->searches) = (struct need_search){
			.kind = kind, .text = text, .card = card, .to = DAY_NONE
		};
}

/* "cui DE129273398": a number of another state may be read as anything, and in parts. */
static void add_vat_numbers(struct arena *a, const struct args *g, struct needs *ret)
{
	for (size_t i = 0; i < g->n; i++) {
		bool said = g->at[i].kind == TOK_WORD && word_in(g->at[i].fold, "cui|cif|tva|vat");

		for (size_t to = i + 2; said && to <= g->n && to < i + 6; to++) {
			struct span number = ident_iban_compact(a, args_text(g, i + 1, to));

			if (!vat_number_fits(a, number, NULL))
				continue;
			add_span(a, &ret->cuis, number);
			break;
		}
	}
}

static void common(struct arena *a, struct args *g, struct needs *ret)
{
	struct span prefix;
	int64_t n;

	add_vat_numbers(a, g, ret);
	while (args_take_card(g, &n))
		ADD_NUMBER(a, ret->cards, n);
	while (args_take_payment(g, &n))
		ADD_NUMBER(a, ret->payments, n);
	while (args_take_subscription(g, &n))
		ADD_NUMBER(a, ret->subscriptions, n);
	while (args_take_ref(g, &prefix, &n))
		add_ref(a, ret, prefix, n);
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i].kind == TOK_EMAIL)
			add_span(a, &ret->emails, g->at[i].text);
		if (g->at[i].kind == TOK_CUI)
			add_span(a, &ret->cuis, g->at[i].text);
	}
}

/* The free text up to the first comma or figure: a person's or a firm's name. */
static struct span name_of(struct arena *a, const struct args *g)
{
	size_t from = 0, to;

	while (from < g->n && g->at[from].kind == TOK_WORD &&
	       word_in(g->at[from].fold, "nou|noua|new"))
		from++;
	to = from;
	while (to < g->n && (g->at[to].kind == TOK_WORD || g->at[to].kind == TOK_QUOTED) &&
	       !word_in(g->at[to].fold, PERSON_SECTIONS "|cod|codul"))
		to++;
	return utf8_fold(a, args_text(g, from, to));
}

/* Whose account, and as of which day. */
static void balance(struct arena *a, const struct verb *v, struct args *g, int64_t card,
		    struct needs *ret)
{
	struct account_words w;
	bool dated = account_take(g, &w), ledger = dated || v == &verb_statement;

	add_search(a, ret, ledger ? NEED_STATEMENT : NEED_BALANCE, utf8_fold(a, args_take_rest(g)),
		   card);
	if (ledger)
		ret->searches.at[ret->searches.n - 1].to = w.to;
}

static void line_needs(struct arena *a, const struct command_line *l, struct needs *ret)
{
	const struct verb *v;
	struct args all, g;
	struct span name[2];
	size_t used, before = ret->cards.n, payments = ret->payments.n;
	int64_t card;
	bool typo;

	v = verb_of_line(a, l, &used, &typo);
	if (v == NULL)
		return;
	args_open(a, l, used, &all);
	args_open(a, l, used, &g);
	if (v == &verb_card_show && g.n > 0 && g.at[0].kind == TOK_NUMBER &&
	    decimal_norm(g.at[0].num).scale == 0)
		ADD_NUMBER(a, ret->cards, decimal_norm(g.at[0].num).n);
	if (v == &verb_find_cards) {
		add_search(a, ret, NEED_FIND, utf8_fold(a, args_take_rest(&all)), 0);
		return;
	}
	if (v == &verb_money_in) {
		add_search(a, ret, NEED_MONEY_IN, args_take_rest(&all), 0);
		return;
	}
	if (v == &verb_suppliers) {
		add_search(a, ret, NEED_RECEIVED, args_take_rest(&all), 0);
		return;
	}
	if (v == &verb_export) {
		add_search(a, ret, NEED_EXPORT, args_take_rest(&all), 0);
		return;
	}
	if (v == &verb_report) {
		add_search(a, ret, NEED_REPORT, args_take_rest(&all), 0);
		return;
	}
	if (v == &verb_product) {
		product_names(&all, name);
		add_span(a, &ret->products, utf8_fold(a, name[0]));
		add_span(a, &ret->products, utf8_fold(a, name[1]));
		return;
	}
	common(a, &g, ret);
	card = ret->cards.n > before ? ret->cards.at[ret->cards.n - 1] : 0;
	if (v == &verb_client || v == &verb_lead)
		add_span(a, &ret->names, name_of(a, &g));
	if (v == &verb_received || v == &verb_receipt || v == &verb_allocate || v == &verb_refunded)
		ret->client_open = true;
	/* what edits a draft may correct a rejected invoice instead */
	ret->filings |= verb_corrects(v);
	if (v == &verb_filing)
		add_search(a, ret, NEED_FILING, S(""), 0);
	if (v == &verb_status)
		add_search(a, ret, NEED_STATUS, S(""), 0);
	if (v == &verb_unallocated)
		add_search(a, ret, NEED_UNALLOCATED, S(""), 0);
	if (v == &verb_why && ret->payments.n > payments) {
		add_search(a, ret, NEED_PAYMENT, S(""), 0);
		ret->searches.at[ret->searches.n - 1].payment = ret->payments.at[payments];
	} else if (v == &verb_card_show || v == &verb_why || v == &verb_reopen)
		add_search(a, ret, NEED_STORY, S(""), card);
	if (v == &verb_rehearse)
		add_search(a, ret, NEED_REHEARSAL, S(""), 0);
	if (v == &verb_statement || v == &verb_balance)
		balance(a, v, &g, card, ret);
}

void needs_of(struct arena *a, const struct mail_fact *f, struct needs *ret)
{
	struct command_lines lines;
	struct span text;

	commands_block(a, f, &lines, &text);
	for (size_t i = 0; i < lines.n; i++)
		line_needs(a, &lines.at[i], ret);
}

void needs_of_question(struct arena *a, const struct question *q, struct needs *ret)
{
	struct command_lines lines;

	if (q->kind == Q_COMPANY) {
		add_span(a, &ret->cuis, value_get_text(q->data, "cui"));
		ret->held_of = value_get_int(q->data, "client", 0);
	}
	if (q->kind != Q_PREVIEW && q->kind != Q_CONFIRM_STAFF)
		return;
	preview_lines(a, q->data, &lines);
	for (size_t i = 0; i < lines.n; i++)
		line_needs(a, &lines.at[i], ret);
}
