/* What a PRODUS line says: "Curs Word, 300 lei, TVA 21, buc, curs". */
#ifndef PLIC_PRODUCT_CHANGE_H
#define PLIC_PRODUCT_CHANGE_H

#include "run_commands.h"

struct product_change {
	bool retire;
	struct span product; /* which one: what stands before the first comma or the price */
	bool has_price, has_vat, has_pipeline, has_unit, has_synonyms, has_description, has_name;
	struct money price;
	struct span price_text; /* as typed */
	struct span vat, pipeline, unit, synonyms, description;
	struct span name; /* its new name */
};

/* Read the whole line. false: refused, with what to write instead. */
bool product_change_read(struct verb_call *c, struct product_change *ret);
/* The names that a line speaks of, for the loader: the product's, and its new one. */
void product_names(struct args *g, struct span ret[2]);

#endif
