/* The state a mail needs: base, sender and thread, what its facts name. */
#include "load_state.h"

#include "load_company.h"

#include "bank_learn.h"
#include "row_bank_form.h"
#include "row_card.h"
#include "row_client.h"
#include "row_message.h"
#include "row_outbox.h"
#include "row_product.h"
#include "row_series.h"
#include "row_setting.h"
#include "series.h"
#include "span.h"
#include "spec_json.h"

enum { CARDS_OF_CLIENT = 5 };

static enum rc load_series(struct tx *tx, struct arena *a, const struct firm *firm, struct state *s,
			   struct why *reterr)
{
	struct row_serieses rows = { 0 };
	enum rc rc = row_series_all(tx, a, &rows, reterr);

	if (rc)
		return rc;
	for (size_t i = 0; i < rows.n; i++)
		*ARENA_PUSH(a, &s->series) = rows.at[i];
	/* A series that was never used begins as configured. */
	for (size_t r = 0; r < firm->series.n; r++) {
		const struct series_rule *rule = &firm->series.at[r];
		bool there = false;

		for (size_t i = 0; i < rows.n; i++)
			there |= rows.at[i]->kind == rule->kind &&
				 span_eq(rows.at[i]->prefix, rule->prefix);
		if (!there) {
			struct series *new = ARENA_NEW(a, struct series);

			rc = row_series_start(tx, a, rule->kind, rule->prefix,
					      series_first(rule, s->today), rule->pad, reterr);
			if (rc)
				return rc;
			*new = (struct series){ .kind = rule->kind,
						.prefix = rule->prefix,
						.next = series_first(rule, s->today),
						.pad = rule->pad };
			*ARENA_PUSH(a, &s->series) = new;
		}
	}
	return RC_OK;
}

enum rc load_base(struct tx *tx, struct arena *a, const struct firm *firm, int64_t now,
		  struct state *ret, struct why *reterr)
{
	struct row_products products = { 0 };
	struct span hold;
	enum rc rc;

	memset(ret, 0, sizeof(*ret));
	ret->a = a;
	ret->firm = firm;
	ret->now = now;
	ret->today = day_of_instant(now);
	rc = row_next_ids(tx, ret, reterr);
	if (!rc)
		rc = load_series(tx, a, firm, ret, reterr);
	if (!rc)
		rc = row_product_active(tx, a, &products, reterr);
	if (!rc)
		rc = row_setting_get(tx, a, "hold_all", &hold, reterr);
	if (rc)
		return rc;
	for (size_t i = 0; i < products.n; i++)
		*ARENA_PUSH(a, &ret->products) = products.at[i];
	ret->hold_all = hold.len > 0;
	return RC_OK;
}

/* Clients at an address, each with the newest open cards: a request sent twice makes one card. */
static enum rc load_at_address(struct loader *l, struct span email, struct client **ret_first,
			       struct why *reterr)
{
	struct row_clients rows = { 0 };
	enum rc rc;

	if (ret_first)
		*ret_first = NULL;
	if (!email.len)
		return RC_OK;
	rc = row_client_by_email(l->tx, l->a, email, &rows, reterr);
	if (rc)
		return rc;
	load_add_clients(l, &rows);
	if (ret_first && rows.n)
		*ret_first = state_client(l->s, rows.at[0]->id);
	for (size_t i = 0; !rc && i < rows.n; i++)
		rc = load_cards_of(l, rows.at[i]->id, CARDS_OF_CLIENT, reterr);
	return rc;
}

static enum rc load_requester(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	struct row_clients rows = { 0 };
	enum rc rc = load_at_address(l, f->from.addr, &l->s->sender.client, reterr);

	if (!rc && f->request.is_form)
		rc = load_at_address(l, f->request.email, NULL, reterr);
	if (!rc && f->forward.present)
		rc = load_at_address(l, f->forward.from, NULL, reterr);
	if (!rc && f->request.tax_id.len) {
		rc = row_client_by_tax_id(l->tx, l->a, f->request.tax_id, &rows, reterr);
		if (!rc)
			load_add_clients(l, &rows);
		for (size_t i = 0; !rc && i < rows.n; i++)
			rc = load_cards_of(l, rows.at[i]->id, CARDS_OF_CLIENT, reterr);
	}
	return rc;
}

/* The first document that the mail carried, 0 = none. */
static int64_t document_of(struct loader *l, const struct outbox_row *row)
{
	struct value *body;
	struct mail_spec spec;

	if (value_from_json(l->a, row->body, &body, NULL) ||
	    spec_from_value(l->a, body, &spec, NULL))
		return 0;
	return spec.n_document ? spec.document[0] : 0;
}

/* "Delayed" is no bounce, and a complaint says that it arrived. */
static bool says_failed(const struct mail_fact *f)
{
	bool any = false;

	for (size_t i = 0; i < f->bounces.n; i++)
		any |= f->bounces.at[i].failed;
	return f->class == MAIL_BOUNCE && any;
}

static enum rc load_bounced(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < f->bounced_ids.n && i < 10; i++) {
		struct outbox_row *row = NULL;
		struct our_mail *mail;

		rc = row_outbox_by_message_id(l->tx, l->a, f->bounced_ids.at[i], &row, reterr);
		if (rc || !row)
			continue;
		mail = ARENA_PUSH(l->a, &l->s->bounced);
		mail->message_id = f->bounced_ids.at[i];
		mail->again = span_eq(row->fate, S("bounced"));
		mail->to = row->to;
		mail->card = row->card;
		mail->client = row->client;
		mail->document = document_of(l, row);
		if (says_failed(f))
			rc = row_outbox_fate(l->tx, row->id, S("bounced"), reterr);
		if (!rc)
			rc = load_client(l, row->client, &(struct client *){ NULL }, reterr);
		if (!rc)
			rc = load_cards_of(l, row->client, CARDS_OF_CLIENT, reterr);
		if (!rc)
			rc = load_document(l, mail->document, reterr);
	}
	return rc;
}

/* What staff's answer about a bank's mail books is loaded as if the bank's mail were at hand. */
static enum rc load_bank_answer(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	const struct question *q = state_question(l->s, l->s->sender.token_question);
	struct notices told = { 0 };
	enum rc rc = row_bank_form_all(l->tx, l->a, l->s, reterr);

	if (rc || !bank_learn_is(q))
		return rc;
	bank_learn_loads(l->a, q, f, &told);
	return load_for_notices(l, &told, reterr);
}

static enum rc load_entries(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	SCOPED_TWINS t = twins_open();
	struct statement_lines lines = { 0 };

	statement_tell(l->a, l->s->firm, l->s->today, t, &f->entries, S(""), &lines);
	return load_for_statement(l, &lines, reterr);
}

enum rc load_for_mail(struct tx *tx, struct arena *a, const struct firm *firm, struct span key,
		      const struct mail_fact *f, int64_t now, struct state *ret, struct why *reterr)
{
	struct loader l = { .tx = tx, .s = ret, .a = a };
	enum rc rc = load_base(tx, a, firm, now, ret, reterr);

	if (!rc)
		rc = load_requester(&l, f, reterr);
	if (!rc)
		rc = load_sender(&l, key, f, reterr);
	if (!rc && (f->class == MAIL_BOUNCE || f->class == MAIL_FEEDBACK))
		rc = load_bounced(&l, f, reterr);
	if (!rc && f->notices.n)
		rc = load_for_notices(&l, &f->notices, reterr);
	if (!rc && f->entries.n && f->bank.len)
		rc = load_entries(&l, f, reterr);
	if (!rc && (f->request.is_form || ret->sender.staff))
		rc = row_setting_get(tx, a, "form_sites", &ret->form_sites, reterr);
	if (!rc && ret->sender.staff &&
	    (ret->sender.authenticated || span_eq_str(ret->sender.token_purpose, "confirm")))
		rc = load_for_commands(&l, f, reterr);
	if (!rc && ret->sender.staff && ret->sender.authenticated)
		rc = load_bank_answer(&l, f, reterr);
	if (!rc && (f->bank.len || ret->sender.staff))
		rc = row_setting_get(tx, a, "banks_read", &ret->banks_read, reterr);
	if (!rc)
		rc = load_rates(&l, f, reterr);
	return rc ? rc : load_doubts(&l, reterr);
}
