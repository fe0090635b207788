/* The registry's part for RO e-Factura: filings, ANAF's answers, outages, revisions. See statements.h. */
#ifndef PLIC_STATEMENTS_FILING_H
#define PLIC_STATEMENTS_FILING_H

#define FILING_COLS                                                                        \
	"id, document, revision, state, channel, abroad, self_billed, deadline, due, "     \
	"created, begun, accepted, uploads, polls, searches, downloads, verdict, upload, " \
	"download, reason"
/* What waits for a step, as the index says it. */
#define FILING_LIVE "state NOT IN ('ok', 'rejected')"
/* With its document, for people. */
#define FILING_SHOWN                                                                    \
	"SELECT f.id, f.document, f.revision, f.state, f.channel, f.abroad, "           \
	"f.self_billed, f.deadline, f.due, f.created, f.begun, f.accepted, f.uploads, " \
	"f.polls, f.searches, f.downloads, f.verdict, f.upload, f.download, f.reason, " \
	"d.label, d.issue, d.total, d.currency, d.card, c.name FROM filing f "          \
	"JOIN document d ON d.id = f.document JOIN client c ON c.id = d.client WHERE "

/* Not accepted yet; one that was corrected and filed anew is no more what it was. */
#define FILING_NOT_YET                                                               \
	"f.state <> 'ok' AND NOT EXISTS (SELECT 1 FROM filing n WHERE n.document = " \
	"f.document AND n.revision > f.revision) "

#define STATEMENTS_FILING(Q)                                                                       \
	Q(FILING_LOAD, "SELECT " FILING_COLS " FROM filing WHERE id = ?1")                         \
	Q(FILING_OF_DOCUMENT, "SELECT " FILING_COLS " FROM filing WHERE document = ?1 "            \
			      "ORDER BY revision DESC LIMIT 1")                                    \
	Q(FILING_BY_UPLOAD, "SELECT " FILING_COLS " FROM filing "                                  \
			    "WHERE upload = ?1 AND upload <> ''")                                  \
	Q(FILING_DUE, "SELECT " FILING_COLS " FROM filing WHERE state = ?1 AND due <= ?2 "         \
		      "AND " FILING_LIVE " ORDER BY due, id LIMIT ?3")                             \
	Q(FILING_NO_VERDICT, "SELECT " FILING_COLS " FROM filing WHERE state = ?1 AND due <= ?2 "  \
			     "AND verdict = '' AND " FILING_LIVE " ORDER BY due, id LIMIT 50000")  \
	Q(FILING_OLDEST,                                                                           \
	  "SELECT min(begun) FROM filing WHERE state = ?1 AND verdict = '' AND " FILING_LIVE)      \
	Q(FILING_NEXT, "SELECT min(due) FROM filing WHERE state = ?1 AND " FILING_LIVE)            \
	Q(FILING_COUNT,                                                                            \
	  "SELECT count(*) FROM (SELECT 1 FROM filing WHERE state = ?1 AND " FILING_LIVE           \
	  " LIMIT ?2)")                                                                            \
	Q(FILING_ADD,                                                                              \
	  "INSERT INTO filing(document, revision, state, channel, abroad, self_billed, deadline, " \
	  "due, created) VALUES(?1, ?2, 'ready', ?3, ?4, ?5, ?6, ?7, ?8)")                         \
	Q(FILING_SET, "UPDATE filing SET state = ?3, deadline = ?4, due = ?5, begun = ?6, "        \
		      "accepted = ?7, uploads = ?8, polls = ?9, searches = ?10, downloads = ?11, " \
		      "verdict = ?12, upload = ?13, download = ?14, reason = ?15 "                 \
		      "WHERE id = ?1 AND state = ?2")                                              \
	Q(FILING_RECOVER, "UPDATE filing SET state = 'unknown', due = ?1 "                         \
			  "WHERE state = 'uploading' AND " FILING_LIVE)                            \
	Q(FILING_OPEN, FILING_SHOWN FILING_NOT_YET "ORDER BY f.deadline, f.id LIMIT ?1")           \
	Q(FILING_OPEN_N,                                                                           \
	  "SELECT f.state, count(*) FROM filing f WHERE " FILING_NOT_YET "GROUP BY f.state")       \
	Q(FILING_LATE, FILING_SHOWN FILING_NOT_YET "AND f.deadline <= ?1 "                         \
						   "ORDER BY f.deadline, f.id LIMIT ?2")           \
	Q(FILING_PAGE, FILING_SHOWN "f.id < ?1 ORDER BY f.id DESC LIMIT ?2")                       \
	Q(FILING_SHOW, FILING_SHOWN "f.document = ?1 ORDER BY f.revision")                         \
	Q(FILING_ANSWER_ADD, "INSERT INTO filing_answer(filing, download, added, sha256, bytes) "  \
			     "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")                  \
	Q(FILING_ANSWER_GET, "SELECT sha256, bytes FROM filing_answer WHERE filing = ?1 "          \
			     "AND download = ?2")                                                  \
	Q(OUTAGE_NOW, "SELECT id, began, tries FROM outage WHERE service = ?1 AND ended = 0")      \
	Q(OUTAGE_ADD, "INSERT INTO outage(service, began, why) VALUES(?1, ?2, ?3)")                \
	Q(OUTAGE_TRY, "UPDATE outage SET tries = tries + 1 WHERE service = ?1 AND ended = 0")      \
	Q(OUTAGE_END, "UPDATE outage SET ended = ?2 WHERE service = ?1 AND ended = 0")             \
	Q(OUTAGE_LIST, "SELECT began, ended, tries, why FROM outage WHERE service = ?1 "           \
		       "AND began >= ?2 ORDER BY began DESC LIMIT ?3")                             \
	Q(REVISION_COUNT, "SELECT count(*) FROM revision WHERE document = ?1")                     \
	Q(REVISION_ADD, "INSERT INTO revision(document, revision, at, snapshot_hash, snapshot) "   \
			"SELECT id, ?2, ?3, snapshot_hash, snapshot FROM document WHERE id = ?1")  \
	Q(REVISION_FILES, "INSERT INTO revision_file(document, revision, kind, added, sha256, "    \
			  "bytes) SELECT document, ?2, kind, added, sha256, bytes "                \
			  "FROM document_file WHERE document = ?1")                                \
	Q(REVISION_DROP, "DELETE FROM document_file WHERE document = ?1")                          \
	Q(REVISION_LAST_FILE, "SELECT max(rowid) FROM document_file")                              \
	Q(REVISION_CONTENT, "UPDATE document SET snapshot_hash = ?2, snapshot = ?3, total = ?4, "  \
			    "payable = ?5 WHERE id = ?1")                                          \
	Q(REVISION_EXPORTED, "SELECT count(*) FROM outbox WHERE key >= 'export:' "                 \
			     "AND key < 'export;' AND state = 'done' AND done_at >= ?1")

#endif
