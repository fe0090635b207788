/* The registry's other half: figures of the day, and what verify reads. See statements.h. */
#ifndef PLIC_STATEMENTS_REPORT_H
#define PLIC_STATEMENTS_REPORT_H

#define D_UNPAID    "d.state = 'issued' AND d.open > 0 AND d.kind IN ('proforma', 'invoice')"
/* Reminded twice, staff were told, and nobody put it off: a person must act. */
#define D_LATE      " AND d.due < ?1 AND d.reminders >= 3 AND (d.snoozed IS NULL OR d.snoozed < ?1)"
#define DIGEST_ROWS " LIMIT 20"
/* A processor's payout is no new money: the card payments in it came before. */
#define D_CAME      "AND p.amount > 0 AND p.state <> 'reversed' AND p.kind <> 'settlement' "
#define D_WENT      "AND p.amount < 0 AND p.state <> 'reversed' AND p.kind = 'return' "
/* A document in the digest: document, label, kind, card, client, due, open, total, currency. */
#define DIGEST_DOCUMENT                                                                     \
	"SELECT d.id, d.label, d.kind, d.card, c.name, d.due, d.open, d.total, d.currency " \
	"FROM document d JOIN client c ON c.id = d.client WHERE "
#define DIGEST_PAYMENT(by)                                                            \
	"SELECT p.id, p.state, p.day, p.amount, p.left, p.currency, p.payer, c.name " \
	"FROM payment p INDEXED BY " by " LEFT JOIN client c ON c.id = p.client WHERE "

#define STATEMENTS_DIGEST(Q)                                                                         \
	Q(DIGEST_QUESTIONS, "SELECT q.id, q.kind, q.card, c.name, k.title, q.asked, q.expires "      \
			    "FROM question q LEFT JOIN card k ON k.id = q.card "                     \
			    "LEFT JOIN client c ON c.id = k.client WHERE q.state = 'open' " D_ONCE   \
			    "ORDER BY q.id" DIGEST_ROWS)                                             \
	Q(DIGEST_QUESTIONS_N, "SELECT count(*) FROM question q WHERE q.state = 'open' " D_ONCE)      \
	Q(DIGEST_MONEY_IN,                                                                           \
	  DIGEST_PAYMENT("payment_created") "p.created >= ?1 " D_CAME                                \
					    "ORDER BY p.created, p.id" DIGEST_ROWS)                  \
	Q(DIGEST_MONEY_IN_SUM, "SELECT count(*), sum(amount), currency FROM payment p "              \
			       "WHERE created >= ?1 " D_CAME "GROUP BY currency")                    \
	Q(DIGEST_MONEY_BACK,                                                                         \
	  DIGEST_PAYMENT("payment_created") "p.created >= ?1 " D_WENT                                \
					    "ORDER BY p.created, p.id" DIGEST_ROWS)                  \
	Q(DIGEST_MONEY_BACK_SUM, "SELECT count(*), sum(amount), currency FROM payment p "            \
				 "WHERE created >= ?1 " D_WENT "GROUP BY currency")                  \
	Q(DIGEST_UNALLOCATED,                                                                        \
	  DIGEST_PAYMENT(                                                                            \
		  "payment_unallocated") "p.left > 0 "                                               \
					 "AND p.state <> 'reversed' ORDER BY p.id" DIGEST_ROWS)      \
	Q(DIGEST_UNALLOCATED_SUM,                                                                    \
	  "SELECT count(*), sum(left), currency FROM payment "                                       \
	  "INDEXED BY payment_unallocated WHERE left > 0 AND state <> 'reversed' GROUP BY currency") \
	Q(DIGEST_OVERDUE, DIGEST_DOCUMENT D_UNPAID " AND d.due < ?1 "                                \
						   "ORDER BY d.due, d.id" DIGEST_ROWS)               \
	Q(DIGEST_OVERDUE_SUM, "SELECT count(*), sum(d.open), d.currency FROM document d "            \
			      "WHERE " D_UNPAID " AND d.due < ?1 GROUP BY d.currency")               \
	Q(DIGEST_LATE, DIGEST_DOCUMENT D_UNPAID D_LATE " ORDER BY d.due, d.id" DIGEST_ROWS)          \
	Q(DIGEST_LATE_SUM, "SELECT count(*), sum(d.open), d.currency FROM document d "               \
			   "WHERE " D_UNPAID D_LATE " GROUP BY d.currency")                          \
	Q(DIGEST_COMING, DIGEST_DOCUMENT D_UNPAID " AND d.due BETWEEN ?1 AND ?2 "                    \
						  "ORDER BY d.due, d.id" DIGEST_ROWS)                \
	Q(DIGEST_COMING_SUM, "SELECT count(*), sum(d.open), d.currency FROM document d "             \
			     "WHERE " D_UNPAID " AND d.due BETWEEN ?1 AND ?2 "                       \
			     "GROUP BY d.currency")                                                  \
	Q(DIGEST_ISSUED, DIGEST_DOCUMENT "d.number IS NOT NULL AND d.issue BETWEEN ?1 AND ?2 "       \
					 "AND d.kind IN ('proforma', 'invoice', 'storno') "          \
					 "ORDER BY d.issue, d.id" DIGEST_ROWS)                       \
	Q(DIGEST_ISSUED_SUM, "SELECT count(*), sum(d.total), d.currency FROM document d "            \
			     "WHERE d.number IS NOT NULL AND d.issue BETWEEN ?1 AND ?2 "             \
			     "AND d.kind IN ('proforma', 'invoice', 'storno') "                      \
			     "GROUP BY d.currency")                                                  \
	Q(DIGEST_OFFERS,                                                                             \
	  DIGEST_DOCUMENT "d.state = 'issued' AND d.kind IN ('offer', 'proforma', 'contract') "      \
			  "AND d.kind = 'offer' ORDER BY d.due, d.id" DIGEST_ROWS)                   \
	Q(DIGEST_OFFERS_N, "SELECT count(*) FROM document WHERE state = 'issued' "                   \
			   "AND kind IN ('offer', 'proforma', 'contract') AND kind = 'offer'")       \
	Q(DIGEST_SUBSCRIPTIONS, "SELECT s.id, s.card, c.name, s.next_due FROM subscription s "       \
				"JOIN client c ON c.id = s.client WHERE s.stopped = 0 "              \
				"AND s.paused = 0 AND s.next_due IS NOT NULL "                       \
				"AND s.next_due <= ?1 ORDER BY s.next_due, s.id" DIGEST_ROWS)        \
	Q(DIGEST_SUBSCRIPTIONS_N, "SELECT count(*) FROM subscription WHERE stopped = 0 "             \
				  "AND paused = 0 AND next_due IS NOT NULL AND next_due <= ?1")      \
	Q(DIGEST_CARDS_OPEN_N, "SELECT count(*) FROM card WHERE closed = 0")                         \
	Q(DIGEST_UNPAID_SUM,                                                                         \
	  "SELECT count(*), sum(d.open), d.currency FROM document d "                                \
	  "INDEXED BY document_unpaid_due WHERE " D_UNPAID " GROUP BY d.currency")                   \
	Q(DIGEST_CARDS, "SELECT k.id, k.title, c.name, k.stage FROM card k "                         \
			"JOIN client c ON c.id = k.client WHERE k.opened BETWEEN ?1 AND ?2 "         \
			"ORDER BY k.id" DIGEST_ROWS)                                                 \
	Q(DIGEST_CARDS_N, "SELECT count(*) FROM card WHERE opened BETWEEN ?1 AND ?2")                \
	Q(DIGEST_UNSENT, "SELECT id, recipient, card, state, tries, last_error, created "            \
			 "FROM outbox INDEXED BY outbox_live "                                       \
			 "WHERE (state = 'queued' OR state = 'sending' OR state = 'unknown') "       \
			 "AND kind = 'send_mail' AND (state = 'unknown' OR created < ?1) "           \
			 "UNION ALL SELECT id, recipient, card, state, tries, last_error, "          \
			 "created FROM outbox INDEXED BY outbox_failed "                             \
			 "WHERE state = 'failed' AND done_at >= ?2 "                                 \
			 "AND kind = 'send_mail' ORDER BY 1 LIMIT 1000")                             \
	Q(DIGEST_QUARANTINE, "SELECT id, sender, subject FROM message "                              \
			     "WHERE target = 'quarantine' AND done_at >= ?1 "                        \
			     "ORDER BY done_at, id" DIGEST_ROWS)                                     \
	Q(DIGEST_QUARANTINE_N, "SELECT count(*) FROM message "                                       \
			       "WHERE target = 'quarantine' AND done_at >= ?1")

/* The check before COMMIT, one row each, by index; verify asks the same of every row. */
#define STATEMENTS_CHECK(Q)                                                                       \
	Q(CHECK_DOCUMENT, "SELECT kind, state, series, series_fold, number, label, currency, "    \
			  "total, payable, open, "                                                \
			  "(SELECT coalesce(sum(settles), 0) FROM allocation "                    \
			  "WHERE allocation.document = d.id), "                                   \
			  "(SELECT count(*) FROM allocation WHERE allocation.document = d.id "    \
			  "AND allocation.settles_cur <> d.currency AND settles <> 0), "          \
			  "(SELECT coalesce(sum(s.total), 0) FROM document s WHERE s.ref = d.id " \
			  "AND s.kind = 'storno' AND s.number IS NOT NULL), "                     \
			  "EXISTS (SELECT 1 FROM document i WHERE i.ref = d.id "                  \
			  "AND i.kind = 'invoice' AND i.number IS NOT NULL), "                    \
			  "snapshot_hash, snapshot FROM document d WHERE id = ?1")                \
	Q(CHECK_SERIES, "SELECT min(first), max(next), EXISTS (SELECT 1 FROM document "           \
			"WHERE series_fold = ?1 AND number = ?2 - 1 AND number IS NOT NULL), "    \
			"max(yearly), max(pad) "                                                  \
			"FROM series WHERE prefix_fold = ?1")                                     \
	Q(CHECK_PAYMENT, "SELECT state, amount, left, currency, "                                 \
			 "(SELECT coalesce(sum(amount), 0) FROM allocation "                      \
			 "WHERE allocation.payment = p.id), "                                     \
			 "(SELECT count(*) FROM allocation WHERE allocation.payment = p.id "      \
			 "AND allocation.currency <> p.currency AND amount <> 0) "                \
			 "FROM payment p WHERE id = ?1")

/* plic verify: reads everything, on purpose. */
#define STATEMENTS_VERIFY(Q)                                                                     \
	Q(VERIFY_COUNTS, "SELECT (SELECT count(*) FROM document), "                              \
			 "(SELECT count(*) FROM payment), (SELECT count(*) FROM acceptance), "   \
			 "(SELECT count(*) FROM document_file), (SELECT count(*) FROM raw), "    \
			 "(SELECT count(*) FROM outbox_bytes)")                                  \
	Q(VERIFY_DOCUMENTS, "SELECT id FROM document WHERE id > ?1 ORDER BY id LIMIT 500")       \
	Q(VERIFY_PAYMENTS, "SELECT id FROM payment WHERE id > ?1 ORDER BY id LIMIT 500")         \
	Q(VERIFY_PREFIXES, "SELECT prefix_fold, max(prefix), min(first), max(next), "            \
			   "max(yearly), max(pad) FROM series GROUP BY prefix_fold")             \
	Q(VERIFY_NUMBERS, "SELECT number, issue FROM document WHERE series_fold = ?1 "           \
			  "AND number >= ?2 AND number IS NOT NULL ORDER BY number")             \
	Q(VERIFY_DOUBLES, "SELECT series, number, count(*) FROM document NOT INDEXED "           \
			  "WHERE number IS NOT NULL GROUP BY series_fold, number "               \
			  "HAVING count(*) > 1")                                                 \
	Q(VERIFY_ACCEPTANCES, "SELECT " ACCEPTANCE_COLS " FROM acceptance ORDER BY id")          \
	Q(VERIFY_FILES, "SELECT f.document, d.label, f.kind, f.sha256, f.bytes "                 \
			"FROM document_file f LEFT JOIN document d ON d.id = f.document")        \
	Q(VERIFY_RAW, "SELECT id, sha256, bytes FROM raw")                                       \
	Q(VERIFY_ANSWERS, "SELECT filing, download, sha256, bytes FROM filing_answer")           \
	Q(VERIFY_REVISIONS, "SELECT document, revision, kind, sha256, bytes FROM revision_file") \
	Q(VERIFY_RECEIVED, "SELECT received, kind, sha256, bytes FROM received_file")            \
	Q(VERIFY_SENT, "SELECT outbox, sha256, bytes FROM outbox_bytes")                         \
	Q(VERIFY_SENT_WITHOUT, "SELECT id FROM outbox WHERE kind = 'send_mail' "                 \
			       "AND state IN ('sending', 'unknown', 'done') AND NOT EXISTS "     \
			       "(SELECT 1 FROM outbox_bytes b WHERE b.outbox = outbox.id) "      \
			       "AND NOT EXISTS (SELECT 1 FROM purged WHERE what = 'sent' "       \
			       "AND row = outbox.id)")                                           \
	Q(VERIFY_PERIODS, "SELECT p.subscription, p.period, d.label FROM period p "              \
			  "LEFT JOIN document d ON d.id = p.document "                           \
			  "WHERE d.id IS NULL OR d.subscription IS NOT p.subscription "          \
			  "OR d.period IS NOT p.period")                                         \
	Q(VERIFY_UNPERIODS, "SELECT d.subscription, d.period, d.label FROM document d "          \
			    "WHERE d.subscription IS NOT NULL AND d.period IS NOT NULL "         \
			    "AND d.kind <> 'storno' AND NOT EXISTS (SELECT 1 FROM period p "     \
			    "WHERE p.subscription = d.subscription AND p.period = d.period)")

/* What is held until a company's question is answered is one matter with it. */
#define D_ONCE                                                           \
	"AND NOT (q.kind = 'held' AND EXISTS (SELECT 1 FROM question o " \
	"WHERE o.card = q.card AND o.kind = 'company' AND o.state = 'open')) "
#define STATEMENTS_REPORT(Q) STATEMENTS_DIGEST(Q) STATEMENTS_CHECK(Q) STATEMENTS_VERIFY(Q)

#endif
