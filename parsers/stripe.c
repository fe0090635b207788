/* JSON of Stripe's API into facts (stripe.h). */
#include "stripe.h"

#include "ident.h"
#include "span.h"
#include "utf8.h"
#include "value.h"

enum { ID_MAX = 255, TEXT_MAX = 200 };

/* "no decimals, but sent with two" (docs.stripe.com/currencies, special cases). */
static int64_t step_of(const char cur[4])
{
	return strcmp(cur, "ISK") == 0 || strcmp(cur, "UGX") == 0 ? 100 : 1;
}

enum rc stripe_money(int64_t amount, struct span currency, struct money *ret)
{
	struct money m = { .minor = amount };
	int64_t step;

	if (currency.len != 3)
		return RC_BAD_INPUT;
	for (size_t i = 0; i < 3; i++) {
		char c = currency.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			return RC_BAD_INPUT;
		m.cur[i] = (char)(c & ~0x20);
	}
	step = step_of(m.cur);
	if (amount % step)
		return RC_BAD_INPUT;
	m.minor = amount / step;
	*ret = m;
	return RC_OK;
}

int64_t stripe_amount(struct money m)
{
	return m.minor * step_of(m.cur);
}

static bool is_id(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
		      (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') || char_is_digit(s.ptr[i]) ||
		      s.ptr[i] == '_' || s.ptr[i] == '-'))
			return false;
	return s.len > 0 && s.len <= ID_MAX;
}

/* "pi_1", or the object that stands in its place when it was expanded. */
static struct span id_of(const struct value *v, const char *key)
{
	const struct value *x = value_get(v, key);
	struct span id =
		x && x->kind == VALUE_MAP ? value_get_text(x, "id") : value_get_text(v, key);

	return is_id(id) ? id : S("");
}

/* A person's words: one line, of a length that fits. */
static struct span words(struct arena *a, const struct value *v, const char *key)
{
	return span_trim(utf8_cut(utf8_clean(a, value_get_text(v, key)), TEXT_MAX));
}

static bool money_of(const struct value *v, const char *key, struct money *ret)
{
	const struct value *x = value_get(v, key);

	return x && x->kind == VALUE_INT &&
	       stripe_money(x->u.num, value_get_text(v, "currency"), ret) == RC_OK;
}

static enum rc open_object(struct arena *a, struct span json, const char *object,
			   struct value **ret, struct why *reterr)
{
	enum rc rc = value_from_foreign_json(a, json, ret, reterr);

	if (rc)
		return why_prefix(reterr, rc, "the answer");
	if (!span_eq_str(value_get_text(*ret, "object"), object))
		return why_fail(reterr, RC_BAD_INPUT, "the answer is no %s", object);
	return RC_OK;
}

enum rc stripe_read_error(struct arena *a, struct span json, struct stripe_error *ret,
			  struct why *reterr)
{
	struct value *top = NULL;
	const struct value *e;
	enum rc rc = value_from_foreign_json(a, json, &top, reterr);

	if (rc)
		return rc;
	e = value_get(top, "error");
	if (!e || e->kind != VALUE_MAP)
		return why_fail(reterr, RC_BAD_INPUT, "the answer is no error");
	ret->type = words(a, e, "type");
	ret->code = words(a, e, "code");
	ret->message = words(a, e, "message");
	return RC_OK;
}

enum rc stripe_read_link(struct arena *a, struct span json, struct span *ret_id,
			 struct span *ret_url, struct why *reterr)
{
	struct value *top = NULL;
	struct span url;
	enum rc rc = open_object(a, json, "payment_link", &top, reterr);

	if (rc)
		return rc;
	url = value_get_text(top, "url");
	if (!id_of(top, "id").len || !span_starts(url, S("https://")) || url.len > 500)
		return why_fail(reterr, RC_BAD_INPUT, "a payment link without id or address");
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] > '~' || url.ptr[i] == '|' ||
		    url.ptr[i] == '"' || url.ptr[i] == '<' || url.ptr[i] == '>')
			return why_fail(reterr, RC_BAD_INPUT, "the link's address is none");
	*ret_id = id_of(top, "id");
	*ret_url = url;
	return RC_OK;
}

static void take_session(struct arena *a, const struct value *v, struct card_fact *f)
{
	const struct value *who = value_get(v, "customer_details");

	f->link = id_of(v, "payment_link");
	f->payment = id_of(v, "payment_intent");
	f->payer = words(a, who, "name");
	f->email = words(a, who, "email");
}

static bool session_paid(const struct value *v)
{
	return span_eq_str(value_get_text(v, "payment_status"), "paid");
}

/* "completed" says that the client is through; only payment_status says that there is money. */
static bool read_completed(struct arena *a, const struct value *v, struct card_fact *f)
{
	take_session(a, v, f);
	f->kind = session_paid(v) ? CARD_PAID : CARD_PENDING;
	return f->link.len && f->payment.len && money_of(v, "amount_total", &f->amount);
}

static bool read_failed(struct arena *a, const struct value *v, struct card_fact *f)
{
	take_session(a, v, f);
	f->kind = CARD_FAILED;
	return f->link.len && money_of(v, "amount_total", &f->amount);
}

static bool read_charge(struct arena *a, const struct value *v, struct card_fact *f)
{
	(void)a;
	f->kind = CARD_REFUNDED;
	f->payment = id_of(v, "payment_intent");
	f->object = id_of(v, "id");
	return f->payment.len && money_of(v, "amount_refunded", &f->amount);
}

static bool read_dispute(struct arena *a, const struct value *v, struct card_fact *f)
{
	struct span status = value_get_text(v, "status");

	f->kind = CARD_DISPUTED;
	if (span_eq_str(status, "won"))
		f->kind = CARD_DISPUTE_WON;
	else if (span_eq_str(status, "lost"))
		f->kind = CARD_DISPUTE_LOST;
	else if (span_starts(status, S("warning")))
		return false; /* an inquiry: nobody took money */
	f->payment = id_of(v, "payment_intent");
	f->object = id_of(v, "id");
	f->reason = words(a, v, "reason");
	return f->payment.len && f->object.len && money_of(v, "amount", &f->amount);
}

static bool read_payout(struct arena *a, const struct value *v, struct card_fact *f)
{
	int64_t arrival = value_get_int(v, "arrival_date", 0);
	struct span status = value_get_text(v, "status");

	(void)a;
	f->kind = span_eq_str(status, "failed") || span_eq_str(status, "canceled") ?
			  CARD_PAYOUT_FAILED :
			  CARD_PAYOUT;
	f->payment = id_of(v, "id");
	f->day = arrival > 0 ? day_of_instant(arrival) : DAY_NONE;
	return f->payment.len && money_of(v, "amount", &f->amount);
}

static const struct event_kind {
	const char *type;
	bool (*read)(struct arena *a, const struct value *object, struct card_fact *f);
} event_kinds[] = {
	{ "checkout.session.completed", read_completed },
	{ "checkout.session.async_payment_succeeded", read_completed },
	{ "checkout.session.async_payment_failed", read_failed },
	{ "charge.refunded", read_charge },
	{ "charge.dispute.created", read_dispute },
	{ "charge.dispute.closed", read_dispute },
	{ "payout.paid", read_payout },
	{ "payout.failed", read_payout },
};

void stripe_add_types(struct buf *b)
{
	for (size_t i = 0; i < ARRAY_LEN(event_kinds); i++)
		buf_add_fmt(b, "&types[]=%s", event_kinds[i].type);
}

static void read_event(struct arena *a, const struct value *v, struct card_facts *ret)
{
	const struct value *object = value_get(value_get(v, "data"), "object");
	struct card_fact f = { .id = id_of(v, "id"),
			       .day = DAY_NONE,
			       .at = value_get_int(v, "created", 0) };

	for (size_t i = 0; f.id.len && i < ARRAY_LEN(event_kinds); i++)
		if (span_eq_str(value_get_text(v, "type"), event_kinds[i].type) &&
		    event_kinds[i].read(a, object, &f))
			*ARENA_PUSH(a, ret) = f;
}

static size_t count(const struct value *list)
{
	return list ? list->u.list.n : 0;
}

static void read_session(struct arena *a, const struct value *v, struct card_facts *ret)
{
	struct card_fact f = { .id = id_of(v, "id"),
			       .day = DAY_NONE,
			       .at = value_get_int(v, "created", 0) };

	if (f.id.len && span_eq_str(value_get_text(v, "status"), "complete") &&
	    read_completed(a, v, &f))
		*ARENA_PUSH(a, ret) = f;
}

/* A list's page: each of its objects to `read`. */
static enum rc open_page(struct arena *a, struct span json, const struct value **ret_data,
			 struct stripe_page *page, struct why *reterr)
{
	struct value *top = NULL;
	const struct value *data;
	enum rc rc = open_object(a, json, "list", &top, reterr);

	*ret_data = NULL;
	if (rc)
		return rc;
	data = value_get(top, "data");
	if (!data || data->kind != VALUE_LIST)
		return why_fail(reterr, RC_BAD_INPUT, "a list without data");
	*page = (struct stripe_page){ .last = S("") };
	if (data->u.list.n)
		page->last = id_of(data->u.list.at[data->u.list.n - 1], "id");
	page->more = value_get_bool(top, "has_more") && page->last.len > 0;
	*ret_data = data;
	return RC_OK;
}

enum rc stripe_read_events(struct arena *a, struct span json, struct card_facts *ret,
			   struct stripe_page *page, struct why *reterr)
{
	const struct value *data;
	enum rc rc = open_page(a, json, &data, page, reterr);

	for (size_t i = 0; !rc && i < count(data); i++)
		read_event(a, data->u.list.at[i], ret);
	return rc;
}

enum rc stripe_read_sessions(struct arena *a, struct span json, struct card_facts *ret,
			     struct stripe_page *page, struct why *reterr)
{
	const struct value *data;
	enum rc rc = open_page(a, json, &data, page, reterr);

	for (size_t i = 0; !rc && i < count(data); i++)
		read_session(a, data->u.list.at[i], ret);
	return rc;
}

enum rc stripe_read_fee(struct arena *a, struct span json, struct money *ret, struct why *reterr)
{
	struct value *top = NULL;
	const struct value *booked;
	enum rc rc = open_object(a, json, "payment_intent", &top, reterr);

	if (rc)
		return rc;
	booked = value_get(value_get(top, "latest_charge"), "balance_transaction");
	if (!money_of(booked, "fee", ret))
		*ret = (struct money){ 0 };
	return RC_OK;
}

static void read_entry(struct arena *a, const struct value *v, struct card_entries *ret)
{
	const struct value *source = value_get(v, "source");
	struct card_entry e = { .id = id_of(v, "id"), .kind = words(a, v, "type") };

	if (!e.id.len || span_eq_str(e.kind, "payout") || !money_of(v, "amount", &e.amount) ||
	    !money_of(v, "fee", &e.fee) || !money_of(v, "net", &e.net))
		return;
	e.payment = id_of(source, "payment_intent");
	*ARENA_PUSH(a, ret) = e;
}

enum rc stripe_read_entries(struct arena *a, struct span json, struct card_entries *ret,
			    struct stripe_page *page, struct why *reterr)
{
	const struct value *data;
	enum rc rc = open_page(a, json, &data, page, reterr);

	for (size_t i = 0; !rc && i < count(data); i++)
		read_entry(a, data->u.list.at[i], ret);
	return rc;
}
