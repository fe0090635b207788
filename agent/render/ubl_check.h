/* Pre-flight of an e-invoice: UBL 2.1 Invoice or CreditNote against EN 16931 and CIUS-RO, by the rules of
 * ubl_rules_*.c. Any file may come; nothing is opened or fetched. */
#ifndef PLIC_UBL_CHECK_H
#define PLIC_UBL_CHECK_H

#include "arena.h"
#include "look.h"

struct ubl_rule;
struct ubl_finding {
	const char *id; /* the rule's; "XML": cannot be read at all; "XSD": wrong structure */
	bool warning;
	unsigned line;               /* in the file; 0 = unknown */
	const struct ubl_rule *rule; /* NULL for XML and XSD */
	struct span detail;          /* of XML and XSD, English, from the parser */
};
struct ubl_report {
	struct ubl_finding *at; /* each id once */
	size_t n, cap;
	size_t n_fatal;
	bool tests; /* no invoice but a file of CEN's tests: nothing was looked at */
};

/* All is in a. */
void ubl_check(struct arena *a, struct span xml, struct ubl_report *ret);
/* What is wrong and what to do, as texts of the catalogue. */
void ubl_say(struct arena *a, const struct ubl_finding *f, struct value **why, struct value **fix);
/* The same as sentences in lang. */
enum rc ubl_explain(const struct look *l, struct arena *a, struct span lang,
		    const struct ubl_finding *f, struct span *why, struct span *fix,
		    struct why *reterr) MUST_CHECK;
/* How many rules there are, and the i-th: for lists and tests. */
size_t ubl_rule_count(void);
const struct ubl_rule *ubl_rule_at(size_t i);

#endif
