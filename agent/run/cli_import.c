/* plic import: statements (import_statement.h), or the starting state from CSV lists: all rows of a file or
 * none. --dry-run shows the diff. */
#include "cli.h"
#include "cli_rows.h"
#include "clock.h"
#include "csv.h"
#include "ident.h"
#include "import.h"
#include "import_statement.h"
#include "load_state.h"
#include "read_file.h"
#include "row_client.h"
#include "row_document.h"
#include "row_series.h"
#include "row_subscription.h"
#include "span.h"
#include "store_state.h"
#include "utf8.h"

enum { FILE_MAX = 256 << 20 };

static const struct cli_option options[] = {
	{ "kind", 0, "LIST",
	  "clients, products, series, invoices or subscriptions (else found from the header)" },
	{ "dry-run", 'n', NULL, "show what would change and keep nothing" },
};

struct list {
	enum import_kind kind;
	enum import_column column[200];
	bool used[200];
	size_t n;
};

static enum rc read_header(struct cli_call *c, struct csv *csv, struct list *ret,
			   struct why *reterr)
{
	const char *kind = cli_option(c, &cli_import, "kind");
	bool has[IMPORT_COLUMNS] = { false }, more;
	struct csv_row head;
	enum rc rc = csv_next(csv, c->arena, &head, &more, reterr);

	if (rc)
		return rc;
	for (size_t i = 0; i < head.n; i++) {
		ret->used[i] = import_column_of(
			utf8_fold(c->arena, utf8_clean(c->arena, head.at[i])), &ret->column[i]);
		if (ret->used[i])
			has[ret->column[i]] = true;
		else
			(void)fprintf(stderr, "column \"%.*s\" is not used\n",
				      SPAN_ARG(utf8_clean(c->arena, head.at[i])));
	}
	ret->n = head.n;
	if (kind ? !import_kind_from_name(span_of(kind), &ret->kind) :
		   !import_kind_of(has, &ret->kind))
		return why_fail(
			reterr, RC_REFUSED,
			"line 1: these columns are no list plic knows; name it with --kind clients, products, series, invoices or subscriptions");
	return RC_OK;
}

/* Whom the row speaks of, and what is known of them. */
static enum rc load_row(struct loader *l, const struct import_row *row, enum import_kind kind,
			struct why *reterr)
{
	struct row_clients rows = { 0 };
	struct span tax_id = import_tax_id(l->a, row, NULL);
	enum rc rc = RC_OK;

	if (tax_id.len)
		rc = row_client_by_tax_id(l->tx, l->a, tax_id, &rows, reterr);
	if (!rc && row->cell[COL_EMAIL].len)
		rc = row_client_by_email(l->tx, l->a, row->cell[COL_EMAIL], &rows, reterr);
	load_add_clients(l, &rows);
	for (size_t i = 0; !rc && kind == IMPORT_SUBSCRIPTIONS && i < rows.n; i++)
		rc = load_cards_of(l, rows.at[i]->id, 50, reterr);
	for (size_t i = 0; !rc && kind == IMPORT_INVOICES && i < rows.n; i++) {
		struct row_documents docs = { 0 };

		rc = row_document_of_client(l->tx, l->a, rows.at[i]->id, 1000, &docs, reterr);
		if (!rc)
			rc = load_add_documents(l, &docs, false, reterr);
	}
	return rc;
}

static enum rc store_row(struct loader *l, struct why *reterr)
{
	struct decision nothing = { 0 };
	enum rc rc = RC_OK;

	/* A series start is not a number given out: earlier ones were issued elsewhere. */
	for (size_t i = 0; !rc && i < l->s->series.n; i++) {
		struct series *sr = l->s->series.at[i];

		if (!sr->dirty)
			continue;
		rc = row_series_start(l->tx, l->a, sr->kind, sr->prefix, sr->next, sr->pad, reterr);
		sr->dirty = false;
	}
	return rc ? rc : store_decision(l->tx, l->a, l->s, &nothing, 0, reterr);
}

static enum rc import_row(struct cli_call *c, struct tx *tx, struct arena *a,
			  const struct list *list, const struct csv_row *cells, struct span *said,
			  struct why *reterr)
{
	struct state s;
	struct import_row row = { 0 };
	struct loader l = { .tx = tx, .s = &s, .a = a };
	enum rc rc;

	for (size_t i = 0; i < cells->n && i < list->n; i++)
		if (list->used[i])
			row.cell[list->column[i]] = utf8_nfc_ro(a, utf8_clean(a, cells->at[i]));
	rc = load_base(tx, a, &c->cfg->firm, clock_now(), &s, reterr);
	if (!rc)
		rc = load_row(&l, &row, list->kind, reterr);
	if (!rc)
		rc = import_decide(&s, list->kind, &row, said, reterr);
	return rc ? rc : store_row(&l, reterr);
}

static enum rc import_rows(struct cli_call *c, struct tx *tx, struct csv *csv,
			   const struct list *list, struct why *reterr)
{
	struct arena *a = arena_new((size_t)64 << 20);
	unsigned changed = 0, same = 0, wrong = 0;
	bool more = true;
	enum rc rc = RC_OK;

	while (more) {
		struct csv_row cells;
		struct span said = S("");
		struct why why = { "" };

		arena_clear(a);
		rc = csv_next(csv, a, &cells, &more, &why);
		if (!rc && more)
			rc = import_row(c, tx, a, list, &cells, &said, &why);
		if (rc == RC_RETRY || (rc == RC_BAD_INPUT && !more))
			break;
		if (rc) {
			wrong++;
			(void)fprintf(stderr, "%s:%u: %s\n", c->arg[0], csv->line, why.text);
		} else if (more && span_eq_str(said, "same")) {
			same++;
		} else if (more) {
			changed++;
			cli_say("%u: %.*s\n", csv->line, SPAN_ARG(said));
		}
		if (rc == RC_BAD_INPUT)
			break;
	}
	arena_free(a);
	if (wrong || rc)
		return why_fail(reterr, rc == RC_RETRY ? rc : RC_REFUSED,
				"%u rows are wrong; nothing was imported", wrong);
	cli_say("%s: %u to change, %u same\n", import_kind_name(list->kind), changed, same);
	return RC_OK;
}

static enum rc import_list(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct list list = { 0 };
	struct csv csv;
	struct span text;
	enum rc rc = read_file(c->arena, c->arg[0], FILE_MAX, &text, reterr);

	if (rc)
		return rc;
	csv_open(&csv, text);
	rc = read_header(c, &csv, &list, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%s", c->arg[0]);
	rc = tx_begin(c->db, &tx, reterr);
	if (!rc)
		rc = import_rows(c, &tx, &csv, &list, reterr);
	if (rc)
		return rc;
	if (cli_option(c, &cli_import, "dry-run")) {
		cli_say("nothing was kept (dry run)\n");
		return RC_OK;
	}
	rc = tx_commit(&tx, reterr);
	if (!rc)
		cli_say("done\n");
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	bool mine = false, dry = cli_option(c, &cli_import, "dry-run") != NULL;
	enum rc rc = RC_OK;

	if (!cli_option(c, &cli_import, "kind"))
		rc = import_statement(c, c->arg[0], dry, &mine, reterr);
	return rc || mine ? rc : import_list(c, reterr);
}

const struct cli_verb cli_import = {
	.name = "import",
	.args = "FILE [--kind LIST] [--dry-run]",
	.help = "Book account statements; take over clients, products, series starts, open invoices, subscriptions from CSV.",
	.need = NEED_WRITE,
	.json = true,
	.min_arg = 1,
	.max_arg = 1,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
