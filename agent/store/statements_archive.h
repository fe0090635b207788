/* The registry's third part: what the accountant's export and the archive read. See statements.h. */
#ifndef PLIC_STATEMENTS_ARCHIVE_H
#define PLIC_STATEMENTS_ARCHIVE_H

/* Numbers below a series' first were given out by another program. */
#define OURS "number >= (SELECT min(first) FROM series WHERE prefix_fold = series_fold)"

#define STATEMENTS_ARCHIVE(Q)                                                                      \
	Q(EXPORT_DOCUMENTS, "SELECT " DOCUMENT_COLS ", snapshot FROM document "                    \
			    "WHERE number IS NOT NULL AND issue <= ?2 AND (issue, id) > (?1, ?3) " \
			    "AND " OURS " ORDER BY issue, id LIMIT ?4")                            \
	Q(EXPORT_BOOKS, "SELECT kind, count(*), sum(total), currency FROM document "               \
			"WHERE number IS NOT NULL AND issue BETWEEN ?1 AND ?2 "                    \
			"AND kind IN ('invoice', 'storno') AND " OURS " GROUP BY kind, currency")  \
	Q(EXPORT_PAYMENTS, "SELECT " PAYMENT_COLS ", coalesce((SELECT name FROM client "           \
			   "WHERE client.id = payment.client), '') FROM payment "                  \
			   "WHERE day BETWEEN ?1 AND ?2 AND state <> 'reversed' ORDER BY day, id") \
	Q(EXPORT_PAYMENTS_SUM,                                                                     \
	  "SELECT count(*), sum(amount), currency FROM payment "                                   \
	  "WHERE day BETWEEN ?1 AND ?2 AND state <> 'reversed' GROUP BY currency")                 \
	Q(EXPORT_PAYS, "SELECT d.label, sum(a.amount), a.currency FROM allocation a "              \
		       "JOIN document d ON d.id = a.document WHERE a.payment = ?1 "                \
		       "GROUP BY a.document HAVING sum(a.amount) <> 0 ORDER BY min(a.id)")         \
	Q(EXPORT_RUN, "SELECT coalesce(min(number), 0), coalesce(max(number), 0), count(*) "       \
		      "FROM document WHERE number IS NOT NULL AND series_fold = ?1 "               \
		      "AND number >= ?2 AND issue BETWEEN ?3 AND ?4")                              \
	Q(EXPORT_BEFORE, "SELECT max(number) FROM document WHERE number IS NOT NULL "              \
			 "AND series_fold = ?1 AND number >= ?2 AND number < ?3")                  \
	Q(EXPORT_NUMBERS, "SELECT number, state = 'cancelled' FROM document "                      \
			  "WHERE number IS NOT NULL AND series_fold = ?1 AND number > ?2 "         \
			  "AND number <= ?3 ORDER BY number")                                      \
	Q(FILE_LIST, "SELECT kind, sha256, length(bytes) FROM document_file "                      \
		     "WHERE document = ?1 ORDER BY kind")                                          \
	Q(EXPORT_WAITING,                                                                          \
	  "SELECT count(*) FROM outbox WHERE key >= 'export:' AND key < 'export;' "                \
	  "AND state = 'queued' AND tries = 0")                                                    \
	Q(EXPORT_STOP, "UPDATE outbox SET state = 'dropped', done_at = ?1 WHERE key >= 'export:' " \
		       "AND key < 'export;' AND state = 'queued' AND tries = 0")                   \
	Q(PURGE_FILES, "SELECT f.document, f.kind, f.sha256, length(f.bytes), d.kind, d.issue "    \
		       "FROM document_file f JOIN document d ON d.id = f.document "                \
		       "WHERE d.issue < ?1 ORDER BY f.document, f.kind")                           \
	Q(PURGE_MAILS,                                                                             \
	  "SELECT id, sha256, length(bytes), added FROM raw WHERE added < ?1 "                     \
	  "AND NOT EXISTS (SELECT 1 FROM acceptance WHERE acceptance.raw = raw.sha256) "           \
	  "ORDER BY id")                                                                           \
	Q(PURGE_SENT, "SELECT b.outbox, b.sha256, length(b.bytes), o.done_at FROM outbox_bytes b " \
		      "JOIN outbox o ON o.id = b.outbox WHERE o.done_at BETWEEN 1 AND ?1 - 1 "     \
		      "AND o.state IN ('done', 'failed', 'dropped') ORDER BY b.outbox")            \
	Q(PURGE_ANSWERS,                                                                           \
	  "SELECT a.filing, 0, a.download, a.sha256, length(a.bytes), d.kind, d.issue "            \
	  "FROM filing_answer a JOIN filing f ON f.id = a.filing "                                 \
	  "JOIN document d ON d.id = f.document WHERE d.issue < ?1 "                               \
	  "ORDER BY a.filing, a.download")                                                         \
	Q(PURGE_RECEIVED, "SELECT x.received, x.kind, x.sha256, length(x.bytes), r.listed "        \
			  "FROM received_file x JOIN received r ON r.id = x.received "             \
			  "WHERE r.listed < ?1 ORDER BY x.received, x.kind")                       \
	Q(PURGE_REVISIONS,                                                                         \
	  "SELECT x.document, x.revision, x.kind, x.sha256, length(x.bytes), d.kind, d.issue "     \
	  "FROM revision_file x JOIN document d ON d.id = x.document WHERE d.issue < ?1 "          \
	  "ORDER BY x.document, x.revision, x.kind")                                               \
	Q(PURGE_ADD, "INSERT INTO purge(at, by, code, n, bytes) VALUES(?1, ?2, ?3, ?4, ?5)")       \
	Q(PURGED_ADD, "INSERT INTO purged(what, row, sha256, purge) VALUES(?1, ?2, ?3, ?4)")       \
	Q(PURGED_ANAF_ADD,                                                                         \
	  "INSERT INTO purged_anaf(what, row, sha256, purge, which) VALUES(?1, ?2, ?3, ?4, ?5)")   \
	Q(PURGED_REVISION_ADD, "INSERT INTO purged_revision(document, sha256, purge, kind, "       \
			       "revision) VALUES(?1, ?2, ?3, ?4, ?5)")                             \
	Q(PURGED_ANAF, "SELECT p.id, p.what = 'received', p.row, p.which, f.document, r.issue, "   \
		       "r.listed, r.number, r.name, r.message FROM purged_anaf p "                 \
		       "LEFT JOIN filing f ON p.what = 'answer' AND f.id = p.row "                 \
		       "LEFT JOIN received r ON p.what = 'received' AND r.id = p.row "             \
		       "WHERE p.id > ?1 ORDER BY p.id LIMIT ?2")                                   \
	Q(PURGED_DOCUMENT, "SELECT 1 FROM purged WHERE what = 'pdf' AND row = ?1")                 \
	Q(PURGED_DOCUMENTS, "SELECT row FROM purged WHERE what = 'pdf' AND row > ?1 "              \
			    "ORDER BY row LIMIT ?2")                                               \
	Q(PURGE_DROP_FILE, "DELETE FROM document_file WHERE document = ?1 AND kind = ?2")          \
	Q(PURGE_DROP_ANSWER, "DELETE FROM filing_answer WHERE filing = ?1 AND download = ?2")      \
	Q(PURGE_DROP_RECEIVED, "DELETE FROM received_file WHERE received = ?1 AND kind = ?2")      \
	Q(PURGE_DROP_REVISION,                                                                     \
	  "DELETE FROM revision_file WHERE document = ?1 AND kind = ?2 AND revision = ?3")         \
	Q(PURGE_DROP_MAIL, "DELETE FROM raw WHERE id = ?1")                                        \
	Q(PURGE_DROP_SENT, "DELETE FROM outbox_bytes WHERE outbox = ?1")                           \
	Q(ARCHIVE_NEXT, "SELECT rowid, document, kind, sha256, length(bytes), added "              \
			"FROM document_file WHERE rowid > ?1 ORDER BY rowid LIMIT ?2")             \
	Q(ARCHIVE_ANSWERS,                                                                         \
	  "SELECT a.rowid, f.document, a.filing, a.download, a.sha256, length(a.bytes), "          \
	  "a.added FROM filing_answer a JOIN filing f ON f.id = a.filing "                         \
	  "WHERE a.rowid > ?1 ORDER BY a.rowid LIMIT ?2")                                          \
	Q(ARCHIVE_RECEIVED,                                                                        \
	  "SELECT x.rowid, x.received, x.kind, x.sha256, length(x.bytes), x.added, r.issue, "      \
	  "r.listed, r.number, r.name, r.message "                                                 \
	  "FROM received_file x JOIN received r ON r.id = x.received "                             \
	  "WHERE x.rowid > ?1 ORDER BY x.rowid LIMIT ?2")                                          \
	Q(EXPORT_SIZE,                                                                             \
	  "SELECT count(DISTINCT d.id), count(f.document), coalesce(sum(length(f.bytes)), 0) "     \
	  "FROM document d LEFT JOIN document_file f ON f.document = d.id "                        \
	  "WHERE d.number IS NOT NULL AND d.issue BETWEEN ?1 AND ?2")                              \
	Q(REPORT_CLIENTS,                                                                          \
	  "SELECT c.name, count(*), sum(d.total) AS billed, d.currency FROM document d "           \
	  "JOIN client c ON c.id = d.client WHERE d.number IS NOT NULL "                           \
	  "AND d.issue BETWEEN ?1 AND ?2 AND d.kind IN ('invoice', 'storno') AND " OURS            \
	  " GROUP BY d.client, d.currency HAVING billed > 0 ORDER BY billed DESC, d.client "       \
	  "LIMIT ?3")                                                                              \
	Q(REPORT_CARDS, "SELECT pipeline, count(*) FROM card WHERE opened BETWEEN ?1 AND ?2 "      \
			"GROUP BY pipeline ORDER BY pipeline")

#endif
