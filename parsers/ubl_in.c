/* UBL: an element is known by the names above it; prefixes and name spaces say nothing that those do not. Which goes
 * where: ubl_in_fields.c. */
#include "ubl_in.h"

#include "buf.h"
#include "span.h"
#include "ubl_in_fields.h"
#include "utf8.h"
#include "xml_in.h"

#define BYTES_MAX   ((size_t)32 << 20)
#define DEPTH_MAX   100
#define PATH_MAX_   ((size_t)1000)
#define RAW_MAX     ((size_t)8100) /* bytes of a text that are looked at */
#define TEXT_MAX    2000           /* letters that are kept */
/* All that is kept, so that it goes through the pipe (WIRE_ANSWER_MAX); lines leave some of it to what stands behind. */
#define ROOM_MAX    ((size_t)2 << 20)
#define ROOM_LINES  ((size_t)256 << 10)
#define GROUP_ROOM  ((size_t)200) /* about what an empty one takes on the wire */
#define GROUPS_DEEP 4

struct open_group {
	enum ubl_group is;
	void *base;  /* NULL: one more than is kept */
	size_t path; /* how much of the path is its own name */
};
struct reading {
	struct arena *a;
	struct ubl_in *ret;
	struct buf path; /* "/AccountingSupplierParty/Party" */
	struct buf text;
	size_t room;
	struct open_group open[GROUPS_DEEP];
	size_t n_open;
};

/* A credit note's names, as an invoice has them. */
static struct span common_name(struct span name)
{
	static const char *const pairs[][2] = {
		{ "CreditNoteLine", "InvoiceLine" },
		{ "CreditedQuantity", "InvoicedQuantity" },
		{ "CreditNoteTypeCode", "InvoiceTypeCode" },
	};

	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (span_eq_str(name, pairs[i][0]))
			return span_of(pairs[i][1]);
	return name;
}

static const struct open_group *innermost(const struct reading *r)
{
	return &r->open[r->n_open - 1];
}

/* The path below the innermost group. */
static struct span path_within(const struct reading *r)
{
	return span_from(buf_span(&r->path), innermost(r)->path);
}

/* One more of a list; NULL: that is too many. */
#define PUSH_SOME(r, list, most) ((list)->n < (most) ? ARENA_PUSH((r)->a, list) : NULL)

static void *add_group(struct reading *r, void *parent, enum ubl_place place)
{
	struct ubl_in *u = r->ret;
	struct ubl_line *line = parent;
	struct ubl_tax *tax = parent;

	switch (place) {
	case UBL_AT_SELLER:
		return &u->seller;
	case UBL_AT_BUYER:
		return &u->buyer;
	case UBL_AT_PAYEE:
		return &u->payee;
	case UBL_AT_AGENT:
		return &u->agent;
	case UBL_AT_LINES:
		/* Once one is left out all that follow are. */
		return u->lines.n + 1 < u->n_lines ? NULL : PUSH_SOME(r, &u->lines, UBL_LINES_MAX);
	case UBL_AT_ADJUSTS:
		return PUSH_SOME(r, &u->adjusts, UBL_LIST_MAX);
	case UBL_AT_LINE_ADJUSTS:
		return PUSH_SOME(r, &line->adjusts, UBL_LIST_MAX);
	case UBL_AT_PROPERTIES:
		return PUSH_SOME(r, &line->properties, UBL_LIST_MAX);
	case UBL_AT_TAXES:
		return PUSH_SOME(r, &u->taxes, UBL_LIST_MAX);
	case UBL_AT_VAT:
		return PUSH_SOME(r, &tax->vat, UBL_LIST_MAX);
	case UBL_AT_PAYS:
		return PUSH_SOME(r, &u->pays, UBL_LIST_MAX);
	case UBL_AT_PRECEDING:
		return PUSH_SOME(r, &u->preceding, UBL_LIST_MAX);
	case UBL_AT_ATTACHED:
		return PUSH_SOME(r, &u->attached, UBL_LIST_MAX);
	case UBL_AT_NOTES:
		return PUSH_SOME(r, &u->notes, UBL_LIST_MAX);
	}
	return NULL;
}

/* What may still be kept here: a line leaves something to what stands behind it. */
static size_t room_here(const struct reading *r)
{
	size_t least = r->n_open > 1 && r->open[1].is == UBL_LINE ? ROOM_LINES : 0;

	return r->room > least ? r->room - least : 0;
}

static void open_group(struct reading *r, const struct ubl_group_row *row)
{
	void *parent = innermost(r)->base;
	struct open_group *g = &r->open[r->n_open++];

	g->is = row->is;
	g->path = r->path.len;
	g->base = NULL;
	if (row->is == UBL_LINE)
		r->ret->n_lines++;
	if (parent && room_here(r) >= GROUP_ROOM)
		g->base = add_group(r, parent, row->place);
	if (g->base)
		r->room -= GROUP_ROOM;
}

/* The first field of the path that is still empty; NULL: not wanted. */
static struct span *field_for(const struct reading *r)
{
	const struct open_group *g = innermost(r);
	struct span path = path_within(r);

	for (size_t i = 0; g->base && i < ubl_field_rows_n; i++) {
		const struct ubl_field_row *row = &ubl_field_rows[i];
		struct span *field;

		if (row->in != g->is || !span_eq_str(path, row->path))
			continue;
		field = (struct span *)(void *)((char *)g->base + row->at);
		if (!field->len)
			return field;
	}
	return NULL;
}

/* Blanks made one; what is too long ends in "…". */
static void take(struct reading *r, struct span *field, struct span text)
{
	struct span all = utf8_clean(r->a, text), rest = utf8_cut(all, TEXT_MAX), word;
	bool cut = rest.len < all.len;
	struct buf b;

	buf_init(&b, r->a, RAW_MAX * 4);
	while (span_next_word(&rest, &word)) {
		if (b.len)
			buf_add_char(&b, ' ');
		buf_add(&b, word);
	}
	if (cut)
		buf_add_str(&b, "…");
	if (b.len > room_here(r))
		return;
	r->room -= b.len;
	*field = buf_span(&b);
}

static void take_attributes(struct reading *r, const struct xml_element *e)
{
	static const char *const names[] = { "unitCode", "currencyID", "name", "filename" };
	size_t len = r->path.len;

	for (size_t i = 0; i < ARRAY_LEN(names) && e->n_attrs; i++) {
		struct span v = xml_attr(e, names[i]), *field;

		buf_add_fmt(&r->path, "@%s", names[i]);
		field = v.len ? field_for(r) : NULL;
		if (field)
			take(r, field, span_sub(v, 0, RAW_MAX));
		buf_trunc(&r->path, len);
	}
}

static const char *on_start(void *ctx, const struct xml_element *e)
{
	struct reading *r = ctx;

	buf_trunc(&r->text, 0);
	if (e->depth == 1) {
		r->ret->credit_note = span_eq_str(e->name, "CreditNote");
		return r->ret->credit_note || span_eq_str(e->name, "Invoice") ? NULL : "no invoice";
	}
	buf_add_char(&r->path, '/');
	buf_add(&r->path, common_name(e->name));
	if (!buf_ok(&r->path) || r->path.len > PATH_MAX_)
		return "names too long";
	for (size_t i = 0; i < ubl_group_rows_n && r->n_open < GROUPS_DEEP; i++)
		if (ubl_group_rows[i].in == innermost(r)->is &&
		    span_eq_str(path_within(r), ubl_group_rows[i].path)) {
			open_group(r, &ubl_group_rows[i]);
			break;
		}
	take_attributes(r, e);
	return NULL;
}

static const char *on_text(void *ctx, struct span text)
{
	struct reading *r = ctx;

	/* Longer ones (attachments) are not wanted: cut. */
	buf_add(&r->text, span_sub(text, 0, RAW_MAX - r->text.len));
	return NULL;
}

static const char *on_end(void *ctx, struct span name, unsigned depth)
{
	struct reading *r = ctx;
	struct span *field;

	(void)name;
	if (depth == 1)
		return NULL;
	field = r->text.len ? field_for(r) : NULL;
	if (field)
		take(r, field, buf_span(&r->text));
	if (r->n_open > 1 && innermost(r)->path == r->path.len)
		r->n_open--;
	while (r->path.len && r->path.ptr[r->path.len - 1] != '/')
		buf_trunc(&r->path, r->path.len - 1);
	if (r->path.len)
		buf_trunc(&r->path, r->path.len - 1);
	buf_trunc(&r->text, 0);
	return NULL;
}

/* Some write 9999 for "never". */
static struct day day_of(struct span text)
{
	struct day d;

	if (day_parse(span_sub(text, 0, 10), &d))
		return DAY_NONE;
	return day_civil(d).year < 1900 || day_civil(d).year > 2200 ? DAY_NONE : d;
}

static void settle_party(struct ubl_party *p)
{
	if (!p->name.len)
		p->name = p->trade;
	if (span_eq(p->name, p->trade))
		p->trade = S("");
	if (p->tax_id.len)
		return;
	p->tax_id = p->reg_id;
	p->reg_id = S("");
}

/* ISO 4217, also where it is written small; false: no such thing. */
static bool currency_of(struct span text, char ret[4])
{
	for (size_t i = 0; i < 3 && text.len == 3; i++) {
		char c = text.ptr[i];

		ret[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (ret[i] < 'A' || ret[i] > 'Z')
			return false;
	}
	ret[3] = '\0';
	return text.len == 3;
}

/* The VAT total of the invoice's own currency stands first, wherever it stood. */
static void settle_taxes(struct ubl_in *u)
{
	for (size_t i = 1; i < u->taxes.n; i++) {
		struct ubl_tax own = u->taxes.at[i];

		if (!span_eq(own.currency, u->head.currency) ||
		    span_eq(u->taxes.at[0].currency, u->head.currency))
			continue;
		u->taxes.at[i] = u->taxes.at[0];
		u->taxes.at[0] = own;
	}
}

/* What can be compared and booked. */
static void settle(struct ubl_in *u)
{
	struct span cur = u->head.currency.len   ? u->head.currency :
			  u->totals.currency.len ? u->totals.currency :
						   S("RON");
	struct ubl_party *const parties[] = { &u->seller, &u->buyer, &u->payee, &u->agent };
	char currency[4] = "";

	for (size_t i = 0; i < ARRAY_LEN(parties); i++)
		settle_party(parties[i]);
	settle_taxes(u);
	for (size_t i = 0; i < u->pays.n && !u->head.due.len; i++)
		u->head.due = u->pays.at[i].due;
	u->issue = day_of(u->head.issue);
	u->due = day_of(u->head.due);
	if (!currency_of(cur, currency) ||
	    money_parse(u->totals.payable, MARK_DOT, currency, &u->payable)) {
		u->payable = u->total = (struct money){ 0 };
		return;
	}
	if (money_parse(u->totals.total, MARK_DOT, currency, &u->total))
		u->total = u->payable;
}

enum rc ubl_in_read(struct arena *a, struct span xml, struct ubl_in *ret, struct why *reterr)
{
	static const struct xml_events events = { on_start, on_text, on_end, DEPTH_MAX };
	struct reading r = { .a = a, .ret = ret, .room = ROOM_MAX, .n_open = 1 };
	enum rc rc;

	memset(ret, 0, sizeof(*ret));
	if (xml.len > BYTES_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "%zu bytes: no invoice", xml.len);
	r.open[0] = (struct open_group){ UBL_ROOT, ret, 0 };
	buf_init(&r.path, a, PATH_MAX_ + 20); /* and an attribute's name */
	buf_init(&r.text, a, RAW_MAX + 1);
	rc = xml_read(xml, &events, &r, reterr);
	if (!rc)
		settle(ret);
	return rc;
}
