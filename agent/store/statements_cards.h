/* The registry's part of paying by card. See statements.h. */
#ifndef PLIC_STATEMENTS_CARDS_H
#define PLIC_STATEMENTS_CARDS_H

#define LINK_COLS                                                                            \
	"document, revision, state, amount, currency, key, tries, sessions, ref, url, why, " \
	"created"

#define PAYOUT_COLS "id, ref, amount, currency, arrival, failed, gross, fee, payment, created"

#define STATEMENTS_CARDS(Q)                                                                       \
	Q(LINK_ADD, "INSERT INTO pay_link(" LINK_COLS ") "                                        \
		    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")                  \
	Q(LINK_SET, "UPDATE pay_link SET state = ?3, amount = ?4, currency = ?5, key = ?6, "      \
		    "tries = ?7, sessions = ?8, ref = ?9, url = ?10, why = ?11 "                  \
		    "WHERE document = ?1 AND revision = ?2")                                      \
	Q(LINK_OF, "SELECT id, " LINK_COLS " FROM pay_link WHERE document = ?1 "                  \
		   "ORDER BY revision DESC LIMIT 1")                                              \
	Q(LINK_BY_REF, "SELECT id, " LINK_COLS " FROM pay_link WHERE ref = ?1 AND ref <> ''")     \
	Q(LINK_IN_STATE, "SELECT id, " LINK_COLS " FROM pay_link "                                \
			 "WHERE state = ?1 AND state <> 'closed' AND id > ?2 "                    \
			 "ORDER BY id LIMIT ?3")                                                  \
	Q(LINK_WANTED_OF_CARD, "SELECT id, " LINK_COLS " FROM pay_link WHERE state = 'wanted' "   \
			       "AND document IN (SELECT id FROM document WHERE card = ?1)")       \
	Q(PAYOUT_BY_REF, "SELECT " PAYOUT_COLS " FROM card_payout WHERE ref = ?1")                \
	Q(PAYOUT_OF_AMOUNT, "SELECT " PAYOUT_COLS " FROM card_payout WHERE amount = ?1 "          \
			    "AND currency = ?2 AND payment IS NULL ORDER BY id LIMIT ?3")         \
	Q(PAYOUT_OF_LINE, "SELECT " PAYOUT_COLS ", (SELECT count(payment) FROM card_entry "       \
			  "WHERE payout = card_payout.id) FROM card_payout "                      \
			  "WHERE payment = ?1 AND payment IS NOT NULL")                           \
	Q(PAYOUT_ADD, "INSERT INTO card_payout(ref, amount, currency, arrival, failed, gross, "   \
		      "fee, payment, created) "                                                   \
		      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id")                  \
	Q(PAYOUT_SET, "UPDATE card_payout SET failed = ?2, payment = ?3 WHERE id = ?1")           \
	Q(ENTRY_ADD, "INSERT OR IGNORE INTO card_entry(ref, payout, kind, payment, amount, fee, " \
		     "net) VALUES(?1, ?2, ?3, (SELECT payment FROM payment_told "                 \
		     "WHERE identity = 'stripe|' || ?4), ?5, ?6, ?7)")                            \
	Q(SEEN_ADD, "INSERT OR IGNORE INTO card_seen(id, at) VALUES(?1, ?2)")                     \
	Q(SEEN_GET, "SELECT 1 FROM card_seen WHERE id = ?1")                                      \
	Q(SEEN_DROP, "DELETE FROM card_seen WHERE at < ?1")

#endif
