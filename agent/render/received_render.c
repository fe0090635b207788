/* A supplier's invoice -> PDF. */
#include "received_render.h"

#include "doc_context.h"
#include "doc_items.h"
#include "doc_pages.h"
#include "doc_print.h"
#include "received_sums.h"
#include "span.h"
#include "utf8.h"

#define MISSING_MAX 40
#define PLACES_MAX  8

/* "lines.12.name" -> "rândul 12". */
static enum rc say_place(const struct look *l, struct arena *a, const struct received_print *in,
			 struct span where, struct span *ret, struct why *reterr)
{
	static const struct {
		const char *begins, *key;
	} places[] = {
		{ "seller.", TX("pdf.received.in_seller") },
		{ "buyer.", TX("pdf.received.in_buyer") },
		{ "lines.", TX("pdf.received.in_line") },
	};
	const char *key = TX("pdf.received.in_other");
	struct value *args = value_new_map(a);
	int64_t n;

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (span_starts(where, span_of(places[i].begins)))
			key = places[i].key;
	where = span_from(where, 6);
	where = span_sub(where, 0, span_find_char(where, '.', 0));
	if (span_to_i64(where, &n) && n > 0 && (size_t)n <= in->u->lines.n)
		where = received_line_id(a, in->u, (size_t)n - 1);
	value_set(a, args, "n", value_text(a, where));
	return look_text(l, a, in->lang, span_of(key), args, ret, reterr);
}

/* Which letters print as boxes, and where. */
static enum rc find_missing(const struct look *l, const struct type *type,
			    const struct received_print *in, struct value *context,
			    struct span *ret_letters, struct why *reterr)
{
	struct arena *a = type->arena;
	struct doc_unreads all = { 0 };
	struct span one, rest, seen[PLACES_MAX];
	struct buf letters, places;
	bool more = false;
	size_t n = 0;
	uint32_t r;

	buf_init(&letters, a, MISSING_MAX * 5);
	buf_init(&places, a, 4096);
	for (size_t i = 0; i < context->u.map.n; i++)
		doc_unreads_add(type, context->u.map.at[i].val, context->u.map.at[i].key, &all);
	for (size_t i = 0; i < all.n; i++) {
		enum rc rc = say_place(l, a, in, all.at[i].where, &one, reterr);
		size_t known = 0;

		if (rc)
			return rc;
		rest = all.at[i].missing;
		while (utf8_next(&rest, &r) && utf8_count(buf_span(&letters)) < MISSING_MAX) {
			struct buf letter;

			buf_init(&letter, a, 8);
			buf_add_rune(&letter, r);
			if (!span_has(buf_span(&letters), buf_span(&letter)))
				buf_add(&letters, buf_span(&letter));
		}
		while (known < n && !span_eq(seen[known], one))
			known++;
		if (known < n)
			continue;
		more |= n == PLACES_MAX;
		if (n == PLACES_MAX)
			continue;
		buf_add_fmt(&places, "%s%.*s", n ? ", " : "", SPAN_ARG(one));
		seen[n++] = one;
	}
	if (more)
		buf_add_str(&places, ", …");
	*ret_letters = buf_span(&letters);
	value_set(a, context, "missing_in", value_text(a, buf_span(&places)));
	return RC_OK;
}

enum rc received_render_pdf(const struct look *l, struct arena *a, const struct received_print *in,
			    struct received_pdf *ret, struct why *reterr)
{
	struct items items = { 0 };
	struct value *context;
	struct pdf_info info;
	struct type type;
	struct doc_dress dress = { .name = RECEIVED_LAYOUT,
				   .brand = doc_brand_name(utf8_cut(in->u->seller.name, 80)),
				   .foreign = true };
	enum rc rc = doc_open_type(l, a, &type, reterr);

	*ret = (struct received_pdf){ S(""), S("") };
	if (!rc)
		rc = received_context(l, a, in, &context, reterr);
	if (!rc)
		rc = find_missing(l, &type, in, context, &ret->missing, reterr);
	if (!rc)
		rc = doc_items_named(&type, l, in->lang, S(RECEIVED_LAYOUT), context, &items,
				     reterr);
	if (rc)
		return rc;
	info = (struct pdf_info){
		.title = doc_item_text(&items, ITEM_INFO, 0),
		.author = in->u->seller.name,
		.lang = look_lang(l, in->lang),
		.made = day_is_set(in->u->issue) ? day_instant(in->u->issue, 12, 0) : 0,
	};
	return doc_pages(l, &type, &items, &dress, &info, &ret->bytes, reterr);
}

/* One of everything that n bytes of spans can say. */
static void fill(void *v, size_t n)
{
	for (size_t at = 0; at < n; at += sizeof(struct span))
		*(struct span *)(void *)((char *)v + at) = S("1");
}

#define FILL_ONE(a, list)                              \
	do {                                           \
		(void)ARENA_PUSH(a, list);             \
		fill((list)->at, sizeof(*(list)->at)); \
	} while (0)

/* What stands elsewhere when it is much has the same shape there. */
static void share(struct arena *a, struct value *context, const char *from, const char *to)
{
	for (size_t i = 0; i < context->u.map.n; i++)
		if (span_eq_str(context->u.map.at[i].key, from))
			value_set(a, context, to, context->u.map.at[i].val);
}

enum rc received_check_layout(const struct look *l, struct arena *a, struct span lang,
			      struct why *reterr)
{
	struct ubl_in u = { .n_lines = 2, .issue = DAY_NONE, .due = DAY_NONE };
	struct value *sums = value_new_list(a), *context;
	struct received_print in = { &u, S("1"), sums, lang };
	struct received_pdf pdf;
	struct ubl_tax *tax;
	struct ubl_line *line;
	enum rc rc;

	value_push(a, sums, value_str(a, "1"));
	fill(&u.head, sizeof(u.head));
	u.head.number = S("1234567890123456789012345678901234567890"); /* longer than a title */
	fill(&u.seller, sizeof(u.seller));
	u.buyer = u.payee = u.agent = u.seller;
	fill(&u.delivery, sizeof(u.delivery));
	fill(&u.totals, sizeof(u.totals));
	FILL_ONE(a, &u.adjusts);
	FILL_ONE(a, &u.pays);
	FILL_ONE(a, &u.pays);
	u.pays.at[1] = u.pays.at[0];
	for (int i = 0; i < 6; i++) /* more than stand together */
		*ARENA_PUSH(a, &u.preceding) = (struct ubl_ref){ .id = S("1") };
	FILL_ONE(a, &u.attached);
	FILL_ONE(a, &u.notes);
	for (int i = 0; i < 2; i++) {
		tax = ARENA_PUSH(a, &u.taxes);
		tax->amount = tax->currency = S("1");
		FILL_ONE(a, &tax->vat);
	}
	line = ARENA_PUSH(a, &u.lines);
	fill(line, offsetof(struct ubl_line, adjusts));
	rc = received_context(l, a, &in, &context, reterr);
	if (rc)
		return rc;
	share(a, context, "adjusts", "adjusts_more");
	share(a, context, "vat", "vat_more");
	rc = doc_check_named(l, a, lang, S(RECEIVED_LAYOUT), context, reterr);
	return rc ? rc : received_render_pdf(l, a, &in, &pdf, reterr);
}
