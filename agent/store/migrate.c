/* Schema steps, applied one by one, each in its own transaction with its user_version. */
#include "migrate.h"

#include "db_in.h"

int schema_version(void)
{
	return schema_steps_n ? schema_steps[schema_steps_n - 1].version : 0;
}

static enum rc apply(struct db *db, const struct schema_step *step, struct why *reterr)
{
	int64_t version = 0;
	char mark[100];
	enum rc rc;

	rc = db_exec(db, "BEGIN IMMEDIATE", "migrate", reterr);
	if (rc)
		return rc;
	/* Another process may have been faster. */
	if (db_pragma_int(db->sql, "PRAGMA user_version", &version) == RC_OK &&
	    version >= step->version) {
		db->version = (int)version;
		return db_exec(db, "ROLLBACK", "migrate", reterr);
	}
	(void)snprintf(mark, sizeof(mark),
		       "PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT",
		       step->version, DB_APPLICATION_ID);
	rc = db_exec(db, step->sql, step->name, reterr);
	if (!rc)
		rc = db_exec(db, mark, step->name, reterr);
	if (rc) {
		sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
		return why_prefix(reterr, rc == RC_BAD_INPUT ? RC_BAD_CONFIG : rc, "schema step %d",
				  step->version);
	}
	db->version = step->version;
	return RC_OK;
}

enum rc db_migrate(struct db *db, struct why *reterr)
{
	for (size_t i = 0; i < schema_steps_n; i++) {
		enum rc rc;

		if (schema_steps[i].version <= db->version)
			continue;
		rc = apply(db, &schema_steps[i], reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}
