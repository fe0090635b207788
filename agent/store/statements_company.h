/* The registry's part for ANAF's register of taxpayers. See statements.h. */
#ifndef PLIC_STATEMENTS_COMPANY_H
#define PLIC_STATEMENTS_COMPANY_H

#define COMPANY_COLS                                                                            \
	"cui, asked, found, name, reg_no, street, city, county, postcode, vat, on_collection, " \
	"inactive, struck_off"
/* A tax code that the register can be asked for, and was not today. */
#define COMPANY_FIT                                                            \
	" length(c.tax_id) BETWEEN 2 AND 10 AND c.tax_id NOT GLOB '*[^0-9]*' " \
	"AND c.country IN ('', 'RO') "
#define COMPANY_STALE \
	COMPANY_FIT   \
	"AND NOT EXISTS (SELECT 1 FROM company AS k WHERE k.cui = c.tax_id AND k.asked >= ?1) "

#define STATEMENTS_COMPANY(Q)                                                                      \
	Q(COMPANY_SET, "INSERT OR REPLACE INTO company(" COMPANY_COLS ") "                         \
		       "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")           \
	Q(COMPANY_GET, "SELECT " COMPANY_COLS " FROM company WHERE cui = ?1")                      \
	Q(COMPANY_WANTED, "SELECT c.tax_id FROM company_note AS n JOIN client AS c "               \
			  "ON c.id = n.client WHERE n.wanted = 1 LIMIT ?1")                        \
	Q(COMPANY_DRAFTED,                                                                         \
	  "SELECT DISTINCT c.tax_id FROM document AS d JOIN client AS c "                          \
	  "ON c.id = d.client "                                                                    \
	  "WHERE d.kind = 'invoice' AND d.state = 'draft' AND" COMPANY_STALE "LIMIT ?2")           \
	Q(COMPANY_PROMISED,                                                                        \
	  "SELECT DISTINCT c.tax_id FROM document AS d JOIN client AS c "                          \
	  "ON c.id = d.client "                                                                    \
	  "WHERE d.kind = 'proforma' AND d.state = 'issued' AND" COMPANY_STALE "LIMIT ?2")         \
	Q(COMPANY_BILLED,                                                                          \
	  "SELECT DISTINCT c.tax_id FROM subscription AS b JOIN client AS c ON c.id = b.client "   \
	  "WHERE b.next_due <= ?1 AND b.next_due IS NOT NULL "                                     \
	  "AND b.paused = 0 AND b.stopped = 0 AND" COMPANY_STALE "LIMIT ?2")                       \
	Q(COMPANY_ISSUED,                                                                          \
	  "SELECT DISTINCT c.tax_id FROM document AS d JOIN client AS c "                          \
	  "ON c.id = d.client "                                                                    \
	  "WHERE d.issue = ?1 AND d.number IS NOT NULL AND d.kind = 'invoice' AND" COMPANY_STALE   \
	  "LIMIT ?2")                                                                              \
	Q(COMPANY_WAITING, "SELECT count(*) FROM company_note WHERE wanted = 1")                   \
	Q(COMPANY_NOTE_GET, "SELECT wanted, told, question FROM company_note WHERE client = ?1")   \
	Q(COMPANY_NOTE_SET, "INSERT OR REPLACE INTO company_note(client, wanted, told, question) " \
			    "VALUES(?1, ?2, ?3, ?4)")                                              \
	Q(COMPANY_NOTE_ASKED, "INSERT INTO company_note(client, wanted, question) "                \
			      "VALUES(?1, 0, ?2) "                                                 \
			      "ON CONFLICT(client) DO UPDATE SET question = excluded.question")    \
	Q(COMPANY_BILLED_BY, "SELECT 1 FROM subscription WHERE client = ?1 AND next_due <= ?2 "    \
			     "AND paused = 0 AND stopped = 0 LIMIT 1")

#endif
