/* VAT rates are dated data (config/vat.conf): the newest row of a name that began by the tax point. */
#include "flow.h"

#include "span.h"

struct decimal vat_rate_at(const struct firm *f, struct span name, struct day tax_point)
{
	const struct vat_rate *best = NULL;

	if (!f->vat_payer)
		return DECIMAL_INT(0);
	if (name.len == 0)
		name = S("standard");
	for (size_t i = 0; i < f->vat.n; i++) {
		const struct vat_rate *r = &f->vat.at[i];

		if (!span_ieq(r->name, name) || day_cmp(r->from, tax_point) > 0)
			continue;
		if (!best || day_cmp(r->from, best->from) > 0)
			best = r;
	}
	return best ? best->rate : DECIMAL_INT(0);
}

struct decimal vat_rate_moved(const struct firm *f, struct decimal rate, struct day was,
			      struct day now)
{
	for (size_t i = 0; i < f->vat.n; i++)
		if (f->vat_payer && decimal_eq(vat_rate_at(f, f->vat.at[i].name, was), rate))
			return vat_rate_at(f, f->vat.at[i].name, now);
	return rate;
}
