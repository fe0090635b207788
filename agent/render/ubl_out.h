/* One UBL document on its way out: libxml2's xmlTextWriter with the few kinds of element that UBL has.
 * A failure (memory) is sticky; the caller asks once, at the end. Names carry their customary prefix
 * ("cbc:ID"). Texts are made fit for XML 1.0: what it does not allow becomes a blank or U+FFFD. */
#ifndef PLIC_UBL_OUT_H
#define PLIC_UBL_OUT_H

#include <libxml/xmlwriter.h>

#include "arena.h"
#include "day.h"
#include "decimal.h"
#include "money.h"

struct ubl_out {
	xmlBufferPtr bytes;
	xmlTextWriterPtr writer;
	struct arena *a;
	bool failed;
};

/* The declaration and the root element, with the namespaces that UBL uses; root_ns is its own. */
void ubl_out_begin(struct ubl_out *o, struct arena *a, const char *root, const char *root_ns);
/* Close the root; the bytes, in the arena. RC_RETRY: out of memory, now or before. */
enum rc ubl_out_end(struct ubl_out *o, struct span *ret, struct why *reterr) MUST_CHECK;
void ubl_out_drop(struct ubl_out *o);

void ubl_open(struct ubl_out *o, const char *name);
void ubl_close(struct ubl_out *o);
/* Nothing is written for an empty text or a day that is not set. */
void ubl_leaf(struct ubl_out *o, const char *name, struct span text);
void ubl_leaf_str(struct ubl_out *o, const char *name, const char *text);
/* The same with an attribute. */
void ubl_leaf_attr(struct ubl_out *o, const char *name, const char *key, struct span value,
		   struct span text);
void ubl_leaf_day(struct ubl_out *o, const char *name, struct day d);
/* An embedded file, as base64. */
void ubl_leaf_file(struct ubl_out *o, const char *name, struct span type, struct span file,
		   struct span bytes);
/* currencyID and the currency's decimals; never "-0.00". */
void ubl_leaf_money(struct ubl_out *o, const char *name, struct money m);

/* The front of *rest, at most n characters (as XPath counts them), cut at a blank where one is near;
 * *rest becomes what is left, trimmed. */
struct span ubl_take_text(struct span *rest, size_t n);

#endif
