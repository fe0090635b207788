/* A UBL file as a small read-only tree, and the paths by which rules look into it.
 *
 * A path is names with their customary prefix: "cac:Party/cbc:EndpointID"; the last step may be an
 * attribute ("@schemeID"); "." is the node itself; alternatives are separated by '|'. What matters is the
 * namespace, not the prefix that the file chose. Paths are literals: see ubl_path_of. */
#ifndef PLIC_UBL_TREE_H
#define PLIC_UBL_TREE_H

#include "ubl_names.h"

enum ubl_attr_ns { UBL_ATTR_PLAIN, UBL_ATTR_XSI, UBL_ATTR_OTHER };

struct ubl_node;
struct ubl_attr {
	struct span name, value;
	enum ubl_attr_ns ns;
	const struct ubl_attr *next;
	const struct ubl_attr *later; /* the next one of the document */
	const struct ubl_attr *other; /* the next one of the document whose name is a new one */
	const struct ubl_node *of;
};
struct ubl_node {
	const struct ubl_name *name;
	const struct ubl_node *parent, *child, *next;
	const struct ubl_node *same; /* the next of this name in the document */
	const struct ubl_attr *attrs;
	struct span text; /* all characters in it, its children's too: XPath's string() */
	unsigned line;
	unsigned n_texts; /* pieces of its own text, divided by children, comments */
	bool has_words;   /* own text that is more than blanks, or CDATA */
};
struct ubl_doc {
	struct arena *arena;
	const struct ubl_node *root;
	bool credit_note;
	unsigned vat_codes;            /* which VAT categories it uses: ubl_vat_survey */
	bool doubtful;                 /* the parser warned: of another version of XML, say */
	const struct ubl_attr *attrs;  /* all of the document */
	const struct ubl_node **first; /* by a name's id, in document order */
	size_t n_first;
};
struct ubl_hits {
	const struct ubl_node **at;
	size_t n, cap;
};

/* RC_BAD_INPUT: not well-formed, has a DTD (no such file is UBL, and DTDs are where XML attacks live),
 * deeper than 200, or no Invoice or CreditNote of UBL 2. RC_REFUSED: a file of CEN's tests. Nothing outside xml is ever opened. */
enum rc ubl_parse(struct arena *a, struct span xml, struct ubl_doc **ret,
		  struct why *reterr) MUST_CHECK;

/* Nodes at path from n, in document order for each alternative. */
struct ubl_hits ubl_find(const struct ubl_doc *d, const struct ubl_node *n, const char *path);
/* Nodes anywhere whose own and parents' names end in path ("cac:TaxTotal/cbc:TaxAmount"); "/x" only
 * below the root, "" the root itself. */
struct ubl_hits ubl_match(const struct ubl_doc *d, const char *path);
/* How many there are at path (attributes too), and the first one's text. */
size_t ubl_text(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		struct span *ret);
bool ubl_has(const struct ubl_doc *d, const struct ubl_node *n, const char *path);
/* The document's first attribute of this name, NULL when it has none: then along `later`, where others
 * stand between. */
const struct ubl_attr *ubl_attr_first(const struct ubl_doc *d, struct span name);
/* The attribute's value; false when there is none. */
bool ubl_attr(const struct ubl_node *n, struct span name, struct span *ret);
bool ubl_is(const struct ubl_node *n, const char *step);

/* XPath's normalize-space: blanks trimmed, runs of them as one. */
struct span ubl_normal(struct arena *a, struct span s);
/* Unicode characters, not bytes. */
size_t ubl_length(struct span s);

#endif
