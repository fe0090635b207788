/* Inside the registers: how a table grows. */
#ifndef PLIC_REGISTER_IN_H
#define PLIC_REGISTER_IN_H

#include "register.h"

/* Without columns and rows. */
struct value *register_table(struct arena *a, const char *file, const char *title);
void register_column(struct arena *a, struct value *table, struct value *title);
struct value *register_row(struct arena *a, struct value *table);
/* NULL (an empty cell) for an amount that is not known. */
struct value *register_money(struct arena *a, struct money m);
/* "Factură", "Storno". */
struct value *register_kind(struct arena *a, enum doc_kind kind);

#endif
