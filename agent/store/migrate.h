/* Schema steps: schema/NNNN_name.sql, embedded by make as build/gen/schema.c, counted in PRAGMA
 * user_version. A released step is never edited; a change is a new step. */
#ifndef PLIC_MIGRATE_H
#define PLIC_MIGRATE_H

#include "base.h"

struct schema_step {
	int version;      /* NNNN of the file name, from 1, without gaps */
	const char *name; /* "spine" */
	const char *sql;
};
extern const struct schema_step schema_steps[];
extern const size_t schema_steps_n;

/* The version this program knows. */
int schema_version(void);

#endif
