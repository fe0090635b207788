/* What the statement parsers share: the sheet they write on. */
#ifndef PLIC_STATEMENT_IN_H
#define PLIC_STATEMENT_IN_H

#include "csv_map.h"
#include "regex.h"
#include "statement.h"

#define STATEMENT_TEXT_MAX 8192 /* of one field, as printed */

struct sheet {
	const struct statement_kit *kit;
	const struct statement_sink *sink;
	struct arena *work; /* of the entry at hand */
	struct span format; /* of each entry */
	/* Of the account, by its IBAN: says in which letters bytes are; "" = not known. */
	char country[3];
	unsigned warnings;
	enum balances balances;
	/* Which way a reversal goes is known at its statement's end only (CAMT): it and what follows it are
	 * held so long, HELD_MAX entries of them. */
	bool reversals_may_turn, holds;
	struct entry_list held;
	struct arena *held_in;
};

/* "line N: ..." to the sink. */
void sheet_warn(struct sheet *s, unsigned long line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Fill what follows from other fields, give it to the sink. */
void sheet_give(struct sheet *s, struct entry *e);
/* What is held goes out; turned: reversals with the other sign. */
void sheet_let_go(struct sheet *s, bool turned);
/* A statement ended before its end. */
void sheet_cut(struct sheet *s);
/* As UTF-8: what is none is read in the letters of the account's country. */
struct span sheet_utf8(struct sheet *s, struct span raw);
/* As UTF-8, blanks run together, trimmed, cut at STATEMENT_TEXT_MAX; in s->work. */
struct span sheet_text(struct sheet *s, struct span raw);

/* One statement's arithmetic. Opening and closing balances are of one currency, or it does not add up. */
struct ledger {
	bool has_opening, has_closing, overflow;
	struct money opening, closing;
	int64_t sum;      /* booked entries */
	int64_t reversed; /* that part of it which the bank marks as reversals */
};
void ledger_add(struct ledger *l, const struct entry *e);
/* Compare when both balances are known; tells the sheet, which lets go of what it holds. */
void ledger_check(const struct ledger *l, struct sheet *s, unsigned long line, struct span account);

/* "1234,5", "1.234,50", "1234.": with digits only between marks, the last mark is decimal. More decimals
 * than the currency has are rounded, half away from zero; *exact says whether they were zeros.
 * RC_BAD_INPUT: no number, or too large. No sign. */
enum rc statement_amount(struct span text, const char cur[4], int64_t *ret, bool *exact) MUST_CHECK;
/* Year, month, day as digits. A day after the month's last becomes the last: *clamped. */
enum rc statement_day(int year, int month, int day, struct day *ret, bool *clamped) MUST_CHECK;
/* "EUR": three capitals. */
bool statement_currency(struct span s, char cur[4]);
/* "", "NOTPROVIDED", "NONREF", "NONREF.", ".": a field that must be filled and says nothing. */
bool statement_says_nothing(struct span s);
/* IBANs inside running text: the first valid one that is not `own`; "" = none. */
struct span statement_find_iban(struct span text, struct span own);
/* "RO 123", "C.I.F.:123", "CUI/CNP 123", a CNP: digits, when the check digit is right, else "". */
struct span statement_tax_id(struct arena *a, struct span s);

/* The parsers. open: in the arena of the statement; feed: false = dead; end: as statement_end. */
struct mt940;
struct mt940 *mt940_open(struct arena *a, struct sheet *s);
bool mt940_feed(struct mt940 *m, struct span chunk);
void mt940_end(struct mt940 *m);

struct camt;
struct camt *camt_open(struct arena *a, struct sheet *s, struct span head);
bool camt_feed(struct camt *c, struct span chunk);
void camt_end(struct camt *c);
void camt_close(struct camt *c);

struct bank_csv;
struct bank_csv *bank_csv_open(struct arena *a, struct sheet *s, struct span head);
bool bank_csv_feed(struct bank_csv *c, struct span chunk);
void bank_csv_end(struct bank_csv *c);

/* The compiled patterns. */
struct statement_kit {
	const struct csv_maps *maps;
	struct regex **mt940; /* by row of the table in mt940_dialect.c */
	struct regex **csv;   /* all patterns of all mappings, in order */
	size_t n_csv;
};
enum rc mt940_dialects_open(struct regex ***ret, struct why *reterr) MUST_CHECK;
void mt940_dialects_close(struct regex **re);

#endif
