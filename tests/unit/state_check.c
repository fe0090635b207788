/* What every decision of every test must hold. */
#include "state_builder.h"
#include "unit.h"

/* "Why" is a text of the catalogue; what a machine said stands small, under its own label. */
void state_check_reasons(const struct mail_spec *m)
{
	const struct value *facts = value_get(m->data, "facts");

	for (size_t i = 0; facts && facts->kind == VALUE_LIST && i < facts->u.list.n; i++) {
		const struct value *row = facts->u.list.at[i];

		if (span_eq_str(tx_key(value_get(row, "label")), "flow.fact.why") &&
		    tx_key(value_get(row, "value")).len == 0)
			FAIL("%.*s to %.*s: the reason is a machine's", SPAN_ARG(m->template_),
			     SPAN_ARG(m->to));
	}
}
