/* BNR's rates. One thing that cannot be refuses the whole file: a rate goes on invoices. */
#include "bnr_rates.h"

#include "span.h"
#include "xml_in.h"

#include <string.h>

#define NAMESPACE "http://www.bnr.ro/xsd"
#define RATES_MAX 20000 /* a year: 255 days of 37 */
#define TEXT_MAX  40
#define DEPTH_MAX 20

enum where { IN_NOTHING, IN_DATASET, IN_BODY, IN_BASE, IN_CUBE, IN_RATE };

struct reading {
	struct arena *a;
	struct fx_rates *ret;
	bool base_is_lei;
	enum where where;
	struct day day;
	size_t cube; /* index of the day's first rate */
	char cur[4];
	unsigned tens; /* the multiplier is 10 to this */
	char text[TEXT_MAX];
	size_t text_len;
};

static const char *begin_cube(struct reading *r, struct span date)
{
	r->where = IN_CUBE;
	r->cube = r->ret->n;
	if (!r->base_is_lei)
		return "rates in another currency than RON";
	if (date.len != 10 || date.ptr[4] != '-' || day_parse(date, &r->day))
		return "a day that cannot be";
	return NULL;
}

static const char *begin_rate(struct reading *r, struct span cur, struct span multiplier)
{
	static const char *const tens[] = { "1", "10", "100", "1000" };
	bool known = multiplier.len == 0;

	r->where = IN_RATE;
	r->tens = 0;
	for (unsigned i = 0; i < ARRAY_LEN(tens); i++)
		if (span_eq_str(multiplier, tens[i])) {
			r->tens = i;
			known = true;
		}
	if (!known)
		return "a multiplier that is not known";
	for (size_t i = 0; i < cur.len; i++)
		if (cur.len != 3 || cur.ptr[i] < 'A' || cur.ptr[i] > 'Z')
			cur = S("");
	if (cur.len == 0)
		return "no currency's code";
	for (size_t i = 0; i < 3; i++)
		r->cur[i] = cur.ptr[i];
	for (size_t i = r->cube; i < r->ret->n; i++)
		if (span_eq_str(cur, r->ret->at[i].cur))
			return "a second rate of the day's currency";
	return NULL;
}

static const char *on_start(void *ctx, const struct xml_element *e)
{
	struct reading *r = ctx;

	r->text_len = 0;
	if (e->depth == 1) {
		if (!span_eq_str(e->name, "DataSet") || !span_eq_str(e->uri, NAMESPACE))
			return "not BNR's rates";
		r->where = IN_DATASET;
	} else if (r->where == IN_DATASET && e->depth == 2 && span_eq_str(e->name, "Body")) {
		r->where = IN_BODY;
	} else if (r->where == IN_BODY && e->depth == 3 && span_eq_str(e->name, "OrigCurrency")) {
		r->where = IN_BASE;
	} else if (r->where == IN_BODY && e->depth == 3 && span_eq_str(e->name, "Cube")) {
		return begin_cube(r, xml_attr(e, "date"));
	} else if (r->where == IN_CUBE && e->depth == 4 && span_eq_str(e->name, "Rate")) {
		return begin_rate(r, xml_attr(e, "currency"), xml_attr(e, "multiplier"));
	}
	return NULL;
}

static const char *on_text(void *ctx, struct span text)
{
	struct reading *r = ctx;

	if (r->where != IN_RATE && r->where != IN_BASE)
		return NULL;
	if (text.len > TEXT_MAX - r->text_len)
		return "a rate that cannot be";
	memcpy(r->text + r->text_len, text.ptr, text.len);
	r->text_len += text.len;
	return NULL;
}

static const char *end_rate(struct reading *r, struct span text)
{
	struct fx_rate rate = { .day = r->day };

	if (text.len == 0 || span_eq_str(text, "-"))
		return NULL;
	if (decimal_parse(text, MARK_DOT, &rate.rate) || rate.rate.n <= 0 ||
	    rate.rate.scale + r->tens > 6)
		return "a rate that cannot be";
	if (r->ret->n >= RATES_MAX)
		return "too many rates";
	rate.rate.scale = (uint8_t)(rate.rate.scale + r->tens);
	rate.rate = decimal_norm(rate.rate);
	memcpy(rate.cur, r->cur, sizeof(rate.cur));
	*ARENA_PUSH(r->a, r->ret) = rate;
	return NULL;
}

static const char *on_end(void *ctx, struct span name, unsigned depth)
{
	struct reading *r = ctx;
	struct span text = span_trim((struct span){ r->text, r->text_len });

	(void)name;
	if (r->where == IN_RATE && depth == 4) {
		r->where = IN_CUBE;
		return end_rate(r, text);
	}
	if (r->where == IN_BASE && depth == 3) {
		r->base_is_lei = span_eq_str(text, "RON");
		r->where = IN_BODY;
	} else if (r->where == IN_CUBE && depth == 3) {
		r->where = IN_BODY;
	} else if (r->where == IN_BODY && depth == 2) {
		r->where = IN_DATASET;
	}
	return NULL;
}

enum rc bnr_rates_read(struct arena *a, struct span xml, struct fx_rates *ret, struct why *reterr)
{
	static const struct xml_events events = { on_start, on_text, on_end, DEPTH_MAX };
	struct fx_rates got = { 0 };
	struct reading r = { .a = a, .ret = &got };
	enum rc rc;

	if (xml.len > BNR_BYTES_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes of rates: too long", xml.len);
	rc = xml_read(xml, &events, &r, reterr);
	if (!rc && got.n == 0)
		rc = why_fail(reterr, RC_BAD_INPUT, "no rates in it");
	if (!rc)
		*ret = got;
	return rc;
}
