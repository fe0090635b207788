/* What is said of an export, and its parts. */
#include "export_mail.h"

#include "clock.h"
#include "say.h"
#include "span.h"
#include "spec_json.h"

static struct value *cell(const struct value *row, size_t i)
{
	return row->u.list.n > i ? row->u.list.at[i] : NULL;
}

/* The control total's rows: what, how many, sum. */
static void say_control(struct arena *a, struct value *facts, const struct value *table)
{
	const struct value *rows = value_get(table, "rows");

	for (size_t i = 0; i < rows->u.list.n; i++) {
		const struct value *row = rows->u.list.at[i];
		struct value *fact = value_new_map(a), *args = value_new_map(a);

		value_set(a, args, "n", cell(row, 2));
		value_set(a, args, "sum", cell(row, 5));
		value_set(a, fact, "label", cell(row, 0));
		value_set(a, fact, "value", value_tx(a, TX("export.mail.sum"), args));
		value_push(a, facts, fact);
	}
}

static void say_gaps(struct arena *a, struct value *facts, const struct export_result *r)
{
	const struct value *rows = value_get(r->series, "rows");

	if (!r->gaps)
		say_fact(a, facts, TX("export.col.missing"),
			 value_tx(a, TX("export.no_gap"), NULL));
	for (size_t i = 0; r->gaps && i < rows->u.list.n; i++) {
		const struct value *prefix = cell(rows->u.list.at[i], 0);
		const struct value *missing = cell(rows->u.list.at[i], 5);

		if (missing && missing->kind == VALUE_TEXT)
			say_fact_text(a, facts, TX("export.col.missing"),
				      arena_fmt(a, "%.*s %.*s", SPAN_ARG(prefix->u.text),
						SPAN_ARG(missing->u.text)));
	}
}

static void say_part(struct engine *e, struct mail_spec *spec, const struct export_result *r)
{
	struct arena *a = e->work;
	struct value *say = value_new_list(a), *facts = value_new_list(a);
	struct value *args = say_text(a, NULL, "name", period_name(a, spec->export_period));

	say_int(a, args, "part", spec->export_part);
	say_count(a, args, "n", r->documents);
	if (spec->export_part == 1) {
		value_push(a, say, value_tx(a, TX("export.mail.say"), NULL));
		say_fact(a, facts, TX("export.mail.files"),
			 value_tx(a, TX("export.mail.counts"),
				  say_int(a, say_int(a, NULL, "pdfs", r->pdfs), "xmls", r->xmls)));
		say_control(a, facts, r->control);
		say_gaps(a, facts, r);
	}
	if (r->more)
		value_push(a, say, value_tx(a, TX("export.mail.more"), NULL));
	else if (spec->export_part > 1)
		value_push(a, say, value_tx(a, TX("export.mail.last"), NULL));
	value_set(a, spec->data, "headline",
		  spec->export_part == 1 && !r->more ?
			  value_tx(a, TX("export.mail.headline"), args) :
			  value_tx(a, TX("export.mail.part"), args));
	value_set(a, spec->data, "say", say);
	value_set(a, spec->data, "facts", facts);
}

enum rc export_mail_pack(struct engine *e, struct mail_spec *spec, struct export_result *ret,
			 struct why *reterr)
{
	struct export_job job = {
		.db = e->db,
		.look = e->look,
		.lang = e->firm.lang,
		.period = spec->export_period,
		.part = spec->export_part,
		.limit = (size_t)e->firm.export_bytes,
	};
	enum rc rc = export_make(&job, NULL, e->work, ret, reterr);

	if (!rc)
		say_part(e, spec, ret);
	return rc;
}

enum rc export_mail_next(struct engine *e, struct tx *tx, const struct outbox_row *row,
			 const struct mail_spec *spec, struct why *reterr)
{
	struct mail_spec next = *spec;
	struct outbox_row add = { .kind = row->kind, .sort = row->sort, .to = row->to };
	struct buf body;
	int64_t id;
	bool added;

	next.export_part++;
	next.data = NULL;
	buf_init(&body, e->work, 1 << 16);
	value_to_json(spec_to_value(e->work, &next), &body);
	add.body = buf_span(&body);
	add.due_at = clock_now();
	add.key = arena_fmt(e->work, "export:%lld:%u", (long long)row->id, next.export_part);
	return row_outbox_add(tx, e->work, &add, clock_now(), &id, &added, reterr);
}
