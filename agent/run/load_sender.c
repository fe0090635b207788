/* Who sends, and what the mail answers: proof first, then what it opens. */
#include "load_state.h"

#include "ident.h"
#include "key.h"
#include "mail_text.h"
#include "own_words.h"
#include "row_card.h"
#include "row_message.h"
#include "row_outbox.h"
#include "row_question.h"
#include "row_token.h"
#include "span.h"
#include "token.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

/* "[C-1042]" in a subject: a name, not a proof. */
static int64_t card_in_subject(struct span subject)
{
	size_t at = span_find(subject, S("[C-"), 0);
	struct span rest, digits;
	int64_t n = 0;

	if (at == SIZE_MAX)
		return 0;
	rest = span_from(subject, at + 3);
	if (!span_next_part(&rest, ']', &digits) || !span_to_i64(digits, &n))
		return 0;
	return n;
}

static bool has_token(const struct token_candidates *v, const struct token_candidate *t)
{
	for (size_t i = 0; i < v->n; i++)
		if (span_eq(v->at[i].id, t->id) && span_eq(v->at[i].mac, t->mac))
			return true;
	return false;
}

/* A letter that was signed for somebody else could be sent on to us with our token in a field that its
 * signature does not hold: then the token says nothing about what the letter answers. */
static bool is_bound(const struct loader *l, const struct mail_fact *f,
		     const struct token_candidate *t, int64_t card)
{
	struct mail_addrs to = { f->to.at, f->n_to_cc, f->n_to_cc }, nobody = { 0 };
	struct spans none = { 0 };
	struct token_candidates in_to = token_candidates(l->a, &to, &none);
	struct token_candidates in_refs = token_candidates(l->a, &nobody, &f->refs);

	if (f->auth.verdict != AUTH_PASS)
		return false;
	return (!f->auth.loose_to && has_token(&in_to, t)) ||
	       (!f->auth.loose_refs && has_token(&in_refs, t)) ||
	       (!f->auth.loose_subject && card && card_in_subject(f->subject) == card);
}

/* Take up the first reply token that verifies: plus-addresses first, then Message-IDs answered. */
static enum rc take_token(struct loader *l, struct span ring, const struct mail_fact *f,
			  const struct token_candidate *cand, struct why *reterr)
{
	struct sender *snd = &l->s->sender;
	struct token_bound bound;
	struct span key;
	struct token_row *row = NULL;
	enum rc rc;

	if (snd->token_ok)
		return RC_OK;
	rc = row_token_find(l->tx, l->a, cand->id, &row, reterr);
	if (rc || !row)
		return rc;
	bound = (struct token_bound){ row->key,  row->id,       row->purpose,  row->addr,
				      row->card, row->document, row->question, row->expires };
	if (!key_by_id(l->a, ring, row->key, &key) || !token_verify(key, &bound, cand->mac) ||
	    row->expires < l->s->now)
		return RC_OK;
	snd->token_ok = true;
	snd->token_bound = is_bound(l, f, cand, row->card);
	snd->token_purpose = row->purpose;
	snd->token_addr = row->addr;
	snd->token_card = row->card;
	snd->token_document = row->document;
	snd->token_question = row->question;
	return RC_OK;
}

static enum rc find_thread(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	struct state *s = l->s;
	int64_t card = s->sender.token_card;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && !card && i < f->refs.n && i < 20; i++) {
		struct outbox_row *ours = NULL;
		struct message_row *journal = NULL;
		struct card *began = NULL;

		rc = row_outbox_by_message_id(l->tx, l->a, f->refs.at[i], &ours, reterr);
		if (!rc && !ours)
			rc = row_card_by_thread(l->tx, l->a, f->refs.at[i], &began, reterr);
		if (!rc && !ours && !began)
			rc = row_message_by_message_id(l->tx, l->a, f->refs.at[i], &journal,
						       reterr);
		if (!rc)
			card = ours ? ours->card : began ? began->id : journal ? journal->card : 0;
	}
	if (!rc && !card && s->sender.staff && s->sender.authenticated)
		card = card_in_subject(f->subject);
	return rc ? rc : load_card(l, card, &s->card, reterr);
}

/* The address an automatic answer would go to: see struct sender. */
static struct span answer_address(const struct state *s, const struct mail_fact *f)
{
	if (s->sender.staff && f->forward.present && f->forward.from.len)
		return f->forward.from;
	if (f->request.is_form && f->request.email.len)
		return f->request.email;
	return f->from.addr;
}

static enum rc load_token_rows(struct loader *l, struct why *reterr)
{
	const struct sender *snd = &l->s->sender;
	struct question *q = NULL;
	enum rc rc = load_document(l, snd->token_document, reterr);

	if (!rc)
		rc = load_question(l, snd->token_question, &q, reterr);
	if (rc || !q)
		return rc;
	rc = load_payment(l, q->payment, reterr);
	if (!rc)
		rc = load_document(l, q->document, reterr);
	if (!rc)
		rc = load_subscription(l, q->subscription, reterr);
	return rc ? rc : load_card(l, q->card, &(struct card *){ NULL }, reterr);
}

/* How many came before, of a mail that may open a card for somebody we do not know; no further than
 * the caps ask. 0 = no cap. */
static enum rc load_flood(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	struct sender *snd = &l->s->sender;
	int all = l->s->firm->cap_unproven_per_day, domain = l->s->firm->cap_domain_per_day;
	int most = all > domain ? all : domain;
	int few = all > 0 && (domain <= 0 || all < domain) ? all : domain;
	enum rc rc;

	if (f->class != MAIL_HUMAN || (snd->client && snd->authenticated) || most <= 0)
		return RC_OK;
	rc = row_card_count_opened(l->tx, l->a, l->s->today, few, most, &snd->cards_today, reterr);
	if (rc || domain <= 0 || snd->cards_today < domain)
		return rc;
	return row_card_count_of_host(l->tx, l->a, l->s->today,
				      ident_email_host(answer_address(l->s, f)), domain,
				      &snd->cards_of_domain, reterr);
}

/* Words that answer something: our own among them are known by the mail that is answered. */
static bool reads_as_answer(const struct mail_fact *f)
{
	return f->class == MAIL_HUMAN && f->answer.kind != ANSWER_NONE &&
	       f->answer.kind != ANSWER_QUESTION;
}

/* Our bytes, so they are read here and not in the child. */
static enum rc load_answered(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	struct outbox_row *ours = NULL;
	struct mail_part *root = NULL;
	struct mail_lines lines;
	struct span bytes = { 0 };
	bool found = false;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && !ours && i < f->refs.n && i < 20; i++)
		rc = row_outbox_by_message_id(l->tx, l->a, f->refs.at[i], &ours, reterr);
	if (!rc && ours)
		rc = row_outbox_bytes(l->tx, l->a, ours->id, &bytes, &found, reterr);
	if (rc || !found || mail_parse(l->a, bytes, &root, NULL))
		return rc;
	lines = mail_text_lines(l->a, root);
	l->s->sender.answered_words =
		own_words_fold(l->a, mail_lines_join(l->a, &lines, 0, lines.n));
	return RC_OK;
}

/* What this address was asked today whether it was its own: one a day. */
static enum rc load_confirms(struct loader *l, struct why *reterr)
{
	struct row_questions rows = { 0 };
	enum rc rc = row_question_confirm_staff(l->tx, l->a, l->s->sender.staff->addr,
						day_instant(l->s->today, 0, 0), &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++)
		if (!state_question(l->s, rows.at[i]->id))
			*ARENA_PUSH(l->a, &l->s->questions) = rows.at[i];
	return rc;
}

enum rc load_sender(struct loader *l, struct span key, const struct mail_fact *f,
		    struct why *reterr)
{
	struct state *s = l->s;
	struct sender *snd = &s->sender;
	struct token_candidates cand = token_candidates(l->a, &f->to, &f->refs);
	struct outbox_row *own = NULL;
	int answers = 0, all = 0;
	enum rc rc = RC_OK;

	snd->addr = f->from.addr;
	snd->name = f->from.name;
	snd->authenticated = f->auth.verdict == AUTH_PASS && f->n_from == 1;
	for (size_t i = 0; i < s->firm->staff.n; i++)
		if (span_ieq(s->firm->staff.at[i].addr, f->from.addr))
			snd->staff = &s->firm->staff.at[i];
	for (size_t i = 0; !rc && i < cand.n; i++)
		rc = take_token(l, key, f, &cand.at[i], reterr);
	if (!rc && f->message_id.len)
		rc = row_outbox_by_message_id(l->tx, l->a, f->message_id, &own, reterr);
	snd->own_id = own != NULL;
	if (!rc)
		rc = find_thread(l, f, reterr);
	if (!rc)
		rc = load_token_rows(l, reterr);
	if (!rc && snd->staff && !snd->authenticated)
		rc = load_confirms(l, reterr);
	/* Staff may ask as often as they like (flow_may_answer), and nobody is written to more. */
	if (rc || (snd->staff && snd->authenticated))
		return rc;
	if (reads_as_answer(f))
		rc = load_answered(l, f, reterr);
	if (!rc)
		rc = row_outbox_count_to(l->tx, l->a, answer_address(s, f), s->now - HOUR_S,
					 &answers, &all, reterr);
	snd->answers_last_hour = answers;
	if (!rc)
		rc = row_outbox_count_to(l->tx, l->a, answer_address(s, f), s->now - DAY_S,
					 &answers, &all, reterr);
	snd->mails_today = all;
	if (!rc && s->card)
		rc = row_outbox_count_thread(l->tx, l->a, s->card->id, answer_address(s, f),
					     &snd->answers_in_thread, reterr);
	return rc || s->card ? rc : load_flood(l, f, reterr);
}
