/* brand.conf -> the forms of a document. */
#include "shape.h"

#include "span.h"

struct shape shape_of(const struct look *l)
{
	int64_t corner = 5;

	(void)span_to_i64(look_brand(l, "corner"), &corner);
	return (struct shape){
		.head = (enum shape_head)look_choice(l, "head"),
		.facts = (enum shape_facts)look_choice(l, "facts"),
		.table = (enum shape_table)look_choice(l, "table"),
		.total = (enum shape_total)look_choice(l, "total"),
		.pay = (enum shape_pay)look_choice(l, "pay"),
		.foot = (enum shape_foot)look_choice(l, "foot"),
		.corner = (int)(corner > 20 ? 20 : corner) * 100,
	};
}
