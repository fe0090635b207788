/* The archive of a message, the document and the ministry's seal; and its picture (see anaf_answer.h). */
#include "anaf_answer.h"

#include "anaf_in.h"
#include "buf.h"
#include "mail.h"
#include "span.h"
#include "unzip.h"

struct taking {
	struct arena *a;
	struct buf now; /* of the member that is being unpacked */
	size_t room;    /* that all members may still fill */
	struct span xml, seal, name, nested;
	bool damaged;
};

static bool take_bytes(void *ctx, struct span name, struct span chunk, bool first)
{
	struct taking *t = ctx;

	(void)name;
	if (first)
		buf_init(&t->now, t->a, t->room);
	buf_add(&t->now, chunk);
	return buf_ok(&t->now);
}

/* Without the folders that stand before it. */
static struct span file_name(struct span name)
{
	size_t at;

	while ((at = span_find_char(name, '/', 0)) != SIZE_MAX)
		name = span_from(name, at + 1);
	return name;
}

static void take_end(void *ctx, struct span name, const char *error)
{
	struct taking *t = ctx;
	struct span got = buf_span(&t->now);

	name = file_name(name);
	if (error || !buf_ok(&t->now)) {
		t->damaged = true;
		return;
	}
	t->room -= got.len;
	if (span_starts(got, S("PK\x03\x04")))
		t->nested = got;
	else if (span_istarts(name, S("semnatura")))
		t->seal = t->seal.len ? t->seal : got;
	else if (!t->xml.len && span_ends(name, S(".xml"))) {
		t->xml = got;
		t->name = arena_span(t->a, span_sub(name, 0, name.len - 4));
	}
}

static bool unpack(struct taking *t, struct span archive)
{
	struct zip_sink sink = { t, take_bytes, take_end };

	return zip_each(archive, &sink, NULL) == RC_OK && !t->damaged;
}

static bool root_of(const struct anaf_header *h, enum anaf_root *ret)
{
	if (span_eq_str(h->root, "Invoice"))
		*ret = ANAF_ROOT_INVOICE;
	else if (span_eq_str(h->root, "CreditNote"))
		*ret = ANAF_ROOT_CREDIT_NOTE;
	else if (span_eq_str(h->root, "header") && h->faults.n)
		*ret = ANAF_ROOT_ERRORS;
	else if (span_eq_str(h->root, "header"))
		*ret = ANAF_ROOT_MESSAGE;
	else
		return false;
	return true;
}

struct span anaf_picture_read(struct arena *a, long status, struct span body)
{
	struct span text = span_trim(body);

	if (anaf_status_class(status) != ANAF_FINE)
		return S("");
	if (span_starts(text, S("\"")))
		text = span_from(text, 1);
	if (span_starts(text, S("JVBER"))) /* "%PDF" in base64 */
		body = mail_decode_base64(a, text);
	return span_starts(body, S("%PDF")) ? body : S("");
}

void anaf_archive_open(struct arena *a, long status, struct span body,
		       struct anaf_archive_answer *ret)
{
	struct taking t = { .a = a, .room = ANAF_ARCHIVE_MAX };
	struct value *v;

	*ret = (struct anaf_archive_answer){ .is = ANAF_DOWN };
	if (!span_starts(body, S("PK"))) {
		ret->is = anaf_json(a, body, &v) ? anaf_json_error(a, status, v, &ret->faults) :
						   anaf_status_class(status);
		if (ret->is == ANAF_REFUSED && ret->faults.n)
			ret->is = ANAF_GONE;
		else if (ret->is == ANAF_FINE || ret->is == ANAF_NONE || ret->is == ANAF_REFUSED)
			ret->is = ANAF_DOWN;
		return;
	}
	if (body.len > ANAF_ARCHIVE_MAX || !unpack(&t, body))
		return;
	if (!t.xml.len && t.nested.len && !unpack(&t, t.nested))
		return;
	if (!t.xml.len)
		return;
	ret->is = ANAF_FINE;
	ret->xml = t.xml;
	ret->seal = t.seal;
	if (span_all_digits(t.name))
		ret->index = t.name;
}

void anaf_archive_read(struct arena *a, long status, struct span body,
		       struct anaf_archive_answer *ret)
{
	struct anaf_header h;

	anaf_archive_open(a, status, body, ret);
	if (ret->is != ANAF_FINE)
		return;
	if (!anaf_header_read(a, ret->xml, &h) || !root_of(&h, &ret->root)) {
		*ret = (struct anaf_archive_answer){ .is = ANAF_DOWN };
		return;
	}
	ret->faults = h.faults;
	ret->message = h.message;
	if (h.index.len)
		ret->index = h.index;
}
