/* One Authentication-Results field (RFC 8601) as a list of results. Syntax only: who wrote the field
 * and whether it is believed is mail_auth.c's matter. Any bytes, linear time, bounded memory. */
#ifndef PLIC_AUTH_RESULTS_H
#define PLIC_AUTH_RESULTS_H

#include "arena.h"
#include "base.h"

#define AUTH_RESULTS_MAX 100 /* results of one field; more are not read */
#define AUTH_PROPS_MAX   50  /* properties of one result; more are not read */

struct auth_prop {
	struct span name, value; /* "header.d", "reason"; quotes undone, blanks round "." dropped */
};
struct auth_result {
	struct span method, value; /* lower case */
	bool clean;                /* false: words stood there that belong to nothing */
	struct {
		struct auth_prop *at;
		size_t n, cap;
	} props;
};
struct auth_results {
	struct span id; /* authserv-id; "" = the field names none and begins with a result */
	struct {
		struct auth_result *at;
		size_t n, cap;
	} list;
};

/* value: the field's raw value. false: a comment or a quoted string does not end, the version is not 1,
 * or there is no beginning: no result at all, whatever stands there. A method of a version other than 1
 * is left out. */
bool auth_results_read(struct arena *a, struct span value, struct auth_results *ret);
/* The first property of that name, "" when absent. */
struct span auth_result_prop(const struct auth_result *r, const char *name);

#endif
