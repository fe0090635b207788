/* Advances: an invoice of a part asked ahead (Cod fiscal art. 282 (2) b), 319 (20)), and the final invoice
 * with the whole work, less each advance at the advance's own VAT rate (art. 291 (6): the rate that is
 * in force at the delivery counts for the whole). */
#include "doc_type.h"

#include <string.h>

#include "span.h"

static bool in_english(struct span lang)
{
	return span_istarts(lang, S("en"));
}

/* "Avans 30% conform OFR 0044". */
static struct span advance_name(struct arena *a, const struct advance *adv, struct span lang,
				struct span of)
{
	bool en = in_english(lang);
	struct span share =
		adv->percent.n ?
			arena_fmt(a, " %.*s%%", SPAN_ARG(decimal_print(a, adv->percent, 0))) :
			S("");

	return arena_fmt(a, "%s%.*s%s%.*s", en ? "Advance" : "Avans", SPAN_ARG(share),
			 of.len == 0 ? "" :
			 en          ? " per " :
				       " conform ",
			 SPAN_ARG(of));
}

/* The part of a VAT group that is asked ahead; done: what the groups before it were given. */
static enum rc group_part(const struct advance *adv, const struct snapshot *of, size_t i,
			  struct money *done, struct money *ret)
{
	const struct vat_subtotal *t = &of->vat.at[i];
	enum rc rc;

	if (adv->percent.n != 0)
		return money_percent(t->base, adv->percent, ret);
	if (i + 1 == of->vat.n)
		return money_sub(adv->amount, *done, ret);
	if (of->net.minor <= 0)
		return RC_BAD_INPUT;
	rc = money_scale(adv->amount, t->base.minor, of->net.minor, ret);
	return rc ? rc : money_add(*done, *ret, done);
}

/* One line of each VAT group of the whole. */
static enum rc advance_lines(struct flow *fl, const struct advance *adv, const struct snapshot *of,
			     struct span lang, struct span label, struct lines *ret,
			     struct why *reterr)
{
	struct day was = day_is_set(of->tax_point) ? of->tax_point : of->issue;
	struct money done = { 0 };

	for (size_t i = 0; i < of->vat.n; i++) {
		const struct vat_subtotal *t = &of->vat.at[i];
		struct line *l = ARENA_PUSH(fl->s->a, ret);
		struct money part;

		if (group_part(adv, of, i, &done, &part))
			return flow_refuse(fl, reterr, TX("flow.no.sums"), "the advance's share");
		*l = (struct line){ .name = advance_name(fl->s->a, adv, lang, label),
				    .qty = DECIMAL_INT(1),
				    .unit = S("buc"),
				    .price = decimal_norm(money_decimal(part)),
				    .vat_category = t->category,
				    .vat_rate = t->rate,
				    .vat_code = t->code,
				    .vat_reason = t->reason,
				    .period_from = DAY_NONE,
				    .period_to = DAY_NONE };
		if (t->category == 'S')
			vat_line_rate(l, vat_rate_moved(fl->s->firm, t->rate, was, fl->s->today));
		l->net = part; /* tells the currency */
	}
	return RC_OK;
}

/* Sums of lines that are on no document yet. */
static enum rc sum_lines(struct flow *fl, const struct lines *lines, struct snapshot *ret,
			 struct why *reterr)
{
	snapshot_begin(ret, DOC_INVOICE);
	memcpy(ret->currency, lines->at[0].net.cur, sizeof(ret->currency));
	ret->issue = fl->s->today;
	ret->lines = (struct lines){ 0 };
	for (size_t i = 0; i < lines->n; i++)
		*ARENA_PUSH(fl->s->a, &ret->lines) = lines->at[i];
	return snapshot_compute(fl->s->a, ret, reterr);
}

enum rc doc_draft_advance(struct flow *fl, enum doc_kind kind, struct card *card,
			  const struct advance *adv, const struct lines *lines,
			  const struct document *from, struct document **ret, struct why *reterr)
{
	const struct client *c = state_client(fl->s, card->client);
	struct snapshot whole;
	struct lines part = { 0 };
	enum rc rc = RC_OK;

	if (from && from->snap)
		whole = *from->snap;
	else if (lines && lines->n > 0)
		rc = sum_lines(fl, lines, &whole, reterr);
	else
		return flow_refuse(fl, reterr, TX("flow.no.content"), "an advance of nothing");
	if (!rc && adv->amount.minor > 0 &&
	    (!money_same_currency(adv->amount, whole.net) || money_cmp(adv->amount, whole.net) > 0))
		rc = flow_refuse(fl, reterr, TX("flow.no.advance_sum"),
				 "the advance is more than the whole, or another currency");
	if (!rc)
		rc = advance_lines(fl, adv, &whole, c && c->lang.len ? c->lang : fl->s->firm->lang,
				   from ? from->label : S(""), &part, reterr);
	if (rc)
		return rc;
	fl->advance = true;
	rc = doc_draft(fl, kind, card, &part, NULL, ret, reterr);
	fl->advance = false;
	if (!rc && from)
		(*ret)->snap->order_ref = from->label;
	return rc;
}

const struct document *doc_final_of(const struct state *s, const struct document *adv)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->kind != DOC_INVOICE || !d->snap || d->card != adv->card ||
		    (d->state != DOC_ISSUED && d->state != DOC_DRAFT))
			continue;
		for (size_t k = 0; k < d->snap->advances.n; k++)
			if (span_eq(d->snap->advances.at[k].label, adv->label))
				return d;
	}
	return NULL;
}

static struct span off_name(struct arena *a, const struct document *adv, struct span lang)
{
	struct civil d = day_civil(adv->issue);

	if (in_english(lang))
		return arena_fmt(a, "Advance invoiced with %.*s of %d-%02d-%02d",
				 SPAN_ARG(adv->label), (int)d.year, (int)d.month, (int)d.day);
	return arena_fmt(a, "Avans facturat cu %.*s din %02d.%02d.%d", SPAN_ARG(adv->label),
			 (int)d.day, (int)d.month, (int)d.year);
}

static void take_off(struct flow *fl, struct snapshot *sn, const struct document *adv)
{
	const struct decimal *left = doc_storno_left(fl, adv);
	bool any = false;

	for (size_t i = 0; i < adv->snap->lines.n; i++) {
		struct line *l;

		if (left[i].n == 0)
			continue;
		l = ARENA_PUSH(fl->s->a, &sn->lines);
		*l = adv->snap->lines.at[i];
		l->name = off_name(fl->s->a, adv, sn->lang);
		l->description = S("");
		l->qty = decimal_neg(left[i]);
		l->takes_off = adv->label;
		any = true;
	}
	if (any)
		*ARENA_PUSH(fl->s->a, &sn->advances) =
			(struct doc_ref){ .label = adv->label, .day = adv->issue };
}

void doc_take_off_advances(struct flow *fl, struct snapshot *sn, int64_t card)
{
	const struct state *s = fl->s;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->card == card && d->kind == DOC_INVOICE && d->state == DOC_ISSUED &&
		    d->snap && d->snap->advance && !doc_final_of(s, d) &&
		    strcmp(d->snap->currency, sn->currency) == 0)
			take_off(fl, sn, d);
	}
}
