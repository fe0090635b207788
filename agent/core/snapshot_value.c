/* A snapshot as a value tree and back. The keys are the field names of snapshot.h: they are in the
 * database and in templates, so they are never renamed. Reading is strict about kinds: a stored
 * snapshot that cannot be read is RC_BAD_INPUT and names the key. Keys that were added later (ADDED)
 * may be absent. */
#include "snapshot.h"

#include <string.h>

#include "span.h"

/* clang-format off */
#define PARTY_TEXTS(M)                                                                            \
	M(name) M(tax_id) M(reg_no) M(street) M(city) M(county) M(postcode) M(country) M(email)   \
	M(phone) M(contact) M(iban) M(bank)
#define LINE_TEXTS(M)    M(name) M(description) M(unit)
#define LINE_ADDED(M)    M(vat_code) M(vat_reason) M(takes_off)
#define LINE_DECIMALS(M) M(qty) M(price) M(vat_rate)
#define LINE_DAYS(M)     M(period_from) M(period_to)
#define ADJUST_TEXTS(M)  M(code) M(reason) M(vat_code) M(vat_reason)
#define ADJUST_MONIES(M) M(base) M(amount)
#define SNAP_TEXTS(M)                                                                             \
	M(lang) M(series) M(number) M(reference) M(preceding) M(order_ref) M(note) M(title)       \
	M(acceptance) M(template_set)
#define SNAP_ADDED(M)    M(type_code) M(tax_point_code) M(exchange_source) M(contract_ref) M(mentions) M(variant)
#define SNAP_DAYS(M)                                                                              \
	M(issue) M(due) M(period_from) M(period_to) M(preceding_day) M(delivery) M(tax_point)     \
	M(exchange_day)
#define SNAP_MONIES(M)   M(net) M(tax) M(total) M(prepaid) M(payable)
#define SNAP_MONIES_ADDED(M)                                                                      \
	M(sum_lines) M(allowances) M(charges) M(rounding) M(net_lei) M(tax_lei) M(total_lei)
#define VAT_MONIES_ADDED(M) M(base_lei) M(tax_lei)
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

static struct value *adjusts_to_value(struct arena *a, const struct adjusts *list, bool grouped)
{
	struct value *all = value_new_list(a);

	for (size_t i = 0; i < list->n; i++) {
		const struct adjust *from = &list->at[i];
		struct value *v = value_new_map(a);

		value_set(a, v, "charge", value_bool(a, from->charge));
		ADJUST_TEXTS(PUT_TEXT)
		PUT_DECIMAL(percent)
		ADJUST_MONIES(PUT_MONEY)
		if (grouped) {
			value_set(a, v, "vat_category", letter(a, from->vat_category));
			PUT_DECIMAL(vat_rate)
		}
		value_push(a, all, v);
	}
	return all;
}

static struct value *advances_to_value(struct arena *a, const struct doc_refs *list)
{
	struct value *all = value_new_list(a);

	for (size_t i = 0; i < list->n; i++) {
		const struct doc_ref *from = &list->at[i];
		struct value *v = value_new_map(a);

		PUT_TEXT(label)
		PUT_DAY(day)
		value_push(a, all, v);
	}
	return all;
}

static struct value *line_to_value(struct arena *a, const struct line *from)
{
	struct value *v = value_new_map(a);

	LINE_TEXTS(PUT_TEXT)
	LINE_ADDED(PUT_TEXT)
	LINE_DECIMALS(PUT_DECIMAL)
	PUT_MONEY(net)
	LINE_DAYS(PUT_DAY)
	value_set(a, v, "vat_category", letter(a, from->vat_category));
	value_set(a, v, "original", value_int(a, from->original));
	value_set(a, v, "adjusts", adjusts_to_value(a, &from->adjusts, false));
	return v;
}

static struct value *vat_to_value(struct arena *a, const struct vat_subtotal *from)
{
	struct value *v = value_new_map(a);

	value_set(a, v, "category", letter(a, from->category));
	PUT_TEXT(code)
	PUT_TEXT(reason)
	PUT_DECIMAL(rate)
	PUT_MONEY(base)
	PUT_MONEY(tax)
	VAT_MONIES_ADDED(PUT_MONEY)
	return v;
}

struct value *snapshot_to_value(struct arena *a, const struct snapshot *from)
{
	struct value *v = value_new_map(a), *lines = value_new_list(a), *vat = value_new_list(a);

	value_set(a, v, "kind", value_str(a, doc_kind_name(from->kind)));
	SNAP_TEXTS(PUT_TEXT)
	SNAP_ADDED(PUT_TEXT)
	SNAP_DAYS(PUT_DAY)
	value_set(a, v, "currency", value_str(a, from->currency));
	value_set(a, v, "tax_currency", value_str(a, from->tax_currency));
	PUT_DECIMAL(exchange)
	value_set(a, v, "advance", value_bool(a, from->advance));
	value_set(a, v, "part", value_bool(a, from->part));
	value_set(a, v, "seller", party_to_value(a, &from->seller));
	value_set(a, v, "buyer", party_to_value(a, &from->buyer));
	for (size_t i = 0; i < from->lines.n; i++)
		value_push(a, lines, line_to_value(a, &from->lines.at[i]));
	for (size_t i = 0; i < from->vat.n; i++)
		value_push(a, vat, vat_to_value(a, &from->vat.at[i]));
	value_set(a, v, "lines", lines);
	value_set(a, v, "vat", vat);
	value_set(a, v, "adjusts", adjusts_to_value(a, &from->adjusts, true));
	value_set(a, v, "advances", advances_to_value(a, &from->advances));
	SNAP_MONIES(PUT_MONEY)
	SNAP_MONIES_ADDED(PUT_MONEY)
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

/* Of keys that were added later: absent is empty. */
static struct span may_text(struct reading *r, const struct value *v, const char *key)
{
	return value_get(v, key) ? take_text(r, v, key) : (struct span){ 0 };
}

static struct money may_money(struct reading *r, const struct value *v, const char *key)
{
	return value_get(v, key) ? take_money(r, v, key) : (struct money){ 0 };
}

static const struct value *may_list(struct reading *r, const struct value *v, const char *key)
{
	return value_get(v, key) ? take(r, v, key, VALUE_LIST) : NULL;
}

#define MAY_TEXT(f)    to->f = may_text(r, v, #f);
#define MAY_MONEY(f)   to->f = may_money(r, v, #f);
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

static void adjusts_from_value(struct reading *r, const struct value *list, bool grouped,
			       struct adjusts *ret)
{
	for (size_t i = 0; list && i < list->u.list.n; i++) {
		const struct value *v = list->u.list.at[i];
		struct adjust *to = ARENA_PUSH(r->a, ret);

		to->charge = value_get_bool(v, "charge");
		ADJUST_TEXTS(GET_TEXT)
		GET_DECIMAL(percent)
		ADJUST_MONIES(GET_MONEY)
		if (!grouped)
			continue;
		to->vat_category = take_letter(r, v, "vat_category");
		GET_DECIMAL(vat_rate)
	}
}

static void advances_from_value(struct reading *r, const struct value *list, struct doc_refs *ret)
{
	for (size_t i = 0; list && i < list->u.list.n; i++) {
		const struct value *v = list->u.list.at[i];
		struct doc_ref *to = ARENA_PUSH(r->a, ret);

		GET_TEXT(label)
		GET_DAY(day)
	}
}

static void line_from_value(struct reading *r, const struct value *v, struct line *to)
{
	LINE_TEXTS(GET_TEXT)
	LINE_ADDED(MAY_TEXT)
	LINE_DECIMALS(GET_DECIMAL)
	GET_MONEY(net)
	LINE_DAYS(GET_DAY)
	to->vat_category = take_letter(r, v, "vat_category");
	to->original = value_get_int(v, "original", 0);
	adjusts_from_value(r, may_list(r, v, "adjusts"), false, &to->adjusts);
}

static void vat_from_value(struct reading *r, const struct value *v, struct vat_subtotal *to)
{
	to->category = take_letter(r, v, "category");
	MAY_TEXT(code)
	MAY_TEXT(reason)
	VAT_MONIES_ADDED(MAY_MONEY)
	GET_DECIMAL(rate)
	GET_MONEY(base)
	GET_MONEY(tax)
}

static void currency_from_value(struct reading *r, const struct value *v, const char *key,
				char to[4])
{
	struct span cur = may_text(r, v, key);

	memset(to, 0, 4);
	if (cur.len <= 3)
		memcpy(to, cur.ptr ? cur.ptr : "", cur.len);
	else if (!r->bad)
		r->bad = key;
}

static void snapshot_read(struct reading *r, const struct value *v, struct snapshot *to)
{
	const struct value *lines = take(r, v, "lines", VALUE_LIST);
	const struct value *vat = take(r, v, "vat", VALUE_LIST);

	if (!doc_kind_from_name(value_get_text(v, "kind"), &to->kind) && !r->bad)
		r->bad = "kind";
	SNAP_TEXTS(GET_TEXT)
	SNAP_ADDED(MAY_TEXT)
	SNAP_DAYS(GET_DAY)
	currency_from_value(r, v, "currency", to->currency);
	currency_from_value(r, v, "tax_currency", to->tax_currency);
	if (value_get(v, "exchange"))
		GET_DECIMAL(exchange)
	to->advance = value_get_bool(v, "advance");
	to->part = value_get_bool(v, "part");
	adjusts_from_value(r, may_list(r, v, "adjusts"), true, &to->adjusts);
	advances_from_value(r, may_list(r, v, "advances"), &to->advances);
	party_from_value(r, take(r, v, "seller", VALUE_MAP), &to->seller);
	party_from_value(r, take(r, v, "buyer", VALUE_MAP), &to->buyer);
	for (size_t i = 0; lines && i < lines->u.list.n; i++)
		line_from_value(r, lines->u.list.at[i], ARENA_PUSH(r->a, &to->lines));
	for (size_t i = 0; vat && i < vat->u.list.n; i++)
		vat_from_value(r, vat->u.list.at[i], ARENA_PUSH(r->a, &to->vat));
	SNAP_MONIES(GET_MONEY)
	SNAP_MONIES_ADDED(MAY_MONEY)
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
