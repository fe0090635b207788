/* Inside the store: reading a row of payment. */
#ifndef PLIC_PAYMENT_IN_H
#define PLIC_PAYMENT_IN_H

#include "query.h"
#include "row_payment.h"

/* The columns of PAYMENT_COLS. */
struct payment *payment_read(struct query *q, struct arena *a);

#endif
