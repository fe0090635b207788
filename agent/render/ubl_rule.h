/* A rule of the pre-flight is a row: where it is asked, what is asked, what is said when it fails.
 * Ids and meaning are those of EN 16931 and of CIUS-RO 1.0.9. A new rule is a row in ubl_rules_*.c and,
 * when no test fits, a function beside it. */
#ifndef PLIC_UBL_RULE_H
#define PLIC_UBL_RULE_H

#include "ubl_number.h"
#include "ubl_tree.h"

struct ubl_rule;
/* true: the rule holds at n. */
typedef bool ubl_test(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_rule *r);

struct ubl_rule {
	const char *id;
	const char *at; /* ubl_match: asked of every such node; "" = once */
	ubl_test *when; /* asked only where this is true; NULL = everywhere */
	ubl_test *test;
	const char *path; /* from the node */
	const char *arg;  /* a code, or a list " A B C " */
	size_t n;         /* a limit */
	const char *say;  /* texts ubl.SAY.why and ubl.SAY.fix */
	const char *what; /* text ubl.what.WHAT: {{what}} in them */
	bool warning;
};
struct ubl_rules {
	const struct ubl_rule *at;
	size_t n;
	/* false: the rule holds of this document anyway; NULL: each is asked */
	bool (*asked)(const struct ubl_doc *d, const struct ubl_rule *r);
};
extern const struct ubl_rules ubl_rules_core, ubl_rules_totals, ubl_rules_vat, ubl_rules_syntax,
	ubl_rules_code, ubl_rules_ro, ubl_rules_ro_length, ubl_rules_beyond;

/* A question as the official rules ask it: it may also break, where a value is none or two stand where one
 * is meant. A rule that breaks counts as found; an element whose condition breaks is not looked at. */
enum ubl_tri { UBL_NO, UBL_YES, UBL_BROKEN };

/* path: at least one element that is not empty; that holds more than blanks; that is there. */
ubl_test ubl_test_not_empty, ubl_test_filled, ubl_test_exists, ubl_test_absent;
/* path: at most n; one text at most, of at most n characters; no more than two decimals. */
ubl_test ubl_test_at_most, ubl_test_length, ubl_test_decimals;
/* path: each is in the list arg; a day and nothing else. */
ubl_test ubl_test_code, ubl_test_date;
/* arg attribute of the node itself. */
ubl_test ubl_test_attr;

/* Conditions: what says that it is both is an allowance, as in the official rules. */
ubl_test ubl_is_allowance, ubl_is_charge;
/* cbc:ChargeIndicator says so: true or 1, false or 0. */
enum ubl_tri ubl_charge(const struct ubl_doc *d, const struct ubl_node *n, bool charge);
/* cac:TaxScheme/cbc:ID is VAT, in any case; some of several, or the only one. */
enum ubl_tri ubl_vat_scheme(const struct ubl_doc *d, const struct ubl_node *n);
enum ubl_tri ubl_vat_scheme_only(const struct ubl_doc *d, const struct ubl_node *n);
/* cbc:ID without blanks around is code. */
enum ubl_tri ubl_id_is(const struct ubl_doc *d, const struct ubl_node *n, const char *code);
/* Some number at path is not below zero, nor zero unless that is allowed: read as xs:double, so NaN is
 * neither; the first that is no number breaks it. */
bool ubl_any_positive(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		      bool zero_too);
/* cbc:ID is code to the letter, one of several. */
bool ubl_id_exactly(const struct ubl_doc *d, const struct ubl_node *n, const char *code);
/* The normalised text is one of the words of list (" A B "), whose address stands for it for good: answers are
 * kept. */
bool ubl_in_list(const struct ubl_doc *d, struct span text, const char *list);
struct span ubl_normal_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path);

#define UBL_MISSING(id_, at_, path_, what_)                                            \
	{                                                                              \
		.id = (id_), .at = (at_), .test = ubl_test_not_empty, .path = (path_), \
		.say = "missing", .what = (what_)                                      \
	}
#define UBL_ABSENT_IS_BAD(id_, at_, path_, what_)                                   \
	{                                                                           \
		.id = (id_), .at = (at_), .test = ubl_test_exists, .path = (path_), \
		.say = "missing", .what = (what_)                                   \
	}
#define UBL_WHEN_MISSING(id_, at_, when_, path_, what_)                             \
	{                                                                           \
		.id = (id_), .at = (at_), .when = (when_), .test = ubl_test_exists, \
		.path = (path_), .say = "missing", .what = (what_)                  \
	}
#define UBL_ATTR_MISSING(id_, at_, attr_, what_)                                                   \
	{                                                                                          \
		.id = (id_), .at = (at_), .test = ubl_test_attr, .arg = (attr_), .say = "missing", \
		.what = (what_)                                                                    \
	}
#define UBL_DECIMALS(id_, at_, path_, what_)                                          \
	{                                                                             \
		.id = (id_), .at = (at_), .test = ubl_test_decimals, .path = (path_), \
		.say = "decimals", .what = (what_)                                    \
	}
#define UBL_AT_MOST(id_, at_, path_, n_, what_)                                                 \
	{                                                                                       \
		.id = (id_), .at = (at_), .test = ubl_test_at_most, .path = (path_), .n = (n_), \
		.say = "too-many", .what = (what_)                                              \
	}
#define UBL_LENGTH(id_, at_, path_, n_, what_)                                                 \
	{                                                                                      \
		.id = (id_), .at = (at_), .test = ubl_test_length, .path = (path_), .n = (n_), \
		.say = "too-long", .what = (what_)                                             \
	}
#define UBL_LINE "cac:InvoiceLine|cac:CreditNoteLine"

#endif
