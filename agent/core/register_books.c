/* Money in and out, series, and the control total: what the registers say against what the books say. */
#include "register_in.h"

#include "span.h"

/* A document in lei has no second set of sums: its own are the lei. */
static struct money in_lei(const struct snapshot *s, struct money own, struct money lei)
{
	return span_eq_str(span_of(s->currency), "RON") ? own : lei;
}

void sale_of(struct arena *a, const struct document *d, struct sale *ret)
{
	const struct snapshot *s = d->snap;

	*ret = (struct sale){
		.kind = d->kind,
		.label = arena_span(a, d->label),
		.buyer = arena_span(a, s->buyer.name),
		.tax_id = s->buyer.vat_registered ?
				  arena_fmt(a, "RO%.*s", SPAN_ARG(s->buyer.tax_id)) :
				  arena_span(a, s->buyer.tax_id),
		.country = arena_span(a, s->buyer.country),
		.refers_to = arena_span(a, s->preceding),
		.day = s->issue,
		.net = s->net,
		.tax = s->tax,
		.total = s->total,
		.net_lei = in_lei(s, s->net, s->net_lei),
		.tax_lei = in_lei(s, s->tax, s->tax_lei),
		.total_lei = in_lei(s, s->total, s->total_lei),
		.exchange = s->exchange,
	};
	memcpy(ret->currency, s->currency, sizeof(ret->currency));
	for (size_t i = 0; i < s->vat.n; i++) {
		struct vat_subtotal *v = ARENA_PUSH(a, &ret->vat);

		*v = s->vat.at[i];
		v->base = in_lei(s, v->base, v->base_lei);
		v->tax = in_lei(s, v->tax, v->tax_lei);
		v->code = v->reason = S("");
	}
}

struct value *register_receipts(struct arena *a, const struct receipts *receipts)
{
	static const char *const titles[] = { TX("export.col.no"),       TX("export.col.date"),
					      TX("export.col.source"),   TX("export.col.payer"),
					      TX("export.col.client"),   TX("export.col.tax_id"),
					      TX("export.col.iban"),     TX("export.col.bank_ref"),
					      TX("export.col.details"),  TX("export.col.amount"),
					      TX("export.col.currency"), TX("export.col.pays"),
					      TX("export.col.left"),     TX("export.col.state") };
	static const char *const states[] = { [PAYMENT_REPORTED] = TX("export.state.reported"),
					      [PAYMENT_CONFIRMED] = TX("export.state.confirmed"),
					      [PAYMENT_REVERSED] = TX("export.state.reversed") };
	struct value *t = register_table(a, "incasari-si-plati", TX("export.title.receipts"));

	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		register_column(a, t, value_tx(a, titles[i], NULL));
	for (size_t i = 0; i < receipts->n; i++) {
		const struct receipt *r = &receipts->at[i];
		struct value *row = register_row(a, t);

		value_push(a, row, value_int(a, (int64_t)i + 1));
		value_push(a, row, value_day(a, r->p.day));
		value_push(a, row, value_text(a, r->p.source));
		value_push(a, row, value_text(a, r->p.payer));
		value_push(a, row, value_text(a, r->client));
		value_push(a, row, value_text(a, r->p.payer_tax_id));
		value_push(a, row, value_text(a, r->p.payer_iban));
		value_push(a, row, value_text(a, r->p.bank_ref));
		value_push(a, row, value_text(a, r->p.details));
		value_push(a, row, value_money(a, r->p.amount));
		value_push(a, row, value_str(a, r->p.amount.cur));
		value_push(a, row, value_text(a, r->pays));
		value_push(a, row, value_money(a, r->p.left));
		value_push(a, row, value_tx(a, states[r->p.state], NULL));
	}
	return t;
}

struct value *register_series(struct arena *a, const struct series_runs *runs)
{
	static const char *const titles[] = { TX("export.col.series"),    TX("export.col.before"),
					      TX("export.col.first"),     TX("export.col.last"),
					      TX("export.col.documents"), TX("export.col.missing"),
					      TX("export.col.withdrawn") };
	struct value *t = register_table(a, "serii", TX("export.title.series"));

	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		register_column(a, t, value_tx(a, titles[i], NULL));
	for (size_t i = 0; i < runs->n; i++) {
		const struct series_run *r = &runs->at[i];
		struct value *row = register_row(a, t);

		value_push(a, row, value_text(a, r->prefix));
		value_push(a, row, r->n ? value_int(a, r->before) : NULL);
		value_push(a, row, r->first ? value_int(a, r->first) : NULL);
		value_push(a, row, r->last ? value_int(a, r->last) : NULL);
		value_push(a, row, value_int(a, r->n));
		value_push(a, row,
			   r->missing.len ? value_text(a, r->missing) :
					    value_tx(a, TX("export.no_gap"), NULL));
		value_push(a, row, value_text(a, r->withdrawn));
	}
	return t;
}

/* What a register adds up to for one kind and currency. */
struct total {
	struct span what;
	int64_t n;
	struct money net, tax, sum;
};
struct totals {
	struct total *at;
	size_t n, cap;
};

static enum rc add(struct arena *a, struct totals *all, struct span what, struct money net,
		   struct money tax, struct money sum, struct why *reterr)
{
	struct total *t = NULL;

	for (size_t i = 0; i < all->n && !t; i++)
		if (span_eq(all->at[i].what, what) && money_same_currency(all->at[i].sum, sum))
			t = &all->at[i];
	if (!t) {
		t = ARENA_PUSH(a, all);
		t->what = what;
	}
	t->n++;
	if (money_add(t->net, net, &t->net) || money_add(t->tax, tax, &t->tax) ||
	    money_add(t->sum, sum, &t->sum))
		return why_fail(reterr, RC_BAD_INPUT, "the %.*ss add up to more than can be held",
				SPAN_ARG(what));
	return RC_OK;
}

/* Base and VAT of its groups are its own, to the last ban. */
static enum rc check_groups(const struct sale *s, struct why *reterr)
{
	struct money base = { 0 }, tax = { 0 }, sum = { 0 };
	bool ok = true;

	for (size_t i = 0; i < s->vat.n; i++)
		ok = ok && !money_add(base, s->vat.at[i].base, &base) &&
		     !money_add(tax, s->vat.at[i].tax, &tax);
	ok = ok && !money_add(s->net, s->tax, &sum) && sum.minor == s->total.minor;
	if (s->total_lei.cur[0])
		ok = ok && base.minor == s->net_lei.minor && tax.minor == s->tax_lei.minor &&
		     s->net_lei.minor + s->tax_lei.minor == s->total_lei.minor;
	return ok ? RC_OK :
		    why_fail(reterr, RC_BAD_INPUT, "%.*s: its VAT groups are not its totals",
			     SPAN_ARG(s->label));
}

static const struct books_sum *of_books(const struct books_sums *books, const struct total *t)
{
	for (size_t i = 0; i < books->n; i++)
		if (span_eq(books->at[i].what, t->what) &&
		    money_same_currency(books->at[i].sum, t->sum))
			return &books->at[i];
	return NULL;
}

static const char *what_key(struct span what)
{
	if (span_eq_str(what, "invoice"))
		return TX("export.control.invoices");
	if (span_eq_str(what, "storno"))
		return TX("export.control.stornos");
	if (span_eq_str(what, "payment"))
		return TX("export.control.payments");
	return TX("export.control.lei");
}

static struct value *control_table(struct arena *a)
{
	static const char *const titles[] = {
		TX("export.col.what"),  TX("export.col.currency"),  TX("export.col.documents"),
		TX("export.col.net"),   TX("export.col.tax"),       TX("export.col.total"),
		TX("export.col.books"), TX("export.col.difference")
	};
	struct value *t = register_table(a, "control", TX("export.title.control"));

	for (size_t i = 0; i < ARRAY_LEN(titles); i++)
		register_column(a, t, value_tx(a, titles[i], NULL));
	return t;
}

/* books NULL: the lei, of which the books keep no sum of their own. */
static void control_row(struct arena *a, struct value *table, const struct total *t,
			const struct books_sum *books)
{
	struct value *row = register_row(a, table);
	bool money = span_eq_str(t->what, "payment");

	value_push(a, row, value_tx(a, what_key(t->what), NULL));
	value_push(a, row, value_str(a, t->sum.cur));
	value_push(a, row, value_int(a, t->n));
	value_push(a, row, money ? NULL : value_money(a, t->net));
	value_push(a, row, money ? NULL : value_money(a, t->tax));
	value_push(a, row, value_money(a, t->sum));
	value_push(a, row, books ? value_money(a, books->sum) : NULL);
	value_push(a, row, books ? value_money(a, (struct money){ .minor = 0 }) : NULL);
}

enum rc register_control(struct arena *a, const struct sales *sales,
			 const struct receipts *receipts, const struct books_sums *books,
			 struct value **ret, struct why *reterr)
{
	struct totals all = { 0 }, lei = { 0 };
	enum rc rc = RC_OK;

	*ret = control_table(a);
	for (size_t i = 0; !rc && i < sales->n; i++) {
		const struct sale *s = &sales->at[i];

		rc = check_groups(s, reterr);
		if (!rc)
			rc = add(a, &all, span_of(doc_kind_name(s->kind)), s->net, s->tax, s->total,
				 reterr);
		if (!rc && s->total_lei.cur[0])
			rc = add(a, &lei, S("lei"), s->net_lei, s->tax_lei, s->total_lei, reterr);
	}
	for (size_t i = 0; !rc && i < receipts->n; i++)
		rc = add(a, &all, S("payment"), (struct money){ 0 }, (struct money){ 0 },
			 receipts->at[i].p.amount, reterr);
	for (size_t i = 0; !rc && i < all.n; i++) {
		const struct books_sum *b = of_books(books, &all.at[i]);

		if (!b || b->n != all.at[i].n || b->sum.minor != all.at[i].sum.minor)
			rc = why_fail(
				reterr, RC_BAD_INPUT,
				"the %.*ss in %.3s: %lld of %lld in the register, %lld of %lld in the books",
				SPAN_ARG(all.at[i].what), all.at[i].sum.cur, (long long)all.at[i].n,
				(long long)all.at[i].sum.minor, b ? (long long)b->n : 0LL,
				b ? (long long)b->sum.minor : 0LL);
		control_row(a, *ret, &all.at[i], b);
	}
	if (!rc && all.n != books->n)
		rc = why_fail(reterr, RC_BAD_INPUT, "%zu sums in the registers, %zu in the books",
			      all.n, books->n);
	for (size_t i = 0; !rc && i < lei.n; i++)
		control_row(a, *ret, &lei.at[i], NULL);
	return rc;
}

static void close_run(struct number_list *l)
{
	if (!l->from)
		return;
	if (l->out.len)
		buf_add_str(&l->out, ", ");
	if (l->from == l->to)
		buf_add_fmt(&l->out, "%lld", (long long)l->from);
	else
		buf_add_fmt(&l->out, "%lld-%lld", (long long)l->from, (long long)l->to);
	l->from = 0;
}

void number_list_add(struct number_list *l, int64_t from, int64_t to)
{
	if (l->from && from == l->to + 1) {
		l->to = to;
		return;
	}
	close_run(l);
	l->from = from;
	l->to = to;
}

struct span number_list_end(struct number_list *l)
{
	close_run(l);
	return buf_span(&l->out);
}
