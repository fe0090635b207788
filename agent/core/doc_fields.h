/* What a document of each kind must say, where it comes from and who asks for it: one table, printed by
 * `plic docs fields` and held against the layouts by tests/unit/test_doc_fields.c. */
#ifndef PLIC_DOC_FIELDS_H
#define PLIC_DOC_FIELDS_H

#include "snapshot.h"

enum field_when {
	FIELD_ALWAYS,
	FIELD_COMPANY, /* when the buyer has a tax code */
	FIELD_VAT,     /* when the seller is registered for VAT */
	FIELD_KNOWN    /* printed when it is there */
};
struct doc_field {
	/* A key of the snapshot ("due"), of a party ("seller.name"), of each line ("lines.name") or VAT group
	 * ("vat.rate"); made of them at print ("total_words"); or words of the layout ("text.mail"). */
	const char *field;
	unsigned kinds; /* bits 1 << enum doc_kind */
	enum field_when when;
	const char *from; /* where plic takes it */
	const char *law;  /* who asks for it */
};
extern const struct doc_field doc_fields[];
extern const size_t doc_fields_n;

/* The first field that must be there and is not: to be asked before a document is issued (its number and
 * day are not there yet, and not missed). NULL: all is there. */
const struct doc_field *doc_field_missing(struct arena *a, const struct snapshot *s);
/* A table in Markdown. */
void doc_fields_print(struct buf *out);

#endif
