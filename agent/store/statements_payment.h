/* The registry's fourth part: payments, what they pay, what told them. See statements.h. */
#ifndef PLIC_STATEMENTS_PAYMENT_H
#define PLIC_STATEMENTS_PAYMENT_H

#define PAYMENT_COLS                                                                  \
	"id, state, source, amount, left, currency, day, client, payer, payer_iban, " \
	"payer_tax_id, details, bank_ref, identity, kind, own_account, value_day, "   \
	"reference, end_to_end, fee, original, original_cur, reverses, confirmed, "   \
	"confirmed_by, flagged, batch"

/* Of the days ?1..?2: what came, and what went back. */
#define MONEY_IN                                         \
	"day BETWEEN ?1 AND ?2 AND state <> 'reversed' " \
	"AND (amount > 0 OR kind = 'return') AND kind <> 'settlement'"

#define STATEMENTS_PAYMENT(Q)                                                                      \
	Q(PAYMENT_LOAD, "SELECT " PAYMENT_COLS " FROM payment WHERE id = ?1")                      \
	Q(PAYMENT_BY_IDENTITY,                                                                     \
	  "SELECT " PAYMENT_COLS " FROM payment "                                                  \
	  "WHERE id = (SELECT payment FROM payment_told WHERE identity = ?1)")                     \
	Q(PAYMENT_OF_AMOUNT, "SELECT " PAYMENT_COLS " FROM payment WHERE amount = ?1 "             \
			     "AND currency = ?2 AND day BETWEEN ?3 AND ?4 "                        \
			     "ORDER BY day, id LIMIT ?5")                                          \
	Q(PAYMENT_NOT_TOLD_BY,                                                                     \
	  "SELECT " PAYMENT_COLS " FROM payment p WHERE amount = ?1 "                              \
	  "AND currency = ?2 AND day BETWEEN ?3 AND ?4 "                                           \
	  "AND (state = 'reported' OR NOT EXISTS (SELECT 1 FROM payment_told t "                   \
	  "WHERE t.payment = p.id AND t.source = ?5)) ORDER BY day, id LIMIT ?6")                  \
	Q(PAYMENT_OF_BANK_REF, "SELECT " PAYMENT_COLS " FROM payment "                             \
			       "WHERE bank_ref = ?1 AND bank_ref <> '' ORDER BY id LIMIT ?2")      \
	Q(PAYMENT_OF_BATCH, "SELECT " PAYMENT_COLS " FROM payment "                                \
			    "WHERE batch = ?1 AND batch <> '' ORDER BY id LIMIT 1")                \
	Q(PAYMENT_REVERSING, "SELECT " PAYMENT_COLS " FROM payment "                               \
			     "WHERE reverses = ?1 AND reverses IS NOT NULL ORDER BY id")           \
	Q(PAYMENT_UNCONFIRMED, "SELECT " PAYMENT_COLS " FROM payment "                             \
			       "WHERE state = 'reported' AND flagged = 0 AND day <= ?1 "           \
			       "AND source GLOB 'bank:*' ORDER BY day, id LIMIT ?2")               \
	Q(DIGEST_UNCONFIRMED,                                                                      \
	  "SELECT p.id, p.state, p.day, p.amount, p.left, p.currency, p.payer, c.name "            \
	  "FROM payment p LEFT JOIN client c ON c.id = p.client WHERE p.state = 'reported' "       \
	  "AND p.flagged = 1 AND p.day >= ?1 ORDER BY p.day, p.id LIMIT 20")                       \
	Q(DIGEST_UNCONFIRMED_SUM,                                                                  \
	  "SELECT count(*), sum(amount), currency FROM payment WHERE "                             \
	  "state = 'reported' AND flagged = 1 AND day >= ?1 GROUP BY currency")                    \
	Q(PAYMENT_TOLD, "SELECT identity, source FROM payment_told WHERE payment = ?1")            \
	Q(PAYMENT_TOLD_ADD, "INSERT INTO payment_told(identity, payment, source, at) "             \
			    "VALUES(?1, ?2, ?3, ?4)")                                              \
	Q(PAYMENT_UNALLOCATED, "SELECT " PAYMENT_COLS " FROM payment "                             \
			       "INDEXED BY payment_unallocated "                                   \
			       "WHERE left > 0 AND state <> 'reversed' ORDER BY id LIMIT ?1")      \
	Q(PAYMENT_UNALLOCATED_OF, "SELECT " PAYMENT_COLS " FROM payment WHERE left > 0 "           \
				  "AND state <> 'reversed' AND client = ?1 ORDER BY id LIMIT ?2")  \
	Q(PAYMENT_OF_CLIENT, "SELECT " PAYMENT_COLS " FROM payment WHERE client = ?1 "             \
			     "ORDER BY id DESC LIMIT ?2")                                          \
	Q(MOVEMENT_DOCUMENTS, "SELECT id, kind, label, issue, due, "                               \
			      "CASE WHEN ref IS NULL THEN payable ELSE total END, currency "       \
			      "FROM document WHERE client = ?1 AND number IS NOT NULL "            \
			      "AND issue <= ?2 AND kind IN ('invoice', 'storno') "                 \
			      "ORDER BY issue, id")                                                \
	Q(MOVEMENT_PAYMENTS, "SELECT p.id, p.bank_ref, p.day AS day, p.amount - (SELECT "          \
			     "coalesce(sum(amount), 0) FROM allocation WHERE payment = p.id), "    \
			     "p.currency FROM payment p WHERE p.client = ?1 "                      \
			     "AND p.state <> 'reversed' AND p.day <= ?2 UNION ALL "                \
			     "SELECT p.id, p.bank_ref, p.day, sum(al.settles), al.settles_cur "    \
			     "FROM document d JOIN allocation al ON al.document = d.id "           \
			     "JOIN payment p ON p.id = al.payment WHERE d.client = ?1 "            \
			     "AND p.state <> 'reversed' AND p.day <= ?2 "                          \
			     "GROUP BY p.id, al.settles_cur ORDER BY day, 1, 5")                   \
	Q(MONEY_BETWEEN, "SELECT " PAYMENT_COLS " FROM payment WHERE " MONEY_IN                    \
			 " ORDER BY day DESC, id DESC LIMIT ?3")                                   \
	Q(MONEY_SUMS, "SELECT amount < 0, count(*), sum(amount), currency FROM payment "           \
		      "WHERE " MONEY_IN " GROUP BY amount < 0, currency")                          \
	Q(PAYMENT_ADD, "INSERT INTO payment(" PAYMENT_COLS ", created) VALUES(?1, ?2, ?3, ?4, "    \
		       "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "    \
		       "?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)")                             \
	Q(PAYMENT_SET,                                                                             \
	  "UPDATE payment SET state = ?2, source = ?3, amount = ?4, left = ?5, "                   \
	  "currency = ?6, day = ?7, client = ?8, payer = ?9, payer_iban = ?10, "                   \
	  "payer_tax_id = ?11, details = ?12, bank_ref = ?13, identity = ?14, "                    \
	  "kind = ?15, own_account = ?16, value_day = ?17, reference = ?18, "                      \
	  "end_to_end = ?19, fee = ?20, original = ?21, original_cur = ?22, "                      \
	  "reverses = ?23, confirmed = ?24, confirmed_by = ?25, flagged = ?26, batch = ?27 "       \
	  "WHERE id = ?1")                                                                         \
	Q(ALLOCATION_ADD, "INSERT INTO allocation(payment, document, amount, currency, rule, at, " \
			  "settles, settles_cur) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")          \
	Q(ALLOCATION_OF_PAYMENT, "SELECT payment, document, amount, currency, rule, settles, "     \
				 "settles_cur FROM allocation WHERE payment = ?1 ORDER BY id")     \
	Q(ALLOCATION_OF_DOCUMENT, "SELECT payment, document, amount, currency, rule, settles, "    \
				  "settles_cur FROM allocation WHERE document = ?1 ORDER BY id")   \
	Q(PAYMENT_OF_PAYER_IBAN, "SELECT " PAYMENT_COLS " FROM payment WHERE payer_iban = ?1 "     \
				 "AND payer_iban <> '' AND client IS NOT NULL AND client > ?2 "    \
				 "AND state <> 'reversed' ORDER BY client LIMIT 1")                \
	Q(PAYMENT_OF_PAYER_TAX_ID, "SELECT " PAYMENT_COLS " FROM payment WHERE payer_tax_id = ?1 " \
				   "AND payer_tax_id <> '' AND client IS NOT NULL "                \
				   "AND client > ?2 AND state <> 'reversed' "                      \
				   "ORDER BY client LIMIT 1")

#endif
