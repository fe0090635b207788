/* One view of the books is read, page by page; of each document only what the registers need is kept, and
 * its files are fetched again when the archive is written. */
#include "export.h"

#include "archive_name.h"
#include "export_xlsx.h"
#include "export_zip.h"
#include "register_csv.h"
#include "row_document_file.h"
#include "row_register.h"
#include "span.h"

enum { PAGE = 500, PAGE_MAX = 128 << 20, MEMBER_ROOM = 300, NOON = 12 };

struct build {
	const struct export_job *job;
	struct tx *tx;
	struct arena *a;
	struct export_result *out;
	struct sales sales;
	struct receipts receipts;
	struct series_runs runs;
	struct books_sums books;
	struct zip_members members; /* of this part */
	struct buf sums;            /* SHA256SUMS */
	unsigned part;              /* that the next document falls into */
	size_t filled;              /* bytes of that part */
	struct day last;            /* issue day of the newest document */
};

static void add_member(struct build *b, struct span name, struct span bytes, bool packed)
{
	struct sha256 h = hash_sha256(bytes);

	*ARENA_PUSH(b->a, &b->members) =
		(struct zip_member){ .name = name, .bytes = bytes, .packed = packed };
	buf_add_fmt(&b->sums, "%.*s  %.*s\n", SPAN_ARG(hash_hex(b->a, h.b, sizeof(h.b))),
		    SPAN_ARG(name));
	b->filled += bytes.len + MEMBER_ROOM;
}

static const char *folder(enum doc_kind kind)
{
	static const char *const names[DOC_KINDS] = {
		[DOC_OFFER] = "oferte",         [DOC_PROFORMA] = "proforme",
		[DOC_CONTRACT] = "contracte",   [DOC_PV] = "procese-verbale",
		[DOC_INVOICE] = "facturi",      [DOC_STORNO] = "facturi",
		[DOC_RECEIPT] = "chitante",     [DOC_STATEMENT] = "fise",
		[DOC_REMINDER] = "instiintari",
	};

	return names[kind];
}

/* A document's files stay together; one that does not fit opens the next part. */
static void place(struct build *b, const struct stored_files *files)
{
	size_t size = 0;

	for (unsigned i = 0; i < files->n; i++)
		size += (size_t)files->at[i].size + MEMBER_ROOM;
	if (b->job->limit && b->filled && b->filled + size > b->job->limit) {
		b->part++;
		b->filled = 0;
	}
	b->filled += size;
}

static enum rc add_document(struct build *b, const struct document *d, struct why *reterr)
{
	static const char *const ending[] = { [FILE_PDF] = "pdf", [FILE_XML] = "xml" };
	struct stored_files files;
	enum rc rc = row_document_file_list(b->tx, d->id, &files, reterr);

	if (rc)
		return rc;
	place(b, &files);
	for (unsigned i = 0; i < files.n; i++) {
		const struct stored_file *f = &files.at[i];
		struct zip_member *m;

		b->out->pdfs += f->kind == FILE_PDF;
		b->out->xmls += f->kind == FILE_XML;
		if (b->part != b->job->part)
			continue;
		m = ARENA_PUSH(b->a, &b->members);
		m->name = arena_fmt(b->a, "%s/%.*s.%s", folder(d->kind),
				    SPAN_ARG(archive_leaf(b->a, d)), ending[f->kind]);
		m->id = d->id * 2 + (f->kind == FILE_XML);
		m->size = (size_t)f->size;
		m->packed = f->kind == FILE_XML;
		buf_add_fmt(&b->sums, "%.*s  %.*s\n",
			    SPAN_ARG(hash_hex(b->a, f->hash.b, sizeof(f->hash.b))),
			    SPAN_ARG(m->name));
	}
	return RC_OK;
}

/* Every document of the period, once: `each` is called in their order. */
static enum rc walk(struct build *b,
		    enum rc (*each)(struct build *b, const struct document *d, struct why *reterr),
		    struct why *reterr)
{
	struct document last = { 0 };
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE) {
		SCOPED_ARENA page = arena_new(PAGE_MAX);
		struct row_documents rows = { 0 };

		rc = row_register_documents(b->tx, page, b->job->period, last.id ? &last : NULL,
					    PAGE, &rows, reterr);
		n = rc ? 0 : rows.n;
		for (size_t i = 0; !rc && i < n; i++)
			rc = each(b, rows.at[i], reterr);
		if (n) {
			last.id = rows.at[n - 1]->id;
			last.issue = rows.at[n - 1]->issue;
		}
	}
	return rc;
}

static enum rc note_sale(struct build *b, const struct document *d, struct why *reterr)
{
	if (++b->out->documents > EXPORT_MOST)
		return why_fail(reterr, RC_REFUSED,
				"more than %d documents: ask for a shorter period", EXPORT_MOST);
	b->last = d->issue;
	if (d->kind == DOC_INVOICE || d->kind == DOC_STORNO)
		sale_of(b->a, d, ARENA_PUSH(b->a, &b->sales));
	return RC_OK;
}

/* The noon of the period's last day: a date that the same books give again. */
static int64_t made(const struct build *b)
{
	struct day d = day_is_set(b->job->period.to) ? b->job->period.to : b->last;

	return day_is_set(d) ? day_instant(d, NOON, 0) : 0;
}

static enum rc add_registers(struct build *b, struct span name, struct why *reterr)
{
	struct value *tables[4];
	struct span bytes;
	enum rc rc = register_sales(b->a, &b->sales, &tables[0], reterr);

	tables[1] = register_receipts(b->a, &b->receipts);
	tables[2] = b->out->control;
	tables[3] = b->out->series;
	for (size_t i = 0; !rc && i < ARRAY_LEN(tables); i++) {
		rc = register_csv(b->job->look, b->a, b->job->lang, tables[i], &bytes, reterr);
		if (!rc)
			add_member(b,
				   arena_fmt(b->a, "%.*s-%.*s.csv",
					     SPAN_ARG(value_get_text(tables[i], "file")),
					     SPAN_ARG(name)),
				   bytes, true);
	}
	if (!rc)
		rc = export_xlsx(b->job->look, b->a, b->job->lang,
				 (const struct value *const *)tables, ARRAY_LEN(tables), made(b),
				 &bytes, reterr);
	if (!rc)
		add_member(b, arena_fmt(b->a, "registre-%.*s.xlsx", SPAN_ARG(name)), bytes, false);
	return rc;
}

static enum rc read_books(struct build *b, struct why *reterr)
{
	enum rc rc = walk(b, note_sale, reterr);

	if (!rc)
		rc = row_register_receipts(b->tx, b->a, b->job->period, &b->receipts, reterr);
	if (!rc)
		rc = row_register_books(b->tx, b->a, b->job->period, &b->books, reterr);
	if (!rc)
		rc = row_register_series(b->tx, b->a, b->job->period, &b->runs, reterr);
	if (!rc)
		rc = register_control(b->a, &b->sales, &b->receipts, &b->books, &b->out->control,
				      reterr);
	if (rc)
		return rc;
	b->out->series = register_series(b->a, &b->runs);
	for (size_t i = 0; i < b->runs.n; i++)
		b->out->gaps |= b->runs.at[i].missing.len > 0;
	return RC_OK;
}

static enum rc load_file(void *ctx, int64_t id, struct arena *a, struct span *ret,
			 struct why *reterr)
{
	struct build *b = ctx;
	struct sha256 hash;
	bool found = false;
	enum rc rc = row_document_file_get(b->tx, a, id / 2, id % 2 ? FILE_XML : FILE_PDF, ret,
					   &hash, &found, reterr);

	if (!rc && !found)
		rc = why_fail(reterr, RC_RETRY, "a document's file went away");
	return rc;
}

enum rc export_make(const struct export_job *job, const char *path, struct arena *a,
		    struct export_result *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct build b = { .job = job, .tx = &tx, .a = a, .out = ret, .part = 1, .last = DAY_NONE };
	struct span name = period_name(a, job->period);
	enum rc rc = export_render(job, reterr);

	*ret = (struct export_result){ 0 };
	buf_init(&b.sums, a, 16 << 20);
	if (!rc)
		rc = tx_begin_read(job->db, &tx, reterr);
	if (!rc)
		rc = read_books(&b, reterr);
	/* Also of a later part: what they take decides where the documents fall. */
	if (!rc)
		rc = add_registers(&b, name, reterr);
	if (job->part != 1) {
		b.members.n = 0;
		buf_trunc(&b.sums, 0);
	}
	if (!rc)
		rc = walk(&b, add_document, reterr);
	if (rc)
		return rc;
	ret->more = b.part > job->part;
	ret->name = job->part == 1 && !ret->more ?
			    arena_fmt(a, "export-%.*s.zip", SPAN_ARG(name)) :
			    arena_fmt(a, "export-%.*s-%u.zip", SPAN_ARG(name), job->part);
	*ARENA_PUSH(a, &b.members) = (struct zip_member){ .name = S("SHA256SUMS"),
							  .bytes = buf_span(&b.sums),
							  .packed = true };
	return export_zip(&b.members, load_file, &b, path, a, &ret->zip, reterr);
}
