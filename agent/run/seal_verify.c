/* The verdict on a seal is never stored: it follows from the bytes that are (see seal_verify.h). */
#include "seal_verify.h"

#include "anaf_answer.h"
#include "archive_in.h"
#include "load_seal.h"
#include "span.h"

enum { WORK_CAP = 256 << 20 };

struct verifying {
	const struct seal_trust *trust;
	struct span known; /* ANAF's numbers */
	struct arena *a;
	struct findings *ret;
	struct seal_counts *n;
};

/* "2026/11/FCT-0012 ANAF 5001120362.zip" by its number. */
static bool is_known(struct span path, struct span known)
{
	struct span number;
	size_t end = path.len;

	while (end && path.ptr[end - 1] != '.')
		end--;
	path = span_sub(path, 0, end ? end - 1 : 0);
	while (span_next_word(&known, &number))
		if (path.len > number.len && span_ends(path, number) &&
		    path.ptr[path.len - number.len - 1] == ' ')
			return true;
	return false;
}

static enum rc look(void *ctx, struct archive_tree *t, struct tx *tx, const struct archive_row *r,
		    struct why *reterr)
{
	struct verifying *v = ctx;
	struct anaf_archive_answer z = { .is = ANAF_DOWN };
	struct span bytes = S("");
	struct seal seal;
	bool found = false;
	enum rc rc;

	(void)t;
	if (r->source == ARCHIVE_ISSUED || span_eq_str(r->which, "xml") ||
	    span_eq_str(r->which, "pdf"))
		return RC_OK;
	SCOPED_ARENA work = arena_new(WORK_CAP);
	rc = row_archive_bytes(tx, work, r, &bytes, &found, reterr);
	if (rc || !found)
		return rc == RC_BAD_INPUT ? RC_OK : rc; /* changed bytes: another finding */
	anaf_archive_read(work, 200, bytes, &z);
	if (z.is != ANAF_FINE)
		return RC_OK;
	seal_check(work, z.xml, z.seal, v->trust, r->added, &seal);
	v->n->looked_at++;
	v->n->unchained += seal.is == SEAL_UNCHAINED;
	v->n->unknown += seal.is == SEAL_UNKNOWN;
	/* That a form is not known says nothing against the document. */
	if (!seal_is_bad(seal.is) || seal.is == SEAL_UNKNOWN)
		return RC_OK;
	if (is_known(r->path, v->known))
		v->n->known++;
	else
		verify_find(v->ret, v->a,
			    arena_str(v->a, arena_fmt(v->a, "seal-%s", seal_name(seal.is))),
			    "%.*s: %s%s%.*s", SPAN_ARG(r->path),
			    seal.is == SEAL_MISSING ? "it has no seal" : seal.why.text,
			    seal.signer.len ? "; by " : "", SPAN_ARG(seal.signer));
	return RC_OK;
}

enum rc seals_verify(const struct config *cfg, struct db *db, struct arena *a, struct findings *ret,
		     struct seal_counts *ret_n, struct why *reterr)
{
	struct seal_trust *trust = NULL;
	struct verifying v = {
		.known = span_of(cfg->efactura.seals_known), .a = a, .ret = ret, .n = ret_n
	};
	enum rc rc = load_seal_trust(cfg, &trust, reterr);

	*ret_n = (struct seal_counts){ 0 };
	v.trust = trust;
	if (!rc)
		rc = archive_each(cfg, db, true, look, &v, reterr);
	seal_trust_free(trust);
	return rc;
}
