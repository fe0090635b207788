/* A layout file filled in with a snapshot. */
#ifndef PLIC_DOC_ITEMS_H
#define PLIC_DOC_ITEMS_H

#include "doc_layout.h"
#include "look.h"
#include "snapshot.h"

/* The look's two faces, ready for one document. RC_BAD_CONFIG. */
enum rc doc_open_type(const struct look *l, struct arena *a, struct type *ret,
		      struct why *reterr) MUST_CHECK;
/* The layout is KIND.VARIANT.layout of the first variant of the snapshot that has one, else KIND.layout.
 * context: of doc_context. RC_BAD_CONFIG: no layout for this kind, an unknown name, a directive that
 * is wrong; the message names file and line. */
enum rc doc_items(const struct type *t, const struct look *l, const struct snapshot *s,
		  const struct value *context, struct items *ret, struct why *reterr) MUST_CHECK;
/* The same of NAME.layout. */
enum rc doc_items_named(const struct type *t, const struct look *l, struct span lang,
			struct span name, const struct value *context, struct items *ret,
			struct why *reterr) MUST_CHECK;
/* Are all names that this kind's layout asks for known, also those in parts that the sample does not
 * print? RC_BAD_CONFIG with file and line. */
enum rc doc_check(const struct look *l, struct arena *a, const struct snapshot *sample,
		  struct why *reterr) MUST_CHECK;
/* The same of NAME.layout; shape: a context that has everything, each list with an item. */
enum rc doc_check_named(const struct look *l, struct arena *a, struct span lang, struct span name,
			const struct value *shape, struct why *reterr) MUST_CHECK;

#endif
