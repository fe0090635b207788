/* Links: asked for before the mail that carries them, ended when the document is (cards.h). */
#include "cards_in.h"

#include "clock.h"
#include "http.h"
#include "log.h"
#include "pay_link.h"
#include "row_document.h"
#include "row_pay_link.h"
#include "span.h"
#include "stripe.h"
#include "utf8.h"

enum { BATCH = 50, FORM_MAX = 4096, ANSWER_CAP = 32 << 20 };

enum rc cards_store_link(struct engine *e, const struct pay_link *l, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_pay_link_store(&tx, l, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

/* What the client reads on the processor's page is the document's own name. */
static enum rc link_form(struct engine *e, struct arena *a, const struct pay_link *l,
			 const char **ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct document *doc = NULL;
	struct buf b;
	struct span cur;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_document_load(&tx, a, l->document, &doc, reterr);
	if (rc || !doc)
		return rc ? rc : why_fail(reterr, RC_REFUSED, "a link without its document");
	cur = utf8_fold(a, span_of(l->amount.cur)); /* "in lowercase" */
	buf_init(&b, a, FORM_MAX);
	http_form_add(&b, "line_items[0][price_data][currency]", cur);
	http_form_add(&b, "line_items[0][price_data][unit_amount]",
		      arena_fmt(a, "%lld", (long long)stripe_amount(l->amount)));
	http_form_add(&b, "line_items[0][price_data][product_data][name]", doc->label);
	http_form_add(&b, "line_items[0][quantity]", S("1"));
	http_form_add(&b, "restrictions[completed_sessions][limit]", S("1"));
	http_form_add(&b, "metadata[document]", doc->label);
	http_form_add(&b, "payment_intent_data[description]", doc->label);
	http_form_add(&b, "payment_intent_data[metadata][document]", doc->label);
	*ret = arena_str(a, buf_span(&b));
	return RC_OK;
}

static bool is_server_error(struct span why)
{
	return span_starts(why, S("5"));
}

/* A saved answer is given again under the same key, a 500 too (docs.stripe.com/api/idempotent_requests): after
 * the second one, and when the key is another question's, a new key. The row is stored before it is used. */
static enum rc note_failure(struct engine *e, struct arena *a, struct pay_link *l,
			    const struct stripe_answer *got, struct why *reterr)
{
	struct stripe_error err = { .type = S("") };
	struct why why = { "" };
	struct span before = l->why;

	if (got->fail == NET_DOWN || got->fail == NET_LOGIN)
		return RC_OK;
	(void)!stripe_read_error(a, got->json, &err, &why);
	l->why =
		arena_fmt(a, "%ld %.*s", got->status, SPAN_ARG(err.code.len ? err.code : err.type));
	ROW_TOUCH(l);
	if (span_eq_str(err.type, "idempotency_error") ||
	    (is_server_error(before) && is_server_error(l->why)))
		pay_link_next_key(a, l);
	else if (got->fail == NET_REFUSED)
		l->state = l->ref.len ? l->state : LINK_CLOSED;
	if (l->state == LINK_CLOSED)
		log_say(LE_CARDS_REFUSED, "document=%lld why=%s", (long long)l->document,
			log_quote(l->why));
	return cards_store_link(e, l, reterr);
}

/* RC_OK also when none will come: the row says so. RC_RETRY: no answer yet. */
static enum rc make_link(struct engine *e, struct pay_link *l, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(ANSWER_CAP);
	struct stripe_answer got;
	const char *form = NULL;
	struct why why = { "" };
	enum rc rc = link_form(e, a, l, &form, reterr);

	if (rc)
		return rc;
	rc = db_sync(e->db, reterr); /* the key is on the disk before it is used */
	if (rc)
		return rc;
	rc = cards_ask(e, a, "/v1/payment_links", form, arena_str(a, l->key), &got, &why);
	if (!rc)
		rc = stripe_read_link(a, got.json, &l->ref, &l->url, &why);
	if (rc) {
		enum rc noted = note_failure(e, a, l, &got, reterr);

		if (noted)
			return noted;
		return l->state == LINK_CLOSED ? RC_OK : why_fail(reterr, RC_RETRY, "%s", why.text);
	}
	l->state = LINK_OPEN;
	l->why = S("");
	pay_link_next_key(a, l);
	rc = cards_store_link(e, l, reterr);
	if (!rc)
		log_say(LE_CARDS_LINK, "document=%lld link=%s", (long long)l->document,
			log_quote(l->ref));
	return rc;
}

static enum rc give_up(struct engine *e, struct pay_link *l, struct why *reterr)
{
	l->state = LINK_CLOSED;
	if (!l->why.len)
		l->why = S("late");
	ROW_TOUCH(l);
	log_say(LE_CARDS_REFUSED, "document=%lld why=%s", (long long)l->document,
		log_quote(l->why));
	return cards_store_link(e, l, reterr);
}

/* When to look again for a link that did not come. */
static int64_t try_again(const struct engine *e, int64_t end)
{
	int64_t ms = e->cards_down.on ? e->cards_down.next_ms - clock_mono_ms() : 1000;
	int64_t at = clock_now() + (ms > 0 ? (ms + 999) / 1000 : 1);

	return at < end ? at : end;
}

enum rc cards_for_mail(struct engine *e, const struct outbox_row *row, int64_t *ret_until,
		       struct why *reterr)
{
	struct row_pay_links links = { 0 };
	enum rc rc = RC_OK;

	*ret_until = 0;
	if (!e->firm.cards.on || row->sort != SORT_DOCUMENT || !row->card)
		return RC_OK;
	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_pay_link_wanted(&tx, e->work, row->card, &links, reterr);
	}
	for (size_t i = 0; !rc && i < links.n; i++) {
		struct pay_link *l = links.at[i];
		int64_t end = l->created + e->cfg->cards.wait_s;
		struct why why = { "" };

		l->mark = ROW_CHANGED;
		if (!outage_waits(&e->cards_down) && make_link(e, l, &why) == RC_OK)
			continue;
		if (clock_now() >= end)
			rc = give_up(e, l, reterr);
		else if (!*ret_until || try_again(e, end) < *ret_until)
			*ret_until = try_again(e, end);
	}
	return rc;
}

/* One that is over is told so; a failed client may go through with it once more. */
static enum rc tell_link(struct engine *e, struct pay_link *l, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(ANSWER_CAP);
	const char *path = arena_str(a, arena_fmt(a, "/v1/payment_links/%.*s", SPAN_ARG(l->ref)));
	struct stripe_answer got;
	struct buf b;
	enum rc rc = db_sync(e->db, reterr);

	if (rc)
		return rc;
	buf_init(&b, a, FORM_MAX);
	if (l->state == LINK_CLOSING)
		http_form_add(&b, "active", S("false"));
	else
		http_form_add(&b, "restrictions[completed_sessions][limit]",
			      arena_fmt(a, "%d", l->sessions));
	l->mark = ROW_CHANGED;
	rc = cards_ask(e, a, path, arena_str(a, buf_span(&b)), arena_str(a, l->key), &got, reterr);
	if (rc == RC_RETRY) {
		struct why why = { "" };
		enum rc noted = note_failure(e, a, l, &got, &why);

		return noted ? noted : rc;
	}
	/* A refusal is final: the link is not there any more. */
	l->state = l->state == LINK_REOPENING && !rc ? LINK_OPEN : LINK_CLOSED;
	l->why = rc ? span_of("refused") : S("");
	pay_link_next_key(a, l);
	return cards_store_link(e, l, reterr);
}

static enum rc tell_links(struct engine *e, enum pay_link_state state, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(1 << 20);
	struct row_pay_links links = { 0 };
	enum rc rc;

	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_pay_link_in(&tx, list, state, 0, BATCH, &links, reterr);
	}
	for (size_t i = 0; !rc && i < links.n; i++)
		rc = tell_link(e, links.at[i], reterr);
	return rc;
}

enum rc cards_end_links(struct engine *e, struct why *reterr)
{
	enum rc rc = tell_links(e, LINK_CLOSING, reterr);

	return rc ? rc : tell_links(e, LINK_REOPENING, reterr);
}
