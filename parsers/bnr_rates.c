/* BNR's rates by libxml2's SAX parser. A document type ends the reading, so there are no entities. One
 * thing that cannot be refuses the whole file: a rate goes on invoices. */
#include "bnr_rates.h"

#include "span.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#define NAMESPACE "http://www.bnr.ro/xsd"
#define RATES_MAX 20000 /* a year: 255 days of 37 */
#define TEXT_MAX  40
#define DEPTH_MAX 20

enum where { IN_NOTHING, IN_DATASET, IN_BODY, IN_BASE, IN_CUBE, IN_RATE };

struct reading {
	struct arena *a;
	xmlParserCtxt *xml;
	struct fx_rates *ret;
	struct why *reterr;
	bool bad, base_is_lei;
	enum where where;
	unsigned depth;
	struct day day;
	size_t cube; /* index of the day's first rate */
	char cur[4];
	unsigned tens; /* the multiplier is 10 to this */
	char text[TEXT_MAX];
	size_t text_len;
};

static void fail(struct reading *r, const char *what)
{
	int line = xmlSAX2GetLineNumber(r->xml);

	if (!r->bad)
		(void)why_fail(r->reterr, RC_BAD_INPUT, "line %d: %s", line > 0 ? line : 1, what);
	r->bad = true;
	xmlStopParser(r->xml);
}

/* Attributes come in fives: name, prefix, URI, value, end of the value. */
static struct span attribute(int n, const xmlChar **attr, const char *name)
{
	for (int i = 0; i < n; i++)
		if (span_eq_str(span_of((const char *)attr[i * 5]), name))
			return (struct span){ (const char *)attr[i * 5 + 3],
					      (size_t)(attr[i * 5 + 4] - attr[i * 5 + 3]) };
	return S("");
}

static void begin_cube(struct reading *r, struct span date)
{
	r->where = IN_CUBE;
	r->cube = r->ret->n;
	if (!r->base_is_lei)
		fail(r, "rates in another currency than RON");
	else if (date.len != 10 || date.ptr[4] != '-' || day_parse(date, &r->day))
		fail(r, "a day that cannot be");
}

static void begin_rate(struct reading *r, struct span cur, struct span multiplier)
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
	/* After fail() the parser has let go of the bytes that attributes stand in. */
	if (!known)
		return fail(r, "a multiplier that is not known");
	for (size_t i = 0; i < cur.len; i++)
		if (cur.len != 3 || cur.ptr[i] < 'A' || cur.ptr[i] > 'Z')
			cur = S("");
	if (cur.len == 0)
		return fail(r, "no currency's code");
	for (size_t i = 0; i < 3; i++)
		r->cur[i] = cur.ptr[i];
	for (size_t i = r->cube; i < r->ret->n; i++)
		if (span_eq_str(cur, r->ret->at[i].cur))
			return fail(r, "a second rate of the day's currency");
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	struct reading *r = ctx;
	struct span name = span_of((const char *)local);

	(void)prefix, (void)n_ns, (void)ns, (void)n_default;
	r->text_len = 0;
	if (++r->depth > DEPTH_MAX)
		return fail(r, "nested too deep");
	if (r->depth == 1) {
		if (!span_eq_str(name, "DataSet") || !uri ||
		    !span_eq_str(span_of((const char *)uri), NAMESPACE))
			return fail(r, "not BNR's rates");
		r->where = IN_DATASET;
	} else if (r->where == IN_DATASET && r->depth == 2 && span_eq_str(name, "Body")) {
		r->where = IN_BODY;
	} else if (r->where == IN_BODY && r->depth == 3 && span_eq_str(name, "OrigCurrency")) {
		r->where = IN_BASE;
	} else if (r->where == IN_BODY && r->depth == 3 && span_eq_str(name, "Cube")) {
		begin_cube(r, attribute(n_attr, attr, "date"));
	} else if (r->where == IN_CUBE && r->depth == 4 && span_eq_str(name, "Rate")) {
		begin_rate(r, attribute(n_attr, attr, "currency"),
			   attribute(n_attr, attr, "multiplier"));
	}
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct reading *r = ctx;
	size_t n = (size_t)len;

	if (r->where != IN_RATE && r->where != IN_BASE)
		return;
	if (n > TEXT_MAX - r->text_len)
		return fail(r, "a rate that cannot be");
	memcpy(r->text + r->text_len, text, n);
	r->text_len += n;
}

static void end_rate(struct reading *r, struct span text)
{
	struct fx_rate rate = { .day = r->day };

	if (text.len == 0 || span_eq_str(text, "-"))
		return;
	if (decimal_parse(text, MARK_DOT, &rate.rate) || rate.rate.n <= 0 ||
	    rate.rate.scale + r->tens > 6)
		return fail(r, "a rate that cannot be");
	if (r->ret->n >= RATES_MAX)
		return fail(r, "too many rates");
	rate.rate.scale = (uint8_t)(rate.rate.scale + r->tens);
	rate.rate = decimal_norm(rate.rate);
	memcpy(rate.cur, r->cur, sizeof(rate.cur));
	*ARENA_PUSH(r->a, r->ret) = rate;
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = ctx;
	struct span text = span_trim((struct span){ r->text, r->text_len });

	(void)local, (void)prefix, (void)uri;
	if (r->where == IN_RATE && r->depth == 4) {
		end_rate(r, text);
		r->where = IN_CUBE;
	} else if (r->where == IN_BASE && r->depth == 3) {
		r->base_is_lei = span_eq_str(text, "RON");
		r->where = IN_BODY;
	} else if (r->where == IN_CUBE && r->depth == 3) {
		r->where = IN_BODY;
	} else if (r->where == IN_BODY && r->depth == 2) {
		r->where = IN_DATASET;
	}
	r->depth--;
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	fail(ctx, "a document type");
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	if (error->level == XML_ERR_FATAL)
		fail(ctx, "not well formed");
}

enum rc bnr_rates_read(struct arena *a, struct span xml, struct fx_rates *ret, struct why *reterr)
{
	struct fx_rates got = { 0 };
	struct reading r = { .a = a, .ret = &got, .reterr = reterr };
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .endElementNs = on_end,
			      .characters = on_text,
			      .cdataBlock = on_text,
			      .internalSubset = on_doctype,
			      .serror = on_error };

	if (xml.len > BNR_BYTES_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes of rates: too long", xml.len);
	r.xml = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.xml)
		return why_fail(reterr, RC_RETRY, "no memory to read rates");
	(void)xmlCtxtUseOptions(r.xml, XML_PARSE_NONET);
	if (xmlParseChunk(r.xml, xml.ptr, (int)xml.len, 0) == 0)
		(void)xmlParseChunk(r.xml, "", 0, 1);
	if (!r.bad && got.n == 0)
		fail(&r, "no rates in it");
	xmlFreeParserCtxt(r.xml);
	if (r.bad)
		return RC_BAD_INPUT;
	*ret = got;
	return RC_OK;
}
