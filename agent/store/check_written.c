/* Before COMMIT, what was written is read back and looked at: a mistake of ours then costs one mail
 * that people must look at, and not a wrong book. */
#include "check.h"
#include "db_in.h"

struct first_finding {
	bool any;
	struct why *reterr;
};

static void refuse(struct check *c, const char *rule, const char *text)
{
	struct first_finding *f = c->ctx;

	if (!f->any)
		why_set(f->reterr, "not committed: %s: %s", rule, text);
	f->any = true;
}

void db_check_content(struct tx *tx, const struct document *d)
{
	struct first_finding first = { .any = tx->db->wrong, .reterr = &tx->db->wrong_why };
	struct check c = { .tx = tx, .report = refuse, .ctx = &first };
	char label[64];

	(void)snprintf(label, sizeof(label), "%.*s", d->label.len < 60 ? (int)d->label.len : 60,
		       d->label.ptr ? d->label.ptr : "");
	if (!label[0])
		(void)snprintf(label, sizeof(label), "document %lld", (long long)d->id);
	check_snapshot(&c, d, d->snap, label);
	tx->db->wrong = first.any;
}

enum rc db_check_written(struct tx *tx, struct why *reterr)
{
	struct first_finding first = { .reterr = reterr };
	struct check c = { .tx = tx, .scratch = tx->db->scratch, .report = refuse, .ctx = &first };
	enum rc rc = RC_OK;

	if (tx->db->wrong) {
		*reterr = tx->db->wrong_why;
		return RC_BAD_INPUT;
	}
	for (size_t i = 0; !rc && i < tx->db->documents.n; i++) {
		arena_clear(c.scratch);
		rc = check_document(&c, tx->db->documents.at[i], reterr);
	}
	c.contents = true;
	for (size_t i = 0; !rc && i < tx->db->contents.n; i++) {
		arena_clear(c.scratch);
		rc = check_document(&c, tx->db->contents.at[i], reterr);
	}
	for (size_t i = 0; !rc && i < tx->db->payments.n; i++) {
		arena_clear(c.scratch);
		rc = check_payment(&c, tx->db->payments.at[i], reterr);
	}
	arena_clear(c.scratch);
	if (rc)
		return rc;
	return first.any ? RC_BAD_INPUT : RC_OK;
}
