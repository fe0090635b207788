/* Shared by the readers of ANAF's answers (anaf_*.c). */
#ifndef PLIC_ANAF_IN_H
#define PLIC_ANAF_IN_H

#include "anaf_answer.h"
#include "value.h"

/* A small XML document of ANAF's: the root's name and attributes, the messages under it. */
struct anaf_header {
	struct span root;     /* local name */
	struct span at;       /* dateResponse */
	struct span ok;       /* ExecutionStatus */
	struct span index;    /* index_incarcare, Index_incarcare */
	struct span state;    /* stare */
	struct span download; /* id_descarcare */
	struct span message;  /* message */
	struct anaf_faults faults;
};
/* false: no well-formed XML, or over the limits; *ret holds what came before. Reads no further than the
 * root's attributes for a document that is none of ANAF's own (Invoice, CreditNote). */
bool anaf_header_read(struct arena *a, struct span xml, struct anaf_header *ret);

void anaf_fault_add(struct arena *a, struct anaf_faults *to, struct span text);
/* What ANAF's words mean for the question; ANAF_REFUSED when they are none of the known. */
enum anaf_class anaf_words(struct span text);
/* What the status alone says; ANAF_FINE for 2xx. */
enum anaf_class anaf_status_class(long status);
/* "eroare" or "message" of a JSON answer, at any status; false: no JSON object. *ret NULL then. */
bool anaf_json(struct arena *a, struct span body, struct value **ret);
/* The class of a JSON answer by its error, which joins faults; ANAF_FINE: it has none. */
enum anaf_class anaf_json_error(struct arena *a, long status, const struct value *v,
				struct anaf_faults *faults);
/* "yyyyMMddHHmm" of Bucharest as an instant; 0 when it is none. */
int64_t anaf_instant(struct span text);
/* Text or number of a member, as text. */
struct span anaf_text(struct arena *a, const struct value *v, const char *key);

#endif
