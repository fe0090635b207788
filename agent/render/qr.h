/* The payment code of an invoice in euro: EPC069-12 version 002, read by bank apps in the SEPA area.
 * For lei no open standard is published; none is printed. */
#ifndef PLIC_QR_H
#define PLIC_QR_H

#include "arena.h"
#include "money.h"

struct qr {
	const unsigned char *at; /* n x n modules, lowest bit = dark; NULL = none */
	int n;
};

/* The code's text; "" when the sum is not 0.01 to 999999999.99 euro, name or IBAN is missing, or the
 * whole is over 331 bytes. reference: an ISO 11649 one is given as such, else as text of at most 140
 * characters. */
struct span qr_payload(struct arena *a, struct span name, struct span iban, struct money sum,
		       struct span reference);
/* at = NULL for "" and for what does not fit. */
struct qr qr_encode(struct arena *a, struct span payload);

#endif
