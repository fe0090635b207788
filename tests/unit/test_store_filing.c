/* agent/store: the database holds a filing to the table of core/filing.c, an outage and an answer of ANAF to
 * being evidence, and an issued document to its bytes unless e-Factura rejected it. */
#include "row_archive.h"
#include "row_document.h"
#include "row_document_file.h"
#include "row_filing.h"
#include "row_revision.h"
#include "store_kit.h"

static const int64_t T0 = INT64_C(1793600000);

/* An invoice FCT 1 as document 1, issued, with both files. */
static bool open_invoice(struct store_kit *k)
{
	struct sha256 hash;

	if (!store_kit_open_card(k))
		return false;
	store_kit_series(k, DOC_INVOICE, "FCT", 2);
	store_kit_add(k, store_kit_document(k, 1, DOC_INVOICE, "FCT", 1, 10000));
	CHECK_RC(row_document_file_put(&k->tx, 1, FILE_PDF, S("%PDF one"), T0, &hash, &k->why),
		 RC_OK);
	CHECK_RC(row_document_file_put(&k->tx, 1, FILE_XML, S("<one/>"), T0, &hash, &k->why),
		 RC_OK);
	return true;
}

static struct filing *add(struct store_kit *k, int64_t document, int revision)
{
	struct filing f = { .is_new = true,
			    .document = document,
			    .revision = revision,
			    .deadline = store_kit_day(2026, 11, 20),
			    .due = T0,
			    .created = T0 };
	struct filing *ret = NULL;

	CHECK_RC(row_filing_store(&k->tx, &f, &k->why), RC_OK);
	CHECK_RC(row_filing_of_document(&k->tx, k->a, document, &ret, &k->why), RC_OK);
	return ret;
}

static enum rc step(struct store_kit *k, struct filing *f, enum filing_event ev)
{
	CHECK_RC(filing_step(f, ev, T0, &k->why), RC_OK);
	f->touched = true;
	return row_filing_store(&k->tx, f, &k->why);
}

static void reject(struct store_kit *k, struct filing *f)
{
	CHECK_RC(step(k, f, FILE_BEGIN), RC_OK);
	f->reason = S("BR-RO-110");
	CHECK_RC(step(k, f, FILE_REFUSED), RC_OK);
}

TEST(store_filing_is_kept_as_it_was_given)
{
	SCOPED(store_kit) k = { 0 };
	struct row_filings due = { 0 };
	struct filings_shown open = { 0 };
	struct filing *f;
	int64_t next = 0, counts[FILING_STATES];

	if (!open_invoice(&k))
		return;
	f = add(&k, 1, 1);
	CHECK_RC(step(&k, f, FILE_BEGIN), RC_OK);
	f->index = S("5001120362");
	CHECK_RC(step(&k, f, FILE_INDEX), RC_OK);
	CHECK_RC(row_filing_by_upload(&k.tx, k.a, S("5001120362"), &f, &k.why), RC_OK);
	CHECK(f != NULL && f->state == FILING_SENT && f->uploads == 1 && f->begun == T0);
	CHECK_SPAN(day_iso(k.a, f->deadline), "2026-11-20");
	CHECK_RC(row_filing_due(&k.tx, k.a, FILING_SENT, T0 + 14, 10, &due, &k.why), RC_OK);
	CHECK_INT(due.n, 0);
	CHECK_RC(row_filing_due(&k.tx, k.a, FILING_SENT, T0 + 15, 10, &due, &k.why), RC_OK);
	CHECK_INT(due.n, 1);
	CHECK_RC(row_filing_next(&k.tx, &next, &k.why), RC_OK);
	CHECK_INT(next, T0 + 15);
	CHECK_RC(row_filing_open(&k.tx, k.a, 10, &open, &k.why), RC_OK);
	CHECK_INT(open.n, 1);
	CHECK_SPAN(open.at[0].label, "FCT 0001");
	CHECK_RC(row_filing_counts(&k.tx, counts, &k.why), RC_OK);
	CHECK_INT(counts[FILING_SENT], 1);
}

TEST(store_filing_two_who_move_the_same_row_do_not_both_win)
{
	SCOPED(store_kit) k = { 0 };
	struct filing *mine, *theirs;

	if (!open_invoice(&k))
		return;
	mine = add(&k, 1, 1);
	CHECK_RC(row_filing_load(&k.tx, k.a, mine->id, &theirs, &k.why), RC_OK);
	CHECK_RC(step(&k, mine, FILE_BEGIN), RC_OK);
	CHECK_RC(step(&k, theirs, FILE_BEGIN), RC_REFUSED);
}

TEST(store_filing_what_was_on_its_way_is_unknown_after_a_stop)
{
	SCOPED(store_kit) k = { 0 };
	struct filing *f;
	int64_t n = 0;

	if (!open_invoice(&k))
		return;
	f = add(&k, 1, 1);
	CHECK_RC(step(&k, f, FILE_BEGIN), RC_OK);
	CHECK_RC(row_filing_recover(&k.tx, T0 + 99, &n, &k.why), RC_OK);
	CHECK_INT(n, 1);
	CHECK_RC(row_filing_load(&k.tx, k.a, f->id, &f, &k.why), RC_OK);
	CHECK_INT(f->state, FILING_UNKNOWN);
	CHECK_INT(f->due, T0 + 99);
}

TEST(store_filing_of_an_invoice_that_was_corrected_is_its_newest_one)
{
	SCOPED(store_kit) k = { 0 };
	struct filings_shown open = { 0 }, late = { 0 };
	int64_t counts[FILING_STATES];

	if (!open_invoice(&k))
		return;
	reject(&k, add(&k, 1, 1));
	(void)add(&k, 1, 2);
	CHECK_RC(row_filing_open(&k.tx, k.a, 10, &open, &k.why), RC_OK);
	if (CHECK_INT(open.n, 1))
		CHECK_INT(open.at[0].f.revision, 2);
	CHECK_RC(row_filing_late(&k.tx, k.a, store_kit_day(2026, 11, 20), 10, &late, &k.why),
		 RC_OK);
	if (CHECK_INT(late.n, 1))
		CHECK_INT(late.at[0].f.revision, 2);
	CHECK_RC(row_filing_counts(&k.tx, counts, &k.why), RC_OK);
	CHECK_INT(counts[FILING_REJECTED], 0);
	CHECK_INT(counts[FILING_READY], 1);
}

/* Each pair of states, as somebody with sqlite3 would write it: the trigger lets pass what core's table has. */
TEST(store_filing_the_trigger_is_the_table)
{
	SCOPED(store_kit) k = { 0 };
	const char *trigger;

	if (!open_invoice(&k))
		return;
	(void)add(&k, 1, 1);
	if (!store_kit_commit(&k))
		return;
	trigger = arena_str(k.a, store_kit_ask(&k, "SELECT sql FROM sqlite_schema "
						   "WHERE name = 'filing_life'"));
	for (int from = 0; from < FILING_STATES; from++)
		for (int to = 0; to < FILING_STATES; to++) {
			const char *a = filing_state_name((enum filing_state)from),
				   *b = filing_state_name((enum filing_state)to);
			bool may = from == to;

			for (size_t i = 0; i < filing_rows_n; i++)
				may |= (int)filing_rows[i].from == from &&
				       (int)filing_rows[i].to == to;
			UNIT_CASE("%s > %s", a, b);
			CHECK(store_kit_tamper(
				&k, arena_str(k.a, arena_fmt(k.a,
							     "DROP TRIGGER filing_life; "
							     "UPDATE filing SET upload = '7', "
							     "state = '%s'; %s",
							     a, trigger))));
			CHECK_INT(store_kit_tamper(&k, arena_str(k.a, arena_fmt(k.a,
										"UPDATE filing SET "
										"state = '%s'",
										b))),
				  may);
		}
}

TEST(store_filing_answers_and_outages_are_evidence)
{
	SCOPED(store_kit) k = { 0 };
	struct outage_rows rows = { 0 };
	struct span zip;
	struct filing *f;
	bool found;

	if (!open_invoice(&k))
		return;
	f = add(&k, 1, 1);
	f->download = S("3001474425");
	CHECK_RC(row_filing_answer_put(&k.tx, f, S("PK one"), T0, &k.why), RC_OK);
	CHECK_RC(row_filing_answer_put(&k.tx, f, S("PK one"), T0 + 1, &k.why), RC_OK);
	CHECK_RC(row_filing_answer_get(&k.tx, k.a, f->id, f->download, &zip, &found, &k.why),
		 RC_OK);
	CHECK(found);
	CHECK_SPAN(zip, "PK one");
	CHECK_RC(row_outage_hit(&k.tx, "anaf", T0, "no connection", &k.why), RC_OK);
	CHECK_RC(row_outage_hit(&k.tx, "anaf", T0 + 60, "another", &k.why), RC_OK);
	CHECK_RC(row_outage_over(&k.tx, "anaf", T0 + 90, &k.why), RC_OK);
	CHECK_RC(row_outage_over(&k.tx, "anaf", T0 + 99, &k.why), RC_OK);
	CHECK_RC(row_outage_hit(&k.tx, "anaf", T0 + 200, "again", &k.why), RC_OK);
	CHECK_RC(row_outage_list(&k.tx, k.a, "anaf", 0, 10, &rows, &k.why), RC_OK);
	if (!CHECK(rows.n == 2))
		return;
	CHECK_INT(rows.at[0].ended, 0);
	CHECK_INT(rows.at[1].began, T0);
	CHECK_INT(rows.at[1].ended, T0 + 90);
	CHECK_INT(rows.at[1].tries, 2);
	CHECK_SPAN(rows.at[1].why, "no connection");
	if (!store_kit_commit(&k))
		return;
	CHECK(!store_kit_tamper(&k, "UPDATE outage SET began = 1"));
	CHECK(!store_kit_tamper(&k, "UPDATE outage SET ended = 1 WHERE ended <> 0"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM outage"));
	CHECK(!store_kit_tamper(&k, "UPDATE filing_answer SET bytes = x'00'"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM filing_answer"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM filing"));
	CHECK(!store_kit_tamper(&k,
				"INSERT INTO filing(document, revision, state, channel, abroad, "
				"self_billed, created) VALUES(1, 2, 'sent', 'b2b', 0, 0, 1)"));
}

TEST(store_revision_only_of_what_was_rejected)
{
	SCOPED(store_kit) k = { 0 };
	struct document *d = NULL;
	struct filing *f;
	struct span bytes;
	struct sha256 hash;
	bool found;
	int64_t n = 0;

	if (!open_invoice(&k))
		return;
	CHECK_RC(row_archive_set_mark(&k.tx, k.a, ARCHIVE_ISSUED, 2, &k.why), RC_OK);
	f = add(&k, 1, 1);
	if (!store_kit_commit(&k) || !store_kit_begin(&k))
		return;
	CHECK_RC(row_document_load(&k.tx, k.a, 1, &d, &k.why), RC_OK);
	d->snap->buyer.county = S("CJ");
	CHECK_RC(row_revision_replace(&k.tx, k.a, d, T0, &k.why), RC_REFUSED);
	store_kit_rollback(&k);
	if (!store_kit_begin(&k))
		return;
	reject(&k, f);
	CHECK_RC(row_revision_replace(&k.tx, k.a, d, T0, &k.why), RC_OK);
	f = add(&k, 1, 2);
	CHECK_INT(f->revision, 2);
	CHECK_RC(row_document_file_get(&k.tx, k.a, 1, FILE_PDF, &bytes, &hash, &found, &k.why),
		 RC_OK);
	CHECK(!found);
	CHECK_RC(row_document_file_put(&k.tx, 1, FILE_PDF, S("%PDF two"), T0, &hash, &k.why),
		 RC_OK);
	/* The archive's folder gets the new bytes. */
	CHECK_RC(row_archive_mark(&k.tx, k.a, ARCHIVE_ISSUED, &n, &k.why), RC_OK);
	CHECK_INT(n, 0);
	if (!store_kit_commit(&k))
		return;
	CHECK_SPAN(
		store_kit_ask(&k, "SELECT group_concat(kind || ' ' || bytes) FROM revision_file"),
		"pdf %PDF one,xml <one/>");
	CHECK_SPAN(store_kit_ask(&k, "SELECT count(*) || ' ' || max(number) FROM document"), "1 1");
	/* Its new filing is not rejected: now it is as frozen as any. */
	CHECK(!store_kit_tamper(&k, "UPDATE document SET total = 1, snapshot_hash = zeroblob(32)"));
	CHECK(!store_kit_tamper(&k, "UPDATE document SET snapshot = '{}'"));
	CHECK(!store_kit_tamper(&k, "UPDATE revision SET at = 1"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM revision_file"));
	CHECK(!store_kit_tamper(&k, "DELETE FROM document_file"));
}

TEST(store_revision_changes_sums_with_the_content_alone)
{
	SCOPED(store_kit) k = { 0 };
	struct document *d = NULL;

	if (!open_invoice(&k))
		return;
	reject(&k, add(&k, 1, 1));
	CHECK_RC(row_document_load(&k.tx, k.a, 1, &d, &k.why), RC_OK);
	d->snap->lines.at[0].qty = DECIMAL_INT(7);
	CHECK_RC(snapshot_compute(k.a, d->snap, &k.why), RC_OK);
	d->total = d->snap->total;
	d->open = d->snap->payable;
	ROW_TOUCH(d);
	CHECK_RC(row_revision_replace(&k.tx, k.a, d, T0, &k.why), RC_OK);
	CHECK_RC(row_document_store(&k.tx, k.a, d, &k.why), RC_OK);
	if (!store_kit_commit(&k))
		return;
	CHECK_SPAN(store_kit_ask(&k, "SELECT total || ' ' || payable || ' ' || open FROM document"),
		   (arena_fmt(k.a, "%lld %lld %lld", (long long)d->snap->total.minor,
			      (long long)d->snap->payable.minor, (long long)d->snap->payable.minor))
			   .ptr);
	CHECK(!store_kit_tamper(&k, "UPDATE document SET total = 1"));
	CHECK(!store_kit_tamper(&k, "UPDATE document SET number = 9"));
	CHECK(!store_kit_tamper(&k, "UPDATE document SET issue = '2026-01-01'"));
}
