/* A document that was issued and never mailed has no PDF yet: it gets the one it will have for ever. */
#include "export.h"

#include "clock.h"
#include "row_document_file.h"
#include "row_purge.h"
#include "row_register.h"
#include "span.h"
#include "store_files.h"

enum { PAGE = 100, PAGE_MAX = 256 << 20 };

static enum rc render_one(const struct export_job *job, struct arena *a, const struct document *d,
			  struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct doc_files file;
	enum rc rc = doc_files_make(job->look, a, d->snap, FACE_ISSUED, &file, reterr);

	if (rc)
		return why_prefix(reterr, rc, "document %.*s", SPAN_ARG(d->label));
	rc = tx_begin_soon(job->db, &tx, reterr);
	if (!rc)
		rc = store_files(&tx, d->id, &file, clock_now(), reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

/* The next page; `bare` gets those without a PDF. */
static enum rc read_page(const struct export_job *job, struct arena *a,
			 const struct document *after, struct row_documents *all,
			 struct row_documents *bare, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(job->db, &tx, reterr);

	if (!rc)
		rc = row_register_documents(&tx, a, job->period, after, PAGE, all, reterr);
	for (size_t i = 0; !rc && i < all->n; i++) {
		struct stored_files files;
		bool purged = false;

		rc = row_document_file_list(&tx, all->at[i]->id, &files, reterr);
		if (!rc)
			rc = row_purge_of_document(&tx, all->at[i]->id, &purged, reterr);
		if (!rc && !purged && (!files.n || files.at[0].kind != FILE_PDF))
			*ARENA_PUSH(a, bare) = all->at[i];
	}
	return rc;
}

enum rc export_render(const struct export_job *job, struct why *reterr)
{
	struct document last = { 0 };
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE) {
		SCOPED_ARENA a = arena_new(PAGE_MAX);
		struct row_documents all = { 0 }, bare = { 0 };

		rc = read_page(job, a, last.id ? &last : NULL, &all, &bare, reterr);
		for (size_t i = 0; !rc && i < bare.n; i++)
			rc = render_one(job, a, bare.at[i], reterr);
		n = all.n;
		if (n) {
			last.id = all.at[n - 1]->id;
			last.issue = all.at[n - 1]->issue;
		}
	}
	return rc ? rc : db_sync(job->db, reterr);
}
