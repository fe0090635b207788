/* The blocks of a document beside its table. Each takes the run of items that belong to it,
 * beginning at i, and gives the index after them. */
#ifndef PLIC_PDF_BLOCK_H
#define PLIC_PDF_BLOCK_H

#include "doc_layout.h"
#include "pdf_page.h"
#include "qr.h"

/* @party, @line, @fact: columns side by side. */
size_t block_parties(struct paper *p, const struct items *items, size_t i);
/* @rate_head, @rate, @total: two columns that stay together. block_totals_height measures. */
size_t block_totals(struct paper *p, const struct items *items, size_t i);
int block_totals_height(const struct paper *p, const struct items *items, size_t i);
/* @heading, @text, @lead, @note. The height is 0 for other items (of @space, its points). */
int block_text_height(const struct paper *p, const struct item *item);
size_t block_text(struct paper *p, const struct items *items, size_t i);
/* @clause with its @item; number: of the clause. */
size_t block_clause(struct paper *p, const struct items *items, size_t i, int number);
/* @sign, @line: two beside each other. */
size_t block_sign(struct paper *p, const struct items *items, size_t i);
/* @pay and @qr, wherever they stand: the tinted block at the foot of the last page. 0 high when
 * there is none. */
int block_pay_height(struct paper *p, const struct items *items, const struct qr *qr);
void block_pay(struct paper *p, const struct items *items, const struct qr *qr);

#endif
