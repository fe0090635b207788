/* VAT rules as dated data (config/vat.conf) put on documents: rates by the tax point, grounds for none,
 * and what the law wants to be said. */
#ifndef PLIC_VAT_H
#define PLIC_VAT_H

#include "firm.h"

/* The VAT rate named `name` ("" = "standard") at the tax point; 0 for a firm that is no payer. */
struct decimal vat_rate_at(const struct firm *f, struct span name, struct day tax_point);
/* What became of a rate: if a name had this rate on the day `was`, its rate on the day `now`. */
struct decimal vat_rate_moved(const struct firm *f, struct decimal rate, struct day was,
			      struct day now);
/* The ground that staff's words, folded, name ("taxare inversa"), or a product's ground by its name, in
 * force on the day; NULL: none. */
const struct vat_ground *vat_ground_said(const struct firm *f, struct span fold, struct day day);
const struct vat_ground *vat_ground_named(const struct firm *f, struct span name, struct day day);
/* Put a line on a ground: category, code, words, no rate. lang: the document's. */
void vat_line_ground(struct line *l, const struct vat_ground *g, struct span lang);
/* Put a line at a rate: S, or Z at 0. */
void vat_line_rate(struct line *l, struct decimal rate);
/* Put a line on what a product's VAT is called, a rate or a ground; no payer's: O. */
void vat_line_named(const struct firm *f, struct line *l, struct span name, struct day day);

/* Before the sums of a draft are made: its tax point, and with it the rates of its lines (those of the
 * day before's tax point move with the law); a firm that is no payer; words in the document's language;
 * VAT on cash collection; mentions. A storno keeps what its invoice says. */
void vat_settle(struct arena *a, const struct firm *f, struct snapshot *s);

#endif
