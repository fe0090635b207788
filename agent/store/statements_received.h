/* The registry's part for invoices received through RO e-Factura. See statements.h. */
#ifndef PLIC_STATEMENTS_RECEIVED_H
#define PLIC_STATEMENTS_RECEIVED_H

#define STATEMENTS_RECEIVED(Q)                                                                     \
	Q(RECEIVED_ADD, "INSERT INTO received(message, upload, state, quiet, listed, added, "      \
			"seller) VALUES(?1, ?2, 'listed', ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING") \
	Q(RECEIVED_NEXT, "SELECT id, message, upload, quiet, listed, seller FROM received "        \
			 "WHERE state = 'listed' AND id > ?1 ORDER BY id LIMIT 1")                 \
	Q(RECEIVED_KEEP, "UPDATE received SET state = ?2, name = ?3, number = ?4, issue = ?5, "    \
			 "due = ?6, total = ?7, payable = ?8, currency = ?9, seller = ?10 "        \
			 "WHERE id = ?1 AND state = 'listed'")                                     \
	Q(RECEIVED_OF_SELLER, "SELECT count(*) FROM (SELECT 1 FROM received "                      \
			      "WHERE seller = ?1 AND state = 'kept' LIMIT 1000)")                  \
	Q(RECEIVED_NAME, "SELECT name, number FROM received WHERE id = ?1")                        \
	Q(RECEIVED_PAGE,                                                                           \
	  "SELECT id, message, upload, state, listed, seller, name, number, issue, "               \
	  "due, total, payable, currency FROM received WHERE id < ?1 "                             \
	  "ORDER BY id DESC LIMIT ?2")                                                             \
	Q(RECEIVED_FILE_ADD, "INSERT INTO received_file(received, kind, added, sha256, bytes) "    \
			     "VALUES(?1, ?2, ?3, ?4, ?5)")                                         \
	Q(RECEIVED_FILE_GET,                                                                       \
	  "SELECT sha256, bytes FROM received_file WHERE received = ?1 AND kind = ?2")

#endif
