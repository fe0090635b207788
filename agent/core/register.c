/* The sales register's columns are the VAT groups that the period has: base and VAT of each, in lei (what
 * the VAT return asks for); then the document's own currency. */
#include "register.h"

#include "register_in.h"
#include "say.h"
#include "span.h"

struct group {
	char category;
	struct decimal rate;
};
struct groups {
	struct group *at;
	size_t n, cap;
};

struct value *register_table(struct arena *a, const char *file, const char *title)
{
	struct value *t = value_new_map(a);

	value_set(a, t, "file", value_str(a, file));
	value_set(a, t, "title", value_tx(a, title, NULL));
	value_set(a, t, "columns", value_new_list(a));
	return value_set(a, t, "rows", value_new_list(a));
}

static struct value *member(const struct value *table, const char *key)
{
	return (struct value *)(uintptr_t)value_get(table, key);
}

void register_column(struct arena *a, struct value *table, struct value *title)
{
	value_push(a, member(table, "columns"), title);
}

struct value *register_row(struct arena *a, struct value *table)
{
	struct value *row = value_new_list(a);

	value_push(a, member(table, "rows"), row);
	return row;
}

struct value *register_money(struct arena *a, struct money m)
{
	return m.cur[0] ? value_money(a, m) : NULL;
}

struct value *register_kind(struct arena *a, enum doc_kind kind)
{
	return value_tx(
		a, kind == DOC_STORNO ? TX("export.kind.storno") : TX("export.kind.invoice"), NULL);
}

/* "21%"; the other categories by their name (UNTDID 5305). */
static struct value *group_name(struct arena *a, const struct group *g)
{
	switch (g->category) {
	case 'S':
		return value_tx(a, TX("export.vat.s"),
				value_set(a, value_new_map(a), "rate", value_decimal(a, g->rate)));
	case 'Z':
		return value_tx(a, TX("export.vat.z"), NULL);
	case 'E':
		return value_tx(a, TX("export.vat.e"), NULL);
	case 'A':
		return value_tx(a, TX("export.vat.ae"), NULL);
	case 'K':
		return value_tx(a, TX("export.vat.k"), NULL);
	case 'G':
		return value_tx(a, TX("export.vat.g"), NULL);
	default:
		return value_tx(a, TX("export.vat.o"), NULL);
	}
}

static void group_column(struct arena *a, struct value *table, const char *key,
			 const struct group *g)
{
	register_column(
		a, table,
		value_tx(a, key, value_set(a, value_new_map(a), "group", group_name(a, g))));
}

/* The highest rate first; then the categories in the order of the VAT return. */
static bool before(const struct group *x, const struct group *y)
{
	const char *order = "SZEAKGO";
	const char *px = strchr(order, x->category), *py = strchr(order, y->category);

	if (px != py)
		return px && (!py || px < py);
	return decimal_cmp(x->rate, y->rate) > 0;
}

static bool same(const struct group *g, const struct vat_subtotal *v)
{
	return g->category == v->category && decimal_eq(g->rate, v->rate);
}

static void note_group(struct arena *a, struct groups *all, const struct vat_subtotal *v)
{
	struct group g = { v->category, v->rate };
	size_t at = 0;

	for (size_t i = 0; i < all->n; i++)
		if (same(&all->at[i], v))
			return;
	(void)ARENA_PUSH(a, all);
	while (at + 1 < all->n && before(&all->at[at], &g))
		at++;
	memmove(&all->at[at + 1], &all->at[at], (all->n - 1 - at) * sizeof(*all->at));
	all->at[at] = g;
}

static void columns(struct arena *a, struct value *t, const struct groups *groups)
{
	static const char *const head[] = { TX("export.col.no"),       TX("export.col.date"),
					    TX("export.col.document"), TX("export.col.kind"),
					    TX("export.col.buyer"),    TX("export.col.tax_id"),
					    TX("export.col.country") };
	static const char *const tail[] = { TX("export.col.net_lei"),   TX("export.col.tax_lei"),
					    TX("export.col.total_lei"), TX("export.col.currency"),
					    TX("export.col.exchange"),  TX("export.col.net"),
					    TX("export.col.tax"),       TX("export.col.total"),
					    TX("export.col.refers_to") };

	for (size_t i = 0; i < ARRAY_LEN(head); i++)
		register_column(a, t, value_tx(a, head[i], NULL));
	for (size_t i = 0; i < groups->n; i++) {
		group_column(a, t, TX("export.col.group_base"), &groups->at[i]);
		group_column(a, t, TX("export.col.group_tax"), &groups->at[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(tail); i++)
		register_column(a, t, value_tx(a, tail[i], NULL));
}

static enum rc group_cells(struct arena *a, struct value *row, const struct sale *s,
			   const struct group *g, struct why *reterr)
{
	struct money base = { 0 }, tax = { 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < s->vat.n; i++) {
		const struct vat_subtotal *v = &s->vat.at[i];

		if (!same(g, v))
			continue;
		rc = money_add(base, v->base, &base);
		if (!rc)
			rc = money_add(tax, v->tax, &tax);
	}
	if (rc)
		return why_fail(reterr, rc, "%.*s: its VAT groups do not add up",
				SPAN_ARG(s->label));
	value_push(a, row, register_money(a, base));
	value_push(a, row, register_money(a, tax));
	return RC_OK;
}

enum rc register_sales(struct arena *a, const struct sales *sales, struct value **ret,
		       struct why *reterr)
{
	struct value *t = register_table(a, "jurnal-vanzari", TX("export.title.sales"));
	struct groups groups = { 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < sales->n; i++)
		for (size_t k = 0; k < sales->at[i].vat.n; k++)
			note_group(a, &groups, &sales->at[i].vat.at[k]);
	columns(a, t, &groups);
	for (size_t i = 0; !rc && i < sales->n; i++) {
		const struct sale *s = &sales->at[i];
		struct value *row = register_row(a, t);

		value_push(a, row, value_int(a, (int64_t)i + 1));
		value_push(a, row, value_day(a, s->day));
		value_push(a, row, value_text(a, s->label));
		value_push(a, row, register_kind(a, s->kind));
		value_push(a, row, value_text(a, s->buyer));
		value_push(a, row, value_text(a, s->tax_id));
		value_push(a, row, value_text(a, s->country));
		for (size_t k = 0; !rc && k < groups.n; k++)
			rc = group_cells(a, row, s, &groups.at[k], reterr);
		value_push(a, row, register_money(a, s->net_lei));
		value_push(a, row, register_money(a, s->tax_lei));
		value_push(a, row, register_money(a, s->total_lei));
		value_push(a, row, value_str(a, s->currency));
		value_push(a, row, s->exchange.n ? value_decimal(a, s->exchange) : NULL);
		value_push(a, row, value_money(a, s->net));
		value_push(a, row, value_money(a, s->tax));
		value_push(a, row, value_money(a, s->total));
		value_push(a, row, value_text(a, s->refers_to));
	}
	*ret = t;
	return rc;
}
