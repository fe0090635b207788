/* Exchange rates of the currencies that what is loaded may put on a document: none for a firm that sells in
 * lei, a few rows else. */
#include "load_state.h"

#include <string.h>

#include "preview.h"
#include "row_rate.h"
#include "span.h"

enum { BACK_DAYS = 100, CURRENCIES_MAX = 8 };

struct currencies {
	char at[CURRENCIES_MAX][4];
	size_t n;
};

static void add(struct currencies *c, const char cur[4])
{
	if (!cur[0] || strcmp(cur, "RON") == 0)
		return;
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->at[i], cur) == 0)
			return;
	if (c->n < CURRENCIES_MAX)
		memcpy(c->at[c->n++], cur, 4);
}

/* "CURS EUR 5,0923": a code, or a word for one. */
static void add_words(struct currencies *c, const struct command_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		for (size_t k = 0; k < lines->at[i].tok.n; k++) {
			const struct token *t = &lines->at[i].tok.at[k];
			char cur[4];

			if (t->kind == TOK_MONEY)
				add(c, t->money.cur);
			else if (t->kind == TOK_WORD && money_word_currency(t->text, cur))
				add(c, cur);
		}
}

/* Of the preview that a DA carries out. */
static void add_preview(struct currencies *c, struct loader *l)
{
	struct question *q = state_question(l->s, l->s->sender.token_question);
	struct command_lines lines;

	if (!q || (q->kind != Q_PREVIEW && q->kind != Q_CONFIRM_STAFF))
		return;
	preview_lines(l->a, q->data, &lines);
	add_words(c, &lines);
}

enum rc load_rates(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	const struct state *s = l->s;
	struct currencies c = { .n = 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->documents.n; i++)
		if (s->documents.at[i]->snap)
			add(&c, s->documents.at[i]->snap->currency);
	for (size_t i = 0; i < s->payments.n; i++)
		add(&c, s->payments.at[i]->amount.cur);
	for (size_t i = 0; i < s->subscriptions.n; i++)
		if (s->subscriptions.at[i]->template_)
			add(&c, s->subscriptions.at[i]->template_->currency);
	for (size_t i = 0; i < s->products.n; i++)
		add(&c, s->products.at[i]->currency);
	add(&c, s->firm->currency);
	if (f && s->sender.staff) {
		add_words(&c, &f->lines);
		add_preview(&c, l);
	}
	for (size_t i = 0; !rc && i < c.n; i++)
		rc = row_rate_of(l->tx, l->a, c.at[i], day_add(s->today, -BACK_DAYS), s->today,
				 &l->s->rates, reterr);
	return rc;
}
