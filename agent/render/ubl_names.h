/* The names of UBL that the rules and the structure speak of, each once, and paths of them, compiled once:
 * a document is then looked through by comparing pointers. */
#ifndef PLIC_UBL_NAMES_H
#define PLIC_UBL_NAMES_H

#include "arena.h"

/* UBL_NOWHERE: a name without namespace */
enum ubl_ns { UBL_OTHER, UBL_NOWHERE, UBL_CAC, UBL_CBC, UBL_EXT, UBL_INVOICE, UBL_CREDIT_NOTE };

struct ubl_edge;
struct ubl_content;
struct ubl_kind;
struct ubl_name {
	struct span local;
	enum ubl_ns ns;
	unsigned id;                       /* 1 ..; 0 = a name that nothing speaks of */
	const struct ubl_content *content; /* what may stand in it (ubl_structure.c) */
	const struct ubl_kind *kind;       /* of value (ubl_value.c) */
	const struct ubl_edge *edges;      /* steps of paths by this name (ubl_beyond.c) */
	struct ubl_name *next;
};

/* One of a path's alternatives. */
struct ubl_path {
	const struct ubl_path *next;
	const struct ubl_name **step;
	size_t n;
	struct span attr; /* the last step, when it is an attribute */
	bool rooted;      /* began with "/": only below the document's root */
};

/* Lives as long as the process: what is kept for all documents. */
struct arena *ubl_names_arena(void);
/* NULL: no such name is known. */
const struct ubl_name *ubl_name_find(enum ubl_ns ns, struct span local);
struct ubl_name *ubl_name_add(enum ubl_ns ns, struct span local);
/* "cac:Party", "cbc:ID", "ext:UBLExtensions"; without prefix by ns. */
struct ubl_name *ubl_name_of_step(struct span step, enum ubl_ns ns);
/* One more than the highest id. */
size_t ubl_name_count(void);
/* The namespace's number by its address. */
enum ubl_ns ubl_ns_of(const char *uri);

/* path is remembered by its address: it must be a literal (or live as long as the process). */
const struct ubl_path *ubl_path_of(const char *path);

#endif
