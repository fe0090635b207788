/* Elements of a UBL document by libxml2's xmlTextWriter. */
#include "ubl_out.h"

#include "buf.h"
#include "span.h"
#include "utf8.h"

#define XML(s) ((const xmlChar *)(s))

static void done(struct ubl_out *o, int rc)
{
	o->failed |= rc < 0;
}

static void attr(struct ubl_out *o, const char *name, const char *value)
{
	done(o, xmlTextWriterWriteAttribute(o->writer, XML(name), XML(value)));
}

static void string(struct ubl_out *o, const char *text)
{
	done(o, xmlTextWriterWriteString(o->writer, XML(text)));
}

#define UBL_URN "urn:oasis:names:specification:ubl:schema:xsd:"

enum { SIZE_FIRST = 16384 }; /* an invoice of three lines has 6 KB */

void ubl_out_begin(struct ubl_out *o, struct arena *a, const char *root, const char *root_ns)
{
	o->a = a;
	o->bytes = xmlBufferCreateSize(SIZE_FIRST);
	o->writer = o->bytes ? xmlNewTextWriterMemory(o->bytes, 0) : NULL;
	o->failed = !o->writer;
	if (o->failed)
		return;
	xmlBufferSetAllocationScheme(o->bytes, XML_BUFFER_ALLOC_DOUBLEIT);
	/* Not StartDocument: naming an encoding puts a converter behind the writer. */
	done(o,
	     xmlTextWriterWriteRaw(o->writer, XML("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")));
	ubl_open(o, root);
	attr(o, "xmlns", root_ns);
	attr(o, "xmlns:cac", UBL_URN "CommonAggregateComponents-2");
	attr(o, "xmlns:cbc", UBL_URN "CommonBasicComponents-2");
}

enum rc ubl_out_end(struct ubl_out *o, struct span *ret, struct why *reterr)
{
	ubl_close(o);
	if (!o->failed)
		done(o, xmlTextWriterFlush(o->writer));
	if (o->failed)
		return why_fail(reterr, RC_RETRY, "e-invoice: out of memory");
	*ret = arena_span(o->a, (struct span){ (const char *)xmlBufferContent(o->bytes),
					       (size_t)xmlBufferLength(o->bytes) });
	return RC_OK;
}

void ubl_out_drop(struct ubl_out *o)
{
	if (o->writer)
		xmlFreeTextWriter(o->writer);
	if (o->bytes)
		xmlBufferFree(o->bytes);
	*o = (struct ubl_out){ 0 };
}

void ubl_open(struct ubl_out *o, const char *name)
{
	done(o, xmlTextWriterStartElement(o->writer, XML(name)));
}

void ubl_close(struct ubl_out *o)
{
	done(o, xmlTextWriterEndElement(o->writer));
}

/* XML 1.0 production [2]: no control character but tab and line ends, no U+FFFE, U+FFFF. */
static bool is_fit(struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < ' ' || c == 0x7f ||
		    (c == 0xef && i + 1 < text.len && (unsigned char)text.ptr[i + 1] == 0xbf))
			return false;
	}
	return utf8_valid(text);
}

static const char *fit(struct ubl_out *o, struct span text)
{
	struct span rest;
	struct buf b;
	uint32_t r;

	text = span_trim(text);
	if (is_fit(text))
		return arena_str(o->a, text);
	rest = utf8_clean(o->a, text);
	buf_init(&b, o->a, rest.len * 3 + 4);
	while (utf8_next(&rest, &r))
		buf_add_rune(&b, r < ' ' || r == 0x7f ? ' ' : (r & 0xfffe) == 0xfffe ? 0xfffd : r);
	return arena_str(o->a, buf_span(&b));
}

void ubl_leaf_str(struct ubl_out *o, const char *name, const char *text)
{
	done(o, xmlTextWriterWriteElement(o->writer, XML(name), XML(text)));
}

void ubl_leaf(struct ubl_out *o, const char *name, struct span text)
{
	const char *s = fit(o, text);

	if (*s)
		ubl_leaf_str(o, name, s);
}

void ubl_leaf_attr(struct ubl_out *o, const char *name, const char *key, struct span value,
		   struct span text)
{
	ubl_open(o, name);
	attr(o, key, fit(o, value));
	string(o, fit(o, text));
	ubl_close(o);
}

void ubl_leaf_file(struct ubl_out *o, const char *name, struct span type, struct span file,
		   struct span bytes)
{
	ubl_open(o, name);
	attr(o, "mimeCode", fit(o, type));
	attr(o, "filename", fit(o, file));
	if (bytes.len > 0)
		done(o, xmlTextWriterWriteBase64(o->writer, bytes.ptr, 0, span_int(bytes)));
	ubl_close(o);
}

void ubl_leaf_day(struct ubl_out *o, const char *name, struct day d)
{
	if (day_is_set(d))
		ubl_leaf_str(o, name, arena_str(o->a, day_iso(o->a, d)));
}

void ubl_leaf_money(struct ubl_out *o, const char *name, struct money m)
{
	ubl_open(o, name);
	attr(o, "currencyID", m.cur);
	string(o, arena_str(o->a, money_print(o->a, m)));
	ubl_close(o);
}

struct span ubl_take_text(struct span *rest, size_t n)
{
	struct span front = utf8_cut(*rest, n);
	size_t at = front.len;

	if (front.len < rest->len) {
		while (at > front.len * 2 / 3 && (unsigned char)front.ptr[at - 1] > ' ')
			at--;
		if ((unsigned char)front.ptr[at - 1] <= ' ')
			front.len = at;
	}
	*rest = span_trim(span_from(*rest, front.len));
	return span_trim(front);
}
