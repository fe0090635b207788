/* The registry's part of paying by card. See statements.h. */
#ifndef PLIC_STATEMENTS_CARDS_H
#define PLIC_STATEMENTS_CARDS_H

#define LINK_COLS "document, state, amount, currency, key, tries, sessions, ref, url, why, created"

#define STATEMENTS_CARDS(Q)                                                                  \
	Q(LINK_ADD, "INSERT INTO pay_link(" LINK_COLS ") "                                   \
		    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")                  \
	Q(LINK_SET, "UPDATE pay_link SET state = ?2, amount = ?3, currency = ?4, key = ?5, " \
		    "tries = ?6, sessions = ?7, ref = ?8, url = ?9, why = ?10 "              \
		    "WHERE document = ?1")                                                   \
	Q(LINK_OF, "SELECT " LINK_COLS " FROM pay_link WHERE document = ?1")                 \
	Q(LINK_BY_REF, "SELECT " LINK_COLS " FROM pay_link WHERE ref = ?1 AND ref <> ''")    \
	Q(LINK_IN_STATE, "SELECT " LINK_COLS " FROM pay_link "                               \
			 "WHERE state = ?1 AND state <> 'closed' AND document > ?2 "         \
			 "ORDER BY document LIMIT ?3")                                       \
	Q(LINK_WANTED_OF_CARD, "SELECT " LINK_COLS " FROM pay_link WHERE state = 'wanted' "  \
			       "AND document IN (SELECT id FROM document WHERE card = ?1)")  \
	Q(SEEN_ADD, "INSERT OR IGNORE INTO card_seen(id, at) VALUES(?1, ?2)")                \
	Q(SEEN_GET, "SELECT 1 FROM card_seen WHERE id = ?1")                                 \
	Q(SEEN_DROP, "DELETE FROM card_seen WHERE at < ?1")

#endif
