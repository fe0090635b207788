/* Snapshot -> context -> layout lines -> file. */
#include "doc_render.h"

#include "doc_context.h"
#include "doc_items.h"
#include "doc_pages.h"
#include "span.h"

static struct qr render_qr(const struct look *l, struct arena *a, const struct snapshot *s)
{
	if (!span_eq_str(look_brand(l, "qr"), "yes"))
		return (struct qr){ NULL, 0 };
	return qr_encode(a,
			 qr_payload(a, s->seller.name, s->seller.iban, s->payable, s->reference));
}

enum rc doc_render_pdf(const struct look *l, struct arena *a, const struct snapshot *s,
		       enum doc_face face, struct span xml, struct span *ret_pdf,
		       struct why *reterr)
{
	struct items items = { 0 };
	struct doc_dress dress;
	struct pdf_info info;
	struct value *context;
	struct type type;
	struct qr qr = render_qr(l, a, s);
	enum rc rc = doc_open_type(l, a, &type, reterr);

	if (!rc)
		rc = doc_context(l, a, s, face, &context, reterr);
	if (!rc)
		rc = doc_items(&type, l, s, context, &items, reterr);
	if (rc)
		return rc;
	dress = (struct doc_dress){
		.name = doc_kind_name(s->kind),
		.brand = value_get_text(value_get(context, "brand"), "name"),
		.qr = &qr,
	};
	info = (struct pdf_info){
		.title = doc_item_text(&items, ITEM_INFO, 0),
		.author = s->seller.name,
		.lang = s->lang.len ? s->lang : S("ro"),
		.made = day_is_set(s->issue) ? day_instant(s->issue, 12, 0) : 0,
		.attached = { arena_fmt(a, "%.*s.xml", SPAN_ARG(snapshot_file_name(a, s))),
			      "text/xml", xml },
	};
	return doc_pages(l, &type, &items, &dress, &info, ret_pdf, reterr);
}
