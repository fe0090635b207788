/* plic read of statements: in chunks through the reader child, printed as it is read, so that a file of
 * any size takes the memory of one chunk. */
#include "cli_read_file.h"

#include "fact_value.h"
#include "span.h"
#include "statement_file.h"

/* The object up to its entries, without its end: "{...,"entries":[". */
static void print_begin(struct arena *a, const char *file, const struct mail_fact *f)
{
	struct value *v = fact_to_value(a, file, f);
	struct buf b;

	buf_init(&b, a, STATEMENT_CHUNK_CAP);
	value_to_json(fact_value_less(a, v), &b);
	cli_say("%.*s,\"entries\":[", SPAN_ARG(span_sub(buf_span(&b), 0, b.len - 1)));
}

static void print_entries(struct arena *a, const struct mail_fact *f, size_t *printed)
{
	struct buf b;

	buf_init(&b, a, STATEMENT_CHUNK_CAP);
	for (size_t i = 0; i < f->entries.n; i++) {
		if ((*printed)++)
			buf_add_char(&b, ',');
		value_to_json(entry_to_value(a, &f->entries.at[i]), &b);
	}
	cli_say("%.*s", SPAN_ARG(buf_span(&b)));
}

static void print_end(struct arena *a, const struct spans *warnings, enum balances balances,
		      const char *error)
{
	struct value *v = balances_to_value(a, warnings, balances, false);
	struct buf b;

	if (error)
		value_set(a, v, "error", value_str(a, error));
	buf_init(&b, a, STATEMENT_CHUNK_CAP);
	value_to_json(v, &b);
	cli_say("],%.*s\n", SPAN_ARG(span_from(buf_span(&b), 1)));
}

/* The statement's chunks until its end. */
static bool read_rest(struct statement_file *s, struct mail_fact *first)
{
	SCOPED_ARENA keep = arena_new(STATEMENT_CHUNK_CAP);
	SCOPED_ARENA a = arena_new(STATEMENT_CHUNK_CAP);
	struct spans warnings = { .at = NULL };
	struct mail_fact f = *first;
	struct why why = { "" };
	size_t printed = 0;
	bool more = true;
	enum rc rc = RC_OK;

	print_begin(a, s->path, first);
	while (!rc && more) {
		for (size_t i = 0; i < f.warnings.n; i++)
			*ARENA_PUSH(keep, &warnings) = arena_span(keep, f.warnings.at[i]);
		print_entries(a, &f, &printed);
		if (s->at == READ_LAST)
			break;
		arena_clear(a);
		rc = statement_file_next(s, a, &f, &more, &why);
	}
	if (!rc && !printed && f.balances == BALANCES_NONE && !first->wants_more)
		why_set(&why, "nothing of it could be read");
	print_end(keep, &warnings, f.balances, why.text[0] ? why.text : NULL);
	return !why.text[0];
}

enum read_by cli_read_statement(struct reader *reader, const char *file)
{
	SCOPED_ARENA a = arena_new(STATEMENT_CHUNK_CAP);
	struct statement_file s;
	struct mail_fact f;
	enum read_by by;

	if (statement_file_open(reader, file, a, &s, &f, NULL))
		return READ_OTHERWISE;
	by = read_rest(&s, &f) ? READ_WELL : READ_BADLY;
	statement_file_close(&s);
	return by;
}
