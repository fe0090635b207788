/* Names under which people find an issued document among files. */
#ifndef PLIC_ARCHIVE_NAME_H
#define PLIC_ARCHIVE_NAME_H

#include "state.h"

/* Foreign words as part of a file's name: words apart by one blank, at most 60 letters; may be "". */
struct span archive_safe_name(struct arena *a, struct span name);
/* "FCT-0012 Popescu Ion": the document's name and its buyer's, safe on every file system: no separators, no
 * control, direction or zero-width signs, no dot or blank at an end, NFC, at most 200 bytes. Two documents
 * never share one: their numbers stand in it, or their ids where they have none. d->snap is there. */
struct span archive_leaf(struct arena *a, const struct document *d);
/* "2026/11/FCT-0012 Popescu Ion.pdf": by the month of issue; ending "pdf", "xml". Never changes, because
 * what it is made of is frozen. */
struct span archive_path(struct arena *a, const struct document *d, const char *ending);
/* "2026/11/FCT-0012 ANAF 5001120362.zip": ANAF's answer about it, by its id; without the buyer's name, which a
 * correction may change. */
struct span archive_answer_path(struct arena *a, const struct document *d, struct span download);
/* "2026/11/primite/HA-77 Hârtia Albă SRL 8001120366.zip": a supplier's invoice, by ANAF's message; number and name
 * may be "". */
struct span archive_received_path(struct arena *a, struct day day, struct span number,
				  struct span name, struct span message, const char *ending);

#endif
