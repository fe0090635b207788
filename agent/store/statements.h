/* Every SQL statement of plic, prepared when the database is opened: a typo fails at start.
 *
 * Q(NAME, sql) makes SQL_NAME for query_begin. Parameters are bound and columns are read in the order
 * in which they stand here. tests/unit/test_store_plans.c asks EXPLAIN QUERY PLAN about each and
 * refuses a scan of a table that grows; statements of the V list (verify) read everything on purpose.
 * A partial index is used only when the statement repeats the index's WHERE terms. */
#ifndef PLIC_STATEMENTS_H
#define PLIC_STATEMENTS_H

#define CLIENT_COLS                                                                           \
	"id, name, company, tax_id, vat_registered, reg_no, street, city, county, postcode, " \
	"country, email, phone, contact, iban, bank, lang, address, credit, credit_cur"
#define CARD_COLS \
	"id, client, pipeline, stage, title, product, opened, closed, thread_subject, thread_id, held"
/* The snapshot is last: not read unless asked for. */
#define DOCUMENT_COLS                                                                               \
	"id, kind, state, card, client, series, number, label, issue, due, currency, total, open, " \
	"ref, subscription, period, reminders, reminded, snoozed"
#define SUBSCRIPTION_COLS \
	"id, card, client, unit, every, anchor, until, next_period, paused, stopped, template, once"
#define QUESTION_COLS                                                                           \
	"id, kind, state, card, payment, document, subscription, asked, expires, shown, data, " \
	"answered_by"
#define PRODUCT_COLS                                                                       \
	"id, name, fold, synonyms, description, unit, pipeline, vat, price, price_scale, " \
	"currency, active"
#define ACCEPTANCE_COLS \
	"id, document, card, message, accepted, by, line, auth_by, auth_domain, at, raw, prev, hash"
#define MESSAGE_COLS                                                                          \
	"id, folder, uidvalidity, uid, state, attempts, sha256, content_key, size, outcome, " \
	"target, card, sender, subject, message_id, received, begun_at, done_at"
#define OUTBOX_COLS                                                                            \
	"id, key, kind, sort, body, state, held, tries, created, due_at, done_at, recipient, " \
	"message_id, last_error, card, client, fate"
#define UNPAID "state = 'issued' AND open > 0 AND kind IN ('proforma', 'invoice')"
#define LIVE   "(state = 'queued' OR state = 'sending' OR state = 'unknown')"

#define STATEMENTS_CORE(Q)                                                                        \
	Q(BEGIN_WRITE, "BEGIN IMMEDIATE")                                                         \
	Q(BEGIN_READ, "BEGIN")                                                                    \
	Q(COMMIT, "COMMIT")                                                                       \
	Q(ROLLBACK, "ROLLBACK")                                                                   \
	Q(NEXT_IDS, "SELECT (SELECT max(id) FROM client), (SELECT max(id) FROM card), "           \
		    "(SELECT max(id) FROM document), (SELECT max(id) FROM payment), "             \
		    "(SELECT max(id) FROM subscription), (SELECT max(id) FROM question), "        \
		    "(SELECT max(id) FROM product)")                                              \
	Q(LAST_FACT, "SELECT max("                                                                \
		     "coalesce((SELECT at FROM card_event ORDER BY id DESC LIMIT 1), 0), "        \
		     "coalesce((SELECT max(begun_at, done_at) FROM message "                      \
		     "ORDER BY id DESC LIMIT 1), 0), "                                            \
		     "coalesce((SELECT created FROM payment ORDER BY created DESC LIMIT 1), 0), " \
		     "coalesce((SELECT max(created, "                                             \
		     "iif(state IN ('done', 'failed', 'dropped'), done_at, 0)) FROM outbox "      \
		     "ORDER BY id DESC LIMIT 1), 0))")                                            \
	Q(SETTING_GET, "SELECT value FROM setting WHERE key = ?1")                                \
	Q(SETTING_SET, "INSERT INTO setting(key, value) VALUES(?1, ?2) "                          \
		       "ON CONFLICT(key) DO UPDATE SET value = excluded.value")                   \
	Q(BANK_FORM_ALL,                                                                          \
	  "SELECT f.id, f.bank, f.rule, f.taught, f.at FROM bank_form f WHERE f.id IN "           \
	  "(SELECT t.id FROM bank_form t WHERE t.forgets IS NULL AND NOT EXISTS "                 \
	  "(SELECT 1 FROM bank_form g WHERE g.forgets = t.id) ORDER BY t.id DESC LIMIT 200) "     \
	  "ORDER BY f.id")                                                                        \
	Q(BANK_FORM_ADD, "INSERT INTO bank_form(forgets, bank, rule, taught, at) "                \
			 "VALUES(?1, ?2, ?3, ?4, ?5)")                                            \
	Q(BANK_FORM_NEWEST, "SELECT max(id) FROM bank_form")                                      \
	Q(RATE_SET,                                                                               \
	  "INSERT INTO fx_rate(currency, day, rate, scale, source, added) "                       \
	  "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(currency, day) DO UPDATE SET "              \
	  "rate = excluded.rate, scale = excluded.scale, source = excluded.source, "              \
	  "added = excluded.added WHERE fx_rate.source <> 'bnr' OR excluded.source = 'bnr'")      \
	Q(RATE_OF,                                                                                \
	  "SELECT currency, day, rate, scale, source <> 'bnr' FROM fx_rate WHERE currency = ?1 "  \
	  "AND day BETWEEN ?2 AND ?3 ORDER BY day DESC")                                          \
	Q(RATE_NEWEST, "SELECT day FROM fx_rate WHERE currency = 'EUR' AND source = 'bnr' "       \
		       "ORDER BY day DESC LIMIT 1")                                               \
	Q(SEARCH_ADD, "INSERT INTO search(rowid, text) VALUES(?1, ?2)")                           \
	Q(SEARCH_SET, "UPDATE search SET text = ?2 WHERE rowid = ?1 AND text <> ?2")              \
	Q(SEARCH_FIND, "SELECT rowid FROM search WHERE search MATCH ?1 "                          \
		       "ORDER BY rowid DESC LIMIT ?2")                                            \
	Q(TOKEN_ADD, "INSERT INTO reply_token(id, purpose, addr, card, document, question, "      \
		     "expires, created, key) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")         \
	Q(TOKEN_FIND, "SELECT id, purpose, addr, card, document, question, expires, key "         \
		      "FROM reply_token WHERE id = ?1")

#define STATEMENTS_CLIENT(Q)                                                                             \
	Q(CLIENT_LOAD, "SELECT " CLIENT_COLS " FROM client WHERE id = ?1")                               \
	Q(CLIENT_BY_EMAIL, "SELECT " CLIENT_COLS " FROM client "                                         \
			   "WHERE email_fold = ?1 AND email_fold <> '' ORDER BY id DESC LIMIT 20")       \
	Q(CLIENT_BY_TAX_ID, "SELECT " CLIENT_COLS " FROM client "                                        \
			    "WHERE tax_id = ?1 AND tax_id <> '' ORDER BY id DESC LIMIT 20")              \
	Q(CLIENT_BY_IBAN, "SELECT " CLIENT_COLS " FROM client "                                          \
			  "WHERE iban = ?1 AND iban <> '' ORDER BY id DESC LIMIT 20")                    \
	Q(CLIENT_ADD, "INSERT INTO client(" CLIENT_COLS ", name_fold, email_fold) VALUES("               \
		      "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "          \
		      "?17, ?18, ?19, ?20, ?21, ?22)")                                                   \
	Q(CLIENT_SET, "UPDATE client SET name = ?2, company = ?3, tax_id = ?4, "                         \
		      "vat_registered = ?5, reg_no = ?6, street = ?7, city = ?8, county = ?9, "          \
		      "postcode = ?10, country = ?11, email = ?12, phone = ?13, contact = ?14, "         \
		      "iban = ?15, bank = ?16, lang = ?17, address = ?18, credit = ?19, "                \
		      "credit_cur = ?20, name_fold = ?21, email_fold = ?22 WHERE id = ?1")               \
	Q(CARD_LOAD, "SELECT " CARD_COLS " FROM card WHERE id = ?1")                                     \
	Q(CARD_OPEN_OF_CLIENT, "SELECT " CARD_COLS " FROM card "                                         \
			       "WHERE client = ?1 AND closed = 0 ORDER BY id DESC LIMIT ?2")             \
	Q(CARD_OF_CLIENT, "SELECT " CARD_COLS " FROM card WHERE client = ?1 "                            \
			  "ORDER BY id DESC LIMIT ?2")                                                   \
	Q(CARD_BY_THREAD, "SELECT " CARD_COLS " FROM card "                                              \
			  "WHERE thread_id = ?1 AND thread_id <> '' ORDER BY id LIMIT 1")                \
	Q(CARD_SPAN_OPENED, "SELECT (SELECT max(id) FROM card WHERE opened = ?1) - "                     \
			    "(SELECT min(id) FROM card WHERE opened = ?1) + 1")                          \
	Q(CARD_COUNT_OPENED,                                                                             \
	  "SELECT count(*) FROM (SELECT 1 FROM card WHERE opened = ?1 LIMIT ?2)")                        \
	Q(CARD_COUNT_OF_HOST,                                                                            \
	  "SELECT count(*) FROM (SELECT id FROM client WHERE substr(email, instr(email, '@') + 1) = ?2 " \
	  "ORDER BY id DESC LIMIT ?3) AS c "                                                             \
	  "WHERE EXISTS (SELECT 1 FROM card WHERE card.client = c.id AND card.opened = ?1)")             \
	Q(CARD_OPEN, "SELECT " CARD_COLS " FROM card WHERE closed = 0 AND id < ?1 "                      \
		     "ORDER BY id DESC LIMIT ?2")                                                        \
	Q(CARD_ADD, "INSERT INTO card(" CARD_COLS ") "                                                   \
		    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")                              \
	Q(CARD_SET, "UPDATE card SET client = ?2, pipeline = ?3, stage = ?4, title = ?5, "               \
		    "product = ?6, opened = ?7, closed = ?8, thread_subject = ?9, "                      \
		    "thread_id = ?10, held = ?11 WHERE id = ?1")                                         \
	Q(PRODUCT_LOAD, "SELECT " PRODUCT_COLS " FROM product WHERE id = ?1")                            \
	Q(PRODUCT_ACTIVE, "SELECT " PRODUCT_COLS " FROM product WHERE active = 1 ORDER BY fold")         \
	Q(PRODUCT_BY_FOLD, "SELECT " PRODUCT_COLS " FROM product WHERE fold = ?1")                       \
	Q(PRODUCT_ADD, "INSERT INTO product(" PRODUCT_COLS ") "                                          \
		       "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")                      \
	Q(PRODUCT_SET, "UPDATE product SET name = ?2, fold = ?3, synonyms = ?4, "                        \
		       "description = ?5, unit = ?6, pipeline = ?7, vat = ?8, price = ?9, "              \
		       "price_scale = ?10, currency = ?11, active = ?12 WHERE id = ?1")                  \
	Q(SUBSCRIPTION_LOAD, "SELECT " SUBSCRIPTION_COLS " FROM subscription WHERE id = ?1")             \
	Q(SUBSCRIPTION_OF_CARD, "SELECT " SUBSCRIPTION_COLS " FROM subscription "                        \
				"WHERE card = ?1 ORDER BY id")                                           \
	Q(SUBSCRIPTION_DUE, "SELECT " SUBSCRIPTION_COLS " FROM subscription "                            \
			    "WHERE stopped = 0 AND paused = 0 AND next_due IS NOT NULL "                 \
			    "AND next_due <= ?1 ORDER BY next_due, id LIMIT ?2")                         \
	Q(SUBSCRIPTION_ADD, "INSERT INTO subscription(" SUBSCRIPTION_COLS ", next_due) "                 \
			    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")            \
	Q(SUBSCRIPTION_SET, "UPDATE subscription SET card = ?2, client = ?3, unit = ?4, "                \
			    "every = ?5, anchor = ?6, until = ?7, next_period = ?8, "                    \
			    "paused = ?9, stopped = ?10, template = ?11, once = ?12, "                   \
			    "next_due = ?13 WHERE id = ?1")                                              \
	Q(QUESTION_LOAD, "SELECT " QUESTION_COLS " FROM question WHERE id = ?1")                         \
	Q(QUESTION_OPEN_OF_CARD, "SELECT " QUESTION_COLS " FROM question "                               \
				 "WHERE state = 'open' AND card = ?1 ORDER BY id DESC")                  \
	Q(QUESTION_HELD_OF_CLIENT, "SELECT DISTINCT card FROM question WHERE kind = 'held' "             \
				   "AND state = 'open' AND card IN (SELECT id FROM card "                \
				   "WHERE client = ?1) ORDER BY card")                                   \
	Q(QUESTION_OPEN_OF_PAYMENT, "SELECT " QUESTION_COLS " FROM question WHERE "                      \
				    "state = 'open' AND payment = ?1 ORDER BY id DESC")                  \
	Q(QUESTION_OPEN_OF_SUBSCRIPTION, "SELECT " QUESTION_COLS " FROM question WHERE "                 \
					 "state = 'open' AND subscription = ?1 ORDER BY id DESC")        \
	Q(QUESTION_OPEN, "SELECT " QUESTION_COLS " FROM question WHERE state = 'open' "                  \
			 "ORDER BY id DESC LIMIT ?1")                                                    \
	Q(QUESTION_CONFIRM_STAFF, "SELECT " QUESTION_COLS " FROM question "                              \
				  "WHERE kind = 'confirm_staff' AND asked = ?1 AND created >= ?2 "       \
				  "ORDER BY id DESC LIMIT 20")                                           \
	Q(QUESTION_ADD, "INSERT INTO question(" QUESTION_COLS ", created) "                              \
			"VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")                \
	Q(QUESTION_SET, "UPDATE question SET kind = ?2, state = ?3, card = ?4, payment = ?5, "           \
			"document = ?6, subscription = ?7, asked = ?8, expires = ?9, "                   \
			"shown = ?10, data = ?11, answered_by = ?12 WHERE id = ?1")                      \
	Q(QUESTION_EXPIRE, "UPDATE question SET state = 'expired' "                                      \
			   "WHERE state = 'open' AND expires > 0 AND expires <= ?1")

#define STATEMENTS_DOCUMENT(Q)                                                                     \
	Q(DOCUMENT_LOAD, "SELECT " DOCUMENT_COLS ", snapshot FROM document WHERE id = ?1")         \
	Q(DOCUMENT_HEAD, "SELECT " DOCUMENT_COLS " FROM document WHERE id = ?1")                   \
	Q(DOCUMENT_BY_REF, "SELECT " DOCUMENT_COLS ", snapshot FROM document "                     \
			   "WHERE series_fold = ?1 AND number = ?2")                               \
	Q(DOCUMENT_OF_CARD, "SELECT " DOCUMENT_COLS " FROM document "                              \
			    "WHERE card = ?1 ORDER BY id")                                         \
	Q(DOCUMENT_SNAPSHOT, "SELECT snapshot FROM document WHERE id = ?1")                        \
	Q(DOCUMENT_UNPAID_OF_CLIENT, "SELECT " DOCUMENT_COLS " FROM document WHERE " UNPAID        \
				     " AND client = ?1 ORDER BY due, id LIMIT ?2")                 \
	Q(DOCUMENT_OF_CLIENT, "SELECT " DOCUMENT_COLS " FROM document "                            \
			      "WHERE client = ?1 AND number IS NOT NULL "                          \
			      "ORDER BY id DESC LIMIT ?2")                                         \
	Q(DOCUMENT_UNPAID_BY_AMOUNT, "SELECT " DOCUMENT_COLS " FROM document WHERE " UNPAID        \
				     " AND open = ?1 AND currency = ?2 ORDER BY id LIMIT ?3")      \
	Q(DOCUMENT_UNPAID_OF_CLIENT_BY_AMOUNT,                                                     \
	  "SELECT " DOCUMENT_COLS " FROM document WHERE " UNPAID                                   \
	  " AND client = ?1 AND open = ?2 AND currency = ?3 ORDER BY id LIMIT ?4")                 \
	Q(DOCUMENT_OVERDUE_OF_CLIENT, "SELECT " DOCUMENT_COLS " FROM document WHERE " UNPAID       \
				      " AND client = ?1 AND due < ?2 ORDER BY due, id")            \
	Q(DOCUMENT_REFERRING, "SELECT " DOCUMENT_COLS " FROM document "                            \
			      "WHERE ref = ?1 ORDER BY id")                                        \
	Q(DOCUMENT_ISSUED, "SELECT " DOCUMENT_COLS " FROM document WHERE number IS NOT NULL "      \
			   "AND issue <= ?2 AND (issue, id) > (?1, ?3) "                           \
			   "ORDER BY issue, id LIMIT ?4")                                          \
	Q(DOCUMENT_EXPIRING, "SELECT " DOCUMENT_COLS " FROM document WHERE state = 'issued' "      \
			     "AND kind IN ('offer', 'proforma', 'contract') AND kind = ?1 "        \
			     "AND due < ?2 ORDER BY due, id LIMIT ?3")                             \
	Q(DOCUMENT_RUNNING_OUT, "SELECT " DOCUMENT_COLS " FROM document WHERE state = 'issued' "   \
				"AND kind IN ('offer', 'proforma', 'contract') AND kind = ?1 "     \
				"AND due BETWEEN ?2 AND ?3 AND issue <= ?4 AND reminders = 0 "     \
				"ORDER BY due, id LIMIT ?5")                                       \
	Q(DOCUMENT_OVERDUE_CLIENTS,                                                                \
	  "SELECT client FROM document WHERE " UNPAID " AND due < ?1 AND client > ?2 "             \
	  "GROUP BY client ORDER BY client LIMIT ?3")                                              \
	Q(DOCUMENT_OF_PERIOD, "SELECT document FROM period "                                       \
			      "WHERE subscription = ?1 AND period = ?2")                           \
	Q(PERIOD_ADD, "INSERT INTO period(subscription, period, document) VALUES(?1, ?2, ?3)")     \
	Q(DOCUMENT_ADD, "INSERT INTO document(" DOCUMENT_COLS ", series_fold, payable, "           \
			"snapshot_hash, snapshot) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "     \
			"?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)")   \
	Q(DOCUMENT_SET, "UPDATE document SET kind = ?2, state = ?3, card = ?4, client = ?5, "      \
			"series = ?6, number = ?7, label = ?8, issue = ?9, due = ?10, "            \
			"currency = ?11, total = ?12, open = ?13, ref = ?14, subscription = ?15, " \
			"period = ?16, reminders = ?17, reminded = ?18, snoozed = ?19, "           \
			"series_fold = ?20 WHERE id = ?1")                                         \
	Q(DOCUMENT_SET_SNAPSHOT, "UPDATE document SET payable = ?2, snapshot_hash = ?3, "          \
				 "snapshot = ?4 WHERE id = ?1 AND snapshot_hash <> ?3")            \
	Q(DOCUMENT_FROZEN, "SELECT state <> 'draft', snapshot_hash FROM document WHERE id = ?1")   \
	Q(FILE_ADD, "INSERT INTO document_file(document, kind, added, sha256, bytes) "             \
		    "VALUES(?1, ?2, ?3, ?4, ?5)")                                                  \
	Q(FILE_HASH, "SELECT sha256 FROM document_file WHERE document = ?1 AND kind = ?2")         \
	Q(FILE_GET, "SELECT sha256, bytes FROM document_file WHERE document = ?1 AND kind = ?2")   \
	Q(SERIES_ALL, "SELECT kind, prefix, next, pad, yearly FROM series "                        \
		      "ORDER BY kind, prefix_fold")                                                \
	Q(SERIES_ADD, "INSERT INTO series(kind, prefix, prefix_fold, next, pad, first, yearly) "   \
		      "VALUES(?1, ?2, ?3, ?4, ?5, ?4, ?6)")                                        \
	Q(SERIES_SET, "UPDATE series SET prefix = ?2, next = ?4, pad = ?5, yearly = ?6 "           \
		      "WHERE kind = ?1 AND prefix_fold = ?3")                                      \
	Q(SERIES_FIRST, "UPDATE series SET first = (SELECT min(number) FROM document "             \
			"WHERE series_fold = ?1 AND number IS NOT NULL) WHERE prefix_fold = ?1 "   \
			"AND first > (SELECT min(number) FROM document "                           \
			"WHERE series_fold = ?1 AND number IS NOT NULL)")                          \
	Q(SERIES_KNOWN, "SELECT next FROM series WHERE kind = ?1 AND prefix_fold = ?2")            \
	Q(SERIES_START, "UPDATE series SET first = ?3, next = ?3 WHERE kind = ?1 AND "             \
			"prefix_fold = ?2 AND next <= ?3 AND NOT EXISTS (SELECT 1 FROM document "  \
			"WHERE series_fold = ?2 AND number >= first AND number IS NOT NULL)")      \
	Q(ACCEPTANCE_HEAD, "SELECT hash FROM acceptance ORDER BY id DESC LIMIT 1")                 \
	Q(ACCEPTANCE_ADD, "INSERT INTO acceptance(document, card, message, accepted, by, line, "   \
			  "auth_by, auth_domain, at, raw, prev, hash) "                            \
			  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")             \
	Q(ACCEPTANCE_OF_DOCUMENT, "SELECT " ACCEPTANCE_COLS " FROM acceptance "                    \
				  "WHERE document = ?1 ORDER BY id")                               \
	Q(EVENT_ADD, "INSERT INTO card_event(card, at, kind, document, payment, message, data) "   \
		     "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")                                         \
	Q(EVENT_OF_CARD, "SELECT id, card, at, kind, document, payment, message, data "            \
			 "FROM card_event WHERE card = ?1 ORDER BY id DESC LIMIT ?2")

#define STATEMENTS_MAIL(Q)                                                                         \
	Q(MESSAGE_FIND, "SELECT " MESSAGE_COLS " FROM message "                                    \
			"WHERE folder = ?1 AND uidvalidity = ?2 AND uid = ?3")                     \
	Q(MESSAGE_LOAD, "SELECT " MESSAGE_COLS " FROM message WHERE id = ?1")                      \
	Q(MESSAGE_ADD, "INSERT INTO message(folder, uidvalidity, uid, sha256, size, received, "    \
		       "state) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 'seen')")                            \
	Q(MESSAGE_ADD_BEGUN, "INSERT INTO message(folder, uidvalidity, uid, sha256, size, "        \
			     "received, begun_at, state, attempts) "                               \
			     "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 'begun', 1) "                     \
			     "ON CONFLICT(folder, uidvalidity, uid) DO UPDATE SET "                \
			     "state = 'begun', attempts = attempts + 1, "                          \
			     "begun_at = excluded.begun_at, "                                      \
			     "sha256 = coalesce(excluded.sha256, sha256) "                         \
			     "WHERE state IN ('seen', 'begun') RETURNING id, attempts")            \
	Q(MESSAGE_BEGIN, "UPDATE message SET state = 'begun', attempts = attempts + 1, "           \
			 "begun_at = ?2 WHERE id = ?1 AND state IN ('seen', 'begun') "             \
			 "RETURNING attempts")                                                     \
	Q(MESSAGE_DONE, "UPDATE message SET state = ?2, done_at = ?3, content_key = ?4, "          \
			"outcome = ?5, target = ?6, card = ?7, sender = ?8, subject = ?9, "        \
			"message_id = ?10, proof = ?11 WHERE id = ?1 "                             \
			"AND state IN ('seen', 'begun')")                                          \
	Q(MESSAGE_WAIT, "UPDATE message SET state = 'seen', attempts = attempts - 1 "              \
			"WHERE id = ?1 AND state = 'begun'")                                       \
	Q(MESSAGE_MOVED, "UPDATE message SET state = 'moved' WHERE id = ?1")                       \
	Q(MESSAGE_BY_CONTENT, "SELECT " MESSAGE_COLS " FROM message WHERE content_key = ?1 "       \
			      "AND id <> ?2 AND done_at > 0 "                                      \
			      "ORDER BY target IN ('stay', 'quarantine'), id LIMIT 1")             \
	Q(MESSAGE_BY_MESSAGE_ID, "SELECT " MESSAGE_COLS " FROM message WHERE message_id = ?1 "     \
				 "AND message_id <> '' AND done_at > 0 ORDER BY id LIMIT 1")       \
	Q(MESSAGE_TO_MOVE, "SELECT " MESSAGE_COLS " FROM message WHERE state = 'done' "            \
			   "AND folder = ?1 AND uidvalidity = ?2 ORDER BY target, uid LIMIT ?3")   \
	Q(MESSAGE_UNFINISHED, "SELECT " MESSAGE_COLS " FROM message "                              \
			      "WHERE state IN ('seen', 'begun') AND folder = ?1 "                  \
			      "AND uidvalidity = ?2 ORDER BY uid LIMIT ?3")                        \
	Q(MESSAGE_LAST_UID, "SELECT max(uid) FROM message WHERE folder = ?1 "                      \
			    "AND uidvalidity = ?2")                                                \
	Q(MESSAGE_RECENT, "SELECT " MESSAGE_COLS " FROM message WHERE id < ?1 "                    \
			  "ORDER BY id DESC LIMIT ?2")                                             \
	Q(RAW_ADD, "INSERT INTO raw(sha256, added, bytes) VALUES(?1, ?2, ?3) "                     \
		   "ON CONFLICT(sha256) DO NOTHING")                                               \
	Q(RAW_GET, "SELECT bytes FROM raw WHERE sha256 = ?1")                                      \
	Q(OUTBOX_ADD, "INSERT INTO outbox(key, kind, sort, body, held, due_at, recipient, "        \
		      "to_fold, card, client, created, state) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, " \
		      "?8, ?9, ?10, ?11, 'queued') ON CONFLICT(key) DO NOTHING")                   \
	Q(OUTBOX_BY_KEY, "SELECT id FROM outbox WHERE key = ?1")                                   \
	Q(OUTBOX_LOAD, "SELECT " OUTBOX_COLS " FROM outbox WHERE id = ?1")                         \
	Q(OUTBOX_DUE, "SELECT " OUTBOX_COLS " FROM outbox WHERE " LIVE " AND state = ?1 "          \
		      "AND kind = ?2 AND due_at <= ?3 AND held = 0 "                               \
		      "ORDER BY due_at, id LIMIT ?4")                                              \
	Q(OUTBOX_DUE_GATED,                                                                        \
	  "SELECT " OUTBOX_COLS " FROM outbox WHERE " LIVE " AND state = 'queued' "                \
	  "AND kind = 'send_mail' AND due_at <= ?1 AND held = 0 "                                  \
	  "AND (?3 = 0 OR sort = 'answer' AND instr(?5, char(10) || to_fold || char(10))) "        \
	  "AND (?4 = 0 OR sort = 'person' OR key GLOB 'mails-cap:*' "                              \
	  "OR sort = 'answer' AND instr(?5, char(10) || to_fold || char(10))) "                    \
	  "ORDER BY due_at, id LIMIT ?2")                                                          \
	Q(OUTBOX_SENT_SINCE, "SELECT count(*) FROM outbox WHERE state = 'done' AND kind = "        \
			     "'send_mail' AND sort <> 'person' AND done_at >= ?1")                 \
	Q(OUTBOX_NEXT_DUE, "SELECT due_at FROM outbox WHERE " LIVE " AND state = ?1 "              \
			   "AND kind = ?2 AND held = 0 ORDER BY due_at LIMIT 1")                   \
	Q(OUTBOX_SENDING, "UPDATE outbox SET state = 'sending', tries = tries + 1, "               \
			  "message_id = ?2 WHERE id = ?1 AND " LIVE " "                            \
			  "AND message_id IN ('', ?2)")                                            \
	Q(OUTBOX_DONE, "UPDATE outbox SET state = 'done', done_at = ?2, last_error = ?3 "          \
		       "WHERE id = ?1 AND state <> 'done'")                                        \
	Q(OUTBOX_RETRY, "UPDATE outbox SET state = 'queued', due_at = ?2, last_error = ?3 "        \
			"WHERE id = ?1 AND " LIVE)                                                 \
	Q(OUTBOX_UNKNOWN, "UPDATE outbox SET done_at = iif(state = 'unknown', done_at, ?2), "      \
			  "state = 'unknown', due_at = ?2, last_error = ?3 "                       \
			  "WHERE id = ?1 AND " LIVE)                                               \
	Q(OUTBOX_FAILED, "UPDATE outbox SET state = 'failed', done_at = ?2, last_error = ?3 "      \
			 "WHERE id = ?1 AND " LIVE)                                                \
	Q(OUTBOX_RECOVER,                                                                          \
	  "UPDATE outbox SET state = iif(kind = 'send_mail', 'unknown', "                          \
	  "'queued'), due_at = ?1, done_at = ?1 WHERE " LIVE " AND state = 'sending'")             \
	Q(OUTBOX_HOLD_CARD, "UPDATE outbox SET held = ?2 WHERE card = ?1 AND state = 'queued' "    \
			    "AND held <> ?2 AND instr(?3, char(10) || to_fold || char(10)) = 0")   \
	Q(OUTBOX_DROP_CARD, "UPDATE outbox SET state = 'dropped', done_at = ?2 WHERE card = ?1 "   \
			    "AND state = 'queued' AND tries = 0 AND kind = 'send_mail'")           \
	Q(OUTBOX_BY_MESSAGE_ID, "SELECT " OUTBOX_COLS " FROM outbox "                              \
				"WHERE message_id = ?1 AND message_id <> ''")                      \
	Q(OUTBOX_FATE, "UPDATE outbox SET fate = ?2 WHERE id = ?1 AND fate <> 'bounced'")          \
	Q(OUTBOX_COUNT_TO, "SELECT coalesce(sum(sort = 'answer'), 0), "                            \
			   "coalesce(sum(sort <> 'person'), 0) FROM outbox "                       \
			   "WHERE to_fold = ?1 AND to_fold <> '' AND created >= ?2 "               \
			   "AND state <> 'dropped'")                                               \
	Q(OUTBOX_COUNT_THREAD,                                                                     \
	  "SELECT count(*) FROM outbox WHERE card = ?1 AND to_fold = ?2 "                          \
	  "AND sort = 'answer' AND state <> 'dropped' AND id > coalesce(("                         \
	  "SELECT max(id) FROM outbox WHERE card = ?1 AND sort = 'person'), 0)")                   \
	Q(OUTBOX_PENDING,                                                                          \
	  "SELECT " OUTBOX_COLS " FROM outbox INDEXED BY outbox_live "                             \
	  "WHERE " LIVE " UNION ALL SELECT " OUTBOX_COLS " FROM outbox "                           \
	  "INDEXED BY outbox_failed WHERE state = 'failed' AND done_at >= ?1 ORDER BY 1 LIMIT ?2") \
	Q(OUTBOX_OF_CARD, "SELECT " OUTBOX_COLS " FROM outbox WHERE card = ?1 "                    \
			  "AND kind = 'send_mail' ORDER BY id DESC LIMIT ?2")                      \
	Q(OUTBOX_BYTES_ADD, "INSERT INTO outbox_bytes(outbox, sha256, bytes) VALUES(?1, ?2, ?3)")  \
	Q(OUTBOX_BYTES_HASH, "SELECT sha256 FROM outbox_bytes WHERE outbox = ?1")                  \
	Q(OUTBOX_BYTES_GET, "SELECT sha256, bytes FROM outbox_bytes WHERE outbox = ?1")

#define STATEMENTS(Q) \
	STATEMENTS_CORE(Q) STATEMENTS_CLIENT(Q) STATEMENTS_DOCUMENT(Q) STATEMENTS_MAIL(Q)

#endif
