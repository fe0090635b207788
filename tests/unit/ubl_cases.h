/* Invoices, stornos and credit notes of every sort that plic may have to file: made by hand, and drawn by
 * lot. Sums are plic's own (snapshot_compute), so what is compared with them is the XML. Used by
 * test_ubl_write.c and by tests/ubl/make_set.c, which writes them to files. */
#ifndef PLIC_UBL_CASES_H
#define PLIC_UBL_CASES_H

#include "ubl_write.h"

struct ubl_case {
	const char *name;
	struct snapshot s;
	struct ubl_files files;
};
/* The i-th made by hand; false when there are no more. */
bool ubl_case_at(struct arena *a, size_t i, struct ubl_case *ret);
/* One by lot: the same seed, the same document. */
void ubl_case_random(struct arena *a, uint64_t seed, struct ubl_case *ret);

/* A firm of Bucharest and a buyer of Cluj, one line of 2 x 450 lei, VAT 21, number FCT 0012. */
void ubl_case_begin(struct arena *a, struct snapshot *s);
struct line *ubl_case_line(struct arena *a, struct snapshot *s, const char *name,
			   struct decimal qty, struct decimal price, char category, int rate);
/* Sums; they must come out. */
void ubl_case_sums(struct arena *a, struct snapshot *s);
struct day ubl_case_day(int year, int month, int day);
/* n characters of words with diacritics. */
struct span ubl_case_words(struct arena *a, size_t n);

#endif
