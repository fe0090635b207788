/* The accountant's registers of a period, as tables without words: sales (jurnal de vânzări), money in and
 * out, series with their gaps, and the control total. Pure.
 *
 * A table is a map: file (stem of its file's name), title (tx), columns (list of tx), rows (list of lists of
 * cells: text, int, money, day, decimal, tx; null = empty). Whoever writes one as CSV or XLSX chooses the
 * language. Amounts in lei are those that the documents print: where a document in another currency has no
 * exchange rate they are left empty, never guessed. */
#ifndef PLIC_REGISTER_H
#define PLIC_REGISTER_H

#include "state.h"

/* An invoice or storno. */
struct sale {
	enum doc_kind kind;
	struct span label, buyer, tax_id, country, refers_to;
	struct day day;
	char currency[4];
	struct decimal exchange; /* lei for one unit, 0 = none */
	struct vat_subtotals vat;
	struct money net, tax, total;
	struct money net_lei, tax_lei, total_lei; /* no currency = not known */
};
struct sales {
	struct sale *at;
	size_t n, cap;
};
/* Copies what the register needs of an issued invoice or storno. */
void sale_of(struct arena *a, const struct document *d, struct sale *ret);

/* A payment with what it pays. */
struct receipt {
	struct payment p;
	struct span client;
	struct span pays; /* "FCT 0012: 100.00, FCT 0013: 20.50" */
};
struct receipts {
	struct receipt *at;
	size_t n, cap;
};

/* What a series gave out in the period. */
struct series_run {
	struct span prefix;
	int64_t before; /* the number before `first` that was given out, or the one before the series */
	int64_t first, last;   /* of the period; 0 = none */
	int64_t n;             /* documents */
	struct span missing;   /* after `before`, up to `last`: "5, 7-9" */
	struct span withdrawn; /* numbers that were cancelled: "6" */
};
struct series_runs {
	struct series_run *at;
	size_t n, cap;
};

/* What the database adds up by itself, beside the registers: a kind, a currency. */
struct books_sum {
	struct span what; /* "invoice", "storno", "payment" */
	int64_t n;
	struct money sum;
};
struct books_sums {
	struct books_sum *at;
	size_t n, cap;
};

/* RC_BAD_INPUT: a sum that overflows. */
enum rc register_sales(struct arena *a, const struct sales *sales, struct value **ret,
		       struct why *reterr) MUST_CHECK;
struct value *register_receipts(struct arena *a, const struct receipts *receipts);
struct value *register_series(struct arena *a, const struct series_runs *runs);
/* One row for each kind of document and currency, for the lei and for the money that came: number and sums
 * of the registers, what the books say, and the difference. RC_BAD_INPUT when there is one, or when a
 * document's VAT groups are not its totals: nothing may be handed out then. */
enum rc register_control(struct arena *a, const struct sales *sales,
			 const struct receipts *receipts, const struct books_sums *books,
			 struct value **ret, struct why *reterr) MUST_CHECK;

/* Whole numbers as people list them: "5, 7-9". Add them in order. */
struct number_list {
	struct buf out;
	int64_t from, to; /* the run that is open; 0 = none */
};
void number_list_add(struct number_list *l, int64_t from, int64_t to);
struct span number_list_end(struct number_list *l);

#endif
