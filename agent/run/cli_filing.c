/* plic efactura: each filing and its state; what suppliers filed for the firm. */
#include "cli.h"
#include "cli_rows.h"
#include "clock.h"
#include "row_filing.h"
#include "row_received.h"
#include "span.h"

enum { PAGE = 500 };

static const struct cli_option options[] = {
	{ "open", 0, NULL, "only what is not accepted yet" },
	{ "received", 0, NULL, "suppliers' invoices, in place of the filings" },
	{ "outages", 0, NULL, "when ANAF did not answer, in place of the filings" },
};

static void instant(struct arena *a, struct value *v, const char *key, int64_t at)
{
	if (at)
		value_set(a, v, key, value_text(a, instant_iso(a, at)));
}

static struct value *row(struct arena *a, const struct filing_shown *s)
{
	static const char *const channels[] = { "b2b", "b2c" };
	const struct filing *f = &s->f;
	struct value *v = value_new_map(a);

	value_set(a, v, "document", value_text(a, s->label));
	value_set(a, v, "revision", value_int(a, f->revision));
	value_set(a, v, "state", value_str(a, filing_state_name(f->state)));
	value_set(a, v, "client", value_text(a, s->client));
	value_set(a, v, "total", value_money(a, s->total));
	value_set(a, v, "issue", value_day(a, s->issue));
	if (day_is_set(f->deadline))
		value_set(a, v, "deadline", value_day(a, f->deadline));
	value_set(a, v, "late", value_bool(a, filing_is_late(f, clock_today())));
	value_set(a, v, "channel", value_str(a, channels[f->channel]));
	if (f->index.len)
		value_set(a, v, "index", value_text(a, f->index));
	if (f->download.len)
		value_set(a, v, "download", value_text(a, f->download));
	if (f->reason.len)
		value_set(a, v, "reason", value_text(a, f->reason));
	value_set(a, v, "uploads", value_int(a, f->uploads));
	instant(a, v, "next", f->due);
	instant(a, v, "uploaded", f->begun);
	instant(a, v, "accepted", f->accepted);
	return v;
}

static enum rc outages(struct cli_call *c, struct tx *tx, struct why *reterr)
{
	struct outage_rows rows = { 0 };
	enum rc rc = row_outage_list(tx, c->arena, "anaf", 0, PAGE, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct value *v = value_new_map(c->arena);

		instant(c->arena, v, "began", rows.at[i].began);
		instant(c->arena, v, "ended", rows.at[i].ended);
		value_set(c->arena, v, "tries", value_int(c->arena, rows.at[i].tries));
		value_set(c->arena, v, "why", value_text(c->arena, rows.at[i].why));
		cli_row(c, v, "began ended tries why");
	}
	return rc;
}

static struct value *received_row(struct arena *a, const struct received_shown *s)
{
	const struct received *r = &s->r;
	struct value *v = value_new_map(a);

	value_set(a, v, "supplier", value_text(a, r->name));
	value_set(a, v, "cui", value_text(a, r->seller));
	value_set(a, v, "number", value_text(a, r->number));
	value_set(a, v, "state", value_str(a, received_state_name(s->state)));
	if (day_is_set(r->issue))
		value_set(a, v, "issue", value_day(a, r->issue));
	if (day_is_set(r->due))
		value_set(a, v, "due", value_day(a, r->due));
	if (r->number.len) {
		value_set(a, v, "total", value_money(a, r->total));
		value_set(a, v, "payable", value_money(a, r->payable));
	}
	value_set(a, v, "index", value_text(a, r->upload));
	value_set(a, v, "download", value_text(a, r->message));
	instant(a, v, "listed", r->listed);
	return v;
}

static enum rc received(struct cli_call *c, struct tx *tx, struct why *reterr)
{
	int64_t before = INT64_MAX;
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE) {
		struct received_rows rows = { 0 };

		rc = row_received_page(tx, c->arena, before, PAGE, &rows, reterr);
		n = rc ? 0 : rows.n;
		for (size_t i = 0; i < n; i++) {
			before = rows.at[i].r.id;
			cli_row(c, received_row(c->arena, &rows.at[i]),
				"supplier cui number state issue due total");
		}
	}
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	bool open = cli_option(c, &cli_efactura, "open") != NULL;
	int64_t before = INT64_MAX;
	size_t n = PAGE;
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	if (!rc && cli_option(c, &cli_efactura, "outages"))
		return outages(c, &tx, reterr);
	if (!rc && cli_option(c, &cli_efactura, "received"))
		return received(c, &tx, reterr);
	while (!rc && n == PAGE) {
		struct filings_shown rows = { 0 };

		rc = row_filing_page(&tx, c->arena, before, PAGE, &rows, reterr);
		n = rows.n;
		for (size_t i = 0; !rc && i < n; i++) {
			before = rows.at[i].f.id;
			if (!open || rows.at[i].f.state != FILING_OK)
				cli_row(c, row(c->arena, &rows.at[i]),
					"document state client total deadline index reason");
		}
	}
	return rc;
}

const struct cli_verb cli_efactura = {
	.name = "efactura",
	.args = "[--open] [--received] [--outages] [--json]",
	.help = "How each invoice stands with RO e-Factura, newest first.",
	.need = NEED_READ,
	.json = true,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
