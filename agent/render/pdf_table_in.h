/* The inside of a table, shared by pdf_table.c (rows and pages) and pdf_columns.c only. */
#ifndef PLIC_PDF_TABLE_IN_H
#define PLIC_PDF_TABLE_IN_H

#include "pdf_table.h"

#define COLUMN_GAP PT(10)
#define BAND_INSET PT(9)

/* Give every column its width and place, and the table the size of its type. */
void columns_spread(const struct paper *p, struct table *t);
/* The column of names, which tall rows are cut by. */
size_t columns_wide(const struct table *t);
struct text_style column_body(const struct paper *p, const struct table *t);
struct text_style column_bold(const struct paper *p, const struct table *t);
struct text_style column_head_style(const struct paper *p);
struct text_lines column_head(const struct paper *p, const struct table *t, size_t column);

#endif
