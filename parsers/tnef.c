/* TNEF in one pass: attributes of the message, then of each file; both carry MAPI properties. Every length
 * is checked against what is left; nothing recurses. Layout: MS-OXTNEF 2.1.3, MS-OXPROPS. */
#include "tnef.h"

#include "charset.h"
#include "rtf.h"
#include "span.h"
#include "utf8.h"

enum {
	ATT_TITLE = 0x8010,
	ATT_DATA = 0x800F,
	ATT_BODY = 0x800C,
	ATT_CLASS = 0x8008,
	ATT_REND = 0x9002, /* a file begins */
	ATT_PROPS = 0x9003,
	ATT_FILE_PROPS = 0x9005,
	ATT_CODEPAGE = 0x9007,
};
enum {
	PR_MESSAGE_CLASS = 0x001A,
	PR_BODY = 0x1000,
	PR_RTF = 0x1009,
	PR_HTML = 0x1013,
	PR_DISPLAY_NAME = 0x3001,
	PR_DATA = 0x3701,
	PR_SHORT_NAME = 0x3704,
	PR_LONG_NAME = 0x3707,
	PR_MIME_TAG = 0x370E,
	PR_INTERNET_CPID = 0x3FDE,
};
enum {
	TYPE_SHORT = 0x02,
	TYPE_OBJECT = 0x0D,
	TYPE_TEXT = 0x1E,
	TYPE_UNICODE = 0x1F,
	TYPE_BINARY = 0x102,
	MANY = 0x1000
};

struct input {
	struct span s;
	size_t at;
	bool bad; /* cut short: everything after is zero */
};
struct prop {
	unsigned type, id;
	struct span value; /* the first one */
};
struct reader {
	struct arena *a;
	struct tnef *out;
	struct tnef_file *file; /* the one that is open */
	struct span oem;        /* charset of 8-bit names */
};

static struct span take(struct input *in, size_t n)
{
	struct span got;

	if (in->bad || n > in->s.len - in->at) {
		in->bad = true;
		return S("");
	}
	got = span_sub(in->s, in->at, n);
	in->at += n;
	return got;
}

static uint32_t number(struct span s)
{
	uint32_t v = 0;

	for (size_t i = 0; i < s.len && i < 4; i++)
		v |= (uint32_t)(unsigned char)s.ptr[i] << (8 * i);
	return v;
}

static uint32_t u32(struct input *in)
{
	return number(take(in, 4));
}

static uint32_t u16(struct input *in)
{
	return number(take(in, 2));
}

/* Values fill up to four bytes. */
static struct span take_padded(struct input *in, size_t n)
{
	struct span got = take(in, n);

	(void)take(in, in->bad ? 0 : (4 - n % 4) % 4);
	return got;
}

/* Bytes of a value of fixed size, 0 for those with a length of their own. */
static size_t fixed_size(unsigned type)
{
	switch (type) {
	case TYPE_SHORT:
		return 2;
	case 0x03: /* long */
	case 0x04: /* float */
	case 0x0A: /* error */
	case 0x0B: /* boolean */
		return 4;
	case 0x05: /* double */
	case 0x06: /* currency */
	case 0x07: /* application time */
	case 0x14: /* 64 bits */
	case 0x40: /* file time */
		return 8;
	case 0x48: /* GUID */
		return 16;
	default:
		return 0;
	}
}

static void read_prop(struct input *in, struct prop *ret)
{
	uint32_t n = 1;
	size_t fixed;

	ret->type = u16(in);
	ret->id = u16(in);
	ret->value = S("");
	if (ret->id >= 0x8000) {
		/* A named property: its set, then a number or a name. */
		(void)take(in, 16);
		if (u32(in) == 0)
			(void)u32(in);
		else
			(void)take_padded(in, u32(in));
		ret->id = 0xFFFF;
	}
	fixed = fixed_size(ret->type & ~(unsigned)MANY);
	if (ret->type & MANY || !fixed)
		n = u32(in);
	if (!fixed && (ret->type & ~(unsigned)MANY) != TYPE_TEXT &&
	    (ret->type & ~(unsigned)MANY) != TYPE_UNICODE &&
	    (ret->type & ~(unsigned)MANY) != TYPE_BINARY && ret->type != TYPE_OBJECT)
		in->bad = true;
	for (uint32_t i = 0; i < n && !in->bad; i++) {
		struct span v = take_padded(in, fixed ? fixed : u32(in));

		if (i == 0)
			ret->value = v;
	}
}

static struct span until_nul(struct span s)
{
	size_t n = span_find_char(s, '\0', 0);

	return n == SIZE_MAX ? s : span_sub(s, 0, n);
}

static struct span text_of(const struct reader *r, const struct prop *p)
{
	struct span s = p->value;

	if (p->type == TYPE_UNICODE) {
		while (s.len >= 2 && !s.ptr[s.len - 1] && !s.ptr[s.len - 2])
			s.len -= 2;
		return charset_utf8(r->a, S("utf-16le"), s);
	}
	return p->type == TYPE_TEXT ? charset_utf8(r->a, r->oem, until_nul(s)) : S("");
}

static void take_file_prop(struct reader *r, const struct prop *p)
{
	struct tnef_file *f = r->file;
	struct span text = text_of(r, p);

	bool other_name = (p->id == PR_SHORT_NAME || p->id == PR_DISPLAY_NAME) && !f->name.len;

	if ((p->id == PR_LONG_NAME && text.len) || other_name)
		f->name = text;
	else if (p->id == PR_MIME_TAG)
		f->type = text;
	else if (p->id == PR_DATA && !f->data.len) /* an object has its class first */
		f->data = p->type == TYPE_OBJECT ? span_from(p->value, 16) : p->value;
}

static bool is_meeting_answer(struct span class)
{
	return span_ifind(class, S("Meeting.Resp"), 0) != SIZE_MAX ||
	       span_ifind(class, S("MtgResp"), 0) != SIZE_MAX;
}

static void take_prop(struct reader *r, const struct prop *p)
{
	struct tnef *t = r->out;

	if (p->id == PR_BODY && !t->text.len)
		t->text = text_of(r, p);
	else if (p->id == PR_HTML)
		t->html = p->type == TYPE_BINARY ? until_nul(p->value) : text_of(r, p);
	else if (p->id == PR_RTF && p->type == TYPE_BINARY && !t->rtf.len)
		t->rtf = rtf_unpack(r->a, p->value, RTF_MAX);
	else if (p->id == PR_INTERNET_CPID)
		t->charset = charset_of_codepage(r->a, number(p->value));
	else if (p->id == PR_MESSAGE_CLASS)
		t->meeting_answer |= is_meeting_answer(text_of(r, p));
}

static void read_props(struct reader *r, struct span s, bool of_file)
{
	struct input in = { .s = s };
	uint32_t n = u32(&in);

	for (uint32_t i = 0; i < n && !in.bad; i++) {
		struct prop p;

		read_prop(&in, &p);
		if (in.bad)
			return;
		if (of_file && r->file)
			take_file_prop(r, &p);
		else if (!of_file)
			take_prop(r, &p);
	}
}

static void take_attribute(struct reader *r, unsigned id, struct span data)
{
	switch (id) {
	case ATT_REND:
		r->file = r->out->n < TNEF_FILES_MAX ? ARENA_PUSH(r->a, r->out) : NULL;
		break;
	case ATT_TITLE:
		if (r->file && !r->file->name.len)
			r->file->name = charset_utf8(r->a, r->oem, until_nul(data));
		break;
	case ATT_DATA:
		if (r->file)
			r->file->data = data;
		break;
	case ATT_BODY:
		r->out->text = charset_utf8(r->a, r->oem, until_nul(data));
		break;
	case ATT_CLASS:
		r->out->meeting_answer |= is_meeting_answer(until_nul(data));
		break;
	case ATT_PROPS:
	case ATT_FILE_PROPS:
		read_props(r, data, id == ATT_FILE_PROPS);
		break;
	case ATT_CODEPAGE:
		r->oem = charset_of_codepage(r->a, number(data));
		break;
	default:
		break;
	}
}

bool tnef_is(struct span bytes)
{
	return bytes.len > 6 && span_starts(bytes, S("\x78\x9F\x3E\x22"));
}

enum rc tnef_read(struct arena *a, struct span bytes, struct tnef *ret, struct why *reterr)
{
	struct input in = { .s = bytes, .at = 6 };
	struct reader r = { .a = a, .out = ret, .oem = S("windows-1252") };

	*ret = (struct tnef){ .text = S(""), .html = S(""), .rtf = S(""), .charset = S("") };
	if (!tnef_is(bytes))
		return why_fail(reterr, RC_BAD_INPUT, "no TNEF");
	while (!in.bad && in.at < in.s.len) {
		unsigned id;
		struct span data;

		(void)take(&in, 1); /* of the message, or of a file: the id says it too */
		id = u32(&in) & 0xFFFF;
		data = take(&in, u32(&in));
		(void)u16(&in); /* the checksum: a spoilt file is read as far as it goes */
		if (!in.bad || data.len)
			take_attribute(&r, id, data);
	}
	for (size_t i = 0; i < ret->n; i++) {
		struct tnef_file *f = &ret->at[i];

		if (!f->name.ptr)
			f->name = S("");
		if (!f->type.ptr)
			f->type = S("");
		if (!f->data.ptr)
			f->data = S("");
	}
	return RC_OK;
}
