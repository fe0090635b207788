/* The table of invoice types (invoice_type.h). */
#include "invoice_type.h"

#include "span.h"

static const struct invoice_type types[] = {
	{ .code = "380" },
	{ .code = INVOICE_CREDIT_NOTE, .names_invoice = true },
	{ .code = INVOICE_CORRECTED, .names_invoice = true },
	{ .code = INVOICE_SELF_BILLED,
	  .settled = true,
	  .owed_by_nobody = true,
	  .same_when_undone = true },
	{ .code = INVOICE_OF_RECEIPT, .settled = true, .same_when_undone = true },
};

const struct invoice_type *invoice_type_of(struct span code)
{
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (span_eq_str(code, types[i].code))
			return &types[i];
	return &types[0];
}

bool invoice_is(const struct snapshot *s, const char *code)
{
	return span_eq_str(s->type_code, code);
}

bool invoice_is_to_itself(const struct snapshot *s)
{
	return s->buyer.tax_id.len > 0 && span_eq(s->buyer.tax_id, s->seller.tax_id);
}

const struct snapshot *invoice_as_read(struct arena *a, const struct snapshot *s)
{
	struct snapshot *plus;

	if (s->kind != DOC_STORNO || !invoice_is(s, INVOICE_CREDIT_NOTE))
		return s;
	plus = ARENA_NEW(a, struct snapshot);
	snapshot_negate(a, s, plus);
	return plus;
}

struct span invoice_type_of_storno(const struct snapshot *invoice, bool credit_note)
{
	if (invoice_type_of(invoice->type_code)->same_when_undone)
		return invoice->type_code;
	return credit_note ? S(INVOICE_CREDIT_NOTE) : S("");
}
