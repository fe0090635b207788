/* What keeps a document from being issued: the firm's pre-flight (core/preflight.h) with the rules that
 * the rendering floor has. */
#ifndef PLIC_PREFLIGHT_LOOK_H
#define PLIC_PREFLIGHT_LOOK_H

#include "look.h"
#include "preflight.h"

/* Asks whether a document's faces have the letters of its texts, and e-Factura's rules of invoices and
 * stornos. l outlives it. */
struct preflight preflight_of(const struct look *l, bool filing);

#endif
