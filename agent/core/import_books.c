/* Series starts, open invoices and subscriptions of the old program. What was issued elsewhere keeps
 * its number and is marked so; our own numbers go on after it. */
#include "import_in.h"

#include "flow.h"
#include "series.h"
#include "span.h"
#include "utf8.h"

bool import_vat_name(const struct state *s, struct span text, struct span *ret)
{
	struct span digits =
		span_trim(span_ends(text, S("%")) ? span_sub(text, 0, text.len - 1) : text);
	const struct vat_ground *ground;
	struct decimal rate;
	bool number = decimal_parse(digits, MARK_GUESS, &rate) == RC_OK;

	for (size_t i = 0; i < s->firm->vat.n; i++) {
		const struct vat_rate *r = &s->firm->vat.at[i];

		if (span_ieq(r->name, text) ||
		    (number && decimal_eq(vat_rate_at(s->firm, r->name, s->today), rate))) {
			*ret = r->name;
			return true;
		}
	}
	ground = vat_ground_named(s->firm, text, s->today);
	if (!ground)
		ground = vat_ground_said(s->firm, utf8_fold(s->a, text), s->today);
	if (ground)
		*ret = ground->name;
	return ground != NULL;
}

static enum rc read_day(const char *column, struct span cell, struct day *ret, struct why *reterr)
{
	if (day_parse(cell, ret))
		return why_fail(reterr, RC_REFUSED, "%s „%.*s” is no day; write 31.12.2026", column,
				SPAN_ARG(cell));
	return RC_OK;
}

static enum rc read_money(const struct state *s, const char *column, struct span cell,
			  struct money *ret, struct why *reterr)
{
	if (money_parse(cell, MARK_GUESS, s->firm->currency, ret) || ret->minor < 0)
		return why_fail(reterr, RC_REFUSED, "%s „%.*s” is no amount; write 1234,50", column,
				SPAN_ARG(cell));
	return RC_OK;
}

/* "58" of a yearly series is this year's 58. */
static int64_t in_year(const struct state *s, enum doc_kind kind, int64_t next, unsigned pad)
{
	for (size_t i = 0; i < s->firm->series.n; i++)
		if (s->firm->series.at[i].kind == kind && s->firm->series.at[i].yearly &&
		    next < series_room(pad))
			return day_civil(s->today).year * series_room(pad) + next;
	return next;
}

enum rc import_series_row(struct state *s, const struct import_row *row, struct span *said,
			  struct why *reterr)
{
	enum doc_kind kind;
	int64_t next, digits = 0;

	if (!doc_kind_from_name(utf8_fold(s->a, row->cell[COL_KIND]), &kind))
		return why_fail(reterr, RC_REFUSED,
				"kind „%.*s” is no document; write invoice, proforma, offer ...",
				SPAN_ARG(row->cell[COL_KIND]));
	if (!span_to_i64(row->cell[COL_NEXT], &next) || next < 1)
		return why_fail(reterr, RC_REFUSED,
				"next „%.*s” is no number; write the next number to give out",
				SPAN_ARG(row->cell[COL_NEXT]));
	if (row->cell[COL_DIGITS].len &&
	    (!span_to_i64(row->cell[COL_DIGITS], &digits) || digits < 1 || digits > 9))
		return why_fail(reterr, RC_REFUSED, "digits „%.*s”: write 1 to 9",
				SPAN_ARG(row->cell[COL_DIGITS]));
	for (size_t i = 0; i < s->series.n; i++) {
		struct series *sr = s->series.at[i];

		if (sr->kind != kind || !span_eq(sr->prefix, row->cell[COL_PREFIX]))
			continue;
		next = in_year(s, kind, next, digits ? (unsigned)digits : sr->pad);
		if (sr->next == next && (!digits || (int64_t)sr->pad == digits)) {
			*said = S("same");
			return RC_OK;
		}
		*said = arena_fmt(s->a, "series %.*s: next %lld -> %lld", SPAN_ARG(sr->prefix),
				  (long long)sr->next, (long long)next);
		sr->next = next;
		sr->pad = digits ? (unsigned)digits : sr->pad;
		sr->dirty = true;
		return RC_OK;
	}
	return why_fail(
		reterr, RC_REFUSED,
		"prefix „%.*s” is not the configured one of that document; write it as series \"%s\" in plic.conf first",
		SPAN_ARG(row->cell[COL_PREFIX]), doc_kind_name(kind));
}

/* "FCT 0012", "FCT-12", "FCT0012". */
static bool split_number(struct span cell, struct span *prefix, int64_t *number)
{
	size_t n = 0, digits = cell.len;

	while (digits > 0 && cell.ptr[digits - 1] >= '0' && cell.ptr[digits - 1] <= '9')
		digits--;
	n = digits;
	while (n > 0 &&
	       (cell.ptr[n - 1] == ' ' || cell.ptr[n - 1] == '-' || cell.ptr[n - 1] == '/'))
		n--;
	*prefix = span_sub(cell, 0, n);
	return prefix->len && span_to_i64(span_from(cell, digits), number) && *number > 0;
}

static enum rc known_client(const struct state *s, const struct import_row *row,
			    struct client **ret, struct why *reterr)
{
	*ret = import_client(s, row);
	if (!*ret)
		return why_fail(
			reterr, RC_REFUSED,
			"client (email „%.*s”, cui „%.*s”) is not known; import clients first",
			SPAN_ARG(row->cell[COL_EMAIL]), SPAN_ARG(row->cell[COL_TAX_ID]));
	return RC_OK;
}

/* One line that carries the old invoice's sum; its VAT was declared by the old program. */
static struct line carried_line(struct state *s, struct money total)
{
	struct line l = { .name = S("Sold preluat din evidența anterioară"),
			  .unit = S("buc"),
			  .qty = DECIMAL_INT(1),
			  .price = money_decimal(total),
			  .vat_category = 'O',
			  .period_from = DAY_NONE,
			  .period_to = DAY_NONE };

	memcpy(l.net.cur, total.cur, sizeof(l.net.cur));
	(void)s;
	return l;
}

enum rc import_invoice_row(struct state *s, const struct import_row *row, struct span *said,
			   struct why *reterr)
{
	struct lines lines = { 0 };
	struct span prefix;
	struct day issue, due;
	struct money total, open;
	struct client *client;
	struct document *d;
	int64_t number = 0;
	enum rc rc = known_client(s, row, &client, reterr);

	if (!rc && !split_number(row->cell[COL_NUMBER], &prefix, &number))
		rc = why_fail(reterr, RC_REFUSED,
			      "number „%.*s”: write letters and digits, such as FCT 0012",
			      SPAN_ARG(row->cell[COL_NUMBER]));
	if (!rc)
		rc = read_day("issue", row->cell[COL_ISSUE], &issue, reterr);
	if (!rc)
		rc = read_day("due", row->cell[COL_DUE], &due, reterr);
	if (!rc)
		rc = read_money(s, "total", row->cell[COL_TOTAL], &total, reterr);
	if (!rc)
		rc = read_money(s, "open",
				row->cell[COL_OPEN].len ? row->cell[COL_OPEN] :
							  row->cell[COL_TOTAL],
				&open, reterr);
	if (rc)
		return rc;
	if (!money_same_currency(total, open) || money_cmp(open, total) > 0)
		return why_fail(reterr, RC_REFUSED, "open is more than total");
	if (state_document_ref(s, utf8_fold(s->a, prefix), number)) {
		*said = S("same");
		return RC_OK;
	}
	for (size_t i = 0; i < s->series.n; i++)
		if (span_eq(s->series.at[i]->prefix, prefix) && number >= s->series.at[i]->next)
			return why_fail(
				reterr, RC_REFUSED,
				"number %.*s is not yet given out in our series; import the series start first",
				SPAN_ARG(row->cell[COL_NUMBER]));
	*ARENA_PUSH(s->a, &lines) = carried_line(s, total);
	d = state_new_document(s, DOC_INVOICE);
	d->snap = ARENA_NEW(s->a, struct snapshot);
	snapshot_begin(d->snap, DOC_INVOICE);
	d->snap->lang = client->lang;
	d->snap->series = prefix;
	d->snap->number = arena_fmt(s->a, "%04lld", (long long)number);
	d->snap->issue = issue;
	d->snap->due = due;
	d->snap->seller = s->firm->self;
	d->snap->buyer = client->party;
	d->snap->lines = lines;
	d->snap->note =
		S("Preluată din evidența anterioară; factura originală este cea emisă atunci.");
	memcpy(d->snap->currency, total.cur, sizeof(d->snap->currency));
	d->snap->reference = arena_fmt(s->a, "%.*s%04lld", SPAN_ARG(prefix), (long long)number);
	rc = snapshot_compute(s->a, d->snap, reterr);
	if (rc)
		return rc;
	rc = money_sub(total, open, &d->snap->prepaid);
	if (!rc)
		rc = snapshot_compute(s->a, d->snap, reterr);
	d->state = DOC_ISSUED;
	d->client = client->id;
	d->series = prefix;
	d->number = number;
	d->label = snapshot_label(s->a, d->snap);
	d->issue = issue;
	d->due = due;
	d->total = d->snap->total;
	d->open = open;
	d->period = -1;
	d->reminded = d->snoozed = DAY_NONE;
	*said = arena_fmt(s->a, "open invoice %.*s of %.*s", SPAN_ARG(d->label),
			  SPAN_ARG(client->party.name));
	return rc;
}

static bool cycle_of(struct span fold, enum cycle_unit *ret)
{
	static const struct {
		enum cycle_unit unit;
		const char *names;
	} cycles[] = {
		{ CYCLE_DAY, "day|daily|zi|zilnic" },
		{ CYCLE_WEEK, "week|weekly|saptamana|saptamanal" },
		{ CYCLE_MONTH, "month|monthly|luna|lunar" },
		{ CYCLE_QUARTER, "quarter|quarterly|trimestru|trimestrial" },
		{ CYCLE_HALF, "half|half-yearly|semestru|semestrial" },
		{ CYCLE_YEAR, "year|yearly|an|anual" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cycles); i++) {
		struct span rest = span_of(cycles[i].names), one;

		while (span_next_part(&rest, '|', &one))
			if (span_eq(one, fold)) {
				*ret = cycles[i].unit;
				return true;
			}
	}
	return false;
}

/* The stage in which a pipeline waits for a subscription's end. */
static const struct pipeline *running_stage(const struct state *s, struct span *stage)
{
	for (size_t i = 0; i < s->firm->pipelines.n; i++) {
		const struct pipeline *p = &s->firm->pipelines.at[i];

		for (size_t t = 0; t < p->n_trans; t++)
			if (p->trans[t].event == EV_STOPPED &&
			    !span_eq_str(p->trans[t].from, "*")) {
				*stage = p->trans[t].from;
				return p;
			}
	}
	return NULL;
}

static enum rc subscription_line(struct state *s, const struct import_row *row, struct line *ret,
				 struct why *reterr)
{
	struct span vat = row->cell[COL_VAT].len ? row->cell[COL_VAT] : S("standard");
	struct decimal price, qty = DECIMAL_INT(1);

	if (decimal_parse(row->cell[COL_PRICE], MARK_GUESS, &price) || price.n < 0)
		return why_fail(reterr, RC_REFUSED,
				"price „%.*s” is no amount; write 450 (without VAT)",
				SPAN_ARG(row->cell[COL_PRICE]));
	if (row->cell[COL_QTY].len && decimal_parse(row->cell[COL_QTY], MARK_GUESS, &qty))
		return why_fail(reterr, RC_REFUSED, "qty „%.*s” is no number",
				SPAN_ARG(row->cell[COL_QTY]));
	if (!import_vat_name(s, vat, &vat))
		return why_fail(reterr, RC_REFUSED,
				"vat „%.*s” is no rate of today, and no ground of exemption",
				SPAN_ARG(vat));
	{
		const struct product p = { .name = row->cell[COL_NAME],
					   .price = price,
					   .vat = vat,
					   .unit = row->cell[COL_UNIT].len ? row->cell[COL_UNIT] :
									     S("buc") };
		struct product with = p;

		memcpy(with.currency, s->firm->currency, sizeof(with.currency));
		*ret = product_line(s, &with);
	}
	ret->qty = qty;
	return RC_OK;
}

enum rc import_subscription_row(struct state *s, const struct import_row *row, struct span *said,
				struct why *reterr)
{
	struct line line = { 0 };
	struct subscription *sub;
	struct client *client;
	struct card *card;
	struct span stage = S("");
	const struct pipeline *p = running_stage(s, &stage);
	enum cycle_unit unit = CYCLE_MONTH;
	struct day from, until = DAY_NONE;
	int64_t every = 1;
	enum rc rc = known_client(s, row, &client, reterr);

	if (!rc && !cycle_of(utf8_fold(s->a, row->cell[COL_CYCLE]), &unit))
		rc = why_fail(reterr, RC_REFUSED,
			      "cycle „%.*s”: write lunar, trimestrial, anual ...",
			      SPAN_ARG(row->cell[COL_CYCLE]));
	if (!rc && row->cell[COL_EVERY].len &&
	    (!span_to_i64(row->cell[COL_EVERY], &every) || every < 1 || every > 100))
		rc = why_fail(reterr, RC_REFUSED, "every „%.*s”: write 1 to 100",
			      SPAN_ARG(row->cell[COL_EVERY]));
	if (!rc && !row->cell[COL_NAME].len)
		rc = why_fail(reterr, RC_REFUSED, "name is empty; write what is invoiced");
	if (!rc)
		rc = read_day("from", row->cell[COL_FROM], &from, reterr);
	if (!rc && row->cell[COL_UNTIL].len)
		rc = read_day("until", row->cell[COL_UNTIL], &until, reterr);
	if (!rc)
		rc = subscription_line(s, row, &line, reterr);
	if (!rc && !p)
		rc = why_fail(
			reterr, RC_REFUSED,
			"no pipeline knows the event stopped; put abonament.conf into config/pipelines");
	if (rc)
		return rc;
	for (size_t i = 0; i < s->subscriptions.n; i++)
		if (s->subscriptions.at[i]->client == client->id &&
		    day_eq(s->subscriptions.at[i]->anchor, from) &&
		    s->subscriptions.at[i]->template_->lines.n &&
		    span_eq(s->subscriptions.at[i]->template_->lines.at[0].name, line.name)) {
			*said = S("same");
			return RC_OK;
		}
	card = state_new_card(s);
	card->client = client->id;
	card->pipeline = p->name;
	card->stage = stage;
	card->title = line.name;
	card->opened = s->today;
	sub = state_new_subscription(s);
	sub->card = card->id;
	sub->client = client->id;
	sub->unit = unit;
	sub->every = (int)every;
	sub->anchor = from;
	sub->until = until;
	sub->template_ = ARENA_NEW(s->a, struct snapshot);
	snapshot_begin(sub->template_, DOC_INVOICE);
	sub->template_->lang = client->lang;
	memcpy(sub->template_->currency, s->firm->currency, sizeof(sub->template_->currency));
	*ARENA_PUSH(s->a, &sub->template_->lines) = line;
	*said = arena_fmt(s->a, "subscription of %.*s: %.*s from %.*s",
			  SPAN_ARG(client->party.name), SPAN_ARG(line.name),
			  SPAN_ARG(day_iso(s->a, from)));
	return RC_OK;
}
