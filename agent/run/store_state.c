/* From the working copy to the database, in the transaction that loaded it. */
#include "store_state.h"

#include "calendar.h"
#include "row_acceptance.h"
#include "row_bank_form.h"
#include "row_card.h"
#include "row_client.h"
#include "row_company.h"
#include "row_document.h"
#include "row_event.h"
#include "row_filing.h"
#include "row_outbox.h"
#include "row_pay_link.h"
#include "row_payment.h"
#include "row_payout.h"
#include "row_product.h"
#include "row_question.h"
#include "row_rate.h"
#include "row_revision.h"
#include "row_series.h"
#include "row_setting.h"
#include "row_subscription.h"
#include "span.h"
#include "spec_json.h"

static bool is_staff(const struct firm *f, struct span addr)
{
	for (size_t i = 0; i < f->staff.n; i++)
		if (span_ieq(f->staff.at[i].addr, addr))
			return true;
	return false;
}

/* STAI and REIA of one card. */
static enum rc hold_card(struct tx *tx, struct arena *a, const struct state *s,
			 const struct card *card, struct why *reterr)
{
	struct spans staff = { 0 };

	for (size_t i = 0; i < s->firm->staff.n; i++)
		*ARENA_PUSH(a, &staff) = s->firm->staff.at[i].addr;
	return row_outbox_hold_card(tx, a, card->id, card->held, &staff, NULL, reterr);
}

static enum rc store_parties(struct tx *tx, struct arena *a, const struct state *s,
			     struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < s->clients.n; i++)
		if (s->clients.at[i]->mark != ROW_CLEAN)
			rc = row_client_store(tx, a, s->clients.at[i], reterr);
	for (size_t i = 0; !rc && i < s->cards.n; i++)
		if (s->cards.at[i]->mark != ROW_CLEAN)
			rc = row_card_store(tx, a, s->cards.at[i], reterr);
	for (size_t i = 0; !rc && i < s->cards.n; i++)
		if (s->cards.at[i]->held_changed)
			rc = hold_card(tx, a, s, s->cards.at[i], reterr);
	for (size_t i = 0; !rc && i < s->products.n; i++)
		if (s->products.at[i]->mark != ROW_CLEAN)
			rc = row_product_store(tx, a, s->products.at[i], reterr);
	for (size_t i = 0; !rc && i < s->series.n; i++)
		if (s->series.at[i]->dirty)
			rc = row_series_store(tx, a, s->series.at[i], reterr);
	return rc;
}

static enum rc store_documents(struct tx *tx, struct arena *a, const struct state *s,
			       struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < s->documents.n; i++)
		if (s->documents.at[i]->revised)
			rc = row_revision_replace(tx, a, s->documents.at[i], s->now, reterr);
	for (size_t i = 0; !rc && i < s->documents.n; i++)
		if (s->documents.at[i]->mark != ROW_CLEAN)
			rc = row_document_store(tx, a, s->documents.at[i], reterr);
	for (size_t i = 0; !rc && i < s->filings.n; i++)
		rc = row_filing_store(tx, s->filings.at[i], reterr);
	for (size_t i = 0; !rc && i < s->payments.n; i++)
		if (s->payments.at[i]->mark != ROW_CLEAN)
			rc = row_payment_store(tx, a, s->payments.at[i], s->now, reterr);
	for (size_t i = 0; !rc && i < s->payouts.n; i++)
		rc = row_payout_store(tx, s->payouts.at[i], reterr);
	for (size_t i = 0; !rc && i < s->pay_links.n; i++)
		rc = row_pay_link_store(tx, s->pay_links.at[i], reterr);
	for (size_t i = 0; !rc && i < s->allocations.n; i++)
		rc = row_allocation_store(tx, s->allocations.at[i], s->now, reterr);
	for (size_t i = 0; !rc && i < s->subscriptions.n; i++)
		if (s->subscriptions.at[i]->mark != ROW_CLEAN)
			rc = row_subscription_store(tx, a, s->subscriptions.at[i],
						    subscription_next_due(s->subscriptions.at[i]),
						    reterr);
	for (size_t i = 0; !rc && i < s->questions.n; i++) {
		const struct question *q = s->questions.at[i];

		if (q->mark != ROW_CLEAN)
			rc = row_question_store(tx, a, q, s->now, reterr);
		if (!rc && q->mark == ROW_NEW && q->kind == Q_COMPANY)
			rc = row_company_note_asked(tx, value_get_int(q->data, "client", 0), q->id,
						    reterr);
	}
	return rc;
}

static enum rc store_story(struct tx *tx, struct arena *a, const struct state *s, int64_t message,
			   struct why *reterr)
{
	struct sha256 hash;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < s->acceptances.n; i++) {
		s->acceptances.at[i]->message = message;
		rc = row_acceptance_append(tx, a, s->acceptances.at[i], &hash, reterr);
	}
	for (size_t i = 0; !rc && i < s->events.n; i++) {
		s->events.at[i]->message = message;
		rc = row_event_append(tx, a, s->events.at[i], s->now, reterr);
	}
	if (!rc && s->hold_changed)
		rc = row_setting_set(
			tx, "hold_all",
			s->hold_all ? (struct span){ "yes", 3 } : (struct span){ "", 0 }, reterr);
	if (!rc && s->exports_stopped)
		rc = row_outbox_drop_exports(tx, s->now, reterr);
	if (!rc && s->form_sites_changed)
		rc = row_setting_set(tx, "form_sites", s->form_sites, reterr);
	if (!rc && s->banks_read_changed)
		rc = row_setting_set(tx, "banks_read", s->banks_read, reterr);
	for (size_t i = 0; !rc && i < s->new_bank_forms.n; i++)
		rc = row_bank_form_add(tx, &s->new_bank_forms.at[i], s->now, reterr);
	for (size_t i = 0; !rc && i < s->new_rates.n; i++)
		rc = row_rate_store(tx, &s->new_rates.at[i],
				    arena_fmt(a, "staff:%.*s", SPAN_ARG(s->sender.addr)), s->now,
				    reterr);
	return rc;
}

static enum rc store_effect(struct tx *tx, struct arena *a, const struct state *s,
			    const struct effect *fx, struct why *reterr)
{
	struct buf body;
	struct outbox_row row = {
		.key = fx->key,
		.kind = fx->kind,
		.sort = fx->mail.sort,
		.due_at = s->now + fx->mail.delay_s,
		.to = fx->mail.to,
		.card = fx->mail.card,
		.client = fx->mail.client,
	};
	const struct card *card = state_card(s, fx->mail.card);
	int64_t id;
	bool added;

	buf_init(&body, a, 4 << 20);
	value_to_json(spec_to_value(a, &fx->mail), &body);
	if (!buf_ok(&body))
		return why_fail(reterr, RC_BAD_INPUT, "a mail of over 4 MB was asked for");
	row.body = buf_span(&body);
	row.held = card && card->held && row.sort != SORT_PERSON && !is_staff(s->firm, row.to);
	return row_outbox_add(tx, a, &row, s->now, &id, &added, reterr);
}

enum rc store_decision(struct tx *tx, struct arena *a, struct state *s, const struct decision *d,
		       int64_t message, struct why *reterr)
{
	enum rc rc = store_parties(tx, a, s, reterr);

	if (!rc)
		rc = store_documents(tx, a, s, reterr);
	if (!rc)
		rc = store_story(tx, a, s, message, reterr);
	for (size_t i = 0; !rc && i < d->effects.n; i++)
		if (d->effects.at[i].kind == FX_SEND_MAIL)
			rc = store_effect(tx, a, s, &d->effects.at[i], reterr);
	return rc;
}
