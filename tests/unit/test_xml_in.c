/* What a reader of strangers' XML is told of, and what ends the reading. */
#include "buf.h"
#include "unit.h"
#include "xml_in.h"

/* Writes down each event; ends where an element says so. */
static const char *begin(void *ctx, const struct xml_element *e)
{
	buf_add_fmt(ctx, "<%.*s %u %.*s>", SPAN_ARG(e->name), e->depth,
		    SPAN_ARG(xml_attr(e, "id")));
	if (span_eq_str(e->name, "enough"))
		return xml_enough;
	return span_eq_str(e->name, "wrong") ? "an element that is wrong" : NULL;
}

static const char *words(void *ctx, struct span text)
{
	buf_add(ctx, text);
	return NULL;
}

static const char *end(void *ctx, struct span name, unsigned depth)
{
	buf_add_fmt(ctx, "</%.*s %u>", SPAN_ARG(name), depth);
	return NULL;
}

static enum rc read(const char *xml, struct buf *told, struct why *why)
{
	static const struct xml_events events = { begin, words, end, 4 };

	buf_init(told, unit_arena(), 10000);
	return xml_read(span_of(xml), &events, told, why);
}

TEST(xml_in_tells_names_depth_attributes_and_text)
{
	struct why why = { "" };
	struct buf told;

	CHECK_RC(read("<?xml version='1.0'?><x:a xmlns:x='urn:x'><b ID='7'>&lt;1</b>"
		      "<![CDATA[2<3]]></x:a>",
		      &told, &why),
		 RC_OK);
	CHECK_SPAN(buf_span(&told), "<a 1 ><b 2 7><1</b 2>2<3</a 1>");
}

TEST(xml_in_ends_at_what_cannot_be_and_names_the_line)
{
	static const struct {
		const char *xml, *told, *why;
	} rows[] = {
		{ "", "", "line 1: not well formed" },
		{ "<a>\n<b>\n<wrong/>\n<c/></b></a>", "<a 1 >\n<b 2 >\n<wrong 3 >",
		  "line 3: an element that is wrong" },
		{ "<a><b><c><d><e/></d></c></b></a>", "<a 1 ><b 2 ><c 3 ><d 4 >",
		  "line 1: nested too deep" },
		{ "<!DOCTYPE a [<!ENTITY e 'text'>]><a>&e;</a>", "", "line 1: a document type" },
		{ "<a>&e;</a>", "<a 1 >", "line 1: not well formed" },
		{ "<a><b></a>", "<a 1 ><b 2 >", "line 1: not well formed" },
		{ "<a>", "", "line 1: not well formed" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct why why = { "" };
		struct buf told;

		UNIT_CASE("%s", rows[i].xml);
		CHECK_RC(read(rows[i].xml, &told, &why), RC_BAD_INPUT);
		CHECK_SPAN(buf_span(&told), rows[i].told);
		CHECK_STR(why.text, rows[i].why);
	}
}

TEST(xml_in_that_has_enough_reads_no_further)
{
	struct why why = { "" };
	struct buf told;

	CHECK_RC(read("<enough><b></nonsense", &told, &why), RC_OK);
	CHECK_SPAN(buf_span(&told), "<enough 1 >");
}
