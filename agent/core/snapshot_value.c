/* A snapshot as a value tree and back. The keys are the field names of snapshot.h: they are in the
 * database and in templates, so they are never renamed. Reading is strict about kinds: a stored
 * snapshot that cannot be read is RC_BAD_INPUT and names the key. */
#include "snapshot.h"

#include <string.h>

#include "span.h"

/* clang-format off */
#define PARTY_TEXTS(M)                                                                            \
	M(name) M(tax_id) M(reg_no) M(street) M(city) M(county) M(postcode) M(country) M(email)   \
	M(phone) M(contact) M(iban) M(bank)
#define LINE_TEXTS(M)    M(name) M(description) M(unit)
#define LINE_DECIMALS(M) M(qty) M(price) M(discount) M(vat_rate)
#define LINE_MONIES(M)   M(discount_amount) M(net)
#define LINE_DAYS(M)     M(period_from) M(period_to)
#define SNAP_TEXTS(M)                                                                             \
	M(lang) M(series) M(number) M(reference) M(preceding) M(order_ref) M(note) M(title)       \
	M(acceptance) M(template_set)
#define SNAP_DAYS(M)     M(issue) M(due) M(period_from) M(period_to) M(preceding_day)
#define SNAP_MONIES(M)   M(net) M(tax) M(total) M(prepaid) M(payable)
/* clang-format on */

#define PUT_TEXT(f)    value_set(a, v, #f, value_text(a, from->f));
#define PUT_DECIMAL(f) value_set(a, v, #f, value_decimal(a, from->f));
#define PUT_MONEY(f)   value_set(a, v, #f, value_money(a, from->f));
#define PUT_DAY(f)     value_set(a, v, #f, value_day(a, from->f));

static struct value *party_to_value(struct arena *a, const struct party *from)
{
	struct value *v = value_new_map(a);

	PARTY_TEXTS(PUT_TEXT)
	value_set(a, v, "vat_registered", value_bool(a, from->vat_registered));
	return v;
}

static struct value *letter(struct arena *a, char c)
{
	return value_text(a, (struct span){ &c, c ? 1 : 0 });
}

static struct value *line_to_value(struct arena *a, const struct line *from)
{
	struct value *v = value_new_map(a);

	LINE_TEXTS(PUT_TEXT)
	LINE_DECIMALS(PUT_DECIMAL)
	LINE_MONIES(PUT_MONEY)
	LINE_DAYS(PUT_DAY)
	value_set(a, v, "vat_category", letter(a, from->vat_category));
	return v;
}

static struct value *vat_to_value(struct arena *a, const struct vat_subtotal *from)
{
	struct value *v = value_new_map(a);

	value_set(a, v, "category", letter(a, from->category));
	PUT_DECIMAL(rate)
	PUT_MONEY(base)
	PUT_MONEY(tax)
	return v;
}

struct value *snapshot_to_value(struct arena *a, const struct snapshot *from)
{
	struct value *v = value_new_map(a), *lines = value_new_list(a), *vat = value_new_list(a);

	value_set(a, v, "kind", value_str(a, doc_kind_name(from->kind)));
	SNAP_TEXTS(PUT_TEXT)
	SNAP_DAYS(PUT_DAY)
	value_set(a, v, "currency", value_str(a, from->currency));
	value_set(a, v, "seller", party_to_value(a, &from->seller));
	value_set(a, v, "buyer", party_to_value(a, &from->buyer));
	for (size_t i = 0; i < from->lines.n; i++)
		value_push(a, lines, line_to_value(a, &from->lines.at[i]));
	for (size_t i = 0; i < from->vat.n; i++)
		value_push(a, vat, vat_to_value(a, &from->vat.at[i]));
	value_set(a, v, "lines", lines);
	value_set(a, v, "vat", vat);
	SNAP_MONIES(PUT_MONEY)
	return v;
}

/* Reading: the first thing that is wrong is kept in `bad`. */
struct reading {
	struct arena *a;
	const char *bad;
};

static const struct value *take(struct reading *r, const struct value *v, const char *key,
				enum value_kind kind)
{
	const struct value *got = value_get(v, key);

	if (got && got->kind == kind)
		return got;
	if (!r->bad)
		r->bad = key;
	return NULL;
}

static struct span take_text(struct reading *r, const struct value *v, const char *key)
{
	const struct value *got = take(r, v, key, VALUE_TEXT);

	return got ? arena_span(r->a, got->u.text) : (struct span){ 0 };
}

static struct decimal take_decimal(struct reading *r, const struct value *v, const char *key)
{
	const struct value *got = take(r, v, key, VALUE_DECIMAL);

	return got ? got->u.dec : DECIMAL_INT(0);
}

static struct money take_money(struct reading *r, const struct value *v, const char *key)
{
	const struct value *got = take(r, v, key, VALUE_MONEY);

	return got ? got->u.money : (struct money){ 0 };
}

static struct day take_day(struct reading *r, const struct value *v, const char *key)
{
	const struct value *got = value_get(v, key);

	if (!got || got->kind == VALUE_NULL)
		return DAY_NONE;
	got = take(r, v, key, VALUE_DAY);
	return got ? got->u.day : DAY_NONE;
}

static char take_letter(struct reading *r, const struct value *v, const char *key)
{
	struct span s = take_text(r, v, key);

	return s.len ? s.ptr[0] : '\0';
}

#define GET_TEXT(f)    to->f = take_text(r, v, #f);
#define GET_DECIMAL(f) to->f = take_decimal(r, v, #f);
#define GET_MONEY(f)   to->f = take_money(r, v, #f);
#define GET_DAY(f)     to->f = take_day(r, v, #f);

static void party_from_value(struct reading *r, const struct value *v, struct party *to)
{
	const struct value *registered = take(r, v, "vat_registered", VALUE_BOOL);

	PARTY_TEXTS(GET_TEXT)
	to->vat_registered = registered && registered->u.yes;
}

static void line_from_value(struct reading *r, const struct value *v, struct line *to)
{
	LINE_TEXTS(GET_TEXT)
	LINE_DECIMALS(GET_DECIMAL)
	LINE_MONIES(GET_MONEY)
	LINE_DAYS(GET_DAY)
	to->vat_category = take_letter(r, v, "vat_category");
}

static void vat_from_value(struct reading *r, const struct value *v, struct vat_subtotal *to)
{
	to->category = take_letter(r, v, "category");
	GET_DECIMAL(rate)
	GET_MONEY(base)
	GET_MONEY(tax)
}

static void currency_from_value(struct reading *r, const struct value *v, char to[4])
{
	struct span cur = take_text(r, v, "currency");

	memset(to, 0, 4);
	if (cur.len <= 3)
		memcpy(to, cur.ptr ? cur.ptr : "", cur.len);
	else if (!r->bad)
		r->bad = "currency";
}

static void snapshot_read(struct reading *r, const struct value *v, struct snapshot *to)
{
	const struct value *lines = take(r, v, "lines", VALUE_LIST);
	const struct value *vat = take(r, v, "vat", VALUE_LIST);

	if (!doc_kind_from_name(value_get_text(v, "kind"), &to->kind) && !r->bad)
		r->bad = "kind";
	SNAP_TEXTS(GET_TEXT)
	SNAP_DAYS(GET_DAY)
	currency_from_value(r, v, to->currency);
	party_from_value(r, take(r, v, "seller", VALUE_MAP), &to->seller);
	party_from_value(r, take(r, v, "buyer", VALUE_MAP), &to->buyer);
	for (size_t i = 0; lines && i < lines->u.list.n; i++)
		line_from_value(r, lines->u.list.at[i], ARENA_PUSH(r->a, &to->lines));
	for (size_t i = 0; vat && i < vat->u.list.n; i++)
		vat_from_value(r, vat->u.list.at[i], ARENA_PUSH(r->a, &to->vat));
	SNAP_MONIES(GET_MONEY)
}

enum rc snapshot_from_value(struct arena *a, const struct value *v, struct snapshot *ret,
			    struct why *reterr)
{
	struct reading r = { .a = a };
	struct snapshot s = { 0 };

	snapshot_read(&r, v, &s);
	if (r.bad)
		return why_fail(reterr, RC_BAD_INPUT,
				"snapshot: \"%s\" is missing or of a wrong kind", r.bad);
	*ret = s;
	return RC_OK;
}
